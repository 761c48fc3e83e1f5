//! What makes a PDF an archive and a hybrid invoice: catalogue, output intent, metadata, embedded XML. Which clause of
//! which standard asks for what, and how it is held, stands in `ledger.md` beside this file.

use pdf_writer::{Filter, Name, Ref, Str, TextStr};

use super::document::Document;
use super::facturx::Embedded;
use super::xmp;
use crate::calendar::Day;

/// sRGB as a profile of the International Color Consortium (ICC.1:2010, version 4.3), written for Voldaan and free of
/// rights (CC0): primaries and white of IEC 61966-2-1 adapted to D50, and its transfer function as a parametric curve.
const SRGB: &[u8] = include_bytes!("../../assets/colour/srgb.icc");

/// What a document says of itself.
pub struct About<'a> {
    /// Its title.
    pub title: String,
    /// Who made it out.
    pub author: &'a str,
    /// Its language, as BCP 47 has it.
    pub language: &'static str,
    /// Its date; the only time in the file, so that the same invoice gives the same bytes.
    pub date: Day,
    /// The e-invoice inside, if there is one.
    pub embedded: Option<&'a Embedded<'a>>,
}

/// Writes everything above the pages and gives the file.
pub fn finish(mut document: Document<'_>, root: Option<Ref>, about: &About<'_>) -> Vec<u8> {
    let [metadata, intent] = std::array::from_fn(|_| document.reference());
    let attached = about.embedded.map(|embedded| attach(&mut document, embedded, about.date));
    let roots = document.roots;

    let mut catalog = document.pdf.catalog(roots.catalog);
    catalog.pages(roots.pages);
    catalog.metadata(metadata);
    catalog.pair(Name(b"Lang"), TextStr(about.language));
    catalog.mark_info().marked(true);
    catalog.viewer_preferences().display_doc_title(true);
    catalog.pair(Name(b"StructTreeRoot"), roots.structure);
    let mut intents = catalog.insert(Name(b"OutputIntents")).array();
    let mut srgb = intents.push().dict();
    srgb.pair(Name(b"Type"), Name(b"OutputIntent")).pair(Name(b"S"), Name(b"GTS_PDFA1"));
    srgb.pair(Name(b"OutputConditionIdentifier"), TextStr("sRGB")).pair(Name(b"Info"), TextStr("sRGB IEC61966-2.1"));
    srgb.pair(Name(b"DestOutputProfile"), intent);
    drop(srgb);
    drop(intents);
    if let (Some(file), Some(embedded)) = (attached, about.embedded) {
        catalog.insert(Name(b"AF")).array().item(file);
        let mut names = catalog.insert(Name(b"Names")).dict();
        let mut files = names.insert(Name(b"EmbeddedFiles")).dict();
        files.insert(Name(b"Names")).array().item(Str(embedded.profile.file_name().as_bytes())).item(file);
        drop(files);
        drop(names);
        catalog.pair(Name(b"PageMode"), Name(b"UseAttachments"));
    }
    drop(catalog);

    let mut structure = document.pdf.indirect(roots.structure).dict();
    structure.pair(Name(b"Type"), Name(b"StructTreeRoot")).pair(Name(b"ParentTree"), roots.parents);
    if let Some(root) = root {
        structure.pair(Name(b"K"), root);
    }
    drop(structure);

    // So short that packing it saves next to nothing.
    document.pdf.stream(intent, SRGB).pair(Name(b"N"), 3);

    let packet = xmp::packet(about);
    document.pdf.metadata(metadata, packet.as_bytes());

    // The bytes so far decide the identifier: another document has another one, and the same one the same.
    let id = identifier(document.pdf.as_bytes());
    document.pdf.set_file_id((id.clone(), id));
    document.pdf.finish()
}

/// Sixteen bytes that tell documents apart (ISO 32000-1, 14.4). It protects nothing, so two sums of products do: a change of one
/// word changes both for sure.
fn identifier(bytes: &[u8]) -> Vec<u8> {
    let (words, rest) = bytes.as_chunks::<8>();
    let mut last = [0; 8];
    for (place, byte) in last.iter_mut().zip(rest) {
        *place = *byte;
    }
    let length = u64::try_from(bytes.len()).unwrap_or_default().to_le_bytes();
    let (mut one, mut other) = (0x243F_6A88_85A3_08D3_u64, 0x1319_8A2E_0370_7344_u64);
    // Twice at the end, so that the last words reach all bits too.
    for word in words.iter().chain([&last, &length, &last, &length]) {
        let word = u64::from_le_bytes(*word);
        one = (one ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29);
        other = (other.rotate_left(23) ^ word).wrapping_mul(0xD1B5_4A32_D192_ED03);
    }
    [one.to_be_bytes(), other.to_be_bytes()].concat()
}

/// Embeds the e-invoice and gives the specification of the file.
fn attach(document: &mut Document<'_>, embedded: &Embedded<'_>, date: Day) -> Ref {
    let [specification, stream_id] = std::array::from_fn(|_| document.reference());
    let packed = document.pack(embedded.xml);
    let mut stream = document.pdf.stream(stream_id, &packed);
    stream.filter(Filter::FlateDecode);
    stream.pair(Name(b"Type"), Name(b"EmbeddedFile")).pair(Name(b"Subtype"), Name(b"text/xml"));
    let mut parameters = stream.insert(Name(b"Params")).dict();
    parameters.pair(Name(b"Size"), i32::try_from(embedded.xml.len()).unwrap_or(i32::MAX));
    parameters.pair(Name(b"ModDate"), Str(pdf_date(date).as_bytes()));
    drop(parameters);
    drop(stream);
    let name = embedded.profile.file_name();
    let mut dict = document.pdf.indirect(specification).dict();
    dict.pair(Name(b"Type"), Name(b"Filespec"));
    dict.pair(Name(b"F"), Str(name.as_bytes())).pair(Name(b"UF"), TextStr(name));
    dict.pair(Name(b"AFRelationship"), Name(embedded.profile.relationship()));
    dict.pair(Name(b"Desc"), TextStr("The invoice as data (EN 16931, UN/CEFACT CII)"));
    dict.insert(Name(b"EF")).dict().pair(Name(b"F"), stream_id).pair(Name(b"UF"), stream_id);
    specification
}

/// A day as PDF writes moments: D:20260131000000Z.
fn pdf_date(day: Day) -> String {
    let mut text = String::from("D:");
    text.extend(day.to_string().chars().filter(char::is_ascii_digit));
    text.push_str("000000Z");
    text
}
