//! The wire types that functions take and give. Everything else on the wire is reached from these.

use voldaan::door::{
    CalculateOptions, CashForecastOptions, CheckOptions, ConsolidateOptions, DaysOptions, DocumentOptions, DsoOptions,
    IdentifierCheck, IssueOptions, MakeReferenceOptions, NumberOptions, OnOptions, ReferenceOptions, VatRateAnswer,
};
use voldaan::dunning::{
    Action, Allocation, AllocationOptions, Claim, ClaimOptions, LatePaymentOptions, LetterOptions, LetterText,
    PlanOptions, Policy, SimulateOptions,
};
use voldaan::einvoice::ReadDocument;
use voldaan::finding::Finding;
use voldaan::invoice::{
    ConsolidateItem, CreditEntryOptions, CreditRequest, Draft, Issued, PaymentQr, RecurTemplate, SupplementRequest,
    invoice_schema,
};
use voldaan::ledger::{Account, ApplyOptions, CreditBalance, PaymentApplication, Status};
use voldaan::pdf::{LetterPdfOptions, LetterWords, PdfInvoice, PdfOptions};
use voldaan::report::{
    AgeingReport, CashForecast, DiscountCost, DiscountCostOptions, DsoReport, PaymentBehaviour, RevenueReport,
    TermEffect, TermEffectOptions, VatSummary,
};
use voldaan::wire::Wire;
use voldaan::wire::schema::{Registry, Schema};

/// Describes a root and everything below it.
pub type Describe = fn(&mut Registry) -> Schema;

/// What functions take.
pub const TAKEN: &[Describe] = &[
    Draft::schema,
    CalculateOptions::schema,
    CheckOptions::schema,
    IssueOptions::schema,
    NumberOptions::schema,
    OnOptions::schema,
    ReferenceOptions::schema,
    MakeReferenceOptions::schema,
    Account::schema,
    CreditRequest::schema,
    CreditEntryOptions::schema,
    SupplementRequest::schema,
    ApplyOptions::schema,
    RecurTemplate::schema,
    ConsolidateItem::schema,
    ConsolidateOptions::schema,
    DaysOptions::schema,
    DsoOptions::schema,
    CashForecastOptions::schema,
    TermEffectOptions::schema,
    Policy::schema,
    PlanOptions::schema,
    SimulateOptions::schema,
    ClaimOptions::schema,
    AllocationOptions::schema,
    LetterOptions::schema,
    DiscountCostOptions::schema,
    LatePaymentOptions::schema,
    DocumentOptions::schema,
    PdfOptions::schema,
    LetterPdfOptions::schema,
    LetterWords::schema,
    // Its draft is one to calculate, as those of `credit` and `recur` are.
    ReadDocument::schema,
];

/// What functions give.
pub const GIVEN: &[Describe] = &[
    invoice_schema,
    Issued::schema,
    Finding::schema,
    Status::schema,
    PaymentApplication::schema,
    CreditBalance::schema,
    VatRateAnswer::schema,
    IdentifierCheck::schema,
    Action::schema,
    Claim::schema,
    Allocation::schema,
    LetterText::schema,
    DiscountCost::schema,
    PaymentQr::schema,
    PdfInvoice::schema,
    AgeingReport::schema,
    DsoReport::schema,
    VatSummary::schema,
    CashForecast::schema,
    RevenueReport::schema,
    PaymentBehaviour::schema,
    TermEffect::schema,
];

/// Types that go back in as they came out: a caller makes none of these by hand.
pub const AS_GIVEN: &[&str] = &["Invoice", "Issued", "Claim", "Action", "VatBreakdown"];

/// Fields that are read leniently, so that their absence gets a finding of its own rule, and that no taken value goes without.
pub const NEEDED: &[(&str, &str)] = &[("Draft", "lines")];
