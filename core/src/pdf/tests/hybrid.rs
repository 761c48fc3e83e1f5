//! The e-invoice inside of a PDF: embedded, taken out again, and files that are hostile.

use proptest::prelude::*;

use super::support::{invoice, plain};
use super::{BUILT_IN, Materials, PdfOptions, render};
use crate::pdf::{Embedded, FacturxProfile, from_pdf};

const XML: &str = "<?xml version=\"1.0\"?><rsm:CrossIndustryInvoice>é</rsm:CrossIndustryInvoice>";

fn hybrid(profile: FacturxProfile) -> Vec<u8> {
    let embedded = Some(Embedded { profile, xml: XML.as_bytes() });
    render(&invoice("2026-1"), &PdfOptions::default(), &Materials { embedded, ..Materials::of(BUILT_IN) })
        .expect("a document")
}

#[test]
fn what_is_embedded_comes_out_again_under_its_name() {
    for (profile, name) in [
        (FacturxProfile::En16931, "factur-x.xml"),
        (FacturxProfile::Basic, "factur-x.xml"),
        (FacturxProfile::Xrechnung, "xrechnung.xml"),
    ] {
        let found = from_pdf(&hybrid(profile)).expect("an e-invoice");
        assert_eq!((found.xml.as_str(), found.filename.as_str()), (XML, name));
    }
}

/// Written by qpdf 11 from one of our files, with object streams and a cross-reference stream.
#[test]
fn object_streams_and_cross_reference_streams_are_read() {
    let found = from_pdf(include_bytes!("object_streams.pdf")).expect("an e-invoice");
    assert!(found.xml.contains("CrossIndustryInvoice"), "{}", found.xml);
}

#[test]
fn files_without_an_invoice_or_that_are_no_pdf_say_so() {
    let code = |bytes: &[u8]| from_pdf(bytes).expect_err("no e-invoice").code().to_owned();
    assert_eq!(code(&plain(&invoice("2026-1"))), "pdf.noInvoice");
    assert_eq!(code(b"<xml/>"), "pdf.unreadable");
    assert_eq!(code(b""), "pdf.unreadable");
    let whole = hybrid(FacturxProfile::En16931);
    assert_eq!(code(&whole[..whole.len() / 2]), "pdf.unreadable");
}

/// A file of these objects, the first of them the catalogue.
fn file(objects: &[String], trailer: &str) -> Vec<u8> {
    let mut out = String::from("%PDF-1.7\n");
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (index, object) in objects.iter().enumerate() {
        table += &format!("{:010} 00000 n \n", out.len());
        out += &format!("{} 0 obj\n{object}\nendobj\n", index + 1);
    }
    let start = out.len();
    out += &format!("{table}trailer\n<</Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF\n");
    out.into_bytes()
}

#[test]
fn circles_depth_and_bombs_are_refused() {
    let refused = |objects: &[&str], trailer: &str| {
        let objects: Vec<String> = objects.iter().map(|object| (*object).to_owned()).collect();
        from_pdf(&file(&objects, trailer)).expect_err("refused").to_string()
    };
    let circle = refused(&["<</AF 2 0 R>>", "3 0 R", "2 0 R"], "");
    assert!(circle.contains("circle"), "{circle}");
    let tree = refused(&["<</Names<</EmbeddedFiles 2 0 R>>>>", "<</Kids[2 0 R 2 0 R]>>"], "");
    assert!(tree.contains("1,000"), "{tree}");
    let deep = refused(&[&format!("<</AF {}{}>>", "[".repeat(100), "]".repeat(100))], "");
    assert!(deep.contains("32 deep"), "{deep}");
    let encrypted = refused(&["<<>>"], "/Encrypt 1 0 R");
    assert!(encrypted.contains("encrypted"), "{encrypted}");
    let backwards = refused(&["<<>>"], "/Prev 0");
    assert!(backwards.contains("cross-references"), "{backwards}");

    // 64 MB of zeros in 64 KB.
    let packed = miniz_oxide::deflate::compress_to_vec_zlib(&vec![0; 64 << 20], 6);
    let head = format!(
        "%PDF-1.7\n1 0 obj\n<</AF[<</UF(factur-x.xml)/EF<</F 2 0 R>>>>]>>\nendobj\n2 0 obj\n<</Length {}/Filter/FlateDecode>>stream\n",
        packed.len()
    );
    let second = head.find("2 0 obj").expect("the stream");
    let mut bomb = head.into_bytes();
    bomb.extend(packed);
    let start = bomb.len();
    let table = format!(
        "\nxref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n{second:010} 00000 n \ntrailer\n<</Root 1 0 R>>\nstartxref\n{}\n%%EOF",
        start + 1
    );
    bomb.extend(table.into_bytes());
    let refused = from_pdf(&bomb).expect_err("refused").to_string();
    assert!(refused.contains("too large"), "{refused}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_damaged_file_is_read_or_refused_but_never_breaks(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20)) {
        let mut file = hybrid(FacturxProfile::En16931);
        for (place, value) in changes {
            let place = place.index(file.len());
            file[place] = value;
        }
        drop(from_pdf(&file));
    }
}
