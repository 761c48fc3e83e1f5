//! The payment risk of a customer: a score from 0 to 100 that says what it rests on. It is a sum of seven grounds with a
//! fixed weight each, so that anybody can add it up again. Refuses to look at anything but the customer's own invoices.

use rust_decimal::Decimal;

use super::book::{Standing, add, zero};
use super::payment_behaviour::Trend;
use crate::calendar::Day;
use crate::ledger::history::counted;
use crate::ledger::{Balance, EntryKind, Reading, balances};
use crate::money::round::{product_quotient, units};
use crate::money::{Currency, Exact};
use crate::wire::Array;
use crate::{wire_enum, wire_struct};

wire_enum! {
    /// How high a risk is.
    #[derive(Copy, Eq)]
    pub enum RiskLevel {
        /// Below 30.
        "low" Low,
        /// From 30 to 59.
        "medium" Medium,
        /// 60 and more.
        "high" High,
    }
}

wire_enum! {
    /// What a risk score rests on.
    #[derive(Copy, Eq)]
    pub enum RiskGround {
        /// The share of invoices paid late, in percent: up to 20 points, at 100 %.
        "shareLate" ShareLate,
        /// Average days late: up to 20 points, at 60 days.
        "averageDaysLate" AverageDaysLate,
        /// The later invoices are paid at least five days later than the earlier ones: 10 points.
        "worsening" Worsening,
        /// What is overdue of what is owed today, in percent: up to 20 points, at 100 %.
        "overdue" Overdue,
        /// Promises to pay that were not kept: 5 points each, up to 10.
        "brokenPromises" BrokenPromises,
        /// Direct debits returned and card payments taken back: 5 points each, up to 10.
        "returnedPayments" ReturnedPayments,
        /// Invoices that were written off as uncollectible: 10 points.
        "writtenOff" WrittenOff,
    }
}

wire_struct! {
    /// One ground of a risk score.
    #[derive(Eq)]
    pub struct RiskFactor {
        /// The ground.
        "ground" ground: RiskGround,
        /// What was found: percent, days or a number of events.
        "value" value: Decimal,
        /// The points it adds.
        "points" points: u32,
    }
}

wire_struct! {
    /// The risk that the next invoices of a customer are paid late or not at all.
    #[derive(Eq)]
    pub struct PaymentRisk {
        /// From 0 to 100: the sum of the points.
        "score" score: u32,
        /// How high that is.
        "level" level: RiskLevel,
        /// All grounds, those without points included.
        "basis" basis: Array<RiskFactor>,
    }
}

/// What happened to the invoices of a customer beside being paid.
pub(super) struct Events {
    owed: Decimal,
    overdue: Decimal,
    broken_promises: usize,
    returned: usize,
    written_off: usize,
}

impl Events {
    /// Nothing happened.
    pub fn none(currency: Currency) -> Events {
        let zero = zero(currency);
        Events { owed: zero, overdue: zero, broken_promises: 0, returned: 0, written_off: 0 }
    }

    /// Adds what happened to an invoice up to the end of a day.
    pub fn take(&mut self, standing: &Standing<'_>, on: Day) -> Option<()> {
        add(&mut self.owed, standing.position.owed)?;
        for part in standing.parts.iter().filter(|part| part.due.is_some_and(|due| due < on)) {
            add(&mut self.overdue, part.amount)?;
        }
        let written_off = usize::from(standing.position.written_off > Decimal::ZERO);
        self.written_off = self.written_off.saturating_add(written_off);
        let mut promises = Vec::new();
        for counted in counted(standing.account, on, Reading::Books) {
            match &counted.entry.kind {
                EntryKind::Chargeback(_) | EntryKind::ReturnedDebit(_) => {
                    self.returned = self.returned.saturating_add(1);
                }
                EntryKind::PromiseToPay(promise) if promise.until < on => {
                    let amount = promise.amount.map(|_| counted.amount);
                    promises.push((counted.day, promise.until, amount));
                }
                _ => {}
            }
        }
        if promises.is_empty() {
            return Some(());
        }
        let spans = balances(standing.account, on, Reading::Books).ok()?;
        for (made, until, amount) in promises {
            let before = owed_on(&spans, made);
            let left = before.minus(amount.unwrap_or(before))?.max(Decimal::ZERO);
            self.broken_promises = self.broken_promises.saturating_add(usize::from(owed_on(&spans, until) > left));
        }
        Some(())
    }
}

fn owed_on(spans: &[Balance], day: Day) -> Decimal {
    let after = spans.partition_point(|span| span.from <= day);
    after.checked_sub(1).and_then(|place| spans.get(place)).map_or(Decimal::ZERO, |span| span.owed)
}

/// The risk by the share of invoices that were late, their average days, the trend, and what else happened.
pub(super) fn risk(
    events: &Events,
    (late, judged): (usize, usize),
    days: Decimal,
    trend: Option<Trend>,
) -> Option<PaymentRisk> {
    let hundred = Decimal::ONE_HUNDRED;
    let share = product_quotient(Decimal::from(late), hundred, Decimal::from(judged), 1)?;
    let overdue =
        if events.owed.is_zero() { Decimal::ZERO } else { product_quotient(events.overdue, hundred, events.owed, 1)? };
    let worsening = Decimal::from(u32::from(trend == Some(Trend::Worsening)));
    let event = |count: usize| Decimal::from(count);
    // Ground, what was found, the points at most, and what brings them.
    let grounds = [
        (RiskGround::ShareLate, share, 20_u32, hundred),
        (RiskGround::AverageDaysLate, days, 20, Decimal::from(60_u32)),
        (RiskGround::Worsening, worsening, 10, Decimal::ONE),
        (RiskGround::Overdue, overdue, 20, hundred),
        (RiskGround::BrokenPromises, event(events.broken_promises), 10, Decimal::TWO),
        (RiskGround::ReturnedPayments, event(events.returned), 10, Decimal::TWO),
        (RiskGround::WrittenOff, event(events.written_off), 10, Decimal::ONE),
    ];
    let mut basis = Vec::with_capacity(grounds.len());
    let mut score = 0_u32;
    for (ground, value, most, full) in grounds {
        let points = product_quotient(value.min(full), Decimal::from(most), full, 0)?;
        let points = u32::try_from(units(points, 0)?).ok()?;
        score = score.saturating_add(points);
        basis.push(RiskFactor { ground, value, points });
    }
    let level = match score {
        0..=29 => RiskLevel::Low,
        30..=59 => RiskLevel::Medium,
        _ => RiskLevel::High,
    };
    Some(PaymentRisk { score, level, basis: Array(basis) })
}
