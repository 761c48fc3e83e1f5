//! The headers of pages: what a browser may do with them, and nothing else.

use std::sync::OnceLock;

use data_encoding::BASE64;

use super::http::Response;
use super::secret::sha256;

/// The style of pages, with its digest by which a browser takes it: it is long, and the same for each page.
pub(crate) struct Style {
    text: &'static str,
    digest: OnceLock<String>,
}

impl Style {
    pub const fn new(text: &'static str) -> Style {
        Style { text, digest: OnceLock::new() }
    }

    /// As it stands in a page.
    pub fn text(&self) -> &'static str {
        self.text
    }

    fn digest(&self) -> &str {
        self.digest.get_or_init(|| digest(self.text))
    }
}

/// The digest of a style, as a policy names it.
fn digest(style: &str) -> String {
    BASE64.encode(&sha256(style.as_bytes()))
}

/// The styles that a page takes: that of all pages, and a short one of its own.
pub(crate) struct Styles<'a> {
    pub common: &'a Style,
    pub own: Option<&'a str>,
}

/// An answer of HTML whose only styles are `styles` and which runs no script, posts nothing, loads nothing and is framed
/// nowhere.
pub(crate) fn page(status: u16, html: String, styles: &Styles<'_>) -> Response {
    answer(status, html, styles, "form-action 'none'")
}

/// A page whose forms are posted to the service, and which says by the service's own script that somebody looks at it.
pub(crate) fn form_page(status: u16, html: String, styles: &Styles<'_>) -> Response {
    answer(status, html, styles, "form-action 'self'; script-src 'self'; connect-src 'self'")
}

/// A form page from which paying leads on to a payment service. Its address is the service's own and may be any: browsers
/// hold the answer to a form to the same policy as the form.
pub(crate) fn pay_page(status: u16, html: String, styles: &Styles<'_>) -> Response {
    answer(status, html, styles, "form-action 'self' https:; script-src 'self'; connect-src 'self'")
}

fn answer(status: u16, html: String, styles: &Styles<'_>, more: &str) -> Response {
    let style = styles.common.digest();
    let own = styles.own.map_or_else(String::new, |own| format!(" 'sha256-{}'", digest(own)));
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{style}'{own}; img-src 'self' data:; font-src 'self'; base-uri 'none'; \
         {more}; frame-ancestors 'none'"
    );
    Response {
        status,
        headers: vec![
            ("content-type", "text/html; charset=utf-8".to_owned()),
            ("content-security-policy", policy),
            ("x-content-type-options", "nosniff".to_owned()),
            // The link is a secret: it goes to nobody, and no search engine keeps it.
            ("referrer-policy", "no-referrer".to_owned()),
            ("x-robots-tag", "noindex, nofollow".to_owned()),
            ("cache-control", "private, no-store".to_owned()),
            ("strict-transport-security", "max-age=31536000".to_owned()),
        ],
        body: html.into_bytes(),
    }
}
