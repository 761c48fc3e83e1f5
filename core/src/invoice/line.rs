//! A line of a draft, and the allowances and charges that lines and documents have.

use rust_decimal::Decimal;

use super::reference::{Item, LineReferences};
use super::vat::VatInput;
use crate::calendar::Day;
use crate::wire::Text;
use crate::wire_struct;

wire_struct! {
    /// A period; both days belong to it (BG-14, BG-26).
    #[derive(Eq)]
    pub struct Period {
        /// First day (BT-73, BT-134).
        "from" from: Day,
        /// Last day, inclusive (BT-74, BT-135).
        "until" until: Day,
    }
}

wire_struct! {
    /// An allowance (BG-20, BG-27) or a charge (BG-21, BG-28): an amount, or a percentage of a base.
    #[derive(Eq, Default)]
    pub struct AllowanceCharge {
        /// Amount (BT-92, BT-99, BT-136, BT-141).
        "amount" amount: Option<Decimal>,
        /// Percentage (BT-94, BT-101, BT-138, BT-143).
        "percent" percent: Option<Decimal>,
        /// What the percentage is of, where it is not the usual base (BT-93, BT-100, BT-137, BT-142).
        "base" base: Option<Decimal>,
        /// Reason in words (BT-97, BT-104, BT-139, BT-144).
        "reason" reason: Option<Text>,
        /// Reason code: UNTDID 5189 for allowances, 7161 for charges (BT-98, BT-105, BT-140, BT-145).
        "reasonCode" reason_code: Option<Text>,
        /// VAT, at document level only (BT-95, BT-102); without it the amount is split over the VAT groups.
        "vat" vat: Option<VatInput>,
    }
}

wire_struct! {
    /// An invoice line as a draft says it (BG-25).
    #[derive(Eq)]
    pub struct Line {
        /// Line identifier (BT-126); "1", "2", ... if absent.
        "id" id: Option<Text>,
        /// Item name (BT-153).
        "name" name: Text,
        /// Item description (BT-154).
        "description" description: Option<Text>,
        /// Invoiced quantity (BT-129); negative for goods taken back.
        "quantity" quantity: Decimal,
        /// Unit of measure: a code of UN/ECE Recommendation 20 or an alias such as hour (BT-130); C62 if absent.
        "unit" unit: Option<Text>,
        /// Item net price, or the price with VAT where the draft says so (BT-146).
        "unitPrice" unit_price: Decimal,
        /// The number of units that the price is for (BT-149); 1 if absent.
        "pricePer" price_per: Option<Decimal>,
        /// VAT (BG-30).
        "vat" vat: VatInput,
        /// Allowances of the line (BG-27).
        "allowances" allowances: Vec<AllowanceCharge>,
        /// Charges of the line (BG-28).
        "charges" charges: Vec<AllowanceCharge>,
        /// Period of the line (BG-26).
        "period" period: Option<Period>,
        /// Seller's item identifier (BT-155).
        "sellerItemId" seller_item_id: Option<Text>,
        /// Buyer's item identifier (BT-156).
        "buyerItemId" buyer_item_id: Option<Text>,
        /// What else is said of the item (BG-31, BG-32).
        "item" item: Option<Box<Item>>,
        /// What the line refers to (BT-128, BT-132, BT-133).
        "references" references: Option<Box<LineReferences>>,
        /// Note on the line (BT-127).
        "note" note: Option<Text>,
    }
}

impl Line {
    /// A line that says what, how many, at which price and with which VAT, and nothing else.
    pub(crate) fn plain(name: &str, quantity: Decimal, unit_price: Decimal, vat: VatInput) -> Line {
        Line {
            id: None,
            name: name.into(),
            description: None,
            quantity,
            unit: None,
            unit_price,
            price_per: None,
            vat,
            allowances: Vec::new(),
            charges: Vec::new(),
            period: None,
            seller_item_id: None,
            buyer_item_id: None,
            item: None,
            references: None,
            note: None,
        }
    }

    /// Whether it says anything that no amount depends on, beside its name and its id.
    #[inline]
    pub(super) fn says_more(&self) -> bool {
        let texts = [&self.description, &self.seller_item_id, &self.buyer_item_id, &self.note];
        texts.iter().any(|text| text.is_some())
            || self.period.is_some()
            || self.item.is_some()
            || self.references.is_some()
    }

    /// Whether a reason of an allowance or a charge is said by its code.
    #[cfg(feature = "sheet")]
    pub(super) fn has_reason_code(&self) -> bool {
        self.allowances.iter().chain(&self.charges).any(|row| row.reason_code.is_some())
    }

    /// Takes over from another line what `says_more` asks for.
    #[cold]
    pub(super) fn say_more_of(&mut self, said: &Line) {
        self.description.clone_from(&said.description);
        self.period.clone_from(&said.period);
        self.seller_item_id.clone_from(&said.seller_item_id);
        self.buyer_item_id.clone_from(&said.buyer_item_id);
        self.item.clone_from(&said.item);
        self.references.clone_from(&said.references);
        self.note.clone_from(&said.note);
    }
}
