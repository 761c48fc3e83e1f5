//! The types of the wire in the words of JSON Schema.

use voldaan::wire::Writer;
use voldaan::wire::schema::{Definition, Field, Schema};

use super::pair;

/// Writes the definition of a type.
pub(super) fn definition_of(definition: &Definition, out: &mut Writer) {
    match definition {
        Definition::Struct { doc, fields } => object(doc, fields, None, out),
        Definition::Words { doc, words } => {
            out.object();
            pair(out, "description", doc.trim());
            pair(out, "type", "string");
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
            pair(out, "description", doc.trim());
            out.key("oneOf");
            out.list();
            for kind in kinds {
                let fields: Vec<Field> = common.iter().chain(&kind.fields).cloned().collect();
                object(kind.doc, &fields, Some((tag, kind.word)), out);
            }
            out.end_list();
            out.end_object();
        }
    }
}

fn object(doc: &str, fields: &[Field], tag: Option<(&str, &str)>, out: &mut Writer) {
    out.object();
    pair(out, "description", doc.trim());
    pair(out, "type", "object");
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
        pair(out, "const", word);
        out.end_object();
    }
    for field in fields {
        out.key(field.name);
        out.object();
        pair(out, "description", field.doc.trim());
        keywords(&field.schema, out);
        out.end_object();
    }
    out.end_object();
    out.key("additionalProperties");
    out.bool(false);
    out.end_object();
}

/// Writes where a type is used.
pub(super) fn reference(schema: &Schema, out: &mut Writer) {
    out.object();
    keywords(schema, out);
    out.end_object();
}

/// The keywords of JSON Schema 2020-12 that say a type.
fn keywords(schema: &Schema, out: &mut Writer) {
    match schema {
        Schema::Text => pair(out, "type", "string"),
        Schema::Decimal => {
            // A text in answers; requests may also send a number.
            out.key("type");
            out.list();
            out.text("string");
            out.text("number");
            out.end_list();
            pair(out, "pattern", "^-?\\d{1,15}(\\.\\d{1,10})?$");
        }
        Schema::Day => formatted("date", out),
        Schema::Instant => formatted("date-time", out),
        Schema::Currency => {
            pair(out, "type", "string");
            pair(out, "pattern", "^[A-Z]{3}$");
        }
        Schema::Bool => pair(out, "type", "boolean"),
        Schema::Count => {
            pair(out, "type", "integer");
            out.key("minimum");
            out.count(0);
        }
        Schema::Integer => pair(out, "type", "integer"),
        Schema::Map => {
            pair(out, "type", "object");
            out.key("additionalProperties");
            reference(&Schema::Text, out);
        }
        Schema::Any => {}
        Schema::List(item) => {
            pair(out, "type", "array");
            out.key("items");
            reference(item, out);
        }
        Schema::Union(members) => {
            out.key("oneOf");
            out.list();
            for member in members {
                reference(member, out);
            }
            out.end_list();
        }
        Schema::Named(name) => pair(out, "$ref", &format!("#/components/schemas/{name}")),
    }
}

fn formatted(format: &str, out: &mut Writer) {
    pair(out, "type", "string");
    pair(out, "format", format);
}
