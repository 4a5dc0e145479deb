"""Make the shipped Chinese font: the characters that the texts use, and the common ones that people type."""

from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FAMILY = "Strata Sans SC"
_FIRST_LEVEL = range(0xB0, 0xD8)
"""The rows of GB 2312 with the 3,755 most common characters."""
_NAMES_OF_FAMILY = {1: FAMILY, 3: f"{FAMILY} Regular", 4: FAMILY, 6: "StrataSansSC-Regular", 16: FAMILY}


def common_characters() -> set[str]:
    """Give the Chinese characters that are common, and the signs between them."""
    characters = set()
    for row in (*range(0xA1, 0xA4), *_FIRST_LEVEL):
        for cell in range(0xA1, 0xFF):
            try:
                characters.add(bytes((row, cell)).decode("gb2312"))
            except UnicodeDecodeError:
                continue
    return characters


def make_font(source: Path, target: Path, texts: str) -> None:
    """Write the part of a font that is needed, under a name of its own.

    `source` is NotoSansCJK-Regular.ttc, whose third font is that for simplified Chinese.
    """
    font = TTFont(source, fontNumber=2, recalcTimestamp=False)
    kept = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options = subset.Options(layout_features=[], hinting=False, name_IDs=kept, name_languages=[0x409])
    subsetter = subset.Subsetter(options)
    ascii_signs = map(chr, range(0x20, 0x7F))
    subsetter.populate(text="".join(sorted({*common_characters(), *texts, *ascii_signs})))
    subsetter.subset(font)
    for record in font["name"].names:
        if record.nameID in _NAMES_OF_FAMILY:
            record.string = _NAMES_OF_FAMILY[record.nameID]
    top = font["CFF "].cff
    top.fontNames = ["StrataSansSC-Regular"]
    font.save(target)
