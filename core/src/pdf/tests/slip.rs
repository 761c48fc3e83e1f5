//! The Swiss QR-bill in a document: what stands on it, when it is there, and what keeps it away.

use super::support::text_of;
use super::{BUILT_IN, Fonts, Materials, PageSize, PdfOptions, QR_BILL, render};
use crate::invoice::{Draft, Issued, issue};

/// An invoice in Swiss francs for a reader of this language.
fn invoice(locale: &str) -> Issued {
    let json = format!(
        r#"{{"currency": "CHF", "lines": [{{"name": "Beratung", "quantity": "1", "unitPrice": "1949.75", "vat": {{"category": "Z", "rate": "0"}}}}],
            "paymentTerms": {{"netDays": 30}},
            "paymentReference": {{"scheme": "qrr", "value": "210000000003139471430009017"}},
            "paymentMethods": [{{"kind": "creditTransfer", "iban": "CH4431999123000889012"}}],
            "supplier": {{"name": "Max Muster & Söhne", "country": "CH", "vatId": "CHE-123.456.788 MWST",
                "address": {{"line1": "Musterstrasse 123", "city": "Seldwyla", "postalCode": "8000"}}}},
            "customer": {{"name": "Simon Muster", "country": "DE", "locale": "{locale}",
                "address": {{"line1": "Hauptstraße 1", "city": "Berlin", "postalCode": "10115"}}}}}}"#
    );
    let draft = Draft::from_json(&json).expect("a draft");
    issue(&draft, "2026-7", crate::Day::parse("2026-01-31").expect("a day")).expect("an invoice")
}

/// The built-in font under the name of one that QR-bills may be set in, of as many letters.
fn renamed(font: &[u8], from: &str, to: &str) -> Vec<u8> {
    let wide = |text: &str| text.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
    let mut font = font.to_vec();
    for (from, to) in [(from.as_bytes().to_vec(), to.as_bytes().to_vec()), (wide(from), wide(to))] {
        let places: Vec<usize> =
            font.windows(from.len()).enumerate().filter(|(_, part)| **part == from).map(|(at, _)| at).collect();
        for at in places {
            font[at..at + to.len()].copy_from_slice(&to);
        }
    }
    font
}

fn print(issued: &Issued, options: &PdfOptions, is_permitted: bool) -> Result<Vec<u8>, crate::Error> {
    let regular = renamed(BUILT_IN.regular, "Inter-Regular", "Arial-Regular");
    let bold = renamed(BUILT_IN.bold, "Inter-Bold", "Arial-Bold");
    let fonts = if is_permitted { Fonts { regular: &regular, bold: &bold } } else { BUILT_IN };
    render(issued, options, &Materials::of(fonts))
}

fn wanted(value: bool) -> PdfOptions {
    PdfOptions { qr_bill: Some(value), ..PdfOptions::default() }
}

#[test]
fn receipt_and_payment_part_say_what_the_guidelines_ask_for() {
    for (locale, said) in [
        (
            "de",
            [
                "Empfangsschein",
                "Konto / Zahlbar an",
                "Referenz",
                "Zahlbar durch",
                "Währung",
                "Annahmestelle",
                "Zahlteil",
            ],
        ),
        (
            "fr",
            [
                "Récépissé",
                "Compte / Payable à",
                "Référence",
                "Payable par",
                "Monnaie",
                "Point de dépôt",
                "Section paiement",
            ],
        ),
        (
            "en",
            [
                "Receipt",
                "Account / Payable to",
                "Reference",
                "Payable by",
                "Currency",
                "Acceptance point",
                "Payment part",
            ],
        ),
    ] {
        let text = text_of(&print(&invoice(locale), &wanted(true), true).expect("a document"));
        for label in said {
            assert!(text.contains(&format!("{label}\n")), "{label} in {text}");
        }
        let address = ["Max Muster & Söhne", "Musterstrasse 123", "8000 Seldwyla"].join("\n");
        assert_eq!(
            text.matches(&format!("CH44\u{20}3199\u{20}9123\u{20}0008\u{20}8901\u{20}2\n{address}\n")).count(),
            2,
            "{text}"
        );
        assert_eq!(text.matches("21 00000 00003 13947 14300 09017\n").count(), 3, "{text}");
        assert_eq!(text.matches("Simon Muster\nHauptstraße 1\nDE-10115 Berlin\n").count(), 2, "{text}");
        assert_eq!(text.matches(&format!("{}\nCHF\n", said[4])).count(), 2, "{text}");
        assert_eq!(text.matches("1 949.75\n").count(), 2, "{text}");
    }
}

#[test]
fn it_is_there_where_it_is_complete_and_only_then() {
    let has = |pdf: Result<Vec<u8>, crate::Error>| text_of(&pdf.expect("a document")).contains("Zahlteil");
    let issued = invoice("de");
    assert!(has(print(&issued, &PdfOptions::default(), true)));
    assert!(!has(print(&issued, &wanted(false), true)));
    assert!(!has(print(&issued, &PdfOptions::default(), false)));
    let why = |result: Result<Vec<u8>, crate::Error>| {
        let error = result.expect_err("no document");
        (error.code().to_owned(), error.path().to_owned())
    };
    let unavailable = |path: &str| ("paymentQr.unavailable".to_owned(), path.to_owned());
    assert_eq!(why(print(&issued, &wanted(true), false)), unavailable("qrBillFonts"));
    let letter = PdfOptions { page_size: Some(PageSize::Letter), ..wanted(true) };
    assert_eq!(why(print(&issued, &letter, true)), unavailable("pageSize"));
    let mut draft = issued.draft();
    draft.customer.as_mut().and_then(|customer| customer.address.as_mut()).expect("an address").postal_code = None;
    let without = issue(&draft, "2026-7", issued.issue_date()).expect("an invoice");
    assert!(!has(print(&without, &PdfOptions::default(), true)));
    assert_eq!(why(print(&without, &wanted(true), true)), unavailable("customer.address.postalCode"));
}

/// The letters of all fonts by name that a file embeds.
fn fonts_of(pdf: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(pdf).into_owned();
    let names = text.split("/FontName/").skip(1).filter_map(|rest| rest.get(7..)?.split('/').next());
    names.map(str::to_owned).collect()
}

#[test]
fn it_is_set_in_a_font_of_its_own_where_that_of_the_document_is_none_that_it_takes() {
    let materials = Materials { qr_bill_fonts: Some(QR_BILL), ..Materials::of(BUILT_IN) };
    let print = |issued: &Issued, options: &PdfOptions| render(issued, options, &materials).expect("a document");
    let pdf = print(&invoice("fr"), &wanted(true));
    assert_eq!(fonts_of(&pdf), ["Inter-Regular", "Inter-Bold", "QrBillSans-Regular", "QrBillSans-Bold"]);
    let text = text_of(&pdf);
    for said in ["Récépissé\n", "Section paiement\n", "Max Muster & Söhne\n", "DE-10115 Berlin\n", "1 949.75\n"] {
        assert!(text.contains(said), "{said} in {text}");
    }
    // Only where there is a QR-bill.
    assert_eq!(fonts_of(&print(&invoice("fr"), &wanted(false))).len(), 2);
    let mut draft = invoice("fr").draft();
    draft.customer.as_mut().and_then(|customer| customer.address.as_mut()).expect("an address").postal_code = None;
    let incomplete = issue(&draft, "2026-7", crate::Day::parse("2026-01-31").expect("a day")).expect("an invoice");
    assert_eq!(fonts_of(&print(&incomplete, &PdfOptions::default())).len(), 2);
    let damaged = Fonts { regular: &QR_BILL.regular[..900], bold: QR_BILL.bold };
    let materials = Materials { qr_bill_fonts: Some(damaged), ..Materials::of(BUILT_IN) };
    let error = render(&invoice("fr"), &wanted(true), &materials).expect_err("a damaged font");
    assert_eq!((error.code(), error.path()), ("font.unusable", "qrBillFonts.regular"));
}

#[test]
fn the_font_of_qr_bills_has_every_character_that_they_may_hold() {
    // Swiss Implementation Guidelines for the QR-bill 2.3, 4.1.1: Basic Latin, Latin-1 Supplement, Latin Extended-A, and Ș ș Ț ț €.
    let taken: String =
        (' '..='~').chain('\u{A0}'..='\u{17F}').chain("ȘșȚț€".chars()).filter(|c| *c != '\u{AD}').collect();
    for font in [QR_BILL.regular, QR_BILL.bold] {
        let font = crate::pdf::font::Font::parse(font).expect("a font");
        let lacking: String = taken.chars().filter(|character| font.glyph(*character).is_none()).collect();
        assert_eq!(lacking, "");
    }
}

#[test]
fn words_at_the_foot_stand_above_it() {
    let options = PdfOptions { footer: Some("KvK 01234567 · ".repeat(16)), ..wanted(true) };
    let text = text_of(&print(&invoice("de"), &options, true).expect("a document"));
    assert_eq!(text.matches("KvK 01234567").count(), 16, "{text}");
}

#[test]
fn a_full_page_leaves_it_to_the_next_one() {
    let mut draft = invoice("de").draft();
    draft.lines = (0..14)
        .map(|_| draft.lines[0].clone())
        .enumerate()
        .map(|(at, mut line)| {
            line.id = Some((at + 1).to_string().into());
            line
        })
        .collect();
    let issued = issue(&draft, "2026-7", crate::Day::parse("2026-01-31").expect("a day")).expect("an invoice");
    let text = text_of(&print(&issued, &wanted(true), true).expect("a document"));
    assert!(text.contains("Seite 2 von 2\n") && text.matches("Zahlteil\n").count() == 1, "{text}");
}
