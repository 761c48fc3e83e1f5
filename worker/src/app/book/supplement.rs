//! Supplementary invoices: for a discount that is off the invoice already (`discounted`) and was not taken. The engine says what one
//! holds; invoice, number and what it is paid with from money that came in beyond the first one are one transaction. Each invoice has one
//! at most.

use voldaan::calendar::Day;
use voldaan::invoice::{SupplementRequest, supplement};
use voldaan::ledger::{
    Account, ApplyOptions, Entry, EntryKind, FROM_BALANCE, PaidInvoice, Payment, State, deducts_discount, position,
    status,
};

use super::account::account_of;
use super::document;
use super::invoice::{InvoiceRow, answer};
use super::issue::Finalized;
use super::session::Session;
use super::store::{Query, transact};
use super::webhook::Named;
use crate::app::http::Response;
use crate::app::identity::new_id;
use crate::app::ports::{Ports, Store, StoreError};
use crate::app::problem::Problem;
use crate::app::refusal::Refusal;
use crate::app::resource::SupplementInput;
use crate::cells;

/// The day after the last one of a discount, which is looked at from then on.
fn lapses(account: &Account) -> Option<Day> {
    account.invoice().early_payment().first()?.until?.add_days(1)
}

impl<P: Ports> Session<'_, P> {
    /// POST /v1/invoices/{id}/supplement
    pub fn supplement(&self, id: &str, document: &str) -> Result<Response, Problem> {
        let input: SupplementInput = self.input()?;
        let on = input.issue_date.unwrap_or(self.today);
        let made = self.write_supplement(id, document, on, input.series.as_deref())?;
        let account = account_of(self.store(), &made.row.id, &made.document)?;
        let row = self.invoice_row(&made.row.id)?;
        Ok(answer(201, &self.issued_resource(&row, &made.document, &account)?, row.revision))
    }

    /// The supplementary invoice of an invoice, and the invoice that this one supplements.
    pub fn supplements_of(&self, id: &str) -> Result<(Option<String>, Option<String>), StoreError> {
        let one = |sql| self.store().first(sql, cells![id])?.map_or(Ok(None), |mut row| row.optional());
        let by = one("SELECT made FROM supplement WHERE invoice = ?")?;
        Ok((by, one("SELECT invoice FROM supplement WHERE made = ?")?))
    }

    /// Remembers to look at a discount once its last day is over, and once more where money for it went back.
    pub fn watch_discount(&self, id: &str, account: &Account, entry: &Entry) -> Result<(), Problem> {
        let sql = match entry.kind {
            EntryKind::Issued(_) => "INSERT OR IGNORE INTO supplement (day, invoice) VALUES (?, ?)",
            EntryKind::Refund(_)
            | EntryKind::Chargeback(_)
            | EntryKind::ReturnedDebit(_)
            | EntryKind::Correction(_) => {
                "UPDATE supplement SET day = ? WHERE invoice = ? AND day IS NULL AND made IS NULL"
            }
            _ => return Ok(()),
        };
        if !deducts_discount(account.invoice()) {
            return Ok(());
        }
        if let Some(day) = lapses(account) {
            self.store().run(sql, cells![day.to_string(), id])?;
        }
        Ok(())
    }

    /// Issues the next supplementary invoice for a discount whose last day is over, and that of grace, where the administration wants it,
    /// and sends it; false if there is none left. What cannot be issued waits for a person, and an event says so.
    pub async fn supplement_next_discount(&self) -> Result<bool, Problem> {
        let said = &self.administration.said;
        if said.supplement_lapsed_discounts != Some(true) {
            return Ok(false);
        }
        let store = self.store();
        let grace = i32::try_from(said.discount_grace_days.unwrap_or(0)).unwrap_or(0);
        let Some(until) = self.today.add_days(-grace) else { return Ok(false) };
        let next = "SELECT s.invoice, i.hash FROM supplement s JOIN invoice i ON i.id = s.invoice WHERE s.day <= ? ORDER BY s.day LIMIT 1";
        let Some(mut row) = store.first(next, cells![until.to_string()])? else { return Ok(false) };
        let (id, hash) = (row.text()?, row.text()?);
        let document = document::load_from_book(self.ports, &hash).await.and_then(document::text);
        let look = |day: Option<Day>| {
            let sql = "UPDATE supplement SET day = ? WHERE invoice = ?";
            store.run(sql, cells![day.map(|day| day.to_string()), &id]).map(drop)
        };
        let made = transact(store, || {
            let document = document?;
            if self.is_given_up(&id, &document)? {
                return Ok(look(None)?);
            }
            let made = self.write_supplement(&id, &document, self.today, None)?;
            self.send_issued(&made.row.id, &made.document)
        });
        let (done, later) = (|| look(None), || look(self.today.add_days(grace + 1)));
        let is_none = |problem: &Problem| problem.findings.iter().any(|finding| finding.code == "supplement.none");
        self.note_not_made(made, ("discount.notSupplemented", &id), is_none, (done, later)).map(|()| true)
    }

    /// Whether what is left of an invoice was given up: then nobody asks for its discount by themselves either.
    fn is_given_up(&self, id: &str, document: &str) -> Result<bool, Problem> {
        let account = account_of(self.store(), id, document)?;
        let is_uncollectible = status(&account, self.today)?.state == State::Uncollectible;
        Ok(is_uncollectible || !position(&account, self.today)?.settled.is_zero())
    }

    /// Issues the supplementary invoice, once, and pays it with what came in beyond the first one; inside a transaction.
    fn write_supplement(&self, id: &str, document: &str, on: Day, series: Option<&str>) -> Result<Finalized, Problem> {
        let store = self.store();
        if let (Some(made), _) = self.supplements_of(id)? {
            let detail = format!("The invoice has its supplementary invoice: {made}. Credit that one if it is wrong.");
            return Err(Problem::new(Refusal::SupplementMade, detail));
        }
        self.check_not_after_today(on, "issueDate", "The supplementary invoice")?;
        let account = account_of(store, id, document)?;
        let draft = supplement(&account, &SupplementRequest { issue_date: on })?;
        let row = InvoiceRow::new_draft(new_id(self.ports.random(), "inv"), self.invoice_row(id)?.customer);
        let row = InvoiceRow { revision: 0, ..row };
        self.insert_row(&row.id)?;
        let made = self.finalize(&row, &draft, series, on)?;
        let sql = "INSERT OR REPLACE INTO supplement (invoice, day, made) VALUES (?, NULL, ?)";
        store.run(sql, cells![id, &made.row.id])?;
        self.pay_from(&account, (id, document), &made)?;
        Ok(made)
    }

    /// Pays a supplementary invoice with what was paid beyond the first one: whoever paid late paid what the terms ask for then.
    fn pay_from(&self, account: &Account, (id, document): (&str, &str), made: &Finalized) -> Result<(), Problem> {
        let asked = made.account.invoice().totals().payable;
        let amount = position(account, self.today)?.overpaid.min(asked);
        if amount.is_zero() || amount.is_sign_negative() {
            return Ok(());
        }
        let payment = Payment {
            amount,
            method: FROM_BALANCE.to_owned(),
            reference: Some(account.invoice().number().to_owned()),
            provider: None,
            provider_id: None,
            costs: None,
            interest: None,
            discount_on: None,
        };
        let named = [(id, document), (made.row.id.as_str(), made.document.as_str())];
        let named = named.map(|(id, document)| Named { id: id.to_owned(), document: document.to_owned() });
        let to = vec![PaidInvoice { number: made.account.invoice().number().to_owned(), amount: None }];
        let options = ApplyOptions { to, unmatched: None, currency: None, tolerance: None };
        self.apply(self.entry(self.today, EntryKind::Payment(payment)), &named, &options).map(drop)
    }
}
