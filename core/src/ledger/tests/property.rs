//! What holds for every history: each day has a status, no cent is lost, the future is ignored, and a day is a whole.

use proptest::prelude::*;
use rust_decimal::Decimal;

use super::{day, issued, line};
use crate::calendar::Day;
use crate::ledger::{Account, ChargeSums, Entry, Reading, Status, balances, open_parts, position, status};
use crate::wire::from_json;

const KINDS: [&str; 13] = [
    "payment",
    "payment",
    "refund",
    "chargeback",
    "returnedDebit",
    "credit",
    "writeOff",
    "dispute",
    "settlementOffer",
    "paymentPlan",
    "correction",
    "disputeResolved",
    "reminder",
];

/// Kind, days after the invoice date, cents.
type Told = (usize, u8, u32);

fn told() -> impl Strategy<Value = Vec<Told>> {
    prop::collection::vec((0..KINDS.len(), 0_u8..60, 1_u32..90_000), 0..14)
}

fn later(days: i32) -> Day {
    day("2026-01-31").add_days(days).expect("in range")
}

fn entry(index: usize, (kind, after, cents): Told) -> Entry {
    let kind = KINDS[kind];
    let on = later(i32::from(after));
    let amount = format!("{}.{:02}", cents / 100, cents % 100);
    let ground = ["uncollectible", "settlement", "difference", "charges"][usize::from(after % 4)];
    let earlier = index / 2;
    let rest = match kind {
        "credit" => format!(r#","amount":"{amount}","number":"C""#),
        "writeOff" => format!(r#","amount":"{amount}","reason":"x","ground":"{ground}""#),
        "dispute" => format!(r#","amount":"{amount}","reason":"x""#),
        "settlementOffer" => format!(r#","amount":"{amount}","until":"{}""#, later(i32::from(after) + 9)),
        "paymentPlan" => {
            format!(r#","instalments":[{{"dueDate":"{}","amount":"{amount}"}}]"#, later(i32::from(after) + 14))
        }
        "correction" if after % 2 == 0 => format!(r#","of":"e{earlier}""#),
        "correction" => format!(r#","of":"e{earlier}","amount":"{amount}""#),
        "disputeResolved" => format!(r#","dispute":"e{earlier}","outcome":"rejected""#),
        "reminder" => {
            let claimed = format!(r#","costsClaimed":"{amount}","interestClaimed":"{}.07""#, after / 2);
            let claimed = if after % 3 == 0 { "" } else { &claimed };
            format!(r#","step":"s{}","channel":"email","sentOn":"{on}"{claimed}"#, after % 4)
        }
        "payment" if after % 3 == 0 => {
            let part = format!("{}.{:02}", cents / 300, cents % 100 / 3);
            format!(r#","amount":"{amount}","method":"card","costs":"{part}","interest":"{part}""#)
        }
        _ => format!(r#","amount":"{amount}","method":"card""#),
    };
    let at = "2026-02-01T09:00:00Z";
    let json = format!(r#"{{"id":"e{index}","at":"{at}","on":"{on}","kind":"{kind}"{rest}}}"#);
    from_json(&json).unwrap_or_else(|error| panic!("{json}: {error}"))
}

fn empty() -> Account {
    let terms =
        r#","paymentTerms":{"earlyDiscounts":[{"percent":"2","days":8}],"instalments":[{"days":10},{"days":30}]}"#;
    Account::new(issued(&line("1000.00"), terms), Vec::new()).expect("an account")
}

/// A random history; what does not fit together is left out.
fn history(told: &[Told]) -> Account {
    told.iter().fold(empty(), |kept, told| {
        let entry = entry(kept.entries().len(), *told);
        kept.clone().append(entry).unwrap_or(kept)
    })
}

/// The status of each day of 80; its findings by the ids of the entries, whose places are others in another order.
fn statuses(account: &Account) -> Vec<Status> {
    let named = |path: &str| {
        let place = path.trim_start_matches("entries[").trim_end_matches("].amount").parse::<usize>().expect("a place");
        account.entries()[place].id.clone()
    };
    let of_day = |offset| {
        let mut status = status(account, later(offset)).expect("every day has a status");
        status.findings.iter_mut().for_each(|finding| finding.path = named(&finding.path));
        status.findings.sort_by(|one, other| one.path.cmp(&other.path));
        status
    };
    (0..80).map(of_day).collect()
}

proptest! {
    #[test]
    fn each_day_of_the_view_is_the_status_of_that_day(told in told(), offset in 0_i32..80) {
        let account = history(&told);
        let on = later(offset);
        let today = balances(&account, on, Reading::Books).expect("in range");
        // The last day is the day asked for, the first the invoice date, and nothing is left out between.
        prop_assert_eq!(today.first().map(|span| span.from), Some(later(0)));
        prop_assert_eq!(today.last().map(|span| span.until), Some(on));
        for pair in today.windows(2) {
            prop_assert_eq!(pair[0].until.add_days(1), Some(pair[1].from));
        }
        // Looking back, earlier days count as corrected since; their own status does not know that yet.
        let corrected = account.entries().iter().any(|entry| entry.kind.as_str() == "correction");
        for asked in (0..=offset).map(later).filter(|asked| *asked == on || !corrected) {
            let status = status(&account, asked).expect("in range");
            let span = today.iter().find(|span| span.from <= asked && asked <= span.until).expect("every day");
            prop_assert_eq!((span.owed, span.disputed, span.overdue), (status.amount_due, status.disputed, status.overdue_amount));
        }
        let parts = open_parts(&account, on).expect("in range");
        let status = status(&account, on).expect("in range");
        prop_assert_eq!(parts.iter().map(|part| part.amount).sum::<Decimal>(), status.amount_due - status.disputed);
        prop_assert!(parts.is_sorted_by_key(|part| part.due));
    }

    #[test]
    fn every_cent_of_the_invoice_is_somewhere(told in told(), offset in 0_i32..80) {
        let p = position(&history(&told), later(offset)).expect("in range");
        // Every cent that came in is in one of costs, interest, principal and surplus: the first two are apart, the surplus
        // is paid too much, and principal is what is left.
        let principal = p.received - p.charged.costs - p.charged.interest - p.overpaid;
        let sum = principal + p.credited + p.discount + p.settled + p.written_off + p.owed;
        prop_assert_eq!(sum, p.payable);
        let charges = [p.charged.costs, p.charged.interest, p.charges_open.costs, p.charges_open.interest];
        for amount in charges.into_iter().chain([p.credited, p.discount, p.settled, p.written_off, p.owed, p.overpaid, p.disputed]) {
            prop_assert!(amount >= Decimal::ZERO);
        }
        prop_assert!(p.owed.is_zero() || p.overpaid.is_zero());
        prop_assert!(p.disputed <= p.owed);
        // Costs and interest are paid with money that is there.
        prop_assert!(p.charged.costs + p.charged.interest <= p.received.max(Decimal::ZERO));
        // Nobody has money to the good as long as something that was claimed is open, unless nothing was owed after all.
        let is_over = p.void || p.settled > Decimal::ZERO || p.credited >= p.payable;
        prop_assert!(is_over || p.overpaid.is_zero() || p.charges_open == ChargeSums::default());
    }

    #[test]
    fn what_happens_later_changes_no_earlier_day(told in told(), offset in 0_i32..80) {
        let account = history(&told);
        let on = later(offset);
        let known = account.entries().iter().filter(|entry| entry.on <= on).cloned().collect();
        let known = Account::new(account.invoice().clone(), known).expect("the rest still fits together");
        prop_assert_eq!(&statuses(&account)[..=offset as usize], &statuses(&known)[..=offset as usize]);
    }

    #[test]
    fn a_day_is_a_whole(told in told(), keys in prop::collection::vec(any::<u32>(), 14)) {
        // Of two plans, offers or claiming reminders of one day the later word counts, and a correction speaks of what stands before it:
        // their order says something. That of all other entries says nothing.
        let mut seen: Vec<(usize, u8)> = Vec::new();
        let once = |told: &&Told| match KINDS[told.0] {
            "correction" | "disputeResolved" => false,
            "settlementOffer" | "paymentPlan" | "reminder" if seen.contains(&(told.0, told.1)) => false,
            _ => { seen.push((told.0, told.1)); true }
        };
        let told: Vec<Told> = told.iter().filter(once).copied().collect();
        let account = history(&told);
        let mut shuffled: Vec<(u32, Entry)> = keys.into_iter().zip(account.entries().iter().cloned()).collect();
        shuffled.sort_by_key(|(key, _)| *key);
        let shuffled = shuffled.into_iter().map(|(_, entry)| entry).collect();
        let shuffled = Account::new(account.invoice().clone(), shuffled).expect("the same entries fit together");
        prop_assert_eq!(statuses(&account), statuses(&shuffled));
    }
}
