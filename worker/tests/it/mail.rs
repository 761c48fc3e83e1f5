//! E-mail and the other ways out: through the service of the administration, once, with its files; back by post where an address
//! takes nothing; and no header or recipient that nobody meant.

use data_encoding::BASE64;
use hmac::{Hmac, KeyInit, Mac};
use voldaan_worker::app::ports::WebRequest;

use crate::support::{Answer, Caller, Json, answer, demo, draft, header};

pub const POSTMARK: &str =
    r#"{"provider":"postmark","from":"facturen@zonnewijzer.example","key":"pm-key","webhookSecret":"pm-secret"}"#;
const RESEND: &str = r#"{"provider":"resend","from":"facturen@zonnewijzer.example","fromName":"Zon","replyTo":"info@zonnewijzer.example","key":"re_key","webhookSecret":"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}"#;

pub fn put(caller: &Caller, path: &str, body: &str) -> Answer {
    caller.call("PUT", path, body, &[])
}

/// An invoice that was sent; gives its id and that of its message.
fn sent(caller: &Caller) -> (String, String) {
    let id = caller.issued();
    let message = caller.do_post(&format!("/v1/invoices/{id}/send"), "{}").expect(201).at("id");
    (id, message)
}

fn settle(caller: &Caller) -> Option<i64> {
    pollster::block_on(caller.book.settle()).map(|at| (at.0 - caller.world.now.get().0) / 1000)
}

fn body(request: &WebRequest) -> Json {
    Json(String::from_utf8(request.body.clone()).expect("text"))
}

pub fn taken(caller: &Caller) {
    caller.world.network.add(Box::new(|_: &WebRequest| Some(Ok(answer(200, r#"{"ErrorCode":0}"#)))));
}

/// What Postmark says of a message that came back (its bounce webhook).
fn notice(message: &str, address: &str) -> String {
    format!(r#"{{"RecordType":"Bounce","Type":"HardBounce","Email":"{address}","Metadata":{{"message":"{message}"}}}}"#)
}

/// Tells the Book something under a password, as Postmark does.
fn tell(caller: &Caller, notice: &str, password: &str) -> Answer {
    let mut request = caller.request("POST", &format!("/webhooks/mail/{}", caller.administration), notice);
    let secret = BASE64.encode(format!("voldaan:{password}").as_bytes());
    request.headers = vec![("authorization".to_owned(), format!("Basic {secret}"))];
    caller.send(&request)
}

/// A message comes back from an address.
pub fn bounce(caller: &Caller, message: &str, address: &str) -> Answer {
    tell(caller, &notice(message, address), "pm-secret").expect(200)
}

#[test]
fn postmark_is_given_the_invoice_once_with_its_files_and_a_link_to_pay() {
    let caller = demo();
    put(&caller, "/v1/mail", POSTMARK).expect(200);
    taken(&caller);
    let (_, message) = sent(&caller);
    assert_eq!(settle(&caller), None);
    assert_eq!(settle(&caller), None);
    assert_eq!(caller.world.network.count(), 1);
    let request = caller.world.network.last();
    assert_eq!((request.method, request.url.as_str()), ("POST", "https://api.postmarkapp.com/email"));
    assert_eq!(header(&request, "x-postmark-server-token"), "pm-key");
    let said = body(&request);
    assert_eq!(said.at("From"), "\"De Zonnewijzer B.V.\" <facturen@zonnewijzer.example>");
    assert_eq!((said.at("To"), said.at("Metadata.message")), ("anna@vermeulen.example".to_owned(), message));
    assert_eq!(said.at("Subject"), "Factuur 2026-0001 van De Zonnewijzer B.V.");
    let link = caller.get("/v1/outbox").expect(200).at("items[0].link");
    for part in ["TextBody", "HtmlBody"] {
        let text = said.at(part);
        assert!(text.contains("1.210,00") && text.contains("15 juli 2026") && text.contains(&link), "{text}");
    }
    let names = [said.at("Attachments[0].Name"), said.at("Attachments[1].Name")];
    assert_eq!(names, ["2026-0001.pdf", "2026-0001.ubl.xml"]);
    let pdf = BASE64.decode(said.at("Attachments[0].Content").as_bytes()).expect("base64");
    assert!(pdf.starts_with(b"%PDF-"));
    assert_ne!(caller.get("/v1/outbox").expect(200).at("items[0].deliveredAt"), "");
}

#[test]
fn who_chose_the_portal_is_told_of_the_page_and_gets_no_files() {
    let caller = demo();
    put(&caller, "/v1/mail", POSTMARK).expect(200);
    taken(&caller);
    let sent = usual_way(&caller, r#","delivery":{"way":"portal"}"#).expect(201);
    assert_eq!((sent.at("channel"), sent.at("deliveredAt")), ("portal".to_owned(), String::new()));
    assert_eq!(settle(&caller), None);
    let said = body(&caller.world.network.last());
    assert_eq!((said.at("To"), said.count("Attachments")), ("info@groot.example".to_owned(), 0));
    assert!(said.at("TextBody").contains(&sent.at("link")));
    assert_ne!(caller.get("/v1/outbox").expect(200).at("items[0].deliveredAt"), "");
    assert_eq!(caller.world.network.count(), 1);
}

#[test]
fn who_has_no_address_finds_the_page_there_at_once() {
    let caller = demo();
    let draft = crate::support::draft().replace(r#""email":"anna@vermeulen.example""#, r#""name":"Anna""#);
    let id = caller.do_post("/v1/invoices", &draft).expect(201).at("id");
    caller.do_post(&format!("/v1/invoices/{id}/issue"), "{}").expect(200);
    let sent = caller.do_post(&format!("/v1/invoices/{id}/send"), r#"{"channel":"portal"}"#).expect(201);
    assert_eq!(sent.at("to"), "Bakkerij Vermeulen B.V.");
    assert_ne!(sent.at("deliveredAt"), "");
}

#[test]
fn resend_knows_a_repetition_by_its_key() {
    let caller = demo();
    put(&caller, "/v1/mail", RESEND).expect(200);
    let (_, message) = sent(&caller);
    for _ in 0..3 {
        caller.world.network.answer(503, "");
    }
    assert_eq!(settle(&caller), Some(30));
    assert_eq!(caller.get("/v1/outbox").expect(200).at("items[0].deliveredAt"), "");
    taken(&caller);
    caller.world.now.set(caller.world.now.get().plus_milliseconds(30_000));
    assert_eq!(settle(&caller), None);
    let all = caller.world.network.sent.borrow();
    assert!(all.iter().all(|request| header(request, "idempotency-key") == message));
    let said = body(all.last().expect("one"));
    assert_eq!(
        (said.at("from"), said.at("to[0]")),
        ("\"Zon\" <facturen@zonnewijzer.example>".into(), "anna@vermeulen.example".into())
    );
    assert_eq!(
        (said.at("reply_to"), said.at("tags[0].value")),
        ("info@zonnewijzer.example".to_owned(), message.clone())
    );
}

#[test]
fn the_link_to_all_invoices_goes_without_one_of_them_and_never_by_post() {
    let caller = demo();
    put(&caller, "/v1/mail", POSTMARK).expect(200);
    caller.issued();
    let letter = r#"{"subject":"Uw facturen","text":"Hier: https://billing.example/a/x","html":"<p>Hier</p></body>"}"#;
    let sql = "INSERT INTO outbox (id, at, invoice, channel, recipient, link, letter) SELECT 'out_1', 0, id, 'email', \
               'anna@vermeulen.example', 'https://billing.example/a/x', ? FROM invoice";
    caller.world.connection.execute(sql, [letter]).expect("SQL");
    caller.world.network.answer(422, r#"{"ErrorCode":406}"#);
    assert_eq!(settle(&caller), None);
    let said = caller.world.network.last_json();
    assert_eq!((said.at("Subject"), said.count("Attachments")), ("Uw facturen".to_owned(), 0));
    assert_eq!(said.at("TextBody"), "Hier: https://billing.example/a/x");
    assert_eq!(caller.all("/v1/outbox", "channel"), ["email"]);
}

#[test]
fn each_language_has_its_message_and_reminders_have_their_letter() {
    for (locale, subject) in [
        ("nl", "Factuur 2026-0001 van De Zonnewijzer B.V."),
        ("en", "Invoice 2026-0001 from De Zonnewijzer B.V."),
        ("de", "Rechnung 2026-0001 von De Zonnewijzer B.V."),
        ("fr", "Facture 2026-0001 de De Zonnewijzer B.V."),
    ] {
        let caller = demo();
        let id = caller
            .do_post("/v1/invoices", &draft().replace(r#""nl","#, &format!(r#""{locale}","#)))
            .expect(201)
            .at("id");
        caller.do_post(&format!("/v1/invoices/{id}/issue"), "{}").expect(200);
        let message = caller.do_post(&format!("/v1/invoices/{id}/send"), "{}").expect(201).at("id");
        let said = caller.get(&format!("/v1/outbox/{message}")).expect(200);
        assert_eq!(said.at("subject"), subject);
        assert!(said.at("html").contains(&format!("<html lang=\"{locale}\">")));
    }
    let caller = demo();
    caller.do_post("/v1/policies", r#"{"ready":"nl-business"}"#).expect(201);
    caller.issued_to("business");
    caller.live_until("2026-07-20T10:00:00Z");
    let message = caller.all("/v1/outbox", "id").swap_remove(1);
    let said = caller.get(&format!("/v1/outbox/{message}")).expect(200);
    let link = caller.all("/v1/outbox", "link").swap_remove(1);
    let letter = caller.all("/v1/outbox", "letter.text").swap_remove(1);
    assert!(said.at("text").starts_with(letter.trim_end()) && said.at("text").contains(&link));
    let page = caller.get(&format!("/v1/outbox/{message}.html")).expect(200);
    assert!(page.response.header("content-security-policy").is_some_and(|policy| policy.contains("sandbox")));
    assert_eq!(page.json.0, said.at("html"));
    // The same to print and post: the same bytes each time, dated on the day it was written.
    let printed = || caller.get(&format!("/v1/outbox/{message}.pdf")).expect(200).response;
    let letter = printed();
    assert_eq!(letter.header("content-disposition"), Some("inline; filename=\"2026-0001-2026-07-20.pdf\""));
    assert!(letter.body.starts_with(b"%PDF-1.7") && letter.body == printed().body);
    caller.get("/v1/outbox/out_none.pdf").refused(404, "notFound");
}

#[test]
fn a_bounce_goes_by_post_once_and_later_letters_too() {
    let caller = demo();
    put(&caller, "/v1/mail", POSTMARK).expect(200);
    taken(&caller);
    let (id, message) = sent(&caller);
    settle(&caller);
    let notice = notice(&message, "Anna@vermeulen.example");
    tell(&caller, &notice, "guessed").refused(400, "webhook.signature");
    let path = format!("/webhooks/mail/{}", caller.administration);
    caller.call("POST", &path, &notice, &[]).refused(400, "webhook.signature");
    let transient = tell(&caller, &notice.replace("HardBounce", "Transient"), "pm-secret");
    assert_eq!(transient.expect(200).at("outcome"), "ignored");
    for _ in 0..2 {
        assert_eq!(bounce(&caller, &message, "Anna@vermeulen.example").at("outcome"), "marked");
    }
    assert_eq!(caller.all("/v1/outbox", "channel"), ["email", "letter"]);
    assert_eq!(caller.all("/v1/outbox", "failure"), ["bounced", ""]);
    assert_eq!(caller.all("/v1/outbox", "to")[1], "Bakkerij Vermeulen B.V.");
    assert_eq!(caller.all(&format!("/v1/invoices/{id}/entries"), "channel"), ["", "email", "letter"]);
    let events = caller.all("/v1/events?limit=200", "type");
    assert_eq!(events.iter().filter(|kind| *kind == "message.bounced").count(), 1);
    assert_eq!(caller.all("/v1/unreachable", "address"), ["anna@vermeulen.example"]);
    // The next one to this address is not even tried.
    let count = caller.world.network.count();
    sent(&caller);
    assert_eq!(settle(&caller), None);
    assert_eq!(caller.world.network.count(), count);
    assert_eq!(caller.all("/v1/outbox", "channel"), ["email", "letter", "email", "letter"]);
    // Until somebody says that it works again.
    caller.call("DELETE", "/v1/unreachable/anna@vermeulen.example", "", &[]).expect(204);
    sent(&caller);
    settle(&caller);
    assert_eq!(caller.world.network.count(), count + 1);
}

#[test]
fn what_bounced_goes_to_somebody_else_at_the_customer_before_any_paper() {
    let caller = demo();
    put(&caller, "/v1/mail", POSTMARK).expect(200);
    taken(&caller);
    let customer = r#"{"party":{"name":"Groot B.V.","country":"NL","address":{"city":"Delft"},"contact":{"email":"info@groot.example"}},
        "contacts":[{"role":"accountsPayable","name":"Ap","email":"ap@groot.example"}]}"#;
    let customer = caller.do_post("/v1/customers", customer).expect(201).at("id");
    let issue = || {
        let id = caller.do_post("/v1/invoices", &crate::support::for_customer(&customer)).expect(201).at("id");
        caller.do_post(&format!("/v1/invoices/{id}/issue"), "{}").expect(200);
        caller.do_post(&format!("/v1/invoices/{id}/send"), "{}").expect(201)
    };
    let shown = || [caller.all("/v1/outbox", "channel").join(" "), caller.all("/v1/outbox", "to").join(" ")];
    let first = issue().at("id");
    settle(&caller);
    for _ in 0..2 {
        bounce(&caller, &first, "ap@groot.example");
    }
    assert_eq!(shown(), ["email email", "ap@groot.example info@groot.example"]);
    settle(&caller);
    assert_eq!(body(&caller.world.network.last()).at("To"), "info@groot.example");
    // The next invoice goes there at once; and where nobody takes e-mail any more it goes by post.
    assert_eq!(issue().at("to"), "info@groot.example");
    let second = caller.all("/v1/outbox", "id")[1].clone();
    bounce(&caller, &second, "info@groot.example");
    assert_eq!(caller.all("/v1/outbox", "channel"), ["email", "email", "email", "letter"]);
}

#[test]
fn a_complaint_signed_by_resend_marks_the_address_and_sends_nothing_again() {
    let caller = demo();
    put(&caller, "/v1/mail", RESEND).expect(200);
    taken(&caller);
    let (_, message) = sent(&caller);
    settle(&caller);
    let path = format!("/webhooks/mail/{}", caller.administration);
    let notice = format!(
        r#"{{"type":"email.complained","data":{{"to":["anna@vermeulen.example"],"tags":{{"message":"{message}"}}}}}}"#
    );
    let seconds = caller.world.now.get().seconds().to_string();
    let key = BASE64.decode(b"MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").expect("base64");
    let mut mac = Hmac::<sha2::Sha256>::new_from_slice(&key).expect("any length");
    mac.update(format!("msg_1.{seconds}.{notice}").as_bytes());
    let signature = format!("v1,{}", BASE64.encode(&mac.finalize().into_bytes()));
    let tell = |body: &str| {
        let headers =
            [("svix-id", "msg_1"), ("svix-timestamp", seconds.as_str()), ("svix-signature", signature.as_str())];
        caller.call("POST", &path, body, &headers)
    };
    tell(&notice.replace("anna", "jan")).refused(400, "webhook.signature");
    tell(&notice).expect(200);
    assert_eq!(caller.all("/v1/unreachable", "reason"), ["complained"]);
    assert_eq!(caller.all("/v1/outbox", "channel"), ["email"]);
    caller.world.now.set(caller.world.now.get().plus_milliseconds(600_000));
    tell(&notice).refused(400, "webhook.signature");
}

#[test]
fn an_address_that_postmark_holds_back_goes_by_post() {
    let caller = demo();
    put(&caller, "/v1/mail", POSTMARK).expect(200);
    sent(&caller);
    caller.world.network.answer(422, r#"{"ErrorCode":406,"Message":"inactive"}"#);
    assert_eq!(settle(&caller), None);
    assert_eq!(caller.all("/v1/outbox", "channel"), ["email", "letter"]);
    // Another refusal of the service is no fault of the address.
    let other = demo();
    put(&other, "/v1/mail", POSTMARK).expect(200);
    sent(&other);
    other.world.network.answer(422, r#"{"ErrorCode":300,"Message":"no"}"#);
    assert_eq!(settle(&other), Some(30));
    assert_eq!(other.all("/v1/outbox", "channel"), ["email"]);
}

#[test]
fn no_name_or_address_adds_a_header_or_a_recipient() {
    let caller = demo();
    for (from, to) in [
        ("facturen@", "a@b.example\\r\\nBcc: x@y.example"),
        ("facturen@zonnewijzer.example", "a@b,c@d"),
        ("pm-key", "a\\nb"),
    ] {
        put(&caller, "/v1/mail", &POSTMARK.replacen(from, to, 1)).expect(422);
    }
    let id = caller.issued();
    for to in ["a@b.example,c@d.example", "a@b.example\\r\\nBcc: c@d.example", "<a@b.example>", "a b@c.example"] {
        let body = format!(r#"{{"to":"{to}"}}"#);
        caller.do_post(&format!("/v1/invoices/{id}/send"), &body).refused(422, "email.format");
    }
    let named = POSTMARK.replace(r#""key""#, r#""fromName":"Zon\" <x@y.example>\r\nBcc: z@y.example","key""#);
    put(&caller, "/v1/mail", &named).expect(200);
    taken(&caller);
    caller.do_post(&format!("/v1/invoices/{id}/send"), "{}").expect(201);
    settle(&caller);
    let from = caller.world.network.last_json().at("From");
    assert_eq!(from, "\"Zon <x@y.example>Bcc: z@y.example\" <facturen@zonnewijzer.example>");
    // Keys are never shown.
    let shown = caller.get("/v1/mail").expect(200);
    assert!(!shown.json.0.contains("pm-key") && !shown.json.0.contains("pm-secret"));
    assert_eq!(shown.at("webhookUrl"), format!("https://billing.example/webhooks/mail/{}", caller.administration));
    caller.call("DELETE", "/v1/mail", "", &[]).expect(204);
    caller.get("/v1/mail").refused(404, "notFound");
}

/// An invoice for a customer who is kept, sent as is usual for them; gives way and address.
fn usual_way(caller: &Caller, more: &str) -> Answer {
    let party = r#"{"name":"Groot B.V.","country":"NL","address":{"line1":"Dam 1","city":"Amsterdam","postalCode":"1012 JS"},
        "vatId":"NL004495445B01","endpoint":{"scheme":"0106","value":"12345678"},"contact":{"email":"info@groot.example"}}"#;
    let id = caller.do_post("/v1/customers", &format!(r#"{{"party":{party}{more}}}"#)).expect(201).at("id");
    let body = format!(
        r#"{{"customerId":"{id}","draft":{{"currency":"EUR","buyerReference":"PO-1","lines":[{{"name":"A","quantity":"1","unitPrice":"100.00","vat":"nl:standard"}}]}}}}"#
    );
    let invoice = caller.do_post("/v1/invoices", &body).expect(201).at("id");
    caller.do_post(&format!("/v1/invoices/{invoice}/issue"), "{}").expect(200);
    caller.do_post(&format!("/v1/invoices/{invoice}/send"), "{}")
}

#[test]
fn the_way_is_the_preferred_one_else_that_of_the_size() {
    let caller = demo();
    let way = |more: &str| {
        let sent = usual_way(&caller, more).expect(201);
        format!("{} {}", sent.at("channel"), sent.at("to"))
    };
    let consent = r#""consent":{"on":"2026-01-05","source":"contract 7"}"#;
    let payable = r#","contacts":[{"role":"buyer","email":"koop@groot.example"},{"role":"accountsPayable","email":"ap@groot.example"}]"#;
    assert_eq!(way(""), "email info@groot.example");
    assert_eq!(way(payable), "email ap@groot.example");
    assert_eq!(way(r#","size":"medium""#), "portal info@groot.example");
    assert_eq!(way(r#","size":"medium","delivery":{"way":"post"}"#), "letter Groot B.V.");
    // Without an access point nobody would take a structured invoice that nobody asked for.
    assert_eq!(way(&format!(r#","size":"large","delivery":{{{consent}}}"#)), "email info@groot.example");
    put(&caller, "/v1/accessPoint", r#"{"url":"https://ap.example.com/send","key":"ap-key"}"#).expect(200);
    assert_eq!(way(&format!(r#","size":"large","delivery":{{{consent}}}"#)), "peppol 0106:12345678");
    assert_eq!(way(r#","size":"large""#), "email info@groot.example");
    usual_way(&caller, r#","delivery":{"way":"structured"}"#).refused(409, "consent.missing");
    assert_eq!(way(&format!(r#","delivery":{{"way":"structured",{consent}}}"#)), "peppol 0106:12345678");
    // The access point is given the UBL, under the id of the message.
    taken(&caller);
    settle(&caller);
    let request = caller.world.network.last();
    assert_eq!(
        (request.url.as_str(), header(&request, "authorization")),
        ("https://ap.example.com/send", "Bearer ap-key".into())
    );
    assert!(String::from_utf8_lossy(&request.body).contains("urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"));
    assert_eq!(header(&request, "x-recipient"), "0106:12345678");
    put(&caller, "/v1/accessPoint", r#"{"url":"https://10.0.0.1/"}"#).refused(422, "endpoint.url");
}

#[test]
fn letters_and_calls_are_listed_until_somebody_says_that_they_are_done() {
    let caller = demo();
    caller.do_post("/v1/policies", r#"{"ready":"nl-business"}"#).expect(201);
    let id = caller.issued_to("business");
    caller.live_until("2026-08-10T10:00:00Z");
    let calls = "/v1/outbox?channel=phone&waiting=true";
    let call = caller.all(calls, "id");
    assert_eq!(call.len(), 1);
    let done = caller.do_post(&format!("/v1/outbox/{}/done", call[0]), r#"{"note":"Betaalt vrijdag"}"#).expect(200);
    assert_eq!(done.at("deliveredAt"), "2026-08-10T10:00:00.000Z");
    assert_eq!(caller.all(calls, "id"), Vec::<String>::new());
    assert_eq!(caller.all("/v1/outbox?channel=phone", "id"), call);
    assert!(caller.all(&format!("/v1/invoices/{id}/entries"), "text").contains(&"Betaalt vrijdag".to_owned()));
    caller.do_post("/v1/outbox/out_none/done", "{}").refused(404, "notFound");
    caller.get("/v1/outbox?channel=pigeon").refused(400, "query.word");
}

#[test]
fn a_password_cannot_be_guessed_at_will() {
    let caller = demo();
    put(&caller, "/v1/mail", POSTMARK).expect(200);
    taken(&caller);
    let (_, message) = sent(&caller);
    let notice = notice(&message, "anna@vermeulen.example");
    for _ in 0..120 {
        tell(&caller, &notice, "guessed").refused(400, "webhook.signature");
    }
    // Neither a further one nor the right one: Postmark tries again.
    tell(&caller, &notice, "guessed").refused(429, "rate.limited");
    tell(&caller, &notice, "pm-secret").refused(429, "rate.limited");
    caller.later(crate::support::MINUTE);
    tell(&caller, &notice, "pm-secret").expect(200);
}
