//! Writes every invoice of the vectors that can be issued as a PDF into a folder, and some letters, for the judge `tests/judges/pdf.py`:
//! templates, page sizes and languages by turns. Refuses to judge itself.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use voldaan::einvoice::to_cii;
use voldaan::pdf::{
    BUILT_IN, Embedded, FacturxProfile, Letter, Materials, PageSize, PdfOptions, QR_BILL, Template, render,
    render_letter,
};
use voldaan::{Day, Draft, Issued, Profile, issue};
use voldaan_tests::vectors;

/// Colours of brands, none among them.
const ACCENTS: [Option<&str>; 4] = [None, Some("#0f766e"), Some("#9a3412"), Some("#6d28d9")];

/// What is embedded, by turns.
const PROFILES: [Option<(FacturxProfile, Profile)>; 5] = [
    Some((FacturxProfile::En16931, Profile::FacturxEn16931)),
    Some((FacturxProfile::Basic, Profile::FacturxBasic)),
    None,
    Some((FacturxProfile::Xrechnung, Profile::FacturxXrechnung)),
    Some((FacturxProfile::En16931, Profile::FacturxEn16931)),
];

/// A logo with transparent corners.
const LOGO: &[u8] = include_bytes!("../../documents/logo.png");

/// The text of letters, of two paragraphs.
const LETTER: &str = "Geachte heer, mevrouw,\n\nDe factuur staat nog open – € 1.210,00 – en wij vragen u te betalen.";

const LANGUAGES: [&str; 4] = ["nl", "en", "de", "fr"];

fn main() {
    let folder = PathBuf::from(env::args().nth(1).expect("usage: pdf FOLDER"));
    let mut number = 0;
    for (_, cases) in vectors::load() {
        for case in cases {
            let Some(issued) = case.input.as_ref().and_then(|input| invoice(input.first()?, number)) else { continue };
            let options = options(number);
            let xml = PROFILES[number % PROFILES.len()].and_then(|(kind, profile)| {
                // What the profile asks for beyond the law, such as a buyer reference, some invoices do not have.
                to_cii(&issued, profile).ok().map(|xml| (kind, xml))
            });
            let embedded = xml.as_ref().map(|(profile, xml)| Embedded { profile: *profile, xml: xml.as_bytes() });
            let materials = Materials { logo: (number % 4 == 1).then_some(LOGO), embedded, ..Materials::of(BUILT_IN) };
            let ending = if embedded.is_some() { "facturx.pdf" } else { "pdf" };
            let pdf = match render(&issued, &options, &materials) {
                Ok(pdf) => pdf,
                // The built-in font has no emoji and no Hebrew, which vectors hold that ask for the refusal.
                Err(error) if ["font.lacksCharacter", "script.direction"].contains(&error.code()) => continue,
                Err(error) => panic!("{}: {error}", case.id),
            };
            fs::write(folder.join(format!("{}.{ending}", case.id)), pdf).expect("a folder that can be written");
            if number % 30 == 0 {
                let letter = Letter { subject: "Herinnering & 2. Mahnung", text: LETTER, on: issued.issue_date() };
                let printed = render_letter(&letter, &issued, &options, &materials).expect("a letter");
                fs::write(folder.join(format!("{}.letter.pdf", case.id)), printed)
                    .expect("a folder that can be written");
            }
            number += 1;
        }
    }
    swiss(&folder);
}

/// QR-bills in their three languages, in the font that comes for them.
fn swiss(folder: &Path) {
    let materials = Materials { qr_bill_fonts: Some(QR_BILL), ..Materials::of(BUILT_IN) };
    for locale in ["de", "fr", "en"] {
        let party = |name: &str| {
            json!({"name": name, "country": "CH", "locale": locale,
                "address": {"line1": "Musterstrasse 1", "city": "Zürich", "postalCode": "8000"}})
        };
        let mut supplier = party("Muster & Söhne AG");
        supplier["vatId"] = json!("CHE-123.456.788 MWST");
        let draft = json!({"currency": "CHF", "supplier": supplier, "customer": party("Simon Muster"), "paymentTerms": {"netDays": 30},
            "lines": [{"name": "Beratung", "quantity": "1", "unitPrice": "1949.75", "vat": {"category": "S", "rate": "8.1"}}],
            "paymentReference": {"scheme": "qrr", "value": "210000000003139471430009017"},
            "paymentMethods": [{"kind": "creditTransfer", "iban": "CH4431999123000889012"}]});
        let draft = Draft::from_json(&draft.to_string()).expect("a draft");
        let issued = issue(&draft, "2026-7", Day::parse("2026-01-31").expect("a day")).expect("an invoice");
        let options = PdfOptions { qr_bill: Some(true), ..PdfOptions::default() };
        let pdf = render(&issued, &options, &materials).expect("a QR-bill");
        fs::write(folder.join(format!("swiss-{locale}.pdf")), pdf).expect("a folder that can be written");
    }
}

/// Each choice with each other, over the documents.
fn options(number: usize) -> PdfOptions {
    let templates = [Template::Plain, Template::Letter, Template::Band];
    PdfOptions {
        template: Some(templates[number % 3]),
        page_size: Some(if number % 7 == 3 { PageSize::Letter } else { PageSize::A4 }),
        accent_colour: ACCENTS[number / 3 % 4].map(str::to_owned),
        ..PdfOptions::default()
    }
}

/// The input of a vector as an issued invoice: completed with parties and terms where it has none, in a language by turns.
fn invoice(input: &Value, number: usize) -> Option<Issued> {
    // What is issued already has its draft inside.
    let mut draft = input.pointer("/$issued/0").unwrap_or(input).clone();
    let fields = draft.as_object_mut()?;
    if !fields.contains_key("lines") || !fields["lines"].is_array() {
        return None;
    }
    let seller = json!({"name": "Leverancier B.V.", "country": "NL", "vatId": "NL004495445B01",
        "companyId": {"scheme": "0106", "value": "01234567"}, "endpoint": {"scheme": "0106", "value": "01234567"},
        "address": {"line1": "Kade 1", "city": "Groningen", "postalCode": "9711 AA"},
        "contact": {"name": "M. de Vries", "email": "facturen@leverancier.example", "phone": "+31 50 123 4567"}});
    fields.entry("supplier").or_insert(seller);
    fields.entry("buyerReference").or_insert(json!("04011000-12345-03"));
    let transfer = json!([{"kind": "creditTransfer", "iban": "NL91ABNA0417164300", "name": "Leverancier B.V."}]);
    fields.entry("paymentMethods").or_insert(transfer);
    let customer = fields.entry("customer").or_insert_with(|| {
        json!({"name": "Client S.A.", "country": "BE", "vatId": "BE0403019261",
            "endpoint": {"scheme": "0208", "value": "0403019261"},
            "address": {"line1": "Rue Neuve 1", "city": "Bruxelles", "postalCode": "1000"}})
    });
    if let Some(customer) = customer.as_object_mut() {
        customer.insert("locale".to_owned(), json!(LANGUAGES[number % 4]));
    }
    fields.entry("paymentTerms").or_insert(json!({"netDays": 14}));
    let date = fields.get("issueDate").and_then(Value::as_str).unwrap_or("2026-01-31").to_owned();
    let draft = Draft::from_json(&draft.to_string()).ok()?;
    issue(&draft, &format!("2026-{number:04}"), Day::parse(&date)?).ok()
}
