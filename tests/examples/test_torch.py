"""The examples against the same networks built in PyTorch, on tensors without data.

The networks are written as compactly as they can be: lazy layers find out their input channels themselves, and
activations and dropout, which change no size and have no parameters, are left out.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from core.shapes import Shape
from tests.examples.comparing import Layers, layers_with_parameters, read

torch = pytest.importorskip("torch")
counting = pytest.importorskip("torch.utils.flop_counter")
nn = torch.nn

Module = Any
Tensor = Any

pytestmark = pytest.mark.filterwarnings("ignore:Lazy modules are a new feature")


def merged(merge: Callable[[list[Tensor]], Tensor], *branches: Module) -> Module:
    """Give several modules the same input and merge what they make of it."""
    module = nn.ModuleList(branches)
    module.forward = lambda given: merge([branch(given) for branch in branches])
    return module


def added(*branches: Module) -> Module:
    """Add up what several modules make of one input."""
    return merged(sum, *branches)


def joined(*branches: Module) -> Module:
    """Join what several modules make of one input along the channels."""
    return merged(lambda outputs: torch.cat(outputs, dim=1), *branches)


def chain(*modules: Module) -> Module:
    """Put modules one after the other."""
    return nn.Sequential(*modules)


def conv(out: int, kernel: int | tuple[int, ...], axes: int = 2, **settings: Any) -> Module:
    """Make a convolution and its batch normalisation."""
    convolution = {1: nn.LazyConv1d, 2: nn.LazyConv2d, 3: nn.LazyConv3d}[axes]
    norm = {1: nn.LazyBatchNorm1d, 2: nn.LazyBatchNorm2d, 3: nn.LazyBatchNorm3d}[axes]
    return chain(convolution(out, kernel, bias=False, **settings), norm())


def head(pool: Module, *units: int) -> Module:
    """Make the dense layers at the end."""
    return chain(pool, nn.Flatten(), *map(nn.LazyLinear, units))


def lenet() -> Module:
    """LeCun and others 1998, as usual today."""
    return chain(
        *(nn.LazyConv2d(6, 5), nn.AvgPool2d(2), nn.LazyConv2d(16, 5), nn.AvgPool2d(2)),
        head(nn.Identity(), 120, 84, 10),
    )


def alexnet(
    widths: Sequence[int], *, groups: int = 1, padding: int = 0, norm: Callable[..., Module] = nn.Identity
) -> Module:
    """Krizhevsky and others 2012 (two groups), Krizhevsky 2014 (one tower, as in torchvision)."""
    first, second, third, fourth, fifth = widths
    return chain(
        *(nn.LazyConv2d(first, 11, 4, padding), norm(5), nn.MaxPool2d(3, 2)),
        *(nn.LazyConv2d(second, 5, padding=2, groups=groups), norm(5), nn.MaxPool2d(3, 2)),
        nn.LazyConv2d(third, 3, padding=1),
        *(nn.LazyConv2d(out, 3, padding=1, groups=groups) for out in (fourth, fifth)),
        head(nn.MaxPool2d(3, 2), 4096, 4096, 1000),
    )


def vgg(counts: Sequence[int]) -> Module:
    """Simonyan and Zisserman 2014."""
    blocks = (
        chain(*(nn.LazyConv2d(out, 3, padding=1) for _ in range(count)), nn.MaxPool2d(2))
        for count, out in zip(counts, (64, 128, 256, 512, 512), strict=True)
    )
    return chain(*blocks, head(nn.Identity(), 4096, 4096, 1000))


def residual(out: int, stride: int, *main: Module, axes: int = 2, project: bool) -> Module:
    """Make a residual block, with a projection where its input does not fit."""
    return added(chain(*main), conv(out, 1, axes, stride=stride) if project else nn.Identity())


def basic(width: int, stride: int, axes: int = 2) -> Module:
    """Make a block of two convolutions; the projection stands where the stride does."""
    main = conv(width, 3, axes, stride=stride, padding=1), conv(width, 3, axes, padding=1)
    return residual(width, stride, *main, axes=axes, project=stride > 1)


def stages(counts: Sequence[int], block: Callable[[int, int], Module]) -> Module:
    """Make the stages of a residual network; each but the first halves the size."""
    places = ((stage, index) for stage, count in enumerate(counts) for index in range(count))
    return chain(*(block(64 * 2**stage, 2 if stage and not index else 1) for stage, index in places))


def image_stem() -> Module:
    """Make what residual and dense networks for ImageNet begin with."""
    return chain(conv(64, 7, stride=2, padding=3), nn.MaxPool2d(3, 2, 1))


def resnet(counts: Sequence[int]) -> Module:
    """He and others 2015, the two small ones."""
    return chain(image_stem(), stages(counts, basic), head(nn.AdaptiveAvgPool2d(1), 1000))


def deep_resnet(counts: Sequence[int], *, groups: int = 1, group_width: int = 64) -> Module:
    """He and others 2015 with the stride at the 3×3 convolution, Xie and others 2016; as in torchvision."""
    seen: set[int] = set()

    def bottleneck(width: int, stride: int) -> Module:
        inner = width * group_width * groups // 64
        main = conv(inner, 1), conv(inner, 3, stride=stride, padding=1, groups=groups), conv(4 * width, 1)
        is_first = width not in seen
        seen.add(width)
        return residual(4 * width, stride, *main, project=is_first)

    return chain(image_stem(), stages(counts, bottleneck), head(nn.AdaptiveAvgPool2d(1), 1000))


def googlenet() -> Module:
    """Szegedy and others 2014, as in torchvision without the auxiliary classifiers."""

    def inception(one: int, *sizes: int) -> Module:
        three_in, three, five_in, five, pooled = sizes
        return joined(
            conv(one, 1),
            chain(conv(three_in, 1), conv(three, 3, padding=1)),
            chain(conv(five_in, 1), conv(five, 3, padding=1)),
            chain(nn.MaxPool2d(3, 1, 1), conv(pooled, 1)),
        )

    def pool(kernel: int = 3) -> Module:
        return nn.MaxPool2d(kernel, 2, ceil_mode=True)

    return chain(
        *(conv(64, 7, stride=2, padding=3), pool(), conv(64, 1), conv(192, 3, padding=1), pool()),
        *(inception(64, 96, 128, 16, 32, 32), inception(128, 128, 192, 32, 96, 64), pool()),
        *(inception(192, 96, 208, 16, 48, 64), inception(160, 112, 224, 24, 64, 64)),
        *(inception(128, 128, 256, 24, 64, 64), inception(112, 144, 288, 32, 64, 64)),
        *(inception(256, 160, 320, 32, 128, 128), pool(2)),
        *(inception(256, 160, 320, 32, 128, 128), inception(384, 192, 384, 48, 128, 128)),
        head(nn.AdaptiveAvgPool2d(1), 1000),
    )


def densenet(counts: Sequence[int]) -> Module:
    """Huang and others 2016."""

    def layer() -> Module:
        inner = nn.LazyBatchNorm2d(), conv(128, 1), nn.LazyConv2d(32, 3, padding=1, bias=False)
        return joined(nn.Identity(), chain(*inner))

    def shrink(out: int) -> Module:
        return chain(nn.LazyBatchNorm2d(), nn.LazyConv2d(out, 1, bias=False), nn.AvgPool2d(2))

    first, *others = (chain(*(layer() for _ in range(count))) for count in counts)
    rest = (module for out, block in zip((128, 256, 512), others, strict=True) for module in (shrink(out), block))
    return chain(image_stem(), first, *rest, nn.LazyBatchNorm2d(), head(nn.AdaptiveAvgPool2d(1), 1000))


def squeezenet() -> Module:
    """Iandola and others 2016, version 1.0 as in torchvision."""

    def fire(squeeze: int) -> Module:
        expand = nn.LazyConv2d(4 * squeeze, 1), nn.LazyConv2d(4 * squeeze, 3, padding=1)
        return chain(nn.LazyConv2d(squeeze, 1), joined(*expand))

    def pool() -> Module:
        return nn.MaxPool2d(3, 2, ceil_mode=True)

    return chain(
        *(nn.LazyConv2d(96, 7, 2), pool(), fire(16), fire(16), fire(32), pool()),
        *(fire(32), fire(48), fire(48), fire(64), pool(), fire(64)),
        *(nn.LazyConv2d(1000, 1), nn.AdaptiveAvgPool2d(1), nn.Flatten()),
    )


def unet() -> Module:
    """Ronneberger and others 2015; padding by less than nothing crops."""

    def double(out: int) -> Module:
        return chain(nn.LazyConv2d(out, 3), nn.LazyConv2d(out, 3))

    inner = double(1024)
    for out, margin in ((512, 4), (256, 16), (128, 40), (64, 88)):
        below = chain(nn.MaxPool2d(2), inner, nn.LazyConvTranspose2d(out, 2, 2))
        inner = chain(double(out), joined(nn.ZeroPad2d(-margin), below), double(out))
    return chain(inner, nn.LazyConv2d(2, 1))


def generator() -> Module:
    """Radford and others 2015, as in the DCGAN tutorial of PyTorch."""
    steps = [(512, 1, 0), *((out, 2, 1) for out in (256, 128, 64))]
    grown = ((nn.LazyConvTranspose2d(out, 4, s, p, bias=False), nn.LazyBatchNorm2d()) for out, s, p in steps)
    return chain(*(module for pair in grown for module in pair), nn.LazyConvTranspose2d(3, 4, 2, 1, bias=False))


def discriminator() -> Module:
    """Radford and others 2015, as in the DCGAN tutorial of PyTorch."""
    first, last = nn.LazyConv2d(64, 4, 2, 1, bias=False), nn.LazyConv2d(1, 4, bias=False)
    return chain(first, *(conv(out, 4, stride=2, padding=1) for out in (128, 256, 512)), last)


def m5() -> Module:
    """Dai and others 2016, as in the tutorial Speech Command Classification with torchaudio."""
    sizes = ((32, 80, 16), (32, 3, 1), (64, 3, 1), (64, 3, 1))
    convolutions = (nn.LazyConv1d(*size) for size in sizes)
    blocks = (chain(convolution, nn.LazyBatchNorm1d(), nn.MaxPool1d(4)) for convolution in convolutions)
    return chain(*blocks, head(nn.AdaptiveAvgPool1d(1), 35))


def c3d() -> Module:
    """Tran and others 2014."""
    widths = [[64], [128], [256, 256], [512, 512], [512, 512]]
    pools = [nn.MaxPool3d((1, 2, 2)), *(nn.MaxPool3d(2) for _ in range(3)), nn.MaxPool3d(2, padding=(0, 1, 1))]
    blocks = (
        chain(*(nn.LazyConv3d(out, 3, padding=1) for out in block), pool)
        for block, pool in zip(widths, pools, strict=True)
    )
    return chain(*blocks, head(nn.Identity(), 4096, 4096, 101))


def r3d() -> Module:
    """Tran and others 2017, as in torchvision."""
    stem = conv(64, (3, 7, 7), 3, stride=(1, 2, 2), padding=(1, 3, 3))
    blocks = stages((2, 2, 2, 2), lambda width, stride: basic(width, stride, 3))
    return chain(stem, blocks, head(nn.AdaptiveAvgPool3d(1), 400))


NETWORKS: dict[str, Callable[[], Module]] = {
    "lenet-5": lenet,
    "alexnet-original": lambda: alexnet((96, 256, 384, 384, 256), groups=2, norm=nn.LocalResponseNorm),
    "alexnet-one-tower": lambda: alexnet((64, 192, 384, 256, 256), padding=2),
    "vgg-11": lambda: vgg((1, 1, 2, 2, 2)),
    "vgg-16": lambda: vgg((2, 2, 3, 3, 3)),
    "vgg-19": lambda: vgg((2, 2, 4, 4, 4)),
    "resnet-18": lambda: resnet((2, 2, 2, 2)),
    "resnet-34": lambda: resnet((3, 4, 6, 3)),
    "resnet-50": lambda: deep_resnet((3, 4, 6, 3)),
    "resnet-101": lambda: deep_resnet((3, 4, 23, 3)),
    "resnet-152": lambda: deep_resnet((3, 8, 36, 3)),
    "resnext-50": lambda: deep_resnet((3, 4, 6, 3), groups=32, group_width=4),
    "googlenet": googlenet,
    "densenet-121": lambda: densenet((6, 12, 24, 16)),
    "squeezenet": squeezenet,
    "u-net": unet,
    "dcgan-generator": generator,
    "dcgan-discriminator": discriminator,
    "m5-speech": m5,
    "c3d": c3d,
    "r3d-18": r3d,
}


def run(module: Module, shape: Shape) -> tuple[Layers, int, Shape]:
    """Run a network once; gives its layers with parameters, its multiply-accumulates and its output."""
    layers: Layers = Counter()

    def note(layer: Module, _: object, output: Tensor) -> None:
        learned = sum(parameter.numel() for parameter in layer.parameters(recurse=False))
        # How many batches have been seen is no statistic of a channel.
        kept = sum(buffer.numel() for buffer in layer.buffers(recurse=False) if buffer.dim())
        if learned:
            layers[learned, kept, tuple(output.shape[1:])] += 1

    batch = torch.empty((1, *shape))
    module.eval()(batch)  # lazy layers come to be
    for layer in module.modules():
        layer.register_forward_hook(note)
    with counting.FlopCounterMode(display=False) as counter:
        output = module(batch)
    return layers, counter.get_total_flops() // 2, tuple(output.shape[1:])


@pytest.mark.parametrize("name", NETWORKS)
def test_an_example_comes_to_what_pytorch_comes_to(name: str) -> None:
    example = read(name)
    image, last = example.reports[0].shape, example.reports[-1].shape
    assert image is not None
    with torch.device("meta"):
        layers, macs, output = run(NETWORKS[name](), image)
    assert layers_with_parameters(example) == layers
    assert (example.totals.macs, last) == (macs, output)
