//! Customers.

use crate::erase::everything;
use crate::payment_mandate::Payer;
use crate::payment_method::printed;
use crate::support::page::path_of;
use crate::support::{Caller, Collector, demo, for_customer};

const JAN: &str = r#"{"party":{"name":"Jan Peeters","country":"BE","kind":"consumer"},"metadata":{"shop":"7"}}"#;

#[test]
fn a_customer_is_kept_changed_and_removed() {
    let caller = demo();
    let made = caller.do_post("/v1/customers", JAN).expect(201);
    let path = format!("/v1/customers/{}", made.at("id"));
    let tag = made.response.header("etag").expect("an ETag").to_owned();
    assert_eq!(caller.get(&path).expect(200).at("party.name"), "Jan Peeters");
    let patch = r#"{"party":{"locale":"nl-BE"},"metadata":null}"#;
    let changed = caller.call("PATCH", &path, patch, &[("if-match", &tag)]).expect(200);
    assert_eq!((changed.at("party.locale").as_str(), changed.at("metadata").as_str()), ("nl-BE", ""));
    caller.call("PATCH", &path, patch, &[("if-match", &tag)]).refused(412, "ifMatch.changed");
    caller.call("PATCH", &path, r#"{"party":{"nme":"x"}}"#, &[("if-match", "*")]).refused(422, "field.unknown");
    caller.call("DELETE", &path, "", &[]).expect(204);
    caller.get(&path).refused(404, "notFound");
}

#[test]
fn customers_are_found_by_parts_of_their_name() {
    let caller = demo();
    for name in ["Bakkerij Zon", "Bakkerij Maan", "100% Zon_licht"] {
        caller.do_post("/v1/customers", &JAN.replace("Jan Peeters", name)).expect(201);
    }
    let found = |query: &str| {
        let answer = caller.get(&format!("/v1/customers{query}")).expect(200);
        (0..answer.count("items")).map(|n| answer.at(&format!("items[{n}].party.name"))).collect::<Vec<_>>()
    };
    assert_eq!(found("?q=bakk%20ZON"), ["Bakkerij Zon"]);
    assert_eq!(found("?q=zon&newest=true"), ["100% Zon_licht", "Bakkerij Zon"]);
    // What means something to the store is looked for as it stands.
    assert_eq!(
        (found("?q=%25"), found("?q=_")),
        (vec!["100% Zon_licht".to_owned()], vec!["100% Zon_licht".to_owned()])
    );
    assert_eq!(found("?newest=true&limit=1"), ["100% Zon_licht"]);
    caller.get("/v1/customers?q=a%20b%20c%20d%20e%20f%20g%20h%20i").refused(400, "query.text");
}

#[test]
fn a_customer_fits_into_a_row() {
    let caller = demo();
    let fields: Vec<String> = (0..200).map(|i| format!(r#""{i}":"{}""#, "x".repeat(9_000))).collect();
    let body = JAN.replace(r#""shop":"7""#, &fields.join(","));
    caller.do_post("/v1/customers", &body).refused(413, "body.tooLarge");
}

#[test]
fn lists_go_on_where_they_stopped() {
    let caller = demo();
    for _ in 0..5 {
        caller.do_post("/v1/customers", JAN).expect(201);
    }
    let (mut seen, mut path) = (Vec::new(), "/v1/customers?limit=2".to_owned());
    loop {
        let page = caller.get(&path).expect(200);
        seen.extend((0..page.count("items")).map(|i| page.at(&format!("items[{i}].id"))));
        match page.at("next").as_str() {
            "" => break,
            next => path = format!("/v1/customers?limit=2&cursor={next}"),
        }
    }
    let all = seen.clone();
    seen.dedup();
    assert_eq!((seen.len(), seen), (5, all));
    caller.get("/v1/customers?cursor=x").refused(400, "query.number");
}

#[test]
fn a_customer_of_a_draft_stays_until_the_draft_is_gone() {
    let caller = demo();
    let id = caller.do_post("/v1/customers", JAN).expect(201).at("id");
    let body = format!(
        r#"{{"customerId":"{id}","draft":{{"currency":"EUR","lines":[{{"name":"A","quantity":"1","unitPrice":"1.00","vat":"nl:standard"}}]}}}}"#
    );
    let draft = caller.do_post("/v1/invoices", &body).expect(201);
    assert_eq!(draft.at("invoice.customer.name"), "Jan Peeters");
    caller.call("DELETE", &format!("/v1/customers/{id}"), "", &[]).refused(409, "customer.inUse");
    caller.call("DELETE", &format!("/v1/invoices/{}", draft.at("id")), "", &[]).expect(204);
    caller.call("DELETE", &format!("/v1/customers/{id}"), "", &[]).expect(204);
    caller.do_post("/v1/invoices", &body).refused(422, "customer.unknown");
}

#[test]
fn a_customer_no_invoice_could_go_to_is_refused_when_it_is_kept() {
    let caller = demo();
    let wrong =
        r#"{"party":{"name":" ","country":"BE","vatId":"BE0123456789","colour":"red","contact":{"email":"x"}}}"#;
    let refused = caller.do_post("/v1/customers", wrong).expect(422);
    let mut paths: Vec<String> =
        (0..refused.count("findings")).map(|i| refused.at(&format!("findings[{i}].path"))).collect();
    paths.sort();
    assert_eq!(paths, ["party.colour", "party.contact.email", "party.name", "party.vatId"]);
    let id = caller.do_post("/v1/customers", JAN).expect(201).at("id");
    let path = format!("/v1/customers/{id}");
    let patch = |body: &str| caller.call("PATCH", &path, body, &[("if-match", "*")]);
    let refused = patch(r#"{"party":{"vatId":"BE0123456789"}}"#).expect(422);
    assert_eq!(refused.at("findings[0].path"), "party.vatId");
    assert_ne!(refused.at("findings[0].message"), "");
    // 0403.170.701 is an enterprise number with good check digits: 97 - 4031707 mod 97 = 01.
    assert_eq!(patch(r#"{"party":{"vatId":"BE0403170701"}}"#).expect(200).at("party.vatId"), "BE0403170701");
}

/// An issued invoice for a customer.
fn issued(caller: &crate::support::Caller, customer: &str, day: &str) -> String {
    let body = format!(
        r#"{{"customerId":"{customer}","draft":{{"currency":"EUR","lines":[{{"name":"A","quantity":"1","unitPrice":"1.00","vat":"nl:standard"}}]}}}}"#
    );
    let id = caller.do_post("/v1/invoices", &body).expect(201).at("id");
    caller.do_post(&format!("/v1/invoices/{id}/issue"), &format!(r#"{{"issueDate":"{day}"}}"#)).expect(200);
    id
}

#[test]
fn what_only_concerns_a_customer_goes_with_them() {
    let caller = demo();
    let incentive = r#"{"eInvoicingIncentive":{"amount":"5.00","currency":"EUR"}}"#;
    caller.call("PATCH", "/v1/administration", incentive, &[("if-match", "*")]).expect(200);
    let body = r#"{"party":{"name":"Anna Zwanenburg","country":"NL","vatId":"NL004495445B01","address":{"city":"Zwolle"},
        "contact":{"email":"anna@zwanenburg.example"}},"delivery":{"consent":{"on":"2026-06-14","source":"E-mail"}}}"#;
    let id = caller.do_post("/v1/customers", body).expect(201).at("id");
    let path = format!("/v1/customers/{id}");
    // VIES does not answer, which is kept as well; a mandate is asked for, and an offer made, sent and declined.
    caller.do_post(&format!("{path}/vatCheck"), "{}").expect(200);
    let mandate = format!(r#"{{"customerId":"{id}","iban":"NL44RABO0123456789","reference":"M-ZWAAN"}}"#);
    caller.do_post("/v1/mandates", &mandate).expect(201);
    let quote = caller.do_post("/v1/quotes", &for_customer(&id)).expect(201).at("id");
    caller.do_post(&format!("/v1/quotes/{quote}/send"), "{}").expect(201);
    caller.call("DELETE", &path, "", &[]).refused(409, "customer.inUse");
    caller.do_post(&format!("/v1/quotes/{quote}/decline"), "{}").expect(200);
    let count = |table: &str| -> i64 {
        let sql = format!("SELECT COUNT(*) FROM {table}");
        caller.world.connection.query_row(&sql, [], |row| row.get(0)).expect("SQL")
    };
    let tables = ["customer", "vat_check", "incentive", "mandate", "quote"];
    assert_eq!(tables.map(count), [1; 5]);
    caller.call("DELETE", &path, "", &[]).expect(204);
    assert_eq!(tables.map(count), [0; 5]);
    let left = everything(&caller);
    for word in ["Zwanenburg", "zwanenburg", "M-ZWAAN", "NL44RABO0123456789"] {
        assert!(!left.contains(word), "{word}");
    }
}

/// A customer in the Netherlands with an invoice that the law lets go.
fn dutch_customer(caller: &Caller) -> (String, String) {
    let dutch = JAN.replace(r#""BE""#, r#""NL","address":{"city":"Utrecht"}"#);
    let id = caller.do_post("/v1/customers", &dutch).expect(201).at("id");
    let invoice = issued(caller, &id, "2018-03-01");
    (id, invoice)
}

#[test]
fn a_customer_with_an_invoice_is_not_deleted_but_erased_once_the_law_lets_go() {
    let caller = demo();
    let (id, invoice) = dutch_customer(&caller);
    let path = format!("/v1/customers/{id}");
    let refused = caller.call("DELETE", &path, "", &[]).refused(409, "customer.inUse");
    let detail = refused.at("detail");
    assert!(detail.contains(&format!("POST {path}/erase")) && detail.contains("/retention"), "{detail}");
    caller.do_post(&format!("/v1/invoices/{invoice}/payments"), r#"{"amount":"1.21","method":"cash"}"#).expect(201);
    caller.do_post(&format!("{path}/erase"), "{}").expect(200);
    assert!(!everything(&caller).contains("Jan Peeters"));
}

#[test]
fn a_customer_whom_an_older_version_deleted_can_still_be_erased() {
    let caller = demo();
    let (id, invoice) = dutch_customer(&caller);
    caller.do_post(&format!("/v1/invoices/{invoice}/payments"), r#"{"amount":"1.21","method":"cash"}"#).expect(201);
    caller.world.connection.execute("DELETE FROM customer", []).expect("SQL");
    assert_eq!(caller.get(&format!("/v1/customers/{id}/retention")).expect(200).at("invoices"), "1");
    assert_eq!(caller.do_post(&format!("/v1/customers/{id}/erase"), "{}").expect(200).at("erased"), "1");
    assert!(!everything(&caller).contains("Jan Peeters"));
    caller.do_post(&format!("/v1/customers/{id}/erase"), "{}").refused(404, "notFound");
}

#[test]
fn whom_a_payment_service_may_charge_is_neither_deleted_nor_erased() {
    let payer = Payer::new();
    let path = format!("/v1/customers/{}", payer.customer);
    for refused in [
        payer.caller.call("DELETE", &path, "", &[]),
        payer.caller.do_post(&format!("{path}/erase"), r#"{"retentionYears":1}"#),
    ] {
        let detail = refused.refused(409, "customer.inUse").at("detail");
        assert!(detail.contains("DELETE /v1/paymentMandates/pmd_"), "{detail}");
    }
}

#[test]
fn a_mandate_that_was_collected_under_is_kept() {
    let collector = Collector::new();
    collector.collect(&[&collector.issued()]).expect(201);
    let path = format!("/v1/customers/{}", collector.customer);
    collector.caller.call("DELETE", &path, "", &[]).refused(409, "customer.inUse");
    assert_eq!(collector.caller.get(&format!("/v1/mandates/{}", collector.mandate)).expect(200).at("state"), "used");
}

#[test]
fn the_note_of_a_customer_stands_on_their_invoices_as_it_was_said() {
    let caller = demo();
    let note = r#"Lever <achterom> & bel \"Jan\" 🚲"#;
    let address = r#""address":{"line1":"Dam 1","city":"Delft","postalCode":"2611 GP"}"#;
    let body = format!(r#"{{"party":{{"name":"Zon","country":"NL",{address}}},"note":"{note}"}}"#);
    let customer = caller.do_post("/v1/customers", &body).expect(201);
    assert_eq!(customer.at("note"), "Lever <achterom> & bel \"Jan\" 🚲");
    let id = caller.do_post("/v1/invoices", &for_customer(&customer.at("id"))).expect(201).at("id");
    let issued = caller.do_post(&format!("/v1/invoices/{id}/issue"), "{}").expect(200);
    assert_eq!(issued.at("invoice.notes[0]"), customer.at("note"));
    // A markup of the note would be one of the document: it goes out as text everywhere (BT-22).
    let ubl = caller.get(&format!("/v1/invoices/{id}.ubl.xml"));
    let ubl = String::from_utf8(ubl.response.body).expect("UTF-8");
    assert!(ubl.contains("<cbc:Note>Lever &lt;achterom&gt; &amp; bel"), "{ubl}");
    assert!(ubl.contains("🚲"));
    let page = caller.get_page(&path_of(&caller, &id, "customer"));
    assert!(page.contains("Lever &lt;achterom&gt; &amp; bel") && page.contains("🚲") && !page.contains("<achterom>"));
    let pdf = printed::dump(&caller.get(&format!("/v1/invoices/{id}.pdf")).expect(200).response.body);
    assert!(pdf.replace(char::is_whitespace, "").contains("Lever<achterom>&bel\"Jan\""), "{pdf}");
    // What was issued does not change with the note; another customer has none.
    let path = format!("/v1/customers/{}", customer.at("id"));
    caller.call("PATCH", &path, r#"{"note":null}"#, &[("if-match", "*")]).expect(200);
    assert_eq!(caller.get(&format!("/v1/invoices/{id}")).expect(200).at("invoice.notes[0]"), customer.at("note"));
    let id = caller.do_post("/v1/invoices", &for_customer(&customer.at("id"))).expect(201).at("id");
    assert_eq!(caller.get(&format!("/v1/invoices/{id}")).expect(200).at("invoice.notes"), "");
    caller
        .call("PATCH", &path, &format!(r#"{{"note":"{}"}}"#, "x".repeat(10_001)), &[("if-match", "*")])
        .refused(422, "text.tooLong");
}
