//! All invoices of a customer by an e-mailed link: the same answer for everybody, and nothing of anybody else.

use crate::mail::{POSTMARK, bounce, put, taken};
use crate::support::page::{fill_in, path};
use crate::support::{Answer, Caller, Json, demo, draft};

const ANNA: &str = "anna@vermeulen.example";

/// Asks for the link to the invoices of an address.
pub fn ask(caller: &Caller, email: &str) -> Answer {
    let form = format!("email={}", email.replace('@', "%40"));
    caller.call("POST", &format!("/account/{}", caller.administration), &form, &[])
}

/// Does what is due after the requests.
pub fn settle(caller: &Caller) {
    pollster::block_on(caller.book.settle());
}

/// The links that went to an address, oldest first.
pub fn links(caller: &Caller, email: &str) -> Vec<String> {
    let outbox = caller.get("/v1/outbox?limit=200").expect(200);
    let at = |place: usize, name: &str| outbox.at(&format!("items[{place}].{name}"));
    let to = (0..outbox.count("items")).filter(|place| at(*place, "to") == email);
    let links = to.map(|place| at(place, "link")).filter(|link| link.contains("/a/"));
    links.map(|link| path(&link)).collect()
}

/// An issued invoice to an address.
fn issued_to(caller: &Caller, email: &str) -> String {
    let id = caller.do_post("/v1/invoices", &draft().replace(ANNA, email)).expect(201).at("id");
    caller.do_post(&format!("/v1/invoices/{id}/issue"), "{}").expect(200);
    id
}

/// The paths of the invoices on a page.
fn invoices(page: &str) -> Vec<String> {
    page.split("href=\"/i/").skip(1).map(|rest| format!("/i/{}", rest.split('"').next().expect("a link"))).collect()
}

#[test]
fn a_credit_note_that_was_set_off_waits_for_nothing() {
    let caller = demo();
    let id = issued_to(&caller, ANNA);
    let credit = r#"{"amount":"210.00","reason":"Kapot"}"#;
    caller.do_post(&format!("/v1/invoices/{id}/credit"), credit).expect(201);
    ask(&caller, ANNA).expect(303);
    settle(&caller);
    let page = caller.get_page(&links(&caller, ANNA)[0]);
    let note = page.split("<tr>").find(|row| row.contains("C2026-0001")).expect("a row of the note");
    let due = "data-label=\"Nog te betalen\">€\u{A0}0,00<";
    assert!(note.contains("badge good\">Verrekend") && note.contains(due), "{note}");
}

#[test]
fn a_link_to_all_invoices_goes_to_the_address_and_shows_them() {
    let caller = demo();
    let (one, two) = (issued_to(&caller, ANNA), issued_to(&caller, "Anna@Vermeulen.example"));
    issued_to(&caller, "piet@elders.example");
    caller.do_post("/v1/invoices", &draft()).expect(201);
    caller.do_post(&format!("/v1/invoices/{one}/payments"), r#"{"amount":"1210.00","method":"cash"}"#).expect(201);
    let page = caller.get_page(&format!("/account/{}", caller.administration));
    assert!(page.contains("De Zonnewijzer B.V.") && page.contains("type=\"email\""));
    let asked = ask(&caller, "ANNA@vermeulen.example").expect(303);
    let location = asked.response.header("location").expect("an answer").to_owned();
    assert!(caller.get_page(&location).contains("It works for an hour"));
    settle(&caller);
    let links = links(&caller, ANNA);
    assert_eq!(links.len(), 1);
    let page = caller.get_page(&links[0]);
    assert!(
        page.contains("<html lang=\"nl\">")
            && page.contains("Uw facturen")
            && page.contains("2026-0001")
            && page.contains("2026-0002")
    );
    assert!(!page.contains("2026-0003") && page.contains("Voldaan") && page.contains("badge warn"));
    let paths = invoices(&page);
    assert_eq!(paths.len(), 2);
    // The newest comes first, and each page is that of its invoice.
    assert!(paths[0].contains(&two) && paths[1].contains(&one));
    assert!(caller.get_page(&paths[0]).contains("2026-0002"));
    // The message has its words, and the invoice's own can still be sent.
    let outbox = caller.get("/v1/outbox").expect(200);
    assert!(
        outbox.at("items[0].letter.subject").contains("Uw facturen")
            && outbox.at("items[0].letter.text").contains(&links[0])
    );
    caller.do_post(&format!("/v1/invoices/{two}/send"), r#"{"to":"anna@vermeulen.example"}"#).expect(201);
    caller.call("DELETE", &format!("/v1/invoices/{two}/links"), "", &[]).expect(204);
    assert_eq!(self::links(&caller, ANNA), links, "the link to all invoices is another one");
}

#[test]
fn whoever_asks_gets_the_same_answer_after_the_same_work() {
    let caller = demo();
    issued_to(&caller, ANNA);
    let mut answers = Vec::new();
    for email in [ANNA, "nobody@nowhere.example"] {
        let before = caller.world.statements.get();
        let mut answer = ask(&caller, email).expect(303).response;
        answer.headers.retain(|(name, _)| *name != "x-request-id");
        answers.push((answer, caller.world.statements.get() - before));
    }
    assert_eq!(answers[0], answers[1]);
    settle(&caller);
    assert_eq!((links(&caller, ANNA).len(), links(&caller, "nobody@nowhere.example").len()), (1, 0));
    for wrong in ["", "anna", "anna@vermeulen.example%0d%0aBcc: x@y.example"] {
        let refused = ask(&caller, wrong).expect(422);
        assert!(refused.json.0.contains("aria-invalid=\"true\""), "{wrong}");
    }
    // An address gets three links an hour, however often somebody asks.
    for _ in 0..5 {
        ask(&caller, ANNA).expect(303);
    }
    settle(&caller);
    assert_eq!(links(&caller, ANNA).len(), 3);
    assert_eq!(caller.get("/account/forged").status(), 404);
    assert_eq!(caller.call("POST", "/account/forged", "email=a%40b", &[]).status(), 404);
}

#[test]
fn a_link_lives_for_an_hour_or_until_it_is_ended() {
    let caller = demo();
    issued_to(&caller, ANNA);
    for _ in 0..2 {
        ask(&caller, ANNA).expect(303);
    }
    settle(&caller);
    let links = links(&caller, ANNA);
    let invoice = invoices(&caller.get_page(&links[0]))[0].clone();
    // Only its own form ends it.
    caller.call("POST", &links[0], "", &[]).refused(400, "form.unreadable");
    assert_eq!(caller.call("POST", &links[0], "deed=end&nonce=guessed", &[]).status(), 422);
    assert_eq!((caller.get(&links[0]).status(), caller.get(&invoice).status()), (200, 200));
    fill_in(&caller, &links[0], "deed=end").expect(303);
    assert_eq!(caller.get(&links[0]).status(), 410);
    // With it end the pages that it led to, their files, and what is posted there.
    assert_eq!(caller.get(&invoice).status(), 410);
    assert_eq!(caller.get(&format!("{invoice}.pdf")).status(), 410);
    assert_eq!(caller.call("POST", &invoice, "deed=seen", &[]).status(), 410);
    let invoice = invoices(&caller.get_page(&links[1]))[0].clone();
    assert_eq!(caller.get(&links[1]).status(), 200);
    caller.world.now.set(caller.world.now.get().plus_milliseconds(3_600_000));
    assert_eq!(caller.get(&links[1]).status(), 200);
    caller.world.now.set(caller.world.now.get().plus_milliseconds(1_000));
    assert_eq!(caller.get(&links[1]).status(), 410);
    // So do the pages that it led to.
    assert_eq!(caller.get(&invoice).status(), 410);
}

#[test]
fn nothing_of_another_customer_can_be_reached() {
    let caller = demo();
    let (own, other) = (issued_to(&caller, ANNA), issued_to(&caller, "piet@elders.example"));
    ask(&caller, ANNA).expect(303);
    settle(&caller);
    let link = links(&caller, ANNA)[0].clone();
    let invoice = invoices(&caller.get_page(&link))[0].clone();
    let token = |path: &str| path.rsplit('/').next().expect("a token").to_owned();
    for forged in [
        invoice.replace(&own, &other),
        link.replace(".account.", ".view."),
        format!("/i/{}", token(&link)),
        format!("/a/{}", token(&invoice)),
        format!("/i/{}", token(&link).replace(".account.", ".view.")),
        format!("{link}A"),
        "/a/x".to_owned(),
    ] {
        assert_eq!(caller.get(&forged).status(), 404, "{forged}");
        assert_eq!(caller.call("POST", &forged, "deed=seen", &[]).status(), 404, "{forged}");
    }
    let place = token(&link).find(".account").expect("a link for an account");
    for at in 0..place {
        let text = token(&link);
        let changed = if text.as_bytes()[at] == b'a' { "b" } else { "a" };
        let forged = format!("/a/{}{changed}{}", &text[..at], &text[at + 1..]);
        assert_eq!(caller.get(&forged).status(), 404, "{forged}");
    }
    // A place in the list shows no more than the list.
    assert!(!caller.get_page(&format!("{link}?before=9999")).contains(&other));
}

#[test]
fn who_has_left_a_customer_sees_nothing_any_more() {
    let caller = demo();
    let customer = r#"{"party":{"name":"Vermeulen","country":"NL","address":{"line1":"A 1","city":"Utrecht","postalCode":"3511 AB"},"contact":{"email":"anna@vermeulen.example"}}}"#;
    let id = caller.do_post("/v1/customers", customer).expect(201).at("id");
    let lines = r#"[{"name":"A","quantity":"1","unitPrice":"1.00","vat":"nl:standard"}]"#;
    let body = format!(r#"{{"customerId":"{id}","draft":{{"currency":"EUR","lines":{lines}}}}}"#);
    let invoice = caller.do_post("/v1/invoices", &body).expect(201).at("id");
    caller.do_post(&format!("/v1/invoices/{invoice}/issue"), "{}").expect(200);
    ask(&caller, ANNA).expect(303);
    settle(&caller);
    assert_eq!(links(&caller, ANNA).len(), 1);
    let new = r#"{"party":{"contact":{"email":"Bram@vermeulen.example"}}}"#;
    caller.call("PATCH", &format!("/v1/customers/{id}"), new, &[("if-match", "*")]).expect(200);
    let link = links(&caller, ANNA)[0].clone();
    assert!(invoices(&caller.get_page(&link)).is_empty());
    for email in [ANNA, "bram@vermeulen.example"] {
        ask(&caller, email).expect(303);
    }
    settle(&caller);
    assert_eq!((links(&caller, ANNA).len(), links(&caller, "bram@vermeulen.example").len()), (1, 1));
    assert_eq!(invoices(&caller.get_page(&links(&caller, "bram@vermeulen.example")[0])).len(), 1);
}

#[test]
fn a_long_list_goes_on_where_the_page_ends() {
    let caller = demo();
    let newest = issued_to(&caller, ANNA);
    let sql = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 120) INSERT INTO invoice \
               (id, revision, state, type, number, hash, currency, issue_date, payable, amount_due, link_generation, \
               customer_email) SELECT 'inv_' || i, 1, 'open', 'invoice', 'N' || i, hash, 'EUR', '2026-01-01', '1.00', \
               '1.00', 1, customer_email FROM n, invoice WHERE id = ?";
    caller.world.connection.execute(sql, [&newest]).expect("SQL");
    ask(&caller, ANNA).expect(303);
    settle(&caller);
    let link = links(&caller, ANNA)[0].clone();
    let (mut seen, mut path) = (Vec::new(), link.clone());
    loop {
        let page = caller.get_page(&path);
        seen.extend(invoices(&page));
        let Some(next) = page.split("href=\"?before=").nth(1) else { break };
        path = format!("{link}?before={}", next.split('"').next().expect("a place"));
    }
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 121);
}

#[test]
fn a_link_is_mailed_without_files_and_goes_nowhere_else_if_it_bounces() {
    let caller = demo();
    put(&caller, "/v1/mail", POSTMARK).expect(200);
    taken(&caller);
    issued_to(&caller, ANNA);
    ask(&caller, ANNA).expect(303);
    settle(&caller);
    settle(&caller);
    let sent =
        caller.world.network.sent.borrow().last().map(|sent| Json(String::from_utf8(sent.body.clone()).expect("text")));
    let sent = sent.expect("a message");
    let link = links(&caller, ANNA)[0].clone();
    assert!(sent.at("Subject").contains("Uw facturen") && sent.at("TextBody").contains(&link), "{}", sent.0);
    assert_eq!(sent.count("Attachments"), 0);
    let message = caller.get("/v1/outbox").expect(200).at("items[0].id");
    assert_eq!(bounce(&caller, &message, ANNA).at("outcome"), "marked");
    assert_eq!(caller.all("/v1/outbox", "failure"), ["bounced"], "no letter takes its place");
}
