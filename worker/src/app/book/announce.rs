//! Outgoing webhooks: each event goes to each endpoint that wants it, in order, at least once, signed after the Standard Webhooks
//! specification. What an endpoint does not take comes again later and later; after days it is not called any more, and an
//! event says so. Its events are still there: a replay goes on where it stopped.

use voldaan::wire::to_json;

use super::Book;
use super::endpoint::{Kept, place};
use super::store::Query;
use crate::app::http::Request;
use crate::app::moment::Moment;
use crate::app::ports::{Clock, Ports, Store, StoreError};
use crate::app::problem::Problem;
use crate::app::resource::{WebhookMessage, WebhookSubject};
use crate::app::standard_webhook::sign;
use crate::app::web::{Call, call_endpoint};
use crate::cells;

/// When an endpoint has to be called next; nothing if each has all events.
pub(super) const NEXT_ANNOUNCEMENT: &str =
    "SELECT MIN(due) FROM endpoint WHERE active = 1 AND cursor < (SELECT MAX(sequence) FROM event)";

/// The pauses between attempts, in seconds, as the specification recommends them; some three days in all.
const PAUSES_SECONDS: &[i64] = &[5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];
/// An answer that says that the endpoint is gone for good.
const GONE: u16 = 410;
/// Events that one waking brings out; the next waking follows at once.
const EVENTS_AT_ONCE: u32 = 100;
/// Events that are looked through at once for one that an endpoint wants.
const LOOKED_AT: i64 = 200;

/// An event on its way.
struct Event {
    sequence: i64,
    at: Moment,
    kind: String,
    subject: String,
}

impl<P: Ports> Book<P> {
    /// Brings events to the endpoints that are due.
    pub(super) async fn announce(&self) -> Result<(), Problem> {
        let store = self.ports.store();
        let due = "SELECT id FROM endpoint WHERE active = 1 AND due <= ? AND cursor < (SELECT MAX(sequence) FROM event) \
                   ORDER BY due, sequence LIMIT 1";
        for _ in 0..EVENTS_AT_ONCE {
            let Some(mut row) = store.first(due, cells![self.ports.clock().now()])? else { break };
            let Some(endpoint) = Kept::find(store, &row.text()?)? else { break };
            match next_event(store, &endpoint)? {
                Ok(event) => self.bring(&endpoint, &event).await?,
                Err(seen) => reach(store, &endpoint, seen)?,
            }
        }
        Ok(())
    }

    /// Sends an event to an endpoint once, and notes what came of it.
    async fn bring(&self, endpoint: &Kept, event: &Event) -> Result<(), Problem> {
        let (store, now) = (self.ports.store(), self.ports.clock().now());
        let Some(administration) = self.stored()? else { return Ok(()) };
        let message = WebhookMessage {
            kind: event.kind.clone(),
            timestamp: event.at.instant(),
            data: WebhookSubject {
                administration: administration.id.clone(),
                event: event.sequence.to_string(),
                subject: event.subject.clone(),
            },
        };
        // The same for each attempt, so that the receiver takes it once.
        let id = format!("msg_{}_{}", administration.id, event.sequence);
        let body = to_json(&message).into_bytes();
        let signature = sign(&self.secrets_of(&endpoint.id, now)?, &id, now.seconds(), &body);
        let call = Call::post("", "application/json", body)
            .with("webhook-id", id)
            .with("webhook-timestamp", now.seconds().to_string())
            .with("webhook-signature", signature)
            .with("user-agent", "Voldaan");
        match call_endpoint(&self.ports, &endpoint.said.url, call).await {
            Ok(answer) if (200..300).contains(&answer.status) => Ok(reach(store, endpoint, event.sequence)?),
            Ok(answer) => {
                let cause = format!("the endpoint {} answers with {}", endpoint.id, answer.status);
                self.postpone(endpoint, now, answer.status == GONE, &cause)
            }
            Err(fault) => {
                let cause = format!("the endpoint {} was not reached: {}", endpoint.id, fault.cause());
                self.postpone(endpoint, now, false, &cause)
            }
        }
    }

    /// The secrets that sign for an endpoint: its own, and for a while the one before it.
    fn secrets_of(&self, id: &str, now: Moment) -> Result<Vec<String>, Problem> {
        let sql = "SELECT secret FROM endpoint WHERE id = ?1 UNION ALL SELECT old_secret FROM endpoint \
                   WHERE id = ?1 AND old_until > ?2";
        let mut secrets = Vec::new();
        for mut row in self.ports.store().rows(sql, cells![id, now])? {
            let opened = self.secrets.open(&place(id), &row.blob()?).and_then(|bytes| String::from_utf8(bytes).ok());
            secrets.push(
                opened.ok_or_else(|| StoreError("an endpoint was sealed with another master secret".to_owned()))?,
            );
        }
        Ok(secrets)
    }

    /// Notes that an endpoint took nothing: when it is called again, or that it is not.
    fn postpone(&self, endpoint: &Kept, now: Moment, is_gone: bool, cause: &str) -> Result<(), Problem> {
        let store = self.ports.store();
        self.log_failure("webhook.notTaken", cause);
        let attempts = store.first("SELECT attempts FROM endpoint WHERE id = ?", cells![&endpoint.id])?;
        let attempts = attempts.map(|mut row| row.integer()).transpose()?.unwrap_or(0);
        let pause = usize::try_from(attempts).ok().and_then(|attempts| PAUSES_SECONDS.get(attempts));
        match pause.filter(|_| !is_gone) {
            Some(seconds) => {
                let sql = "UPDATE endpoint SET attempts = attempts + 1, due = ?, failing = COALESCE(failing, ?) \
                           WHERE id = ? AND cursor = ?";
                let due = now.plus_milliseconds(seconds * 1000);
                store.run(sql, cells![due, now, &endpoint.id, endpoint.cursor])?;
            }
            None => {
                let sql = "UPDATE endpoint SET active = 0, failing = COALESCE(failing, ?), revision = revision + 1 WHERE id = ?";
                store.run(sql, cells![now, &endpoint.id])?;
                let Some(administration) = self.stored()? else { return Ok(()) };
                self.session_at(administration, &Request::default(), now, now)?
                    .record("endpoint.disabled", &endpoint.id)?;
            }
        }
        Ok(())
    }
}

/// The next event that an endpoint wants, else the last one that it does not.
fn next_event(store: &impl Store, endpoint: &Kept) -> Result<Result<Event, i64>, StoreError> {
    let sql = "SELECT sequence, at, type, subject FROM event WHERE sequence > ? ORDER BY sequence LIMIT ?";
    let mut seen = endpoint.cursor;
    for mut row in store.rows(sql, cells![endpoint.cursor, LOOKED_AT])? {
        let (sequence, at) = (row.integer()?, Moment(row.integer()?));
        let event = Event { sequence, at, kind: row.text()?, subject: row.text()? };
        if endpoint.wants(&event.kind) {
            return Ok(Ok(event));
        }
        seen = event.sequence;
    }
    Ok(Err(seen))
}

/// Notes that an endpoint has all events up to one; not if it was set back meanwhile.
fn reach(store: &impl Store, endpoint: &Kept, sequence: i64) -> Result<(), StoreError> {
    let sql = "UPDATE endpoint SET cursor = ?, attempts = 0, due = 0, failing = NULL WHERE id = ? AND cursor = ?";
    store.run(sql, cells![sequence, &endpoint.id, endpoint.cursor]).map(|_| ())
}
