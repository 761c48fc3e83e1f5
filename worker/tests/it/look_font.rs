//! Fonts of a seller's own: on documents and on the pages of customers from then on, kept once, and refused where they could not be used.

use data_encoding::{BASE64, HEXLOWER};
use sha2::{Digest, Sha256};
use voldaan::pdf::{BUILT_IN, QR_BILL};

use crate::archive::{empty, export, import};
use crate::support::page::path_of;
use crate::support::{Answer, Caller, demo, draft};

/// Inter under another name, cut down to western Europe (`tests/documents/make_house_font.py`).
const REGULAR: &[u8] = include_bytes!("../../../tests/documents/house-regular.ttf");
const BOLD: &[u8] = include_bytes!("../../../tests/documents/house-bold.ttf");

fn patch(caller: &Caller, body: &str) -> Answer {
    caller.call("PATCH", "/v1/look", body, &[("if-match", "*")])
}

fn fonts(regular: &[u8], bold: Option<&[u8]>) -> String {
    let bold = bold.map_or_else(String::new, |bold| format!(r#","bold":"{}""#, BASE64.encode(bold)));
    format!(r#"{{"fonts":{{"regular":"{}"{bold}}}}}"#, BASE64.encode(regular))
}

fn digits(bytes: &[u8]) -> String {
    HEXLOWER.encode(&Sha256::digest(bytes))
}

/// The names of the fonts that a PDF embeds, without the six letters of their subsets (ISO 32000-1, 9.6.4).
fn fonts_of(pdf: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(pdf);
    let names = text.split("/FontName/").skip(1).filter_map(|rest| rest.split(['/', '>', ' ', '\n']).next());
    let mut names: Vec<String> = names.map(|name| name.split('+').next_back().expect("a name").to_owned()).collect();
    names.sort();
    names
}

fn pdf(caller: &Caller, path: &str) -> Vec<u8> {
    let body = caller.get(path).expect(200).response.body;
    assert!(body.starts_with(b"%PDF-1.7"), "{path}");
    body
}

fn fonts_kept(caller: &Caller) -> Vec<String> {
    let mut rows =
        caller.world.connection.prepare("SELECT substr(owner, 13) FROM chunk WHERE owner LIKE 'font/%'").expect("SQL");
    let mut kept: Vec<String> =
        rows.query_map([], |row| row.get(0)).expect("rows").map(|row| row.expect("a text")).collect();
    kept.sort();
    kept
}

const HOUSE: [&str; 2] = ["Huisletter-Bold", "Huisletter-Regular"];
const INTER: [&str; 2] = ["Inter-Bold", "Inter-Regular"];

#[test]
fn documents_are_set_in_them_from_then_on_and_those_from_before_stay_as_they_were() {
    let caller = demo();
    let of = |id: &str| pdf(&caller, &format!("/v1/invoices/{id}.pdf"));
    let before = caller.issued();
    let plain = of(&before);
    assert_eq!(fonts_of(&plain), INTER);
    let said = patch(&caller, &fonts(REGULAR, Some(BOLD))).expect(200);
    // An answer names a font, and the name says the same as its bytes.
    let name = format!("sha256:{}", digits(REGULAR));
    assert_eq!((said.at("fonts.regular"), said.json.0.len() < 400), (name.clone(), true));
    assert_eq!(caller.get("/v1/look").expect(200).json.0, said.json.0);
    patch(&caller, &said.json.0).expect(200);
    assert_eq!(fonts_kept(&caller).len(), 2, "each is kept once");

    let after = caller.issued();
    let draft_id = caller.do_post("/v1/invoices", &draft()).expect(201).at("id");
    let quote = caller.do_post("/v1/quotes", &draft()).expect(201).at("id");
    for made in [of(&after), of(&draft_id), pdf(&caller, &format!("/v1/quotes/{quote}.pdf"))] {
        assert_eq!(fonts_of(&made), HOUSE);
    }
    caller.do_post(&format!("/v1/invoices/{after}/send"), "{}").expect(201);
    // Another look goes on with the regular one alone; what was issued has its bold one all the same.
    let first = of(&after);
    patch(&caller, r#"{"fonts":{"bold":null}}"#).expect(200);
    assert_eq!(fonts_of(&of(&caller.issued())), ["Huisletter-Regular", "Huisletter-Regular"]);
    patch(&caller, r#"{"fonts":null}"#).expect(200);
    assert_eq!(fonts_of(&of(&caller.issued())), INTER);
    caller.world.connection.execute("DELETE FROM rendering", []).expect("rows");
    caller.world.documents.borrow_mut().clear();
    assert!(of(&before) == plain && of(&after) == first);
}

#[test]
fn a_letter_is_set_in_the_font_of_its_invoice() {
    let caller = demo();
    patch(&caller, &fonts(REGULAR, Some(BOLD))).expect(200);
    caller.do_post("/v1/policies", r#"{"ready":"nl-business"}"#).expect(201);
    caller.issued_to("business");
    caller.live_until("2026-07-20T10:00:00Z");
    let last = caller.all("/v1/outbox", "id").pop().expect("a message");
    assert_eq!(fonts_of(&pdf(&caller, &format!("/v1/outbox/{last}.pdf"))), HOUSE);
}

#[test]
fn an_invoice_with_letters_that_the_font_lacks_is_set_in_the_built_in_one() {
    let caller = demo();
    patch(&caller, &fonts(REGULAR, Some(BOLD))).expect(200);
    let greek = draft().replacen("\"name\":\"", "\"name\":\"Ωμέγα ", 1);
    assert_ne!(greek, draft());
    let id = caller.do_post("/v1/invoices", &greek).expect(201).at("id");
    caller.do_post(&format!("/v1/invoices/{id}/issue"), "{}").expect(200);
    assert_eq!(fonts_of(&pdf(&caller, &format!("/v1/invoices/{id}.pdf"))), INTER);
}

#[test]
fn the_pages_of_customers_load_them_from_an_address_of_their_own() {
    let caller = demo();
    let invoice = path_of(&caller, &caller.issued(), "customer");
    assert!(!caller.get_page(&invoice).contains("font-face"));
    patch(&caller, &fonts(REGULAR, Some(BOLD))).expect(200);
    let page = caller.get(&invoice).expect(200);
    assert!(page.json.0.contains("body{font-family:brand,var(--font)}"), "{}", page.json.0);
    let policy = page.response.header("content-security-policy").expect("a policy");
    assert!(policy.contains("font-src 'self';") && !policy.contains("unsafe"), "{policy}");
    for (bytes, weight) in [(REGULAR, "400"), (BOLD, "700")] {
        let address = format!("/font/{}/{}", caller.administration, digits(bytes));
        assert!(page.json.0.contains(&format!(r#"<link rel="preload" as="font" crossorigin href="{address}">"#)));
        let face = format!("src:url({address});font-display:optional;font-weight:{weight}}}");
        assert!(page.json.0.contains(&face), "{}", page.json.0);
        let answer = caller.get(&address).expect(200).response;
        assert!(answer.body == bytes);
        assert_eq!(answer.header("content-type"), Some("font/ttf"));
        assert_eq!(answer.header("cache-control"), Some("public, max-age=31536000, immutable"));
    }
    let other = digits(b"another font");
    for wrong in
        [format!("{}/{other}", caller.administration), format!("{}/1", caller.administration), format!("adm_0/{other}")]
    {
        assert_eq!(caller.get(&format!("/font/{wrong}")).response.status, 404, "{wrong}");
    }
    // Who takes a change back names what was there; what nothing was issued with is gone after the change that follows.
    patch(&caller, r#"{"fonts":null}"#).expect(200);
    let named = format!(r#"{{"fonts":{{"regular":"sha256:{}"}}}}"#, digits(REGULAR));
    patch(&caller, &named).expect(200);
    assert_eq!(fonts_kept(&caller), [digits(REGULAR)]);
    patch(&caller, r#"{"fonts":null}"#).expect(200);
    patch(&caller, r#"{"footer":"KvK 01234567"}"#).expect(200);
    assert_eq!(fonts_kept(&caller), [""; 0]);
    patch(&caller, &named).refused(422, "font.unusable");
}

#[test]
fn what_may_not_be_embedded_is_no_font_or_lacks_letters_is_refused_where_it_stands_and_nothing_is_kept() {
    let caller = demo();
    let mut restricted = REGULAR.to_vec();
    let record = (0..).map(|at| 12 + at * 16).find(|at| &restricted[*at..at + 4] == b"OS/2").expect("the table");
    let table = u32::from_be_bytes(restricted[record + 8..record + 12].try_into().expect("four bytes"));
    // OpenType, OS/2 fsType: 2 is restricted.
    restricted[table as usize + 9] = 2;
    let mut large = BUILT_IN.regular.to_vec();
    large.resize(1024 * 1024 + 1, 0);
    for (regular, code, said) in [
        (restricted.as_slice(), "font.unusable", "forbids embedding"),
        (&large, "font.unusable", "over 1 MB"),
        (&BOLD[..20_000], "font.unusable", "damaged"),
        (b"wOF2 and more", "font.unusable", "web font"),
        (b"", "font.unusable", "neither base64"),
        (QR_BILL.regular, "font.lacksCharacter", "no sign for"),
    ] {
        let refused = patch(&caller, &fonts(regular, None)).refused(422, code);
        assert_eq!(
            (refused.at("findings[0].path"), refused.count("findings")),
            ("fonts.regular".to_owned(), 1),
            "{said}"
        );
        assert!(refused.at("findings[0].message").contains(said), "{}", refused.at("findings[0].message"));
        // Tried on an invoice, it is refused in the same words.
        let tried = caller.call("POST", &format!("/v1/invoices/{}/look", caller.issued()), &fonts(regular, None), &[]);
        assert_eq!(tried.refused(422, code).at("findings[0].message"), refused.at("findings[0].message"));
    }
    // All at once, each at its own field.
    let unknown = format!("sha256:{}", digits(b"another font"));
    let wrong = format!(r##"{{"accentColour":"red","fonts":{{"regular":"{unknown}","bold":"%"}}}}"##);
    let refused = patch(&caller, &wrong).expect(422);
    let paths: Vec<String> =
        (0..refused.count("findings")).map(|at| refused.at(&format!("findings[{at}].path"))).collect();
    assert_eq!(paths, ["fonts.regular", "fonts.bold", "accentColour"]);
    patch(&caller, &format!(r#"{{"fonts":{{"bold":"{}"}}}}"#, BASE64.encode(BOLD))).refused(422, "field.missing");
    assert_eq!(caller.get("/v1/look").expect(200).json.0, "{}");
    assert_eq!(fonts_kept(&caller), [""; 0]);
}

#[test]
fn a_font_is_tried_on_an_invoice_and_not_kept() {
    let caller = demo();
    let path = format!("/v1/invoices/{}/look", caller.issued());
    let tried = caller.call("POST", &path, &fonts(REGULAR, Some(BOLD)), &[]).expect(200).response.body;
    assert_eq!(fonts_of(&tried), HOUSE);
    assert_eq!(fonts_kept(&caller), [""; 0]);
}

#[test]
fn an_export_brings_them_along_and_erasing_a_customer_leaves_them() {
    let old = demo();
    patch(&old, &fonts(REGULAR, Some(BOLD))).expect(200);
    let invoice = old.issued();
    pollster::block_on(old.book.settle());
    let new = empty();
    for page in export(&old) {
        import(&new, &page).expect(200);
    }
    pollster::block_on(new.book.settle());
    assert_eq!(fonts_kept(&new), fonts_kept(&old));
    let of = |caller: &Caller| pdf(caller, &format!("/v1/invoices/{invoice}.pdf"));
    assert!(of(&new) == of(&old) && fonts_of(&of(&new)) == HOUSE);
    let customer = r#"{"party":{"name":"Jan Peeters","country":"NL"}}"#;
    let customer = old.do_post("/v1/customers", customer).expect(201).at("id");
    old.do_post(&format!("/v1/customers/{customer}/erase"), "{}").expect(200);
    assert_eq!(fonts_kept(&old).len(), 2);
}
