//! Endpoints of outgoing webhooks: where events go, with which secret, and from which event on.
//!
//! What an endpoint has taken is a place in the list of events and nothing else, so that it can be set back.

use voldaan::finding::Error;
use voldaan::wire::{Array, to_json};

use super::session::{Session, tagged};
use super::store::{Cells, Query};
use crate::app::http::Response;
use crate::app::identity::new_id;
use crate::app::moment::Moment;
use crate::app::ports::{Ports, Store, StoreError};
use crate::app::problem::Problem;
use crate::app::refusal::Refusal;
use crate::app::resource::{EndpointInput, EndpointList, EndpointResource, ReplayInput};
use crate::app::standard_webhook::new_secret;
use crate::app::web::{Endpoint, is_local_allowed};
use crate::cells;

const COLUMNS: &str = "id, revision, active, cursor, failing, due, json";

/// An administration has at most so many endpoints.
const ENDPOINTS_MAX: i64 = 20;
/// An endpoint names at most so many types of events.
const TYPES_MAX: usize = 100;
/// After a new secret is made, the one before it signs too for so long.
const OVERLAP_DAYS: i64 = 1;

/// An endpoint as its row has it.
pub(super) struct Kept {
    pub id: String,
    revision: i64,
    is_active: bool,
    pub cursor: i64,
    failing: Option<Moment>,
    due: Moment,
    pub said: EndpointInput,
}

impl Kept {
    /// Reads the columns of an endpoint.
    pub fn read(row: &mut Cells) -> Result<Kept, StoreError> {
        let (id, revision, is_active) = (row.text()?, row.integer()?, row.integer()? != 0);
        let (cursor, failing, due) = (row.integer()?, row.moment()?, Moment(row.integer()?));
        let said = voldaan::wire::from_json(&row.text()?);
        let said = said.map_err(|error| StoreError(format!("a stored endpoint cannot be read: {}", error.code())))?;
        Ok(Kept { id, revision, is_active, cursor, failing, due, said })
    }

    /// An endpoint by its id, if there is one.
    pub fn find(store: &impl Store, id: &str) -> Result<Option<Kept>, StoreError> {
        let row = store.first(&format!("SELECT {COLUMNS} FROM endpoint WHERE id = ?"), cells![id])?;
        row.map(|mut row| Kept::read(&mut row)).transpose()
    }

    /// Whether events of a type go there.
    pub fn wants(&self, kind: &str) -> bool {
        let fits = |wanted: &String| match wanted.strip_suffix('*') {
            Some(start) => kind.starts_with(start),
            None => wanted == kind,
        };
        self.said.types.is_empty() || self.said.types.iter().any(fits)
    }

    fn resource(self) -> EndpointResource {
        EndpointResource {
            id: self.id,
            url: self.said.url,
            types: self.said.types,
            active: self.is_active,
            cursor: self.cursor.to_string(),
            failing_since: self.failing.map(Moment::instant),
            next_attempt_at: self.failing.filter(|_| self.is_active).map(|_| self.due.instant()),
            secret: None,
        }
    }
}

/// Where the secrets of an endpoint are sealed.
pub(super) fn place(id: &str) -> String {
    format!("endpoint/{id}")
}

impl<P: Ports> Session<'_, P> {
    /// POST /v1/endpoints
    pub fn create_endpoint(&self) -> Result<Response, Problem> {
        let said: EndpointInput = self.input()?;
        self.check_endpoint(&said)?;
        let count = self.store().first("SELECT COUNT(*) FROM endpoint", cells![])?;
        if count.map(|mut row| row.integer()).transpose()?.unwrap_or(0) >= ENDPOINTS_MAX {
            let detail =
                "An administration has at most 20 endpoints. Remove one, or let one take more types of events.";
            return Err(Problem::new(Refusal::EndpointLimit, detail));
        }
        let id = new_id(self.ports.random(), "end");
        let secret = new_secret(self.ports.random());
        let sealed = self.secrets.seal(self.ports.random(), &place(&id), secret.as_bytes());
        // What happened before it was there is sent on request only.
        self.store().run(
            "INSERT INTO endpoint (id, revision, active, cursor, attempts, due, json, secret) \
             SELECT ?, 1, ?, COALESCE(MAX(sequence), 0), 0, 0, ?, ? FROM event",
            cells![&id, i64::from(said.active.unwrap_or(true)), to_json(&said), &sealed[..]],
        )?;
        self.record("endpoint.created", &id)?;
        self.answer_endpoint(201, &id, Some(secret))
    }

    /// GET /v1/endpoints
    pub fn list_endpoints(&self) -> Result<Response, Problem> {
        let (items, next) = self.listed(COLUMNS, "endpoint WHERE", |row| Ok(Kept::read(row)?.resource()))?;
        Ok(Response::json(200, to_json(&EndpointList { items: Array(items), next })))
    }

    /// GET /v1/endpoints/{id}
    pub fn get_endpoint(&self, id: &str) -> Result<Response, Problem> {
        self.answer_endpoint(200, id, None)
    }

    /// PATCH /v1/endpoints/{id}
    pub fn patch_endpoint(&self, id: &str) -> Result<Response, Problem> {
        let before = self.endpoint(id)?;
        self.check_match(before.revision)?;
        let stated = EndpointInput { active: Some(before.is_active), ..before.said };
        let (said, findings): (EndpointInput, _) = self.merged(&stated, |_| ())?;
        Error::check(findings)?;
        self.check_endpoint(&said)?;
        let is_active = said.active.unwrap_or(true);
        // Whoever changes it wants it tried now.
        self.store().run(
            "UPDATE endpoint SET revision = revision + 1, active = ?, json = ?, attempts = 0, due = 0, failing = NULL \
             WHERE id = ?",
            cells![i64::from(is_active), to_json(&said), id],
        )?;
        self.record("endpoint.changed", id)?;
        self.answer_endpoint(200, id, None)
    }

    /// DELETE /v1/endpoints/{id}
    pub fn delete_endpoint(&self, id: &str) -> Result<Response, Problem> {
        self.endpoint(id)?;
        self.delete_row("endpoint", id, "endpoint.deleted")
    }

    /// POST /v1/endpoints/{id}/secret: a new secret; for a day, the one before it signs too.
    pub fn renew_secret(&self, id: &str) -> Result<Response, Problem> {
        self.endpoint(id)?;
        let secret = new_secret(self.ports.random());
        let sealed = self.secrets.seal(self.ports.random(), &place(id), secret.as_bytes());
        let until = self.clock.plus_days(OVERLAP_DAYS);
        self.store().run(
            "UPDATE endpoint SET revision = revision + 1, old_secret = secret, old_until = ?, secret = ? WHERE id = ?",
            cells![until, &sealed[..], id],
        )?;
        self.record("endpoint.secretRenewed", id)?;
        self.answer_endpoint(200, id, Some(secret))
    }

    /// POST /v1/endpoints/{id}/replay
    pub fn replay(&self, id: &str) -> Result<Response, Problem> {
        let ReplayInput { after } = self.input()?;
        self.endpoint(id)?;
        let after = after.parse::<i64>().ok().filter(|after| *after >= 0);
        let after = after.ok_or_else(|| {
            let detail = "The field after is not the id of an event. Take it from /v1/events, or send 0 for all.";
            Problem::at(Refusal::EndpointCursor, "after", detail)
        })?;
        // A place behind the last event would leave out what happens next.
        self.store().run(
            "UPDATE endpoint SET revision = revision + 1, active = 1, attempts = 0, due = 0, failing = NULL, \
             cursor = (SELECT MIN(?, COALESCE(MAX(sequence), 0)) FROM event) WHERE id = ?",
            cells![after, id],
        )?;
        self.answer_endpoint(200, id, None)
    }

    fn endpoint(&self, id: &str) -> Result<Kept, Problem> {
        Kept::find(self.store(), id)?.ok_or_else(|| Problem::not_found("endpoint"))
    }

    fn answer_endpoint(&self, status: u16, id: &str, secret: Option<String>) -> Result<Response, Problem> {
        let kept = self.endpoint(id)?;
        let revision = kept.revision;
        let resource = EndpointResource { secret, ..kept.resource() };
        Ok(tagged(status, to_json(&resource), revision))
    }

    fn check_endpoint(&self, said: &EndpointInput) -> Result<(), Problem> {
        if let Err(wrong) = Endpoint::parse(&said.url, is_local_allowed(self.ports)) {
            return Err(Problem::at(Refusal::EndpointUrl, "url", wrong));
        }
        let is_type = |kind: &String| {
            let name = kind.strip_suffix(".*").unwrap_or(kind);
            !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '.')
        };
        match said.types.iter().position(|kind| !is_type(kind)) {
            _ if said.types.len() > TYPES_MAX => {
                let detail = "An endpoint names at most 100 types. Use a start such as invoice.* for all of a kind.";
                Err(Problem::at(Refusal::EndpointType, "types", detail))
            }
            Some(place) => {
                let detail =
                    "This is not a type of events. Write one like invoice.issued, or invoice.* for all of a kind.";
                Err(Problem::at(Refusal::EndpointType, &format!("types[{place}]"), detail))
            }
            None => Ok(()),
        }
    }
}
