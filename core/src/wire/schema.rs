//! Descriptions of the wire types, from which the TypeScript declarations and the OpenAPI document are made.
//!
//! Only with the feature `schema`; shipped builds do not carry them.

use std::collections::BTreeMap;

/// The description of a type.
#[derive(Clone, Debug, PartialEq)]
pub enum Schema {
    /// A text.
    Text,
    /// The content of a file in base64.
    Base64,
    /// A decimal: a text in outputs, a text or a number in inputs.
    Decimal,
    /// A calendar day.
    Day,
    /// An instant in UTC.
    Instant,
    /// A currency code.
    Currency,
    /// A flag.
    Bool,
    /// A whole number from 0.
    Count,
    /// A whole number, negative or not.
    Integer,
    /// A sorted map of texts.
    Map,
    /// Any JSON value.
    Any,
    /// A list.
    List(Box<Schema>),
    /// One of several types.
    Union(Vec<Schema>),
    /// A named type of the registry.
    Named(&'static str),
}

/// A field of a struct.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// JSON name.
    pub name: &'static str,
    /// Documentation.
    pub doc: &'static str,
    /// Whether it must be there.
    pub required: bool,
    /// Its type.
    pub schema: Schema,
}

/// A kind of a tagged union.
#[derive(Clone, Debug, PartialEq)]
pub struct Kind {
    /// The word of the tag.
    pub word: &'static str,
    /// The name of the type of this kind.
    pub name: &'static str,
    /// Documentation.
    pub doc: &'static str,
    /// The fields beside the common ones.
    pub fields: Vec<Field>,
}

/// The description of a named type.
#[derive(Clone, Debug, PartialEq)]
pub enum Definition {
    /// A struct.
    Struct {
        /// Documentation.
        doc: &'static str,
        /// Its fields.
        fields: Vec<Field>,
    },
    /// A set of words.
    Words {
        /// Documentation.
        doc: &'static str,
        /// The words and what each means.
        words: Vec<(&'static str, &'static str)>,
    },
    /// A tagged union.
    Tagged {
        /// Documentation.
        doc: &'static str,
        /// The name of the tag.
        tag: &'static str,
        /// Fields of every kind.
        common: Vec<Field>,
        /// The kinds.
        kinds: Vec<Kind>,
    },
}

/// All named types, each once.
#[derive(Default)]
pub struct Registry {
    definitions: BTreeMap<&'static str, Option<Definition>>,
}

impl Registry {
    /// An empty registry.
    pub fn new() -> Registry {
        Registry::default()
    }

    /// All definitions by name.
    pub fn definitions(&self) -> impl Iterator<Item = (&'static str, &Definition)> {
        self.definitions.iter().filter_map(|(name, definition)| definition.as_ref().map(|d| (*name, d)))
    }

    fn define(&mut self, name: &'static str, make: impl FnOnce(&mut Registry) -> Definition) -> Schema {
        if !self.definitions.contains_key(name) {
            // Entered before it is made, so that a type that contains itself ends.
            self.definitions.insert(name, None);
            let definition = make(self);
            self.definitions.insert(name, Some(definition));
        }
        Schema::Named(name)
    }

    /// Defines a struct.
    pub fn structure(
        &mut self,
        name: &'static str,
        doc: &'static str,
        fields: impl FnOnce(&mut Registry) -> Vec<Field>,
    ) -> Schema {
        self.define(name, |registry| Definition::Struct { doc, fields: fields(registry) })
    }

    /// Defines a set of words.
    pub fn words(&mut self, name: &'static str, doc: &'static str, words: &[(&'static str, &'static str)]) -> Schema {
        self.define(name, |_| Definition::Words { doc, words: words.to_vec() })
    }

    /// Defines a tagged union.
    pub fn tagged(
        &mut self,
        name: &'static str,
        doc: &'static str,
        tag: &'static str,
        common: impl FnOnce(&mut Registry) -> Vec<Field>,
        kinds: impl FnOnce(&mut Registry) -> Vec<Kind>,
    ) -> Schema {
        self.define(name, |registry| {
            let common = common(registry);
            Definition::Tagged { doc, tag, common, kinds: kinds(registry) }
        })
    }
}
