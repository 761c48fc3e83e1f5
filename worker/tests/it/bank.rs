//! Bank statements: each line is booked once, on what it names, and what is not certain is left to a person.

use crate::support::{Answer, Caller, MINUTE, demo, draft};

/// A line that came in.
pub fn line(reference: &str, amount: &str, more: &str) -> String {
    format!(
        r#"<Ntry><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-06-15</Dt></BookgDt>
        <AcctSvcrRef>{reference}</AcctSvcrRef><NtryDtls><TxDtls>{more}</TxDtls></NtryDtls></Ntry>"#
    )
}

pub fn text(text: &str) -> String {
    format!("<RmtInf><Ustrd>{text}</Ustrd></RmtInf>")
}

fn structured(reference: &str) -> String {
    format!("<RmtInf><Strd><CdtrRefInf><Ref>{reference}</Ref></CdtrRefInf></Strd></RmtInf>")
}

fn from(name: &str) -> String {
    format!("<RltdPties><Dbtr><Nm>{name}</Nm></Dbtr></RltdPties>")
}

fn statement(lines: &[String]) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>
        <GrpHdr><MsgId>M</MsgId></GrpHdr><Stmt><Id>1</Id><Acct><Id><IBAN>NL91ABNA0417164300</IBAN></Id></Acct>{}</Stmt></BkToCstmrStmt></Document>"#,
        lines.concat()
    )
}

pub fn import(caller: &Caller, lines: &[String]) -> Answer {
    caller.do_post("/v1/payments/import", &statement(lines)).expect(200)
}

fn outcome(answer: &Answer, n: usize) -> String {
    format!("{} {}", answer.at(&format!("items[{n}].outcome")), answer.at(&format!("items[{n}].by")))
}

fn state(caller: &Caller, id: &str) -> String {
    let status = caller.get(&format!("/v1/invoices/{id}/status")).expect(200);
    format!("{} {}", status.at("state"), status.at("amountDue"))
}

fn reason(caller: &Caller, n: usize) -> String {
    caller.get("/v1/inbox").expect(200).at(&format!("items[{n}].reason"))
}

/// An issued invoice with a payment reference.
fn with_reference(caller: &Caller, scheme: &str, value: &str) -> String {
    let reference = format!(r#""paymentReference":{{"scheme":"{scheme}","value":"{value}"}},"lines""#);
    let id = caller.do_post("/v1/invoices", &draft().replace(r#""lines""#, &reference)).expect(201).at("id");
    caller.do_post(&format!("/v1/invoices/{id}/issue"), "{}").expect(200);
    id
}

#[test]
fn a_structured_reference_finds_its_invoice_however_it_is_printed() {
    for (scheme, value, printed) in [
        ("rf", "RF18539007547034", structured("RF18 5390 0754 7034")),
        ("rf", "RF18539007547034", text("betaling RF18 5390 0754 7034")),
        ("ogm", "090933755493", structured("090933755493")),
        ("ogm", "090933755493", text("+++090/9337/55493+++")),
    ] {
        let caller = demo();
        caller.issued();
        let id = with_reference(&caller, scheme, value);
        let answer = import(&caller, &[line("A1", "1210.00", &printed)]);
        assert!(outcome(&answer, 0).starts_with("booked"), "{printed}: {}", answer.json.0);
        assert_eq!((answer.at("items[0].invoiceIds[0]"), state(&caller, &id)), (id.clone(), "paid 0.00".to_owned()));
        let entries = caller.get(&format!("/v1/invoices/{id}/entries")).expect(200);
        assert_eq!(
            (entries.at("items[1].provider"), entries.at("items[1].providerId")),
            ("bank".into(), "NL91ABNA0417164300/A1".into())
        );
    }
}

#[test]
fn the_order_is_reference_then_text_then_amount_and_name() {
    let caller = demo();
    let (first, second, third) = (caller.issued(), with_reference(&caller, "rf", "RF18539007547034"), caller.issued());
    // Each line names another invoice in its text than in its reference, or in its name.
    let lines = [
        line("A1", "1210.00", &(structured("RF18539007547034") + &text("2026-0001"))),
        line("A2", "1210.00", &(text("factuur 2026-0001") + &from("Iemand Anders"))),
        line("A3", "1210.00", &(text("bedankt") + &from("BAKKERIJ VERMEULEN BV"))),
    ];
    let answer = import(&caller, &lines);
    assert_eq!([0, 1, 2].map(|n| outcome(&answer, n)), ["booked reference", "booked text", "booked amountAndName"]);
    assert_eq!([0, 1, 2].map(|n| answer.at(&format!("items[{n}].invoiceIds[0]"))), [second, first, third]);
}

#[test]
fn a_file_that_comes_again_books_nothing_twice() {
    let caller = demo();
    let id = caller.issued();
    let without = line("", "1210.00", &text("2026-0001")).replace("<AcctSvcrRef></AcctSvcrRef>", "");
    for lines in
        [[line("A1", "10.00", &text("2026-0001")), line("A2", "99.00", &text("?"))], [without.clone(), without]]
    {
        let first = import(&caller, &lines);
        let before = state(&caller, &id);
        for _ in 0..3 {
            let again = import(&caller, &lines);
            assert_eq!(
                (again.at("known"), again.at("booked"), again.at("inbox")),
                ("2".into(), "0".into(), "0".into()),
                "{}",
                first.json.0
            );
        }
        assert_eq!(state(&caller, &id), before);
    }
    // The same request is answered as before.
    let body = statement(&[line("A3", "1.00", &text("2026-0001"))]);
    let once = caller.post("/v1/payments/import", &body, "file").expect(200);
    assert_eq!(caller.post("/v1/payments/import", &body, "file").expect(200).json, once.json);
}

#[test]
fn parts_and_too_much_are_booked_where_the_reference_is_certain() {
    let caller = demo();
    let id = with_reference(&caller, "rf", "RF18539007547034");
    import(&caller, &[line("A1", "1000.00", &text("2026-0001"))]);
    assert_eq!(state(&caller, &id), "open 210.00");
    // A number in a text is believed up to what is due, a structured reference with any amount.
    let answer = import(&caller, &[line("A2", "211.00", &text("2026-0001"))]);
    assert_eq!((outcome(&answer, 0), reason(&caller, 0)), ("inbox ".to_owned(), "wrongAmount".to_owned()));
    let answer = import(&caller, &[line("A3", "211.00", &structured("RF18539007547034"))]);
    assert_eq!(outcome(&answer, 0), "booked reference");
    assert_eq!(caller.get(&format!("/v1/invoices/{id}/status")).expect(200).at("balanceState"), "overpaid");
    // Nothing is owed any more.
    import(&caller, &[line("A4", "10.00", &structured("RF18539007547034"))]);
    assert_eq!(reason(&caller, 1), "notOwed");
}

#[test]
fn what_is_not_certain_waits_for_a_person_who_can_assign_it() {
    let caller = demo();
    let (first, second) = (caller.issued(), caller.issued());
    let answer = import(
        &caller,
        &[
            line("A1", "1210.00", &from("Bakkerij Vermeulen")),
            line("A2", "1210.00", &text("2026-0001 en 2026-0002")),
            line("A3", "5.00", &from("Iemand")),
            line("A4", "1210.00", &text("2026-0001")).replace("\"EUR\"", "\"USD\""),
        ],
    );
    assert_eq!(answer.at("inbox"), "4");
    assert_eq!([0, 1, 2, 3].map(|n| reason(&caller, n)), ["ambiguous", "ambiguous", "unknownInvoice", "wrongCurrency"]);
    let item = caller.get("/v1/inbox").expect(200).at("items[0].id");
    let body = format!(r#"{{"invoiceId":"{second}"}}"#);
    caller.do_post(&format!("/v1/inbox/{item}/assign"), &body).expect(200);
    assert_eq!((state(&caller, &first), state(&caller, &second)), ("open 1210.00".into(), "paid 0.00".into()));
    let entries = caller.get(&format!("/v1/invoices/{second}/entries")).expect(200);
    assert_eq!(
        (entries.at("items[1].on"), entries.at("items[1].method")),
        ("2026-06-15".into(), "creditTransfer".into())
    );
}

#[test]
fn one_line_pays_several_invoices_if_it_is_their_sum() {
    let caller = demo();
    let (first, second) = (caller.issued(), caller.issued());
    let answer = import(&caller, &[line("A1", "2420.00", &text("facturen 2026-0001, 2026-0002"))]);
    assert_eq!((outcome(&answer, 0), answer.count("items[0].invoiceIds")), ("booked text".to_owned(), 2));
    assert_eq!((state(&caller, &first), state(&caller, &second)), ("paid 0.00".into(), "paid 0.00".into()));
    assert_eq!(import(&caller, &[line("A1", "2420.00", &text("facturen 2026-0001, 2026-0002"))]).at("known"), "1");
}

#[test]
fn what_is_no_money_that_came_in_is_ignored_or_seen() {
    let caller = demo();
    let id = caller.issued();
    let answer = import(
        &caller,
        &[
            line("A1", "1210.00", &text("2026-0001")).replace("CRDT", "DBIT"),
            line("A2", "1210.00", &text("2026-0001")).replace("BOOK", "PDNG"),
            line("A3", "1210.00", &text("2026-0001")).replace("<Sts>", "<RvslInd>true</RvslInd><Sts>"),
            line("A4", "1210.00", &text("2026-0001"))
                .replace("CRDT", "DBIT")
                .replace("<Sts>", "<RvslInd>true</RvslInd><Sts>"),
        ],
    );
    assert_eq!([0, 1, 2, 3].map(|n| outcome(&answer, n)), ["ignored ", "ignored ", "ignored ", "inbox "]);
    assert_eq!(state(&caller, &id), "open 1210.00");
}

#[test]
fn what_is_no_statement_is_refused_and_changes_nothing() {
    let caller = demo();
    caller.do_post("/v1/payments/import", "{}").refused(422, "xml.invalid");
    let half = statement(&[line("A1", "1.00", "")]).replace("</Document>", "");
    caller.do_post("/v1/payments/import", &half).refused(422, "xml.invalid");
    assert_eq!(caller.get("/v1/inbox").expect(200).count("items"), 0);
}

#[test]
fn invoices_of_an_older_version_are_found_too() {
    let caller = demo();
    let id = caller.issued();
    caller.world.connection.execute("DELETE FROM invoice_key", []).expect("SQL");
    assert_eq!(outcome(&import(&caller, &[line("A1", "1210.00", &text("2026-0001"))]), 0), "booked text");
    assert_eq!(state(&caller, &id), "paid 0.00");
}

#[test]
fn one_payment_goes_over_the_invoices_of_a_customer() {
    let caller = demo();
    let customer = r#"{"party":{"name":"Bakkerij Vermeulen B.V.","country":"NL","address":{"line1":"Oudegracht 20","city":"Utrecht","postalCode":"3511 AB"}}}"#;
    let customer = caller.do_post("/v1/customers", customer).expect(201).at("id");
    let lines = r#""lines":[{"name":"Zonnewijzer","quantity":"10","unitPrice":"100.00","vat":"nl:standard"}]"#;
    let issue = || {
        let body = format!(r#"{{"customerId":"{customer}","draft":{{"currency":"EUR",{lines}}}}}"#);
        let id = caller.do_post("/v1/invoices", &body).expect(201).at("id");
        caller.do_post(&format!("/v1/invoices/{id}/issue"), "{}").expect(200);
        id
    };
    let (first, second) = (issue(), issue());
    let spread = |body: &str| caller.do_post("/v1/payments", body);
    let made =
        spread(&format!(r#"{{"amount":"1300.00","method":"creditTransfer","customerId":"{customer}"}}"#)).expect(201);
    assert_eq!((made.at("by"), made.at("unapplied")), ("oldestFirst".to_owned(), "0.00".to_owned()));
    assert_eq!((state(&caller, &first), state(&caller, &second)), ("paid 0.00".into(), "open 1120.00".into()));
    // The payer names one, and pays more than it: the rest is to the good.
    let made = spread(r#"{"amount":"1200.00","method":"creditTransfer","to":[{"number":"2026-0002"}]}"#).expect(201);
    assert_eq!((made.at("by"), state(&caller, &second)), ("payer".to_owned(), "paid 0.00".to_owned()));
    let balance = caller.get(&format!("/v1/customers/{customer}/creditBalance")).expect(200);
    assert_eq!(
        (balance.at("items[0].currency"), balance.at("items[0].amount")),
        ("EUR".to_owned(), "80.00".to_owned())
    );
    // The next invoice uses it.
    let third = issue();
    let body = format!(
        r#"{{"amount":"80.00","method":"creditBalance","customerId":"{customer}","to":[{{"number":"2026-0003"}}]}}"#
    );
    spread(&body).expect(201);
    assert_eq!(state(&caller, &third), "open 1130.00");
    assert_eq!(caller.get(&format!("/v1/customers/{customer}/creditBalance")).expect(200).count("items"), 0);
    spread(r#"{"amount":"1.00","method":"cash","customerId":"cus_none"}"#).refused(422, "customer.unknown");
    spread(r#"{"amount":"1.00","currency":"EUR","method":"cash","to":[{"number":"none"}]}"#)
        .refused(422, "payment.invoice");
}

#[test]
fn money_booked_by_hand_finds_its_invoice_by_the_reference_or_waits_for_a_person() {
    let caller = demo();
    let (first, second) = (caller.issued(), caller.issued());
    let pay = |amount: &str, reference: &str| {
        let body =
            format!(r#"{{"amount":"{amount}","currency":"EUR","method":"creditTransfer","reference":"{reference}"}}"#);
        caller.do_post("/v1/payments", &body).expect(201)
    };
    let waiting = || {
        let inbox = caller.get("/v1/inbox?waiting=true&newest=true").expect(200);
        let say = |field: &str| inbox.at(&format!("items[0].{field}"));
        (inbox.count("items"), format!("{} {} {}", say("reason"), say("amount"), say("invoiceId")))
    };
    // The number is the reference: any amount is believed.
    assert_eq!(pay("1000.00", "2026-0001").at("unapplied"), "0.00");
    assert_eq!((state(&caller, &first), waiting().0), ("open 210.00".to_owned(), 0));
    // In a text it is believed up to what is due.
    assert_eq!(pay("300.00", "factuur 2026-0001").at("unapplied"), "300.00");
    assert_eq!(waiting(), (1, format!("wrongAmount 300.00 {first}")));
    assert_eq!(pay("210.00", "factuur 2026-0001").at("unapplied"), "0.00");
    assert_eq!(state(&caller, &first), "paid 0.00");
    // What is paid asks for nothing, and what names nothing is nobody's: none of it is lost.
    assert_eq!(pay("5.00", "2026-0001").at("by"), "nothing");
    assert_eq!(waiting(), (2, format!("notOwed 5.00 {first}")));
    assert_eq!(pay("1210.00", "dank u wel").at("by"), "nothing");
    assert_eq!(waiting(), (3, "unknownInvoice 1210.00 ".to_owned()));
    let item = caller.get("/v1/inbox?waiting=true&newest=true").expect(200).at("items[0].id");
    caller.do_post(&format!("/v1/inbox/{item}/assign"), &format!(r#"{{"invoiceId":"{second}"}}"#)).expect(200);
    assert_eq!((state(&caller, &second), waiting().0), ("paid 0.00".to_owned(), 2));
}

#[test]
fn xml_inside_json_is_refused_and_leaves_nothing() {
    let caller = demo();
    caller.issued();
    let xml = statement(&[line("A1", "1210.00", &text("2026-0001"))]).replace('"', "\\\"").replace('\n', "\\n");
    let refused = caller.do_post("/v1/payments/import", &format!(r#"{{"xml":"{xml}"}}"#)).refused(422, "xml.invalid");
    assert!(refused.at("detail").contains("outside the root element"), "{}", refused.json.0);
    assert_eq!(caller.get("/v1/inbox").expect(200).count("items"), 0);
}

#[test]
fn what_a_letter_claimed_with_interest_and_costs_is_an_exact_amount() {
    // As in the tests of charges: 1210.00, interest of 23 days 7.93, and costs of 181.50.
    let claimed = || {
        let caller = demo();
        caller.do_post("/v1/policies", r#"{"ready":"nl-business"}"#).expect(201);
        let id = caller.issued_to("business");
        caller.live_posting("2026-08-07T10:00:00Z");
        (caller, id)
    };
    let august = |line: String| line.replace("2026-06-15", "2026-08-07");
    let settled = "booked paid 0.00 181.50 7.93";
    let after = |caller: &Caller, id: &str, answer: &Answer| {
        let status = caller.get(&format!("/v1/invoices/{id}/status")).expect(200);
        let came = ["costsReceived", "interestReceived"].map(|name| status.at(&format!("charges.{name}"))).join(" ");
        format!("{} {} {came}", answer.at("items[0].outcome"), state(caller, id))
    };
    for found in [text("factuur 2026-0001"), from("Bakkerij Vermeulen BV")] {
        let (caller, id) = claimed();
        let answer = import(&caller, &[august(line("A1", "1399.43", &found))]);
        assert_eq!(after(&caller, &id, &answer), settled, "{found}");
    }
    // The invoice first, and what was claimed beside it later.
    let (caller, id) = claimed();
    import(&caller, &[august(line("A1", "1210.00", &text("2026-0001")))]);
    let wrong = import(&caller, &[august(line("A2", "189.44", &text("2026-0001")))]);
    assert_eq!((outcome(&wrong, 0), reason(&caller, 0)), ("inbox ".into(), "notOwed".into()));
    let answer = import(&caller, &[august(line("A3", "189.43", &text("2026-0001")))]);
    assert_eq!(after(&caller, &id, &answer), settled);
}

#[test]
fn what_says_that_there_is_no_reference_is_none() {
    // As banks write it: NONREF in :61: of MT940 and what was made of it, NOTPROVIDED in ISO 20022 (EPC guidelines).
    for none in ["NONREF", "nonref", "NOTPROVIDED", "Not Provided", "0000000", "-"] {
        let caller = demo();
        let (first, second) = (caller.issued(), caller.issued());
        let end = format!("<Refs><EndToEndId>{none}</EndToEndId></Refs>");
        let lines = ["2026-0001", "2026-0002"].map(|number| line(none, "1210.00", &(end.clone() + &text(number))));
        assert_eq!(import(&caller, &lines).at("booked"), "2", "{none}");
        assert_eq!([&first, &second].map(|id| state(&caller, id)), ["paid 0.00", "paid 0.00"]);
        assert_eq!(import(&caller, &lines).at("known"), "2");
    }
}

#[test]
fn a_line_that_an_older_version_took_under_no_reference_is_neither_booked_twice_nor_taken_for_another_one() {
    let caller = demo();
    let id = caller.issued();
    let first = line("NONREF", "10.00", &text("2026-0001"));
    assert_eq!(import(&caller, std::slice::from_ref(&first)).at("booked"), "1");
    // As an older version kept it: under the name that all such lines of the account had.
    let older = "UPDATE provider_payment SET id = 'NL91ABNA0417164300/NONREF'; DELETE FROM bank_line;";
    caller.world.connection.execute_batch(older).expect("SQL");
    let others = [first.replace("10.00", "20.00"), first.replace("06-15", "06-16")];
    assert_eq!(import(&caller, &others[..1]).at("booked"), "1");
    caller.later(24 * 60 * MINUTE);
    assert_eq!(import(&caller, &others[1..]).at("booked"), "1");
    assert_eq!(state(&caller, &id), "open 1170.00");
    // Nobody can tell whether it is the same one: a person looks at it, once.
    let answer = import(&caller, std::slice::from_ref(&first));
    assert_eq!((outcome(&answer, 0), reason(&caller, 0)), ("inbox ".into(), "unclear".into()));
    assert_eq!(import(&caller, &[&others[..], &[first]].concat()).at("known"), "3");
    assert_eq!(state(&caller, &id), "open 1170.00");
}

#[test]
fn another_line_under_a_known_reference_waits_for_a_person() {
    let caller = demo();
    let id = caller.issued();
    let first = line("A1", "10.00", &(text("2026-0001") + &from("Bakkerij")));
    let others = [
        first.replace("10.00", "20.00"),
        first.replace("06-15", "06-14"),
        first.replace("2026-0001", "2026-0001 deel 2"),
        first.replace("Bakkerij", "Slagerij"),
    ];
    assert_eq!(import(&caller, std::slice::from_ref(&first)).at("booked"), "1");
    for (n, other) in others.iter().enumerate() {
        let answer = import(&caller, std::slice::from_ref(other));
        assert_eq!((outcome(&answer, 0), reason(&caller, n)), ("inbox ".into(), "unclear".into()), "{other}");
    }
    // All of them are known by now, also in one file, and however the text is spaced.
    let again = [&[first.replace("2026-0001", " 2026- 0001")], &others[..]].concat();
    assert_eq!(import(&caller, &again).at("known"), "5");
    assert_eq!(state(&caller, &id), "open 1200.00");
    // One that waits is told from another one too.
    let waits = line("A2", "10.00", &text("?"));
    let lines = [waits.clone(), waits.replace("10.00", "11.00")];
    assert_eq!(import(&caller, &lines).at("inbox"), "2");
    assert_eq!((import(&caller, &lines).at("known"), reason(&caller, 5)), ("2".into(), "unclear".into()));
}

/// An entry of several parts, each with its amount, its direction and what it says.
fn entry(amount: &str, direction: &str, parts: &[(&str, &str, &str)]) -> String {
    let part = |(amount, direction, number): &(&str, &str, &str)| {
        let direction =
            if direction.is_empty() { String::new() } else { format!("<CdtDbtInd>{direction}</CdtDbtInd>") };
        format!("<TxDtls><Amt Ccy=\"EUR\">{amount}</Amt>{direction}{}</TxDtls>", text(number))
    };
    let parts: String = parts.iter().map(part).collect();
    line("A1", amount, "?").replace("CRDT", direction).replace("<TxDtls>?</TxDtls>", &parts)
}

#[test]
fn each_part_of_an_entry_has_its_own_direction_and_all_come_to_the_entry() {
    let (first, second) = ("2026-0001", "2026-0002");
    for (amount, direction, parts, outcomes, states) in [
        // A payment and a payment out, netted by the bank.
        ("0.00", "CRDT", [("1210.00", "CRDT", first), ("1210.00", "DBIT", second)], "booked ignored", "paid open"),
        ("90.00", "DBIT", [("1210.00", "CRDT", first), ("1300.00", "DBIT", second)], "booked ignored", "paid open"),
        // Without a direction of its own a part has that of the entry (ISO 20022, camt.053.001.02 says none).
        ("2420.00", "CRDT", [("1210.00", "", first), ("1210.00", "", second)], "booked booked", "paid paid"),
        ("1210.00", "CRDT", [("1210.00", "CRDT", first), ("1210.00", "CRDT", second)], "inbox", "open open"),
        ("2420.00", "CRDT", [("1210.00", "CRDT", first), ("1210.00", "DBIT", second)], "inbox", "open open"),
        ("1210.00", "DBIT", [("1210.00", "CRDT", first), ("1210.00", "DBIT", second)], "inbox", "open open"),
        // Money that went out, with charges.
        ("2425.00", "DBIT", [("1210.00", "DBIT", first), ("1210.00", "DBIT", second)], "ignored", "open open"),
    ] {
        let caller = demo();
        let ids = [caller.issued(), caller.issued()];
        let answer = import(&caller, &[entry(amount, direction, &parts)]);
        let said: Vec<String> = (0..answer.count("items")).map(|n| answer.at(&format!("items[{n}].outcome"))).collect();
        let stand = ids.map(|id| state(&caller, &id).split(' ').next().unwrap_or_default().to_owned());
        assert_eq!((said.join(" "), stand.join(" ")), (outcomes.to_owned(), states.to_owned()), "{parts:?}");
        if outcomes == "inbox" {
            let expected = if direction == "CRDT" { "unclear" } else { "unknownPayment" };
            let inbox = caller.get("/v1/inbox").expect(200);
            assert_eq!((reason(&caller, 0), inbox.at("items[0].amount")), (expected.to_owned(), amount.to_owned()));
            assert_eq!(import(&caller, &[entry(amount, direction, &parts)]).at("known"), "1");
        }
    }
}

#[test]
fn a_line_of_a_day_to_come_is_booked_by_nobody_before_a_person_says_so() {
    let caller = demo();
    let id = caller.issued();
    let ahead = line("A1", "1210.00", &text("2026-0001")).replace("2026-06-15", "2099-12-31");
    let answer = import(&caller, std::slice::from_ref(&ahead));
    assert_eq!((outcome(&answer, 0), reason(&caller, 0)), ("inbox ".into(), "unclear".into()));
    assert_eq!(import(&caller, &[ahead]).at("known"), "1");
    assert_eq!(caller.get(&format!("/v1/invoices/{id}")).expect(200).at("state"), "open");
    let item = caller.get("/v1/inbox").expect(200).at("items[0].id");
    caller.do_post(&format!("/v1/inbox/{item}/assign"), &format!(r#"{{"invoiceId":"{id}"}}"#)).expect(200);
    let entries = caller.get(&format!("/v1/invoices/{id}/entries")).expect(200);
    assert_eq!((state(&caller, &id), entries.at("items[1].on")), ("paid 0.00".into(), "2026-06-15".into()));
}

#[test]
fn an_invoice_is_meant_once_where_what_is_due_was_claimed_too() {
    let caller = demo();
    let id = caller.issued();
    caller.world.connection.execute("UPDATE invoice SET claimed = amount_due", []).expect("SQL");
    let answer = import(&caller, &[line("A1", "1210.00", &(text("bedankt") + &from("BAKKERIJ VERMEULEN BV")))]);
    assert_eq!((outcome(&answer, 0), state(&caller, &id)), ("booked amountAndName".into(), "paid 0.00".into()));
}

#[test]
fn money_that_came_before_its_invoice_is_booked_on_the_day_of_the_invoice() {
    let caller = demo();
    let id = caller.issued();
    let early = line("A1", "1210.00", &text("2026-0001")).replace("2026-06-15", "2026-06-12");
    assert_eq!(outcome(&import(&caller, &[early]), 0), "booked text");
    assert_eq!(state(&caller, &id), "paid 0.00");
    let entries = caller.get(&format!("/v1/invoices/{id}/entries")).expect(200);
    assert_eq!((entries.at("items[1].kind"), entries.at("items[1].on")), ("payment".into(), "2026-06-15".into()));
}
