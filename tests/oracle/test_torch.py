"""Every rule against PyTorch 2.13.0, on tensors without data.

PyTorch raises exactly where Strata has a problem, and where it does not, shapes, counts of parameters and
multiply-accumulates are the same.
"""

import pytest

from core.analysis import Report
from core.kinds import catalogue
from tests.oracle.comparing import compare
from tests.oracle.draws import DRAWERS, NOT_DRAWN, Drawn, without_axes
from tests.oracle.in_torch import BUILDERS, build

torch = pytest.importorskip("torch")
counting = pytest.importorskip("torch.utils.flop_counter")

# As no layer here has so many channels, PyTorch never takes the samples of a batch for the channels of one sample.
BATCH = 13

REFUSALS = (RuntimeError, ValueError, IndexError, NotImplementedError)


def ask_torch(drawn: Drawn) -> Report | str:
    """Let PyTorch build the layer and run it; gives what it says where it refuses."""
    try:
        module = build(drawn)
        tensors = [torch.empty((BATCH, *shape), device="meta") for shape in drawn.inputs]
        with counting.FlopCounterMode(display=False) as counter:
            output = module(*tensors)
    except REFUSALS as error:
        return str(error).partition("\n")[0]
    if not output.numel():
        # PyTorch has tensors with an axis of 0; in Strata such an axis is a problem and no shape.
        return f"the output is {tuple(output.shape)}"
    # How many batches have been seen is no statistic of a channel; Keras does not keep it either.
    buffers = [buffer for name, buffer in module.named_buffers() if not name.endswith("num_batches_tracked")]
    return Report(
        shape=tuple(output.shape[1:]),
        parameters=sum(parameter.numel() for parameter in module.parameters()),
        non_trainable=sum(buffer.numel() for buffer in buffers),
        # Two operations for each multiply-accumulate; what a bias adds is not counted there either.
        macs=counter.get_total_flops() // (2 * BATCH),
    )


def test_every_kind_is_compared() -> None:
    assert set(DRAWERS) | NOT_DRAWN == set(catalogue)
    assert set(map(without_axes, DRAWERS)) == set(BUILDERS)


@pytest.mark.filterwarnings("ignore:Using padding='same'")
@pytest.mark.parametrize("name", DRAWERS)
def test_a_layer_comes_to_what_pytorch_comes_to(name: str) -> None:
    compare(f"PyTorch {torch.__version__}", name, len(DRAWERS), ask_torch)
