//! Setting text: a face is a font and what of it a document has used. Breaks lines where a language may, and long
//! words where it must. Refuses what the font cannot show: such characters are noted, never left out silently. A sign is set for
//! a pictograph that the font lacks, and the text says which (see `sign`).

use std::cell::Cell;

use super::colour::Colour;
use super::font::Font;
use super::length::{Length, scaled};
use super::sign::{Sign, is_lacking, signs};

/// Regular or bold, of the document or of its Swiss QR-bill.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// Regular.
    Regular,
    /// Bold.
    Bold,
    /// Regular, as QR-bills are set.
    SlipRegular,
    /// Bold, as QR-bills are set.
    SlipBold,
}

/// How a text is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Weight.
    pub weight: Weight,
    /// Size.
    pub size: Length,
    /// Distance from one base line to the next.
    pub leading: Length,
    /// Colour.
    pub colour: Colour,
    /// Whether digits have equal width.
    pub is_tabular: bool,
}

impl Style {
    /// The same in another colour.
    pub fn coloured(self, colour: Colour) -> Style {
        Style { colour, ..self }
    }

    /// The same in bold.
    pub fn bold(self) -> Style {
        Style { weight: Weight::Bold, ..self }
    }

    /// The same with digits of equal width.
    pub fn tabular(self) -> Style {
        Style { is_tabular: true, ..self }
    }
}

/// How many pairs a face remembers: ten bits.
const KERNED: usize = 1 << 10;

/// A font and the glyphs that were used of it.
pub struct Face<'a> {
    /// The font.
    pub font: Font<'a>,
    /// Each glyph that was used and the character it was first used for, in that order.
    pub used: Vec<(u16, char)>,
    /// For each glyph the code under which text has it; 0 before its first use.
    codes: Vec<u16>,
    /// The glyphs of ASCII, which most text is: looked up once.
    ascii: Vec<u16>,
    /// The same with digits of equal width.
    tabular: Vec<u16>,
    /// Pairs that were looked up and how they are kerned: few pairs make up most of a text.
    kerned: Vec<Cell<(u32, i16)>>,
    /// A character that the font lacks, the first that was met.
    pub lacking: Option<char>,
}

impl<'a> Face<'a> {
    /// A face of which nothing was used yet.
    pub fn new(font: Font<'a>) -> Face<'a> {
        let ascii: Vec<u16> = (0..128_u8).map(|code| font.glyph(code.into()).unwrap_or_default()).collect();
        let mut tabular = ascii.clone();
        for digit in b'0'..=b'9' {
            if let Some(slot) = tabular.get_mut(usize::from(digit)) {
                *slot = font.tabular_glyph(digit.into()).unwrap_or_default();
            }
        }
        let codes = vec![0; usize::from(font.glyph_count())];
        let kerned = vec![Cell::new((0, 0)); KERNED];
        Face { font, used: Vec::new(), codes, ascii, tabular, kerned, lacking: None }
    }

    /// How much closer (negative) or farther two glyphs stand, in units.
    fn kerning(&self, left: u16, right: u16) -> i64 {
        if left == 0 {
            return 0;
        }
        let pair = u32::from(left) << 16 | u32::from(right);
        // The golden ratio in 32 bits spreads what is alike.
        let place = usize::try_from(pair.wrapping_mul(0x9E37_79B1) >> 22).unwrap_or_default();
        let Some(known) = self.kerned.get(place) else { return 0 };
        if known.get().0 != pair {
            known.set((pair, self.font.kerning(left, right)));
        }
        known.get().1.into()
    }

    /// The glyph of a character; 0 where the font has none.
    fn glyph(&self, character: char, style: &Style) -> u16 {
        let known = if style.is_tabular { &self.tabular } else { &self.ascii };
        let known = usize::try_from(u32::from(character)).ok().and_then(|code| known.get(code));
        known.copied().unwrap_or_else(|| self.font.glyph(character).unwrap_or_default())
    }

    /// Whether the font lacks a character, and nothing may stand in its place.
    pub fn lacks(&self, character: char) -> bool {
        let known = usize::try_from(u32::from(character)).ok().and_then(|code| self.ascii.get(code));
        known.map_or_else(|| is_lacking(&self.font, character), |glyph| *glyph == 0 && !character.is_control())
    }

    /// The code of a glyph in text: its number in the font where that is embedded whole, else its place among those used.
    fn code(&mut self, glyph: u16, character: char) -> u16 {
        let Some(code) = self.codes.get_mut(usize::from(glyph)).filter(|_| glyph > 0) else { return 0 };
        if *code == 0 {
            self.used.push((glyph, if character == '\u{A0}' { ' ' } else { character }));
            *code = if self.font.is_cut() { u16::try_from(self.used.len()).unwrap_or_default() } else { glyph };
        }
        *code
    }

    /// The width of a text in one line.
    pub fn width(&self, text: &str, style: &Style) -> Length {
        let (mut units, mut before) = (0, 0);
        for sign in signs(&self.font, text) {
            units += self.advance(&mut before, sign.character, style);
        }
        scaled(units, i64::from(style.size), i64::from(self.font.units))
    }

    /// How far a character goes after the glyph before it, which it then is itself.
    fn advance(&self, before: &mut u16, character: char, style: &Style) -> i64 {
        let glyph = self.glyph(character, style);
        let kerning = self.kerning(*before, glyph);
        *before = glyph;
        kerning + i64::from(self.font.width(glyph))
    }

    /// Writes a text as the operand and operator of a content stream, and notes the glyphs.
    pub fn show(&mut self, text: &str, style: &Style, out: &mut Vec<u8>) {
        let units = i64::from(self.font.units);
        let mut before = 0;
        out.extend_from_slice(b"[<");
        // Only what is no ASCII can need another sign.
        let (plain, others) = if text.is_ascii() { (text, "") } else { ("", text) };
        let others: Vec<Sign<'_>> = signs(&self.font, others).collect();
        let plain = plain.chars().filter(|character| !character.is_control());
        for Sign { character, stands_for } in plain.map(Sign::of).chain(others) {
            let glyph = self.glyph(character, style);
            if glyph == 0 {
                self.lacking = self.lacking.or(Some(character));
            }
            let kern = self.kerning(before, glyph);
            if kern != 0 {
                out.push(b'>');
                super::length::push_fixed(out, -kern * 1000 / units, 0);
                out.push(b'<');
            }
            if stands_for.is_empty() {
                push_hex(out, self.code(glyph, character));
            } else {
                // What is read aloud and copied (ISO 32000-1, 14.9.4).
                out.extend_from_slice(b">]TJ\n/Span<</ActualText<FEFF");
                stands_for.encode_utf16().for_each(|unit| push_hex(out, unit));
                out.extend_from_slice(b">>>BDC\n[<");
                push_hex(out, self.code(glyph, character));
                out.extend_from_slice(b">]TJ\nEMC\n[<");
            }
            before = glyph;
        }
        out.extend_from_slice(b">]TJ\n");
    }

    /// Breaks a text into lines of at most this width. A line has no space at its ends; a word that is longer than a
    /// line is broken where it is full.
    pub fn wrap<'t>(&self, text: &'t str, style: &Style, width: Length) -> Vec<&'t str> {
        let mut lines = Vec::new();
        for paragraph in text.split('\n') {
            self.wrap_paragraph(paragraph.trim_end_matches(' '), style, width, &mut lines);
        }
        lines
    }

    fn wrap_paragraph<'t>(&self, text: &'t str, style: &Style, width: Length, lines: &mut Vec<&'t str>) {
        // Rounding of widths must not break what was measured to fit.
        let room = (i64::from(width) + 1) * i64::from(self.font.units) / i64::from(style.size.max(1)) + 1;
        let (mut start, mut breakable, mut at) = (0, None, 0);
        let (mut taken, mut since_break) = (0_i64, 0_i64);
        let mut before = 0;
        for character in text.chars() {
            let next = at + character.len_utf8();
            let (width, advance) = if character.is_ascii() {
                let advance = self.advance(&mut before, character, style);
                (i64::from(self.font.width(before)), advance)
            } else {
                let one = text.get(at..next).unwrap_or_default();
                let advance = signs(&self.font, one).map(|sign| self.advance(&mut before, sign.character, style)).sum();
                (advance, advance)
            };
            taken += advance;
            since_break += advance;
            if character == ' ' {
                // A space may stand over the edge: it is not seen there.
                (breakable, since_break) = (Some(next), 0);
            } else if taken > room && at > start {
                let end = breakable.unwrap_or(at);
                lines.push(text.get(start..end).unwrap_or_default().trim_end_matches(' '));
                taken = if breakable.is_some() { since_break } else { width };
                (start, breakable, since_break) = (end, None, taken);
            }
            if next < text.len() && matches!(character, '-' | '/' | '\u{AD}' | '–' | '@' | '_' | '&' | '?' | '=') {
                (breakable, since_break) = (Some(next), 0);
            }
            at = next;
        }
        lines.push(text.get(start..).unwrap_or_default());
    }
}

/// Writes a number as four hexadecimal digits.
pub fn push_hex(out: &mut Vec<u8>, code: u16) {
    for shift in [12, 8, 4, 0] {
        let digit = (code >> shift & 15).to_le_bytes()[0];
        out.push(if digit < 10 { b'0' + digit } else { b'a' - 10 + digit });
    }
}
