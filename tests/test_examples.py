"""The example documents, against totals that others have published or that are worked out here by hand."""

from pathlib import Path

import pytest

from core.analysis import Analysis, analyse
from core.files import read_network, write_network
from core.network import Network
from core.shapes import Shape

EXAMPLES = Path(__file__).parents[1] / "resources" / "examples"

# Each file with its learnable parameters, those that are not learnable, and its last output.
EXPECTED: dict[str, tuple[int, int, Shape]] = {
    # Weights 25*32, 9*32*32, 800*256, 256*10 and biases 32, 32, 256, 10:
    # 832 + 9,248 + 205,056 + 2,570; without the biases it would be 217,376.
    "lasagne-mnist.strata": (217_706, 0, (10,)),
    # Weights and bias of one unit, times the units: 26*20, 501*50, 801*500, 501*10:
    # 520 + 25,050 + 400,500 + 5,010.
    "first-cnn.strata": (431_080, 0, (10,)),
    # The same way 28*32 and 8,193*10: 896 + 81,930.
    "stride-2.strata": (82_826, 0, (10,)),
    "stride-1-pooled.strata": (82_826, 0, (10,)),
    # LeCun, Bottou, Bengio and Haffner, "Gradient-Based Learning Applied to Document Recognition", 1998, has
    # C1 156, C5 48,120 and F6 10,164. Today C3 reads every map ((25*6 + 1)*16 = 2,416 instead of 1,516), the
    # pooling learns nothing (there: 12 + 32) and the output is dense (84*10 + 10 = 850).
    "lenet-5.strata": (61_706, 0, (10,)),
    # Simonyan and Zisserman, "Very Deep Convolutional Networks for Large-Scale Image Recognition", 2015, table 2,
    # configuration D: 138 million. The exact number is num_params of torchvision's vgg16 and that of
    # keras.applications.VGG16.
    "vgg-16.strata": (138_357_544, 0, (1000,)),
    # As He, Zhang, Ren and Sun, "Deep Residual Learning for Image Recognition", 2016, section 4.2, with n = 1, but
    # with projections (option B): convolutions without bias, two parameters a channel in each normalisation.
    # stem    27*16 + 2*16                                              =    464
    # stage 1 9*16*16 + 9*16*16 + 2*2*16                                =  4,672
    # stage 2 9*16*32 + 9*32*32 + 2*2*32, projection 16*32 + 2*32       = 14,528
    # stage 3 9*32*64 + 9*64*64 + 2*2*64, projection 32*64 + 2*64       = 57,728
    # head    64*10 + 10                                                =    650
    # Not learnable are a mean and a variance for each of the 16 + 2*16 + 3*32 + 3*64 normalised channels.
    "small-resnet.strata": (78_042, 672, (10,)),
}


def read(name: str) -> tuple[Network, Analysis]:
    network = read_network(EXAMPLES / name)
    return network, analyse(network)


def test_every_example_is_expected_here() -> None:
    assert {path.name for path in EXAMPLES.iterdir()} == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_totals_and_last_output(name: str) -> None:
    _, analysis = read(name)
    found = (analysis.totals.parameters, analysis.totals.non_trainable, analysis.reports[-1].shape)
    assert found == EXPECTED[name]


@pytest.mark.parametrize("name", EXPECTED)
def test_has_no_problem(name: str) -> None:
    _, analysis = read(name)
    assert (analysis.totals.problems, analysis.totals.unknown) == (0, 0)


@pytest.mark.parametrize("name", EXPECTED)
def test_is_written_as_the_program_writes_it(name: str) -> None:
    network, _ = read(name)
    assert write_network(network) == (EXAMPLES / name).read_bytes()


def test_titles_are_given_and_differ() -> None:
    titles = {read(name)[0].name for name in EXPECTED}
    assert len(titles) == len(EXPECTED)
    assert "" not in titles


def test_a_stride_and_a_pooling_come_to_the_same() -> None:
    by_stride, by_pooling = read("stride-2.strata")[1], read("stride-1-pooled.strata")[1]
    # After the convolution, and after the convolution with its pooling, the volume is the same,
    assert by_stride.reports[1].shape == by_pooling.reports[2].shape == (32, 16, 16)
    # and so are the parameters; only the work is not: the stride-1 convolution has four times the positions.
    assert by_stride.totals.parameters == by_pooling.totals.parameters
    assert 4 * (by_stride.reports[1].macs or 0) == by_pooling.reports[1].macs == 27 * 32 * 32 * 32
