"""The help: every page can be reached, says what the program says, and is found."""

import re

import pytest

from core.help.keys import kind_key
from core.help.kind_pages import example_lines, sample_inputs
from core.help.library import RESOURCES, WRITTEN_PAGES, Library
from core.help.pages import ActionWords
from core.kinds import Kind, catalogue
from core.working import in_terms, parameter_term

LANGUAGES = ("en", "de", "zh_CN")


def every_action() -> list[ActionWords]:
    """List an action for each that the pages speak of."""
    texts = "".join(path.read_text(encoding="utf-8") for path in (RESOURCES / "help").rglob("*.md"))
    names = sorted(set(re.findall(r"\{\{(?:key|action) (\w+)\}\}", texts)))
    return [ActionWords(name, f"Do {name}", (f"Ctrl+{name}",), "Menu") for name in names]


def library(language: str = "en") -> Library:
    """Make the pages in a language."""
    return Library(language, every_action())


def test_every_page_is_listed_once_in_its_group() -> None:
    pages = library()
    listed = [page.key for _, group in pages.groups for page in group]
    assert sorted(listed) == sorted([*WRITTEN_PAGES, *map(kind_key, catalogue.values())])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_leads_to_a_page(language: str) -> None:
    pages = library(language).pages
    assert {link for page in pages.values() for link in page.links} <= set(pages)
    assert all(not re.search(r'href="(?!help:)', page.html) for page in pages.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_mark_of_markdown_is_left_over(language: str) -> None:
    for page in library(language).pages.values():
        assert not re.search(r"\{\{|\}\}|\*\*|\]\(|\0", page.html), page.key


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_all_languages_have_the_same_pages_with_as_many_headings_and_directives(language: str) -> None:
    def outline(folder: str) -> dict[str, tuple[int, list[str]]]:
        return {
            path.name: (
                len(re.findall(r"^#", text, re.MULTILINE)),
                sorted(re.findall(r"^\{\{(?:working|explain|counts|shortcuts).*$", text, re.MULTILINE)),
            )
            for path in (RESOURCES / "help" / folder).glob("*.md")
            if (text := path.read_text(encoding="utf-8"))
        }

    assert outline(language) == outline("en")
    assert set(outline("en")) == {f"{key}.md" for key in WRITTEN_PAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_of_a_language_are_in_that_language(language: str) -> None:
    assert (
        library(language).pages["first-steps"].title
        == {"en": "First steps", "de": "Erste Schritte", "zh_CN": "入门"}[language]
    )


def test_an_unknown_language_has_the_english_pages() -> None:
    assert library("xx").pages["sizes"].title == "Sizes"


def test_a_language_with_another_country_has_the_pages_of_the_language() -> None:
    assert library("de_AT").pages["sizes"].title == "Größen"


@pytest.mark.parametrize("kind", catalogue.values(), ids=lambda kind: kind.type)
def test_the_page_on_a_kind_has_its_words_its_settings_and_the_numbers_of_its_rules(kind: type[Kind]) -> None:
    page = library_of_kinds().pages[kind_key(kind)]
    assert kind.label in page.text
    assert kind.help in page.text
    for setting in kind.settings:
        assert setting.label in page.text
        assert setting.help in page.text
        assert re.sub(r"\s+", " ", setting.allowed(kind.spatial_axes)) in page.text
    terms = in_terms(kind.initial(), sample_inputs(kind))
    numbers = [size.value for size in terms.output]
    learned = [weight for weight in terms.weights if weight.trainable]
    numbers += [parameter_term(learned).value] if learned else []
    numbers += [terms.macs.value] if terms.macs.value else []
    shown = re.findall(r"\d[\d,]*", page.text.split("An example", 1)[1])
    for number in numbers:
        assert f"{number:,}" in shown
    assert len(example_lines(kind)) >= 2


_made: list[Library] = []


def library_of_kinds() -> Library:
    """Make the pages once for all kinds."""
    if not _made:
        _made.append(library())
    return _made[0]


def test_the_page_on_convolutions_gives_the_whole_rule_in_signs() -> None:
    page = library().pages["kind/Conv2d"]
    assert "⌊( n + 2 p − d ·( k − 1) − 1)/ s ⌋ + 1" in page.text


def test_the_rule_tells_what_a_switch_that_is_off_would_bring() -> None:
    rule = library().pages["kind/InstanceNorm"].text.split("The rule", 1)[1].split("An example", 1)[0]
    assert "Scale" in rule


def test_the_page_on_counting_works_out_the_example() -> None:
    text = library().pages["counting"].text
    for number in ("832", "9,248", "205,056", "2,570", "217,706"):
        assert number in text


@pytest.mark.parametrize("word", ["bn", "maxpooling2d", "BatchNormalization", "deconvolution", "fully connected"])
def test_other_names_find_a_kind(word: str) -> None:
    wanted = {
        "bn": "BatchNorm",
        "maxpooling2d": "MaxPool2d",
        "BatchNormalization": "BatchNorm",
        "deconvolution": "ConvTranspose2d",
        "fully connected": "Linear",
    }[word]
    assert f"kind/{wanted}" in [page.key for page in library().search(word)[:3]]


@pytest.mark.parametrize("kind", catalogue.values(), ids=lambda kind: kind.type)
def test_every_other_name_and_the_type_find_their_kind(kind: type[Kind]) -> None:
    pages = library_of_kinds()
    for word in (*kind.other_names.split(), kind.type):
        assert kind_key(kind) in [page.key for page in pages.search(word)]
    assert pages.search(kind.label)[0].key == kind_key(kind)


def test_the_title_goes_before_the_text() -> None:
    assert library().search("receptive field")[0].key == "receptive-field"
    assert library().search("questions")[0].key == "questions"


def test_all_words_must_occur() -> None:
    assert library().search("padding zebra") == []
    assert library().search("   ") == []


def test_a_page_that_speaks_of_an_action_that_is_none_cannot_be_made() -> None:
    with pytest.raises(KeyError):
        Library("en", [])
