//! XML as e-invoices use it: elements, attributes, texts. No DTD, no entities of one's own, no processing.

mod write;

pub(super) use write::Writer;
