//! What holds for every claim, whatever happened: sums add up, interest is that of its days, no cost before its notice, and an allocation
//! loses no cent.

use proptest::prelude::*;
use rust_decimal::Decimal;

use super::{day, entries, issued};
use crate::calendar::Day;
use crate::dunning::{AllocationOptions, Claim, ClaimComponent, ClaimOptions, allocate, claim};
use crate::law::costs::BE_CAP;
use crate::law::interest::{BE_COMMERCIAL, ECB_REFERENCE, Series};
use crate::ledger::{Account, Channel, EntryKind, Reading, Reminder, balances};
use crate::wire::from_json;

/// The jurisdictions and debtors that have a claim.
const CELLS: &[(&str, &str)] = &[
    ("NL", "business"),
    ("NL", "consumer"),
    ("NL", "government"),
    ("BE", "business"),
    ("BE", "consumer"),
    ("DE", "business"),
    ("DE", "consumer"),
    ("FR", "business"),
    ("AT", "consumer"),
    ("ES", "business"),
    ("EU", "government"),
];

fn amount(cents: u32) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}

/// What may happen, on a day from 0 to 260 after the invoice date.
fn event() -> impl Strategy<Value = (u16, String)> {
    let money = |kind: &'static str| {
        (1_u32..90_000)
            .prop_map(move |cents| format!(r#""kind":"{kind}","amount":"{}","method":"card""#, amount(cents)))
    };
    let kinds = prop_oneof![
        money("payment"),
        money("refund"),
        money("returnedDebit"),
        (1_u32..30_000).prop_map(|c| format!(r#""kind":"credit","number":"C","amount":"{}""#, amount(c))),
        (1_u32..60_000).prop_map(|c| format!(r#""kind":"dispute","amount":"{}","reason":"x""#, amount(c))),
        (1_u32..60_000).prop_map(|c| format!(r#""kind":"writeOff","amount":"{}","reason":"x""#, amount(c))),
        (prop::sample::select(vec!["letter", "email", "phone"]), 0_u32..25_000).prop_map(|(channel, costs)| {
            let costs = amount(costs);
            format!(r#""kind":"reminder","step":"x","channel":"{channel}","sentOn":"+0","costsStated":"{costs}""#)
        }),
    ];
    (0_u16..260, kinds)
}

/// An account of these events; what does not fit the others is left out.
fn account(mut events: Vec<(u16, String)>, terms: &str) -> Account {
    events.sort_by_key(|(after, _)| *after);
    let mut kept: Vec<String> = Vec::new();
    let mut account = Account::new(issued(terms), Vec::new()).expect("an account");
    for (after, rest) in events {
        let on = day("2026-04-01").add_days(i32::from(after)).expect("a day");
        let text = format!(r#"{{"on":"{on}",{}}}"#, rest.replace("+0", &on.to_string()));
        let texts: Vec<&str> = kept.iter().map(String::as_str).chain([text.as_str()]).collect();
        if let Ok(longer) = Account::new(account.invoice().clone(), entries(&texts)) {
            account = longer;
            kept.push(text);
        }
    }
    account
}

fn options(on: Day, cell: (&str, &str), more: &str) -> ClaimOptions {
    let (jurisdiction, debtor) = cell;
    from_json(&format!(r#"{{"on":"{on}","jurisdiction":"{jurisdiction}","debtor":"{debtor}"{more}}}"#))
        .expect("options")
}

const TERMS: &[&str] =
    &[r#"{"netDays":30}"#, r#"{"instalments":[{"days":10},{"days":40},{"days":70}]}"#, r#"{"netDays":0}"#];

fn histories() -> impl Strategy<Value = Account> {
    (prop::collection::vec(event(), 0..10), prop::sample::select(TERMS.to_vec()))
        .prop_map(|(events, terms)| account(events, terms))
}

fn last_day() -> impl Strategy<Value = Day> {
    (0_i32..274).prop_map(|after| day("2026-04-01").add_days(after).expect("a day"))
}

/// Interest by the day: each day's balance times its rate, added up in whole numbers, rounded once.
fn by_day(account: &Account, on: Day, series: &Series, margin: i16) -> Decimal {
    let mut sum: i128 = 0;
    for span in balances(account, on, Reading::Interest { day_of_payment: true }).expect("in range") {
        let mut day = span.from;
        while day <= span.until {
            let rate = i128::from(series.at(day, None).expect("a row").value + margin);
            let mut overdue = span.overdue;
            overdue.rescale(2);
            sum += overdue.mantissa() * rate;
            day = day.add_days(1).expect("a day");
        }
    }
    let over = 365 * 10_000;
    Decimal::from_i128_with_scale((2 * sum + over) / (2 * over), 2)
}

fn charged(claim: &Claim) -> Decimal {
    let part = |allowed: bool, amount: Decimal| if allowed { amount } else { Decimal::ZERO };
    part(claim.interest.allowed, claim.interest.amount)
        + part(claim.costs.allowed, claim.costs.amount)
        + part(claim.lump_sum.allowed, claim.lump_sum.amount)
}

fn reminders(account: &Account, on: Day) -> Vec<&Reminder> {
    let known = account.entries().iter().filter(|entry| entry.on <= on);
    known.filter_map(|entry| if let EntryKind::Reminder(one) = &entry.kind { Some(one) } else { None }).collect()
}

#[test]
fn an_agreed_percentage_of_costs_lies_from_0_to_100() {
    let account = Account::new(issued(r#"{"netDays":30}"#), Vec::new()).expect("an account");
    let on = crate::calendar::Day::parse("2026-06-01").expect("a day");
    for percent in ["100.1", "-1", "1.00001"] {
        let agreed = format!(r#","agreed":{{"costsPercent":"{percent}"}}"#);
        let refused = claim(&account, &options(on, ("BE", "business"), &agreed)).expect_err(percent);
        assert_eq!((refused.code(), refused.path()), ("percent.range", "agreed.costsPercent"), "{percent}");
    }
}

proptest! {
    #[test]
    fn a_claim_adds_up(account in histories(), on in last_day(), cell in prop::sample::select(CELLS.to_vec())) {
        let claim = claim(&account, &options(on, cell, r#","agreed":{"costs":"75"}"#)).expect("a claim");
        let all = claim.principal + charged(&claim);
        prop_assert!(claim.total <= all && claim.total >= Decimal::ZERO);
        // Only what came in beyond the invoice lowers the total, and then nothing of the invoice is open.
        prop_assert!(claim.total == all || claim.principal.is_zero());
        let segments: Decimal = claim.interest.segments.iter().map(|segment| segment.amount).sum();
        let count = i64::try_from(claim.interest.segments.len()).expect("few");
        let off = (claim.interest.amount - segments).abs();
        prop_assert!(off <= Decimal::new(5, 3) + Decimal::new(count, 6), "{} against {segments}", claim.interest.amount);
        for segment in claim.interest.segments.iter() {
            prop_assert_eq!(i64::from(segment.days), segment.until.days_since(segment.from) + 1);
            prop_assert!(segment.until <= on && segment.base > Decimal::ZERO && !segment.source.is_empty());
        }
        if claim.costs.allowed {
            prop_assert!(claim.lump_sum.amount.is_zero(), "the lump sum beside costs");
        }
        prop_assert!(claim.costs.allowed_from.is_none_or(|from| claim.costs.allowed == (from <= on) || claim.costs.amount.is_zero()));
    }

    #[test]
    fn interest_is_that_of_each_day(account in histories(), on in last_day()) {
        let belgian = claim(&account, &options(on, ("BE", "business"), "")).expect("a claim");
        prop_assert_eq!(belgian.interest.amount, by_day(&account, on, &BE_COMMERCIAL, 0));
        let floor = claim(&account, &options(on, ("FI", "business"), "")).expect("a claim");
        prop_assert_eq!(floor.interest.amount, by_day(&account, on, &ECB_REFERENCE, 800));
    }

    #[test]
    fn no_consumer_pays_before_the_notice(account in histories(), on in last_day()) {
        let dutch = claim(&account, &options(on, ("NL", "consumer"), "")).expect("a claim");
        let term_ended = |reminder: &&Reminder| reminder.sent_on.add_days(15).is_some_and(|day| day <= on);
        if dutch.costs.allowed {
            let letters = reminders(&account, on);
            let named = |reminder: &&Reminder| reminder.costs_stated.is_some_and(|stated| stated >= dutch.costs.amount);
            prop_assert!(letters.into_iter().filter(term_ended).any(|reminder| named(&reminder)));
        }
        let belgian = claim(&account, &options(on, ("BE", "consumer"), r#","agreed":{"costs":"50","interestRate":"8"}"#));
        let belgian = belgian.expect("a claim");
        if belgian.costs.allowed || belgian.interest.allowed {
            prop_assert!(reminders(&account, on).into_iter().filter(term_ended).count() > 0);
        }
        let german = claim(&account, &options(on, ("DE", "consumer"), "")).expect("a claim");
        prop_assert!(!german.interest.allowed || !reminders(&account, on).is_empty());
    }

    /// Art. XIX.2 and XIX.4 Code of economic law: each due date bears interest once the term of a reminder has ended that went out after it,
    /// fifteen days at the least; the clause passes neither what was agreed nor the caps of what was unpaid together.
    #[test]
    fn a_belgian_consumer_pays_by_instalment_and_within_the_caps(account in histories(), on in last_day(), small in any::<bool>()) {
        let size = if small { "small" } else { "large" };
        let more = format!(r#","agreed":{{"costs":"60","interestRate":"8"}},"creditor":{{"size":"{size}"}}"#);
        let claim = claim(&account, &options(on, ("BE", "consumer"), &more)).expect("a claim");
        let invoice = account.invoice();
        let dues: Vec<Day> = match invoice.instalments() {
            [] => invoice.due_date().into_iter().collect(),
            parts => parts.iter().filter_map(|part| part.due_date).collect(),
        };
        let sent: Vec<Day> =
            reminders(&account, on).iter().filter(|one| one.channel != Channel::Phone).map(|one| one.sent_on).collect();
        let open_from = |due: &Day, days: i32| sent.iter().filter(|sent| *sent > due).filter_map(|sent| sent.add_days(days)).min();
        if claim.interest.allowed {
            for segment in claim.interest.segments.iter() {
                let bearing = claim.interest.segments.iter().filter(|one| one.from <= segment.from && segment.from <= one.until);
                let opened = dues.iter().filter(|due| {
                    open_from(due, 15).is_some_and(|day| day <= on)
                        && open_from(due, if small { 1 } else { 15 }).is_some_and(|day| day <= segment.from)
                });
                prop_assert!(bearing.count() <= opened.count(), "more parts than terms that ended: {:?}", claim.interest.segments);
            }
        }
        if claim.costs.allowed {
            let spans = balances(&account, on, Reading::Interest { day_of_payment: true }).expect("in range");
            let most = spans.iter().map(|span| span.owed - span.disputed).max().unwrap_or_default();
            let terms = dues.iter().filter(|due| open_from(due, 15).is_some_and(|day| day <= on)).count();
            let cap = BE_CAP[0].value.of(most).map_or(Decimal::ZERO, |(cap, _)| cap.min(Decimal::from(60)));
            prop_assert!(claim.costs.amount <= cap * Decimal::from(terms), "{} for {most} in {terms} terms", claim.costs.amount);
        }
    }

    #[test]
    fn what_happens_later_changes_nothing(account in histories(), on in last_day(), cell in prop::sample::select(CELLS.to_vec())) {
        let known: Vec<_> = account.entries().iter().filter(|entry| entry.on <= on).cloned().collect();
        let today = Account::new(account.invoice().clone(), known).expect("an account");
        let options = options(on, cell, "");
        prop_assert_eq!(claim(&today, &options).expect("a claim"), claim(&account, &options).expect("a claim"));
    }

    #[test]
    fn an_allocation_loses_no_cent(
        account in histories(), on in last_day(), cell in prop::sample::select(CELLS.to_vec()), cents in 0_i64..300_000,
        order in prop::sample::subsequence(vec![ClaimComponent::Principal, ClaimComponent::Interest, ClaimComponent::Costs], 0..=3),
    ) {
        let claim = claim(&account, &options(on, cell, "")).expect("a claim");
        let payment = Decimal::new(cents, 2);
        let spread = allocate(payment, &claim, &AllocationOptions { order }).expect("an allocation");
        prop_assert_eq!(spread.costs + spread.interest + spread.principal + spread.surplus, payment);
        let left = &spread.left;
        prop_assert_eq!(left.costs + left.interest + left.principal + payment - spread.surplus, claim.total);
        prop_assert!(spread.surplus.is_zero() || (left.costs + left.interest + left.principal).is_zero());
        prop_assert_eq!(spread.order.len(), 3);
    }
}
