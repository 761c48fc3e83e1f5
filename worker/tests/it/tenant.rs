//! Administrations beside each other: no door of one reaches what another one keeps, and an import brings no say over what is not in it.

use sha2::{Digest, Sha256};

use crate::support::{Caller, demo, for_customer};

const CUSTOMER: &str = r#"{"party":{"name":"Anna Vermeulen","country":"NL","kind":"consumer",
    "address":{"line1":"Oudegracht 20","city":"Utrecht","postalCode":"3511 AB"}}}"#;

fn hash(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(&Sha256::digest(bytes))
}

/// Another administration of the same service.
fn beside(other: &Caller) -> Caller {
    Caller::in_world(other.world.beside(), "").open(r#"{"name":"Leeg"}"#, "beside")
}

/// Brings an export of one page to another administration.
fn moved(from: &Caller, to: &Caller) {
    let page = from.get("/v1/export").expect(200).json.0;
    assert_eq!(to.do_post("/v1/import", &page).expect(200).at("done"), "true");
    to.settled();
}

fn page(line: &str) -> String {
    format!("{{\"voldaan\":\"export\",\"version\":1,\"page\":1}}\n{line}\n{{\"end\":true,\"rows\":1}}\n")
}

#[test]
fn no_import_takes_documents_of_another_administration_away() {
    let victim = demo();
    let id = victim.issued();
    let pdf = victim.get(&format!("/v1/invoices/{id}.pdf")).expect(200).response.body;
    victim.settled();
    let attacker = beside(&victim);
    assert_ne!(attacker.administration, victim.administration);
    let before = victim.world.documents.borrow().clone();
    let enlisted = format!("book/{}", victim.administration);
    victim.world.documents.borrow_mut().insert(enlisted.clone(), Vec::new());
    // Neither the list of the cron, nor a place of another administration, nor what is no name of bytes.
    for name in [enlisted.clone(), victim.place_of(&hash(&pdf)), hash(&pdf).to_uppercase(), hash(&pdf)[1..].to_owned()]
    {
        let line = format!(r#"{{"table":"document","row":{{"hash":"{name}","confirmed":1,"made":1,"erased":1}}}}"#);
        let refused = attacker.do_post("/v1/import", &page(&line)).refused(422, "import.line");
        assert!(refused.at("detail").contains("Line 2"), "{}", refused.json.0);
    }
    // What is taken says of itself only its hash: it is not on its way out.
    let line = format!(r#"{{"table":"document","row":{{"hash":"{}","confirmed":1,"made":1,"erased":1}}}}"#, hash(&pdf));
    attacker.do_post("/v1/import", &page(&line)).expect(200);
    pollster::block_on(attacker.book.settle());
    let mut after = victim.world.documents.borrow().clone();
    assert!(after.remove(&enlisted).is_some());
    assert_eq!(after, before);
}

#[test]
fn a_document_comes_under_the_hash_of_its_bytes_alone() {
    let caller = beside(&demo());
    let (good, other) = (hash(b"bytes"), hash(b"others"));
    let chunk = |hash: &str| {
        format!(r#"{{"table":"chunk","row":{{"owner":"document/{hash}","place":0,"bytes":{{"base64":"Ynl0ZXM="}}}}}}"#)
    };
    let row = |hash: &str| format!(r#"{{"table":"document","row":{{"hash":"{hash}"}}}}"#);
    let both = |hash: &str| page(&format!("{}\n{}", chunk(hash), row(hash))).replace(r#""rows":1"#, r#""rows":2"#);
    let refused = caller.do_post("/v1/import", &both(&other)).refused(422, "import.line");
    assert!(refused.at("detail").contains("Line 3"), "{}", refused.json.0);
    let answer = chunk("x").replace("document/x", "answer/x");
    caller.do_post("/v1/import", &page(&answer)).refused(422, "import.line");
    caller.do_post("/v1/import", &both(&good)).expect(200);
}

#[test]
fn erasing_where_an_export_was_brought_to_leaves_what_it_came_from() {
    let old = demo();
    let customer = old.do_post("/v1/customers", CUSTOMER).expect(201).at("id");
    let body = for_customer(&customer);
    let id = old.do_post("/v1/invoices", &body).expect(201).at("id");
    old.do_post(&format!("/v1/invoices/{id}/issue"), r#"{"issueDate":"2018-03-01"}"#).expect(200);
    old.do_post(&format!("/v1/invoices/{id}/payments"), r#"{"amount":"1.21","method":"cash"}"#).expect(201);
    old.settled();
    let path = format!("/v1/invoices/{id}.pdf");
    let pdf = old.get(&path).expect(200).response.body;
    let new = beside(&old);
    moved(&old, &new);
    assert_eq!(new.get(&path).expect(200).response.body, pdf);
    new.settled();
    assert!(new.world.documents.borrow().contains_key(&new.place_of(&hash(&pdf))));
    new.do_post(&format!("/v1/customers/{customer}/erase"), "{}").expect(200);
    new.settled();
    assert!(!new.world.documents.borrow().contains_key(&new.place_of(&hash(&pdf))));
    assert_eq!(old.world.documents.borrow().get(&old.place_of(&hash(&pdf))), Some(&pdf));
    assert_eq!(old.get(&path).expect(200).response.body, pdf);
}

#[test]
fn documents_of_an_older_version_are_read_and_brought_along() {
    let caller = demo();
    let id = caller.issued();
    let path = format!("/v1/invoices/{id}.pdf");
    let pdf = caller.get(&path).expect(200).response.body;
    caller.settled();
    // As older versions kept them: under the bare hash.
    let bare: std::collections::BTreeMap<String, Vec<u8>> =
        caller.world.documents.borrow().values().map(|bytes| (hash(bytes), bytes.clone())).collect();
    caller.world.documents.borrow_mut().clone_from(&bare);
    assert_eq!(caller.get(&path).expect(200).response.body, pdf);
    assert_eq!(caller.world.documents.borrow().get(&caller.place_of(&hash(&pdf))), Some(&pdf));
    caller.get(&format!("/v1/invoices/{id}")).expect(200);
    caller.settled();
    assert!(bare.keys().all(|hash| caller.world.documents.borrow().contains_key(hash)));
    assert!(caller.world.log.borrow().is_empty());
}

#[test]
fn a_copy_of_an_older_version_goes_with_an_erasure_and_that_of_others_stays() {
    let old = demo();
    let customer = old.do_post("/v1/customers", CUSTOMER).expect(201).at("id");
    let id = old.do_post("/v1/invoices", &for_customer(&customer)).expect(201).at("id");
    old.do_post(&format!("/v1/invoices/{id}/issue"), r#"{"issueDate":"2018-03-01"}"#).expect(200);
    old.do_post(&format!("/v1/invoices/{id}/payments"), r#"{"amount":"1.21","method":"cash"}"#).expect(201);
    old.settled();
    // As the step that came with it found them, under the bare hash.
    let bare: std::collections::BTreeMap<String, Vec<u8>> =
        old.world.documents.borrow().values().map(|bytes| (hash(bytes), bytes.clone())).collect();
    old.world.documents.borrow_mut().clone_from(&bare);
    let known = "INSERT INTO bare_document SELECT hash FROM document";
    old.world.connection.execute(known, []).expect("SQL");
    // Where a copy of the books was brought to, nothing was ever kept under a bare hash.
    let new = beside(&old);
    moved(&old, &new);
    new.settled();
    let all = new.world.documents.borrow().clone();
    new.do_post(&format!("/v1/customers/{customer}/erase"), "{}").expect(200);
    new.settled();
    assert!(bare.keys().all(|hash| all.contains_key(hash) && new.world.documents.borrow().contains_key(hash)));
    old.do_post(&format!("/v1/customers/{customer}/erase"), "{}").expect(200);
    old.settled();
    assert!(bare.keys().all(|hash| !old.world.documents.borrow().contains_key(hash)));
}

#[test]
fn an_import_says_of_the_administration_only_what_it_could_say_here() {
    let new = beside(&demo());
    let line = |said: &str| {
        let said = said.replace('"', "\\\"");
        page(&format!(r#"{{"table":"administration","row":{{"json":"{said}"}}}}"#))
    };
    for said in [
        r#"{"name":"Zon","timeZone":"No/Where"}"#,
        r#"{"name":"Zon","allowedOrigins":["*"]}"#,
        r#"{"name":" "}"#,
        r#"{"name":"Zon","series":[{"name":"invoice","pattern":"same"}]}"#,
    ] {
        let refused = new.do_post("/v1/import", &line(said)).refused(422, "import.line");
        assert!(refused.at("detail").contains("Line 2"), "{}", refused.json.0);
    }
    // Whether it is for tests stays its own: no import puts a clock into real books.
    new.do_post("/v1/import", &line(r#"{"name":"Zon","test":true}"#)).expect(200);
    let shown = new.get("/v1/administration").expect(200);
    assert_eq!((shown.at("name").as_str(), shown.json.0.contains(r#""test":true"#)), ("Zon", false));
    let clock = [("x-voldaan-test-clock", "2020-01-01T00:00:00Z")];
    new.call("GET", "/v1/administration", "", &clock).refused(403, "testClock.forbidden");
}
