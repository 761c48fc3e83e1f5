//! A face as objects of a PDF: a composite font whose codes are the numbers of its glyphs, with its subset, widths and
//! the way back to characters. Refuses to embed a font whose outlines cannot be read.

use pdf_writer::{Filter, Name, Ref, Str};

use super::subset::subset;
use super::{DAMAGED, Font, FontFault, Outlines};
use crate::pdf::document::Document;
use crate::pdf::face::{Weight, push_hex};
use crate::pdf::length::scaled;

/// Writes the font of a weight under `id`.
pub fn embed(document: &mut Document<'_>, weight: Weight, id: Ref) -> Result<(), FontFault> {
    let [cid, descriptor, file, unicode] = std::array::from_fn(|_| document.reference());
    let face = document.face(weight);
    let font = &face.font;
    let is_cut = font.is_cut();
    // Code, width and character of each glyph, in the order of their first use.
    let glyphs: Vec<(u16, i32, char)> = (1..)
        .zip(&face.used)
        .map(|(place, (glyph, character))| {
            let width = thousandths(font, i64::from(font.width(*glyph)));
            (if is_cut { place } else { *glyph }, width, *character)
        })
        .collect();
    let used = || face.used.iter().map(|(glyph, _)| *glyph);
    let is_cff = matches!(font.outlines, Outlines::Cff(_));
    let data = match font.outlines {
        Outlines::Cff(cff) => cff.to_vec(),
        Outlines::Glyf { .. } if !font.may_subset => font.file().to_vec(),
        Outlines::Glyf { .. } => subset(font, used()).ok_or(DAMAGED)?,
    };
    let name = if is_cut { tagged_name(&font.name, used()) } else { font.name.clone() };
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
    if is_cut {
        widths.item(1).push().array().items(glyphs.iter().map(|(_, width, _)| *width));
    } else {
        for (code, width, _) in &glyphs {
            widths.item(i32::from(*code)).push().array().item(*width);
        }
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

    let packed = document.pack(&data);
    let mut stream = document.pdf.stream(file, &packed);
    stream.filter(Filter::FlateDecode);
    if is_cff {
        stream.pair(Name(b"Subtype"), Name(b"CIDFontType0C"));
    } else {
        stream.pair(Name(b"Length1"), i32::try_from(data.len()).unwrap_or(i32::MAX));
    }
    drop(stream);

    document.pdf.stream(unicode, &to_unicode(&glyphs));
    Ok(())
}

/// The way from codes back to characters (ISO 32000-1, 9.10.3). A range has its characters one by one, within codes of one
/// first byte; so it is as short as it would be packed.
fn to_unicode(glyphs: &[(u16, i32, char)]) -> Vec<u8> {
    let mut out = Vec::with_capacity(512 + glyphs.len() * 8);
    out.extend_from_slice(
        b"/CIDInit/ProcSet findresource begin 12 dict begin begincmap/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)\
        /Supplement 0>>def/CMapName/Adobe-Identity-UCS def/CMapType 2 def\n\
        1 begincodespacerange<0000><FFFF>endcodespacerange\n",
    );
    let mut rest = glyphs;
    while let Some(((first, ..), more)) = rest.split_first() {
        let follows =
            |(glyph, place): (&(u16, i32, char), u16)| glyph.0 == first.wrapping_add(place) && glyph.0 & 0xFF != 0;
        let count = 1 + more.iter().zip(1..).take_while(|pair| follows(*pair)).count();
        let (range, after) = rest.split_at_checked(count).unwrap_or((rest, &[]));
        rest = after;
        out.extend_from_slice(b"1 beginbfrange<");
        push_hex(&mut out, *first);
        out.extend_from_slice(b"><");
        push_hex(&mut out, range.last().map_or(*first, |(code, ..)| *code));
        out.extend_from_slice(b">[");
        for (_, _, character) in range {
            out.push(b'<');
            let mut units = [0; 2];
            character.encode_utf16(&mut units).iter().for_each(|unit| push_hex(&mut out, *unit));
            out.push(b'>');
        }
        out.extend_from_slice(b"]endbfrange\n");
    }
    out.extend_from_slice(b"endcmap CMapName currentdict/CMap defineresource pop end end");
    out
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
            Weight::Regular | Weight::SlipRegular => 80,
            Weight::Bold | Weight::SlipBold => 140,
        }
    }
}

/// Units of the font as thousandths of its em, to the nearest.
fn thousandths(font: &Font<'_>, value: i64) -> i32 {
    let units = i64::from(font.units);
    scaled(value.saturating_mul(2000).saturating_add(units), 1, units * 2)
}

/// The name of a subset: six letters that depend on what is in it, then the name (ISO 32000-1, 9.6.4).
fn tagged_name(name: &str, used: impl Iterator<Item = u16>) -> String {
    let mut hash = 0xCBF2_9CE4_8422_2325_u64;
    for glyph in used {
        hash = (hash ^ u64::from(glyph)).wrapping_mul(0x0100_0000_01B3);
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
