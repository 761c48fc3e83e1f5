//! Invoices: what the service takes and gives of them over HTTP, from the draft to the last entry.

use rust_decimal::Decimal;
use voldaan::calendar::Day;
use voldaan::finding::Finding;
use voldaan::invoice::{CreditLine, Draft};
use voldaan::ledger::Status;
use voldaan::wire::{Array, Instant};
use voldaan::wire_struct;

use super::{DraftJson, EntryJson, InvoiceJson};

wire_struct! {
    /// What can be said of an invoice while it is a draft.
    pub struct InvoiceInput {
        /// The draft.
        "draft" draft: Draft,
        /// The customer to take as buyer (BG-7) until it is issued.
        "customerId" customer_id: Option<String>,
        /// Prepayment invoices (UNTDID 1001: 386) of the same customer, paid in full, that are taken off with their VAT: each
        /// on one invoice only.
        "prepaymentIds" prepayment_ids: Vec<String>,
    }
}

wire_struct! {
    /// Something to look at before going on; it holds nothing up.
    #[derive(Eq)]
    pub struct Warning {
        /// What it is: `invoice.duplicate`, or `payment.duplicate`.
        "code" code: String,
        /// Always `warning`.
        "severity" severity: String,
        /// What it is about in the input.
        "path" path: String,
        /// What was found, for people.
        "message" message: String,
        /// The other invoice; that of the payment.
        "invoiceId" invoice_id: String,
        /// Its number (BT-1).
        "number" number: String,
    }
}

wire_struct! {
    /// Addresses that belong to an invoice.
    pub struct Links {
        /// The customer's page: signed, good for 180 days. Absent for a key that only reads: whoever has it acts as the customer.
        "customer" customer: Option<String>,
        /// The same page as the seller may look at it: nothing on it does anything, and looking does not count.
        "preview" preview: Option<String>,
    }
}

wire_struct! {
    /// A credit note of an invoice.
    pub struct CreditNoteReference {
        /// Its id.
        "id" id: String,
        /// Its number (BT-1).
        "number" number: String,
    }
}

wire_struct! {
    /// An invoice.
    pub struct InvoiceResource {
        /// Its id.
        "id" id: String,
        /// draft, or the state of its status.
        "state" state: String,
        /// Number (BT-1), once it is issued.
        "number" number: Option<String>,
        /// The customer it was made for.
        "customerId" customer_id: Option<String>,
        /// The invoice that this credit note credits.
        "credits" credits: Option<String>,
        /// The credit notes of this invoice.
        "creditNotes" credit_notes: Vec<CreditNoteReference>,
        /// The prepayment invoices that are taken off.
        "prepaymentIds" prepayment_ids: Vec<String>,
        /// The draft or invoice that takes this prepayment off.
        "deductedBy" deducted_by: Option<String>,
        /// The supplementary invoice for its discount that was not taken.
        "supplementedBy" supplemented_by: Option<String>,
        /// The invoice whose discount this supplementary invoice asks for.
        "supplements" supplements: Option<String>,
        /// What to look at: of a draft each time it is shown, of an invoice when it is issued.
        "warnings" warnings: Vec<Warning>,
        /// The invoice as computed; a draft without a date is computed as if it were issued today.
        "invoice" invoice: InvoiceJson,
        /// The draft as it was said; only while it is one.
        "draft" draft: Option<DraftJson>,
        /// Where it stands today.
        "status" status: Status,
        /// Addresses that belong to it.
        "links" links: Links,
        /// SHA-256 of the issued document, its name in the document store.
        "documentHash" document_hash: Option<String>,
    }
}

wire_struct! {
    /// An invoice in a list.
    pub struct InvoiceSummary {
        /// Its id.
        "id" id: String,
        /// draft, or the state after all entries so far.
        "state" state: String,
        /// What the document is (BT-3).
        "type" kind: String,
        /// Number (BT-1), once it is issued.
        "number" number: Option<String>,
        /// Currency (BT-5).
        "currency" currency: String,
        /// Invoice date (BT-2).
        "issueDate" issue_date: Option<Day>,
        /// Due date (BT-9).
        "dueDate" due_date: Option<Day>,
        /// Name of the buyer (BT-44).
        "customerName" customer_name: Option<String>,
        /// Amount due for payment (BT-115).
        "payable" payable: Decimal,
        /// What is still due after all entries so far.
        "amountDue" amount_due: Decimal,
        /// When a person first looked at it on its page; not by a preview, nor by a scanner of mail.
        "viewedAt" viewed_at: Option<Instant>,
    }
}

list! {
    /// Invoices, newest first.
    InvoiceList of InvoiceSummary
}

wire_struct! {
    /// A draft of a file.
    pub struct ImportedDraft {
        /// Its id.
        "id" id: String,
        /// The number that it was given elsewhere (BT-1). With it the draft is not issued.
        "number" number: Option<String>,
    }
}

wire_struct! {
    /// What became of a file of invoices.
    pub struct DraftImport {
        /// The drafts, in the order of the file.
        "items" items: Array<ImportedDraft>,
        /// What the draft of an e-invoice does not hold, and where it comes to another amount: warnings.
        "findings" findings: Array<Finding>,
    }
}

wire_struct! {
    /// How to issue a draft.
    pub struct IssueInput {
        /// Series of the number; that of the document type if absent.
        "series" series: Option<String>,
        /// Invoice date (BT-2), not after today; the date of the draft, else today, if absent.
        "issueDate" issue_date: Option<Day>,
        /// Whether to refuse what looks like an invoice that is issued already, instead of warning of it.
        "refuseDuplicate" refuse_duplicate: Option<bool>,
    }
}

wire_struct! {
    /// Why an invoice is taken back.
    pub struct VoidInput {
        /// Why; it stands on the credit note.
        "reason" reason: Option<String>,
        /// Date of the credit note (BT-2), not after today; today if absent.
        "issueDate" issue_date: Option<Day>,
        /// Series of the number of the credit note.
        "series" series: Option<String>,
    }
}

wire_struct! {
    /// What to credit of an invoice: exactly one of full, lines, amount and discount.
    pub struct CreditInput {
        /// All that is left.
        "full" full: Option<bool>,
        /// These quantities of these lines.
        "lines" lines: Vec<CreditLine>,
        /// This amount with VAT, spread over the VAT groups.
        "amount" amount: Option<Decimal>,
        /// The early-payment discount that was earned and has no credit note yet (terms of fullThenCreditNote).
        "discount" discount: Option<bool>,
        /// Why; it stands on the credit note. May be left out of a discount.
        "reason" reason: Option<String>,
        /// Date of the credit note (BT-2), not after today; today if absent.
        "issueDate" issue_date: Option<Day>,
        /// Series of the number of the credit note.
        "series" series: Option<String>,
    }
}

wire_struct! {
    /// The supplementary invoice for a discount that is off the invoice already and was not taken (terms of discounted).
    #[derive(Default)]
    pub struct SupplementInput {
        /// Its date (BT-2), after the last day of the discount and not after today; today if absent.
        "issueDate" issue_date: Option<Day>,
        /// Series of its number; that of invoices if absent.
        "series" series: Option<String>,
    }
}

wire_struct! {
    /// A payment that somebody saw.
    pub struct PaymentInput {
        /// Amount received, in the currency of the invoice.
        "amount" amount: Decimal,
        /// Day on which it was received; today if absent.
        "on" on: Option<Day>,
        /// Means of payment, such as creditTransfer.
        "method" method: String,
        /// Reference that the payer gave.
        "reference" reference: Option<String>,
        /// What of it is for collection costs, as the payer said. If neither this nor `interest` is said, a payment of what was claimed is
        /// for all of it, and another one goes as the administration's `paymentOrder` says.
        "costs" costs: Option<Decimal>,
        /// What of it is for interest, as the payer said.
        "interest" interest: Option<Decimal>,
        /// The last day of an early-payment discount that is granted although the payment came later.
        "discountOn" discount_on: Option<Day>,
    }
}

wire_struct! {
    /// What to compute.
    pub struct CalculateInput {
        /// The draft.
        "draft" draft: Draft,
        /// Whether the answer says how each amount came about.
        "explain" explain: Option<bool>,
    }
}

list! {
    /// Entries of an invoice, in the order in which they were written.
    EntryList of EntryJson
}
