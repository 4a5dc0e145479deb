"""Typeset formulas as LaTeX and as MathML."""

from html import escape

from core.algebra import Piece
from core.typeset import Fenced, Formula, Fraction

_LATEX_SIGNS = {
    "·": r" \cdot ",
    "−": "-",
    "×": r" \times ",
    "⌊": r"\lfloor ",
    "⌋": r"\rfloor ",
    "⌈": r"\lceil ",
    "⌉": r"\rceil ",
}
_LATEX_FENCES = {"(": "(", ")": ")", "⌊": r"\lfloor", "⌋": r"\rfloor", "⌈": r"\lceil", "⌉": r"\rceil"}


def latex_formula(formula: Formula) -> str:
    """Write a formula as LaTeX, to stand in mathematics mode."""
    return "".join(_latex(node) for node in formula)


def _latex(node: Piece | Fraction | Fenced) -> str:
    match node:
        case Fraction():
            return rf"\frac{{{latex_formula(node.above)}}}{{{latex_formula(node.below)}}}"
        case Fenced("max(", body, _):
            return rf"\max\left({latex_formula(body)}\right)"
        case Fenced():
            opening, closing = _LATEX_FENCES[node.opening], _LATEX_FENCES[node.closing]
            return rf"\left{opening} {latex_formula(node.body)} \right{closing}"
        case Piece(is_symbol=True):
            letter, _, subscript = node.text.partition("_")
            return rf"{letter}_{{\mathrm{{{subscript}}}}}" if subscript else letter
        case Piece():
            return "".join(_LATEX_SIGNS.get(sign, sign) for sign in node.text)


def mathml_formula(formula: Formula) -> str:
    """Write a formula as MathML, to stand within `<math>`."""
    return f"<mrow>{''.join(_mathml(node) for node in formula)}</mrow>"


def _mathml(node: Piece | Fraction | Fenced) -> str:
    match node:
        case Fraction():
            return f"<mfrac>{mathml_formula(node.above)}{mathml_formula(node.below)}</mfrac>"
        case Fenced("max(", body, _):
            return f"<mi>max</mi><mo>(</mo>{mathml_formula(body)}<mo>)</mo>"
        case Fenced():
            return f"<mo>{node.opening}</mo>{mathml_formula(node.body)}<mo>{node.closing}</mo>"
        case Piece(is_symbol=True):
            letter, _, subscript = node.text.partition("_")
            return f"<msub><mi>{letter}</mi><mi>{subscript}</mi></msub>" if subscript else f"<mi>{letter}</mi>"
        case Piece():
            text = node.text.strip()
            return f"<mn>{text}</mn>" if text.isdigit() else f"<mo>{escape(text)}</mo>"
