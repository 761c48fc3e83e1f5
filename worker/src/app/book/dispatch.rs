//! Which handler carries out which operation, in which kind of transaction.

use super::Book;
use super::session::Session;
use crate::app::http::Response;
use crate::app::ports::Ports;
use crate::app::problem::Problem;
use crate::app::rendering::Kind;
use crate::app::resource::Scope;
use crate::app::route::{Operation, Route};

impl<P: Ports> Book<P> {
    /// Carries out the operation of a request that has shown a good key.
    pub(super) async fn dispatch(&self, session: &Session<'_, P>, route: &Route) -> Result<Response, Problem> {
        let id = route.parameter(0);
        if route.operation.changes_settings() {
            self.sweep.set(None);
        }
        if route.operation.scope() != Scope::Read {
            self.keep_to_test_clock(session)?;
            if route.operation != Operation::Import {
                self.check_whole()?;
            }
        }
        match route.operation {
            Operation::GetAdministration => session.get_administration(),
            Operation::PatchAdministration => session.patch_administration(),
            Operation::CreateKey => session.once(|| session.create_key()),
            Operation::ListKeys => session.list_keys(),
            Operation::RotateKey => session.once(|| session.rotate_key(id)),
            Operation::RevokeKey => session.change(|| session.revoke_key(id)),
            Operation::CreateCustomer => session.once(|| session.create_customer()),
            Operation::ListCustomers => session.list_customers(),
            Operation::GetCustomer => session.get_customer(id),
            Operation::PatchCustomer => session.change(|| session.patch_customer(id)),
            Operation::DeleteCustomer => session.change(|| session.delete_customer(id)),
            Operation::CheckVatId => session.check_vat_id(id).await,
            Operation::ListVatChecks => session.list_vat_checks(id),
            Operation::GetRetention => session.get_retention(id),
            Operation::EraseCustomer => session.once(|| session.erase_customer(id)),
            Operation::CreateInvoice => session.once(|| session.create_draft()),
            Operation::ImportDrafts => session.once(|| session.import_drafts()),
            Operation::ListInvoices => session.list_invoices(),
            Operation::PatchInvoice => session.change(|| session.patch_draft(id)),
            Operation::DeleteInvoice => session.change(|| session.delete_draft(id)),
            Operation::IssueInvoice => session.once(|| session.issue_draft(id)),
            Operation::RevokeLinks => session.change(|| session.revoke_links(id)),
            Operation::ListEntries => session.list_entries(id),
            Operation::Calculate => session.calculate(),
            Operation::CreateRecurring => session.once(|| session.create_recurring()),
            Operation::ListRecurring => session.list_recurring(),
            Operation::GetRecurring => session.get_recurring(id),
            Operation::PatchRecurring => session.change(|| session.patch_recurring(id)),
            Operation::DeleteRecurring => session.change(|| session.delete_recurring(id)),
            Operation::CreateItem => session.once(|| session.create_item()),
            Operation::ConsolidateItems => session.once(|| session.consolidate_items()),
            Operation::ListItems => session.list_items(),
            Operation::GetItem => session.get_item(id),
            Operation::PatchItem => session.change(|| session.patch_item(id)),
            Operation::DeleteItem => session.change(|| session.delete_item(id)),
            Operation::Sweep => self.sweep_on_request(session).await,
            Operation::CreatePolicy => session.once(|| session.create_policy()),
            Operation::ListPolicies => session.list_policies(),
            Operation::GetPolicy => session.get_policy(id),
            Operation::GetLatePaymentText => session.get_late_payment_text(id),
            Operation::PatchPolicy => session.change(|| session.patch_policy(id)),
            Operation::DeletePolicy => session.change(|| session.delete_policy(id)),
            Operation::CreateTemplate => session.once(|| session.create_template()),
            Operation::ListTemplates => session.list_templates(),
            Operation::GetTemplate => session.get_template(id),
            Operation::UseTemplate => session.once(|| session.use_template(id)),
            Operation::PreviewTemplate => session.preview_template(id),
            Operation::PatchTemplate => session.change(|| session.patch_template(id)),
            Operation::GetLook => session.get_look(),
            Operation::PatchLook => session.change(|| session.patch_look()),
            Operation::DeleteTemplate => session.change(|| session.delete_template(id)),
            Operation::Search => session.search(),
            Operation::Verify => session.verify(),
            Operation::CreateEndpoint => session.once(|| session.create_endpoint()),
            Operation::ListEndpoints => session.list_endpoints(),
            Operation::GetEndpoint => session.get_endpoint(id),
            Operation::PatchEndpoint => session.change(|| session.patch_endpoint(id)),
            Operation::DeleteEndpoint => session.change(|| session.delete_endpoint(id)),
            Operation::RenewEndpointSecret => session.once(|| session.renew_secret(id)),
            Operation::ReplayEndpoint => session.once(|| session.replay(id)),
            Operation::Export => session.export(),
            Operation::Import => {
                let answer = session.once(|| session.import());
                self.sweep.set(None);
                self.look_for_fillings()?;
                answer
            }
            Operation::ListAudit => session.list_audit(),
            Operation::ListEvents => session.list_events(),
            Operation::ListInbox => session.list_inbox(),
            Operation::DismissInboxItem => session.once(|| session.dismiss(id)),
            Operation::ListCharges => session.list_charges(id),
            Operation::SettleCharge => session.settle_charge(id).await,
            Operation::ListRefunds => session.list_refunds(id),
            Operation::ListAllRefunds => session.list_all_refunds(),
            Operation::GetMail => session.get_mail(),
            Operation::PutMail => session.change(|| session.put_mail()),
            Operation::DeleteMail => session.change(|| session.delete_mail()),
            Operation::ListUnreachable => session.list_unreachable(),
            Operation::DeleteUnreachable => session.change(|| session.delete_unreachable(id)),
            Operation::GetAccessPoint => session.get_access_point(),
            Operation::PutAccessPoint => session.change(|| session.put_access_point()),
            Operation::DeleteAccessPoint => session.change(|| session.delete_access_point()),
            Operation::GetMessage => session.get_message(id).await,
            Operation::PrintMessage => session.print_message(id).await,
            Operation::ShowMessage => session.show_message(id).await,
            Operation::FinishMessage => {
                let document = session.document_of_message(id).await?;
                session.once(|| session.finish_message(id, document.as_deref()))
            }
            Operation::ListOutbox => session.list_outbox(),
            Operation::ListCustomerRequests => session.list_customer_requests(),
            // The rest needs the document of an issued invoice, which may have to be fetched.
            Operation::GetInvoice => {
                let document = session.document(id).await?;
                session.get_invoice(id, document.as_ref())
            }
            Operation::GetStatus => {
                let document = session.document(id).await?;
                session.get_status(id, document.as_ref())
            }
            Operation::GetClaim => {
                let document = session.issued_document(id).await?;
                session.get_claim(id, &document)
            }
            Operation::AllocatePayment => {
                let document = session.issued_document(id).await?;
                session.allocate_payment(id, &document)
            }
            Operation::PreviewLetter => {
                let document = session.issued_document(id).await?;
                session.preview_letter(id, &document)
            }
            Operation::SimulateInvoice => {
                let document = session.issued_document(id).await?;
                session.simulate(id, &document)
            }
            Operation::PreviewLook => session.preview_look(id).await,
            Operation::GetPdf => session.get_rendering(id, Kind::Pdf).await,
            Operation::GetUbl => session.get_rendering(id, Kind::Ubl).await,
            Operation::GetCii => session.get_rendering(id, Kind::Cii).await,
            Operation::ReportAgeing
            | Operation::ReportDso
            | Operation::ReportVat
            | Operation::ReportCash
            | Operation::ReportRevenue
            | Operation::ReportReceipts
            | Operation::ReportBehaviour
            | Operation::ReportTermEffect => session.report(route.operation),
            Operation::ReportFeedback => session.feedback(),
            Operation::GetDiscountCost => session.get_discount_cost(),
            Operation::GetDossier => session.get_dossier(id).await,
            Operation::ExtractInvoices => session.extract_invoices().await,
            Operation::ExtractLines => session.extract_lines().await,
            Operation::ExtractJournal => session.extract_journal().await,
            Operation::ExtractPayments => session.extract_payments().await,
            Operation::ExtractBundle => session.extract_bundle().await,
            Operation::ExtractAuditFile => session.extract_audit_file().await,
            Operation::ResolveCustomerRequest => {
                let document = session.issued_document(&session.invoice_of_request(id)?).await?;
                session.once(|| session.resolve_customer_request(id, &document))
            }
            Operation::SendInvoice => {
                let document = session.issued_document(id).await?;
                session.once(|| session.send(id, &document))
            }
            Operation::RemindInvoice => {
                let document = session.issued_document(id).await?;
                session.once(|| session.remind(id, &document))
            }
            Operation::VoidInvoice => {
                let document = session.issued_document(id).await?;
                session.once(|| session.void(id, &document))
            }
            Operation::SupplementInvoice => {
                let document = session.issued_document(id).await?;
                session.once(|| session.supplement(id, &document))
            }
            Operation::CreditInvoice => {
                let document = session.issued_document(id).await?;
                session.once(|| session.credit(id, &document))
            }
            Operation::AddPayment => {
                let document = session.issued_document(id).await?;
                session.once(|| session.add_payment(id, &document))
            }
            Operation::CreateQuote => session.once(|| session.create_quote()),
            Operation::ListQuotes => session.list_quotes(),
            Operation::GetQuote => session.get_quote(id),
            Operation::GetQuotePdf => session.get_quote_pdf(id),
            Operation::SendQuote => session.once(|| session.send_quote(id)),
            Operation::AcceptQuote => session.once(|| session.accept_quote(id)),
            Operation::DeclineQuote => session.once(|| session.decline_quote(id)),
            Operation::InvoiceQuote => session.once(|| session.invoice_quote(id)),
            Operation::CreateMandate => session.once(|| session.create_mandate()),
            Operation::ListMandates => session.list_mandates(),
            Operation::GetMandate => session.get_mandate(id),
            Operation::SignMandate => session.once(|| session.sign_mandate(id)),
            Operation::RevokeMandate => session.change(|| session.revoke_mandate(id)),
            Operation::CreateDirectDebit => session.create_direct_debit().await,
            Operation::ListDirectDebits => session.list_direct_debits(),
            Operation::GetDirectDebit => session.get_direct_debit(id),
            Operation::GetDirectDebitFile => session.direct_debit_file(id).await,
            Operation::AddReturnedDebit => {
                let document = session.issued_document(id).await?;
                session.once(|| session.add_returned_debit(id, &document))
            }
            Operation::ImportPayments => session.import_payments().await,
            Operation::CreatePayment => session.create_payment().await,
            Operation::GetCreditBalance => session.get_credit_balance(id).await,
            Operation::CreateCheckout => session.create_checkout(id).await,
            Operation::ChargeInvoice => session.charge(id).await,
            Operation::CreatePaymentMandate => session.create_payment_mandate(id).await,
            Operation::ListPaymentMandates => session.list_payment_mandates(id),
            Operation::RevokePaymentMandate => session.revoke_payment_mandate(id).await,
            Operation::CreateRefund => {
                let document = session.issued_document(id).await?;
                session.once(|| session.create_refund(id, &document))
            }
            Operation::SettleRefund => session.settle_refund(id).await,
            Operation::AssignInboxItem => {
                let named = session.assigned_invoice().await?;
                session.once(|| session.assign(id, &named))
            }
            Operation::AddDispute
            | Operation::ResolveDispute
            | Operation::AddPromise
            | Operation::AddPaymentPlan
            | Operation::AddSettlementOffer
            | Operation::ResetDunning
            | Operation::HoldDunning
            | Operation::AddWriteOff
            | Operation::AddNote
            | Operation::CorrectEntry
            | Operation::HandOver => {
                let document = session.issued_document(id).await?;
                session.once(|| session.add_entry(id, &document, route.operation))
            }
            Operation::CreateAdministration
            | Operation::ReceiveWebhook
            | Operation::ShowInvoice
            | Operation::ActOnInvoice
            | Operation::AskAccount
            | Operation::ShowLogo
            | Operation::ShowFont
            | Operation::WantAccount
            | Operation::ShowAccount
            | Operation::ActOnAccount
            | Operation::SeenScript
            | Operation::ShowPdf
            | Operation::ShowQuote
            | Operation::ShowQuotePdf
            | Operation::ActOnQuote
            | Operation::ShowUbl
            | Operation::ShowCii
            | Operation::ShowDesk
            | Operation::GetDeskFile
            | Operation::OpenApi
            | Operation::Health => Err(Problem::not_found("operation")),
        }
    }
}
