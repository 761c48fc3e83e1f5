//! The invoice on the page: parties, dates, lines, VAT, totals and what the law wants said.

use rust_decimal::Decimal;
use voldaan::invoice::{Category, InvoiceLine, Period};
use voldaan::party::Party;
use voldaan::text::{number, percent};

use super::Sheet;
use super::escape::Html;
use super::payment;
use super::phrase::Phrase;

/// Writes everything below the state.
pub(super) fn write(sheet: &Sheet<'_>, html: &mut Html) {
    html.raw("<div class=\"body\"><h1><small>").text(sheet.title()).raw("</small>");
    html.text(sheet.invoice().number()).raw("</h1><div class=\"parties\">");
    let head = sheet.invoice().head();
    party(sheet, Phrase::From, head.supplier.as_ref(), html);
    party(sheet, Phrase::To, head.customer.as_ref(), html);
    html.raw("</div>");
    facts(sheet, html);
    lines(sheet, html);
    html.raw("<section class=\"sums\">");
    vat(sheet, html);
    totals(sheet, html);
    html.raw("</section>");
    payment::write(sheet, html);
    remarks(sheet, html);
    html.raw("</div>");
    if let Some(supplier) = &head.supplier {
        html.raw("<footer>").text(&supplier.name);
        if let Some(contact) = &supplier.contact {
            for part in [&contact.email, &contact.phone].into_iter().flatten() {
                html.raw(" · ").text(part);
            }
        }
        html.raw("</footer>");
    }
}

fn party(sheet: &Sheet<'_>, title: Phrase, party: Option<&Party>, html: &mut Html) {
    let Some(party) = party else { return };
    html.wrapped("<section><h2>", sheet.say(title), "</h2><address>").wrapped("<strong>", &party.name, "</strong>");
    let mut rows: Vec<String> = party.trading_name.iter().cloned().collect();
    if let Some(address) = &party.address {
        rows.extend([&address.line1, &address.line2].into_iter().flatten().cloned());
        let city: Vec<&str> = [&address.postal_code, &address.city].into_iter().flatten().map(String::as_str).collect();
        rows.push(city.join(" "));
        rows.extend(address.region.clone());
    }
    if is_abroad(sheet) {
        rows.push(party.country.clone());
    }
    if let Some(id) = &party.vat_id {
        rows.push(format!("{} {id}", sheet.say(Phrase::VatNumber)));
    }
    if let Some(id) = &party.company_id {
        rows.push(format!("{} {}", sheet.say(Phrase::CompanyNumber), id.value));
    }
    for row in rows.iter().filter(|row| !row.is_empty()) {
        html.text(row).raw("<br>");
    }
    html.raw("</address></section>");
}

/// Whether seller and buyer live in different countries, so that an address needs its own.
fn is_abroad(sheet: &Sheet<'_>) -> bool {
    let country = |party: &Option<Party>| party.as_ref().map(|party| party.country.clone());
    let head = sheet.invoice().head();
    country(&head.supplier) != country(&head.customer)
}

fn facts(sheet: &Sheet<'_>, html: &mut Html) {
    let head = sheet.invoice().head();
    let period = |period: &Period| format!("{} – {}", sheet.day(period.from), sheet.day(period.until));
    let mut facts = vec![(Phrase::InvoiceDate, Some(sheet.day(sheet.invoice().issue_date())))];
    facts.push((Phrase::DueDate, sheet.invoice().due_date().map(|day| sheet.day(day))));
    facts.push((Phrase::Delivery, head.delivery_date.map(|day| sheet.day(day))));
    facts.push((Phrase::Period, head.period.as_ref().map(period)));
    facts.push((Phrase::YourReference, head.buyer_reference.clone()));
    facts.push((Phrase::PurchaseOrder, head.purchase_order.clone()));
    facts.extend(head.preceding.iter().map(|earlier| (Phrase::Credits, Some(earlier.number.clone()))));
    html.raw("<section><dl>");
    for (phrase, value) in facts {
        if let Some(value) = value {
            html.wrapped("<dt>", sheet.say(phrase), "</dt>").wrapped("<dd>", &value, "</dd>");
        }
    }
    html.raw("</dl></section>");
}

fn lines(sheet: &Sheet<'_>, html: &mut Html) {
    html.wrapped("<section><h2>", sheet.say(Phrase::Lines), "</h2><table class=\"lines\"><thead><tr>");
    html.wrapped("<th scope=\"col\">", sheet.say(Phrase::Description), "</th>");
    for phrase in [Phrase::Quantity, Phrase::Price, Phrase::Vat, Phrase::Net] {
        html.wrapped("<th scope=\"col\" class=\"number\">", sheet.say(phrase), "</th>");
    }
    html.raw("</tr></thead><tbody>");
    for line in sheet.invoice().lines() {
        line_row(sheet, line, html);
    }
    html.raw("</tbody></table></section>");
}

fn line_row(sheet: &Sheet<'_>, invoiced: &InvoiceLine, html: &mut Html) {
    let line = invoiced.line();
    html.wrapped("<tr><td class=\"name\">", &line.name, "");
    for more in [&line.description, &line.note].into_iter().flatten() {
        html.wrapped("<small>", more, "</small>");
    }
    if let Some(period) = &line.period {
        html.raw("<small>").text(&sheet.day(period.from)).raw(" – ").text(&sheet.day(period.until)).raw("</small>");
    }
    for (row, sign, phrase) in line
        .allowances
        .iter()
        .map(|row| (row, "−", Phrase::Allowance))
        .chain(line.charges.iter().map(|row| (row, "+", Phrase::Charge)))
    {
        let reason = row.reason.as_deref().unwrap_or(sheet.say(phrase));
        html.raw("<small>").text(reason).raw(" ").raw(sign);
        html.text(&sheet.amount(row.amount.unwrap_or_default())).raw("</small>");
    }
    html.raw("</td>");
    let group = sheet.invoice().vat_breakdown().get(invoiced.group());
    let rate = group.map_or_else(String::new, |group| rate(sheet, group.category, group.rate));
    let quantity = number(line.quantity.normalize(), sheet.language);
    for (phrase, value) in [
        (Phrase::Quantity, with_unit(quantity, line.unit.as_deref())),
        (Phrase::Price, price(sheet, line.unit_price, line.price_per)),
        (Phrase::Vat, rate),
    ] {
        html.wrapped("<td class=\"number\" data-label=\"", sheet.say(phrase), "\">").text(&value).raw("</td>");
    }
    html.wrapped("<td class=\"number net\">", &sheet.amount(invoiced.amounts().net), "</td></tr>");
}

/// Quantities in the commonest units of UN/ECE Recommendation 20 have their sign; pieces need none.
fn with_unit(quantity: String, unit: Option<&str>) -> String {
    let sign = match unit {
        Some("HUR") => "h",
        Some("MIN") => "min",
        Some("DAY") => "d",
        Some("KMT") => "km",
        Some("MTR") => "m",
        Some("MTK") => "m²",
        Some("KGM") => "kg",
        Some("LTR") => "l",
        Some("KWH") => "kWh",
        _ => return quantity,
    };
    format!("{quantity}\u{A0}{sign}")
}

/// A price keeps all its decimals: they are what the line was computed with.
fn price(sheet: &Sheet<'_>, value: Decimal, per: Option<Decimal>) -> String {
    let currency = sheet.invoice().head().currency;
    let exact = value.normalize();
    let written = match exact.scale() > currency.decimals() {
        true => format!("{}\u{A0}{}", number(exact, sheet.language), currency.code()),
        false => sheet.amount(value),
    };
    match per.filter(|per| *per != Decimal::ONE) {
        Some(per) => format!("{written}\u{A0}/\u{A0}{}", number(per.normalize(), sheet.language)),
        None => written,
    }
}

fn rate(sheet: &Sheet<'_>, category: Category, rate: Option<Decimal>) -> String {
    match rate {
        Some(rate) => percent(rate, sheet.language),
        None => category.as_str().to_owned(),
    }
}

fn vat(sheet: &Sheet<'_>, html: &mut Html) {
    html.wrapped("<div><h2>", sheet.say(Phrase::VatSpecification), "</h2><table><thead><tr>");
    html.wrapped("<th scope=\"col\">", sheet.say(Phrase::Vat), "</th>");
    for phrase in [Phrase::Base, Phrase::Amount] {
        html.wrapped("<th scope=\"col\" class=\"number\">", sheet.say(phrase), "</th>");
    }
    html.raw("</tr></thead><tbody>");
    for group in sheet.invoice().vat_breakdown() {
        html.wrapped("<tr><td>", &rate(sheet, group.category, group.rate), "");
        if let Some(reason) = &group.exemption_reason {
            html.wrapped("<small>", reason, "</small>");
        }
        html.wrapped("</td><td class=\"number\">", &sheet.amount(group.base), "</td>");
        html.wrapped("<td class=\"number\">", &sheet.amount(group.amount), "</td></tr>");
    }
    html.raw("</tbody></table></div>");
}

fn totals(sheet: &Sheet<'_>, html: &mut Html) {
    let totals = sheet.invoice().totals();
    let rows = [
        (Phrase::LineSum, totals.line_net, totals.line_net != totals.net),
        (Phrase::Allowance, -totals.allowances, !totals.allowances.is_zero()),
        (Phrase::Charge, totals.charges, !totals.charges.is_zero()),
        (Phrase::Subtotal, totals.net, true),
        (Phrase::Vat, totals.vat, true),
        (Phrase::Gross, totals.gross, true),
        (Phrase::Prepaid, -totals.prepaid, !totals.prepaid.is_zero()),
        (Phrase::Rounding, totals.rounding, !totals.rounding.is_zero()),
    ];
    html.wrapped("<div class=\"total\"><h2>", sheet.say(Phrase::Totals), "</h2><table><tbody>");
    for (phrase, value, _) in rows.into_iter().filter(|(_, _, shown)| *shown) {
        html.wrapped("<tr><th scope=\"row\">", sheet.say(phrase), "</th><td class=\"number\">");
        html.text(&sheet.amount(value)).raw("</td></tr>");
    }
    let payable = if sheet.is_credit_note() { Phrase::Credited } else { Phrase::Payable };
    html.wrapped("<tr class=\"strong\"><th scope=\"row\">", sheet.say(payable), "</th><td class=\"number\">");
    html.text(&sheet.amount(totals.payable)).raw("</td></tr>");
    if sheet.asks_for_money() && sheet.status.amount_due != totals.payable {
        html.wrapped(
            "<tr class=\"strong\"><th scope=\"row\">",
            sheet.say(Phrase::StillDue),
            "</th><td class=\"number\">",
        );
        html.text(&sheet.amount(sheet.status.amount_due)).raw("</td></tr>");
    }
    html.raw("</tbody></table></div>");
}

/// The sentences that the law asks for, and the supplier's own.
fn remarks(sheet: &Sheet<'_>, html: &mut Html) {
    let derived = sheet.invoice().derived();
    let all: Vec<&String> = derived.mentions.iter().chain(&sheet.invoice().head().notes).collect();
    if all.is_empty() {
        return;
    }
    html.wrapped("<section><h2>", sheet.say(Phrase::Notes), "</h2><ul class=\"plain\">");
    for remark in all {
        html.wrapped("<li>", remark, "</li>");
    }
    html.raw("</ul></section>");
}
