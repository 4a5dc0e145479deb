"""What an edit changed, in one line."""

from core import actions
from core.changes import describe_change
from core.session import Change, Session
from tests.core.helpers import image, layer, session


def told(document: Session) -> list[str]:
    """Collect what is told of every change from now on."""
    lines: list[str] = []

    def listen(change: Change) -> None:
        lines.append(describe_change(change))

    document.listen(listen)
    return lines


def small() -> Session:
    """Open a convolution, a pooling and a dense layer."""
    return session(
        image(1, 8, 8),
        layer("Conv2d", "conv", out_channels=4, kernel_size=3),
        layer("MaxPool2d", "pool", kernel_size=2),
        layer("Linear", "dense", out_features=10),
    )


def test_a_setting_is_told_with_the_parameters_and_volumes_that_it_changed() -> None:
    document = small()
    lines = told(document)
    document.do(actions.set_setting(document.network, 1, "out_channels", 8))
    document.undo()
    assert lines == [
        "Output channels 4 → 8: +400 parameters, 2 volumes changed",
        "Undo – Output channels 8 → 4: −400 parameters, 2 volumes changed",
    ]


def test_problems_and_what_becomes_unknown_are_told_instead_of_a_false_difference() -> None:
    document = small()
    lines = told(document)
    document.do(actions.set_setting(document.network, 1, "kernel_size", 9))
    document.undo()
    assert lines == [
        "Kernel size 3×3 → 9×9: 3 more layers unknown, 1 new problem",
        "Undo – Kernel size 9×9 → 3×3: 3 more layers known, 1 problem solved",
    ]


def test_layers_that_come_and_go_bring_and_take_their_parameters() -> None:
    document = small()
    lines = told(document)
    document.do(actions.remove_layers(document.network, [3]))
    document.undo()
    document.do(actions.remove_layers(document.network, [1, 2]))
    document.do(actions.move_layers(document.network, [1], 0))
    assert lines[:2] == ["Delete dense: −370 parameters", "Undo – Delete dense: +370 parameters"]
    # The dense layer reads 1×8×8 then: 650 parameters instead of 370, and 40 of the convolution are gone.
    assert lines[2:] == ["Delete 2 layers: +240 parameters", "Move dense: 1 more layer unknown, 1 new problem"]


def test_a_rename_changes_nothing_worth_telling() -> None:
    document = small()
    lines = told(document)
    document.do(actions.rename_layer(document.network, 1, "first"))
    assert lines == [""]


def test_what_is_undone_and_redone_is_named_also_where_it_changes_no_number() -> None:
    document = small()
    lines = told(document)
    document.do(actions.rename_layer(document.network, 1, "first"))
    document.undo()
    document.redo()
    assert lines[1:] == ["Undo – Rename conv to first", "Redo – Rename conv to first"]


def test_of_many_steps_undone_at_once_the_outcome_is_told() -> None:
    document = small()
    document.do(actions.remove_layers(document.network, [3]))
    document.do(actions.remove_layers(document.network, [2]))
    lines = told(document)
    document.go_to(0)
    assert lines == ["Undo – 2 steps: +370 parameters"]


def test_a_number_that_is_typed_is_told_as_one_change_from_what_stood_there_before() -> None:
    document = small()
    lines = told(document)
    for value in (1, 12, 128):
        document.do(actions.set_setting(document.network, 1, "out_channels", value))
    document.end_run()
    document.do(actions.set_setting(document.network, 1, "out_channels", 100))
    document.undo()
    parameters = {count: count * (9 + 1) + (9 * count + 1) * 10 for count in (4, 128, 100)}
    whole, next_one = parameters[128] - parameters[4], parameters[128] - parameters[100]
    assert lines[2] == f"Output channels 4 → 128: +{whole:,} parameters, 2 volumes changed"
    assert lines[3] == f"Output channels 128 → 100: −{next_one:,} parameters, 2 volumes changed"
    assert lines[4] == f"Undo – Output channels 100 → 128: +{next_one:,} parameters, 2 volumes changed"


def test_typing_back_to_what_stood_there_tells_of_no_change() -> None:
    document = small()
    lines = told(document)
    for value in (40, 4):
        document.do(actions.set_setting(document.network, 1, "out_channels", value))
    assert lines[1] == ""


def test_a_stride_that_is_written_as_what_the_kernel_gave_it_tells_of_no_change() -> None:
    document = small()
    lines = told(document)
    document.do(actions.set_setting(document.network, 2, "stride", (2, 2)))
    assert document.network.layers[2].kind.values["stride"] == (2, 2)
    assert lines == [""]
