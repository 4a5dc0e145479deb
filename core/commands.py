"""The commands of the terminal: `export` and `check`."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO, TextIO

from core.analysis import analyse
from core.export import SEPARATED, TABLE_EXPORTS, TEXT_EXPORTS
from core.export.columns import USUAL, TableOptions, columns_named, separator_named
from core.export.terminal import terminal_text
from core.files import FileError, read_network
from core.problems import Refusal
from core.progress import collector_paused
from core.table import Table, totals_text
from core.writing import write_whole

if TYPE_CHECKING:
    from pathlib import Path

FINE, HAS_PROBLEM, FAILED = 0, 1, 2


def complain(message: str) -> None:
    """Write one line on standard error, whatever characters the message has."""
    print(terminal_text(message[:1500]), file=sys.stderr)


@contextmanager
def standard_output() -> Iterator[None]:
    """Turn what goes wrong with standard output into a FileError; all that was written is out at the end.

    A reader that has gone, as `head` does, stays a BrokenPipeError: that is no fault.
    """
    if sys.stdout is None:
        raise FileError("cannot be written: it is closed")
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        # What is still buffered has nowhere to go, and would complain once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise FileError(f"cannot be written: {error.strerror}") from None


def _write_all(stream: BinaryIO, data: bytes) -> None:
    # Where Python runs unbuffered (-u), a stream may take a part and say nothing.
    rest = memoryview(data)
    while rest:
        rest = rest[stream.write(rest) :]


def read_table(path: "str | Path") -> Table:
    """Read a document and work it out; raises FileError."""
    with collector_paused():
        network = read_network(path)
        return Table(network, analyse(network))


def export(file: str, target: str, out: str | None, options: TableOptions = USUAL) -> int:
    """Write a document's table or sheet to a file or standard output; gives the exit status."""

    def write(table: Table) -> bytes:
        text = TABLE_EXPORTS[target](table, options=options) if target in TABLE_EXPORTS else TEXT_EXPORTS[target](table)
        return text.encode()

    return export_bytes(file, write, out)


def table_options(target: str, columns: str | None, separator: str | None) -> TableOptions:
    """Understand what a call says of a table; raises Refusal, with the sentence for a wrong call."""
    for name, value, targets in (("columns", columns, TABLE_EXPORTS), ("separator", separator, SEPARATED)):
        if value is not None and target not in targets:
            raise Refusal(f"--{name} is for tables ({', '.join(targets)}), not for {target}")
    return TableOptions(
        () if columns is None else columns_named(columns), "" if separator is None else separator_named(separator)
    )


def export_bytes(file: str, write: Callable[[Table], bytes], out: str | None) -> int:
    """Write what is made of a document to a file or standard output; gives the exit status."""
    try:
        table = read_table(file)
        data = write(table)
    except FileError as error:
        complain(f"{file}: {error}")
        return FAILED
    return _write_out(file, table, data, out)


def _write_out(file: str, table: Table, data: bytes, out: str | None) -> int:
    try:
        if out is None:
            with standard_output():
                _write_all(sys.stdout.buffer, data)
        elif _is_same_file(file, out):
            raise FileError("is the document itself and would be lost; choose another file")
        else:
            write_whole(out, data)
    except FileError as error:
        complain(f"{'standard output' if out is None else out}: {error}")
        return FAILED
    return HAS_PROBLEM if table.analysis.totals.problems else FINE


def _is_same_file(first: str, second: str) -> bool:
    try:
        return os.path.samefile(first, second)
    except (OSError, ValueError):
        return False


def check(files: list[str], stream: TextIO | None = None) -> int:
    """Write the problems and totals of documents, a line each; gives the worst exit status."""
    try:
        with standard_output():
            return _check(files, stream)
    except FileError as error:
        complain(f"standard output: {error}")
        return FAILED


def _check(files: list[str], stream: TextIO | None) -> int:
    worst = FINE
    for file in files:
        try:
            table = read_table(file)
        except FileError as error:
            complain(f"{file}: {error}")
            worst = FAILED
            continue
        for row, report in enumerate(table.analysis.reports):
            if report.problem:
                line = f"{file}: {table.layer(row).name}: {report.problem.message}"
                print(terminal_text(line), file=stream)
                worst = max(worst, HAS_PROBLEM)
        print(terminal_text(f"{file}: {', '.join(totals_text(table))}"), file=stream)
    return worst
