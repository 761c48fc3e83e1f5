//! Descriptors of vector inputs: long lists and texts, deep nesting, issued invoices. Refuses malformed ones.

use serde_json::{Map, Value};

use super::{Recorder, only};

/// A value with its descriptors written out.
pub fn resolve(value: &Value, recorder: &mut Recorder<'_>) -> Result<Value, String> {
    match value {
        Value::Array(items) => {
            items.iter().map(|item| resolve(item, recorder)).collect::<Result<Vec<_>, _>>().map(Value::Array)
        }
        Value::Object(object) => object_of(object, recorder),
        other => Ok(other.clone()),
    }
}

fn object_of(object: &Map<String, Value>, recorder: &mut Recorder<'_>) -> Result<Value, String> {
    if let Some(repeat) = only(object, "$repeat") {
        let item = resolve(&repeat["item"], recorder)?;
        return Ok(Value::Array(vec![item; count(repeat, "count")?]));
    }
    if let Some(text) = only(object, "$text") {
        let character = text["character"].as_str().ok_or("$text needs a character")?;
        return Ok(Value::String(character.repeat(count(text, "count")?)));
    }
    if let Some(nest) = only(object, "$nest") {
        return Ok((0..count(nest, "depth")?).fold(Value::Array(Vec::new()), |inner, _| Value::Array(vec![inner])));
    }
    if let Some(pair) = only(object, "$merge") {
        let mut whole = resolve(&pair[0], recorder)?;
        merge(&mut whole, &pair[1]);
        return Ok(whole);
    }
    if let Some(issued) = only(object, "$issued") {
        let arguments = resolve(issued, recorder)?;
        let texts: Vec<String> =
            arguments.as_array().ok_or("$issued needs its arguments")?.iter().map(Value::to_string).collect();
        return recorder.take("issue", &texts);
    }
    let fields = object.iter().map(|(key, item)| Ok((key.clone(), resolve(item, recorder)?)));
    fields.collect::<Result<Map<_, _>, String>>().map(Value::Object)
}

/// RFC 7396: objects merge, everything else replaces, null removes.
fn merge(whole: &mut Value, patch: &Value) {
    let Value::Object(changes) = patch else {
        *whole = patch.clone();
        return;
    };
    if !whole.is_object() {
        *whole = Value::Object(Map::new());
    }
    for (key, change) in changes {
        if change.is_null() {
            whole.as_object_mut().and_then(|fields| fields.remove(key));
        } else {
            merge(&mut whole[key], change);
        }
    }
}

fn count(descriptor: &Value, key: &str) -> Result<usize, String> {
    let number = descriptor[key].as_u64().and_then(|number| usize::try_from(number).ok());
    number.ok_or_else(|| format!("a descriptor needs its {key}: {descriptor}"))
}
