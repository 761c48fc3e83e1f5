//! API keys: made, listed, revoked. The Book knows their hashes only.

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
use crate::app::resource::{Key, KeyInput, KeyList};
use crate::app::secret::sha256;
use crate::cells;

/// Keeps the hash of a key. A fast hash is enough: the secret is 256 random bits, not a password.
pub(super) fn insert(store: &impl Store, key: &ApiKey, name: &str, now: Moment) -> Result<(), StoreError> {
    let hash = sha256(key.secret.as_bytes());
    let cells = cells![&key.id, name, &hash[..], now];
    store.run("INSERT INTO api_key (id, name, hash, created) VALUES (?, ?, ?, ?)", cells).map(|_| ())
}

impl<P: Ports> Session<'_, P> {
    /// POST /v1/keys
    pub fn create_key(&self) -> Result<Response, Problem> {
        let input: KeyInput = self.input()?;
        if input.name.trim().is_empty() {
            let finding = Finding::new(Code::TextEmpty, "name", "A key needs a name that says what it is for.");
            return Err(Error::from_finding(finding).into());
        }
        let key = ApiKey::generate(self.ports.random(), &self.administration.id);
        insert(self.store(), &key, &input.name, self.now)?;
        self.record("key.created", &key.id)?;
        let (created_at, api_key) = (self.now.instant(), Some(key.text()));
        let made = Key { id: key.id, name: input.name, created_at, revoked_at: None, api_key };
        Ok(Response::json(201, to_json(&made)))
    }

    /// GET /v1/keys
    pub fn list_keys(&self) -> Result<Response, Problem> {
        let page = self.page()?;
        let rows = self.store().rows(
            "SELECT sequence, id, name, created, revoked FROM api_key WHERE sequence > ? ORDER BY sequence LIMIT ?",
            cells![page.after, page.limit + 1],
        )?;
        let (items, next) = page.cut(rows, |row| {
            let (id, name, created, revoked) = (row.text()?, row.text()?, row.integer()?, row.moment()?);
            let revoked_at = revoked.map(Moment::instant);
            Ok(Key { id, name, created_at: Moment(created).instant(), revoked_at, api_key: None })
        })?;
        Ok(Response::json(200, to_json(&KeyList { items: Array(items), next })))
    }

    /// DELETE /v1/keys/{id}
    pub fn revoke_key(&self, id: &str) -> Result<Response, Problem> {
        let known = self.store().first("SELECT 1 FROM api_key WHERE id = ?", cells![id])?;
        known.ok_or_else(|| Problem::not_found("key"))?;
        let other = "SELECT 1 FROM api_key WHERE id <> ? AND revoked IS NULL LIMIT 1";
        if self.store().first(other, cells![id])?.is_none() {
            let detail = "This is the last key, and without one nobody can open the administration. Make another key with POST \
                          /v1/keys first, then revoke this one with it.";
            return Err(Problem::new(Refusal::KeyLast, detail));
        }
        self.store().run("UPDATE api_key SET revoked = ? WHERE id = ? AND revoked IS NULL", cells![self.now, id])?;
        self.record("key.revoked", id)?;
        Ok(Response::empty(204))
    }
}
