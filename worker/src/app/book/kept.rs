//! What is kept for later drafts - parties, terms, ways to pay - is judged when it is kept, by the engine's own rules:
//! a wrong VAT id is refused here, and not on each draft that refers to it.

use voldaan::calendar::Day;
use voldaan::finding::{Code, Error, Finding};
use voldaan::invoice::{Draft, PaymentMethod, Terms, findings_beside};
use voldaan::party::Party;
use voldaan::wire::from_json;

use crate::app::mail::is_address;
use crate::app::problem::Problem;
use crate::app::resource::{AdministrationInput, CustomerInput};

/// The smallest draft; what is kept is judged as a part of it.
const SMALLEST: &str =
    r#"{"currency":"EUR","lines":[{"name":"1","quantity":"1","unitPrice":"1","vat":{"category":"Z","rate":"0"}}]}"#;

/// Fixed amounts of instalments add up on their own invoices, not on the smallest draft.
const OF_ITS_INVOICE: &str = "instalments.sum";

/// Refuses a customer that no invoice could go to; `read` is what was found while it was read.
pub(super) fn check_customer(said: &CustomerInput, read: Vec<Finding>, today: Day) -> Result<(), Problem> {
    let draft = draft(None, Some(&said.party), None, &[], today)?;
    let found = beside(&draft, &moved(&read, "party", "customer"), &["customer"]);
    let mut found = moved(&found, "customer", "party");
    for (index, contact) in said.contacts.iter().enumerate() {
        if contact.email.as_ref().is_some_and(|email| !is_address(email)) {
            let path = format!("contacts[{index}].email");
            let finding = Finding::new(Code::EmailFormat, path, "This is not an e-mail address.");
            found.push(finding.fix("State one address such as anna@example.com."));
        }
    }
    found.extend(consent(said, today));
    check(read, found)
}

/// What is wrong with the consent of a customer: one that is to come, or that nobody can read, is none.
fn consent(said: &CustomerInput, today: Day) -> Vec<Finding> {
    let mut found = Vec::new();
    let Some(consent) = said.delivery.as_ref().and_then(|delivery| delivery.consent.as_ref()) else { return found };
    if consent.on > today {
        let message = format!("The customer would agree on {}, and today is {today}.", consent.on);
        let finding = Finding::new(Code::DateRange, "delivery.consent.on", message).rule("2006/112/EC art. 232");
        found.push(finding.fix("Keep the consent once it was given, with its day."));
    }
    if consent.source.trim().is_empty() {
        let message = "Whoever asks for the consent has to find it.";
        let finding = Finding::new(Code::TextEmpty, "delivery.consent.source", message).rule("2006/112/EC art. 232");
        found.push(finding.fix("Say where it can be read: a contract, an e-mail, a form."));
    }
    found
}

/// Refuses what an administration says of its invoices where no invoice could be made with it; `read` is what was found
/// before.
pub(super) fn check_administration(said: &AdministrationInput, read: Vec<Finding>, today: Day) -> Result<(), Problem> {
    let terms = said.payment_terms.as_ref();
    let draft = draft(said.supplier.as_ref(), None, terms, &said.payment_methods, today)?;
    let found = beside(&draft, &read, &["supplier", "paymentTerms", "paymentMethods"]);
    check(read, found)?;
    super::incentive::check(said)?;
    Ok(super::payment::check_tolerance(said)?)
}

fn draft(
    supplier: Option<&Party>,
    customer: Option<&Party>,
    terms: Option<&Terms>,
    methods: &[PaymentMethod],
    today: Day,
) -> Result<Draft, Problem> {
    let mut draft: Draft = from_json(SMALLEST)?;
    draft.issue_date = Some(today);
    draft.supplier = supplier.cloned().map(Box::new);
    draft.customer = customer.cloned().map(Box::new);
    draft.payment_terms = terms.cloned();
    draft.payment_methods = methods.to_vec();
    Ok(draft)
}

/// The errors of some fields of a draft that were not found while it was read.
fn beside(draft: &Draft, read: &[Finding], fields: &[&str]) -> Vec<Finding> {
    let mut found = findings_beside(draft, read, None);
    found.retain(|finding| {
        let field = finding.path.split(['.', '[']).next().unwrap_or_default();
        finding.is_error() && fields.contains(&field) && finding.code != OF_ITS_INVOICE
    });
    found
}

/// Findings under one field as if they stood under another.
fn moved(findings: &[Finding], from: &str, to: &str) -> Vec<Finding> {
    let place = |finding: &Finding| match finding.path.strip_prefix(from) {
        Some(rest) if rest.is_empty() || rest.starts_with(['.', '[']) => format!("{to}{rest}"),
        _ => finding.path.clone(),
    };
    findings.iter().map(|finding| Finding { path: place(finding), ..finding.clone() }).collect()
}

fn check(mut read: Vec<Finding>, found: Vec<Finding>) -> Result<(), Problem> {
    read.extend(found);
    Error::check(read)?;
    Ok(())
}
