//! Items: what was delivered becomes one invoice or several, as the customer wants it, and never twice.

use crate::support::{Caller, demo};

fn customer(caller: &Caller, wants: &str) -> String {
    let body = format!(r#"{{"party":{{"name":"Jan Peeters","country":"NL","kind":"consumer"}}{wants}}}"#);
    caller.do_post("/v1/customers", &body).expect(201).at("id")
}

fn item(customer: &str, name: &str, day: &str) -> String {
    format!(
        r#"{{"customerId":"{customer}","deliveredOn":"{day}","draft":{{"currency":"EUR",
        "lines":[{{"name":"{name}","quantity":"1","unitPrice":"10.00","vat":"nl:standard"}}]}}}}"#
    )
}

/// Keeps items of 1, 2, 3, 4 and 5 June 2026.
fn five(caller: &Caller, customer: &str) -> Vec<String> {
    let keep = |day: u8| {
        let body = item(customer, &format!("Bread {day}"), &format!("2026-06-0{day}"));
        caller.do_post("/v1/items", &body).expect(201).at("id")
    };
    (1..=5).map(keep).collect()
}

#[test]
fn five_items_become_one_invoice_or_five_as_the_customer_wants() {
    for (wants, invoices) in [("", 1), (r#","consolidate":"customer""#, 1), (r#","consolidate":"item""#, 5)] {
        let caller = demo();
        let items = five(&caller, &customer(&caller, wants));
        let made = caller.do_post("/v1/items/consolidate", "{}").expect(201);
        assert_eq!((made.count("invoices"), made.at("more").as_str()), (invoices, "false"), "{wants}");
        let lines: usize = (0..invoices)
            .map(|n| {
                let draft = caller.get(&format!("/v1/invoices/{}", made.at(&format!("invoices[{n}]")))).expect(200);
                assert_eq!(
                    (draft.at("state").as_str(), draft.at("invoice.customer.name").as_str()),
                    ("draft", "Jan Peeters")
                );
                draft.count("invoice.lines")
            })
            .sum();
        assert_eq!(lines, 5);
        for id in &items {
            let kept = caller.get(&format!("/v1/items/{id}")).expect(200);
            assert!((0..invoices).any(|n| made.at(&format!("invoices[{n}]")) == kept.at("invoice")));
        }
        // What is on an invoice is on no other.
        assert_eq!(caller.do_post("/v1/items/consolidate", "{}").expect(201).count("invoices"), 0);
        assert_eq!(caller.get("/v1/items?invoiced=false").expect(200).count("items"), 0);
        assert_eq!(caller.get("/v1/items?invoiced=true").expect(200).count("items"), 5);
    }
}

#[test]
fn only_what_was_delivered_until_the_day_is_invoiced() {
    let caller = demo();
    let id = customer(&caller, "");
    five(&caller, &id);
    let made = caller.do_post("/v1/items/consolidate", r#"{"until":"2026-06-03"}"#).expect(201);
    let draft = caller.get(&format!("/v1/invoices/{}", made.at("invoices[0]"))).expect(200);
    assert_eq!((draft.count("invoice.lines"), draft.at("invoice.totals.net").as_str()), (3, "30.00"));
    assert_eq!(caller.get("/v1/items?invoiced=false").expect(200).count("items"), 2);
    let other = customer(&caller, "");
    let none = caller.do_post("/v1/items/consolidate", &format!(r#"{{"customerId":"{other}"}}"#)).expect(201);
    assert_eq!(none.count("invoices"), 0);
}

#[test]
fn a_draft_that_is_removed_gives_its_items_back() {
    let caller = demo();
    let items = five(&caller, &customer(&caller, ""));
    let made = caller.do_post("/v1/items/consolidate", "{}").expect(201);
    let patch = caller.call("PATCH", &format!("/v1/items/{}", items[0]), r#"{"by":"item"}"#, &[("if-match", "*")]);
    patch.refused(409, "item.invoiced");
    caller.call("DELETE", &format!("/v1/items/{}", items[0]), "", &[]).refused(409, "item.invoiced");
    caller.call("DELETE", &format!("/v1/invoices/{}", made.at("invoices[0]")), "", &[]).expect(204);
    assert_eq!(caller.get("/v1/items?invoiced=false").expect(200).count("items"), 5);
    let patch = caller.call("PATCH", &format!("/v1/items/{}", items[0]), r#"{"by":"item"}"#, &[("if-match", "*")]);
    assert_eq!(patch.expect(200).at("by"), "item");
    assert_eq!(caller.do_post("/v1/items/consolidate", "{}").expect(201).count("invoices"), 2);
}

#[test]
fn a_long_list_ends_between_two_customers() {
    let caller = demo();
    let (one, two) = (customer(&caller, ""), customer(&caller, ""));
    for id in [&one, &two] {
        for day in 0..120 {
            let body = item(id, "Bread", &format!("2026-05-{:02}", day % 28 + 1));
            caller.do_post("/v1/items", &body).expect(201);
        }
    }
    let lines = |made: &str| caller.get(&format!("/v1/invoices/{made}")).expect(200).count("invoice.lines");
    let made = caller.do_post("/v1/items/consolidate", "{}").expect(201);
    assert_eq!((made.count("invoices"), made.at("more").as_str(), lines(&made.at("invoices[0]"))), (1, "true", 120));
    let rest = caller.do_post("/v1/items/consolidate", "{}").expect(201);
    assert_eq!((rest.count("invoices"), rest.at("more").as_str(), lines(&rest.at("invoices[0]"))), (1, "false", 120));
}

#[test]
fn an_item_that_no_invoice_could_be_made_of_is_refused() {
    let caller = demo();
    let id = customer(&caller, "");
    caller.do_post("/v1/items", &item("cus_nobody", "Bread", "2026-06-01")).refused(422, "customer.unknown");
    let price = item(&id, "Bread", "2026-06-01").replace("10.00", "-1");
    caller.do_post("/v1/items", &price).refused(422, "price.negative");
    let other_day =
        item(&id, "Bread", "2026-06-01").replace(r#""currency""#, r#""deliveryDate":"2026-06-02","currency""#);
    let refused = caller.do_post("/v1/items", &other_day);
    refused.refused(422, "date.range");
    assert_eq!(caller.get("/v1/items").expect(200).count("items"), 0);
    // A customer with an item that waits stays.
    caller.do_post("/v1/items", &item(&id, "Bread", "2026-06-01")).expect(201);
    caller.call("DELETE", &format!("/v1/customers/{id}"), "", &[]).refused(409, "customer.inUse");
}

/// The invoices of a caller, oldest first: state and amount.
fn invoices(caller: &Caller) -> Vec<String> {
    let list = caller.get("/v1/invoices?limit=200").expect(200);
    let say =
        |n: usize| format!("{} {}", list.at(&format!("items[{n}].state")), list.at(&format!("items[{n}].payable")));
    (0..list.count("items")).rev().map(say).collect()
}

#[test]
fn once_a_month_is_over_its_items_are_billed_by_themselves_as_each_customer_wants_it() {
    for (billing, state) in [("draft", "draft"), ("issue", "open"), ("send", "open")] {
        let caller = demo();
        let body = format!(r#"{{"itemBilling":"{billing}"}}"#);
        caller.call("PATCH", "/v1/administration", &body, &[("if-match", "*")]).expect(200);
        let address = r#","address":{"line1":"Dam 1","city":"Delft","postalCode":"2611 GP"},"contact":{"email":"jan@example.com"}"#;
        let customer = |wants: &str| {
            let party =
                format!(r#"{{"party":{{"name":"Jan Peeters","country":"NL","kind":"consumer"{address}}}{wants}}}"#);
            caller.do_post("/v1/customers", &party).expect(201).at("id")
        };
        let (together, apart) = (customer(""), customer(r#","consolidate":"item""#));
        five(&caller, &together);
        caller.do_post("/v1/items", &item(&apart, "Cake", "2026-06-20")).expect(201);
        caller.do_post("/v1/items", &item(&apart, "Pie", "2026-06-20")).expect(201);
        // Of the next month, and so not yet.
        caller.do_post("/v1/items", &item(&together, "Roll", "2026-07-01")).expect(201);
        caller.live_until("2026-06-30T20:00:00Z");
        assert_eq!(invoices(&caller), Vec::<String>::new());
        caller.live_until("2026-07-01T05:59:00Z");
        assert_eq!(invoices(&caller), Vec::<String>::new());
        // Five at 10.00 on one, and two at 10.00 on one each, with 21 % on top; at eight in Amsterdam.
        caller.live_until("2026-07-01T20:00:00Z");
        let mut made = invoices(&caller);
        made.sort();
        assert_eq!(made, [format!("{state} 12.10"), format!("{state} 12.10"), format!("{state} 60.50")]);
        assert_eq!(caller.get("/v1/outbox").expect(200).count("items"), if billing == "send" { 3 } else { 0 });
        // Nothing twice, however often the sweep comes.
        caller.live_until("2026-07-31T20:00:00Z");
        assert_eq!(invoices(&caller).len(), 3);
        caller.live_until("2026-08-01T20:00:00Z");
        assert_eq!(invoices(&caller).len(), 4);
    }
}

#[test]
fn what_cannot_be_billed_of_one_customer_holds_up_no_other() {
    let caller = demo();
    caller.call("PATCH", "/v1/administration", r#"{"itemBilling":"issue"}"#, &[("if-match", "*")]).expect(200);
    // Without an address nothing is issued to them: a draft waits for it.
    let bare = customer(&caller, "");
    let body =
        r#"{"party":{"name":"An","country":"NL","address":{"line1":"Dam 1","city":"Delft","postalCode":"2611 GP"}}}"#;
    let whole = caller.do_post("/v1/customers", body).expect(201).at("id");
    for of in [&bare, &whole] {
        caller.do_post("/v1/items", &item(of, "Cake", "2026-06-20")).expect(201);
    }
    caller.live_until("2026-07-02T20:00:00Z");
    let mut made = invoices(&caller);
    made.sort();
    assert_eq!(made, ["draft 12.10", "open 12.10"]);
}

#[test]
fn the_items_of_a_customer_are_listed_apart() {
    let caller = demo();
    let (one, other) = (customer(&caller, ""), customer(&caller, ""));
    let items = five(&caller, &one);
    caller.do_post("/v1/items", &item(&other, "Roll", "2026-06-03")).expect(201);
    let listed = |query: &str| caller.get(&format!("/v1/items?{query}")).expect(200);
    assert_eq!(listed(&format!("customer={one}")).count("items"), 5);
    let first = listed(&format!("customer={one}&invoiced=false&limit=2"));
    assert_eq!([first.at("items[0].id"), first.at("items[1].id")], [items[0].as_str(), &items[1]]);
    let rest = listed(&format!("customer={one}&invoiced=false&cursor={}", first.at("next")));
    assert_eq!((rest.count("items"), rest.at("items[0].id")), (3, items[2].clone()));
    assert_eq!(listed(&format!("customer={one}&invoiced=true")).count("items"), 0);
    assert_eq!(listed("customer=cus_none").count("items"), 0);
}
