"""Every rule against PyTorch 2.13.0, on tensors without data.

Layers, settings and inputs are drawn at random, wrong ones included: PyTorch raises exactly where Strata has a
problem, and where it does not, shapes, counts of parameters and operations are the same. STRATA_ORACLE_DRAWS sets
how many are drawn, STRATA_ORACLE_SEED draws those of an earlier run again.
"""

import os
import random

import pytest

from core.analysis import Report, answer
from core.kinds import catalogue
from tests.core.oracle_cases import DRAWERS, NOT_COMPARED, Case, Draw

torch = pytest.importorskip("torch")
counting = pytest.importorskip("torch.utils.flop_counter")

DRAWS = int(os.environ.get("STRATA_ORACLE_DRAWS", "600"))
SEED = os.environ.get("STRATA_ORACLE_SEED") or str(random.SystemRandom().randrange(2**32))

# As no layer here has so many channels, PyTorch never takes the samples of a batch for the channels of one sample.
BATCH = 13

REFUSALS = (RuntimeError, ValueError, IndexError)


def ask_torch(case: Case) -> Report | str:
    """Let PyTorch build the layer and run it; gives what it says where it refuses."""
    try:
        module = case.build()
        tensors = [torch.empty((BATCH, *shape), device="meta") for shape in case.inputs]
        with counting.FlopCounterMode(display=False) as counter:
            output = module(*tensors)
    except REFUSALS as error:
        return str(error).partition("\n")[0]
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
    assert set(DRAWERS) | NOT_COMPARED == set(catalogue)


@pytest.mark.filterwarnings("ignore:Using padding='same'")
@pytest.mark.parametrize("name", DRAWERS)
def test_a_layer_comes_to_what_pytorch_comes_to(name: str) -> None:
    agreed = 0
    for number in range(-(-DRAWS // len(DRAWERS))):
        case = DRAWERS[name](Draw(f"{SEED} {name} {number}"))
        ours = answer(case.kind, case.inputs)
        theirs = ask_torch(case) if case.judge else "it takes this for something else"
        what = f"STRATA_ORACLE_SEED={SEED}: {case.kind} on {case.inputs}: {ours}, but PyTorch: {theirs}"
        assert (ours.problem is not None) == isinstance(theirs, str), what
        assert ours.problem is not None or ours == theirs, what
        agreed += ours.problem is None
    assert agreed, "every layer that was drawn was a mistake"
