//! Erasing a customer beyond the invoices: mandates, the inbox, addresses. Nothing that names the person is left in any table, and what
//! the books need is there as before.

use std::pin::pin;
use std::task::{Context, Waker};

use rusqlite::types::ValueRef;

use crate::support::{Caller, Collector};

/// The person, by words that stand nowhere else.
const PERSON: [&str; 8] =
    ["Zwanenburg", "zwanenburg", "Zwaluw", "NL44RABO0123456789", "RABONL2U", "MNDT-ZWAAN", "Lepelstraat", "0612345678"];

const CUSTOMER: &str = r#"{"party":{"name":"Anna Zwanenburg","country":"NL","kind":"consumer",
    "address":{"line1":"Lepelstraat 5","city":"Zwolle","postalCode":"8011 AB"},
    "contact":{"name":"Anna Zwanenburg","email":"Anna@zwanenburg.example","phone":"0612345678"}},
    "contacts":[{"role":"accountsPayable","name":"A. Zwanenburg","email":"boekhouding@zwanenburg.example"}]}"#;

/// All that the tables hold but sealed answers, which nobody reads without the key they were given for and which end after thirty days.
pub fn everything(caller: &Caller) -> String {
    let connection = &caller.world.connection;
    let names =
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'search_%'";
    let mut names = connection.prepare(names).expect("SQL");
    let names: Vec<String> =
        names.query_map([], |row| row.get(0)).expect("rows").collect::<Result<_, _>>().expect("names");
    assert!(names.len() > 30, "{names:?}");
    let mut all = String::new();
    for name in names {
        let only = if name == "chunk" { "WHERE owner NOT LIKE 'answer/%'" } else { "" };
        let mut statement = connection.prepare(&format!("SELECT * FROM {name} {only}")).expect("SQL");
        let width = statement.column_count();
        let mut rows = statement.query([]).expect("rows");
        while let Some(row) = rows.next().expect("a row") {
            for column in 0..width {
                match row.get_ref(column).expect("a cell") {
                    ValueRef::Text(bytes) | ValueRef::Blob(bytes) => all.push_str(&String::from_utf8_lossy(bytes)),
                    _ => {}
                }
                all.push('\n');
            }
        }
    }
    for document in caller.world.documents.borrow().values() {
        all.push_str(&String::from_utf8_lossy(document));
    }
    all
}

/// An invoice of 2018 to the person, paid by direct debit under a mandate, with money of theirs in the inbox.
fn served() -> (Caller, String, String) {
    let caller = Collector::new().caller;
    let customer = caller.do_post("/v1/customers", CUSTOMER).expect(201).at("id");
    let body = format!(
        r#"{{"customerId":"{customer}","draft":{{"currency":"EUR","buyerReference":"Dossier Zwaluw","notes":["Voor mevrouw Zwanenburg"],
        "lines":[{{"name":"Advies","quantity":"1","unitPrice":"100","vat":"nl:standard"}}]}}}}"#
    );
    let id = caller.do_post("/v1/invoices", &body).expect(201).at("id");
    caller.do_post(&format!("/v1/invoices/{id}/issue"), r#"{"issueDate":"2018-03-01"}"#).expect(200);
    caller.do_post(&format!("/v1/invoices/{id}/send"), "{}").expect(201);
    let mandate = format!(
        r#"{{"customerId":"{customer}","reference":"MNDT-ZWAAN","iban":"NL44 RABO 0123 4567 89","bic":"RABONL2U","signedOn":"2018-01-02"}}"#
    );
    caller.do_post("/v1/mandates", &mandate).expect(201);
    (caller, customer, id)
}

/// A line of a bank statement from the person.
fn statement(id: &str, amount: &str, text: &str) -> String {
    format!(
        r#"<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>M</MsgId></GrpHdr><Stmt><Id>1</Id>
        <Acct><Id><IBAN>NL91ABNA0417164300</IBAN></Id></Acct><Ntry><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd>
        <Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-06-10</Dt></BookgDt><AcctSvcrRef>{id}</AcctSvcrRef><NtryDtls><TxDtls>
        <RltdPties><Dbtr><Pty><Nm>Anna Zwanenburg</Nm></Pty></Dbtr><DbtrAcct><Id><IBAN>NL44RABO0123456789</IBAN></Id></DbtrAcct></RltdPties>
        <RmtInf><Ustrd>{text}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry></Stmt></BkToCstmrStmt></Document>"#
    )
}

/// Nothing that the Book keeps has a word of the person.
fn check_gone(caller: &Caller) {
    let after = everything(caller);
    for word in PERSON {
        let at = after.find(word).map(|at| after[at.saturating_sub(200)..].chars().take(400).collect::<String>());
        assert!(at.is_none(), "{word} is still there: {}", at.unwrap_or_default());
    }
}

#[test]
fn nothing_that_names_the_person_is_left_in_any_table() {
    let (caller, customer, id) = served();
    // Money that nothing in it assigns: one is booked by hand, one is set aside.
    for (line, amount) in [("L1", "120.00"), ("L2", "7.00")] {
        caller.do_post("/v1/payments/import", &statement(line, amount, "van Zwanenburg")).expect(200);
    }
    let waiting = caller.all("/v1/inbox", "id");
    let [first, second] = waiting.as_slice() else { panic!("{waiting:?}") };
    caller.do_post(&format!("/v1/inbox/{first}/assign"), &format!(r#"{{"invoiceId":"{id}"}}"#)).expect(200);
    caller.do_post(&format!("/v1/invoices/{id}/payments"), r#"{"amount":"1.00","method":"cash"}"#).expect(201);
    caller.do_post(&format!("/v1/inbox/{second}/dismiss"), r#"{"reason":"Zwanenburg belt zelf"}"#).expect(200);
    caller.settled();
    let before = everything(&caller);
    for word in PERSON {
        assert!(before.contains(word), "{word} was never there");
    }
    let books = |field: &str| caller.get(&format!("/v1/invoices/{id}")).expect(200).at(field);
    let fields = ["number", "state", "invoice.totals.gross", "invoice.vatBreakdown[0].amount", "invoice.lines[0].name"];
    let kept = fields.map(books);
    let vat = caller.get("/v1/reports/vat?from=2018-01-01&until=2018-12-31").expect(200).json;
    let journal = caller.get("/v1/exports/journal.csv?from=2018-01-01&until=2026-12-31").expect(200).json.0;
    let sums = |csv: &str| -> Vec<String> {
        csv.lines().map(|line| line.rsplit(',').take(7).collect::<Vec<_>>().join(",")).collect()
    };
    caller.do_post(&format!("/v1/customers/{customer}/erase"), "{}").expect(200);
    caller.settled();
    check_gone(&caller);
    // The books are what they were.
    assert_eq!(fields.map(books), kept);
    assert_eq!(caller.get("/v1/reports/vat?from=2018-01-01&until=2018-12-31").expect(200).json, vat);
    let later = caller.get("/v1/exports/journal.csv?from=2018-01-01&until=2026-12-31").expect(200).json.0;
    assert_eq!(sums(&later), sums(&journal));
    assert_eq!(caller.all("/v1/inbox", "amount"), ["120.00", "7.00"]);
    assert_eq!(caller.all("/v1/inbox", "outcome"), ["assigned", "dismissed"]);
    assert_eq!(caller.all("/v1/mandates", "state"), ["active", "revoked"]);
    assert_eq!(caller.get("/v1/verify?limit=200").expect(200).at("intact"), "true");
}

#[test]
fn who_has_money_waiting_in_the_inbox_is_not_erased() {
    let (caller, customer, id) = served();
    let number = caller.get(&format!("/v1/invoices/{id}")).expect(200).at("number");
    caller.do_post(&format!("/v1/invoices/{id}/payments"), r#"{"amount":"121.00","method":"cash"}"#).expect(201);
    // Named by its number, and nothing is owed any more.
    caller.do_post("/v1/payments/import", &statement("L1", "121.00", &number)).expect(200);
    let item = caller.get("/v1/inbox").expect(200);
    assert_eq!((item.count("items"), item.at("items[0].reason")), (1, "notOwed".to_owned()));
    let path = format!("/v1/customers/{customer}/erase");
    caller.do_post(&path, "{}").refused(409, "erasure.open");
    let dismiss = format!("/v1/inbox/{}/dismiss", item.at("items[0].id"));
    caller.do_post(&dismiss, r#"{"reason":"Teruggestort"}"#).expect(200);
    caller.do_post(&path, "{}").expect(200);
    assert!(!everything(&caller).contains("Zwanenburg"));
}

#[test]
fn a_batch_whose_mandate_is_erased_is_not_written_again() {
    let collector = Collector::new();
    let batch = collector.collect(&[&collector.issued()]).expect(201).at("id");
    let file = format!("/v1/directDebits/{batch}.xml");
    collector.caller.get(&file).expect(200);
    let sql = "UPDATE mandate SET iban = '', holder = '(erased)'";
    collector.caller.world.connection.execute(sql, []).expect("SQL");
    collector.caller.get(&file).refused(409, "mandate.state");
    assert_eq!(collector.caller.get(&format!("/v1/directDebits/{batch}")).expect(200).count("items"), 1);
}

/// Items of the inbox that a person settled: lines of a bank by the name of the payer, and a payment of Stripe by an address.
fn set_aside(caller: &Caller, names: &[&str], addresses: &[&str]) {
    for (n, name) in names.iter().enumerate() {
        let line = statement(&format!("L{n}"), "7.00", "dank").replace("Anna Zwanenburg", name);
        caller.do_post("/v1/payments/import", &line).expect(200);
    }
    for (n, address) in addresses.iter().enumerate() {
        let object = format!(r#"{{"id":"pi_{n}","amount_received":100,"currency":"eur","receipt_email":"{address}"}}"#);
        let event =
            format!(r#"{{"id":"evt_{n}","type":"payment_intent.succeeded","created":1,"data":{{"object":{object}}}}}"#);
        caller.event(&event).expect(200);
    }
    for item in caller.all("/v1/inbox", "id") {
        caller.do_post(&format!("/v1/inbox/{item}/dismiss"), r#"{"reason":"Teruggestort"}"#).expect(200);
    }
}

/// Which items of the inbox still say something.
fn told(caller: &Caller) -> Vec<bool> {
    caller.all("/v1/inbox", "event").iter().map(|event| event != "(0 fields)").collect()
}

fn kept(caller: &Caller, name: &str) -> String {
    let body = format!(r#"{{"party":{{"name":"{name}","country":"SE","contact":{{"email":"asa@øster.example"}}}}}}"#);
    caller.do_post("/v1/customers", &body).expect(201).at("id")
}

#[test]
fn what_others_sent_is_erased_by_whole_values_and_nothing_of_anybody_else() {
    let caller = crate::support::demo();
    let id = kept(&caller, "Åsa Øster");
    // In capitals, without accents, turned round; then three who are somebody else.
    let names = ["ÅSA ØSTER", "Oster Asa", "Åsa Østerberg", "Åsa", "Per Øster"];
    set_aside(&caller, &names, &["ASA@ØSTER.EXAMPLE", "x.asa@øster.example"]);
    caller.do_post(&format!("/v1/customers/{id}/erase"), "{}").expect(200);
    assert_eq!(told(&caller), [false, false, true, true, true, false, true]);
}

#[test]
fn a_short_name_is_not_looked_for_inside_other_words() {
    let caller = crate::support::demo();
    let id = kept(&caller, "An");
    set_aside(&caller, &["Anna Jansen", "AN"], &[]);
    caller.do_post(&format!("/v1/customers/{id}/erase"), "{}").expect(200);
    assert_eq!(told(&caller), [true, false]);
}

#[test]
fn what_could_be_of_a_namesake_stays() {
    let caller = crate::support::demo();
    let (id, other) = (kept(&caller, "Åsa Øster"), kept(&caller, "Asa Øster"));
    set_aside(&caller, &["Åsa Øster"], &["asa@øster.example"]);
    caller.do_post(&format!("/v1/customers/{id}/erase"), "{}").expect(200);
    // The address tells of both, and the name of either.
    assert_eq!(told(&caller), [true, false]);
    caller.do_post(&format!("/v1/customers/{other}/erase"), "{}").expect(200);
    assert_eq!(told(&caller), [false, false]);
}

#[test]
fn money_that_waits_under_the_name_of_the_customer_has_to_be_settled_first() {
    let caller = crate::support::demo();
    let id = kept(&caller, "Åsa Øster");
    let line = statement("L1", "7.00", "dank").replace("Anna Zwanenburg", "ÅSA ØSTER");
    caller.do_post("/v1/payments/import", &line).expect(200);
    let path = format!("/v1/customers/{id}");
    caller.do_post(&format!("{path}/erase"), "{}").refused(409, "erasure.open");
    caller.call("DELETE", &path, "", &[]).refused(409, "customer.inUse");
    let item = caller.get("/v1/inbox").expect(200).at("items[0].id");
    caller.do_post(&format!("/v1/inbox/{item}/dismiss"), r#"{"reason":"Teruggestort"}"#).expect(200);
    caller.call("DELETE", &path, "", &[]).expect(204);
    assert_eq!(told(&caller), [false]);
}

#[test]
fn what_is_kept_for_an_address_goes_with_it_unless_somebody_else_has_it() {
    let caller = crate::support::demo();
    let (id, other) = (kept(&caller, "Åsa Øster"), kept(&caller, "Per Lund"));
    let connection = &caller.world.connection;
    let sql = "INSERT INTO unreachable (address, at, reason) VALUES ('asa@øster.example', 0, 'bounced')";
    connection.execute(sql, []).expect("SQL");
    caller.do_post(&format!("/v1/customers/{id}/erase"), "{}").expect(200);
    assert_eq!(caller.all("/v1/unreachable", "address"), ["asa@øster.example"]);
    caller.do_post(&format!("/v1/customers/{other}/erase"), "{}").expect(200);
    assert!(caller.all("/v1/unreachable", "address").is_empty());
}

#[test]
fn what_the_law_does_not_ask_of_an_invoice_goes_and_what_was_sold_stays() {
    let caller = crate::support::demo();
    let customer = caller.post("/v1/customers", CUSTOMER, "kept").expect(201).at("id");
    let body = format!(
        r#"{{"customerId":"{customer}","draft":{{"currency":"EUR",
        "paymentMethods":[{{"kind":"directDebit","iban":"NL44RABO0123456789","mandateId":"MNDT-ZWAAN","creditorId":"NL91ZZZ004495445000"}}],
        "paymentReference":{{"scheme":"text","value":"Zwanenburg huis 5"}},"references":{{"buyerAccounting":"Zwaluw"}},
        "payee":{{"name":"Zwaluw Incasso","country":"NL"}},
        "lines":[{{"name":"Advies voor Anna Zwanenburg, juni","quantity":"1","unitPrice":"100","vat":"nl:standard","buyerItemId":"Zwaluw"}},
        {{"name":"Pianoles","quantity":"1","unitPrice":"100","vat":"nl:standard"}}]}}}}"#
    );
    let id = caller.post("/v1/invoices", &body, "drafted").expect(201).at("id");
    caller.do_post(&format!("/v1/invoices/{id}/issue"), r#"{"issueDate":"2018-03-01"}"#).expect(200);
    let paid = |amount: &str, method: &str| format!(r#"{{"amount":"{amount}","method":"{method}"}}"#);
    caller.do_post(&format!("/v1/invoices/{id}/payments"), &paid("200.00", "contant van Zwanenburg")).expect(201);
    caller.do_post(&format!("/v1/invoices/{id}/payments"), &paid("42.00", "cash")).expect(201);
    let before = caller.get(&format!("/v1/invoices/{id}")).expect(200);
    caller.do_post(&format!("/v1/customers/{customer}/erase"), "{}").expect(200);
    caller.settled();
    check_gone(&caller);
    assert_eq!(caller.get("/v1/search?q=zwanenburg").expect(200).count("items"), 0);
    let kept = caller.get(&format!("/v1/invoices/{id}")).expect(200);
    assert_eq!(kept.at("invoice.lines[0].name"), "Advies voor (erased) juni");
    for field in ["invoice.lines[1].name", "invoice.totals.gross", "invoice.vatBreakdown[0].amount", "number", "state"]
    {
        assert_eq!(kept.at(field), before.at(field), "{field}");
    }
    assert_eq!(caller.all(&format!("/v1/invoices/{id}/entries"), "method")[1..], ["(erased)", "cash"]);
    assert_eq!(caller.get("/v1/verify?limit=200").expect(200).at("intact"), "true");
    // The key under which they were kept is free again, and answers with nothing of them.
    let count = |sql: &str| caller.world.connection.query_row(sql, [], |row| row.get::<_, i64>(0)).expect("a number");
    assert_eq!(count("SELECT count(*) FROM idempotency WHERE key IN ('kept', 'drafted')"), 0);
    assert_eq!(count("SELECT count(*) FROM chunk WHERE owner IN ('answer/kept', 'answer/drafted')"), 0);
    let other = r#"{"party":{"name":"Jan Peeters","country":"NL"}}"#;
    assert_eq!(caller.post("/v1/customers", other, "kept").expect(201).response.header("idempotency-replayed"), None);
}

#[test]
fn answers_are_forgotten_after_their_days_though_no_request_comes() {
    let caller = crate::support::demo();
    for _ in 0..9 {
        caller.do_post("/v1/customers", r#"{"party":{"name":"Jan Peeters","country":"NL"}}"#).expect(201);
    }
    let kept = || {
        let sql = "SELECT count(*) FROM chunk WHERE owner LIKE 'answer/%'";
        caller.world.connection.query_row(sql, [], |row| row.get::<_, i64>(0)).expect("a number")
    };
    caller.later(30 * 24 * 3_600_000);
    caller.settled();
    assert_eq!(kept(), 10);
    caller.later(1);
    caller.settled();
    assert_eq!(kept(), 0);
}

#[test]
fn a_file_that_is_made_while_its_customer_is_erased_is_not_kept() {
    let (caller, customer, id) = served();
    caller.do_post(&format!("/v1/invoices/{id}/payments"), r#"{"amount":"121.00","method":"cash"}"#).expect(201);
    caller.settled();
    let path = format!("/v1/invoices/{id}.pdf?template=letter");
    let request = caller.request("GET", &path, "");
    caller.world.documents_late.set(true);
    let mut making = pin!(caller.book.handle(&request));
    // While the document store is asked for the invoice, somebody erases the customer.
    assert!(making.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
    caller.do_post(&format!("/v1/customers/{customer}/erase"), "{}").expect(200);
    assert_eq!(pollster::block_on(making).status, 503);
    caller.world.documents_late.set(false);
    caller.settled();
    assert!(!everything(&caller).contains("Zwanenburg"));
    let sql = "SELECT count(*) FROM rendering WHERE invoice = ?";
    let made = caller.world.connection.query_row(sql, [&id], |row| row.get::<_, i64>(0));
    assert_eq!(made, Ok(0));
}
