//! What the archive shows: whether the books are whole.

use voldaan::wire::Array;
use voldaan::{wire_enum, wire_struct};

wire_enum! {
    /// What is wrong with the books.
    #[derive(Copy, Eq)]
    pub enum FaultKind {
        /// A link of the chain is gone.
        "linkMissing" LinkMissing,
        /// A link is not the one that follows from what it binds and the link before it.
        "linkChanged" LinkChanged,
        /// The entry that a link binds is gone.
        "entryMissing" EntryMissing,
        /// An entry, or the invoice or document it belongs to, is not what was bound.
        "entryChanged" EntryChanged,
        /// An entry stands beside the chain.
        "entryUnbound" EntryUnbound,
        /// The document of an invoice is not the one that its hash names.
        "documentChanged" DocumentChanged,
        /// What lists show of an invoice is not what its document and its entries say.
        "rowChanged" RowChanged,
        /// The chain does not end where the Book last wrote.
        "headChanged" HeadChanged,
    }
}

wire_struct! {
    /// Something that is wrong with the books, and where.
    pub struct Fault {
        /// What.
        "kind" kind: FaultKind,
        /// The place in the chain.
        "place" place: String,
        /// The entry, where there is one.
        "entryId" entry_id: Option<String>,
        /// The invoice, where there is one.
        "invoiceId" invoice_id: Option<String>,
    }
}

wire_struct! {
    /// What the check of a page of the books came to.
    pub struct Verification {
        /// Whether nothing is wrong with this page.
        "intact" intact: bool,
        /// Links that were checked.
        "checked" checked: u32,
        /// What is wrong.
        "faults" faults: Array<Fault>,
        /// Where the next page starts: send it as `cursor`; absent once all was checked.
        "next" next: Option<String>,
    }
}
