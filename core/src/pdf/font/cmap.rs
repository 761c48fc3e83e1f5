//! From characters to glyphs: the `cmap` table in formats 4 and 12. Refuses symbol encodings, which name no characters.

use super::bytes::{size16_at, size32_at, u16_at, u32_at};

/// The table that maps characters, of the best encoding that the font has.
#[derive(Clone, Copy)]
pub struct Cmap<'a> {
    table: &'a [u8],
    is_wide: bool,
}

/// Platform and encoding of Unicode tables, the best first.
const ENCODINGS: [(u16, u16); 6] = [(3, 10), (0, 6), (0, 4), (3, 1), (0, 3), (0, 1)];

impl<'a> Cmap<'a> {
    /// Picks the best Unicode table.
    pub fn parse(cmap: &'a [u8]) -> Option<Cmap<'a>> {
        let count = size16_at(cmap, 2)?;
        for wanted in ENCODINGS {
            for record in (0..count).map(|index| 4 + index * 8) {
                if (u16_at(cmap, record)?, u16_at(cmap, record + 2)?) != wanted {
                    continue;
                }
                let table = cmap.get(size32_at(cmap, record + 4)?..)?;
                match u16_at(table, 0)? {
                    4 => return Some(Cmap { table, is_wide: false }),
                    12 => return Some(Cmap { table, is_wide: true }),
                    _ => {}
                }
            }
        }
        None
    }

    /// The glyph of a character; none where the font has none.
    pub fn glyph(&self, character: char) -> Option<u16> {
        let code = u32::from(character);
        let glyph = if self.is_wide { self.wide(code) } else { self.narrow(u16::try_from(code).ok()?) };
        glyph.filter(|glyph| *glyph != 0)
    }

    /// Format 4: segments by their last code.
    fn narrow(&self, code: u16) -> Option<u16> {
        let table = self.table;
        let length = size16_at(table, 6)?;
        let (ends, starts) = (14, 16 + length);
        let index = first(length / 2, |index| u16_at(table, ends + index * 2).is_some_and(|end| end >= code))?;
        let at = index * 2;
        let start = u16_at(table, starts + at)?;
        if code < start {
            return None;
        }
        let delta = u16_at(table, starts + length + at)?;
        let offset_at = starts + length * 2 + at;
        match size16_at(table, offset_at)? {
            0 => Some(code.wrapping_add(delta)),
            offset => {
                let glyph = u16_at(table, offset_at + offset + usize::from(code - start) * 2)?;
                (glyph != 0).then(|| glyph.wrapping_add(delta))
            }
        }
    }

    /// Format 12: groups of codes that follow one another.
    fn wide(&self, code: u32) -> Option<u16> {
        let table = self.table;
        let count = size32_at(table, 12)?.min(table.len() / 12);
        let group =
            16 + first(count, |index| u32_at(table, 16 + index * 12 + 4).is_some_and(|last| last >= code))? * 12;
        let offset = code.checked_sub(u32_at(table, group)?)?;
        u16::try_from(u32_at(table, group + 8)?.checked_add(offset)?).ok()
    }
}

/// The first of so many places where it is true; it stays true once it is.
pub fn first(count: usize, is_true: impl Fn(usize) -> bool) -> Option<usize> {
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = low + (high - low) / 2;
        if is_true(middle) { high = middle } else { low = middle + 1 }
    }
    (low < count).then_some(low)
}
