//! What a letter can say: the values of its placeholders, from the action, the account and the claim. Adds nothing up.

use rust_decimal::Decimal;

use super::text::Text;
use super::{LetterOptions, localised};
use crate::dunning::action::Action;
use crate::dunning::history::{History, Past};
use crate::dunning::interest::FROM_TERM;
use crate::invoice::Issued;
use crate::ledger::{Account, standing};
use crate::money::Exact;
use crate::party::Party;
use crate::text::{self, Language};

/// The placeholders that a wording may have.
pub(super) const PLACEHOLDERS: &[&str] = &[
    "invoiceNumber",
    "invoiceDate",
    "dueDate",
    "today",
    "lastDay",
    "customer",
    "supplier",
    "supplierNumber",
    "description",
    "principal",
    "interest",
    "lumpSum",
    "costs",
    "fee",
    "earlierFees",
    "received",
    "waived",
    "total",
    "costsThen",
    "interestLaw",
    "lumpSumLaw",
    "costsLaw",
    "interestFrom",
    "term",
    "consequences",
    "amounts",
    "payment",
    "iban",
    "payee",
    "paymentReference",
];

/// Lines whose names describe what the debt is for, at most.
const DESCRIBED_MAX: usize = 10;

/// Days that the last notice to a business gives.
const LAST_DAYS: i32 = 7;

/// What a letter is about.
pub(super) struct Facts<'a> {
    pub action: &'a Action,
    pub account: &'a Account,
    pub options: &'a LetterOptions,
    pub language: Language,
    /// The term that the letter sets.
    pub term: Text,
    /// What it says follows.
    pub consequences: Text,
}

impl<'a> Facts<'a> {
    pub fn invoice(&self) -> &'a Issued {
        self.account.invoice()
    }

    pub fn supplier(&self) -> Option<&'a Party> {
        self.invoice().head().supplier.as_deref()
    }

    /// The number by which the supplier is registered.
    pub fn supplier_number(&self) -> Option<&'a str> {
        let supplier = self.supplier()?;
        supplier.company_id.as_ref().map(|id| id.value.as_str()).or(supplier.vat_id.as_deref())
    }

    /// The names of the lines.
    pub fn description(&self) -> String {
        let mut names = String::new();
        for (index, line) in self.invoice().lines().iter().enumerate() {
            if index > 0 {
                names.push_str(", ");
            }
            if index == DESCRIBED_MAX {
                names.push('…');
                break;
            }
            names.push_str(&line.line().name);
        }
        names
    }

    /// Whether VAT was added to the collection costs.
    fn has_vat_in_costs(&self) -> bool {
        self.options.claim.working.iter().any(|step| step.source.as_deref() == Some(VAT_ON_COSTS))
    }

    /// Whether interest runs from the start or the end of the term of a Belgian first reminder: the claim knows the creditor.
    fn interest_from(&self) -> Text {
        match self.options.claim.working.iter().any(|step| step.how.contains(FROM_TERM)) {
            true => Text::FromStartBelgian,
            false => Text::FromEndBelgian,
        }
    }

    /// The value of a placeholder; None if it is not known.
    pub fn value(&self, name: &str) -> Option<String> {
        let (claim, asked) = (&self.options.claim, &self.action.amounts);
        let head = self.invoice().head();
        let iban = || head.payment_methods.iter().find(|method| method.iban.is_some());
        Some(match name {
            "invoiceNumber" => self.invoice().number().to_owned(),
            "invoiceDate" => text::day(self.invoice().issue_date(), self.language),
            "dueDate" => self.due_dates(),
            "today" => text::day(self.action.on, self.language),
            "lastDay" => text::day(self.action.on.add_days(LAST_DAYS)?, self.language),
            "customer" => head.customer.as_ref()?.name.clone(),
            "supplier" => self.supplier()?.name.clone(),
            "supplierNumber" => self.supplier_number()?.to_owned(),
            "description" => self.description(),
            "principal" => self.amount(asked.principal),
            "interest" => self.amount(asked.interest),
            "fee" => self.amount(self.action.fee?),
            "earlierFees" => self.amount(self.costs_beside_fee()?),
            "received" => self.amount(asked.received.unwrap_or_default()),
            "waived" => self.amount(asked.waived.unwrap_or_default()),
            "total" => self.amount(asked.total),
            "lumpSum" => self.amount(claim.lump_sum.amount),
            "costs" => self.amount(claim.costs.amount),
            "costsThen" => self.amount(claim.named_costs()),
            "interestLaw" => localised(&claim.interest.source, self.language),
            "lumpSumLaw" => localised(&claim.lump_sum.source, self.language),
            "costsLaw" => localised(&claim.costs.source, self.language),
            "interestFrom" => self.text(self.interest_from())?,
            "term" => self.text(self.term)?,
            "consequences" => self.consequences()?,
            "amounts" => self.amounts()?,
            "payment" => self.text(if iban().is_some() { Text::PayTo } else { Text::PayAsInvoiced })?,
            "iban" => iban()?.iban.clone()?,
            "payee" => {
                let account_holder = iban().and_then(|method| method.name.clone());
                let payee = head.payee.as_deref().or(self.supplier()).map(|party| party.name.clone());
                account_holder.or(payee)?
            }
            "paymentReference" => match &head.payment_reference {
                Some(reference) => reference.text().to_owned(),
                None => self.invoice().number().to_owned(),
            },
            _ => return None,
        })
    }

    /// The due date that the letter is about; each of them where a Belgian first reminder is for several.
    fn due_dates(&self) -> String {
        let (id, on) = (self.action.step.split(':').next().unwrap_or_default(), self.action.on);
        let several = (self.term == Text::TermBelgian)
            .then(|| standing(self.account, on).ok())
            .flatten()
            .and_then(|at| History::of(&at.entries).not_reminded(id, &mut Past::of(self.account), &at.parts, on).ok())
            .filter(|parts| parts.len() > 1);
        let Some(parts) = several else { return text::day(self.action.due_date, self.language) };
        let said = parts.iter().filter_map(|part| {
            Some([&text::day(part.due?, self.language), " (", &self.amount(part.amount), ")"].concat())
        });
        said.collect::<Vec<_>>().join(", ")
    }

    fn consequences(&self) -> Option<String> {
        let mut said = self.text(self.consequences)?;
        if self.consequences == Text::ConsequencesDutch && self.has_vat_in_costs() {
            said.push_str(&self.text(Text::VatInCosts)?);
        }
        Some(said)
    }

    /// What is asked for, line by line; the total where there is more than the invoice.
    fn amounts(&self) -> Option<String> {
        let (claim, asked) = (&self.options.claim, &self.action.amounts);
        let parts = [&claim.costs, &claim.lump_sum].into_iter().filter(|part| part.allowed);
        let claimed = parts.map(|part| part.amount).try_fold(Decimal::ZERO, Exact::plus)?;
        // A step that charges no costs asks for its fee, and those of earlier reminders.
        let beside_fee = self.costs_beside_fee()?;
        let charged = claimed > Decimal::ZERO && beside_fee >= claimed;
        let lines = [
            (Text::LineInterest, asked.interest > Decimal::ZERO),
            (Text::LineLumpSum, charged && claim.lump_sum.allowed && !claim.lump_sum.amount.is_zero()),
            (Text::LineCosts, charged && claim.costs.allowed && !claim.costs.amount.is_zero()),
            (Text::LineEarlierFees, !charged && beside_fee > Decimal::ZERO),
            (Text::LineFee, self.action.fee.is_some()),
            (Text::LineReceived, asked.received.is_some()),
            (Text::LineWaived, asked.waived.is_some()),
            (Text::LineTotal, asked.total > asked.principal),
        ];
        let mut said = self.text(Text::LinePrincipal)?;
        for (line, _) in lines.into_iter().filter(|(_, is_there)| *is_there) {
            said.push_str(&self.text(line)?);
        }
        Some(said)
    }

    /// What is asked for costs without the fee of this reminder.
    fn costs_beside_fee(&self) -> Option<Decimal> {
        self.action.amounts.costs.minus(self.action.fee.unwrap_or_default())
    }

    fn amount(&self, amount: Decimal) -> String {
        text::amount(amount, self.invoice().head().currency, self.language)
    }

    /// A text of ours, filled in; None if something in it is not known.
    pub fn text(&self, text: Text) -> Option<String> {
        let mut missing = Vec::new();
        let filled = self.fill(text.of(self.language), &mut missing);
        missing.is_empty().then_some(filled)
    }

    /// A text with its placeholders filled in; those that are not known are added to `missing`.
    pub fn fill(&self, text: &str, missing: &mut Vec<String>) -> String {
        let mut filled = String::with_capacity(text.len().saturating_mul(2));
        let mut each = |before: &str, name: Option<&str>| {
            filled.push_str(before);
            let Some(name) = name else { return };
            match self.value(name) {
                Some(value) => filled.push_str(&value),
                None => missing.push(name.to_owned()),
            }
        };
        // Own wording has been checked by then, and ours is by the tests.
        let _: Result<(), ()> = super::fill::pieces(text, &mut each);
        filled
    }
}

/// The rule by which collection costs are raised by VAT that the creditor cannot deduct.
const VAT_ON_COSTS: &str = "art. 2(3) Besluit BIK";
