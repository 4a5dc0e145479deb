"""The example documents, against numbers that others have published or that are worked out here by hand."""

from pathlib import Path
from typing import NamedTuple

import pytest

from core.analysis import Analysis, analyse
from core.examples import INDEX, Example, example_groups
from core.files import read_network, write_network
from core.network import Network
from core.receptive import receptive_fields
from core.shapes import Shape

EXAMPLES = Path(__file__).parents[1] / "resources" / "examples"

TORCHVISION = "num_params in the documentation of torchvision.models"
KERAS = "count_params of keras.applications in Keras 3.15.1, split into trainable and not trainable weights"


class Expected(NamedTuple):
    """What an example comes to: parameters, those that are not learnable, the last output, and who says so."""

    parameters: int
    non_trainable: int
    output: Shape
    source: str


IMAGENET = (1000,)

# Where torchvision is the source, what is not learnable are the buffers of its BatchNorm, two for each channel.
EXPECTED: dict[str, Expected] = {
    # Weights 25*32, 9*32*32, 800*256, 256*10 and biases 32, 32, 256, 10; without the biases it would be 217,376.
    "lasagne-mnist": Expected(217_706, 0, (10,), "by hand: 832 + 9,248 + 205,056 + 2,570"),
    # Weights and bias of one unit, times the units: 26*20, 501*50, 801*500, 501*10.
    "first-cnn": Expected(431_080, 0, (10,), "by hand: 520 + 25,050 + 400,500 + 5,010"),
    # The same way 28*32 and 8,193*10.
    "stride-1-pooled": Expected(82_826, 0, (10,), "by hand: 896 + 81,930"),
    "stride-2": Expected(82_826, 0, (10,), "by hand: 896 + 81,930"),
    # LeCun, Bottou, Bengio and Haffner, "Gradient-Based Learning Applied to Document Recognition", 1998, has
    # C1 156, C5 48,120 and F6 10,164. Today C3 reads every map ((25*6 + 1)*16 = 2,416 instead of 1,516), the
    # pooling learns nothing (there: 12 + 32) and the output is dense (84*10 + 10 = 850).
    "lenet-5": Expected(61_706, 0, (10,), "the paper, and by hand: 156 + 2,416 + 48,120 + 10,164 + 850"),
    # Krizhevsky, Sutskever and Hinton, "ImageNet Classification with Deep Convolutional Neural Networks", 2012, says
    # 60 million. By layer 34,944 + 307,456 + 885,120 + 663,936 + 442,624 + 37,752,832 + 16,781,312 + 4,097,000;
    # with the groups left out it would be 62,378,344.
    "alexnet-original": Expected(60_965_224, 0, IMAGENET, "bvlc_alexnet of Caffe"),
    "alexnet-one-tower": Expected(61_100_840, 0, IMAGENET, f"{TORCHVISION}.alexnet"),
    # Simonyan and Zisserman, "Very Deep Convolutional Networks for Large-Scale Image Recognition", 2015, table 2, has
    # 133, 138 and 144 million for the configurations A, D and E.
    "vgg-11": Expected(132_863_336, 0, IMAGENET, f"{TORCHVISION}.vgg11"),
    "vgg-16": Expected(138_357_544, 0, IMAGENET, f"{TORCHVISION}.vgg16; keras.applications.VGG16"),
    "vgg-19": Expected(143_667_240, 0, IMAGENET, f"{TORCHVISION}.vgg19; keras.applications.VGG19"),
    # As He, Zhang, Ren and Sun, "Deep Residual Learning for Image Recognition", 2016, section 4.2, with n = 1, but
    # with projections (option B): convolutions without bias, two parameters a channel in each normalisation.
    # stem    27*16 + 2*16                                              =    464
    # stage 1 9*16*16 + 9*16*16 + 2*2*16                                =  4,672
    # stage 2 9*16*32 + 9*32*32 + 2*2*32, projection 16*32 + 2*32       = 14,528
    # stage 3 9*32*64 + 9*64*64 + 2*2*64, projection 32*64 + 2*64       = 57,728
    # head    64*10 + 10                                                =    650
    # Not learnable are a mean and a variance for each of the 16 + 2*16 + 3*32 + 3*64 normalised channels.
    "small-resnet": Expected(78_042, 672, (10,), "by hand: 464 + 4,672 + 14,528 + 57,728 + 650"),
    "resnet-18": Expected(11_689_512, 9_600, IMAGENET, f"{TORCHVISION}.resnet18"),
    "resnet-34": Expected(21_797_672, 17_024, IMAGENET, f"{TORCHVISION}.resnet34"),
    "resnet-50": Expected(25_557_032, 53_120, IMAGENET, f"{TORCHVISION}.resnet50"),
    # In all 25,636,712.
    "resnet-50-first": Expected(25_583_592, 53_120, IMAGENET, f"{KERAS}: ResNet50"),
    "resnet-101": Expected(44_549_160, 105_344, IMAGENET, f"{TORCHVISION}.resnet101"),
    "resnet-152": Expected(60_192_808, 151_424, IMAGENET, f"{TORCHVISION}.resnet152"),
    "resnext-50": Expected(25_028_904, 68_224, IMAGENET, f"{TORCHVISION}.resnext50_32x4d"),
    "googlenet": Expected(6_624_904, 14_560, IMAGENET, f"{TORCHVISION}.googlenet, without auxiliary classifiers"),
    # In all 23,851,784.
    "inception-v3": Expected(23_817_352, 34_432, IMAGENET, f"{KERAS}: InceptionV3"),
    # In all 8,062,504.
    "densenet-121": Expected(7_978_856, 83_648, IMAGENET, f"{TORCHVISION}.densenet121; {KERAS}: DenseNet121"),
    "squeezenet": Expected(1_248_424, 0, IMAGENET, f"{TORCHVISION}.squeezenet1_0"),
    # In all 4,253,864.
    "mobilenet-v1": Expected(4_231_976, 21_888, IMAGENET, f"{KERAS}: MobileNet"),
    # In all 3,538,984.
    "mobilenet-v2": Expected(3_504_872, 34_112, IMAGENET, f"{TORCHVISION}.mobilenet_v2; {KERAS}: MobileNetV2"),
    # In all 5,507,432.
    "mobilenet-v3-large": Expected(
        5_483_032, 24_400, IMAGENET, f"{TORCHVISION}.mobilenet_v3_large; {KERAS}: MobileNetV3Large"
    ),
    # In all 22,910,480.
    "xception": Expected(22_855_952, 54_528, IMAGENET, f"{KERAS}: Xception"),
    # In all 5,330,571 in Keras, whose input normalisation holds 7 more numbers that are not learnable.
    "efficientnet-b0": Expected(5_288_548, 42_016, IMAGENET, f"{TORCHVISION}.efficientnet_b0; {KERAS}: EfficientNetB0"),
    "convnext-tiny": Expected(28_589_128, 0, IMAGENET, f"{TORCHVISION}.convnext_tiny; {KERAS}: ConvNeXtTiny"),
    # Ronneberger, Fischer and Brox, "U-Net: Convolutional Networks for Biomedical Image Segmentation", 2015, figure 1,
    # has the sizes: 572 becomes 388. The total is what implementations of that figure report.
    "u-net": Expected(31_030_658, 0, (2, 388, 388), "the paper's sizes; the total as in PyTorch"),
    # Weights 16*(100*512 + 512*256 + 256*128 + 128*64 + 64*3) and two parameters for each of 960 channels.
    "dcgan-generator": Expected(3_576_704, 1_920, (3, 64, 64), "by hand: 3,574,784 + 1,920; PyTorch's DCGAN tutorial"),
    # Weights 16*(3*64 + 64*128 + 128*256 + 256*512 + 512) and two parameters for each of 896 channels.
    "dcgan-discriminator": Expected(
        2_765_568, 1_792, (1, 1, 1), "by hand: 2,763,776 + 1,792; PyTorch's DCGAN tutorial"
    ),
    "m5-speech": Expected(
        26_915, 384, (35,), "PyTorch's tutorial Speech Command Classification with torchaudio: 26915 parameters"
    ),
    # By layer 5,248 + 221,312 + 884,992 + 1,769,728 + 3,539,456 + 3*7,078,400 + 33,558,528 + 16,781,312 + 413,797.
    "c3d": Expected(78_409_573, 0, (101,), "by hand, as PyTorch implementations for UCF-101 report"),
    "r3d-18": Expected(33_371_472, 9_600, (400,), f"{TORCHVISION}.video.r3d_18"),
}

# "GFLOPS" in the documentation of torchvision.models, which are 10^9 multiply-accumulates.
GIGA_MACS = {
    "alexnet-one-tower": 0.71,
    "vgg-11": 7.61,
    "vgg-16": 15.47,
    "vgg-19": 19.63,
    "resnet-18": 1.81,
    "resnet-34": 3.66,
    "resnet-50": 4.09,
    "resnet-101": 7.80,
    "resnet-152": 11.51,
    "resnext-50": 4.23,
    "googlenet": 1.50,
    "densenet-121": 2.83,
    "squeezenet": 0.82,
    "mobilenet-v2": 0.30,
    "mobilenet-v3-large": 0.22,
    "efficientnet-b0": 0.39,
    "convnext-tiny": 4.46,
    "r3d-18": 40.70,
}

# Araujo, Norris and Sim, "Computing Receptive Fields of Convolutional Neural Networks", Distill 2019, from their table
# of end points (receptive_field/RECEPTIVE_FIELD_TABLE.md, made from the networks of TF-Slim): alexnet_v2/pool5,
# vgg_16/pool5, resnet_v1_50/block1 to block4, inception_v3 Mixed_7a to Mixed_7c, mobilenet_v1 Conv2d_13_pointwise.
# TF-Slim's ResNet strides at the end of a stage and the paper's at the start of the next, which comes to the same.
RECEPTIVE_FIELDS = [
    ("alexnet-original", "block5/pool", 195),
    ("alexnet-one-tower", "block1/pool", 19),
    ("alexnet-one-tower", "block2/conv", 51),
    ("alexnet-one-tower", "block5/pool", 195),
    ("vgg-16", "block1/pool", 6),
    ("vgg-16", "block5/conv1", 132),
    ("vgg-16", "block5/pool", 212),
    ("resnet-50-first", "stage1/block3/add", 35),
    ("resnet-50-first", "stage2/block4/add", 99),
    ("resnet-50-first", "stage3/block6/add", 291),
    ("resnet-50-first", "stage4/block3/add", 483),
    ("inception-v3", "mixed8/concat", 1055),
    ("inception-v3", "mixed9/concat", 1183),
    ("inception-v3", "mixed10/concat", 1311),
    ("mobilenet-v1", "block12/pointwise", 251),
    ("mobilenet-v1", "block13/pointwise", 315),
    # By hand, for the stride at the 3x3 convolution: 11 + 3*8, then 8 + 3*16, 16 + 5*32 and 32 + 2*64 more.
    ("resnet-50", "stage4/block3/add", 427),
]


def read(name: str) -> tuple[Network, Analysis]:
    network = read_network(EXAMPLES / f"{name}.strata")
    return network, analyse(network)


def listed() -> list[Example]:
    return [example for _, examples in example_groups(EXAMPLES) for example in examples]


def test_every_example_is_expected_and_listed_once() -> None:
    files = {path.name for path in EXAMPLES.iterdir()} - {INDEX}
    assert files == {f"{name}.strata" for name in EXPECTED}
    assert sorted(example.path.name for example in listed()) == sorted(files)


def test_groups_have_titles_that_differ() -> None:
    titles = [title for title, examples in example_groups(EXAMPLES) if examples]
    assert all(titles)
    assert len({*titles}) == len(example_groups(EXAMPLES))


@pytest.mark.parametrize("example", listed(), ids=lambda example: example.path.stem)
def test_title_and_description(example: Example) -> None:
    assert example.title == read_network(example.path).name != ""
    assert example.description.endswith(".")
    assert [other.title for other in listed()].count(example.title) == 1


@pytest.mark.parametrize("name", EXPECTED)
def test_totals_and_last_output(name: str) -> None:
    _, analysis = read(name)
    found = (analysis.totals.parameters, analysis.totals.non_trainable, analysis.reports[-1].shape)
    assert found == EXPECTED[name][:3], EXPECTED[name].source


@pytest.mark.parametrize("name", GIGA_MACS)
def test_multiply_accumulates(name: str) -> None:
    assert round(read(name)[1].totals.macs / 10**9, 2) == GIGA_MACS[name]


@pytest.mark.parametrize(("name", "layer", "size"), RECEPTIVE_FIELDS)
def test_receptive_field(name: str, layer: str, size: int) -> None:
    network, analysis = read(name)
    assert receptive_fields(network, analysis.reports)[network.row_of_name[layer]] == (size, size)


@pytest.mark.parametrize("name", EXPECTED)
def test_has_no_problem(name: str) -> None:
    _, analysis = read(name)
    assert (analysis.totals.problems, analysis.totals.unknown) == (0, 0)


@pytest.mark.parametrize("name", EXPECTED)
def test_is_written_as_the_program_writes_it(name: str) -> None:
    network, _ = read(name)
    assert write_network(network) == (EXAMPLES / f"{name}.strata").read_bytes()


def test_a_stride_and_a_pooling_come_to_the_same() -> None:
    by_stride, by_pooling = read("stride-2")[1], read("stride-1-pooled")[1]
    # After the convolution, and after the convolution with its pooling, the volume is the same,
    assert by_stride.reports[1].shape == by_pooling.reports[2].shape == (32, 16, 16)
    # and so are the parameters; only the work is not: the stride-1 convolution has four times the positions.
    assert by_stride.totals.parameters == by_pooling.totals.parameters
    assert 4 * (by_stride.reports[1].macs or 0) == by_pooling.reports[1].macs == 27 * 32 * 32 * 32
