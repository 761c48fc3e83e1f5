//! What VIES said of the VAT ids of customers, as the service gives it over HTTP.

use voldaan::calendar::Day;
use voldaan::wire::{Array, Instant};
use voldaan::{wire_enum, wire_struct};

wire_enum! {
    /// What VIES says of a VAT id.
    #[derive(Copy, Eq)]
    pub enum VatCheckResult {
        /// It is in use for supplies between member states.
        "valid" Valid,
        /// It is not.
        "invalid" Invalid,
        /// Nobody knows just now; that says nothing about the number.
        "unknown" Unknown,
    }
}

wire_struct! {
    /// How to check a VAT id.
    #[derive(Default)]
    pub struct VatCheckInput {
        /// Whether to ask VIES although it answered today; false if absent.
        "refresh" refresh: Option<bool>,
    }
}

wire_struct! {
    /// A check of a VAT id.
    pub struct VatCheck {
        /// Its id.
        "id" id: String,
        /// The customer.
        "customerId" customer_id: String,
        /// The VAT id that was checked (BT-48).
        "vatId" vat_id: String,
        /// What VIES said.
        "result" result: VatCheckResult,
        /// Why it is not known.
        "reason" reason: Option<String>,
        /// The day on which VIES was asked.
        "on" on: Day,
        /// When.
        "at" at: Instant,
        /// The consultation number, which proves that it was asked.
        "consultationNumber" consultation_number: Option<String>,
        /// The name that the number belongs to, where the state tells it.
        "name" name: Option<String>,
        /// The address, where the state tells it.
        "address" address: Option<String>,
    }
}

list! {
    /// Checks of a customer's VAT id, oldest first.
    VatCheckList of VatCheck
}
