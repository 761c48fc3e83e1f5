//! Quotes and pro formas: what a seller offers before there is an invoice, as the service takes and gives it over HTTP.

use rust_decimal::Decimal;
use voldaan::calendar::Day;
use voldaan::invoice::Draft;
use voldaan::wire::Array;
use voldaan::{wire_enum, wire_struct};

use super::InvoiceJson;

wire_enum! {
    /// What kind of offer it is.
    #[derive(Copy, Eq)]
    pub enum QuoteKind {
        /// A quote (UNTDID 1001: 310).
        "quote" Quote,
        /// A pro forma: what the invoice will say, ahead of it (UNTDID 1001: 325).
        "proforma" Proforma,
    }
}

wire_enum! {
    /// Where an offer stands.
    #[derive(Copy, Eq)]
    pub enum QuoteState {
        /// It can be accepted.
        "open" Open,
        /// It was accepted and is not on an invoice yet.
        "accepted" Accepted,
        /// It was declined or taken back.
        "declined" Declined,
        /// Its last day is over.
        "expired" Expired,
        /// It is on a draft or an invoice.
        "invoiced" Invoiced,
    }
}

wire_struct! {
    /// What is offered. An offer takes its number and date at once and does not change any more.
    pub struct QuoteInput {
        /// What kind of offer it is; a quote if absent.
        "kind" kind: Option<QuoteKind>,
        /// What the invoice would say; its `issueDate` is the date of the offer, not after today, today if absent.
        "draft" draft: Draft,
        /// The customer it is for.
        "customerId" customer_id: Option<String>,
        /// The last day on which it can be accepted; 30 days after its date if absent.
        "validUntil" valid_until: Option<Day>,
    }
}

wire_struct! {
    /// That a customer accepted an offer.
    #[derive(Default)]
    pub struct QuoteAcceptedInput {
        /// Day on which they accepted it; today if absent.
        "on" on: Option<Day>,
        /// Who accepted it, and where it can be read.
        "by" by: Option<String>,
        /// Whether a late acceptance counts as one in time; only the seller may let it.
        "late" late: Option<bool>,
    }
}

wire_struct! {
    /// That an offer is over.
    #[derive(Default)]
    pub struct QuoteDeclinedInput {
        /// Why.
        "reason" reason: Option<String>,
    }
}

wire_struct! {
    /// Where to send an offer.
    #[derive(Default)]
    pub struct QuoteSendInput {
        /// E-mail address; that of the customer's contact (BT-58) if absent.
        "to" to: Option<String>,
    }
}

wire_struct! {
    /// The addresses that belong to an offer. Each with `.pdf` after it gives the PDF.
    pub struct QuoteLinks {
        /// The customer's page, where they accept or decline it: signed, good for 180 days and as long as it is not declined. Absent
        /// for a key that only reads.
        "customer" customer: Option<String>,
        /// The same page for the seller; nothing on it does anything.
        "preview" preview: String,
    }
}

wire_struct! {
    /// An offer.
    pub struct QuoteResource {
        /// Its id.
        "id" id: String,
        /// What kind of offer it is.
        "kind" kind: QuoteKind,
        /// Where it stands today.
        "state" state: QuoteState,
        /// Its number, of the series `quote` or `proforma`; no number of an invoice.
        "number" number: String,
        /// The customer it is for.
        "customerId" customer_id: Option<String>,
        /// Its date.
        "issueDate" issue_date: Day,
        /// The last day on which it can be accepted.
        "validUntil" valid_until: Day,
        /// What is offered, computed as an invoice of its date would be.
        "document" document: InvoiceJson,
        /// Day on which it was accepted.
        "acceptedOn" accepted_on: Option<Day>,
        /// Who accepted it, and where it can be read.
        "acceptedBy" accepted_by: Option<String>,
        /// Day on which it was declined or taken back.
        "declinedOn" declined_on: Option<Day>,
        /// Why.
        "reason" reason: Option<String>,
        /// The draft or invoice that it became.
        "invoiceId" invoice_id: Option<String>,
        /// The addresses that belong to it.
        "links" links: QuoteLinks,
    }
}

wire_struct! {
    /// An offer in a list.
    pub struct QuoteSummary {
        /// Its id.
        "id" id: String,
        /// What kind of offer it is.
        "kind" kind: QuoteKind,
        /// Where it stands today.
        "state" state: QuoteState,
        /// Its number.
        "number" number: String,
        /// The customer it is for.
        "customerId" customer_id: Option<String>,
        /// Name of the buyer (BT-44).
        "customerName" customer_name: Option<String>,
        /// Currency (BT-5).
        "currency" currency: String,
        /// What it comes to with VAT.
        "total" total: Decimal,
        /// Its date.
        "issueDate" issue_date: Day,
        /// The last day on which it can be accepted.
        "validUntil" valid_until: Day,
        /// The draft or invoice that it became.
        "invoiceId" invoice_id: Option<String>,
    }
}

list! {
    /// Offers, oldest first.
    QuoteList of QuoteSummary
}
