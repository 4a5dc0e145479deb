"""The download, made and tried out: `python -m tests.packaged [--folder dist/strata] [--tree]`.

Builds it twice from different places and compares the files, holds it to its sizes, runs it here with a home that must
stay empty, and in a bare Debian tree without Python (as root, with debootstrap and a network). What cannot be done on
this machine is named and skipped. Ends with 1 where something is not as it should be. Linux only.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

from tests.packaged import bare_tree, building, installing, running
from tests.packaged.screen import Screen, missing_tools, screen


class Checks:
    """Runs one check after the other, and says how each went."""

    def __init__(self) -> None:
        self.failed = 0
        self._begin = time.monotonic()

    def skip(self, name: str, reason: str) -> None:
        """Say that something was not tried."""
        self._say("skipped", f"{name}: {reason}")

    def check(self, name: str, do: Callable[[], object]) -> object:
        """Run a check, which raises where something is wrong; gives what it gave."""
        try:
            found = do()
        except Exception as error:  # noqa: BLE001  (whatever goes wrong in one, the others are still tried)
            self.failed += 1
            self._say("FAILED", f"{name}: {error!r}")
            return None
        self._say("ok", f"{name}: {found}" if isinstance(found, str) and found else name)
        return found

    def _say(self, how: str, what: str) -> None:
        print(f"{how:8}{time.monotonic() - self._begin:5.0f} s  {what}", flush=True)


def main() -> int:
    """Run all checks that this machine allows; gives the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.packaged", description="Make the download and try it out.")
    parser.add_argument("--folder", type=Path, help="try this folder, and build nothing")
    parser.add_argument("--no-tree", action="store_true", help="leave out the bare Debian tree")
    arguments = parser.parse_args()
    checks = Checks()
    with ExitStack() as stack:
        work = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="strata-packaged-"))).resolve()
        folder = arguments.folder and arguments.folder.resolve()
        reason = "" if folder else building.why_not()
        if reason:
            checks.skip("the download", reason)
            return 0
        tree = None if arguments.no_tree else _begin_tree(work / "tree", stack)
        if folder is None:
            folder = checks.check("two builds give the same files", lambda: building.build_twice(work))
        if not isinstance(folder, Path):
            return 1
        checks.check("sizes", lambda: building.sizes(folder))
        checks.check("contents", lambda: building.contents(folder))
        run = running.here(folder / "strata")
        examples = str(folder / "_internal" / "resources" / "examples")
        checks.check("the command line", lambda: running.commands(run, examples))
        checks.check("pictures", lambda: running.pictures(run, examples))
        shown = _screen(checks, stack)
        if shown is not None:
            checks.check("a portable copy", lambda: running.portable(folder, work, shown))
        if arguments.folder is None:
            sources = work / "another place" / "strata"
            checks.check("pip install and uninstall", lambda: installing.install_and_remove(work, sources))
        if tree is not None:
            _try_tree(checks, tree, folder, shown)
    return 1 if checks.failed else 0


def _screen(checks: Checks, stack: ExitStack) -> Screen | None:
    missing = missing_tools()
    if missing:
        checks.skip("all that needs a screen", f"not installed: {', '.join(missing)}")
        return None
    return stack.enter_context(screen())


TreeMade = Future[tuple[Path, str]]
"""A tree, or the reason why there is none."""


def _begin_tree(root: Path, stack: ExitStack) -> TreeMade:
    """Begin to make the bare tree, which waits for the network while the builds compute."""
    pool = stack.enter_context(ThreadPoolExecutor(1))
    return pool.submit(lambda: (root, bare_tree.why_not() or bare_tree.make(root)))


def _try_tree(checks: Checks, made: TreeMade, folder: Path, shown: Screen | None) -> None:
    root, reason = made.result()
    if reason:
        checks.skip("a bare Debian tree", reason)
        return
    checks.check("a bare Debian tree without Python", lambda: bare_tree.try_it(bare_tree.Tree(root, folder), shown))


if __name__ == "__main__":
    sys.exit(main())
