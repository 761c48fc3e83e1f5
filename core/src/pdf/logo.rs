//! Logos: PNG and JPEG files as images of a PDF. Refuses SVG and other forms, interlaced PNG, CMYK, and what is larger
//! than a logo needs to be, each with what to do.

use pdf_writer::{Filter, Name};

use super::document::Document;
use super::font::bytes::{bytes, size16_at, size32_at, u8_at, u16_at};
use super::png::unfiltered;
use crate::finding::{Code, Finding};

/// A logo may have this many bytes.
const LOGO_BYTES_MAX: usize = 2 << 20;
/// A logo may have this many pixels: twice what prints at 600 to the inch.
const PIXELS_MAX: usize = 4_000_000;

/// An image, ready to be written.
pub struct Logo<'a> {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    pixels: Pixels<'a>,
}

enum Pixels<'a> {
    /// A JPEG file, and how many channels it has.
    Jpeg(&'a [u8], usize),
    /// Three bytes a pixel, and how much each covers where it is not all.
    Rgb(Vec<u8>, Option<Vec<u8>>),
}

/// Reads a logo.
pub fn read(data: &[u8]) -> Result<Logo<'_>, Box<Finding>> {
    let refuse =
        |message: &'static str, fix: &'static str| Box::new(Finding::new(Code::LogoUnusable, "logo", message).fix(fix));
    if data.len() > LOGO_BYTES_MAX {
        return Err(refuse("The logo is over 2 MB.", "Scale it down: it is printed 60 mm wide at most."));
    }
    let found = if data.starts_with(b"\x89PNG\r\n\x1a\n") {
        png(data)
    } else if data.starts_with(&[0xFF, 0xD8]) {
        jpeg(data)
    } else if is_svg(data) {
        return Err(refuse(
            "The logo is an SVG, which is not drawn here: its scripts, styles and fonts have no place in a PDF/A.",
            "Export it as PNG with a transparent ground, 1,000 pixels wide, and give that.",
        ));
    } else {
        return Err(refuse(
            "The logo is neither PNG nor JPEG.",
            "Export it as PNG, 1,000 pixels wide, from its SVG or PDF.",
        ));
    };
    found.ok_or_else(|| {
        let message = "The logo is damaged, interlaced, in CMYK, or over 4 million pixels.";
        refuse(message, "Save it as a plain PNG in RGB or grey with 8 bits a channel.")
    })
}

/// Whether it begins as an SVG does, perhaps after a declaration, a comment or a mark of the byte order.
fn is_svg(data: &[u8]) -> bool {
    let head = data.get(..data.len().min(1024)).unwrap_or_default();
    let begin = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    begin.starts_with(b"<") && head.windows(4).any(|word| word.eq_ignore_ascii_case(b"<svg"))
}

impl Logo<'_> {
    /// Writes it as the logo of the document.
    pub fn write(&self, document: &mut Document<'_>) {
        let id = document.roots.logo;
        let [width, height] = [self.width, self.height].map(|side| i32::try_from(side).unwrap_or(i32::MAX));
        match &self.pixels {
            Pixels::Jpeg(file, channels) => {
                let mut image = document.pdf.image_xobject(id, file);
                image.width(width).height(height).bits_per_component(8).filter(Filter::DctDecode);
                image.color_space_name(Name(if *channels == 1 { b"DeviceGray" } else { b"DeviceRGB" }));
            }
            Pixels::Rgb(colours, cover) => {
                let mask = cover.as_ref().map(|cover| (document.reference(), document.pack(cover)));
                if let Some((id, packed)) = &mask {
                    let mut image = document.pdf.image_xobject(*id, packed);
                    image.width(width).height(height).bits_per_component(8).filter(Filter::FlateDecode);
                    image.color_space_name(Name(b"DeviceGray"));
                }
                let packed = document.pack(colours);
                let mut image = document.pdf.image_xobject(id, &packed);
                image.width(width).height(height).bits_per_component(8).filter(Filter::FlateDecode);
                image.color_space_name(Name(b"DeviceRGB"));
                if let Some((id, _)) = mask {
                    image.s_mask(id);
                }
            }
        }
    }
}

/// The first frame header of a JPEG (ITU-T T.81, B.2.2): baseline, extended or progressive, 8 bits, grey or colour.
fn jpeg(data: &[u8]) -> Option<Logo<'_>> {
    let mut at = 2;
    loop {
        if u8_at(data, at)? != 0xFF {
            return None;
        }
        let marker = u8_at(data, at + 1)?;
        if matches!(marker, 0xC0..=0xC2) {
            let (height, width) = (u16_at(data, at + 5)?, u16_at(data, at + 7)?);
            let channels = usize::from(u8_at(data, at + 9)?);
            let is_usable = u8_at(data, at + 4)? == 8 && matches!(channels, 1 | 3) && fits(width.into(), height.into());
            let (width, height) = (u32::from(width), u32::from(height));
            return is_usable.then_some(Logo { width, height, pixels: Pixels::Jpeg(data, channels) });
        }
        at += match marker {
            0xFF => 1,
            0x01 | 0xD0..=0xD7 => 2,
            _ => 2 + size16_at(data, at + 2)?.max(2),
        };
    }
}

fn fits(width: usize, height: usize) -> bool {
    width > 0 && height > 0 && width.checked_mul(height).is_some_and(|pixels| pixels <= PIXELS_MAX)
}

/// A PNG of 8 bits a channel that is not interlaced.
fn png(data: &[u8]) -> Option<Logo<'static>> {
    let (width, height) = (size32_at(data, 16)?, size32_at(data, 20)?);
    let (depth, kind, interlace) = (u8_at(data, 24)?, u8_at(data, 25)?, u8_at(data, 28)?);
    if !fits(width, height) || depth != 8 || interlace != 0 {
        return None;
    }
    let channels = match kind {
        0 | 3 => 1,
        2 => 3,
        4 => 2,
        6 => 4,
        _ => return None,
    };
    let (mut packed, mut palette, mut palette_cover) = (Vec::new(), &[][..], &[][..]);
    let mut at = 8;
    while let Some(length) = size32_at(data, at) {
        let (name, body) = (bytes(data, at + 4, 4)?, bytes(data, at + 8, length)?);
        match name {
            b"IDAT" => packed.extend_from_slice(body),
            b"PLTE" => palette = body,
            b"tRNS" if kind == 3 => palette_cover = body,
            b"IEND" => break,
            _ => {}
        }
        at = at.checked_add(length)?.checked_add(12)?;
    }
    let row = width * channels;
    let rows = miniz_oxide::inflate::decompress_to_vec_zlib_with_limit(&packed, (row + 1) * height).ok()?;
    let pixels = unfiltered(&rows, row, channels)?;
    if pixels.len() != row * height {
        return None;
    }
    let (mut colours, mut cover) = (Vec::with_capacity(width * height * 3), Vec::with_capacity(width * height));
    for pixel in pixels.chunks_exact(channels) {
        match pixel {
            [index] if kind == 3 => {
                let index = usize::from(*index);
                colours.extend_from_slice(bytes(palette, index * 3, 3)?);
                cover.push(palette_cover.get(index).copied().unwrap_or(255));
            }
            [grey] => {
                colours.extend([grey, grey, grey]);
                cover.push(255);
            }
            [grey, alpha] => {
                colours.extend([grey, grey, grey]);
                cover.push(*alpha);
            }
            [red, green, blue, rest @ ..] => {
                colours.extend([red, green, blue]);
                cover.push(rest.first().copied().unwrap_or(255));
            }
            [] => {}
        }
    }
    let cover = if cover.iter().all(|alpha| *alpha == 255) { None } else { Some(cover) };
    let (width, height) = (u32::try_from(width).ok()?, u32::try_from(height).ok()?);
    Some(Logo { width, height, pixels: Pixels::Rgb(colours, cover) })
}
