//! What a payment service tells, whichever it is and however it says it.

use rust_decimal::Decimal;
use voldaan::money::Currency;

use super::recurring::Granted;
use crate::app::moment::Moment;

/// What was told at once. Everything in it may come again, late, or in another order.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    /// The event's own identifier; None where the state of a payment was asked for.
    pub event: Option<String>,
    /// When it happened.
    pub created: Moment,
    /// Money that was received.
    pub money: Option<Money>,
    /// What banks took back, and gave again.
    pub taken_back: Vec<TakenBack>,
    /// What should have been given back and was not.
    pub failed_refunds: Vec<FailedRefund>,
    /// An attempt to pay that failed.
    pub failed: Option<Attempt>,
    /// A mandate that the customer gave with it.
    pub granted: Option<Granted>,
    /// Whether the service expects nothing more of the payment that was asked about.
    pub is_over: bool,
}

impl Notice {
    /// A notice of nothing yet.
    pub fn new(event: Option<String>, created: Moment) -> Notice {
        let (taken_back, failed_refunds) = (Vec::new(), Vec::new());
        let (money, failed, granted) = (None, None, None);
        Notice { event, created, money, taken_back, failed_refunds, failed, granted, is_over: false }
    }

    /// The payment that it is about: one notice is about one payment.
    pub fn payment(&self) -> Option<&str> {
        let money = self.money.as_ref().map(|money| money.payment.as_str());
        let taken = self.taken_back.first().map(|taken| taken.payment.as_str());
        let failed = self.failed_refunds.first().map(|failed| failed.payment.as_str());
        money.or(taken).or(failed)
    }

    /// Whether there is something to book or to note.
    pub fn says_something(&self) -> bool {
        self.money.is_some()
            || self.failed.is_some()
            || self.granted.is_some()
            || !self.taken_back.is_empty()
            || !self.failed_refunds.is_empty()
    }
}

/// Money that was received, and possibly given back since.
#[derive(Clone, Debug, PartialEq)]
pub struct Money {
    /// The payment, whichever of its events this is.
    pub payment: String,
    /// Our name of it, if it was begun here.
    pub order: Option<String>,
    /// The invoice that it names.
    pub invoice: Option<String>,
    /// Currency; None for one that is not in ISO 4217.
    pub currency: Option<Currency>,
    /// Amount received.
    pub amount: Decimal,
    /// All that was given back so far, without what failed.
    pub refunded: Decimal,
    /// Where the service lists each refund there ever was, with those that failed: when the last of them was begun.
    pub listed: Option<Moment>,
    /// The means of payment.
    pub method: Option<String>,
}

/// Money that the customer's bank took back.
#[derive(Clone, Debug, PartialEq)]
pub struct TakenBack {
    /// Its own name at the service.
    pub id: String,
    /// The payment.
    pub payment: String,
    /// How much.
    pub amount: Decimal,
    /// Whether the money is here again, or was never taken.
    pub is_reversed: bool,
    /// When that was, where the service says so.
    pub at: Option<Moment>,
}

/// Money that should have been given back and was not.
#[derive(Clone, Debug, PartialEq)]
pub struct FailedRefund {
    /// Its own name at the service: several events may tell of it.
    pub id: String,
    /// Our name of it, if it was begun here.
    pub order: Option<String>,
    /// The payment.
    pub payment: String,
    /// How much.
    pub amount: Decimal,
    /// When it was begun, where the service says so.
    pub begun: Option<Moment>,
    /// By when it failed: totals that were told later do not count it. Absent where all totals do.
    pub at: Option<Moment>,
}

/// An attempt to pay that failed.
#[derive(Clone, Debug, PartialEq)]
pub struct Attempt {
    /// The payment.
    pub payment: String,
    /// The invoice that it names.
    pub invoice: Option<String>,
    /// The means of payment.
    pub method: Option<String>,
}
