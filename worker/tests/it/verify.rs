//! The check of the books: whole ones are found whole, and each byte that somebody changes is found where it is.

use crate::support::{Answer, Caller, demo};

/// Three invoices: one paid, one credited, one open.
fn books() -> Caller {
    let caller = demo();
    let paid = caller.issued();
    caller.do_post(&format!("/v1/invoices/{paid}/payments"), r#"{"amount":"1210.00","method":"cash"}"#).expect(201);
    let void = caller.issued();
    caller.do_post(&format!("/v1/invoices/{void}/void"), "{}").expect(200);
    caller.issued();
    caller
}

fn verify(caller: &Caller) -> Answer {
    caller.get("/v1/verify").expect(200)
}

#[test]
fn whole_books_are_intact_on_every_page() {
    let caller = books();
    let all = verify(&caller);
    // That the administration was opened; issued and payment; issued, the note's issued, credit and void; issued.
    assert_eq!((all.at("intact").as_str(), all.at("checked").as_str(), all.at("next").as_str()), ("true", "8", ""));
    let mut cursor = String::from("0");
    for page in 1..=8 {
        let answer = caller.get(&format!("/v1/verify?limit=1&cursor={cursor}")).expect(200);
        assert_eq!((answer.at("intact").as_str(), answer.at("checked").as_str()), ("true", "1"));
        cursor = answer.at("next");
        assert_eq!(cursor.is_empty(), page == 8);
    }
}

#[test]
fn an_empty_book_is_intact() {
    assert_eq!(verify(&demo()).at("intact"), "true");
}

#[test]
fn whatever_is_changed_in_the_store_is_found_where_it_is() {
    for (sql, kind, place) in [
        ("UPDATE entry SET json = replace(json, '\"cash\"', '\"card\"') WHERE sequence = 2", "entryChanged", "3"),
        (
            "UPDATE entry SET invoice = (SELECT id FROM invoice ORDER BY sequence DESC LIMIT 1) WHERE sequence = 2",
            "entryChanged",
            "3",
        ),
        ("DELETE FROM entry WHERE sequence = 3", "entryMissing", "4"),
        ("DELETE FROM entry WHERE sequence = 7", "entryMissing", "8"),
        (
            "INSERT INTO entry (invoice, id, json) SELECT invoice, 'ent_x', json FROM entry WHERE sequence = 2",
            "entryUnbound",
            "8",
        ),
        ("UPDATE chain SET content = zeroblob(32) WHERE place = 4", "linkChanged", "4"),
        ("UPDATE chain SET link = zeroblob(32) WHERE place = 4", "linkChanged", "4"),
        ("DELETE FROM chain WHERE place = 5", "linkMissing", "6"),
        ("UPDATE chain_head SET seal = zeroblob(32)", "headChanged", "8"),
        ("UPDATE invoice SET amount_due = '5.00' WHERE sequence = 1", "rowChanged", "2"),
        ("UPDATE invoice SET number = '2026-0009' WHERE sequence = 1", "rowChanged", "2"),
        (
            "UPDATE invoice SET hash = (SELECT hash FROM invoice WHERE sequence = 2) WHERE sequence = 1",
            "entryChanged",
            "2",
        ),
        (
            "UPDATE chunk SET bytes = CAST(replace(CAST(bytes AS TEXT), 'Oudegracht', 'Nieuwegrac') AS BLOB) \
          WHERE owner = 'document/' || (SELECT hash FROM invoice WHERE sequence = 2)",
            "documentChanged",
            "4",
        ),
    ] {
        let caller = books();
        assert!(caller.world.connection.execute(sql, []).expect("SQL") > 0, "{sql}");
        let found = verify(&caller);
        assert_eq!(found.at("intact"), "false", "{sql}");
        let said = |at: usize, field: &str| found.at(&format!("faults[{at}].{field}"));
        let is_named = (0..found.count("faults")).any(|at| said(at, "kind") == kind && said(at, "place") == place);
        assert!(is_named, "{sql}: {}", found.json.0);
    }
}

#[test]
fn a_chain_that_was_cut_and_closed_again_is_seen_by_its_seal() {
    let caller = books();
    // Whoever has the database but not the master secret takes the last entry away with its link.
    caller
        .world
        .connection
        .execute_batch(
            "DELETE FROM entry WHERE sequence = 7; DELETE FROM chain WHERE place = 8; UPDATE chain_head SET place = 7",
        )
        .expect("SQL");
    let found = verify(&caller);
    assert_eq!((found.at("intact").as_str(), found.at("faults[0].kind").as_str()), ("false", "headChanged"));
}

#[test]
fn the_links_can_be_computed_by_anybody() {
    use sha2::{Digest, Sha256};
    let caller = demo();
    let id = caller.issued();
    let text = |sql: &str| -> String { caller.world.connection.query_row(sql, [], |row| row.get(0)).expect("a text") };
    let link = |before: &[u8], place: u64, kind: &str, content: &str| -> Vec<u8> {
        let content = Sha256::digest(content.as_bytes());
        Sha256::digest([before, &place.to_be_bytes(), kind.as_bytes(), b"\n", &content].concat()).to_vec()
    };
    let kept = |place: u64| -> Vec<u8> {
        let sql = format!("SELECT link FROM chain WHERE place = {place}");
        caller.world.connection.query_row(&sql, [], |row| row.get(0)).expect("a link")
    };
    // 2026-06-15T10:00:00Z, by the key of the service.
    let administration = &caller.administration;
    let first =
        link(&[0; 32], 1, "audit", &format!("1\n1781517600000\nadministration.created\nadmin\n{administration}"));
    assert_eq!(first, kept(1));
    let hash = caller.get(&format!("/v1/invoices/{id}")).at("documentHash");
    let (entry, json) = (text("SELECT id FROM entry"), text("SELECT json FROM entry"));
    assert_eq!(link(&first, 2, "entry", &format!("{id}\n{entry}\n{hash}\n{json}")), kept(2));
}
