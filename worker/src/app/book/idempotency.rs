//! Idempotency: a request under a key is carried out once, and repeated requests get the same answer.
//!
//! Only what was done is remembered. A refused request changed nothing, so its key stays free.

use data_encoding::HEXLOWER;
use voldaan::wire::parse;

use super::Book;
use super::marks::Marks;
use super::session::Session;
use super::store::{Query, drop_chunks, get_chunks, put_chunks, transact};
use crate::app::front::idempotency_key;
use crate::app::http::{Request, Response};
use crate::app::moment::Moment;
use crate::app::ports::{Clock, Ports, Store, StoreError};
use crate::app::problem::Problem;
use crate::app::refusal::Refusal;
use crate::app::secret::{Secrets, same, sha256};
use crate::cells;

/// Answers are remembered this long.
const DAYS_KEPT: i64 = 30;

/// Each request forgets at most so many answers that are too old: the work is spread, never piled up.
const FORGOTTEN_AT_ONCE: i64 = 4;
/// Answers that are looked for at once.
const ANSWERS_AT_ONCE: i64 = 200;

impl<P: Ports> Session<'_, P> {
    /// Carries out a request once, as one transaction with the record of its key.
    pub fn once(&self, work: impl FnOnce() -> Result<Response, Problem>) -> Result<Response, Problem> {
        once(self.ports, self.secrets, self.request, self.clock, work)
    }

    /// The answer to this request, if it was carried out before.
    pub fn answered(&self) -> Result<Option<Response>, Problem> {
        remembered(self.ports, self.secrets, idempotency_key(self.request)?, &fingerprint(self.request))
    }

    /// Forgets the answers that are about somebody: their keys are free again.
    pub fn forget_answers(&self, marks: &Marks) -> Result<(), Problem> {
        let store = self.store();
        let mut after = String::new();
        loop {
            let sql = "SELECT key FROM idempotency WHERE key > ? ORDER BY key LIMIT ?";
            let keys = store.rows(sql, cells![&after, ANSWERS_AT_ONCE])?;
            let keys = keys.into_iter().map(|mut row| row.text()).collect::<Result<Vec<_>, _>>()?;
            let Some(last) = keys.last() else { return Ok(()) };
            after.clone_from(last);
            for key in keys {
                let body = self.secrets.open(&place(&key), &get_chunks(store, &place(&key))?);
                let body = body.and_then(|body| String::from_utf8(body).ok()).unwrap_or_default();
                if parse(&body).is_ok_and(|said| marks.are_in(&said)) {
                    forget_answer(store, &key)?;
                }
            }
        }
    }

    /// A name for what the request asks of a service: the same each time that it is sent, and that of no other request.
    pub fn request_name(&self) -> Result<String, Problem> {
        let key = idempotency_key(self.request)?.as_bytes();
        Ok(HEXLOWER.encode(&sha256(&[key, b"\n", &fingerprint(self.request)].concat())))
    }
}

/// What makes a request the same as an earlier one under its key.
fn fingerprint(request: &Request) -> [u8; 32] {
    sha256(&[request.method.as_bytes(), b"\n", request.path.as_bytes(), b"\n", &request.body].concat())
}

/// Carries out a request once, as one transaction with the record of its key.
pub(super) fn once<P: Ports>(
    ports: &P,
    secrets: &Secrets,
    request: &Request,
    now: Moment,
    work: impl FnOnce() -> Result<Response, Problem>,
) -> Result<Response, Problem> {
    let key = idempotency_key(request)?;
    let fingerprint = fingerprint(request);
    let store = ports.store();
    transact(store, || {
        if let Some(answer) = remembered(ports, secrets, key, &fingerprint)? {
            return Ok(answer);
        }
        let answer = work()?;
        // Answers are sealed: some of them hold a key that is shown only once.
        let sealed = secrets.seal(ports.random(), &place(key), &answer.body);
        put_chunks(store, &place(key), &sealed)?;
        let sql = "INSERT INTO idempotency (key, fingerprint, status, etag, at) VALUES (?, ?, ?, ?, ?) \
                   RETURNING EXISTS (SELECT 1 FROM idempotency WHERE at < ?)";
        let (status, etag, old) = (i64::from(answer.status), answer.header("etag"), now.plus_days(-DAYS_KEPT));
        let row = store.first(sql, cells![key, &fingerprint[..], status, etag, now, old])?;
        if row.ok_or_else(|| StoreError("an answer was not kept".to_owned()))?.integer()? != 0 {
            forget(ports, now)?;
        }
        Ok(answer)
    })
}

/// What the names of answers begin with among those of all bytes that are kept.
const ANSWERS: &str = "answer/";

fn place(key: &str) -> String {
    format!("{ANSWERS}{key}")
}

/// Whether bytes of this name are an answer.
pub(super) fn is_answer(owner: &str) -> bool {
    owner.starts_with(ANSWERS)
}

fn remembered<P: Ports>(
    ports: &P,
    secrets: &Secrets,
    key: &str,
    fingerprint: &[u8],
) -> Result<Option<Response>, Problem> {
    let store = ports.store();
    let row = store.first("SELECT fingerprint, status, etag FROM idempotency WHERE key = ?", cells![key])?;
    let Some(mut row) = row else { return Ok(None) };
    if !same(&row.blob()?, fingerprint) {
        let detail = "This Idempotency-Key was used for another request. Use a new key for each thing to do.";
        return Err(Problem::new(Refusal::IdempotencyKeyReused, detail));
    }
    let status = u16::try_from(row.integer()?).map_err(|_| StoreError("a status is no status".to_owned()))?;
    let etag = row.optional()?;
    let body = secrets.open(&place(key), &get_chunks(store, &place(key))?);
    let body = body.ok_or_else(|| StoreError("an answer was sealed with another master secret".to_owned()))?;
    let body = String::from_utf8(body).map_err(|_| StoreError("an answer is not text".to_owned()))?;
    let answer = Response::json(status, body).with("idempotency-replayed", "true");
    Ok(Some(match etag {
        Some(etag) => answer.with("etag", etag),
        None => answer,
    }))
}

/// Forgets some answers that are too old; false where there was none.
fn forget<P: Ports>(ports: &P, now: Moment) -> Result<bool, StoreError> {
    let store = ports.store();
    let old = store.rows(
        "SELECT key FROM idempotency WHERE at < ? ORDER BY at LIMIT ?",
        cells![now.plus_days(-DAYS_KEPT), FORGOTTEN_AT_ONCE],
    )?;
    let was_one = !old.is_empty();
    for mut row in old {
        forget_answer(store, &row.text()?)?;
    }
    Ok(was_one)
}

fn forget_answer(store: &impl Store, key: &str) -> Result<(), StoreError> {
    drop_chunks(store, &place(key))?;
    store.run("DELETE FROM idempotency WHERE key = ?", cells![key]).map(drop)
}

impl<P: Ports> Book<P> {
    /// Forgets the answers that are too old, whenever the Book is awake: no request has to come.
    pub(super) fn forget_old_answers(&self) -> Result<(), Problem> {
        let store = self.ports.store();
        while transact(store, || Ok(forget(&self.ports, self.ports.clock().now())?))? {}
        Ok(())
    }
}
