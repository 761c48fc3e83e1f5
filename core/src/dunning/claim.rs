//! A claim: what may lawfully be charged on a day, with its working. Types only carry what was computed.

use rust_decimal::Decimal;

use crate::calendar::Day;
use crate::finding::Finding;
use crate::money::Currency;
use crate::party::PartyKind;
use crate::wire::{Array, Text};
use crate::{wire_enum, wire_struct};

wire_enum! {
    /// The size of a business; term limits and their consequences depend on it.
    #[derive(Copy, Eq)]
    pub enum BusinessSize {
        /// A small or medium-sized enterprise.
        "small" Small,
        /// A large enterprise.
        "large" Large,
    }
}

wire_struct! {
    /// What the parties agreed on late payment.
    #[derive(Eq, Default)]
    pub struct AgreedTerms {
        /// Interest in percent per year.
        "interestRate" interest_rate: Option<Decimal>,
        /// Collection costs, as an amount.
        "costs" costs: Option<Decimal>,
        /// Collection costs in percent of what is overdue, charged once and never on costs; the amount, if one was agreed, is the least.
        "costsPercent" costs_percent: Option<Decimal>,
        /// Whether the contract has the debtor pay for reminders: what they are charged for (`charge`) counts, each level once. Of no effect
        /// against consumers.
        "reminderFees" reminder_fees: Option<bool>,
        /// Whether the due date itself was agreed, not only put on the invoice: a German consumer is then late without a reminder.
        "term" term: Option<bool>,
    }
}

wire_struct! {
    /// What matters of the creditor.
    #[derive(Eq, Default)]
    pub struct Creditor {
        /// Whether the creditor can deduct VAT; if not, costs are raised by it.
        "deductsVat" deducts_vat: Option<bool>,
        /// Its size.
        "size" size: Option<BusinessSize>,
    }
}

wire_enum! {
    /// A fact of law that a caller may bring newer rows for.
    #[derive(Copy, Eq)]
    pub enum OverridableFact {
        /// Statutory interest, in percent per year.
        "statutoryInterest" StatutoryInterest,
        /// Interest on commercial debts, in percent per year.
        "commercialInterest" CommercialInterest,
        /// Lump sum for recovery costs.
        "lumpSum" LumpSum,
    }
}

wire_struct! {
    /// A newer row of law than the engine has, brought by the caller and held to the same rules as its own.
    #[derive(Eq)]
    pub struct LawOverride {
        /// Country, ISO 3166-1 alpha-2.
        "country" country: String,
        /// The fact.
        "fact" fact: OverridableFact,
        /// Its value.
        "value" value: Decimal,
        /// First day on which it holds.
        "from" from: Day,
        /// Last day, inclusive; absent while it is in force.
        "until" until: Option<Day>,
        /// Where it was read: act and article, or publisher and title.
        "source" source: String,
    }
}

wire_struct! {
    /// What a claim depends on beside the account.
    #[derive(Eq)]
    pub struct ClaimOptions {
        /// The day of the claim.
        "on" on: Day,
        /// Country whose law holds, ISO 3166-1 alpha-2.
        "jurisdiction" jurisdiction: String,
        /// What the debtor is before the law.
        "debtor" debtor: PartyKind,
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

wire_struct! {
    /// Interest over days with one rate and one balance.
    #[derive(Eq)]
    pub struct InterestSegment {
        /// First day, inclusive.
        "from" from: Day,
        /// Last day, inclusive.
        "until" until: Day,
        /// Amount that bears interest.
        "base" base: Decimal,
        /// Percent per year.
        "rate" rate: Decimal,
        /// Number of days.
        "days" days: u32,
        /// Interest with six decimals; only the sum of all segments is rounded.
        "amount" amount: Decimal,
        /// Where the rate comes from.
        "source" source: String,
    }
}

wire_struct! {
    /// Interest from the day after the due date to the day of the claim, both included.
    #[derive(Eq)]
    pub struct InterestClaim {
        /// Amount, rounded once.
        "amount" amount: Decimal,
        /// Whether it may be charged today.
        "allowed" allowed: bool,
        /// First day on which it may be charged.
        "allowedFrom" allowed_from: Option<Day>,
        /// The article that allows it.
        "source" source: Text,
        /// How it adds up.
        "segments" segments: Array<InterestSegment>,
    }
}

wire_struct! {
    /// A part of a claim beside principal and interest: collection costs or a lump sum.
    #[derive(Eq)]
    pub struct ClaimPart {
        /// Amount.
        "amount" amount: Decimal,
        /// Whether it may be charged today.
        "allowed" allowed: bool,
        /// First day on which it may be charged.
        "allowedFrom" allowed_from: Option<Day>,
        /// The article that allows it.
        "source" source: Text,
    }
}

wire_struct! {
    /// Something that has to be done before a part of the claim may be charged.
    #[derive(Eq)]
    pub struct Precondition {
        /// What.
        "what" what: Text,
        /// By when; absent if there is no term.
        "by" by: Option<Day>,
        /// Whether it is done.
        "done" done: bool,
        /// The article that asks for it.
        "source" source: Text,
    }
}

wire_struct! {
    /// A step of the working of a claim.
    #[derive(Eq)]
    pub struct WorkingStep {
        /// What is computed.
        "what" what: Text,
        /// The formula with its figures filled in.
        "how" how: String,
        /// What it comes to.
        "amount" amount: Decimal,
        /// The rule, if it is one of law.
        "source" source: Option<Text>,
    }
}

wire_struct! {
    /// What came in for costs and interest, or what of them was given up.
    #[derive(Eq)]
    pub struct ClaimReceived {
        /// For collection costs and lump sum.
        "costs" costs: Decimal,
        /// For interest.
        "interest" interest: Decimal,
    }
}

wire_struct! {
    /// What may lawfully be charged on a day, and what has to be sent first.
    #[derive(Eq)]
    pub struct Claim {
        /// The day of the claim.
        "on" on: Day,
        /// Country whose law holds, ISO 3166-1 alpha-2.
        "jurisdiction" jurisdiction: String,
        /// What the debtor is before the law.
        "debtor" debtor: PartyKind,
        /// Currency of all amounts (BT-5).
        "currency" currency: Currency,
        /// What is owed of the invoice and due, without what is contested.
        "principal" principal: Decimal,
        /// Interest.
        "interest" interest: InterestClaim,
        /// Collection costs.
        "costs" costs: ClaimPart,
        /// Lump sum for recovery costs.
        "lumpSum" lump_sum: ClaimPart,
        /// Collection costs that a notice of this day has to name: those of all that is due now, whatever earlier notices were about; against a
        /// Belgian consumer what the clause adds for what no first reminder was sent for yet. Where the law wants a notice that names them.
        "noticeCosts" notice_costs: Option<Decimal>,
        /// What came in for costs and interest; absent where nothing did.
        "received" received: Option<ClaimReceived>,
        /// What was given up of what is allowed today and did not come in, interest first; absent where nothing was.
        "waived" waived: Option<ClaimReceived>,
        /// What came in beyond the invoice and the costs and interest that were claimed; absent where nothing did.
        "surplus" surplus: Option<Decimal>,
        /// Principal and what is allowed today of the rest, less what came in for it or beyond it and what was given up.
        "total" total: Decimal,
        /// What has to be done first, and whether it is.
        "preconditions" preconditions: Array<Precondition>,
        /// How the amounts came about.
        "working" working: Array<WorkingStep>,
        /// Warnings: what the law limits, what could not be looked at.
        "findings" findings: Vec<Finding>,
    }
}

impl Claim {
    /// The costs that a notice of this day names.
    pub(crate) fn named_costs(&self) -> Decimal {
        self.notice_costs.unwrap_or(self.costs.amount)
    }
}
