//! A JSON value as it was written, before anything is made of it. Numbers keep their digits.

use std::borrow::Cow;

/// A JSON value. Borrowed from the text where that is possible.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number, by its digits.
    Number(&'a str),
    /// A text.
    Text(Cow<'a, str>),
    /// A text with half a surrogate pair, which no text of Unicode has.
    BrokenText,
    /// A list.
    List(Vec<Value<'a>>),
    /// An object, its entries in the order of the text.
    Object(Vec<(Cow<'a, str>, Value<'a>)>),
}

impl<'a> Value<'a> {
    /// What the value is, for messages.
    pub fn kind(&self) -> &'static str {
        match self {
            Value::Null => "null",
            Value::Bool(_) => "true or false",
            Value::Number(_) => "a number",
            Value::Text(_) | Value::BrokenText => "a text",
            Value::List(_) => "a list",
            Value::Object(_) => "an object",
        }
    }

    /// The entry of an object under `key`.
    pub fn get(&self, key: &str) -> Option<&Value<'a>> {
        match self {
            Value::Object(entries) => entries.iter().find(|(name, _)| name == key).map(|(_, value)| value),
            _ => None,
        }
    }

    /// Takes the entry of an object under `key` out of it.
    pub fn take(&mut self, key: &str) -> Option<Value<'a>> {
        match self {
            Value::Object(entries) => {
                let index = entries.iter().position(|(name, _)| name == key)?;
                Some(entries.remove(index).1)
            }
            _ => None,
        }
    }
}
