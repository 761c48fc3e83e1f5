//! The ways to pay of an invoice: the same in the PDF, in the e-invoice and on the customer's page, and with the same reference.

#[path = "../../../tests/src/printed.rs"]
pub mod printed;

use voldaan::invoice::{Issued, payment_qr};
use voldaan::wire::{Reader, Wire, parse};

use crate::support::{demo, draft};

/// Each way as the invoice states it, its code (BT-81, UNTDID 4461), and what it is called on paper and on the page.
const WAYS: [(&str, &str, &str); 4] = [
    (r#"{"kind":"creditTransfer","iban":"NL91ABNA0417164300","name":"De Zonnewijzer B.V."}"#, "58", "ABNA"),
    (r#"{"kind":"card"}"#, "48", "Betaling met kaart."),
    (r#"{"kind":"cash"}"#, "10", "Contante betaling."),
    (r#"{"kind":"online","url":"https://pay.example/2026-0001"}"#, "68", "https://pay.example/2026-0001"),
];

/// The reference of the number 2026-0001 (ISO 11649): its check digits by ISO 7064, MOD 97-10, worked out with Python.
const REFERENCE: &str = "RF3120260001";

/// What stands in the elements of a name, in their order.
fn stated<'a>(xml: &'a str, element: &str) -> Vec<&'a str> {
    let end = format!("</{element}>");
    let mut parts: Vec<&str> = xml.split(&end).collect();
    parts.pop();
    parts.into_iter().map(|part| part.rsplit('>').next().unwrap_or_default()).collect()
}

#[test]
fn pdf_e_invoice_and_page_state_the_same_ways_to_pay_with_the_same_reference() {
    let caller = demo();
    let ways: Vec<&str> = WAYS.iter().map(|(way, ..)| *way).collect();
    let more =
        format!(r#""currency":"EUR","paymentMethods":[{}],"paymentReference":{{"scheme":"rf"}}"#, ways.join(","));
    let id = caller.do_post("/v1/invoices", &draft().replace(r#""currency":"EUR""#, &more)).expect(201).at("id");
    caller.do_post(&format!("/v1/invoices/{id}/issue"), "{}").expect(200);
    let form = |ending: &str| caller.get(&format!("/v1/invoices/{id}{ending}")).expect(200);

    let ubl = form(".ubl.xml").json.0;
    assert_eq!(stated(&ubl, "cbc:PaymentMeansCode"), WAYS.map(|(_, code, _)| code));
    assert_eq!(stated(&ubl, "cbc:PaymentID"), [REFERENCE; 4]);

    let pdf = printed::dump(&form(".pdf").response.body);
    let link = form("").at("links.customer");
    let page = caller.get_page(link.strip_prefix("https://billing.example").expect("our origin"));
    for (way, _, called) in WAYS {
        assert!(pdf.contains(called), "the PDF does not state {way}:\n{pdf}");
        assert!(page.contains(called), "the page does not state {way}:\n{page}");
    }
    assert!(pdf.replace(char::is_whitespace, "").contains(REFERENCE), "{pdf}");
    assert!(page.contains(REFERENCE), "{page}");
    // The address to pay at is one to follow and a code to scan, beside that of the bank, which asks for the same reference.
    assert!(pdf.contains("/S/URI/URI(https://pay.example/2026-0001)"), "{pdf}");
    for caption in ["Scan met uw bankapp", "Scan om online te"] {
        assert!(pdf.contains(caption), "{caption}:\n{pdf}");
    }
    let whole = form("").json.0;
    let invoice = parse(&whole).expect("JSON").take("invoice").expect("an invoice");
    let issued = Issued::read(invoice, &mut Reader::new());
    assert!(payment_qr(&issued).expect("a code").payload.lines().any(|line| line == REFERENCE));
}
