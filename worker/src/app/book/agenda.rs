//! The agenda: what a Book does beside answering - sweep, render invoices, bring documents away, hand messages over, announce
//! events, give money back, ask about payments - and when it has to be woken for it. Everything here can be done twice or
//! broken off anywhere without harm.

use super::Book;
use super::announce::NEXT_ANNOUNCEMENT;
use super::document::WAITS;
use super::provider::NEXT_QUESTION;
use super::silent_debit::{NEXT_SILENT, overdue_from};
use super::store::Query;
use crate::app::identity::new_id;
use crate::app::log;
use crate::app::moment::Moment;
use crate::app::ports::{Clock, Log, Ports, StoreError};
use crate::app::problem::Problem;
use crate::cells;

/// Documents are made and brought away so long after a request, one after the other while requests come: answers go first.
const PAUSE_MILLISECONDS: i64 = 500;

/// What broke is tried again after so long.
const RETRY_MILLISECONDS: i64 = 30_000;

/// Whoever is at it for longer has broken off: the platform ends what an alarm sets off after 15 minutes, and may leave what a request
/// began waiting for ever.
const SETTLING_MILLISECONDS_MAX: i64 = 15 * 60_000;

impl<P: Ports> Book<P> {
    /// When the Book has to be woken; None if nothing waits. To be asked after each request.
    pub fn next_waking(&self) -> Option<Moment> {
        if !self.open.get() {
            return None;
        }
        // A store that breaks now is looked at again soon.
        self.waking().unwrap_or_else(|_| Some(self.soon()))
    }

    fn waking(&self) -> Result<Option<Moment>, Problem> {
        if self.importing.get() {
            return Ok(None);
        }
        let now = self.ports.clock().now();
        // One question for all that waits: it is asked after each request that changed something.
        let message = self.next_message();
        let sql = format!("SELECT {WAITS}, ({message}), ({NEXT_ANNOUNCEMENT}), ({NEXT_QUESTION}), ({NEXT_SILENT})");
        let row = self.ports.store().first(&sql, cells![])?;
        let mut row = row.ok_or_else(|| StoreError("a question has no answer".to_owned()))?;
        let pause = if self.asked_meanwhile.get() { PAUSE_MILLISECONDS } else { 0 };
        let documents = (row.integer()? != 0).then(|| now.plus_milliseconds(pause));
        let (message, announcement, question) = (row.moment()?, row.moment()?, row.moment()?);
        let silent = row.optional()?.and_then(|day| overdue_from(&day));
        let filling = self.filling.get().then_some(now);
        let due = [filling, documents, message, announcement, question, silent];
        Ok(due.into_iter().flatten().chain(self.next_account()?).chain(self.next_sweep()?).min())
    }

    fn soon(&self) -> Moment {
        self.ports.clock().now().plus_milliseconds(RETRY_MILLISECONDS)
    }

    /// Does all that is due, and says when to wake the Book next; None if nothing is left.
    pub async fn settle(&self) -> Option<Moment> {
        let now = self.ports.clock().now();
        let is_at_it = |since: Moment| (since..since.plus_milliseconds(SETTLING_MILLISECONDS_MAX)).contains(&now);
        if self.settling.get().is_some_and(is_at_it) {
            // Should that break off, this tries again.
            return Some(self.soon());
        }
        self.settling.set(Some(now));
        self.asked_meanwhile.set(false);
        let outcomes = match self.ensure_open() {
            // Each has its turn, whatever the others came to.
            Ok(()) if self.importing.get() => Vec::new(),
            Ok(()) => vec![
                self.fill(),
                self.sweep().await,
                self.mail_accounts(),
                self.hand_over().await,
                self.announce().await,
                self.ask_services().await,
                self.show_silent_debits(),
                self.forget_old_answers(),
                // Last, as the one that takes long and that nobody waits for.
                self.settle_documents().await,
            ],
            Err(problem) => vec![Err(problem)],
        };
        self.settling.set(None);
        let mut next = self.next_waking();
        for problem in outcomes.into_iter().filter_map(Result::err) {
            self.log_failure(&problem.code, problem.cause.as_deref().unwrap_or(&problem.detail));
            next = Some(self.soon());
        }
        next.map(|next| next.max(self.ports.clock().now()))
    }

    /// Writes into the log what broke outside any request.
    pub(super) fn log_failure(&self, code: &str, cause: &str) {
        let administration = self.stored().ok().flatten().map(|stored| stored.id).unwrap_or_default();
        self.ports.log().write(&log::error(code, "", "Settle", &administration, cause));
    }

    /// Writes into the log what broke in a request, if it is something that the caller does not learn.
    pub(super) fn log_problem(&self, problem: &Problem, request: &str, operation: &str, administration: &str) {
        if let Some(cause) = &problem.cause {
            self.ports.log().write(&log::error(&problem.code, request, operation, administration, cause));
        }
    }

    /// A name for a request, by which its answer is found in the log.
    pub(super) fn request_id(&self) -> String {
        new_id(self.ports.random(), "req")
    }
}
