//! Series of invoices: each morning the sweep makes the drafts of the days that have come, and issues those that are to be
//! issued. A series makes its drafts in one transaction with the day that it reached, so that none comes twice or never.

use voldaan::calendar::Day;
use voldaan::finding::{Code, Error, Finding};
use voldaan::invoice::{Draft, recur};
use voldaan::wire::{Array, to_json};

use super::invoice::InvoiceRow;
use super::session::{Session, fit_row, tagged};
use super::store::{Cells, Query, transact};
use crate::app::http::Response;
use crate::app::identity::new_id;
use crate::app::ports::{Ports, Store, StoreError};
use crate::app::problem::Problem;
use crate::app::resource::{RecurringInput, RecurringList, RecurringResource, SendInput};
use crate::cells;

const COLUMNS: &str = "id, revision, made, json";

/// A series makes at most so many invoices at once; the rest follow at the next waking.
const INVOICES_AT_ONCE: usize = 20;

/// A series that failed so often today waits for tomorrow.
const FAILURES_MAX: i64 = 2;

/// Days in which the first invoice of a series is looked for, to be tried: those of two years.
const TRIED_DAYS: i32 = 731;

struct Series {
    id: String,
    revision: i64,
    made: Day,
    said: RecurringInput,
}

impl Series {
    fn read(row: &mut Cells) -> Result<Series, StoreError> {
        let (id, revision, made) = (row.text()?, row.integer()?, row.text()?);
        let made = Day::parse(&made).ok_or_else(|| StoreError("a day of a series is no day".to_owned()))?;
        let said = voldaan::wire::from_json(&row.text()?);
        let said = said.map_err(|error| StoreError(format!("a stored series cannot be read: {}", error.code())))?;
        Ok(Series { id, revision, made, said })
    }

    fn resource(self) -> RecurringResource {
        RecurringResource {
            id: self.id,
            template: self.said.template,
            customer_id: self.said.customer_id,
            issue: self.said.issue.unwrap_or(false),
            send: self.said.send.unwrap_or(false),
            active: self.said.active.unwrap_or(true),
            made_until: self.made,
        }
    }

    fn answer(self, status: u16) -> Response {
        let revision = self.revision;
        tagged(status, to_json(&self.resource()), revision)
    }
}

impl<P: Ports> Session<'_, P> {
    /// POST /v1/recurring
    pub fn create_recurring(&self) -> Result<Response, Problem> {
        let said: RecurringInput = self.input()?;
        self.try_series(&said)?;
        let id = new_id(self.ports.random(), "rec");
        // A series that began earlier goes on from today: what was invoiced before is somebody else's.
        let made = self.today.add_days(-1).unwrap_or(self.today);
        self.store().run(
            "INSERT INTO recurring (id, revision, customer, active, made, tried, failures, json) \
             VALUES (?, 1, ?, ?, ?, '', 0, ?)",
            cells![
                &id,
                said.customer_id.as_deref(),
                i64::from(said.active.unwrap_or(true)),
                made.to_string(),
                fit_row(to_json(&said))?,
            ],
        )?;
        self.keep_origin()?;
        self.sweep_anew()?;
        self.record("recurring.created", &id)?;
        Ok(Series { id, revision: 1, made, said }.answer(201))
    }

    /// GET /v1/recurring
    pub fn list_recurring(&self) -> Result<Response, Problem> {
        let (items, next) = self.listed(COLUMNS, "recurring WHERE", |row| Ok(Series::read(row)?.resource()))?;
        Ok(Response::json(200, to_json(&RecurringList { items: Array(items), next })))
    }

    /// GET /v1/recurring/{id}
    pub fn get_recurring(&self, id: &str) -> Result<Response, Problem> {
        Ok(self.series(id)?.answer(200))
    }

    /// PATCH /v1/recurring/{id}
    pub fn patch_recurring(&self, id: &str) -> Result<Response, Problem> {
        let before = self.series(id)?;
        self.check_match(before.revision)?;
        let (said, findings): (RecurringInput, _) = self.merged(&before.said, |_| ())?;
        voldaan::Error::check(findings)?;
        self.try_series(&said)?;
        let series = Series { revision: before.revision + 1, said, ..before };
        self.store().run(
            "UPDATE recurring SET revision = ?, customer = ?, active = ?, tried = '', failures = 0, json = ? WHERE id = ?",
            cells![
                series.revision,
                series.said.customer_id.as_deref(),
                i64::from(series.said.active.unwrap_or(true)),
                fit_row(to_json(&series.said))?,
                id,
            ],
        )?;
        self.sweep_anew()?;
        self.record("recurring.changed", id)?;
        Ok(series.answer(200))
    }

    /// DELETE /v1/recurring/{id}
    pub fn delete_recurring(&self, id: &str) -> Result<Response, Problem> {
        self.series(id)?;
        self.delete_row("recurring", id, "recurring.deleted")
    }

    fn series(&self, id: &str) -> Result<Series, Problem> {
        let mut row =
            self.store().found(&format!("SELECT {COLUMNS} FROM recurring WHERE id = ?"), cells![id], "series")?;
        Ok(Series::read(&mut row)?)
    }

    /// Refuses a series whose first invoice could not be made, or that sends what is not issued.
    fn try_series(&self, said: &RecurringInput) -> Result<(), Problem> {
        if said.send == Some(true) && said.issue != Some(true) {
            let finding = Finding::new(Code::FieldMissing, "issue", "Only an invoice that is issued can be sent.");
            return Err(Error::from_finding(finding.fix("Say issue: true as well, or leave send out.")).into());
        }
        let template = &said.template;
        let until = template.start.add_days(TRIED_DAYS).unwrap_or(Day::MAX);
        let drafts = recur(template, template.start, until).map_err(|error| Problem::within("template", error))?;
        let first = drafts.first().unwrap_or(&template.draft);
        let mut draft = self.filled(first, said.customer_id.as_deref())?;
        draft.issue_date = draft.issue_date.or(Some(template.start));
        voldaan::calculate(&draft).map_err(|error| Problem::within("template.draft", error))?;
        Ok(())
    }

    /// Makes the drafts of the next series that has some to make today; false if there is none.
    pub fn make_next(&self) -> Result<bool, Problem> {
        let (store, today) = (self.store(), self.today.to_string());
        let next = format!(
            "SELECT {COLUMNS} FROM recurring WHERE active = 1 AND made < ? AND NOT (tried = ? AND failures >= ?) \
             ORDER BY made, sequence LIMIT 1"
        );
        let Some(mut row) = store.first(&next, cells![&today, &today, FAILURES_MAX])? else { return Ok(false) };
        let id = row.text()?;
        let made = transact(store, || self.make(&self.series(&id)?));
        if made.is_err() {
            // It holds up no other series; tomorrow it has its turn again, and goes on where it was.
            let failed = "UPDATE recurring SET failures = CASE tried WHEN ?1 THEN failures + 1 ELSE 1 END, tried = ?1 \
                          WHERE id = ?2";
            store.run(failed, cells![&today, &id])?;
            self.record("recurring.failed", &id)?;
        }
        made.map(|()| true)
    }

    /// Makes the drafts of a series up to today, and notes the day that it reached.
    fn make(&self, series: &Series) -> Result<(), Problem> {
        let from = series.made.add_days(1).unwrap_or(self.today);
        let drafts = recur(&series.said.template, from, self.today)?;
        let reached = drafts.get(INVOICES_AT_ONCE).and_then(|rest| rest.issue_date?.add_days(-1)).unwrap_or(self.today);
        for draft in drafts.iter().filter(|draft| draft.issue_date.is_none_or(|day| day <= reached)) {
            let id = self.make_draft(draft, series.said.customer_id.clone())?;
            if series.said.issue == Some(true) {
                self.issue_later(&id, series.said.send == Some(true))?;
            }
        }
        let cells = cells![reached.to_string(), &series.id];
        self.store().run("UPDATE recurring SET made = ? WHERE id = ?", cells)?;
        Ok(())
    }

    /// Has a draft issued in this sweep, and sent where it is to be sent.
    pub fn issue_later(&self, id: &str, is_sent: bool) -> Result<(), Problem> {
        let sql = "INSERT INTO to_issue (invoice, send) VALUES (?, ?)";
        self.store().run(sql, cells![id, i64::from(is_sent)])?;
        Ok(())
    }

    /// Keeps a new draft and gives its id.
    pub fn make_draft(&self, draft: &Draft, customer: Option<String>) -> Result<String, Problem> {
        let row = InvoiceRow::new_draft(new_id(self.ports.random(), "inv"), customer);
        self.insert_draft(&row, draft)?;
        Ok(row.id)
    }

    /// Issues the next draft that is to be issued, and sends it where it is to be sent; false if there is none. One that cannot be
    /// issued stays a draft, one that cannot be sent stays unsent, and an event says so.
    pub fn issue_next(&self) -> Result<bool, Problem> {
        let store = self.store();
        let next = store.first("SELECT invoice, send FROM to_issue ORDER BY sequence LIMIT 1", cells![])?;
        let Some(mut row) = next else { return Ok(false) };
        let (id, is_sent) = (row.text()?, row.integer()? == 1);
        let done = |store: &P::Store| store.run("DELETE FROM to_issue WHERE invoice = ?", cells![&id]).map(|_| ());
        let issued = transact(store, || {
            let document = self.issue_as_said(&id, None, None)?.document;
            if is_sent {
                self.send_issued(&id, &document)?;
            }
            Ok(done(store)?)
        });
        match issued {
            Err(problem) if problem.status < 500 => transact(store, || {
                done(store)?;
                Ok(self.record("recurring.notIssued", &id)?)
            })?,
            other => other?,
        }
        Ok(true)
    }

    /// Sends an invoice the way of its customer. One that cannot go out has its number all the same; an event says so.
    pub fn send_issued(&self, id: &str, document: &str) -> Result<(), Problem> {
        match self.send_by(id, document, &SendInput::default()) {
            Err(problem) if problem.status < 500 => Ok(self.record("recurring.notSent", id)?),
            other => other.map(drop),
        }
    }

    /// Whether a series refers to a customer.
    pub fn series_of_customer(&self, id: &str) -> Result<Option<String>, Problem> {
        let row = self.store().first("SELECT id FROM recurring WHERE customer = ? LIMIT 1", cells![id])?;
        Ok(row.map(|mut row| row.text()).transpose()?)
    }
}
