//! A business that grows: what a request costs is counted in steps of SQLite's machine, which are the same on every computer, in a
//! small Book and in one that holds a hundred times as much.

use crate::mail::{POSTMARK, put, taken};
use crate::support::{Caller, demo, draft};

/// Invoices that are there at first, each a copy of an issued one with all its rows.
const FEW: u32 = 250;
const MANY: u32 = 5_000;

/// Copies the first invoice of a Book, with entries, stands, movements, words, events, messages and answers, from a number on.
fn copy(caller: &Caller, from: u32, until: u32) {
    let numbers =
        format!("WITH RECURSIVE n (i) AS (SELECT {from} UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {until})");
    let columns = |table: &str| {
        let mut statement = caller.world.connection.prepare(&format!("PRAGMA table_info({table})")).expect("SQL");
        let names = statement.query_map([], |row| row.get::<_, String>(1)).expect("columns");
        names.collect::<Result<Vec<_>, _>>().expect("texts")
    };
    // Far from the places that the Book itself goes on from.
    let (base, event) = (format!("{} + i", 1_000 * from), format!("{} + i", 100_000 * from));
    let (base, event) = (base.as_str(), event.as_str());
    let day = "date('2026-01-01', '+' || (i % 160) || ' days')";
    for (table, changed) in [
        ("invoice", vec![("sequence", base), ("id", "'inv_' || i"), ("number", "'X' || i"), ("issue_date", day)]),
        ("entry", vec![("sequence", base), ("id", "'ent_' || i"), ("invoice", "'inv_' || i")]),
        ("stand", vec![("sequence", base), ("invoice", base), ("first", day)]),
        ("movement", vec![("sequence", base), ("invoice", base), ("day", day), ("vat_day", day)]),
        ("event", vec![("sequence", event)]),
        ("chain", vec![("place", base), ("entry", base)]),
        ("idempotency", vec![("key", "'key-' || i")]),
        ("document", vec![("hash", "'hash-' || i"), ("confirmed", "1")]),
        ("chunk", vec![("owner", "'document/hash-' || i")]),
        ("invoice_key", vec![("key", "'X' || i"), ("invoice", "'inv_' || i")]),
        ("outbox", vec![("sequence", base), ("id", "'msg_' || i"), ("invoice", "'inv_' || i"), ("delivered", "1")]),
        ("customer", vec![("sequence", base), ("id", "'cus_' || i")]),
    ] {
        let names = columns(table);
        let value = |name: &String| {
            changed
                .iter()
                .find(|(column, _)| column == name)
                .map_or_else(|| format!("t.{name}"), |(_, value)| (*value).to_owned())
        };
        let values: Vec<String> = names.iter().map(value).collect();
        let (names, values) = (names.join(", "), values.join(", "));
        let sql = format!(
            "INSERT INTO {table} ({names}) {numbers} SELECT {values} FROM n, (SELECT * FROM {table} LIMIT 1) t"
        );
        caller.world.connection.execute(&sql, []).unwrap_or_else(|error| panic!("{table}: {error}"));
    }
    let words = format!(
        "INSERT INTO search (rowid, number, party, reference, amount, words) {numbers} SELECT {base}, 'x' || i, 'bakkerij vermeulen', \
         '', '1210', 'zonnewijzer' FROM n"
    );
    caller.world.connection.execute(&words, []).expect("SQL");
    let known = format!("INSERT INTO word (word) {numbers} SELECT 'x' || i FROM n");
    caller.world.connection.execute(&known, []).expect("SQL");
}

/// Steps that something takes.
fn steps(caller: &Caller, work: impl FnOnce(&Caller)) -> u64 {
    let before = caller.world.steps.get();
    work(caller);
    caller.world.steps.get() - before
}

/// A request with its name.
type Asked = (&'static str, fn(&Caller));

/// What is asked again and again.
const ASKED: &[Asked] = &[
    ("issue", |caller| drop(caller.issued())),
    ("draft", |caller| drop(caller.do_post("/v1/invoices", &draft()).expect(201))),
    ("pay", |caller| {
        let id = caller.issued();
        let body = r#"{"amount":"1210.00","method":"cash"}"#;
        caller.do_post(&format!("/v1/invoices/{id}/payments"), body).expect(201);
    }),
    ("list", |caller| drop(caller.get("/v1/invoices?limit=20").expect(200))),
    ("list of a state", |caller| drop(caller.get("/v1/invoices?limit=20&state=open").expect(200))),
    ("list of days", |caller| drop(caller.get("/v1/invoices?limit=20&from=2026-02-01&until=2026-06-01").expect(200))),
    ("list of what is overdue", |caller| drop(caller.get("/v1/invoices?limit=20&overdue=true").expect(200))),
    ("list on from a place", |caller| drop(caller.get("/v1/invoices?limit=20&cursor=1030").expect(200))),
    ("search of a number", |caller| drop(caller.get("/v1/search?limit=20&q=X17").expect(200))),
    ("search of a word", |caller| drop(caller.get("/v1/search?limit=20&q=zonnewijzer").expect(200))),
    ("events", |caller| drop(caller.get("/v1/events?limit=20").expect(200))),
    ("customers", |caller| drop(caller.get("/v1/customers?limit=20").expect(200))),
    ("outbox", |caller| drop(caller.get("/v1/outbox?limit=20").expect(200))),
    ("outbox of what waits", |caller| drop(caller.get("/v1/outbox?limit=20&waiting=true").expect(200))),
    ("inbox", |caller| drop(caller.get("/v1/inbox?limit=20").expect(200))),
    ("check of the chain", |caller| drop(caller.get("/v1/verify?limit=5").expect(200))),
    ("VAT of a day", |caller| drop(caller.get("/v1/reports/vat?from=2025-03-01&until=2025-03-01").expect(200))),
    ("what is due beside requests", Caller::settled),
];

#[test]
fn what_is_asked_again_and_again_costs_the_same_in_a_large_book() {
    let caller = demo();
    put(&caller, "/v1/mail", POSTMARK).expect(200);
    taken(&caller);
    caller.do_post("/v1/customers", r#"{"party":{"name":"Een","country":"NL"}}"#).expect(201);
    let first = caller.issued();
    caller.do_post(&format!("/v1/invoices/{first}/send"), "{}").expect(201);
    caller.settled();
    copy(&caller, 1, FEW);
    let small: Vec<u64> = ASKED.iter().map(|(_, ask)| steps(&caller, ask)).collect();
    copy(&caller, FEW, MANY);
    for ((name, ask), before) in ASKED.iter().zip(small) {
        let after = steps(&caller, ask);
        // A page that was not full is full now; what is found in a large index is found in a few more steps.
        let most = before + before / 3 + 2_000;
        assert!(after <= most, "{name}: {before} steps with {FEW} invoices, {after} with {MANY}");
    }
}

#[test]
fn what_searches_and_reports_wait_for_goes_before_documents_and_leaves_an_index_in_one_piece() {
    let caller = demo();
    let issued: Vec<String> = (0..5).map(|_| caller.issued()).collect();
    caller.settled();
    copy(&caller, 1, 1_200);
    // As after an import: nothing is derived yet, and the document store is not known to have anything.
    caller.world.documents.borrow_mut().clear();
    let sql = "DELETE FROM search; DELETE FROM word; DELETE FROM stand; DELETE FROM movement; \
               UPDATE document SET confirmed = NULL WHERE made = 0 AND hash NOT LIKE 'hash-%'; \
               INSERT INTO setting (name, value) VALUES ('fill.search', '0'), ('fill.reports', '0')";
    caller.world.connection.execute_batch(sql).expect("SQL");
    let caller = caller.restarted();
    caller.get("/v1/reports/ageing").refused(503, "book.filling");
    let settle = || pollster::block_on(caller.book.settle());
    let brought = || caller.world.documents.borrow().len();
    assert_eq!((settle(), brought()), (Some(caller.world.now.get()), 1), "it goes on at once");
    caller.settled();
    assert_eq!(brought(), issued.len());
    caller.get("/v1/reports/ageing").expect(200);
    // All copies are of the first invoice.
    assert_eq!(caller.get("/v1/search?limit=200&q=2026-0001").expect(200).count("items"), 200);
    assert_eq!(caller.get("/v1/search?q=2026-0005").expect(200).at("items[0].id"), issued[4]);
    let segments = "SELECT count(DISTINCT segid) FROM search_idx";
    let segments: i64 = caller.world.connection.query_row(segments, [], |row| row.get(0)).expect("a number");
    assert_eq!(segments, 1);
}

/// What docs/deploy.md says that an invoice of one line takes that was sent and paid, in KB: with the answers that are remembered for a
/// month, and without.
const KILOBYTES: [i64; 2] = [23, 8];

#[test]
fn an_invoice_takes_the_room_that_the_documentation_says() {
    let said = include_str!("../../../docs/deploy.md");
    let [first, later] = KILOBYTES;
    assert!(said.contains(&format!("takes some {first} KB of its Book, {later} of them for good")));
    let caller = demo();
    let connection = &caller.world.connection;
    let used = || -> i64 {
        let sql = "SELECT (page_count - freelist_count) * page_size FROM pragma_page_count, pragma_freelist_count, pragma_page_size";
        connection.query_row(sql, [], |row| row.get(0)).expect("a number")
    };
    let one = || {
        let id = caller.issued();
        caller.do_post(&format!("/v1/invoices/{id}/send"), "{}").expect(201);
        let body = r#"{"amount":"1210.00","method":"cash"}"#;
        caller.do_post(&format!("/v1/invoices/{id}/payments"), body).expect(201);
    };
    let empty = used();
    (0..100).for_each(|_| one());
    caller.settled();
    let each = |used: i64| (used - empty) / 100 / 1_000;
    let full = each(used());
    connection.execute_batch("DELETE FROM chunk WHERE owner LIKE 'answer/%'; DELETE FROM idempotency").expect("SQL");
    let shown = [full, each(used())];
    assert!(shown.iter().zip(KILOBYTES).all(|(measured, said)| (measured - said).abs() <= 1), "{shown:?}");
}
