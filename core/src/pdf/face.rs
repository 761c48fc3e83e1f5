//! Setting text: a face is a font and what of it a document has used. Breaks lines where a language may, and long
//! words where it must. Refuses what the font cannot show: such characters are noted, never left out silently.

use super::colour::Colour;
use super::font::Font;
use super::length::{Length, scaled};

/// Regular or bold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// Regular.
    Regular,
    /// Bold.
    Bold,
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

/// A font and the glyphs that were used of it.
pub struct Face<'a> {
    /// The font.
    pub font: Font<'a>,
    /// For each glyph the character it was first used for.
    pub used: Vec<Option<char>>,
    /// A character that the font lacks, the first that was met.
    pub lacking: Option<char>,
}

impl<'a> Face<'a> {
    /// A face of which nothing was used yet.
    pub fn new(font: Font<'a>) -> Face<'a> {
        let used = vec![None; usize::from(font.glyph_count())];
        Face { font, used, lacking: None }
    }

    /// The glyphs of a text with the space after each in units, kerning in it. Soft hyphens are not seen.
    fn glyphs<'t>(&'t self, text: &'t str, style: &Style) -> impl Iterator<Item = (char, u16, i32)> + 't {
        let is_tabular = style.is_tabular;
        let seen = text.chars().filter(|character| *character != '\u{AD}' && !character.is_control());
        let mut glyphs = seen
            .map(move |character| {
                let glyph = if is_tabular { self.font.tabular_glyph(character) } else { self.font.glyph(character) };
                (character, glyph.unwrap_or_default())
            })
            .peekable();
        std::iter::from_fn(move || {
            let (character, glyph) = glyphs.next()?;
            let kern = glyphs.peek().map_or(0, |(_, next)| self.font.kerning(glyph, *next));
            Some((character, glyph, i32::from(kern)))
        })
    }

    /// The width of a text in one line.
    pub fn width(&self, text: &str, style: &Style) -> Length {
        let units =
            self.glyphs(text, style).map(|(_, glyph, kern)| i64::from(self.font.width(glyph)) + i64::from(kern));
        scaled(units.sum(), i64::from(style.size), i64::from(self.font.units))
    }

    /// Writes a text as the operand and operator of a content stream, and notes the glyphs.
    pub fn show(&mut self, text: &str, style: &Style, out: &mut Vec<u8>) {
        let mut used = std::mem::take(&mut self.used);
        let mut lacking = self.lacking;
        let units = i64::from(self.font.units);
        out.extend_from_slice(b"[<");
        for (character, glyph, kern) in self.glyphs(text, style) {
            if glyph == 0 {
                lacking = lacking.or(Some(character));
            }
            if let Some(slot) = used.get_mut(usize::from(glyph)) {
                slot.get_or_insert(if character == '\u{A0}' { ' ' } else { character });
            }
            push_hex(out, glyph);
            if kern != 0 {
                out.push(b'>');
                super::length::push_fixed(out, -i64::from(kern) * 1000 / units, 0);
                out.push(b'<');
            }
        }
        out.extend_from_slice(b">]TJ\n");
        (self.used, self.lacking) = (used, lacking);
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
            let glyph = if style.is_tabular { self.font.tabular_glyph(character) } else { self.font.glyph(character) };
            let glyph = glyph.unwrap_or_default();
            let width = i64::from(self.font.width(glyph));
            let advance = width + i64::from(self.font.kerning(before, glyph));
            before = glyph;
            let next = at + character.len_utf8();
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

fn push_hex(out: &mut Vec<u8>, glyph: u16) {
    for shift in [12, 8, 4, 0] {
        let digit = char::from_digit(u32::from(glyph >> shift) & 15, 16).unwrap_or('0');
        out.extend(u8::try_from(digit).ok());
    }
}
