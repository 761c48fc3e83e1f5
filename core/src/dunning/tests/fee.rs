//! Late fees of a contract: flat and in percent, once for each level, never on fees, and never of a consumer.

use super::*;
use crate::dunning::{ClaimTerms, LetterOptions, claim, letter};
use crate::party::PartyKind;

const FEES: &str = r#"[
    {"id":"first","offsetDays":3,"kind":"email","level":1,"tone":"friendly","fee":{"amount":"10.00"}},
    {"id":"second","offsetDays":10,"kind":"email","level":2,"tone":"neutral","charges":"interestAndCosts","fee":{"percent":"2"}},
    {"id":"again","offsetDays":20,"kind":"email","level":2,"tone":"firm","charges":"interestAndCosts","fee":{"amount":"5.00"}}]"#;

fn terms(agreed: &str) -> ClaimTerms {
    from_json(&format!(r#"{{"agreed":{agreed}}}"#)).expect("terms")
}

fn asked(agreed: &str) -> Vec<String> {
    let claim = Some(terms(agreed));
    let policy = own(FEES, "").expect("a policy");
    let options = SimulateOptions { from: day("2026-04-01"), until: day("2026-06-30"), entries: Vec::new(), claim };
    let actions = simulate(&account(&invoice(), &[]), &policy, &options).expect("actions");
    let short = |action: &Action| {
        let (asked, fee) = (&action.amounts, action.fee.map(|fee| fee.to_string()).unwrap_or_default());
        format!("{} {} {} {} [{fee}]", action.on, asked.interest, asked.costs, asked.total)
    };
    actions.iter().map(short).collect()
}

#[test]
fn each_level_costs_once_and_no_fee_is_reckoned_on_fees() {
    // 15 % of 1210.00 = 181.50 (Besluit BIK). 2 % of 1210.00 = 24.20, of the invoice alone. Interest of 10 and 20 days at 10.15 %: 3.365
    // and 6.730. The second reminder of level 2 costs nothing more: 181.50 + 10.00 + 24.20 = 215.70.
    assert_eq!(
        asked(r#"{"reminderFees":true}"#),
        [
            "2026-05-04 0.00 10.00 1220.00 [10.00]",
            "2026-05-11 3.36 215.70 1429.06 [24.20]",
            "2026-05-21 6.73 215.70 1432.43 []",
        ]
    );
}

#[test]
fn nothing_is_charged_for_reminders_without_a_contract_that_says_so() {
    assert_eq!(
        asked("{}"),
        ["2026-05-04 0.00 0.00 1210.00 []", "2026-05-11 3.36 181.50 1394.86 []", "2026-05-21 6.73 181.50 1398.23 []"]
    );
}

#[test]
fn what_was_given_up_of_interest_and_costs_is_taken_off_what_the_next_letter_asks_for() {
    // As above, 6.73 + 181.50 beside 1210.00, less 100.00: 1298.23.
    let write_off = r#"{"on":"2026-05-12","kind":"writeOff","amount":"100.00","reason":"goodwill","ground":"charges"}"#;
    let policy = own(FEES, "").expect("a policy");
    let options = SimulateOptions {
        from: day("2026-04-01"),
        until: day("2026-06-30"),
        entries: entries(&[write_off]),
        claim: Some(terms("{}")),
    };
    let actions = simulate(&account(&invoice(), &[]), &policy, &options).expect("actions");
    let totals: Vec<_> = actions.iter().map(|action| action.amounts.total.to_string()).collect();
    assert_eq!(totals, ["1210.00", "1394.86", "1298.23"]);
    let second = r#"{"on":"2026-05-11","kind":"reminder","step":"second","channel":"email","sentOn":"2026-05-11","level":2,
        "costsClaimed":"181.50","interestClaimed":"3.36"}"#;
    let account = account(&invoice(), &[second, write_off]);
    let options = PlanOptions { on: day("2026-05-21"), claim: Some(terms("{}")) };
    let planned = plan_on(&account, &policy, &options).expect("a plan");
    assert_eq!(planned[0].amounts, actions[2].amounts);
    let claim = claim(&account, &terms("{}").options(day("2026-05-21"), "NL".to_owned(), PartyKind::Business));
    let claim = claim.expect("a claim");
    assert_eq!(claim.total.to_string(), "1298.23");
    let written = LetterOptions { locale: "en".to_owned(), claim, templates: from_json("{}").expect("none") };
    let text = letter(&planned[0], &account, &written).expect("a letter").text;
    assert!(text.contains("Given up of interest and costs: −€100.00"), "{text}");
    assert!(text.contains("1,298.23"), "{text}");
}

#[test]
fn fees_that_were_given_up_are_not_asked_for_with_the_next() {
    // 10.00 of the first level was given up; the second asks for its own 12.00 alone.
    let steps = r#"[
        {"id":"first","offsetDays":3,"kind":"email","level":1,"tone":"friendly","fee":{"amount":"10.00"}},
        {"id":"second","offsetDays":10,"kind":"email","level":2,"tone":"neutral","fee":{"amount":"12.00"}}]"#;
    let write_off = r#"{"on":"2026-05-05","kind":"writeOff","amount":"10.00","reason":"goodwill","ground":"charges"}"#;
    let options = SimulateOptions {
        from: day("2026-05-01"),
        until: day("2026-06-30"),
        entries: entries(&[write_off]),
        claim: Some(terms(r#"{"reminderFees":true}"#)),
    };
    let policy = own(steps, "").expect("a policy");
    let actions = simulate(&account(&invoice(), &[]), &policy, &options).expect("actions");
    let totals: Vec<_> = actions.iter().map(|action| action.amounts.total.to_string()).collect();
    assert_eq!(totals, ["1220.00", "1222.00"]);
}

#[test]
fn a_fee_that_came_in_is_claimed_and_received_and_the_next_one_is_open() {
    // 10.00 of the first level came in with 20.00 of the invoice; the second costs 12.00.
    let steps = r#"[
        {"id":"first","offsetDays":3,"kind":"email","level":1,"tone":"friendly","fee":{"amount":"10.00"}},
        {"id":"second","offsetDays":10,"kind":"email","level":2,"tone":"neutral","fee":{"amount":"12.00"}}]"#;
    let paid = r#"{"on":"2026-05-05","kind":"payment","amount":"30.00","method":"cash","costs":"10.00"}"#;
    let options = SimulateOptions {
        from: day("2026-05-01"),
        until: day("2026-06-30"),
        entries: entries(&[paid]),
        claim: Some(terms(r#"{"reminderFees":true}"#)),
    };
    let policy = own(steps, "").expect("a policy");
    let actions = simulate(&account(&invoice(), &[]), &policy, &options).expect("actions");
    let asked = &actions[1].amounts;
    let amounts = [asked.principal, asked.costs, asked.received.unwrap_or_default(), asked.total];
    assert_eq!(amounts.map(|amount| amount.to_string()), ["1190.00", "22.00", "10.00", "1202.00"]);
    let (costs, interest) = asked.claimed();
    assert_eq!(
        (costs.map(|costs| costs.to_string()), interest.map(|sum| sum.to_string())),
        (Some("22.00".into()), Some("0.00".into()))
    );
    let second = r#"{"on":"2026-05-11","kind":"reminder","step":"second","channel":"email","sentOn":"2026-05-11","level":2,
        "costsClaimed":"22.00","interestClaimed":"0.00"}"#;
    let after = account(&invoice(), &[paid, second]);
    let open = crate::ledger::status(&after, day("2026-05-11")).expect("a status").charges.expect("charges");
    assert_eq!(open.costs.to_string(), "12.00");
}

#[test]
fn a_notice_below_the_level_reached_costs_nothing() {
    // The law asks for the notice of the second part again, though the first was dunned up to level 3.
    let terms_of =
        r#"{"instalments":[{"percent":"50","dueDate":"2026-05-01"},{"percent":"50","dueDate":"2026-06-01"}]}"#;
    let steps = r#"[
        {"id":"notice","offsetDays":10,"kind":"formalNotice","level":2,"tone":"firm","fee":{"amount":"15.00"}},
        {"id":"last","offsetDays":20,"kind":"email","level":3,"tone":"strict"}]"#;
    let last = r#"{"on":"2026-05-21","kind":"reminder","step":"last:2026-05-01","channel":"email","sentOn":"2026-05-21","level":3}"#;
    let policy = own(steps, "").expect("a policy");
    let asked = |entries: &[&str]| {
        let options = PlanOptions { on: day("2026-06-11"), claim: Some(terms(r#"{"reminderFees":true}"#)) };
        let actions = plan_on(&account(&issued(terms_of), entries), &policy, &options).expect("a plan");
        let of_notice = |action: &&Action| action.step.starts_with("notice");
        actions.iter().filter(of_notice).filter_map(|action| action.fee).map(|fee| fee.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(asked(&[last]), Vec::<String>::new());
    assert_eq!(asked(&[]), ["15.00"]);
}

#[test]
fn the_letter_names_its_own_fee_apart() {
    let (policy, terms) = (own(FEES, "").expect("a policy"), terms(r#"{"reminderFees":true}"#));
    let first = r#"{"on":"2026-05-04","kind":"reminder","step":"first","channel":"email","sentOn":"2026-05-04","level":1,"charge":"10.00"}"#;
    let account = account(&invoice(), &[first]);
    let options = PlanOptions { on: day("2026-05-11"), claim: Some(terms.clone()) };
    let actions = plan_on(&account, &policy, &options).expect("a plan");
    let claim =
        claim(&account, &terms.options(day("2026-05-11"), "NL".to_owned(), PartyKind::Business)).expect("a claim");
    assert_eq!((claim.costs.amount.to_string(), claim.total.to_string()), ("191.50".into(), "1404.86".into()));
    let written = LetterOptions { locale: "en".to_owned(), claim, templates: from_json("{}").expect("none") };
    let text = letter(&actions[0], &account, &written).expect("a letter").text;
    for line in ["EUR\u{A0}191.50", "Fee for this reminder (as agreed): EUR\u{A0}24.20", "EUR\u{A0}1,429.06"] {
        assert!(
            text.replace('€', "EUR\u{A0}").replace("EUR\u{A0}\u{A0}", "EUR\u{A0}").contains(line),
            "{line}: {text}"
        );
    }
}

#[test]
fn a_consumer_pays_for_no_reminder() {
    let consumer = own(FEES, "").expect("a policy").to_json().replace("\"business\"", "\"consumer\"");
    let refused = Policy::from_json(&consumer).expect_err("unlawful").into_findings();
    let fees = refused.iter().filter(|finding| finding.path.ends_with(".fee"));
    assert_eq!(fees.map(|finding| finding.code.to_string()).collect::<Vec<_>>(), ["policy.unlawful"; 3]);
    let first = r#"{"on":"2026-05-04","kind":"reminder","step":"first","channel":"email","sentOn":"2026-05-04","level":1,"charge":"10.00"}"#;
    let account = account(&invoice(), &[first]);
    let of = |debtor| {
        claim(&account, &terms(r#"{"reminderFees":true}"#).options(day("2026-05-11"), "NL".to_owned(), debtor))
    };
    let found = of(PartyKind::Consumer).expect("a claim");
    assert!(found.findings.iter().any(|finding| finding.path == "agreed.reminderFees"));
    assert_eq!(found.costs.amount.to_string(), "181.50");
    assert!(of(PartyKind::Business).expect("a claim").findings.is_empty());
}

#[test]
fn a_fee_is_one_thing_and_comes_after_the_due_date() {
    for (fee, offset, fault) in [
        (r#"{}"#, 3, "policy.step steps[0].fee"),
        (r#"{"amount":"1.00","percent":"1"}"#, 3, "policy.step steps[0].fee"),
        (r#"{"amount":"0"}"#, 3, "amount.negative steps[0].fee.amount"),
        (r#"{"percent":"101"}"#, 3, "percent.range steps[0].fee.percent"),
        (r#"{"amount":"1.00"}"#, 0, "policy.unlawful steps[0].fee"),
    ] {
        let steps =
            format!(r#"[{{"id":"a","offsetDays":{offset},"kind":"email","level":1,"tone":"friendly","fee":{fee}}}]"#);
        let found = own(&steps, "").err().map(Error::into_findings).unwrap_or_default();
        let found: Vec<_> = found.iter().map(|finding| format!("{} {}", finding.code, finding.path)).collect();
        assert_eq!(found, [fault]);
    }
}

/// Two reminders that ask for nothing beside their fees, and what was paid between them.
const BARE: &str = r#"[
    {"id":"first","offsetDays":3,"kind":"email","level":1,"tone":"friendly","fee":{"amount":"10.00"}},
    {"id":"second","offsetDays":10,"kind":"email","level":2,"tone":"neutral","fee":{"amount":"15.00"}}]"#;
const FIRST: &str = r#"{"on":"2026-05-04","kind":"reminder","step":"first","channel":"email","sentOn":"2026-05-04","level":1,"charge":"10.00","costsClaimed":"10.00","interestClaimed":"0.00"}"#;

/// What the second reminder asks for, and its letter.
fn second(paid: Option<&str>) -> (String, String) {
    let (policy, terms) = (own(BARE, "").expect("a policy"), terms(r#"{"reminderFees":true}"#));
    let account = account(&invoice(), &[FIRST].into_iter().chain(paid).collect::<Vec<_>>());
    let on = day("2026-05-11");
    let actions = plan_on(&account, &policy, &PlanOptions { on, claim: Some(terms.clone()) }).expect("a plan");
    let claim = claim(&account, &terms.options(on, "NL".to_owned(), PartyKind::Business)).expect("a claim");
    let written = LetterOptions { locale: "en".to_owned(), claim, templates: from_json("{}").expect("none") };
    let asked = &actions[0].amounts;
    let text = letter(&actions[0], &account, &written).expect("a letter").text;
    (format!("{} {} {}", asked.principal, asked.costs, asked.total), text.replace("EUR\u{A0}", "€"))
}

#[test]
fn a_letter_that_asks_for_fees_alone_names_fees_alone() {
    // 10.00 + 15.00 beside 1210.00.
    let (asked, text) = second(None);
    assert_eq!(asked, "1210.00 25.00 1235.00");
    for line in
        ["Fees for earlier reminders (as agreed): €10.00", "Fee for this reminder (as agreed): €15.00", "€1,235.00"]
    {
        assert!(text.contains(line), "{line}: {text}");
    }
    assert!(!text.contains("Collection costs") && !text.contains("191.50"), "{text}");
}

#[test]
fn a_fee_that_was_paid_is_not_asked_for_again() {
    let paid = r#"{"on":"2026-05-06","kind":"payment","amount":"10.00","method":"cash","costs":"10.00"}"#;
    let (asked, text) = second(Some(paid));
    // It stands among the costs and is taken off again, so that what the letter claims less what came in is what is open.
    assert_eq!(asked, "1210.00 25.00 1225.00");
    assert!(text.contains("Received already for interest and costs: −€10.00"), "{text}");
}

#[test]
fn where_the_lump_sum_covers_reminders_no_fee_comes_on_top_of_it() {
    // § 288 (5) BGB: 40.00, in which the costs of reminders are contained.
    let policy = own(FEES, "").expect("a policy").to_json().replace("\"NL\"", "\"DE\"");
    let policy = Policy::from_json(&policy).expect("a policy");
    let options = PlanOptions { on: day("2026-05-11"), claim: Some(terms(r#"{"reminderFees":true}"#)) };
    let actions = plan_on(&account(&invoice(), &[FIRST]), &policy, &options).expect("a plan");
    let claimed = actions.iter().find(|action| action.step == "second").expect("the second");
    assert_eq!((claimed.amounts.costs.to_string(), claimed.fee), ("40.00".to_owned(), None));
}
