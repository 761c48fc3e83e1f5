//! The statuses with which each operation can be refused. What breaks inside is 5XX everywhere.

use voldaan::wire::Writer;
use voldaan::wire::schema::Schema;

use super::schema::reference;
use super::{Described, Operation, Row, content, media, security};

/// What a status of a refusal means; the codes of the body say which of its reasons it is.
fn meaning(status: u16) -> &'static str {
    match status {
        304 => "It is what If-None-Match names.",
        400 => "The request cannot be read: its JSON, a parameter or a header.",
        401 => "No key was shown, or none that is known.",
        403 => "The key, the link or the origin may not do this.",
        404 => "There is no such thing.",
        408 => "The body did not arrive in time.",
        409 => "What is kept does not allow it, or the Idempotency-Key was used for another request.",
        410 => "The link has ended.",
        412 => "It has changed since.",
        413 => "The body is too large.",
        422 => "The request can be read, and is wrong; `findings` says where.",
        428 => "The header If-Match is missing.",
        429 => "Too many requests; Retry-After says when to come again.",
        _ => "The service cannot do it just now. Send the same request again.",
    }
}

/// Whether a page answers, which says itself what is wrong.
fn is_page(path: &str) -> bool {
    ["/i/", "/a/", "/q/", "/account/", "/look/", "/font/"].iter().any(|start| path.starts_with(start))
}

/// The statuses of an operation, in their order.
pub(super) fn statuses(row: &Row, has_body: bool) -> Vec<u16> {
    use Operation as O;
    let mut all = Vec::new();
    let has_key = security(row).is_some();
    let takes_key = row.operation.needs_idempotency_key();
    if security(row) == Some("apiKey") || takes_key || row.operation == O::ReceiveWebhook || has_form(row) {
        all.push(400);
    }
    if has_key {
        all.extend([401, 403, 429]);
    }
    if row.path.contains('{') || matches!(row.operation, O::GetMail | O::GetAccessPoint) {
        all.push(404);
    }
    if is_page(row.path) {
        all.extend([410, 429]);
    }
    if has_form(row) {
        all.extend([403, 409]);
    }
    if has_body || takes_key || has_form(row) {
        all.extend([408, 413, 422]);
    }
    if takes_key || matches!(row.method, "PATCH" | "DELETE" | "PUT") {
        all.push(409);
    }
    if row.method == "PATCH" {
        all.extend([412, 428]);
    }
    all.extend(of_reading(row.operation));
    all.sort_unstable();
    all.dedup();
    all
}

/// Whether it takes a form of the customer's page.
fn has_form(row: &Row) -> bool {
    row.method == "POST" && is_page(row.path)
}

/// What reading can be refused with beside what holds for all.
fn of_reading(operation: Operation) -> &'static [u16] {
    use Operation as O;
    match operation {
        O::GetStatus
        | O::GetClaim
        | O::AllocatePayment
        | O::GetDossier
        | O::RemindInvoice
        | O::SimulateInvoice
        | O::PreviewLetter
        | O::PreviewLook => &[409, 422],
        O::ReportTermEffect | O::GetLatePaymentText | O::GetDiscountCost => &[422],
        O::GetPdf | O::GetUbl | O::GetCii => &[304, 409, 422],
        O::ShowPdf | O::ShowUbl | O::ShowCii => &[304, 422],
        O::ShowDesk | O::GetDeskFile => &[304],
        O::GetQuotePdf | O::ShowQuotePdf => &[422],
        O::GetCreditBalance | O::PrintMessage | O::ShowMessage | O::GetMessage => &[409, 422],
        O::ReportAgeing
        | O::ReportDso
        | O::ReportVat
        | O::ReportCash
        | O::ReportRevenue
        | O::ReportReceipts
        | O::ReportBehaviour
        | O::ReportFeedback => &[422],
        O::ExtractInvoices
        | O::ExtractLines
        | O::ExtractJournal
        | O::ExtractPayments
        | O::ExtractBundle
        | O::ExtractAuditFile => &[422],
        // Ids in the body.
        O::CreateDirectDebit | O::CreatePayment => &[404],
        // A draft is computed as of today, which may be before all law that is known.
        O::GetInvoice => &[422],
        O::Export => &[409],
        O::Sweep => &[409, 422],
        _ => &[],
    }
}

/// Writes them.
pub(super) fn write(described: &Described, out: &mut Writer) {
    let problem = |out: &mut Writer| reference(&Schema::Named("ProblemBody"), out);
    for status in &described.refused {
        out.key(&status.to_string());
        out.object();
        out.pair("description", meaning(*status));
        if *status >= 400 {
            out.key("content");
            out.object();
            if is_page(described.path) {
                media("text/html", |out| reference(&Schema::Text, out), out);
            }
            media("application/problem+json", problem, out);
            out.end_object();
        }
        out.end_object();
    }
    out.key("5XX");
    out.object();
    out.pair("description", meaning(503));
    content(&["application/problem+json"], problem, out);
    out.end_object();
}
