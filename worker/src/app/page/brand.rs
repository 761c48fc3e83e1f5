//! The brand of the seller on the pages of customers: its logo above them, its fonts, its colour on what is pressed and followed. What a
//! colour says (paid, overdue, refused) keeps its own colours, and a shade that could not be read is never shown (WCAG 2.2, 1.4.3).
//!
//! A font is there before the page is drawn, or not on this page (`font-display: optional`, preloaded): a line that is read already never
//! moves, and who has no time for a font has the text at once. Browsers keep it for the next page.

use voldaan::pdf::{BLACK, Colour, WHITE};

use super::STYLE;
use super::escape::Html;
use crate::app::csp::Styles;
use crate::app::http::Response;

/// The darkest ground of the light pages that text stands on, and the lightest of the dark ones, as `tokens.css` has them.
const LIGHT_GROUND: Colour = Colour(0xee, 0xf1, 0xf4);
const DARK_GROUND: Colour = Colour(0x1f, 0x28, 0x32);

/// A brand; that of nobody shows nothing.
#[derive(Clone, Debug, Default)]
pub(crate) struct Brand {
    name: String,
    logo: Option<String>,
    fonts: Vec<String>,
    style: Option<String>,
}

impl Brand {
    /// The brand of a seller with a colour, as `#rrggbb`, the path of a logo, and those of a regular and a bold font.
    pub fn new(name: &str, colour: Option<&str>, logo: Option<String>, fonts: [Option<String>; 2]) -> Brand {
        let mut style = colour.and_then(Colour::parse).map_or_else(String::new, style);
        for (path, weight) in fonts.iter().zip(["400", "700"]) {
            let Some(path) = path else { continue };
            let face =
                ["@font-face{font-family:brand;src:url(", path, ");font-display:optional;font-weight:", weight, "}"];
            style.extend(face);
        }
        let fonts: Vec<String> = fonts.into_iter().flatten().collect();
        if !fonts.is_empty() {
            style.push_str("body{font-family:brand,var(--font)}");
        }
        Brand { name: name.to_owned(), logo, fonts, style: Some(style).filter(|style| !style.is_empty()) }
    }

    /// What a page with it takes as styles.
    pub fn styles(&self) -> Styles<'_> {
        Styles { common: &STYLE, own: self.style.as_deref() }
    }

    /// Writes its own style, and what it loads.
    pub(super) fn style(&self, html: &mut Html) {
        // A page that names no icon is asked for one that is not there.
        html.wrapped("<link rel=\"icon\" href=\"", self.logo.as_deref().unwrap_or("data:,"), "\">");
        for path in &self.fonts {
            html.wrapped("<link rel=\"preload\" as=\"font\" crossorigin href=\"", path, "\">");
        }
        if let Some(style) = &self.style {
            html.wrapped("<style>", style, "</style>");
        }
    }

    /// Writes the logo. Its height is kept for it, so that nothing moves when it comes.
    pub(super) fn logo(&self, html: &mut Html) {
        if let Some(path) = &self.logo {
            html.wrapped("<header class=\"brand\"><img src=\"", path, "\" alt=\"").text(&self.name).raw("\"></header>");
        }
    }
}

/// The tokens of the design in the shades of a colour: light, dark, and on paper.
fn style(colour: Colour) -> String {
    let (light, dark) = (colour.readable_on(LIGHT_GROUND), colour.readable_on(DARK_GROUND));
    let tokens = |accent: Colour, strong: Colour, text: Colour| {
        let [accent, strong, text] = [accent, strong, text].map(Colour::hex);
        format!(":root{{--accent:{accent};--accent-strong:{strong};--accent-ground:var(--raised);--on-accent:{text}}}")
    };
    let light = tokens(light, light.mixed(BLACK, 25), WHITE);
    let dark = tokens(dark, dark.mixed(WHITE, 25), dark.text_on());
    format!("{light}@media(prefers-color-scheme:dark){{{dark}}}@media print{{{light}}}")
}

/// A logo or a font as it is kept: a browser takes it for nothing else. Its address is another one for each look, and for each font.
pub(crate) fn brand_file(bytes: Vec<u8>) -> Response {
    let kind = match bytes.as_slice() {
        [0x89, b'P', b'N', b'G', ..] => "image/png",
        [0xFF, 0xD8, ..] => "image/jpeg",
        [b'O', b'T', b'T', b'O', ..] => "font/otf",
        _ => "font/ttf",
    };
    let headers = vec![
        ("content-type", kind.to_owned()),
        ("content-security-policy", "default-src 'none'".to_owned()),
        ("cache-control", "public, max-age=31536000, immutable".to_owned()),
        ("x-content-type-options", "nosniff".to_owned()),
    ];
    Response { status: 200, headers, body: bytes }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The grounds of `tokens.css` by their names; the contrasts are asked of the colours that a page would have.
    #[test]
    fn every_colour_is_read_on_every_ground_of_the_pages() {
        let tokens = include_str!("tokens.css");
        let (light, dark) = tokens.split_once("@media(prefers-color-scheme:dark)").expect("both are there");
        let of = |style: &str, name: &str| {
            let at = style.split_once(&format!("--{name}:")).expect("a token").1;
            let hex = at.split([';', '}']).next().expect("a value");
            match hex {
                "#fff" => WHITE,
                hex => Colour::parse(hex).expect("a colour"),
            }
        };
        let grounds = ["ground", "paper", "raised"];
        for channels in 0..4096_u32 {
            let channel = |at: u32| u8::try_from((channels >> (4 * at) & 15) * 17).expect("a channel");
            let written = style(Colour(channel(2), channel(1), channel(0)));
            let (in_light, in_dark) = written.split_once("@media(prefers-color-scheme:dark)").expect("both are there");
            for (tokens, own) in [(light, in_light), (dark, in_dark)] {
                for name in ["accent", "accent-strong"] {
                    let accent = of(own, name);
                    assert!(grounds.iter().all(|ground| accent.contrast(of(tokens, ground)) >= 450), "{written}");
                    assert!(accent.contrast(of(own, "on-accent")) >= 450, "{written}");
                }
            }
        }
    }

    /// The desk shows the same shades while a colour is chosen: tests/browser/look.test.mjs holds it to the same table.
    #[test]
    fn a_colour_is_darkened_as_little_as_it_needs() {
        let table = include_str!("../../../../tests/documents/shades.txt");
        let rows = table.lines().filter_map(|line| line.strip_prefix('#')?.split_once(" #"));
        let mut count = 0;
        for (colour, rest) in rows.filter(|(colour, _)| colour.len() == 6) {
            let shown = style(Colour::parse(&format!("#{colour}")).expect("a colour"));
            assert!(shown.starts_with(&format!(":root{{--accent:#{};", &rest[..6])), "{colour} {rest} {shown}");
            count += 1;
        }
        assert!(count > 50);
    }

    #[test]
    fn a_colour_that_can_be_read_everywhere_is_the_one_that_was_chosen() {
        assert!(style(Colour(0x16, 0x42, 0x8b)).starts_with(":root{--accent:#16428b;"));
    }
}
