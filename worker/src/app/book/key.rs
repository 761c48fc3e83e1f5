//! API keys: made for a scope, listed with their last use, rotated, revoked. The Book knows their hashes only.

use voldaan::finding::{Code, Error, Finding};
use voldaan::wire::{Array, to_json};

use super::session::Session;
use super::store::Query;
use crate::app::http::Response;
use crate::app::identity::ApiKey;
use crate::app::moment::Moment;
use crate::app::ports::{Ports, Store, StoreError};
use crate::app::problem::Problem;
use crate::app::refusal::Refusal;
use crate::app::resource::{Key, KeyInput, KeyList, RotationInput, Scope};
use crate::app::secret::sha256;
use crate::cells;

/// A key that is rotated is good beside its successor for so many hours.
const OVERLAP_HOURS: u32 = 24;
const OVERLAP_HOURS_MAX: u32 = 168;

fn scope(word: &str) -> Result<Scope, StoreError> {
    Scope::from_word(word).ok_or_else(|| StoreError("a scope is no scope".to_owned()))
}

/// Keeps the hash of a key. A fast hash is enough: the secret is 256 random bits, not a password.
pub(super) fn insert(store: &impl Store, key: &ApiKey, of: (&str, Scope), now: Moment) -> Result<(), StoreError> {
    let hash = sha256(key.secret.as_bytes());
    let cells = cells![&key.id, of.0, of.1.as_str(), &hash[..], now];
    store.run("INSERT INTO api_key (id, name, scope, hash, created) VALUES (?, ?, ?, ?, ?)", cells).map(|_| ())
}

impl<P: Ports> Session<'_, P> {
    /// POST /v1/keys
    pub fn create_key(&self) -> Result<Response, Problem> {
        let input: KeyInput = self.input()?;
        if input.name.trim().is_empty() {
            let finding = Finding::new(Code::TextEmpty, "name", "A key needs a name that says what it is for.");
            return Err(Error::from_finding(finding).into());
        }
        let made = self.make_key(input.name, input.scope.unwrap_or(Scope::Admin))?;
        Ok(Response::json(201, to_json(&made)))
    }

    fn make_key(&self, name: String, scope: Scope) -> Result<Key, Problem> {
        let key = ApiKey::generate(self.ports.random(), &self.administration.id);
        insert(self.store(), &key, (&name, scope), self.clock)?;
        self.record("key.created", &key.id)?;
        let (created_at, api_key) = (self.clock.instant(), Some(key.text()));
        Ok(Key { id: key.id, name, scope, created_at, last_used_at: None, revoked_at: None, api_key })
    }

    /// POST /v1/keys/{id}/rotate
    pub fn rotate_key(&self, id: &str) -> Result<Response, Problem> {
        let input: RotationInput = self.input()?;
        let hours = input.overlap_hours.unwrap_or(OVERLAP_HOURS);
        if hours > OVERLAP_HOURS_MAX {
            let message = format!("Two keys stand beside each other for at most {OVERLAP_HOURS_MAX} hours.");
            let finding = Finding::new(Code::NumberRange, "overlapHours", message);
            return Err(Error::from_finding(finding.fix("Rotate the key again when the time comes.")).into());
        }
        let sql = "SELECT name, scope FROM api_key WHERE id = ? AND (revoked IS NULL OR revoked > ?)";
        let mut row = self.store().found(sql, cells![id, self.clock], "key")?;
        let made = self.make_key(row.text()?, scope(&row.text()?)?)?;
        let end = self.clock.plus_milliseconds(i64::from(hours) * 3_600_000);
        // One that ends sooner ends when it was to.
        let sql = "UPDATE api_key SET revoked = MIN(COALESCE(revoked, ?1), ?1) WHERE id = ?2";
        self.store().run(sql, cells![end, id])?;
        self.record("key.rotated", id)?;
        Ok(Response::json(201, to_json(&made)))
    }

    /// GET /v1/keys
    pub fn list_keys(&self) -> Result<Response, Problem> {
        let (items, next) = self.listed("id, name, scope, created, used, revoked", "api_key WHERE", |row| {
            let (id, name, scope, created) = (row.text()?, row.text()?, scope(&row.text()?)?, row.integer()?);
            let (last_used_at, revoked_at) = (row.moment()?.map(Moment::instant), row.moment()?.map(Moment::instant));
            let created_at = Moment(created).instant();
            Ok(Key { id, name, scope, created_at, last_used_at, revoked_at, api_key: None })
        })?;
        Ok(Response::json(200, to_json(&KeyList { items: Array(items), next })))
    }

    /// DELETE /v1/keys/{id}
    pub fn revoke_key(&self, id: &str) -> Result<Response, Problem> {
        let known = self.store().first("SELECT 1 FROM api_key WHERE id = ?", cells![id])?;
        known.ok_or_else(|| Problem::not_found("key"))?;
        let other = "SELECT 1 FROM api_key WHERE id <> ? AND revoked IS NULL AND scope = 'admin' LIMIT 1";
        if !self.store().has(other, cells![id])? {
            let detail = "This is the last key, and without one nobody can open the administration. Make another key with POST \
                          /v1/keys first, then revoke this one with it.";
            return Err(Problem::new(Refusal::KeyLast, detail));
        }
        let sql = "UPDATE api_key SET revoked = ? WHERE id = ? AND (revoked IS NULL OR revoked > ?)";
        self.store().run(sql, cells![self.clock, id, self.clock])?;
        self.record("key.revoked", id)?;
        Ok(Response::empty(204))
    }
}
