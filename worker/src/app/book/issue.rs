//! Issuing: number, document, entries and row in the transaction of the request, so that no number is lost or doubled.
//!
//! The number is taken as the first step and given back by the transaction if anything after it fails. What it costs
//! does not depend on how many invoices there are: each look-up goes by an index.

use voldaan::calendar::Day;
use voldaan::invoice::{DocumentType, Draft, Issued, next_number};
use voldaan::ledger::{Account, EntryKind, IssuedEntry};
use voldaan::pdf::{BUILT_IN, check_script};

use super::document;
use super::draft::place;
use super::draft_import::check_unnumbered;
use super::invoice::{InvoiceRow, answer};
use super::likeness::{Known, period_of, reference_of};
use super::search;
use super::session::Session;
use super::store::{Query, drop_chunks};
use crate::app::http::Response;
use crate::app::ports::{Ports, Store, StoreError};
use crate::app::problem::Problem;
use crate::app::refusal::Refusal;
use crate::app::resource::{InvoiceResource, IssueInput, QuoteKind};
use crate::cells;

/// An invoice that was issued just now.
pub(super) struct Finalized {
    pub row: InvoiceRow,
    /// The document, as it is kept.
    pub document: String,
    /// With its first entry.
    pub account: Account,
}

/// A draft as it is issued, if its page can be printed: an invoice that nobody can be shown is none.
pub(super) fn issued(draft: &Draft, number: &str, on: Day) -> Result<Issued, Problem> {
    let issued = voldaan::issue(draft, number, on).and_then(|issued| {
        check_script(&issued, BUILT_IN)?;
        Ok(issued)
    });
    issued.map_err(|error| Problem::within("draft", error))
}

impl<P: Ports> Session<'_, P> {
    /// POST /v1/invoices/{id}/issue
    pub fn issue_draft(&self, id: &str) -> Result<Response, Problem> {
        let input: IssueInput = self.input()?;
        let Finalized { row, document, account } = self.issue_as_said(id, input.series.as_deref(), input.issue_date)?;
        let warnings = self.duplicates(&Known::of(&row, account.invoice().invoice(), self.today))?;
        if input.refuse_duplicate == Some(true) {
            self.check_unlike(&warnings)?;
        }
        let resource = InvoiceResource { warnings, ..self.new_resource(&row, &document, &account)? };
        Ok(answer(200, &resource, row.revision))
    }

    /// Issues a draft in a series and on a day, or as it says itself.
    pub fn issue_as_said(&self, id: &str, series: Option<&str>, issue_date: Option<Day>) -> Result<Finalized, Problem> {
        let row = self.draft_row(id)?;
        let stored = self.stored_draft(id)?;
        check_unnumbered(&stored)?;
        let (draft, is_rewarded) = self.prepared(&stored, &row, issue_date)?;
        let on = issue_date.or(draft.issue_date).unwrap_or(self.today);
        let path = if issue_date.is_some() { "issueDate" } else { "draft.issueDate" };
        self.check_not_after_today(on, path, "The invoice")?;
        drop_chunks(self.store(), &place(id))?;
        if is_rewarded {
            self.use_incentive(&row)?;
        }
        self.finalize(&row, &draft, series, on).map_err(|problem| problem.moved("issueDate", path))
    }

    /// Issues a draft into its row.
    pub fn finalize(
        &self,
        row: &InvoiceRow,
        draft: &Draft,
        series: Option<&str>,
        on: Day,
    ) -> Result<Finalized, Problem> {
        let series = series.unwrap_or(match draft.document_type() {
            DocumentType::CreditNote => "creditNote",
            _ => "invoice",
        });
        if QuoteKind::from_word(series).is_some() {
            let detail = format!(
                "The series {series} is that of offers, which have numbers of their own. Leave series out, or name one of invoices."
            );
            return Err(Problem::at(Refusal::SeriesUnknown, "series", detail));
        }
        let number = self.take_number(series, on)?;
        let issued = issued(draft, &number, on)?;
        let document = issued.to_json();
        let hash = document::keep(self.store(), document.as_bytes())?;
        self.write_issued(row, &issued, &hash)?;
        self.keep_keys(&row.id, &issued)?;
        search::index(self.store(), &row.id, issued.invoice(), &[])?;
        // The usual renderings are made once nobody waits for an answer.
        self.store().run("INSERT INTO to_render (invoice) VALUES (?)", cells![&row.id])?;
        let entry = self.entry(on, EntryKind::Issued(IssuedEntry {}));
        let account = self.append(&row.id, Account::new(issued, Vec::new())?, entry)?;
        // What was to be taken off the draft is taken off.
        let row = InvoiceRow { prepayments: row.prepayments.clone(), ..self.invoice_row(&row.id)? };
        Ok(Finalized { row, document, account })
    }

    /// The next number of a series, taken.
    pub fn take_number(&self, series: &str, on: Day) -> Result<String, Problem> {
        let pattern = self.administration.pattern(series).ok_or_else(|| {
            let detail = format!("The administration has no series {series}; add it with PATCH /v1/administration.");
            Problem::at(Refusal::SeriesUnknown, "series", detail)
        })?;
        let store = self.store();
        let last = store.first("SELECT last FROM series WHERE name = ? AND pattern = ?", cells![series, pattern])?;
        let last = last.map(|mut row| row.text()).transpose()?;
        // Pattern and last number are those of the series, which the caller names.
        let refused =
            |error| Problem::from(error).moved("on", "issueDate").moved("last", "series").moved("pattern", "series");
        let number = next_number(pattern, last.as_deref(), on).map_err(refused)?;
        let sql = "INSERT INTO series (name, pattern, last) VALUES (?1, ?2, ?3) \
                   ON CONFLICT (name, pattern) DO UPDATE SET last = excluded.last \
                   RETURNING EXISTS (SELECT 1 FROM invoice WHERE number = ?3)";
        let row = store.first(sql, cells![series, pattern, &number])?;
        if row.ok_or_else(|| StoreError("a number was not taken".to_owned()))?.integer()? != 0 {
            let detail = format!(
                "The number {number} is taken: another series gives the same numbers. Change the pattern of one of them with PATCH /v1/administration."
            );
            return Err(Problem::new(Refusal::NumberTaken, detail));
        }
        Ok(number)
    }

    fn write_issued(&self, row: &InvoiceRow, issued: &Issued, hash: &str) -> Result<(), Problem> {
        let head = issued.head();
        let customer = head.customer.as_ref();
        let contact = customer.and_then(|party| party.contact.as_ref());
        let email = contact.and_then(|contact| contact.email.as_ref()).map(|email| email.to_ascii_lowercase());
        self.store().run(
            "UPDATE invoice SET state = 'open', type = ?, number = ?, hash = ?, currency = ?, issue_date = ?, due_date = ?, \
             customer_name = ?, payable = ?, amount_due = ?, customer = ?, credits = ?, customer_email = ?, \
             customer_locale = ?, reference = ?, period = ?, look = ? WHERE id = ?",
            cells![
                head.document_type().as_str(),
                issued.number(),
                hash,
                head.currency.code(),
                issued.issue_date().to_string(),
                issued.due_date().map(|day| day.to_string()),
                head.customer.as_ref().map(|party| party.name.as_str()),
                issued.totals().payable.to_string(),
                issued.totals().payable.to_string(),
                row.customer.as_deref(),
                row.credits.as_deref(),
                email,
                customer.and_then(|party| party.locale.as_deref()),
                reference_of(head),
                period_of(head),
                self.take_look()?,
                &row.id,
            ],
        )?;
        Ok(())
    }
}
