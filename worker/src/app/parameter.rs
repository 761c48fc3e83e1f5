//! The parameters of each operation in path, query and headers: what they may say, as the service reads them. The front refuses
//! other ones by this table, and the description of the service shows it.

use std::str::FromStr;
use std::sync::LazyLock;

use voldaan::dunning::BusinessSize;
use voldaan::ledger::Channel;
use voldaan::money::Currency;
use voldaan::party::PartyKind;

use super::http::Request;
use super::problem::Problem;
use super::refusal::Refusal;
use super::route::{Operation, Row};

/// Where a parameter stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// In a header.
    Header,
}

/// What a parameter can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A text of so many characters at most.
    Text(u32),
    /// A text of this shape.
    Shaped(&'static str),
    /// A calendar day.
    Day,
    /// true or false.
    Flag,
    /// One of these words.
    Words(&'static [&'static str]),
    /// A whole number from the first to the second one.
    Number(u32, u32),
}

/// A parameter of an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Its name.
    pub name: &'static str,
    /// Where it stands.
    pub place: Place,
    /// Whether it has to be there.
    pub required: bool,
    /// What it means.
    pub doc: &'static str,
    /// What it can be.
    pub form: Form,
}

/// An id, a token or a name in the path: what is not known is 404, whatever it is.
#[cfg(feature = "schema")]
const SEGMENT: Form = Form::Text(500);
/// The place of a row, which lists go on from.
const PLACE: Form = Form::Shaped("^[0-9]{1,15}$");
/// An instant in UTC.
const INSTANT: Form = Form::Shaped(
    "^(19|20)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z$",
);
/// A decimal number from 0 on.
const DECIMAL: Form = Form::Shaped("^[0-9]{1,15}(\\.[0-9]{1,10})?$");
/// Profiles of an e-invoice.
const PROFILES: &[&str] =
    &["en16931", "peppol", "nlcius", "xrechnung", "facturx-en16931", "facturx-basic", "facturx-xrechnung"];
/// The states of an invoice in a list.
const STATES: &[&str] = &["draft", "open", "paid", "void", "uncollectible"];

const fn query(name: &'static str, form: Form, doc: &'static str) -> Parameter {
    Parameter { name, place: Place::Query, required: false, doc, form }
}

const fn needed(name: &'static str, form: Form, doc: &'static str) -> Parameter {
    Parameter { name, place: Place::Query, required: true, doc, form }
}

const fn header(name: &'static str, required: bool, form: Form, doc: &'static str) -> Parameter {
    Parameter { name, place: Place::Header, required, doc, form }
}

const ON: Parameter = query("on", Form::Day, "The day, such as 2026-01-31; today if absent.");
const WAITING: Parameter = query("waiting", Form::Flag, "What waits, or what does not.");
const CUSTOMER: Parameter = query("customer", Form::Text(200), "Those of this customer, by id.");
const NEWEST: Parameter = query("newest", Form::Flag, "Whether the newest comes first.");
const CURSOR: Parameter = query("cursor", PLACE, "`next` of the page before.");
const LIMIT: Parameter = query("limit", Form::Number(1, 200), "Items of a page, 1 to 200; 50 if absent.");
const CONDITION: Parameter =
    header("If-None-Match", false, Form::Text(200), "The ETag of the last GET; 304 where it is the same.");
const PROFILE: Parameter = query("profile", Form::Words(PROFILES), "The profile; en16931 if absent.");

/// Which invoices a list shows.
const FILTER: &[Parameter] = &[
    query("state", Form::Words(STATES), "Only those in this state."),
    query("overdue", Form::Flag, "Whether they are overdue; with true, what is overdue longest comes first."),
    query("customer", Form::Text(500), "Id of the customer that it was made for."),
    query("from", Form::Day, "First invoice date; the list is by invoice date then, the latest first."),
    query("until", Form::Day, "Last invoice date, inclusive."),
];

/// Where a page of invoices starts: the order of the list is part of it.
const INVOICE_CURSOR: Parameter = query(
    "cursor",
    Form::Shaped("^([0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])\\.)?[0-9]{1,15}$"),
    "`next` of the page before, with the same filter.",
);

/// The days of a report or an export.
const PERIOD: &[Parameter] = &[
    needed("from", Form::Day, "First day of the period."),
    needed("until", Form::Day, "Last day of the period, inclusive."),
];

/// Where a page of an export starts.
const EXPORT_CURSOR: Parameter = query(
    "cursor",
    Form::Shaped("^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])\\.[0-9]{1,15}$"),
    "The header Voldaan-Next of the page before.",
);

/// The currencies that an audit file can be in: those with two decimals at most.
static CURRENCIES: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| Currency::all().filter(|currency| currency.decimals() <= 2).map(Currency::code).collect());

/// What is searched for.
const SEARCHED: &str = "Words, numbers or amounts that all have to be in it; a word also finds those that it begins.";

/// How a PDF looks.
const PDF: &[Parameter] = &[
    query("template", Form::Words(&["plain", "letter", "band"]), "How it looks; plain if absent."),
    query("pageSize", Form::Words(&["a4", "letter"]), "a4 if absent."),
    query("locale", Form::Words(&["nl", "en", "de", "fr"]), "The language; that of the customer if absent."),
    query(
        "facturx",
        Form::Words(&["none", "facturx-en16931", "facturx-basic", "facturx-xrechnung"]),
        "The e-invoice inside; facturx-en16931 if absent and possible.",
    ),
    CONDITION,
];

/// What a claim depends on beside the day, where the invoice does not say it.
const CLAIM: &[Parameter] = &[
    ON,
    query("debtor", Form::Words(PartyKind::WORDS), "What the debtor is; the kind of the customer if absent."),
    query(
        "jurisdiction",
        Form::Shaped("^[A-Z]{2}$"),
        "Country whose law holds, or EU; that of the policy or of both parties if absent.",
    ),
    query("receivedOn", Form::Day, "Day on which the debtor received the invoice."),
    query("contractDate", Form::Day, "Day of the contract."),
    query("debtorSize", Form::Words(BusinessSize::WORDS), "The size of the debtor's business."),
    query("creditorSize", Form::Words(BusinessSize::WORDS), "The size of the creditor's business."),
    query("deductsVat", Form::Flag, "Whether the creditor deducts VAT."),
    query("recurring", Form::Flag, "Whether the debt is one of a series."),
];

/// What is spread over a claim.
const ALLOCATION: &[Parameter] = &[
    needed("amount", DECIMAL, "The payment."),
    query(
        "order",
        Form::Shaped("^(costs|interest|principal)(,(costs|interest|principal)){0,2}$"),
        "The parts in the order in which they are paid; costs,interest,principal if absent (art. 6:44 BW).",
    ),
];

/// The parameters of an operation, in their order.
#[cfg(feature = "schema")]
pub(crate) fn parameters(row: &Row) -> Vec<Parameter> {
    let names = row.path.split('/').filter_map(|part| Some(part.strip_prefix('{')?.split_once('}')?.0));
    let mut all: Vec<Parameter> = names
        .map(|name| Parameter { name, place: Place::Path, required: true, doc: of_path(name), form: SEGMENT })
        .collect();
    if row.operation.needs_idempotency_key() {
        let doc = "A text of your own for this one thing to do; a repetition under it is answered and not done again.";
        all.push(header("Idempotency-Key", true, Form::Text(200), doc));
    }
    if row.method == "PATCH" {
        all.push(header("If-Match", true, Form::Text(200), "The ETag of the last GET, or *."));
    }
    all.extend(of_query(row));
    if super::route::security(row) == Some("apiKey") {
        let doc = "The time to act at, such as 2026-01-31T09:00:00Z; only for administrations that are for tests.";
        all.push(header("X-Voldaan-Test-Clock", false, INSTANT, doc));
    }
    all
}

/// Refuses parameters of the query that the operation does not have, those that stand there more than once, and a limit outside of its
/// range: passed over or bent, a page or a filter would look like the one that was asked for.
pub(crate) fn check_query(row: &Row, request: &Request) -> Result<(), Problem> {
    if request.query.is_empty() {
        return Ok(());
    }
    let mut known = of_query(row);
    known.retain(|known| known.place == Place::Query);
    let said: Vec<String> = request.parameters().collect();
    let mut refused: Option<Problem> = None;
    for place in 0..said.len() {
        let Some(problem) = fault(row, &known, request, (place, &said)) else { continue };
        match &mut refused {
            Some(refused) => refused.findings.extend(problem.findings),
            None => refused = Some(problem),
        }
    }
    refused.map_or(Ok(()), Err)
}

/// What is wrong with the parameter at a place of the query.
fn fault(row: &Row, known: &[Parameter], request: &Request, (place, said): (usize, &[String])) -> Option<Problem> {
    let name = said.get(place)?;
    let Some(parameter) = known.iter().find(|known| known.name == name) else {
        let names: Vec<&str> = known.iter().map(|known| known.name).collect();
        let takes = if names.is_empty() { "no query parameter".to_owned() } else { names.join(", ") };
        let detail =
            format!("The query parameter {name} is not known here. {} {} takes: {takes}.", row.method, row.path);
        return Some(Problem::at(Refusal::QueryUnknown, name, detail));
    };
    if said.iter().take(place).any(|earlier| earlier == name) {
        let detail = format!("The query parameter {name} stands there more than once. State it once.");
        return Some(Problem::at(Refusal::QueryTwice, name, detail));
    }
    // The range of other numbers is for the engine to say.
    let Form::Number(least, most) = parameter.form else { return None };
    if parameter.name != LIMIT.name {
        return None;
    }
    let number = request.parameter(name).and_then(|text| whole::<u32>(&text));
    if number.is_some_and(|number| (least..=most).contains(&number)) {
        return None;
    }
    let detail =
        format!("The query parameter {name} is no whole number from {least} to {most}. State one, or leave it out.");
    Some(Problem::at(Refusal::QueryNumber, name, detail))
}

/// A whole number from 0 on, in digits only.
pub(crate) fn whole<T: FromStr>(text: &str) -> Option<T> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

#[cfg(feature = "schema")]
fn of_path(name: &str) -> &'static str {
    match name {
        "id" => "Its id.",
        "token" => "The token of the link.",
        "administration" => "The id of the administration.",
        "provider" => "stripe, mollie or mail.",
        "address" => "The e-mail address, percent-encoded.",
        _ => "Its name.",
    }
}

fn of_query(row: &Row) -> Vec<Parameter> {
    let after = query("after", PLACE, "The last event seen.");
    match row.operation {
        Operation::ReceiveWebhook => {
            vec![header("Stripe-Signature", false, Form::Text(2000), "As Stripe sends it.")]
        }
        Operation::GetStatus | Operation::ReportAgeing | Operation::ReportBehaviour => vec![ON],
        Operation::GetClaim | Operation::GetDossier => CLAIM.to_vec(),
        Operation::AllocatePayment => [ALLOCATION, CLAIM].concat(),
        Operation::GetLatePaymentText => vec![
            query("locale", Form::Text(20), "The language, such as nl or fr-BE; English for any other; nl if absent."),
            query("on", Form::Day, "The day of the invoice; today if absent."),
        ],
        Operation::GetDiscountCost => vec![
            needed("percent", DECIMAL, "The discount in percent."),
            needed("days", Form::Number(0, 3_660), "Days within which it is granted."),
            needed("netDays", Form::Number(1, 3_660), "Days within which all is due."),
        ],
        Operation::ReportTermEffect => vec![
            ON,
            query("days", Form::Number(1, 3_660), "Days to look back; 365 if absent."),
            needed("netDays", Form::Number(0, 3_660), "The new term in days from the invoice date."),
            query("annualRate", DECIMAL, "What money costs, in percent a year, to say what the money set free saves."),
        ],
        Operation::ReportDso => {
            vec![ON, query("days", Form::Number(1, 3_660), "Days of sales to look at; 90 if absent.")]
        }
        Operation::ReportCash => {
            vec![ON, query("weeks", Form::Number(1, 260), "Weeks to look ahead; 13 if absent.")]
        }
        Operation::ReportVat | Operation::ReportRevenue | Operation::ReportReceipts | Operation::ReportFeedback => {
            PERIOD.to_vec()
        }
        Operation::ExtractInvoices
        | Operation::ExtractLines
        | Operation::ExtractJournal
        | Operation::ExtractPayments
        | Operation::ExtractBundle => [PERIOD, &[EXPORT_CURSOR]].concat(),
        Operation::ExtractAuditFile => {
            let currency = query("currency", Form::Words(&CURRENCIES), "The currency of the file; EUR if absent.");
            [PERIOD, &[currency]].concat()
        }
        Operation::Search => {
            let mut all = vec![needed("q", Form::Text(200), SEARCHED)];
            all.extend_from_slice(FILTER);
            all.extend([INVOICE_CURSOR, LIMIT]);
            all
        }
        Operation::ListInvoices => {
            let mut all = FILTER.to_vec();
            all.extend([query("q", Form::Text(200), SEARCHED), INVOICE_CURSOR, LIMIT]);
            all
        }
        Operation::Export => {
            vec![query("cursor", Form::Text(200), "The header Voldaan-Next of the page before.")]
        }
        Operation::ImportDrafts => {
            vec![query(
                "numbered",
                Form::Flag,
                "Whether the numbers of the file were given to customers; yes if absent.",
            )]
        }
        Operation::GetPdf => PDF.to_vec(),
        Operation::GetUbl | Operation::GetCii => vec![PROFILE, CONDITION],
        Operation::ListEvents => vec![after, CURSOR, LIMIT],
        Operation::ListAudit => vec![after, NEWEST, CURSOR, LIMIT],
        Operation::ListItems => {
            vec![query("invoiced", Form::Flag, "Those on an invoice, or those that wait."), CUSTOMER, CURSOR, LIMIT]
        }
        Operation::ListMandates => vec![CUSTOMER, NEWEST, CURSOR, LIMIT],
        Operation::ListDirectDebits => vec![NEWEST, CURSOR, LIMIT],
        Operation::ListCustomers => {
            let q = query("q", Form::Text(200), "Parts of the name that all have to be in it.");
            vec![q, NEWEST, CURSOR, LIMIT]
        }
        Operation::ListOutbox => vec![
            query("channel", Form::Words(Channel::WORDS), "Only those that go this way."),
            WAITING,
            NEWEST,
            CURSOR,
            LIMIT,
        ],
        Operation::ListInbox | Operation::ListCustomerRequests | Operation::ListAllRefunds => {
            vec![WAITING, NEWEST, CURSOR, LIMIT]
        }
        Operation::ListQuotes => {
            let q =
                query("q", Form::Text(200), "Parts of the number or of the customer's name that all have to be in it.");
            vec![q, WAITING, NEWEST, CURSOR, LIMIT]
        }
        Operation::Verify => vec![CURSOR, LIMIT],
        _ if row.name.starts_with("List") => vec![CURSOR, LIMIT],
        _ => Vec::new(),
    }
}
