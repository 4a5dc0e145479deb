"""Where the sizes that do not fit come from."""

from core.language import tr
from core.mends.branches import look_at
from core.session import State
from core.shapes import write_shape

_MOST_TOLD = 2


def cause(state: State, row: int) -> str:
    """Say which layers above made the sizes that a broken layer cannot take; empty where that is not known."""
    broken = look_at(state, row)
    if broken is None or broken.reports[row].problem is None:
        return ""
    sentences = []
    for each in broken.causes[:_MOST_TOLD]:
        before, after = broken.read_by(each), broken.reports[each].shape
        sentences.append(
            tr(
                "{name} turns {before} into {after}.",
                name=broken.network.layers[each].name,
                before=write_shape(before or ()),
                after=write_shape(after or ()),
            )
        )
    return " ".join(sentences)
