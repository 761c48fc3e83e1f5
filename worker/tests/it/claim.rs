//! Claims: what may be charged, by the law of the invoice's parties, before and after the notice that the law asks for.

use crate::support::{Answer, Caller, demo, draft, for_customer};

/// An invoice of 1210.00 to a consumer, due on 2026-07-15.
fn issued_to_consumer(caller: &Caller, country: &str) -> String {
    let body = draft().replace(
        r#""country":"NL","locale":"nl""#,
        &format!(r#""country":"{country}","locale":"nl","kind":"consumer""#),
    );
    caller.issued_from(&body)
}

fn claim(caller: &Caller, id: &str, query: &str) -> Answer {
    caller.get(&format!("/v1/invoices/{id}/claim?{query}"))
}

#[test]
fn a_dutch_consumer_owes_costs_only_after_the_notice_and_its_term() {
    let caller = demo();
    caller.do_post("/v1/policies", r#"{"ready":"nl-consumer"}"#).expect(201);
    let id = issued_to_consumer(&caller, "NL");
    let before = claim(&caller, &id, "on=2026-07-28").expect(200);
    assert_eq!((before.at("principal"), before.at("costs.allowed")), ("1210.00".to_owned(), "false".to_owned()));
    assert_eq!(before.at("preconditions[0].done"), "false");
    // The sweep sends the notice and states the costs to the cent: 15 % of the first 2,500 (art. 2 Besluit vergoeding voor
    // buitengerechtelijke incassokosten): 181.50.
    caller.live_posting("2026-09-30T10:00:00Z");
    let entries = caller.get(&format!("/v1/invoices/{id}/entries")).expect(200);
    let of_notice = |n: &usize| entries.at(&format!("items[{n}].step")) == "notice";
    let notice = (0..entries.count("items")).find(of_notice).expect("a notice went out");
    assert_eq!(entries.at(&format!("items[{notice}].costsStated")), "181.50");
    assert_eq!(entries.at(&format!("items[{}].costsStated", notice - 1)), "");
    let sent = entries.at(&format!("items[{notice}].on"));
    assert_eq!(claim(&caller, &id, &format!("on={sent}")).expect(200).at("costs.allowed"), "false");
    let after = claim(&caller, &id, "").expect(200);
    assert_eq!((after.at("costs.allowed"), after.at("costs.amount")), ("true".to_owned(), "181.50".to_owned()));
    assert_eq!(after.at("preconditions[1].done"), "true");
}

#[test]
fn debtor_and_law_that_nobody_said_are_asked_for() {
    let caller = demo();
    let unknown = caller.issued();
    let refused = claim(&caller, &unknown, "on=2026-08-01").refused(422, "field.missing");
    assert_eq!(refused.at("findings[0].path"), "debtor");
    let business = claim(&caller, &unknown, "on=2026-08-01&debtor=business").expect(200);
    // Among businesses at least 40 is owed from the day after the due date, without notice (art. 6:96 (4) BW).
    assert_eq!(
        (business.at("lumpSum.allowed"), business.at("lumpSum.amount")),
        ("true".to_owned(), "40.00".to_owned())
    );
    let abroad = issued_to_consumer(&caller, "BE");
    let refused = claim(&caller, &abroad, "on=2026-08-01").refused(422, "field.missing");
    assert_eq!(refused.at("findings[0].path"), "jurisdiction");
    claim(&caller, &abroad, "on=2026-08-01&jurisdiction=BE").expect(200);
    claim(&caller, &abroad, "on=2026-08-01&jurisdiction=XX").expect(422);
    claim(&caller, &abroad, "on=soon").refused(400, "query.day");
    claim(&caller, &abroad, "deductsVat=maybe").refused(400, "query.word");
    let draft = caller.do_post("/v1/invoices", &draft()).expect(201).at("id");
    claim(&caller, &draft, "").refused(409, "invoice.draft");
}

#[test]
fn a_consumer_who_is_late_with_several_invoices_owes_the_costs_of_all_of_them_once() {
    let caller = demo();
    caller.do_post("/v1/policies", r#"{"ready":"nl-consumer"}"#).expect(201);
    let anna = r#"{"party":{"name":"Anna Bakker","country":"NL","locale":"nl","kind":"consumer",
        "address":{"line1":"Coolsingel 2","city":"Rotterdam","postalCode":"3011 AD"}}}"#;
    let customer = caller.do_post("/v1/customers", anna).expect(201).at("id");
    let body = for_customer(&customer).replace("1.00", "100.00");
    let invoices = [caller.issued_from(&body), caller.issued_from(&body)];
    // Another customer's debts are nothing of Anna's.
    issued_to_consumer(&caller, "NL");
    let stated = |id: &str| caller.all(&format!("/v1/invoices/{id}/entries?limit=200"), "costsStated").concat();
    // Art. 6:96 (7) BW: 15 % of 121.00 + 121.00 is 36.30, the least is 40.00; each letter names half of it.
    caller.live_posting("2026-08-05T10:00:00Z");
    assert_eq!(invoices.clone().map(|id| stated(&id)), ["20.00", "20.00"]);
    // A month later that is what each may be charged, together no more than the least.
    caller.world.now.set(voldaan_worker::app::Moment::parse("2026-09-15T10:00:00Z").expect("an instant"));
    for id in &invoices {
        let claim = claim(&caller, id, "").expect(200);
        assert_eq!((claim.at("costs.amount"), claim.at("costs.allowed")), ("20.00".to_owned(), "true".to_owned()));
    }
}
