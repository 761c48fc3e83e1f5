//! The access point: where structured invoices go, by plain HTTP. It takes UBL by POST under an idempotency key, and answers 2xx
//! once it has it; every provider of Peppol access offers that, or a few lines before it do.

use voldaan::wire::to_json;

use super::delivery::ACCESS_POINT;
use super::session::{Session, read_stored};
use super::store::Query;
use crate::app::http::Response;
use crate::app::ports::{Ports, Store};
use crate::app::problem::Problem;
use crate::app::refusal::Refusal;
use crate::app::resource::{AccessPoint, AccessPointInput};
use crate::app::web::{Endpoint, is_local_allowed};
use crate::cells;

/// The settings of the access point, if there is one.
pub(super) fn access_point(store: &impl Store) -> Result<Option<AccessPointInput>, Problem> {
    let row = store.first("SELECT value FROM setting WHERE name = ?", cells![ACCESS_POINT])?;
    row.map(|mut row| read_stored(&row.text()?)).transpose()
}

impl<P: Ports> Session<'_, P> {
    /// PUT /v1/accessPoint
    pub fn put_access_point(&self) -> Result<Response, Problem> {
        let mut said: AccessPointInput = self.input()?;
        if let Err(wrong) = Endpoint::parse(&said.url, is_local_allowed(self.ports)) {
            return Err(Problem::at(Refusal::EndpointUrl, "url", wrong));
        }
        if let Some(key) = said.key.take() {
            let sealed = self.secrets.seal(self.ports.random(), ACCESS_POINT, key.as_bytes());
            let sql = "INSERT OR REPLACE INTO sealed (name, bytes) VALUES (?, ?)";
            self.store().run(sql, cells![ACCESS_POINT, &sealed[..]])?;
        }
        let sql = "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)";
        self.store().run(sql, cells![ACCESS_POINT, to_json(&said)])?;
        self.record("accessPoint.changed", &self.administration.id)?;
        self.get_access_point()
    }

    /// GET /v1/accessPoint
    pub fn get_access_point(&self) -> Result<Response, Problem> {
        let said = access_point(self.store())?.ok_or_else(|| Problem::not_found("access point"))?;
        let key = self.store().first("SELECT 1 FROM sealed WHERE name = ?", cells![ACCESS_POINT])?.is_some();
        Ok(Response::json(200, to_json(&AccessPoint { url: said.url, profile: said.profile, key })))
    }

    /// DELETE /v1/accessPoint
    pub fn delete_access_point(&self) -> Result<Response, Problem> {
        self.store().run("DELETE FROM setting WHERE name = ?", cells![ACCESS_POINT])?;
        self.store().run("DELETE FROM sealed WHERE name = ?", cells![ACCESS_POINT])?;
        self.record("accessPoint.deleted", &self.administration.id)?;
        Ok(Response::empty(204))
    }
}
