//! Bodies of forms (application/x-www-form-urlencoded, WHATWG URL Standard §5), as Stripe takes them and Mollie sends them.

use url::form_urlencoded::{Serializer, parse};

/// A body of fields.
pub(super) fn encode(fields: &[(&str, String)]) -> String {
    let mut out = Serializer::new(String::new());
    for (name, value) in fields {
        out.append_pair(name, value);
    }
    out.finish()
}

/// A field of a body; None if it is absent.
pub(super) fn field(body: &[u8], name: &str) -> Option<String> {
    parse(body).find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}
