//! QR-bills after the examples of the guidelines (SIX, version 2.3, annex A and chapter 2), and what they do not take.

use super::{SwissReference, account, swiss_bill};
use crate::invoice::{Draft, Issued, issue};

/// The ordinary account and the QR-IBAN of the examples of SIX.
const IBAN: &str = "CH58 0079 1123 0008 8901 2";
const QR_IBAN: &str = "CH44 3199 9123 0008 8901 2";

/// An invoice of CHF 1,949.75 to an account, with these fields beside.
fn invoice(iban: &str, more: &str) -> Issued {
    let json = format!(
        r#"{{"currency": "CHF", "lines": [{{"name": "Advice", "quantity": "1", "unitPrice": "1949.75", "vat": {{"category": "Z", "rate": "0"}}}}],
            "paymentTerms": {{"netDays": 30}},
            "paymentMethods": [{{"kind": "creditTransfer", "iban": "{iban}"}}],
            "supplier": {{"name": "Max Muster & Söhne", "country": "CH", "companyId": {{"scheme": "0183", "value": "CHE123456788"}},
                "vatId": "CHE-123.456.788 MWST",
                "address": {{"line1": "Musterstrasse 123", "city": "Seldwyla", "postalCode": "8000"}}}},
            "customer": {{"name": "Simon d’Muster", "country": "CH",
                "address": {{"line1": "Musterstrasse 1", "city": "Seldwyla", "postalCode": "8000"}}}}{more}}}"#
    );
    let draft = Draft::from_json(&json).expect("a draft");
    issue(&draft, "2026-7", crate::Day::parse("2026-01-31").expect("a day")).expect("an invoice")
}

fn payload(issued: &Issued) -> String {
    swiss_bill(issued, issued.totals().payable).expect("a QR-bill").payload()
}

/// Path and message of all that is refused.
fn refused(issued: &Issued) -> Vec<String> {
    let error = swiss_bill(issued, issued.totals().payable).expect_err("no QR-bill");
    error.into_findings().into_iter().map(|finding| [finding.path, finding.message].join(": ")).collect()
}

#[test]
fn the_elements_stand_in_their_order() {
    let reference = r#", "paymentReference": {"scheme": "qrr", "value": "21 00000 00003 13947 14300 09017"}"#;
    let text = payload(&invoice(QR_IBAN, reference));
    let expected = "SPC|0200|1|CH4431999123000889012|S|Max Muster & Söhne|Musterstrasse|123|8000|Seldwyla|CH||||||||1949.75|CHF|\
        S|Simon d'Muster|Musterstrasse|1|8000|Seldwyla|CH|QRR|210000000003139471430009017|2026-7|EPD";
    assert_eq!(text.replace('\n', "|"), expected);
    assert_eq!(text.split('\n').count(), 31);
}

#[test]
fn creditor_references_and_texts_go_to_ordinary_accounts() {
    let text = payload(&invoice(IBAN, r#", "paymentReference": {"scheme": "rf", "value": "RF18 5390 0754 7034"}"#));
    assert!(text.ends_with("\nSCOR\nRF18539007547034\n2026-7\nEPD"), "{text}");
    let text = payload(&invoice(IBAN, r#", "paymentReference": {"scheme": "text", "value": "Order 7"}"#));
    assert!(text.ends_with("\nNON\n\nOrder 7\nEPD"), "{text}");
    assert!(payload(&invoice(IBAN, "")).ends_with("\nNON\n\n2026-7\nEPD"));
}

#[test]
fn references_and_accounts_that_do_not_belong_together_are_refused() {
    let qrr = r#", "paymentReference": {"scheme": "qrr", "value": "210000000003139471430009017"}"#;
    assert_eq!(refused(&invoice(IBAN, qrr)), ["paymentMethods[0].iban: A QR reference needs a QR-IBAN."]);
    assert_eq!(
        refused(&invoice(QR_IBAN, "")),
        ["paymentMethods[0].iban: A payment to a QR-IBAN needs a QR reference."]
    );
}

#[test]
fn all_that_is_missing_is_said_at_once() {
    let json = invoice(IBAN, "").draft();
    let mut draft = json.clone();
    let customer = draft.customer.as_mut().expect("a customer");
    customer.name = "株式会社".to_owned();
    let address = customer.address.as_mut().expect("an address");
    (address.postal_code, address.line2) = (None, Some("2. Stock".to_owned()));
    address.city = Some("x".repeat(36));
    let issued = issue(&draft, "2026-7", crate::Day::parse("2026-01-31").expect("a day")).expect("an invoice");
    let all = refused(&issued);
    for path in ["customer.name", "customer.address.line2", "customer.address.postalCode", "customer.address.city"] {
        assert_eq!(all.iter().filter(|said| said.starts_with(&format!("{path}: "))).count(), 1, "{path}: {all:?}");
    }
    assert_eq!(all.len(), 4, "{all:?}");
}

#[test]
fn accounts_elsewhere_have_no_qr_bill() {
    let issued = invoice("NL91 ABNA 0417 1643 00", "");
    assert!(account(&issued).is_none());
    assert!(refused(&issued)[0].starts_with("paymentMethods: "), "{:?}", refused(&issued));
}

#[test]
fn numbers_stand_behind_or_before_the_street() {
    for (line, street, building) in [
        ("Rue du Lac 1268/2/22", "Rue du Lac", "1268/2/22"),
        ("12, rue de la Gare", "rue de la Gare", "12"),
        ("Bahnhofstrasse 4a", "Bahnhofstrasse", "4a"),
        ("Im Grund", "Im Grund", ""),
    ] {
        assert_eq!(super::parted(line), (street.to_owned(), building.to_owned()));
    }
    assert_eq!(SwissReference::Scor.as_str(), "SCOR");
}

#[test]
fn the_payment_code_of_a_swiss_account_is_that_of_the_qr_bill_with_its_cross() {
    let issued = invoice(IBAN, "");
    let code = crate::invoice::payment_qr(&issued).expect("a code");
    assert_eq!(code.payload, payload(&issued));
    assert!(code.svg.contains("viewBox=\"0 0 46 46\"") && code.svg.ends_with("z\"/></svg></svg>"), "{}", code.svg);
    // In euro a bill that is not complete leaves the other code; in francs there is none.
    let mut draft = issued.draft();
    draft.customer.as_mut().and_then(|customer| customer.address.as_mut()).expect("an address").postal_code = None;
    let day = issued.issue_date();
    let francs = issue(&draft, "2026-7", day).expect("an invoice");
    let refused = crate::invoice::payment_qr(&francs).expect_err("no code");
    assert_eq!((refused.code(), refused.path()), ("paymentQr.unavailable", "customer.address.postalCode"));
    draft.currency = crate::money::Currency::EUR;
    let euro = issue(&draft, "2026-7", day).expect("an invoice");
    assert!(crate::invoice::payment_qr(&euro).expect("a code").payload.starts_with("BCD\n002\n"));
}
