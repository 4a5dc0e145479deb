"""Long work: what it reports, and that it can be called off at any moment with nothing left of it."""

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from core import actions
from core.analysis import analyse
from core.export import TEXT_EXPORTS
from core.files import parse_network, save_network, write_network
from core.kinds import catalogue
from core.network import Network
from core.progress import UNWATCHED, WHOLE, Cancelled, Progress, WatchedProgress
from core.table import Table
from tests.core.helpers import document, image, layer, names

DATA = document([image(3, 8, 8), *(layer("Dropout", f"dropout{number}", p=number / 3000) for number in range(3000))])


class Stopping(WatchedProgress):
    """Progress that is cancelled after some reports."""

    def __init__(self, reports: int) -> None:
        super().__init__()
        self.left = reports
        self.told: list[int] = []

    def report(self, done: int, total: int) -> None:
        super().report(done, total)
        self.told.append(self.thousandths)
        self.left -= 1
        if self.left == 0:
            self.cancel()


@pytest.fixture(scope="module")
def network() -> Network:
    return parse_network(DATA)


WORK: dict[str, Callable[[Network, Progress], object]] = {
    "reading": lambda of, progress: names(parse_network(DATA, progress)),
    "working out": lambda of, progress: analyse(of, progress).totals,
    "writing": write_network,
    "exporting": lambda of, progress: TEXT_EXPORTS["csv"](Table(of, analyse(of)), progress),
    "pasting": lambda of, progress: len(actions.paste_layers(of, of, 5, progress=progress).edits[0].inverse().rows),
}


@pytest.mark.parametrize("work", WORK.values(), ids=WORK)
def test_work_tells_how_far_it_is_and_gives_the_same_when_it_is_watched(
    network: Network, work: Callable[[Network, Progress], object]
) -> None:
    progress = Stopping(10**9)
    assert work(network, progress) == work(network, UNWATCHED)
    assert len(progress.told) > 10
    assert progress.told == sorted(progress.told)
    assert WHOLE * 0.8 < progress.told[-1] <= WHOLE


@pytest.mark.parametrize("work", WORK.values(), ids=WORK)
def test_work_can_be_cancelled_at_every_report(network: Network, work: Callable[[Network, Progress], object]) -> None:
    for reports in range(1, 12):
        progress = Stopping(reports)
        with pytest.raises(Cancelled):
            work(network, progress)
        assert len(progress.told) == reports


def test_a_save_that_is_cancelled_leaves_the_file_and_nothing_beside_it(network: Network, tmp_path: Path) -> None:
    file = tmp_path / "kept.strata"
    file.write_bytes(b"as it was")
    for reports in range(1, 12):
        with pytest.raises(Cancelled):
            save_network(network, file, Stopping(reports))
    assert file.read_bytes() == b"as it was"
    assert list(tmp_path.iterdir()) == [file]


def test_parts_of_work_fill_their_share_of_the_whole() -> None:
    whole = WatchedProgress()
    list(whole.part(0, 200).part(500, WHOLE).track(range(1000)))
    assert 100 < whole.thousandths < 200
    whole.part(200, WHOLE).report(1, 1)
    assert whole.thousandths == WHOLE


@pytest.fixture
def hasty_threads() -> Iterator[None]:
    """Let threads take turns as often as Python can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("hasty_threads")
def test_equal_kinds_that_two_threads_make_are_one_object() -> None:
    def make(_: int) -> list[object]:
        return [catalogue["Dropout"](p=number / 4099) for number in range(400)]

    with ThreadPoolExecutor(4) as threads:
        first, *others = threads.map(make, range(4))
    assert all(kind is same for other in others for kind, same in zip(first, other, strict=True))
