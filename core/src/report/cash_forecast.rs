//! Expected cash by week, from due dates, promises and how late customers usually pay.
//!
//! A promise is believed until its day has passed. Otherwise an invoice is expected as long after its due date as the
//! customer's invoices were late on average, one without a history as late as those of all customers; what should have come
//! by then is expected in the first week. What is contested is not expected. Every cent of what is open is in a week, or in
//! a total that says why it is not.

use rust_decimal::Decimal;

use super::book::{Keys, add, check_count, each_standing, out_of_range, row, zero};
use super::payment_behaviour::histories;
use super::risk::told;
use super::stand::StandPromise;
use crate::calendar::Day;
use crate::finding::Error;
use crate::ledger::{Account, open_parts};
use crate::money::round::{product_quotient, units};
use crate::money::{Currency, Exact};
use crate::wire::Array;
use crate::wire_struct;

wire_struct! {
    /// Expected cash of one week.
    #[derive(Eq)]
    pub struct CashWeek {
        /// Monday of the week; the first week begins on the day of the forecast.
        "from" from: Day,
        /// Sunday of the week, inclusive.
        "until" until: Day,
        /// Currency (BT-5).
        "currency" currency: Currency,
        /// Due in that week by the terms.
        "due" due: Decimal,
        /// Expected in that week by how late each customer usually pays.
        "expected" expected: Decimal,
    }
}

wire_struct! {
    /// What is open in one currency: `open = overdue + disputed + dueLater + due of all weeks`, and also
    /// `open = disputed + expectedLater + expected of all weeks`.
    #[derive(Eq)]
    pub struct CashTotal {
        /// Currency (BT-5).
        "currency" currency: Currency,
        /// All that is owed on the day.
        "open" open: Decimal,
        /// What of it was due before the day.
        "overdue" overdue: Decimal,
        /// What of it is contested.
        "disputed" disputed: Decimal,
        /// What of it is due after the last week, or on no stated day.
        "dueLater" due_later: Decimal,
        /// What of it is expected after the last week, or has no due date to expect it by.
        "expectedLater" expected_later: Decimal,
    }
}

wire_struct! {
    /// Expected cash from a day on.
    #[derive(Eq)]
    pub struct CashForecast {
        /// The day.
        "asOf" as_of: Day,
        /// Week by week, each currency in each week.
        "weeks" weeks: Array<CashWeek>,
        /// By currency, with what is in no week.
        "totals" totals: Array<CashTotal>,
    }
}

/// A forecast has at most so many weeks: five years.
const WEEKS_MAX: u32 = 260;

/// Expected cash of so many weeks, as it looks at the end of a day.
pub fn cash_forecast(accounts: &[Account], on: Day, weeks: u32) -> Result<CashForecast, Error> {
    let calendar = calendar(on, weeks)?;
    let (known, delays) = histories(accounts, on)?;
    let (mut keys, mut flows) = (Keys::default(), Vec::new());
    let mut usual = Vec::new();
    for history in &delays {
        usual.push(history.usual_delay());
    }
    let all = of_all(&usual).ok_or_else(out_of_range)?;
    each_standing(accounts, on, &mut |standing| {
        let (customer, currency) = standing.key();
        let flow = row(&mut keys, &mut flows, ("", currency), Flow::new)?;
        let own = known.find(customer, currency).and_then(|place| usual.get(place).copied().flatten());
        let open = open_parts(standing.account, on).ok()?;
        let open = open.iter().map(|part| (part.due, part.amount));
        let sums = (standing.position.owed, standing.position.disputed);
        let (_, promises) = told(standing.account, on, None)?;
        flow.take(sums, open, believed(&promises, on), (on, own.unwrap_or(all)), &calendar)
    })?;
    Ok(forecast(flows, on, &calendar))
}

/// The weeks that a forecast has.
pub(super) fn calendar(on: Day, weeks: u32) -> Result<Vec<(Day, Day)>, Error> {
    check_count("weeks", weeks, WEEKS_MAX)?;
    weeks_from(on, weeks).ok_or_else(out_of_range)
}

/// The forecast of what was added up, by currency.
pub(super) fn forecast(flows: Vec<Flow>, on: Day, calendar: &[(Day, Day)]) -> CashForecast {
    let mut out = CashForecast { as_of: on, weeks: Array::default(), totals: Array::default() };
    for (place, (from, until)) in calendar.iter().enumerate() {
        for flow in &flows {
            let (due, expected) = flow.weeks.get(place).copied().unwrap_or_default();
            let currency = flow.total.currency;
            out.weeks.0.push(CashWeek { from: *from, until: *until, currency, due, expected });
        }
    }
    out.totals.0.extend(flows.into_iter().map(|flow| flow.total));
    out
}

/// The weeks, the first from the day on, each to its Sunday.
fn weeks_from(on: Day, weeks: u32) -> Option<Vec<(Day, Day)>> {
    let past = i32::try_from(on.weekday().num_days_from_monday()).ok()?;
    let mut from = on;
    let mut until = on.add_days(6_i32.checked_sub(past)?)?;
    let mut list = Vec::new();
    for _ in 0..weeks {
        list.push((from, until));
        from = until.add_days(1)?;
        until = until.add_days(7)?;
    }
    Some(list)
}

/// The average of what is usual for the customers that have a history; no delay where nobody has one.
pub(super) fn of_all(usual: &[Option<i32>]) -> Option<i32> {
    let (mut sum, mut count) = (0_i64, 0_i64);
    for days in usual.iter().flatten() {
        sum = sum.checked_add(i64::from(*days))?;
        count = count.checked_add(1)?;
    }
    let average = product_quotient(Decimal::from(sum), Decimal::ONE, Decimal::from(count.max(1)), 0)?;
    i32::try_from(units(average, 0)?).ok()
}

/// The cash of one currency.
pub(super) struct Flow {
    total: CashTotal,
    /// Due and expected, week by week.
    weeks: Vec<(Decimal, Decimal)>,
}

impl Flow {
    pub(super) fn new(_: &str, currency: Currency) -> Flow {
        let zero = zero(currency);
        let total =
            CashTotal { currency, open: zero, overdue: zero, disputed: zero, due_later: zero, expected_later: zero };
        Flow { total, weeks: Vec::new() }
    }

    /// Adds an account: what is owed and what of it is contested, what is open by due date, the promise that is believed, and
    /// by how many days the customer is usually late.
    pub(super) fn take(
        &mut self,
        (owed, disputed): (Decimal, Decimal),
        open: impl Iterator<Item = (Option<Day>, Decimal)>,
        promise: Option<(Day, Option<Decimal>)>,
        (on, delay): (Day, i32),
        calendar: &[(Day, Day)],
    ) -> Option<()> {
        let zero = zero(self.total.currency);
        self.weeks.resize(calendar.len(), (zero, zero));
        add(&mut self.total.open, owed)?;
        add(&mut self.total.disputed, disputed)?;
        let mut promised = promise.map_or(Decimal::ZERO, |(_, amount)| amount.unwrap_or(owed));
        for (due, amount) in open {
            self.due(due, amount, on, calendar)?;
            let early = amount.min(promised);
            promised = promised.minus(early)?;
            if let Some((until, _)) = promise {
                self.expect(Some(until), early, calendar)?;
            }
            let usual = due.and_then(|due| due.add_days(delay)).map(|day| day.max(on));
            self.expect(usual, amount.minus(early)?, calendar)?;
        }
        Some(())
    }

    fn due(&mut self, day: Option<Day>, amount: Decimal, on: Day, calendar: &[(Day, Day)]) -> Option<()> {
        if day.is_some_and(|day| day < on) {
            return add(&mut self.total.overdue, amount);
        }
        match week_of(day, calendar).and_then(|place| self.weeks.get_mut(place)) {
            Some((due, _)) => add(due, amount),
            None => add(&mut self.total.due_later, amount),
        }
    }

    fn expect(&mut self, day: Option<Day>, amount: Decimal, calendar: &[(Day, Day)]) -> Option<()> {
        match week_of(day, calendar).and_then(|place| self.weeks.get_mut(place)) {
            Some((_, expected)) => add(expected, amount),
            None => add(&mut self.total.expected_later, amount),
        }
    }
}

fn week_of(day: Option<Day>, calendar: &[(Day, Day)]) -> Option<usize> {
    let day = day?;
    Some(calendar.partition_point(|(_, until)| *until < day))
}

/// The last promise whose day has not passed: its day, and what is still to come of its amount if it names one.
pub(super) fn believed(promises: &[StandPromise], on: Day) -> Option<(Day, Option<Decimal>)> {
    let last = promises.iter().rev().find(|promise| promise.until >= on)?;
    Some((last.until, last.amount))
}
