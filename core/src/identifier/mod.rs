//! Identifiers and payment references: made and checked.
//!
//! A check here says that an identifier is well formed and that its check digits fit. It never says that the
//! identifier was given out to somebody: nothing is looked up (VIES, trade registers and banks answer that).
//! Separators (spaces, dashes, dots, slashes) and lower case are accepted and normalised away.

pub mod bic;
mod check_digit;
pub mod company;
pub mod country;
pub mod endpoint;
mod fault;
#[cfg(feature = "documents")]
pub mod fingerprint;
pub mod iban;
pub mod reference;
mod scheme;
mod shape;
#[cfg(test)]
mod tests;
mod text;
pub mod vat_id;

pub use fault::{CODES, IdentifierError};
