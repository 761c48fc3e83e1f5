//! Payments that somebody saw on an account and tells us of.

use voldaan::finding::{Code, Error, Finding};
use voldaan::invoice::DocumentType;
use voldaan::ledger::{Account, EntryKind, Payment};

use super::account::account_of;
use super::invoice::answer;
use super::session::Session;
use crate::app::http::Response;
use crate::app::ports::Ports;
use crate::app::problem::Problem;
use crate::app::refusal::Refusal;
use crate::app::resource::PaymentInput;

impl<P: Ports> Session<'_, P> {
    /// POST /v1/invoices/{id}/payments
    pub fn add_payment(&self, id: &str, document: &str) -> Result<Response, Problem> {
        let input: PaymentInput = self.input()?;
        let account = account_of(self.store(), id, document)?;
        check_takes_money(&account)?;
        let on = input.on.unwrap_or(self.today);
        if on > self.today {
            let finding = Finding::new(
                Code::DateRange,
                "on",
                format!("The payment lies in the future: today is {}.", self.today),
            )
            .fix("State the day on which the money was received.");
            return Err(Error::from_finding(finding).into());
        }
        let payment = Payment {
            amount: input.amount,
            method: input.method,
            reference: input.reference,
            provider: None,
            provider_id: None,
        };
        let entry = self.entry(on, EntryKind::Payment(payment));
        self.append(id, account, entry).map_err(without_place)?;
        let row = self.invoice_row(id)?;
        Ok(answer(201, &self.issued_resource(&row, document)?, row.revision))
    }
}

/// Refuses a credit note: it is the customer who gets money.
pub(super) fn check_takes_money(account: &Account) -> Result<(), Problem> {
    if account.invoice().head().document_type() == DocumentType::CreditNote {
        let detail = "A credit note asks the customer for no money. Book the payment on the invoice that it was for.";
        return Err(Problem::new(Refusal::PaymentCreditNote, detail));
    }
    Ok(())
}

/// What the engine finds in the newest entry of an account stands at the root of the caller's input.
pub(super) fn without_place(mut problem: Problem) -> Problem {
    for finding in &mut problem.findings {
        if let Some((_, rest)) = finding.path.strip_prefix("entries[").and_then(|path| path.split_once(']')) {
            finding.path = rest.trim_start_matches('.').to_owned();
        }
    }
    problem
}
