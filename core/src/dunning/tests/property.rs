//! What holds for every history: nothing after payment, nothing twice, the level never falls, nothing on a quiet day.

use proptest::prelude::*;

use super::{entries, invoice, issued, ready, steps, year};
use crate::dunning::{Action, ClaimTerms, PlanOptions, Policy, claim, plan, plan_and_claim};
use crate::ledger::{Account, Entry, State, status};

/// What may happen, on a day from 1 to 270 after the invoice.
fn event() -> impl Strategy<Value = (u16, String)> {
    let kinds = prop_oneof![
        (1_u32..121_000).prop_map(|cents| format!(r#""kind":"payment","amount":"{}","method":"card""#, amount(cents))),
        (1_u32..121_000).prop_map(|cents| format!(r#""kind":"refund","amount":"{}","method":"card""#, amount(cents))),
        (1_u32..60_000).prop_map(|cents| format!(r#""kind":"dispute","amount":"{}","reason":"x""#, amount(cents))),
        (0_u16..40).prop_map(|days| format!(r#""kind":"promise","until":"+{days}""#)),
        (0_u16..40).prop_map(|days| format!(r#""kind":"dunningHold","until":"+{days}","reason":"x""#)),
        (1_u32..121_000, 0_u16..40).prop_map(|(cents, days)| {
            format!(r#""kind":"settlementOffer","amount":"{}","until":"+{days}""#, amount(cents))
        }),
        (1_u16..90, 1_u32..121_000).prop_map(|(days, cents)| {
            format!(r#""kind":"paymentPlan","instalments":[{{"dueDate":"+{days}","amount":"{}"}}]"#, amount(cents))
        }),
    ];
    (1_u16..270, kinds)
}

fn amount(cents: u32) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}

/// Entries in the order of their days; `+n` is n days after the day of the entry.
fn history(mut events: Vec<(u16, String)>) -> Vec<Entry> {
    events.sort_by_key(|(after, _)| *after);
    let texts = events.into_iter().map(|(after, rest)| {
        let on = super::day("2026-04-01").add_days(i32::from(after)).expect("a day");
        let rest = match rest.split_once("\"+") {
            Some((before, tail)) => {
                let (days, behind) = tail.split_once('"').expect("the end of a day");
                let until = on.add_days(days.parse().expect("days")).expect("a day");
                format!("{before}\"{until}\"{behind}")
            }
            None => rest,
        };
        format!(r#"{{"on":"{on}",{rest}}}"#)
    });
    let texts: Vec<String> = texts.collect();
    entries(&texts.iter().map(String::as_str).collect::<Vec<_>>())
}

fn policies() -> impl Strategy<Value = Policy> {
    let ready = ["nl-business", "nl-consumer", "be-consumer", "eu-business"];
    prop_oneof![Just(steps()), prop::sample::select(ready.to_vec()).prop_map(ready_policy)]
}

fn ready_policy(name: &str) -> Policy {
    ready(name).expect("a ready policy")
}

fn check(account: &Account, policy: &Policy, actions: &[Action]) -> Result<(), TestCaseError> {
    let mut level = 0;
    for (index, action) in actions.iter().enumerate() {
        let that_day = status(account, action.on).expect("a status");
        prop_assert_eq!(that_day.state, State::Open, "{:?} after payment", action);
        prop_assert!(that_day.amount_due > that_day.disputed, "{:?} of what is contested", action);
        prop_assert!(action.amounts.principal > rust_decimal::Decimal::ZERO);
        prop_assert!(action.amounts.principal <= that_day.amount_due, "{:?} asks for more than is owed", action);
        prop_assert!(actions[..index].iter().all(|earlier| earlier.step != action.step), "{:?} twice", action);
        prop_assert!(action.level >= level, "{:?} falls below {}", action, level);
        prop_assert!(!(policy.fields().quiet.weekends && action.on.is_weekend()), "{:?} on a weekend", action);
        level = action.level;
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn every_history_is_dunned_within_its_bounds(
        events in prop::collection::vec(event(), 0..8),
        policy in policies(),
        parts in any::<bool>(),
    ) {
        let terms = r#"{"instalments":[{"percent":"50","days":20},{"percent":"50","days":50}]}"#;
        let invoice = if parts { issued(terms) } else { invoice() };
        let account = Account::new(invoice, history(events)).expect("an account");
        let actions = year(&account, &policy, Vec::new());
        check(&account, &policy, &actions)?;
        // What is known beforehand and what is supposed to come are the same to a simulation.
        let bare = Account::new(account.invoice().clone(), Vec::new()).expect("an account");
        prop_assert_eq!(&actions, &year(&bare, &policy, account.entries().to_vec()));
    }

    #[test]
    fn a_plan_with_its_claim_is_both_of_them(events in prop::collection::vec(event(), 0..8), after in 1_i32..270) {
        let policy = ready_policy("nl-consumer");
        let account = Account::new(invoice(), history(events)).expect("an account");
        let on = super::day("2026-04-01").add_days(after).expect("a day");
        let options = PlanOptions { on, claim: None };
        let (actions, claimed) = plan_and_claim(&account, &policy, &options).expect("a plan and a claim");
        prop_assert_eq!(actions, plan(&account, &policy, &options).expect("a plan"));
        let fields = policy.fields();
        let options = ClaimTerms::default().options(on, fields.jurisdiction.clone(), fields.debtor);
        prop_assert_eq!(claimed, claim(&account, &options).expect("a claim"));
    }
}
