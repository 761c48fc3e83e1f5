//! How customers pay: how late on average, how often, whether it gets better or worse, and what risk that is.
//!
//! An invoice is judged when it was paid, or when it is overdue and still open; then it counts with the days it is late so
//! far, so that who does not pay at all does not look punctual. Early is not late: it counts as no day. Refuses to judge an
//! invoice without a due date, and one that was taken back.

use rust_decimal::Decimal;

use super::book::{Keys, Standing, each_standing, out_of_range, row};
use super::risk::{Events, PaymentRisk, risk};
use crate::calendar::Day;
use crate::finding::Error;
use crate::ledger::{Account, Reading, balances};
use crate::money::Currency;
use crate::money::round::{product_quotient, units};
use crate::order::order;
use crate::wire::Array;
use crate::{wire_enum, wire_struct};

wire_enum! {
    /// Whether a customer pays later or earlier than before: the later half of the invoices against the earlier half.
    #[derive(Copy, Eq)]
    pub enum Trend {
        /// At least five days less late.
        "improving" Improving,
        /// Within five days.
        "steady" Steady,
        /// At least five days later.
        "worsening" Worsening,
    }
}

wire_struct! {
    /// How one customer pays invoices of one currency.
    #[derive(Eq)]
    pub struct PaymentBehaviourRow {
        /// Name of the customer (BT-44).
        "customer" customer: String,
        /// Currency (BT-5).
        "currency" currency: Currency,
        /// Number of invoices that were judged: paid, or overdue.
        "invoices" invoices: u32,
        /// How many of them were or are late.
        "late" late: u32,
        /// Their share in percent, with one decimal; absent where none was judged.
        "shareLate" share_late: Option<Decimal>,
        /// Days from the due date (BT-9) to the day on which nothing was owed any more, with one decimal; early counts as 0,
        /// and what is still open as late as it is now.
        "averageDaysLate" average_days_late: Option<Decimal>,
        /// Days from the invoice date (BT-2) to that day, of paid invoices, with one decimal.
        "averageDaysToPay" average_days_to_pay: Option<Decimal>,
        /// Days late of the earlier half of the invoices, by due date; absent with fewer than four invoices.
        "earlierDaysLate" earlier_days_late: Option<Decimal>,
        /// Days late of the later half.
        "recentDaysLate" recent_days_late: Option<Decimal>,
        /// What the two halves say.
        "trend" trend: Option<Trend>,
        /// The risk that the next invoices are paid late or not at all; absent where nothing was judged.
        "risk" risk: Option<PaymentRisk>,
    }
}

wire_struct! {
    /// How customers pay, as of a day.
    #[derive(Eq)]
    pub struct PaymentBehaviour {
        /// The day.
        "asOf" as_of: Day,
        /// By customer, then currency.
        "rows" rows: Array<PaymentBehaviourRow>,
    }
}

/// How customers pay, by what happened up to the end of a day.
pub fn payment_behaviour(accounts: &[Account], on: Day) -> Result<PaymentBehaviour, Error> {
    let (_, histories) = histories(accounts, on)?;
    let rows: Option<Vec<PaymentBehaviourRow>> = histories.into_iter().map(behaviour).collect();
    Ok(PaymentBehaviour { as_of: on, rows: Array(rows.ok_or_else(out_of_range)?) })
}

/// An invoice that was judged; in the order of due dates, of one day the less late one first.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
struct Judged {
    due: Day,
    late: i64,
}

/// What a customer did so far.
pub(super) struct History {
    customer: String,
    currency: Currency,
    judged: Vec<Judged>,
    /// Days to pay of paid invoices, and how many.
    to_pay: (i64, i64),
    /// What else happened.
    pub events: Events,
}

/// What is known of an invoice that may be judged.
pub(super) struct Payable {
    pub issued: Day,
    pub due: Option<Day>,
    /// The day from which on nothing of it was owed any more.
    pub paid: Option<Day>,
    pub owed: Decimal,
}

impl History {
    pub(super) fn new(customer: &str, currency: Currency) -> History {
        let events = Events::none(currency);
        History { customer: customer.to_owned(), currency, judged: Vec::new(), to_pay: (0, 0), events }
    }

    /// Judges an invoice as it stands on a day, if it can be judged.
    pub(super) fn take(&mut self, invoice: &Payable, on: Day) -> Option<()> {
        let Some(due) = invoice.due else { return Some(()) };
        if let Some(paid) = invoice.paid {
            self.judge(due, paid);
            let days = paid.days_since(invoice.issued);
            self.to_pay = (self.to_pay.0.checked_add(days)?, self.to_pay.1.checked_add(1)?);
        } else if invoice.owed > Decimal::ZERO && due < on {
            self.judge(due, on);
        }
        Some(())
    }

    fn judge(&mut self, due: Day, end: Day) {
        self.judged.push(Judged { due, late: end.days_since(due).max(0) });
    }

    /// By how many whole days the customer is usually late.
    pub(super) fn usual_delay(&self) -> Option<i32> {
        i32::try_from(units(self.days_late(0)?, 0)?).ok()
    }

    /// The average of days late over all that was judged, with so many decimals.
    fn days_late(&self, decimals: u32) -> Option<Decimal> {
        average(&self.judged, decimals)
    }
}

fn average(judged: &[Judged], decimals: u32) -> Option<Decimal> {
    let sum = judged.iter().try_fold(0_i64, |sum, one| sum.checked_add(one.late))?;
    quotient(sum, i64::try_from(judged.len()).ok()?, decimals)
}

fn quotient(sum: i64, count: i64, decimals: u32) -> Option<Decimal> {
    product_quotient(Decimal::from(sum), Decimal::ONE, Decimal::from(count), decimals)
}

/// What every customer did so far, by customer and currency.
pub(super) fn histories(accounts: &[Account], on: Day) -> Result<(Keys<'_>, Vec<History>), Error> {
    let (mut keys, mut histories) = (Keys::default(), Vec::new());
    each_standing(accounts, on, &mut |standing| {
        let history = row(&mut keys, &mut histories, standing.key(), History::new)?;
        let invoice = standing.account.invoice();
        history.events.take_account(&standing, on)?;
        let (issued, due, owed) = (invoice.issue_date(), invoice.due_date(), standing.position.owed);
        history.take(&Payable { issued, due, paid: paid_on(&standing, on), owed }, on)
    })?;
    Ok((keys, histories))
}

/// The day from which on nothing of an invoice was owed any more; None for one that is open or that nobody paid.
pub(super) fn paid_on(standing: &Standing<'_>, on: Day) -> Option<Day> {
    let position = &standing.position;
    let paid = position.owed.is_zero() && position.received > Decimal::ZERO;
    if !paid || position.void || !position.written_off.is_zero() {
        return None;
    }
    let spans = balances(standing.account, on, Reading::Books).ok()?;
    // Interest that comes in or is given up later begins a span of its own, in which nothing of the invoice is owed either.
    spans.iter().rev().take_while(|span| span.owed.is_zero()).last().map(|span| span.from)
}

pub(super) fn behaviour(history: History) -> Option<PaymentBehaviourRow> {
    let count = |number: usize| u32::try_from(number).ok();
    let unordered = &history.judged;
    let places = order(unordered.len(), &mut |one, other| unordered.get(one) < unordered.get(other));
    let judged: Vec<Judged> = places.into_iter().filter_map(|place| unordered.get(place).copied()).collect();
    let late = judged.iter().filter(|one| one.late > 0).count();
    let some = !judged.is_empty();
    let share_late = product_quotient(Decimal::from(late), Decimal::ONE_HUNDRED, Decimal::from(judged.len()), 1);
    let average_days_late = history.days_late(1);
    let (days, paid) = history.to_pay;
    let (earlier, recent) = judged.split_at_checked(judged.len().div_ceil(2)).filter(|_| judged.len() >= 4).unzip();
    let (earlier, recent) = (earlier.and_then(|half| average(half, 1)), recent.and_then(|half| average(half, 1)));
    let trend = earlier.zip(recent).map(|(earlier, recent)| trend(earlier, recent));
    let risk = if some { Some(risk(&history.events, (late, judged.len()), average_days_late?, trend)?) } else { None };
    Some(PaymentBehaviourRow {
        customer: history.customer,
        currency: history.currency,
        invoices: count(judged.len())?,
        late: count(late)?,
        share_late,
        average_days_late,
        average_days_to_pay: quotient(days, paid, 1),
        earlier_days_late: earlier,
        recent_days_late: recent,
        trend,
        risk,
    })
}

fn trend(earlier: Decimal, recent: Decimal) -> Trend {
    let five = Decimal::from(5_u32);
    if recent >= earlier + five {
        Trend::Worsening
    } else if earlier >= recent + five {
        Trend::Improving
    } else {
        Trend::Steady
    }
}
