"""Every text for people has a translation that fits, and none is shown past `tr`."""

import ast
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from string import Formatter

import pytest

from resources.translations import update

LANGUAGES = update.LANGUAGES
ROOT = update.ROOT


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_the_program_is_translated(language: str) -> None:
    wanted = {message.id for message in update.collected() if message.id}
    translated = {message.id: message.string for message in update.read_translation(language) if message.id}
    missing = [text for text in wanted if not translated.get(text) or not all(_strings(translated[text]))]
    assert sorted(map(str, missing)) == [], "run resources/translations/update.py and translate what is new"
    assert set(translated) - wanted == set(), "run resources/translations/update.py, which leaves out what has gone"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_translations_are_those_that_can_be_read(language: str) -> None:
    path = update.po_path(language)
    assert path.with_suffix(".mo").read_bytes() == update.compiled(update.read_translation(language))


def _strings(value: Sequence[str] | None) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value or ("",))


def _pairs(language: str) -> Iterator[tuple[str, str]]:
    for message in update.read_translation(language):
        for translated in _strings(message.string) if message.id else ():
            yield _strings(message.id)[-1], translated


_ENDS = (".", "…", "?", "。", "\N{FULLWIDTH QUESTION MARK}")


def _fields(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name is not None)


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_have_the_places_of_the_english_texts(language: str) -> None:
    # A text may leave a value out or say it again, but can name none that is not given.
    unlike = [
        (text, translated) for text, translated in _pairs(language) if set(_fields(text)) != set(_fields(translated))
    ]
    assert unlike == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_the_edges_of_the_english_texts(language: str) -> None:
    edges = [
        (text, translated)
        for text, translated in _pairs(language)
        if bool(re.search(r"&\w", text)) != bool(re.search(r"&\w", translated)) or translated.count("&") > 1
        if text.count("&") == 1
    ]
    assert edges == [], "a text of a menu has one letter to press, others none"
    ends = [
        (text, translated)
        for text, translated in _pairs(language)
        if text[-1:] in ".…?" and not translated.rstrip().endswith(_ENDS)
    ]
    assert ends == []


# Texts that are shown past `tr`

SHOWING = frozenset(
    (
        "setText",
        "setToolTip",
        "setPlaceholderText",
        "setStatusTip",
        "setWhatsThis",
        "setInformativeText",
        "setWindowTitle",
        "setTitle",
        "addMenu",
        "addItem",
        "addRow",
        "addTab",
        "showMessage",
        "showText",
        "setDetailedText",
        "setLabelText",
        "setAccessibleDescription",
        "QAction",
        "QMenu",
        "QLabel",
        "QPushButton",
        "QCheckBox",
        "QRadioButton",
        "QGroupBox",
        "QDockWidget",
        "QListWidgetItem",
        "QStandardItem",
        "QMessageBox",
        "QToolBar",
        "getOpenFileName",
        "getSaveFileName",
        "about",
        "critical",
        "warning",
        "information",
        "question",
        "Refusal",
        "RuleError",
        "Problem",
        "FileError",
        "SettingError",
        "Step",
        "Line",
        "show_error",
        "show_hint",
        "show_refusal",
        "show_words",
        "show_text",
        "told",
        "refused",
        "emit",
    )
)
"""Calls whose texts people read."""

NO_TEXTS = frozenset({"Strata", "[*] — Strata"})
"""Names and signs that are the same in every language."""

ENGLISH_FILES = ("core/commands.py", "gui/screen.py", "gui/log.py")
"""They speak in a terminal or a log, which is English."""


def _sources() -> list[Path]:
    files = [*(ROOT / "core").rglob("*.py"), *(ROOT / "gui").rglob("*.py")]
    return sorted(path for path in files if path.relative_to(ROOT).as_posix() not in ENGLISH_FILES)


def _name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _literals(node: ast.AST) -> Iterator[str]:
    """Find the texts that an argument may come to, without those in calls of their own."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr():
            yield "".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))
        case ast.IfExp():
            yield from _literals(node.body)
            yield from _literals(node.orelse)
        case ast.BinOp() | ast.BoolOp():
            for child in ast.iter_child_nodes(node):
                yield from _literals(child)


def _is_for_people(text: str) -> bool:
    words = re.sub(r"<[^>]*>|\{\}", "", text).strip()
    return bool(re.search(r"[A-Za-z]{2}", words)) and (" " in words or words[:1].isupper()) and words not in NO_TEXTS


@pytest.mark.parametrize("path", _sources(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_texts_are_shown_through_tr(path: Path) -> None:
    bare = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and _name(node) in SHOWING:
            for argument in (*node.args, *(keyword.value for keyword in node.keywords)):
                bare += [(node.lineno, text) for text in _literals(argument) if _is_for_people(text)]
    assert bare == []


@pytest.mark.parametrize("path", _sources(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_tr_gets_a_literal_and_is_not_called_before_the_language_is_known(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    built = [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and _name(node) in ("tr", "mark") and isinstance(node.args[0], ast.JoinedStr)
        if path.name != "simple.py"
    ]
    assert built == [], "a text with values put in cannot be found among the translations"
    assert list(_calls_at_import(tree)) == [], "at import nobody knows the language: mark the text, translate it later"


def _calls_at_import(node: ast.AST) -> Iterator[int]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            for default in (*child.args.defaults, *child.args.kw_defaults):
                if default is not None:
                    yield from _calls_at_import(ast.Expr(default))
            continue
        if isinstance(child, ast.Call) and _name(child) in ("tr", "tr_count"):
            yield child.lineno
        yield from _calls_at_import(child)
