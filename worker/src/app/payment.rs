//! What payment services tell of money, in one form for all of them; and the services that there are.
//!
//! A service is one file that verifies and reads; this one names them. Refuses to book anything: the Book does.

use rust_decimal::Decimal;
use voldaan::money::Currency;

use super::moment::Moment;
use super::ports::{Notification, Payments};
use super::problem::{Problem, text_of};
use super::stripe;

/// What an event says about money.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    /// The event's own identifier.
    pub event: String,
    /// When the provider made it.
    pub created: Moment,
    /// What it says; None for events that book nothing.
    pub money: Option<Money>,
}

/// Money that was received, and possibly given back since.
#[derive(Clone, Debug, PartialEq)]
pub struct Money {
    /// The payment, whichever of its events this is.
    pub payment: String,
    /// The invoice that it names.
    pub invoice: Option<String>,
    /// Currency; None for one that is not in ISO 4217.
    pub currency: Option<Currency>,
    /// Amount received.
    pub amount: Decimal,
    /// All that was given back so far.
    pub refunded: Decimal,
}

/// The name of Stripe.
pub const STRIPE: &str = "stripe";

/// The payment services that tell by a signed body, which takes no network to verify.
#[derive(Clone, Copy, Debug, Default)]
pub struct Providers;

impl Payments for Providers {
    fn signature_header(&self, provider: &str) -> Option<&'static str> {
        (provider == STRIPE).then_some("stripe-signature")
    }

    fn read(&self, provider: &str, notification: Notification<'_>) -> Result<Notice, Problem> {
        let Notification { body, signature, secret, now } = notification;
        match provider {
            STRIPE => {
                stripe::verify(body, signature, secret, now)?;
                stripe::read(text_of(body)?)
            }
            _ => Err(Problem::not_found("provider")),
        }
    }
}
