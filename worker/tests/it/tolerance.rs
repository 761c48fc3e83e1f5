//! The payment tolerance of an administration: a rest within it is given up as a payment difference, whichever way the money came.

use crate::support::{Caller, demo, draft};

/// An administration that gives up rests of at most 0.50 euros.
fn lenient() -> Caller {
    let caller = demo();
    let patch = r#"{"paymentTolerance":{"amount":"0.5","currency":"EUR"}}"#;
    let changed = caller.call("PATCH", "/v1/administration", patch, &[("if-match", "*")]).expect(200);
    assert_eq!(changed.at("paymentTolerance.amount"), "0.50");
    caller
}

fn state(caller: &Caller, id: &str) -> String {
    let status = caller.get(&format!("/v1/invoices/{id}/status")).expect(200);
    format!("{} {}", status.at("state"), status.at("amountDue"))
}

/// The kind, ground and amount of the last entry.
fn last(caller: &Caller, id: &str) -> String {
    let entries = caller.get(&format!("/v1/invoices/{id}/entries")).expect(200);
    let field = |field: &str| entries.at(&format!("items[{}].{field}", entries.count("items") - 1));
    format!("{} {} {}", field("kind"), field("ground"), field("amount"))
}

fn pay(caller: &Caller, id: &str, amount: &str) {
    let body = format!(r#"{{"amount":"{amount}","method":"cash"}}"#);
    caller.do_post(&format!("/v1/invoices/{id}/payments"), &body).expect(201);
}

#[test]
fn a_payment_by_hand_closes_the_invoice_within_the_tolerance_and_not_beyond_it() {
    let caller = lenient();
    // 1210.00 less 1209.50 is 0.50: the most that is given up.
    for (amount, expected) in [("1209.50", "paid 0.00"), ("1209.49", "open 0.51"), ("1210.10", "paid 0.00")] {
        let id = caller.issued();
        pay(&caller, &id, amount);
        assert_eq!(state(&caller, &id), expected, "{amount}");
    }
    let id = caller.issued();
    pay(&caller, &id, "1209.70");
    assert_eq!(last(&caller, &id), "writeOff difference 0.30");
    // Without a tolerance all of it stays owed.
    let strict = demo();
    let id = strict.issued();
    pay(&strict, &id, "1209.99");
    assert_eq!(state(&strict, &id), "open 0.01");
}

#[test]
fn money_of_a_payment_service_and_of_a_bank_closes_the_invoice_too() {
    let caller = lenient();
    let paid = |id: &str, cents: u32| {
        let object = format!(
            r#"{{"id":"pi_{id}","object":"payment_intent","amount_received":{cents},"currency":"eur","metadata":{{"voldaanInvoice":"{id}"}}}}"#
        );
        let created = caller.world.now.get().seconds();
        caller.event(&format!(
            r#"{{"id":"evt_{id}","object":"event","type":"payment_intent.succeeded","created":{created},"data":{{"object":{object}}}}}"#
        ))
    };
    let [online, short] = [caller.issued(), caller.issued()];
    assert_eq!(paid(&online, 120_980).expect(200).at("outcome"), "booked");
    assert_eq!(
        (state(&caller, &online), last(&caller, &online)),
        ("paid 0.00".into(), "writeOff difference 0.20".into())
    );
    assert_eq!(paid(&short, 120_900).expect(200).at("outcome"), "booked");
    assert_eq!((state(&caller, &short), last(&caller, &short)), ("open 1.00".into(), "payment  1209.00".into()));
    // Two invoices in one line of the bank, 0.40 short together: the rest is on the last that was filled.
    let [one, other] = [caller.issued(), caller.issued()];
    let number = |id: &str| caller.get(&format!("/v1/invoices/{id}")).at("number");
    let statement = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>
        <GrpHdr><MsgId>M</MsgId></GrpHdr><Stmt><Id>1</Id><Acct><Id><IBAN>NL91ABNA0417164300</IBAN></Id></Acct>
        <Ntry><Amt Ccy="EUR">2419.60</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-06-15</Dt></BookgDt>
        <AcctSvcrRef>S1</AcctSvcrRef><NtryDtls><TxDtls><RmtInf><Ustrd>{} {}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
        </Stmt></BkToCstmrStmt></Document>"#,
        number(&one),
        number(&other)
    );
    let imported = caller.do_post("/v1/payments/import", &statement).expect(200);
    assert_eq!(imported.at("items[0].outcome"), "booked");
    assert_eq!((state(&caller, &one), state(&caller, &other)), ("paid 0.00".to_owned(), "paid 0.00".to_owned()));
    assert_eq!(last(&caller, &other), "writeOff difference 0.40");
}

#[test]
fn an_early_payment_or_a_settlement_that_is_some_cents_short_is_kept() {
    let caller = lenient();
    // 2 % on 1210.00 within 10 days: 1185.80.
    let terms = r#""paymentTerms":{"netDays":30,"earlyDiscounts":[{"percent":"2","days":10}]},"lines""#;
    let id = caller.do_post("/v1/invoices", &draft().replace(r#""lines""#, terms)).expect(201).at("id");
    caller.do_post(&format!("/v1/invoices/{id}/issue"), "{}").expect(200);
    pay(&caller, &id, "1185.40");
    assert_eq!((state(&caller, &id), last(&caller, &id)), ("paid 0.00".into(), "writeOff difference 0.40".into()));
    let offered = caller.issued();
    caller
        .do_post(&format!("/v1/invoices/{offered}/settlementOffer"), r#"{"amount":"1000.00","until":"2026-06-30"}"#)
        .expect(201);
    pay(&caller, &offered, "999.75");
    assert_eq!(state(&caller, &offered), "paid 0.00");
    // Once the bank takes the money back, the settlement is not kept and nothing but the cents stays given up.
    caller.do_post(&format!("/v1/invoices/{offered}/returnedDebit"), r#"{"amount":"999.75"}"#).expect(201);
    assert_eq!(state(&caller, &offered), "open 1209.75");
}

#[test]
fn a_tolerance_is_an_amount_of_its_own_currency() {
    let caller = lenient();
    let patch = |body: &str| caller.call("PATCH", "/v1/administration", body, &[("if-match", "*")]);
    for (amount, code) in [("0.005", "amount.scale"), ("-1.00", "amount.negative")] {
        let refused =
            patch(&format!(r#"{{"paymentTolerance":{{"amount":"{amount}","currency":"EUR"}}}}"#)).refused(422, code);
        assert_eq!(refused.at("findings[0].path"), "paymentTolerance.amount");
    }
    // An invoice in dollars is not measured in euros.
    let dollars = draft().replace(r#""currency":"EUR""#, r#""currency":"USD""#);
    let id = caller.do_post("/v1/invoices", &dollars).expect(201).at("id");
    caller.do_post(&format!("/v1/invoices/{id}/issue"), "{}").expect(200);
    pay(&caller, &id, "1209.90");
    assert_eq!(state(&caller, &id), "open 0.10");
    assert_eq!(patch(r#"{"paymentTolerance":null}"#).expect(200).at("paymentTolerance"), "");
}

#[test]
fn a_discount_is_granted_some_days_late_where_the_administration_says_so_and_not_otherwise() {
    let terms = r#""paymentTerms":{"netDays":30,"earlyDiscounts":[{"percent":"2","days":10}]},"lines""#;
    let issued = |caller: &Caller| caller.issued_from(&draft().replace(r#""lines""#, terms));
    let paid = |caller: &Caller, id: &str, on: &str, amount: &str, more: &str| {
        let body = format!(r#"{{"amount":"{amount}","method":"cash","on":"{on}"{more}}}"#);
        let clock = [("x-voldaan-test-clock", "2026-07-10T10:00:00Z"), ("idempotency-key", id)];
        let path = format!("/v1/invoices/{id}/payments");
        let status = caller.call("POST", &path, &body, &clock).expect(201);
        format!("{} {}", status.at("status.state"), status.at("status.amountDue"))
    };
    let caller = lenient();
    let patch = r#"{"discountGraceDays":2}"#;
    caller.call("PATCH", "/v1/administration", patch, &[("if-match", "*")]).expect(200);
    let too_many = r#"{"discountGraceDays":31}"#;
    caller.call("PATCH", "/v1/administration", too_many, &[("if-match", "*")]).refused(422, "date.range");
    // 2 % of 1210.00 is 24.20, until 25 June. Two days later it is granted, also 0.50 short, and not on the third.
    for (on, amount, expected) in [
        ("2026-06-25", "1185.80", "paid 0.00"),
        ("2026-06-27", "1185.80", "paid 0.00"),
        ("2026-06-27", "1185.30", "paid 0.00"),
        ("2026-06-27", "1185.29", "open 24.71"),
        ("2026-06-28", "1185.80", "open 24.20"),
        ("2026-06-27", "1210.00", "paid 0.00"),
    ] {
        assert_eq!(paid(&caller, &issued(&caller), on, amount, ""), expected, "{on} {amount}");
    }
    // By hand for one payment; and by default for none.
    let strict = demo();
    let by_hand = r#","discountOn":"2026-06-25""#;
    assert_eq!(paid(&strict, &issued(&strict), "2026-06-28", "1185.80", by_hand), "paid 0.00");
    assert_eq!(paid(&strict, &issued(&strict), "2026-06-26", "1185.80", ""), "open 24.20");
}
