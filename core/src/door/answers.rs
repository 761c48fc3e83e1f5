//! What the doors answer where that is no type of the engine itself.

use crate::calendar::Day;
use crate::identifier::IdentifierError;
use crate::law::vat::VatRate;
use crate::money::Decimal;
use crate::wire_struct;

wire_struct! {
    /// Whether an identifier or reference is right.
    pub struct IdentifierCheck {
        /// Whether form and check digits are right. Nobody was asked whether it exists.
        "valid" valid: bool,
        /// The identifier as documents carry it.
        "normalized" normalized: Option<String>,
        /// What is wrong, to match on.
        "code" code: Option<String>,
        /// What is wrong, for people.
        "message" message: Option<String>,
    }
}

impl IdentifierCheck {
    pub(super) fn from_result(result: Result<String, IdentifierError>) -> IdentifierCheck {
        match result {
            Ok(normalized) => IdentifierCheck { valid: true, normalized: Some(normalized), code: None, message: None },
            Err(error) => IdentifierCheck {
                valid: false,
                normalized: None,
                code: Some(error.code.to_owned()),
                message: Some(error.message),
            },
        }
    }
}

wire_struct! {
    /// A VAT rate of a country (BT-119, BT-152).
    pub struct VatRateAnswer {
        /// What kind of rate it is.
        "kind" kind: String,
        /// The rate in percent.
        "rate" rate: Decimal,
        /// First day.
        "from" from: Day,
        /// Last day, inclusive; absent while it is in force.
        "until" until: Option<Day>,
        /// What it is for, as a label for people.
        "scope" scope: Option<String>,
        /// Where it was read.
        "source" source: String,
    }
}

impl VatRateAnswer {
    pub(super) fn from_row(row: &VatRate) -> VatRateAnswer {
        let sources: Vec<&str> = row.sources.iter().map(|id| id.title()).collect();
        VatRateAnswer {
            kind: row.kind().code().to_owned(),
            rate: row.rate().normalize(),
            from: row.from,
            until: row.until,
            scope: row.scope().map(str::to_owned),
            source: sources.join("; "),
        }
    }
}
