//! Payments that need no customer at hand: a service keeps who may be charged and under which mandate. Not every service does;
//! one that does not has no [`Recurring`].

use crate::app::moment::Moment;
use crate::app::problem::Problem;
use crate::app::web::Call;

/// A customer as a service gets to know them.
#[derive(Clone, Debug, PartialEq)]
pub struct Payer {
    /// Our name of them.
    pub id: String,
    /// Their name.
    pub name: String,
    /// Their e-mail address.
    pub email: Option<String>,
    /// Our name of the request, under which the service knows a repetition.
    pub request: String,
}

/// A signed SEPA mandate, as a service takes it over.
#[derive(Clone, Debug, PartialEq)]
pub struct Signed {
    /// Our name of the request, under which the service knows a repetition.
    pub request: String,
    /// The holder of the account.
    pub holder: String,
    /// The account.
    pub iban: String,
    /// The bank of that account.
    pub bic: Option<String>,
    /// Day of the signature, such as 2026-01-31.
    pub signed: String,
    /// Its reference (BT-89).
    pub reference: String,
}

/// What a payment is in a series of them.
#[derive(Clone, Debug, PartialEq)]
pub enum Sequence {
    /// The first one: whoever pays it lets the service keep a mandate of this customer.
    First {
        /// The customer at the service.
        customer: String,
    },
    /// A later one, charged under a mandate.
    Recurring {
        /// The customer at the service.
        customer: String,
        /// The mandate at the service.
        mandate: String,
    },
}

/// A mandate as a service tells of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Granted {
    /// The customer at the service.
    pub customer: String,
    /// Its name at the service.
    pub id: String,
    /// The means of payment, by the service's own name.
    pub method: Option<String>,
    /// Whether it can be charged already.
    pub is_valid: bool,
    /// When it was given.
    pub at: Option<Moment>,
}

/// What a service says of a charge under a mandate.
#[derive(Clone, Debug, PartialEq)]
pub enum FoundCharge {
    /// It has it, under this name of its own.
    Taken(String),
    /// It never took it.
    None,
    /// Its answer does not say.
    Unclear,
}

/// A service that keeps mandates.
pub trait Recurring {
    /// Makes a customer known.
    fn enrol(&self, key: &str, payer: &Payer) -> Call;

    /// Asks whether a customer is known, by the name that the service would have for them.
    fn look_up(&self, key: &str, customer: &str) -> Call;

    /// Reads the name that the service has for them.
    fn enrolled(&self, body: &str) -> Result<String, Problem>;

    /// Hands a signed SEPA mandate over.
    fn hand_over(&self, key: &str, customer: &str, signed: &Signed) -> Call;

    /// Reads what became of it.
    fn handed_over(&self, customer: &str, body: &str) -> Result<Granted, Problem>;

    /// Asks for the newest payments of a customer.
    fn ask_charges(&self, key: &str, customer: &str) -> Call;

    /// Finds a charge by our name of it in the answer to [`Recurring::ask_charges`]. Where it is not, the answer says so only as far as it
    /// reaches back to before it was sent.
    fn find_charge(&self, body: &str, name: &str, sent: Moment) -> FoundCharge;

    /// Whether the answer to a question about a payment says that it is a charge of ours.
    fn is_charge(&self, body: &str, payment: &str, name: &str) -> bool;

    /// Revokes a mandate.
    fn revoke(&self, key: &str, customer: &str, mandate: &str) -> Call;
}
