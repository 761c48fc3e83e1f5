"""Makes the fonts with which tests play a seller's own: Inter (SIL Open Font License 1.1, core/assets/font/OFL.txt), cut down to what
documents of western Europe say, slanted so that a person sees it too, and under another name, as that licence wants of what is changed.

Usage: python make_house_font.py, with the Python package fonttools 4.60 or newer. It takes the built-in font of core/assets/font.
"""

from pathlib import Path

from fontTools import subset
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
LETTERS = [*range(0x20, 0x7F), *range(0xA0, 0x100), 0x152, 0x153, 0x2013, 0x2019, 0x20AC, *range(0xE030, 0xE03A)]
SLANT = 0.2


def slanted(font):
    """Every glyph, its parts drawn out, leaning to the right."""
    glyphs, outlines = font.getGlyphSet(), {}
    for name in font.getGlyphOrder():
        drawn, pen = DecomposingRecordingPen(glyphs), TTGlyphPen(None)
        glyphs[name].draw(drawn)
        drawn.replay(TransformPen(pen, (1, 0, SLANT, 1, 0, 0)))
        outlines[name] = pen.glyph()
    for name, outline in outlines.items():
        font["glyf"][name] = outline
        outline.recalcBounds(font["glyf"])
        # Who draws it puts it where its side bearing says.
        font["hmtx"][name] = (font["hmtx"][name][0], getattr(outline, "xMin", 0))


def make(weight):
    font = TTFont(HERE / f"../../core/assets/font/Inter-{weight}.ttf", recalcTimestamp=False)
    options = subset.Options()
    options.name_IDs, options.notdef_outline, options.layout_features = [0, 1, 2, 4, 5, 6, 13, 14], True, []
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=LETTERS)
    subsetter.subset(font)
    slanted(font)
    for record in font["name"].names:
        if record.nameID in (1, 4, 6):
            record.string = record.toUnicode().replace("Inter", "Huisletter")
    font.save(HERE / f"house-{weight.lower()}.ttf")


if __name__ == "__main__":
    make("Regular")
    make("Bold")
