"""Workings: the steps that lead to a layer's size and parameters, made by putting Terms through its rules.

Made only for what is looked at or exported, never on the path of an edit.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache, reduce
from operator import add
from typing import cast

from core.algebra import (
    PLAIN,
    PRETTY,
    Piece,
    Pieces,
    Term,
    as_term,
    join_pieces,
    product,
    write_numbers,
    write_symbols,
)
from core.analysis import Report, input_shapes
from core.kinds import Kind, Shapes, Weight
from core.language import group, listed_and, mark, tr
from core.network import Network
from core.receptive import receptive_terms
from core.records import dataclass, replace
from core.shapes import Shape, axis_letters, axis_words


@dataclass(frozen=True, slots=True)
class Line:
    """One step of a working: what it is about, the rule in symbols, with the numbers, and the result.

    `symbols` or `numbers` is empty where it would say nothing new. `term` is what they were written from, to be
    typeset; `per_axis` says that the signs are those for one axis, `of_several` that axes alike share the line.
    """

    label: str
    symbols: Pieces = ()
    numbers: Pieces = ()
    result: Pieces = ()
    term: Term | None = None
    per_axis: bool = False
    of_several: bool = False

    def __str__(self) -> str:
        return f"{self.label}: " + " = ".join(
            join_pieces(side) for side in (self.symbols, self.numbers, self.result) if side
        )


@dataclass(frozen=True, slots=True)
class Terms:
    """What a layer's rules give when they are run with Terms."""

    output: tuple[Term, ...]
    weights: tuple[Weight, ...]
    macs: Term


@lru_cache(maxsize=16)
def in_terms(kind: Kind, inputs: Shapes) -> Terms:
    """Run a kind's rules with Terms; raises RuleError where they do."""
    named, shapes = kind.in_terms(), _named_shapes(kind, inputs)
    output = tuple(map(as_term, named.output(shapes)))
    # Seen from the count of operations the output is given: each axis is a number with a name.
    seen = tuple(
        size if size.operation == "leaf" and size.symbol else as_term(Term.leaf(size.value, f"{letter}_out"))
        for size, letter in zip(output, axis_letters(len(output)), strict=True)
    )
    macs = named.macs(shapes, cast("Shape", seen))
    return Terms(output, named.weights(shapes), as_term(macs))


def _named_shapes(kind: Kind, inputs: Shapes) -> Shapes:
    return tuple(
        tuple(
            Term.leaf(size, symbol, axis_symbol, axis=axis, read=number)
            for axis, (size, (symbol, axis_symbol)) in enumerate(
                zip(shape, kind.input_symbols(number, len(inputs), len(shape)), strict=True)
            )
        )
        for number, shape in enumerate(inputs)
    )


@lru_cache(maxsize=256)
def size_derivation(kind: Kind, inputs: Shapes) -> str:
    """Write the working of each output axis that has one, equal ones once: `(28 - 5)/1 + 1 = 24`."""
    derived = [term for term in in_terms(kind, inputs).output if term.operation != "leaf"]
    return "; ".join(dict.fromkeys(_equation(term) for term in derived))


@lru_cache(maxsize=256)
def parameter_derivation(kind: Kind, inputs: Shapes) -> str:
    """Write the working of the learnable parameters: `(5*5*1 + 1)*32 = 832`; empty where there is none."""
    term = parameter_term([weight for weight in in_terms(kind, inputs).weights if weight.trainable])
    return "" if term.is_constant else _equation(term)


def _equation(term: Term) -> str:
    return f"{join_pieces(write_numbers(term, PLAIN))} = {term.value}"


def parameter_term(weights: Sequence[Weight]) -> Term:
    """Add up the counts of weights as one does by hand, with the factor that neighbours share put outside."""
    groups: list[list[Weight]] = []
    for weight in weights:
        outside = weight.shape[0]
        if groups and isinstance(outside, Term) and all(_has_factor(member, outside) for member in groups[-1]):
            groups[-1].append(weight)
        else:
            groups.append([weight])
    return reduce(add, map(_factored, groups)) if groups else Term(0)


def _has_factor(weight: Weight, factor: int) -> bool:
    # The same Term, not an equal number: 3 channels and a kernel of 3 have nothing in common.
    return any(own is factor for own in weight.factors)


def _factored(group: Sequence[Weight]) -> Term:
    first = group[0].factors
    if len(group) == 1:
        return as_term(product(first))
    if all(list(map(id, weight.factors)) == list(map(id, first)) for weight in group):
        return as_term(product((len(group), *first)))
    outside = group[-1].shape[0]
    rests = (product(factor for factor in weight.factors if factor is not outside) for weight in group)
    return as_term(reduce(add, rests) * outside)


def explain_layer(network: Network, reports: Sequence[Report], row: int) -> list[Line]:
    """Give the whole working of a layer in its network; none where its shape is not known."""
    shapes = input_shapes(network, reports, row)
    if shapes is None or reports[row].shape is None:
        return []
    kind = network.layers[row].kind
    lines = explain(kind, shapes)
    field = receptive_terms(network, reports, row)
    if field is not None and kind.least_inputs:
        names = axis_words(len(field) + 1)[1:]
        lines += _axis_lines(
            list(zip(names, field, strict=True)), tr("Receptive field"), mark("Receptive field, {axes}")
        )
    return lines


def explain(kind: Kind, inputs: Shapes) -> list[Line]:
    """Give the whole working of one layer; raises RuleError where its rules do."""
    terms = in_terms(kind, inputs)
    lines = _side_lines(kind, inputs) + _size_lines(terms.output)
    lines.append(_volume_line(terms.output))
    lines += [_weight_line(weight) for weight in terms.weights]
    learned = [weight for weight in terms.weights if weight.trainable]
    if learned:
        lines.append(_count_line(tr("Parameters"), parameter_term(learned)))
    else:
        nothing = tr("none: {kind} has nothing to learn", kind=kind.title)
        lines.append(Line(tr("Parameters"), result=(Piece(nothing),)))
    if terms.macs.value:
        lines.append(_count_line(tr("Multiply–accumulates"), terms.macs))
    return lines


def _weight_line(weight: Weight) -> Line:
    line = _count_line(tr(weight.label), as_term(weight.count))
    return line if weight.trainable else replace(line, result=(*line.result, Piece("  " + tr("(not learned)"))))


def _count_line(label: str, term: Term) -> Line:
    if term.operation == "leaf":
        symbols = write_symbols(term, PRETTY, per_axis=False) if term.symbol else ()
        return Line(label, symbols, (), (_number(term),))
    return Line(
        label,
        write_symbols(term, PRETTY, per_axis=False),
        write_numbers(term, PRETTY),
        (Piece(group(term.value)),),
        term,
    )


def _number(term: Term) -> Piece:
    """Write a term's value alone."""
    return Piece(group(term.value), source=term.source, axis=term.axis, read=term.read)


def _side_lines(kind: Kind, inputs: Shapes) -> list[Line]:
    steps = kind.in_terms().side_steps(_named_shapes(kind, inputs))
    labels = axis_words(len(inputs[0]))[1:] if inputs else ()
    axes = list(zip(labels, (as_term(size) for size in steps), strict=False))
    return _axis_lines(axes, tr(kind.side_label), kind.side_label + ", {axes}")


def derived_axes(output: Sequence[Term]) -> list[tuple[str, Term]]:
    """Give the axes of an output that have something to derive, under their names; those that are alike once."""
    alike: dict[Pieces, tuple[list[str], Term]] = {}
    for name, term in zip(axis_words(len(output)), output, strict=True):
        if term.operation != "leaf":
            alike.setdefault(write_numbers(term, PRETTY), ([], term))[0].append(name)
    return [(", ".join(names), term) for names, term in alike.values()]


def _size_lines(output: Sequence[Term]) -> list[Line]:
    names = axis_words(len(output))
    derived = [(name, term) for name, term in zip(names, output, strict=True) if term.operation != "leaf"]
    return _axis_lines(derived, tr("Output size"), mark("Output {axes}"))


def _axis_lines(axes: Sequence[tuple[str, Term]], one_label: str, axis_label: str) -> list[Line]:
    """Write a line for each axis, or one for all where they are alike."""
    alike: dict[Pieces, list[tuple[str, Term]]] = {}
    for name, term in axes:
        alike.setdefault(write_numbers(term, PRETTY), []).append((name, term))
    lines = []
    for numbers, members in alike.items():
        label = one_label if len(alike) == 1 else tr(axis_label, axes=listed_and(name for name, _ in members))
        term, several = members[0][1], len(members) > 1
        result = (Piece(group(term.value)),)
        if term.operation == "leaf":
            lines.append(Line(label, result=result))
        else:
            per_axis = is_clear_per_axis(term)
            symbols = write_symbols(term, PRETTY, per_axis=per_axis)
            lines.append(Line(label, symbols, numbers, result, term, per_axis, several))
    return lines


def is_clear_per_axis(term: Term) -> bool:
    """Tell whether the signs for one axis alone still tell all numbers of a term apart."""
    signs = {leaf.symbol: leaf.axis_symbol for leaf in _leaves(term) if leaf.symbol}
    return len(set(signs.values())) == len(signs)


def _leaves(term: Term) -> Iterable[Term]:
    waiting = [term]
    while waiting:
        term = waiting.pop()
        if term.operation == "leaf":
            yield term
        waiting.extend(term.operands)


def _volume_line(output: Sequence[Term]) -> Line:
    pieces: list[Piece] = []
    for term in output:
        if pieces:
            pieces.append(Piece(" × "))
        pieces.append(_number(term))
    return Line(tr("Vector") if len(output) == 1 else tr("Volume"), result=tuple(pieces))
