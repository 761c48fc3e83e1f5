//! Ways to pay that a profile asks for, or does not take.

use super::{at, missing, refuse};
use crate::einvoice::said;
use crate::einvoice::specification::is_xrechnung;
use crate::invoice::{Issued, MethodKind, Profile};
use crate::wire::Reader;

use super::country::{is_domestic, is_from};

/// Reads what the methods of payment say.
pub(super) fn check(issued: &Issued, profile: Profile, cx: &mut Reader) {
    let head = issued.head();
    let german = is_xrechnung(profile) || profile == Profile::Peppol && is_domestic(issued, "DE");
    // BR-NL-12 and NL-R-008: transfers, direct debits and cards only.
    let dutch = match profile {
        Profile::Nlcius => is_from(issued, "NL").then_some("BR-NL-12"),
        Profile::Peppol => is_domestic(issued, "NL").then_some("NL-R-008"),
        _ => None,
    };
    for (index, method) in head.payment_methods.iter().enumerate() {
        let path = |field| at("paymentMethods", index, field);
        if let Some(rule) = dutch
            && matches!(method.kind, MethodKind::Cash | MethodKind::Online)
        {
            let fix = "State a transfer, a direct debit or a card, or leave it out.";
            refuse(path(".kind"), rule, "BT-81", "Dutch invoices do not take this way to pay.", fix, cx);
        }
        if method.kind == MethodKind::Card && german {
            let message = "A card is stated with its last digits (BT-87), which Voldaan does not keep.";
            refuse(path(".kind"), "BR-DE-24-a", "BT-81", message, "State another way to pay.", cx);
        }
        if method.kind == MethodKind::DirectDebit && (german || profile == Profile::Peppol) {
            if said(method.mandate_id.as_deref()).is_none() {
                missing(path(".mandateId"), "PEPPOL-EN16931-R061", "BT-89", "The direct debit names no mandate.", cx);
            }
            if german && said(method.creditor_id.as_deref()).is_none() {
                missing(path(".creditorId"), "BR-DE-30", "BT-90", "The direct debit names no creditor identifier.", cx);
            }
            if german && said(method.iban.as_deref()).is_none() {
                missing(path(".iban"), "BR-DE-31", "BT-91", "The direct debit names no account to debit.", cx);
            }
        }
    }
    if let Some(rule) = dutch
        && head.payment_methods.is_empty()
        && head.payment_reference.is_some()
    {
        missing(
            "paymentMethods",
            rule,
            "BT-81",
            "A payment reference stands with the way to pay, which is missing.",
            cx,
        );
    }
}
