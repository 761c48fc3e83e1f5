//! Documents: kept by the Book until the document store has them, and believed only if their hash is right.

use std::task::{Context, Poll, Waker};

use crate::support::{MINUTE, demo};

/// How many issued documents are not yet in the document store; what was made of them does not count.
fn waiting(caller: &crate::support::Caller) -> i64 {
    let sql = "SELECT count(*) FROM document WHERE confirmed IS NULL AND made = 0";
    caller.world.connection.query_row(sql, [], |row| row.get(0)).expect("a number")
}

#[test]
fn a_document_goes_to_the_document_store_under_its_hash() {
    let caller = demo();
    let path = format!("/v1/invoices/{}", caller.issued());
    let hash = caller.get(&path).expect(200).at("documentHash");
    assert!(caller.book.next_waking().is_some());
    assert_eq!(waiting(&caller), 1);
    assert_eq!(pollster::block_on(caller.book.settle()), None);
    assert_eq!(caller.book.next_waking(), None);
    assert_eq!(waiting(&caller), 0);
    let documents = caller.world.documents.borrow();
    let document = documents.get(&caller.place_of(&hash)).expect("it is there");
    let digest: String = <sha2::Sha256 as sha2::Digest>::digest(document).iter().map(|b| format!("{b:02x}")).collect();
    assert_eq!(digest, hash);
    // The answer of the API holds the very bytes.
    drop(documents);
    let answer = caller.get(&path).expect(200);
    let document = caller.world.documents.borrow().get(&caller.place_of(&hash)).cloned().expect("it is there");
    assert!(answer.json.0.contains(std::str::from_utf8(&document).expect("text")));
}

#[test]
fn while_the_document_store_fails_the_book_keeps_and_shows_the_document() {
    let caller = demo();
    let path = format!("/v1/invoices/{}", caller.issued());
    caller.world.documents_fail.set(true);
    assert!(pollster::block_on(caller.book.settle()).is_some());
    assert_eq!(waiting(&caller), 1);
    assert_eq!(caller.get(&path).expect(200).at("number"), "2026-0001");
    // After a crash it is tried again.
    let caller = caller.restarted();
    caller.world.documents_fail.set(false);
    caller.get(&path).expect(200);
    assert!(caller.book.next_waking().is_some());
    assert_eq!(pollster::block_on(caller.book.settle()), None);
    assert_eq!(waiting(&caller), 0);
}

#[test]
fn what_the_document_store_lost_or_changed_is_shown_by_the_book_and_brought_there_anew() {
    let caller = demo();
    let path = format!("/v1/invoices/{}", caller.issued());
    assert_eq!(pollster::block_on(caller.book.settle()), None);
    let seen = caller.get(&path).expect(200);
    let hash = seen.at("documentHash");
    let good = caller.world.documents.borrow().get(&caller.place_of(&hash)).cloned().expect("it is there");
    let changed = String::from_utf8(good.clone()).expect("text").replace("1210.00", "1.00").into_bytes();
    for fault in [None, Some(changed), Some(Vec::new()), Some(good[..good.len() / 2].to_vec())] {
        match fault {
            None => drop(caller.world.documents.borrow_mut().remove(&caller.place_of(&hash))),
            Some(bytes) => drop(caller.world.documents.borrow_mut().insert(caller.place_of(&hash), bytes)),
        }
        // The amounts are in the answer itself, the link differs with the time only.
        assert_eq!(caller.get(&path).expect(200).json, seen.json);
        assert!(caller.book.next_waking().is_some());
        assert_eq!(pollster::block_on(caller.book.settle()), None);
        assert_eq!(caller.world.documents.borrow().get(&caller.place_of(&hash)), Some(&good));
    }
    assert!(caller.world.log.borrow().is_empty());
}

#[test]
fn a_document_store_that_does_not_answer_keeps_nobody_from_reading() {
    let caller = demo();
    let path = format!("/v1/invoices/{}", caller.issued());
    assert_eq!(pollster::block_on(caller.book.settle()), None);
    caller.world.documents_fail.set(true);
    caller.get(&path).expect(200);
    caller.do_post(&format!("{path}/void"), "{}").expect(200);
}

#[test]
fn a_document_that_is_lost_everywhere_is_said_to_be_and_holds_up_no_other() {
    let caller = demo();
    let path = format!("/v1/invoices/{}", caller.issued());
    let hash = caller.get(&path).expect(200).at("documentHash");
    let sql = "UPDATE chunk SET bytes = x'00' WHERE owner LIKE 'document/%'";
    assert_eq!(caller.world.connection.execute(sql, []).expect("SQL"), 1);
    caller.get(&path).refused(503, "document.unavailable");
    let other = caller.issued();
    assert!(pollster::block_on(caller.book.settle()).is_some(), "it is tried again");
    let log = caller.world.log.borrow().join("\n");
    assert!(log.contains(&hash) && log.contains("store.unavailable"), "{log}");
    assert_eq!(caller.world.documents.borrow().len(), 4, "the other one is there, with its renderings");
    caller.get(&format!("/v1/invoices/{other}")).expect(200);
}

#[test]
fn a_document_is_waiting_until_it_is_there() {
    let caller = demo();
    caller.issued();
    // The store fails at every step; whatever is noted as there can be read there.
    for statements in 0..90 {
        caller.world.statements_left.set(Some(statements));
        let next = pollster::block_on(caller.book.settle());
        let left = caller.world.statements_left.replace(None);
        let mut noted = caller.world.connection.prepare("SELECT hash FROM document WHERE confirmed > 0").expect("SQL");
        let noted: Vec<String> = noted.query_map([], |row| row.get(0)).expect("rows").flatten().collect();
        assert!(
            noted.iter().all(|hash| caller.world.documents.borrow().contains_key(&caller.place_of(hash))),
            "{statements} statements"
        );
        if next.is_none() {
            // The invoice with its PDF, UBL and CII.
            assert_eq!((waiting(&caller), noted.len()), (0, 4));
            return;
        }
        assert_eq!(left, Some(0), "{statements} statements");
    }
    panic!("it never succeeded");
}

#[test]
fn work_that_breaks_off_in_the_middle_is_taken_up_by_a_later_waking() {
    let caller = demo();
    caller.issued();
    caller.world.documents_late.set(true);
    let mut broken = Box::pin(caller.book.settle());
    assert!(broken.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
    // It never goes on; that somebody is at it is believed for as long as the platform lets anybody be.
    caller.world.documents_late.set(false);
    let later = |milliseconds: i64| caller.world.now.set(caller.world.now.get().plus_milliseconds(milliseconds));
    assert_eq!(pollster::block_on(caller.book.settle()), Some(caller.world.now.get().plus_milliseconds(30_000)));
    later(15 * MINUTE - 1);
    assert!(pollster::block_on(caller.book.settle()).is_some());
    assert_eq!(waiting(&caller), 1);
    later(1);
    assert_eq!(pollster::block_on(caller.book.settle()), None);
    assert_eq!(waiting(&caller), 0);
    drop(broken);
}

#[test]
fn between_two_documents_whoever_asks_is_heard() {
    let caller = demo();
    let path = format!("/v1/invoices/{}", caller.issued());
    for _ in 0..9 {
        caller.issued();
    }
    // All is made, and nothing of it is there yet.
    caller.world.documents_fail.set(true);
    assert!(pollster::block_on(caller.book.settle()).is_some());
    caller.world.documents_fail.set(false);
    let mut settling = Box::pin(caller.book.settle());
    let mut context = Context::from_waker(Waker::noop());
    let there = || caller.world.documents.borrow().len();
    for step in 1..=20 {
        assert!(settling.as_mut().poll(&mut context).is_pending());
        assert_eq!(there(), step, "one at a time");
    }
    // Who asks is not kept waiting for the other twenty: they are left to the next waking.
    caller.get(&path).expect(200);
    assert_eq!(settling.as_mut().poll(&mut context), Poll::Ready(Some(caller.world.now.get().plus_milliseconds(500))));
    assert_eq!(there(), 20);
    assert_eq!(pollster::block_on(caller.book.settle()), None);
    assert_eq!(there(), 40);
}
