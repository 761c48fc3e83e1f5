//! Documents as they were read and approved: the XML of some invoices, of one in every profile, and their PDF as text, with that of two
//! letters and of a Swiss QR-bill. A change
//! shows in `tests/golden/documents` line by line. `UPDATE=1 cargo test -p voldaan-tests --test golden` writes the files anew, and the
//! PDF files themselves into `target/golden`, from which the pictures of `tests/golden/pages` are made.

use std::fs;
use std::path::{Path, PathBuf};

use voldaan::einvoice::to_cii;
use voldaan::pdf::{
    BUILT_IN, Embedded, FacturxProfile, Letter, Materials, PageSize, PdfOptions, QR_BILL, Template, render,
    render_letter,
};
use voldaan::{Day, Draft, Issued, Profile, issue};
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

/// An invoice with a Swiss QR-bill: a QR-IBAN and its reference, as SIX prints them in its guidelines.
fn swiss() -> Issued {
    let draft = r#"{"currency":"CHF","deliveryDate":"2026-01-31",
        "lines":[{"name":"Beratung","quantity":"18","unit":"HUR","unitPrice":"100.20","vat":{"category":"S","rate":"8.1"}}],
        "paymentTerms":{"netDays":30},"paymentReference":{"scheme":"qrr","value":"210000000003139471430009017"},
        "paymentMethods":[{"kind":"creditTransfer","iban":"CH4431999123000889012"}],
        "supplier":{"name":"Max Muster & Söhne","country":"CH","vatId":"CHE-123.456.788 MWST",
            "address":{"line1":"Musterstrasse 123","city":"Seldwyla","postalCode":"8000"}},
        "customer":{"name":"Simon Muster","country":"CH","locale":"de",
            "address":{"line1":"Musterstrasse 1","city":"Seldwyla","postalCode":"8000"}}}"#;
    issue(&Draft::from_json(draft).expect("a draft"), "2026-7", day("2026-01-31")).expect("an invoice")
}

fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

/// The formal notice among messages that were approved as text, on the paper of an invoice.
fn notice(messages: &str, on: &Issued) -> Vec<u8> {
    let text = messages.split("\n=== ").find(|message| message.contains(" formalNotice\n")).expect("a notice");
    let (_, text) = text.split_once("\nSubject: ").expect("a subject");
    let (subject, text) = text.split_once('\n').expect("a text under the subject");
    let letter = Letter { subject, text: text.trim(), on: day("2026-05-15") };
    let options = PdfOptions { accent_colour: Some("#0f766e".to_owned()), ..PdfOptions::default() };
    render_letter(&letter, on, &options, &Materials::of(BUILT_IN)).expect("a letter")
}

/// The documents of people that are no e-invoices.
fn others() -> [(&'static str, Vec<u8>); 3] {
    let swiss = swiss();
    let options = PdfOptions { qr_bill: Some(true), ..PdfOptions::default() };
    let materials = Materials { qr_bill_fonts: Some(QR_BILL), ..Materials::of(BUILT_IN) };
    let dutch = include_str!("../golden/letters/nl-consumer.nl.txt");
    let german = include_str!("../golden/letters/be-business.de.txt");
    // The invoice that the notices are of.
    let of = |name: &str| {
        let (_, issued) = invoices().into_iter().find(|(known, _)| known == name).expect("an invoice of that name");
        issue(&Draft { issue_date: None, ..issued.draft() }, "2026-0001", day("2026-04-01")).expect("an invoice")
    };
    [
        ("qr-bill", render(&swiss, &options, &materials).expect("a document")),
        ("letter-nl", notice(dutch, &of("language-nl"))),
        ("letter-de", notice(german, &of("language-de"))),
    ]
}

#[test]
fn documents_are_as_they_were_read_and_approved() {
    let mut differing = Vec::new();
    let mut count = 0;
    let issued = invoices();
    let of = |look: &(&'static str, Template, PageSize, Option<&str>)| {
        let (_, issued) = issued.iter().find(|(name, _)| name == look.0).expect("an invoice of that name");
        (look.0, pdf(issued, look))
    };
    for (name, pdf) in INVOICES.iter().map(of).chain(others()) {
        compare(&format!("{name}.pdf.txt"), &dump(&pdf), &mut differing);
        if std::env::var_os("UPDATE").is_some() {
            let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/golden");
            fs::create_dir_all(&target).expect("a folder");
            fs::write(target.join(format!("{name}.pdf")), pdf).expect("a file");
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
