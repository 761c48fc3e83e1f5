//! Templates: an administration's own wording of its letters, as the service takes and gives it over HTTP.

use voldaan::wire::{Array, Node, Reader, Shape, TextMap, Value, Wire, Writer};
use voldaan::{wire_enum, wire_struct};

wire_enum! {
    /// A language that letters are written in.
    #[derive(Copy, Eq)]
    pub enum TemplateLanguage {
        /// Dutch.
        "nl" Dutch,
        /// English.
        "en" English,
        /// German.
        "de" German,
        /// French.
        "fr" French,
    }
}

/// An object as JSON, kept as it was said: a draft in whose texts placeholders may stand, or changes to one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonObject(pub String);

impl Wire for JsonObject {
    const SHAPE: &'static Shape = &Shape::Leaf(|value: Value<'_>, cx: &mut Reader| {
        if !matches!(value, Value::Object(_)) {
            cx.mistyped("An object", &value);
            return Node::Absent;
        }
        let mut out = Writer::new();
        write(&value, &mut out);
        Node::Text(out.finish().into())
    });

    fn take(node: Node<'_>) -> Self {
        JsonObject(node.into_text().into_owned())
    }

    fn write(&self, out: &mut Writer) {
        out.raw(&self.0);
    }

    #[cfg(feature = "schema")]
    fn schema(_: &mut voldaan::wire::schema::Registry) -> voldaan::wire::schema::Schema {
        voldaan::wire::schema::Schema::Any
    }
}

/// Writes a value as it was read.
fn write(value: &Value<'_>, out: &mut Writer) {
    match value {
        Value::Null | Value::BrokenText => out.raw("null"),
        Value::Bool(flag) => out.bool(*flag),
        Value::Number(digits) => out.raw(digits),
        Value::Text(text) => out.text(text),
        Value::List(entries) => {
            out.list();
            entries.iter().for_each(|entry| write(entry, out));
            out.end_list();
        }
        Value::Object(entries) => {
            out.object();
            for (key, value) in entries {
                out.key_escaped(key);
                write(value, out);
            }
            out.end_object();
        }
    }
}

wire_struct! {
    /// An own wording, or a template of invoices.
    #[derive(Eq)]
    pub struct TemplateInput {
        /// Of a wording what it is the text of: `template` of a step of a policy or the step's id for letters, `invoice` or `creditNote` for
        /// the message that brings one. Of a template of invoices any name.
        "name" name: String,
        /// Letters in which language; in all if absent.
        "language" language: Option<TemplateLanguage>,
        /// Subject: one line, with placeholders such as {invoiceNumber}.
        "subject" subject: Option<String>,
        /// The text, with its placeholders; a blank line parts paragraphs.
        "text" text: Option<String>,
        /// In place of subject and text: a draft in whose texts placeholders of your own stand, such as {project}.
        "draft" draft: Option<JsonObject>,
    }
}

wire_struct! {
    /// What a draft made of a template says.
    #[derive(Eq)]
    pub struct TemplateUse {
        /// A text for each placeholder of the template.
        "values" values: TextMap,
        /// The customer to take as buyer (BG-7) until it is issued.
        "customerId" customer_id: Option<String>,
        /// What this draft says otherwise than the template, as a merge patch (RFC 7396).
        "draft" draft: Option<JsonObject>,
    }
}

wire_struct! {
    /// A letter to look at before it is written.
    #[derive(Eq)]
    pub struct LetterInput {
        /// What it is the text of: `template` of a step of the policy, or the step's id.
        "name" name: String,
        /// Its language; that of the policy or the customer if absent.
        "language" language: Option<TemplateLanguage>,
        /// Subject to try; together with `text`.
        "subject" subject: Option<String>,
        /// Text to try; without it, the letter has the wording that is kept, else the engine's.
        "text" text: Option<String>,
    }
}

wire_struct! {
    /// An own wording that is kept.
    #[derive(Eq)]
    pub struct TemplateResource {
        /// Its id.
        "id" id: String,
        /// What it is the text of.
        "name" name: String,
        /// Letters in which language; in all if absent.
        "language" language: Option<TemplateLanguage>,
        /// Subject.
        "subject" subject: Option<String>,
        /// The text.
        "text" text: Option<String>,
        /// The draft of a template of invoices.
        "draft" draft: Option<JsonObject>,
    }
}

list! {
    /// Own wordings, oldest first.
    TemplateList of TemplateResource
}
