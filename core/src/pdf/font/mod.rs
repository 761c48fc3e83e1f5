//! A font as its file has it: glyphs of characters, their widths, their outlines, and whether it may be embedded.
//!
//! Refuses fonts that may not be embedded (OS/2 fsType), bitmap fonts, collections, and data that is none. It sets no
//! text: ligatures, marks and right-to-left scripts are beyond it.

pub mod bytes;
mod cmap;
pub mod embed;
mod subset;

use bytes::{i16_at, size16_at, size32_at, u16_at, u32_at};
use cmap::{Cmap, first};

use crate::finding::{Code, Finding};

/// A font file may have this many bytes.
const FONT_BYTES_MAX: usize = 8 << 20;

/// A font may have this many tables.
const TABLES_MAX: usize = 64;

/// Where digits of equal width stand, if the font gives them a place of their own.
const TABULAR_ZERO: u32 = 0xE030;

/// The two faces that a document is set in, as TrueType or OpenType files.
#[derive(Clone, Copy, Debug)]
pub struct Fonts<'a> {
    /// The regular face.
    pub regular: &'a [u8],
    /// The bold face.
    pub bold: &'a [u8],
}

/// What is wrong with a font, for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FontFault(pub &'static str);

/// Outlines that cannot be read.
const DAMAGED: FontFault = FontFault("The outlines of the font are damaged.");

impl FontFault {
    /// The finding on the file that is given at a path.
    #[cold]
    pub fn at(self, path: &str) -> Box<Finding> {
        Box::new(Finding::new(Code::FontUnusable, path, self.0))
    }
}

/// Where the outlines are.
#[derive(Clone, Copy)]
pub enum Outlines<'a> {
    /// TrueType: `glyf` with its `loca`, and whether that has 32-bit offsets.
    Glyf { glyf: &'a [u8], loca: &'a [u8], is_long: bool },
    /// The `CFF ` table as a whole.
    Cff(&'a [u8]),
}

/// A font.
pub struct Font<'a> {
    data: &'a [u8],
    /// Units of the em square.
    pub units: u16,
    /// Height above the base line, in units.
    pub ascent: i16,
    /// Depth below the base line, in units, negative.
    pub descent: i16,
    /// Height of capitals, in units.
    pub cap_height: i16,
    /// The box around all glyphs, in units.
    pub bounds: [i16; 4],
    /// Whether the font may be embedded in part.
    pub may_subset: bool,
    /// The outlines.
    pub outlines: Outlines<'a>,
    /// The name for PostScript, or one of our own where the font's is none.
    pub name: String,
    glyphs: u16,
    widths: &'a [u8],
    width_count: usize,
    cmap: Cmap<'a>,
    kern: &'a [u8],
    has_tabular_digits: bool,
}

impl<'a> Font<'a> {
    /// Reads a font file.
    pub fn parse(data: &'a [u8]) -> Result<Font<'a>, FontFault> {
        if data.len() > FONT_BYTES_MAX {
            return Err(FontFault("The font is over 8 MB."));
        }
        match u32_at(data, 0) {
            Some(0x0001_0000 | 0x7472_7565 | 0x4F54_544F) => {}
            Some(0x774F_4632 | 0x774F_4646) => {
                return Err(FontFault("The font is a web font (WOFF): give the TTF or OTF that it was made from."));
            }
            Some(0x7474_6366) => return Err(FontFault("The font is a collection: give one of its fonts as a file.")),
            _ => return Err(FontFault("The font is no TrueType or OpenType file.")),
        }
        let may_subset = embedding(data)?;
        let mut font =
            Font::tables(data, may_subset).ok_or(FontFault("The font is damaged, or lacks a table that PDF needs."))?;
        font.has_tabular_digits = char::from_u32(TABULAR_ZERO).and_then(|zero| font.cmap.glyph(zero)).is_some();
        Ok(font)
    }

    fn tables(data: &'a [u8], may_subset: bool) -> Option<Font<'a>> {
        let (head, hhea, maxp) = (table(data, b"head")?, table(data, b"hhea")?, table(data, b"maxp")?);
        let units = u16_at(head, 18).filter(|units| (16..=16_384).contains(units))?;
        let glyphs = u16_at(maxp, 4).filter(|count| *count > 0)?;
        let is_long = u16_at(head, 50)? == 1;
        let outlines = match (table(data, b"glyf"), table(data, b"CFF ")) {
            (Some(glyf), _) => Outlines::Glyf { glyf, loca: table(data, b"loca")?, is_long },
            (None, Some(cff)) => Outlines::Cff(cff),
            (None, None) => return None,
        };
        let width_count = size16_at(hhea, 34).filter(|count| *count > 0)?;
        let widths = table(data, b"hmtx")?;
        widths.get(..width_count.checked_mul(4)?)?;
        let os2 = table(data, b"OS/2").unwrap_or_default();
        let ascent = i16_at(hhea, 4)?;
        let cap_height = if u16_at(os2, 0).unwrap_or_default() >= 2 { i16_at(os2, 88) } else { None };
        Some(Font {
            data,
            units,
            ascent,
            descent: i16_at(hhea, 6)?,
            cap_height: cap_height.filter(|height| *height > 0).unwrap_or(ascent),
            bounds: [i16_at(head, 36)?, i16_at(head, 38)?, i16_at(head, 40)?, i16_at(head, 42)?],
            may_subset,
            outlines,
            name: postscript_name(table(data, b"name").unwrap_or_default()).unwrap_or_else(|| "Font".to_owned()),
            glyphs,
            widths,
            width_count,
            cmap: Cmap::parse(table(data, b"cmap")?)?,
            kern: kerning(data).unwrap_or_default(),
            has_tabular_digits: false,
        })
    }

    /// The font, if all its outlines can be read: a document needs a few of them, and nobody knows which.
    pub fn with_whole_outlines(self) -> Result<Font<'a>, FontFault> {
        let is_whole = match self.outlines {
            Outlines::Glyf { .. } => subset::subset(&self, 0..self.glyphs).is_some(),
            // The version of the table; what stands in it is embedded as it is.
            Outlines::Cff(cff) => cff.first() == Some(&1),
        };
        if is_whole { Ok(self) } else { Err(DAMAGED) }
    }

    /// A table of the font.
    pub fn table(&self, tag: &[u8; 4]) -> Option<&'a [u8]> {
        table(self.data, tag)
    }

    /// Whether only what is used of it is embedded: its glyphs get numbers of their own.
    pub fn is_cut(&self) -> bool {
        self.may_subset && matches!(self.outlines, Outlines::Glyf { .. })
    }

    /// The whole file.
    pub fn file(&self) -> &'a [u8] {
        self.data
    }

    /// How many glyphs there are.
    pub fn glyph_count(&self) -> u16 {
        self.glyphs
    }

    /// The glyph of a character; for some, that of one that looks like it.
    pub fn glyph(&self, character: char) -> Option<u16> {
        let found = self.cmap.glyph(character).or_else(|| self.cmap.glyph(look_alike(character)?));
        found.filter(|glyph| *glyph < self.glyphs)
    }

    /// As `glyph`, digits in equal width where the font has them so.
    pub fn tabular_glyph(&self, character: char) -> Option<u16> {
        let digit = if self.has_tabular_digits { character.to_digit(10) } else { None };
        digit.and_then(|digit| self.glyph(char::from_u32(TABULAR_ZERO + digit)?)).or_else(|| self.glyph(character))
    }

    /// The advance width of a glyph, in units.
    pub fn width(&self, glyph: u16) -> u16 {
        let index = usize::from(glyph).min(self.width_count.saturating_sub(1));
        u16_at(self.widths, index * 4).unwrap_or_default()
    }

    /// How much closer (negative) or farther two glyphs stand, in units.
    pub fn kerning(&self, left: u16, right: u16) -> i16 {
        if left == 0 {
            return 0;
        }
        let wanted = u32::from(left) << 16 | u32::from(right);
        let pair = |index: usize| u32_at(self.kern, index * 6);
        let found = first(self.kern.len() / 6, |index| pair(index).is_some_and(|pair| pair >= wanted));
        found.filter(|index| pair(*index) == Some(wanted)).and_then(|at| i16_at(self.kern, at * 6 + 4)).unwrap_or(0)
    }
}

fn table<'a>(data: &'a [u8], tag: &[u8; 4]) -> Option<&'a [u8]> {
    let count = size16_at(data, 4)?.min(TABLES_MAX);
    let at = (0..count).map(|index| 12 + index * 16).find(|at| bytes::bytes(data, *at, 4) == Some(tag))?;
    bytes::bytes(data, size32_at(data, at + 8)?, size32_at(data, at + 12)?)
}

/// Whether the font may be embedded in part, by OS/2 fsType; an error where it may not be embedded at all.
fn embedding(data: &[u8]) -> Result<bool, FontFault> {
    // OpenType, OS/2: bits 0 to 3 are exclusive in version 3 and later; before it the least restrictive one holds.
    let rights = table(data, b"OS/2").and_then(|os2| u16_at(os2, 8)).unwrap_or_default();
    if rights & 0x000E == 0x0002 {
        return Err(FontFault("The font's licence forbids embedding (OS/2 fsType, bit 1): choose another font."));
    }
    if rights & 0x0200 != 0 {
        return Err(FontFault("The font may only be embedded as bitmaps (OS/2 fsType, bit 9): choose another font."));
    }
    Ok(rights & 0x0100 == 0)
}

/// The pairs of the first horizontal `kern` table of format 0, sorted as the format says.
fn kerning(data: &[u8]) -> Option<&[u8]> {
    let kern = table(data, b"kern")?;
    let is_plain = u16_at(kern, 0)? == 0 && u16_at(kern, 2)? > 0 && u16_at(kern, 8)? & 0xFF07 == 1;
    let count = size16_at(kern, 10)?;
    if is_plain { bytes::bytes(kern, 18, count.checked_mul(6)?) } else { None }
}

/// The PostScript name (name id 6), cut down to what a PDF name can hold without escapes.
fn postscript_name(names: &[u8]) -> Option<String> {
    let (count, storage) = (size16_at(names, 2)?, size16_at(names, 4)?);
    let record = (0..count).map(|index| 6 + index * 12).find(|at| u16_at(names, at + 6) == Some(6))?;
    let text = bytes::bytes(names, storage + size16_at(names, record + 10)?, size16_at(names, record + 8)?)?;
    let kept = text.iter().filter(|byte| byte.is_ascii_alphanumeric() || **byte == b'-');
    let name: String = kept.take(63).map(|byte| char::from(*byte)).collect();
    (!name.is_empty()).then_some(name)
}

/// A character that says the same where a font lacks the finer one.
fn look_alike(character: char) -> Option<char> {
    match character {
        '\u{A0}' | '\u{2002}'..='\u{200A}' | '\u{202F}' => Some(' '),
        '\u{2010}' | '\u{2011}' | '\u{2212}' => Some('-'),
        '\u{2BC}' | '’' => Some('\''),
        _ => None,
    }
}
