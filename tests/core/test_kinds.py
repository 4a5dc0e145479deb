"""What every kind of layer must keep to; a new kind is held to it without a word here."""

import string

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from core import analysis
from core.analysis import answer
from core.kinds import Family, Kind, Shapes, catalogue
from core.kinds.base import Step
from core.names import check_name
from core.problems import RuleError
from core.settings import Count, Setting
from core.shapes import MOST_AXES
from core.working import explain, in_terms
from tests.core.helpers import made
from tests.core.strategies import inputs_for, kinds
from tests.core.workings import check_derivations, check_lines, check_symbols

A_FEW = settings(max_examples=settings().max_examples // 4)  # for each of the kinds
TYPES = list(catalogue)
SETTINGS = [(each, setting) for each in catalogue.values() for setting in each.settings]


def is_sentence(text: str) -> bool:
    """Tell whether a text reads as one or more sentences."""
    return text[0].isupper() and text.endswith(".") and "  " not in text and len(text.split()) >= 4


@pytest.mark.parametrize("kind", catalogue.values(), ids=TYPES)
def test_a_kind_says_what_it_is(kind: type[Kind]) -> None:
    assert catalogue[kind.type] is kind
    assert kind.label
    assert kind.label[0].isupper()
    assert isinstance(kind.family, Family)
    assert is_sentence(kind.help)
    assert set(kind.name_stem) <= set(string.ascii_lowercase + string.digits + "_")
    assert check_name(f"{kind.name_stem}100000")


@pytest.mark.parametrize("kind", catalogue.values(), ids=TYPES)
def test_a_kind_says_how_many_layers_it_reads(kind: type[Kind]) -> None:
    assert kind.least_inputs >= 0
    assert kind.most_inputs is None or kind.most_inputs >= kind.least_inputs
    assert 0 <= kind.spatial_axes < MOST_AXES


def test_no_two_kinds_have_the_same_label() -> None:
    assert len({kind.label for kind in catalogue.values()}) == len(catalogue)


def test_every_family_that_is_shown_has_a_kind() -> None:
    assert {kind.family for kind in catalogue.values()} == set(Family)


@pytest.mark.parametrize(("kind", "setting"), SETTINGS, ids=[f"{k.type}.{s.name}" for k, s in SETTINGS])
def test_a_setting_has_a_label_and_a_help_that_a_student_understands(
    kind: type[Kind], setting: Setting[object]
) -> None:
    assert setting.label
    assert setting.label[0].isupper()
    assert not setting.label.endswith(".")
    assert is_sentence(setting.help)
    assert [each.label for each in kind.settings].count(setting.label) == 1
    assert setting.allowed(kind.spatial_axes)
    if not setting.is_required and setting.default is not None:
        assert setting.read(setting.default, kind.spatial_axes) is not None
    assert not setting.short or "{}" in setting.short


@pytest.mark.parametrize("kind", catalogue.values(), ids=TYPES)
def test_the_palette_offers_a_kind_ready_to_use(kind: type[Kind]) -> None:
    offered = kind.presets()
    assert offered
    assert len({preset.label for preset in offered}) == len(offered)
    for preset in offered:
        assert preset.label
        assert isinstance(kind.initial(preset.values), kind)
        made_so = kind.initial(preset.values)
        assert made_so.title
        assert set(made_so.stem) <= set(string.ascii_lowercase + string.digits + "_")
        assert check_name(f"{made_so.stem}100000")


@given(kinds())
def test_a_kind_is_written_and_read_as_the_very_same_object(kind: Kind) -> None:
    assert type(kind)(**kind.written()) is kind
    assert repr(kind).startswith(kind.type)
    assert isinstance(kind.summary(), str)


@given(kinds())
def test_what_has_its_default_is_not_written(kind: Kind) -> None:
    required = {setting.name: kind.written()[setting.name] for setting in kind.settings if setting.is_required}
    assert type(kind)(**required).written() == required


@given(kinds())
def test_a_configured_kind_does_not_change(kind: Kind) -> None:
    for setting in kind.settings:
        with pytest.raises(AttributeError, match="does not change"):
            setattr(kind, setting.name, getattr(kind, setting.name))
        with pytest.raises(TypeError):
            kind.values[setting.name] = None  # type: ignore[index]


@pytest.mark.parametrize("type_", TYPES)
@A_FEW
@given(data=st.data())
def test_the_rules_give_the_same_with_and_without_a_working(type_: str, data: st.DataObject) -> None:
    kind = data.draw(kinds(type_))
    inputs = data.draw(inputs_for(kind))
    report = answer(kind, inputs)
    if report.problem is not None:
        with pytest.raises(RuleError) as refused:
            in_terms(kind, inputs)
        assert refused.value.problem == report.problem
        return
    terms, output = in_terms(kind, inputs), kind.output(inputs)
    assert all(type(size) is int for size in output)
    assert tuple(term.value for term in terms.output) == output
    assert [(w.label, w.count, w.trainable) for w in terms.weights] == [
        (w.label, w.count, w.trainable) for w in kind.weights(inputs)
    ]
    assert terms.macs.value == kind.macs(inputs, output)


def fitting(data: st.DataObject, type_: str) -> tuple[Kind, Shapes]:
    """Draw a kind of a type and inputs that it takes."""
    for _ in range(10):
        kind = data.draw(kinds(type_))
        inputs = data.draw(inputs_for(kind))
        if answer(kind, inputs).shape is not None:
            break
    else:
        reject()
    return kind, inputs


@pytest.mark.parametrize("type_", TYPES)
@A_FEW
@given(data=st.data())
def test_every_line_of_a_working_is_worth_its_result(type_: str, data: st.DataObject) -> None:
    check_lines(*fitting(data, type_))


@pytest.mark.parametrize("type_", TYPES)
@A_FEW
@given(data=st.data())
def test_every_derivation_holds(type_: str, data: st.DataObject) -> None:
    check_derivations(*fitting(data, type_))


@pytest.mark.parametrize("type_", TYPES)
@A_FEW
@given(data=st.data())
def test_every_formula_in_symbols_gives_the_number(type_: str, data: st.DataObject) -> None:
    check_symbols(*fitting(data, type_))


@pytest.mark.parametrize("type_", TYPES)
@A_FEW
@given(data=st.data())
def test_a_receptive_step_fits_the_spatial_axes_of_the_output(type_: str, data: st.DataObject) -> None:
    kind, inputs = fitting(data, type_)
    step = kind.receptive_step()
    assert step is None or isinstance(step, Step)
    if step is not None and (step.growth or step.stride):
        assert len(step.growth) == len(step.stride) == len(kind.output(inputs)) - 1
        assert min(step.growth) >= 0
        assert min(step.stride) >= 1


def test_equal_settings_share_one_object_and_its_answers() -> None:
    assert made("Conv2d", out_channels=8, kernel_size=3) is made("Conv2d", kernel_size=[3, 3], out_channels=8, groups=1)
    assert made("Conv2d", out_channels=8, kernel_size=3) is not made("Conv2d", out_channels=8, kernel_size=5)
    assert made("MaxPool1d", kernel_size=3) is not made("AvgPool1d", kernel_size=3)


def test_only_so_many_answers_are_kept_however_many_kinds_are_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(analysis, "_MOST_TOGETHER", 40)
    asked = [made("Conv2d", out_channels=channels, kernel_size=3) for channels in range(1, 101)]
    reports = [answer(kind, ((3, 9, size),)) for kind in asked for size in (8, 9)]
    assert sum(len(kind.answers) for kind in asked) <= 40
    assert [answer(kind, ((3, 9, size),)) for kind in asked for size in (8, 9)] == reports


def test_a_number_of_a_formula_names_its_setting() -> None:
    assert {setting.symbol for _, setting in SETTINGS if isinstance(setting, Count)} >= {"C_out", "F_out", "g"}
    lines = explain(made("Conv2d", out_channels=8, kernel_size=3), ((1, 9, 9),))
    assert {piece.source for line in lines for piece in line.numbers} >= {"kernel_size", "out_channels", "stride"}
