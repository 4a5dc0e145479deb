"""The worked solution of a whole network: for each layer the rule, the numbers and the result, then the sums."""

from collections.abc import Iterator

from core.algebra import PRETTY, Pieces, Term, join_pieces, write_numbers, write_symbols
from core.analysis import input_shapes
from core.language import group, tr
from core.progress import UNWATCHED, Progress
from core.records import dataclass
from core.shapes import write_shape
from core.signs import Signs
from core.table import Table
from core.typeset import Formula, typeset_numbers, typeset_symbols
from core.working import derived_axes, in_terms, is_clear_per_axis, parameter_term


@dataclass(frozen=True)
class Equation:
    """A rule in symbols, with the numbers put in, and its result; `axes` says of which axes it speaks."""

    term: Term
    axes: str = ""

    @property
    def result(self) -> str:
        """The result, with its thousands separated."""
        return group(self.term.value)

    @property
    def numbers(self) -> str:
        """The numbers in one line: `(28 − 5)/1 + 1`."""
        return join_pieces(write_numbers(self.term, PRETTY))

    @property
    def symbols(self) -> str:
        """The rule in one line: `⌊(n − k)/s⌋ + 1`."""
        return join_pieces(write_symbols(self.term, PRETTY, per_axis=self._per_axis))

    @property
    def is_bare(self) -> bool:
        """Tell whether the numbers say no more than the result."""
        return self.term.operation == "leaf"

    @property
    def inline_numbers(self) -> Pieces:
        """The numbers in one line, as pieces."""
        return write_numbers(self.term, PRETTY)

    @property
    def inline_symbols(self) -> Pieces:
        """The rule in one line, as pieces."""
        return write_symbols(self.term, PRETTY, per_axis=self._per_axis)

    @property
    def chain(self) -> str:
        """The rule, the numbers and the result in one line."""
        numbers = () if self.is_bare else (self.numbers,)
        return " = ".join((self.symbols, *numbers, self.result))

    @property
    def set_numbers(self) -> Formula:
        """The numbers, to be typeset."""
        return typeset_numbers(self.term)

    @property
    def set_symbols(self) -> Formula:
        """The rule, to be typeset."""
        return typeset_symbols(self.term, per_axis=self._per_axis)

    @property
    def _per_axis(self) -> bool:
        return bool(self.axes) and is_clear_per_axis(self.term)


@dataclass(frozen=True)
class SheetRow:
    """One layer of the sheet; `note` is its problem or whom it waits for, and then it has no numbers."""

    number: int
    name: str
    kind: str
    settings: str
    reads: str
    shape: str = ""
    sizes: tuple[Equation, ...] = ()
    parameters: Equation | None = None
    learnable: int = 0
    fixed: int = 0
    note: str = ""

    @property
    def about(self) -> str:
        """What the layer is, how it is set, and what it reads."""
        about = ", ".join(part for part in (self.kind, self.settings) if part)
        reads = tr("reads {layers}", layers=self.reads) if self.reads else ""
        return "; ".join(part for part in (about, reads) if part)

    @property
    def fixed_line(self) -> str:
        """How many parameters are not learned; empty where there are none."""
        return tr("Not learnable: {count}", count=group(self.fixed)) if self.fixed else ""


@dataclass(frozen=True)
class Sheet:
    """Everything that a worked solution says, in the order in which it is written."""

    title: str
    rows: tuple[SheetRow, ...]
    learnable: int
    fixed: int
    macs: int
    is_partial: bool
    signs: str

    @property
    def addends(self) -> list[str]:
        """The counts that add up to the total, as one writes the sum."""
        return [group(row.learnable) for row in self.rows if row.learnable]

    @property
    def fixed_text(self) -> str:
        """The parameters that are not learned, with separators."""
        return group(self.fixed)

    @property
    def macs_text(self) -> str:
        """The multiply-accumulates of what is known."""
        return ("≥ " if self.is_partial else "") + group(self.macs)

    @property
    def sum(self) -> str:
        """What the addends come to."""
        return group(self.learnable)

    @property
    def total(self) -> str:
        """The learnable parameters, at least where some layers are not known."""
        return ("≥ " if self.is_partial else "") + self.sum


def make_sheet(table: Table, progress: Progress = UNWATCHED) -> Sheet:
    """Work a network out on a sheet."""
    totals = table.analysis.totals
    title = table.network.name or tr("Network")
    signs = Signs()
    rows = tuple(_row(table, row, signs) for row in progress.track(range(len(table.network))))
    counts = totals.parameters, totals.non_trainable, totals.macs
    return Sheet(title, rows, *counts, bool(totals.unknown), signs.explained())


def conventions(sheet: Sheet) -> tuple[str, ...]:
    """List what the signs and numbers of a sheet mean, where books and programs differ."""
    return (
        *([sheet.signs] if sheet.signs else []),
        tr("Sizes are channels × height × width of one sample; the batch is left out."),
        tr("⌊ ⌋ rounds down and ⌈ ⌉ up; where a division leaves no remainder, no brackets are written."),
        tr("Learnable are weights and biases; running statistics of a batch norm are counted on their own."),
        tr("A multiply–accumulate is one multiplication with its addition; a bias adds none."),
    )


def _row(table: Table, row: int, signs: Signs) -> SheetRow:
    layer, report = table.layer(row), table.report(row)
    kind = layer.kind
    words = (row, layer.name, kind.title, kind.summary(), ", ".join(table.network.input_names(row)))
    inputs = input_shapes(table.network, table.analysis.reports, row)
    if report.shape is None or inputs is None:
        return SheetRow(*words, note=table.problem_text(row) or table.waiting_text(row))
    terms = in_terms(kind, inputs)
    learned = parameter_term([weight for weight in terms.weights if weight.trainable])
    sizes = tuple(_size_equations(terms.output))
    parameters = None if learned.is_constant else Equation(learned)
    for equation in (*sizes, *([parameters] if parameters else [])):
        signs.read(kind, equation.inline_symbols)
    return SheetRow(
        *words,
        shape=write_shape(report.shape),
        sizes=sizes,
        parameters=parameters,
        learnable=report.parameters or 0,
        fixed=report.non_trainable or 0,
    )


def _size_equations(output: tuple[Term, ...]) -> Iterator[Equation]:
    """Give an equation for each axis that has something to derive, one for axes that are alike."""
    for names, term in derived_axes(output):
        yield Equation(term, axes=names)
