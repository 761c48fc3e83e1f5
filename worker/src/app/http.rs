//! Requests and answers, as far as the service looks at them. Refuses to know how they travel.

/// A request that arrived.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// GET, POST, ...
    pub method: String,
    /// Scheme and host that the caller used, such as `https://billing.example`.
    pub origin: String,
    /// The path, still percent-encoded.
    pub path: String,
    /// The query without its question mark, still percent-encoded.
    pub query: String,
    /// Headers, their names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body, as it came.
    pub body: Vec<u8>,
}

impl Request {
    /// A header by its name in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The names of the parameters of the query, decoded; as they are where that cannot be.
    pub fn parameters(&self) -> impl Iterator<Item = String> {
        let pairs = self.query.split('&').filter(|pair| !pair.is_empty());
        pairs
            .map(|pair| pair.split_once('=').map_or(pair, |(name, _)| name))
            .map(|name| decode(name).unwrap_or_else(|| name.to_owned()))
    }

    /// A parameter of the query, decoded; None if it is absent or not UTF-8.
    pub fn parameter(&self, name: &str) -> Option<String> {
        self.query.split('&').find_map(|pair| {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(key)? == name).then(|| decode(&value.replace('+', " "))).flatten()
        })
    }
}

/// Undoes percent-encoding; None if the result is not UTF-8 or an escape is broken.
pub(crate) fn decode(text: &str) -> Option<String> {
    let mut out = Vec::with_capacity(text.len());
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            let pair = [bytes.next()?, bytes.next()?];
            out.push(data_encoding::HEXLOWER_PERMISSIVE.decode(&pair).ok()?.first().copied()?);
        } else {
            out.push(byte);
        }
    }
    String::from_utf8(out).ok()
}

/// An answer to give.
#[derive(Clone, Debug, PartialEq)]
pub struct Response {
    /// Status code.
    pub status: u16,
    /// Headers.
    pub headers: Vec<(&'static str, String)>,
    /// Body.
    pub body: Vec<u8>,
}

impl Response {
    /// An answer of JSON, which no cache may keep.
    pub fn json(status: u16, body: String) -> Response {
        Response {
            status,
            headers: vec![
                ("content-type", "application/json".to_owned()),
                ("cache-control", "no-store".to_owned()),
                ("x-content-type-options", "nosniff".to_owned()),
            ],
            body: body.into_bytes(),
        }
    }

    /// An answer without content.
    pub fn empty(status: u16) -> Response {
        Response { status, headers: vec![("cache-control", "no-store".to_owned())], body: Vec::new() }
    }

    /// Adds a header.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Response {
        self.headers.push((name, value.into()));
        self
    }

    /// A header by its name in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| *key == name).map(|(_, value)| value.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_decoded_and_broken_escapes_are_absent() {
        let request = Request { query: "on=2026-01-31&q=a%20b+c&x=%zz&y".to_owned(), ..Request::default() };
        assert_eq!(request.parameter("on").as_deref(), Some("2026-01-31"));
        assert_eq!(request.parameter("q").as_deref(), Some("a b c"));
        assert_eq!(request.parameter("x"), None);
        assert_eq!(request.parameter("y").as_deref(), Some(""));
    }
}
