"""The networks that are measured."""

import json
from pathlib import Path

from core.kinds import Kind, catalogue
from core.network import Layer, Network, new_layer_id


def chain(layers: int) -> Network:
    """Make the chain of convolutions, batch norms and ReLUs that `references/onnx_shapes.py` makes, with an input."""
    kinds = [_kind(number) for number in range(layers)]
    made = [Layer(new_layer_id(), "input", catalogue["Input"](shape=(3, 32, 32)))]
    made += [Layer(new_layer_id(), f"layer{number}", kind) for number, kind in enumerate(kinds)]
    return Network(tuple(made))


def _kind(number: int) -> Kind:
    match number % 3:
        case 0:
            return catalogue["Conv2d"](out_channels=8 + number // 3 % 32, kernel_size=3, padding="same", bias=False)
        case 1:
            return catalogue["BatchNorm"]()
        case _:
            return catalogue["Activation"](function="relu")


def write_documents(folder: Path, count: int, layers: int) -> list[Path]:
    """Write documents that all differ."""
    files = []
    for number in range(count):
        rows: list[dict[str, object]] = [{"type": "Input", "name": "input", "shape": [3, 32, 32]}]
        rows += [
            {
                "type": "Conv2d",
                "name": f"c{row}",
                "out_channels": 1 + (number + row) % 97,
                "kernel_size": 3,
                "padding": 1,
            }
            for row in range(layers - 1)
        ]
        file = folder / f"{number}.strata"
        file.write_text(json.dumps({"format": "strata", "version": 1, "name": f"n{number}", "layers": rows}))
        files.append(file)
    return files
