//! What each operation takes and gives.

use voldaan::dunning::{Allocation, Claim};
use voldaan::invoice::invoice_schema;
use voldaan::ledger::Status;
use voldaan::report::{
    AgeingReport, CashForecast, DiscountCost, DsoReport, PaymentBehaviour, ReceiptsReport, RevenueReport, TermEffect,
    VatSummary,
};
use voldaan::wire::Wire;
use voldaan::wire::schema::{Registry, Schema};

use super::{Answer, Shape};
use crate::app::resource as r;
use crate::app::route::Operation;

/// What each operation takes and gives.
pub(super) fn shape(operation: Operation, registry: &mut Registry) -> Shape {
    use Operation as O;
    fn of<T: Wire>(registry: &mut Registry) -> Schema {
        T::schema(registry)
    }
    let request = match operation {
        O::CreateAdministration | O::PatchAdministration => Some(of::<r::AdministrationInput>(registry)),
        O::EraseCustomer => Some(of::<r::ErasureInput>(registry)),
        O::Import => Some(Schema::Text),
        O::CreateKey => Some(of::<r::KeyInput>(registry)),
        O::RotateKey => Some(of::<r::RotationInput>(registry)),
        O::CreateCustomer | O::PatchCustomer => Some(of::<r::CustomerInput>(registry)),
        O::CreateInvoice | O::PatchInvoice => Some(of::<r::InvoiceInput>(registry)),
        O::IssueInvoice => Some(of::<r::IssueInput>(registry)),
        O::SendInvoice => Some(of::<r::SendInput>(registry)),
        O::VoidInvoice => Some(of::<r::VoidInput>(registry)),
        O::CreditInvoice => Some(of::<r::CreditInput>(registry)),
        O::SupplementInvoice => Some(of::<r::SupplementInput>(registry)),
        O::AddPayment => Some(of::<r::PaymentInput>(registry)),
        O::CreateQuote => Some(of::<r::QuoteInput>(registry)),
        O::SendQuote => Some(of::<r::QuoteSendInput>(registry)),
        O::AcceptQuote => Some(of::<r::QuoteAcceptedInput>(registry)),
        O::DeclineQuote => Some(of::<r::QuoteDeclinedInput>(registry)),
        O::CreateMandate => Some(of::<r::MandateInput>(registry)),
        O::SignMandate => Some(of::<r::SignInput>(registry)),
        O::CreateDirectDebit => Some(of::<r::DirectDebitInput>(registry)),
        O::AddReturnedDebit => Some(of::<r::ReturnedDebitInput>(registry)),
        O::CreatePayment => Some(of::<r::SpreadInput>(registry)),
        O::CreateCheckout => Some(of::<r::CheckoutInput>(registry)),
        O::CheckVatId => Some(of::<r::VatCheckInput>(registry)),
        O::ChargeInvoice => Some(of::<r::ChargeInput>(registry)),
        O::CreatePaymentMandate => Some(of::<r::PaymentMandateInput>(registry)),
        O::CreateRefund => Some(of::<r::RefundInput>(registry)),
        O::SettleCharge => Some(of::<r::MandateChargeSettleInput>(registry)),
        O::SettleRefund => Some(of::<r::RefundSettleInput>(registry)),
        O::AssignInboxItem => Some(of::<r::AssignInput>(registry)),
        O::DismissInboxItem => Some(of::<r::DismissInput>(registry)),
        O::AddDispute => Some(of::<r::DisputeInput>(registry)),
        O::ResolveDispute => Some(of::<r::DisputeResolvedInput>(registry)),
        O::AddPromise => Some(of::<r::PromiseInput>(registry)),
        O::AddPaymentPlan => Some(of::<r::PaymentPlanInput>(registry)),
        O::AddSettlementOffer => Some(of::<r::SettlementOfferInput>(registry)),
        O::ResetDunning => Some(of::<r::DunningResetInput>(registry)),
        O::HoldDunning => Some(of::<r::DunningHoldInput>(registry)),
        O::AddWriteOff => Some(of::<r::WriteOffInput>(registry)),
        O::AddNote => Some(of::<r::NoteInput>(registry)),
        O::CorrectEntry => Some(of::<r::CorrectionInput>(registry)),
        O::HandOver => Some(of::<r::HandOverInput>(registry)),
        O::CreateRecurring | O::PatchRecurring => Some(of::<r::RecurringInput>(registry)),
        O::CreateItem | O::PatchItem => Some(of::<r::ItemInput>(registry)),
        O::ConsolidateItems => Some(of::<r::ConsolidateInput>(registry)),
        O::CreatePolicy => Some(of::<r::PolicyInput>(registry)),
        O::PatchPolicy => Some(of::<r::KeptPolicy>(registry)),
        O::PatchLook => Some(of::<r::Look>(registry)),
        O::UseTemplate | O::PreviewTemplate => Some(of::<r::TemplateUse>(registry)),
        O::CreateTemplate | O::PatchTemplate => Some(of::<r::TemplateInput>(registry)),
        O::CreateEndpoint | O::PatchEndpoint => Some(of::<r::EndpointInput>(registry)),
        O::ReplayEndpoint => Some(of::<r::ReplayInput>(registry)),
        O::PreviewLetter => Some(of::<r::LetterInput>(registry)),
        O::PreviewLook => Some(of::<r::Look>(registry)),
        O::PutMail => Some(of::<r::MailInput>(registry)),
        O::PutAccessPoint => Some(of::<r::AccessPointInput>(registry)),
        O::FinishMessage => Some(of::<r::DoneInput>(registry)),
        O::SimulateInvoice => Some(of::<r::SimulateInput>(registry)),
        O::ResolveCustomerRequest => Some(of::<r::CustomerRequestResolvedInput>(registry)),
        O::Calculate => Some(of::<r::CalculateInput>(registry)),
        O::ReceiveWebhook | O::ImportPayments | O::ImportDrafts => Some(Schema::Any),
        _ => None,
    };
    let answer = match operation {
        O::CreateAdministration => of::<r::NewAdministration>(registry),
        O::GetAdministration | O::PatchAdministration => of::<r::Administration>(registry),
        O::CreateKey | O::RotateKey => of::<r::Key>(registry),
        O::ListKeys => of::<r::KeyList>(registry),
        O::CreateCustomer | O::GetCustomer | O::PatchCustomer => of::<r::Customer>(registry),
        O::ListCustomers => of::<r::CustomerList>(registry),
        O::ListInvoices | O::Search => of::<r::InvoiceList>(registry),
        O::Verify => of::<r::Verification>(registry),
        O::SendInvoice | O::SendQuote => of::<r::OutboxItem>(registry),
        O::CreateQuote | O::GetQuote | O::AcceptQuote | O::DeclineQuote | O::InvoiceQuote => {
            of::<r::QuoteResource>(registry)
        }
        O::ListQuotes => of::<r::QuoteList>(registry),
        O::CreateInvoice
        | O::UseTemplate
        | O::GetInvoice
        | O::PatchInvoice
        | O::IssueInvoice
        | O::VoidInvoice
        | O::CreditInvoice
        | O::SupplementInvoice
        | O::AddPayment
        | O::AddReturnedDebit
        | O::AddDispute
        | O::ResolveDispute
        | O::AddPromise
        | O::AddPaymentPlan
        | O::AddSettlementOffer
        | O::ResetDunning
        | O::HoldDunning
        | O::AddWriteOff
        | O::AddNote
        | O::CorrectEntry
        | O::HandOver => of::<r::InvoiceResource>(registry),
        O::CreateRecurring | O::GetRecurring | O::PatchRecurring => of::<r::RecurringResource>(registry),
        O::ListRecurring => of::<r::RecurringList>(registry),
        O::CreateItem | O::GetItem | O::PatchItem => of::<r::ItemResource>(registry),
        O::ListItems => of::<r::ItemList>(registry),
        O::ConsolidateItems => of::<r::ConsolidateAnswer>(registry),
        O::CreatePolicy | O::GetPolicy | O::PatchPolicy => of::<r::PolicyResource>(registry),
        O::ListPolicies => of::<r::PolicyList>(registry),
        O::GetLook | O::PatchLook => of::<r::Look>(registry),
        O::CreateTemplate | O::GetTemplate | O::PatchTemplate => of::<r::TemplateResource>(registry),
        O::ListTemplates => of::<r::TemplateList>(registry),
        O::CreateEndpoint | O::GetEndpoint | O::PatchEndpoint | O::RenewEndpointSecret | O::ReplayEndpoint => {
            of::<r::EndpointResource>(registry)
        }
        O::ListEndpoints => of::<r::EndpointList>(registry),
        O::GetMail | O::PutMail => of::<r::MailSettings>(registry),
        O::GetAccessPoint | O::PutAccessPoint => of::<r::AccessPoint>(registry),
        O::GetMessage => of::<r::MessageContent>(registry),
        O::FinishMessage => of::<r::OutboxItem>(registry),
        O::ListUnreachable => of::<r::UnreachableList>(registry),
        O::Sweep => of::<r::SweepResult>(registry),
        O::RemindInvoice => of::<r::Reminded>(registry),
        O::SimulateInvoice => of::<r::Simulation>(registry),
        O::GetStatus => of::<Status>(registry),
        O::GetClaim => of::<Claim>(registry),
        O::AllocatePayment => of::<Allocation>(registry),
        O::GetLatePaymentText => of::<r::LatePaymentText>(registry),
        O::GetDiscountCost => of::<DiscountCost>(registry),
        O::ReportAgeing => of::<AgeingReport>(registry),
        O::ReportDso => of::<DsoReport>(registry),
        O::ReportVat => of::<VatSummary>(registry),
        O::ReportCash => of::<CashForecast>(registry),
        O::ReportRevenue => of::<RevenueReport>(registry),
        O::ReportReceipts => of::<ReceiptsReport>(registry),
        O::ReportBehaviour => of::<PaymentBehaviour>(registry),
        O::ReportFeedback => of::<r::FeedbackReport>(registry),
        O::ReportTermEffect => of::<TermEffect>(registry),
        O::ListEntries => of::<r::EntryList>(registry),
        O::Calculate | O::PreviewTemplate => invoice_schema(registry),
        O::PreviewLetter => of::<voldaan::dunning::LetterText>(registry),
        O::GetRetention => of::<r::Retention>(registry),
        O::EraseCustomer => of::<r::ErasureResult>(registry),
        O::Import => of::<r::Imported>(registry),
        O::Export => return Shape { request, status: "200", answer: Answer::Lines },
        O::ListAudit => of::<r::AuditList>(registry),
        O::ListEvents => of::<r::EventList>(registry),
        O::ListInbox => of::<r::InboxList>(registry),
        O::AssignInboxItem | O::DismissInboxItem => of::<r::InboxItem>(registry),
        O::CreateMandate | O::GetMandate | O::SignMandate => of::<r::Mandate>(registry),
        O::ListMandates => of::<r::MandateList>(registry),
        O::ListDirectDebits => of::<r::DirectDebitList>(registry),
        O::CreateDirectDebit | O::GetDirectDebit => of::<r::DirectDebit>(registry),
        O::ImportPayments => of::<r::PaymentImport>(registry),
        O::ImportDrafts => of::<r::DraftImport>(registry),
        O::CreatePayment => of::<r::SpreadPayment>(registry),
        O::GetCreditBalance => of::<r::CreditBalances>(registry),
        O::CreateCheckout | O::ChargeInvoice => of::<r::Checkout>(registry),
        O::CheckVatId => of::<r::VatCheck>(registry),
        O::ListVatChecks => of::<r::VatCheckList>(registry),
        O::CreatePaymentMandate => of::<r::PaymentMandate>(registry),
        O::ListPaymentMandates => of::<r::PaymentMandateList>(registry),
        O::CreateRefund | O::SettleRefund => of::<r::RefundResource>(registry),
        O::ListRefunds | O::ListAllRefunds => of::<r::RefundList>(registry),
        O::ListCharges => of::<r::MandateChargeList>(registry),
        O::SettleCharge => of::<r::MandateCharge>(registry),
        O::ListOutbox => of::<r::OutboxList>(registry),
        O::ListCustomerRequests => of::<r::CustomerRequestList>(registry),
        O::ResolveCustomerRequest => of::<r::CustomerRequest>(registry),
        O::GetPdf | O::PreviewLook | O::ShowPdf | O::PrintMessage | O::GetQuotePdf | O::ShowQuotePdf => {
            return Shape { request, status: "200", answer: Answer::File("application/pdf") };
        }
        O::ShowFont => return Shape { request, status: "200", answer: Answer::File("font/ttf") },
        O::ShowLogo => return Shape { request, status: "200", answer: Answer::File("image/png") },
        O::ExtractInvoices | O::ExtractLines | O::ExtractJournal | O::ExtractPayments => {
            return Shape { request, status: "200", answer: Answer::File("text/csv") };
        }
        O::ExtractBundle | O::GetDossier => {
            return Shape { request, status: "200", answer: Answer::File("application/zip") };
        }
        O::GetUbl | O::GetCii | O::ShowUbl | O::ShowCii | O::GetDirectDebitFile | O::ExtractAuditFile => {
            return Shape { request, status: "200", answer: Answer::File("application/xml") };
        }
        O::ShowInvoice | O::ShowQuote | O::ShowMessage | O::AskAccount | O::ShowAccount | O::ShowDesk => {
            return Shape { request, status: "200", answer: Answer::Html };
        }
        O::SeenScript | O::GetDeskFile => return Shape { request, status: "200", answer: Answer::Script },
        // What was done is shown by the page itself.
        O::ActOnInvoice | O::ActOnQuote | O::WantAccount | O::ActOnAccount => {
            return Shape { request, status: "303", answer: Answer::Nothing };
        }
        O::RevokeKey
        | O::RevokeMandate
        | O::DeleteCustomer
        | O::DeleteInvoice
        | O::RevokeLinks
        | O::DeletePolicy
        | O::DeleteItem
        | O::DeleteRecurring
        | O::DeleteTemplate
        | O::DeleteMail
        | O::DeleteUnreachable
        | O::DeleteAccessPoint
        | O::DeleteEndpoint
        | O::RevokePaymentMandate => {
            return Shape { request, status: "204", answer: Answer::Nothing };
        }
        O::ReceiveWebhook | O::OpenApi | O::Health => Schema::Any,
    };
    let status = match operation {
        O::CreateAdministration
        | O::CreateKey
        | O::RotateKey
        | O::CreateCustomer
        | O::CreateInvoice
        | O::SendInvoice
        | O::CreateQuote
        | O::SendQuote
        | O::InvoiceQuote
        | O::CreditInvoice
        | O::SupplementInvoice
        | O::ImportDrafts
        | O::AddPayment
        | O::CreatePayment
        | O::CreateMandate
        | O::CreateDirectDebit
        | O::AddReturnedDebit
        | O::CreateCheckout
        | O::ChargeInvoice
        | O::CreatePaymentMandate
        | O::CreateRefund
        | O::AddDispute
        | O::ResolveDispute
        | O::AddPromise
        | O::AddPaymentPlan
        | O::AddSettlementOffer
        | O::ResetDunning
        | O::HoldDunning
        | O::AddWriteOff
        | O::AddNote
        | O::CorrectEntry
        | O::HandOver
        | O::CreateRecurring
        | O::CreatePolicy
        | O::CreateTemplate
        | O::UseTemplate
        | O::CreateEndpoint
        | O::CreateItem
        | O::ConsolidateItems => "201",
        _ => "200",
    };
    Shape { request, status, answer: Answer::Json(answer) }
}
