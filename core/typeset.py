"""Formulas as one writes them by hand: fractions with a bar, rounding in floor and ceiling brackets.

The same Terms that give the plain line give this tree; LaTeX, HTML and the window set it each in their way.
"""

from collections.abc import Iterable
from typing import cast

from core.algebra import PRETTY, FormulaWriter, Piece, Term
from core.records import dataclass


@dataclass(frozen=True, slots=True)
class Fraction:
    """One formula above another."""

    above: "Formula"
    below: "Formula"


@dataclass(frozen=True, slots=True)
class Fenced:
    """A formula between brackets that grow with it: `(`, `⌊`, `⌈`, or a function's `max(`."""

    opening: str
    body: "Formula"
    closing: str


Formula = tuple[Piece | Fraction | Fenced, ...]


def typeset_numbers(term: Term) -> Formula:
    """Set the working with the numbers put in."""
    return _Typesetter(symbols=False, per_axis=False).formula(term)


def typeset_symbols(term: Term, *, per_axis: bool) -> Formula:
    """Set the formula in symbols; `per_axis` takes the signs for one axis looked at alone."""
    return _Typesetter(symbols=True, per_axis=per_axis).formula(term)


class _Typesetter(FormulaWriter):
    def __init__(self, *, symbols: bool, per_axis: bool) -> None:
        super().__init__(PRETTY, symbols=symbols, per_axis=per_axis)

    def formula(self, term: Term) -> Formula:
        # What is appended are pieces and the two nodes above, which the writer itself never looks into.
        return cast("Formula", self.written(term))

    def _put_node(self, node: Fraction | Fenced) -> None:
        cast("list[object]", self.pieces).append(node)

    def _inner(self, operands: Iterable[Term], separator: str = "") -> Formula:
        inner = _Typesetter(symbols=self.symbols, per_axis=self.per_axis)
        for position, operand in enumerate(operands):
            if position:
                inner._put_text(separator)
            inner._put(operand)
        return cast("Formula", tuple(inner.pieces))

    def _put_call(self, opening: str, operands: Iterable[Term], separator: str, closing: str) -> None:
        self._put_node(Fenced(opening, self._inner(operands, separator), closing))

    def _put_factor(self, term: Term) -> None:
        # A bar holds a quotient together, so that it needs no brackets in a product.
        if term.operation in ("/", "floor", "ceil"):
            self._put(term)
        else:
            super()._put_factor(term)

    def _put_quotient(self, term: Term) -> None:
        fraction = Fraction(self._inner(term.operands[:1]), self._inner(term.operands[1:]))
        if self._is_bare_quotient(term):
            self._put_node(fraction)
        else:
            opening, closing = PRETTY.floor if term.operation == "floor" else PRETTY.ceil
            self._put_node(Fenced(opening, (fraction,), closing))
