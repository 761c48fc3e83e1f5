//! The invoice: a [`Draft`] is what a user may say, an [`Invoice`] what follows from it, an [`Issued`] one has a
//! number and a date. Only `calculate` adds amounts up.

mod draft;
mod due;
mod early;
mod instalment;
mod line;
mod mention;
mod number;
mod payment;
mod payment_qr;
mod recurring;
mod terms;
mod terms_text;
mod totals;
mod vat;

pub use draft::{Attachment, DocumentType, Draft, Preceding, Rounding, VatAmount, VatCurrency};
pub use line::{AllowanceCharge, Line, Period};
pub use number::{NUMBER_MAX, next_number};
pub use payment::{MethodKind, PaymentMethod, PaymentReference, PaymentReferenceScheme};
pub use payment_qr::PaymentQr;
pub use recurring::{BillAt, ConsolidateBy, ConsolidateItem, PriceChange, RecurTemplate, RecurrenceUnit};
pub use terms::{BusinessDay, DayOfMonth, EarlyDiscount, EndOfMonth, Instalment, Terms, VatMode};
pub use totals::{
    Correction, EarlyPayment, Explanation, ExplanationInput, GrossMeans, InstalmentDue, NetVatGross, Totals,
    VatBreakdown,
};
pub use vat::{Category, Vat, VatInput};
