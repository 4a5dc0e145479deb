"""The colours of exported pictures, which are light whatever the window is."""

from core.kinds import Family
from core.picture.drawing import Ink

INKS: dict[Ink, str] = {
    Ink.TEXT: "#1B1F27",
    Ink.DIM: "#5D6675",
    Ink.LINE: "#8A93A3",
    Ink.SKIP: "#B23A6B",
    Ink.PROBLEM: "#B42318",
    Ink.PAPER: "#FFFFFF",
}

FAMILY_INKS: dict[Family, str] = {
    Family.INPUT: "#5B6472",
    Family.CONVOLUTION: "#2F6FB7",
    Family.POOLING: "#16806A",
    Family.DENSE: "#B45F16",
    Family.NORMALISATION: "#7A57A8",
    Family.ACTIVATION: "#8A7206",
    Family.SHAPE: "#6B7480",
    Family.MERGE: "#B23A6B",
    Family.REGULARISATION: "#457592",
}
