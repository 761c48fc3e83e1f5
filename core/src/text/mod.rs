//! Words for people: languages, phrases, and how a language writes numbers, amounts and days.
//!
//! Refuses to know what an invoice is: whoever has something to say picks a phrase and fills it in.

#[cfg(feature = "documents")]
mod country;
mod format;
mod language;
mod phrase;

#[cfg(feature = "documents")]
pub use country::country;
pub(crate) use format::ordinal;
pub use format::{amount, day, number, percent};
pub use language::Language;
pub(crate) use phrase::Phrase;

/// A text, unless it says nothing.
pub(crate) fn said(text: Option<&str>) -> Option<&str> {
    text.filter(|text| !is_blank(text))
}

/// Whether a text says nothing.
pub(crate) fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}
