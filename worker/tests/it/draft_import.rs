//! Files become drafts: e-invoices one, tables as many as they have; all or none, what is wrong at its row, once, and never under a
//! second number.

use crate::support::{Answer, Caller, demo};

const TABLE: &str = "invoice;customer.name;customer.country;customer.address.city;lines.name;lines.quantity;lines.unitPrice;lines.vat;paymentTerms.netDays;number\r\n\
                     A;Bakkerij Zon;NL;Delft;Advies;2;100.00;nl:standard;14;\r\n\
                     A;;;;\"Reis; 1e klas\";1;35.50;nl:reduced;;\r\n\
                     B;\"Café \"\"Noord\"\"\";BE;Gent;Boek;3;9.99;nl:reduced;;2025-17\r\n";

/// A seller whose drafts are in euros where they say nothing else.
fn seller() -> Caller {
    let caller = demo();
    caller.call("PATCH", "/v1/administration", r#"{"currency":"EUR"}"#, &[("if-match", "*")]).expect(200);
    caller
}

fn import(caller: &Caller, query: &str, body: &str) -> Answer {
    caller.do_post(&format!("/v1/invoices/import{query}"), body)
}

fn drafts(caller: &Caller) -> usize {
    caller.get("/v1/invoices?state=draft").expect(200).count("items")
}

#[test]
fn rows_of_one_invoice_are_its_lines() {
    let caller = seller();
    let made = import(&caller, "", TABLE).expect(201);
    assert_eq!((made.count("items"), made.at("items[1].number")), (2, "2025-17".to_owned()));
    let first = caller.get(&format!("/v1/invoices/{}", made.at("items[0].id"))).expect(200);
    // 2 × 100.00 at 21 % and 35.50 at 9 %: 235.50 net, 42.00 and 3.195, that is 3.20, of VAT.
    assert_eq!((first.at("invoice.totals.net"), first.at("invoice.totals.vat")), ("235.50".into(), "45.20".into()));
    assert_eq!(
        (first.at("invoice.lines[1].name"), first.at("draft.customer.name")),
        ("Reis; 1e klas".into(), "Bakkerij Zon".into())
    );
    assert_eq!(first.at("draft.paymentTerms.netDays"), "14");
    let second = caller.get(&format!("/v1/invoices/{}", made.at("items[1].id"))).expect(200);
    assert_eq!(
        (second.at("draft.customer.name"), second.at("invoice.totals.net")),
        ("Café \"Noord\"".into(), "29.97".into())
    );
}

#[test]
fn one_row_that_is_wrong_keeps_all_out_and_each_is_told_of_at_its_row() {
    let caller = seller();
    let wrong = TABLE.replace("35.50", "35,50").replace("nl:reduced;;2025-17", "nl:lucky;;2025-17");
    let refused = import(&caller, "", &wrong);
    assert_eq!(refused.response.status, 422);
    let paths: Vec<String> =
        (0..refused.count("findings")).map(|n| refused.at(&format!("findings[{n}].path"))).collect();
    assert_eq!(paths, ["rows[1].lines.unitPrice", "rows[2].lines.vat"]);
    assert_eq!(drafts(&caller), 0);
    // A column that no draft has, and a customer that there is not.
    let unknown = TABLE.replace("lines.vat", "lines.tax");
    assert_eq!(import(&caller, "", &unknown).refused(422, "field.unknown").at("findings[0].path"), "rows[0].lines.tax");
    let nobody = "customerId,lines.name,lines.quantity,lines.unitPrice,lines.vat\ncus_none,A,1,1,nl:standard\n";
    assert_eq!(
        import(&caller, "", nobody).refused(422, "customer.unknown").at("findings[0].path"),
        "rows[0].customerId"
    );
    for unreadable in [
        "".to_owned(),
        "name\nA\n".to_owned(),
        TABLE.replace("A;;;;", "A;Another;;;"),
        TABLE.replace("klas\"", "klas"),
        TABLE.replace(";2025-17", ";2025-17;more"),
        format!("invoice,lines.name\n{}", (0..201).map(|n| format!("{n},A\n")).collect::<String>()),
    ] {
        import(&caller, "", &unreadable).refused(422, "import.table");
    }
    // So deep that no draft has it: a name like any other that there is not.
    import(&caller, "", &format!("{}lines,lines.name\nx,A\n", "a.".repeat(100_000))).refused(422, "field.unknown");
}

#[test]
fn a_file_that_comes_again_makes_nothing_twice() {
    let caller = seller();
    let made = caller.post("/v1/invoices/import", TABLE, "file-1").expect(201);
    let again = caller.post("/v1/invoices/import", TABLE, "file-1").expect(201);
    assert_eq!(made.json.0, again.json.0);
    assert_eq!(drafts(&caller), 2);
}

#[test]
fn an_e_invoice_becomes_the_draft_that_it_came_from() {
    let caller = seller();
    let id = caller.issued();
    let issued = caller.get(&format!("/v1/invoices/{id}")).expect(200);
    for syntax in ["ubl", "cii"] {
        let xml = caller.get(&format!("/v1/invoices/{id}.{syntax}.xml"));
        let xml = String::from_utf8(xml.response.body).expect("UTF-8");
        // In UTF-16 too, as some programs write it.
        let made = import(&caller, "", &xml).expect(201);
        let draft = caller.get(&format!("/v1/invoices/{}", made.at("items[0].id"))).expect(200);
        for field in ["payable", "net", "vat"] {
            let path = format!("invoice.totals.{field}");
            assert_eq!(draft.at(&path), issued.at(&path), "{syntax} {field}");
        }
        assert_eq!(draft.at("draft.customer.name"), issued.at("invoice.customer.name"));
        assert_eq!(made.at("items[0].number"), issued.at("number"));
    }
    import(&caller, "", "<Order/>").refused(422, "xml.unknown");
    import(&caller, "", "<Invoice").refused(422, "xml.invalid");
}

#[test]
fn what_has_a_number_is_not_given_another_one() {
    let caller = seller();
    let named = import(&caller, "", TABLE).expect(201);
    let id = named.at("items[1].id");
    let issue = |id: &str| caller.do_post(&format!("/v1/invoices/{id}/issue"), "{}");
    let refused = issue(&id).refused(409, "invoice.numbered");
    assert_eq!(refused.at("findings[0].path"), "draft.metadata.importedNumber");
    // Who knows that the number was never given out takes it away, at once or later.
    let patch = r#"{"draft":{"metadata":null,"customer":{"country":"NL"}}}"#;
    caller.call("PATCH", &format!("/v1/invoices/{id}"), patch, &[("if-match", "*")]).expect(200);
    assert_eq!(issue(&id).expect(200).at("number"), "2026-0001");
    let anew = import(&caller, "?numbered=false", TABLE).expect(201);
    assert_eq!(anew.at("items[1].number"), "");
    import(&caller, "?numbered=perhaps", TABLE).refused(400, "query.word");
}

#[test]
fn each_step_comes_after_the_one_before_it() {
    let caller = seller();
    let made = import(&caller, "", TABLE).expect(201);
    let id = made.at("items[0].id");
    let path = |step: &str| format!("/v1/invoices/{id}/{step}");
    // A draft is not sent, paid, reminded of, credited or taken back.
    for (step, body) in [
        ("send", "{}"),
        ("payments", r#"{"amount":"1.00","method":"cash"}"#),
        ("credit", r#"{"full":true,"reason":"x"}"#),
        ("void", "{}"),
        ("promise", r#"{"until":"2026-12-31"}"#),
        ("remind", "{}"),
    ] {
        caller.do_post(&path(step), body).refused(409, "invoice.draft");
    }
    caller.do_post(&path("issue"), "{}").expect(200);
    // What is issued does not change, and is issued once.
    caller.do_post(&path("issue"), "{}").refused(409, "invoice.issued");
    caller.call("PATCH", &format!("/v1/invoices/{id}"), "{}", &[("if-match", "*")]).refused(409, "invoice.issued");
    caller.call("DELETE", &format!("/v1/invoices/{id}"), "", &[]).refused(409, "invoice.issued");
    caller.do_post(&path("void"), "{}").expect(200);
    // What was taken back asks for nothing.
    caller.do_post(&path("void"), "{}").refused(409, "invoice.void");
    caller.do_post(&path("promise"), r#"{"until":"2026-12-31"}"#).refused(409, "invoice.settled");
}

#[test]
fn a_row_names_a_customer_that_is_kept() {
    let caller = seller();
    let customer = caller.do_post("/v1/customers", r#"{"party":{"name":"Zon","country":"NL"}}"#).expect(201).at("id");
    let table =
        format!("customerId,lines.name,lines.quantity,lines.unitPrice,lines.vat\n{customer},Advies,1,10,nl:standard\n");
    let made = import(&caller, "", &table).expect(201);
    let draft = caller.get(&format!("/v1/invoices/{}", made.at("items[0].id"))).expect(200);
    assert_eq!(draft.at("customerId"), customer);
}
