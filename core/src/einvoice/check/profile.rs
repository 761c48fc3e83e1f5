//! What usage specifications ask of the document as a whole: types, periods, addresses, attachments.

use super::country::{is_domestic, is_from};
use super::{at, missing, refuse};
use crate::einvoice::said;
use crate::einvoice::specification::{BILLING, is_xrechnung};
use crate::invoice::{self, DocumentType, Issued, Profile};
use crate::money::Decimal;
use crate::wire::Reader;

/// Schemes of electronic addresses that Peppol does not deliver to (PEPPOL-EN16931-CL008, BIS Billing of May 2026)
/// though EN 16931 lists them (BR-CL-25).
const NOT_IN_PEPPOL: &str =
    "0037 0147 0154 0158 0170 0177 0193 0194 0202 0203 0205 0212 0213 0215 0217 0219 0220 AN AQ AS AU EM";

pub(super) fn check(issued: &Issued, profile: Profile, cx: &mut Reader) {
    kind(issued, profile, cx);
    let process = said(issued.head().business_process.as_deref()).filter(|process| *process != BILLING);
    if process.is_some() && matches!(profile, Profile::Peppol | Profile::Nlcius) {
        let message = "The profile has a business process of its own.";
        refuse("businessProcess", "PEPPOL-EN16931-R007", "BT-23", message, "Leave it out.", cx);
    }
    let german = is_xrechnung(profile) || profile == Profile::Peppol && is_domestic(issued, "DE");
    if german || profile == Profile::Peppol {
        line_periods(issued, cx);
    }
    if german {
        self::german(issued, cx);
    }
    match profile {
        Profile::Peppol => peppol(issued, german, cx),
        Profile::Nlcius if is_from(issued, "NL") => dutch(issued, cx),
        _ => {}
    }
}

/// Types (BT-3) that a profile does not have.
fn kind(issued: &Issued, profile: Profile, cx: &mut Reader) {
    let (rule, message) = match (profile, issued.head().document_type()) {
        (Profile::Peppol, DocumentType::SelfBilled) => (
            "PEPPOL-EN16931-P0100",
            "Self-billed invoices have a process of their own in Peppol, which is not written here.",
        ),
        (Profile::Peppol, DocumentType::Corrective) if !is_domestic(issued, "DE") => (
            "PEPPOL-EN16931-P0112",
            "Peppol takes a corrective invoice between German parties only: send a credit note.",
        ),
        (Profile::Nlcius, DocumentType::Prepayment) => {
            ("BR-NL-7", "NLCIUS has no prepayment invoices: send an ordinary one.")
        }
        _ => return,
    };
    refuse("type", rule, "BT-3", message, "Write it in another profile, such as en16931.", cx);
}

fn line_periods(issued: &Issued, cx: &mut Reader) {
    let Some(whole) = &issued.head().period else { return };
    for (index, row) in issued.lines().iter().enumerate() {
        let Some(part) = &row.line().period else { continue };
        let fix = "Widen the period of the invoice.";
        if part.from < whole.from || part.from > whole.until {
            let message = "The line begins outside of the period of the invoice.";
            refuse(at("lines", index, ".period.from"), "PEPPOL-EN16931-R110", "BT-134", message, fix, cx);
        }
        if part.until > whole.until || part.until < whole.from {
            let message = "The line ends outside of the period of the invoice.";
            refuse(at("lines", index, ".period.until"), "PEPPOL-EN16931-R111", "BT-135", message, fix, cx);
        }
    }
}

/// Rules of XRechnung, which Peppol applies between German parties (DE-R-010 and its like).
fn german(issued: &Issued, cx: &mut Reader) {
    let head = issued.head();
    if let Some(receiver) = &head.deliver_to {
        let address = receiver.address.as_ref();
        let fields = [
            ("deliverTo.address.city", address.and_then(|address| address.city.as_deref()), "BR-DE-10", "BT-77"),
            (
                "deliverTo.address.postalCode",
                address.and_then(|address| address.postal_code.as_deref()),
                "BR-DE-11",
                "BT-78",
            ),
        ];
        for (path, value, rule, term) in fields {
            if said(value).is_none() {
                missing(path, rule, term, "The place of delivery has a city and a post code.", cx);
            }
        }
    }
    for (index, step) in head.payment_terms.iter().flat_map(|terms| &terms.early_discounts).enumerate() {
        if step.percent.scale() > 2 {
            let message = "The percentage of an early-payment discount has at most two decimals.";
            refuse(at("paymentTerms.earlyDiscounts", index, ".percent"), "BR-DE-18", "BT-20", message, "Round it.", cx);
        }
    }
    for (index, attachment) in head.attachments.iter().enumerate() {
        let earlier = head.attachments.get(..index).unwrap_or_default();
        if attachment.content.is_some() && earlier.iter().any(|other| other.filename == attachment.filename) {
            let message = "Two attachments have the same file name.";
            refuse(at("attachments", index, ".filename"), "BR-DE-22", "BT-125", message, "Rename one of them.", cx);
        }
    }
}

fn peppol(issued: &Issued, german: bool, cx: &mut Reader) {
    let head = issued.head();
    for (path, party, term) in
        [("supplier.endpoint", &head.supplier, "BT-34"), ("customer.endpoint", &head.customer, "BT-49")]
    {
        let scheme = party.as_ref().and_then(|party| party.endpoint.as_ref()).map(|endpoint| endpoint.scheme.as_str());
        if scheme.is_some_and(|scheme| NOT_IN_PEPPOL.split_ascii_whitespace().any(|known| known == scheme)) {
            let message = "Peppol does not deliver to addresses of this scheme.";
            let fix = "Use the receiver's Peppol address, such as 0106 with a KVK number or 0208 with a Belgian one.";
            refuse(path, "PEPPOL-EN16931-CL008", term, message, fix, cx);
        }
    }
    if german {
        // The rules DE-R-001 to 031 of Peppol are those of XRechnung under another name.
        let mut inner = Reader::new();
        invoice::check_issued(issued, Profile::Xrechnung, &mut inner);
        let known = std::mem::take(cx).into_findings();
        let more =
            inner.into_findings().into_iter().filter(|finding| !known.iter().any(|old| old.path == finding.path));
        let more: Vec<_> = more.collect();
        known.into_iter().chain(more).for_each(|finding| cx.push(finding));
    }
    representative(issued, "NL-R-006", cx);
    if let (Some(amount), vat) = (issued.totals().vat_in_accounting_currency, issued.totals().vat)
        && (amount.is_zero() != vat.is_zero() || amount.is_sign_negative() != vat.is_sign_negative())
    {
        let message = "VAT is nothing in one of the two currencies only, so that their signs differ.";
        refuse("vatCurrency", "PEPPOL-EN16931-R055", "BT-111", message, "Leave the accounting currency out.", cx);
    }
}

fn dutch(issued: &Issued, cx: &mut Reader) {
    let head = issued.head();
    if said(head.buyer_reference.as_deref()).or(said(head.purchase_order.as_deref())).is_none() {
        let message = "The buyer finds the invoice by a buyer reference or a purchase order; one of them is needed.";
        missing("buyerReference", "BR-NL-2", "BT-10", message, cx);
    }
    let unregistered = head.customer.as_ref().is_some_and(|customer| customer.company_id.is_none());
    if is_domestic(issued, "NL") && unregistered {
        let message = "A Dutch customer is known by its KVK number (0106) or OIN (0190).";
        missing("customer.companyId", "BR-NL-10", "BT-47", message, cx);
    }
    representative(issued, "BR-NL-5", cx);
}

/// A Dutch tax representative of a Dutch seller has a whole address.
fn representative(issued: &Issued, rule: &str, cx: &mut Reader) {
    let Some(party) = &issued.head().tax_representative else { return };
    if party.country != "NL" || !is_from(issued, "NL") {
        return;
    }
    let address = party.address.as_ref();
    let fields = [
        ("taxRepresentative.address.line1", address.and_then(|address| address.line1.as_deref()), "BT-64"),
        ("taxRepresentative.address.city", address.and_then(|address| address.city.as_deref()), "BT-66"),
        ("taxRepresentative.address.postalCode", address.and_then(|address| address.postal_code.as_deref()), "BT-67"),
    ];
    for (path, value, term) in fields {
        if said(value).is_none() {
            missing(path, rule, term, "A Dutch address has street, city and post code.", cx);
        }
    }
}

/// The Swedish rates that Peppol takes (SE-R-006).
pub(super) fn is_swedish_rate(rate: Decimal) -> bool {
    [6, 12, 25].iter().any(|known| rate == Decimal::from(*known))
}
