"""The language and the numbers of the window: chosen once at its start, remembered for the next one."""

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from core.language import tr, use_language, use_separator
from gui import preferences
from gui.action_table import ActionTable
from gui.document import Document

LANGUAGE, SYSTEM = "language", "system"
LANGUAGES = {"en": "English", "de": "Deutsch", "zh_CN": "简体中文"}
"""The languages that there are, each as its speakers call it."""


def spoken_language(wanted: list[str]) -> str:
    """Give the first of some languages that Strata speaks; `wanted` are names such as `de-AT` or `zh-Hans-CN`."""
    traditional = False
    for name in wanted:
        language, *rest = name.replace("_", "-").split("-")
        if language == "zh":
            # Readers of traditional characters are not served with simplified ones; their systems name zh as well.
            traditional = traditional or bool({"Hant", "TW", "HK", "MO"} & set(rest))
            language = "" if traditional else "zh_CN"
        if language in LANGUAGES:
            return language
    return "en"


def chosen_language() -> str:
    """Give the language that was chosen, or that it is the system's."""
    chosen = preferences.recall(LANGUAGE, SYSTEM)
    return chosen if isinstance(chosen, str) and chosen in LANGUAGES else SYSTEM


def start_language(app: QApplication) -> None:
    """Speak the language of the choice or the system from now on, and write numbers as there; before any window."""
    chosen, system = chosen_language(), QLocale.system()
    language = spoken_language(system.uiLanguages()) if chosen == SYSTEM else chosen
    same = chosen == SYSTEM or system.language() == QLocale(language).language()
    locale = system if same else QLocale(language)
    use_language(language)
    use_separator(locale.groupSeparator(), locale.decimalPoint())
    QLocale.setDefault(locale)
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if language != "en" and translator.load(f"qtbase_{language}", folder):
        app.installTranslator(translator)


class LanguageMenu(QMenu):
    """The choice of a language; it is spoken from the next start on."""

    def __init__(self, parent: QWidget, actions: ActionTable, document: Document) -> None:
        super().__init__(tr("&Language"), parent)
        self._document = document
        group = QActionGroup(self)
        chosen = chosen_language()
        for language, name in ((SYSTEM, tr("&System")), *LANGUAGES.items()):
            action = QAction(name, group)
            action.setObjectName(f"language_{language.lower()}")
            action.setCheckable(True)
            action.setChecked(language == chosen)
            action.triggered.connect(lambda _, picked=language: self._choose(picked))
            actions.enter(action)
            self.addAction(action)

    def _choose(self, language: str) -> None:
        preferences.remember(LANGUAGE, language)
        name = LANGUAGES.get(language)
        if name:
            self._document.told.emit(tr("Strata speaks {language} from its next start on", language=name))
        else:
            self._document.told.emit(tr("Strata speaks the system's language from its next start on"))
