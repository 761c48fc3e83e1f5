//! JSON merge patch (RFC 7396) on values that keep the digits of their numbers. Reads nothing into what it merges.

use std::borrow::Cow;

use voldaan::wire::Value;

/// The target with the patch merged in: objects key by key, null removes, everything else replaces.
pub(crate) fn merge<'a>(target: Value<'a>, patch: Value<'a>) -> Value<'a> {
    let Value::Object(changes) = patch else { return patch };
    let mut entries: Vec<(Cow<'a, str>, Value<'a>)> = match target {
        Value::Object(entries) => entries,
        _ => Vec::new(),
    };
    for (key, change) in changes {
        let place = entries.iter().position(|(name, _)| *name == key);
        let before = place.map_or(Value::Null, |place| entries.remove(place).1);
        if change != Value::Null {
            let after = (key, merge(before, change));
            // In its old place, so that patching does not shuffle what people see.
            entries.insert(place.unwrap_or(entries.len()), after);
        }
    }
    Value::Object(entries)
}

#[cfg(test)]
mod tests {
    use super::*;
    use voldaan::wire::parse;

    #[test]
    fn it_merges_as_the_examples_of_rfc_7396_say() {
        // RFC 7396, Appendix A.
        for (original, patch, result) in [
            (r#"{"a":"b"}"#, r#"{"a":"c"}"#, r#"{"a":"c"}"#),
            (r#"{"a":"b"}"#, r#"{"b":"c"}"#, r#"{"a":"b","b":"c"}"#),
            (r#"{"a":"b"}"#, r#"{"a":null}"#, r#"{}"#),
            (r#"{"a":"b","b":"c"}"#, r#"{"a":null}"#, r#"{"b":"c"}"#),
            (r#"{"a":["b"]}"#, r#"{"a":"c"}"#, r#"{"a":"c"}"#),
            (r#"{"a":"c"}"#, r#"{"a":["b"]}"#, r#"{"a":["b"]}"#),
            (r#"{"a":{"b":"c"}}"#, r#"{"a":{"b":"d","c":null}}"#, r#"{"a":{"b":"d"}}"#),
            (r#"{"a":[{"b":"c"}]}"#, r#"{"a":[1]}"#, r#"{"a":[1]}"#),
            (r#"["a","b"]"#, r#"["c","d"]"#, r#"["c","d"]"#),
            (r#"{"a":"b"}"#, r#"["c"]"#, r#"["c"]"#),
            (r#"{"e":null}"#, r#"{"a":1}"#, r#"{"e":null,"a":1}"#),
            (r#"[1,2]"#, r#"{"a":"b","c":null}"#, r#"{"a":"b"}"#),
            (r#"{}"#, r#"{"a":{"bb":{"ccc":null}}}"#, r#"{"a":{"bb":{}}}"#),
        ] {
            let read = |text| parse(text).expect("the RFC writes JSON");
            assert_eq!(merge(read(original), read(patch)), read(result), "{original} patched with {patch}");
        }
    }
}
