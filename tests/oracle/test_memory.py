"""The Summary's bytes against what PyTorch holds: parameters, gradients, optimiser states and what layers put out."""

import itertools
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from core.analysis import analyse
from core.costs import figures
from core.network import Network
from core.table import Table
from tests.core.helpers import image, layer, network

torch = pytest.importorskip("torch")
nn = torch.nn

BATCH = 3

Module = Any
Tensors = Iterable[Any]

OPTIMISERS: dict[str, Callable[[Any], Any]] = {
    "SGD": lambda parameters: torch.optim.SGD(parameters, lr=0.1),
    "SGD with momentum": lambda parameters: torch.optim.SGD(parameters, lr=0.1, momentum=0.9),
    "Adam": lambda parameters: torch.optim.Adam(parameters, lr=0.1),
}
TYPES = {"float32": torch.float32, "float16": torch.float16}


def described() -> Network:
    """Describe a network with a batch norm, whose statistics are no parameters, and layers that learn nothing."""
    return network(
        image(1, 28, 28),
        layer("Conv2d", "conv", out_channels=32, kernel_size=5),
        layer("BatchNorm", "norm"),
        layer("Activation", "relu", function="relu"),
        layer("MaxPool2d", "pool", kernel_size=2),
        layer("Conv2d", "strided", out_channels=16, kernel_size=3, stride=2, bias=False),
        layer("Flatten", "flat"),
        layer("Linear", "dense", out_features=100),
        layer("Linear", "output", out_features=10),
    )


def built() -> Module:
    """Build the same in PyTorch."""
    return nn.Sequential(
        nn.Conv2d(1, 32, 5),
        nn.BatchNorm2d(32),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Conv2d(32, 16, 3, stride=2, bias=False),
        nn.Flatten(),
        nn.Linear(16 * 5 * 5, 100),
        nn.Linear(100, 10),
    )


def size(tensors: Tensors) -> int:
    """Add up the bytes of tensors."""
    return sum(tensor.numel() * tensor.element_size() for tensor in tensors)


def told(number: str, optimiser: str) -> dict[str, int]:
    """Give the Summary's figures by their labels."""
    of = described()
    listed = figures(Table(of, analyse(of)), BATCH, number, optimiser)
    return {figure.label: figure.result for figure in listed}


@pytest.mark.parametrize("number", TYPES)
def test_parameters_take_as_many_bytes(number: str) -> None:
    module = built().to(TYPES[number])
    # How many batches a batch norm has seen is a counter, and no number of a channel.
    buffers = [tensor for name, tensor in module.named_buffers() if not name.endswith("num_batches_tracked")]
    assert told(number, "SGD")["Parameters"] == size(module.parameters()) + size(buffers)


@pytest.mark.parametrize("name", OPTIMISERS)
def test_gradients_and_the_states_of_optimisers_take_as_many_bytes(name: str) -> None:
    module = built()
    optimiser = OPTIMISERS[name](module.parameters())
    module(torch.zeros(BATCH, 1, 28, 28)).sum().backward()
    optimiser.step()
    # Adam also counts its steps, with one number for each tensor however large it is.
    kept = [
        tensor
        for state in optimiser.state.values()
        for key, tensor in state.items()
        if key != "step" and tensor is not None
    ]
    figure = told("float32", name)
    assert figure["Gradients"] == size(parameter.grad for parameter in module.parameters())
    assert figure["Optimiser state"] == size(kept)


def test_what_training_keeps_is_the_input_and_what_every_layer_puts_out() -> None:
    module, outputs = built(), []
    for part in module:
        part.register_forward_hook(lambda _part, _inputs, output: outputs.append(output))
    given = torch.zeros(BATCH, 1, 28, 28)
    module(given)
    assert told("float32", "SGD")["Activations, training"] == size([given, *outputs])
    whole = told("float32", "SGD")
    parts = ("Parameters", "Gradients", "Optimiser state", "Activations, training")
    assert whole["Training in all"] == sum(whole[part] for part in parts)


def test_inference_needs_the_widest_pair_of_neighbours_at_once() -> None:
    module = built()
    sizes = [torch.zeros(BATCH, 1, 28, 28)]
    for part in module:
        sizes.append(part(sizes[-1]))
    widest = max(size(pair) for pair in itertools.pairwise(sizes))
    assert told("float32", "SGD")["Activations, inference"] == widest
