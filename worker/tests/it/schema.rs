//! The tables of a Book: older ones are brought up to date, newer ones are left alone.

use std::rc::Rc;

use sha2::Digest;
use voldaan_worker::app::Moment;
use voldaan_worker::app::book::schema::{STEPS, open};

use crate::support::{Caller, MemoryPorts, World, demo};

#[test]
fn a_book_of_the_first_version_opens_with_all_it_holds() {
    // What version 1 had is written out here: the steps may grow, the past does not change.
    let world = World::new();
    let old = &world.connection;
    old.execute_batch("CREATE TABLE schema_version (version INTEGER PRIMARY KEY, at INTEGER NOT NULL)").expect("SQL");
    for statement in STEPS[0] {
        old.execute_batch(statement).expect("SQL");
    }
    old.execute_batch(
        "INSERT INTO schema_version VALUES (1, 0);
         INSERT INTO customer (id, revision, json) VALUES ('cus_old', 4, '{\"party\":{\"name\":\"Oud\",\"country\":\"NL\"}}')",
    )
    .expect("SQL");
    let caller = Caller::in_world(Rc::clone(&world), "").open(r#"{"name":"Demo"}"#, "one");
    let old = caller.get("/v1/customers/cus_old").expect(200);
    assert_eq!((old.at("party.name").as_str(), old.response.header("etag")), ("Oud", Some("\"r4\"")));
    assert_eq!(caller.get("/v1/outbox").expect(200).count("items"), 0);
    assert_eq!(caller.get("/v1/inbox").expect(200).count("items"), 0);
    let versions: i64 =
        world.connection.query_row("SELECT count(*) FROM schema_version", [], |row| row.get(0)).expect("a number");
    assert_eq!(usize::try_from(versions), Ok(STEPS.len()));
}

#[test]
fn opening_twice_changes_nothing() {
    let world = World::new();
    let ports = MemoryPorts(Rc::clone(&world));
    open(&ports, Moment(1)).expect("opens");
    let before = world.connection.total_changes();
    open(&ports, Moment(2)).expect("opens");
    assert_eq!(world.connection.total_changes(), before);
}

#[test]
fn a_book_of_a_newer_version_is_not_touched() {
    let caller = demo().restarted();
    caller.world.connection.execute("INSERT INTO schema_version VALUES (1000, 0)", []).expect("SQL");
    caller.get("/v1/administration").refused(503, "store.unavailable");
}

#[test]
fn a_migration_that_breaks_off_is_undone() {
    let world = World::new();
    let ports = MemoryPorts(Rc::clone(&world));
    for statements in 0..12 {
        world.statements_left.set(Some(statements));
        assert!(open(&ports, Moment(1)).is_err());
    }
    world.statements_left.set(None);
    open(&ports, Moment(1)).expect("opens");
}

/// The API key of the Book in golden/version-4.sql.
pub const OLD_KEY: &str =
    "vk_r8unlfj9k4pnskvfj07su375_sc6522032rctgq37_i1cqfgekisf19nph4tstfc3g9u0k6dro13blvi058pf94goq9dig";

#[test]
fn a_book_that_version_4_wrote_is_read_back_whole_and_goes_on() {
    let world = World::new();
    world.connection.execute_batch(include_str!("../golden/version-4.sql")).expect("SQL");
    let caller = Caller::in_world(Rc::clone(&world), "r8unlfj9k4pnskvfj07su375");
    let caller = Caller { key: OLD_KEY.to_owned(), ..caller };
    // The first request brings it up to date.
    assert_eq!(caller.get("/v1/administration").expect(200).at("supplier.name"), "De Zonnewijzer B.V.");
    let version: i64 =
        world.connection.query_row("SELECT max(version) FROM schema_version", [], |row| row.get(0)).expect("a number");
    assert_eq!(usize::try_from(version), Ok(STEPS.len()));
    caller.settled();
    // What it held, newest first: numbers, states and what is due, worked out from what was done to it. The second was paid 500.00 of
    // 1242.67 (1210.00 and 3 × 9.99 at 9 %), the third credited 100.00 of it; nothing was paid of
    // what was credited, so that nothing has to be given back.
    let shown: Vec<String> =
        ["number", "state", "amountDue"].map(|field| caller.all("/v1/invoices", field).join(" ")).into();
    assert_eq!(
        shown,
        [
            "C2026-0002 C2026-0001  2026-0005 2026-0004 2026-0003 2026-0002 2026-0001",
            "paid paid draft open void open open paid",
            "0.00 0.00 0.00 1210.00 0.00 1142.67 742.67 0.00",
        ]
    );
    assert_eq!(caller.all("/v1/customers", "party.name"), ["Bakkerij Vermeulen B.V.", "Café <Zon>"]);
    assert_eq!(
        (caller.all("/v1/inbox", "reason").len(), caller.all("/v1/outbox", "to")),
        (1, vec!["anna@vermeulen.example".to_owned()])
    );
    // Entry by entry and document by document, and bound by a chain that version 4 did not have.
    let verified = caller.get("/v1/verify?limit=200").expect(200);
    assert_eq!(
        (verified.at("intact"), verified.at("checked")),
        ("true".to_owned(), "13".to_owned()),
        "{}",
        verified.json.0
    );
    let open = caller.all("/v1/invoices", "id").swap_remove(3);
    for (number, id) in caller.all("/v1/invoices", "number").iter().zip(caller.all("/v1/invoices", "id")) {
        if !number.is_empty() {
            caller.get(&format!("/v1/invoices/{id}")).expect(200);
            caller.get(&format!("/v1/invoices/{id}.pdf")).expect(200);
            assert!(caller.all(&format!("/v1/search?q={number}"), "number").contains(number));
        }
    }
    let vat = caller.get("/v1/reports/vat?from=2026-01-01&until=2026-12-31").expect(200);
    assert_eq!(vat.count("rows"), 2);
    // The waiting money is booked with what the event of that day said, and numbers go on where they were.
    let item = caller.all("/v1/inbox", "id").swap_remove(0);
    caller.do_post(&format!("/v1/inbox/{item}/assign"), &format!(r#"{{"invoiceId":"{open}"}}"#)).expect(200);
    assert_eq!(caller.get(&format!("/v1/invoices/{open}")).expect(200).at("status.amountDue"), "1168.00");
    let next = caller.issued();
    assert_eq!(caller.get(&format!("/v1/invoices/{next}")).expect(200).at("number"), "2026-0006");
    assert_eq!(caller.get("/v1/verify?limit=200").expect(200).at("intact"), "true");
}

#[test]
fn a_book_with_rows_of_the_later_steps_is_read_back_whole_and_goes_on() {
    let world = World::new();
    world.connection.execute_batch(include_str!("../golden/version-43.sql")).expect("SQL");
    let caller = Caller::in_world(Rc::clone(&world), "r8unlfj9k4pnskvfj07su375");
    let caller = Caller { key: OLD_KEY.to_owned(), ..caller };
    caller.get("/v1/administration").expect(200);
    caller.settled();
    // Newest first, worked out from what was done: 1210.00 less 210.00 and 121.00; 1210.00 less a prepayment of 121.00; 12.10 less
    // 12.10 of which 2.10 went back.
    let shown: Vec<String> =
        ["number", "state", "amountDue"].map(|field| caller.all("/v1/invoices?limit=200", field).join(" ")).into();
    assert_eq!(
        shown,
        [
            "2026-0009  2026-0008 2026-0007 C2026-0002 2026-0006 2026-0005 2026-0004 2026-0003 C2026-0001 2026-0002 2026-0001",
            "open draft open uncollectible paid void open paid paid paid open paid",
            "12.10 0.00 2.10 0.00 0.00 0.00 1089.00 0.00 0.00 0.00 879.00 0.00",
        ]
    );
    assert_eq!(caller.get("/v1/verify?limit=200").expect(200).at("intact"), "true");
    // 4 × 10.00, 1000.00 less 100.00, 1000.00, a prepayment of 100.00 and the rest of 900.00; what is void leaves nothing.
    let vat = caller.get("/v1/reports/vat?from=2026-01-01&until=2026-12-31").expect(200);
    assert_eq!([vat.at("rows[0].base"), vat.at("rows[0].amount")], ["2940.00", "617.40"]);
    let ageing = caller.get("/v1/reports/ageing?on=2026-07-15").expect(200);
    assert_eq!([ageing.at("totals[0].buckets.total"), ageing.at("totals[0].buckets.disputed")], ["1982.20", "79.00"]);
    // What was added since is filled in: bookings by their day, and the discount that was earned waits for its note.
    let file = caller.get("/v1/exports/auditfile.xaf?from=2026-06-01&until=2026-12-31").expect(200);
    assert!(file.json.0.contains("<opBalDate>2026-06-01</opBalDate>"), "the invoice of May is in the opening balance");
    let early = caller.all("/v1/search?q=2026-0003", "id").swap_remove(0);
    let note = caller.do_post(&format!("/v1/invoices/{early}/credit"), r#"{"discount":true}"#).expect(201);
    assert_eq!(note.at("invoice.totals.gross"), "24.20");
    // All else is there: what was offered, agreed, set up and waits.
    for (path, count) in [
        ("/v1/customers", 1),
        ("/v1/quotes", 2),
        ("/v1/items", 1),
        ("/v1/recurring", 1),
        ("/v1/mandates", 1),
        ("/v1/policies", 1),
        ("/v1/templates", 1),
        ("/v1/endpoints", 1),
        ("/v1/inbox", 1),
        ("/v1/customerRequests", 1),
    ] {
        assert_eq!(caller.get(path).expect(200).count("items"), count, "{path}");
    }
    assert_eq!(caller.get("/v1/look").expect(200).at("accentColour"), "#0b5fff");
    // An e-invoice that was made then is given out as it was made, or not at all: the document store of then is not there.
    let path = format!("/v1/invoices/{early}.ubl.xml");
    let kept: String = world
        .connection
        .query_row("SELECT hash FROM rendering WHERE invoice = ? AND name = 'ubl.xml'", [&early], |row| row.get(0))
        .expect("a rendering");
    let answer = caller.get(&path).expect_any(&[200, 503]);
    if answer.status() == 200 {
        assert_eq!(answer.response.header("etag"), Some(format!("\"{kept}\"").as_str()));
    } else {
        answer.refused(503, "document.unavailable");
    }
    let next = caller.issued();
    assert_eq!(caller.get(&format!("/v1/invoices/{next}")).expect(200).at("number"), "2026-0010");
    assert_eq!(caller.get("/v1/verify?limit=200").expect(200).at("intact"), "true");
}

#[test]
fn an_invoice_in_the_words_of_another_version_goes_on_as_it_stands() {
    let caller = demo();
    let id = caller.issued();
    let path = format!("/v1/invoices/{id}");
    let today = caller.get(&path).at("invoice.termsText");
    let then = "Te voldoen naar oud gebruik.";
    // As a version would have kept it whose words for the terms were these: bytes under their hash.
    let connection = &caller.world.connection;
    let (old, bytes): (String, Vec<u8>) = connection
        .query_row(
            "SELECT hash, bytes FROM invoice JOIN chunk ON owner = 'document/' || hash WHERE invoice.id = ?",
            [&id],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .expect("a document");
    let older = String::from_utf8(bytes).expect("JSON").replace(&today, then);
    let new = data_encoding::HEXLOWER.encode(&sha2::Sha256::digest(older.as_bytes()));
    assert_ne!(new, old);
    for sql in [
        "UPDATE chunk SET owner = 'document/' || ?2, bytes = ?3 WHERE owner = 'document/' || ?1",
        "UPDATE document SET hash = ?2 WHERE hash = ?1 AND ?3 <> ''",
        "UPDATE invoice SET hash = ?2 WHERE hash = ?1 AND ?3 <> ''",
    ] {
        assert_eq!(connection.execute(sql, rusqlite::params![old, new, older.as_bytes()]), Ok(1), "{sql}");
    }
    assert_eq!(caller.get(&path).expect(200).at("invoice.termsText"), then);
    assert!(caller.get_page(&crate::support::page::path_of(&caller, &id, "customer")).contains("2026-0001"));
    caller.do_post(&format!("{path}/send"), "{}").expect(201);
    caller.get(&format!("{path}.ubl.xml")).expect(200);
    caller.get(&format!("{path}.pdf")).expect(200);
    caller.do_post(&format!("{path}/payments"), r#"{"amount":"1000.00","method":"cash"}"#).expect(201);
    caller.settled();
    let shown = caller.get(&path).expect(200);
    assert_eq!((shown.at("state"), shown.at("status.amountDue")), ("open".to_owned(), "210.00".to_owned()));
    let credit = r#"{"full":true,"reason":"Retour"}"#;
    caller.do_post(&format!("{path}/credit"), credit).expect(201);
}
