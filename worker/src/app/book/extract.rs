//! Tables of a period as CSV: its invoices, their lines, and the journal in double entry. Pages in their order make one file: the
//! names of the columns stand in the first. What credit notes and credits take back is below zero. Works nothing out but
//! what no document states: the VAT of allowances and charges, split by the engine.

use rust_decimal::Decimal;
use voldaan::calendar::Day;
use voldaan::invoice::{Adjustment, DocumentType, Issued};
use voldaan::ledger::{Account, position};
use voldaan::money::split::by_rate;
use voldaan::report::{BookingLine, bookings};

use super::account::status_of;
use super::period::{Found, Period, Place, customer_of};
use super::session::Session;
use crate::app::chart;
use crate::app::csv::Csv;
use crate::app::http::Response;
use crate::app::ports::Ports;
use crate::app::problem::Problem;

/// A page ends after so many bytes or invoices, with the invoice that reaches them.
const PAGE_BYTES: usize = 2 * 1024 * 1024;
const INVOICES_AT_ONCE: usize = 500;

const INVOICE_COLUMNS: &[&str] = &[
    "id",
    "number",
    "type",
    "issueDate",
    "taxPoint",
    "dueDate",
    "credits",
    "customerId",
    "customer",
    "customerVatId",
    "currency",
    "net",
    "vat",
    "gross",
    "prepaid",
    "rounding",
    "payable",
    "state",
    "received",
    "credited",
    "discount",
    "settled",
    "writtenOff",
    "amountDue",
    "overpaid",
];

const LINE_COLUMNS: &[&str] = &[
    "number",
    "type",
    "issueDate",
    "kind",
    "line",
    "name",
    "quantity",
    "unit",
    "unitPrice",
    "priceBase",
    "currency",
    "net",
    "vatCategory",
    "vatRate",
    "vat",
    "gross",
];

const JOURNAL_COLUMNS: &[&str] = &[
    "booking",
    "kind",
    "bookedOn",
    "vatOn",
    "document",
    "invoiceId",
    "customerId",
    "customer",
    "account",
    "accountName",
    "part",
    "debit",
    "credit",
    "currency",
    "vatCategory",
    "vatRate",
];

impl<P: Ports> Session<'_, P> {
    /// GET /v1/exports/invoices.csv
    pub async fn extract_invoices(&self) -> Result<Response, Problem> {
        let period = self.period()?;
        self.extract("invoices", INVOICE_COLUMNS, period, Some(period.from), async |csv, found| {
            let account = self.account_found(found)?;
            self.invoice_row_of(csv, found, &account, period.until)
        })
        .await
    }

    /// GET /v1/exports/lines.csv
    pub async fn extract_lines(&self) -> Result<Response, Problem> {
        let period = self.period()?;
        self.extract("lines", LINE_COLUMNS, period, Some(period.from), async |csv, found| {
            lines_of(csv, self.account_found(found)?.invoice());
            Ok(())
        })
        .await
    }

    /// GET /v1/exports/journal.csv
    pub async fn extract_journal(&self) -> Result<Response, Problem> {
        let period = self.period()?;
        // An old invoice may be paid in the period.
        self.extract("journal", JOURNAL_COLUMNS, period, None, async |csv, found| {
            let account = self.account_found(found)?;
            journal_of(csv, found, &account, period)
        })
        .await
    }

    /// A page of a table: what `write` says of each invoice.
    pub async fn extract(
        &self,
        name: &str,
        columns: &[&'static str],
        period: Period,
        from: Option<Day>,
        mut write: impl AsyncFnMut(&mut Csv, &Found) -> Result<(), Problem>,
    ) -> Result<Response, Problem> {
        let after: Option<Place> = self.place()?;
        let mut csv = Csv::default();
        if after.is_none() {
            csv.head(columns);
        }
        let next = self
            .each_issued((from, period.until), after, INVOICES_AT_ONCE, async |found| {
                write(&mut csv, found).await?;
                Ok(csv.bytes() < PAGE_BYTES)
            })
            .await?;
        let name = format!("{name} {} {}.csv", period.from, period.until);
        Ok(self.file_page("text/csv; charset=utf-8", &name, csv.finish().into_bytes(), next))
    }

    fn invoice_row_of(&self, csv: &mut Csv, found: &Found, account: &Account, until: Day) -> Result<(), Problem> {
        let invoice = account.invoice();
        let (head, totals) = (invoice.head(), invoice.totals());
        let customer = head.customer.as_ref();
        csv.text(&found.row.id);
        csv.text(invoice.number());
        csv.text(head.document_type().as_str());
        csv.day(Some(invoice.issue_date()));
        csv.day(Some(head.tax_point().unwrap_or(invoice.issue_date())));
        csv.day(invoice.due_date());
        csv.optional(found.row.credits.as_deref());
        csv.text(&customer_of(&found.row, invoice));
        csv.optional(customer.map(|party| party.name.as_str()));
        csv.optional(customer.and_then(|party| party.vat_id.as_deref()));
        csv.text(head.currency.code());
        for amount in [totals.net, totals.vat, totals.gross, totals.prepaid, totals.rounding, totals.payable] {
            csv.number(Some(signed(invoice, amount)));
        }
        csv.text(status_of(self.store(), &found.row.id, account, until)?.state.as_str());
        // A credit note is settled by the invoice that has it among its entries.
        let stand = if is_turned(invoice) { None } else { Some(position(account, until)?) };
        let of = |amount: fn(&voldaan::ledger::Position) -> Decimal| stand.as_ref().map(amount);
        csv.number(of(|stand| stand.received));
        csv.number(of(|stand| stand.credited));
        csv.number(of(|stand| stand.discount));
        csv.number(of(|stand| stand.settled));
        csv.number(of(|stand| stand.written_off));
        csv.number(of(|stand| stand.owed));
        csv.number(of(|stand| stand.overpaid));
        csv.end();
        Ok(())
    }
}

fn is_turned(invoice: &Issued) -> bool {
    invoice.head().document_type() == DocumentType::CreditNote
}

fn signed(invoice: &Issued, amount: Decimal) -> Decimal {
    if is_turned(invoice) && !amount.is_zero() { -amount } else { amount }
}

fn lines_of(csv: &mut Csv, invoice: &Issued) {
    let head = invoice.head();
    let begin = |csv: &mut Csv, kind: &str| {
        csv.text(invoice.number());
        csv.text(head.document_type().as_str());
        csv.day(Some(invoice.issue_date()));
        csv.text(kind);
    };
    for computed in invoice.lines() {
        let (line, amounts) = (computed.line(), computed.amounts());
        let group = invoice.vat_breakdown().get(computed.group());
        begin(csv, "line");
        csv.optional(line.id.as_deref());
        csv.text(&line.name);
        csv.number(Some(line.quantity));
        csv.optional(line.unit.as_deref());
        csv.number(Some(line.unit_price));
        csv.number(line.price_per);
        csv.text(head.currency.code());
        csv.number(Some(signed(invoice, amounts.net)));
        csv.optional(group.map(|group| group.category.as_str()));
        csv.number(group.and_then(|group| group.rate));
        csv.number(Some(signed(invoice, amounts.vat)));
        csv.number(Some(signed(invoice, amounts.gross)));
        csv.end();
    }
    let adjustments = &invoice.invoice().derived().adjustments;
    for (adjustment, vat) in adjustments.iter().zip(vat_of_adjustments(invoice, adjustments)) {
        let amount = amount_of(adjustment);
        begin(csv, adjustment.kind.as_str());
        csv.text("");
        csv.optional(adjustment.reason.as_deref());
        for _ in 0..4 {
            csv.text("");
        }
        csv.text(head.currency.code());
        csv.number(Some(signed(invoice, amount)));
        csv.text(adjustment.vat.category.as_str());
        csv.number(adjustment.vat.rate);
        csv.number(vat.map(|vat| signed(invoice, vat)));
        csv.number(vat.and_then(|vat| amount.checked_add(vat)).map(|gross| signed(invoice, gross)));
        csv.end();
    }
}

/// What an allowance or charge adds to the invoice.
fn amount_of(adjustment: &Adjustment) -> Decimal {
    if adjustment.is_charge() { adjustment.amount } else { -adjustment.amount }
}

/// What is left of the VAT of each group beside its lines, split over its allowances and charges at the rate of
/// the group: so the table adds up to the invoice.
fn vat_of_adjustments(invoice: &Issued, adjustments: &[Adjustment]) -> Vec<Option<Decimal>> {
    let decimals = invoice.head().currency.decimals();
    let mut shares = vec![None; adjustments.len()];
    for (place, group) in invoice.vat_breakdown().iter().enumerate() {
        let mut lines = invoice.lines().iter().filter(|line| line.group() == place);
        let rest = lines.try_fold(group.amount, |rest, line| rest.checked_sub(line.amounts().vat));
        let of_group =
            |adjustment: &Adjustment| (adjustment.vat.category, adjustment.vat.rate) == (group.category, group.rate);
        let amounts = adjustments.iter().filter(|adjustment| of_group(adjustment)).map(amount_of);
        let rate = group.rate.unwrap_or_default();
        let split = rest.and_then(|rest| by_rate(rest, amounts, rate, decimals)).unwrap_or_default();
        let of_shares = shares.iter_mut().zip(adjustments).filter(|(_, adjustment)| of_group(adjustment));
        for ((share, _), part) in of_shares.zip(split) {
            *share = Some(part);
        }
    }
    shares
}

fn journal_of(csv: &mut Csv, found: &Found, account: &Account, period: Period) -> Result<(), Problem> {
    let invoice = account.invoice();
    let customer = customer_of(&found.row, invoice);
    for booking in bookings(account, period.until, found.row.credits.is_some())? {
        if booking.on < period.from {
            continue;
        }
        for line in &booking.lines {
            let known = chart::account(line.account);
            csv.text(&booking.id);
            csv.text(booking.kind.as_str());
            csv.day(Some(booking.on));
            csv.day(Some(booking.vat_on));
            csv.text(&booking.document);
            csv.text(&found.row.id);
            csv.text(&customer);
            csv.optional(invoice.head().customer.as_ref().map(|party| party.name.as_str()));
            csv.text(known.number);
            csv.text(known.name);
            csv.text(line.account.as_str());
            let BookingLine { amount, vat, .. } = line;
            csv.number((!amount.is_sign_negative()).then_some(*amount));
            csv.number(amount.is_sign_negative().then_some(-*amount));
            csv.text(invoice.head().currency.code());
            csv.optional(vat.as_ref().map(|vat| vat.category.as_str()));
            csv.number(vat.and_then(|vat| vat.rate));
            csv.end();
        }
    }
    Ok(())
}
