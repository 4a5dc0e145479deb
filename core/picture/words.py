"""The texts of the boxes: name, size, and what is done there."""

from functools import lru_cache

from core.blocks import SEPARATOR, subtotal
from core.kinds import Kind
from core.language import group, language, speaks_english, tr, tr_count
from core.picture.graph import Box
from core.picture.lettering import phrased, shortened, text_width, wrapped
from core.records import dataclass
from core.shapes import write_shape
from core.table import Table

NAME, SMALL = 12.0, 10.0
LEADING = 13.0

_NAME_ROOM, _ROOM, _MOST = 112.0, 96.0, 128.0
"""How wide names and the lines below them may be, and what has no place to be broken."""


@dataclass(frozen=True, slots=True)
class Words:
    """The texts of a box."""

    name: str
    shape: str
    lines: tuple[str, ...]
    is_problem: bool
    path: str = ""
    """The beginning of the name, above the rest, where all of it would be too wide."""

    @property
    def width(self) -> float:
        """The room that the widest of them takes."""
        label = max(text_width(self.name, NAME, bold=True), text_width(self.shape, SMALL, bold=True))
        return max(label, *(text_width(line, SMALL) for line in (self.path, *self.lines)))


def words_of(table: Table, box: Box, within: str) -> Words:
    """Give the texts of a box; in a frame, its name goes without the path of the block."""
    layer, report = table.layer(box.row), table.report(box.row)
    if box.block is not None:
        return _block_words(table, box, box.block.path)
    name = layer.name.removeprefix(within + SEPARATOR) if within else layer.name
    path, name = _in_two(name)
    if report.shape is None:
        note = table.problem_text(box.row) or table.waiting_text(box.row)
        return Words(name, "?", tuple(wrapped(note, _NAME_ROOM, SMALL, 4)), report.problem is not None, path)
    lines = _about(layer.kind, (language(), speaks_english()))
    lines += _followed(tuple(table.layer(row).kind.title for row in box.rows[1:]))
    return Words(name, write_shape(report.shape), lines, is_problem=False, path=path)


def _in_two(name: str, times: str = "") -> tuple[str, str]:
    """Give a name in two parts, the first of them empty where all of it is short enough."""
    room = _NAME_ROOM - text_width(times, NAME, bold=True)
    if text_width(name, NAME, bold=True) <= room or SEPARATOR not in name.strip(SEPARATOR):
        return "", shortened(name, room, NAME, bold=True) + times
    path, _, last = name.rpartition(SEPARATOR)
    return shortened(path + SEPARATOR, _MOST, SMALL), shortened(last, room, NAME, bold=True) + times


@lru_cache(maxsize=256)
def _about(kind: Kind, _: tuple[str, bool]) -> tuple[str, ...]:
    # The language is named so that each has its own answers.
    about = ", ".join(part for part in (kind.title, kind.summary()) if part)
    return phrased(tuple(about.split(", ")), _ROOM, _MOST, SMALL, 5)


@lru_cache(maxsize=256)
def _followed(titles: tuple[str, ...]) -> tuple[str, ...]:
    """Name what follows on a volume, in at most three lines that are broken before an arrow."""
    lines: list[str] = []
    for number, title in enumerate(titles):
        phrase = f"→ {title}" if number else f"+ {title}"
        if lines and (text_width(f"{lines[-1]} {phrase}", SMALL) <= _ROOM or len(lines) == 3):
            lines[-1] = f"{lines[-1]} {phrase}"
        else:
            lines.append(phrase)
    return tuple(shortened(line, _MOST, SMALL) for line in lines)


def _block_words(table: Table, box: Box, path: str) -> Words:
    sums = subtotal(table.analysis.reports, range(box.rows[0], box.rows[-1] + 1))
    times = f" ×{group(box.repeats)}" if box.repeats > 1 else ""
    layers = tr_count("{count} layer", "{count} layers", len(box.rows) // box.repeats)
    parameters = tr_count("{count} parameter", "{count} parameters", sums.parameters)
    lines = [layers, parameters]
    if times:
        lines = [tr("{layers} each", layers=layers), tr("{parameters} in all", parameters=parameters)]
    shape = table.report(box.last_row).shape
    has_problem = any(table.report(row).problem is not None for row in box.rows)
    around, name = _in_two(path, times)
    return Words(name, write_shape(shape) if shape else "?", tuple(lines), has_problem, around)
