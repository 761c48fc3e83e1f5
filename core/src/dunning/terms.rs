//! What the claim of a charging step depends on beside the account and the policy. Refuses to know it by itself.

use rust_decimal::Decimal;

use super::assess;
use super::belgian::Reminded;
use super::claim::{AgreedTerms, BusinessSize, Claim, ClaimOptions, Creditor, LawOverride};
use super::policy::PolicyFields;
use crate::calendar::Day;
use crate::finding::Error;
use crate::ledger::{Account, Standing};
use crate::party::PartyKind;
use crate::wire_struct;

wire_struct! {
    /// What the claim of a step that charges depends on, as in the options of `claim`.
    #[derive(Eq, Default)]
    pub struct ClaimTerms {
        /// Day on which the debtor received the invoice.
        "receivedOn" received_on: Option<Day>,
        /// Day of the contract; older contracts may fall under older law.
        "contractDate" contract_date: Option<Day>,
        /// What was agreed on late payment.
        "agreed" agreed: Option<AgreedTerms>,
        /// What matters of the creditor.
        "creditor" creditor: Option<Creditor>,
        /// Size of the debtor.
        "debtorSize" debtor_size: Option<BusinessSize>,
        /// Whether the debt is one of a series under a continuing contract.
        "recurring" recurring: Option<bool>,
        /// Principal of the other invoices of this creditor that the debtor is late with. A Dutch consumer is reminded of all of them
        /// together and owes collection costs over their sum (art. 6:96(7) BW): this invoice has its share in them.
        "otherDebts" other_debts: Option<Decimal>,
        /// Newer rows of law.
        "lawOverrides" law_overrides: Vec<LawOverride>,
    }
}

impl ClaimTerms {
    /// The options of `claim` on a day, under a law against a debtor.
    pub fn options(self, on: Day, jurisdiction: String, debtor: PartyKind) -> ClaimOptions {
        ClaimOptions {
            on,
            jurisdiction,
            debtor,
            received_on: self.received_on,
            contract_date: self.contract_date,
            agreed: self.agreed,
            creditor: self.creditor,
            debtor_size: self.debtor_size,
            recurring: self.recurring,
            other_debts: self.other_debts,
            law_overrides: self.law_overrides,
        }
    }
}

/// The claim of an account on a day at whose end it stands like this, under the law that the policy names, and what the first reminders of a
/// Belgian consumer were for.
pub(super) fn claim(
    account: &Account,
    policy: &PolicyFields,
    terms: Option<&ClaimTerms>,
    (on, standing): (Day, &Standing<'_>),
) -> Result<(Claim, Vec<Reminded>), Error> {
    let options = terms.cloned().unwrap_or_default().options(on, policy.jurisdiction.clone(), policy.debtor);
    assess::claim_and_reminded(account, &options, standing)
}
