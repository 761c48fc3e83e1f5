//! Direct debits: under a mandate that holds, once each, booked when the bank tells of the money, open again when it went back.

use crate::archive;
use crate::support::{Answer, Collector};

/// A line of a bank about a debit or a batch, of the day on which these tests begin.
fn line(reference: &str, indicator: &str, amount: &str, batch: &str, details: &str) -> String {
    format!(
        r#"<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt><Acct><Id><IBAN>NL91ABNA0417164300</IBAN></Id></Acct>
        <Ntry><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>{indicator}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-06-15</Dt></BookgDt>
        <AcctSvcrRef>{reference}</AcctSvcrRef><NtryDtls>{batch}{details}</NtryDtls></Ntry></Stmt></BkToCstmrStmt></Document>"#
    )
}

fn import(collector: &Collector, file: &str) -> Answer {
    collector.caller.do_post("/v1/payments/import", file).expect(200)
}

/// The texts of an element in a file, in their order.
fn texts(file: &str, name: &str) -> Vec<String> {
    let tag = format!("<{name}>");
    let parts = file.split(&tag).skip(1);
    parts.map(|part| part.split('<').next().unwrap_or_default().to_owned()).collect()
}

#[test]
fn a_mandate_is_requested_active_used_and_revoked() {
    let collector = Collector::new();
    let caller = &collector.caller;
    let path = format!("/v1/mandates/{}", collector.mandate);
    let id = collector.issued();
    collector.collect(&[&id]).expect(201);
    let used = caller.get(&path).expect(200);
    assert_eq!(
        (used.at("state"), used.at("usedOn"), used.at("iban")),
        ("used".into(), "2026-07-15".into(), "BE68539007547034".into())
    );
    for _ in 0..2 {
        caller.call("DELETE", &path, "", &[]).expect(204);
    }
    assert_eq!(caller.get(&path).expect(200).at("state"), "revoked");
    assert_eq!(caller.get("/v1/mandates").expect(200).count("items"), 1);
    // Those of one customer, and the newest first.
    let other =
        caller.do_post("/v1/customers", r#"{"party":{"name":"Andere B.V.","country":"NL"}}"#).expect(201).at("id");
    let second = collector.mandate_input("M-1b").replace(&used.at("customerId"), &other);
    let second = caller.do_post("/v1/mandates", &second).expect(201).at("id");
    let of = |query: &str| caller.all(&format!("/v1/mandates?{query}"), "id");
    assert_eq!(of("newest=true"), [second.clone(), collector.mandate.clone()]);
    assert_eq!((of(&format!("customer={other}")), of("customer=cus_none")), (vec![second], Vec::new()));
    caller
        .do_post("/v1/mandates", &collector.mandate_input("M-2").replace("7034", "7035"))
        .refused(422, "iban.checksum");
    caller
        .do_post("/v1/mandates", &collector.mandate_input(&"M".repeat(36)))
        .refused(422, "paymentReference.characters");
    caller
        .do_post("/v1/mandates", &collector.mandate_input("M-2").replace("cus_", "cus_x"))
        .refused(422, "customer.unknown");
}

#[test]
fn what_the_customer_contests_is_not_collected() {
    let collector = Collector::new();
    let caller = &collector.caller;
    let id = collector.issued();
    let path = format!("/v1/invoices/{id}");
    caller.do_post(&format!("{path}/dispute"), r#"{"amount":"210.00","reason":"Kapot"}"#).expect(201);
    // 1210.00 without the 210.00 that are contested.
    let batch = collector.collect(&[&id]).expect(201);
    assert_eq!((batch.at("total"), batch.at("items[0].amount")), ("1000.00".to_owned(), "1000.00".to_owned()));
    let other = collector.issued();
    let dispute = format!("/v1/invoices/{other}/dispute");
    caller.do_post(&dispute, r#"{"amount":"1210.00","reason":"Niet besteld"}"#).expect(201);
    collector.collect(&[&other]).refused(409, "invoice.disputed");
}

#[test]
fn batches_are_listed_with_what_they_come_to_and_what_the_bank_has_not_told_of() {
    let collector = Collector::new();
    let caller = &collector.caller;
    assert_eq!(caller.get("/v1/directDebits").expect(200).count("items"), 0);
    let ids = [collector.issued(), collector.issued(), collector.issued()];
    let first = collector.collect(&[&ids[0]]).expect(201).at("id");
    let second = collector.collect(&[&ids[1], &ids[2]]).expect(201);
    assert_eq!(caller.all("/v1/directDebits", "id"), [first.clone(), second.at("id")]);
    assert_eq!(caller.all("/v1/directDebits?newest=true", "id"), [second.at("id"), first.clone()]);
    let page = caller.get("/v1/directDebits?limit=1").expect(200);
    let rest = caller.get(&format!("/v1/directDebits?limit=1&cursor={}", page.at("next"))).expect(200);
    assert_eq!((page.at("items[0].id"), rest.at("items[0].id"), rest.count("items")), (first, second.at("id"), 1));
    let fields = ["collectOn", "total", "debits", "pending", "at"];
    let said = |page: &Answer| fields.map(|field| page.at(&format!("items[0].{field}")));
    assert_eq!(said(&rest), ["2026-07-15", "2420.00", "2", "2", &second.at("at")]);
    // One comes back before the bank told of it.
    caller.do_post(&format!("/v1/invoices/{}/returnedDebit", ids[1]), r#"{"reason":"AM04"}"#).expect(201);
    assert_eq!(said(&caller.get("/v1/directDebits?newest=true").expect(200))[2..4], ["2", "1"]);
    caller.get("/v1/directDebits?cursor=x").refused(400, "query.number");
    // They come in the same order after a move.
    for _ in 0..4 {
        collector.collect(&[&collector.issued()]).expect(201);
    }
    let moved = archive::empty();
    archive::export(caller).iter().for_each(|page| drop(archive::import(&moved, page).expect(200)));
    assert_eq!(moved.get("/v1/directDebits").json, caller.get("/v1/directDebits").json);
}

#[test]
fn the_file_says_what_the_bank_has_to_know_in_the_order_of_its_schema() {
    let collector = Collector::new();
    let (first, second) = (collector.issued(), collector.issued());
    let batch = collector.collect(&[&first, &second]).expect(201);
    assert_eq!((batch.at("total"), batch.count("items")), ("2420.00".to_owned(), 2));
    let path = format!("/v1/directDebits/{}", batch.at("id"));
    let answer = collector.caller.get(&format!("{path}.xml")).expect(200);
    assert_eq!(answer.response.header("content-type"), Some("application/xml; charset=utf-8"));
    let file = &answer.json.0;
    // The first debit under a mandate is FRST, the next one RCUR: two groups.
    assert_eq!(
        (texts(file, "SeqTp").join(" "), texts(file, "CtrlSum").join(" ")),
        ("FRST RCUR".into(), "2420.00 1210.00 1210.00".into())
    );
    assert_eq!(texts(file, "NbOfTxs").join(" "), "2 1 1");
    assert_eq!(texts(file, "ReqdColltnDt"), ["2026-07-15", "2026-07-15"]);
    assert_eq!(texts(file, "EndToEndId"), [batch.at("items[0].endToEndId"), batch.at("items[1].endToEndId")]);
    assert_eq!((texts(file, "MndtId")[0].as_str(), texts(file, "DtOfSgntr")[0].as_str()), ("M-1", "2026-06-01"));
    assert!(texts(file, "Nm").contains(&"Cafe Rene + Zoon".to_owned()), "{file}");
    assert_eq!(texts(file, "Ustrd"), ["2026-0001", "2026-0002"]);
    assert!(file.contains("<CdtrSchmeId><Id><PrvtId><Othr><Id>NL36ZZZ123456780000</Id><SchmeNm><Prtry>SEPA</Prtry>"));
    // It validates against pain.008.001.08.xsd as it stands here, but for its names and its time.
    let mut golden = file.clone();
    for (n, name) in texts(file, "EndToEndId").iter().enumerate() {
        golden = golden.replace(name, &format!("ddi-{n}"));
    }
    golden = golden.replace(&batch.at("id").replace('_', "-"), "ddb-0").replace("><", ">\n<");
    assert_eq!(golden, include_str!("../golden/pain.008.xml"));
}

#[test]
fn money_is_booked_when_the_bank_tells_of_it_one_by_one_or_as_a_batch() {
    let collector = Collector::new();
    let (first, second, third) = (collector.issued(), collector.issued(), collector.issued());
    let batch = collector.collect(&[&first, &second, &third]).expect(201);
    assert_eq!(collector.state(&first), "open 1210.00");
    let name = batch.at("items[0].endToEndId");
    let one =
        line("A1", "CRDT", "1210.00", "", &format!("<TxDtls><Refs><EndToEndId>{name}</EndToEndId></Refs></TxDtls>"));
    assert_eq!(import(&collector, &one).at("booked"), "1");
    // The other two stand in the second group of the file, which the bank books as one sum.
    let group = format!("<Btch><PmtInfId>{}-2</PmtInfId></Btch>", batch.at("id").replace('_', "-"));
    let whole = line("A2", "CRDT", "2420.00", &group, "");
    for (file, booked) in [(&whole, "1"), (&whole, "0"), (&one, "0")] {
        assert_eq!(import(&collector, file).at("booked"), booked);
    }
    assert_eq!([&first, &second, &third].map(|id| collector.state(id)), ["paid 0.00", "paid 0.00", "paid 0.00"]);
    let entries = collector.caller.get(&format!("/v1/invoices/{second}/entries")).expect(200);
    assert_eq!((entries.at("items[1].method"), entries.at("items[1].on")), ("directDebit".into(), "2026-06-15".into()));
    assert_eq!(collector.caller.get("/v1/inbox").expect(200).count("items"), 0);
}

#[test]
fn a_debit_that_comes_back_opens_the_invoice_once_and_can_be_collected_again() {
    let collector = Collector::new();
    let id = collector.issued();
    let name = collector.collect(&[&id]).expect(201).at("items[0].endToEndId");
    let details = |more: &str| format!("<TxDtls><Refs><EndToEndId>{name}</EndToEndId></Refs>{more}</TxDtls>");
    import(&collector, &line("A1", "CRDT", "1210.00", "", &details("")));
    assert_eq!(collector.state(&id), "paid 0.00");
    let returned = line("A2", "DBIT", "1210.00", "", &details("<RtrInf><Rsn><Cd>AM04</Cd></Rsn></RtrInf>"));
    for booked in ["1", "0", "0"] {
        assert_eq!(import(&collector, &returned).at("booked"), booked);
    }
    assert_eq!(collector.state(&id), "open 1210.00");
    // The money is gone: nothing of it can be given back.
    collector
        .caller
        .do_post(&format!("/v1/invoices/{id}/refunds"), r#"{"amount":"1210.00"}"#)
        .refused(409, "refund.tooMuch");
    let entries = collector.caller.get(&format!("/v1/invoices/{id}/entries")).expect(200);
    assert_eq!(
        (entries.count("items"), entries.at("items[2].kind"), entries.at("items[2].reference")),
        (3, "returnedDebit".into(), "AM04".into())
    );
    collector.collect(&[&id]).expect(201);
}

#[test]
fn after_a_debit_that_came_back_the_next_letter_offers_another_way() {
    let collector = Collector::new();
    let caller = &collector.caller;
    caller.do_post("/v1/policies", r#"{"ready":"nl-business"}"#).expect(201);
    let contact = r#"{"party":{"contact":{"email":"rene@cafe.example"}}}"#;
    caller.call("PATCH", &format!("/v1/customers/{}", collector.customer), contact, &[("if-match", "*")]).expect(200);
    let id = collector.issued();
    collector.collect(&[&id]).expect(201);
    let back = format!("/v1/invoices/{id}/returnedDebit");
    caller.later(31 * 24 * 60 * crate::support::MINUTE);
    caller.do_post(&back, "{}").expect(201);
    // Monday 27 July: the invoice was due on 15 July.
    caller.later(11 * 24 * 60 * crate::support::MINUTE);
    caller.settled();
    let letters = caller.all("/v1/outbox", "letter.text");
    assert!(
        letters.last().is_some_and(|text| text.contains("Uw betaling is niet gelukt via: directDebit.")),
        "{letters:?}"
    );
    assert!(letters.last().is_some_and(|text| text.contains("NL91ABNA0417164300")));
}

#[test]
fn a_return_by_hand_opens_the_invoice_and_a_refusal_before_any_money_moves_none() {
    let collector = Collector::new();
    let id = collector.issued();
    let back = |body: &str| collector.caller.do_post(&format!("/v1/invoices/{id}/returnedDebit"), body);
    back("{}").refused(422, "field.missing");
    // pain.002: the bank refuses the debit before it collects.
    collector.collect(&[&id]).expect(201);
    back(r#"{"reason":"AC04"}"#).expect(201);
    let entries = collector.caller.get(&format!("/v1/invoices/{id}/entries")).expect(200);
    assert_eq!(entries.count("items"), 1);
    let name = collector.collect(&[&id]).expect(201).at("items[0].endToEndId");
    let details = format!("<TxDtls><Refs><EndToEndId>{name}</EndToEndId></Refs></TxDtls>");
    import(&collector, &line("A1", "CRDT", "1210.00", "", &details));
    assert_eq!(collector.state(&id), "paid 0.00");
    back(r#"{"reason":"MD06","on":"2026-06-15"}"#).expect(201);
    assert_eq!(collector.state(&id), "open 1210.00");
}

#[test]
fn nobody_is_reminded_of_what_the_bank_is_collecting() {
    let collector = Collector::new();
    let caller = &collector.caller;
    caller.do_post("/v1/policies", r#"{"ready":"nl-business"}"#).expect(201);
    let (collected, open) = (collector.issued(), collector.issued());
    collector.collect(&[&collected]).expect(201);
    caller.live_until("2026-07-21T10:00:00Z");
    // The other one follows the policy: before it is due, and after.
    assert_eq!(caller.all("/v1/outbox", "invoiceId"), [open.as_str(), open.as_str()]);
    let remind = || caller.do_post(&format!("/v1/invoices/{collected}/remind"), "{}").expect(200);
    let refused = remind();
    assert_eq!(refused.count("items"), 0);
    assert!(refused.at("refused").contains("direct debit"), "{}", refused.at("refused"));
    caller.do_post(&format!("/v1/invoices/{collected}/returnedDebit"), r#"{"reason":"AC04"}"#).expect(201);
    assert_ne!(remind().count("items"), 0);
}

/// Debits to be collected on 15 July that the bank has not told of by the 30th; gives their items in the inbox.
fn silent(collector: &Collector, ids: &[&str]) -> Vec<String> {
    collector.collect(ids).expect(201);
    // Two weeks after the 15th is the 29th: until then the bank may still tell of it.
    collector.caller.live_until("2026-07-29T22:00:00Z");
    assert_eq!(collector.caller.get("/v1/inbox").expect(200).count("items"), 0);
    collector.caller.live_until("2026-07-30T10:00:00Z");
    collector.caller.all("/v1/inbox?waiting=true", "id")
}

/// A line of the bank with the money of one debit.
fn of_one(collector: &Collector, reference: &str, place: usize) -> String {
    let name = collector.caller.all("/v1/inbox", "providerId").swap_remove(place);
    let details = format!("<TxDtls><Refs><EndToEndId>{name}</EndToEndId></Refs></TxDtls>");
    line(reference, "CRDT", "1210.00", "", &details)
}

#[test]
fn a_debit_that_the_bank_never_tells_of_waits_for_a_person_and_nobody_is_asked_for_the_money_meanwhile() {
    let collector = Collector::new();
    let caller = &collector.caller;
    caller.do_post("/v1/policies", r#"{"ready":"nl-business"}"#).expect(201);
    let id = collector.issued();
    let items = silent(&collector, &[&id]);
    let item = caller.get("/v1/inbox").expect(200);
    let said = ["reason", "invoiceId", "amount", "currency", "provider", "event.collectOn"]
        .map(|field| item.at(&format!("items[0].{field}")));
    assert_eq!(said, ["silentDebit", &id, "1210.00", "EUR", "bank", "2026-07-15"]);
    assert_eq!(caller.get("/v1/outbox").expect(200).count("items"), 0);
    let remind = || caller.do_post(&format!("/v1/invoices/{id}/remind"), "{}").expect(200);
    assert!(remind().at("refused").contains("/v1/inbox"), "{}", remind().at("refused"));
    let collect =
        || caller.do_post("/v1/directDebits", &format!(r#"{{"collectOn":"2026-08-14","invoiceIds":["{id}"]}}"#));
    let detail = collect().refused(409, "directDebit.pending").at("detail");
    assert!(detail.contains("/v1/inbox"), "{detail}");
    // It came to nothing: the customer is reminded, and it may be collected anew.
    caller.do_post(&format!("/v1/inbox/{}/dismiss", items[0]), r#"{"reason":"Niet op de rekening"}"#).expect(200);
    assert_ne!(remind().count("items"), 0);
    collect().expect(201);
    caller.live_until("2026-07-31T10:00:00Z");
    assert_eq!(caller.get("/v1/inbox").expect(200).count("items"), 1);
}

#[test]
fn a_silent_debit_that_came_is_booked_once_whoever_tells_of_it() {
    let collector = Collector::new();
    let caller = &collector.caller;
    let (first, second, third) = (collector.issued(), collector.issued(), collector.issued());
    let items = silent(&collector, &[&first, &second, &third]);
    let assign = |place: usize, to: &str| {
        caller.do_post(&format!("/v1/inbox/{}/assign", items[place]), &format!(r#"{{"invoiceId":"{to}"}}"#))
    };
    // A person found it, and the statement comes later.
    assign(0, &second).refused(404, "notFound");
    assign(0, &first).expect(200);
    assert_eq!(collector.state(&first), "paid 0.00");
    assert_eq!(import(&collector, &of_one(&collector, "A1", 0)).at("booked"), "0");
    // The statement comes first.
    assert_eq!(import(&collector, &of_one(&collector, "A2", 1)).at("booked"), "1");
    assign(1, &second).refused(409, "inbox.settled");
    // A return by hand answers the question too.
    caller.do_post(&format!("/v1/invoices/{third}/returnedDebit"), r#"{"reason":"AC04"}"#).expect(201);
    assert_eq!(caller.get("/v1/inbox?waiting=true").expect(200).count("items"), 0);
    assert_eq!([&first, &second, &third].map(|id| collector.state(id)), ["paid 0.00", "paid 0.00", "open 1210.00"]);
}

#[test]
fn money_of_a_debit_that_was_given_up_is_booked_when_it_comes_all_the_same() {
    let collector = Collector::new();
    let (first, second, third) = (collector.issued(), collector.issued(), collector.issued());
    let items = silent(&collector, &[&first, &second, &third]);
    for item in [&items[0], &items[2]] {
        let path = format!("/v1/inbox/{item}/dismiss");
        collector.caller.do_post(&path, r#"{"reason":"Niet op de rekening"}"#).expect(200);
    }
    let one = of_one(&collector, "A1", 0);
    assert_eq!([&one, &one].map(|file| import(&collector, file).at("booked")), ["1", "0"]);
    // The second and the third come as one sum, twice told.
    let batch = collector.caller.all("/v1/inbox", "event.directDebit").swap_remove(0).replace('_', "-");
    let whole = line("A2", "CRDT", "2420.00", &format!("<Btch><PmtInfId>{batch}-2</PmtInfId></Btch>"), "");
    assert_eq!([&whole, &whole].map(|file| import(&collector, file).at("booked")), ["1", "0"]);
    assert_eq!([&first, &second, &third].map(|id| collector.state(id)), ["paid 0.00"; 3]);
    assert_eq!(collector.caller.get("/v1/inbox?waiting=true").expect(200).count("items"), 0);
}

#[test]
fn nobody_is_asked_about_a_debit_whose_money_was_booked_by_hand() {
    let collector = Collector::new();
    let caller = &collector.caller;
    let (paid, credited) = (collector.issued(), collector.issued());
    collector.collect(&[&paid, &credited]).expect(201);
    let body = r#"{"amount":"1210.00","method":"directDebit"}"#;
    caller.do_post(&format!("/v1/invoices/{paid}/payments"), body).expect(201);
    // Nothing came in for this one, whatever its state: somebody has to look.
    caller.do_post(&format!("/v1/invoices/{credited}/credit"), r#"{"full":true,"reason":"Retour"}"#).expect(201);
    caller.live_until("2026-07-30T10:00:00Z");
    assert_eq!(caller.all("/v1/inbox", "invoiceId"), [credited]);
    // The bank tells of it after all: it is in the books already, and a return of it opens the invoice.
    let batch = caller.all("/v1/inbox", "event.directDebit").swap_remove(0);
    let name = caller.get(&format!("/v1/directDebits/{batch}")).expect(200).at("items[0].endToEndId");
    let details = format!("<TxDtls><Refs><EndToEndId>{name}</EndToEndId></Refs></TxDtls>");
    assert_eq!(import(&collector, &line("A1", "CRDT", "1210.00", "", &details)).at("booked"), "0");
    assert_eq!(collector.state(&paid), "paid 0.00");
    assert_eq!(import(&collector, &line("A2", "DBIT", "1210.00", "", &details)).at("booked"), "1");
    assert_eq!(collector.state(&paid), "open 1210.00");
}

#[test]
fn a_silent_debit_is_seen_by_the_test_clock_too() {
    let collector = Collector::new();
    collector.collect(&[&collector.issued()]).expect(201);
    for (day, items) in [("2026-07-29", 0), ("2026-07-30", 1)] {
        let clock = format!("{day}T09:00:00Z");
        let headers = [("x-voldaan-test-clock", clock.as_str()), ("idempotency-key", day)];
        collector.caller.call("POST", "/v1/sweep", "{}", &headers).expect(200);
        assert_eq!(collector.caller.get("/v1/inbox").expect(200).count("items"), items, "{day}");
    }
}

#[test]
fn what_cannot_be_collected_is_refused_as_a_whole() {
    let collector = Collector::new();
    let (first, second) = (collector.issued(), collector.issued());
    collector.caller.do_post(&format!("/v1/invoices/{second}/void"), "{}").expect(200);
    let refused = collector.collect(&[&first, &second]).refused(409, "invoice.settled");
    assert_eq!(refused.at("findings[0].path"), "invoiceIds[1]");
    // Nothing of the batch was kept.
    assert_eq!(collector.caller.get(&format!("/v1/mandates/{}", collector.mandate)).expect(200).at("state"), "active");
    for day in ["2026-06-15", "2026-06-14", "2026-07-18"] {
        let body = format!(r#"{{"collectOn":"{day}","invoiceIds":["{first}"]}}"#);
        collector.caller.do_post("/v1/directDebits", &body).refused(422, "date.range");
    }
    collector
        .caller
        .do_post("/v1/directDebits", r#"{"collectOn":"2026-07-15","invoiceIds":[]}"#)
        .refused(422, "field.missing");
    collector.caller.get("/v1/directDebits/ddb_none").refused(404, "notFound");
    collector.caller.get("/v1/directDebits/ddb_none.xml").refused(404, "notFound");
}

#[test]
fn the_file_collects_what_is_still_owed_under_a_mandate_that_holds_and_nothing_else() {
    let collector = Collector::new();
    let caller = &collector.caller;
    let ids: Vec<String> = (0..6).map(|_| collector.issued()).collect();
    let all: Vec<&str> = ids.iter().map(String::as_str).collect();
    let batch = collector.collect(&all).expect(201);
    let path = format!("/v1/directDebits/{}.xml", batch.at("id"));
    let said = |path: &str| {
        let file = caller.get(path).expect(200).json.0;
        (texts(&file, "EndToEndId"), texts(&file, "CtrlSum").swap_remove(0))
    };
    let named = |places: &[usize]| -> Vec<String> {
        places.iter().map(|place| batch.at(&format!("items[{place}].endToEndId"))).collect()
    };
    assert_eq!(said(&path), (named(&[0, 1, 2, 3, 4, 5]), "7260.00".to_owned()));
    let told = |place: usize, what: &str, body: &str| {
        caller.do_post(&format!("/v1/invoices/{}/{what}", ids[place]), body);
    };
    told(0, "returnedDebit", r#"{"reason":"AC04"}"#);
    told(1, "void", "{}");
    told(2, "payments", r#"{"amount":"1210.00","method":"creditTransfer"}"#);
    assert_eq!(said(&path), (named(&[3, 4, 5]), "3630.00".to_owned()));
    // The bank books what it was told of as one sum.
    let group = format!("<Btch><PmtInfId>{}-2</PmtInfId></Btch>", batch.at("id").replace('_', "-"));
    assert_eq!(import(&collector, &line("A1", "CRDT", "3630.00", &group, "")).at("booked"), "1");
    assert_eq!([3, 4, 5].map(|place| collector.state(&ids[place])), ["paid 0.00"; 3]);
    // What came back is in the new file, and in the old one no more.
    caller.get(&path).refused(409, "invoice.settled");
    let more: Vec<String> = (0..2).map(|_| collector.issued()).collect();
    let again = collector.collect(&[&ids[0], &more[0], &more[1]]).expect(201);
    let path = format!("/v1/directDebits/{}.xml", again.at("id"));
    let part = r#"{"amount":"0.01","method":"creditTransfer"}"#;
    caller.do_post(&format!("/v1/invoices/{}/payments", more[0]), part).expect(201);
    caller.do_post(&format!("/v1/invoices/{}/dispute", more[1]), r#"{"amount":"0.01","reason":"Kapot"}"#).expect(201);
    assert_eq!(said(&path), (vec![again.at("items[0].endToEndId")], "1210.00".to_owned()));
    caller.call("DELETE", &format!("/v1/mandates/{}", collector.mandate), "", &[]).expect(204);
    caller.get(&path).refused(409, "invoice.settled");
}

#[test]
fn what_the_bank_tells_a_second_time_of_a_debit_waits_for_a_person() {
    let collector = Collector::new();
    let id = collector.issued();
    let name = collector.collect(&[&id]).expect(201).at("items[0].endToEndId");
    let of = |reference: &str, indicator: &str| {
        let details = format!("<TxDtls><Refs><EndToEndId>{name}</EndToEndId></Refs></TxDtls>");
        let answer = import(&collector, &line(reference, indicator, "1210.00", "", &details));
        let reasons = collector.caller.all("/v1/inbox", "reason").join(" ");
        format!("{} | {reasons}", answer.at("items[0].outcome"))
    };
    // A return of what is not known to have come.
    assert_eq!([of("R0", "DBIT"), of("R0", "DBIT")], ["inbox | unknownPayment", "known | unknownPayment"]);
    assert_eq!([of("S1", "CRDT"), of("S1", "CRDT")], ["booked | unknownPayment", "known | unknownPayment"]);
    let twice = "unknownPayment notOwed";
    assert_eq!([of("S2", "CRDT"), of("S2", "CRDT")], [format!("inbox | {twice}"), format!("known | {twice}")]);
    assert_eq!([of("R1", "DBIT"), of("R1", "DBIT")], [format!("booked | {twice}"), format!("known | {twice}")]);
    assert_eq!(of("R2", "DBIT"), format!("inbox | {twice} unknownPayment"));
    assert_eq!(collector.state(&id), "open 1210.00");
}

#[test]
fn no_more_comes_back_than_came_in() {
    let collector = Collector::new();
    let caller = &collector.caller;
    let id = collector.issued();
    let back = |amount: &str, key: &str| {
        caller.post(&format!("/v1/invoices/{id}/returnedDebit"), &format!(r#"{{"amount":"{amount}"}}"#), key)
    };
    back("1000.00", "one").refused(409, "refund.tooMuch");
    assert_eq!(collector.state(&id), "open 1210.00");
    let paid = r#"{"amount":"1000.00","method":"directDebit"}"#;
    caller.do_post(&format!("/v1/invoices/{id}/payments"), paid).expect(201);
    back("1000.01", "two").refused(409, "refund.tooMuch");
    back("600.00", "three").expect(201);
    back("400.01", "four").refused(409, "refund.tooMuch");
    back("400.00", "five").expect(201);
    back("0.01", "six").refused(409, "refund.tooMuch");
    assert_eq!(collector.state(&id), "open 1210.00");
    // Of a debit that came, no more than it either.
    let name = collector.collect(&[&id]).expect(201).at("items[0].endToEndId");
    let details = format!("<TxDtls><Refs><EndToEndId>{name}</EndToEndId></Refs></TxDtls>");
    import(&collector, &line("A1", "CRDT", "1210.00", "", &details));
    back("1210.01", "seven").refused(409, "refund.tooMuch");
    back("1210.00", "eight").expect(201);
    assert_eq!(collector.state(&id), "open 1210.00");
}
