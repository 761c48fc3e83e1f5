//! The parameters of each operation in path, query and headers.

use voldaan::wire::Writer;

use super::{Operation, Row, pair, security};

/// Writes the parameters of an operation.
pub(super) fn parameters(row: &Row, out: &mut Writer) {
    out.list();
    for part in row.path.split('/').filter_map(|part| Some(part.strip_prefix('{')?.split_once('}')?.0)) {
        parameter(part, "path", true, "", out);
    }
    if row.operation.needs_idempotency_key() {
        let doc = "A text of your own for this one thing to do; a repetition under it is answered and not done again.";
        parameter("Idempotency-Key", "header", true, doc, out);
    }
    match row.operation {
        _ if row.method == "PATCH" => parameter("If-Match", "header", true, "The ETag of the last GET.", out),
        Operation::ReceiveWebhook => parameter("Stripe-Signature", "header", false, "As Stripe sends it.", out),
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
        Operation::Search => parameter("q", "query", true, QUERY, out),
        Operation::Export => {
            parameter("cursor", "query", false, "The header Voldaan-Next of the page before.", out);
        }
        Operation::Verify => parameter("cursor", "query", false, "`next` of the page before.", out),
        Operation::GetPdf => {
            parameter("template", "query", false, "plain, letter or band; plain if absent.", out);
            parameter("pageSize", "query", false, "a4 or letter; a4 if absent.", out);
            parameter("locale", "query", false, "nl, en, de or fr; the language of the customer if absent.", out);
            let doc = "The e-invoice inside: none, facturx-en16931, facturx-basic or facturx-xrechnung; facturx-en16931 if \
                       absent and possible.";
            parameter("facturx", "query", false, doc, out);
        }
        Operation::GetUbl | Operation::GetCii => {
            let doc = "en16931, peppol, nlcius, xrechnung, facturx-en16931, facturx-basic or facturx-xrechnung; en16931 if \
                       absent.";
            parameter("profile", "query", false, doc, out);
        }
        Operation::ListEvents | Operation::ListAudit => parameter("after", "query", false, "The last event seen.", out),
        _ if row.name.starts_with("List") => parameter("cursor", "query", false, "`next` of the page before.", out),
        _ => {}
    }
    if matches!(row.operation, Operation::ListInvoices | Operation::Search) {
        for (name, doc) in FILTER {
            parameter(name, "query", false, doc, out);
        }
    }
    if row.operation == Operation::ListItems {
        parameter("invoiced", "query", false, "true or false: those on an invoice, or those that wait.", out);
    }
    if matches!(row.operation, Operation::ListInbox | Operation::ListOutbox | Operation::ListCustomerRequests) {
        parameter("newest", "query", false, "true: the newest comes first.", out);
        parameter("waiting", "query", false, "true or false: what waits, or what does not.", out);
    }
    if row.operation == Operation::ListOutbox {
        parameter("channel", "query", false, "The way that messages go, such as email, letter or phone.", out);
    }
    if row.operation == Operation::ListInvoices {
        parameter("q", "query", false, QUERY, out);
    }
    if matches!(row.operation, Operation::GetPdf | Operation::GetUbl | Operation::GetCii) {
        parameter("If-None-Match", "header", false, "The ETag of the last GET; 304 where it is the same.", out);
    }
    if row.operation == Operation::GetClaim {
        for (name, doc) in CLAIM {
            parameter(name, "query", false, doc, out);
        }
    }
    if row.operation == Operation::Search {
        parameter("cursor", "query", false, "`next` of the page before.", out);
    }
    if row.name.starts_with("List") || matches!(row.operation, Operation::Search | Operation::Verify) {
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

/// What is searched for.
const QUERY: &str = "Words, numbers or amounts that all have to be in it; a word also finds those that it begins.";

/// Which invoices a list shows.
const FILTER: &[(&str, &str)] = &[
    ("state", "draft, open, paid, void or uncollectible."),
    ("overdue", "true or false; with true, what is overdue longest comes first."),
    ("customer", "Id of the customer that it was made for."),
    ("from", "First invoice date; the list is by invoice date then, the latest first."),
    ("until", "Last invoice date, inclusive."),
];

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
