//! What is planned on a day, and the timeline of a simulation.

use super::{Policy, STEPS, SimulateOptions};
use super::{account, day, entries, faults, invoice, issued, on, own, shown, simulate, steps, year};
use crate::dunning::claim;
use crate::ledger::Account;
use crate::wire::{from_json, to_json};

const PAYMENT: &str = r#"{"on":"2026-05-08","kind":"payment","amount":"1210.00","method":"creditTransfer"}"#;

#[test]
fn each_step_comes_on_its_day_and_the_level_rises() {
    let actions = year(&account(&invoice(), &[]), &steps(), Vec::new());
    assert_eq!(shown(&actions), ["2026-04-28 upcoming", "2026-05-04 first", "2026-05-11 second", "2026-05-21 last"]);
    assert_eq!(actions.iter().map(|action| action.level).collect::<Vec<_>>(), [0, 1, 2, 3]);
    assert_eq!(
        actions[1].because,
        "EUR 1210.00 of invoice 2026-0001 is overdue; the due date was 2026-05-01, 3 days ago. \
         This step comes 3 days after the due date, after upcoming of 2026-04-28."
    );
    assert_eq!(actions[1].amounts.total.to_string(), "1210.00");
}

#[test]
fn nothing_comes_after_payment_and_all_comes_back_with_a_returned_debit() {
    let paid = account(&invoice(), &[PAYMENT]);
    assert_eq!(shown(&year(&paid, &steps(), Vec::new())), ["2026-04-28 upcoming", "2026-05-04 first"]);
    let returned = r#"{"on":"2026-06-01","kind":"returnedDebit","amount":"1210.00","method":"directDebit"}"#;
    let reopened = account(&invoice(), &[PAYMENT, returned]);
    assert_eq!(
        shown(&year(&reopened, &steps(), Vec::new())),
        ["2026-04-28 upcoming", "2026-05-04 first", "2026-06-01 second", "2026-06-11 last"]
    );
}

#[test]
fn what_was_done_is_not_done_again() {
    let first =
        r#"{"on":"2026-05-04","kind":"reminder","step":"first","channel":"email","sentOn":"2026-05-04","level":1}"#;
    let done = account(&invoice(), &[first]);
    assert!(on(&done, &steps(), "2026-05-04").is_empty());
    assert!(on(&done, &steps(), "2026-05-10").is_empty());
    assert_eq!(shown(&on(&done, &steps(), "2026-05-11")), ["2026-05-11 second"]);
}

#[test]
fn a_plan_that_is_asked_for_late_keeps_the_distance_between_steps() {
    let late = account(&invoice(), &[]);
    assert_eq!(shown(&on(&late, &steps(), "2026-08-01")), ["2026-08-01 first"]);
    let options =
        SimulateOptions { from: day("2026-08-01"), until: day("2026-12-31"), entries: Vec::new(), claim: None };
    let actions = simulate(&late, &steps(), &options).expect("a simulation");
    assert_eq!(shown(&actions), ["2026-08-01 first", "2026-08-08 second", "2026-08-18 last"]);
}

#[test]
fn a_reminder_of_the_due_date_comes_once_and_moves_with_it() {
    let later = issued(r#"{"netDays":45}"#);
    assert_eq!(shown(&year(&account(&later, &[]), &steps(), Vec::new()))[0], "2026-05-13 upcoming");
    // Too late to remind of a day that has come.
    assert!(on(&account(&invoice(), &[]), &steps(), "2026-05-01").is_empty());
    assert_eq!(shown(&on(&account(&invoice(), &[]), &steps(), "2026-04-30")), ["2026-04-30 upcoming"]);
    // No reminder of an invoice that is just out.
    assert!(year(&account(&issued(r#"{"netDays":3}"#), &[]), &steps(), Vec::new())[0].step == "first");
}

#[test]
fn a_promise_an_offer_and_a_hold_pause_until_their_day_and_dunning_goes_on_the_day_after() {
    for pause in [
        r#"{"on":"2026-05-06","kind":"promise","until":"2026-05-20"}"#,
        r#"{"on":"2026-05-06","kind":"settlementOffer","amount":"1100.00","until":"2026-05-20"}"#,
        r#"{"on":"2026-05-06","kind":"dunningHold","until":"2026-05-20","reason":"The goods are being looked at"}"#,
    ] {
        let actions = year(&account(&invoice(), &[pause]), &steps(), Vec::new());
        assert_eq!(
            shown(&actions),
            ["2026-04-28 upcoming", "2026-05-04 first", "2026-05-21 second", "2026-05-31 last"]
        );
        assert!(actions[2].because.contains("2026-05-20; that day has passed."), "{}", actions[2].because);
    }
}

#[test]
fn a_hold_that_is_lifted_pauses_no_longer_than_that_and_stops_no_interest() {
    let hold =
        r#"{"on":"2026-05-06","kind":"dunningHold","until":"2026-12-31","reason":"The goods are being looked at"}"#;
    let lifted = r#"{"on":"2026-05-18","kind":"correction","of":"e0","reason":"All is well"}"#;
    let held = account(&invoice(), &[hold]);
    let after = account(&invoice(), &[hold, lifted]);
    // The day before the hold is lifted it stands, whatever was written down later.
    assert!(on(&after, &steps(), "2026-05-17").is_empty());
    assert_eq!(shown(&on(&after, &steps(), "2026-05-18")), ["2026-05-18 first"]);
    assert!(on(&held, &steps(), "2026-12-31").is_empty());
    // Who is not reminded owes no less: the claim is that of an account without the hold.
    let options = from_json(r#"{"on":"2026-06-30","jurisdiction":"NL","debtor":"business"}"#).expect("options");
    let of = |account: &Account| to_json(&claim(account, &options).expect("a claim"));
    assert_eq!(of(&held), of(&account(&invoice(), &[])));
}

#[test]
fn a_promise_that_is_supposed_to_come_is_simulated_with_what_follows() {
    let promise = entries(&[r#"{"on":"2026-05-12","kind":"promise","until":"2026-05-29"}"#]);
    let actions = year(&account(&invoice(), &[]), &steps(), promise);
    assert_eq!(shown(&actions)[2..], ["2026-05-11 second", "2026-05-30 last"]);
}

#[test]
fn a_dispute_pauses_its_part_only() {
    let some = r#"{"on":"2026-05-02","kind":"dispute","amount":"210.00","reason":"Damaged"}"#;
    let all = r#"{"on":"2026-05-02","kind":"dispute","amount":"1210.00","reason":"Not delivered"}"#;
    let actions = on(&account(&invoice(), &[some]), &steps(), "2026-05-04");
    assert_eq!(actions[0].amounts.principal.to_string(), "1000.00");
    assert!(actions[0].because.ends_with("EUR 210.00 is contested and left out."), "{}", actions[0].because);
    assert!(on(&account(&invoice(), &[all]), &steps(), "2026-05-04").is_empty());
    let resolved = r#"{"on":"2026-05-25","kind":"disputeResolved","dispute":"e0","outcome":"rejected"}"#;
    assert_eq!(
        shown(&year(&account(&invoice(), &[all, resolved]), &steps(), Vec::new())),
        ["2026-04-28 upcoming", "2026-05-25 first", "2026-06-01 second", "2026-06-11 last"]
    );
}

#[test]
fn instalments_are_dunned_on_their_own_dates() {
    let terms = r#"{"instalments":[{"percent":"50","dueDate":"2026-05-01"},{"percent":"50","dueDate":"2026-06-01"}]}"#;
    let half = r#"{"on":"2026-05-05","kind":"payment","amount":"605.00","method":"creditTransfer"}"#;
    let actions = year(&account(&issued(terms), &[half]), &steps(), Vec::new());
    let due = actions.iter().map(|action| (action.on.to_string(), action.amounts.principal.to_string(), action.level));
    let due: Vec<_> = due.collect();
    let expected = [
        ("2026-04-28", "605.00", 0),
        ("2026-05-04", "605.00", 1),
        // The first is paid: the second begins anew on its own date, and the level of the account stays.
        ("2026-05-29", "605.00", 1),
        ("2026-06-04", "605.00", 1),
        ("2026-06-11", "605.00", 2),
        ("2026-06-21", "605.00", 3),
    ];
    assert_eq!(due, expected.map(|(on, amount, level)| (on.to_owned(), amount.to_owned(), level)));
    let names: Vec<&str> = actions.iter().map(|action| action.step.as_str()).collect();
    let mut once = names.clone();
    once.dedup();
    assert_eq!(once, names);
}

#[test]
fn a_payment_plan_takes_the_place_of_the_due_date() {
    let plan = r#"{"on":"2026-05-06","kind":"paymentPlan","instalments":[
        {"dueDate":"2026-07-01","amount":"605.00"},{"dueDate":"2026-08-01","amount":"605.00"}]}"#;
    let actions = year(&account(&invoice(), &[plan]), &steps(), Vec::new());
    assert_eq!(
        shown(&actions)[..4],
        ["2026-04-28 upcoming", "2026-05-04 first", "2026-06-28 upcoming:2026-07-01", "2026-07-04 first:2026-07-01"]
    );
    assert!(actions.windows(2).all(|pair| pair[0].level <= pair[1].level));
}

#[test]
fn nothing_is_done_on_quiet_days() {
    let quiet = r#","language":"nl","exclusions":[]"#;
    let policy = own(STEPS, quiet).expect("a policy").to_json().replace("false", "true");
    let policy = super::Policy::from_json(&policy).expect("a policy");
    // Issued on 2026-04-01, due after 28 days on 2026-04-29: three days before is a Sunday, the Friday before it a working
    // day; three days after is Saturday 2 May; ten days after is Saturday 9 May.
    let actions = year(&account(&issued(r#"{"netDays":28}"#), &[]), &policy, Vec::new());
    assert_eq!(shown(&actions), ["2026-04-24 upcoming", "2026-05-04 first", "2026-05-11 second", "2026-05-21 last"]);
    // King's Day is Monday 2026-04-27, 5 May a holiday as well.
    assert!(on(&account(&issued(r#"{"netDays":5}"#), &[]), &policy, "2026-04-27").is_empty());
    assert!(on(&account(&issued(r#"{"netDays":5}"#), &[]), &policy, "2026-05-05").is_empty());
}

#[test]
fn small_amounts_and_excluded_customers_are_left_alone() {
    let least = STEPS.replace(r#""level":1"#, r#""level":1,"minimumAmount":"1210.01""#);
    let policy = own(&least, "").expect("a policy");
    assert_eq!(shown(&year(&account(&invoice(), &[]), &policy, Vec::new()))[1], "2026-05-11 second");
    for customer in ["87654321", "AFNEMER bv", "crediteuren@afnemer.example"] {
        let none = format!(r#","exclusions":[{{"customer":"{customer}","until":"2026-05-10"}}]"#);
        let policy = own(STEPS, &none).expect("a policy");
        assert_eq!(shown(&year(&account(&invoice(), &[]), &policy, Vec::new()))[0], "2026-05-11 first", "{customer}");
        let one = format!(r#","exclusions":[{{"customer":"{customer}","steps":["first"]}}]"#);
        let policy = own(STEPS, &one).expect("a policy");
        assert_eq!(shown(&year(&account(&invoice(), &[]), &policy, Vec::new()))[1], "2026-05-11 second", "{customer}");
    }
}

#[test]
fn dunning_stops_at_the_hand_over_and_when_nothing_is_owed() {
    let policy = own(&STEPS.replace("formalNotice", "handOver"), "").expect("a policy");
    let handed =
        r#"{"on":"2026-05-02","kind":"reminder","step":"last","channel":"other","sentOn":"2026-05-02","level":3}"#;
    assert!(year(&account(&invoice(), &[handed]), &policy, Vec::new()).iter().all(|action| action.step == "upcoming"));
    for end in [
        r#"{"on":"2026-05-02","kind":"void"}"#,
        r#"{"on":"2026-05-02","kind":"writeOff","amount":"1210.00","reason":"Bankrupt"}"#,
        r#"{"on":"2026-05-02","kind":"credit","number":"CN-1","amount":"1210.00"}"#,
    ] {
        assert_eq!(shown(&year(&account(&invoice(), &[end]), &steps(), Vec::new())), ["2026-04-28 upcoming"], "{end}");
    }
}

#[test]
fn a_simulation_ends_after_it_begins_and_is_not_endless() {
    let account = account(&invoice(), &[]);
    for (from, until) in [("2026-05-02", "2026-05-01"), ("2026-01-01", "2031-01-06")] {
        let options = SimulateOptions { from: day(from), until: day(until), entries: Vec::new(), claim: None };
        assert_eq!(faults(simulate(&account, &steps(), &options)), ["date.range until"]);
    }
}

#[test]
fn only_a_reset_brings_the_level_back_and_the_steps_with_it() {
    let reminder = |on: &str, step: &str, level: u32| {
        format!(
            r#"{{"on":"{on}","kind":"reminder","step":"{step}","channel":"email","sentOn":"{on}","level":{level}}}"#
        )
    };
    let (first, second) = (reminder("2026-05-04", "first", 1), reminder("2026-05-11", "second", 2));
    let reset = r#"{"on":"2026-05-18","kind":"dunningReset","reason":"The customer had never got the invoice"}"#;
    // Another policy does not start at the bottom again.
    let other = own(&STEPS.replace("first", "one").replace("second", "two"), "").expect("a policy");
    let reminded = account(&invoice(), &[&first, &second]);
    assert_eq!(shown(&on(&reminded, &other, "2026-05-20")), ["2026-05-20 two"]);
    let anew = account(&invoice(), &[&first, &second, reset]);
    let actions = on(&anew, &steps(), "2026-05-20");
    assert_eq!((shown(&actions), actions[0].level), (vec!["2026-05-20 first".to_owned()], 1));
    let after = account(&invoice(), &[&first, &second, reset, &reminder("2026-05-20", "first", 1)]);
    assert_eq!(crate::ledger::status(&after, day("2026-05-20")).expect("a status").dunning_level, 1);
}

#[test]
fn a_belgian_term_of_ninety_days_is_dunned_by_the_due_date_of_the_law() {
    // Art. 4 law of 2 August 2002: more than sixty days counts as not written; thirty days from receipt on 2 April end on 2 May. Interest of
    // 20 days, 3 to 22 May, at 10.5 %: 1210.00 × 10.5 % × 20 / 365 = 6.962.
    let account = account(&issued(r#"{"netDays":90}"#), &[]);
    let charging =
        STEPS.replace(r#""level":3,"#, r#""level":3,"charges":"interest","#).replace("formalNotice", "letter");
    let policy = own(&charging, "").expect("a policy").to_json().replace("\"NL\"", "\"BE\"");
    let policy = Policy::from_json(&policy).expect("lawful");
    let simulated = |claim: &str| {
        let claim = Some(from_json(claim).expect("terms"));
        let options = SimulateOptions { from: day("2026-04-01"), until: day("2026-12-31"), entries: Vec::new(), claim };
        simulate(&account, &policy, &options).expect("actions")
    };
    let known = simulated(r#"{"receivedOn":"2026-04-02"}"#);
    assert_eq!(shown(&known), ["2026-04-29 upcoming", "2026-05-05 first", "2026-05-12 second", "2026-05-22 last"]);
    assert!(known.iter().all(|action| action.due_date == day("2026-05-02")));
    assert_eq!(
        (known[3].amounts.principal.to_string(), known[3].amounts.interest.to_string()),
        ("1210.00".into(), "6.96".into())
    );
    // As long as nobody knows when it came, the written date holds: 30 June.
    assert_eq!(
        shown(&simulated("{}")),
        ["2026-06-27 upcoming", "2026-07-03 first", "2026-07-10 second", "2026-07-20 last"]
    );
}
