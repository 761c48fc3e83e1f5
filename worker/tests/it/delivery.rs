//! Sending: a message is written once for each recipient.

use crate::support::demo;

#[test]
fn an_invoice_is_sent_once_to_each_recipient() {
    let caller = demo();
    let id = caller.issued();
    let send = |body: &str| caller.do_post(&format!("/v1/invoices/{id}/send"), body);
    let first = send("{}").expect(201);
    assert_eq!((first.at("to"), first.at("channel")), ("anna@vermeulen.example".to_owned(), "email".to_owned()));
    assert_eq!(send("{}").expect(200).json, first.json);
    send(r#"{"to":"boekhouding@vermeulen.example"}"#).expect(201);
    let outbox = caller.get("/v1/outbox").expect(200);
    assert_eq!((outbox.count("items"), outbox.at("items[0].id")), (2, first.at("id")));
    let entries = caller.get(&format!("/v1/invoices/{id}/entries")).expect(200);
    assert_eq!((entries.count("items"), entries.at("items[1].kind")), (3, "sent".to_owned()));
    // The link of the message is the customer's page.
    let path = first.at("link").replace("https://billing.example", "");
    assert!(caller.get_page(&path).contains("2026-0001"));
}

#[test]
fn without_an_address_nothing_is_sent() {
    let caller = demo();
    let body = crate::support::draft().replace(r#","contact":{"email":"anna@vermeulen.example"}"#, "").replace(
        r#",
    "contact":{"email":"anna@vermeulen.example"}"#,
        "",
    );
    let id = caller.do_post("/v1/invoices", &body).expect(201).at("id");
    caller.do_post(&format!("/v1/invoices/{id}/issue"), "{}").expect(200);
    caller.do_post(&format!("/v1/invoices/{id}/send"), "{}").refused(422, "field.missing");
    assert_eq!(caller.get("/v1/outbox").expect(200).count("items"), 0);
}

#[test]
fn a_message_whose_link_was_revoked_does_not_go_out_and_is_written_anew() {
    let caller = demo();
    let id = caller.issued();
    let first = caller.do_post(&format!("/v1/invoices/{id}/send"), "{}").expect(201);
    let path = |link: String| link.replace("https://billing.example", "");
    caller.call("DELETE", &format!("/v1/invoices/{id}/links"), "", &[]).expect(204);
    assert_eq!(caller.get(&path(first.at("link"))).status(), 410);
    assert_eq!(caller.get("/v1/outbox").expect(200).count("items"), 0);
    let again = caller.do_post(&format!("/v1/invoices/{id}/send"), "{}").expect(201);
    assert_eq!(caller.get(&path(again.at("link"))).status(), 200);
}

#[test]
fn an_address_is_one_line_that_can_be_one() {
    let caller = demo();
    let id = caller.issued();
    for to in [r"a@b.example\r\nBcc: c@d.example", r"a@b.example\nBcc: c@d.example", "nobody", "@", "a b@c.example"] {
        let body = format!(r#"{{"to":"{to}"}}"#);
        let refused = caller.do_post(&format!("/v1/invoices/{id}/send"), &body).refused(422, "email.format");
        assert_eq!(refused.at("findings[0].path"), "to");
    }
    assert_eq!(caller.get("/v1/outbox").expect(200).count("items"), 0);
}
