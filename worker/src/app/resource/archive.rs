//! What the archive shows: whether the books are whole, how an import goes, until when invoices are kept.

use voldaan::calendar::Day;
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
        /// The decision over the administration that a link binds is gone from the audit.
        "auditMissing" AuditMissing,
        /// What the audit says of a decision is not what was bound.
        "auditChanged" AuditChanged,
        /// A decision stands in the audit beside the chain.
        "auditUnbound" AuditUnbound,
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
        /// The id of the decision in the audit, where it is about one.
        "auditId" audit_id: Option<String>,
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

wire_struct! {
    /// How far an import is.
    pub struct Imported {
        /// The page that was taken.
        "page" page: u32,
        /// Rows so far.
        "rows" rows: u32,
        /// Whether it was the last page.
        "done" done: bool,
    }
}

wire_struct! {
    /// Until when the invoices of a customer have to be kept.
    pub struct Retention {
        /// Issued invoices and credit notes of the customer.
        "invoices" invoices: u32,
        /// Whether one of them is still open.
        "open" open: bool,
        /// Country of the seller, whose law counts.
        "country" country: Option<String>,
        /// The article; absent where the engine does not know the law of the country.
        "law" law: Option<String>,
        /// The last day on which they have to be kept.
        "keptUntil" kept_until: Option<Day>,
        /// The day on which erasing becomes possible; absent where the law is not known.
        "erasableFrom" erasable_from: Option<Day>,
    }
}

wire_struct! {
    /// How to erase a customer.
    pub struct ErasureInput {
        /// Years for which the law of the country wants invoices kept, from the end of the year of the invoice; taken only where the
        /// engine does not know it.
        "retentionYears" retention_years: Option<u32>,
    }
}

wire_struct! {
    /// What was erased.
    pub struct ErasureResult {
        /// Invoices from which the customer was taken out.
        "erased" erased: u32,
        /// Invoices that are left; send the request again under a new key.
        "left" left: u32,
    }
}
