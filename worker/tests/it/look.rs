//! The look of documents: said once, checked as a whole, on everything that is issued from then on, and never on what was issued before.

use data_encoding::BASE64;

use sha2::{Digest, Sha256};

use crate::payment_method::printed;
use crate::support::page::path_of;
use crate::support::{Answer, Caller, demo, draft};

const LOGO: &[u8] = include_bytes!("../../../tests/documents/logo.png");

fn patch(caller: &Caller, body: &str) -> Answer {
    caller.call("PATCH", "/v1/look", body, &[("if-match", "*")])
}

/// A whole look.
fn look() -> String {
    let logo = BASE64.encode(LOGO);
    format!(r##"{{"template":"band","accentColour":"#0f766e","footer":"KvK 01234567","logo":"{logo}"}}"##)
}

fn pdf(caller: &Caller, path: &str) -> Vec<u8> {
    let body = caller.get(path).expect(200).response.body;
    assert!(body.starts_with(b"%PDF-1.7"), "{path}");
    body
}

/// Whether a file holds an image: the logo is the only one.
fn has_logo(pdf: &[u8]) -> bool {
    pdf.windows(14).any(|part| part == b"/Subtype/Image")
}

#[test]
fn it_is_on_all_that_is_issued_from_then_on_and_on_nothing_from_before() {
    let caller = demo();
    assert_eq!(String::from_utf8_lossy(&caller.get("/v1/look").expect(200).response.body), "{}");
    let before = caller.issued();
    let plain = pdf(&caller, &format!("/v1/invoices/{before}.pdf"));
    assert!(!has_logo(&plain));
    let answer = patch(&caller, &look()).expect(200);
    assert_eq!((answer.at("template"), answer.at("footer")), ("band".to_owned(), "KvK 01234567".to_owned()));
    assert_eq!(caller.get("/v1/look").expect(200).at("logo"), BASE64.encode(LOGO));
    let after = caller.issued();
    let of = |id: &str| pdf(&caller, &format!("/v1/invoices/{id}.pdf"));
    assert!(has_logo(&of(&after)));
    // A draft shows what it will look like, and an offer has the look too.
    let draft_id = caller.do_post("/v1/invoices", &draft()).expect(201).at("id");
    assert!(has_logo(&of(&draft_id)));
    let quote = caller.do_post("/v1/quotes", &draft()).expect(201).at("id");
    assert!(has_logo(&pdf(&caller, &format!("/v1/quotes/{quote}.pdf"))));
    // What one asks for in the query comes before the look; the logo stays.
    let asked = pdf(&caller, &format!("/v1/invoices/{after}.pdf?template=plain"));
    assert!(has_logo(&asked) && asked != of(&after));

    // Another look, and none at all: what was issued stays as it was, byte for byte, also where all that was made is lost.
    let (first, offer) = (of(&after), pdf(&caller, &format!("/v1/quotes/{quote}.pdf")));
    patch(&caller, r##"{"accentColour":"#9a3412","template":null}"##).expect(200);
    let orange = caller.issued();
    let second = of(&orange);
    // The colours as a PDF says them, parts of 255: 0f 76 6e and 9a 34 12.
    for (file, colour, other) in
        [(&first, "0.059 0.463 0.431 rg", "0.604"), (&second, "0.604 0.204 0.071 rg", "0.059 0.463")]
    {
        let drawn = printed::dump(file);
        assert!(drawn.contains(colour) && !drawn.contains(other), "{colour}:\n{drawn}");
    }
    patch(&caller, r#"{"accentColour":null,"footer":null,"logo":null}"#).expect(200);
    assert_eq!(String::from_utf8_lossy(&caller.get("/v1/look").expect(200).response.body), "{}");
    caller.world.connection.execute("DELETE FROM rendering", []).expect("rows");
    caller.world.documents.borrow_mut().clear();
    assert!(of(&before) == plain && of(&after) == first && of(&orange) == second);
    assert!(pdf(&caller, &format!("/v1/quotes/{quote}.pdf")) == offer);
    assert!(!has_logo(&of(&caller.issued())));
}

#[test]
fn a_letter_looks_like_the_invoice_that_it_is_about() {
    let letter_of = |caller: &Caller| {
        caller.do_post("/v1/policies", r#"{"ready":"nl-business"}"#).expect(201);
        caller.issued_to("business");
        caller.live_until("2026-07-20T10:00:00Z");
        let ids = caller.all("/v1/outbox", "id");
        let print = |id: &String| pdf(caller, &format!("/v1/outbox/{id}.pdf"));
        print(ids.last().expect("a message"))
    };
    assert!(!has_logo(&letter_of(&demo())));
    let caller = demo();
    patch(&caller, &look()).expect(200);
    assert!(has_logo(&letter_of(&caller)));
}

#[test]
fn what_cannot_be_printed_or_read_is_refused_all_at_once_and_nothing_is_kept() {
    let caller = demo();
    let found = |answer: Answer| -> Vec<(String, String)> {
        let at = |n: usize, field: &str| answer.at(&format!("findings[{n}].{field}"));
        (0..answer.count("findings")).map(|n| (at(n, "path"), at(n, "code"))).collect()
    };
    let logo = |bytes: &[u8]| format!(r#"{{"logo":"{}"}}"#, BASE64.encode(bytes));
    let svg = BASE64.encode(b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    let wrong = format!(
        r##"{{"template":"fancy","accentColour":"#ffee00","footer":"{}","logo":"{svg}","colour":"red"}}"##,
        "words ".repeat(60)
    );
    let mut all = found(patch(&caller, &wrong).expect(422));
    all.sort();
    let expected = [
        ("accentColour", "colour.contrast"),
        ("colour", "field.unknown"),
        ("footer", "text.tooLong"),
        ("logo", "logo.unusable"),
        ("template", "enum.unknown"),
    ];
    assert_eq!(all, expected.map(|(path, code)| (path.to_owned(), code.to_owned())));
    let refused = patch(&caller, &logo(b"<svg/>")).refused(422, "logo.unusable");
    assert!(refused.at("findings[0].message").contains("SVG") && refused.at("findings[0].fix").contains("PNG"));
    let mut large = LOGO.to_vec();
    large.resize(256 * 1024 + 1, 0);
    for (body, said) in [
        (r#"{"logo":"not base64!"}"#.to_owned(), "base64"),
        (logo(&large), "256 KB"),
        (logo(&LOGO[..60]), "damaged"),
        (logo(b""), "neither PNG nor JPEG"),
    ] {
        let refused = patch(&caller, &body).refused(422, "logo.unusable");
        assert!(refused.at("findings[0].message").contains(said), "{}", refused.at("findings[0].message"));
    }
    assert_eq!(String::from_utf8_lossy(&caller.get("/v1/look").expect(200).response.body), "{}");
}

/// The pages of a customer: an invoice, an offer, the one that asks for an address.
fn pages(caller: &Caller) -> Vec<Answer> {
    let invoice = path_of(caller, &caller.issued(), "customer");
    let offer = caller.do_post("/v1/quotes", &draft()).expect(201).at("links.customer");
    let offer = offer.strip_prefix("https://billing.example").expect("our origin").to_owned();
    let ask = format!("/account/{}", caller.administration);
    [invoice, offer, ask].iter().map(|path| caller.get(path).expect(200)).collect()
}

#[test]
fn the_pages_of_customers_have_its_logo_and_colour_and_no_look_leaves_them_as_they_are() {
    let caller = demo();
    for page in pages(&caller) {
        assert!(!page.json.0.contains("class=\"brand\"") && page.json.0.matches("<style>").count() == 1);
        // No browser asks for an icon that is not there.
        assert!(page.json.0.contains("<link rel=\"icon\" href=\"data:,\">"));
    }
    patch(&caller, &look()).expect(200);
    let address = format!("/look/{}/1", caller.administration);
    for page in pages(&caller) {
        let text = &page.json.0;
        assert!(text.contains(&format!("<img src=\"{address}\" alt=\"De Zonnewijzer B.V.\">")), "{text}");
        assert!(text.contains(&format!("<link rel=\"icon\" href=\"{address}\">")), "{text}");
        // 5.47 to 1 on white is 4.84 on the grey of the page: the colour is shown as it was chosen.
        assert!(text.contains(":root{--accent:#0f766e;"), "{text}");
        // The policy of the page takes this style by its digest, and no other.
        let own = text.split("<style>").nth(2).and_then(|rest| rest.split("</style>").next()).expect("a style");
        let policy = page.response.header("content-security-policy").expect("a policy");
        let digest = BASE64.encode(Sha256::digest(own).as_slice());
        assert!(policy.contains(&format!("'sha256-{digest}'")) && !policy.contains("unsafe"), "{policy}");
    }
    let answer = caller.get(&address).expect(200).response;
    assert_eq!((answer.body.as_slice(), answer.header("content-type")), (LOGO, Some("image/png")));
    for wrong in ["0", "2", "one", "1%20OR%201"] {
        assert_eq!(caller.get(&format!("/look/{}/{wrong}", caller.administration)).response.status, 404, "{wrong}");
    }
    assert_eq!(caller.get("/look/adm_0/1").response.status, 404);
    // A colour alone, and none: each look has an address of its own, and that of the last one ends.
    patch(&caller, r#"{"logo":null}"#).expect(200);
    assert!(
        pages(&caller).iter().all(|page| !page.json.0.contains("class=\"brand\"") && page.json.0.contains("#0f766e"))
    );
    patch(&caller, r#"{"accentColour":null}"#).expect(200);
    assert!(pages(&caller).iter().all(|page| page.json.0.matches("<style>").count() == 1));
}

#[test]
fn an_invoice_is_seen_in_a_look_that_is_tried_and_nothing_is_kept() {
    let caller = demo();
    let id = caller.issued();
    let draft_id = caller.do_post("/v1/invoices", &draft()).expect(201).at("id");
    for id in [&id, &draft_id] {
        let path = format!("/v1/invoices/{id}/look");
        let tried = caller.call("POST", &path, &look(), &[]).expect(200).response.body;
        assert!(tried.starts_with(b"%PDF-1.7") && has_logo(&tried));
        caller.call("POST", &path, r##"{"accentColour":"#ffee00"}"##, &[]).refused(422, "colour.contrast");
        assert!(!has_logo(&pdf(&caller, &format!("/v1/invoices/{id}.pdf"))));
    }
    assert_eq!(String::from_utf8_lossy(&caller.get("/v1/look").expect(200).response.body), "{}");
}

#[test]
fn two_who_change_it_at_once_do_not_overwrite_each_other() {
    let caller = demo();
    let tag = caller.get("/v1/look").expect(200).response.header("etag").expect("a tag").to_owned();
    caller.call("PATCH", "/v1/look", r#"{"footer":"one"}"#, &[]).expect(428);
    caller.call("PATCH", "/v1/look", r#"{"footer":"one"}"#, &[("if-match", &tag)]).expect(200);
    caller.call("PATCH", "/v1/look", r#"{"footer":"two"}"#, &[("if-match", &tag)]).expect(412);
    assert_eq!(caller.get("/v1/look").expect(200).at("footer"), "one");
    // Of looks that nothing was issued with, the last one is kept.
    for number in 0..5 {
        patch(&caller, &format!(r#"{{"footer":"{number}"}}"#)).expect(200);
    }
    let count = |sql: &str| -> i64 { caller.world.connection.query_row(sql, [], |row| row.get(0)).expect("a number") };
    assert_eq!(count("SELECT count(*) FROM look"), 1);
}
