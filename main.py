"""Strata from the command line: the window, `export` and `check`."""

import argparse
import contextlib
import gc
import io
import os
import sys
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

if __name__ == "__main__":
    gc.disable()  # what is imported stays, so to look for garbage in it is in vain
if __package__:
    # Installed by pip as `strata.main`: core and gui lie beside it, and are nobody else's modules.
    sys.path.insert(0, os.path.dirname(__file__))

from core import VERSION, commands
from core.export import TEXT_EXPORTS
from core.home import stay_at_home
from core.problems import Refusal
from core.table import Table

PICTURES = ("svg", "pdf", "png")
STYLES = ("volumes", "schematic")
PDF_SHEET = "pdf-sheet"

_OF_PICTURES, _OF_TABLES = (PICTURES, f"pictures ({', '.join(PICTURES)})"), ((*TEXT_EXPORTS,), "tables")
_OPTIONS_OF = {
    "style": _OF_PICTURES,
    "width": _OF_PICTURES,
    "fold": _OF_PICTURES,
    "dpi": (("png",), "png"),
    "columns": _OF_TABLES,
    "separator": _OF_TABLES,
}
"""What an option is for: formats, and a word for them. Of the texts, commands.py knows which."""

EXAMPLE = os.path.join(os.path.dirname(__file__), "resources", "examples", "lasagne-mnist.strata")


_MORE_HELP = """\
without a window (more with --help after the command):
  %(prog)s export FILE [--to FORMAT] [--style STYLE] [-o OUT]
                        write the table, the worked solution or the picture
  %(prog)s check FILE ...
                        list the problems and totals of documents

exit status: 0; 1 where a network has a problem; 2 where a file cannot be read or written, or the call is wrong

STRATA_HOME, as a variable or as a folder beside the program, is where settings, recovery files and logs go.
"""


def _for_checks(prog: str) -> argparse.HelpFormatter:
    """Make what argparse checks its arguments with; to measure the terminal for that would load Python's archives."""
    return argparse.HelpFormatter(prog, width=80)


class _Parser(argparse.ArgumentParser):
    """An argument parser whose complaint is one line."""

    def __init__(self, **more: Any) -> None:
        super().__init__(formatter_class=_for_checks, **more)

    def format_help(self) -> str:
        self.formatter_class = argparse.RawDescriptionHelpFormatter
        return super().format_help()

    def error(self, message: str) -> NoReturn:
        commands.complain(f"strata: {message} (see --help)")
        raise SystemExit(commands.FAILED)


def _program() -> str:
    """Give the name by which people call this: `strata` where it is installed or unpacked."""
    return "strata" if __package__ or getattr(sys, "frozen", False) else "main.py"


def _window_parser() -> _Parser:
    parser = _Parser(
        prog=_program(),
        description="Edit convolutional networks and see every number with its working.",
        epilog=_MORE_HELP,
    )
    parser.add_argument("file", nargs="?", metavar="FILE", help="the document to open")
    parser.add_argument("--version", action="version", version=f"Strata {VERSION}", help="show the version and exit")
    return parser


def _export_parser() -> _Parser:
    does = "Write the table of a document, its worked solution or its picture."
    export = _Parser(prog=f"{_program()} export", description=does)
    export.add_argument("file", metavar="FILE", help="the document to read")
    formats = [*TEXT_EXPORTS, PDF_SHEET, *PICTURES]
    export.add_argument("--to", choices=formats, default="csv", help="the format (default: csv)")
    export.add_argument("--columns", metavar="NAMES", help="the columns of a table: name,output,parameters")
    export.add_argument("--separator", metavar="SIGN", help="what parts the cells of csv and spreadsheet, as ';'")
    export.add_argument("--style", choices=STYLES, help="the style of a picture (default: volumes)")
    export.add_argument("--fold", type=int, metavar="LEVEL", help="draw each block of a level, 1 or more, as one box")
    export.add_argument("--width", type=float, metavar="CM", help="the width of a picture in centimetres")
    export.add_argument("--dpi", type=int, help="the resolution of a PNG (default: 300 with --width)")
    export.add_argument("-o", dest="out", metavar="OUT", help="the file to write (default: standard output)")
    return export


def _check_parser() -> _Parser:
    check = _Parser(prog=f"{_program()} check", description="List the problems and totals of documents.")
    check.add_argument("files", nargs="+", metavar="FILE", help="the documents to read")
    return check


def main(argv: list[str] | None = None) -> int:
    """Run Strata with the arguments after the program's name; gives the exit status."""
    arguments = sys.argv[1:] if argv is None else argv
    stay_at_home()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # The same bytes whatever the locale; a name that is no text is written with escapes.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        if _is_command(arguments):
            return _export(arguments[1:]) if arguments[0] == "export" else _check(arguments[1:])
        return _open_window(_window_parser().parse_args(arguments).file)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else commands.FINE
    except BrokenPipeError:
        # The reader has gone, as `head` does; what is still buffered has nowhere to go either.
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return commands.FINE
    except KeyboardInterrupt:
        return 130


def _is_command(arguments: Sequence[str]) -> bool:
    return len(arguments) > 0 and arguments[0] in ("export", "check")


def _check(arguments: Sequence[str]) -> int:
    return commands.check(_check_parser().parse_args(arguments).files)


def _export(arguments: Sequence[str]) -> int:
    parsed = _export_parser().parse_args(arguments)
    for name, (targets, words) in _OPTIONS_OF.items():
        if getattr(parsed, name) is not None and parsed.to not in targets:
            commands.complain(f"strata: --{name} is for {words}, not for {parsed.to}")
            return commands.FAILED
    try:
        if parsed.to in TEXT_EXPORTS:
            options = commands.table_options(parsed.to, parsed.columns, parsed.separator)
            return commands.export(parsed.file, parsed.to, parsed.out, options)
        write = _sheet_writer() if parsed.to == PDF_SHEET else _picture_writer(parsed)
    except Refusal as refusal:
        commands.complain(f"strata: {refusal}")
        return commands.FAILED
    if parsed.to != "svg":
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        from gui.screen import missing_part  # noqa: PLC0415  (imports Qt only to look for it)

        part = missing_part()
        if part:
            commands.complain(part)
            return commands.FAILED
    return commands.export_bytes(parsed.file, write, parsed.out)


def _sheet_writer() -> Callable[[Table], bytes]:
    def write(table: Table) -> bytes:
        from gui.sheet_pdf import sheet_pdf  # noqa: PLC0415  (no other export needs it)

        return sheet_pdf(table)

    return write


def _picture_writer(parsed: argparse.Namespace) -> Callable[[Table], bytes]:
    from core.picture.graph import paths_at  # noqa: PLC0415  (so that a table's export stays quick)
    from core.picture.paper import Paper  # noqa: PLC0415

    target, style, paper = parsed.to, parsed.style or STYLES[0], Paper(parsed.width, parsed.dpi)
    fault = "--fold takes 1 or more" if parsed.fold is not None and parsed.fold < 1 else paper.fault()
    if fault:
        raise Refusal(fault)

    def write(table: Table) -> bytes:
        folded = paths_at(table.network, parsed.fold) if parsed.fold else frozenset()
        if target == "svg":
            from core.export.svg import write_svg  # noqa: PLC0415  (an SVG needs no Qt)

            return write_svg(table, style, paper, folded).encode()
        from gui.picture_export import picture_bytes  # noqa: PLC0415

        return picture_bytes(table, target, style, paper, folded)

    return write


def _open_window(file: str | None) -> int:
    from gui.screen import missing_part, no_screen_reason  # noqa: PLC0415  (commands load nothing of the window)

    reason = no_screen_reason()
    if reason:
        return _print_table(reason, file or EXAMPLE)
    part = missing_part()
    if part:
        commands.complain(part)
        return commands.FAILED
    from gui.quick_imports import skip_feature_search  # noqa: PLC0415

    skip_feature_search()
    gc.disable()  # nothing that the start makes is garbage; `run` lets it go on
    from pathlib import Path  # noqa: PLC0415  (a table is made without it)

    from gui.application import run  # noqa: PLC0415

    return run(Path(file) if file else None)


def _print_table(reason: str, path: str) -> int:
    from core.export.text_table import write_text  # noqa: PLC0415
    from core.files import FileError  # noqa: PLC0415

    commands.complain(reason)
    try:
        table = commands.read_table(path)
    except FileError as error:
        commands.complain(f"{path}: {error}")
        return commands.FAILED
    try:
        with commands.standard_output():
            print(write_text(table), end="")
    except FileError as error:
        commands.complain(f"standard output: {error}")
        return commands.FAILED
    return commands.HAS_PROBLEM if table.analysis.totals.problems else commands.FINE


def run() -> int:
    """Run Strata as the program of this process; gives the exit status, or ends the process."""
    if not _is_command(sys.argv[1:]):
        return main()
    gc.set_threshold(1_000_000)  # what a command makes has no cycles: to look for them is a twentieth of its time
    gc.enable()
    status = main()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, AttributeError):
            stream.flush()
    os._exit(status)  # all is written; to take down every module and object first is an eighth of its time


if __name__ == "__main__":
    sys.exit(run())
