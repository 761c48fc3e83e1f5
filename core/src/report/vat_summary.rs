//! VAT of a period by category and rate, with the listings of supplies to businesses that some states ask for.

use rust_decimal::Decimal;

use crate::calendar::Day;
use crate::invoice::Category;
use crate::money::Currency;
use crate::wire::Array;
use crate::wire_struct;

wire_struct! {
    /// VAT of one category and rate; credits are taken off.
    #[derive(Eq)]
    pub struct VatSummaryRow {
        /// Currency (BT-5).
        "currency" currency: Currency,
        /// Category (BT-118).
        "category" category: Category,
        /// Rate (BT-119).
        "rate" rate: Option<Decimal>,
        /// Taxable amount (BT-116); negative if more was credited than invoiced.
        "base" base: Decimal,
        /// VAT (BT-117).
        "amount" amount: Decimal,
    }
}

wire_struct! {
    /// Supplies to one VAT id, for the Dutch ICP listing and the Belgian customer listing.
    #[derive(Eq)]
    pub struct VatListingRow {
        /// VAT id of the customer (BT-48).
        "vatId" vat_id: String,
        /// Currency (BT-5).
        "currency" currency: Currency,
        /// Category (BT-118).
        "category" category: Category,
        /// Taxable amount (BT-116).
        "base" base: Decimal,
        /// VAT (BT-117).
        "amount" amount: Decimal,
    }
}

wire_struct! {
    /// VAT of a period, by tax point (BT-7).
    #[derive(Eq)]
    pub struct VatSummary {
        /// First day.
        "from" from: Day,
        /// Last day, inclusive.
        "until" until: Day,
        /// By currency, category and rate.
        "rows" rows: Array<VatSummaryRow>,
        /// By VAT id of the customer.
        "listing" listing: Array<VatListingRow>,
    }
}
