//! The daily sweep: in the morning of each day of the administration, series of invoices make their drafts, and every open
//! invoice is held against the policy that is followed for its debtor. What the plan wants is written as entry and message.
//!
//! It goes in bounded batches, one transaction an invoice with the place that it reached, so that it goes on where it was
//! broken off. An action is booked as a reminder together with its message: the plan does not ask for it again, and a
//! sweep that runs twice writes nothing twice. What a late or missed sweep left is done by the next one.

use voldaan::calendar::Day;
use voldaan::dunning::LEGAL_TERM_DAYS;
use voldaan::wire::to_json;

use super::Book;
use super::day::{begin_of, day_of};
use super::document;
use super::session::{Session, Stored};
use super::store::{Query, transact};
use crate::app::http::{Request, Response};
use crate::app::moment::Moment;
use crate::app::ports::{Clock, Ports, Store, StoreError};
use crate::app::problem::Problem;
use crate::app::resource::SweepResult;
use crate::cells;

/// The setting of a business that lives by a test clock.
const BY_TEST_CLOCK: &str = "testClock";

/// The name of the sweep that follows policies.
const DUNNING: &str = "dunning";

/// Steps of one waking, each an invoice or a series; the next waking follows at once.
const INVOICES_AT_ONCE: u32 = 100;

/// The sweep begins so long after the administration's day did: nobody gets a reminder at night.
const MORNING_MILLISECONDS: i64 = 8 * 3_600_000;

/// When a sweep is due.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Sweep {
    /// The moment; None while there is nothing to do.
    at: Option<Moment>,
}

/// How far the sweep of a day is.
struct Progress {
    day: String,
    after: i64,
    failed: i64,
    done: bool,
}

impl<P: Ports> Book<P> {
    /// When the next sweep is due; None while there is neither a policy to follow nor a series.
    pub(super) fn next_sweep(&self) -> Result<Option<Moment>, Problem> {
        if let Some(known) = self.sweep.get() {
            return Ok(known.at);
        }
        let at = self.sweep_moment()?;
        self.sweep.set(Some(Sweep { at }));
        Ok(at)
    }

    fn sweep_moment(&self) -> Result<Option<Moment>, Problem> {
        let store = self.ports.store();
        if !follows_a_policy(store)?
            && !store.has("SELECT 1 FROM recurring WHERE active = 1 LIMIT 1", cells![])?
            && self.stored()?.is_none_or(|Stored { said, .. }| {
                let discounts = [said.credit_earned_discounts, said.supplement_lapsed_discounts];
                !discounts.contains(&Some(true)) && said.item_billing.is_none()
            })
        {
            return Ok(None);
        }
        // A business that lives by a test clock is swept on request only.
        if lives_by_test_clock(store)? {
            return Ok(None);
        }
        let Some(administration) = self.stored()? else { return Ok(None) };
        let zone = administration.time_zone();
        let today = day_of(self.ports.clock(), zone, self.ports.clock().now())?;
        let swept = progress(store)?.is_some_and(|progress| progress.done && progress.day == today.to_string());
        let day = if swept { today.add_days(1).unwrap_or(today) } else { today };
        Ok(Some(begin_of(self.ports.clock(), zone, day)?.plus_milliseconds(MORNING_MILLISECONDS)))
    }

    /// Sweeps a batch, if that is due.
    pub(super) async fn sweep(&self) -> Result<(), Problem> {
        let now = self.ports.clock().now();
        if self.next_sweep()?.is_none_or(|at| at > now) {
            return Ok(());
        }
        let Some(administration) = self.stored()? else { return Ok(()) };
        let store = self.ports.store();
        let origin = store.first("SELECT value FROM setting WHERE name = 'origin'", cells![])?;
        let origin = origin.map(|mut row| row.text()).transpose()?.unwrap_or_default();
        let request = Request { origin, ..Request::default() };
        let session = self.session_at(administration, &request, now, now)?;
        self.sweep_day(&session).await.map(|_| ())
    }

    /// Once something was written at the time of a test clock, the time of the platform has no say in when a sweep is due: it
    /// would make today what belongs to another year.
    pub(super) fn keep_to_test_clock(&self, session: &Session<'_, P>) -> Result<(), StoreError> {
        if session.request.header("x-voldaan-test-clock").is_some() {
            let sql = "INSERT OR IGNORE INTO setting (name, value) VALUES (?, '')";
            session.store().run(sql, cells![BY_TEST_CLOCK])?;
            self.sweep.set(None);
        }
        Ok(())
    }

    /// POST /v1/sweep: does what is due today, by the clock of the request.
    pub(super) async fn sweep_on_request(&self, session: &Session<'_, P>) -> Result<Response, Problem> {
        let done = self.sweep_day(session).await?;
        Ok(Response::json(200, to_json(&SweepResult { day: session.today, done })))
    }

    /// Sweeps a batch of the day of a session; true if nothing is left of it.
    async fn sweep_day(&self, session: &Session<'_, P>) -> Result<bool, Problem> {
        let store = self.ports.store();
        // Whatever comes of it, when the next one is due is asked anew.
        self.sweep.set(None);
        let today = session.today.to_string();
        if progress(store)?.is_none_or(|progress| progress.day != today) {
            let begin = "INSERT OR REPLACE INTO sweep (name, day, after, failed, done) VALUES (?, ?, 0, 0, 0)";
            store.run(begin, cells![DUNNING, &today])?;
        }
        session.show_silent_debits(session.today)?;
        // Issued first, so that what is due on its very day is seen the same morning.
        for _ in 0..INVOICES_AT_ONCE {
            let busy = session.credit_next_discount().await?
                || session.supplement_next_discount().await?
                || session.make_next()?
                || session.bill_next()?
                || session.issue_next()?
                || session.sweep_next().await?;
            if !busy {
                store.run("UPDATE sweep SET done = 1 WHERE name = ?", cells![DUNNING])?;
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// Whether something was written at the time of a test clock.
pub(super) fn lives_by_test_clock(store: &impl Store) -> Result<bool, StoreError> {
    store.has("SELECT 1 FROM setting WHERE name = ?", cells![BY_TEST_CLOCK])
}

fn follows_a_policy(store: &impl Store) -> Result<bool, StoreError> {
    store.has("SELECT 1 FROM policy WHERE active = 1 LIMIT 1", cells![])
}

impl<P: Ports> Session<'_, P> {
    /// Has today's sweep begin anew: what a new policy or series wants today is done today, even if the sweep was over.
    pub fn sweep_anew(&self) -> Result<(), StoreError> {
        self.store().run("UPDATE sweep SET after = 0, failed = 0, done = 0", cells![]).map(|_| ())
    }

    /// Looks at the next open invoice of the sweep; false if there is none left.
    async fn sweep_next(&self) -> Result<bool, Problem> {
        let store = self.store();
        let progress = progress(store)?.ok_or_else(|| StoreError("the sweep is gone".to_owned()))?;
        // What is due later than any step could look ahead is passed over without being read; a term that the law may make void ends
        // that of the law after somebody looked at the invoice.
        let next = "SELECT sequence, id, hash FROM invoice WHERE state = 'open' AND sequence > ? AND type <> 'creditNote' \
                    AND (due_next <= ? OR (viewed < ? AND julianday(due_date) - julianday(issue_date) > ?)) ORDER BY sequence LIMIT 1";
        let Some(ahead) = self.days_ahead()? else { return Ok(false) };
        let until = |days: i32| self.today.add_days(days).unwrap_or(Day::MAX).to_string();
        let cells =
            cells![progress.after, until(ahead), until(ahead - LEGAL_TERM_DAYS + 1), i64::from(LEGAL_TERM_DAYS)];
        let Some(mut row) = store.first(next, cells)? else { return Ok(false) };
        let (sequence, id, hash) = (row.integer()?, row.text()?, row.text()?);
        let outcome = match document::load_from_book(self.ports, &hash).await.and_then(document::text) {
            Ok(document) => transact(store, || {
                self.dun(&id, &document)?;
                reach(store, &progress, sequence)
            }),
            Err(problem) => Err(problem),
        };
        match outcome {
            // One that fails twice does not hold up the others; the next day it has its turn again.
            Err(problem) if progress.failed == sequence => {
                reach(store, &progress, sequence)?;
                self.record("sweep.failed", &id)?;
                Err(problem)
            }
            Err(problem) => {
                store.run("UPDATE sweep SET failed = ? WHERE name = ?", cells![sequence, DUNNING])?;
                Err(problem)
            }
            Ok(()) => Ok(true),
        }
    }
}

/// Goes on to an invoice, unless the sweep began anew while its document was looked for.
fn reach(store: &impl Store, from: &Progress, sequence: i64) -> Result<(), Problem> {
    let sql = "UPDATE sweep SET after = ? WHERE name = ? AND after = ? AND day = ?";
    store.run(sql, cells![sequence, DUNNING, from.after, &from.day])?;
    Ok(())
}

fn progress(store: &impl Store) -> Result<Option<Progress>, StoreError> {
    let row = store.first("SELECT day, after, failed, done FROM sweep WHERE name = ?", cells![DUNNING])?;
    row.map(|mut row| {
        let (day, after, failed) = (row.text()?, row.integer()?, row.integer()?);
        Ok(Progress { day, after, failed, done: row.integer()? != 0 })
    })
    .transpose()
}
