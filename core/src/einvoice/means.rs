//! Ways to pay (BG-16) as both syntaxes need them: the code of UNTDID 4461 and what has no term of its own.

use crate::invoice::{MethodKind, PaymentMethod};
use crate::money::Currency;

use super::said;

/// What stands where a reference is given but no way to pay: "instrument not defined".
pub(super) const UNDEFINED: &str = "1";

/// The code (BT-81). Transfers and direct debits in euros to an account with an IBAN are those of SEPA.
pub(super) fn code(method: &PaymentMethod, currency: Currency) -> &'static str {
    let sepa = currency == Currency::EUR;
    match method.kind {
        MethodKind::CreditTransfer if sepa => "58",
        MethodKind::CreditTransfer => "30",
        MethodKind::DirectDebit if sepa => "59",
        MethodKind::DirectDebit => "49",
        MethodKind::Card => "48",
        MethodKind::Cash => "10",
        MethodKind::Online => "68",
    }
}

/// The text of the means (BT-82): what a method says that no other term holds, its page last.
pub(super) fn text(method: &PaymentMethod) -> Option<String> {
    let mut text = String::new();
    if method.kind != MethodKind::CreditTransfer {
        text.push_str(said(method.name.as_deref()).unwrap_or_default());
    }
    if let Some(url) = said(method.url.as_deref()) {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(url);
    }
    (!text.is_empty()).then_some(text)
}

/// The creditor identifier of direct debits (BT-90).
pub(super) fn creditor(methods: &[PaymentMethod]) -> Option<&str> {
    methods.iter().find_map(|method| said(method.creditor_id.as_deref()))
}
