//! Payment QR codes after the examples of EPC069-12, annex, and its limits.

use super::{Issued, payment_qr, payment_qr_of};
use crate::invoice::{Draft, issue};
use crate::money::Decimal;

/// An invoice with these fields over a usual one.
fn invoice(more: &str) -> Issued {
    let json = format!(
        r#"{{"lines": [{{"name": "Advice", "quantity": "1", "unitPrice": "1000", "vat": {{"category": "S", "rate": "21"}}}}],
            "paymentTerms": {{"netDays": 30}},
            "supplier": {{"name": "Studio Noord", "country": "NL", "vatId": "NL004495445B01",
                "address": {{"line1": "Kade 1", "city": "Groningen", "postalCode": "9711 AA"}}}},
            "customer": {{"name": "Bakkerij Zon", "country": "NL",
                "address": {{"line1": "Markt 2", "city": "Delft", "postalCode": "2611 GP"}}}}, {more}}}"#
    );
    let draft = Draft::from_json(&json).expect("a draft");
    issue(&draft, "2026-1", crate::Day::parse("2026-01-31").expect("a day")).expect("an invoice")
}

/// The text of its code.
fn payload(issued: &Issued) -> String {
    payment_qr(issued).expect("a code").payload
}

const ACCOUNT: &str =
    r#""paymentMethods": [{"kind": "creditTransfer", "iban": "NL91 ABNA 0417 1643 00", "bic": "ABNANL2A"}]"#;

#[test]
fn the_lines_stand_in_their_order() {
    // EPC069-12, 4: service tag, version, character set, identification, BIC, name, IBAN, amount, purpose, references.
    let text = payload(&invoice(&format!(r#""currency": "EUR", {ACCOUNT}"#)));
    assert_eq!(text, "BCD\n002\n1\nSCT\nABNANL2A\nStudio Noord\nNL91ABNA0417164300\nEUR1210.00\n\n\n2026-1");
}

#[test]
fn what_is_still_due_is_what_the_code_asks_for() {
    let issued = invoice(&format!(r#""currency": "EUR", {ACCOUNT}"#));
    let part = payment_qr_of(&issued, Decimal::new(21_050, 2)).expect("a code");
    assert!(part.payload.contains("\nEUR210.50\n"), "{}", part.payload);
    assert_eq!(payment_qr_of(&issued, Decimal::ZERO).expect_err("nothing is due").path(), "totals.payable");
}

#[test]
fn creditor_references_and_belgian_communications_are_structured_and_others_text() {
    for (scheme, value, expected) in [
        ("rf", "RF18 5390 0754 7034", "\n\nRF18539007547034"),
        ("ogm", "+++010/8068/17183+++", "\n\n010806817183"),
        ("kenmerk", "5000056789012345", "\n\n\n5000056789012345"),
        ("text", "Order 7", "\n\n\nOrder 7"),
    ] {
        let reference = format!(
            r#""currency": "EUR", {ACCOUNT}, "paymentReference": {{"scheme": "{scheme}", "value": "{value}"}}"#
        );
        let text = payload(&invoice(&reference));
        assert!(text.ends_with(&format!("EUR1210.00{expected}")), "{text:?}");
    }
}

#[test]
fn what_the_code_cannot_carry_is_refused() {
    let refused = |more: &str| payment_qr(&invoice(more)).expect_err("no code");
    assert_eq!(refused(&format!(r#""currency": "USD", {ACCOUNT}"#)).path(), "currency");
    assert_eq!(refused(r#""currency": "EUR""#).path(), "paymentMethods");
    assert_eq!(refused(&format!(r#""currency": "EUR", {ACCOUNT}, "prepaid": "1210.00""#)).path(), "totals.payable");
    let name = format!(
        r#""currency": "EUR", "paymentMethods": [{{"kind": "creditTransfer", "iban": "NL91ABNA0417164300", "name": "{}"}}]"#,
        "x".repeat(71)
    );
    assert_eq!(refused(&name).path(), "paymentMethods[0].name");
    assert_eq!(refused(&name).code(), "paymentQr.unavailable");
}

#[test]
fn the_drawing_is_the_payload() {
    let code = payment_qr(&invoice(&format!(r#""currency": "EUR", {ACCOUNT}"#))).expect("a code");
    assert!(code.svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 "), "{}", code.svg);
    assert!(code.svg.ends_with("z\"/></svg>"));
}
