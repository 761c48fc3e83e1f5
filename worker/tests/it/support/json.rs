//! JSON of answers, looked into by path.

use voldaan::wire::{Value, parse};

/// The JSON of an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Json(pub String);

impl Json {
    /// The value at a path such as `items[0].id`, as it is written; texts without quotes, absent ones empty.
    pub fn at(&self, path: &str) -> String {
        let whole = parse(&self.0).unwrap_or_else(|error| panic!("{} is not JSON: {error}", self.0));
        let mut value = &whole;
        for part in path.split('.') {
            let (name, places) = part.split_once('[').unwrap_or((part, ""));
            if !name.is_empty() {
                let Some(inner) = value.get(name) else { return String::new() };
                value = inner;
            }
            for place in places.split(['[', ']']).filter(|place| !place.is_empty()) {
                let Value::List(items) = value else { return String::new() };
                let Some(inner) = items.get(place.parse::<usize>().expect("a place is a number")) else {
                    return String::new();
                };
                value = inner;
            }
        }
        match value {
            Value::Text(text) => text.to_string(),
            Value::Number(digits) => (*digits).to_owned(),
            Value::Bool(flag) => flag.to_string(),
            Value::Null => "null".to_owned(),
            Value::BrokenText => "(half a surrogate pair)".to_owned(),
            Value::List(items) => format!("({} items)", items.len()),
            Value::Object(entries) => format!("({} fields)", entries.len()),
        }
    }

    /// How many items the list at a path has; 0 if it is absent.
    pub fn count(&self, path: &str) -> usize {
        let text = self.at(path);
        text.strip_prefix('(').and_then(|text| text.strip_suffix(" items)")).map_or(0, |n| n.parse().expect("a number"))
    }
}
