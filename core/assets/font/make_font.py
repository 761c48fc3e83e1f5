"""Makes the built-in font from Inter: the scripts that invoices need, no hints, kerning as a plain table.

Usage: python make_font.py FOLDER, where FOLDER is the unpacked npm package @expo-google-fonts/inter 0.4.2; needs the
Python package fonttools 4.60 or newer. It refuses to draw or to change an outline.

Digits of equal width (OpenType feature tnum) get the private codes U+E030 to U+E039, so that columns of amounts line
up without a layout engine. Kerning of the basic Latin letters goes from GPOS into a `kern` table of format 0.
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._k_e_r_n import KernTable_format_0

RANGES = [
    (0x20, 0x7E), (0xA0, 0x24F), (0x2B9, 0x2BC), (0x2C6, 0x2DD), (0x370, 0x3FF), (0x400, 0x52F), (0x1E00, 0x1EFF),
    (0x2010, 0x2027), (0x202F, 0x205E), (0x2070, 0x209F), (0x20A0, 0x20C0), (0x2100, 0x214F), (0x2190, 0x2193),
    (0x2200, 0x2265), (0x25A0, 0x25CF), (0x2713, 0x2714), (0xFFFD, 0xFFFD),
]
KERNED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz.,:-’"
# Smaller corrections are not seen at the sizes of an invoice.
KERN_UNITS_MIN = 24
TABULAR = 0xE030


def tabular_digits(font):
    """Glyph of each digit in the feature tnum."""
    table = font["GSUB"].table
    wanted = {i for r in table.FeatureList.FeatureRecord if r.FeatureTag == "tnum" for i in r.Feature.LookupListIndex}
    mapping = {}
    for index in sorted(wanted):
        for part in table.LookupList.Lookup[index].SubTable:
            mapping.update(getattr(getattr(part, "ExtSubTable", part), "mapping", {}))
    cmap = font.getBestCmap()
    return {TABULAR + digit: mapping.get(cmap[0x30 + digit], cmap[0x30 + digit]) for digit in range(10)}


def pair_value(part, left, right):
    """Horizontal correction of a pair in one PairPos subtable, or None where it says nothing."""
    if left not in part.Coverage.glyphs:
        return None
    if part.Format == 1:
        records = part.PairSet[part.Coverage.glyphs.index(left)].PairValueRecord
        found = next((r for r in records if r.SecondGlyph == right), None)
        return None if found is None else (found.Value1.XAdvance if found.Value1 else 0)
    first, second = part.ClassDef1.classDefs.get(left, 0), part.ClassDef2.classDefs.get(right, 0)
    value = part.Class1Record[first].Class2Record[second].Value1
    return getattr(value, "XAdvance", 0) if value else 0


def kerning(font):
    """Pairs of the basic letters from the feature kern; the first subtable that covers a pair decides."""
    table, cmap = font["GPOS"].table, font.getBestCmap()
    wanted = sorted({i for r in table.FeatureList.FeatureRecord if r.FeatureTag == "kern" for i in r.Feature.LookupListIndex})
    parts = [getattr(p, "ExtSubTable", p) for i in wanted for p in table.LookupList.Lookup[i].SubTable]
    parts = [p for p in parts if p.LookupType == 2]
    pairs = {}
    for left in KERNED:
        for right in KERNED:
            names = cmap[ord(left)], cmap[ord(right)]
            value = next((v for v in (pair_value(p, *names) for p in parts) if v is not None), 0)
            if abs(value) >= KERN_UNITS_MIN:
                pairs[names] = value
    return pairs


def make(source, target):
    font = TTFont(source)
    digits, pairs = tabular_digits(font), kerning(font)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap.update(digits)
    options = subset.Options()
    options.hinting, options.layout_features, options.notdef_outline = False, [], True
    options.name_IDs, options.drop_tables = [0, 1, 2, 4, 5, 6, 13, 14], ["GSUB", "GPOS", "GDEF", "STAT", "GlyphOrder"]
    options.recalc_timestamp = False
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[code for first, last in RANGES for code in range(first, last + 1)] + list(digits))
    subsetter.subset(font)
    part = KernTable_format_0()
    part.version, part.coverage, part.tupleIndex, part.apple = 0, 1, None, False
    part.kernTable = pairs
    font["kern"] = newTable("kern")
    font["kern"].version, font["kern"].kernTables = 0, [part]
    font["post"].formatType = 3
    font.save(target)


if __name__ == "__main__":
    folder, here = Path(sys.argv[1]), Path(__file__).parent
    make(folder / "400Regular/Inter_400Regular.ttf", here / "Inter-Regular.ttf")
    make(folder / "700Bold/Inter_700Bold.ttf", here / "Inter-Bold.ttf")
