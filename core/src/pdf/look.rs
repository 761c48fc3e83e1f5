//! Templates: where things stand on a page and how they are set. Refuses colours that cannot be read.

use super::colour::{CONTRAST_MIN, Colour, INK, MUTED, WHITE};
use super::face::{Style, Weight};
use super::length::{Length, millimetres, points, tenths};
use crate::finding::{Code, Finding};
use crate::wire_enum;

wire_enum! {
    /// How a document looks.
    #[derive(Copy, Eq)]
    pub enum Template {
        /// Open and light: parties and dates side by side above the lines.
        "plain" Plain,
        /// A business letter after DIN 5008 form B: the address stands where window envelopes show it.
        "letter" Letter,
        /// A band in the brand colour across the head of the first page.
        "band" Band,
    }
}

wire_enum! {
    /// The size of a page.
    #[derive(Copy, Eq)]
    pub enum PageSize {
        /// 210 × 297 mm.
        "a4" A4,
        /// 8.5 × 11 inch.
        "letter" Letter,
    }
}

impl PageSize {
    /// Width and height.
    pub fn measures(self) -> (Length, Length) {
        match self {
            // Whole points, as is usual: a quarter of a point is a tenth of a millimetre.
            PageSize::A4 => (points(595), points(842)),
            PageSize::Letter => (points(612), points(792)),
        }
    }
}

/// The colour of the brand where none is given: a deep blue, 8.6 to 1 on white.
const ACCENT: Colour = Colour(22, 66, 139);

/// The measures and styles of a document.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// The template.
    pub template: Template,
    /// The colour of the brand.
    pub accent: Colour,
    /// The left edge of what is printed.
    pub left: Length,
    /// The right edge.
    pub right: Length,
    /// The upper edge, on all pages.
    pub top: Length,
    /// The lower edge of the body; the foot stands below it.
    pub bottom: Length,
    /// Running text.
    pub body: Style,
    /// Small print.
    pub small: Style,
    /// Labels.
    pub label: Style,
    /// Headings of parts.
    pub heading: Style,
    /// The title.
    pub title: Style,
}

impl Look {
    /// The look of a template on pages of this size.
    pub fn new(template: Template, accent: Option<Colour>, (width, height): (Length, Length)) -> Look {
        let margin = if template == Template::Letter { millimetres(25) } else { millimetres(19) };
        let style = |weight, size, leading, colour| Style {
            weight,
            size: tenths(size),
            leading: tenths(leading),
            colour,
            is_tabular: false,
        };
        Look {
            template,
            accent: accent.unwrap_or(ACCENT),
            left: margin,
            right: width - millimetres(19),
            top: millimetres(18),
            bottom: height - millimetres(25),
            body: style(Weight::Regular, 90, 130, INK),
            small: style(Weight::Regular, 78, 112, MUTED),
            label: style(Weight::Regular, 78, 130, MUTED),
            heading: style(Weight::Bold, 90, 150, INK),
            title: style(Weight::Bold, 240, 290, INK),
        }
    }
}

/// Reads the colour of a brand; it has to be readable on white, and white or ink on it.
pub fn accent(text: &str, findings: &mut Vec<Finding>) -> Option<Colour> {
    let Some(colour) = Colour::parse(text) else {
        let message = "The colour is not six hexadecimal digits behind a number sign.";
        findings.push(Finding::new(Code::ColourFormat, "accentColour", message).fix("Write it like #16428b."));
        return None;
    };
    let contrast = colour.contrast(WHITE);
    if contrast >= CONTRAST_MIN {
        return Some(colour);
    }
    let mut message = String::from("The colour cannot be read on white: its contrast is ");
    push_ratio(&mut message, contrast);
    message.push_str(" to 1, and text needs 4.5 to 1.");
    let mut fix = String::from("Take a darker shade, such as ");
    fix.push_str(&colour.readable().hex());
    fix.push('.');
    findings.push(Finding::new(Code::ColourContrast, "accentColour", message).rule("WCAG 2.1, 1.4.3").fix(fix));
    None
}

/// Hundredths as a number with one decimal, cut off, so that what fails never looks as if it passed.
fn push_ratio(out: &mut String, hundredths: u32) {
    for (index, part) in [hundredths / 100, hundredths / 10 % 10].into_iter().enumerate() {
        if index > 0 {
            out.push('.');
        }
        crate::wire::push_count(out, usize::try_from(part).unwrap_or_default());
    }
}
