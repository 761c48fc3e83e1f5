//! Likely duplicates: issued invoices to the same customer over the same amount for what seems to be the same. A warning and no
//! more, for two deliveries may well cost the same; whoever asks for it has it refused.
//!
//! Two invoices are alike if nothing tells them apart - neither the order or reference nor the period or day of delivery,
//! where both state them - and something binds them together: one of these, or dates less than a week apart.

use voldaan::calendar::Day;
use voldaan::invoice::{DocumentType, Draft, Invoice as Computed};

use super::invoice::InvoiceRow;
use super::session::Session;
use super::store::{Cells, Query};
use crate::app::ports::{Ports, StoreError};
use crate::app::problem::Problem;
use crate::app::refusal::Refusal;
use crate::app::resource::Warning;
use crate::cells;

/// So many of the newest invoices of the same amount are looked at: issuing costs the same in a large Book.
const LOOKED_AT: i64 = 20;
/// So many are named.
const NAMED_MAX: usize = 3;
/// Invoices that state no more than an amount are alike if they are less than so many days apart.
const DAYS_APART: i64 = 7;

/// What the buyer knows it by: the purchase order (BT-13), else their reference (BT-10).
pub(super) fn reference_of(head: &Draft) -> Option<&str> {
    head.purchase_order.as_deref().or(head.buyer_reference.as_deref())
}

/// What it is for: the invoicing period (BG-14), else the day of delivery (BT-72).
pub(super) fn period_of(head: &Draft) -> Option<String> {
    let period = head.period.as_ref().map(|period| format!("{}/{}", period.from, period.until));
    period.or_else(|| head.delivery_date.map(|day| day.to_string()))
}

/// Why two invoices are alike, in words; None if they are not.
fn because(own: &Known, other: &Known) -> Option<&'static str> {
    let told = |one: &Option<String>, other: &Option<String>| one.as_ref().zip(other.as_ref()).map(|(a, b)| a == b);
    match (told(&own.reference, &other.reference), told(&own.period, &other.period)) {
        (Some(false), _) | (_, Some(false)) => None,
        (Some(true), _) => Some("and the same reference"),
        (None, Some(true)) => Some("and the same period or day of delivery"),
        (None, None) => {
            let is_near = own.day.zip(other.day).is_some_and(|(a, b)| a.days_since(b).abs() < DAYS_APART);
            is_near.then_some("and a date near it")
        }
    }
}

/// What is known of an invoice when it is held against others.
pub(super) struct Known {
    id: String,
    kind: String,
    customer: Option<String>,
    name: Option<String>,
    payable: String,
    currency: String,
    reference: Option<String>,
    period: Option<String>,
    day: Option<Day>,
}

impl Known {
    /// An invoice as it was issued, or a draft as it would be today.
    pub fn of(row: &InvoiceRow, invoice: &Computed, today: Day) -> Known {
        let head = invoice.head();
        Known {
            id: row.id.clone(),
            kind: head.document_type().as_str().to_owned(),
            customer: row.customer.clone(),
            name: head.customer.as_ref().map(|party| party.name.clone()),
            payable: invoice.totals().payable.to_string(),
            currency: head.currency.code().to_owned(),
            reference: reference_of(head).map(str::to_owned),
            period: period_of(head),
            day: head.issue_date.or(Some(today)),
        }
    }
}

const COLUMNS: &str = "id, type, customer, customer_name, payable, currency, reference, period, issue_date";

fn read(row: &mut Cells) -> Result<Known, StoreError> {
    Ok(Known {
        id: row.text()?,
        kind: row.text()?,
        customer: row.optional()?,
        name: row.optional()?,
        payable: row.text()?,
        currency: row.text()?,
        reference: row.optional()?,
        period: row.optional()?,
        day: row.optional()?.as_deref().and_then(Day::parse),
    })
}

impl<P: Ports> Session<'_, P> {
    /// Issued invoices that an invoice is like, the newest first.
    pub fn duplicates(&self, own: &Known) -> Result<Vec<Warning>, StoreError> {
        let Some(name) = own.name.as_deref().filter(|_| own.kind != DocumentType::CreditNote.as_str()) else {
            return Ok(Vec::new());
        };
        let sql = format!(
            "SELECT {COLUMNS}, number FROM invoice WHERE customer_name = ? AND payable = ? AND hash IS NOT NULL AND state <> 'void' \
             ORDER BY sequence DESC LIMIT ?"
        );
        let mut warnings = Vec::new();
        for mut row in self.store().rows(&sql, cells![name, &own.payable, LOOKED_AT])? {
            let (other, number) = (read(&mut row)?, row.text()?);
            // Two customers may have one name.
            let differs = own.customer.is_some() && other.customer.is_some() && own.customer != other.customer;
            if differs || own.id == other.id || own.kind != other.kind || own.currency != other.currency {
                continue;
            }
            let Some(because) = because(own, &other) else { continue };
            let message =
                format!("{number} has the same customer and the same amount, {because}. Is this another delivery?");
            warnings.push(Warning {
                code: Refusal::InvoiceDuplicate.row().code.to_owned(),
                severity: "warning".to_owned(),
                path: "draft".to_owned(),
                message,
                invoice_id: other.id,
                number,
            });
        }
        warnings.truncate(NAMED_MAX);
        Ok(warnings)
    }

    /// Refuses what looks like a duplicate.
    pub fn check_unlike(&self, warnings: &[Warning]) -> Result<(), Problem> {
        match warnings.first() {
            None => Ok(()),
            Some(warning) => {
                let detail = format!("{} Issue it without refuseDuplicate if it is.", warning.message);
                Err(Problem::new(Refusal::InvoiceDuplicate, detail))
            }
        }
    }
}
