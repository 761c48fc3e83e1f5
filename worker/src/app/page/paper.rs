//! What an invoice and an offer show alike: parties, lines, VAT, and what the law wants said. Says nothing of money that is owed.

use rust_decimal::Decimal;
use voldaan::calendar::Day;
use voldaan::invoice::{Category, InvoiceLine, Issued, terms_in};
use voldaan::party::Party;
use voldaan::text::{Language, amount, day, number, percent};

use super::escape::Html;
use super::phrase::Phrase;

/// A document on a page, in the language of its reader.
#[derive(Clone, Copy)]
pub(super) struct Paper<'a> {
    pub issued: &'a Issued,
    pub language: Language,
}

impl Paper<'_> {
    pub fn say(&self, phrase: Phrase) -> &'static str {
        phrase.text(self.language)
    }

    pub fn amount(&self, value: Decimal) -> String {
        amount(value, self.issued.head().currency, self.language)
    }

    pub fn day(&self, value: Day) -> String {
        day(value, self.language)
    }

    /// The number under what it is, and the parties.
    pub fn open(&self, title: &str, html: &mut Html) {
        html.raw("<div class=\"body\"><h1><small>").text(title).raw("</small>");
        html.text(self.issued.number()).raw("</h1><div class=\"parties\">");
        let head = self.issued.head();
        party(self, Phrase::From, head.supplier.as_deref(), html);
        party(self, Phrase::To, head.customer.as_deref(), html);
        html.raw("</div>");
    }

    /// Facts with their names; those without a value are left out.
    pub fn facts(&self, facts: Vec<(Phrase, Option<String>)>, html: &mut Html) {
        html.raw("<section><dl>");
        for (phrase, value) in facts {
            if let Some(value) = value {
                html.wrapped("<dt>", self.say(phrase), "</dt>").wrapped("<dd>", &value, "</dd>");
            }
        }
        html.raw("</dl></section>");
    }

    /// The lines.
    pub fn lines(&self, html: &mut Html) {
        lines(self, html);
    }

    /// VAT and totals side by side; `owed` are the amounts that the sum leads to, none where nothing is owed.
    pub fn sums(&self, owed: &[(Phrase, Decimal)], html: &mut Html) {
        html.raw("<section class=\"sums\">");
        vat(self, html);
        totals(self, owed, html);
        html.raw("</section>");
    }

    /// The terms of payment in words, in the language of the page, as the PDF has them.
    pub fn terms(&self, html: &mut Html) {
        if let Some(terms) = terms_in(self.issued, self.language) {
            html.wrapped("<section><h2>", self.say(Phrase::Terms), "</h2><p>").text(&terms).raw("</p></section>");
        }
    }

    /// The sentences that the law asks for and the supplier's own, and how to reach the supplier.
    pub fn close(&self, html: &mut Html) {
        remarks(self, html);
        html.raw("</div>");
        if let Some(supplier) = &self.issued.head().supplier {
            html.raw("<footer>").text(&supplier.name);
            if let Some(contact) = &supplier.contact {
                for part in [&contact.email, &contact.phone].into_iter().flatten() {
                    html.raw(" · ").text(part);
                }
            }
            html.raw("</footer>");
        }
    }
}

fn party(paper: &Paper<'_>, title: Phrase, party: Option<&Party>, html: &mut Html) {
    let Some(party) = party else { return };
    html.wrapped("<section><h2>", paper.say(title), "</h2><address>").wrapped("<strong>", &party.name, "</strong>");
    let mut rows: Vec<String> = party.trading_name.iter().cloned().collect();
    if let Some(address) = &party.address {
        rows.extend([&address.line1, &address.line2].into_iter().flatten().cloned());
        let city: Vec<&str> = [&address.postal_code, &address.city].into_iter().flatten().map(String::as_str).collect();
        rows.push(city.join(" "));
        rows.extend(address.region.clone());
    }
    if is_abroad(paper) {
        rows.push(party.country.clone());
    }
    if let Some(id) = &party.vat_id {
        rows.push(format!("{} {id}", paper.say(Phrase::VatNumber)));
    }
    if let Some(id) = &party.company_id {
        rows.push(format!("{} {}", paper.say(Phrase::CompanyNumber), id.value));
    }
    for row in rows.iter().filter(|row| !row.is_empty()) {
        html.text(row).raw("<br>");
    }
    html.raw("</address></section>");
}

/// Whether seller and buyer live in different countries, so that an address needs its own.
fn is_abroad(paper: &Paper<'_>) -> bool {
    let country = |party: &Option<Box<Party>>| party.as_ref().map(|party| party.country.clone());
    let head = paper.issued.head();
    country(&head.supplier) != country(&head.customer)
}

fn lines(paper: &Paper<'_>, html: &mut Html) {
    html.wrapped("<section><h2>", paper.say(Phrase::Lines), "</h2><table class=\"lines\"><thead><tr>");
    html.wrapped("<th scope=\"col\">", paper.say(Phrase::Description), "</th>");
    for phrase in [Phrase::Quantity, Phrase::Price, Phrase::Vat, Phrase::Net] {
        html.wrapped("<th scope=\"col\" class=\"number\">", paper.say(phrase), "</th>");
    }
    html.raw("</tr></thead><tbody>");
    for line in paper.issued.lines() {
        line_row(paper, line, html);
    }
    html.raw("</tbody></table></section>");
}

fn line_row(paper: &Paper<'_>, invoiced: &InvoiceLine, html: &mut Html) {
    let line = invoiced.line();
    html.wrapped("<tr><td class=\"name\">", &line.name, "");
    for more in [&line.description, &line.note].into_iter().flatten() {
        html.wrapped("<small>", more, "</small>");
    }
    if let Some(period) = &line.period {
        html.raw("<small>").text(&paper.day(period.from)).raw(" – ").text(&paper.day(period.until)).raw("</small>");
    }
    for (row, sign, phrase) in line
        .allowances
        .iter()
        .map(|row| (row, "−", Phrase::Allowance))
        .chain(line.charges.iter().map(|row| (row, "+", Phrase::Charge)))
    {
        let reason = row.reason.as_deref().unwrap_or(paper.say(phrase));
        html.raw("<small>").text(reason).raw(" ").raw(sign);
        html.text(&paper.amount(row.amount.unwrap_or_default())).raw("</small>");
    }
    html.raw("</td>");
    let group = paper.issued.vat_breakdown().get(invoiced.group());
    let rate = group.map_or_else(String::new, |group| rate(paper, group.category, group.rate));
    let quantity = number(line.quantity.normalize(), paper.language);
    for (phrase, value) in [
        (Phrase::Quantity, with_unit(quantity, line.unit.as_deref())),
        (Phrase::Price, price(paper, line.unit_price, line.price_per)),
        (Phrase::Vat, rate),
    ] {
        html.wrapped("<td class=\"number\" data-label=\"", paper.say(phrase), "\">").text(&value).raw("</td>");
    }
    html.wrapped("<td class=\"number net\">", &paper.amount(invoiced.amounts().net), "</td></tr>");
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
fn price(paper: &Paper<'_>, value: Decimal, per: Option<Decimal>) -> String {
    let currency = paper.issued.head().currency;
    let exact = value.normalize();
    let written = match exact.scale() > currency.decimals() {
        true => format!("{}\u{A0}{}", number(exact, paper.language), currency.code()),
        false => paper.amount(value),
    };
    match per.filter(|per| *per != Decimal::ONE) {
        Some(per) => format!("{written}\u{A0}/\u{A0}{}", number(per.normalize(), paper.language)),
        None => written,
    }
}

fn rate(paper: &Paper<'_>, category: Category, rate: Option<Decimal>) -> String {
    match rate {
        Some(rate) => percent(rate, paper.language),
        None => category.as_str().to_owned(),
    }
}

fn vat(paper: &Paper<'_>, html: &mut Html) {
    html.wrapped("<div><h2>", paper.say(Phrase::VatSpecification), "</h2><table><thead><tr>");
    html.wrapped("<th scope=\"col\">", paper.say(Phrase::Vat), "</th>");
    for phrase in [Phrase::Base, Phrase::Amount] {
        html.wrapped("<th scope=\"col\" class=\"number\">", paper.say(phrase), "</th>");
    }
    html.raw("</tr></thead><tbody>");
    for group in paper.issued.vat_breakdown() {
        html.wrapped("<tr><td>", &rate(paper, group.category, group.rate), "");
        if let Some(reason) = &group.exemption_reason {
            html.wrapped("<small>", reason, "</small>");
        }
        html.wrapped("</td><td class=\"number\">", &paper.amount(group.base), "</td>");
        html.wrapped("<td class=\"number\">", &paper.amount(group.amount), "</td></tr>");
    }
    html.raw("</tbody></table></div>");
}

fn totals(paper: &Paper<'_>, owed: &[(Phrase, Decimal)], html: &mut Html) {
    let totals = paper.issued.totals();
    // What an offer comes to is its sum: nothing was paid on it, and nothing is.
    let is_owed = !owed.is_empty();
    let sum = [(Phrase::Gross, totals.gross)];
    let rows = [
        (Phrase::LineSum, totals.line_net, totals.line_net != totals.net),
        (Phrase::Allowance, -totals.allowances, !totals.allowances.is_zero()),
        (Phrase::Charge, totals.charges, !totals.charges.is_zero()),
        (Phrase::Subtotal, totals.net, true),
        (Phrase::Vat, totals.vat, true),
        (Phrase::Gross, totals.gross, is_owed),
        (Phrase::Prepaid, -totals.prepaid, is_owed && !totals.prepaid.is_zero()),
        (Phrase::Rounding, totals.rounding, is_owed && !totals.rounding.is_zero()),
    ];
    html.wrapped("<div class=\"total\"><h2>", paper.say(Phrase::Totals), "</h2><table><tbody>");
    for (phrase, value, _) in rows.into_iter().filter(|(_, _, shown)| *shown) {
        html.wrapped("<tr><th scope=\"row\">", paper.say(phrase), "</th><td class=\"number\">");
        html.text(&paper.amount(value)).raw("</td></tr>");
    }
    for (phrase, value) in if is_owed { owed } else { &sum } {
        html.wrapped("<tr class=\"strong\"><th scope=\"row\">", paper.say(*phrase), "</th><td class=\"number\">");
        html.text(&paper.amount(*value)).raw("</td></tr>");
    }
    html.raw("</tbody></table></div>");
}

/// The sentences that the law asks for, and the supplier's own.
fn remarks(paper: &Paper<'_>, html: &mut Html) {
    let derived = paper.issued.derived();
    let all: Vec<&String> = derived.mentions.iter().chain(&paper.issued.head().notes).collect();
    if all.is_empty() {
        return;
    }
    html.wrapped("<section><h2>", paper.say(Phrase::Notes), "</h2><ul class=\"plain\">");
    for remark in all {
        html.wrapped("<li>", remark, "</li>");
    }
    html.raw("</ul></section>");
}
