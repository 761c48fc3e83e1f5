//! The customer's page of an offer: what its link shows, and that they accept or decline it. Looking changes nothing, and neither does a
//! form that was not made for the link.

use voldaan::invoice::Issued;
use voldaan::text::Language;

use super::Book;
use super::look::brand;
use super::portal::see_other;
use super::quote::{Offered, pdf};
use super::session::Session;
use super::store::transact;
use crate::app::deed::Deed;
use crate::app::form::Form;
use crate::app::http::{Request, Response};
use crate::app::link::Link;
use crate::app::nonce;
use crate::app::page::offer::OfferSheet;
use crate::app::page::{self, Attempt, Phrase};
use crate::app::ports::{Clock, Ports};
use crate::app::problem::Problem;
use crate::app::resource::QuoteState;

/// A name has at most so many characters, a reason so many.
const NAME_CHARACTERS_MAX: usize = 200;
const REASON_CHARACTERS_MAX: usize = 2_000;

/// Somebody with a good link to an offer.
struct OfferVisit<'a, P: Ports> {
    session: Session<'a, P>,
    link: &'a Link,
    offered: Offered,
    issued: Issued,
    language: Language,
}

impl<P: Ports> Book<P> {
    /// What a link to an offer is for; nothing where it is for nothing any more.
    fn offer_visit<'a>(&'a self, link: &'a Link, request: &'a Request) -> Result<Option<OfferVisit<'a, P>>, Problem> {
        let Some(administration) = self.stored()?.filter(|stored| stored.id == link.administration) else {
            return Ok(None);
        };
        let session = self.session(administration, request, self.ports.clock().now())?;
        let Some(offered) = Offered::find(session.store(), &link.subject)? else { return Ok(None) };
        let issued = offered.document(session.store())?;
        let language = page::language_of(issued.head().customer.as_deref());
        Ok(Some(OfferVisit { session, link, offered, issued, language }))
    }

    /// GET /q/{token}.pdf
    pub(super) fn show_quote_pdf(&self, link: &Link, request: &Request) -> Result<Response, Problem> {
        match self.offer_visit(link, request)? {
            None => Ok(page::gone(404, request)),
            Some(visit) if visit.offered.declined.is_some() => Ok(page::gone(410, request)),
            Some(visit) => pdf(visit.session.store(), &visit.offered, &visit.issued),
        }
    }

    /// GET /q/{token}
    pub(super) fn show_quote(&self, link: &Link, request: &Request) -> Result<Response, Problem> {
        Ok(match self.offer_visit(link, request)? {
            None => page::gone(404, request),
            Some(visit) => visit.page(None)?,
        })
    }

    /// POST /q/{token}
    pub(super) fn act_on_quote(&self, link: &Link, request: &Request) -> Result<Response, Problem> {
        let Some(visit) = self.offer_visit(link, request)? else { return Ok(page::gone(404, request)) };
        let form = Form::of(request)?;
        let deed = Deed::of(&form, |deed| matches!(deed, Deed::Accept | Deed::Decline))?;
        link.check_may_act()?;
        visit.carry_out(deed, form)
    }
}

impl<P: Ports> OfferVisit<'_, P> {
    fn page(&self, attempt: Option<&Attempt>) -> Result<Response, Problem> {
        let Session { secrets, ports, clock, today, request, .. } = &self.session;
        let nonce = self.link.may_act().then(|| nonce::make(secrets, ports.random(), self.link, *clock));
        let offered = &self.offered;
        let sheet = OfferSheet {
            issued: &self.issued,
            kind: offered.kind,
            state: offered.state(*today),
            valid_until: offered.valid_until,
            accepted: offered.accepted.map(|day| (day, offered.accepted_by.as_deref())),
            language: self.language,
            path: &request.path,
            brand: &brand(self.session.store(), &self.session.administration)?,
            nonce: nonce.as_deref(),
            attempt,
        };
        Ok(sheet.page())
    }

    /// Carries out what the form says, once; what was done already is shown, and what is wrong stands at its field.
    fn carry_out(&self, deed: Deed, form: Form) -> Result<Response, Problem> {
        let Session { secrets, clock, today, request, .. } = &self.session;
        let offered = &self.offered;
        let is_done = match deed {
            Deed::Accept => offered.accepted.is_some() && offered.declined.is_none(),
            _ => offered.declined.is_some(),
        };
        if is_done {
            return Ok(see_other(request.path.clone()));
        }
        let is_fresh = nonce::is_good(secrets, self.link, form.get("nonce"), *clock);
        let (field, longest) = match deed {
            Deed::Accept => ("name", NAME_CHARACTERS_MAX),
            _ => ("reason", REASON_CHARACTERS_MAX),
        };
        let said = form.text(field);
        let fault = match (offered.state(*today), deed) {
            (QuoteState::Open, _) if !is_fresh => Some(("", Phrase::FaultOld)),
            (QuoteState::Open, Deed::Accept) if said.is_empty() => Some((field, Phrase::FaultName)),
            (QuoteState::Open, _) if said.chars().count() > longest => Some((field, Phrase::FaultLong)),
            (QuoteState::Open, _) => None,
            _ => Some(("", Phrase::FaultNotNow)),
        };
        if let Some((field, phrase)) = fault {
            let faults = vec![(field, phrase.text(self.language).to_owned())];
            return self.page(Some(&Attempt { deed, form, faults }));
        }
        let session = &self.session;
        transact(session.store(), || {
            match deed {
                Deed::Accept => session.note_accepted(&offered.id, *today, Some(&said.replace('\n', " ")))?,
                _ => session.note_declined(&offered.id, Some(said.as_str()).filter(|said| !said.is_empty()))?,
            }
            Ok(session.record(&format!("portal.{}", deed.word()), &offered.id)?)
        })?;
        Ok(see_other(request.path.clone()))
    }
}
