//! Export and import, retention and erasure: nothing is lost on the way, and nothing goes before the law lets it.

use crate::payment_mandate::Payer;
use crate::support::page::path_of;
use crate::support::{Answer, Caller, begun, demo, draft, mollie};

const CUSTOMER: &str = r#"{"party":{"name":"Anna Vermeulen","country":"NL","kind":"consumer","address":{"line1":"Oudegracht 20",
    "city":"Utrecht","postalCode":"3511 AB"},"contact":{"email":"anna@vermeulen.example"}}}"#;

/// An issued invoice of a customer, on a day.
fn issue_for(caller: &Caller, customer: &str, day: &str) -> String {
    let draft = format!(
        r#"{{"customerId":"{customer}","draft":{{"currency":"EUR","notes":["Voor Anna"],"lines":[{{"name":"Les","description":"Pianoles Anna",
        "quantity":"1","unitPrice":"100","vat":"nl:standard"}}]}}}}"#
    );
    let id = caller.do_post("/v1/invoices", &draft).expect(201).at("id");
    caller.do_post(&format!("/v1/invoices/{id}/issue"), &format!(r#"{{"issueDate":"{day}"}}"#)).expect(200);
    id
}

/// Books with a customer, a draft, invoices in several states, a message, a policy and a series.
fn books() -> Caller {
    let caller = demo();
    let customer = caller.do_post("/v1/customers", CUSTOMER).expect(201).at("id");
    let paid = issue_for(&caller, &customer, "2026-06-01");
    let body = r#"{"amount":"121.00","method":"cash","reference":"Kwitantie 7"}"#;
    caller.do_post(&format!("/v1/invoices/{paid}/payments"), body).expect(201);
    let open = issue_for(&caller, &customer, "2026-06-02");
    caller.do_post(&format!("/v1/invoices/{open}/send"), "{}").expect(201);
    let void = issue_for(&caller, &customer, "2026-06-03");
    caller.do_post(&format!("/v1/invoices/{void}/void"), "{}").expect(200);
    caller.do_post("/v1/invoices", &format!(r#"{{"customerId":"{customer}","draft":{{"currency":"EUR","lines":[{{"name":"Nog een","quantity":"1","unitPrice":"5","vat":"nl:standard"}}]}}}}"#)).expect(201);
    caller.do_post("/v1/policies", r#"{"ready":"nl-consumer"}"#).expect(201);
    pollster::block_on(caller.book.settle());
    caller
}

/// All pages of an export.
pub fn export(caller: &Caller) -> Vec<String> {
    let (mut pages, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = caller.get(&format!("/v1/export{cursor}")).expect(200);
        assert_eq!(page.response.header("content-type"), Some("application/x-ndjson"));
        pages.push(page.json.0.clone());
        match page.response.header("voldaan-next") {
            Some(next) => cursor = format!("?cursor={next}"),
            None => return pages,
        }
    }
}

pub fn import(caller: &Caller, page: &str) -> Answer {
    caller.do_post("/v1/import", page)
}

/// A new administration of the same service.
pub fn empty() -> Caller {
    Caller::nobody().open(r#"{"name":"Leeg","test":true}"#, "empty")
}

/// A seller who can make offers.
fn demo_seller() -> String {
    r#"{"name":"Leeg","test":true,"paymentTerms":{"netDays":30},"supplier":{"name":"De Zonnewijzer B.V.","country":"NL","vatId":"NL004495445B01",
        "address":{"line1":"Prinsengracht 100","city":"Amsterdam","postalCode":"1015 EA"}}}"#
        .to_owned()
}

/// What the API shows of all invoices but the links, which name the administration.
fn shown(caller: &Caller) -> Vec<String> {
    let list = caller.get("/v1/invoices?limit=200").expect(200);
    let mut all = vec![list.json.0.clone()];
    for item in 0..list.count("items") {
        let id = list.at(&format!("items[{item}].id"));
        let invoice = caller.get(&format!("/v1/invoices/{id}")).expect(200);
        let (document, entries) =
            (invoice.at("documentHash"), caller.get(&format!("/v1/invoices/{id}/entries")).expect(200));
        all.extend([document, invoice.at("state"), invoice.at("customerId"), entries.json.0.clone()]);
    }
    for path in ["/v1/customers", "/v1/policies"] {
        all.push(caller.get(path).expect(200).json.0.clone());
    }
    all
}

#[test]
fn an_export_imported_elsewhere_gives_the_same_books() {
    let old = books();
    let pages = export(&old);
    let new = empty();
    for (index, page) in pages.iter().enumerate() {
        let taken = import(&new, page).expect(200);
        assert_eq!(taken.at("done"), (index + 1 == pages.len()).to_string());
    }
    pollster::block_on(new.book.settle());
    assert_eq!(shown(&new), shown(&old));
    assert_eq!(new.get("/v1/administration").at("supplier.name"), "De Zonnewijzer B.V.");
    // The chain is whole, and under the seal of the new Book.
    let verified = new.get("/v1/verify?limit=200").expect(200);
    assert_eq!(verified.at("intact"), "true", "{}", verified.json.0);
    let checked = |verified: &Answer| -> u32 { verified.at("checked").parse().expect("a number") };
    // Beside all that it had, the import itself is a decision.
    assert_eq!(checked(&verified), checked(&old.get("/v1/verify?limit=200")) + 1);
    assert_eq!(new.get("/v1/search?q=kwitantie").expect(200).count("items"), 1);
    // Links work, and open this administration.
    let open = new.get("/v1/invoices?state=open&q=les").expect(200).at("items[0].id");
    assert!(new.get_page(&path_of(&new, &open, "customer")).contains("Anna Vermeulen"));
    // Numbers go on where the old ones ended.
    let customer = new.get("/v1/customers").at("items[0].id");
    let next = issue_for(&new, &customer, "2026-06-15");
    assert_eq!(new.get(&format!("/v1/invoices/{next}")).at("number"), "2026-0004");
}

#[test]
fn an_import_writes_over_nothing_that_somebody_kept() {
    let page = export(&books()).concat();
    let template = r#"{"name":"reminder","subject":"Factuur","text":"Wilt u betalen?"}"#;
    let customer = r#"{"party":{"name":"Jan Peeters","country":"NL"}}"#;
    for (path, body) in [("/v1/templates", template), ("/v1/customers", customer), ("/v1/quotes", &draft())] {
        let caller = Caller::nobody().open(&demo_seller(), "empty");
        let id = caller.do_post(path, body).expect(201).at("id");
        import(&caller, &page).refused(409, "import.notEmpty");
        assert_eq!(caller.all(path, "id"), [id]);
    }
}

/// Tables that no export has.
const NOT_EXPORTED: &[&str] = &[
    "api_key",
    "sealed",
    "idempotency",
    "setting",
    "schema_version",
    "chain_head",
    "word",
    "stand",
    "movement",
    "booked",
    "opening",
    "rendering",
    "to_render",
    "bare_document",
    "portal_form",
    "endpoint",
    "account_wish",
    "account_link",
];

/// Tables with rows of which every Book has some.
const NEVER_EMPTY: [&str; 4] = ["administration", "chain", "event", "sweep"];

#[test]
fn a_row_in_any_table_of_the_books_is_not_written_over() {
    let caller = empty();
    let connection = &caller.world.connection;
    let texts = |sql: &str| -> Vec<String> {
        let mut statement = connection.prepare(sql).expect("SQL");
        statement.query_map([], |row| row.get(0)).expect("rows").collect::<Result<_, _>>().expect("texts")
    };
    let tables = texts(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'search%'",
    );
    let is_kept = |table: &str| !NOT_EXPORTED.contains(&table) && !NEVER_EMPTY.contains(&table);
    let kept: Vec<&String> = tables.iter().filter(|table| is_kept(table)).collect();
    assert!(kept.len() > 20, "{kept:?}");
    for table in kept {
        let needed = format!(
            "SELECT name FROM pragma_table_info('{table}') WHERE (\"notnull\" = 1 OR pk > 0) AND dflt_value IS NULL"
        );
        let columns = texts(&needed);
        let values = vec!["'1'"; columns.len()].join(", ");
        connection
            .execute(&format!("INSERT INTO {table} ({}) VALUES ({values})", columns.join(", ")), [])
            .expect("SQL");
        import(&caller, PAGE).refused(409, "import.notEmpty");
        connection.execute(&format!("DELETE FROM {table}"), []).expect("SQL");
    }
    import(&caller, PAGE).expect(200);
}

/// The first page of an export that goes on.
const PAGE: &str = r#"{"voldaan":"export","version":1,"page":1}"#;

#[test]
fn a_mandate_in_another_book_holds_once_the_service_knows_it_under_the_key_of_that_book() {
    let payer = Payer::new();
    let id = payer.issued();
    let pages = export(&payer.caller);
    let known = pages.concat();
    let known = known.lines().find(|line| line.contains(r#""table":"provider_customer""#)).expect("a row").to_owned();
    assert!(known.contains(r#""account":null"#), "{known}");
    let new = empty();
    for page in &pages {
        import(&new, page).expect(200);
    }
    let path = format!("/v1/invoices/{id}/charge");
    new.do_post(&path, "{}").refused(409, "checkout.unconfigured");
    // Another account does not know the customer; the same one does.
    let service = mollie(&new);
    service.set_key(&new, "other_of_the_tests");
    service.accounts.borrow_mut().insert("cst_1".to_owned(), "test_of_the_tests".to_owned());
    new.do_post(&path, "{}").refused(409, "mandate.none");
    service.set_key(&new, "test_of_the_tests");
    new.do_post(&path, "{}").expect(201);
    assert_eq!(begun(&service, "tr_1").at("mandateId"), "mdt_first");
}

#[test]
fn an_export_holds_no_key_and_no_secret() {
    let caller = books();
    let whole = export(&caller).concat();
    for table in ["api_key", "sealed", "idempotency", "setting", "search", "word"] {
        assert!(!whole.contains(&format!("{{\"table\":\"{table}\"")), "{table}");
    }
    assert!(!whole.contains("\"answer/"), "remembered answers may hold a key");
    assert!(!whole.contains(&caller.key));
}

#[test]
fn every_table_is_exported_or_left_out_for_a_reason() {
    let caller = books();
    let whole = export(&caller).concat();
    let mut statement = caller
        .world
        .connection
        .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'search%'")
        .expect("SQL");
    let names: Vec<String> =
        statement.query_map([], |row| row.get(0)).expect("names").collect::<Result<_, _>>().expect("texts");
    for name in names.iter().filter(|name| !NOT_EXPORTED.contains(&name.as_str())) {
        let part = match name.as_str() {
            "chunk" => "owner NOT LIKE 'answer/%'",
            "document" => "made = 0",
            _ => "1",
        };
        let sql = format!("SELECT count(*) FROM {name} WHERE {part}");
        let count: i64 = caller.world.connection.query_row(&sql, [], |row| row.get(0)).expect("a number");
        let exported = whole.matches(&format!("{{\"table\":\"{name}\"")).count();
        assert_eq!(i64::try_from(exported), Ok(count), "{name}");
    }
}

#[test]
fn an_export_is_one_state_of_the_books() {
    let caller = books();
    // Documents enough for a second page.
    let notes = "x".repeat(9_000);
    let notes: Vec<String> = (0..90).map(|_| format!("\"{notes}\"")).collect();
    for _ in 0..4 {
        let draft = format!(
            r#"{{"draft":{{"currency":"EUR","notes":[{}],"lines":[{{"name":"A","quantity":"1","unitPrice":"5","vat":"nl:standard"}}]}}}}"#,
            notes.join(",")
        );
        caller.do_post("/v1/invoices", &draft).expect(201);
    }
    let first = caller.get("/v1/export").expect(200);
    let next = first.response.header("voldaan-next").expect("a second page").to_owned();
    assert!(export(&caller).len() > 1);
    caller.issued();
    caller.get(&format!("/v1/export?cursor={next}")).refused(409, "export.changed");
    caller.get("/v1/export?cursor=x").refused(400, "query.cursor");
}

#[test]
fn an_import_takes_pages_in_their_order_into_an_empty_book() {
    let page = export(&books()).concat();
    let lines: Vec<&str> = page.lines().collect();
    let head = |page: usize| lines[0].replace("\"page\":1", &format!("\"page\":{page}"));
    let (middle, end) = (lines.len() / 2, lines.len());
    let first = [head(1).as_str(), &lines[1..middle].join("\n")].join("\n");
    let second = [head(2).as_str(), &lines[middle..end].join("\n")].join("\n");

    import(&books(), &first).refused(409, "import.notEmpty");
    // An offer is all that stands here.
    let offering = demo();
    offering.do_post("/v1/quotes", &draft()).expect(201);
    import(&offering, &first).refused(409, "import.notEmpty");
    assert_eq!(offering.get("/v1/quotes").expect(200).count("items"), 1);
    let new = empty();
    import(&new, &second).refused(409, "import.page");
    import(&new, &first).expect(200);
    // Half of the books do nothing.
    new.do_post("/v1/invoices", "{}").refused(409, "import.running");
    import(&new, &head(3)).refused(409, "import.page");
    // Whoever lost count begins anew.
    import(&new, &first).expect(200);
    assert_eq!(import(&new, &second).expect(200).at("done"), "true");
    assert_eq!(new.get("/v1/invoices").expect(200).count("items"), 5);
    import(&new, &first).refused(409, "import.notEmpty");

    let new = empty();
    for (bad, status, code) in [
        ("", 422, "import.line"),
        ("{}", 422, "import.line"),
        (&*head(1).replace("\"version\":", "\"version\":9"), 422, "import.version"),
        (&*[head(1).as_str(), r#"{"table":"api_key","row":{"id":"x"}}"#].join("\n"), 422, "import.line"),
        (
            &*[head(1).as_str(), r#"{"table":"invoice","row":{"id; DROP TABLE entry":"x"}}"#].join("\n"),
            422,
            "import.line",
        ),
        (&*[head(1).as_str(), r#"{"table":"invoice","row":{"id":"x"}}"#].join("\n"), 422, "import.line"),
        (&*[head(1).as_str(), r#"{"end":true,"rows":7}"#].join("\n"), 422, "import.line"),
    ] {
        import(&new, bad).refused(status, code);
    }
    assert_eq!(new.get("/v1/invoices").expect(200).count("items"), 0);
    assert_eq!(new.get("/v1/audit").expect(200).count("items"), 1, "what was refused left nothing");
}

#[test]
fn what_was_changed_in_an_export_is_found_after_the_import() {
    let page = export(&books()).concat();
    let changed = page.replace("\\\"cash\\\"", "\\\"card\\\"");
    assert_ne!(page, changed);
    let new = empty();
    import(&new, &changed).expect(200);
    pollster::block_on(new.book.settle());
    let verified = new.get("/v1/verify?limit=200").expect(200);
    assert_eq!((verified.at("intact").as_str(), verified.at("faults[0].kind").as_str()), ("false", "entryChanged"));
}

/// A caller whose customer has one paid invoice of a day, and the customer.
fn one_paid(day: &str) -> (Caller, String, String) {
    let caller = demo();
    let customer = caller.do_post("/v1/customers", CUSTOMER).expect(201).at("id");
    let id = issue_for(&caller, &customer, day);
    caller.do_post(&format!("/v1/invoices/{id}/send"), "{}").expect(201);
    let body = r#"{"amount":"121.00","method":"creditTransfer","reference":"Anna V."}"#;
    caller.do_post(&format!("/v1/invoices/{id}/payments"), body).expect(201);
    pollster::block_on(caller.book.settle());
    (caller, customer, id)
}

#[test]
fn erasing_is_refused_until_the_day_that_the_law_names() {
    // Art. 52(4) AWR: seven years after the year 2019, so until the end of 2026; today is 2026-06-15.
    let (caller, customer, _) = one_paid("2019-03-01");
    let until = caller.get(&format!("/v1/customers/{customer}/retention")).expect(200);
    assert_eq!((until.at("keptUntil").as_str(), until.at("erasableFrom").as_str()), ("2026-12-31", "2027-01-01"));
    assert_eq!((until.at("law").as_str(), until.at("open").as_str()), ("art. 52(4) AWR", "false"));
    let refused = caller.do_post(&format!("/v1/customers/{customer}/erase"), "{}").refused(409, "erasure.retained");
    assert_eq!(refused.at("findings[0].fix"), "2027-01-01");
    assert!(refused.at("detail").contains("2027-01-01"));
    // Stating fewer years does not help where the law is known.
    caller
        .do_post(&format!("/v1/customers/{customer}/erase"), r#"{"retentionYears":1}"#)
        .refused(409, "erasure.retained");
}

#[test]
fn after_that_nothing_names_the_person_and_the_books_still_verify() {
    let (caller, customer, id) = one_paid("2018-03-01");
    let before = caller.get(&format!("/v1/invoices/{id}")).expect(200);
    assert!(!caller.world.documents.borrow().is_empty());
    let erased = caller.do_post(&format!("/v1/customers/{customer}/erase"), "{}").expect(200);
    assert_eq!((erased.at("erased").as_str(), erased.at("left").as_str()), ("1", "0"));
    pollster::block_on(caller.book.settle());
    caller.get(&format!("/v1/customers/{customer}")).refused(404, "notFound");
    let after = caller.get(&format!("/v1/invoices/{id}")).expect(200);
    for field in ["number", "invoice.totals.gross", "invoice.vatBreakdown[0].amount", "state", "invoice.lines[0].name"]
    {
        assert_eq!(after.at(field), before.at(field), "{field}");
    }
    assert_eq!(after.at("invoice.customer.country"), "NL");
    let verified = caller.get("/v1/verify?limit=200").expect(200);
    assert_eq!(verified.at("intact"), "true", "{}", verified.json.0);
    // Neither what the API shows, nor the tables, nor the document store hold the person any more.
    let words = ["Anna", "Vermeulen", "vermeulen", "anna", "Oudegracht"];
    let export = export(&caller).concat();
    let chunks: Vec<Vec<u8>> = caller
        .world
        .connection
        .prepare(
            "SELECT bytes FROM chunk WHERE owner NOT LIKE 'answer/%' UNION ALL SELECT CAST(word AS BLOB) FROM word",
        )
        .expect("SQL")
        .query_map([], |row| row.get(0))
        .expect("rows")
        .collect::<Result<_, _>>()
        .expect("bytes");
    let documents = caller.world.documents.borrow().values().cloned().collect::<Vec<_>>();
    let texts = chunks.into_iter().chain(documents);
    let texts: Vec<String> = texts.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).chain([export]).collect();
    for word in words {
        assert!(texts.iter().all(|text| !text.contains(word)), "{word} is still there");
        assert_eq!(caller.get(&format!("/v1/search?q={word}")).expect(200).count("items"), 0);
    }
}

#[test]
fn who_still_owes_or_is_still_served_is_not_erased() {
    let caller = demo();
    let customer = caller.do_post("/v1/customers", CUSTOMER).expect(201).at("id");
    issue_for(&caller, &customer, "2016-03-01");
    caller.do_post(&format!("/v1/customers/{customer}/erase"), "{}").refused(409, "erasure.open");
    let (caller, customer, _) = one_paid("2016-03-01");
    let draft = format!(
        r#"{{"customerId":"{customer}","draft":{{"currency":"EUR","lines":[{{"name":"A","quantity":"1","unitPrice":"5","vat":"nl:standard"}}]}}}}"#
    );
    caller.do_post("/v1/invoices", &draft).expect(201);
    caller.do_post(&format!("/v1/customers/{customer}/erase"), "{}").refused(409, "customer.inUse");
}

#[test]
fn where_the_law_is_not_known_it_has_to_be_stated() {
    let caller = demo();
    let supplier = r#"{"supplier":{"name":"Firma","country":"AT","vatId":"ATU13585627","address":{"line1":"Ring 1","city":"Wien","postalCode":"1010"}}}"#;
    caller.call("PATCH", "/v1/administration", supplier, &[("if-match", "*")]).expect(200);
    let customer = caller.do_post("/v1/customers", CUSTOMER).expect(201).at("id");
    let draft = format!(
        r#"{{"customerId":"{customer}","draft":{{"currency":"EUR","lines":[{{"name":"A","quantity":"1","unitPrice":"100","vat":{{"category":"S","rate":"20"}}}}]}}}}"#
    );
    let id = caller.do_post("/v1/invoices", &draft).expect(201).at("id");
    caller.do_post(&format!("/v1/invoices/{id}/issue"), r#"{"issueDate":"2018-05-01"}"#).expect(200);
    caller.do_post(&format!("/v1/invoices/{id}/payments"), r#"{"amount":"120.00","method":"cash"}"#).expect(201);
    let path = format!("/v1/customers/{customer}/erase");
    caller.do_post(&path, "{}").refused(422, "erasure.unknown");
    caller.do_post(&path, r#"{"retentionYears":0}"#).refused(422, "number.range");
    caller.do_post(&path, r#"{"retentionYears":8}"#).refused(409, "erasure.retained");
    caller.do_post(&path, r#"{"retentionYears":7}"#).expect(200);
}

#[test]
fn a_cursor_that_is_from_no_page_is_refused() {
    let caller = books();
    let event: u32 = caller.all("/v1/events?limit=200", "id").len().try_into().expect("few");
    for wrong in [
        format!("[{event},{},0,\"customer\",\"cus_1\"]", i64::MAX),
        format!("[{event},-1,0,\"customer\",\"cus_1\"]"),
        format!("[{event},1,{},\"customer\",\"cus_1\"]", i64::MAX),
        format!("[{event},1,0,\"customer\",\"cus_1\",1,2,3]"),
        format!("[{event},1,0,\"customer\"]"),
        format!("[{event},1,0,\"api_key\",\"key_1\"]"),
    ] {
        let cursor = data_encoding::BASE64URL_NOPAD.encode(wrong.as_bytes());
        caller.get(&format!("/v1/export?cursor={cursor}")).refused(400, "query.cursor");
    }
    assert!(caller.world.log.borrow().is_empty());
}
