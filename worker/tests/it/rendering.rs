//! The renderings of an invoice: PDF, UBL and CII under `/v1` and behind the customer's link, made once and kept by their hash.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use sha2::{Digest, Sha256};
use voldaan::pdf::from_pdf;

use crate::mail::{POSTMARK, put, taken};
use crate::support::page::path_of;
use crate::support::{Caller, demo, draft};

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn count(caller: &Caller, sql: &str) -> i64 {
    caller.world.connection.query_row(sql, [], |row| row.get(0)).expect("a number")
}

#[test]
fn each_rendering_is_a_file_named_by_the_number_and_tagged_by_its_hash() {
    let caller = demo();
    let id = caller.issued();
    for (end, media, disposition, begin) in [
        ("pdf", "application/pdf", "inline; filename=\"2026-0001.pdf\"", "%PDF-1.7"),
        ("ubl.xml", "application/xml", "attachment; filename=\"2026-0001.ubl.xml\"", "<?xml"),
        ("cii.xml", "application/xml", "attachment; filename=\"2026-0001.cii.xml\"", "<?xml"),
    ] {
        for path in [format!("/v1/invoices/{id}.{end}"), format!("{}.{end}", path_of(&caller, &id, "customer"))] {
            let answer = caller.get(&path).expect(200).response;
            assert_eq!(answer.header("content-type"), Some(media));
            assert_eq!(answer.header("content-disposition"), Some(disposition));
            assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
            assert_eq!(answer.header("cache-control"), Some("private, no-cache"));
            assert_eq!(answer.header("etag"), Some(format!("\"{}\"", hash(&answer.body)).as_str()));
            assert!(answer.body.starts_with(begin.as_bytes()), "{path}");
        }
    }
}

#[test]
fn who_has_it_already_does_not_get_it_again() {
    let caller = demo();
    let path = format!("/v1/invoices/{}.pdf", caller.issued());
    let etag = caller.get(&path).expect(200).response.header("etag").expect("a tag").to_owned();
    for tags in [etag.clone(), format!("\"x\", W/{etag}"), "*".to_owned()] {
        let answer = caller.call("GET", &path, "", &[("if-none-match", &tags)]).expect(304).response;
        assert_eq!((answer.body.len(), answer.header("etag")), (0, Some(etag.as_str())));
    }
    caller.call("GET", &path, "", &[("if-none-match", "\"x\"")]).expect(200);
}

#[test]
fn the_pdf_has_the_e_invoice_inside_unless_it_is_not_wanted() {
    let caller = demo();
    let id = caller.issued();
    let pdf = |query: &str| caller.get(&format!("/v1/invoices/{id}.pdf{query}")).expect(200).response.body;
    let cii = caller.get(&format!("/v1/invoices/{id}.cii.xml?profile=facturx-en16931")).expect(200).response.body;
    assert_eq!(from_pdf(&pdf("")).expect("an e-invoice").xml.as_bytes(), cii);
    let basic = from_pdf(&pdf("?facturx=facturx-basic")).expect("an e-invoice");
    assert!(basic.xml.contains("urn:factur-x.eu:1p0:basic"), "{}", basic.xml);
    assert_eq!(from_pdf(&pdf("?facturx=none")).expect_err("none").code(), "pdf.noInvoice");
    let looks =
        ["", "?template=letter", "?template=band", "?pageSize=letter", "?locale=de"].map(|query| hash(&pdf(query)));
    assert!((1..looks.len()).all(|n| !looks[..n].contains(&looks[n])), "{looks:?}");
    // The customer's own language is what it would be in without a word.
    assert_eq!(hash(&pdf("?locale=nl")), looks[0]);
}

#[test]
fn what_a_profile_misses_is_said_as_the_check_says_it() {
    let caller = demo();
    let id = caller.issued();
    let refused = caller.get(&format!("/v1/invoices/{id}.ubl.xml?profile=peppol")).expect(422);
    let found: Vec<String> =
        (0..refused.count("findings")).map(|n| refused.at(&format!("findings[{n}].rule"))).collect();
    // Peppol BIS 3: no buyer reference or order, no electronic addresses; NLCIUS asks for a company number of the buyer.
    for rule in ["PEPPOL-EN16931-R003", "PEPPOL-EN16931-R020", "PEPPOL-EN16931-R010"] {
        assert!(found.contains(&rule.to_owned()), "{rule} in {found:?}");
    }
    caller.get(&format!("/v1/invoices/{id}.cii.xml?profile=peppol")).refused(422, "profile.syntax");
    caller.get(&format!("/v1/invoices/{id}.pdf?facturx=peppol")).refused(422, "enum.unknown");
    caller.get(&format!("/v1/invoices/{id}.pdf?facturx=facturx-xrechnung")).expect(422);
    for query in ["ubl.xml?profile=ubl", "pdf?template=fancy", "pdf?facturx=ubl", "pdf?locale=it", "pdf?pageSize=a5"] {
        caller.get(&format!("/v1/invoices/{id}.{query}")).refused(400, "query.word");
    }
    caller.get("/v1/invoices/inv_none.pdf").refused(404, "notFound");
}

#[test]
fn a_draft_has_a_preview_that_is_not_kept_and_no_e_invoice() {
    let caller = demo();
    let id = caller.do_post("/v1/invoices", &draft()).expect(201).at("id");
    let preview = caller.get(&format!("/v1/invoices/{id}.pdf")).expect(200).response;
    assert!(preview.body.starts_with(b"%PDF-1.7"));
    assert_eq!((preview.header("etag"), preview.header("cache-control")), (None, Some("no-store")));
    assert_eq!(from_pdf(&preview.body).expect_err("none").code(), "pdf.noInvoice");
    assert_eq!(
        (count(&caller, "SELECT count(*) FROM rendering"), count(&caller, "SELECT count(*) FROM document")),
        (0, 0)
    );
    caller.get(&format!("/v1/invoices/{id}.ubl.xml")).refused(409, "invoice.draft");
    // What issuing would miss, the preview misses.
    let bare =
        r#"{"draft":{"currency":"EUR","lines":[{"name":"A","quantity":"1","unitPrice":"1","vat":"nl:standard"}]}}"#;
    let id = caller.do_post("/v1/invoices", bare).expect(201).at("id");
    let refused = caller.get(&format!("/v1/invoices/{id}.pdf")).refused(422, "party.missing");
    assert_eq!(refused.at("findings[0].path"), "draft.customer");
}

#[test]
fn the_usual_renderings_are_made_after_the_answer_and_are_those_that_are_asked_for() {
    let caller = demo();
    let (early, late) = (caller.issued(), caller.issued());
    let before = caller.get(&format!("/v1/invoices/{early}.pdf")).expect(200).response;
    assert_eq!(count(&caller, "SELECT count(*) FROM rendering"), 1);
    assert!(caller.book.next_waking().is_some());
    assert_eq!(pollster::block_on(caller.book.settle()), None);
    assert_eq!(count(&caller, "SELECT count(*) FROM rendering"), 6);
    assert_eq!(caller.get(&format!("/v1/invoices/{early}.pdf")).expect(200).response.body, before.body);
    // The Book keeps the two invoices; their six renderings are in the document store alone.
    let documents = caller.world.documents.borrow().len();
    let kept = "SELECT count(*) FROM chunk WHERE owner LIKE 'document/%'";
    assert_eq!((documents, count(&caller, kept)), (8, 2));
    let pdf = caller.get(&format!("/v1/invoices/{late}.pdf")).expect(200).response;
    assert_eq!(caller.world.documents.borrow().get(&caller.place_of(&hash(&pdf.body))), Some(&pdf.body));
}

#[test]
fn a_request_goes_before_the_documents_that_wait_and_none_of_them_is_forgotten() {
    let caller = demo();
    let ids = [caller.issued(), caller.issued(), caller.issued()];
    let (now, made) = (caller.world.now.get(), "SELECT count(*) FROM rendering");
    // Not at once: whoever issues one invoice may issue the next.
    assert_eq!(caller.book.next_waking(), Some(now.plus_milliseconds(500)));
    caller.world.documents_late.set(true);
    let mut context = Context::from_waker(Waker::noop());
    let mut settling = pin!(caller.book.settle());
    // While the document store takes the first one, somebody asks.
    assert!(settling.as_mut().poll(&mut context).is_pending());
    assert_eq!(count(&caller, made), 3);
    caller.get(&format!("/v1/invoices/{}", ids[0])).expect(200);
    let next = loop {
        if let Poll::Ready(next) = settling.as_mut().poll(&mut context) {
            break next;
        }
    };
    // The invoice that it was at is made, and no other one: the rest comes when nobody asks.
    assert_eq!((next, count(&caller, made)), (Some(now.plus_milliseconds(500)), 3));
    assert_eq!(caller.world.documents.borrow().len(), 1);
    assert_eq!(pollster::block_on(caller.book.settle()), None);
    assert_eq!((count(&caller, made), caller.world.documents.borrow().len()), (9, 12));
}

#[test]
fn a_waking_asks_no_more_of_the_document_store_than_the_platform_allows() {
    let caller = demo();
    for n in 0..450 {
        let bytes = format!("a document that waits, {n}");
        let name = hash(bytes.as_bytes());
        let connection = &caller.world.connection;
        connection.execute("INSERT INTO document (hash, confirmed) VALUES (?, NULL)", [&name]).expect("SQL");
        let chunk = "INSERT INTO chunk (owner, place, bytes) VALUES ('document/' || ?1, 0, ?2)";
        connection.execute(chunk, rusqlite::params![name, bytes.as_bytes()]).expect("SQL");
    }
    let brought = || caller.world.documents.borrow().len();
    // A thousand questions a waking (developers.cloudflare.com/kv/platform/limits), two for each document.
    assert_eq!(pollster::block_on(caller.book.settle()), Some(caller.world.now.get()), "it goes on at once");
    assert!(brought() <= 500, "{}", brought());
    caller.settled();
    assert_eq!(brought(), 450);
}

#[test]
fn documents_that_are_asked_for_before_their_turn_are_made_once() {
    let caller = demo();
    let path = format!("/v1/invoices/{}", caller.issued());
    let asked = ["pdf", "ubl.xml", "cii.xml"].map(|form| caller.get(&format!("{path}.{form}")).expect(200).response);
    let before = count(&caller, "SELECT max(rowid) FROM document");
    assert_eq!(pollster::block_on(caller.book.settle()), None);
    assert_eq!(count(&caller, "SELECT max(rowid) FROM document"), before);
    for (form, first) in ["pdf", "ubl.xml", "cii.xml"].iter().zip(asked) {
        let again = caller.get(&format!("{path}.{form}")).expect(200).response;
        assert_eq!((again.header("etag"), &again.body), (first.header("etag"), &first.body));
    }
}

#[test]
fn what_the_document_store_lost_or_changed_is_made_again() {
    let caller = demo();
    let path = format!("/v1/invoices/{}.pdf", caller.issued());
    let pdf = caller.get(&path).expect(200).response.body;
    assert_eq!(pollster::block_on(caller.book.settle()), None);
    for fault in [None, Some(b"%PDF-1.7 changed".to_vec()), Some(Vec::new())] {
        match fault {
            None => drop(caller.world.documents.borrow_mut().remove(&caller.place_of(&hash(&pdf)))),
            Some(bytes) => drop(caller.world.documents.borrow_mut().insert(caller.place_of(&hash(&pdf)), bytes)),
        }
        assert_eq!(caller.get(&path).expect(200).response.body, pdf);
        assert_eq!(pollster::block_on(caller.book.settle()), None);
        assert_eq!(caller.world.documents.borrow().get(&caller.place_of(&hash(&pdf))), Some(&pdf));
    }
    // While the document store does not answer, the rendering is made from what the Book has.
    let id = caller.issued();
    caller.world.documents_fail.set(true);
    caller.get(&format!("/v1/invoices/{id}.pdf")).expect(200);
    assert!(pollster::block_on(caller.book.settle()).is_some());
    caller.get(&format!("/v1/invoices/{id}.ubl.xml")).expect(200);
}

/// Puts a file in the place of a rendering that an older version made otherwise, under its own hash, in the books and outside.
fn made_by_an_older_version(caller: &Caller, old: &[u8], new: &[u8]) {
    let (old, name) = (hash(old), hash(new));
    for table in ["rendering", "document"] {
        let sql = format!("UPDATE {table} SET hash = ?2 WHERE hash = ?1");
        assert_eq!(caller.world.connection.execute(&sql, [&old, &name]), Ok(1));
    }
    let mut documents = caller.world.documents.borrow_mut();
    documents.remove(&caller.place_of(&old));
    documents.insert(caller.place_of(&name), new.to_vec());
}

#[test]
fn a_file_of_an_older_version_is_given_out_as_it_was_or_not_at_all() {
    let caller = demo();
    let id = caller.issued();
    let link = path_of(&caller, &id, "customer");
    let pdf = caller.get(&format!("/v1/invoices/{id}.pdf")).expect(200).response.body;
    caller.settled();
    let old = b"%PDF-1.7 as it was made then".to_vec();
    made_by_an_older_version(&caller, &pdf, &old);
    let paths = [format!("/v1/invoices/{id}.pdf"), format!("{link}.pdf")];
    let events =
        || caller.all("/v1/events?limit=200", "type").iter().filter(|kind| *kind == "rendering.missed").count();
    for path in &paths {
        assert_eq!(caller.get(path).expect(200).response.body, old);
    }
    for lost in [None, Some(Vec::new()), Some(pdf.clone())] {
        let before = events();
        match lost {
            None => drop(caller.world.documents.borrow_mut().remove(&caller.place_of(&hash(&old)))),
            Some(bytes) => drop(caller.world.documents.borrow_mut().insert(caller.place_of(&hash(&old)), bytes)),
        }
        for path in &paths {
            let refused = caller.get(path).refused(503, "document.unavailable");
            assert!(refused.at("detail").contains(&hash(&old)));
            assert_eq!(refused.response.header("retry-after"), Some("60"));
        }
        caller.settled();
        // It is told once, nothing was made in its place, and the invoice itself is there.
        assert_eq!(events(), before + 1);
        assert_eq!(caller.world.documents.borrow().get(&caller.place_of(&hash(&pdf))), None);
        caller.get(&format!("/v1/invoices/{id}")).expect(200);
        caller.get(&format!("/v1/invoices/{id}.ubl.xml")).expect(200);
        // Who has the file is told that it is still the one; and once the document store shows it again, so does the service.
        let tag = format!("\"{}\"", hash(&old));
        caller.call("GET", &paths[0], "", &[("if-none-match", &tag)]).expect(304);
        caller.world.documents.borrow_mut().insert(caller.place_of(&hash(&old)), old.clone());
        assert_eq!(caller.get(&paths[0]).expect(200).response.body, old);
    }
    // While the document store does not answer, nothing stands in for it either.
    caller.world.documents_fail.set(true);
    caller.get(&paths[0]).refused(503, "document.unavailable");
    caller.world.documents_fail.set(false);
    assert_eq!(caller.get(&paths[1]).expect(200).response.body, old);
}

#[test]
fn a_message_waits_for_the_file_that_was_made_of_its_invoice() {
    let caller = demo();
    put(&caller, "/v1/mail", POSTMARK).expect(200);
    taken(&caller);
    let id = caller.issued();
    let ubl = caller.get(&format!("/v1/invoices/{id}.ubl.xml")).expect(200).response.body;
    caller.settled();
    let old = b"<Invoice>as it was made then</Invoice>".to_vec();
    made_by_an_older_version(&caller, &ubl, &old);
    caller.world.documents_fail.set(true);
    caller.do_post(&format!("/v1/invoices/{id}/send"), "{}").expect(201);
    assert!(pollster::block_on(caller.book.settle()).is_some());
    assert_eq!(caller.all("/v1/outbox", "deliveredAt"), [""]);
    assert_eq!(caller.all("/v1/outbox", "lastFailure"), ["document.unavailable"]);
    assert_eq!(caller.world.network.sent.borrow().len(), 0);
    caller.world.documents_fail.set(false);
    caller.later(60_000);
    caller.settled();
    assert_ne!(caller.all("/v1/outbox", "deliveredAt"), [""]);
    let sent = caller.world.network.sent.borrow();
    let body = String::from_utf8_lossy(&sent.last().expect("a request").body).into_owned();
    assert!(body.contains(&data_encoding::BASE64.encode(&old)), "the very file goes out");
}

#[test]
fn a_link_that_is_revoked_or_forged_shows_nothing() {
    let caller = demo();
    let id = caller.issued();
    let old = path_of(&caller, &id, "customer");
    caller.get(&format!("{old}.pdf")).expect(200);
    caller.call("DELETE", &format!("/v1/invoices/{id}/links"), "", &[]).expect(204);
    caller.get(&format!("{old}.pdf")).expect(410);
    caller.get(&format!("{}.pdf", path_of(&caller, &id, "customer"))).expect(200);
    caller.get(&format!("{}x.pdf", path_of(&caller, &id, "customer"))).expect(404);
    caller.get(&format!("{}.docx", path_of(&caller, &id, "customer"))).expect(404);
}

#[test]
fn an_invoice_that_no_page_can_hold_is_refused_before_it_takes_a_number() {
    let caller = demo();
    for (name, code) in [("שעון שמש", "script.direction"), ("日晷", "font.lacksCharacter")] {
        let body = draft().replace("Zonnewijzer", name);
        let id = caller.do_post("/v1/invoices", &body).expect(201).at("id");
        let preview = caller.get(&format!("/v1/invoices/{id}.pdf")).refused(422, code);
        let refused = caller.do_post(&format!("/v1/invoices/{id}/issue"), "{}").refused(422, code);
        assert_eq!(
            (refused.at("findings[0].path"), refused.at("detail")),
            ("draft.lines[0].name".to_owned(), preview.at("detail"))
        );
        caller.do_post("/v1/quotes", &body).refused(422, code);
    }
    let other = caller.issued();
    assert_eq!(caller.get(&format!("/v1/invoices/{other}")).expect(200).at("number"), "2026-0001");
    assert_eq!(caller.do_post("/v1/quotes", &draft()).expect(201).at("number"), "Q2026-0001");
}

#[test]
fn an_emoji_in_a_note_is_no_reason_to_have_no_pdf() {
    let caller = demo();
    let note = r#""notes":["Bedankt 🎉 voor \u200bde ﬁjne opdracht <①>"],"lines""#;
    let id = caller.do_post("/v1/invoices", &draft().replace(r#""lines""#, note)).expect(201).at("id");
    caller.do_post(&format!("/v1/invoices/{id}/issue"), "{}").expect(200);
    caller.get(&format!("/v1/invoices/{id}.pdf")).expect(200);
    assert!(caller.get(&format!("/v1/invoices/{id}.ubl.xml")).expect(200).json.0.contains("Bedankt 🎉 voor"));
    assert!(caller.get_page(&path_of(&caller, &id, "customer")).contains("Bedankt 🎉 voor"));
}
