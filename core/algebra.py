"""Terms: numbers that remember how they were made.

A rule (an output size, a count of weights) is plain integer arithmetic, written once. Run with integers
it gives the number. Run with Terms, the same rule gives the formula in symbols and the working with the
numbers put in, so that an explanation cannot drift from the count.

Rules are annotated with `int`; `Term.leaf` hands out a Term under that name, the one place where the two
are taken for each other.
"""

from collections.abc import Iterable
from functools import reduce
from operator import mul
from typing import Literal, cast

from core.records import dataclass, field

Operation = Literal["leaf", "+", "-", "*", "/", "floor", "ceil", "max"]

_SUM, _PRODUCT, _ATOM = 1, 2, 3
_PRECEDENCE: dict[Operation, int] = {"+": _SUM, "-": _SUM, "*": _PRODUCT, "/": _PRODUCT}


class Term:
    """An integer with the operation that made it; compares as its value does."""

    __slots__ = ("axis", "axis_symbol", "operands", "operation", "read", "source", "symbol", "value")

    def __init__(self, value: int, operation: Operation = "leaf", operands: "tuple[Term, ...]" = ()) -> None:
        self.value = value
        self.operation = operation
        self.operands = operands
        self.symbol = ""
        self.axis_symbol = ""
        self.source = ""
        self.axis: int | None = None
        self.read: int | None = None

    @staticmethod
    def leaf(
        value: int,
        symbol: str,
        axis_symbol: str = "",
        source: str = "",
        *,
        axis: int | None = None,
        read: int | None = None,
    ) -> int:
        """Name a number for use in a rule.

        `symbol` is its sign in a formula over all axes (`k_h`), `axis_symbol` its sign where one axis is
        looked at alone (`k`). `source` is the setting that it comes from, or empty; `axis` is its place there,
        where the setting has one number an axis. `read` counts the input that it is a size of.
        """
        term = Term(value)
        term.symbol = symbol
        term.axis_symbol = axis_symbol or symbol
        term.source = source
        term.axis = axis
        term.read = read
        return cast("int", term)

    def __add__(self, other: "Term | int") -> "Term":
        return Term(self.value + _value(other), "+", (self, as_term(other)))

    def __radd__(self, other: int) -> "Term":
        return Term(other + self.value, "+", (as_term(other), self))

    def __sub__(self, other: "Term | int") -> "Term":
        return Term(self.value - _value(other), "-", (self, as_term(other)))

    def __rsub__(self, other: int) -> "Term":
        return Term(other - self.value, "-", (as_term(other), self))

    def __mul__(self, other: "Term | int") -> "Term":
        return Term(self.value * _value(other), "*", (self, as_term(other)))

    def __rmul__(self, other: int) -> "Term":
        return Term(other * self.value, "*", (as_term(other), self))

    def __floordiv__(self, other: "Term | int") -> "Term":
        return Term(self.value // _value(other), "floor", (self, as_term(other)))

    def __rfloordiv__(self, other: int) -> "Term":
        return Term(other // self.value, "floor", (as_term(other), self))

    def __mod__(self, other: "Term | int") -> int:
        return self.value % _value(other)

    def __rmod__(self, other: int) -> int:
        return other % self.value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Term | int) and self.value == _value(other)

    def __lt__(self, other: "Term | int") -> bool:
        return self.value < _value(other)

    def __le__(self, other: "Term | int") -> bool:
        return self.value <= _value(other)

    def __gt__(self, other: "Term | int") -> bool:
        return self.value > _value(other)

    def __ge__(self, other: "Term | int") -> bool:
        return self.value >= _value(other)

    def __bool__(self) -> bool:
        return self.value != 0

    def __hash__(self) -> int:
        return hash(self.value)

    def __str__(self) -> str:
        return str(self.value)

    def __format__(self, how: str) -> str:
        return format(self.value, how)

    def __repr__(self) -> str:
        return f"Term({join_pieces(write_numbers(self, PLAIN))} = {self.value})"

    @property
    def is_constant(self) -> bool:
        """Tell whether this is a bare number of the rule itself, as the 1 in `+ 1`."""
        return self.operation == "leaf" and not self.symbol


def _value(number: "Term | int") -> int:
    return number.value if isinstance(number, Term) else number


def as_term(number: "Term | int") -> Term:
    """Take a number as a Term; a plain integer becomes a constant."""
    return number if isinstance(number, Term) else Term(number)


def ceil_divide(number: int, divisor: int) -> int:
    """Divide and round up."""
    if isinstance(number, Term) or isinstance(divisor, Term):
        value = -(-_value(number) // _value(divisor))
        return cast("int", Term(value, "ceil", (as_term(number), as_term(divisor))))
    return -(-number // divisor)


def divide(number: int, divisor: int) -> int:
    """Divide where the rule has made sure that nothing remains."""
    if isinstance(number, Term) or isinstance(divisor, Term):
        return cast("int", Term(_value(number) // _value(divisor), "/", (as_term(number), as_term(divisor))))
    return number // divisor


def maximum(first: int, second: int) -> int:
    """Take the larger of two numbers."""
    if isinstance(first, Term) or isinstance(second, Term):
        value = max(_value(first), _value(second))
        return cast("int", Term(value, "max", (as_term(first), as_term(second))))
    return max(first, second)


def product(numbers: Iterable[int]) -> int:
    """Multiply from left to right; 1 for no numbers at all."""
    numbers = list(numbers)
    return reduce(mul, numbers) if numbers else 1


@dataclass(frozen=True)
class Notation:
    """The signs in which a formula is written."""

    times: str
    minus: str
    floor: tuple[str, str]
    ceil: tuple[str, str]


PLAIN = Notation(times="*", minus="-", floor=("floor(", ")"), ceil=("ceil(", ")"))
PRETTY = Notation(times="·", minus="−", floor=("⌊", "⌋"), ceil=("⌈", "⌉"))


@dataclass(frozen=True)
class Piece:
    """A run of characters in a written formula; `source` names the setting that it comes from.

    `axis` and `read` are those of its Term; formulas that differ in nothing else read alike.
    """

    text: str
    is_symbol: bool = False
    source: str = ""
    axis: int | None = field(default=None, compare=False)
    read: int | None = field(default=None, compare=False)


Pieces = tuple[Piece, ...]


def join_pieces(pieces: Iterable[Piece]) -> str:
    """Put a written formula together as plain text."""
    return "".join(piece.text for piece in pieces)


def write_numbers(term: Term, notation: Notation) -> Pieces:
    """Write the working with the numbers put in; a rounding is written only where it changes something."""
    return FormulaWriter(notation, symbols=False, per_axis=False).written(term)


def write_symbols(term: Term, notation: Notation, *, per_axis: bool) -> Pieces:
    """Write the formula in symbols; `per_axis` takes the signs for one axis looked at alone."""
    return FormulaWriter(notation, symbols=True, per_axis=per_axis).written(term)


class FormulaWriter:
    """Writes a Term as pieces from left to right; a subclass may set them otherwise."""

    def __init__(self, notation: Notation, *, symbols: bool, per_axis: bool) -> None:
        self.notation = notation
        self.symbols = symbols
        self.per_axis = per_axis
        self.pieces: list[Piece] = []

    def written(self, term: Term) -> Pieces:
        self._put(term)
        return tuple(self.pieces)

    def _put(self, term: Term) -> None:
        match term.operation:
            case "leaf":
                self._put_leaf(term)
            case "+":
                self._put_sum(term)
            case "-":
                self._put(term.operands[0])
                self._put_text(f" {self.notation.minus} ")
                self._put_bracketed(term.operands[1], _PRODUCT)
            case "*":
                self._put_product(*term.operands)
            case "max":
                self._put_call("max(", term.operands, ", ", ")")
            case _:
                self._put_quotient(term)

    def _put_text(self, text: str) -> None:
        self.pieces.append(Piece(text))

    def _put_leaf(self, term: Term) -> None:
        if self.symbols and term.symbol:
            symbol = term.axis_symbol if self.per_axis else term.symbol
            self.pieces.append(Piece(symbol, True, term.source, term.axis, term.read))
        else:
            self.pieces.append(Piece(str(term.value), False, term.source, term.axis, term.read))

    def _put_sum(self, term: Term) -> None:
        # A loop, as a concatenation of 10,000 layers is a sum that leans 10,000 deep to the left.
        addends = []
        while term.operation == "+":
            term, addend = term.operands
            addends.append(addend)
        self._put(term)
        for addend in reversed(addends):
            self._put_text(" + ")
            self._put(addend)

    def _put_call(self, opening: str, operands: Iterable[Term], separator: str, closing: str) -> None:
        self._put_text(opening)
        for position, operand in enumerate(operands):
            if position:
                self._put_text(separator)
            self._put(operand)
        self._put_text(closing)

    def _put_product(self, left: Term, right: Term) -> None:
        self._put_factor(left)
        if self.symbols and left.is_constant and right.operation == "leaf" and not right.is_constant:
            pass  # 2p, as one writes it
        elif right.operation == "*":
            self._put_text(f" {self.notation.times} ")  # keeps two products apart: 5*5*1 * 32*24*24
        else:
            self._put_text(self.notation.times)
        self._put_factor(right)

    def _put_factor(self, term: Term) -> None:
        """Put a factor; a quotient in a product gets brackets, so that nobody has to know the rule for that."""
        self._put_bracketed(term, _ATOM if self._is_bare_quotient(term) else _PRODUCT)

    def _put_quotient(self, term: Term) -> None:
        number, divisor = term.operands
        opening, closing = "", ""
        if not self._is_bare_quotient(term):
            opening, closing = self.notation.floor if term.operation == "floor" else self.notation.ceil
        self._put_text(opening)
        self._put_bracketed(number, _PRODUCT)
        self._put_text("/")
        self._put_bracketed(divisor, _ATOM)
        self._put_text(closing)

    def _is_bare_quotient(self, term: Term) -> bool:
        """Tell whether a division stands without the signs of a rounding."""
        if term.operation not in ("floor", "ceil"):
            return term.operation == "/"
        number, divisor = term.operands
        return not self.symbols and number.value % divisor.value == 0

    def _put_bracketed(self, term: Term, least: int) -> None:
        bare = self._is_bare_quotient(term)
        precedence = _PRODUCT if bare else _PRECEDENCE.get(term.operation, _ATOM)
        if precedence >= least:
            self._put(term)
        else:
            self._put_call("(", (term,), "", ")")
