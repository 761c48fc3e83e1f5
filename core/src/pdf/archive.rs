//! What makes a PDF an archive and a hybrid invoice: catalogue, output intent, metadata, embedded XML. Which clause of
//! which standard asks for what, and how it is held, stands in `ledger.md` beside this file.

use pdf_writer::{Filter, Name, Ref, Str, TextStr};
use sha2::{Digest, Sha256};

use super::document::{Document, deflate};
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

    let packed = deflate(SRGB);
    let mut profile = document.pdf.stream(intent, &packed);
    profile.filter(Filter::FlateDecode).pair(Name(b"N"), 3);
    drop(profile);

    let packet = xmp::packet(about);
    document.pdf.metadata(metadata, packet.as_bytes());

    // The bytes so far decide the identifier: another document has another one, and the same one the same.
    let digest = Sha256::digest(document.pdf.as_bytes());
    let id: Vec<u8> = digest.iter().take(16).copied().collect();
    document.pdf.set_file_id((id.clone(), id));
    document.pdf.finish()
}

/// Embeds the e-invoice and gives the specification of the file.
fn attach(document: &mut Document<'_>, embedded: &Embedded<'_>, date: Day) -> Ref {
    let [specification, stream_id] = std::array::from_fn(|_| document.reference());
    let packed = deflate(embedded.xml);
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
