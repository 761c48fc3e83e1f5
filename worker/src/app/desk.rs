//! The seller's desk: its files, without what is for readers alone (`build.rs`), with headers that let it run its own modules and talk to
//! its own service only. It has no rights of its own: all it does goes through the API with the key that its user types.

use super::http::{Request, Response};
use super::secret::sha256;

macro_rules! files {
    ($($name:literal,)*) => {
        /// Every file by its name.
        const FILES: &[(&str, &str, &str)] = &[
            ("tokens.css", CSS, include_str!("page/tokens.css")),
            ("desk.css", CSS, include_str!("../../desk/desk.css")),
            $(($name, SCRIPT, include_str!(concat!(env!("OUT_DIR"), "/desk/", $name))),)*
        ];
    };
}

const CSS: &str = "text/css; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";

files! {
    "actions.js",
    "api.js",
    "app.js",
    "at-service.js",
    "audit.js",
    "bank.js",
    "books.js",
    "bulk.js",
    "buyer.js",
    "carriers.js",
    "chart.js",
    "collect.js",
    "colour.js",
    "compose.js",
    "customer-form.js",
    "customers.js",
    "dialog.js",
    "dom.js",
    "draft-form.js",
    "endpoints.js",
    "feedback.js",
    "fields.js",
    "files.js",
    "format.js",
    "invoice.js",
    "invoices.js",
    "items.js",
    "keys.js",
    "line-fields.js",
    "list.js",
    "live.js",
    "logo.js",
    "look-field.js",
    "look.js",
    "mandates.js",
    "offers.js",
    "once.js",
    "overview.js",
    "paged.js",
    "paper.js",
    "phrases-actions.js",
    "phrases-audit.js",
    "phrases-customers.js",
    "phrases-look.js",
    "phrases-mandates.js",
    "phrases-offers.js",
    "phrases-pages.js",
    "phrases-repeat.js",
    "phrases-reports.js",
    "phrases-settings.js",
    "phrases-work.js",
    "policies.js",
    "policy.js",
    "press.js",
    "progress.js",
    "queues.js",
    "repeat.js",
    "reports.js",
    "say.js",
    "series.js",
    "settings.js",
    "state.js",
    "table.js",
    "templates.js",
    "transfer.js",
    "typeface.js",
    "waiting.js",
    "work.js",
}

const PAGE: &str = include_str!("../../desk/index.html");

/// No markup from texts, no inline script or style, nothing from elsewhere, framed by nobody.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";

/// The page of the desk.
pub(crate) fn page(request: &Request) -> Response {
    answer(request, "text/html; charset=utf-8", PAGE)
        .with("content-security-policy", POLICY)
        .with("x-robots-tag", "noindex, nofollow")
        .with("strict-transport-security", "max-age=31536000")
}

/// A file of the desk, if there is one of this name.
pub(crate) fn file(request: &Request, name: &str) -> Option<Response> {
    let (_, kind, content) = FILES.iter().find(|(known, ..)| *known == name)?;
    Some(answer(request, kind, content))
}

/// A file that browsers keep and ask about: modules of two versions never meet.
fn answer(request: &Request, kind: &str, content: &str) -> Response {
    let digest = data_encoding::HEXLOWER.encode(&sha256(content.as_bytes()));
    let tag = format!("\"{}\"", digest.get(..32).unwrap_or_default());
    let known = request.header("if-none-match").is_some_and(|tags| tags.split(',').any(|known| known.trim() == tag));
    let (status, body) = if known { (304, Vec::new()) } else { (200, content.as_bytes().to_vec()) };
    let headers = vec![
        ("content-type", kind.to_owned()),
        ("cache-control", "no-cache".to_owned()),
        ("etag", tag),
        ("x-content-type-options", "nosniff".to_owned()),
        ("referrer-policy", "no-referrer".to_owned()),
    ];
    Response { status, headers, body }
}
