//! Routes: one table of all operations, from which requests are dispatched and the OpenAPI document is made.

use super::http::decode;
use super::link::Opened;
use super::problem::Problem;
use super::refusal::Refusal;
use super::rendering::Kind;

macro_rules! operations {
    ($($operation:ident $method:literal $path:literal $summary:literal;)*) => {
        /// What can be asked of the service.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Operation { $(#[doc = $summary] $operation,)* }

        /// All operations with method, path and what they do.
        pub(crate) const OPERATIONS: &[Row] = &[$(Row {
            operation: Operation::$operation, name: stringify!($operation), method: $method, path: $path, summary: $summary,
            fixed: fixed($path),
        },)*];
    };
}

/// An operation as the table states it.
#[derive(Debug)]
pub(crate) struct Row {
    /// The operation.
    pub operation: Operation,
    /// Its name, for the description and the log.
    pub name: &'static str,
    /// Its method.
    pub method: &'static str,
    /// Its path; what stands in braces at the start of a part is a parameter. Of two that fit, the first is meant.
    pub path: &'static str,
    /// What it does, in a line.
    #[cfg_attr(not(feature = "schema"), expect(dead_code, reason = "only the description of the service shows it"))]
    pub summary: &'static str,
    /// How many bytes of its path stand before the first parameter: those of most rows already tell that they are not meant.
    fixed: usize,
}

/// The bytes of a path before its first parameter.
const fn fixed(path: &str) -> usize {
    let mut rest = path.as_bytes();
    while let [first, after @ ..] = rest {
        if *first == b'{' {
            break;
        }
        rest = after;
    }
    path.len() - rest.len()
}

operations! {
    CreateAdministration "POST" "/v1/administrations" "Opens an administration and gives its first API key (admin key).";
    GetAdministration "GET" "/v1/administration" "The administration of the key.";
    PatchAdministration "PATCH" "/v1/administration" "Changes the administration (RFC 7396, If-Match).";
    CreateKey "POST" "/v1/keys" "Makes another API key; its text is shown once.";
    ListKeys "GET" "/v1/keys" "The API keys, without their secrets.";
    RotateKey "POST" "/v1/keys/{id}/rotate" "Makes a key that takes the place of another; its text is shown once.";
    RevokeKey "DELETE" "/v1/keys/{id}" "Revokes an API key at once.";
    CreateCustomer "POST" "/v1/customers" "Keeps a customer.";
    ListCustomers "GET" "/v1/customers" "The customers, oldest first.";
    GetCustomer "GET" "/v1/customers/{id}" "A customer.";
    PatchCustomer "PATCH" "/v1/customers/{id}" "Changes a customer (RFC 7396, If-Match).";
    DeleteCustomer "DELETE" "/v1/customers/{id}" "Removes a customer that no draft refers to.";
    GetRetention "GET" "/v1/customers/{id}/retention" "Until when the invoices of a customer have to be kept.";
    EraseCustomer "POST" "/v1/customers/{id}/erase" "Takes a customer out of the books, once the law no longer wants them kept.";
    CheckVatId "POST" "/v1/customers/{id}/vatCheck" "Asks VIES about the VAT id of a customer, once a day.";
    ListVatChecks "GET" "/v1/customers/{id}/vatChecks" "What VIES said of the VAT id of a customer, oldest first.";
    GetCreditBalance "GET" "/v1/customers/{id}/creditBalance" "What came in from a customer beyond what was owed.";
    CreatePayment "POST" "/v1/payments" "Books one payment over several invoices, or uses what a customer has to the good.";
    ImportPayments "POST" "/v1/payments/import" "Books the lines of a bank statement (camt.053) on the invoices that they name.";
    CreateInvoice "POST" "/v1/invoices" "Keeps a draft.";
    ListInvoices "GET" "/v1/invoices" "The invoices, newest first.";
    GetPdf "GET" "/v1/invoices/{id}.pdf" "The PDF of an issued invoice, or the preview of a draft.";
    GetUbl "GET" "/v1/invoices/{id}.ubl.xml" "An issued invoice as UBL 2.1.";
    GetCii "GET" "/v1/invoices/{id}.cii.xml" "An issued invoice as CII D16B.";
    GetDossier "GET" "/v1/invoices/{id}/dossier.zip" "All that a bailiff or a court asks for of an invoice, in one archive.";
    ImportDrafts "POST" "/v1/invoices/import" "Makes drafts of an e-invoice (UBL or CII) or of a table (CSV): all of them or none.";
    GetInvoice "GET" "/v1/invoices/{id}" "An invoice with its status.";
    PatchInvoice "PATCH" "/v1/invoices/{id}" "Changes a draft (RFC 7396, If-Match).";
    DeleteInvoice "DELETE" "/v1/invoices/{id}" "Removes a draft.";
    IssueInvoice "POST" "/v1/invoices/{id}/issue" "Gives a draft its number and date, for good.";
    SendInvoice "POST" "/v1/invoices/{id}/send" "Puts the message to the customer into the outbox, once per recipient.";
    VoidInvoice "POST" "/v1/invoices/{id}/void" "Takes an invoice back with a full credit note of its own number.";
    CreditInvoice "POST" "/v1/invoices/{id}/credit" "Credits an invoice in full, by lines or by amount.";
    SupplementInvoice "POST" "/v1/invoices/{id}/supplement" "Issues the supplementary invoice for a discount that is off the invoice and was not taken.";
    AddPayment "POST" "/v1/invoices/{id}/payments" "Books a payment.";
    CreateCheckout "POST" "/v1/invoices/{id}/checkout" "Begins a payment at a payment service and gives the address where the customer pays.";
    ChargeInvoice "POST" "/v1/invoices/{id}/charge" "Collects what is due under a mandate that a payment service keeps.";
    ListCharges "GET" "/v1/invoices/{id}/charges" "The charges of an invoice under mandates, and how far the payment service is with them.";
    SettleCharge "POST" "/v1/charges/{id}/settle" "Says what became of a charge whose answer was lost.";
    CreateRefund "POST" "/v1/invoices/{id}/refunds" "Gives money back: booked at once, then carried out by the payment service it came through.";
    ListRefunds "GET" "/v1/invoices/{id}/refunds" "What was given back of an invoice, and how far the payment service is with it.";
    ListAllRefunds "GET" "/v1/refunds" "What was given back of all invoices, or what of it waits, oldest first.";
    SettleRefund "POST" "/v1/refunds/{id}/settle" "Says what became of a refund that its payment service left unclear.";
    AddReturnedDebit "POST" "/v1/invoices/{id}/returnedDebit" "Books that a direct debit came back; the invoice is open again.";
    AddDispute "POST" "/v1/invoices/{id}/dispute" "Books that the customer contests a part.";
    ResolveDispute "POST" "/v1/invoices/{id}/disputeResolved" "Books how a dispute ended.";
    AddPromise "POST" "/v1/invoices/{id}/promise" "Books that the customer promised to pay; dunning waits for the day.";
    AddPaymentPlan "POST" "/v1/invoices/{id}/paymentPlan" "Books an agreement to pay in parts.";
    AddSettlementOffer "POST" "/v1/invoices/{id}/settlementOffer" "Books an offer to settle for less; dunning waits for its last day.";
    AddWriteOff "POST" "/v1/invoices/{id}/writeOff" "Gives up an amount.";
    AddNote "POST" "/v1/invoices/{id}/note" "Writes down what was said or happened: a call, an e-mail, a chat. It changes nothing that is owed.";
    CorrectEntry "POST" "/v1/invoices/{id}/correct" "Takes back an entry that somebody booked by hand, or states its right amount.";
    RemindInvoice "POST" "/v1/invoices/{id}/remind" "Sends what the policy wants of an invoice today; nothing twice.";
    ResetDunning "POST" "/v1/invoices/{id}/dunningReset" "Lets dunning begin anew: the level is 0 again.";
    HoldDunning "POST" "/v1/invoices/{id}/dunningHold" "Holds dunning of an invoice up to a day, for a reason; a correction of the entry lifts it.";
    HandOver "POST" "/v1/invoices/{id}/handOver" "Hands an invoice over to a bailiff or collection agency; dunning ends.";
    GetStatus "GET" "/v1/invoices/{id}/status" "The status of an invoice on a day.";
    GetClaim "GET" "/v1/invoices/{id}/claim" "What may lawfully be charged on a day, and what has to be sent first.";
    AllocatePayment "GET" "/v1/invoices/{id}/allocation" "Spreads a payment over what may be claimed on a day; nothing is kept.";
    PreviewLetter "POST" "/v1/invoices/{id}/letter" "The letter that a step of the policy would write, with a wording that is tried; nothing is kept.";
    SimulateInvoice "POST" "/v1/invoices/{id}/simulate" "What the policy would do day by day; nothing is kept.";
    ListEntries "GET" "/v1/invoices/{id}/entries" "All that happened to an invoice.";
    RevokeLinks "DELETE" "/v1/invoices/{id}/links" "Revokes all links to the customer's page of an invoice.";
    CreateQuote "POST" "/v1/quotes" "Makes a quote or a pro forma, with a number of its own series.";
    ListQuotes "GET" "/v1/quotes" "The quotes and pro formas, oldest first.";
    GetQuotePdf "GET" "/v1/quotes/{id}.pdf" "The PDF of a quote or a pro forma.";
    GetQuote "GET" "/v1/quotes/{id}" "A quote or a pro forma.";
    SendQuote "POST" "/v1/quotes/{id}/send" "Puts the message with an offer into the outbox, once per recipient.";
    AcceptQuote "POST" "/v1/quotes/{id}/accept" "Notes that the customer accepted an offer.";
    DeclineQuote "POST" "/v1/quotes/{id}/decline" "Notes that an offer was declined or is taken back.";
    InvoiceQuote "POST" "/v1/quotes/{id}/invoice" "Makes the draft of an invoice of an offer, once.";
    CreateMandate "POST" "/v1/mandates" "Keeps a mandate for direct debits.";
    ListMandates "GET" "/v1/mandates" "The mandates, oldest first unless the newest are asked for.";
    GetMandate "GET" "/v1/mandates/{id}" "A mandate.";
    SignMandate "POST" "/v1/mandates/{id}/sign" "Notes that a mandate was signed.";
    RevokeMandate "DELETE" "/v1/mandates/{id}" "Revokes a mandate; nothing is collected with it any more.";
    CreatePaymentMandate "POST" "/v1/customers/{id}/paymentMandates" "Hands a signed mandate over to a payment service.";
    ListPaymentMandates "GET" "/v1/customers/{id}/paymentMandates" "The mandates of a customer that payment services keep, oldest first.";
    RevokePaymentMandate "DELETE" "/v1/paymentMandates/{id}" "Revokes a mandate at its payment service.";
    CreateDirectDebit "POST" "/v1/directDebits" "Collects what is due of invoices under the mandates of their customers.";
    ListDirectDebits "GET" "/v1/directDebits" "The batches of direct debits, oldest first unless the newest are asked for.";
    GetDirectDebitFile "GET" "/v1/directDebits/{id}.xml" "The file of a batch for the bank (pain.008.001.08).";
    GetDirectDebit "GET" "/v1/directDebits/{id}" "A batch of direct debits.";
    CreateRecurring "POST" "/v1/recurring" "Keeps a series of invoices.";
    ListRecurring "GET" "/v1/recurring" "The series of invoices, oldest first.";
    GetRecurring "GET" "/v1/recurring/{id}" "A series of invoices.";
    PatchRecurring "PATCH" "/v1/recurring/{id}" "Changes a series of invoices (RFC 7396, If-Match).";
    DeleteRecurring "DELETE" "/v1/recurring/{id}" "Ends a series; the invoices that it made stay.";
    CreateItem "POST" "/v1/items" "Keeps something delivered and not yet invoiced.";
    ConsolidateItems "POST" "/v1/items/consolidate" "Makes drafts of the items that wait: one for each customer and month, or for each item.";
    ListItems "GET" "/v1/items" "The items, oldest first.";
    GetItem "GET" "/v1/items/{id}" "An item, and the invoice that it is on.";
    PatchItem "PATCH" "/v1/items/{id}" "Changes an item that waits (RFC 7396, If-Match).";
    DeleteItem "DELETE" "/v1/items/{id}" "Removes an item that waits.";
    Sweep "POST" "/v1/sweep" "Does what is due today by itself, as the alarm does; nothing twice.";
    CreatePolicy "POST" "/v1/policies" "Keeps a dunning policy, if the law allows it.";
    ListPolicies "GET" "/v1/policies" "The dunning policies, oldest first.";
    GetLatePaymentText "GET" "/v1/policies/{id}/latePaymentText" "The sentence with which an invoice says what late payment costs by a policy.";
    GetPolicy "GET" "/v1/policies/{id}" "A dunning policy.";
    PatchPolicy "PATCH" "/v1/policies/{id}" "Changes a dunning policy (RFC 7396, If-Match).";
    DeletePolicy "DELETE" "/v1/policies/{id}" "Removes a dunning policy; nobody follows it any more.";
    CreateTemplate "POST" "/v1/templates" "Keeps an own wording of a letter.";
    ListTemplates "GET" "/v1/templates" "The own wordings of letters, oldest first.";
    GetTemplate "GET" "/v1/templates/{id}" "An own wording of a letter.";
    UseTemplate "POST" "/v1/templates/{id}/draft" "Makes a draft of a template of invoices, with a text for each of its placeholders.";
    PreviewTemplate "POST" "/v1/templates/{id}/preview" "Computes the draft that a template of invoices would make; nothing is kept.";
    PatchTemplate "PATCH" "/v1/templates/{id}" "Changes an own wording (RFC 7396, If-Match).";
    DeleteTemplate "DELETE" "/v1/templates/{id}" "Removes an own wording; letters have the engine's again.";
    GetLook "GET" "/v1/look" "How documents look: logo, fonts, colour, layout, foot.";
    PatchLook "PATCH" "/v1/look" "Changes how documents look that are issued from now on (RFC 7396, If-Match).";
    PreviewLook "POST" "/v1/invoices/{id}/look" "The PDF of an invoice in a look that is tried; nothing is kept.";
    CreateEndpoint "POST" "/v1/endpoints" "Keeps an endpoint for outgoing webhooks; its secret is shown once.";
    ListEndpoints "GET" "/v1/endpoints" "The endpoints of outgoing webhooks, oldest first.";
    GetEndpoint "GET" "/v1/endpoints/{id}" "An endpoint of outgoing webhooks.";
    PatchEndpoint "PATCH" "/v1/endpoints/{id}" "Changes an endpoint (RFC 7396, If-Match); it is called again at once.";
    DeleteEndpoint "DELETE" "/v1/endpoints/{id}" "Removes an endpoint.";
    RenewEndpointSecret "POST" "/v1/endpoints/{id}/secret" "Makes a new secret; for a day the one before it signs too.";
    ReplayEndpoint "POST" "/v1/endpoints/{id}/replay" "Sends all events after one of them again.";
    ReportAgeing "GET" "/v1/reports/ageing" "What is open on a day, by how long it is overdue.";
    ReportDso "GET" "/v1/reports/dso" "How many days of sales are open on a day.";
    ReportVat "GET" "/v1/reports/vat" "VAT of a period, with what the listings of customers ask.";
    ReportCash "GET" "/v1/reports/cash" "The cash to expect, by week.";
    ReportRevenue "GET" "/v1/reports/revenue" "Revenue of a period by customer.";
    ReportReceipts "GET" "/v1/reports/receipts" "What came in on some days by customer, less what went back.";
    ReportBehaviour "GET" "/v1/reports/behaviour" "How late customers pay, and the risk that they do not.";
    ReportTermEffect "GET" "/v1/reports/termEffect" "What a shorter payment term would do, by what was paid so far.";
    ReportFeedback "GET" "/v1/reports/feedback" "Whether customers find invoices clear and easy to pay, by month and as a trend.";
    ExtractInvoices "GET" "/v1/exports/invoices.csv" "The invoices and credit notes of a period as CSV, in pages.";
    ExtractLines "GET" "/v1/exports/lines.csv" "The lines of the invoices of a period as CSV, in pages.";
    ExtractJournal "GET" "/v1/exports/journal.csv" "The journal of a period in double entry as CSV, in pages.";
    ExtractPayments "GET" "/v1/exports/payments.csv" "The money of a period, what came in and what went back, with method and day, as CSV, in pages.";
    ExtractBundle "GET" "/v1/exports/ubl.zip" "The e-invoices of a period as UBL 2.1, in archives.";
    ExtractAuditFile "GET" "/v1/exports/auditfile.xaf" "The Dutch audit file of a period (XML Auditfile Financieel 3.2).";
    Calculate "POST" "/v1/calculate" "Computes a draft; nothing is kept.";
    GetDiscountCost "GET" "/v1/discountCost" "What an early-payment discount costs a year.";
    Search "GET" "/v1/search" "The invoices that hold certain words, numbers or amounts, newest first.";
    Verify "GET" "/v1/verify" "Checks entries, documents and the chain that binds them.";
    Export "GET" "/v1/export" "The whole administration as lines of JSON, a page at a time.";
    Import "POST" "/v1/import" "Takes a page of an export into an empty administration.";
    ListAudit "GET" "/v1/audit" "What was decided over the administration, and with which key.";
    ListEvents "GET" "/v1/events" "What happened in the administration, oldest first.";
    ListInbox "GET" "/v1/inbox" "Provider events that a person has to look at.";
    ListCustomerRequests "GET" "/v1/customerRequests" "What customers asked or said on their page, oldest first.";
    ResolveCustomerRequest "POST" "/v1/customerRequests/{id}/resolve" "Decides what a customer asked; a payment plan that is granted is booked.";
    AssignInboxItem "POST" "/v1/inbox/{id}/assign" "Books the money of an item on an invoice, as a person decided.";
    DismissInboxItem "POST" "/v1/inbox/{id}/dismiss" "Settles an item that needs no booking, with the reason.";
    ListOutbox "GET" "/v1/outbox" "Messages to customers, waiting or delivered.";
    ReceiveWebhook "POST" "/webhooks/{provider}/{administration}" "Takes an event of a payment service: signed by it, or asked of it.";
    PrintMessage "GET" "/v1/outbox/{id}.pdf" "What is printed and posted of a message: the letter, or the invoice that it brings.";
    ShowMessage "GET" "/v1/outbox/{id}.html" "What a message says, as a page.";
    GetMessage "GET" "/v1/outbox/{id}" "What a message says, as it goes out by e-mail.";
    FinishMessage "POST" "/v1/outbox/{id}/done" "Says that a letter was posted or a call was made.";
    GetMail "GET" "/v1/mail" "Through whom e-mail goes.";
    PutMail "PUT" "/v1/mail" "Says through whom e-mail goes, and who it is from.";
    DeleteMail "DELETE" "/v1/mail" "Lets e-mail wait in the outbox.";
    ListUnreachable "GET" "/v1/unreachable" "Addresses that take no e-mail, oldest first.";
    DeleteUnreachable "DELETE" "/v1/unreachable/{address}" "Lets e-mail go to an address again.";
    GetAccessPoint "GET" "/v1/accessPoint" "Where structured invoices go.";
    PutAccessPoint "PUT" "/v1/accessPoint" "Says where structured invoices go.";
    DeleteAccessPoint "DELETE" "/v1/accessPoint" "Lets structured invoices wait in the outbox.";
    ShowPdf "GET" "/i/{token}.pdf" "The PDF of an invoice, for the customer.";
    ShowUbl "GET" "/i/{token}.ubl.xml" "An invoice as UBL 2.1, for the customer.";
    ShowCii "GET" "/i/{token}.cii.xml" "An invoice as CII D16B, for the customer.";
    ShowInvoice "GET" "/i/{token}" "The customer's page of an invoice.";
    ActOnInvoice "POST" "/i/{token}" "Carries out a form of the customer's page: contest, promise, ask for a plan, choose the delivery, answer the question.";
    ShowQuotePdf "GET" "/q/{token}.pdf" "The PDF of a quote or a pro forma, for the customer.";
    ShowQuote "GET" "/q/{token}" "The customer's page of a quote or a pro forma.";
    ActOnQuote "POST" "/q/{token}" "Carries out a form of that page: accept the offer, or decline it.";
    AskAccount "GET" "/account/{administration}" "The page where a customer asks for a link to all their invoices.";
    WantAccount "POST" "/account/{administration}" "Sends the link, if invoices went to the address; the answer is always the same.";
    ShowAccount "GET" "/a/{token}" "The customer's page of all their invoices, behind a link that lives for an hour.";
    ActOnAccount "POST" "/a/{token}" "Carries out a form of that page: other details, or the end of the link.";
    ShowLogo "GET" "/look/{administration}/{revision}" "The logo of a seller, for the pages of its customers.";
    ShowFont "GET" "/font/{administration}/{hash}" "A font of a seller, for the pages of its customers.";
    ShowDesk "GET" "/desk" "The seller's desk.";
    GetDeskFile "GET" "/desk/{file}" "A script or style of the desk.";
    SeenScript "GET" "/seen.js" "The script by which the customer's page says that a person looks at it.";
    OpenApi "GET" "/openapi.json" "This document.";
    Health "GET" "/health" "Whether the service answers.";
}

/// The scheme of the key that an operation takes; None where it takes none.
pub(crate) fn security(row: &Row) -> Option<&'static str> {
    match row.operation {
        Operation::CreateAdministration => Some("adminKey"),
        _ if row.path.starts_with("/v1/") => Some("apiKey"),
        _ => None,
    }
}

/// An operation with the parameters of its path.
#[derive(Clone, Debug)]
pub(crate) struct Route {
    /// The operation.
    pub operation: Operation,
    /// Its row of the table.
    pub row: &'static Row,
    parameters: Vec<String>,
}

impl Route {
    /// Finds the operation of a request: 404 where no path fits, 405 where only the method does not.
    pub fn find(method: &str, path: &str) -> Result<Route, Problem> {
        // HEAD is GET without the body, which whoever carries the answer leaves out (RFC 9110 §9.3.2).
        let method = if method == "HEAD" { "GET" } else { method };
        let mut allowed = Vec::new();
        for row in OPERATIONS {
            if row.path.as_bytes().get(..row.fixed) != path.as_bytes().get(..row.fixed) {
                continue;
            }
            let Some(parameters) = fit(row.path, path) else { continue };
            if row.method == method {
                return Ok(Route { operation: row.operation, row, parameters });
            }
            allowed.push(row.method);
        }
        if allowed.is_empty() {
            return Err(Problem::new(
                Refusal::RouteUnknown,
                "There is nothing here. Look at /openapi.json for what there is.",
            ));
        }
        let allowed = allowed.join(", ");
        let detail = format!("This path takes {allowed}. Use one of them.");
        Err(Problem::new(Refusal::MethodNotAllowed, detail).with("allow", allowed))
    }

    /// A parameter of the path by its place.
    pub fn parameter(&self, index: usize) -> &str {
        self.parameters.get(index).map_or("", String::as_str)
    }
}

fn fit(template: &str, path: &str) -> Option<Vec<String>> {
    let mut parameters = Vec::new();
    let mut parts = path.split('/');
    for wanted in template.split('/') {
        let part = parts.next()?;
        if let Some((_, end)) = wanted.strip_prefix('{').and_then(|wanted| wanted.split_once('}')) {
            let part = part.strip_suffix(end)?;
            parameters.push(decode(part).filter(|value| !value.is_empty())?);
        } else if wanted != part {
            return None;
        }
    }
    parts.next().is_none().then_some(parameters)
}

impl Operation {
    /// Its name.
    pub(crate) fn name(self) -> &'static str {
        OPERATIONS.iter().find(|row| row.operation == self).map_or("", |row| row.name)
    }

    /// What a customer gets the invoice as by it, if it is one.
    pub(crate) fn shown_as(self) -> Option<Kind> {
        match self {
            Operation::ShowPdf => Some(Kind::Pdf),
            Operation::ShowUbl => Some(Kind::Ubl),
            Operation::ShowCii => Some(Kind::Cii),
            _ => None,
        }
    }

    /// Whether it may change what a Book does by itself, or when.
    pub(crate) fn changes_settings(self) -> bool {
        matches!(
            self,
            Operation::PatchAdministration
                | Operation::CreateRecurring
                | Operation::PatchRecurring
                | Operation::DeleteRecurring
                | Operation::CreatePolicy
                | Operation::PatchPolicy
                | Operation::DeletePolicy
        )
    }

    /// What the link has to be for under which it is asked.
    pub(crate) fn opened(self) -> Opened {
        match self {
            Operation::ShowAccount | Operation::ActOnAccount => Opened::Account,
            Operation::ShowQuote | Operation::ShowQuotePdf | Operation::ActOnQuote => Opened::Offer,
            _ => Opened::Invoice,
        }
    }

    /// Whether the caller has to say a key under which the request is carried out once.
    pub(crate) fn needs_idempotency_key(self) -> bool {
        let post = OPERATIONS.iter().any(|row| row.operation == self && row.method == "POST");
        post && !matches!(
            self,
            Operation::Calculate
                | Operation::Sweep
                | Operation::SimulateInvoice
                | Operation::PreviewLetter
                | Operation::PreviewLook
                | Operation::PreviewTemplate
                | Operation::ReceiveWebhook
                | Operation::ActOnInvoice
                | Operation::WantAccount
                | Operation::ActOnAccount
                | Operation::ActOnQuote
        )
    }
}
