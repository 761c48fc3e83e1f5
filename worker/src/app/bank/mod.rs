//! What banks send and take: statements in camt.053, and how their lines find an invoice. Reads and writes texts; books
//! nothing.

mod camt;
mod keys;
mod pain;

pub(crate) use camt::{Line, read};
pub(crate) use keys::{is_same_name, key, keys_in};
pub(crate) use pain::{Creditor, Debit, Group, plain, write};
