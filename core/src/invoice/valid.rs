//! What is in a draft must be right, complete or not: identifiers, periods, amounts, attachments, methods of payment.

use super::draft::{Attachment, Draft};
use super::line::{AllowanceCharge, Line, Period};
use super::payment::{MethodKind, PaymentMethod, PaymentReference};
use super::reference::Item;
use super::resolve::Setting;
use super::{reason, unit};
use crate::finding::{Code, Finding};
use crate::identifier::{IdentifierError, bic, company, country, endpoint, iban, reference, vat_id};
use crate::money::Decimal;
use crate::order::Names;
use crate::party::{Identifier, Party, Reference};
use crate::text::{is_blank, said};
use crate::wire::{Reader, Text};

/// One attachment may have this many bytes, all together five times as many.
const ATTACHMENT_BYTES_MAX: usize = 1024 * 1024;

/// The media types that EN 16931 allows for attachments (BR-CL-24).
const MEDIA_TYPES: &[&str] = &[
    "application/pdf",
    "image/png",
    "image/jpeg",
    "text/csv",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.oasis.opendocument.spreadsheet",
];

/// Whether an attachment may be of this media type.
#[cfg(feature = "documents")]
pub(crate) fn is_media_type(kind: &str) -> bool {
    MEDIA_TYPES.contains(&kind)
}

/// Checks what stands beside the lines.
pub(super) fn draft(draft: &Draft, setting: &Setting<'_>, cx: &mut Reader) {
    let parties = [
        ("supplier", &draft.supplier),
        ("customer", &draft.customer),
        ("payee", &draft.payee),
        ("taxRepresentative", &draft.tax_representative),
        ("deliverTo", &draft.deliver_to),
    ];
    for (field, party) in parties {
        if let Some(party) = party {
            cx.field(field, |cx| self::party(party, cx));
        }
    }
    if let (Some(payee), Some(supplier)) = (&draft.payee, &draft.supplier)
        && is_same(payee, supplier)
    {
        let message = "The payee is the supplier. A payee is stated where somebody else is paid.";
        let finding = Finding::new(Code::PayeeSupplier, "payee", message);
        cx.push(finding.rule("BR-17").term("BG-10").fix("Leave the payee out, or state who it is."));
    }
    if let Some(period) = &draft.period {
        cx.field("period", |cx| self::period(period, "BR-29", cx));
    }
    if let Some(step) = draft.payable_rounding
        && (step <= Decimal::ZERO || step.scale() > setting.decimals || step > Decimal::ONE_HUNDRED)
    {
        cx.field("payableRounding", |cx| {
            cx.report_fix(
                Code::RoundingStep,
                "The step must be above zero, at most 100, and no finer than the currency.",
                "Cash rounding in the Netherlands, Belgium and Switzerland is 0.05.",
            );
        });
    }
    if let Some(other) = &draft.vat_currency
        && (other.currency == draft.currency || other.rate <= Decimal::ZERO)
    {
        cx.field("vatCurrency", |cx| {
            cx.push(
                Finding::new(
                    Code::VatCurrency,
                    cx.path(),
                    "VAT needs another currency than the invoice, and a rate above zero.",
                )
                .rule("BR-53")
                .term("BT-6"),
            );
        });
    }
    reasons(&draft.allowances, &draft.charges, ["BT-98", "BT-105"], cx);
    entries(&draft.payment_methods, "paymentMethods", cx, method);
    entries(&draft.preceding, "preceding", cx, |row, cx| line_of_text(&row.number, "number", cx));
    invoiced_object(draft.references.as_ref().and_then(|refers| refers.invoiced_object.as_ref()), cx);
    attachments(&draft.attachments, cx);
    if let Some(reference) = &draft.payment_reference {
        cx.field("paymentReference", |cx| payment_reference(reference, cx));
    }
    line_ids(&draft.lines, cx);
}

fn entries<T>(rows: &[T], field: &'static str, cx: &mut Reader, check: impl Fn(&T, &mut Reader)) {
    each(rows.len(), field, cx, &|index, cx| rows.get(index).into_iter().for_each(|row| check(row, cx)));
}

/// Goes through the places of a list; once for all kinds of entries.
fn each(count: usize, field: &'static str, cx: &mut Reader, check: &dyn Fn(usize, &mut Reader)) {
    cx.field(field, |cx| (0..count).for_each(|index| cx.index(index, |cx| check(index, cx))));
}

/// Checks a line beside its amounts; its unit code.
pub(super) fn line(line: &Line, cx: &mut Reader) -> Text {
    if line.unit_price.is_sign_negative() && !line.unit_price.is_zero() {
        cx.field("unitPrice", |cx| {
            cx.push(
                Finding::new(Code::PriceNegative, cx.path(), "The unit price is negative.")
                    .rule("BR-27")
                    .term("BT-146")
                    .fix("Put the sign on the quantity: goods taken back have a negative quantity."),
            );
        });
    }
    if line.price_per.is_some_and(|per| per <= Decimal::ZERO) {
        cx.field("pricePer", |cx| {
            cx.push(
                Finding::new(Code::PriceBase, cx.path(), "The price must be for more than zero units.").term("BT-149"),
            );
        });
    }
    says(&line.name, "name", "BR-25", cx);
    if let Some(period) = &line.period {
        cx.field("period", |cx| self::period(period, "BR-30", cx));
    }
    if let Some(item) = &line.item {
        cx.field("item", |cx| self::item(item, cx));
    }
    invoiced_object(line.references.as_ref().and_then(|refers| refers.invoiced_object.as_ref()), cx);
    reasons(&line.allowances, &line.charges, ["BT-140", "BT-145"], cx);
    match &line.unit {
        None => Text::new_static(unit::ONE),
        Some(stated) => match unit::code(stated) {
            Some(code) => code.into(),
            None => {
                cx.field("unit", |cx| {
                    let known: Vec<&str> = unit::aliases().collect();
                    let fix = format!("Use a code such as HUR, or one of: {}.", known.join(", "));
                    let finding = Finding::new(Code::UnitUnknown, cx.path(), "This unit is not known.");
                    cx.push(finding.rule("BR-CL-23").term("BT-130").fix(fix));
                });
                Text::default()
            }
        },
    }
}

/// The codes of the reasons of allowances and charges, with the terms of either.
fn reasons(
    allowances: &[AllowanceCharge],
    charges: &[AllowanceCharge],
    [allowance, charge]: [&str; 2],
    cx: &mut Reader,
) {
    entries(allowances, "allowances", cx, |row, cx| reason_code(row, false, allowance, cx));
    entries(charges, "charges", cx, |row, cx| reason_code(row, true, charge, cx));
}

fn reason_code(row: &AllowanceCharge, is_charge: bool, term: &str, cx: &mut Reader) {
    if said(row.reason_code.as_deref()).is_none_or(|code| reason::is_known(code, is_charge)) {
        return;
    }
    let (rule, message, fix) = reason::refusal(is_charge);
    cx.field("reasonCode", |cx| {
        cx.push(Finding::new(Code::AllowanceReasonCode, cx.path(), message).rule(rule).term(term).fix(fix));
    });
}

/// What stands in a document at all must say something there: one that is blank would be left out.
pub(super) fn says(text: &str, field: &'static str, rule: &str, cx: &mut Reader) {
    if is_blank(text) {
        cx.field(field, |cx| {
            cx.push(
                Finding::new(Code::TextEmpty, cx.path(), "The text must say something.").rule(rule).term_of_field(),
            );
        });
    }
}

/// The scheme of an identifier, where it has one.
fn scheme(id: &Reference, rule: &str, cx: &mut Reader) {
    if let Some(scheme) = &id.scheme {
        says(scheme, "scheme", rule, cx);
    }
}

/// Whether a payee (BG-10) is the seller by its name or one of its numbers, as the validators of BR-17 tell.
fn is_same(payee: &Party, seller: &Party) -> bool {
    let is_payee = |name: &str| name.trim() == payee.name.trim();
    is_payee(&seller.name)
        || seller.trading_name.as_deref().is_some_and(is_payee)
        || payee.ids.iter().any(|id| seller.ids.iter().any(|other| other.value == id.value))
        || payee
            .company_id
            .as_ref()
            .is_some_and(|id| seller.company_id.as_ref().is_some_and(|other| other.value == id.value))
}

/// What is invoiced, of a document (BT-18) or a line (BT-128).
fn invoiced_object(object: Option<&Reference>, cx: &mut Reader) {
    if let Some(object) = object {
        cx.field("references", |cx| cx.field("invoicedObject", |cx| scheme(object, "BR-CL-07", cx)));
    }
}

fn item(item: &Item, cx: &mut Reader) {
    if item.origin_country.as_deref().is_some_and(|country| !country::is_known(country)) {
        cx.field("originCountry", |cx| unknown_country("BR-CL-15", cx));
    }
    if let Some(id) = &item.standard_id {
        cx.field("standardId", |cx| scheme(id, "BR-64", cx));
    }
    entries(&item.classifications, "classifications", cx, |class, cx| says(&class.scheme, "scheme", "BR-65", cx));
    entries(&item.attributes, "attributes", cx, |attribute, cx| {
        says(&attribute.name, "name", "BR-54", cx);
        says(&attribute.value, "value", "BR-54", cx);
    });
}

/// Every line is known by its id: stated ones must say something and differ from each other and from the numbers of the others.
fn line_ids(lines: &[Line], cx: &mut Reader) {
    if lines.iter().all(|line| line.id.is_none()) {
        return;
    }
    let ids: Vec<Option<&str>> = lines.iter().map(|line| line.id.as_deref()).collect();
    let ids = ids_of(&ids);
    let names = Names::of(ids.iter().map(Text::as_str).collect());
    cx.field("lines", |cx| {
        for (index, id) in ids.iter().enumerate() {
            if is_blank(id) {
                cx.index(index, |cx| says(id, "id", "BR-21", cx));
            } else if names.place(id) != Some(index) {
                cx.index(index, |cx| {
                    cx.field("id", |cx| cx.report(Code::LineIdTwice, "Another line has this id."));
                });
            }
        }
    });
}

/// The ids of lines of which some were stated: the others have their numbers.
fn ids_of(stated: &[Option<&str>]) -> Vec<Text> {
    let mut ids = Vec::with_capacity(stated.len());
    for (index, id) in stated.iter().enumerate() {
        ids.push(id.map_or_else(|| crate::wire::count_text(index.saturating_add(1)), Text::new));
    }
    ids
}

/// Whether every line is known by its id, some of which were stated.
pub fn are_distinct(stated: &[Option<&str>]) -> bool {
    let ids = ids_of(stated);
    let names = Names::of(ids.iter().map(Text::as_str).collect());
    ids.iter().enumerate().all(|(index, id)| !is_blank(id) && names.place(id) == Some(index))
}

fn period(period: &Period, rule: &str, cx: &mut Reader) {
    if period.until < period.from {
        cx.push(Finding::new(Code::DateRange, cx.path(), "The period ends before it begins.").rule(rule));
    }
}

fn party(party: &Party, cx: &mut Reader) {
    if is_blank(&party.name) {
        cx.field("name", |cx| {
            cx.push(Finding::new(Code::TextEmpty, cx.path(), "The text must say something.").term_of_field());
        });
    }
    entries(&party.ids, "ids", cx, |id, cx| scheme(id, "BR-CL-10", cx));
    if !country::is_known(&party.country) {
        cx.field("country", |cx| unknown_country("BR-CL-14", cx));
    }
    if let Some(id) = &party.vat_id {
        cx.field("vatId", |cx| identifier(vat_id::check(id), None, cx));
    }
    if let Some(Identifier { scheme, value }) = &party.company_id {
        cx.field("companyId", |cx| identifier(company::check(scheme, value), None, cx));
    }
    if let Some(Identifier { scheme, value }) = &party.endpoint {
        cx.field("endpoint", |cx| identifier(endpoint::check(scheme, value), None, cx));
    }
    if let Some(email) = party.contact.as_ref().and_then(|contact| contact.email.as_deref()) {
        let parts = email.split_once('@');
        let right = parts
            .is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !email.contains(char::is_whitespace));
        if !right {
            cx.field("contact", |cx| {
                cx.field("email", |cx| cx.report(Code::EmailFormat, "This is not an e-mail address."));
            });
        }
    }
}

#[cold]
fn unknown_country(rule: &str, cx: &mut Reader) {
    cx.push(
        Finding::new(Code::CountryUnknown, cx.path(), "This is not a country of ISO 3166-1.")
            .rule(rule)
            .term_of_field()
            .fix("Use two capitals, such as NL; Greece is GR here, and EL in VAT ids."),
    );
}

/// Reports what is wrong with an identifier, if anything. Without a term that of its place is named: what a party has depends on which it is.
fn identifier<T>(checked: Result<T, IdentifierError>, term: Option<&str>, cx: &mut Reader) {
    if let Err(error) = checked {
        let finding = Finding::identifier(error, cx.path());
        cx.push(match term {
            Some(term) => finding.term(term),
            None => finding.term_of_field(),
        });
    }
}

fn method(method: &PaymentMethod, cx: &mut Reader) {
    if let Some(account) = &method.iban {
        cx.field("iban", |cx| identifier(iban::check(account), Some("BT-84"), cx));
    }
    if let Some(bank) = &method.bic {
        cx.field("bic", |cx| identifier(bic::check(bank), Some("BT-86"), cx));
    }
    let incomplete = |field: &'static str, message: &str, rule: &str, cx: &mut Reader| {
        cx.field(field, |cx| cx.push(Finding::new(Code::PaymentMethod, cx.path(), message).rule(rule)));
    };
    if method.kind == MethodKind::CreditTransfer && method.iban.is_none() {
        incomplete("iban", "A credit transfer needs the account to pay to.", "BR-61", cx);
    }
    if let Some(url) = &method.url
        && (!url.starts_with("https://") || url.contains(char::is_whitespace))
    {
        incomplete(
            "url",
            "A page to pay at has an address that begins with https://.",
            "design: outbound addresses",
            cx,
        );
    }
}

fn payment_reference(stated: &PaymentReference, cx: &mut Reader) {
    let Some(value) = &stated.value else { return };
    cx.field("value", |cx| identifier(reference::check(value, Some(stated.scheme.scheme())), Some("BT-83"), cx));
}

/// A number or name that must be a single printable line.
pub(super) fn line_of_text(text: &str, field: &'static str, cx: &mut Reader) {
    if text.trim().is_empty() || text.contains(['\n', '\r', '\t']) {
        cx.field(field, |cx| cx.report(Code::NumberMissing, "A single line of text was expected."));
    }
}

fn attachments(attachments: &[Attachment], cx: &mut Reader) {
    let mut sum: usize = 0;
    entries(attachments, "attachments", cx, |attachment, cx| {
        let wrong_type = attachment.mime_type.as_deref().is_some_and(|kind| !MEDIA_TYPES.contains(&kind));
        if wrong_type || attachment.content.is_some() && attachment.mime_type.is_none() {
            cx.field("mimeType", |cx| {
                let fix = format!("Use one of: {}.", MEDIA_TYPES.join(", "));
                cx.push(
                    Finding::new(Code::AttachmentContent, cx.path(), "EN 16931 does not carry this media type.")
                        .rule("BR-CL-24")
                        .fix(fix),
                );
            });
        }
        says(&attachment.id, "id", "BR-52", cx);
        if attachment.content.is_some() && attachment.filename.as_deref().is_none_or(is_blank) {
            cx.missing("filename");
        }
    });
    for (index, attachment) in attachments.iter().enumerate() {
        let Some(content) = &attachment.content else { continue };
        let bytes = base64_bytes(&content.0);
        sum = sum.saturating_add(bytes.unwrap_or(0));
        let message = match bytes {
            None => "The content is not base64.",
            Some(bytes) if bytes > ATTACHMENT_BYTES_MAX => "The attachment is larger than 1 MB.",
            Some(_) if sum > ATTACHMENT_BYTES_MAX.saturating_mul(5) => "The attachments together are larger than 5 MB.",
            Some(_) => continue,
        };
        let code = if bytes.is_none() { Code::AttachmentContent } else { Code::AttachmentTooLarge };
        cx.push(Finding::new(code, format!("attachments[{index}].content"), message).term("BT-125"));
    }
}

/// The number of bytes that a base64 text holds; None if it is not base64.
fn base64_bytes(text: &str) -> Option<usize> {
    let body = text.trim_end_matches('=');
    let padding = text.len().checked_sub(body.len())?;
    let alphabet = body.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/');
    (alphabet && padding <= 2 && text.len().is_multiple_of(4)).then(|| body.len().saturating_mul(3) / 4)
}
