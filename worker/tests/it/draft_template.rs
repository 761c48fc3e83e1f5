//! Templates of invoices: drafts with placeholders, checked when they are kept, and made into valid invoices with other words each time.

use crate::support::{Answer, Caller, demo};

/// A template of maintenance: the month and the hours are said each time.
const TEMPLATE: &str = r#"{"name":"onderhoud","draft":{"currency":"EUR","buyerReference":"Onderhoud {month}",
    "customer":{"name":"Bakkerij Zon","country":"NL","address":{"city":"Delft"}},
    "paymentTerms":{"netDays":"{days}"},
    "lines":[{"name":"Onderhoud in {month} {year}, {month}","quantity":"{hours}","unit":"hour","unitPrice":"80.00","vat":"nl:standard"}]}}"#;

fn kept(caller: &Caller) -> String {
    caller.do_post("/v1/templates", TEMPLATE).expect(201).at("id")
}

fn used(caller: &Caller, id: &str, body: &str) -> Answer {
    caller.do_post(&format!("/v1/templates/{id}/draft"), body)
}

#[test]
fn one_template_makes_two_different_valid_invoices() {
    let caller = demo();
    let id = kept(&caller);
    let june = used(&caller, &id, r#"{"values":{"month":"juni","year":"2026","hours":"3","days":"14"}}"#).expect(201);
    assert_eq!(june.at("invoice.lines[0].name"), "Onderhoud in juni 2026, juni");
    // 3 × 80.00 and 7.5 × 80.00, each with 21 %.
    assert_eq!((june.at("invoice.totals.net"), june.at("invoice.totals.payable")), ("240.00".into(), "290.40".into()));
    // Adapted: another customer's name, and a discount beside what the template says.
    let july = used(
        &caller,
        &id,
        r#"{"values":{"month":"juli {hours} <b>","year":"2026","hours":"7.5","days":"30"},
            "draft":{"customer":{"name":"Bakkerij Maan"},"allowances":[{"amount":"100.00","reason":"Jubileum"}]}}"#,
    );
    let july = july.expect(201);
    // What is filled in is text: no placeholder, no markup.
    assert_eq!(july.at("draft.buyerReference"), "Onderhoud juli {hours} <b>");
    assert_eq!(
        (july.at("invoice.totals.net"), july.at("draft.customer.name")),
        ("500.00".into(), "Bakkerij Maan".into())
    );
    assert_eq!(
        (july.at("draft.customer.address.city"), july.at("draft.paymentTerms.netDays")),
        ("Delft".into(), "30".into())
    );
    for (made, number, due) in [(june, "2026-0001", "2026-06-29"), (july, "2026-0002", "2026-07-15")] {
        let issued = caller.do_post(&format!("/v1/invoices/{}/issue", made.at("id")), "{}").expect(200);
        assert_eq!((issued.at("number"), issued.at("invoice.dueDate")), (number.to_owned(), due.to_owned()));
    }
}

#[test]
fn every_placeholder_has_a_value_and_every_value_a_placeholder() {
    let caller = demo();
    let id = kept(&caller);
    let refused =
        used(&caller, &id, r#"{"values":{"month":"juni","jaar":"2026","hours":"3"}}"#).refused(422, "field.missing");
    let paths: Vec<String> =
        (0..refused.count("findings")).map(|n| refused.at(&format!("findings[{n}].path"))).collect();
    assert_eq!(paths, ["values.days", "values.year", "values.jaar"]);
    // A value that its field does not take is found where the draft has it.
    let wrong = r#"{"values":{"month":"juni","year":"2026","hours":"drie","days":"14"}}"#;
    assert_eq!(used(&caller, &id, wrong).expect(422).at("findings[0].path"), "draft.lines[0].quantity");
    let strange = r#"{"values":{"month":"juni","year":"2026","hours":"3","days":"14"},"draft":{"colour":"red"}}"#;
    used(&caller, &id, strange).refused(422, "field.unknown");
    assert_eq!(caller.get("/v1/invoices").expect(200).count("items"), 0);
    used(&caller, "tpl_none", "{}").refused(404, "notFound");
}

#[test]
fn what_a_template_would_make_is_shown_and_not_kept() {
    let caller = demo();
    let id = kept(&caller);
    let preview = |body: &str| caller.call("POST", &format!("/v1/templates/{id}/preview"), body, &[]);
    // 4 × 80.00 with 21 %.
    let shown = preview(r#"{"values":{"month":"juni","year":"2026","hours":"4","days":"14"}}"#).expect(200);
    assert_eq!(
        (shown.at("totals.payable"), shown.at("lines[0].name")),
        ("387.20".into(), "Onderhoud in juni 2026, juni".into())
    );
    assert_eq!(
        preview(r#"{"values":{"month":"juni","year":"2026","hours":"4"}}"#).expect(422).at("findings[0].path"),
        "values.days"
    );
    assert_eq!(caller.get("/v1/invoices").expect(200).count("items"), 0);
    caller.call("POST", "/v1/templates/tpl_none/preview", "{}", &[]).refused(404, "notFound");
}

#[test]
fn a_template_that_no_invoice_could_be_made_of_is_refused_when_it_is_kept() {
    let caller = demo();
    for (from, to, code, path) in [
        ("\"unitPrice\"", "\"price\"", "field.unknown", "draft.lines[0].price"),
        ("\"80.00\"", "\"eighty\"", "number.format", "draft.lines[0].unitPrice"),
        ("{year}", "{year", "letter.template", "draft.lines[0].name"),
        ("\"draft\":{", "\"text\":\"x\",\"draft\":{", "field.unknown", "text"),
        ("\"onderhoud\"", "\" \"", "text.empty", "name"),
    ] {
        let refused = caller.do_post("/v1/templates", &TEMPLATE.replace(from, to)).expect(422);
        let all = refused.json.0.clone();
        assert_eq!(
            (refused.at("findings[0].code"), refused.at("findings[0].path")),
            (code.into(), path.into()),
            "{all}"
        );
    }
    caller.do_post("/v1/templates", r#"{"name":"x","draft":[]}"#).refused(422, "field.type");
    // A wording without its texts is none.
    caller.do_post("/v1/templates", r#"{"name":"reminder"}"#).refused(422, "letter.template");
    let id = kept(&caller);
    caller.do_post("/v1/templates", TEMPLATE).refused(409, "template.taken");
    let path = format!("/v1/templates/{id}");
    let changed = caller.call("PATCH", &path, r#"{"draft":{"buyerReference":null}}"#, &[("if-match", "*")]).expect(200);
    assert_eq!((changed.at("draft.buyerReference"), changed.at("draft.currency")), (String::new(), "EUR".into()));
    // No letter of that name takes it for its wording.
    caller.do_post("/v1/templates", r#"{"name":"onderhoud","subject":"Dag","text":"Tot ziens"}"#).expect(201);
    caller.call("DELETE", &path, "", &[]).expect(204);
}
