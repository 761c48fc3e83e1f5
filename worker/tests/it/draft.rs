//! Drafts: the only invoices that change.

use crate::support::{demo, draft};

#[test]
fn a_draft_is_computed_as_if_issued_today_and_keeps_what_was_said() {
    let caller = demo();
    let made = caller.do_post("/v1/invoices", &draft()).expect(201);
    assert_eq!((made.at("state").as_str(), made.at("number").as_str()), ("draft", ""));
    assert_eq!(made.at("status.state"), "draft");
    assert_eq!(made.at("invoice.totals.payable"), "1210.00");
    assert_eq!(made.at("invoice.issueDate"), "2026-06-15");
    // Thirty days after 15 June.
    assert_eq!(made.at("invoice.dueDate"), "2026-07-15");
    assert_eq!(made.at("draft.issueDate"), "");
    assert_eq!(made.at("draft.lines[0].vat"), "nl:standard");
    assert_eq!(made.at("links.customer"), "");
    let listed = caller.get("/v1/invoices").expect(200);
    assert_eq!(listed.at("items[0].state"), "draft");
    assert_eq!(listed.at("items[0].payable"), "1210.00");
    assert_eq!(listed.at("items[0].dueDate"), "");
}

#[test]
fn a_draft_is_patched_only_in_its_newest_form() {
    let caller = demo();
    let made = caller.do_post("/v1/invoices", &draft()).expect(201);
    let path = format!("/v1/invoices/{}", made.at("id"));
    let tag = made.response.header("etag").expect("an ETag").to_owned();
    let patch = r#"{"draft":{"buyerReference":"PO 7","lines":[{"name":"B","quantity":2,"unitPrice":"0.50","vat":{"category":"Z","rate":"0"}}]}}"#;
    caller.call("PATCH", &path, patch, &[]).refused(428, "ifMatch.missing");
    let changed = caller.call("PATCH", &path, patch, &[("if-match", &tag)]).expect(200);
    assert_eq!(changed.at("invoice.totals.payable"), "1.00");
    assert_eq!(changed.at("draft.customer.name"), "Bakkerij Vermeulen B.V.");
    caller.call("PATCH", &path, patch, &[("if-match", &tag)]).refused(412, "ifMatch.changed");
    let wrong = r#"{"draft":{"lines":[]}}"#;
    let refused = caller.call("PATCH", &path, wrong, &[("if-match", "*")]).refused(422, "lines.none");
    assert_eq!(refused.at("findings[0].path"), "draft.lines");
    assert_eq!(caller.get(&path).expect(200).at("draft.buyerReference"), "PO 7");
}

#[test]
fn an_issued_invoice_does_not_change() {
    let caller = demo();
    let path = format!("/v1/invoices/{}", caller.issued());
    caller.call("PATCH", &path, r#"{"draft":{}}"#, &[("if-match", "*")]).refused(409, "invoice.issued");
    caller.call("DELETE", &path, "", &[]).refused(409, "invoice.issued");
    caller.do_post(&format!("{path}/issue"), "{}").refused(409, "invoice.issued");
}

#[test]
fn a_draft_of_many_pages_of_storage_comes_back_whole() {
    let caller = demo();
    let line = |i: usize| {
        let note = "n".repeat(2_000);
        format!(r#"{{"name":"Regel {i}","note":"{note}","quantity":"1","unitPrice":"1.00","vat":"nl:standard"}}"#)
    };
    let lines: Vec<String> = (0..1_500).map(line).collect();
    let body = draft().replace(
        r#"{"name":"Zonnewijzer","quantity":"10","unitPrice":"100.00","vat":"nl:standard"}"#,
        &lines.join(","),
    );
    assert!(body.len() > 3_000_000, "more than a row holds");
    let id = caller.do_post("/v1/invoices", &body).expect(201).at("id");
    caller.do_post(&format!("/v1/invoices/{id}/issue"), "{}").expect(200);
    let issued = caller.get(&format!("/v1/invoices/{id}")).expect(200);
    assert_eq!(issued.at("invoice.lines[1499].name"), "Regel 1499");
    // 1,500 × 1.00 at 21 %.
    assert_eq!(issued.at("invoice.totals.payable"), "1815.00");
}

#[test]
fn acts_on_issued_invoices_refuse_drafts() {
    let caller = demo();
    let id = caller.do_post("/v1/invoices", &draft()).expect(201).at("id");
    for action in ["send", "void", "credit", "payments"] {
        caller.do_post(&format!("/v1/invoices/{id}/{action}"), "{}").refused(409, "invoice.draft");
    }
    caller.do_post("/v1/invoices/inv_none/issue", "{}").refused(404, "notFound");
    caller.get("/v1/invoices/inv_none").refused(404, "notFound");
    assert_eq!(caller.get(&format!("/v1/invoices/{id}/status?on=2026-01-01")).expect(200).at("state"), "draft");
}

#[test]
fn a_draft_without_a_date_has_that_of_the_day_also_where_something_else_is_wrong() {
    let caller = demo();
    let body = draft().replace(r#""currency""#, r#""colour":"red","currency""#);
    let found = |refused: &crate::support::Answer| -> Vec<String> {
        (0..refused.count("findings")).map(|n| refused.at(&format!("findings[{n}].code"))).collect()
    };
    for path in ["invoices", "quotes"] {
        let refused = caller.do_post(&format!("/v1/{path}"), &body).refused(422, "field.unknown");
        assert_eq!(found(&refused), ["field.unknown"], "{path}");
    }
    let id = caller.do_post("/v1/invoices", &draft()).expect(201).at("id");
    let patch = r#"{"draft":{"colour":"red"}}"#;
    let refused = caller.call("PATCH", &format!("/v1/invoices/{id}"), patch, &[("if-match", "*")]);
    assert_eq!(found(&refused.refused(422, "field.unknown")), ["field.unknown"]);
    // A calculation has no day of its own.
    let refused = caller.call("POST", "/v1/calculate", &body, &[]).refused(422, "field.unknown");
    assert_eq!(found(&refused), ["field.unknown", "taxPoint.missing"]);
}
