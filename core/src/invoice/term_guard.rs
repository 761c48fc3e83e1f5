//! The guard on payment terms: a warning where a term is longer than the law lets it be. Refuses nothing: a longer term may
//! have been agreed expressly, where the law allows that.

use std::borrow::Cow;

use super::calculate::compute;
use super::draft::Draft;
use crate::finding::{Code, Finding};
use crate::law::late_payment::Debtor;
use crate::law::term_limits::limit_of;
use crate::party::PartyKind;
use crate::wire::{Reader, push_count};

/// The warning for a term that is too long. It looks at the invoice date, for want of the day of receipt, and at the law of the
/// supplier's country; `large_to_small` says that a large business owes a small one. Silent where the kind of customer is not said.
pub fn term_guard(draft: &Draft, large_to_small: bool) -> Option<Finding> {
    let debtor = match draft.customer.as_ref()?.kind? {
        PartyKind::Business => Debtor::Business,
        PartyKind::Government => Debtor::Government,
        PartyKind::Consumer => return None,
    };
    // What is wrong with the draft is said by its other checks.
    let invoice = compute(Cow::Borrowed(draft), &mut Reader::new())?;
    let issued = draft.issue_date?;
    let days = invoice.due_date()?.days_since(issued);
    let limit = &limit_of(&draft.supplier.as_ref()?.country, debtor, large_to_small, None, issued)?.value;
    if days <= i64::from(limit.days) {
        return None;
    }
    let mut message = "The term is ".to_owned();
    push_count(&mut message, usize::try_from(days).unwrap_or(usize::MAX));
    message.push_str(" days; the law allows ");
    push_count(&mut message, usize::try_from(limit.days).unwrap_or(usize::MAX));
    message.push_str(if limit.void {
        ", and a longer one is void."
    } else {
        ", unless a longer one was agreed for a reason."
    });
    let finding = Finding::new(Code::TermsLimit, "paymentTerms", message).rule(limit.law);
    let fix = if limit.void {
        "Shorten the term: by law, thirty days from receipt take its place."
    } else {
        "Shorten the term, or keep the agreement at hand."
    };
    Some(finding.term("BT-9").fix(fix))
}
