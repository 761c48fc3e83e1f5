//! The invoice on the page: what every document shows, its days, how it is paid and what of it is still due.

use voldaan::invoice::Period;

use super::Sheet;
use super::escape::Html;
use super::payment;
use super::phrase::Phrase;

/// Writes everything below the state.
pub(super) fn write(sheet: &Sheet<'_>, html: &mut Html) {
    let paper = sheet.paper();
    paper.open(sheet.title(), html);
    facts(sheet, html);
    paper.lines(html);
    let totals = sheet.invoice().totals();
    let mut owed = vec![(if sheet.is_credit_note() { Phrase::Credited } else { Phrase::Payable }, totals.payable)];
    if sheet.asks_for_money() && sheet.status.amount_due != totals.payable {
        owed.push((Phrase::StillDue, sheet.status.amount_due));
    }
    owed.extend(sheet.charges());
    paper.sums(&owed, html);
    payment::write(sheet, html);
    paper.close(html);
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
    sheet.paper().facts(facts, html);
}
