//! The types of the wire in the words of JSON Schema.

use std::collections::BTreeSet;

use voldaan::wire::schema::{Definition, Field, Registry, Schema};
use voldaan::wire::{ENTRIES_MAX, TEXT_MAX, Writer};

/// The types that requests are made of: what they hold is limited, and what is computed from them is not.
pub(super) fn taken<'a>(registry: &Registry, roots: impl Iterator<Item = &'a Schema>) -> BTreeSet<&'static str> {
    let mut taken = BTreeSet::new();
    let mut open: Vec<Schema> = roots.cloned().collect();
    while let Some(schema) = open.pop() {
        match schema {
            Schema::Named(name) if taken.insert(name) => open.extend(fields(registry, name)),
            Schema::List(item) => open.push(*item),
            Schema::Union(members) => open.extend(members),
            _ => {}
        }
    }
    taken
}

fn definition<'a>(registry: &'a Registry, name: &str) -> Option<&'a Definition> {
    registry.definitions().find(|(other, _)| *other == name).map(|(_, definition)| definition)
}

fn fields(registry: &Registry, name: &str) -> Vec<Schema> {
    match definition(registry, name) {
        Some(Definition::Struct { fields, .. }) => fields.iter().map(|field| field.schema.clone()).collect(),
        Some(Definition::Tagged { common, kinds, .. }) => {
            let all = common.iter().chain(kinds.iter().flat_map(|kind| &kind.fields));
            all.map(|field| field.schema.clone()).collect()
        }
        _ => Vec::new(),
    }
}

/// Whether a request needs its body: an object of which nothing has to be said may be left out.
pub fn is_needed(request: &Schema, registry: &Registry) -> bool {
    match request {
        Schema::Named(name) => match definition(registry, name) {
            Some(Definition::Struct { fields, .. }) => fields.iter().any(|field| field.required),
            _ => true,
        },
        _ => true,
    }
}

/// Writes what a request takes. A merge patch (RFC 7396) says only what changes; null removes, and objects are merged in turn.
pub(super) fn request(schema: &Schema, is_patch: bool, registry: &Registry, out: &mut Writer) {
    let Some(Definition::Struct { fields, .. }) = (match schema {
        Schema::Named(name) if is_patch => definition(registry, name),
        _ => None,
    }) else {
        return reference(schema, out);
    };
    out.object();
    out.pair("type", "object");
    out.key("properties");
    out.object();
    for field in fields {
        out.key(field.name);
        out.object();
        out.pair("description", field.doc.trim());
        let merged = matches!(&field.schema, Schema::Named(name) if matches!(definition(registry, name), Some(Definition::Struct { .. })));
        if merged || field.schema == Schema::Map {
            out.key("type");
            out.list();
            out.text("object");
            out.text("null");
            out.end_list();
        } else {
            out.key("anyOf");
            out.list();
            reference(&field.schema, out);
            out.object();
            out.pair("type", "null");
            out.end_object();
            out.end_list();
        }
        out.end_object();
    }
    out.end_object();
    out.key("additionalProperties");
    out.bool(false);
    out.end_object();
}

/// What drafts may leave out because the administration says it once for all of them: the engine asks for it.
const SAID_ONCE: [(&str, &str); 2] = [("Draft", "currency"), ("Line", "vat")];

/// Writes the definition of a type.
pub(super) fn definition_of(name: &str, definition: &Definition, is_taken: bool, out: &mut Writer) {
    match definition {
        Definition::Struct { doc, fields } => {
            let mut fields = fields.clone();
            for field in &mut fields {
                field.required &= !SAID_ONCE.contains(&(name, field.name));
            }
            object(doc, &fields, None, is_taken, out);
        }
        Definition::Words { doc, words } => {
            out.object();
            out.pair("description", doc.trim());
            out.pair("type", "string");
            out.key("enum");
            out.list();
            for (word, _) in words {
                out.text(word);
            }
            out.end_list();
            out.end_object();
        }
        Definition::Tagged { doc, tag, common, kinds } => {
            out.object();
            out.pair("description", doc.trim());
            out.key("oneOf");
            out.list();
            for kind in kinds {
                let fields: Vec<Field> = common.iter().chain(&kind.fields).cloned().collect();
                object(kind.doc, &fields, Some((tag, kind.word)), is_taken, out);
            }
            out.end_list();
            out.end_object();
        }
    }
}

fn object(doc: &str, fields: &[Field], tag: Option<(&str, &str)>, is_taken: bool, out: &mut Writer) {
    out.object();
    out.pair("description", doc.trim());
    out.pair("type", "object");
    out.key("required");
    out.list();
    for name in fields.iter().filter(|field| field.required).map(|field| field.name).chain(tag.map(|(tag, _)| tag)) {
        out.text(name);
    }
    out.end_list();
    out.key("properties");
    out.object();
    if let Some((tag, word)) = tag {
        out.key(tag);
        out.object();
        out.pair("const", word);
        out.end_object();
    }
    for field in fields {
        out.key(field.name);
        out.object();
        out.pair("description", field.doc.trim());
        keywords(&field.schema, is_taken, out);
        out.end_object();
    }
    out.end_object();
    out.key("additionalProperties");
    out.bool(false);
    out.end_object();
}

/// Writes where a type is used.
pub(super) fn reference(schema: &Schema, out: &mut Writer) {
    member(schema, false, out);
}

fn member(schema: &Schema, is_taken: bool, out: &mut Writer) {
    out.object();
    keywords(schema, is_taken, out);
    out.end_object();
}

fn most(key: &str, count: usize, out: &mut Writer) {
    out.key(key);
    out.count(u32::try_from(count).unwrap_or(u32::MAX));
}

/// The keywords of JSON Schema 2020-12 that say a type; with limits where callers make it.
fn keywords(schema: &Schema, is_taken: bool, out: &mut Writer) {
    match schema {
        Schema::Text => {
            out.pair("type", "string");
            if is_taken {
                most("maxLength", TEXT_MAX, out);
            }
        }
        Schema::Base64 => {
            out.pair("type", "string");
            out.pair("contentEncoding", "base64");
        }
        Schema::Decimal => {
            // A text in answers; requests may also send a number.
            out.key("type");
            out.list();
            out.text("string");
            out.text("number");
            out.end_list();
            out.pair("pattern", "^-?\\d{1,15}(\\.\\d{1,10})?$");
        }
        Schema::Day => formatted("date", out),
        Schema::Instant => formatted("date-time", out),
        Schema::Currency => {
            out.pair("type", "string");
            out.pair("pattern", "^[A-Z]{3}$");
        }
        Schema::Bool => out.pair("type", "boolean"),
        Schema::Count => {
            out.pair("type", "integer");
            out.key("minimum");
            out.count(0);
            out.key("maximum");
            out.count(u32::MAX);
        }
        Schema::Integer => out.pair("type", "integer"),
        Schema::Map => {
            out.pair("type", "object");
            out.key("additionalProperties");
            member(&Schema::Text, is_taken, out);
        }
        Schema::Any => {}
        Schema::List(item) => {
            out.pair("type", "array");
            out.key("items");
            member(item, is_taken, out);
            if is_taken {
                most("maxItems", ENTRIES_MAX, out);
            }
        }
        Schema::Union(members) => {
            out.key("oneOf");
            out.list();
            for form in members {
                member(form, is_taken, out);
            }
            out.end_list();
        }
        Schema::Named(name) => out.pair("$ref", &format!("#/components/schemas/{name}")),
    }
}

fn formatted(format: &str, out: &mut Writer) {
    out.pair("type", "string");
    out.pair("format", format);
}
