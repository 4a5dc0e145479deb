"""Working networks out: everything at once, and after an edit."""

from collections.abc import Callable, Iterator
from fractions import Fraction

from core.actions import set_setting
from core.analysis import analyse
from core.session import Session
from tests.benchmarks.measure import Row, in_turn, seconds
from tests.benchmarks.networks import chain


def rows() -> Iterator[Row]:
    """Measure each."""
    from onnx import shape_inference  # noqa: PLC0415  (only this needs it)

    from tests.benchmarks.references import onnx_shapes  # noqa: PLC0415

    for count in (1_000, 10_000):
        network, model = chain(count), onnx_shapes.chain(count).SerializeToString()
        ours, theirs = in_turn(
            lambda network=network: seconds(lambda: analyse(network)),  # type: ignore[misc]
            lambda model=model: seconds(lambda: shape_inference.infer_shapes(model)),  # type: ignore[misc]
        )
        what = f"recompute of everything, {count:,} layers, warm"
        yield Row(what, "ONNX shape inference, warm", Fraction(1, 8), Fraction(1, 30), ours, theirs)
    large, small = _Same(100_000), _Same(100)
    ours, theirs = in_turn(large.edit, small.edit)
    yield Row(
        "an edit that changes no shape, 100,000 layers",
        "the same at 100 layers",
        Fraction(3),
        Fraction(2),
        ours,
        theirs,
    )
    every = _Every(10_000)
    ours, theirs = in_turn(every.edit, every.recompute)
    yield Row(
        "an edit that changes every layer, 10,000 layers", "full recompute", Fraction(1), Fraction(1, 2), ours, theirs
    )


class _Same:
    """An edit in the middle that changes no shape, as often as it takes to be measured."""

    TIMES = 20

    def __init__(self, layers: int) -> None:
        self._session = Session(chain(layers))
        self._row = layers // 2 // 3 * 3 + 3  # a ReLU
        self._functions = ["relu", "tanh"]

    def edit(self) -> float:
        """Give the time of one."""
        return seconds(self._several) / self.TIMES

    def _several(self) -> None:
        for _ in range(self.TIMES):
            self._functions.reverse()
            self._session.do(set_setting(self._session.network, self._row, "function", self._functions[0]))


class _Every:
    """Another size of the input."""

    def __init__(self, layers: int) -> None:
        self._session = Session(chain(layers))
        self._sizes = [32, 64]

    def edit(self) -> float:
        """Give the time of one."""
        self._sizes.reverse()
        shape = (3, self._sizes[0], self._sizes[0])
        return seconds(lambda: self._session.do(set_setting(self._session.network, 0, "shape", shape)))

    def recompute(self) -> float:
        """Give the time of working out what stands."""
        return seconds(lambda: analyse(self._session.network))


def growth(counts: tuple[int, ...]) -> dict[str, list[float]]:
    """Measure working out and editing at several sizes, for the plot."""
    cases: dict[str, list[float]] = {"work out everything": [], "an edit that changes no shape": []}
    for count in counts:
        network = chain(count)
        analyse(network)
        cases["work out everything"].append(min(_times(lambda network=network: analyse(network))))  # type: ignore[misc]
        same = _Same(count)
        same.edit()
        cases["an edit that changes no shape"].append(min(same.edit() for _ in range(5)))
    return cases


def _times(do: Callable[[], object]) -> list[float]:
    return [seconds(do) for _ in range(5)]
