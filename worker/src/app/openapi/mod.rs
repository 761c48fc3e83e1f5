//! The OpenAPI 3.1 document of the service, made from the table of routes and the types of the wire.
//!
//! Only with the feature `schema`: the document is generated once and checked in as worker/openapi.json, and a test
//! fails when it is not what the code says.

mod parameter;
mod refused;
mod schema;
mod shape;

use voldaan::wire::schema::{Registry, Schema};
use voldaan::wire::{Wire, Writer};

use super::parameter::parameters;
pub use super::parameter::{Form, Parameter, Place};
use super::problem::ProblemBody;
use super::refusal::REFUSALS;
use super::route::{OPERATIONS, Operation, Row, security};
pub use schema::is_needed;
use schema::{definition_of, reference};
use shape::shape;

/// What goes in and out of an operation.
pub struct Shape {
    /// What its body holds.
    pub request: Option<Schema>,
    /// The status of its good answer.
    pub status: &'static str,
    /// What it answers with.
    pub answer: Answer,
}

/// What an operation answers with.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// JSON.
    Json(Schema),
    /// A page.
    Html,
    /// A script or style.
    Script,
    /// A file of this media type.
    File(&'static str),
    /// Lines of JSON.
    Lines,
    /// Nothing.
    Nothing,
}

/// An operation as it is described.
pub struct Described {
    /// Its name, such as issueInvoice.
    pub name: String,
    /// Its method.
    pub method: &'static str,
    /// Its path.
    pub path: &'static str,
    /// What it does, in a line.
    pub summary: &'static str,
    /// Path, query and headers.
    pub parameters: Vec<Parameter>,
    /// What goes in and out.
    pub shape: Shape,
    /// The media type of what goes in.
    pub media: Option<&'static str>,
    /// The status of its good answer where what it makes was there already.
    pub known: Option<&'static str>,
    /// The statuses with which it can be refused.
    pub refused: Vec<u16>,
    /// The scheme of the key that it takes.
    pub security: Option<&'static str>,
}

/// All operations in the order of the table; their types go into the registry.
pub fn operations(registry: &mut Registry) -> Vec<Described> {
    let described = |row: &Row| {
        let shape = shape(row.operation, registry);
        let name = format!("{}{}", row.name[..1].to_ascii_lowercase(), &row.name[1..]);
        let media = shape.request.as_ref().map(|_| match row.operation {
            Operation::Import => "application/x-ndjson",
            Operation::ImportPayments | Operation::ImportDrafts => "application/xml",
            _ if row.method == "PATCH" => "application/merge-patch+json",
            _ => "application/json",
        });
        let (method, path, summary) = (row.method, row.path, row.summary);
        let (parameters, refused, security) = (parameters(row), refused::statuses(row, media.is_some()), security(row));
        // A message goes once to each address, whoever asks for it and however often.
        let known = (row.operation == Operation::SendInvoice).then_some("200");
        Described { name, method, path, summary, parameters, shape, media, known, refused, security }
    };
    OPERATIONS.iter().map(described).collect()
}

/// The document, as it is checked in.
pub fn document() -> String {
    let mut registry = Registry::new();
    let operations = operations(&mut registry);
    ProblemBody::schema(&mut registry);
    let mut out = Writer::new();
    out.object();
    out.pair("openapi", "3.1.0");
    out.key("info");
    out.object();
    out.pair("title", "Voldaan");
    out.pair("version", env!("CARGO_PKG_VERSION"));
    out.pair(
        "description",
        "Invoicing: drafts, numbers, credit notes, payments and the customer's page. Generated from the Rust types by \
         `cargo xtask codegen`.",
    );
    out.end_object();
    out.key("paths");
    paths(&operations, &registry, &mut out);
    out.key("components");
    components(&registry, &operations, &mut out);
    out.end_object();
    let mut document = out.finish();
    document.push('\n');
    document
}

fn paths(operations: &[Described], registry: &Registry, out: &mut Writer) {
    out.object();
    let mut done: Vec<&str> = Vec::new();
    for first in operations {
        if done.contains(&first.path) {
            continue;
        }
        done.push(first.path);
        out.key(first.path);
        out.object();
        for described in operations.iter().filter(|other| other.path == first.path) {
            out.key(&described.method.to_ascii_lowercase());
            operation(described, registry, out);
        }
        out.end_object();
    }
    out.end_object();
}

fn operation(described: &Described, registry: &Registry, out: &mut Writer) {
    out.object();
    out.pair("operationId", &described.name);
    out.pair("summary", described.summary);
    out.key("security");
    out.list();
    if let Some(scheme) = described.security {
        out.object();
        out.key(scheme);
        out.list();
        out.end_list();
        out.end_object();
    }
    out.end_list();
    out.key("parameters");
    parameter::write(&described.parameters, out);
    if let (Some(request), Some(media)) = (&described.shape.request, described.media) {
        out.key("requestBody");
        out.object();
        out.key("required");
        out.bool(is_needed(request, registry));
        content(&[media], |out| schema::request(request, described.method == "PATCH", registry, out), out);
        out.end_object();
    }
    out.key("responses");
    out.object();
    good(described, described.shape.status, "Done.", out);
    if let Some(status) = described.known {
        good(described, status, "It was there already.", out);
    }
    refused::write(described, out);
    out.end_object();
    out.end_object();
}

/// Writes a good answer.
fn good(described: &Described, status: &str, meaning: &str, out: &mut Writer) {
    out.key(status);
    out.object();
    out.pair("description", meaning);
    match &described.shape.answer {
        Answer::Json(schema) => content(&["application/json"], |out| reference(schema, out), out),
        Answer::Lines => content(&["application/x-ndjson"], |out| reference(&Schema::Text, out), out),
        Answer::Html => content(&["text/html"], |out| reference(&Schema::Text, out), out),
        Answer::Script => content(&["text/javascript", "text/css"], |out| reference(&Schema::Text, out), out),
        Answer::File(media) => content(&[media], |out| reference(&Schema::Any, out), out),
        Answer::Nothing => {}
    }
    out.end_object();
}

fn content(medias: &[&str], schema: impl Fn(&mut Writer), out: &mut Writer) {
    out.key("content");
    out.object();
    for name in medias {
        media(name, &schema, out);
    }
    out.end_object();
}

fn media(name: &str, schema: impl Fn(&mut Writer), out: &mut Writer) {
    out.key(name);
    out.object();
    out.key("schema");
    schema(out);
    out.end_object();
}

fn components(registry: &Registry, operations: &[Described], out: &mut Writer) {
    out.object();
    out.key("securitySchemes");
    out.object();
    for (name, doc) in [
        ("apiKey", "An API key of the administration."),
        ("adminKey", "The admin key of the service, its secret ADMIN_KEY."),
    ] {
        out.key(name);
        out.object();
        out.pair("type", "http");
        out.pair("scheme", "bearer");
        out.pair("description", doc);
        out.end_object();
    }
    out.end_object();
    out.key("schemas");
    out.object();
    let taken = schema::taken(registry, operations.iter().filter_map(|operation| operation.shape.request.as_ref()));
    for (name, definition) in registry.definitions() {
        out.key(name);
        definition_of(name, definition, taken.contains(name), out);
    }
    out.key("Refusal");
    refusals(out);
    out.end_object();
    out.end_object();
}

/// The codes of the service itself, as values of `ProblemBody.code`.
fn refusals(out: &mut Writer) {
    out.object();
    out.pair("description", "A reason for which the service itself refuses a request.");
    out.key("oneOf");
    out.list();
    for row in REFUSALS {
        out.object();
        out.pair("const", row.code);
        out.pair("description", &format!("{} {}", row.status, row.meaning));
        out.end_object();
    }
    out.end_list();
    out.end_object();
}
