//! Credit notes: the draft of one that knows the credits before it.
//!
//! In full without earlier credits it mirrors the invoice, so that its totals are equal by construction. Otherwise it
//! takes from what is left of each VAT group, by lines or by an amount with VAT; what the groups are left with is kept
//! by the account, so that any sequence of credits sums exactly to the invoice, net and VAT, and never exceeds it.
//! Refuses to credit a credit note, or an invoice below zero: another invoice takes that back.

mod amount;
mod booking;
mod document;
mod line;

pub use booking::{CreditEntryOptions, book_credit};

use rust_decimal::Decimal;

use super::computed::{InvoiceLine, Issued};
use super::draft::{DocumentType, Draft};
use crate::calendar::Day;
use crate::finding::{Code, Error, Finding};
use crate::ledger::credited::{Credited, Misfit};
use crate::ledger::{Account, Credit, CreditedLine, EntryKind};
use crate::wire::Reader;
use crate::wire_struct;

wire_struct! {
    /// A line of the invoice to credit.
    #[derive(Eq)]
    pub struct CreditLine {
        /// Identifier of the invoice line (BT-126).
        "id" id: String,
        /// Quantity to credit, with the sign of the invoiced one (BT-129); all that is left if absent.
        "quantity" quantity: Option<Decimal>,
    }
}

wire_struct! {
    /// What to credit: exactly one of lines, amount and full.
    #[derive(Eq)]
    pub struct CreditRequest {
        /// These lines.
        "lines" lines: Vec<CreditLine>,
        /// This amount, VAT included, spread over what is left of the VAT groups.
        "amount" amount: Option<Decimal>,
        /// All that is left.
        "full" full: Option<bool>,
        /// Why; stands on the credit note (BT-22).
        "reason" reason: String,
        /// Date of the credit note (BT-2).
        "issueDate" issue_date: Day,
    }
}

/// The draft of a credit note on the invoice of the account; all findings at once.
pub fn credit(account: &Account, request: &CreditRequest) -> Result<Draft, Error> {
    let mut cx = Reader::new();
    let draft = Crediting { account, request, credited: account.credited() }.draft(&mut cx);
    Error::check(cx.into_findings())?;
    draft.ok_or_else(|| {
        let message = "An amount of this credit note leaves the range below 10^15.";
        Error::from_finding(Finding::new(Code::AmountRange, "", message))
    })
}

/// The entry of an issued credit note: its amount (BT-115), its VAT breakdown (BG-23), and which lines of the invoice it
/// credits.
pub fn credit_entry(invoice: &Issued, note: &Issued) -> Credit {
    let credited = Credited::nothing(invoice);
    let known = |line: &&InvoiceLine| line.line().id.as_deref().and_then(|id| credited.place(id)).is_some();
    let row = |line: &InvoiceLine| CreditedLine {
        id: line.line().id.as_deref().unwrap_or_default().to_owned(),
        quantity: line.line().quantity,
    };
    Credit {
        number: note.number().to_owned(),
        amount: note.totals().payable,
        breakdown: note.vat_breakdown().to_vec(),
        lines: note.lines().iter().filter(known).map(row).collect(),
    }
}

struct Crediting<'a> {
    account: &'a Account,
    request: &'a CreditRequest,
    credited: Credited<'a>,
}

impl Crediting<'_> {
    fn invoice(&self) -> &Issued {
        self.account.invoice()
    }

    fn decimals(&self) -> u32 {
        self.invoice().head().currency.decimals()
    }

    fn draft(&self, cx: &mut Reader) -> Option<Draft> {
        if self.invoice().head().document_type() == DocumentType::CreditNote {
            cx.report_fix(Code::CreditForm, "A credit note is not credited.", "Issue a new invoice instead.");
        }
        if self.invoice().totals().gross.is_sign_negative() {
            cx.report_fix(
                Code::CreditForm,
                "This invoice comes to less than zero; a credit note, which takes something off, cannot take it back.",
                "Issue a corrective invoice that names it in `preceding`, with its lines and the opposite quantities.",
            );
            return None;
        }
        if self.account.entries().iter().any(|entry| matches!(entry.kind, EntryKind::Void(_))) {
            let message = "The invoice is void: nothing of it is left to credit.";
            cx.report_fix(Code::CreditExceeds, message, "Issue a new invoice instead.");
            return None;
        }
        if self.request.reason.trim().is_empty() {
            cx.field("reason", |cx| cx.report_fix(Code::TextEmpty, "A credit note says why.", "State the reason."));
        }
        if self.request.issue_date < self.invoice().issue_date() {
            cx.field("issueDate", |cx| cx.report(Code::DateRange, "A credit note is not dated before its invoice."));
        }
        let full = self.request.full == Some(true);
        let forms = [full, self.request.amount.is_some(), !self.request.lines.is_empty()];
        if forms.iter().filter(|stated| **stated).count() != 1 {
            cx.report_fix(
                Code::CreditForm,
                "A credit says exactly one of full, amount and lines.",
                "Use full for all that is left, amount for a sum with VAT, lines for goods and services given back.",
            );
            return None;
        }
        if full {
            return self.in_full(cx);
        }
        match self.request.amount {
            Some(amount) => cx.field("amount", |cx| self.by_amount(amount, cx)),
            None => cx.field("lines", |cx| self.by_lines(cx)),
        }
    }

    fn refuse(&self, misfit: Misfit, cx: &mut Reader) -> Option<Draft> {
        if misfit == Misfit::Exceeds {
            let currency = self.invoice().head().currency;
            let left = self.credited.left_gross()?;
            let mut message = format!("Only {left} {currency} of this invoice is left to credit");
            let parts = self.credited.left()?;
            if parts.len() > 1 {
                for (index, (row, part)) in self.invoice().vat_breakdown().iter().zip(parts).enumerate() {
                    message.push_str(if index == 0 { ": without VAT " } else { ", " });
                    let rate = row.rate.map(|rate| format!(" {rate} %")).unwrap_or_default();
                    message.push_str(&format!("{} at {}{rate}", part.net, row.category.as_str()));
                }
            }
            message.push('.');
            cx.report_fix(Code::CreditExceeds, message, "Credit no more than that, or use full for all that is left.");
        }
        None
    }
}
