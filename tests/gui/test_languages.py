"""What a user of the German or the Chinese window sees: translated texts, none cut off, and numbers as at home."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QTextDocument
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QStyle,
    QStyleOptionComboBox,
    QWidget,
)

from core.analysis import analyse
from core.export import TEXT_EXPORTS
from core.files import read_network
from core.kinds import catalogue
from core.network import Layer, Network, new_layer_id
from core.session import Session
from core.table import Table
from core.working import explain_layer
from gui import preferences
from gui.elided import ElidedButton, ElidedLabel
from gui.icons import ICON_SIZE
from gui.languages import LANGUAGES, chosen_language, spoken_language
from gui.layer_columns import LayerColumn
from gui.main_window import MainWindow
from gui.number_field import NumberField
from gui.theme import RESOURCES, UI_FAMILIES, UNIT, ui_font
from gui.working_rows import LABEL_WIDTH
from resources.translations.update import read_translation
from tests.core.helpers import LASAGNE, network
from tests.gui.helpers import Opener, cell, find, retype
from tests.languages import speaking

TRANSLATED = ("de", "zh_CN")


def _every_kind() -> Network:
    """Give a network with a layer of each kind, fed with what its axes ask for."""
    shapes = {0: [8, 16, 16], 1: [8, 16], 2: [8, 16, 16], 3: [8, 16, 16, 16]}
    sources = {
        axes: Layer(new_layer_id(), f"input{axes}", catalogue["Input"](shape=shape)) for axes, shape in shapes.items()
    }
    layers = [*sources.values()]
    for number, kind in enumerate(catalogue.values()):
        if kind.most_inputs != 0:
            read = (sources[kind.spatial_axes].id,) * max(kind.least_inputs, 1)
            layers.append(Layer(new_layer_id(), f"layer{number}", kind.initial(), read))
    return Network(tuple(layers))


@pytest.fixture(params=TRANSLATED)
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    """Speak each language that there is a translation for."""
    with speaking(request.param):
        yield request.param


# Cut-off texts


def _width(widget: QWidget, text: str) -> int:
    metrics = widget.fontMetrics()
    return max((metrics.horizontalAdvance(line) for line in text.split("\n")), default=0)


def _cut_off(widget: QWidget) -> Iterator[str]:
    """Name the texts in a widget that have less room than they need."""
    for part in widget.findChildren(QWidget):
        if not part.isVisible() or isinstance(part, ElidedLabel | ElidedButton):
            continue
        match part:
            case QLabel() if part.text():
                yield from _cut_label(part)
            case QAbstractButton() if part.text() and part.sizeHint().width() > part.width():
                yield part.text()
            case QComboBox():
                option = QStyleOptionComboBox()
                part.initStyleOption(option)
                field = QStyle.SubControl.SC_ComboBoxEditField
                room = part.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, field, part).width()
                texts = (part.itemText(number) for number in range(part.count()))
                yield from (text for text in texts if _width(part, text) > room)
            case QLineEdit() if part.placeholderText() and _width(part, part.placeholderText()) > part.width() - UNIT:
                yield part.placeholderText()


def _cut_label(label: QLabel) -> Iterator[str]:
    plain = QTextDocument()
    plain.setHtml(label.text()) if label.textFormat() == Qt.TextFormat.RichText else plain.setPlainText(label.text())
    text, room = plain.toPlainText(), label.contentsRect().width()
    if label.wordWrap():
        longest = max(text.split() or [""], key=lambda word: _width(label, word))
        if label.heightForWidth(label.width()) > label.height() or _width(label, longest[:24]) > room:
            yield text
    elif _width(label, text) > room:
        yield text


@pytest.mark.usefixtures("language")
def test_no_text_in_the_properties_of_any_kind_is_cut_off(open_session: Opener) -> None:
    window = open_session(Session(_every_kind()))
    cut = {}
    for row, layer in enumerate(window.document.network.layers):
        window.layers.select_rows([row])
        window.properties.repaint()
        found = list(_cut_off(window))
        if found:
            cut[layer.kind.type] = found
    assert cut == {}


@pytest.mark.usefixtures("language")
def test_no_text_of_the_window_is_cut_off(open_session: Opener) -> None:
    window = open_session(Session(read_network(LASAGNE)))
    assert list(_cut_off(window)) == []
    window.layers.select_rows([1, 2, 3])
    assert list(_cut_off(window)) == []
    bar = window.menuBar()
    assert bar.sizeHint().width() <= bar.width()


def test_no_title_of_a_column_is_cut_off(window_in: MainWindow) -> None:
    header = window_in.layers.horizontalHeader()
    metrics = QFontMetrics(header.font())
    cut = []
    for column in LayerColumn:
        title = str(window_in.model.headerData(column, Qt.Orientation.Horizontal) or "")
        window_in.layers.setColumnHidden(column, False)
        if metrics.horizontalAdvance(title) + 2 * UNIT > header.sectionSize(column) and title != "#":
            cut.append(title)
    assert cut == []


def test_no_entry_of_the_palette_is_cut_off(window_in: MainWindow) -> None:
    palette = window_in.palette_panel.list
    room = palette.viewport().width() - (2 * UNIT + ICON_SIZE + UNIT) - UNIT
    entries = (str(palette.model().index(row, 0).data()) for row in range(palette.model().rowCount()))
    assert [text for text in entries if QFontMetrics(ui_font()).horizontalAdvance(text) > room] == []


@pytest.mark.usefixtures("language")
def test_no_label_of_a_working_runs_into_its_formula() -> None:
    every = _every_kind()
    reports = analyse(every).reports
    labels = {line.label for row in range(len(every)) for line in explain_layer(every, reports, row)}
    metrics = QFontMetrics(ui_font())
    assert [label for label in sorted(labels) if metrics.horizontalAdvance(label) > LABEL_WIDTH - UNIT] == []


@pytest.fixture
def window_in(language: str, open_session: Opener) -> MainWindow:  # noqa: ARG001  (spoken before the window opens)
    """Open the window on the Lasagne example, in a language."""
    return open_session(Session(read_network(LASAGNE)))


def test_each_letter_of_a_menu_is_there_once(window_in: MainWindow) -> None:
    bar = window_in.menuBar()
    for menu in (bar, *bar.findChildren(QMenu)):
        letters = [
            action.text()[action.text().replace("&&", "__").index("&") + 1].lower()
            for action in menu.actions()
            if "&" in action.text().replace("&&", "__")
        ]
        assert len(set(letters)) == len(letters), [action.text() for action in menu.actions()]


# What is said


def test_the_window_speaks_german(open_session: Opener) -> None:
    with speaking("de"):
        window = open_session(Session(read_network(LASAGNE)))
        assert cell(window, 1, LayerColumn.KIND) == "Faltung 2-D"
        assert cell(window, 5, LayerColumn.PARAMETERS) == "205.056"
        assert "217.706 Parameter" in window.totals.text()
        kernel = find(window, NumberField, "Kernel size, height")
        retype(kernel, "99")
        assert "ist größer als" in window.model.note(1)


def test_names_for_tests_and_screen_readers_stay_english(window_in: MainWindow) -> None:
    for name in ("Layers", "Palette", "Properties", "Working", "Totals"):
        assert find(window_in, QWidget, name).isVisible()
    assert find(window_in, NumberField, "Output channels").isVisible()
    assert window_in.action("save_as").text() != "Save &As…"


def test_a_file_is_the_same_in_every_language() -> None:
    fields: list[dict[str, Any]] = [
        {"type": "Input", "name": "in", "shape": [3, 2000, 2000]},
        {"type": "Conv2d", "name": "conv", "out_channels": 4000, "kernel_size": 3},
        {"type": "GroupNorm", "name": "norm", "num_groups": 3000},
        {"type": "Dropout", "name": "drop"},
    ]
    session = Session(network(*fields))
    english = TEXT_EXPORTS["csv"](Table(session.network, session.state.analysis))
    assert "3,000 groups do not divide the 4,000 channels" in english
    for language in TRANSLATED:
        with speaking(language):
            session = Session(network(*fields))
            table = Table(session.network, session.state.analysis)
            assert "3,000 groups" not in table.problem_text(2) or language != "de"
            assert TEXT_EXPORTS["csv"](table) == english


@pytest.mark.parametrize(
    ("wanted", "spoken"),
    [
        (["de-AT", "en"], "de"),
        (["zh-Hans-CN"], "zh_CN"),
        (["zh-Hant-TW", "zh-TW", "zh", "en-US"], "en"),
        (["zh"], "zh_CN"),
        (["fr-FR"], "en"),
        (["fr-FR", "de-DE"], "de"),
        ([], "en"),
    ],
)
def test_the_systems_language_is_spoken_where_there_is_a_translation(wanted: list[str], spoken: str) -> None:
    assert spoken_language(wanted) == spoken


def test_a_language_is_chosen_in_the_menu_for_the_next_start(window: MainWindow) -> None:
    assert window.action("language_system").isChecked()
    window.action("language_zh_cn").trigger()
    assert chosen_language() == "zh_CN"
    assert window.action("language_zh_cn").isChecked()
    assert not window.action("language_system").isChecked()
    assert set(LANGUAGES) == {"en", *TRANSLATED}
    preferences.remember("language", "Klingon")
    assert chosen_language() == "system"


def test_a_number_is_typed_as_it_is_written(open_session: Opener) -> None:
    with speaking("de"):
        window = open_session(Session(read_network(LASAGNE)))
        channels = find(window, NumberField, "Output channels")
        retype(channels, "1.024")
        assert window.document.network.layers[1].kind.values["out_channels"] == 1024
        retype(channels, "0,5")
        assert window.document.network.layers[1].kind.values["out_channels"] == 1024


def test_kinds_are_found_in_the_palette_by_both_names(window_in: MainWindow, language: str) -> None:
    palette = window_in.palette_panel
    for words in ("max pooling 2-d", {"de": "max-pooling 2-d", "zh_CN": "二维最大池化"}[language]):
        palette.field.setText(words)
        shown = [palette.list.model().index(row, 0).data() for row in range(palette.list.model().rowCount())]
        assert {"de": "Max-Pooling 2-D", "zh_CN": "二维最大池化"}[language] in shown


@pytest.mark.usefixtures("dressed_app")
def test_the_shipped_fonts_have_every_character_of_the_texts() -> None:
    metrics = []
    for family in UI_FAMILIES:
        font = QFont(family)
        font.setStyleStrategy(QFont.StyleStrategy.NoFontMerging)  # no other font of this machine helps out
        metrics.append(QFontMetrics(font))
    texts = [message.string for language in TRANSLATED for message in read_translation(language)]
    pages = [page.read_text(encoding="utf-8") for page in (RESOURCES / "help").rglob("*.md")]
    characters = set("".join([*map(str, texts), *pages])) - set("\n")
    missing = [character for character in characters if not any(font.inFontUcs4(ord(character)) for font in metrics)]
    assert sorted(missing) == []
