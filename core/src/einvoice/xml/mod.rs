//! XML as e-invoices use it: elements, attributes, texts. No DTD, no entities of one's own, no processing.

mod decode;
mod element;
mod read;
mod write;

pub(super) use decode::decode;
pub(super) use element::Element;
pub(super) use read::{Fault, read};
pub(super) use write::Writer;
