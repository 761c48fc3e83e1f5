//! The entry that books an issued credit note on the account of its invoice. Refuses a document that is no credit note on
//! it, and one that does not fit what is left.

use super::credit_entry;
use crate::finding::{Code, Error};
use crate::invoice::{DocumentType, Issued};
use crate::ledger::{Account, Entry, EntryKind};
use crate::wire::{Instant, Reader};
use crate::wire_struct;

wire_struct! {
    /// What the entry of a credit note needs beside the note.
    #[derive(Eq)]
    pub struct CreditEntryOptions {
        /// Identifier of the entry, unique in the account.
        "id" id: String,
        /// When it is written down.
        "at" at: Instant,
    }
}

/// The entry for an issued credit note, dated as the note is; it is checked against the account, not appended.
pub fn book_credit(account: &Account, note: &Issued, options: &CreditEntryOptions) -> Result<Entry, Error> {
    let (invoice, head) = (account.invoice(), note.head());
    let mut cx = Reader::new();
    if head.document_type() != DocumentType::CreditNote {
        cx.field("type", |cx| cx.report(Code::EntryCredit, "The document is no credit note."));
    }
    if !head.preceding.iter().any(|preceding| preceding.number == invoice.number()) {
        cx.field("preceding", |cx| {
            cx.report_fix(
                Code::EntryCredit,
                "The credit note does not refer to this invoice (BG-3).",
                "Draft it with `credit`, or name the invoice in `preceding`.",
            );
        });
    }
    if head.currency != invoice.head().currency {
        cx.field("currency", |cx| {
            cx.report(Code::EntryCredit, "The credit note is in another currency than the invoice.");
        });
    }
    Error::check(cx.into_findings())?;
    let kind = EntryKind::Credit(credit_entry(invoice, note));
    let entry = Entry::new(options.id.clone(), options.at.clone(), note.issue_date(), kind);
    let with_it = account.entries().iter().chain([&entry]).cloned().collect();
    account.with_entries(with_it).map(|_| entry)
}
