"""ONNX shape inference: models whose weights are inputs, so that no number of theirs is made or read.

As a program: `onnx_shapes.py FILE` reads a model, infers all shapes and writes one line for each.
"""

import sys

import onnx
from onnx import TensorProto, helper, shape_inference

FLOAT = TensorProto.FLOAT


class Builder:
    """Puts nodes behind each other."""

    def __init__(self, shape: tuple[int, ...]) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.inputs = [helper.make_tensor_value_info("image", FLOAT, [1, *shape])]

    def weight(self, *shape: int) -> str:
        """Add a weight."""
        name = f"w{len(self.inputs)}"
        self.inputs.append(helper.make_tensor_value_info(name, FLOAT, list(shape)))
        return name

    def add(self, operator: str, inputs: list[str], **settings: object) -> str:
        """Add a node; gives the name of its output."""
        name = f"n{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, inputs, [name], **settings))
        return name

    def convolution(self, given: str, before: int, after: int, kernel: int, stride: int = 1) -> str:
        """Add a convolution without a bias that keeps the size but for its stride."""
        weight = self.weight(after, before, kernel, kernel)
        pads, strides = [kernel // 2] * 4, [stride] * 2
        return self.add("Conv", [given, weight], kernel_shape=[kernel] * 2, pads=pads, strides=strides)

    def norm(self, given: str, channels: int) -> str:
        """Add a batch norm."""
        return self.add("BatchNormalization", [given, *(self.weight(channels) for _ in range(4))])

    def model(self, end: str) -> onnx.ModelProto:
        """Give the model; its output's shape is left to be inferred."""
        output = helper.make_tensor_value_info(end, FLOAT, None)
        return helper.make_model(helper.make_graph(self.nodes, "network", self.inputs, [output]))


def resnet152() -> onnx.ModelProto:
    """Make ResNet-152, as torchvision has it."""
    build = Builder((3, 224, 224))
    given = build.add("Relu", [build.norm(build.convolution("image", 3, 64, 7, 2), 64)])
    given = build.add("MaxPool", [given], kernel_shape=[3, 3], pads=[1] * 4, strides=[2, 2])
    before = 64
    for width, blocks, first in ((64, 3, 1), (128, 8, 2), (256, 36, 2), (512, 3, 2)):
        for block in range(blocks):
            stride, shortcut = first if block == 0 else 1, given
            body = build.add("Relu", [build.norm(build.convolution(given, before, width, 1), width)])
            body = build.add("Relu", [build.norm(build.convolution(body, width, width, 3, stride), width)])
            body = build.norm(build.convolution(body, width, 4 * width, 1), 4 * width)
            if block == 0:
                shortcut = build.norm(build.convolution(given, before, 4 * width, 1, stride), 4 * width)
            given = build.add("Relu", [build.add("Add", [body, shortcut])])
            before = 4 * width
    pooled = build.add("Flatten", [build.add("GlobalAveragePool", [given])])
    return build.model(build.add("Gemm", [pooled, build.weight(before, 1000), build.weight(1000)]))


def chain(layers: int) -> onnx.ModelProto:
    """Make a chain of convolutions of changing width, each with a batch norm and a ReLU."""
    build, given, before = Builder((3, 32, 32)), "image", 3
    for number in range(layers):
        after = 8 + number // 3 % 32
        match number % 3:
            case 0:
                given, before = build.convolution(given, before, after, 3), after
            case 1:
                given = build.norm(given, before)
            case _:
                given = build.add("Relu", [given])
    return build.model(given)


def main() -> None:
    """Infer the shapes of a file's model."""
    inferred = shape_inference.infer_shapes(onnx.load(sys.argv[1]), strict_mode=True)
    for value in inferred.graph.value_info:
        print(value.name, *(size.dim_value for size in value.type.tensor_type.shape.dim))


if __name__ == "__main__":
    main()
