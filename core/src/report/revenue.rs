//! Revenue of some days by customer: invoices by their date, credit notes by theirs, and discounts that correct the VAT
//! without one by the day on which they were earned. Refuses to call money revenue; what was paid is for the ledger.

use rust_decimal::Decimal;

use super::book::{Keys, add, check_days, customer, row, zero};
use super::movement::{Movement, each_movement};
use crate::calendar::Day;
use crate::finding::Error;
use crate::invoice::Issued;
use crate::ledger::Account;
use crate::ledger::credited::Part;
use crate::money::Currency;
use crate::wire::Array;
use crate::wire_struct;

wire_struct! {
    /// Revenue from one customer in one currency.
    #[derive(Eq)]
    pub struct RevenueRow {
        /// Name of the customer (BT-44).
        "customer" customer: String,
        /// Currency (BT-5).
        "currency" currency: Currency,
        /// Number of invoices dated on these days.
        "invoices" invoices: u32,
        /// Without VAT, credits taken off (BT-109).
        "net" net: Decimal,
        /// VAT (BT-110).
        "vat" vat: Decimal,
        /// With VAT (BT-112).
        "gross" gross: Decimal,
    }
}

wire_struct! {
    /// Revenue in one currency.
    #[derive(Eq)]
    pub struct RevenueTotal {
        /// Currency (BT-5).
        "currency" currency: Currency,
        /// Number of invoices dated on these days.
        "invoices" invoices: u32,
        /// Without VAT, credits taken off (BT-109).
        "net" net: Decimal,
        /// VAT (BT-110).
        "vat" vat: Decimal,
        /// With VAT (BT-112).
        "gross" gross: Decimal,
    }
}

wire_struct! {
    /// Revenue of some days.
    #[derive(Eq)]
    pub struct RevenueReport {
        /// First day.
        "from" from: Day,
        /// Last day, inclusive.
        "until" until: Day,
        /// By customer, then currency.
        "rows" rows: Array<RevenueRow>,
        /// By currency.
        "totals" totals: Array<RevenueTotal>,
    }
}

/// Revenue from `from` to `until`, both included, by customer.
pub fn revenue(accounts: &[Account], from: Day, until: Day) -> Result<RevenueReport, Error> {
    check_days(from, until)?;
    let (mut keys, mut rows) = (Keys::default(), Vec::new());
    let (mut currencies, mut totals) = (Keys::default(), Vec::new());
    each_movement(accounts, (from, until), Issued::issue_date, &mut |movement: Movement<'_>| {
        let (customer, currency) = (customer(movement.invoice), movement.invoice.head().currency);
        let found = row(&mut keys, &mut rows, (customer, currency), RevenueRow::new)?;
        found.take(movement.part, movement.opens_invoice)?;
        row(&mut currencies, &mut totals, ("", currency), RevenueTotal::new)?
            .take(movement.part, movement.opens_invoice)
    })?;
    Ok(RevenueReport { from, until, rows: Array(rows), totals: Array(totals) })
}

impl RevenueRow {
    pub(super) fn new(customer: &str, currency: Currency) -> RevenueRow {
        let zero = zero(currency);
        RevenueRow { customer: customer.to_owned(), currency, invoices: 0, net: zero, vat: zero, gross: zero }
    }

    /// Adds what moved in a VAT group.
    pub(super) fn take(&mut self, part: Part, opens_invoice: bool) -> Option<()> {
        self.invoices = self.invoices.saturating_add(u32::from(opens_invoice));
        add_part([&mut self.net, &mut self.vat, &mut self.gross], part)
    }
}

impl RevenueTotal {
    pub(super) fn new(_: &str, currency: Currency) -> RevenueTotal {
        let zero = zero(currency);
        RevenueTotal { currency, invoices: 0, net: zero, vat: zero, gross: zero }
    }

    /// Adds what moved in a VAT group.
    pub(super) fn take(&mut self, part: Part, opens_invoice: bool) -> Option<()> {
        self.invoices = self.invoices.saturating_add(u32::from(opens_invoice));
        add_part([&mut self.net, &mut self.vat, &mut self.gross], part)
    }
}

fn add_part([net, vat, gross]: [&mut Decimal; 3], part: Part) -> Option<()> {
    add(net, part.net)?;
    add(vat, part.vat)?;
    add(gross, part.net)?;
    add(gross, part.vat)
}
