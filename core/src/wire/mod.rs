//! The wire: JSON in and out, with every finding of a wrong input at once.
//!
//! A type of the wire is declared once, with its documentation and its JSON names, by [`wire_struct!`](crate::wire_struct),
//! [`wire_enum!`](crate::wire_enum) or [`wire_tagged!`](crate::wire_tagged); reader, writer and the description that
//! TypeScript and OpenAPI are made from follow from the declaration. Derives of a general serialiser stop at the
//! first mistake and lose its path; this does neither, and costs a fraction of their size in wasm.

mod decimal;
mod domain;
mod macros;
mod parse;
mod read;
#[cfg(feature = "schema")]
pub mod schema;
mod types;
mod value;
mod write;

pub use decimal::{DecimalFault, parse_decimal};
pub(crate) use domain::push_day;
pub use parse::{BYTES_MAX, DEPTH_MAX, parse};
pub use read::{FINDINGS_MAX, Reader, TEXT_MAX};
pub use types::{Array, Base64, ENTRIES_MAX, Instant, Text, read_word, unknown_word};
pub use value::Value;
pub use write::{Writer, push_decimal, write_decimal};

use crate::finding::Error;

/// A type that crosses the wire.
pub trait Wire: Sized {
    /// Reads a value. What is wrong goes into the reader; a placeholder stands in for what could not be read.
    fn read(value: Value<'_>, cx: &mut Reader) -> Self;

    /// Stands in for a value that could not be read. Never leaves the engine: the findings refuse the input.
    fn placeholder() -> Self;

    /// The value of an absent field; None if the field is required.
    fn absent() -> Option<Self> {
        None
    }

    /// Whether the field is left out of the output.
    fn is_absent(&self) -> bool {
        false
    }

    /// Writes the canonical JSON.
    fn write(&self, out: &mut Writer);

    /// Describes the type.
    #[cfg(feature = "schema")]
    fn schema(registry: &mut schema::Registry) -> schema::Schema;
}

/// A field while its object is read.
pub enum Slot<T> {
    /// The key has not come.
    Absent,
    /// The key has come.
    Read(T),
}

impl<T: Wire> Slot<T> {
    /// The value of the field, or a placeholder and the finding that it is missing.
    pub fn or_missing(self, name: &str, cx: &mut Reader) -> T {
        match self {
            Slot::Read(value) => value,
            Slot::Absent => T::absent().unwrap_or_else(|| {
                cx.missing(name);
                T::placeholder()
            }),
        }
    }
}

/// Reads a type from JSON text; all findings at once.
pub fn from_json<T: Wire>(json: &str) -> Result<T, Error> {
    let value = parse(json)?;
    let mut cx = Reader::new();
    let read = T::read(value, &mut cx);
    Error::check(cx.into_findings())?;
    Ok(read)
}

/// The canonical JSON of a value.
pub fn to_json<T: Wire>(value: &T) -> String {
    let mut out = Writer::new();
    value.write(&mut out);
    out.finish()
}

/// A count as text, such as the number of a line.
pub(crate) fn count_text(count: usize) -> Text {
    const DIGITS: &str = "0123456789";
    if let Some(digit) = DIGITS.get(count..count.saturating_add(1)) {
        return Text::new_static(digit);
    }
    let mut digits = String::with_capacity(20);
    push_count(&mut digits, count);
    digits.into()
}

/// Appends a count in digits, without the formatting machinery.
pub(crate) fn push_count(out: &mut String, count: usize) {
    let mut digits = Vec::with_capacity(20);
    write::write_digits(&mut digits, u128::try_from(count).unwrap_or_default(), 0);
    out.push_str(str::from_utf8(&digits).unwrap_or_default());
}
