//! Own wording: checked when it is kept, used by the sweep, and never without what the law wants.

use crate::support::{demo, draft};

fn template(more: &str) -> String {
    format!(
        r#"{{"name":"reminder","subject":"Herinnering {{invoiceNumber}}","text":"Beste {{customer}},\n\nWilt u {{principal}} betalen voor factuur {{invoiceNumber}}?"{more}}}"#
    )
}

#[test]
fn letters_have_the_wording_of_their_language_else_that_of_all() {
    let caller = demo();
    caller.do_post("/v1/policies", r#"{"ready":"nl-business"}"#).expect(201);
    let made = caller.do_post("/v1/templates", &template("")).expect(201);
    caller.issued_to("business");
    caller.live_until("2026-07-20T10:00:00Z");
    assert_eq!(caller.all("/v1/outbox", "letter.subject")[1], "Herinnering 2026-0001");
    let text = caller.all("/v1/outbox", "letter.text").swap_remove(1);
    assert_eq!(text, "Beste Bakkerij Vermeulen B.V.,\n\nWilt u €\u{a0}1.210,00 betalen voor factuur 2026-0001?");
    let french = template(r#","language":"fr""#).replace("Herinnering", "Rappel");
    let dutch = template(r#","language":"nl""#).replace("Herinnering", "Vriendelijk");
    caller.do_post("/v1/templates", &french).expect(201);
    let dutch = caller.do_post("/v1/templates", &dutch).expect(201).at("id");
    caller.issued_to("business");
    caller.live_until("2026-09-01T10:00:00Z");
    let subjects = caller.all("/v1/outbox?limit=200", "letter.subject");
    assert!(subjects.contains(&"Vriendelijk 2026-0002".to_owned()), "{subjects:?}");
    caller.call("DELETE", &format!("/v1/templates/{dutch}"), "", &[]).expect(204);
    caller.call("DELETE", &format!("/v1/templates/{}", made.at("id")), "", &[]).expect(204);
    assert_eq!(caller.all("/v1/templates", "language"), ["fr"]);
}

#[test]
fn a_wording_that_no_letter_could_be_made_from_is_refused() {
    let caller = demo();
    for (from, to, path) in [
        ("{invoiceNumber}\"", "{invoiceNummer}\"", "subject"),
        ("{principal}", "{bedrag}", "text"),
        ("{principal}", "{principal", "text"),
        (r#""Herinnering {invoiceNumber}""#, r#""Betaal\r\nBcc: iedereen@example.com""#, "subject"),
        (r#""Herinnering {invoiceNumber}""#, r#""""#, "subject"),
    ] {
        let refused = caller.do_post("/v1/templates", &template("").replace(from, to)).refused(422, "letter.template");
        assert_eq!(refused.at("findings[0].path"), path, "{}", refused.json.0);
    }
    caller.do_post("/v1/templates", &template("").replace(r#""reminder""#, r#""""#)).refused(422, "text.empty");
    let first = caller.do_post("/v1/templates", &template("")).expect(201);
    caller.do_post("/v1/templates", &template("")).refused(409, "template.taken");
    let path = format!("/v1/templates/{}", first.at("id"));
    caller.call("PATCH", &path, r#"{"text":"{onzin}"}"#, &[("if-match", "*")]).refused(422, "letter.template");
    let changed = caller.call("PATCH", &path, r#"{"language":"de"}"#, &[("if-match", "\"r1\"")]).expect(200);
    assert_eq!((changed.at("language"), changed.response.header("etag")), ("de".to_owned(), Some("\"r2\"")));
    assert_eq!(caller.get(&path).expect(200).json, changed.json);
    caller.do_post("/v1/templates", &template("")).expect(201);
    caller.call("PATCH", &path, r#"{"language":null}"#, &[("if-match", "*")]).refused(409, "template.taken");
}

#[test]
fn the_wording_of_a_formal_notice_has_what_the_law_wants_whichever_comes_first() {
    let caller = demo();
    let notice = template("").replace(r#""reminder""#, r#""notice""#);
    caller.do_post("/v1/policies", r#"{"ready":"nl-consumer"}"#).expect(201);
    let refused = caller.do_post("/v1/templates", &notice).refused(422, "letter.template");
    // The 14-day letter names the principal, the term, and the costs that follow.
    assert_eq!(
        (refused.at("findings[0].rule"), refused.at("findings[0].path")),
        ("art. 6:96(6) BW".to_owned(), "text".to_owned())
    );
    let whole = notice.replace("Wilt u", "Eigen tekst. {term} {consequences} Wilt u");
    caller.do_post("/v1/templates", &whole).expect(201);
    let other = demo();
    other.do_post("/v1/templates", &notice).expect(201);
    let refused = other.do_post("/v1/policies", r#"{"ready":"nl-consumer"}"#).refused(422, "letter.template");
    assert!(refused.at("findings[0].path").starts_with("policy.steps["));
    other.do_post("/v1/policies", r#"{"ready":"nl-business"}"#).expect(201);
    // The letter that the sweep writes holds the exact costs: 15 % of 1210.00 (art. 2 Besluit BIK).
    caller.issued_to("consumer");
    caller.live_until("2026-09-01T10:00:00Z");
    let texts = caller.all("/v1/outbox", "letter.text");
    let written = texts.iter().find(|text| text.contains("Eigen tekst")).unwrap_or_else(|| panic!("{texts:?}"));
    assert!(written.contains("181,50"), "{written}");
}

#[test]
fn a_letter_is_seen_before_it_is_written() {
    let caller = demo();
    caller.do_post("/v1/policies", r#"{"ready":"nl-business"}"#).expect(201);
    let id = caller.issued_to("business");
    let policy = caller.get("/v1/policies").expect(200);
    let step = policy.at("items[0].policy.steps[1]");
    let name = ["template", "id"].map(|field| policy.at(&format!("items[0].policy.steps[1].{field}")));
    let name = name.iter().find(|name| !name.is_empty()).unwrap_or_else(|| panic!("{step} has no name"));
    let path = format!("/v1/invoices/{id}/letter");
    let before = caller.world.connection.total_changes();
    let look = |body: &str| caller.call("POST", &path, body, &[]);
    let engine = look(&format!(r#"{{"name":"{name}"}}"#)).expect(200);
    assert!(engine.at("text").contains("2026-0001"), "{}", engine.json.0);
    let own = look(&format!(
        r#"{{"name":"{name}","subject":"Over {{invoiceNumber}}","text":"Graag {{principal}} betalen voor {{invoiceNumber}}."}}"#
    ));
    let own = own.expect(200);
    assert_eq!(own.at("subject"), "Over 2026-0001");
    assert!(own.at("text").contains("Graag €\u{A0}1.210,00 betalen voor 2026-0001."), "{}", own.json.0);
    let english = look(&format!(r#"{{"name":"{name}","language":"en"}}"#)).expect(200);
    assert_ne!(english.at("subject"), engine.at("subject"));
    assert_eq!(look(&format!(r#"{{"name":"{name}","subject":"x","text":"{{nothing}}"}}"#)).status(), 422);
    look(r#"{"name":"no such step"}"#).refused(404, "notFound");
    assert_eq!(caller.world.connection.total_changes(), before);
}

#[test]
fn a_letter_of_today_asks_for_no_law_of_next_year() {
    let caller = demo();
    // 2026-11-22: the interest of 2027 is not known yet.
    caller.world.now.set(caller.world.now.get().plus_days(160));
    caller.do_post("/v1/policies", r#"{"ready":"nl-business"}"#).expect(201);
    let id = caller.issued_to("business");
    caller.call("POST", &format!("/v1/invoices/{id}/letter"), r#"{"name":"reminder"}"#, &[]).expect(200);
}

/// An own wording of the message that brings an invoice.
fn message(name: &str, text: &str) -> String {
    format!(r#"{{"name":"{name}","subject":"{{supplier}}: factuur {{invoiceNumber}}","text":"{text}"}}"#)
}

#[test]
fn an_invoice_goes_out_in_own_wording_with_the_link_after_it() {
    let caller = demo();
    let text = "Beste {customer},\\n\\nVoor {invoiceNumber} van {invoiceDate} vragen wij {amount}, graag voor {dueDate}.\\nKenmerk {paymentReference}";
    let kept = caller.do_post("/v1/templates", &message("invoice", text)).expect(201);
    let body = draft().replace("Bakkerij Vermeulen B.V.", "Zon <b>& {supplier}</b>");
    let id = caller.do_post("/v1/invoices", &body).expect(201).at("id");
    caller.do_post(&format!("/v1/invoices/{id}/issue"), "{}").expect(200);
    let sent = caller.do_post(&format!("/v1/invoices/{id}/send"), "{}").expect(201);
    let path = format!("/v1/outbox/{}", sent.at("id"));
    let said = caller.get(&path).expect(200);
    assert_eq!(said.at("subject"), "De Zonnewijzer B.V.: factuur 2026-0001");
    let text = said.at("text");
    // What is filled in is no placeholder, whatever a customer is called, and no markup.
    assert!(text.starts_with("Beste Zon <b>& {supplier}</b>,\n\nVoor 2026-0001 van 15 juni 2026 vragen wij €\u{a0}1.210,00, graag voor 15 juli 2026."), "{text}");
    assert!(text.contains(&sent.at("link")), "{text}");
    let html = said.at("html");
    assert!(html.contains("Beste Zon &lt;b&gt;&amp; {supplier}&lt;/b&gt;,") && html.contains("<br>Kenmerk"), "{html}");
    // A message that is written stays what it is; the next one has the wording of its day, that of its language first.
    let dutch = message("invoice", "Alleen {amount}").replace(r#""name""#, r#""language":"nl","name""#);
    caller.do_post("/v1/templates", &dutch).expect(201);
    assert_eq!(caller.get(&path).expect(200).json, said.json);
    let next = caller.issued();
    let sent = caller.do_post(&format!("/v1/invoices/{next}/send"), "{}").expect(201);
    let said = caller.get(&format!("/v1/outbox/{}", sent.at("id"))).expect(200);
    assert!(said.at("text").starts_with("Alleen €\u{a0}1.210,00\n"), "{}", said.at("text"));
    // Without a wording of its own, a credit note says what all do.
    caller.call("DELETE", &format!("/v1/templates/{}", kept.at("id")), "", &[]).expect(204);
    let note =
        caller.do_post(&format!("/v1/invoices/{next}/credit"), r#"{"full":true,"reason":"Fout"}"#).expect(201).at("id");
    let sent = caller.do_post(&format!("/v1/invoices/{note}/send"), "{}").expect(201);
    let said = caller.get(&format!("/v1/outbox/{}", sent.at("id"))).expect(200);
    assert!(said.at("text").starts_with("Geachte heer, mevrouw,"), "{}", said.at("text"));
}

#[test]
fn a_wording_of_a_message_is_checked_when_it_is_kept() {
    let caller = demo();
    for (name, text, path) in [
        ("invoice", "Betaal {principal}", "text"),
        ("invoice", "Betaal {amount", "text"),
        ("invoice", " ", "text"),
        ("creditNote", "Voor {dueDate}", "text"),
    ] {
        let refused = caller.do_post("/v1/templates", &message(name, text)).refused(422, "letter.template");
        assert_eq!(refused.at("findings[0].path"), path, "{}", refused.json.0);
    }
    let line = message("invoice", "Goed").replace("{supplier}: ", "Bcc: a@b.example\\r\\n");
    caller.do_post("/v1/templates", &line).refused(422, "letter.template");
    caller.do_post("/v1/templates", &message("creditNote", "U krijgt {amount} terug.")).expect(201);
}
