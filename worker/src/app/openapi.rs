//! The OpenAPI 3.1 document of the service, made from the table of routes and the types of the wire.
//!
//! Only with the feature `schema`: the document is generated once and checked in as worker/openapi.json, and a test
//! fails when it is not what the code says.

use voldaan::dunning::Claim;
use voldaan::invoice::invoice_schema;
use voldaan::ledger::Status;
use voldaan::report::{AgeingReport, CashForecast, DsoReport, PaymentBehaviour, RevenueReport, VatSummary};
use voldaan::wire::schema::{Definition, Field, Registry, Schema};
use voldaan::wire::{Wire, Writer};

use super::problem::ProblemBody;
use super::refusal::REFUSALS;
use super::resource as r;
use super::route::{OPERATIONS, Operation, Row};

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
        content("application/json", |out| reference(request, out), out);
        out.end_object();
    }
    out.key("responses");
    out.object();
    out.key(shape.status);
    out.object();
    pair(out, "description", "Done.");
    match &shape.answer {
        Answer::Json(schema) => content("application/json", |out| reference(schema, out), out),
        Answer::Html => content("text/html", |out| reference(&Schema::Text, out), out),
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

fn parameters(row: &Row, out: &mut Writer) {
    out.list();
    for part in row.path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')) {
        parameter(part, "path", true, "", out);
    }
    if row.operation.needs_idempotency_key() {
        let doc = "A text of your own for this one thing to do; a repetition under it is answered and not done again.";
        parameter("Idempotency-Key", "header", true, doc, out);
    }
    match row.operation {
        _ if row.method == "PATCH" => parameter("If-Match", "header", true, "The ETag of the last GET.", out),
        Operation::ReceiveWebhook => parameter("Stripe-Signature", "header", true, "As Stripe sends it.", out),
        Operation::GetStatus | Operation::GetClaim | Operation::ReportAgeing | Operation::ReportBehaviour => on(out),
        Operation::ReportDso => {
            on(out);
            parameter("days", "query", false, "Days of sales to look at; 90 if absent.", out);
        }
        Operation::ReportCash => {
            on(out);
            parameter("weeks", "query", false, "Weeks to look ahead; 13 if absent.", out);
        }
        Operation::ReportVat | Operation::ReportRevenue => {
            parameter("from", "query", true, "First day of the period.", out);
            parameter("until", "query", true, "Last day of the period, inclusive.", out);
        }
        Operation::ListEvents => parameter("after", "query", false, "The last event seen.", out),
        _ if row.name.starts_with("List") => parameter("cursor", "query", false, "`next` of the page before.", out),
        _ => {}
    }
    if row.operation == Operation::GetClaim {
        for (name, doc) in CLAIM {
            parameter(name, "query", false, doc, out);
        }
    }
    if row.name.starts_with("List") {
        parameter("limit", "query", false, "Items of a page, 1 to 200; 50 if absent.", out);
    }
    if security(row) == Some("apiKey") {
        let doc = "The time to act at, such as 2026-01-31T09:00:00Z; only for administrations that are for tests.";
        parameter("X-Voldaan-Test-Clock", "header", false, doc, out);
    }
    out.end_list();
}

fn on(out: &mut Writer) {
    parameter("on", "query", false, "The day, such as 2026-01-31; today if absent.", out);
}

/// What a claim depends on beside the day, where the invoice does not say it.
const CLAIM: &[(&str, &str)] = &[
    ("debtor", "business, consumer or government; the kind of the customer if absent."),
    ("jurisdiction", "Country whose law holds; that of the policy or of both parties if absent."),
    ("receivedOn", "Day on which the debtor received the invoice."),
    ("contractDate", "Day of the contract."),
    ("debtorSize", "small or large."),
    ("creditorSize", "small or large."),
    ("deductsVat", "Whether the creditor deducts VAT: true or false."),
    ("recurring", "Whether the debt is one of a series: true or false."),
];

fn parameter(name: &str, place: &str, required: bool, doc: &str, out: &mut Writer) {
    out.object();
    pair(out, "name", name);
    pair(out, "in", place);
    out.key("required");
    out.bool(required);
    if !doc.is_empty() {
        pair(out, "description", doc);
    }
    out.key("schema");
    out.object();
    pair(out, "type", "string");
    out.end_object();
    out.end_object();
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

fn definition_of(definition: &Definition, out: &mut Writer) {
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

fn reference(schema: &Schema, out: &mut Writer) {
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

/// What each operation takes and gives.
fn shape(operation: Operation, registry: &mut Registry) -> Shape {
    use Operation as O;
    fn of<T: Wire>(registry: &mut Registry) -> Schema {
        T::schema(registry)
    }
    let request = match operation {
        O::CreateAdministration | O::PatchAdministration => Some(of::<r::AdministrationInput>(registry)),
        O::CreateKey => Some(of::<r::KeyInput>(registry)),
        O::CreateCustomer | O::PatchCustomer => Some(of::<r::CustomerInput>(registry)),
        O::CreateInvoice | O::PatchInvoice => Some(of::<r::InvoiceInput>(registry)),
        O::IssueInvoice => Some(of::<r::IssueInput>(registry)),
        O::SendInvoice => Some(of::<r::SendInput>(registry)),
        O::VoidInvoice => Some(of::<r::VoidInput>(registry)),
        O::CreditInvoice => Some(of::<r::CreditInput>(registry)),
        O::AddPayment => Some(of::<r::PaymentInput>(registry)),
        O::AddDispute => Some(of::<r::DisputeInput>(registry)),
        O::ResolveDispute => Some(of::<r::DisputeResolvedInput>(registry)),
        O::AddPromise => Some(of::<r::PromiseInput>(registry)),
        O::AddPaymentPlan => Some(of::<r::PaymentPlanInput>(registry)),
        O::AddWriteOff => Some(of::<r::WriteOffInput>(registry)),
        O::HandOver => Some(of::<r::HandOverInput>(registry)),
        O::CreateRecurring | O::PatchRecurring => Some(of::<r::RecurringInput>(registry)),
        O::CreatePolicy => Some(of::<r::PolicyInput>(registry)),
        O::PatchPolicy => Some(of::<r::KeptPolicy>(registry)),
        O::Calculate => Some(of::<r::CalculateInput>(registry)),
        O::ReceiveWebhook => Some(Schema::Any),
        _ => None,
    };
    let answer = match operation {
        O::CreateAdministration => of::<r::NewAdministration>(registry),
        O::GetAdministration | O::PatchAdministration => of::<r::Administration>(registry),
        O::CreateKey => of::<r::Key>(registry),
        O::ListKeys => of::<r::KeyList>(registry),
        O::CreateCustomer | O::GetCustomer | O::PatchCustomer => of::<r::Customer>(registry),
        O::ListCustomers => of::<r::CustomerList>(registry),
        O::ListInvoices => of::<r::InvoiceList>(registry),
        O::SendInvoice => of::<r::OutboxItem>(registry),
        O::CreateInvoice
        | O::GetInvoice
        | O::PatchInvoice
        | O::IssueInvoice
        | O::VoidInvoice
        | O::CreditInvoice
        | O::AddPayment
        | O::AddDispute
        | O::ResolveDispute
        | O::AddPromise
        | O::AddPaymentPlan
        | O::AddWriteOff
        | O::HandOver => of::<r::InvoiceResource>(registry),
        O::CreateRecurring | O::GetRecurring | O::PatchRecurring => of::<r::RecurringResource>(registry),
        O::ListRecurring => of::<r::RecurringList>(registry),
        O::CreatePolicy | O::GetPolicy | O::PatchPolicy => of::<r::PolicyResource>(registry),
        O::ListPolicies => of::<r::PolicyList>(registry),
        O::GetStatus => of::<Status>(registry),
        O::GetClaim => of::<Claim>(registry),
        O::ReportAgeing => of::<AgeingReport>(registry),
        O::ReportDso => of::<DsoReport>(registry),
        O::ReportVat => of::<VatSummary>(registry),
        O::ReportCash => of::<CashForecast>(registry),
        O::ReportRevenue => of::<RevenueReport>(registry),
        O::ReportBehaviour => of::<PaymentBehaviour>(registry),
        O::ListEntries => of::<r::EntryList>(registry),
        O::Calculate => invoice_schema(registry),
        O::ListEvents => of::<r::EventList>(registry),
        O::ListInbox => of::<r::InboxList>(registry),
        O::ListOutbox => of::<r::OutboxList>(registry),
        O::ShowInvoice => return Shape { request, status: "200", answer: Answer::Html },
        O::RevokeKey | O::DeleteCustomer | O::DeleteInvoice | O::RevokeLinks | O::DeletePolicy | O::DeleteRecurring => {
            return Shape { request, status: "204", answer: Answer::Nothing };
        }
        O::ReceiveWebhook | O::OpenApi | O::Health => Schema::Any,
    };
    let status = match operation {
        O::CreateAdministration
        | O::CreateKey
        | O::CreateCustomer
        | O::CreateInvoice
        | O::SendInvoice
        | O::CreditInvoice
        | O::AddPayment
        | O::AddDispute
        | O::ResolveDispute
        | O::AddPromise
        | O::AddPaymentPlan
        | O::AddWriteOff
        | O::HandOver
        | O::CreateRecurring
        | O::CreatePolicy => "201",
        _ => "200",
    };
    Shape { request, status, answer: Answer::Json(answer) }
}
