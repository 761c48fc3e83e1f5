//! Offers: quotes and pro formas have numbers of their own, are sent and shown under their own name, and become an invoice once.

use data_encoding::BASE64;
use voldaan_worker::app::Moment;
use voldaan_worker::app::ports::WebRequest;

use crate::support::page::path;
use crate::support::{Answer, Caller, Json, answer, demo, draft};

fn quote(caller: &Caller, more: &str) -> Answer {
    caller.do_post("/v1/quotes", &draft().replacen('{', &format!("{{{more}"), 1))
}

fn on_day(caller: &Caller, day: &str) {
    caller.world.now.set(Moment::parse(&format!("{day}T09:00:00Z")).expect("an instant"));
}

#[test]
fn an_offer_takes_no_number_of_an_invoice_and_stands_in_no_list_of_them() {
    let caller = demo();
    let one = quote(&caller, "").expect(201);
    let two = quote(&caller, r#""kind":"proforma","#).expect(201);
    let three = quote(&caller, "").expect(201);
    let said = |made: &Answer| [made.at("kind"), made.at("number"), made.at("state")];
    assert_eq!(said(&one), ["quote", "Q2026-0001", "open"]);
    assert_eq!(said(&two), ["proforma", "P2026-0001", "open"]);
    assert_eq!(said(&three), ["quote", "Q2026-0002", "open"]);
    // 10 × 100.00 at 21 %; thirty days after 15 June.
    let facts = [one.at("document.totals.gross"), one.at("issueDate"), one.at("validUntil")];
    assert_eq!(facts, ["1210.00", "2026-06-15", "2026-07-15"]);
    assert_eq!(caller.get("/v1/invoices").expect(200).count("items"), 0);
    assert_eq!(caller.get("/v1/reports/ageing").expect(200).count("rows"), 0);
    let id = caller.issued();
    assert_eq!(caller.get(&format!("/v1/invoices/{id}")).expect(200).at("number"), "2026-0001");
    assert_eq!(caller.all("/v1/quotes", "number"), ["Q2026-0001", "P2026-0001", "Q2026-0002"]);
    assert_eq!(caller.all("/v1/quotes", "total"), ["1210.00"; 3]);
    // No invoice goes into the series of offers either.
    let id = caller.do_post("/v1/invoices", &draft()).expect(201).at("id");
    for series in ["quote", "proforma"] {
        let body = format!(r#"{{"series":"{series}"}}"#);
        caller.do_post(&format!("/v1/invoices/{id}/issue"), &body).refused(422, "series.unknown");
    }
}

#[test]
fn what_no_invoice_could_be_made_of_is_not_offered() {
    let caller = demo();
    quote(&caller, r#""validUntil":"2026-06-14","#).refused(422, "date.range");
    caller
        .do_post("/v1/quotes", &draft().replace(r#""currency""#, r#""type":"prepayment","currency""#))
        .refused(422, "enum.unknown");
    caller.do_post("/v1/quotes", &draft().replace("100.00", "-1")).refused(422, "price.negative");
    caller
        .do_post("/v1/quotes", &draft().replace(r#""currency""#, r#""issueDate":"2026-06-16","currency""#))
        .refused(422, "date.range");
    caller
        .do_post("/v1/quotes", &draft().replace(r#""draft""#, r#""customerId":"cus_none","draft""#))
        .refused(422, "customer.unknown");
    assert_eq!(caller.get("/v1/quotes").expect(200).count("items"), 0);
    // A refused offer took no number.
    assert_eq!(quote(&caller, "").expect(201).at("number"), "Q2026-0001");
}

#[test]
fn an_offer_becomes_a_draft_once_on_the_terms_that_were_offered() {
    let caller = demo();
    let customer = r#"{"party":{"name":"Bakkerij Vermeulen B.V.","country":"NL","locale":"nl",
        "address":{"line1":"Oudegracht 20","city":"Utrecht","postalCode":"3511 AB"}}}"#;
    let customer = caller.do_post("/v1/customers", customer).expect(201).at("id");
    let body = format!(
        r#"{{"customerId":"{customer}","draft":{{"currency":"EUR","issueDate":"2026-06-10",
        "lines":[{{"name":"Zonnewijzer","quantity":"10","unitPrice":"100.00","vat":"nl:standard"}}]}}}}"#
    );
    let made = caller.do_post("/v1/quotes", &body).expect(201);
    let id = made.at("id");
    caller.call("DELETE", &format!("/v1/customers/{customer}"), "", &[]).refused(409, "customer.inUse");
    let accepted =
        caller.do_post(&format!("/v1/quotes/{id}/accept"), r#"{"on":"2026-06-14","by":"Anna, by e-mail"}"#).expect(200);
    assert_eq!(
        [accepted.at("state"), accepted.at("acceptedOn"), accepted.at("acceptedBy")],
        ["accepted", "2026-06-14", "Anna, by e-mail"]
    );
    // Other terms from now on; the offer keeps its own.
    let patch = r#"{"paymentTerms":{"netDays":8}}"#;
    caller.call("PATCH", "/v1/administration", patch, &[("if-match", "*")]).expect(200);
    on_day(&caller, "2026-09-01");
    let first = caller.post(&format!("/v1/quotes/{id}/invoice"), "{}", "once").expect(201);
    let invoice = first.at("invoiceId");
    // The same request, and another one: still one draft.
    assert_eq!(caller.post(&format!("/v1/quotes/{id}/invoice"), "{}", "once").expect(201).at("invoiceId"), invoice);
    assert_eq!(caller.do_post(&format!("/v1/quotes/{id}/invoice"), "{}").expect(200).at("invoiceId"), invoice);
    assert_eq!(caller.get("/v1/invoices").expect(200).count("items"), 1);
    let issued = caller.do_post(&format!("/v1/invoices/{invoice}/issue"), "{}").expect(200);
    // Thirty days, as offered, from the date of the invoice.
    let facts = [
        issued.at("number"),
        issued.at("invoice.issueDate"),
        issued.at("invoice.dueDate"),
        issued.at("invoice.totals.gross"),
    ];
    assert_eq!(facts, ["2026-0001", "2026-09-01", "2026-10-01", "1210.00"]);
    assert_eq!(caller.get(&format!("/v1/quotes/{id}")).expect(200).at("state"), "invoiced");
    caller.do_post(&format!("/v1/quotes/{id}/decline"), "{}").refused(409, "quote.invoiced");
    caller.do_post(&format!("/v1/quotes/{id}/accept"), "{}").refused(409, "quote.invoiced");
}

#[test]
fn a_draft_that_is_removed_gives_its_offer_back() {
    let caller = demo();
    let id = quote(&caller, "").expect(201).at("id");
    let make = || caller.do_post(&format!("/v1/quotes/{id}/invoice"), "{}").expect(201).at("invoiceId");
    let first = make();
    caller.call("DELETE", &format!("/v1/invoices/{first}"), "", &[]).expect(204);
    let state = caller.get(&format!("/v1/quotes/{id}")).expect(200);
    assert_eq!([state.at("state"), state.at("acceptedOn")], ["accepted", "2026-06-15"]);
    assert_ne!(make(), first);
}

#[test]
fn an_offer_ends_with_its_last_day_unless_the_seller_lets_it_count() {
    let caller = demo();
    let id = quote(&caller, r#""validUntil":"2026-06-20","#).expect(201).at("id");
    let state = || caller.get(&format!("/v1/quotes/{id}")).expect(200).at("state");
    on_day(&caller, "2026-06-20");
    assert_eq!(state(), "open");
    on_day(&caller, "2026-06-21");
    assert_eq!(state(), "expired");
    caller.do_post(&format!("/v1/quotes/{id}/invoice"), "{}").refused(409, "quote.expired");
    caller.do_post(&format!("/v1/quotes/{id}/accept"), "{}").refused(409, "quote.expired");
    for on in ["2026-06-22", "2026-06-14"] {
        caller
            .do_post(&format!("/v1/quotes/{id}/accept"), &format!(r#"{{"on":"{on}","late":true}}"#))
            .refused(422, "date.range");
    }
    // It was accepted in time and is noted late; or it is late, and the seller does not mind.
    let late = caller.do_post(&format!("/v1/quotes/{id}/accept"), r#"{"late":true}"#).expect(200);
    assert_eq!([late.at("state"), late.at("acceptedOn")], ["accepted", "2026-06-21"]);
    let in_time = quote(&caller, r#""validUntil":"2026-06-21","#).expect(201).at("id");
    on_day(&caller, "2026-06-23");
    caller.do_post(&format!("/v1/quotes/{in_time}/accept"), r#"{"on":"2026-06-21"}"#).expect(200);
    caller.do_post(&format!("/v1/quotes/{in_time}/invoice"), "{}").expect(201);
}

#[test]
fn a_declined_offer_is_over_and_its_link_with_it() {
    let caller = demo();
    let made = quote(&caller, "").expect(201);
    let (id, link) = (made.at("id"), path(&made.at("links.customer")));
    caller.do_post(&format!("/v1/quotes/{id}/send"), "{}").expect(201);
    let shown = caller.get(&format!("{link}.pdf")).expect(200).response;
    assert_eq!(shown.header("content-type"), Some("application/pdf"));
    assert_eq!(shown.header("content-disposition"), Some("inline; filename=\"Q2026-0001.pdf\""));
    assert!(shown.body.starts_with(b"%PDF-"));
    let declined = caller.do_post(&format!("/v1/quotes/{id}/decline"), r#"{"reason":"Te duur"}"#).expect(200);
    assert_eq!(
        [declined.at("state"), declined.at("declinedOn"), declined.at("reason")],
        ["declined", "2026-06-15", "Te duur"]
    );
    caller.get(&format!("{link}.pdf")).expect(410);
    let over = caller.get(&link).expect(410).json.0;
    assert!(
        over.contains("afgewezen of ingetrokken") && !over.contains("1.210,00") && !over.contains("<form"),
        "{over}"
    );
    assert_eq!(caller.get("/v1/outbox").expect(200).count("items"), 0);
    for deed in ["accept", "invoice", "send"] {
        caller.do_post(&format!("/v1/quotes/{id}/{deed}"), "{}").refused(409, "quote.declined");
    }
    let events = caller.all("/v1/events", "type");
    assert_eq!(events, ["administration.created", "quote.created", "quote.sent", "quote.declined"]);
}

#[test]
fn the_link_to_an_offer_opens_nothing_else_and_no_other_link_opens_it() {
    let caller = demo();
    let token = path(&quote(&caller, "").expect(201).at("links.customer"));
    let token = token.trim_start_matches("/q/").to_owned();
    for page in [format!("/i/{token}"), format!("/i/{token}.pdf"), format!("/a/{token}")] {
        caller.get(&page).expect(404);
    }
    let invoice = caller.get(&format!("/v1/invoices/{}", caller.issued())).expect(200).at("links.customer");
    caller.get(&format!("{}.pdf", path(&invoice).replace("/i/", "/q/"))).expect(404);
    for place in 0..token.len() {
        let changed = if token.as_bytes()[place] == b'A' { "B" } else { "A" };
        let forged = format!("{}{changed}{}", &token[..place], &token[place + 1..]);
        caller.get(&format!("/q/{forged}.pdf")).expect(404);
        caller.get(&format!("/q/{forged}")).expect(404);
    }
    caller.get(&format!("/q/{token}.pdf")).expect(200);
    caller.later(181 * 86_400_000);
    caller.get(&format!("/q/{token}.pdf")).expect(410);
}

#[test]
fn an_offer_goes_out_by_e_mail_once_under_its_own_name() {
    for (kind, name, number) in [("quote", "Offerte", "Q2026-0001"), ("proforma", "Pro forma", "P2026-0001")] {
        let caller = demo();
        let mail = r#"{"provider":"postmark","from":"facturen@zonnewijzer.example","key":"pm-key"}"#;
        caller.call("PUT", "/v1/mail", mail, &[]).expect(200);
        caller.world.network.add(Box::new(|_: &WebRequest| Some(Ok(answer(200, r#"{"ErrorCode":0}"#)))));
        let id = quote(&caller, &format!(r#""kind":"{kind}","#)).expect(201).at("id");
        let sent = caller.do_post(&format!("/v1/quotes/{id}/send"), "{}").expect(201);
        assert_eq!(caller.do_post(&format!("/v1/quotes/{id}/send"), "{}").expect(200).at("id"), sent.at("id"));
        caller.do_post(&format!("/v1/quotes/{id}/send"), r#"{"to":"a\nb@c"}"#).refused(422, "email.format");
        caller.settled();
        caller.settled();
        assert_eq!(caller.world.network.count(), 1);
        let said = Json(String::from_utf8(caller.world.network.last().body).expect("text"));
        assert_eq!(said.at("Subject"), format!("{name} {number} van De Zonnewijzer B.V."));
        assert_eq!(said.at("To"), "anna@vermeulen.example");
        for part in ["TextBody", "HtmlBody"] {
            let text = said.at(part);
            assert!(
                text.contains("1.210,00") && text.contains("15 juli 2026") && text.contains(&sent.at("link")),
                "{text}"
            );
            assert!(!text.to_lowercase().contains("factuur") && !text.contains("betalen"), "{text}");
        }
        assert_eq!((said.count("Attachments"), said.at("Attachments[0].Name")), (1, format!("{number}.pdf")));
        let pdf = BASE64.decode(said.at("Attachments[0].Content").as_bytes()).expect("base64");
        assert_eq!(pdf, caller.get(&format!("/v1/quotes/{id}.pdf")).expect(200).response.body);
        // What it says is read at the seller's too, and it bounces like any other message.
        let message = sent.at("id");
        assert!(caller.get(&format!("/v1/outbox/{message}")).expect(200).at("subject").starts_with(name));
        assert_eq!(caller.get(&format!("/v1/outbox/{message}.pdf")).expect(200).response.body, pdf);
        caller.do_post(&format!("/v1/outbox/{message}/done"), r#"{"note":"Gebeld"}"#).refused(422, "field.unknown");
        caller.do_post(&format!("/v1/outbox/{message}/done"), "{}").expect(200);
        let verified = caller.get("/v1/verify").expect(200);
        assert_eq!(verified.count("faults"), 0);
    }
}

#[test]
fn an_erased_customer_leaves_no_offer() {
    let caller = demo();
    let customer = r#"{"party":{"name":"Jan Peeters","country":"NL","address":{"city":"Utrecht"}}}"#;
    let customer = caller.do_post("/v1/customers", customer).expect(201).at("id");
    let body = format!(
        r#"{{"customerId":"{customer}","draft":{{"currency":"EUR",
        "lines":[{{"name":"Brood","quantity":"1","unitPrice":"10.00","vat":"nl:standard"}}]}}}}"#
    );
    let id = caller.do_post("/v1/quotes", &body).expect(201).at("id");
    caller.do_post(&format!("/v1/customers/{customer}/erase"), "{}").refused(409, "customer.inUse");
    caller.do_post(&format!("/v1/quotes/{id}/decline"), "{}").expect(200);
    caller.do_post(&format!("/v1/customers/{customer}/erase"), "{}").expect(200);
    caller.get(&format!("/v1/quotes/{id}")).refused(404, "notFound");
    let left: i64 = caller
        .world
        .connection
        .query_row("SELECT COUNT(*) FROM chunk WHERE owner LIKE 'quote/%'", [], |row| row.get(0))
        .expect("a number");
    assert_eq!(left, 0);
}
