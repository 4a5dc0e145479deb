"""Which columns a table is exported with, and what parts its cells."""

from collections.abc import Sequence

from core.language import tr
from core.problems import Refusal
from core.records import dataclass
from core.table import FILE_COLUMNS, SETTINGS, Column

CHOICE = (*FILE_COLUMNS[:3], SETTINGS, *FILE_COLUMNS[3:])
"""Every column that can be chosen, in the order in which it is offered."""

SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t"}
"""What may part cells, by the words for it on the command line; the sign itself is taken as well."""


@dataclass(frozen=True, slots=True)
class TableOptions:
    """The columns in their order, and the separator; the format's own where there is none."""

    columns: tuple[Column, ...] = ()
    separator: str = ""


USUAL = TableOptions()


def columns_named(names: str | Sequence[str]) -> tuple[Column, ...]:
    """Find columns by their keys or titles, which commas part; raises Refusal for one that is unknown or twice."""
    parts = names.split(",") if isinstance(names, str) else names
    found: list[Column] = []
    for part in parts:
        column = _known().get(_plain(part))
        keys = ", ".join(each.key for each in CHOICE)
        if column is None:
            raise Refusal(tr('There is no column "{name}"; there are {keys}.', name=part.strip()[:100], keys=keys))
        if column in found:
            raise Refusal(tr("The column {name} is named twice.", name=column.key))
        found.append(column)
    return tuple(found)


def separator_named(name: str) -> str:
    """Give the separator for a word or the sign itself; raises Refusal for any other."""
    sign = SEPARATORS.get(name.lower(), "\t" if name == "\\t" else name)
    if sign not in SEPARATORS.values():
        raise Refusal(tr("A separator is one of {names}, or the sign itself.", names=", ".join(SEPARATORS)))
    return sign


def _known() -> dict[str, Column]:
    by_title = {_plain(title): column for column in CHOICE for title in (column.title, tr(column.title))}
    by_key = {column.key: column for column in CHOICE}
    return {**by_title, **by_key, "output": next(column for column in CHOICE if column.key == "output_shape")}


def _plain(name: str) -> str:
    return name.strip().lower().replace(" ", "_").replace("-", "_").replace("–", "_")
