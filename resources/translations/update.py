"""Collect the texts of the program and bring the translations up to date.

    python resources/translations/update.py            texts to .po files, .po files to .mo files
    python resources/translations/update.py --font SOURCE   also the Chinese font, from NotoSansCJK-Regular.ttc

Texts are what stands in `tr`, `tr_count` and `mark`, the labels of weights, and what the kinds of layers, the
columns and the examples say of themselves. Needs Babel (and fontTools for the font), which the program does not.
"""

import argparse
import ast
import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

# ruff: noqa: E402  (found by the path above)
from core import table
from core.examples import example_groups
from core.kinds import Family, catalogue
from core.settings import Choice, Setting, Switch

HERE = ROOT / "resources" / "translations"
LANGUAGES = ("de", "zh_CN")
FONT = ROOT / "resources" / "fonts" / "StrataSansSC-Regular.otf"

MARKS = {"tr": 1, "mark": 1, "Weight": 1, "tr_count": 2}
"""The functions whose first arguments are texts, and how many of them."""

Text = str | tuple[str, str]


def written_texts() -> Iterator[tuple[Text, str]]:
    """Find the texts that are marked in the program, with the file that each stands in."""
    for room in ("core", "gui"):
        for path in sorted((ROOT / room).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                text = _marked(node)
                if text:
                    yield text, path.relative_to(ROOT).as_posix()


def _marked(node: ast.AST) -> Text | None:
    if not isinstance(node, ast.Call):
        return None
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    first = [part.value for part in node.args[: MARKS.get(name, 0)] if isinstance(part, ast.Constant)]
    texts = [text for text in first if isinstance(text, str) and text]
    if not texts or len(texts) < MARKS[name]:
        return None
    return texts[0] if len(texts) == 1 else (texts[0], texts[1])


def described_texts() -> Iterator[tuple[str, str]]:
    """Give what the program's classes and documents say of themselves, finished."""
    yield from ((family.value, "core/kinds") for family in Family)
    for kind in catalogue.values():
        yield from ((text, "core/kinds") for text in (kind.label, kind.help, kind.side_label))
        yield from ((preset.label, "core/kinds") for preset in kind.presets())
        if kind.side_label:
            yield kind.side_label + ", {axes}", "core/kinds"
        for setting in kind.settings:
            yield from ((text, "core/kinds") for text in _setting_texts(setting))
    yield from ((column.title, "core/table.py") for column in vars(table).values() if isinstance(column, table.Column))
    for title, examples in example_groups(ROOT / "resources" / "examples"):
        yield title, "resources/examples"
        for example in examples:
            yield from ((text, "resources/examples") for text in (example.title, example.description))


def _setting_texts(setting: Setting[Any]) -> Iterator[str]:
    yield from (setting.label, setting.help)
    if setting.short != "{}":
        yield setting.short
    if isinstance(setting, Switch):
        yield from (setting.on_text, setting.off_text)
    if isinstance(setting, Choice):
        yield from setting.options.values()
    yield getattr(setting, "follows", "").replace("_", " ")


def collected() -> Catalog:
    """Give the catalogue of all texts, without translations."""
    catalog = Catalog(project="Strata", charset="utf-8", fuzzy=False)
    for text, place in (*described_texts(), *written_texts()):
        if text:
            catalog.add(text, locations=[(place, 0)])
    return catalog


def po_path(language: str) -> Path:
    """Give the file with a language's translations."""
    return HERE / language / "LC_MESSAGES" / "strata.po"


def read_translation(language: str) -> Catalog:
    """Read a language's translations."""
    with po_path(language).open("rb") as file:
        return read_po(file, locale=language)


def compiled(catalog: Catalog) -> bytes:
    """Give the .mo file of translations."""
    out = io.BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def update(language: str) -> None:
    """Bring one language's files up to date; texts that are new have no translation yet, those gone are left out."""
    path = po_path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    template = collected()
    catalog = read_translation(language) if path.exists() else Catalog(locale=language)
    template.creation_date = catalog.creation_date  # else each run would change the files
    catalog.update(template, no_fuzzy_matching=True, update_header_comment=False)
    catalog.obsolete.clear()
    with path.open("wb") as file:
        write_po(file, catalog, width=120, sort_output=True, include_lineno=False)
    path.with_suffix(".mo").write_bytes(compiled(catalog))
    missing = sum(not message.string or not all(message.string) for message in catalog if message.id)
    # ruff: noqa: T201  (a tool of the terminal)
    print(f"{language}: {len(catalog)} texts, {missing} without a translation")


def chinese_texts() -> str:
    """Give all Chinese texts: the translations, and the pages of the help."""
    strings = [message.string for message in read_translation("zh_CN")]
    texts = [text for string in strings for text in ((string,) if isinstance(string, str) else string or ())]
    pages = (ROOT / "resources" / "help" / "zh_CN").glob("*.md")
    return "".join([*texts, *(page.read_text(encoding="utf-8") for page in pages)])


def main() -> None:
    """Do what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--font", metavar="SOURCE", help="the font to take the Chinese characters from")
    arguments = parser.parse_args()
    for language in LANGUAGES:
        update(language)
    if arguments.font:
        from resources.translations.chinese_font import make_font  # noqa: PLC0415  (needs fontTools, which texts do not)

        make_font(Path(arguments.font), FONT, chinese_texts())


if __name__ == "__main__":
    main()
