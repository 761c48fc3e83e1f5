//! The plain types of the wire: texts, flags, counts, lists, maps, options, instants.

use std::sync::Arc;

use super::{Node, Nodes, Reader, Shape, TextMap, Value, Wire, Writer};
use crate::finding::Code;

/// Lists without a limit of their own may have this many entries.
pub const ENTRIES_MAX: usize = 50_000;

/// Maps may have this many keys.
pub const KEYS_MAX: usize = 1_000;

const TEXT: &Shape = &Shape::Leaf(|value, cx| cx.text(value).map_or(Node::Absent, Node::Text));

impl Wire for String {
    const SHAPE: &'static Shape = TEXT;

    fn take(node: Node<'_>) -> Self {
        node.into_text().into_owned()
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
    const SHAPE: &'static Shape = TEXT;

    fn take(node: Node<'_>) -> Self {
        Text::new(node.into_text())
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
    const SHAPE: &'static Shape = &Shape::Leaf(|value, cx| match value {
        Value::Text(text) if text.len() <= BASE64_MAX => Node::Text(text),
        Value::Text(_) => {
            cx.report(Code::AttachmentTooLarge, "The file is larger than 1 MB.");
            Node::Absent
        }
        other => {
            cx.mistyped("A text", &other);
            Node::Absent
        }
    });

    fn take(node: Node<'_>) -> Self {
        Base64(String::take(node))
    }

    fn write(&self, out: &mut Writer) {
        out.text(&self.0);
    }

    #[cfg(feature = "schema")]
    fn schema(_: &mut super::schema::Registry) -> super::schema::Schema {
        super::schema::Schema::Base64
    }
}

impl Wire for bool {
    const SHAPE: &'static Shape = &Shape::Leaf(|value, cx| match value {
        Value::Bool(flag) => Node::Bool(flag),
        other => {
            cx.mistyped("true or false", &other);
            Node::Absent
        }
    });

    fn take(node: Node<'_>) -> Self {
        matches!(node, Node::Bool(true))
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
    const SHAPE: &'static Shape = &Shape::Leaf(|value, cx| match &value {
        Value::Number(digits) => digits.parse().map_or_else(
            |_| {
                cx.report(Code::NumberFormat, "A whole number from 0 to 4294967295 was expected.");
                Node::Absent
            },
            Node::Count,
        ),
        other => {
            cx.mistyped("A whole number", other);
            Node::Absent
        }
    });

    fn take(node: Node<'_>) -> Self {
        match node {
            Node::Count(count) => count,
            _ => 0,
        }
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
    const SHAPE: &'static Shape = &Shape::Optional(T::SHAPE);

    fn take(node: Node<'_>) -> Self {
        node.is_there().then(|| T::take(node))
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

fn take_list<T: Wire>(node: Node<'_>) -> Vec<T> {
    let mut nodes = Nodes::of(node);
    // By their number and not until none is left: so the list is made once, without the code that lets one grow.
    (0..nodes.len()).map(|_| T::take(nodes.take())).collect()
}

fn write_list<T: Wire>(entries: &[T], out: &mut Writer) {
    out.list();
    for entry in entries {
        entry.write(out);
    }
    out.end_list();
}

/// A value in a place of its own, where it is rare: then the struct around it stays small.
impl<T: Wire> Wire for Box<T> {
    const SHAPE: &'static Shape = T::SHAPE;

    fn take(node: Node<'_>) -> Self {
        Box::new(T::take(node))
    }

    fn write(&self, out: &mut Writer) {
        T::write(self, out);
    }

    #[cfg(feature = "schema")]
    fn schema(registry: &mut super::schema::Registry) -> super::schema::Schema {
        T::schema(registry)
    }
}

/// A value that is shared, because copying it would cost more than counting who has it.
impl<T: Wire> Wire for Arc<T> {
    const SHAPE: &'static Shape = T::SHAPE;

    fn take(node: Node<'_>) -> Self {
        Arc::new(T::take(node))
    }

    fn write(&self, out: &mut Writer) {
        T::write(self, out);
    }

    #[cfg(feature = "schema")]
    fn schema(registry: &mut super::schema::Registry) -> super::schema::Schema {
        T::schema(registry)
    }
}

/// A list that may be absent: absent and empty are the same, and it is left out when empty.
impl<T: Wire> Wire for Vec<T> {
    const SHAPE: &'static Shape = &Shape::List { of: T::SHAPE, optional: true };

    fn take(node: Node<'_>) -> Self {
        take_list(node)
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
    const SHAPE: &'static Shape = &Shape::List { of: T::SHAPE, optional: false };

    fn take(node: Node<'_>) -> Self {
        Array(take_list(node))
    }

    fn write(&self, out: &mut Writer) {
        write_list(&self.0, out);
    }

    #[cfg(feature = "schema")]
    fn schema(registry: &mut super::schema::Registry) -> super::schema::Schema {
        super::schema::Schema::List(Box::new(T::schema(registry)))
    }
}

/// Reads a map of texts.
fn map<'a>(value: Value<'a>, cx: &mut Reader) -> Node<'a> {
    let Value::Object(entries) = value else {
        cx.mistyped("An object of texts", &value);
        return Node::Absent;
    };
    if entries.len() > KEYS_MAX {
        cx.report(Code::ListTooLong, "The map has more than 1,000 entries.");
        return Node::Absent;
    }
    let mut map = TextMap::new();
    for (key, value) in entries {
        let text = cx.key(&key, |cx| cx.text(value)).unwrap_or_default();
        let Some(key) = cx.text(Value::Text(key)) else { continue };
        if map.get(&key).is_some() {
            cx.doubled(&key);
        }
        map.insert(key.into_owned(), text.into_owned());
    }
    Node::Map(map)
}

impl Wire for TextMap {
    const SHAPE: &'static Shape = &Shape::Optional(&Shape::Leaf(map));

    fn take(node: Node<'_>) -> Self {
        match node {
            Node::Map(map) => map,
            _ => TextMap::new(),
        }
    }

    fn is_absent(&self) -> bool {
        self.is_empty()
    }

    fn write(&self, out: &mut Writer) {
        out.object();
        for (key, value) in self.iter() {
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
    const SHAPE: &'static Shape = &Shape::Leaf(|value, cx| {
        let Some(text) = cx.text(value) else { return Node::Absent };
        if Instant::parse(&text).is_none() {
            cx.report_fix(Code::InstantFormat, "This is not an instant in UTC.", "Write it like 2026-01-31T09:00:00Z.");
            return Node::Absent;
        }
        Node::Text(text)
    });

    fn take(node: Node<'_>) -> Self {
        match node {
            Node::Text(text) => Instant(text.into_owned()),
            _ => Instant("1970-01-01T00:00:00Z".to_owned()),
        }
    }

    fn write(&self, out: &mut Writer) {
        out.text(&self.0);
    }

    #[cfg(feature = "schema")]
    fn schema(_: &mut super::schema::Registry) -> super::schema::Schema {
        super::schema::Schema::Instant
    }
}
