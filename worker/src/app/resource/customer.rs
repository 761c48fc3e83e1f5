//! Customers: what the service takes and gives of them over HTTP.

use voldaan::party::Party;
use voldaan::wire::{Array, TextMap};
use voldaan::wire_struct;

wire_struct! {
    /// What can be said of a customer.
    pub struct CustomerInput {
        /// Who they are (BG-7).
        "party" party: Party,
        /// The caller's own data; kept, never interpreted.
        "metadata" metadata: TextMap,
    }
}

wire_struct! {
    /// A customer.
    pub struct Customer {
        /// Its id.
        "id" id: String,
        /// Who they are (BG-7).
        "party" party: Party,
        /// The caller's own data.
        "metadata" metadata: TextMap,
    }
}

list! {
    /// Customers, oldest first.
    CustomerList of Customer
}
