//! What `calculate` derives: totals, VAT breakdown, early payment, instalments, explanation.

use rust_decimal::Decimal;

use super::vat::{Category, Vat};
use crate::calendar::Day;
use crate::wire::Text;
use crate::{wire_enum, wire_struct};

wire_struct! {
    /// Document totals (BG-22).
    #[derive(Eq)]
    pub struct Totals {
        /// Sum of line net amounts (BT-106).
        "lineNet" line_net: Decimal,
        /// Sum of allowances on document level (BT-107).
        "allowances" allowances: Decimal,
        /// Sum of charges on document level (BT-108).
        "charges" charges: Decimal,
        /// Total without VAT (BT-109).
        "net" net: Decimal,
        /// Total VAT (BT-110).
        "vat" vat: Decimal,
        /// Total with VAT (BT-112).
        "gross" gross: Decimal,
        /// Paid amount (BT-113).
        "prepaid" prepaid: Decimal,
        /// Rounding amount (BT-114).
        "rounding" rounding: Decimal,
        /// Amount due for payment (BT-115).
        "payable" payable: Decimal,
        /// Total VAT in the accounting currency (BT-111).
        "vatInAccountingCurrency" vat_in_accounting_currency: Option<Decimal>,
    }
}

wire_struct! {
    /// VAT of one category and rate (BG-23).
    #[derive(Eq)]
    pub struct VatBreakdown {
        /// Category (BT-118).
        "category" category: Category,
        /// Rate (BT-119); absent for O.
        "rate" rate: Option<Decimal>,
        /// Taxable amount (BT-116).
        "base" base: Decimal,
        /// VAT amount (BT-117).
        "amount" amount: Decimal,
        /// Exemption reason code (BT-121).
        "exemptionCode" exemption_code: Option<Text>,
        /// Exemption reason in words (BT-120).
        "exemptionReason" exemption_reason: Option<Text>,
    }
}

impl VatBreakdown {
    /// What a line or an allowance of this group says of its VAT.
    pub(crate) fn vat(&self) -> Vat {
        Vat {
            category: self.category,
            rate: self.rate,
            exemption_code: self.exemption_code.clone(),
            exemption_reason: self.exemption_reason.clone(),
        }
    }
}

wire_struct! {
    /// An amount in its three forms.
    #[derive(Eq)]
    pub struct NetVatGross {
        /// Without VAT.
        "net" net: Decimal,
        /// VAT.
        "vat" vat: Decimal,
        /// With VAT.
        "gross" gross: Decimal,
    }
}

wire_struct! {
    /// A correction of taxable amount and VAT; both positive.
    #[derive(Eq)]
    pub struct Correction {
        /// Taxable amount to correct.
        "net" net: Decimal,
        /// VAT to correct.
        "vat" vat: Decimal,
    }
}

wire_struct! {
    /// What one early-payment step comes to.
    #[derive(Eq)]
    pub struct EarlyPayment {
        /// Percentage of the step.
        "percent" percent: Decimal,
        /// Last day on which it can be taken, inclusive.
        "until" until: Option<Day>,
        /// What is paid when it is taken.
        "payable" payable: Decimal,
        /// What it saves.
        "discount" discount: NetVatGross,
        /// What has to be corrected: by a credit note or in the books when it is taken, by a supplementary invoice
        /// when it is not (`discounted`); absent where the law asks for no correction.
        "correction" correction: Option<Correction>,
    }
}

wire_struct! {
    /// An instalment with its amount and due date.
    #[derive(Eq)]
    pub struct InstalmentDue {
        /// Due date; absent while the invoice has no date.
        "dueDate" due_date: Option<Day>,
        /// Amount; all of them add up to the payable amount (BT-115).
        "amount" amount: Decimal,
        /// Percentage, where it was stated so.
        "percent" percent: Option<Decimal>,
    }
}

wire_enum! {
    /// How shelf prices with VAT came to the cent.
    #[derive(Copy, Eq)]
    pub enum GrossMeans {
        /// A net amount exists whose VAT gives the shelf price.
        "exact" Exact,
        /// VAT is gross minus net, a cent off the product and inside the tolerance of EN 16931.
        "vatDifference" VatDifference,
        /// The rest is in the rounding amount (BT-114).
        "payableRounding" PayableRounding,
    }
}

wire_struct! {
    /// An input of an explained amount.
    #[derive(Eq)]
    pub struct ExplanationInput {
        /// Where the input stands, in the invoice.
        "path" path: String,
        /// Its value.
        "value" value: Decimal,
    }
}

wire_struct! {
    /// How one amount came about.
    #[derive(Eq)]
    pub struct Explanation {
        /// The amount that is explained: `totals.vat`.
        "path" path: String,
        /// Its value.
        "amount" amount: Decimal,
        /// What it was made from.
        "from" from: crate::wire::Array<ExplanationInput>,
        /// The rule: an EN 16931 rule id or an article.
        "rule" rule: String,
        /// The rounding step, where there was one.
        "rounding" rounding: Option<String>,
    }
}
