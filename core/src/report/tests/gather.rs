//! Reports gathered from what is kept of accounts are those over the accounts, on every day and in whatever order they come.

use super::*;
use crate::calendar::Day;

/// The stand of each account that covers a day.
fn standing(kept: &[Vec<Stand>], on: Day) -> Vec<&Stand> {
    kept.iter().filter_map(|stands| stands.iter().rev().find(|stand| stand.from <= on)).collect()
}

/// What is kept of an account, written and read again as a service does.
fn kept(account: &Account) -> (Vec<Stand>, Vec<Move>) {
    let again = |stand: &Stand| crate::wire::from_json(&crate::wire::to_json(stand)).expect("a stand");
    let stands = stands(account, None).expect("stands").iter().map(again).collect();
    let again = |moved: &Move| crate::wire::from_json(&crate::wire::to_json(moved)).expect("a movement");
    (stands, moves(account, false).expect("movements").iter().map(again).collect())
}

/// An account with entries of the kinds that change what was: corrections, promises and money that goes back, from a list of
/// numbers that say which and when.
fn changed(mut account: Account, steps: &[(usize, usize, i32)]) -> Account {
    let issued = account.invoice().issue_date();
    for (place, (kind, of, later)) in steps.iter().enumerate() {
        let on = issued.add_days(*later).expect("a day");
        let until = on.add_days(i32::try_from(*of).expect("small") * 5).expect("a day");
        let rest = match kind {
            0 => format!(r#""kind":"correction","of":"e{of}","reason":"r""#),
            1 => format!(r#""kind":"correction","of":"e{of}","amount":"7.50","reason":"r""#),
            2 => format!(r#""kind":"promise","until":"{until}""#),
            3 => format!(r#""kind":"promise","until":"{until}","amount":"{of}0.00""#),
            4 => format!(r#""kind":"chargeback","amount":"{of}.00","method":"card""#),
            5 => format!(r#""kind":"returnedDebit","amount":"{of}.00","method":"sepa""#),
            6 => format!(r#""kind":"settlementOffer","amount":"{of}1.00","until":"{until}""#),
            7 => format!(r#""kind":"payment","amount":"{of}1.00","method":"cash""#),
            _ => format!(r#""kind":"paymentPlan","instalments":[{{"dueDate":"{until}","amount":"10.00"}}]"#),
        };
        let json = format!(r#"{{"id":"f{place}","at":"2026-01-01T10:00:{place:02}Z","on":"{on}",{rest}}}"#);
        // What does not fit the account is left out.
        let Ok(entry) = crate::wire::from_json(&json) else { continue };
        account = account.clone().append(entry).unwrap_or(account);
    }
    account
}

fn any_changed_account() -> impl Strategy<Value = Account> {
    (any_account(), prop::collection::vec((0_usize..9, 0_usize..6, 0_i32..200), 0..6))
        .prop_map(|(account, steps)| changed(account, &steps))
}

#[test]
fn the_kinds_of_entries_that_the_property_needs_are_read() {
    let account = sale(1, "a", "2026-01-01", "100").account(&[("2026-01-02", paid("50.00"))]);
    for kind in 0..9 {
        let of = usize::from(kind >= 2) * 3;
        let more = changed(account.clone(), &[(kind, of, 9)]);
        assert_eq!(more.entries().len(), 2, "kind {kind}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn what_is_gathered_is_what_the_accounts_say(
        accounts in prop::collection::vec(any_changed_account(), 1..12),
        after in -3_i32..400,
        days in 1_u32..200,
        turn in any::<bool>(),
    ) {
        let on = day("2026-01-01").add_days(after).expect("a day");
        let (mut stands, mut moves): (Vec<_>, Vec<_>) = accounts.iter().map(kept).unzip();
        if turn {
            stands.reverse();
            moves.reverse();
        }
        let mut gather = AgeingGather::new(on);
        standing(&stands, on).into_iter().try_for_each(|stand| gather.take(stand)).expect("fits");
        prop_assert_eq!(gather.finish(), ageing(&accounts, on).expect("a report"));

        let mut gather = DsoGather::new(on, days).expect("days");
        let before = gather.before();
        for of_account in &stands {
            let at = |day: Day| of_account.iter().rev().find(|stand| stand.from <= day);
            if let Some(stand) = at(on) {
                gather.take(stand, at(before)).expect("fits");
            }
        }
        prop_assert_eq!(gather.finish(), dso(&accounts, on, days).expect("a report"));

        let options = || TermEffectOptions { on, days, net_days: 21, annual_rate: Some(dec("8")) };
        let mut gather = TermEffectGather::new(options()).expect("days");
        standing(&stands, on).into_iter().try_for_each(|stand| gather.take(stand)).expect("fits");
        prop_assert_eq!(gather.finish().expect("fits"), term_effect(&accounts, &options()).expect("a report"));

        let behaviour = || {
            let mut gather = BehaviourGather::new(on);
            standing(&stands, on).into_iter().try_for_each(|stand| gather.take(stand)).expect("fits");
            gather
        };
        prop_assert_eq!(behaviour().finish(), payment_behaviour(&accounts, on));

        let mut gather = CashGather::new(9, behaviour()).expect("weeks");
        for stand in standing(&stands, on) {
            gather.know(stand.currency).expect("fits");
            // What is settled adds nothing.
            if stand.is_shown() {
                gather.take(stand).expect("fits");
            }
        }
        prop_assert_eq!(gather.finish(), cash_forecast(&accounts, on, 9).expect("a report"));

        let from = on.add_days(-60).expect("a day");
        let mut gather = VatGather::new(from, on).expect("days");
        moves.iter().flatten().try_for_each(|moved| gather.take(moved)).expect("fits");
        prop_assert_eq!(gather.finish(), vat_summary(&accounts, from, on).expect("a report"));
        let mut gather = RevenueGather::new(from, on).expect("days");
        moves.iter().flatten().try_for_each(|moved| gather.take(moved)).expect("fits");
        prop_assert_eq!(gather.finish(), revenue(&accounts, from, on).expect("a report"));
        let mut gather = ReceiptsGather::new(from, on).expect("days");
        let before = gather.before();
        for of_account in &stands {
            let at = |day: Day| of_account.iter().rev().find(|stand| stand.from <= day);
            if let Some(stand) = at(on) {
                gather.take(stand, at(before)).expect("fits");
            }
        }
        prop_assert_eq!(gather.finish(), receipts(&accounts, from, on).expect("a report"));
    }

    #[test]
    fn what_an_entry_changes_begins_on_its_day(account in any_changed_account()) {
        // So a service that appends an entry keeps anew only what stands from its day on.
        let Some((last, before)) = account.entries().split_last() else { return Ok(()) };
        let without = Account::new(account.invoice().clone(), before.to_vec()).expect("an account");
        let whole = stands(&account, None).expect("stands");
        let mut kept: Vec<Stand> = stands(&without, None).expect("stands");
        kept.retain(|stand| stand.from < last.on);
        kept.extend(stands(&account, Some(last.on)).expect("stands"));
        prop_assert_eq!(kept, whole);
    }
}
