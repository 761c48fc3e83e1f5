//! Colours of sRGB and the contrast between them, after WCAG 2.1. Refuses names, transparency and other colour spaces.

use super::length::push_fixed;

/// A colour of sRGB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour(pub u8, pub u8, pub u8);

/// White.
pub const WHITE: Colour = Colour(255, 255, 255);
/// Black.
pub const BLACK: Colour = Colour(0, 0, 0);
/// The colour of text.
pub const INK: Colour = Colour(24, 27, 34);
/// The colour of labels and small print; 6 to 1 on white.
pub const MUTED: Colour = Colour(92, 98, 110);
/// Lines that separate.
pub const RULE: Colour = Colour(214, 218, 224);
/// Behind what is set apart.
pub const TINT: Colour = Colour(245, 246, 248);

/// The contrast that text needs (WCAG 2.1, 1.4.3), in hundredths.
pub const CONTRAST_MIN: u32 = 450;

/// The linear light of the channel values 0, 5, 10 and so on to 255, in 65,535ths: IEC 61966-2-1, 5.2, rounded.
/// Values between are interpolated, at most 10 in 65,535 off.
const LINEAR: [u16; 52] = [
    0, 99, 199, 313, 458, 637, 851, 1101, 1391, 1720, 2090, 2504, 2961, 3464, 4014, 4611, 5257, 5953, 6700, 7500, 8352,
    9258, 10219, 11235, 12309, 13440, 14629, 15878, 17187, 18556, 19987, 21481, 23038, 24658, 26344, 28094, 29911,
    31794, 33745, 35764, 37852, 40009, 42236, 44534, 46903, 49344, 51858, 54445, 57105, 59840, 62650, 65535,
];

impl Colour {
    /// Reads `#rrggbb`.
    pub fn parse(text: &str) -> Option<Colour> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
        let channel = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
        Some(Colour(channel(0)?, channel(2)?, channel(4)?))
    }

    /// As `#rrggbb`.
    pub fn hex(self) -> String {
        let mut out = String::from("#");
        for channel in [self.0, self.1, self.2] {
            for digit in [channel >> 4, channel & 15] {
                out.push(char::from_digit(u32::from(digit), 16).unwrap_or('0'));
            }
        }
        out
    }

    /// Relative luminance in 655,350,000ths.
    fn luminance(self) -> u32 {
        linear(self.0) * 2126 + linear(self.1) * 7152 + linear(self.2) * 722
    }

    /// The contrast to another colour, from 100 (none) to 2100, in hundredths.
    pub fn contrast(self, other: Colour) -> u32 {
        // 0.05 of white is added to both.
        const FLARE: u64 = 65_535 * 10_000 / 20;
        let (one, two) = (u64::from(self.luminance()), u64::from(other.luminance()));
        let ratio = (one.max(two) + FLARE) * 100 / (one.min(two) + FLARE);
        u32::try_from(ratio).unwrap_or(u32::MAX)
    }

    /// Mixed with another colour, so many hundredths of it.
    pub fn mixed(self, other: Colour, hundredths: u16) -> Colour {
        let mix = |one: u8, two: u8| {
            let sum = u16::from(one) * (100 - hundredths.min(100)) + u16::from(two) * hundredths.min(100);
            u8::try_from(sum / 100).unwrap_or(u8::MAX)
        };
        Colour(mix(self.0, other.0), mix(self.1, other.1), mix(self.2, other.2))
    }

    /// The lightest shade of this colour that can be read on white.
    pub fn readable(self) -> Colour {
        self.readable_on(WHITE)
    }

    /// The shade nearest to this colour that can be read on a ground: a darker one where black is read on it, else a lighter one.
    pub fn readable_on(self, ground: Colour) -> Colour {
        let end = if BLACK.contrast(ground) > WHITE.contrast(ground) { BLACK } else { WHITE };
        let shades = (0..=100).map(|hundredths| self.mixed(end, hundredths));
        shades.into_iter().find(|shade| shade.contrast(ground) >= CONTRAST_MIN).unwrap_or(end)
    }

    /// White or ink, whichever is read better on this colour.
    pub fn text_on(self) -> Colour {
        if self.contrast(WHITE) >= self.contrast(INK) { WHITE } else { INK }
    }

    /// Writes the three channels as content streams want them.
    pub fn push(self, out: &mut Vec<u8>) {
        for channel in [self.0, self.1, self.2] {
            push_fixed(out, (i64::from(channel) * 1000 + 127) / 255, 3);
        }
    }
}

fn linear(channel: u8) -> u32 {
    let (step, rest) = (usize::from(channel / 5), u32::from(channel % 5));
    let at = |index: usize| LINEAR.get(index).map_or(65_535, |value| u32::from(*value));
    (at(step) * (5 - rest) + at(step + 1) * rest) / 5
}
