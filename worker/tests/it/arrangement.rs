//! Agreements on late payment and what-ifs over HTTP: settlement offers, dunning that begins anew, a payment spread over a claim, the
//! sentence on the invoice, what a discount costs and what a shorter term would do.

use crate::support::{Caller, demo, draft};

fn status(caller: &Caller, id: &str, on: &str) -> crate::support::Answer {
    caller.get(&format!("/v1/invoices/{id}/status?on={on}")).expect(200)
}

#[test]
fn an_offer_that_is_kept_closes_the_invoice_and_one_that_is_not_leaves_it_as_it_was() {
    let caller = demo();
    let [kept, missed] = [caller.issued(), caller.issued()];
    for id in [&kept, &missed] {
        let path = format!("/v1/invoices/{id}/settlementOffer");
        let offered = caller.do_post(&path, r#"{"amount":"1000.00","until":"2026-06-30"}"#).expect(201);
        assert_eq!(offered.at("status.amountDue"), "1210.00");
        caller.do_post(&path, r#"{"amount":"1000.001","until":"2026-06-30"}"#).refused(422, "amount.scale");
    }
    let pay = r#"{"amount":"1000.00","method":"creditTransfer"}"#;
    let paid = caller.do_post(&format!("/v1/invoices/{kept}/payments"), pay).expect(201);
    assert_eq!((paid.at("status.state"), paid.at("status.amountDue")), ("paid".to_owned(), "0.00".to_owned()));
    // What is given up is booked: 1210.00 less 1000.00.
    let entries = caller.get(&format!("/v1/invoices/{kept}/entries")).expect(200);
    let last = entries.count("items") - 1;
    let of_last = |field: &str| entries.at(&format!("items[{last}].{field}"));
    assert_eq!(
        (of_last("kind"), of_last("ground"), of_last("amount")),
        ("writeOff".into(), "settlement".into(), "210.00".into())
    );
    // The last day of the offer is 30 June; on 1 July it is gone.
    caller.world.now.set(voldaan_worker::app::Moment::parse("2026-07-01T09:00:00Z").expect("an instant"));
    let late = caller.do_post(&format!("/v1/invoices/{missed}/payments"), pay).expect(201);
    assert_eq!((late.at("status.state"), late.at("status.amountDue")), ("open".to_owned(), "210.00".to_owned()));
}

#[test]
fn an_offer_can_be_taken_back() {
    let caller = demo();
    let id = caller.issued();
    let offer = r#"{"amount":"1000.00","until":"2026-06-30"}"#;
    caller.do_post(&format!("/v1/invoices/{id}/settlementOffer"), offer).expect(201);
    let entries = caller.get(&format!("/v1/invoices/{id}/entries")).expect(200);
    let of = entries.at(&format!("items[{}].id", entries.count("items") - 1));
    caller
        .do_post(&format!("/v1/invoices/{id}/correct"), &format!(r#"{{"of":"{of}","reason":"Vergissing"}}"#))
        .expect(201);
    let paid =
        caller.do_post(&format!("/v1/invoices/{id}/payments"), r#"{"amount":"1000.00","method":"cash"}"#).expect(201);
    assert_eq!(paid.at("status.amountDue"), "210.00");
}

#[test]
fn dunning_begins_anew_only_where_somebody_says_so() {
    let caller = demo();
    caller.do_post("/v1/policies", r#"{"ready":"nl-business"}"#).expect(201);
    let id = caller.issued_to("business");
    // Due on 2026-07-15: a week later the first reminder went out.
    caller.world.now.set(voldaan_worker::app::Moment::parse("2026-07-23T09:00:00Z").expect("an instant"));
    caller.do_post(&format!("/v1/invoices/{id}/remind"), "{}").expect(200);
    let level = |on: &str| status(&caller, &id, on).at("dunningLevel");
    assert_ne!(level("2026-07-23"), "0");
    let reset = caller.do_post(&format!("/v1/invoices/{id}/dunningReset"), r#"{"reason":"Nieuw adres"}"#).expect(201);
    assert_eq!(reset.at("status.dunningLevel"), "0");
    caller.do_post(&format!("/v1/invoices/{id}/dunningReset"), r#"{"why":"?"}"#).refused(422, "field.unknown");
}

#[test]
fn a_payment_is_spread_over_the_claim_in_the_order_of_the_law_or_another_one() {
    let caller = demo();
    let id = caller.issued();
    let path = format!("/v1/invoices/{id}");
    let claim = caller.get(&format!("{path}/claim?on=2026-08-01&debtor=business")).expect(200);
    let interest: rust_decimal::Decimal = claim.at("interest.amount").parse().expect("an amount");
    let ask = |more: &str| caller.get(&format!("{path}/allocation?on=2026-08-01&debtor=business&{more}"));
    // Costs first: the 40 that a business owes; then the interest so far; the rest to the principal (art. 6:44 (1) BW).
    let legal = ask("amount=100.00").expect(200);
    let principal = (rust_decimal::Decimal::from(60) - interest).to_string();
    assert_eq!(
        (legal.at("costs"), legal.at("interest"), legal.at("principal")),
        ("40.00".to_owned(), interest.to_string(), principal)
    );
    assert_eq!(
        (legal.at("working[0].how"), legal.at("working[0].source")),
        ("the lesser of 100.00, what is left of the payment, and 40.00".to_owned(), "art. 6:44(1) BW".to_owned())
    );
    let other = ask("amount=100.00&order=principal,interest").expect(200);
    // What the payer chose is no rule of law.
    assert_eq!((other.at("working[0].what"), other.at("working[0].source")), ("principal".to_owned(), String::new()));
    assert_eq!(
        (other.at("principal"), other.at("left.principal"), other.at("costs")),
        ("100.00".into(), "1110.00".into(), "0.00".into())
    );
    assert_eq!((other.at("order[0]"), other.at("order[2]")), ("principal".to_owned(), "costs".to_owned()));
    ask("amount=100.001").refused(422, "amount.scale");
    ask("amount=-1").refused(400, "query.number");
    ask("").refused(400, "query.number");
    ask("amount=1&order=fees").refused(400, "query.word");
    ask("amount=1&order=costs,costs").refused(422, "claim.order");
}

#[test]
fn the_sentence_on_the_invoice_follows_the_policy() {
    let caller = demo();
    let id = caller.do_post("/v1/policies", r#"{"ready":"nl-business"}"#).expect(201).at("id");
    let said = |query: &str| caller.get(&format!("/v1/policies/{id}/latePaymentText?{query}"));
    let charged = said("on=2026-06-15").expect(200).at("text");
    // Interest and the least of 40 euros, with their articles.
    assert!(charged.contains("6:119a") && charged.contains("40"), "{charged}");
    assert_ne!(said("on=2026-06-15&locale=fr").expect(200).at("text"), charged);
    let steps = caller.get(&format!("/v1/policies/{id}")).expect(200);
    let mut free = Vec::new();
    for n in 0..steps.count("policy.steps") {
        let step = |field: &str| steps.at(&format!("policy.steps[{n}].{field}"));
        free.push(format!(
            r#"{{"id":"{}","offsetDays":{},"kind":"{}","level":{},"tone":"{}"}}"#,
            step("id"),
            step("offsetDays"),
            step("kind"),
            step("level"),
            step("tone")
        ));
    }
    let patch = format!(r#"{{"policy":{{"steps":[{}]}}}}"#, free.join(","));
    caller.call("PATCH", &format!("/v1/policies/{id}"), &patch, &[("if-match", "*")]).expect(200);
    assert_eq!(said("on=2026-06-15").expect(200).at("text"), "");
    said("on=soon").refused(400, "query.day");
    caller.get("/v1/policies/pol_none/latePaymentText").refused(404, "notFound");
}

#[test]
fn what_a_discount_costs_and_a_shorter_term_would_do() {
    let caller = demo();
    // 2 ÷ 98 × 365 ÷ 20 = 37.2449 %.
    let cost = |query: &str| caller.get(&format!("/v1/discountCost?{query}"));
    assert_eq!(cost("percent=2&days=10&netDays=30").expect(200).at("annualRate"), "37.24");
    cost("percent=2&days=30&netDays=30").refused(422, "terms.discount");
    cost("percent=two&days=10&netDays=30").refused(400, "query.number");
    cost("percent=2&days=10").refused(400, "query.number");
    // Two invoices of 1210.00 at 30 days, each paid on its due date. At 21 days they come 9 days earlier: over 90 days
    // 2420 × 9 ÷ 90 = 242.00 less is out, which saves 8 % of it a year: 19.36.
    let ids = [caller.issued(), caller.issued()];
    caller.world.now.set(voldaan_worker::app::Moment::parse("2026-07-15T09:00:00Z").expect("an instant"));
    for id in ids {
        caller.do_post(&format!("/v1/invoices/{id}/payments"), r#"{"amount":"1210.00","method":"cash"}"#).expect(201);
    }
    caller.issued();
    let effect = caller.get("/v1/reports/termEffect?days=90&netDays=21&annualRate=8").expect(200);
    let row = |field: &str| effect.at(&format!("rows[0].{field}"));
    assert_eq!((row("invoices"), row("daysToPay"), row("daysToPayThen")), ("2".into(), "30.0".into(), "21.0".into()));
    assert_eq!((row("freed"), row("savedPerYear")), ("242.00".to_owned(), "19.36".to_owned()));
    caller.get("/v1/reports/termEffect").refused(400, "query.number");
    caller.get("/v1/reports/termEffect?netDays=21&days=0").expect(422);
}

#[test]
fn invoices_say_what_late_payment_costs_by_the_policy_that_is_followed_if_that_is_wanted() {
    let caller = demo();
    let policy = caller.do_post("/v1/policies", r#"{"ready":"nl-consumer"}"#).expect(201).at("id");
    let body = draft().replace(r#""name":"Bakkerij Vermeulen B.V.""#, r#""name":"Anna","kind":"consumer""#);
    let issue = || {
        let id = caller.do_post("/v1/invoices", &body).expect(201).at("id");
        caller.do_post(&format!("/v1/invoices/{id}/issue"), "{}").expect(200)
    };
    assert_eq!(issue().at("invoice.notes"), "");
    let patch = |path: &str, body: &str| caller.call("PATCH", path, body, &[("if-match", "*")]).expect(200);
    assert_eq!(patch("/v1/administration", r#"{"latePaymentNote":true}"#).at("latePaymentNote"), "true");
    // The same words as those of the policy, with interest and costs (art. 6:119 and 6:96 lid 6 BW).
    let issued = issue();
    let said =
        caller.get(&format!("/v1/policies/{policy}/latePaymentText?locale=nl&on=2026-06-15")).expect(200).at("text");
    assert!(said.contains("art. 6:119 BW") && said.contains("art. 6:96 lid 6 BW"), "{said}");
    assert_eq!((issued.at("invoice.notes[0]"), issued.count("invoice.notes")), (said, 1));
    let xml = caller.get(&format!("/v1/invoices/{}.ubl.xml", issued.at("id"))).expect(200).json.0;
    assert!(xml.contains("<cbc:Note>Bij betaling na de vervaldatum"), "{xml}");
    // Who follows no policy announces nothing.
    patch(&format!("/v1/policies/{policy}"), r#"{"active":false}"#);
    assert_eq!(issue().count("invoice.notes"), 0);
}
