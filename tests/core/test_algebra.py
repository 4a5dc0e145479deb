"""Numbers that remember how they were made, and how that is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.algebra import (
    PLAIN,
    PRETTY,
    Notation,
    Term,
    as_term,
    ceil_divide,
    divide,
    join_pieces,
    maximum,
    product,
    write_numbers,
    write_symbols,
)
from tests.core.evaluate import evaluate


def leaf(value: int, symbol: str = "x") -> int:
    return Term.leaf(value, symbol)


def numbers(term: int, notation: Notation = PLAIN) -> str:
    return join_pieces(write_numbers(as_term(term), notation))


def symbols(term: int, notation: Notation = PLAIN, *, per_axis: bool = False) -> str:
    return join_pieces(write_symbols(as_term(term), notation, per_axis=per_axis))


n, k, s, p = leaf(28, "n"), leaf(5, "k"), leaf(2, "s"), leaf(3, "p")


@pytest.mark.parametrize(
    ("term", "written"),
    [
        (n - k + 1, "28 - 5 + 1"),
        (n - (k + 1), "28 - (5 + 1)"),
        (n - (k - 1), "28 - (5 - 1)"),
        (n + (k - 1), "28 + 5 - 1"),
        ((n + k) * s, "(28 + 5)*2"),
        (n * k + s, "28*5 + 2"),
        (n * k * s, "28*5*2"),
        (n * (k * s), "28 * 5*2"),
        ((n - k) // s, "floor((28 - 5)/2)"),
        ((n - k + 1) // s, "(28 - 5 + 1)/2"),
        (n // s, "28/2"),
        (n // (s * s), "28/(2*2)"),
        ((n // s) * k, "(28/2)*5"),
        (n - n // s, "28 - 28/2"),
        (ceil_divide(n, p), "ceil(28/3)"),
        (ceil_divide(n, s), "28/2"),
        (divide(n, s) * k, "(28/2)*5"),
        (maximum(k - n, 0), "max(5 - 28, 0)"),
        (maximum(k - n, 0) * s, "max(5 - 28, 0)*2"),
        (10 - k, "10 - 5"),
        (10 + k, "10 + 5"),
        (10 * k, "10*5"),
        (10 // k, "10/5"),
        (n, "28"),
    ],
)
def test_a_working_is_written_with_the_brackets_it_needs_and_no_others(term: int, written: str) -> None:
    assert numbers(term) == written
    assert evaluate(written) == as_term(term).value


def test_a_rounding_is_written_only_where_something_is_dropped() -> None:
    assert numbers((leaf(27) - 2) // 2 + 1) == "floor((27 - 2)/2) + 1"
    assert numbers((leaf(28) - 2) // 2 + 1) == "(28 - 2)/2 + 1"


def test_symbols_always_show_the_rounding_as_other_numbers_may_need_it() -> None:
    assert symbols((n - k) // s + 1) == "floor((n - k)/s) + 1"
    assert symbols((n - k + 1) // s) == "floor((n - k + 1)/s)"
    assert symbols(divide(n, s)) == "n/s"


def test_a_number_before_a_symbol_stands_without_a_sign() -> None:
    assert symbols(n + 2 * p - k) == "n + 2p - k"
    assert numbers(n + 2 * p - k) == "28 + 2*3 - 5"


def test_people_are_shown_the_signs_of_a_book() -> None:
    term = (n - k) // s * ceil_divide(n, p)
    assert symbols(term, PRETTY) == "⌊(n − k)/s⌋·⌈n/p⌉"
    assert numbers(term, PRETTY) == "⌊(28 − 5)/2⌋·⌈28/3⌉"


def test_one_axis_looked_at_alone_takes_the_short_symbol() -> None:
    size, kernel = Term.leaf(28, "H_in", "n"), Term.leaf(5, "k_h", "k", "kernel_size")
    assert symbols(size - kernel) == "H_in - k_h"
    assert symbols(size - kernel, per_axis=True) == "n - k"


def test_a_written_number_knows_the_setting_that_it_comes_from() -> None:
    kernel = Term.leaf(5, "k_h", "k", "kernel_size")
    pieces = write_numbers(as_term(n - kernel + 1), PLAIN)
    assert [(piece.text, piece.source) for piece in pieces if piece.source] == [("5", "kernel_size")]
    pieces = write_symbols(as_term(n - kernel + 1), PLAIN, per_axis=True)
    assert [(piece.text, piece.source) for piece in pieces if piece.is_symbol] == [("n", ""), ("k", "kernel_size")]


def test_a_sum_of_ten_thousand_numbers_can_be_written() -> None:
    term = leaf(1)
    for _ in range(10_000):
        term = term + leaf(2)
    assert evaluate_long_sum(numbers(term)) == as_term(term).value == 20_001


def evaluate_long_sum(text: str) -> int:
    return sum(map(int, text.split(" + ")))


def test_terms_compare_as_their_values_do() -> None:
    assert n == 28
    assert n == leaf(28, "other")
    assert n != k
    assert k < n <= 28
    assert n > 5 >= k
    assert n % k == 3
    assert 30 % n == 2
    assert {n: "found"}[28] == "found"
    assert not leaf(0)
    assert f"{leaf(1234):,} {n}" == "1,234 28"


def test_plain_numbers_stay_plain() -> None:
    assert [type(each) for each in (ceil_divide(7, 2), divide(8, 2), maximum(1, 2), product([2, 3]))] == [int] * 4
    assert (ceil_divide(7, 2), ceil_divide(-2, 3), divide(8, 2), maximum(1, 2)) == (4, 0, 4, 2)
    assert product([]) == 1
    assert product([2, 3, 4]) == 24


Pair = tuple[Term, dict[str, int]]


def _joined(left: Pair, right: Pair, operation: str) -> Pair:
    (first, values), (second, more) = left, right
    values = {**values, **more}
    divisor = second if second.value > 0 else as_term(second * second + 1)
    made = {
        "+": lambda: first + second,
        "-": lambda: first - second,
        "*": lambda: first * second,
        "floor": lambda: first // divisor,
        "ceil": lambda: as_term(ceil_divide(first, divisor)),  # type: ignore[arg-type]
        "exact": lambda: as_term(divide(first * divisor, divisor)),  # type: ignore[arg-type]
        "max": lambda: as_term(maximum(first, second)),  # type: ignore[arg-type]
    }
    return made[operation](), values


_OPERATIONS = st.sampled_from(["+", "-", "*", "floor", "ceil", "exact", "max"])
_NAMED = st.builds(lambda name, value: (as_term(leaf(value, f"{name}{value}")), {f"{name}{value}": value}),
                   st.sampled_from("abc"), st.integers(0, 30))  # fmt: skip
_BARE: st.SearchStrategy[Pair] = st.integers(0, 9).map(lambda value: (as_term(value), {}))
_TERMS: st.SearchStrategy[Pair] = st.recursive(
    st.one_of(_NAMED, _BARE), lambda parts: st.builds(_joined, parts, parts, _OPERATIONS), max_leaves=12
)


@given(_TERMS, st.sampled_from([PLAIN, PRETTY]))
def test_what_is_written_is_worth_what_was_counted(drawn: Pair, notation: Notation) -> None:
    term, values = drawn
    assert evaluate(join_pieces(write_numbers(term, notation))) == term.value
    assert evaluate(join_pieces(write_symbols(term, notation, per_axis=False)), values) == term.value
