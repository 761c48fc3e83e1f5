//! The shapes of the wire types, and the one reader that fits a JSON value to a shape.
//!
//! A shape is data: what a type adds to the engine by being read is a table, not code. Fitting collects every finding with its path
//! and stops at none.

use std::borrow::Cow;

use super::node::Node;
use super::types::{ENTRIES_MAX, unknown_word};
use super::{Reader, Value};
use crate::finding::Code;

/// What a type looks like in JSON.
pub enum Shape {
    /// A value of one piece, or one that its own function looks at.
    Leaf(for<'a> fn(Value<'a>, &mut Reader) -> Node<'a>),
    /// One of these words.
    Words(&'static [&'static str]),
    /// A value that may be absent or null.
    Optional(&'static Shape),
    /// A list; it may be absent if it is left out when empty.
    List {
        /// Its entries.
        of: &'static Shape,
        /// Whether it may be absent.
        optional: bool,
    },
    /// An object with these fields.
    Record(&'static [Field]),
    /// An object whose tag decides its further fields.
    Union(&'static Union),
}

/// A field of an object.
pub struct Field {
    /// Its key.
    pub name: &'static str,
    /// Its value.
    pub shape: &'static Shape,
}

/// An object whose tag decides its further fields.
pub struct Union {
    /// The fields of every kind.
    pub common: &'static [Field],
    /// The key of the tag.
    pub tag: &'static str,
    /// The words of the tag.
    pub words: &'static [&'static str],
    /// The fields of each kind, in the order of the words.
    pub kinds: &'static [&'static [Field]],
}

impl Shape {
    /// Whether a field of this shape may be absent.
    pub fn is_optional(&self) -> bool {
        matches!(self, Shape::Optional(_) | Shape::List { optional: true, .. })
    }
}

type Entry<'a> = (Cow<'a, str>, Value<'a>);

/// Fits a value to a shape. What is wrong goes into the reader; what could not be read is absent.
pub fn fit<'a>(shape: &Shape, value: Value<'a>, cx: &mut Reader) -> Node<'a> {
    match (shape, value) {
        (Shape::Leaf(read), value) => read(value, cx),
        (Shape::Optional(_) | Shape::List { .. }, Value::Null) => Node::Absent,
        (Shape::Optional(inner), value) => fit(inner, value, cx),
        (Shape::Words(words), value) => word(words, value, cx),
        (Shape::List { of, .. }, Value::List(entries)) => list(of, entries, cx),
        (Shape::Record(fields), Value::Object(entries)) => Node::Record(record(fields, entries, cx)),
        (Shape::Union(union), Value::Object(entries)) => tagged(union, entries, cx),
        (shape, value) => {
            let expected = if matches!(shape, Shape::List { .. }) { "A list" } else { "An object" };
            cx.mistyped(expected, &value);
            Node::Absent
        }
    }
}

fn word<'a>(words: &[&str], value: Value<'a>, cx: &mut Reader) -> Node<'a> {
    let Some(text) = cx.text(value) else { return Node::Absent };
    match words.iter().position(|word| *word == text) {
        Some(place) => Node::Word(place),
        None => {
            unknown_word(&text, words, cx);
            Node::Absent
        }
    }
}

fn list<'a>(of: &Shape, entries: Vec<Value<'a>>, cx: &mut Reader) -> Node<'a> {
    if entries.len() > ENTRIES_MAX {
        cx.report(Code::ListTooLong, "The list has more than 50,000 entries.");
        return Node::Absent;
    }
    let mut nodes = Vec::with_capacity(entries.len());
    for (index, entry) in entries.into_iter().enumerate() {
        nodes.push(cx.index(index, |cx| fit(of, entry, cx)));
    }
    Node::List(nodes)
}

fn record<'a>(fields: &'static [Field], entries: Vec<Entry<'a>>, cx: &mut Reader) -> Vec<Node<'a>> {
    let mut nodes = empty(fields);
    let mut next = 0;
    for (key, value) in entries {
        if let Err((key, _)) = place(fields, &mut nodes, &mut next, key, value, cx) {
            cx.unknown(&key, fields);
        }
    }
    missing(fields, &nodes, cx);
    nodes
}

fn empty<'a>(fields: &[Field]) -> Vec<Node<'a>> {
    let mut nodes = Vec::with_capacity(fields.len().saturating_add(1));
    nodes.resize_with(fields.len(), || Node::Missing);
    nodes
}

/// Fits an entry to the field of its name; gives it back where there is none. Fields mostly come in the order of the declaration, so the
/// search begins behind the last one found.
fn place<'a>(
    fields: &'static [Field],
    nodes: &mut [Node<'a>],
    next: &mut usize,
    key: Cow<'a, str>,
    value: Value<'a>,
    cx: &mut Reader,
) -> Result<(), Entry<'a>> {
    let is_it = |field: &Field| field.name == key;
    let ahead = fields.get(*next..).and_then(|ahead| ahead.iter().position(is_it));
    let found = match ahead {
        Some(steps) => Some(next.saturating_add(steps)),
        None => fields.iter().position(is_it),
    };
    let Some((at, field, node)) = found.and_then(|at| Some((at, fields.get(at)?, nodes.get_mut(at)?))) else {
        return Err((key, value));
    };
    *next = at.saturating_add(1);
    match node {
        Node::Missing => *node = cx.field(field.name, |cx| fit(field.shape, value, cx)),
        _ => cx.doubled(field.name),
    }
    Ok(())
}

fn missing(fields: &[Field], nodes: &[Node<'_>], cx: &mut Reader) {
    for (field, node) in fields.iter().zip(nodes) {
        if matches!(node, Node::Missing) && !field.shape.is_optional() {
            cx.missing(field.name);
        }
    }
}

fn tagged<'a>(union: &'static Union, entries: Vec<Entry<'a>>, cx: &mut Reader) -> Node<'a> {
    let mut nodes = empty(union.common);
    let mut next = 0;
    let mut tag = Node::Missing;
    let mut rest = Vec::with_capacity(entries.len());
    for (key, value) in entries {
        if key == union.tag {
            match tag {
                Node::Missing => tag = cx.field(union.tag, |cx| word(union.words, value, cx)),
                _ => cx.doubled(union.tag),
            }
        } else if let Err(entry) = place(union.common, &mut nodes, &mut next, key, value, cx) {
            rest.push(entry);
        }
    }
    match tag {
        Node::Word(kind) => {
            let fields = union.kinds.get(kind).copied().unwrap_or_default();
            let fields = record(fields, rest, cx);
            nodes.push(Node::Kind(kind, fields));
        }
        Node::Missing => cx.missing(union.tag),
        _ => {}
    }
    missing(union.common, &nodes, cx);
    Node::Record(nodes)
}
