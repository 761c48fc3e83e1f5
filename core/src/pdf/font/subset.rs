//! A TrueType font cut down to the glyphs that a document uses, numbered in the order of their first use: glyph 0, which
//! stands for what is missing, then the used ones, then the parts that these are made of. Refuses glyphs whose parts are
//! nested without end.

use super::bytes::{bytes, size16_at, size32_at, u16_at};
use super::{Font, Outlines};

/// The tables of an embedded font, in the order of the directory. Those with instructions are there only if the font has them.
const TABLES: [&[u8; 4]; 9] = [b"cvt ", b"fpgm", b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp", b"prep"];

/// A glyph is made of parts at most so many times over.
const PARTS_MAX: usize = 4096;

/// The font file with glyph 0 and those in `used`, in their order; None where its outlines cannot be read.
pub fn subset(font: &Font<'_>, used: impl Iterator<Item = u16>) -> Option<Vec<u8>> {
    let Outlines::Glyf { glyf, loca, is_long } = font.outlines else { return None };
    let mut kept = Kept { glyphs: vec![0], numbers: vec![0; usize::from(font.glyph_count())] };
    for glyph in used {
        kept.number(glyph)?;
    }
    let (mut outlines, mut places, mut widths) = (Vec::new(), Vec::new(), Vec::new());
    let mut next = 0;
    // Parts are appended while their glyphs are copied.
    while let Some(glyph) = kept.glyphs.get(next).copied() {
        next += 1;
        places.extend(u32::try_from(outlines.len()).ok()?.to_be_bytes());
        widths.extend(font.width(glyph).to_be_bytes());
        let glyph = usize::from(glyph);
        let (start, end) = if is_long {
            (size32_at(loca, glyph * 4)?, size32_at(loca, glyph * 4 + 4)?)
        } else {
            (size16_at(loca, glyph * 2)? * 2, size16_at(loca, glyph * 2 + 2)? * 2)
        };
        let from = outlines.len();
        outlines.extend_from_slice(glyf.get(start..end)?);
        // The left side bearing: the least x of the outline, so that readers which go by it (FreeType does) leave the glyph where it was drawn.
        widths.extend(bytes(&outlines, from + 2, 2).unwrap_or(&[0, 0]));
        kept.renumber_parts(outlines.get_mut(from..)?)?;
        outlines.resize(outlines.len().next_multiple_of(4), 0);
    }
    places.extend(u32::try_from(outlines.len()).ok()?.to_be_bytes());
    let count = u16::try_from(kept.glyphs.len()).ok()?.to_be_bytes();
    let head = patched(font.table(b"head")?, &[(8, &[0; 4]), (50, &[0, 1])])?;
    let hhea = patched(font.table(b"hhea")?, &[(34, &count)])?;
    let maxp = patched(font.table(b"maxp")?, &[(4, &count)])?;
    let mut parts: Vec<(&[u8; 4], &[u8])> = Vec::with_capacity(TABLES.len());
    for tag in TABLES {
        let table = match tag {
            b"glyf" => Some(outlines.as_slice()),
            b"head" => Some(head.as_slice()),
            b"hhea" => Some(hhea.as_slice()),
            b"hmtx" => Some(widths.as_slice()),
            b"loca" => Some(places.as_slice()),
            b"maxp" => Some(maxp.as_slice()),
            _ => font.table(tag),
        };
        parts.extend(table.map(|table| (tag, table)));
    }
    file(&parts)
}

/// The glyphs that are kept, in the order of their new numbers.
struct Kept {
    glyphs: Vec<u16>,
    /// For each glyph of the font its new number; 0 for those that are not kept.
    numbers: Vec<u16>,
}

impl Kept {
    /// The new number of a glyph, which is kept from here on.
    fn number(&mut self, glyph: u16) -> Option<u16> {
        let number = self.numbers.get_mut(usize::from(glyph))?;
        if *number == 0 && glyph > 0 {
            *number = u16::try_from(self.glyphs.len()).ok()?;
            self.glyphs.push(glyph);
        }
        Some(*number)
    }

    /// Gives the parts of a composite outline their new numbers.
    fn renumber_parts(&mut self, outline: &mut [u8]) -> Option<()> {
        // A negative number of contours says that the glyph is made of others.
        if u16_at(outline, 0).is_none_or(|contours| contours < 0x8000) {
            return Some(());
        }
        let mut at = 10;
        for _ in 0..PARTS_MAX {
            let (flags, part) = (u16_at(outline, at)?, u16_at(outline, at + 2)?);
            outline.get_mut(at + 2..at + 4)?.copy_from_slice(&self.number(part)?.to_be_bytes());
            // The arguments, then a scale, a scale for each axis, or a matrix.
            at += if flags & 0x0001 != 0 { 8 } else { 6 };
            at += match flags {
                _ if flags & 0x0008 != 0 => 2,
                _ if flags & 0x0040 != 0 => 4,
                _ if flags & 0x0080 != 0 => 8,
                _ => 0,
            };
            if flags & 0x0020 == 0 {
                break;
            }
        }
        Some(())
    }
}

fn patched(table: &[u8], changes: &[(usize, &[u8])]) -> Option<Vec<u8>> {
    let mut table = table.to_vec();
    for (at, value) in changes {
        table.get_mut(*at..at.checked_add(value.len())?)?.copy_from_slice(value);
    }
    Some(table)
}

/// A font file of these tables, with their checksums.
fn file(parts: &[(&[u8; 4], &[u8])]) -> Option<Vec<u8>> {
    let count = u16::try_from(parts.len()).ok()?;
    let log = u16::try_from(count.checked_ilog2()?).ok()?;
    let range = 16_u16.checked_shl(u32::from(log))?;
    let mut out = vec![0, 1, 0, 0];
    for number in [count, range, log, (count * 16).checked_sub(range)?] {
        out.extend(number.to_be_bytes());
    }
    let mut at = 12 + parts.len() * 16;
    for (tag, table) in parts {
        out.extend_from_slice(*tag);
        out.extend(checksum(table).to_be_bytes());
        out.extend(u32::try_from(at).ok()?.to_be_bytes());
        out.extend(u32::try_from(table.len()).ok()?.to_be_bytes());
        at += table.len().next_multiple_of(4);
    }
    for (_, table) in parts {
        out.extend_from_slice(table);
        out.resize(out.len().next_multiple_of(4), 0);
    }
    // The sum over the whole file is to come to this number (OpenType, head, checksumAdjustment).
    let adjustment = 0xB1B0_AFBA_u32.wrapping_sub(checksum(&out));
    let head = parts.iter().position(|(tag, _)| *tag == b"head")?;
    let place = size32_at(&out, 12 + head * 16 + 8)?;
    bytes(&out, place + 8, 4)?;
    out.get_mut(place + 8..place + 12)?.copy_from_slice(&adjustment.to_be_bytes());
    Some(out)
}

fn checksum(table: &[u8]) -> u32 {
    let (words, rest) = table.as_chunks::<4>();
    let mut last = [0; 4];
    for (byte, place) in rest.iter().zip(&mut last) {
        *place = *byte;
    }
    let sum = words.iter().fold(0_u32, |sum, word| sum.wrapping_add(u32::from_be_bytes(*word)));
    sum.wrapping_add(u32::from_be_bytes(last))
}

#[cfg(all(test, feature = "built-in-font"))]
mod tests {
    use super::super::table;
    use super::{Font, subset, u16_at};
    use crate::pdf::BUILT_IN;

    #[test]
    fn a_glyph_stands_where_the_font_has_it() {
        let font = Font::parse(BUILT_IN.regular).unwrap_or_else(|fault| panic!("{fault:?}"));
        let used: Vec<u16> = "Bakkerij 1".chars().filter_map(|character| font.glyph(character)).collect();
        let cut = subset(&font, used.iter().copied()).expect("a font");
        let (whole, cut) = (table(BUILT_IN.regular, b"hmtx").expect("a table"), table(&cut, b"hmtx").expect("a table"));
        assert!(used.iter().all(|glyph| usize::from(*glyph) < font.width_count));
        let mut kept: Vec<u16> = Vec::new();
        for glyph in used {
            if !kept.contains(&glyph) {
                kept.push(glyph);
            }
        }
        for (place, glyph) in (1_usize..).zip(kept) {
            // Width and left side bearing.
            let pair = |table, at: usize| [u16_at(table, at * 4), u16_at(table, at * 4 + 2)];
            assert_eq!(pair(cut, place), pair(whole, usize::from(glyph)), "glyph {glyph}");
        }
    }
}
