//! The tables of a Book: older ones are brought up to date, newer ones are left alone.

use std::rc::Rc;

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
