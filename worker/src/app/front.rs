//! The front: what can be said about a request without any state, and to whose Book it goes.
//!
//! Refuses everything that proves itself wrong - unknown routes, wrong methods, forged keys and links, bodies that are
//! too large - before an administration's storage is woken.

use super::cors;
use super::desk;
use super::http::{Request, Response};
use super::identity::{ApiKey, administration_id, is_administration_id};
use super::link::{Link, LinkFault};
use super::moment::Moment;
use super::page;
use super::parameter::check_query;
use super::problem::Problem;
use super::refusal::Refusal;
use super::route::{Operation, Route, security};
use super::secret::Secrets;

/// A body may have this many bytes: 10,000 full lines fit, or all attachments in base64 with some hundred lines.
pub const BODY_BYTES_MAX: usize = 8 * 1024 * 1024;

/// An idempotency key may have this many characters.
const IDEMPOTENCY_KEY_MAX: usize = 200;

/// What the front makes of a request.
#[derive(Clone, Debug, PartialEq)]
pub enum Decision {
    /// The answer is known.
    Answer(Response),
    /// The Book of this administration answers.
    Forward {
        /// The id of the administration.
        administration: String,
    },
}

/// A request that belongs to a Book.
pub(crate) struct Admitted {
    pub administration: String,
    pub route: Route,
    pub caller: Caller,
}

/// What the caller has shown.
pub(crate) enum Caller {
    /// The admin key, verified.
    Admin,
    /// An API key; the Book verifies its secret.
    Key(ApiKey),
    /// Nothing; the body proves itself.
    Provider,
    /// Nothing; the page asks who they are.
    Visitor,
    /// A link, verified but for its revocation.
    Customer(Link),
}

/// The error body of a request that is too large.
pub fn too_large() -> Response {
    let detail =
        "The body is larger than 8 MB. Send less: an invoice has at most 10,000 lines and 5 MB of attachments.";
    Problem::new(Refusal::BodyTooLarge, detail).response()
}

/// The answer to a request whose body does not come.
pub fn too_late() -> Response {
    let detail =
        "The body did not arrive within thirty seconds. Send the same request again, with the same Idempotency-Key.";
    Problem::new(Refusal::BodyLate, detail).response()
}

/// Decides on a request. Its body is not looked at.
pub fn decide(secrets: &Secrets, request: &Request, now: Moment) -> Decision {
    match admit(secrets, request, now) {
        Ok(admitted) => Decision::Forward { administration: admitted.administration },
        Err(response) => Decision::Answer(*response),
    }
}

pub(crate) fn admit(secrets: &Secrets, request: &Request, now: Moment) -> Result<Admitted, Box<Response>> {
    if let Some(answer) = cors::preflight(request) {
        return Err(Box::new(answer));
    }
    let route = Route::find(&request.method, &request.path).map_err(refuse)?;
    if request
        .header("content-length")
        .and_then(|length| length.parse().ok())
        .is_some_and(|n: usize| n > BODY_BYTES_MAX)
    {
        return Err(Box::new(too_large()));
    }
    match route.operation {
        Operation::Health => return Err(Box::new(Response::json(200, r#"{"ok":true}"#.to_owned()))),
        Operation::OpenApi => return Err(Box::new(open_api())),
        Operation::ShowDesk => return Err(Box::new(desk::page(request))),
        Operation::GetDeskFile => {
            let file = desk::file(request, route.parameter(0));
            return Err(file.map_or_else(|| refuse(Problem::not_found("file of the desk")), Box::new));
        }
        Operation::SeenScript => return Err(Box::new(page::seen_script())),
        _ => {}
    }
    let (caller, administration) = caller(secrets, request, &route, now)?;
    // Pages and webhooks are also reached by addresses to which others have added something.
    if security(route.row).is_some() {
        check_query(route.row, request).map_err(refuse)?;
    }
    if route.operation.needs_idempotency_key() {
        idempotency_key(request).map_err(refuse)?;
    }
    Ok(Admitted { administration, route, caller })
}

fn caller(secrets: &Secrets, request: &Request, route: &Route, now: Moment) -> Result<(Caller, String), Box<Response>> {
    match route.operation {
        Operation::CreateAdministration => {
            let given = bearer(request).map_err(refuse)?;
            if !secrets.is_admin_key(given) {
                return Err(refuse(Problem::unauthorized(
                    "Opening an administration takes the admin key of this service.",
                )));
            }
            let key = idempotency_key(request).map_err(refuse)?;
            Ok((Caller::Admin, administration_id(secrets, key)))
        }
        Operation::ReceiveWebhook => {
            let administration = route.parameter(1).to_owned();
            if !is_administration_id(secrets, &administration) {
                return Err(refuse(Problem::not_found("administration")));
            }
            Ok((Caller::Provider, administration))
        }
        Operation::AskAccount | Operation::WantAccount | Operation::ShowLogo | Operation::ShowFont => {
            let administration = route.parameter(0).to_owned();
            if !is_administration_id(secrets, &administration) {
                return Err(Box::new(page::gone(404, request)));
            }
            Ok((Caller::Visitor, administration))
        }
        Operation::ShowInvoice
        | Operation::ActOnInvoice
        | Operation::ShowPdf
        | Operation::ShowUbl
        | Operation::ShowCii
        | Operation::ShowAccount
        | Operation::ActOnAccount
        | Operation::ShowQuote
        | Operation::ShowQuotePdf
        | Operation::ActOnQuote => {
            match Link::open(secrets, route.parameter(0), now) {
                // A link is for one kind of page only.
                Ok(link) if link.opens() != route.operation.opened() => Err(Box::new(page::gone(404, request))),
                Ok(link) => {
                    let administration = link.administration.clone();
                    Ok((Caller::Customer(link), administration))
                }
                Err(LinkFault::Forged) => Err(Box::new(page::gone(404, request))),
                Err(LinkFault::Expired) => Err(Box::new(page::gone(410, request))),
            }
        }
        _ => {
            let key = bearer(request).map_err(refuse)?;
            let key = ApiKey::parse(key).filter(|key| is_administration_id(secrets, &key.administration));
            let key = key.ok_or_else(|| refuse(unknown_key()))?;
            let administration = key.administration.clone();
            Ok((Caller::Key(key), administration))
        }
    }
}

fn refuse(problem: Problem) -> Box<Response> {
    Box::new(problem.response())
}

/// The one answer to every key that is not good, so that it tells nothing.
pub(crate) fn unknown_key() -> Problem {
    Problem::unauthorized("This API key is not known or was revoked. Use another one; POST /v1/keys makes it.")
}

fn bearer(request: &Request) -> Result<&str, Problem> {
    let header = request.header("authorization");
    header
        .and_then(|header| header.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
        .map(|(_, key)| key.trim())
        .ok_or_else(|| Problem::unauthorized("Send the key in the header \"Authorization: Bearer <key>\"."))
}

/// The key under which a request is carried out once.
pub(crate) fn idempotency_key(request: &Request) -> Result<&str, Problem> {
    let key = request.header("idempotency-key").unwrap_or_default().trim();
    if key.is_empty() {
        let detail = "Send a header Idempotency-Key with a text of your own, new for each thing to do and the same for each \
                      attempt at it.";
        return Err(Problem::new(Refusal::IdempotencyKeyMissing, detail));
    }
    if key.chars().count() > IDEMPOTENCY_KEY_MAX {
        return Err(Problem::new(
            Refusal::IdempotencyKeyTooLong,
            "An Idempotency-Key has at most 200 characters. Use a shorter one.",
        ));
    }
    Ok(key)
}

fn open_api() -> Response {
    let mut response = Response::json(200, include_str!("../../openapi.json").to_owned());
    response.headers.retain(|(name, _)| *name != "cache-control");
    response.with("cache-control", "public, max-age=300")
}
