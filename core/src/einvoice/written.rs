//! Identifiers as documents carry them: without separators, in capitals, with their country. What cannot be checked goes
//! out as it was typed.

use std::borrow::Cow;

use crate::identifier::{bic, company, endpoint, iban, vat_id as vat};
use crate::party::Identifier;

fn or_typed<E>(checked: Result<String, E>, typed: &str) -> Cow<'_, str> {
    match checked {
        Ok(normalized) => Cow::Owned(normalized),
        Err(_) => Cow::Borrowed(typed),
    }
}

/// A VAT id (BT-31, BT-48, BT-63).
pub(super) fn vat_id(typed: &str) -> Cow<'_, str> {
    or_typed(vat::written(typed).ok_or(()), typed)
}

/// A company number (BT-30, BT-47, BT-61).
pub(super) fn company_id(id: &Identifier) -> Cow<'_, str> {
    or_typed(company::check(&id.scheme, &id.value), &id.value)
}

/// An electronic address (BT-34, BT-49).
pub(super) fn endpoint_id(id: &Identifier) -> Cow<'_, str> {
    or_typed(endpoint::check(&id.scheme, &id.value), &id.value)
}

/// An account (BT-84, BT-91).
pub(super) fn account(typed: &str) -> Cow<'_, str> {
    or_typed(iban::check(typed), typed)
}

/// A bank (BT-86).
pub(super) fn bank(typed: &str) -> Cow<'_, str> {
    or_typed(bic::check(typed), typed)
}

/// A payment reference (BT-83).
pub(super) fn reference(reference: &crate::invoice::PaymentReference) -> Cow<'_, str> {
    let checked = crate::identifier::reference::check(reference.text(), Some(reference.scheme.scheme()));
    or_typed(checked.map(|(_, normalized)| normalized), reference.text())
}
