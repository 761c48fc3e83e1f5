//! The wire: JSON in and out, with every finding of a wrong input at once.
//!
//! A type of the wire is declared once, with its documentation and its JSON names, by [`wire_struct!`](crate::wire_struct),
//! [`wire_enum!`](crate::wire_enum) or [`wire_tagged!`](crate::wire_tagged); reader, writer and the description that
//! TypeScript and OpenAPI are made from follow from the declaration. Derives of a general serialiser stop at the
//! first mistake and lose its path; this does neither, and costs a fraction of their size in wasm.

mod decimal;
mod domain;
mod macros;
mod map;
mod node;
mod parse;
mod read;
#[cfg(feature = "schema")]
pub mod schema;
mod shape;
mod types;
mod value;
mod write;

pub use decimal::{DecimalFault, parse_decimal};
pub(crate) use domain::push_day;
pub use map::TextMap;
pub use node::{Node, Nodes};
pub use parse::{BYTES_MAX, DEPTH_MAX, parse};
pub use read::{FINDINGS_MAX, Reader, TEXT_MAX};
pub use shape::{Field, Shape, Union, fit};
pub use types::{Array, Base64, ENTRIES_MAX, Instant, Text};
pub use value::Value;
pub use write::Writer;

pub use crate::money::digits::{push_decimal, write_decimal};

use crate::finding::Error;

/// A type that crosses the wire.
pub trait Wire: Sized {
    /// What it looks like.
    const SHAPE: &'static Shape;

    /// Makes it from a node of its shape. A node that is not there or could not be read gives a placeholder.
    fn take(node: Node<'_>) -> Self;

    /// Makes it from the next of the nodes. A struct of thirty fields is made by thirty such calls, so it is never copied into them.
    #[inline(never)]
    fn take_next(nodes: &mut Nodes<'_>) -> Self {
        Self::take(nodes.take())
    }

    /// Reads a value. What is wrong goes into the reader; a placeholder stands in for what could not be read.
    fn read(value: Value<'_>, cx: &mut Reader) -> Self {
        Self::take(fit(Self::SHAPE, value, cx))
    }

    /// Stands in for a value that could not be read. Never leaves the engine: the findings refuse the input.
    fn placeholder() -> Self {
        Self::take(Node::Absent)
    }

    /// Whether the field is left out of the output.
    fn is_absent(&self) -> bool {
        false
    }

    /// Writes the canonical JSON.
    fn write(&self, out: &mut Writer);

    /// Writes it as the next field of an open object, or leaves the field out. Never copied into its callers, for the same reason.
    #[inline(never)]
    fn write_next(&self, out: &mut Writer) {
        let name = out.next_field();
        if !self.is_absent() {
            out.key(name);
            self.write(out);
        }
    }

    /// Describes the type.
    #[cfg(feature = "schema")]
    fn schema(registry: &mut schema::Registry) -> schema::Schema;
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

/// The numbers of two digits.
const TWO_DIGITS: &str = "101112131415161718192021222324252627282930313233343536373839\
                          404142434445464748495051525354555657585960616263646566676869\
                          707172737475767778798081828384858687888990919293949596979899";

/// A count as text, such as the number of a line.
pub(crate) fn count_text(count: usize) -> Text {
    // Most invoices have no more lines than this.
    if let Some(digit) = "0123456789".get(count..count.saturating_add(1)) {
        return Text::new_static(digit);
    }
    let tens = count.checked_sub(10).and_then(|past| past.checked_mul(2));
    if let Some(pair) = tens.and_then(|at| TWO_DIGITS.get(at..at.saturating_add(2))) {
        return Text::new_static(pair);
    }
    let mut digits = [b'0'; 20];
    let (mut rest, mut length) = (count, 0_usize);
    for place in digits.iter_mut().rev() {
        *place = b'0'.wrapping_add(u8::try_from(rest % 10).unwrap_or_default());
        rest /= 10;
        length = length.wrapping_add(1);
        if rest == 0 {
            break;
        }
    }
    let written = digits.get(digits.len().saturating_sub(length)..).unwrap_or_default();
    // Twenty digits have room inside of a text.
    Text::new_inline(str::from_utf8(written).unwrap_or_default())
}

/// Appends a count in digits, without the formatting machinery.
pub(crate) fn push_count(out: &mut String, count: usize) {
    crate::money::digits::push_digits(out, u128::try_from(count).unwrap_or_default(), 0);
}
