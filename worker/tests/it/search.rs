//! Search and filtered lists: what is found, in what order, page by page, and in how many steps.

use crate::support::{Answer, Caller, demo};

/// An issued invoice of a customer.
fn issue(caller: &Caller, customer: &str, more: &str, price: &str) -> String {
    let draft = format!(
        r#"{{"draft":{{"currency":"EUR","customer":{{"name":"{customer}","country":"NL","address":{{"line1":"Oudegracht 20",
        "city":"Utrecht","postalCode":"3511 AB"}}}},{more}"lines":[{{"name":"Zonnewijzer van brons","quantity":"1",
        "unitPrice":"{price}","vat":"nl:standard"}}]}}}}"#
    );
    let id = caller.do_post("/v1/invoices", &draft).expect(201).at("id");
    caller.do_post(&format!("/v1/invoices/{id}/issue"), "{}").expect(200);
    id
}

/// The ids that a list gives, over all its pages.
#[track_caller]
fn found(caller: &Caller, path: &str) -> Vec<String> {
    let mut ids = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = caller.get(&format!("{path}{cursor}")).expect(200);
        ids.extend((0..page.count("items")).map(|item| page.at(&format!("items[{item}].id"))));
        let next = page.at("next");
        if next.is_empty() {
            return ids;
        }
        cursor = format!("&cursor={next}");
    }
}

#[test]
fn an_invoice_is_found_by_number_customer_reference_amount_and_text() {
    let caller = demo();
    let bakery = issue(
        &caller,
        "Bakkerij Vermeulen B.V.",
        r#""buyerReference":"PO-7781","notes":["Levering in mei"],"#,
        "100.00",
    );
    let cafe = issue(&caller, "Café René", r#""purchaseOrder":"4500012345","#, "1000.00");
    let only = |query: &str, id: &str| assert_eq!(found(&caller, &format!("/v1/search?q={query}")), [id], "{query}");
    only("2026-0001", &bakery);
    only("vermeulen", &bakery);
    only("VERMEUL", &bakery);
    only("rene", &cafe);
    only("Caf%C3%A9+ren%C3%A9", &cafe);
    only("po-7781", &bakery);
    only("45000", &cafe);
    // 100.00 and 1000.00 with 21 % VAT.
    only("121", &bakery);
    only("121%2C00", &bakery);
    only("1.210%2C00", &cafe);
    only("1210.00", &cafe);
    only("mei", &bakery);
    only("zonnewijzer+vermeulen", &bakery);
    assert_eq!(found(&caller, "/v1/search?q=zonnewijzer"), [cafe.clone(), bakery.clone()]);
    assert_eq!(found(&caller, "/v1/search?q=2026-00"), [cafe, bakery]);
    for nothing in ["zilver", "zonnewijzer+jansen", "9999", "emeulen"] {
        assert!(found(&caller, &format!("/v1/search?q={nothing}")).is_empty(), "{nothing}");
    }
}

#[test]
fn what_the_payer_wrote_finds_the_invoice_that_was_paid() {
    let caller = demo();
    let id = issue(&caller, "Bakkerij Vermeulen B.V.", "", "100.00");
    issue(&caller, "Jansen", "", "100.00");
    let body = r#"{"amount":"21.00","method":"creditTransfer","reference":"Kenmerk 99-ABC"}"#;
    caller.do_post(&format!("/v1/invoices/{id}/payments"), body).expect(201);
    assert_eq!(found(&caller, "/v1/search?q=99-abc"), [id]);
}

#[test]
fn a_draft_is_found_by_what_it_says_now() {
    let caller = demo();
    let draft = r#"{"draft":{"currency":"EUR","notes":["eerst"],"lines":[{"name":"A","quantity":"1","unitPrice":"5","vat":"nl:standard"}]}}"#;
    let made = caller.do_post("/v1/invoices", draft).expect(201);
    let (id, path) = (made.at("id"), format!("/v1/invoices/{}", made.at("id")));
    assert_eq!(found(&caller, "/v1/search?q=eerst"), [id.as_str()]);
    caller.call("PATCH", &path, r#"{"draft":{"notes":["later"]}}"#, &[("if-match", "*")]).expect(200);
    assert!(found(&caller, "/v1/search?q=eerst").is_empty());
    assert_eq!(found(&caller, "/v1/search?q=later"), [id]);
    caller.call("DELETE", &path, "", &[]).expect(204);
    assert!(found(&caller, "/v1/search?q=later").is_empty());
    let words: i64 = caller
        .world
        .connection
        .query_row("SELECT count(*) FROM word WHERE word = 'later'", [], |row| row.get(0))
        .expect("a number");
    assert_eq!(words, 0, "nothing stays of a draft that is removed");
}

#[test]
fn a_search_is_a_text_and_never_a_formula() {
    let caller = demo();
    issue(&caller, "Jansen", "", "100.00");
    for query in
        ["%22", "a%22+OR+b", "NEAR(jansen)", "jansen*", "number:2026", "-jansen", "%7Bparty%7D", "(((", "^jansen"]
    {
        caller.get(&format!("/v1/search?q={query}")).expect_any(&[200, 400]);
    }
    for query in ["", "?q=", "?q=+-+", "?q=%C3%28", &format!("?q={}", "x".repeat(201)), "?q=1+2+3+4+5+6+7+8+9"] {
        caller.get(&format!("/v1/search{query}")).refused(400, "query.text");
    }
}

#[test]
fn pages_of_a_search_stay_right_while_invoices_are_added() {
    let caller = demo();
    let ids: Vec<String> = (0..7).map(|_| issue(&caller, "Jansen", "", "100.00")).collect();
    let first = caller.get("/v1/search?q=jansen&limit=3").expect(200);
    issue(&caller, "Jansen", "", "100.00");
    let ids_of =
        |page: &Answer| (0..page.count("items")).map(|item| page.at(&format!("items[{item}].id"))).collect::<Vec<_>>();
    let second = caller.get(&format!("/v1/search?q=jansen&limit=3&cursor={}", first.at("next"))).expect(200);
    let third = caller.get(&format!("/v1/search?q=jansen&limit=3&cursor={}", second.at("next"))).expect(200);
    assert_eq!(third.at("next"), "");
    assert_eq!([ids_of(&first), ids_of(&second), ids_of(&third)].concat(), ids.into_iter().rev().collect::<Vec<_>>());
}

#[test]
fn lists_are_filtered_by_state_day_and_customer() {
    let caller = demo();
    let customer =
        r#"{"party":{"name":"Jansen","country":"NL","address":{"line1":"A 1","city":"Ede","postalCode":"6711 AA"}}}"#;
    let customer = caller.do_post("/v1/customers", customer).expect(201).at("id");
    let made: Vec<String> = ["2026-04-01", "2026-03-01", "2026-06-10", "2026-05-01"]
        .iter()
        .enumerate()
        .map(|(index, day)| {
            let of = if index < 2 { format!(r#""customerId":"{customer}","#) } else { String::new() };
            let own = if index < 2 { "" } else { r#""customer":{"name":"De Vries","country":"NL","address":{"city":"Ede","line1":"B 2","postalCode":"6711 AB"}},"# };
            let draft = format!(r#"{{{of}"draft":{{{own}"currency":"EUR","lines":[{{"name":"A","quantity":"1","unitPrice":"100","vat":"nl:standard"}}]}}}}"#);
            let id = caller.do_post("/v1/invoices", &draft).expect(201).at("id");
            let list: Vec<String> = (0..=index).map(|n| format!(r#"{{"name":"s{n}","pattern":"S{n}-{{seq:3}}"}}"#)).collect();
            caller.call("PATCH", "/v1/administration", &format!(r#"{{"series":[{}]}}"#, list.join(",")), &[("if-match", "*")]).expect(200);
            caller.do_post(&format!("/v1/invoices/{id}/issue"), &format!(r#"{{"issueDate":"{day}","series":"s{index}"}}"#)).expect(200);
            id
        })
        .collect();
    let [april, march, june, may] = [&made[0], &made[1], &made[2], &made[3]].map(String::as_str);
    caller.do_post(&format!("/v1/invoices/{march}/payments"), r#"{"amount":"121.00","method":"cash"}"#).expect(201);
    let list = |query: &str| found(&caller, &format!("/v1/invoices?limit=1&{query}"));
    assert_eq!(list("state=open"), [may, june, april]);
    assert_eq!(list("state=paid"), [march]);
    assert!(list("state=draft").is_empty());
    assert_eq!(list(&format!("customer={customer}")), [march, april]);
    // By invoice date, whatever the order in which they were kept.
    assert_eq!(list("from=2026-04-01"), [june, may, april]);
    assert_eq!(list("from=2026-03-01&until=2026-04-30"), [april, march]);
    // Due thirty days after the invoice date; today is 2026-06-15. The oldest debt comes first.
    assert_eq!(list("overdue=true"), [april, may]);
    assert_eq!(list("overdue=false"), [june, march]);
    assert_eq!(list(&format!("overdue=true&customer={customer}&state=open&from=2026-01-01")), [april]);
    assert_eq!(list("q=jansen&state=open"), [april]);
    caller.get("/v1/invoices?state=late").refused(400, "query.word");
    caller.get("/v1/invoices?overdue=yes").refused(400, "query.word");
    caller.get("/v1/invoices?from=2026-13-01").refused(400, "query.day");
    for cursor in ["x", "-1", "2026-01-01.5", "99999999999999999999"] {
        caller.get(&format!("/v1/invoices?cursor={cursor}")).refused(400, "query.cursor");
    }
    caller.get("/v1/invoices?from=2026-01-01&cursor=5").refused(400, "query.cursor");
}

#[test]
fn a_search_and_an_issue_take_no_more_statements_in_a_larger_book() {
    let caller = demo();
    let steps = |work: &dyn Fn()| {
        let before = caller.world.statements.get();
        work();
        caller.world.statements.get() - before
    };
    issue(&caller, "Jansen", "", "100.00");
    let search = || drop(caller.get("/v1/search?q=jansen").expect(200));
    let (few, first) = (steps(&search), steps(&|| drop(issue(&caller, "Jansen", "", "100.00"))));
    for _ in 0..50 {
        issue(&caller, "Jansen", "", "100.00");
    }
    assert_eq!(steps(&search), few);
    assert_eq!(steps(&|| drop(issue(&caller, "Jansen", "", "100.00"))), first);
}

#[test]
fn the_plans_of_all_lists_go_by_an_index() {
    let caller = demo();
    for (sql, wanted) in [
        (
            "SELECT 1 FROM invoice i WHERE i.sequence < 9 AND i.state = 'open' ORDER BY i.sequence DESC LIMIT 5",
            "invoice_state",
        ),
        (
            "SELECT 1 FROM invoice i WHERE i.sequence < 9 AND i.customer = 'x' ORDER BY i.sequence DESC LIMIT 5",
            "invoice_customer",
        ),
        (
            "SELECT 1 FROM invoice i WHERE (i.issue_date, i.sequence) < ('2026', 9) AND i.issue_date >= '2025' \
             ORDER BY i.issue_date DESC, i.sequence DESC LIMIT 5",
            "invoice_issued",
        ),
        (
            "SELECT 1 FROM invoice i WHERE (i.due_next, i.sequence) > ('2026', 9) AND +i.state = 'open' AND i.due_next < '2027' \
             ORDER BY i.due_next, i.sequence LIMIT 5",
            "invoice_due",
        ),
    ] {
        let mut statement = caller.world.connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).expect("SQL");
        let plan: Vec<String> =
            statement.query_map([], |row| row.get(3)).expect("a plan").collect::<Result<_, _>>().expect("lines");
        assert!(plan.iter().any(|line| line.contains(wanted)), "{sql}: {plan:?}");
        assert!(
            plan.iter().all(|line| !line.contains("TEMP B-TREE") && !line.starts_with("SCAN i")),
            "{sql}: {plan:?}"
        );
    }
}

#[test]
fn two_characters_find_every_word_that_they_begin() {
    let caller = demo();
    let mut ids: Vec<String> = (0..40).map(|n| issue(&caller, &format!("Kwekerij qu{n:02}"), "", "100.00")).collect();
    ids.reverse();
    assert_eq!(found(&caller, "/v1/search?q=qu"), ids);
    assert_eq!(found(&caller, "/v1/search?q=kwekerij+qu&limit=7"), ids);
    // As the last of several words side by side, too, and in no other column than those that can be begun.
    assert_eq!(found(&caller, "/v1/search?q=2026-00"), ids);
    assert!(found(&caller, "/v1/search?q=a1").is_empty());
}

#[test]
fn whatever_an_id_holds_that_an_import_brought_its_invoice_is_found() {
    let caller = demo();
    let draft = r#"{"draft":{"currency":"EUR","notes":["klokslag"],"lines":[{"name":"A","quantity":"1","unitPrice":"5","vat":"nl:standard"}]}}"#;
    let id = caller.do_post("/v1/invoices", draft).expect(201).at("id");
    let sql = format!(
        "UPDATE invoice SET id = 'inv_\"]x\\'; UPDATE chunk SET owner = 'draft/inv_\"]x\\' WHERE owner = 'draft/{id}'; \
         DELETE FROM search; INSERT INTO setting (name, value) VALUES ('fill.search', '0')"
    );
    caller.world.connection.execute_batch(&sql).expect("SQL");
    let caller = caller.restarted();
    caller.get("/v1/invoices").expect(200);
    pollster::block_on(caller.book.settle());
    assert_eq!(found(&caller, "/v1/search?q=klokslag"), ["inv_\"]x\\"]);
}
