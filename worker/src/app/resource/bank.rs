//! Payments that came over a bank account, line by line or over several invoices at once: what the service takes and gives.

use rust_decimal::Decimal;
use voldaan::calendar::Day;
use voldaan::ledger::{AppliedBy, AppliedInvoice, PaidInvoice, Unmatched};
use voldaan::money::Currency;
use voldaan::wire::Array;
use voldaan::{wire_enum, wire_struct};

use super::{CreditBalanceJson, Warning};

wire_enum! {
    /// What became of a line.
    #[derive(Copy, Eq)]
    pub enum LineOutcome {
        /// It was booked.
        "booked" Booked,
        /// It came before.
        "known" Known,
        /// It waits in the inbox.
        "inbox" Inbox,
        /// It is no money that came in, or it is not booked by the bank yet.
        "ignored" Ignored,
    }
}

wire_enum! {
    /// By what the invoice of a line was found, in the order in which it is tried.
    #[derive(Copy, Eq)]
    pub enum FoundBy {
        /// The structured reference.
        "reference" Reference,
        /// A reference or number in the free text.
        "text" Text,
        /// Amount and name together.
        "amountAndName" AmountAndName,
    }
}

wire_struct! {
    /// A line of a statement.
    pub struct ImportedLine {
        /// The bank's name of it.
        "reference" reference: String,
        /// Day on which it was booked.
        "on" on: Option<Day>,
        /// How much.
        "amount" amount: Decimal,
        /// In which currency.
        "currency" currency: String,
        /// What became of it.
        "outcome" outcome: LineOutcome,
        /// By what its invoices were found.
        "by" by: Option<FoundBy>,
        /// The invoices that it was booked on.
        "invoiceIds" invoice_ids: Vec<String>,
    }
}

wire_struct! {
    /// What became of a file of statements.
    pub struct PaymentImport {
        /// Lines that were booked.
        "booked" booked: u32,
        /// Lines that came before.
        "known" known: u32,
        /// Lines that wait in the inbox.
        "inbox" inbox: u32,
        /// Lines that are no money that came in.
        "ignored" ignored: u32,
        /// Line by line.
        "items" items: Array<ImportedLine>,
    }
}

wire_struct! {
    /// A payment over several invoices, or over those of a customer.
    pub struct SpreadInput {
        /// Amount received.
        "amount" amount: Decimal,
        /// Its currency (BT-5); needed where the invoices have more than one.
        "currency" currency: Option<Currency>,
        /// Day on which it was received; today if absent.
        "on" on: Option<Day>,
        /// Means of payment, such as creditTransfer; creditBalance uses what the customer has to the good.
        "method" method: String,
        /// Reference that the payer gave; it finds the invoice where neither invoices nor a customer are named.
        "reference" reference: Option<String>,
        /// The invoices that the payer named, by number, with what each gets if the payer said it.
        "to" to: Vec<PaidInvoice>,
        /// The customer whose open invoices the rest goes to.
        "customerId" customer_id: Option<String>,
        /// What happens with money for which nobody named an invoice: oldestFirst or keep.
        "unmatched" unmatched: Option<Unmatched>,
        /// A rest of at most this much is given up as a payment difference; that of the administration if absent.
        "tolerance" tolerance: Option<Decimal>,
    }
}

wire_struct! {
    /// What became of a payment. The amounts under `applied` and what is unapplied add up to it.
    pub struct SpreadPayment {
        /// By what the first invoice was found.
        "by" by: AppliedBy,
        /// Invoice by invoice, in the order of the accounts.
        "applied" applied: Array<AppliedInvoice>,
        /// Where the money came from, if it was the customer's credit balance.
        "taken" taken: Vec<AppliedInvoice>,
        /// What found no invoice.
        "unapplied" unapplied: Decimal,
        /// Payments that it seems to repeat.
        "warnings" warnings: Vec<Warning>,
    }
}

wire_struct! {
    /// What a customer has to the good.
    pub struct CreditBalances {
        /// By currency.
        "items" items: Array<CreditBalanceJson>,
    }
}
