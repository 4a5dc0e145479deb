"""ResNet-152 in PyTorch, summed up by torchinfo on the meta device, so that no weight is ever made."""

import torch
from torch import Tensor, nn
from torchinfo import summary


class Bottleneck(nn.Module):
    """Three convolutions beside a shortcut (He et al. 2016; the stride in the middle, as torchvision has it)."""

    def __init__(self, given: int, width: int, stride: int) -> None:
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(given, width, 1, bias=False), nn.BatchNorm2d(width), nn.ReLU(),
            nn.Conv2d(width, width, 3, stride, 1, bias=False), nn.BatchNorm2d(width), nn.ReLU(),
            nn.Conv2d(width, 4 * width, 1, bias=False), nn.BatchNorm2d(4 * width),
        )  # fmt: skip
        self.shortcut: nn.Module = nn.Identity()
        if stride > 1 or given != 4 * width:
            self.shortcut = nn.Sequential(nn.Conv2d(given, 4 * width, 1, stride, bias=False), nn.BatchNorm2d(4 * width))
        self.end = nn.ReLU()

    def forward(self, given: Tensor) -> Tensor:
        """Add the two ways."""
        result: Tensor = self.end(self.body(given) + self.shortcut(given))
        return result


def resnet152() -> nn.Module:
    """Make the network."""
    layers: list[nn.Module] = [nn.Conv2d(3, 64, 7, 2, 3, bias=False), nn.BatchNorm2d(64), nn.ReLU()]
    layers.append(nn.MaxPool2d(3, 2, 1))
    given = 64
    for width, blocks, stride in ((64, 3, 1), (128, 8, 2), (256, 36, 2), (512, 3, 2)):
        for block in range(blocks):
            layers.append(Bottleneck(given, width, stride if block == 0 else 1))
            given = 4 * width
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(given, 1000))


if __name__ == "__main__":
    with torch.device("meta"):
        network = resnet152()
    result = summary(network, (1, 3, 224, 224), device="meta", verbose=0, depth=4)
    assert result.trainable_params == 60_192_808, result.trainable_params
    print(result)
