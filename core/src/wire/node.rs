//! A value that fits the shape of its type: read, checked, its fields in the order of the declaration.
//!
//! Types are made from nodes without a further look: a node that is not there, or that could not be read, gives the default
//! of its type, and the findings refuse the input.

use std::any::Any;
use std::borrow::Cow;

use rust_decimal::Decimal;

use super::map::TextMap;
use crate::calendar::Day;
use crate::money::Currency;

/// A value that was read by its shape.
pub enum Node<'a> {
    /// The key did not come.
    Missing,
    /// Null, or what could not be read.
    Absent,
    /// A flag.
    Bool(bool),
    /// A whole number from 0.
    Count(u32),
    /// A whole number, negative or not.
    Integer(i32),
    /// A decimal.
    Decimal(Decimal),
    /// A calendar day.
    Day(Day),
    /// A currency.
    Currency(Currency),
    /// The place of a word among those of its type.
    Word(usize),
    /// A text.
    Text(Cow<'a, str>),
    /// A map of texts.
    Map(TextMap),
    /// The entries of a list.
    List(Vec<Node<'a>>),
    /// The fields of a struct, each at its place.
    Record(Vec<Node<'a>>),
    /// The place of a kind of a union, and its own fields.
    Kind(usize, Vec<Node<'a>>),
    /// A value that its type made while reading.
    Made(Box<dyn Any>),
}

impl<'a> Node<'a> {
    /// The text; empty for everything else.
    pub fn into_text(self) -> Cow<'a, str> {
        match self {
            Node::Text(text) => text,
            _ => Cow::Borrowed(""),
        }
    }

    /// The place of a word; the first for everything else.
    pub fn word(&self) -> usize {
        match self {
            Node::Word(place) => *place,
            _ => 0,
        }
    }

    /// Whether there is a value.
    pub fn is_there(&self) -> bool {
        !matches!(self, Node::Missing | Node::Absent)
    }

    /// What its type made while reading.
    pub fn made<T: 'static>(self) -> Option<T> {
        match self {
            Node::Made(value) => value.downcast::<T>().ok().map(|value| *value),
            _ => None,
        }
    }
}

/// Nodes to take one by one: the fields of a struct, or the entries of a list.
pub struct Nodes<'a>(std::vec::IntoIter<Node<'a>>);

impl<'a> Nodes<'a> {
    /// The fields of a struct or the entries of a list; none for everything else.
    #[inline(never)]
    pub fn of(node: Node<'a>) -> Nodes<'a> {
        Nodes(match node {
            Node::Record(nodes) | Node::List(nodes) | Node::Kind(_, nodes) => nodes.into_iter(),
            _ => Vec::new().into_iter(),
        })
    }

    /// Takes the next one; absent where there is none.
    #[inline(never)]
    pub fn take(&mut self) -> Node<'a> {
        self.0.next().unwrap_or(Node::Absent)
    }

    /// The place of the next one's kind, and its fields.
    #[inline(never)]
    pub fn kind(&mut self) -> (usize, Nodes<'a>) {
        let node = self.take();
        let place = if let Node::Kind(place, _) = node { place } else { 0 };
        (place, Nodes::of(node))
    }

    /// How many are left.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether none is left.
    pub fn is_empty(&self) -> bool {
        self.0.len() == 0
    }
}
