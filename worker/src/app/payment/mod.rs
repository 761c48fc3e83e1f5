//! Payment services: what they tell of money, and what they are asked to do, in one form for all of them.
//!
//! A service is one file that builds requests and reads answers ([`Provider`]); it sends nothing and books nothing. The
//! Book sends, decides and books. A new service is a new file and a row in [`PROVIDERS`].

mod form;
mod json;
mod mollie;
mod notice;
mod recurring;
mod stripe;

pub use notice::{Attempt, FailedRefund, Money, Notice, TakenBack};
pub use recurring::{FoundCharge, Granted, Payer, Recurring, Sequence, Signed};

use rust_decimal::Decimal;
use voldaan::money::Currency;
use voldaan::wire::Value;

use super::moment::Moment;
use super::problem::Problem;
use super::web::{Call, Service};
use mollie::Mollie;
use stripe::Stripe;

/// What a service sent, and what it takes to believe it.
#[derive(Clone, Copy, Debug)]
pub struct Notification<'a> {
    /// The raw body.
    pub body: &'a [u8],
    /// The header in which the service signs; empty if it does not.
    pub signature: &'a str,
    /// The secret that the administration shares with the service; empty if it needs none.
    pub secret: &'a str,
    /// Now, by the clock of the platform.
    pub now: Moment,
}

/// What a notification comes to.
#[derive(Clone, Debug, PartialEq)]
pub enum Heard {
    /// The body is proven and says it itself.
    Told(Box<Notice>),
    /// The body proves nothing: the service has to be asked about this payment.
    Ask(String),
    /// It is about nothing that is booked here.
    Nothing,
}

/// A payment to ask a customer for.
#[derive(Clone, Debug, PartialEq)]
pub struct Order {
    /// Our name of it, under which the service knows a repetition.
    pub id: String,
    /// The invoice.
    pub invoice: String,
    /// Its number.
    pub number: String,
    /// How much.
    pub amount: Decimal,
    /// In which currency.
    pub currency: Currency,
    /// The means of payment, by the name that the service has for it; the customer chooses if absent.
    pub method: Option<String>,
    /// Where the customer goes after paying.
    pub success_url: String,
    /// Where the customer goes instead of paying.
    pub cancel_url: String,
    /// Where the service tells of it; none if it could not reach that address.
    pub webhook_url: Option<String>,
    /// The customer's e-mail address.
    pub email: Option<String>,
    /// The customer's language, such as nl.
    pub language: &'static str,
    /// Its place in a series of payments, if it has one.
    pub sequence: Option<Sequence>,
}

/// A payment that a service has begun.
#[derive(Clone, Debug, PartialEq)]
pub struct Ordered {
    /// Its name at the service, by which it is asked about.
    pub id: String,
    /// Where the customer pays; none if the service gives no such address.
    pub url: Option<String>,
}

/// Money to give back.
#[derive(Clone, Debug, PartialEq)]
pub struct Return {
    /// Our name of it, under which the service knows a repetition.
    pub id: String,
    /// The payment at the service.
    pub payment: String,
    /// How much.
    pub amount: Decimal,
    /// In which currency.
    pub currency: Currency,
    /// What the customer reads.
    pub description: String,
}

/// A payment service: builds requests and reads answers, and nothing else.
pub trait Provider {
    /// Its name and its address.
    fn service(&self) -> &'static Service;

    /// The header in which it signs what it sends; None if it does not sign and has to be asked.
    fn signature_header(&self) -> Option<&'static str>;

    /// Reads what it sent, after verifying it.
    fn hear(&self, notification: Notification<'_>) -> Result<Heard, Problem>;

    /// Asks about a payment by its name at the service.
    fn ask(&self, key: &str, id: &str) -> Call;

    /// Reads what it says about a payment: the answer to [`Provider::ask`], or what it once told.
    fn told(&self, body: &str) -> Result<Notice, Problem>;

    /// Begins a payment.
    fn order(&self, key: &str, order: &Order) -> Call;

    /// Reads which payment was begun.
    fn ordered(&self, body: &str) -> Result<Ordered, Problem>;

    /// Gives money back.
    fn give_back(&self, key: &str, money: &Return) -> Call;

    /// Reads the name that the service has for what it gives back.
    fn given_back(&self, body: &str) -> Result<String, Problem>;

    /// Asks what was given back of a payment.
    fn ask_refunds(&self, key: &str, payment: &str) -> Call;

    /// Where its answer has the list.
    fn refunds_at(&self) -> &'static [&'static str];

    /// Reads a refund of that list that failed: of which payment it is, and by when it was found so.
    fn failed_refund(&self, refund: &Value<'_>, payment: &str, now: Moment) -> Option<FailedRefund>;

    /// What it says where it refuses, for the person who asked.
    fn refusal(&self, body: &str) -> String;

    /// Its mandates, if it keeps any.
    fn recurring(&self) -> Option<&'static dyn Recurring> {
        None
    }
}

/// So many refunds of a payment are asked for.
const REFUNDS_MAX: usize = 100;

/// What a service says of a refund.
#[derive(Clone, Debug, PartialEq)]
pub enum FoundRefund {
    /// It has carried it out, or is at it, under this name of its own.
    Taken(String),
    /// It could not carry it out.
    Failed(FailedRefund),
    /// It never took it.
    None,
    /// Its answer does not say.
    Unclear,
}

/// Finds a refund of a payment by our name of it in the answer to [`Provider::ask_refunds`].
pub fn find_refund(provider: &dyn Provider, body: &str, (payment, name): (&str, &str), now: Moment) -> FoundRefund {
    let Ok(value) = voldaan::wire::parse(body) else { return FoundRefund::Unclear };
    let list = json::below(&value, provider.refunds_at());
    let refunds = json::items(list);
    let found = refunds.iter().find(|refund| json::named(refund, "voldaanRefund").as_deref() == Some(name));
    match found {
        Some(refund) if json::has_failed(refund) => {
            let failed = provider.failed_refund(refund, payment, now);
            failed.map_or(FoundRefund::Unclear, FoundRefund::Failed)
        }
        Some(refund) => json::text(refund.get("id")).map_or(FoundRefund::Unclear, FoundRefund::Taken),
        None if list.is_some() && refunds.len() < REFUNDS_MAX => FoundRefund::None,
        None => FoundRefund::Unclear,
    }
}

/// The name of Stripe.
pub const STRIPE: &str = "stripe";
/// The name of Mollie.
pub const MOLLIE: &str = "mollie";

/// The services, in the order in which one is taken where nobody chose.
pub const PROVIDERS: &[&dyn Provider] = &[&Stripe, &Mollie];

/// A service by its name.
pub fn provider(name: &str) -> Option<&'static dyn Provider> {
    PROVIDERS.iter().copied().find(|provider| provider.service().name == name)
}

/// Where the administration's key for a service is sealed.
pub fn key_place(provider: &str) -> String {
    format!("{provider}/key")
}
