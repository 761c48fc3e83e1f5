"""Makes the font of Swiss QR-bills from Liberation Sans, one of the four that the guidelines of SIX take: the characters that a QR-bill may
hold and no others, no hints, no kerning.

Usage: python make_qr_bill_font.py FOLDER, where FOLDER holds LiberationSans-Regular.ttf and LiberationSans-Bold.ttf of Liberation 2.1.5
(Debian package fonts-liberation2); needs the Python package fonttools 4.60 or newer. It refuses to draw or to change an outline.

Liberation is a reserved font name, which a font made from it must not have (SIL Open Font License 1.1, condition 3): this one is
called QrBillSans.
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

# Swiss Implementation Guidelines for the QR-bill 2.3, 4.1.1.
CHARACTERS = [*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x218, 0x21C), 0x20AC]
DROPPED = ["FFTM", "GDEF", "GPOS", "GSUB", "cvt ", "fpgm", "gasp", "kern", "prep"]


def make(source, target, style):
    font = TTFont(source)
    options = subset.Options()
    options.hinting, options.layout_features, options.notdef_outline = False, [], True
    options.name_IDs, options.drop_tables = [0, 1, 2, 4, 5, 6, 10, 13, 14], DROPPED
    options.recalc_timestamp = False
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=CHARACTERS)
    subsetter.subset(font)
    names = font["name"]
    names.removeNames(platformID=1)
    for record in {1: "Qr Bill Sans", 2: style, 4: f"Qr Bill Sans {style}", 6: f"QrBillSans-{style}",
                   10: "Cut from Liberation Sans 2.1.5 to the characters of a QR-bill."}.items():
        names.setName(record[1], record[0], 3, 1, 0x409)
    font["post"].formatType = 3
    font.save(target)


if __name__ == "__main__":
    folder, here = Path(sys.argv[1]), Path(__file__).parent
    for style in ("Regular", "Bold"):
        make(folder / f"LiberationSans-{style}.ttf", here / f"QrBillSans-{style}.ttf", style)
