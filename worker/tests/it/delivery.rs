//! Sending: a message is written once for each recipient.

use crate::support::{Caller, demo};

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

/// An issued invoice of a kept customer, said with these fields beside the party.
fn issued_to(caller: &Caller, said: &str) -> String {
    let party = r#"{"name":"Bakkerij Vermeulen B.V.","country":"NL","address":{"line1":"Markt 2","city":"Delft","postalCode":"2611 GP"}}"#;
    let customer = caller.do_post("/v1/customers", &format!(r#"{{"party":{party},{said}}}"#)).expect(201).at("id");
    let lines = r#"[{"name":"Zonnewijzer","quantity":"10","unitPrice":"100.00","vat":"nl:standard"}]"#;
    let body = format!(r#"{{"draft":{{"currency":"EUR","lines":{lines}}},"customerId":"{customer}"}}"#);
    let id = caller.do_post("/v1/invoices", &body).expect(201).at("id");
    caller.do_post(&format!("/v1/invoices/{id}/issue"), "{}").expect(200);
    id
}

const TWO: &str = r#""contacts":[{"role":"buyer","email":"inkoop@vermeulen.example"},
    {"role":"accountsPayable","email":"crediteuren@vermeulen.example"}]"#;

#[test]
fn an_invoice_goes_to_accounts_payable_with_a_copy_to_the_buyer() {
    let caller = demo();
    let id = issued_to(&caller, TWO);
    let path = format!("/v1/invoices/{id}/send");
    let sent = caller.do_post(&path, "{}").expect(201);
    assert_eq!(sent.at("to"), "crediteuren@vermeulen.example");
    let outbox = caller.get("/v1/outbox").expect(200);
    assert_eq!((outbox.count("items"), outbox.at("items[1].to")), (2, "inkoop@vermeulen.example".to_owned()));
    assert_eq!((outbox.at("items[0].copyOf"), outbox.at("items[1].copyOf")), (String::new(), sent.at("id")));
    assert_eq!(caller.all(&format!("/v1/invoices/{id}/entries"), "kind"), ["issued", "sent", "sent"]);
    // Once, however often it is asked for; and nobody else is written to where the request says to whom.
    caller.do_post(&path, "{}").expect(200);
    assert_eq!(caller.get("/v1/outbox").expect(200).count("items"), 2);
    caller.do_post(&path, r#"{"to":"anna@vermeulen.example"}"#).expect(201);
    assert_eq!(caller.get("/v1/outbox").expect(200).count("items"), 3);
}

#[test]
fn who_is_alone_gets_no_copy() {
    let caller = demo();
    for contacts in [
        r#""contacts":[{"role":"buyer","email":"inkoop@vermeulen.example"}]"#,
        r#""contacts":[{"role":"buyer","email":"A@vermeulen.example"},{"role":"accountsPayable","email":"a@vermeulen.example"}]"#,
    ] {
        let before = caller.get("/v1/outbox").expect(200).count("items");
        let id = issued_to(&caller, contacts);
        caller.do_post(&format!("/v1/invoices/{id}/send"), "{}").expect(201);
        assert_eq!(caller.get("/v1/outbox").expect(200).count("items"), before + 1);
    }
}

#[test]
fn a_large_customer_without_accounts_payable_is_warned_of() {
    let caller = demo();
    let party = r#""party":{"name":"Groot N.V.","country":"NL"}"#;
    let keep = |more: &str| caller.do_post("/v1/customers", &format!("{{{party}{more}}}")).expect(201);
    let large = keep(r#","size":"large""#);
    assert_eq!(
        (large.at("warnings[0].code"), large.at("warnings[0].path")),
        ("contacts.accountsPayable".to_owned(), "contacts".to_owned())
    );
    assert_eq!(caller.get(&format!("/v1/customers/{}", large.at("id"))).expect(200).count("warnings"), 1);
    for more in ["", r#","size":"medium""#, &format!(r#","size":"large",{TWO}"#)] {
        assert_eq!(keep(more).count("warnings"), 0, "{more}");
    }
}

#[test]
fn what_goes_by_post_prints_the_invoice_and_is_no_email() {
    let caller = demo();
    let id = issued_to(&caller, &format!(r#"{TWO},"delivery":{{"way":"post"}}"#));
    let sent = caller.do_post(&format!("/v1/invoices/{id}/send"), "{}").expect(201);
    assert_eq!((sent.at("channel"), sent.at("to")), ("letter".to_owned(), "Bakkerij Vermeulen B.V.".to_owned()));
    assert_eq!(caller.get("/v1/outbox").expect(200).count("items"), 1);
    // The bytes are those of the invoice itself.
    let printed = caller.get(&format!("/v1/outbox/{}.pdf", sent.at("id"))).expect(200).response;
    let invoice = caller.get(&format!("/v1/invoices/{id}.pdf")).expect(200).response;
    assert!(printed.body.starts_with(b"%PDF-") && printed.body == invoice.body);
    assert_eq!(printed.header("content-disposition"), invoice.header("content-disposition"));
}
