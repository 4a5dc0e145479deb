"""What must hold of the workings of a layer that has a shape: every one is worth its number."""

from core.algebra import PLAIN, Term, as_term, join_pieces, write_symbols
from core.analysis import answer
from core.kinds import Kind, Shapes
from core.working import Line, Terms, explain, in_terms, parameter_derivation, parameter_term, size_derivation
from tests.core.evaluate import evaluate, holds


def check_workings(kind: Kind, inputs: Shapes) -> None:
    """Check all that is shown of how a layer's numbers come about."""
    check_lines(kind, inputs)
    check_derivations(kind, inputs)
    check_symbols(kind, inputs)


def check_line(line: Line) -> None:
    """Check that a line's numbers are worth its result."""
    assert line.label
    if line.numbers:
        assert evaluate(join_pieces(line.numbers)) == as_number(join_pieces(line.result))


def check_lines(kind: Kind, inputs: Shapes) -> None:
    """Check the lines that the window shows."""
    report = answer(kind, inputs)
    lines = {line.label: line for line in explain(kind, inputs)}
    for line in lines.values():
        check_line(line)
    assert report.shape is not None
    volume = join_pieces(lines["Vector" if len(report.shape) == 1 else "Volume"].result)
    assert volume == " × ".join(f"{size:,}" for size in report.shape)
    if report.parameters:
        assert as_number(join_pieces(lines["Parameters"].result)) == report.parameters
    if report.macs:
        assert as_number(join_pieces(lines["Multiply–accumulates"].result)) == report.macs


def check_derivations(kind: Kind, inputs: Shapes) -> None:
    """Check what the table shows."""
    report = answer(kind, inputs)
    assert report.shape is not None
    sizes = [part for part in size_derivation(kind, inputs).split("; ") if part]
    assert len(set(sizes)) == len(sizes)
    for equation in sizes:
        assert holds(equation)
        assert int(equation.split(" = ")[1]) in report.shape
    parameters = parameter_derivation(kind, inputs)
    learned = parameter_term([weight for weight in in_terms(kind, inputs).weights if weight.trainable])
    # A count that no setting and no input goes into has no working, as the one slope of a PReLU.
    assert bool(parameters) == (not learned.is_constant)
    assert learned.value == report.parameters
    if parameters:
        assert holds(parameters)
        assert int(parameters.split(" = ")[1]) == report.parameters


def check_symbols(kind: Kind, inputs: Shapes) -> None:
    """Check that the formulas in symbols give the numbers, and that no sign stands for two of them."""
    for term in all_terms(in_terms(kind, inputs)):
        signs = {(leaf.symbol, leaf.value) for leaf in leaves(term) if leaf.symbol}
        assert len(dict(signs)) == len(signs)
        assert evaluate(join_pieces(write_symbols(term, PLAIN, per_axis=False)), dict(signs)) == term.value
        short = {(leaf.axis_symbol, leaf.value) for leaf in leaves(term) if leaf.symbol}
        if len(dict(short)) == len(short):
            assert evaluate(join_pieces(write_symbols(term, PLAIN, per_axis=True)), dict(short)) == term.value


def as_number(text: str) -> int:
    """Read a number with its separators."""
    return int(text.replace(",", ""))


def all_terms(terms: Terms) -> list[Term]:
    """List the terms of a layer's numbers."""
    return [*terms.output, *(as_term(weight.count) for weight in terms.weights), terms.macs]


def leaves(term: Term) -> list[Term]:
    """List the numbers that a term is made of."""
    return [term] if term.operation == "leaf" else [leaf for part in term.operands for leaf in leaves(part)]
