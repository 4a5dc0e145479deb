"""An exact evaluator for written workings, independent of the code that writes them."""

import ast
import math
import operator
import re
from collections.abc import Callable, Mapping
from fractions import Fraction

_TO_PLAIN = str.maketrans({"·": "*", "−": "-", "⌊": "floor(", "⌋": ")", "⌈": "ceil(", "⌉": ")"})
_OPERATORS: dict[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_FUNCTIONS: dict[str, Callable[..., int | Fraction]] = {"floor": math.floor, "ceil": math.ceil, "max": max}


def evaluate(text: str, values: Mapping[str, int] | None = None) -> Fraction:
    """Work out a formula; `values` are those of its symbols."""
    # A factor before a symbol stands without a sign: 2p.
    spelled = re.sub(r"(\d)([A-Za-z])", r"\1*\2", text.translate(_TO_PLAIN))
    return _value(ast.parse(spelled, mode="eval").body, values or {})


def _value(node: ast.expr, values: Mapping[str, int]) -> Fraction:
    match node:
        case ast.Constant(value=int() as number):
            return Fraction(number)
        case ast.Name(id=symbol):
            return Fraction(values[symbol])
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_value(operand, values)
        case ast.BinOp(left=left, op=op, right=right):
            return _OPERATORS[type(op)](_value(left, values), _value(right, values))
        case ast.Call(func=ast.Name(id=name), args=arguments):
            return Fraction(_FUNCTIONS[name](*(_value(argument, values) for argument in arguments)))
        case _:
            raise ValueError(f"not arithmetic: {ast.dump(node)}")


def holds(equation: str) -> bool:
    """Tell whether both sides of an equation are worth the same."""
    left, right = equation.split(" = ")
    return evaluate(left) == int(right)
