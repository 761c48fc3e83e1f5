//! A face as objects of a PDF: a composite font whose codes are the numbers of its glyphs, with its subset, widths and
//! the way back to characters. Refuses to embed a font whose outlines cannot be read.

use pdf_writer::types::SystemInfo;
use pdf_writer::types::UnicodeCmap;
use pdf_writer::{Filter, Name, Ref, Str};

use super::subset::subset;
use super::{Font, FontFault, Outlines};
use crate::pdf::document::{Document, deflate};
use crate::pdf::face::Weight;
use crate::pdf::length::scaled;

const SYSTEM: SystemInfo<'static> = SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };

/// Writes the font of a weight under `id`.
pub fn embed(document: &mut Document<'_>, weight: Weight, id: Ref) -> Result<(), FontFault> {
    let [cid, descriptor, file, unicode] = std::array::from_fn(|_| document.reference());
    let face = document.face(weight);
    let font = &face.font;
    let glyphs: Vec<(u16, i32, Option<char>)> = (0..font.glyph_count())
        .zip(&face.used)
        .filter(|(_, character)| character.is_some())
        .map(|(glyph, character)| (glyph, thousandths(font, i64::from(font.width(glyph))), *character))
        .collect();
    let used: Vec<bool> = face.used.iter().map(Option::is_some).collect();
    let is_cff = matches!(font.outlines, Outlines::Cff(_));
    let data = match font.outlines {
        Outlines::Cff(cff) => cff.to_vec(),
        Outlines::Glyf { .. } if !font.may_subset => font.file().to_vec(),
        Outlines::Glyf { .. } => subset(font, &used).ok_or(FontFault("The outlines of the font are damaged."))?,
    };
    let name = if is_cff || !font.may_subset { font.name.clone() } else { tagged_name(&font.name, &used) };
    let metrics = Metrics::of(font);

    let mut dict = document.pdf.type0_font(id);
    dict.base_font(Name(name.as_bytes())).encoding_predefined(Name(b"Identity-H"));
    dict.descendant_font(cid).to_unicode(unicode);
    drop(dict);

    let mut dict = document.pdf.indirect(cid).dict();
    let subtype: &[u8] = if is_cff { b"CIDFontType0" } else { b"CIDFontType2" };
    dict.pair(Name(b"Type"), Name(b"Font")).pair(Name(b"Subtype"), Name(subtype));
    dict.pair(Name(b"BaseFont"), Name(name.as_bytes()));
    let mut info = dict.insert(Name(b"CIDSystemInfo")).dict();
    info.pair(Name(b"Registry"), Str(b"Adobe")).pair(Name(b"Ordering"), Str(b"Identity")).pair(Name(b"Supplement"), 0);
    drop(info);
    dict.pair(Name(b"FontDescriptor"), descriptor).pair(Name(b"DW"), 0);
    if !is_cff {
        dict.pair(Name(b"CIDToGIDMap"), Name(b"Identity"));
    }
    let mut widths = dict.insert(Name(b"W")).array();
    for (glyph, width, _) in &glyphs {
        widths.item(i32::from(*glyph)).push().array().item(*width);
    }
    drop(widths);
    drop(dict);

    let mut dict = document.pdf.indirect(descriptor).dict();
    dict.pair(Name(b"Type"), Name(b"FontDescriptor")).pair(Name(b"FontName"), Name(name.as_bytes()));
    // Symbolic: the codes are glyphs, no standard encoding (ISO 32000-1, table 123).
    dict.pair(Name(b"Flags"), 4).pair(Name(b"ItalicAngle"), 0).pair(Name(b"StemV"), metrics.stem(weight));
    dict.pair(Name(b"Ascent"), metrics.ascent).pair(Name(b"Descent"), metrics.descent);
    dict.pair(Name(b"CapHeight"), metrics.cap_height);
    dict.insert(Name(b"FontBBox")).array().items(metrics.bounds);
    dict.pair(Name(if is_cff { b"FontFile3" } else { b"FontFile2" }), file);
    drop(dict);

    let packed = deflate(&data);
    let mut stream = document.pdf.stream(file, &packed);
    stream.filter(Filter::FlateDecode);
    if is_cff {
        stream.pair(Name(b"Subtype"), Name(b"CIDFontType0C"));
    } else {
        stream.pair(Name(b"Length1"), i32::try_from(data.len()).unwrap_or(i32::MAX));
    }
    drop(stream);

    let mut cmap = UnicodeCmap::<u16>::new(Name(b"Unicode"), SYSTEM);
    for (glyph, _, character) in glyphs {
        if let Some(character) = character {
            cmap.pair(glyph, character);
        }
    }
    let packed = deflate(cmap.finish().as_slice());
    document.pdf.stream(unicode, &packed).filter(Filter::FlateDecode);
    Ok(())
}

/// The measures of a font in thousandths of its em.
struct Metrics {
    ascent: i32,
    descent: i32,
    cap_height: i32,
    bounds: [i32; 4],
}

impl Metrics {
    fn of(font: &Font<'_>) -> Metrics {
        let measure = |value: i16| thousandths(font, i64::from(value));
        Metrics {
            ascent: measure(font.ascent),
            descent: measure(font.descent),
            cap_height: measure(font.cap_height),
            bounds: font.bounds.map(measure),
        }
    }

    /// No file says how thick its stems are; readers only use it to imitate a font that is missing.
    fn stem(&self, weight: Weight) -> i32 {
        match weight {
            Weight::Regular => 80,
            Weight::Bold => 140,
        }
    }
}

/// Units of the font as thousandths of its em, to the nearest.
fn thousandths(font: &Font<'_>, value: i64) -> i32 {
    let units = i64::from(font.units);
    scaled(value.saturating_mul(2000).saturating_add(units), 1, units * 2)
}

/// The name of a subset: six letters that depend on what is in it, then the name (ISO 32000-1, 9.6.4).
fn tagged_name(name: &str, used: &[bool]) -> String {
    let mut hash = 0xCBF2_9CE4_8422_2325_u64;
    for (glyph, _) in used.iter().enumerate().filter(|(_, used)| **used) {
        hash = (hash ^ u64::try_from(glyph).unwrap_or_default()).wrapping_mul(0x0100_0000_01B3);
    }
    let mut tagged = String::with_capacity(name.len() + 7);
    for _ in 0..6 {
        tagged.push(char::from(b'A'.saturating_add(u8::try_from(hash % 26).unwrap_or_default())));
        hash /= 26;
    }
    tagged.push('+');
    tagged.push_str(name);
    tagged
}
