//! Issuing: numbers, documents, and what follows from them.

use crate::support::{demo, draft};

#[test]
fn issuing_gives_number_date_and_a_link() {
    let caller = demo();
    let id = caller.do_post("/v1/invoices", &draft()).expect(201).at("id");
    let issued = caller.do_post(&format!("/v1/invoices/{id}/issue"), "").expect(200);
    assert_eq!(issued.at("number"), "2026-0001");
    assert_eq!((issued.at("state"), issued.at("status.amountDue")), ("open".to_owned(), "1210.00".to_owned()));
    assert_eq!(issued.at("invoice.issueDate"), "2026-06-15");
    assert_eq!(issued.at("invoice.dueDate"), "2026-07-15");
    assert_eq!(issued.at("draft"), "");
    assert!(issued.at("links.customer").starts_with("https://billing.example/i/"));
    assert_eq!(caller.get(&format!("/v1/invoices/{id}/entries")).expect(200).at("items[0].kind"), "issued");
}

#[test]
fn two_hundred_invoices_have_two_hundred_numbers_in_a_row() {
    let caller = demo();
    let ids: Vec<String> = (0..200).map(|_| caller.do_post("/v1/invoices", &draft()).expect(201).at("id")).collect();
    let numbers: Vec<String> = ids
        .iter()
        .map(|id| caller.do_post(&format!("/v1/invoices/{id}/issue"), "{}").expect(200).at("number"))
        .collect();
    let expected: Vec<String> = (1..=200).map(|n| format!("2026-{n:04}")).collect();
    assert_eq!(numbers, expected);
}

#[test]
fn what_issuing_costs_does_not_grow_with_the_administration() {
    let caller = demo();
    let cost = |n: u32| {
        let before = caller.world.statements.get();
        for _ in 0..n {
            caller.issued();
        }
        caller.world.statements.get() - before
    };
    // The first request of an hour notes that the key was used.
    caller.get("/v1/administration").expect(200);
    let first = cost(1);
    cost(60);
    assert_eq!(cost(1), first);
    // No statement of an issue reads a whole table: what SQLite itself says of each.
    for sql in [
        "SELECT hash, scope, used FROM api_key WHERE id = 'a' AND (revoked IS NULL OR revoked > 1)",
        "SELECT last FROM series WHERE name = 'a' AND pattern = 'b'",
        "SELECT 1 FROM invoice WHERE number = 'a'",
        "SELECT json FROM entry WHERE invoice = 'a' ORDER BY sequence",
        "SELECT id, number FROM invoice WHERE credits = 'a' ORDER BY sequence",
        "SELECT bytes FROM chunk WHERE owner = 'a' ORDER BY place",
        "SELECT fingerprint, status, etag FROM idempotency WHERE key = 'a'",
        "SELECT key FROM idempotency WHERE at < 1 ORDER BY at LIMIT 4",
        "SELECT hash FROM document WHERE confirmed IS NULL LIMIT 1",
    ] {
        let mut plan = caller.world.connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).expect("SQL");
        let steps: Vec<String> =
            plan.query_map([], |row| row.get(3)).expect("a plan").map(|step| step.expect("a text")).collect();
        let indexed = |step: &String| {
            step.contains("USING INDEX") || step.contains("USING COVERING INDEX") || step.contains("USING PRIMARY KEY")
        };
        assert!(steps.iter().all(indexed), "{sql}: {steps:?}");
    }
}

#[test]
fn a_refused_draft_takes_no_number() {
    let caller = demo();
    let incomplete =
        r#"{"draft":{"currency":"EUR","lines":[{"name":"A","quantity":"1","unitPrice":"1.00","vat":"nl:standard"}]}}"#;
    let id = caller.do_post("/v1/invoices", incomplete).expect(201).at("id");
    let refused = caller.do_post(&format!("/v1/invoices/{id}/issue"), "{}").refused(422, "party.missing");
    assert_eq!(refused.at("findings[0].path"), "draft.customer");
    assert_eq!(caller.get(&format!("/v1/invoices/{id}")).expect(200).at("state"), "draft");
    let id = caller.issued();
    assert_eq!(caller.get(&format!("/v1/invoices/{id}")).expect(200).at("number"), "2026-0001");
}

#[test]
fn series_count_apart_and_do_not_share_numbers() {
    let caller = demo();
    let series = r#"{"series":[{"name":"shop","pattern":"W{yy}{seq:5}"},{"name":"twin","pattern":"{year}-{seq:4}"}]}"#;
    caller.call("PATCH", "/v1/administration", series, &[("if-match", "*")]).expect(200);
    let issue = |series: &str| {
        let id = caller.do_post("/v1/invoices", &draft()).expect(201).at("id");
        caller.do_post(&format!("/v1/invoices/{id}/issue"), &format!(r#"{{"series":"{series}"}}"#))
    };
    assert_eq!(issue("shop").expect(200).at("number"), "W2600001");
    assert_eq!(issue("invoice").expect(200).at("number"), "2026-0001");
    assert_eq!(issue("shop").expect(200).at("number"), "W2600002");
    issue("twin").refused(409, "number.taken");
    issue("unknown").refused(422, "series.unknown");
}

#[test]
fn a_new_year_starts_at_one_and_never_goes_back() {
    let caller = demo();
    let issue = |on: &str| {
        let id = caller.do_post("/v1/invoices", &draft()).expect(201).at("id");
        caller.do_post(&format!("/v1/invoices/{id}/issue"), &format!(r#"{{"issueDate":"{on}"}}"#))
    };
    assert_eq!(issue("2025-12-31").expect(200).at("number"), "2025-0001");
    assert_eq!(issue("2026-01-01").expect(200).at("number"), "2026-0001");
    let refused = issue("2025-12-31").refused(422, "number.last");
    assert_eq!(refused.at("findings[0].path"), "issueDate");
    let dated = draft().replace(r#""lines""#, r#""issueDate":"2025-12-31","lines""#);
    let id = caller.do_post("/v1/invoices", &dated).expect(201).at("id");
    let refused = caller.do_post(&format!("/v1/invoices/{id}/issue"), "{}").refused(422, "number.last");
    assert_eq!(refused.at("findings[0].path"), "draft.issueDate");
    // Within its year the law asks for numbers in their order, not for days (art. 226 (2) of Directive 2006/112/EC).
    assert_eq!(issue("2026-01-20").expect(200).at("number"), "2026-0002");
    assert_eq!(issue("2026-01-02").expect(200).at("number"), "2026-0003");
}

#[test]
fn a_payment_ends_in_paid() {
    let caller = demo();
    let path = format!("/v1/invoices/{}", caller.issued());
    let pay = |body: &str| caller.do_post(&format!("{path}/payments"), body);
    let part = pay(r#"{"amount":"1000.00","on":"2026-06-15","method":"creditTransfer"}"#).expect(201);
    assert_eq!((part.at("state"), part.at("status.balanceState")), ("open".to_owned(), "partiallyPaid".to_owned()));
    pay(r#"{"amount":"210.00","on":"2026-06-16","method":"cash"}"#).refused(422, "date.range");
    caller.world.now.set(caller.world.now.get().plus_days(1));
    let rest = pay(r#"{"amount":"210.00","method":"cash"}"#).expect(201);
    assert_eq!((rest.at("state"), rest.at("status.amountDue")), ("paid".to_owned(), "0.00".to_owned()));
    assert_eq!(caller.get("/v1/invoices").expect(200).at("items[0].state"), "paid");
    assert_eq!(caller.get(&format!("{path}/status?on=2026-06-15")).expect(200).at("amountDue"), "210.00");
    let wrong = pay(r#"{"amount":"1.005","method":"cash"}"#).refused(422, "amount.scale");
    assert_eq!(wrong.at("findings[0].path"), "amount");
}

#[test]
fn an_unpaid_invoice_is_overdue_the_day_after_its_due_date() {
    let caller = demo();
    let path = format!("/v1/invoices/{}", caller.issued());
    assert_eq!(caller.get(&format!("{path}/status?on=2026-07-15")).expect(200).at("overdue"), "false");
    let after = caller.get(&format!("{path}/status?on=2026-07-16")).expect(200);
    assert_eq!((after.at("overdue"), after.at("daysOverdue")), ("true".to_owned(), "1".to_owned()));
    caller.get(&format!("{path}/status?on=tomorrow")).refused(400, "query.day");
}

#[test]
fn voiding_issues_a_full_credit_note_with_its_own_number() {
    let caller = demo();
    let path = format!("/v1/invoices/{}", caller.issued());
    let void = caller.do_post(&format!("{path}/void"), r#"{"reason":"Dubbel"}"#).expect(200);
    assert_eq!((void.at("state"), void.at("status.amountDue")), ("void".to_owned(), "0.00".to_owned()));
    assert_eq!(void.at("creditNotes[0].number"), "C2026-0001");
    let note = caller.get(&format!("/v1/invoices/{}", void.at("creditNotes[0].id"))).expect(200);
    assert_eq!(
        (note.at("invoice.type"), note.at("invoice.totals.payable")),
        ("creditNote".to_owned(), "1210.00".to_owned())
    );
    assert_eq!(note.at("invoice.preceding[0].number"), "2026-0001");
    assert!(path.ends_with(&note.at("credits")));
    caller.do_post(&format!("{path}/void"), "{}").refused(409, "invoice.void");
}

#[test]
fn partial_credits_add_up_to_the_invoice_and_no_further() {
    let caller = demo();
    let id = caller.issued();
    let credit = |body: &str| caller.do_post(&format!("/v1/invoices/{id}/credit"), body);
    let one = credit(r#"{"lines":[{"id":"1","quantity":"4"}],"reason":"Beschadigd"}"#).expect(201);
    // Four of ten: 400.00 and 84.00 VAT.
    assert_eq!(one.at("invoice.totals.payable"), "484.00");
    assert_eq!(one.at("number"), "C2026-0001");
    credit(r#"{"amount":"726.01","reason":"Te veel"}"#).refused(422, "credit.exceeds");
    credit(r#"{"amount":"1.00","full":true,"reason":"Beide"}"#).refused(422, "credit.form");
    assert_eq!(credit(r#"{"full":true,"reason":"Rest"}"#).expect(201).at("invoice.totals.payable"), "726.00");
    let status = caller.get(&format!("/v1/invoices/{id}/status")).expect(200);
    assert_eq!((status.at("state"), status.at("amountDue")), ("paid".to_owned(), "0.00".to_owned()));
}

#[test]
fn events_tell_what_happened_in_order() {
    let caller = demo();
    let id = caller.issued();
    let events = caller.get("/v1/events").expect(200);
    let kinds: Vec<String> = (0..events.count("items")).map(|i| events.at(&format!("items[{i}].type"))).collect();
    assert_eq!(kinds, ["administration.created", "invoice.created", "invoice.issued"]);
    assert_eq!(events.at("items[2].subject"), id);
    let after = caller.get(&format!("/v1/events?after={}", events.at("items[1].id"))).expect(200);
    assert_eq!((after.count("items"), after.at("items[0].type")), (1, "invoice.issued".to_owned()));
}

#[test]
fn a_day_after_today_is_refused_and_holds_up_no_series() {
    let caller = demo();
    // Today is 2026-06-15 in Amsterdam.
    let dated = |day: &str| crate::support::draft().replace(r#""lines""#, &format!(r#""issueDate":"{day}","lines""#));
    let id = caller.do_post("/v1/invoices", &draft()).expect(201).at("id");
    let path = format!("/v1/invoices/{id}/issue");
    let refused = caller.do_post(&path, r#"{"issueDate":"2062-06-15"}"#).refused(422, "date.range");
    assert_eq!(
        (refused.at("findings[0].path"), refused.at("findings[0].rule")),
        ("issueDate".into(), "2006/112/EC art. 226".into())
    );
    assert_ne!(refused.at("findings[0].fix"), "");
    let planned = caller.do_post("/v1/invoices", &dated("2026-06-16")).expect(201).at("id");
    let refused = caller.do_post(&format!("/v1/invoices/{planned}/issue"), "{}").refused(422, "date.range");
    assert_eq!(refused.at("findings[0].path"), "draft.issueDate");
    assert_eq!(caller.do_post(&path, "{}").expect(200).at("number"), "2026-0001");
    // Credit notes, and the one of a void, are dated by the same rule.
    let day = r#"{"full":true,"reason":"Retour","issueDate":"2026-06-16"}"#;
    caller.do_post(&format!("/v1/invoices/{id}/credit"), day).refused(422, "date.range");
    caller.do_post(&format!("/v1/invoices/{id}/void"), r#"{"issueDate":"2027-01-01"}"#).refused(422, "date.range");
    // When the day comes, it is that of the administration: 2026-06-15T22:30Z is half past midnight in Amsterdam.
    caller.world.now.set(caller.world.now.get().plus_milliseconds(45_000_000));
    assert_eq!(caller.do_post(&format!("/v1/invoices/{planned}/issue"), "{}").expect(200).at("number"), "2026-0002");
}

#[test]
fn an_invoice_is_taken_back_in_the_language_of_the_customers_country_where_nobody_said_another() {
    let caller = demo();
    let body = draft().replace(r#","locale":"nl""#, "");
    let id = caller.do_post("/v1/invoices", &body).expect(201).at("id");
    caller.do_post(&format!("/v1/invoices/{id}/issue"), "{}").expect(200);
    let void = caller.do_post(&format!("/v1/invoices/{id}/void"), "{}").expect(200);
    let note = caller.get(&format!("/v1/invoices/{}", void.at("creditNotes[0].id"))).expect(200);
    assert!(note.json.0.contains("Factuur ingetrokken"), "{}", note.json.0);
}

#[test]
fn a_wrong_invoice_is_credited_and_replaced_and_the_three_documents_name_one_another() {
    let caller = demo();
    let wrong = caller.issued();
    let body = r#"{"full":true,"reason":"Verkeerd aantal"}"#;
    let note = caller.do_post(&format!("/v1/invoices/{wrong}/credit"), body).expect(201);
    assert_eq!(note.at("invoice.preceding[0].number"), "2026-0001");
    let entries = caller.get(&format!("/v1/invoices/{wrong}/entries")).expect(200);
    assert_eq!(entries.at(&format!("items[{}].number", entries.count("items") - 1)), note.at("number"));
    // 5 × 100.00 at 21 % instead of 10 × 100.00.
    let preceding = format!(
        r#""preceding":[{{"number":"2026-0001","reason":"Vervangt"}},{{"number":"{}"}}],"lines""#,
        note.at("number")
    );
    let right = draft().replace(r#""quantity":"10""#, r#""quantity":"5""#).replace(r#""lines""#, &preceding);
    let right = caller.do_post("/v1/invoices", &right).expect(201).at("id");
    let right = caller.do_post(&format!("/v1/invoices/{right}/issue"), "{}").expect(200);
    let named = [right.at("invoice.preceding[0].number"), right.at("invoice.preceding[1].number")];
    assert_eq!(named, ["2026-0001".to_owned(), note.at("number")]);
    // Together they come to the right amount: 1210.00 - 1210.00 + 605.00, of which 105.00 is VAT.
    assert_eq!(caller.get(&format!("/v1/invoices/{wrong}/status")).expect(200).at("amountDue"), "0.00");
    let ageing = caller.get("/v1/reports/ageing?on=2026-06-30").expect(200);
    assert_eq!((ageing.at("rows[0].invoices"), right.at("status.amountDue")), ("1".to_owned(), "605.00".to_owned()));
    let vat = caller.get("/v1/reports/vat?from=2026-06-01&until=2026-06-30").expect(200);
    assert_eq!((vat.at("rows[0].base"), vat.at("rows[0].amount")), ("500.00".to_owned(), "105.00".to_owned()));
}

#[test]
fn a_draft_with_a_day_is_issued_on_that_day_or_not_at_all() {
    let caller = demo();
    let dated = draft().replace(r#""lines""#, r#""issueDate":"2026-06-10","lines""#);
    let id = caller.do_post("/v1/invoices", &dated).expect(201).at("id");
    let issue = |body: &str| caller.do_post(&format!("/v1/invoices/{id}/issue"), body);
    // As `issue` of the package has it: two days that differ are a mistake, and nobody guesses which.
    let refused = issue(r#"{"issueDate":"2026-06-11"}"#).refused(422, "date.range");
    assert_eq!(refused.at("findings[0].path"), "draft.issueDate");
    assert_eq!(issue(r#"{"issueDate":"2026-06-10"}"#).expect(200).at("invoice.issueDate"), "2026-06-10");
}
