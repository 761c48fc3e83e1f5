//! The access point: where structured invoices go, by plain HTTP. It takes UBL, or the PDF that a customer demands, by POST under an idempotency key, and answers 2xx
//! once it has it; every provider of Peppol access offers that, or a few lines before it do.

use voldaan::einvoice::{to_cii, to_ubl};
use voldaan::finding::{Code, Error, Finding};
use voldaan::invoice::{Issued, Profile};
use voldaan::wire::to_json;

use super::administration::is_sealed;
use super::delivery::ACCESS_POINT;
use super::session::{Session, read_stored};
use super::store::Query;
use crate::app::http::Response;
use crate::app::ports::{Ports, Store};
use crate::app::problem::Problem;
use crate::app::refusal::Refusal;
use crate::app::rendering::{Inside, Kind, Rendering};
use crate::app::resource::{AccessPoint, AccessPointInput, CustomerInput};
use crate::app::web::{Endpoint, is_local_allowed};
use crate::cells;

/// The settings of the access point, if there is one.
pub(super) fn access_point(store: &impl Store) -> Result<Option<AccessPointInput>, Problem> {
    let row = store.first("SELECT value FROM setting WHERE name = ?", cells![ACCESS_POINT])?;
    row.map(|mut row| read_stored(&row.text()?)).transpose()
}

/// How an invoice goes out: in the profile that its customer's platform demands, else that of the access point.
pub(super) fn structured(said: &AccessPointInput, customer: Option<&CustomerInput>) -> Rendering {
    let demanded = customer.and_then(|customer| customer.delivery.as_ref()?.profile);
    match demanded.or(said.profile) {
        Some(profile) if !is_ubl(profile) => {
            Rendering { inside: Inside::Profile(profile), ..Rendering::usual(Kind::Pdf) }
        }
        profile => Rendering { profile, ..Rendering::usual(Kind::Ubl) },
    }
}

/// Whether a profile is written in UBL here; the others stand inside a PDF.
fn is_ubl(profile: Profile) -> bool {
    matches!(profile, Profile::En16931 | Profile::Peppol | Profile::Nlcius | Profile::Xrechnung)
}

impl<P: Ports> Session<'_, P> {
    /// PUT /v1/accessPoint
    pub fn put_access_point(&self) -> Result<Response, Problem> {
        let mut said: AccessPointInput = self.input()?;
        if let Err(wrong) = Endpoint::parse(&said.url, is_local_allowed(self.ports)) {
            return Err(Problem::at(Refusal::EndpointUrl, "url", wrong));
        }
        let profile = said.profile.unwrap_or(Profile::En16931);
        if !is_ubl(profile) {
            let message = "What an access point takes of all is UBL; this profile stands inside a PDF.";
            let finding = Finding::new(Code::EnumUnknown, "profile", message);
            return Err(Error::from_finding(finding.fix(
                "Use en16931, peppol, nlcius or xrechnung; a customer who wants the PDF says so (delivery.profile).",
            ))
            .into());
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

    /// Refuses an invoice that cannot be written in the profile in which it would go out, before anybody says that it was sent.
    pub fn check_structured(&self, issued: &Issued, customer: Option<&CustomerInput>) -> Result<(), Problem> {
        let Some(said) = access_point(self.store())? else { return Ok(()) };
        match structured(&said, customer) {
            Rendering { inside: Inside::Profile(profile), .. } => to_cii(issued, profile)?,
            Rendering { profile, .. } => to_ubl(issued, profile.unwrap_or(Profile::En16931))?,
        };
        Ok(())
    }

    /// GET /v1/accessPoint
    pub fn get_access_point(&self) -> Result<Response, Problem> {
        let said = access_point(self.store())?.ok_or_else(|| Problem::not_found("access point"))?;
        let key = is_sealed(self.store(), ACCESS_POINT)?;
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
