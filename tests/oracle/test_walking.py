"""The sizes of windows against references that walk them, over the draws that are put to PyTorch; no framework."""

from collections.abc import Iterable

import pytest

from core.analysis import answer
from core.kinds import catalogue
from tests.core.walking import spread_padded, walk, walk_same
from tests.oracle.comparing import compare_by_hand
from tests.oracle.draws import DRAWERS, Drawn

WINDOWS = [name for name in DRAWERS if hasattr(catalogue[name], "kernel_size")]


def spacing(drawn: Drawn) -> Iterable[int]:
    spaces: Iterable[int] = getattr(drawn.kind, "dilation", (1,) * drawn.kind.spatial_axes)
    return spaces


def walked(drawn: Drawn) -> list[int]:
    """Count the positions along each axis of an input that has the right ones."""
    kind, spatial = drawn.kind, drawn.shape[1:]
    window = list(zip(spatial, kind.kernel_size, kind.stride, spacing(drawn), strict=True))
    if hasattr(kind, "output_padding"):
        paddings = [kind.padding] * len(spatial) if isinstance(kind.padding, str) else kind.padding
        rest = zip(window, paddings, kind.output_padding, strict=True)
        return [spread_padded(*axis, padding, added) for axis, padding, added in rest]
    if kind.padding == "same":
        return [walk_same(size, stride) for size, _, stride, _ in window]
    ends = [(0, 0)] * len(spatial) if kind.padding == "valid" else kind.padding
    ceil_mode = getattr(kind, "ceil_mode", False)
    return [
        walk(size, kernel, stride, before, after, dilation, ceil_mode=ceil_mode)
        for (size, kernel, stride, dilation), (before, after) in zip(window, ends, strict=True)
    ]


def is_refused_before(drawn: Drawn) -> bool:
    """Tell whether the settings or the input are wrong, whatever the window's positions."""
    kind, channels = drawn.kind, drawn.shape[0]
    pads_too_much = hasattr(kind, "ceil_mode") and not isinstance(kind.padding, str) and any(
        end + end > kernel for pair, kernel in zip(kind.padding, kind.kernel_size, strict=True) for end in pair
    )  # fmt: skip
    groups = getattr(kind, "groups", 1)
    splits_badly = groups > 1 and any(count % groups for count in (channels, kind.out_channels))
    adds_too_much = any(
        added and (isinstance(kind.padding, str) or (added >= stride and added >= dilation))
        for added, stride, dilation in zip(
            getattr(kind, "output_padding", ()), kind.stride, spacing(drawn), strict=False
        )
    )
    return len(drawn.shape) != kind.spatial_axes + 1 or pads_too_much or splits_badly or adds_too_much


def check(drawn: Drawn) -> None:
    report = answer(drawn.kind, drawn.inputs)
    if is_refused_before(drawn):
        assert report.problem is not None
        return
    positions = walked(drawn)
    assert (report.problem is not None) == (min(positions) < 1)
    if report.shape is not None:
        assert report.shape[1:] == tuple(positions)


@pytest.mark.parametrize("name", WINDOWS)
def test_a_window_has_as_many_positions_as_one_counts_by_walking(name: str) -> None:
    compare_by_hand("walking", name, len(DRAWERS), check)
