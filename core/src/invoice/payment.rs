//! How an invoice can be paid, and under which reference.

use crate::identifier::reference::ReferenceScheme;
use crate::{wire_enum, wire_struct};

wire_enum! {
    /// A means of payment (BT-81).
    #[derive(Copy, Eq)]
    pub enum MethodKind {
        /// Credit transfer (UNTDID 4461 code 30 or 58).
        "creditTransfer" CreditTransfer,
        /// Direct debit (code 49 or 59).
        "directDebit" DirectDebit,
        /// Card (code 48).
        "card" Card,
        /// Cash (code 10).
        "cash" Cash,
        /// Online payment service (code 68).
        "online" Online,
    }
}

wire_struct! {
    /// A way to pay (BG-16).
    #[derive(Eq)]
    pub struct PaymentMethod {
        /// Means of payment (BT-81).
        "kind" kind: MethodKind,
        /// Account to pay to (BT-84), or to debit (BT-91).
        "iban" iban: Option<String>,
        /// Bank of the account (BT-86).
        "bic" bic: Option<String>,
        /// Name of the account (BT-85).
        "name" name: Option<String>,
        /// Mandate of the direct debit (BT-89).
        "mandateId" mandate_id: Option<String>,
        /// Creditor identifier of the direct debit (BT-90).
        "creditorId" creditor_id: Option<String>,
        /// Where to pay online; no term of EN 16931.
        "url" url: Option<String>,
    }
}

wire_enum! {
    /// The scheme of a payment reference.
    #[derive(Copy, Eq)]
    pub enum PaymentReferenceScheme {
        /// ISO 11649 creditor reference.
        "rf" Rf,
        /// Belgian structured communication (OGM/VCS).
        "ogm" Ogm,
        /// Dutch betalingskenmerk.
        "kenmerk" Kenmerk,
        /// Swiss QR reference.
        "qrr" Qrr,
        /// Free text.
        "text" Text,
    }
}

wire_struct! {
    /// The reference that the payer quotes (BT-83).
    #[derive(Eq)]
    pub struct PaymentReference {
        /// Scheme.
        "scheme" scheme: PaymentReferenceScheme,
        /// The reference, with its check digits (BT-83). If absent, the invoice gets one that is made from its number when it is issued.
        "value" value: Option<String>,
    }
}

impl PaymentReference {
    /// The reference; empty as long as the invoice that it is made from has no number.
    pub fn text(&self) -> &str {
        self.value.as_deref().unwrap_or_default()
    }
}

impl PaymentReferenceScheme {
    /// The scheme as the identifiers know it.
    pub fn scheme(self) -> ReferenceScheme {
        match self {
            PaymentReferenceScheme::Rf => ReferenceScheme::Rf,
            PaymentReferenceScheme::Ogm => ReferenceScheme::Ogm,
            PaymentReferenceScheme::Kenmerk => ReferenceScheme::Kenmerk,
            PaymentReferenceScheme::Qrr => ReferenceScheme::Qrr,
            PaymentReferenceScheme::Text => ReferenceScheme::Text,
        }
    }
}
