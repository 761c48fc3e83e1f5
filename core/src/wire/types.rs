//! The plain types of the wire: texts, flags, counts, lists, maps, options, instants.

use std::collections::BTreeMap;

use super::{Reader, Value, Wire, Writer};
use crate::finding::Code;

/// Lists without a limit of their own may have this many entries.
pub const ENTRIES_MAX: usize = 50_000;

impl Wire for String {
    fn read(value: Value<'_>, cx: &mut Reader) -> Self {
        cx.text(value).map(std::borrow::Cow::into_owned).unwrap_or_default()
    }

    fn placeholder() -> Self {
        String::new()
    }

    fn write(&self, out: &mut Writer) {
        out.text(self);
    }

    #[cfg(feature = "schema")]
    fn schema(_: &mut super::schema::Registry) -> super::schema::Schema {
        super::schema::Schema::Text
    }
}

/// A text that is mostly short and often copied: up to 23 bytes lie in the value itself, a copy of a longer one counts.
pub type Text = smol_str::SmolStr;

impl Wire for Text {
    fn read(value: Value<'_>, cx: &mut Reader) -> Self {
        cx.text(value).map(Text::from).unwrap_or_default()
    }

    fn placeholder() -> Self {
        Text::default()
    }

    fn write(&self, out: &mut Writer) {
        out.text(self);
    }

    #[cfg(feature = "schema")]
    fn schema(_: &mut super::schema::Registry) -> super::schema::Schema {
        super::schema::Schema::Text
    }
}

/// The content of a file in base64: the only text that may be longer than others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Base64(pub String);

/// Base64 of a little more than an attachment may have; the exact limit is a finding of its own.
const BASE64_MAX: usize = 2 * 1024 * 1024;

impl Wire for Base64 {
    fn read(value: Value<'_>, cx: &mut Reader) -> Self {
        match value {
            Value::Text(text) if text.len() <= BASE64_MAX => Base64(text.into_owned()),
            Value::Text(_) => {
                cx.report(Code::AttachmentTooLarge, "The attachment is larger than 1 MB.");
                Self::placeholder()
            }
            other => {
                cx.mistyped("A text", &other);
                Self::placeholder()
            }
        }
    }

    fn placeholder() -> Self {
        Base64(String::new())
    }

    fn write(&self, out: &mut Writer) {
        out.text(&self.0);
    }

    #[cfg(feature = "schema")]
    fn schema(_: &mut super::schema::Registry) -> super::schema::Schema {
        super::schema::Schema::Text
    }
}

impl Wire for bool {
    fn read(value: Value<'_>, cx: &mut Reader) -> Self {
        match value {
            Value::Bool(flag) => flag,
            other => {
                cx.mistyped("true or false", &other);
                false
            }
        }
    }

    fn placeholder() -> Self {
        false
    }

    fn write(&self, out: &mut Writer) {
        out.bool(*self);
    }

    #[cfg(feature = "schema")]
    fn schema(_: &mut super::schema::Registry) -> super::schema::Schema {
        super::schema::Schema::Bool
    }
}

impl Wire for u32 {
    fn read(value: Value<'_>, cx: &mut Reader) -> Self {
        match &value {
            Value::Number(digits) => match digits.parse() {
                Ok(count) => count,
                Err(_) => {
                    cx.report(Code::NumberFormat, "A whole number from 0 to 4294967295 was expected.");
                    0
                }
            },
            other => {
                cx.mistyped("A whole number", other);
                0
            }
        }
    }

    fn placeholder() -> Self {
        0
    }

    fn write(&self, out: &mut Writer) {
        out.count(*self);
    }

    #[cfg(feature = "schema")]
    fn schema(_: &mut super::schema::Registry) -> super::schema::Schema {
        super::schema::Schema::Count
    }
}

impl<T: Wire> Wire for Option<T> {
    fn read(value: Value<'_>, cx: &mut Reader) -> Self {
        match value {
            Value::Null => None,
            value => Some(T::read(value, cx)),
        }
    }

    fn placeholder() -> Self {
        None
    }

    fn absent() -> Option<Self> {
        Some(None)
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }

    fn write(&self, out: &mut Writer) {
        if let Some(value) = self {
            value.write(out);
        }
    }

    #[cfg(feature = "schema")]
    fn schema(registry: &mut super::schema::Registry) -> super::schema::Schema {
        T::schema(registry)
    }
}

fn read_list<T: Wire>(value: Value<'_>, cx: &mut Reader) -> Vec<T> {
    match value {
        Value::List(entries) => {
            if entries.len() > ENTRIES_MAX {
                cx.report(Code::ListTooLong, "The list has more than 50,000 entries.");
                return Vec::new();
            }
            let mut read = Vec::with_capacity(entries.len());
            for (index, entry) in entries.into_iter().enumerate() {
                read.push(cx.index(index, |cx| T::read(entry, cx)));
            }
            read
        }
        Value::Null => Vec::new(),
        other => {
            cx.mistyped("A list", &other);
            Vec::new()
        }
    }
}

fn write_list<T: Wire>(entries: &[T], out: &mut Writer) {
    out.list();
    for entry in entries {
        entry.write(out);
    }
    out.end_list();
}

/// A list that may be absent: absent and empty are the same, and it is left out when empty.
impl<T: Wire> Wire for Vec<T> {
    fn read(value: Value<'_>, cx: &mut Reader) -> Self {
        read_list(value, cx)
    }

    fn placeholder() -> Self {
        Vec::new()
    }

    fn absent() -> Option<Self> {
        Some(Vec::new())
    }

    fn is_absent(&self) -> bool {
        self.is_empty()
    }

    fn write(&self, out: &mut Writer) {
        write_list(self, out);
    }

    #[cfg(feature = "schema")]
    fn schema(registry: &mut super::schema::Registry) -> super::schema::Schema {
        super::schema::Schema::List(Box::new(T::schema(registry)))
    }
}

/// A list that is always written, empty or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Array<T>(pub Vec<T>);

impl<T> Default for Array<T> {
    fn default() -> Self {
        Array(Vec::new())
    }
}

impl<T> std::ops::Deref for Array<T> {
    type Target = Vec<T>;

    fn deref(&self) -> &Vec<T> {
        &self.0
    }
}

impl<T> From<Vec<T>> for Array<T> {
    fn from(entries: Vec<T>) -> Self {
        Array(entries)
    }
}

impl<T: Wire> Wire for Array<T> {
    fn read(value: Value<'_>, cx: &mut Reader) -> Self {
        Array(read_list(value, cx))
    }

    fn placeholder() -> Self {
        Array(Vec::new())
    }

    fn write(&self, out: &mut Writer) {
        write_list(&self.0, out);
    }

    #[cfg(feature = "schema")]
    fn schema(registry: &mut super::schema::Registry) -> super::schema::Schema {
        super::schema::Schema::List(Box::new(T::schema(registry)))
    }
}

/// A sorted map of texts, such as `metadata`.
impl Wire for BTreeMap<String, String> {
    fn read(value: Value<'_>, cx: &mut Reader) -> Self {
        let mut map = BTreeMap::new();
        match value {
            Value::Object(entries) => {
                if entries.len() > ENTRIES_MAX {
                    cx.report(Code::ListTooLong, "The map has more than 50,000 entries.");
                    return map;
                }
                for (key, value) in entries {
                    let text = cx.key(&key, |cx| String::read(value, cx));
                    let Some(key) = cx.text(Value::Text(key)) else { continue };
                    if map.contains_key(&*key) {
                        cx.doubled(&key);
                    }
                    map.insert(key.into_owned(), text);
                }
            }
            Value::Null => {}
            other => cx.mistyped("An object of texts", &other),
        }
        map
    }

    fn placeholder() -> Self {
        BTreeMap::new()
    }

    fn absent() -> Option<Self> {
        Some(BTreeMap::new())
    }

    fn is_absent(&self) -> bool {
        self.is_empty()
    }

    fn write(&self, out: &mut Writer) {
        out.object();
        for (key, value) in self {
            out.key_escaped(key);
            out.text(value);
        }
        out.end_object();
    }

    #[cfg(feature = "schema")]
    fn schema(_: &mut super::schema::Registry) -> super::schema::Schema {
        super::schema::Schema::Map
    }
}

/// Reads one of the words of an enum.
pub fn read_word<T>(value: Value<'_>, cx: &mut Reader, words: &[&str], from: fn(&str) -> Option<T>) -> Option<T> {
    let text = cx.text(value)?;
    let found = from(&text);
    if found.is_none() {
        unknown_word(&text, words, cx);
    }
    found
}

/// Says that a word is not one of the allowed ones.
#[cold]
pub fn unknown_word(word: &str, words: &[&str], cx: &mut Reader) {
    let shown: String = word.chars().take(60).collect();
    let mut fix = "Use one of: ".to_owned();
    fix.push_str(&words.join(", "));
    fix.push('.');
    cx.report_fix(Code::EnumUnknown, format!("\"{shown}\" is not one of the allowed words."), fix);
}

/// An instant in UTC, such as 2026-01-31T09:00:00Z; only entries have one, and no computation reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instant(String);

impl Instant {
    /// Takes `YYYY-MM-DDThh:mm:ss[.fraction]Z`.
    pub fn parse(text: &str) -> Option<Instant> {
        let (day, time) = text.split_once('T')?;
        crate::calendar::Day::parse(day)?;
        let time = time.strip_suffix('Z')?;
        let (clock, fraction) = time.split_once('.').unwrap_or((time, "0"));
        let mut parts = clock.split(':');
        let mut part = |limit: u32| {
            parts
                .next()
                .filter(|p| p.len() == 2 && p.bytes().all(|b| b.is_ascii_digit()))
                .and_then(|p| p.parse::<u32>().ok())
                .filter(|p| *p < limit)
        };
        part(24)?;
        part(60)?;
        part(60)?;
        let whole = parts.next().is_none() && (1..=9).contains(&fraction.len());
        (whole && fraction.bytes().all(|b| b.is_ascii_digit())).then(|| Instant(text.to_owned()))
    }

    /// The text of the wire.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this instant comes after the other.
    pub fn is_after(&self, other: &Instant) -> bool {
        self.parts() > other.parts()
    }

    /// Day and clock, and the fraction without the zeros that say nothing.
    fn parts(&self) -> (&str, &str) {
        let text = self.0.trim_end_matches('Z');
        let (clock, fraction) = text.split_once('.').unwrap_or((text, ""));
        (clock, fraction.trim_end_matches('0'))
    }
}

impl Wire for Instant {
    fn read(value: Value<'_>, cx: &mut Reader) -> Self {
        let Some(text) = cx.text(value) else { return Self::placeholder() };
        Instant::parse(&text).unwrap_or_else(|| {
            cx.report_fix(Code::InstantFormat, "This is not an instant in UTC.", "Write it like 2026-01-31T09:00:00Z.");
            Self::placeholder()
        })
    }

    fn placeholder() -> Self {
        Instant("1970-01-01T00:00:00Z".to_owned())
    }

    fn write(&self, out: &mut Writer) {
        out.text(&self.0);
    }

    #[cfg(feature = "schema")]
    fn schema(_: &mut super::schema::Registry) -> super::schema::Schema {
        super::schema::Schema::Instant
    }
}
