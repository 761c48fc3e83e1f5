//! The whole way of an invoice in one story: draft, sent, seen, reminded, paid, archived.

use sha2::{Digest, Sha256};

use crate::support::page::{nonce_of, path_of, post};
use crate::support::{Caller, demo, draft};

fn state(caller: &Caller, id: &str) -> [String; 2] {
    let invoice = caller.get(&format!("/v1/invoices/{id}")).expect(200);
    [invoice.at("state"), invoice.at("status.amountDue")]
}

#[test]
fn an_invoice_goes_from_draft_to_archive() {
    let caller = demo();
    caller.do_post("/v1/policies", r#"{"ready":"nl-business"}"#).expect(201);
    // Draft: no number, nothing owed.
    let body = draft().replace(r#""locale":"nl""#, r#""locale":"nl","kind":"business""#);
    let id = caller.do_post("/v1/invoices", &body).expect(201).at("id");
    assert_eq!(state(&caller, &id), ["draft", "0.00"]);
    // Issued on 15 June 2026 and sent.
    caller.do_post(&format!("/v1/invoices/{id}/issue"), "{}").expect(200);
    caller.do_post(&format!("/v1/invoices/{id}/send"), "{}").expect(201);
    caller.settled();
    let files = ["pdf", "ubl.xml", "cii.xml"].map(|form| format!("/v1/invoices/{id}.{form}"));
    let made: Vec<Vec<u8>> = files.iter().map(|path| caller.get(path).expect(200).response.body).collect();
    // Seen by a person on the customer's page.
    caller.later(60_000);
    let page = path_of(&caller, &id, "customer");
    let seen = format!("deed=seen&nonce={}", nonce_of(&caller.get_page(&page)));
    post(&caller, &page, &seen).expect(204);
    assert_eq!(caller.all("/v1/invoices", "viewedAt"), ["2026-06-15T10:01:00.000Z"]);
    // Due on 15 July and not paid: reminded.
    caller.live_until("2026-08-01T10:00:00Z");
    let kinds = || caller.all(&format!("/v1/invoices/{id}/entries?limit=200"), "kind").join(" ");
    assert!(kinds().starts_with("issued sent viewed reminder"), "{}", kinds());
    assert_eq!(state(&caller, &id), ["open", "1210.00"]);
    // Paid: no further reminder in a year.
    let paid = r#"{"amount":"1210.00","method":"creditTransfer","reference":"2026-0001"}"#;
    caller.do_post(&format!("/v1/invoices/{id}/payments"), paid).expect(201);
    let then = kinds();
    assert!(then.ends_with("reminder payment"), "{then}");
    caller.live_until("2027-08-01T10:00:00Z");
    assert_eq!((kinds(), state(&caller, &id)), (then, ["paid".to_owned(), "0.00".to_owned()]));
    // Archived: the files of then byte by byte, the record under its hash, whole books, and an audit file that balances.
    for (path, bytes) in files.iter().zip(&made) {
        assert_eq!(caller.get(path).expect(200).response.body, *bytes, "{path}");
    }
    let hash = caller.get(&format!("/v1/invoices/{id}")).expect(200).at("documentHash");
    let record = caller.world.documents.borrow().get(&caller.place_of(&hash)).cloned().expect("the record");
    assert_eq!(data_encoding::HEXLOWER.encode(&Sha256::digest(&record)), hash);
    assert_eq!(caller.get("/v1/verify?limit=200").expect(200).at("intact"), "true");
    let file = caller.get("/v1/exports/auditfile.xaf?from=2026-01-01&until=2026-12-31").expect(200).json.0;
    // 1210.00 of the invoice and 1210.00 of the money, on each side.
    assert_eq!(file.matches("<totalDebit>2420.00</totalDebit>").count(), 1);
    assert_eq!(file.matches("<totalCredit>2420.00</totalCredit>").count(), 1);
    assert_eq!(caller.all("/v1/search?q=2026-0001", "id"), [id]);
}
