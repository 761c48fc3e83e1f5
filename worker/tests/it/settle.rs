//! Documents: kept by the Book until the document store has them, and believed only if their hash is right.

use crate::support::demo;

fn kept_by_the_book(caller: &crate::support::Caller) -> i64 {
    let sql = "SELECT count(*) FROM chunk WHERE owner LIKE 'document/%'";
    caller.world.connection.query_row(sql, [], |row| row.get(0)).expect("a number")
}

#[test]
fn a_document_goes_to_the_document_store_under_its_hash() {
    let caller = demo();
    let path = format!("/v1/invoices/{}", caller.issued());
    let hash = caller.get(&path).expect(200).at("documentHash");
    assert!(caller.book.is_unsettled());
    assert_eq!(kept_by_the_book(&caller), 1);
    assert!(pollster::block_on(caller.book.settle()));
    assert!(!caller.book.is_unsettled());
    assert_eq!(kept_by_the_book(&caller), 0);
    let documents = caller.world.documents.borrow();
    let document = documents.get(&hash).expect("it is there");
    let digest: String = <sha2::Sha256 as sha2::Digest>::digest(document).iter().map(|b| format!("{b:02x}")).collect();
    assert_eq!(digest, hash);
    // The answer of the API holds the very bytes.
    drop(documents);
    let answer = caller.get(&path).expect(200);
    let document = caller.world.documents.borrow().get(&hash).cloned().expect("it is there");
    assert!(answer.json.0.contains(std::str::from_utf8(&document).expect("text")));
}

#[test]
fn while_the_document_store_fails_the_book_keeps_and_shows_the_document() {
    let caller = demo();
    let path = format!("/v1/invoices/{}", caller.issued());
    caller.world.documents_fail.set(true);
    assert!(!pollster::block_on(caller.book.settle()));
    assert_eq!(kept_by_the_book(&caller), 1);
    assert_eq!(caller.get(&path).expect(200).at("number"), "2026-0001");
    // After a crash it is tried again.
    let caller = caller.restarted();
    caller.world.documents_fail.set(false);
    caller.get(&path).expect(200);
    assert!(caller.book.is_unsettled());
    assert!(pollster::block_on(caller.book.settle()));
    assert_eq!(kept_by_the_book(&caller), 0);
}

#[test]
fn a_changed_document_is_not_believed() {
    let caller = demo();
    let path = format!("/v1/invoices/{}", caller.issued());
    assert!(pollster::block_on(caller.book.settle()));
    let hash = caller.get(&path).expect(200).at("documentHash");
    let good = caller.world.documents.borrow().get(&hash).cloned().expect("it is there");
    let changed = String::from_utf8(good.clone()).expect("text").replace("1210.00", "1.00");
    caller.world.documents.borrow_mut().insert(hash.clone(), changed.into_bytes());
    caller.get(&path).refused(503, "document.unavailable");
    caller.world.documents.borrow_mut().remove(&hash);
    caller.get(&path).refused(503, "document.unavailable");
    caller.world.documents.borrow_mut().insert(hash, good);
    caller.get(&path).expect(200);
}

#[test]
fn the_book_lets_go_only_of_what_can_be_read_back() {
    let caller = demo();
    caller.issued();
    // The store fails right when the Book would note that the document arrived.
    for statements in 0..5 {
        caller.world.statements_left.set(Some(statements));
        assert!(!pollster::block_on(caller.book.settle()), "{statements} statements");
        caller.world.statements_left.set(None);
        assert_eq!(kept_by_the_book(&caller), 1);
    }
    assert!(pollster::block_on(caller.book.settle()));
}
