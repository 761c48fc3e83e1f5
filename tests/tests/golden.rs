//! Documents as they were read and approved: the XML of some invoices, of one in every profile, and their PDF as text. A change
//! shows in `tests/golden/documents` line by line. `UPDATE=1 cargo test -p voldaan-tests --test golden` writes the files anew, and the
//! PDF files themselves into `target/golden`, from which the pictures of `tests/golden/pages` are made.

use std::fs;
use std::path::{Path, PathBuf};

use voldaan::einvoice::to_cii;
use voldaan::pdf::{BUILT_IN, Embedded, FacturxProfile, Materials, PageSize, PdfOptions, Template, render};
use voldaan::{Issued, Profile};
use voldaan_tests::einvoice::{documents, invoices};
use voldaan_tests::printed::dump;

/// The invoices, and how each looks as a PDF.
const INVOICES: &[(&str, Template, PageSize, Option<&str>)] = &[
    ("every-field", Template::Plain, PageSize::A4, None),
    ("every-field-credit-note", Template::Letter, PageSize::A4, Some("#0f766e")),
    ("skonto", Template::Letter, PageSize::A4, None),
    ("direct-debit", Template::Band, PageSize::A4, Some("#6d28d9")),
    ("instalments-fr", Template::Plain, PageSize::Letter, Some("#9a3412")),
    ("shelf-prices", Template::Band, PageSize::A4, None),
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("golden/documents")
}

/// Compares with the golden file, or writes it; a difference is named by its first line.
fn compare(name: &str, text: &str, differing: &mut Vec<String>) {
    let file = folder().join(name);
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all(folder()).expect("a folder");
        fs::write(&file, text).expect("a golden file");
    }
    let golden = fs::read_to_string(&file).unwrap_or_default();
    if golden != text {
        let first = golden.lines().zip(text.lines()).find(|(before, now)| before != now);
        let (before, now) = first.unwrap_or(("one", "is longer"));
        differing.push(format!("{name}: {before}\n    became {now}"));
    }
}

fn pdf(issued: &Issued, look: &(&str, Template, PageSize, Option<&str>)) -> Vec<u8> {
    let (_, template, page_size, accent) = look;
    let options = PdfOptions {
        template: Some(*template),
        page_size: Some(*page_size),
        accent_colour: accent.map(str::to_owned),
        ..PdfOptions::default()
    };
    let xml = to_cii(issued, Profile::FacturxEn16931).expect("an invoice that Factur-X takes");
    let embedded = Some(Embedded { profile: FacturxProfile::En16931, xml: xml.as_bytes() });
    render(issued, &options, &Materials { embedded, ..Materials::of(BUILT_IN) }).expect("a document")
}

#[test]
fn documents_are_as_they_were_read_and_approved() {
    let mut differing = Vec::new();
    let mut count = 0;
    let issued = invoices();
    for look in INVOICES {
        let (_, issued) = issued.iter().find(|(name, _)| name == look.0).expect("an invoice of that name");
        let pdf = pdf(issued, look);
        compare(&format!("{}.pdf.txt", look.0), &dump(&pdf), &mut differing);
        if std::env::var_os("UPDATE").is_some() {
            let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/golden");
            fs::create_dir_all(&target).expect("a folder");
            fs::write(target.join(format!("{}.pdf", look.0)), pdf).expect("a file");
        }
    }
    for document in documents() {
        let invoice = document.name.split('.').next().unwrap_or_default();
        // The profiles differ in little: all of them for the first, which has every field.
        let wanted = document.profile == Profile::En16931 || invoice == INVOICES[0].0;
        if wanted && !document.name.contains(".credited.") && INVOICES.iter().any(|(name, ..)| *name == invoice) {
            count += 1;
            compare(&format!("{}.xml", document.name), &document.xml, &mut differing);
        }
    }
    assert!(count >= 18, "{count} documents in XML");
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}
