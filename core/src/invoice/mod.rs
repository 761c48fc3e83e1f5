//! The invoice: a [`Draft`] is what a user may say, an [`Invoice`] what follows from it, an [`Issued`] one has a
//! number and a date. Only `calculate` adds amounts up.

mod again;
mod calculate;
mod check;
mod computed;
mod credit;
mod document;
mod draft;
mod due;
mod early;
mod explain;
mod figures;
mod gross;
mod group;
mod instalment;
mod issue;
mod line;
mod mention;
mod number;
pub(crate) mod packed;
mod payment;
#[cfg(feature = "documents")]
pub mod payment_qr;
#[cfg(feature = "sheet")]
mod plain;
mod prepayment;
mod profile;
pub mod reason;
mod recurring;
mod reference;
mod resolve;
#[cfg(feature = "documents")]
mod running;
mod supplement;
#[cfg(feature = "documents")]
pub mod swiss_qr;
mod term_guard;
mod terms;
mod terms_text;
mod totals;
mod understood;
pub mod unit;
mod valid;
mod vat;

pub(crate) use calculate::calculate_of;
pub use calculate::{calculate, calculate_explained, findings_beside};
#[cfg(feature = "documents")]
pub(crate) use check::check_issued;
pub use check::{Profile, check};
#[cfg(feature = "schema")]
pub use computed::invoice_schema;
pub use computed::{Adjustment, AdjustmentKind, Derived, Invoice, InvoiceLine, Issued, LineAmounts};
pub use credit::{CreditEntryOptions, CreditLine, CreditRequest, book_credit, credit, credit_entry};
pub use document::ROWS_MAX;
pub use draft::{Attachment, DocumentType, Draft, Preceding, Rounding, VatAmount, VatCurrency};
pub(crate) use early::{mode_in, parts_of_gross};
pub use figures::LINES_MAX;
pub use issue::issue;
pub use line::{AllowanceCharge, Line, Period};
pub use number::{NUMBER_MAX, next_number};
pub use payment::{MethodKind, PaymentMethod, PaymentReference, PaymentReferenceScheme};
#[cfg(feature = "documents")]
pub use payment_qr::{PaymentQr, payment_qr, payment_qr_of};
pub use prepayment::{Undeductible, deduct};
pub use recurring::{
    BillAt, ConsolidateBy, ConsolidateItem, Consolidated, PriceChange, RecurTemplate, RecurrenceUnit, consolidate,
    consolidate_items, recur,
};
pub use reference::{Classification, Item, ItemAttribute, LineReferences, References};
pub use resolve::plain_vat;
#[cfg(feature = "documents")]
pub use running::running_totals;
pub use supplement::{SupplementRequest, supplement};
pub use term_guard::term_guard;
pub use terms::{BusinessDay, DayOfMonth, EarlyDiscount, EndOfMonth, Instalment, Terms, VatMode};
pub use terms_text::terms_in;
pub use totals::{
    Correction, EarlyPayment, Explanation, ExplanationInput, GrossMeans, InstalmentDue, NetVatGross, Totals,
    VatBreakdown,
};
pub use valid::are_distinct;
#[cfg(feature = "documents")]
pub(crate) use valid::is_media_type;
pub use vat::{Category, Vat, VatInput};
