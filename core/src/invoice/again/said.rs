//! Whether an issued invoice states its derived fields as the engine writes them: told from the text alone, without reading what was just
//! written. Only the build with documents has it, which trades size for speed. It says yes or no; what differs is told by the comparison.

use super::Taken;
use crate::wire::Value;

impl Taken<'_> {
    /// Whether the derived fields are these, in the words and the order in which the engine writes them: the usual case, in which nothing
    /// has to be told.
    pub(super) fn reads(&self, json: &str) -> bool {
        let Value::Object(fields) = &self.whole else { return false };
        let mut rest = json.as_bytes();
        let rest = &mut rest;
        let is_same = skip(rest, b"{")
            && fields.iter().all(|(name, value)| skip_key(rest, name) && skip_value(rest, value) && skip(rest, b","))
            && skip_key(rest, "lines")
            && skip_list(rest, &self.lines)
            && skip(rest, b"}");
        is_same && rest.is_empty()
    }
}

/// Takes bytes off the beginning of canonical JSON, if it begins with them.
fn skip(rest: &mut &[u8], wanted: &[u8]) -> bool {
    match rest.strip_prefix(wanted) {
        Some(more) => {
            *rest = more;
            true
        }
        None => false,
    }
}

fn skip_key(rest: &mut &[u8], name: &str) -> bool {
    skip_text(rest, name) && skip(rest, b":")
}

/// As `skip`, for a text in quotes. One that JSON escapes is not found.
fn skip_text(rest: &mut &[u8], text: &str) -> bool {
    let is_plain = !text.bytes().any(|byte| matches!(byte, b'"' | b'\\'));
    is_plain && skip(rest, b"\"") && skip(rest, text.as_bytes()) && skip(rest, b"\"")
}

fn skip_list(rest: &mut &[u8], values: &[Value<'_>]) -> bool {
    let mut values = values.iter().enumerate();
    skip(rest, b"[")
        && values.all(|(at, value)| (at == 0 || skip(rest, b",")) && skip_value(rest, value))
        && skip(rest, b"]")
}

fn skip_value(rest: &mut &[u8], value: &Value<'_>) -> bool {
    match value {
        Value::Text(text) => skip_text(rest, text),
        Value::Number(digits) => skip(rest, digits.as_bytes()),
        Value::Bool(value) => skip(rest, if *value { b"true" } else { b"false" }),
        Value::Null => skip(rest, b"null"),
        Value::BrokenText => false,
        Value::List(values) => skip_list(rest, values),
        Value::Object(fields) => {
            let mut fields = fields.iter().enumerate();
            skip(rest, b"{")
                && fields.all(|(at, (name, value))| {
                    (at == 0 || skip(rest, b",")) && skip_key(rest, name) && skip_value(rest, value)
                })
                && skip(rest, b"}")
        }
    }
}
