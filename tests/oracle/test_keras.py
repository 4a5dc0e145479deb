"""Every rule that Keras 3 has too against Keras, which runs on PyTorch here.

Keras raises exactly where Strata has a problem, and where it does not, shapes and counts of parameters are the same.
Keras is asked twice: on symbols, as when a model is built, and on tensors without data, as when it runs.
"""

import pytest

from core.analysis import Report
from core.kinds import catalogue
from tests.oracle.comparing import compare
from tests.oracle.draws import DRAWERS, NOT_DRAWN, Drawn, without_axes
from tests.oracle.in_keras import BUILDERS, NOT_IN_KERAS, build, channels_first, channels_last, keras, runs_without_data

torch = pytest.importorskip("torch")

BATCH = 13

REFUSALS = (RuntimeError, ValueError, IndexError, TypeError)

IN_KERAS = [name for name in DRAWERS if name not in NOT_IN_KERAS]


def ask_keras(drawn: Drawn) -> Report | str:
    """Let Keras build the layer and run it; gives what it says where it refuses."""
    shapes = [(BATCH, *channels_last(shape)) for shape in drawn.inputs]
    answers = [run(drawn, [keras.KerasTensor(shape) for shape in shapes])]
    if runs_without_data(drawn):
        with keras.device("meta"):
            answers.append(run(drawn, [torch.empty(shape, device="meta") for shape in shapes]))
    # With symbols its adaptive pooling takes any number of axes; what cannot run is a refusal all the same.
    refusals = [said for said in answers if isinstance(said, str)]
    assert refusals or answers[0] == answers[-1], answers
    return refusals[0] if refusals else answers[0]


def run(drawn: Drawn, tensors: list[object]) -> Report | str:
    try:
        layers = build(drawn)
        output = tensors if len(tensors) > 1 else tensors[0]
        for layer in layers:
            output = layer(output)
    except REFUSALS as error:
        return str(error).strip().partition("\n")[0]
    return Report(
        shape=channels_first(tuple(output.shape[1:])),  # type: ignore[attr-defined]
        parameters=sum(weight.value.numel() for layer in layers for weight in layer.trainable_weights),
        non_trainable=sum(weight.value.numel() for layer in layers for weight in layer.non_trainable_weights),
    )


def test_every_kind_that_keras_has_is_compared() -> None:
    assert {*DRAWERS, *NOT_DRAWN} == set(catalogue)
    assert set(map(without_axes, IN_KERAS)) == set(BUILDERS)


@pytest.mark.filterwarnings("ignore:.*You are using a softmax over axis:UserWarning")
@pytest.mark.parametrize("name", IN_KERAS)
def test_a_layer_comes_to_what_keras_comes_to(name: str) -> None:
    compare(f"Keras {keras.__version__}", name, len(IN_KERAS), ask_keras)
