//! Completeness: what the law and a profile of EN 16931 ask of an invoice before it may be issued.
//!
//! `calculate` takes what is there; this asks for what is missing, all of it at once, with the rule that wants it.
//! Refuses to judge a written document; that is for the rule sets of its syntax.

use std::borrow::Cow;

use super::calculate::{compute, is_per_line};
use super::computed::Invoice;
use super::draft::{DocumentType, Draft};
use super::gross::TOLERANCE;
use super::group::vat_of;
use super::line::{AllowanceCharge, Line};
use super::totals::VatBreakdown;
use super::vat::Category;
use crate::finding::{Code, Finding, Severity, errors_first};
use crate::money::{Decimal, Exact};
use crate::party::Party;
use crate::text::said;
use crate::wire::Reader;
use crate::wire_enum;

wire_enum! {
    /// A profile: EN 16931 itself or a usage specification of it.
    #[derive(Copy, Eq)]
    pub enum Profile {
        /// EN 16931 as it stands.
        "en16931" En16931,
        /// Peppol BIS Billing 3.
        "peppol" Peppol,
        /// NLCIUS, the Dutch usage specification.
        "nlcius" Nlcius,
        /// XRechnung, the German usage specification.
        "xrechnung" Xrechnung,
        /// Factur-X and ZUGFeRD, profile EN 16931.
        "facturx-en16931" FacturxEn16931,
        /// Factur-X and ZUGFeRD, profile BASIC.
        "facturx-basic" FacturxBasic,
        /// Factur-X and ZUGFeRD, profile XRECHNUNG.
        "facturx-xrechnung" FacturxXrechnung,
    }
}

/// Everything that is wrong with a draft or still missing for the profile; empty when it can be issued.
pub fn check(draft: &Draft, profile: Profile) -> Vec<Finding> {
    let mut cx = Reader::new();
    look(draft, Some(profile), &mut cx);
    errors_first(cx.into_findings())
}

/// Adds what is wrong with a draft and, with a profile, what is missing for it.
pub(super) fn look(draft: &Draft, asks: Option<Profile>, cx: &mut Reader) {
    let invoice = compute(Cow::Borrowed(draft), cx);
    if let Some(profile) = asks {
        check_into(draft, &draft.lines.iter().collect::<Vec<_>>(), invoice.as_ref(), profile, cx);
    }
}

/// Adds what an issued invoice misses for a profile.
#[cfg(feature = "documents")]
pub(crate) fn check_issued(issued: &super::computed::Issued, profile: Profile, cx: &mut Reader) {
    let lines: Vec<&Line> = issued.lines().iter().map(|row| row.line()).collect();
    check_into(issued.head(), &lines, Some(issued.invoice()), profile, cx);
}

/// Adds what is missing. The lines of the draft stand beside it; the invoice is there when it could be computed.
pub(super) fn check_into(draft: &Draft, lines: &[&Line], invoice: Option<&Invoice>, profile: Profile, cx: &mut Reader) {
    if draft.issue_date.is_none() {
        missing(Code::IssueDateMissing, "issueDate", "BR-03", "BT-2", "The invoice date is missing.", cx);
    }
    party(&draft.supplier, "supplier", ("BR-06", "BT-27"), ("BR-08", "BG-5"), cx);
    party(&draft.customer, "customer", ("BR-07", "BT-44"), ("BR-10", "BG-8"), cx);
    supplier_identified(draft, cx);
    tax_representative(draft, cx);
    let amends = matches!(draft.document_type(), DocumentType::CreditNote | DocumentType::Corrective);
    if amends && draft.preceding.is_empty() {
        let message = "A credit note or a corrective invoice names the invoice that it changes.";
        missing(Code::PrecedingMissing, "preceding", "Directive 2006/112/EC art. 219", "BG-3", message, cx);
    }
    for category in categories(lines, invoice) {
        self::category(category, draft, cx);
    }
    adjustments(draft, lines, cx);
    if let Some(invoice) = invoice {
        due_date(draft, invoice, cx);
        reasons(lines, invoice, cx);
        per_line(draft, invoice.vat_breakdown(), Severity::Error, cx);
    }
    super::profile::check(draft, profile, cx);
}

/// Whether a text is there and says something: a blank one is left out of every document.
pub(super) fn is_said(text: &Option<String>) -> bool {
    said(text.as_deref()).is_some()
}

#[cold]
pub(super) fn missing(code: Code, path: &str, rule: &str, term: &str, message: &str, cx: &mut Reader) {
    cx.push(Finding::new(code, path, message).rule(rule).term(term));
}

/// A party with its name and the address that art. 226(5) of the Directive asks for.
fn party(party: &Option<Box<Party>>, path: &str, name: (&str, &str), address: (&str, &str), cx: &mut Reader) {
    let Some(party) = party else {
        missing(Code::PartyMissing, path, name.0, name.1, &format!("The {path} is missing."), cx);
        return;
    };
    let stated = party.address.as_ref().is_some_and(|address| is_said(&address.line1) || is_said(&address.city));
    if !stated {
        let message = format!("The address of the {path} is missing: at least street or city.");
        cx.push(
            Finding::new(Code::PartyFieldMissing, format!("{path}.address"), message)
                .rule(format!("{}, Directive 2006/112/EC art. 226(5)", address.0))
                .term(address.1),
        );
    }
}

/// BR-CO-26: the seller is known by a number.
fn supplier_identified(draft: &Draft, cx: &mut Reader) {
    let Some(supplier) = &draft.supplier else { return };
    if supplier.vat_id.is_none() && supplier.company_id.is_none() {
        let message = "The supplier needs a VAT id or a company number, by which the buyer can identify it.";
        missing(Code::PartyFieldMissing, "supplier.vatId", "BR-CO-26", "BT-31", message, cx);
    }
}

/// BR-19 and BR-56: who represents the seller for VAT has an address and the VAT id to declare it under.
fn tax_representative(draft: &Draft, cx: &mut Reader) {
    let Some(representative) = &draft.tax_representative else { return };
    if representative.address.is_none() {
        let message = "The address of the tax representative is missing.";
        missing(Code::PartyFieldMissing, "taxRepresentative.address", "BR-19", "BG-12", message, cx);
    }
    if representative.vat_id.is_none() {
        let message = "The tax representative needs a VAT id.";
        missing(Code::PartyVatIdMissing, "taxRepresentative.vatId", "BR-56", "BT-63", message, cx);
    }
}

/// The categories of a draft, resolved where it could be computed.
fn categories(lines: &[&Line], invoice: Option<&Invoice>) -> Vec<Category> {
    let mut categories: Vec<Category> = Vec::new();
    let mut add = |category: Category| {
        if !categories.contains(&category) {
            categories.push(category);
        }
    };
    match invoice {
        Some(invoice) => invoice.vat_breakdown().iter().for_each(|row| add(row.category)),
        None => {
            for line in lines {
                if let super::vat::VatInput::Stated(vat) = &line.vat {
                    add(vat.category);
                }
            }
        }
    }
    categories
}

/// What a VAT category asks of the parties and the delivery.
fn category(category: Category, draft: &Draft, cx: &mut Reader) {
    let supplier_vat = draft.supplier.as_ref().is_some_and(|party| party.vat_id.is_some());
    let supplier_tax = draft.supplier.as_ref().is_some_and(|party| is_said(&party.tax_id));
    let representative = draft.tax_representative.as_ref().is_some_and(|party| party.vat_id.is_some());
    let customer_vat = draft.customer.as_ref().is_some_and(|party| party.vat_id.is_some());
    let customer_company = draft.customer.as_ref().is_some_and(|party| party.company_id.is_some());
    let (rule, tax_id_enough) = match category {
        Category::S => ("BR-S-02", true),
        Category::Z => ("BR-Z-02", true),
        Category::E => ("BR-E-02", true),
        Category::Ae => ("BR-AE-02", true),
        Category::K => ("BR-IC-02", false),
        Category::G => ("BR-G-02", false),
        Category::L => ("BR-AF-02", true),
        Category::M => ("BR-AG-02", true),
        Category::O => {
            outside_scope(draft, cx);
            return;
        }
    };
    let supplier_known = supplier_vat || representative || (tax_id_enough && supplier_tax);
    if !supplier_known {
        let message = format!("Category {} asks for the VAT id of the supplier.", category.as_str());
        missing(Code::PartyVatIdMissing, "supplier.vatId", rule, "BT-31", &message, cx);
    }
    let buyer_known = match category {
        Category::Ae => customer_vat || customer_company,
        Category::K => customer_vat,
        _ => true,
    };
    if !buyer_known {
        let message = format!("Category {} asks for the VAT id of the customer.", category.as_str());
        missing(Code::PartyVatIdMissing, "customer.vatId", rule, "BT-48", &message, cx);
    }
    if category == Category::K {
        intra_community(draft, cx);
    }
}

fn outside_scope(draft: &Draft, cx: &mut Reader) {
    let parties = [
        ("supplier", &draft.supplier),
        ("taxRepresentative", &draft.tax_representative),
        ("customer", &draft.customer),
    ];
    for (path, party) in parties {
        if party.as_ref().is_some_and(|party| party.vat_id.is_some()) {
            let message = "Outside the scope of VAT (O) no VAT id may stand on the invoice.";
            cx.push(Finding::new(Code::PartyVatIdForbidden, format!("{path}.vatId"), message).rule("BR-O-02"));
        }
    }
}

fn intra_community(draft: &Draft, cx: &mut Reader) {
    if draft.delivery_date.is_none() && draft.period.is_none() {
        let message = "An intra-Community supply states its delivery day or its period.";
        missing(Code::DeliveryMissing, "deliveryDate", "BR-IC-11", "BT-72", message, cx);
    }
    if draft.deliver_to.is_none() {
        let message = "An intra-Community supply states the country that the goods go to.";
        missing(Code::DeliverToMissing, "deliverTo", "BR-IC-12", "BT-80", message, cx);
    }
}

/// BR-CO-25: an amount that is due has a due date or terms.
fn due_date(draft: &Draft, invoice: &Invoice, cx: &mut Reader) {
    let credit = draft.document_type() == DocumentType::CreditNote;
    let due = invoice.totals().payable > Decimal::ZERO;
    if due && !credit && invoice.due_date().is_none() && invoice.derived().terms_text.is_none() {
        let message = "An amount is due, but the invoice does not say when.";
        missing(Code::DueDateMissing, "paymentTerms", "BR-CO-25", "BT-9", message, cx);
    }
}

/// Categories without VAT say why (BR-E-10 and its like).
fn reasons(lines: &[&Line], invoice: &Invoice, cx: &mut Reader) {
    for row in invoice.vat_breakdown() {
        let rule = match row.category {
            Category::E => "BR-E-10",
            Category::Ae => "BR-AE-10",
            Category::K => "BR-IC-10",
            Category::G => "BR-G-10",
            Category::O => "BR-O-10",
            Category::S | Category::Z | Category::L | Category::M => continue,
        };
        if row.exemption_code.is_some() || row.exemption_reason.is_some() {
            continue;
        }
        let line = lines.iter().position(|line| match &line.vat {
            super::vat::VatInput::Stated(vat) => vat.category == row.category,
            super::vat::VatInput::Shorthand(_) => false,
        });
        let path = line.map_or_else(|| "lines".to_owned(), |index| format!("lines[{index}].vat.exemptionReason"));
        let message = format!("Category {} needs the reason why there is no VAT.", row.category.as_str());
        cx.push(Finding::new(Code::VatReasonMissing, path, message).rule(rule).term("BT-120"));
    }
}

/// Every allowance and charge says why it is made, in words or by a code.
fn adjustments(draft: &Draft, lines: &[&Line], cx: &mut Reader) {
    said_why(&draft.allowances, ("allowances", "BR-33", "BT-97"), cx);
    said_why(&draft.charges, ("charges", "BR-38", "BT-104"), cx);
    cx.field("lines", |cx| {
        for (index, line) in lines.iter().enumerate() {
            if !line.allowances.is_empty() || !line.charges.is_empty() {
                cx.index(index, |cx| {
                    said_why(&line.allowances, ("allowances", "BR-42", "BT-139"), cx);
                    said_why(&line.charges, ("charges", "BR-44", "BT-144"), cx);
                });
            }
        }
    });
}

fn said_why(rows: &[AllowanceCharge], (field, rule, term): (&'static str, &str, &str), cx: &mut Reader) {
    for (index, row) in rows.iter().enumerate() {
        if said(row.reason.as_deref()).or(said(row.reason_code.as_deref())).is_none() {
            let mut path = cx.path();
            path.push_str(if path.is_empty() { "" } else { "." });
            path.push_str(field);
            path.push('[');
            crate::wire::push_count(&mut path, index);
            path.push_str("].reason");
            let message = "An allowance or charge says why it is made, and this one does not.";
            cx.push(
                Finding::new(Code::AllowanceReason, path, message)
                    .rule(rule)
                    .term(term)
                    .fix("State the reason, such as \"Volume discount\", or its code as reasonCode."),
            );
        }
    }
}

/// BR-CO-17 where VAT is rounded on each line: with many small lines the roundings add up to more than it lets pass.
pub(super) fn per_line(draft: &Draft, breakdown: &[VatBreakdown], severity: Severity, cx: &mut Reader) {
    if !is_per_line(draft) {
        return;
    }
    // The official rule rounds the product to two decimals, whatever the currency.
    let decimals = draft.currency.decimals().max(2);
    for row in breakdown {
        let product = vat_of(row.base, row.rate.unwrap_or_default(), decimals);
        let off = product.and_then(|product| row.amount.minus(product));
        if off.is_some_and(|off| off.abs() < TOLERANCE) {
            continue;
        }
        let mut message = "Rounded on each line, the VAT of category ".to_owned();
        message.push_str(row.category.as_str());
        message.push_str(" is ");
        crate::wire::push_decimal(&mut message, row.amount);
        message.push_str(", a whole unit or more off base × rate, which no validator of EN 16931 lets pass.");
        let mut finding = Finding::new(Code::RoundingPerLine, "rounding", message)
            .rule("BR-CO-17")
            .term("BT-117")
            .fix("Round once for each rate (perGroup), or put fewer lines on an invoice.");
        finding.severity = severity;
        cx.push(finding);
    }
}
