//! The table of all reasons for which the service itself refuses a request, each with the one status that it goes with.
//!
//! What is wrong inside a body has the codes of the engine (`voldaan::finding::CODES`) and stands in the findings.

/// A row of the table.
pub struct Row {
    /// The code as programs see it.
    pub code: &'static str,
    /// The status of the answer.
    pub status: u16,
    /// What it means, in one line, for the documentation.
    pub meaning: &'static str,
}

macro_rules! refusals {
    ($($variant:ident $status:literal $code:literal $meaning:literal;)*) => {
        /// A reason of the table.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Refusal { $(#[doc = $meaning] $variant,)* }

        /// All reasons, in the order of their status.
        pub const REFUSALS: &[Row] = &[$(Row { code: $code, status: $status, meaning: $meaning },)*];

        impl Refusal {
            /// The row of this reason.
            pub fn row(self) -> Row {
                match self {
                    $(Refusal::$variant => Row { code: $code, status: $status, meaning: $meaning },)*
                }
            }
        }
    };
}

refusals! {
    FormUnreadable 400 "form.unreadable" "The body is no form of the customer's page.";
    IdempotencyKeyMissing 400 "idempotencyKey.missing" "The header Idempotency-Key is missing.";
    IdempotencyKeyTooLong 400 "idempotencyKey.tooLong" "The Idempotency-Key has more than 200 characters.";
    QueryCursor 400 "query.cursor" "The cursor is not from a page of this list.";
    QueryDay 400 "query.day" "A parameter of the query is not a day like 2026-01-31.";
    QueryNumber 400 "query.number" "A parameter of the query is not a number of its kind.";
    QueryText 400 "query.text" "The query parameter q is missing, empty or too long.";
    QueryTwice 400 "query.twice" "A query parameter stands there more than once.";
    QueryUnknown 400 "query.unknown" "The operation has no such query parameter.";
    QueryWord 400 "query.word" "A parameter of the query is not one of its words.";
    TestClockFormat 400 "testClock.format" "X-Voldaan-Test-Clock is not an instant like 2026-01-31T09:00:00Z.";
    WebhookEvent 400 "webhook.event" "The body is not an event of the provider.";
    WebhookSignature 400 "webhook.signature" "The event is not signed with the secret of this endpoint, or not now.";
    Unauthorized 401 "unauthorized" "No key was shown, or one that is not known or was revoked.";
    KeyScope 403 "key.scope" "The key may not do this; another scope is needed.";
    LinkPreview 403 "link.preview" "The link only shows the page.";
    OriginForbidden 403 "origin.forbidden" "Web pages of this origin may not use the administration.";
    TestClockForbidden 403 "testClock.forbidden" "Only an administration for tests has a clock to set.";
    NotFound 404 "notFound" "There is no such thing in this administration.";
    RouteUnknown 404 "route.unknown" "The service has no such address.";
    WebhookUnconfigured 404 "webhook.unconfigured" "The administration has no signing secret for the provider.";
    MethodNotAllowed 405 "method.notAllowed" "The address takes other methods, which the header Allow names.";
    BodyLate 408 "body.late" "The body did not arrive within thirty seconds.";
    ChargePending 409 "charge.pending" "A charge of the invoice under a mandate is on its way.";
    ChargeSettled 409 "charge.settled" "The charge waits for no answer, or an attempt at it is under way.";
    CheckoutUnconfigured 409 "checkout.unconfigured" "The administration has no key of the payment service.";
    ConsentMissing 409 "consent.missing" "The customer has not agreed to structured invoices.";
    CustomerInUse 409 "customer.inUse" "Something refers to the customer that is still to come, or has to be kept.";
    CustomerRequestResolved 409 "customerRequest.resolved" "The request was decided already.";
    DebitPending 409 "directDebit.pending" "The invoice is in a batch already that the bank has not told of.";
    DebitUnconfigured 409 "directDebit.unconfigured" "Nothing says on which account and under which creditor identifier to collect.";
    DiscountNone 409 "discount.none" "No early-payment discount of the invoice waits for a credit note.";
    EndpointLimit 409 "endpoint.limit" "The administration has as many endpoints as it can have.";
    EntryFixed 409 "entry.fixed" "The entry was not booked by hand, so nobody takes it back.";
    ErasureOpen 409 "erasure.open" "An invoice of the customer is still open.";
    ErasureRetained 409 "erasure.retained" "The law wants the invoices of the customer kept; the finding says until when.";
    ExportChanged 409 "export.changed" "Something happened in the administration since the export began.";
    IdempotencyKeyReused 409 "idempotencyKey.reused" "The Idempotency-Key was used for another request.";
    ImportNotEmpty 409 "import.notEmpty" "The administration holds something already.";
    ImportPage 409 "import.page" "The page does not follow the last one.";
    ImportRunning 409 "import.running" "Only a part of an import is there.";
    InboxCurrency 409 "inbox.currency" "The money is in another currency than the invoice.";
    InboxSettled 409 "inbox.settled" "The item waits no longer.";
    InvoiceDisputed 409 "invoice.disputed" "All that is owed on the invoice is contested, so nothing of it is collected.";
    InvoiceDraft 409 "invoice.draft" "The invoice is still a draft.";
    InvoiceDuplicate 409 "invoice.duplicate" "The invoice looks like one that is issued already.";
    InvoiceIssued 409 "invoice.issued" "The invoice is issued and does not change any more.";
    InvoiceNumbered 409 "invoice.numbered" "The invoice has a number that it was given elsewhere.";
    InvoiceSettled 409 "invoice.settled" "Nothing of the invoice is owed any more.";
    InvoiceVoid 409 "invoice.void" "The invoice was taken back already.";
    ItemInvoiced 409 "item.invoiced" "The item is on a draft or an invoice already.";
    KeyLast 409 "key.last" "Without its last key nobody could open the administration any more.";
    MandateNone 409 "mandate.none" "The customer gave no mandate that holds.";
    MandateState 409 "mandate.state" "The mandate is not in the state for this.";
    MandateTaken 409 "mandate.taken" "Another mandate has this reference.";
    NumberTaken 409 "number.taken" "Another series gave this number already.";
    PaymentCreditNote 409 "payment.creditNote" "A credit note asks for no money, so none is booked on it.";
    PolicyActive 409 "policy.active" "Another policy is followed for this kind of debtor.";
    PolicyNone 409 "policy.none" "No policy is followed for this debtor.";
    PrepaymentDeducted 409 "prepayment.deducted" "Another invoice takes the prepayment off.";
    PrepaymentUnpaid 409 "prepayment.unpaid" "The prepayment was not received in full.";
    QuoteDeclined 409 "quote.declined" "The offer was declined or taken back.";
    QuoteExpired 409 "quote.expired" "The last day of the offer is over.";
    QuoteInvoiced 409 "quote.invoiced" "The offer is on a draft or an invoice already.";
    RefundSettled 409 "refund.settled" "The refund waits no longer, or an attempt at it is under way.";
    RefundTooMuch 409 "refund.tooMuch" "More would be given back than was received.";
    SupplementMade 409 "supplement.made" "The invoice has its supplementary invoice.";
    TemplateTaken 409 "template.taken" "Another template has this name and language.";
    IfMatchChanged 412 "ifMatch.changed" "What the request wants to change has changed since.";
    BodyTooLarge 413 "body.tooLarge" "The body is larger than the limit.";
    CheckoutAmount 422 "checkout.amount" "The amount is nothing that the customer owes.";
    CustomerTwice 422 "customer.twice" "The draft names one customer and customerId another one.";
    CustomerUnknown 422 "customer.unknown" "There is no customer of this customerId.";
    EndpointCursor 422 "endpoint.cursor" "The place to send from again is not the id of an event.";
    EndpointType 422 "endpoint.type" "What is listed is not a type of events.";
    EndpointUrl 422 "endpoint.url" "The address of an endpoint is not one that the internet reaches.";
    EntryExceeds 422 "entry.exceeds" "More is given up, contested or spread over instalments than there is.";
    ErasureUnknown 422 "erasure.unknown" "The engine does not know how long the country wants invoices kept.";
    ImportLine 422 "import.line" "A line is not one of an export, or does not fit.";
    ImportTable 422 "import.table" "A table of drafts cannot be read.";
    ImportVersion 422 "import.version" "The export is from a newer version of the service.";
    PrepaymentExceeds 422 "prepayment.exceeds" "More was prepaid at a VAT rate than the invoice comes to.";
    PrepaymentUnfit 422 "prepayment.unfit" "What is named is no prepayment that this invoice can take off.";
    ProviderUnknown 422 "provider.unknown" "There is no payment service of this name.";
    ReportTooLarge 422 "report.tooLarge" "The report or file would be larger than an instance can hold.";
    SeriesUnknown 422 "series.unknown" "The administration has no such number series.";
    IfMatchMissing 428 "ifMatch.missing" "The header If-Match is missing.";
    RateLimited 429 "rate.limited" "The key or the link makes more requests than it may.";
    ProviderRefused 502 "provider.refused" "The payment service refused what it was asked; the detail says why.";
    BookFilling 503 "book.filling" "What an older version kept is still being prepared for this.";
    DocumentUnavailable 503 "document.unavailable" "Neither the Book nor the document store shows the document.";
    ProviderUnavailable 503 "provider.unavailable" "The payment service gave no answer that can be used.";
    StoreUnavailable 503 "store.unavailable" "The Book cannot read or write. Nothing was done.";
}
