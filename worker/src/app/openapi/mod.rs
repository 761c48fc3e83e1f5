//! The OpenAPI 3.1 document of the service, made from the table of routes and the types of the wire.
//!
//! Only with the feature `schema`: the document is generated once and checked in as worker/openapi.json, and a test
//! fails when it is not what the code says.

mod parameter;
mod schema;
mod shape;

use voldaan::wire::schema::{Registry, Schema};
use voldaan::wire::{Wire, Writer};

use super::problem::ProblemBody;
use super::refusal::REFUSALS;
use super::route::{OPERATIONS, Operation, Row};
use parameter::parameters;
use schema::{definition_of, reference};
use shape::shape;

/// What goes in and out of an operation.
struct Shape {
    request: Option<Schema>,
    status: &'static str,
    answer: Answer,
}

/// What an operation answers with.
enum Answer {
    Json(Schema),
    Html,
    Script,
    /// A file of this media type.
    File(&'static str),
    /// Lines of JSON.
    Lines,
    Nothing,
}

/// The document, as it is checked in.
pub fn document() -> String {
    let mut registry = Registry::new();
    let shapes: Vec<Shape> = OPERATIONS.iter().map(|row| shape(row.operation, &mut registry)).collect();
    ProblemBody::schema(&mut registry);
    let mut out = Writer::new();
    out.object();
    pair(&mut out, "openapi", "3.1.0");
    out.key("info");
    out.object();
    pair(&mut out, "title", "Voldaan");
    pair(&mut out, "version", env!("CARGO_PKG_VERSION"));
    pair(
        &mut out,
        "description",
        "Invoicing: drafts, numbers, credit notes, payments and the customer's page. Generated from the Rust types by \
         `cargo xtask codegen`.",
    );
    out.end_object();
    out.key("paths");
    paths(&shapes, &mut out);
    out.key("components");
    components(&registry, &mut out);
    out.end_object();
    let mut document = out.finish();
    document.push('\n');
    document
}

fn pair(out: &mut Writer, key: &str, text: &str) {
    out.key(key);
    out.text(text);
}

fn paths(shapes: &[Shape], out: &mut Writer) {
    out.object();
    let mut done: Vec<&str> = Vec::new();
    for row in OPERATIONS {
        if done.contains(&row.path) {
            continue;
        }
        done.push(row.path);
        out.key(row.path);
        out.object();
        for (row, shape) in OPERATIONS.iter().zip(shapes).filter(|(other, _)| other.path == row.path) {
            out.key(&row.method.to_ascii_lowercase());
            operation(row, shape, out);
        }
        out.end_object();
    }
    out.end_object();
}

fn operation(row: &Row, shape: &Shape, out: &mut Writer) {
    out.object();
    let name = row.name;
    pair(out, "operationId", &format!("{}{}", name[..1].to_ascii_lowercase(), &name[1..]));
    pair(out, "summary", row.summary);
    out.key("security");
    out.list();
    if let Some(scheme) = security(row) {
        out.object();
        out.key(scheme);
        out.list();
        out.end_list();
        out.end_object();
    }
    out.end_list();
    out.key("parameters");
    parameters(row, out);
    if let Some(request) = &shape.request {
        out.key("requestBody");
        out.object();
        let media = match row.operation {
            Operation::Import => "application/x-ndjson",
            Operation::ImportPayments => "application/xml",
            _ => "application/json",
        };
        content(media, |out| reference(request, out), out);
        out.end_object();
    }
    out.key("responses");
    out.object();
    out.key(shape.status);
    out.object();
    pair(out, "description", "Done.");
    match &shape.answer {
        Answer::Json(schema) => content("application/json", |out| reference(schema, out), out),
        Answer::Lines => content("application/x-ndjson", |out| reference(&Schema::Text, out), out),
        Answer::Html => content("text/html", |out| reference(&Schema::Text, out), out),
        Answer::Script => content("text/javascript", |out| reference(&Schema::Text, out), out),
        Answer::File(media) => content(media, |out| reference(&Schema::Any, out), out),
        Answer::Nothing => {}
    }
    out.end_object();
    out.key("default");
    out.object();
    pair(out, "description", "Refused (RFC 9457); `code` says why and `findings` where.");
    content("application/problem+json", |out| reference(&Schema::Named("ProblemBody"), out), out);
    out.end_object();
    out.end_object();
    out.end_object();
}

fn content(media: &str, schema: impl FnOnce(&mut Writer), out: &mut Writer) {
    out.key("content");
    out.object();
    out.key(media);
    out.object();
    out.key("schema");
    schema(out);
    out.end_object();
    out.end_object();
}

fn security(row: &Row) -> Option<&'static str> {
    match row.operation {
        Operation::CreateAdministration => Some("adminKey"),
        _ if row.path.starts_with("/v1/") => Some("apiKey"),
        _ => None,
    }
}

fn components(registry: &Registry, out: &mut Writer) {
    out.object();
    out.key("securitySchemes");
    out.object();
    for (name, doc) in [
        ("apiKey", "An API key of the administration."),
        ("adminKey", "The admin key of the service, its secret ADMIN_KEY."),
    ] {
        out.key(name);
        out.object();
        pair(out, "type", "http");
        pair(out, "scheme", "bearer");
        pair(out, "description", doc);
        out.end_object();
    }
    out.end_object();
    out.key("schemas");
    out.object();
    for (name, definition) in registry.definitions() {
        out.key(name);
        definition_of(definition, out);
    }
    out.key("Refusal");
    refusals(out);
    out.end_object();
    out.end_object();
}

/// The codes of the service itself, as values of `ProblemBody.code`.
fn refusals(out: &mut Writer) {
    out.object();
    pair(out, "description", "A reason for which the service itself refuses a request.");
    out.key("oneOf");
    out.list();
    for row in REFUSALS {
        out.object();
        pair(out, "const", row.code);
        pair(out, "description", &format!("{} {}", row.status, row.meaning));
        out.end_object();
    }
    out.end_list();
    out.end_object();
}
