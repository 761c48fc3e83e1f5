//! The payment risk of a customer: a score from 0 to 100 that says what it rests on. It is a sum of seven grounds with a
//! fixed weight each, so that anybody can add it up again. Refuses to look at anything but the customer's own invoices.

use rust_decimal::Decimal;

use super::book::{Standing, add, zero};
use super::payment_behaviour::Trend;
use super::stand::StandPromise;
use crate::calendar::Day;
use crate::ledger::history::counted;
use crate::ledger::{Account, Balance, EntryKind, Reading, balances};
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
    returned: u32,
    written_off: usize,
}

impl Events {
    /// Nothing happened.
    pub fn none(currency: Currency) -> Events {
        let zero = zero(currency);
        Events { owed: zero, overdue: zero, broken_promises: 0, returned: 0, written_off: 0 }
    }

    /// Adds what happened to an invoice up to the end of a day.
    pub fn take_account(&mut self, standing: &Standing<'_>, on: Day) -> Option<()> {
        let parts = standing.parts.iter().map(|part| (part.due, part.amount));
        let (returned, promises) = told(standing.account, on, Some(on))?;
        let sums = (standing.position.owed, standing.position.written_off > Decimal::ZERO);
        self.take(sums, parts, (returned, &promises), on)
    }

    /// Adds an invoice: what is owed, whether something was written off, what is owed by due date, and what [`told`] gives of it.
    pub fn take(
        &mut self,
        (owed, is_written_off): (Decimal, bool),
        parts: impl Iterator<Item = (Option<Day>, Decimal)>,
        (returned, promises): (u32, &[StandPromise]),
        on: Day,
    ) -> Option<()> {
        add(&mut self.owed, owed)?;
        for (due, amount) in parts {
            if due.is_some_and(|due| due < on) {
                add(&mut self.overdue, amount)?;
            }
        }
        self.written_off = self.written_off.saturating_add(usize::from(is_written_off));
        self.returned = self.returned.saturating_add(returned);
        let broken = promises.iter().filter(|promise| promise.until < on && promise.broken).count();
        self.broken_promises = self.broken_promises.saturating_add(broken);
        Some(())
    }
}

/// What the entries up to the end of a day tell beside sums: the payments that were taken back, and the promises whose day lies
/// before another one, or all, in the order in which they were made.
pub(super) fn told(account: &Account, on: Day, before: Option<Day>) -> Option<(u32, Vec<StandPromise>)> {
    let (mut returned, mut promises) = (0_u32, Vec::new());
    let mut made = Vec::new();
    for counted in counted(account, on, Reading::Books) {
        match &counted.entry.kind {
            EntryKind::Chargeback(_) | EntryKind::ReturnedDebit(_) => returned = returned.saturating_add(1),
            EntryKind::PromiseToPay(promise) if before.is_none_or(|before| promise.until < before) => {
                let amount = promise.amount.map(|_| counted.amount);
                made.push((counted.day, StandPromise { until: promise.until, amount, broken: false }));
            }
            _ => {}
        }
    }
    if made.is_empty() {
        return Some((returned, promises));
    }
    let spans = balances(account, on, Reading::Books).ok()?;
    for (day, promise) in made {
        let owed = owed_on(&spans, day);
        let left = owed.minus(promise.amount.unwrap_or(owed))?.max(Decimal::ZERO);
        let broken = owed_on(&spans, promise.until) > left;
        let to_come = owed_on(&spans, on).minus(left)?.max(Decimal::ZERO);
        promises.push(StandPromise { broken, amount: promise.amount.map(|amount| amount.min(to_come)), ..promise });
    }
    Some((returned, promises))
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
    // Ground, what was found, the points at most, and what brings them.
    let grounds = [
        (RiskGround::ShareLate, share, 20_u32, hundred),
        (RiskGround::AverageDaysLate, days, 20, Decimal::from(60_u32)),
        (RiskGround::Worsening, worsening, 10, Decimal::ONE),
        (RiskGround::Overdue, overdue, 20, hundred),
        (RiskGround::BrokenPromises, Decimal::from(events.broken_promises), 10, Decimal::TWO),
        (RiskGround::ReturnedPayments, Decimal::from(events.returned), 10, Decimal::TWO),
        (RiskGround::WrittenOff, Decimal::from(events.written_off), 10, Decimal::ONE),
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
