//! The audit in the chain: what was decided over the administration cannot be changed, taken out or added unseen, wherever the books go
//! and whichever version wrote them.

use std::rc::Rc;

use voldaan_worker::app::book::schema::STEPS;

use crate::archive::{empty, export, import};
use crate::schema::OLD_KEY;
use crate::support::{Answer, Caller, World, demo};

/// Books in which three things were decided: places 1, 3 and 4 of the chain, events 1, 4 and 5.
fn decided() -> Caller {
    let caller = demo();
    caller.issued();
    caller.do_post("/v1/keys", r#"{"name":"shop","scope":"write"}"#).expect(201);
    caller.call("PATCH", "/v1/administration", r#"{"name":"Nieuw"}"#, &[("if-match", "*")]).expect(200);
    caller
}

fn verify(caller: &Caller) -> Answer {
    caller.get("/v1/verify?limit=200").expect(200)
}

fn change(caller: &Caller, sql: &str) {
    assert!(caller.world.connection.execute(sql, []).expect("SQL") > 0, "{sql}");
}

/// The faults as kind, place and decision.
fn faults(answer: &Answer) -> Vec<[String; 3]> {
    let fault = |n: usize| ["kind", "place", "auditId"].map(|field| answer.at(&format!("faults[{n}].{field}")));
    (0..answer.count("faults")).map(fault).collect()
}

#[test]
fn each_decision_says_its_place_in_the_chain() {
    let caller = decided();
    assert_eq!(verify(&caller).at("intact"), "true");
    let said = ["type", "id", "place", "boundLater"].map(|field| caller.all("/v1/audit", field).join(" "));
    assert_eq!(said, ["administration.created key.created administration.changed", "1 4 5", "1 3 4", "  "]);
}

#[test]
fn whatever_is_changed_in_the_audit_is_found_where_it_is() {
    for (sql, kind, place, event) in [
        ("UPDATE event SET actor = 'key_x' WHERE sequence = 5", "auditChanged", "4", "5"),
        ("UPDATE event SET actor = NULL WHERE sequence = 5", "auditChanged", "4", "5"),
        ("UPDATE event SET at = at + 1 WHERE sequence = 4", "auditChanged", "3", "4"),
        ("UPDATE event SET type = 'key.revoked' WHERE sequence = 4", "auditChanged", "3", "4"),
        ("UPDATE event SET subject = subject || 'x' WHERE sequence = 1", "auditChanged", "1", "1"),
        ("UPDATE event SET audit = 0 WHERE sequence = 4", "auditMissing", "3", "4"),
        ("DELETE FROM event WHERE sequence = 5", "auditMissing", "4", "5"),
        ("UPDATE event SET audit = 1 WHERE sequence = 3", "auditUnbound", "4", "3"),
        (
            "INSERT INTO event (at, type, subject, audit) VALUES (0, 'key.created', 'key_x', 1)",
            "auditUnbound",
            "4",
            "6",
        ),
    ] {
        let caller = decided();
        change(&caller, sql);
        let found = verify(&caller);
        let expected = [kind, place, event].map(str::to_owned);
        assert_eq!((found.at("intact").as_str(), faults(&found)), ("false", vec![expected.clone()]), "{sql}");
        // Page by page it is found once, and in the same place but for what stands in none.
        let pages = caller.pages("/v1/verify?limit=1");
        let found: Vec<_> = pages.iter().flat_map(faults).collect();
        assert_eq!(found.len(), 1, "{sql}");
        assert_eq!([&found[0][0], &found[0][2]], [&expected[0], &expected[2]], "{sql}");
    }
    // A link that says to be about something else does not follow from the one before it.
    let caller = decided();
    change(&caller, "UPDATE chain SET kind = 'entry' WHERE place = 3");
    assert!(faults(&verify(&caller)).contains(&["linkChanged", "3", ""].map(str::to_owned)));
}

#[test]
fn a_decision_that_is_taken_out_with_its_link_is_missed() {
    let caller = decided();
    change(&caller, "DELETE FROM event WHERE sequence = 4");
    change(&caller, "DELETE FROM chain WHERE place = 3");
    assert_eq!(faults(&verify(&caller))[0][0], "linkMissing");
    // The last one too: the seal is of the end.
    let caller = decided();
    change(&caller, "DELETE FROM event WHERE sequence = 5");
    change(&caller, "DELETE FROM chain WHERE place = 4");
    change(&caller, "UPDATE chain_head SET place = 3");
    assert_eq!(faults(&verify(&caller)), [["headChanged", "3", ""].map(str::to_owned)]);
}

/// Books that version 43 wrote, in which four things were decided then: the administration was opened and changed, events 1 and 2, and more.
fn older() -> Caller {
    let world = World::new();
    world.connection.execute_batch(include_str!("../golden/version-43.sql")).expect("SQL");
    let caller = Caller::in_world(Rc::clone(&world), "r8unlfj9k4pnskvfj07su375");
    Caller { key: OLD_KEY.to_owned(), ..caller }
}

#[test]
fn what_an_older_version_decided_is_bound_as_it_was_found_and_says_so() {
    let caller = older();
    caller.settled();
    caller.do_post("/v1/keys", r#"{"name":"new"}"#).expect(201);
    assert_eq!(verify(&caller).at("intact"), "true");
    let audit = |field: &str| caller.all("/v1/audit", field);
    let kinds = ["administration.created", "administration.changed", "look.changed", "endpoint.created", "key.created"];
    assert_eq!(
        (audit("type").join(" "), audit("boundLater").join(" ")),
        (kinds.join(" "), "true true true true ".to_owned())
    );
    let places: Vec<u32> = audit("place").iter().map(|place| place.parse().expect("a place")).collect();
    assert!(places.is_sorted());
    // From then on it cannot be changed unseen.
    change(&caller, "UPDATE event SET actor = 'nobody' WHERE sequence = 2");
    assert_eq!(faults(&verify(&caller)), [["auditChanged", &places[1].to_string(), "2"].map(str::to_owned)]);
}

#[test]
fn an_export_carries_the_audit_and_its_links() {
    let old = decided();
    let pages = export(&old);
    let new = empty();
    for page in &pages {
        import(&new, page).expect(200);
    }
    new.settled();
    assert_eq!(verify(&new).at("intact"), "true");
    let audit = |caller: &Caller| ["type", "id", "place"].map(|field| caller.all("/v1/audit", field));
    let [kinds, ids, places] = audit(&new);
    assert_eq!((kinds[3].as_str(), places[3].as_str()), ("administration.imported", "5"));
    assert_eq!([&kinds[..3], &ids[..3], &places[..3]].concat(), audit(&old).concat());
    // What was changed on the way is found.
    let changed = pages.concat().replace("administration.changed", "administration.praised");
    let new = empty();
    import(&new, &changed).expect(200);
    new.settled();
    assert_eq!(faults(&verify(&new)), [["auditChanged", "4", "5"].map(str::to_owned)]);
}

#[test]
fn an_export_of_an_older_version_is_bound_once_it_is_in() {
    let page = export(&decided()).concat();
    let version = page.find("\"version\":").expect("a version") + "\"version\":".len();
    let digits = page[version..].find(',').expect("more");
    // As the version before wrote it: without links of decisions.
    let before = STEPS.iter().position(|step| step[0].contains("chain_audit")).expect("a step");
    let page = format!("{}{before}{}", &page[..version], &page[version + digits..]);
    let is_left = |line: &&str| !line.starts_with(r#"{"table":"chain","row":"#) || line.contains(r#""kind":"entry""#);
    let kept: Vec<&str> = page.lines().filter(is_left).collect();
    let dropped = page.lines().count() - kept.len();
    assert_eq!(dropped, 3);
    // The entry alone, at the first place.
    let link = {
        use sha2::{Digest, Sha256};
        let row = kept.iter().find(|line| line.starts_with(r#"{"table":"chain""#)).expect("a link");
        let base64 = |field: &str| {
            let from = row.find(&format!(r#""{field}":{{"base64":""#)).expect("bytes") + field.len() + 14;
            row[from..].split('"').next().expect("text").to_owned()
        };
        let content = data_encoding::BASE64.decode(base64("content").as_bytes()).expect("bytes");
        let link = Sha256::digest([&[0_u8; 32][..], &1_u64.to_be_bytes(), b"entry\n", &content].concat());
        row.replace(&base64("link"), &data_encoding::BASE64.encode(&link)).replace(r#""place":2"#, r#""place":1"#)
    };
    let mut lines: Vec<String> = kept.iter().map(|line| (*line).to_owned()).collect();
    for line in &mut lines {
        if line.starts_with(r#"{"table":"chain""#) {
            line.clone_from(&link);
        }
        if let Some(rows) = line.strip_prefix(r#"{"end":true,"rows":"#).and_then(|rest| rest.strip_suffix('}')) {
            let rows: usize = rows.parse().expect("a number");
            *line = format!(r#"{{"end":true,"rows":{}}}"#, rows - dropped);
        }
    }
    let new = empty();
    import(&new, &lines.join("\n")).expect(200);
    new.settled();
    assert_eq!(verify(&new).at("intact"), "true", "{}", verify(&new).json.0);
    assert_eq!(new.all("/v1/audit", "boundLater").join(" "), "true true true true");
    assert_eq!(new.all("/v1/audit", "place").join(" "), "2 3 4 5");
}
