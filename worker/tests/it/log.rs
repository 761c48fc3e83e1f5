//! The log: what broke is found by the name of the request, and no line holds what a customer said.

use crate::support::{Json, demo, draft};

#[test]
fn what_breaks_stands_in_the_log_under_the_name_of_the_request() {
    let caller = demo();
    for statements in 0..20 {
        caller.world.log.borrow_mut().clear();
        caller.world.statements_left.set(Some(statements));
        let answer = caller.post("/v1/invoices", &draft(), "order of Anna Vermeulen");
        caller.world.statements_left.set(None);
        if answer.status() == 201 {
            assert!(statements > 5);
            return;
        }
        let log = caller.world.log.borrow();
        assert_eq!(log.len(), 1, "{log:?}");
        let line = Json(log[0].clone());
        assert_eq!(Some(line.at("request").as_str()), answer.response.header("x-request-id"));
        assert_eq!(line.at("code"), "store.unavailable");
        assert_eq!((line.at("operation"), line.at("level")), ("CreateInvoice".to_owned(), "error".to_owned()));
        assert_eq!(line.at("administration"), caller.administration);
        assert!(line.at("cause").starts_with("the store fails"));
        // The caller learns nothing of the inside.
        assert!(!answer.json.0.contains("as the test wants"));
    }
    panic!("it never succeeded");
}

#[test]
fn no_line_holds_what_somebody_wrote() {
    let caller = demo();
    let id = caller.issued();
    let customer = r#"{"party":{"name":"Jan Peeters","country":"BE"}}"#;
    let customer = caller.do_post("/v1/customers", customer).expect(201).at("id");
    // Rows that hold something else than they should, with words that must not come out.
    for (sql, path) in [
        ("UPDATE customer SET json = '{\"party\":{\"name\":\"Geheim\"}}'", format!("/v1/customers/{customer}")),
        ("UPDATE customer SET json = '{\"Geheim\":1}'", "/v1/customers".to_owned()),
        ("UPDATE customer SET revision = 'Geheim'", format!("/v1/customers/{customer}")),
        ("UPDATE invoice SET payable = 'Geheim'", "/v1/invoices".to_owned()),
        ("UPDATE entry SET json = '{\"id\":\"Geheim\"}'", format!("/v1/invoices/{id}")),
        ("UPDATE chunk SET bytes = 'Geheim'", format!("/v1/invoices/{id}")),
    ] {
        caller.world.log.borrow_mut().clear();
        caller.world.connection.execute(sql, []).expect("SQL");
        let answer = caller.get(&path);
        assert_eq!(answer.status(), 503, "{sql}");
        let log = caller.world.log.borrow().join("");
        assert!(!log.is_empty(), "{sql}");
        assert!(!log.contains("Geheim") && !answer.json.0.contains("Geheim"), "{sql}: {log}");
    }
}

#[test]
fn each_answer_has_a_name_of_its_own() {
    let caller = demo();
    let name = |path: &str| caller.get(path).response.header("x-request-id").expect("a name").to_owned();
    assert_ne!(name("/v1/administration"), name("/v1/administration"));
    assert!(name("/v1/invoices/inv_none").starts_with("req_"));
    assert!(caller.world.log.borrow().is_empty(), "a refusal is no failure");
}
