//! Codes that EN 16931 takes from closed lists, and texts that must not be empty.

use super::{at, missing, refuse};
use crate::einvoice::{said, schemes};
use crate::identifier::country;
use crate::invoice::{AllowanceCharge, Draft, Issued, Line, reason, unit};
use crate::party::Reference;
use crate::wire::Reader;

/// ISO 4217 currencies that the code list of EN 16931 does not have (BR-CL-04, artefacts 1.3.16).
const CURRENCIES_UNKNOWN: &[&str] = &["STN", "XAD"];

pub(super) fn check(issued: &Issued, cx: &mut Reader) {
    let head = issued.head();
    let accounting =
        head.vat_currency.as_ref().map(|other| (other.currency, "vatCurrency.currency", "BR-CL-05", "BT-6"));
    for (currency, path, rule, term) in
        [Some((head.currency, "currency", "BR-CL-04", "BT-5")), accounting].into_iter().flatten()
    {
        if CURRENCIES_UNKNOWN.contains(&currency.code()) {
            let message = "The code list of EN 16931 does not have this currency yet.";
            refuse(path, rule, term, message, "State the invoice in another currency.", cx);
        }
    }
    for (index, row) in issued.lines().iter().enumerate() {
        let line = row.line();
        if line.id.as_deref().is_some_and(|id| id.trim().is_empty()) {
            missing(at("lines", index, ".id"), "BR-21", "BT-126", "The line has an empty id.", cx);
        }
        if line.unit.as_deref().is_some_and(|unit| !unit::is_code(unit)) {
            let message = "The unit is not in the lists of UN/ECE Recommendations 20 and 21.";
            refuse(
                at("lines", index, ".unit"),
                "BR-CL-23",
                "BT-130",
                message,
                "Use a code of the list, such as C62.",
                cx,
            );
        }
        line_schemes(line, index, cx);
        reasons(&line.allowances, false, || at("lines", index, ".allowances"), "BT-140", cx);
        reasons(&line.charges, true, || at("lines", index, ".charges"), "BT-145", cx);
    }
    reasons(&head.allowances, false, || "allowances".to_owned(), "BT-98", cx);
    reasons(&head.charges, true, || "charges".to_owned(), "BT-105", cx);
    vat_ids(issued, cx);
    party_schemes(head, cx);
    let object = head.references.as_ref().and_then(|refers| refers.invoiced_object.as_ref());
    object_scheme(object, || "references.invoicedObject".to_owned(), "BT-18-1", cx);
    for (index, attachment) in head.attachments.iter().enumerate() {
        if said(Some(&attachment.id)).is_none() {
            missing(
                at("attachments", index, ".id"),
                "BR-52",
                "BT-122",
                "The supporting document has no reference.",
                cx,
            );
        }
    }
}

fn reasons(rows: &[AllowanceCharge], is_charge: bool, path: impl Fn() -> String, term: &str, cx: &mut Reader) {
    for (index, row) in rows.iter().enumerate() {
        let code = said(row.reason_code.as_deref());
        if code.is_some_and(|code| !reason::is_known(code, is_charge)) {
            let (rule, message, fix) = reason::refusal(is_charge);
            refuse(at(&path(), index, ".reasonCode"), rule, term, message, fix, cx);
        }
    }
}

/// BR-CO-09: VAT ids begin with their country, and Greece is EL there.
fn vat_ids(issued: &Issued, cx: &mut Reader) {
    let head = issued.head();
    let parties = [
        ("supplier.vatId", &head.supplier, "BT-31"),
        ("customer.vatId", &head.customer, "BT-48"),
        ("taxRepresentative.vatId", &head.tax_representative, "BT-63"),
    ];
    for (path, party, term) in parties {
        let Some(id) = party.as_ref().and_then(|party| said(party.vat_id.as_deref())) else { continue };
        let id = super::super::written::vat_id(id);
        let prefix = id.get(..2).unwrap_or_default();
        if prefix != "EL" && !country::is_known(prefix) {
            let message = "The VAT id does not begin with a country.";
            refuse(path, "BR-CO-09", term, message, "Write it with its two letters in front, as NL004495445B01.", cx);
        }
    }
}

/// BR-CL-07: the scheme of what is invoiced.
fn object_scheme(object: Option<&Reference>, path: impl Fn() -> String, term: &str, cx: &mut Reader) {
    let scheme = object.and_then(|object| object.scheme.as_deref());
    if scheme.is_some_and(|scheme| !schemes::is_object(scheme)) {
        let message = "The scheme is not a code of UNTDID 1153.";
        refuse([&path(), ".scheme"].concat(), "BR-CL-07", term, message, "Use such a code, MG for a meter.", cx);
    }
}

/// The schemes of a line: BR-CL-07, BR-64 with BR-CL-21, BR-CL-13.
fn line_schemes(line: &Line, index: usize, cx: &mut Reader) {
    let object = line.references.as_ref().and_then(|refers| refers.invoiced_object.as_ref());
    object_scheme(object, || at("lines", index, ".references.invoicedObject"), "BT-128-1", cx);
    let Some(item) = &line.item else { return };
    if let Some(id) = &item.standard_id
        && !id.scheme.as_deref().is_some_and(schemes::is_registered)
    {
        let rule = if id.scheme.is_none() { "BR-64" } else { "BR-CL-21" };
        let message = "The standard identifier needs a scheme of ISO 6523.";
        let path = at("lines", index, ".item.standardId.scheme");
        refuse(path, rule, "BT-157-1", message, "Use such a code, 0160 for a GTIN.", cx);
    }
    for (place, class) in item.classifications.iter().enumerate() {
        if !schemes::is_classification(&class.scheme) {
            let message = "The scheme is not a code of UNTDID 7143.";
            let path = at(&at("lines", index, ".item.classifications"), place, ".scheme");
            refuse(path, "BR-CL-13", "BT-158-1", message, "Use such a code, STI for CPV.", cx);
        }
    }
}

/// The schemes of other identifiers of parties and of the place of delivery: BR-CL-10, BR-CL-26.
fn party_schemes(head: &Draft, cx: &mut Reader) {
    let parties = [
        ("supplier.ids", &head.supplier, "BR-CL-10", "BT-29-1", usize::MAX),
        ("customer.ids", &head.customer, "BR-CL-10", "BT-46-1", 1),
        ("payee.ids", &head.payee, "BR-CL-10", "BT-60-1", 1),
        ("deliverTo.ids", &head.deliver_to, "BR-CL-26", "BT-71-1", 1),
    ];
    for (path, party, rule, term, count_max) in parties {
        let Some(party) = party else { continue };
        if party.ids.len() > count_max {
            let message = "The document has a place for one identifier here.";
            refuse(path, "EN 16931-1", term, message, "Say the one by which the receiver knows it.", cx);
        }
        for (index, id) in party.ids.iter().enumerate() {
            if id.scheme.as_deref().is_some_and(|scheme| !schemes::is_registered(scheme)) {
                let message = "The scheme is not a code of ISO 6523.";
                refuse(at(path, index, ".scheme"), rule, term, message, "Use such a code, 0088 for a GLN.", cx);
            }
        }
    }
}
