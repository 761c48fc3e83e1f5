//! What late payment costs, in the sentence that an invoice says it with: from the same policy as the dunning. Refuses to
//! announce what the policy does not charge.

use super::text::Text;
use super::{fill, localised};
use crate::calendar::Day;
use crate::dunning::case::debtor;
use crate::dunning::policy::{Policy, StepCharges};
use crate::finding::{Code, Error, Finding};
use crate::law::costs;
use crate::law::late_payment::{Ground, Start, regime};
use crate::money::{Currency, Decimal};
use crate::party::PartyKind;
use crate::text::{self, Language};
use crate::wire_struct;

wire_struct! {
    /// How a sentence about late payment is written.
    #[derive(Eq)]
    pub struct LatePaymentOptions {
        /// Language: nl, en, de or fr, also as nl-BE; English for any other.
        "locale" locale: String,
        /// The day of the invoice.
        "on" on: Day,
    }
}

/// What follows from late payment by this policy, to be put on the invoice (BT-20, BT-22); empty if it charges nothing.
pub fn late_payment_text(policy: &Policy, options: &LatePaymentOptions) -> Result<String, Error> {
    let fields = policy.fields();
    let language = Language::of_locale(Some(&options.locale));
    let charged = |least: StepCharges| {
        let mut steps = fields.steps.iter().filter_map(|step| step.charges);
        steps.any(|charges| charges >= least)
    };
    if !charged(StepCharges::Interest) {
        return Ok(String::new());
    }
    let no_law = |none: crate::law::NoLaw| Error::from_finding(Finding::new(Code::LawNone, "on", none.to_string()));
    let lump_sum = costs::at(costs::LUMP_SUM, "lump sum for recovery costs", options.on).map_err(no_law)?.value;
    let consumer = fields.debtor == PartyKind::Consumer;
    let regime = regime(&fields.jurisdiction, debtor(fields.debtor), options.on).map_err(no_law)?;
    let with_costs = charged(StepCharges::InterestAndCosts);
    let said = match (consumer, with_costs) {
        (true, _) if regime.start == Start::ReminderTerm => Text::LateBelgian,
        (_, false) => Text::LateInterest,
        (true, true) if regime.costs.ground == Ground::Notice => Text::LateDutch,
        (true, true) => Text::LateInterest,
        (false, true) => Text::LateCosts,
    };
    let mut text = String::new();
    let mut each = |before: &str, name: Option<&str>| {
        text.push_str(before);
        match name {
            Some("lumpSum") => text.push_str(&text::amount(Decimal::from(lump_sum), Currency::EUR, language)),
            Some("interestLaw") => text.push_str(&localised(regime.interest.law, language)),
            Some("costsLaw") => text.push_str(&localised(regime.costs.law, language)),
            Some("lumpSumLaw") => text.push_str(&localised(regime.lump_sum.law, language)),
            _ => {}
        }
    };
    // Our own texts are well formed, as the tests hold.
    let _: Result<(), ()> = fill::pieces(said.of(language), &mut each);
    Ok(text)
}
