//! A case: an account on a day, before the law of a jurisdiction. Refuses a jurisdiction or a debtor whose rules are not known.

use rust_decimal::Decimal;

use super::claim::{BusinessSize, ClaimOptions, LawOverride, OverridableFact};
use super::default;
use crate::calendar::Day;
use crate::finding::{Code, Error, Finding};
use crate::identifier::country;
use crate::law::NoLaw;
use crate::law::late_payment::{self, Debtor, Regime, Start};
use crate::ledger::{
    Account, Balance, ChargeSums, Entry, EntryKind, OpenPart, Reminder, Standing, interest_balances, sum_of,
};
use crate::money::round::to_decimals;
use crate::money::{Currency, Exact};
use crate::party::PartyKind;

/// What a claim is made from.
pub(super) struct Case<'a> {
    /// The account.
    pub account: &'a Account,
    /// What the caller said.
    pub options: &'a ClaimOptions,
    /// The rules.
    pub regime: &'static Regime,
    /// The balance over the days, as interest sees it.
    pub spans: Vec<Balance>,
    /// The jurisdiction, in capitals.
    pub jurisdiction: String,
    /// What is open at the end of today, by due date.
    open: Vec<OpenPart>,
    /// What is open and due today, without what is contested.
    pub principal: Decimal,
    /// What came in beyond the invoice and what was claimed beside it; it goes to costs and interest.
    pub surplus: Decimal,
    /// What came in for costs and interest.
    pub charged: ChargeSums,
    /// What was given up of them.
    pub waived: Decimal,
    /// The due dates that parts have or had while they were open, oldest first.
    pub dues: Vec<Day>,
    /// The first day of default: known once something was open past its due date, or will be.
    pub default: Option<Day>,
    /// Warnings.
    pub findings: Vec<Finding>,
}

impl<'a> Case<'a> {
    /// Looks the rules up and the balance over.
    pub fn new(account: &'a Account, options: &'a ClaimOptions, standing: &Standing<'_>) -> Result<Case<'a>, Error> {
        let jurisdiction = options.jurisdiction.to_ascii_uppercase();
        if !country::is_known(&jurisdiction) && jurisdiction != "EU" {
            let message = "This is not a country of ISO 3166-1.";
            let finding = Finding::new(Code::CountryUnknown, "jurisdiction", message);
            return Err(Error::from_finding(finding.fix("Use a code of two capitals, such as NL.")));
        }
        let debtor = debtor(options.debtor);
        let regime =
            late_payment::regime(&jurisdiction, debtor, options.on).map_err(|none| no_law(&none, "jurisdiction"))?;
        let on = options.on;
        let mut spans = interest_balances(account, standing, on, true)?;
        let decimals = account.invoice().head().currency.decimals();
        let mut principal = Decimal::new(0, decimals);
        let mut open = standing.parts.clone();
        let void = default::void_term(account, options, &jurisdiction);
        for parts in spans.iter_mut().map(|span| &mut span.parts).chain([&mut open]) {
            default::without_due(options, parts);
            void.into_iter().for_each(|term| default::move_due(term, parts));
        }
        for part in &open {
            if part.due.is_none_or(|due| due <= on) {
                principal = principal.plus(part.amount).ok_or_else(range)?;
            }
        }
        let principal = to_decimals(principal, decimals).ok_or_else(range)?;
        let surplus = to_decimals(standing.position.overpaid, decimals).ok_or_else(range)?;
        let mut case = Case {
            account,
            options,
            regime,
            jurisdiction,
            spans,
            open,
            principal,
            surplus,
            charged: standing.position.charged,
            waived: standing.position.waived,
            dues: Vec::new(),
            default: None,
            findings: Vec::new(),
        };
        case.dues = case.dues();
        case.default = case.first_default();
        default::limit(&mut case);
        default::limitation(&mut case);
        Ok(case)
    }

    /// The day on which a part with this due date comes to be in default.
    pub fn default_of(&self, due: Day) -> Option<Day> {
        if self.regime.start == Start::German {
            return default::german(self, due);
        }
        due.add_days(1)
    }

    /// Whether interest runs from the start of the term of the first reminder: a small enterprise may count it so (art. XIX.2 Code of
    /// economic law).
    pub fn is_from_term(&self) -> bool {
        let creditor = self.options.creditor.as_ref();
        self.regime.start == Start::ReminderTerm && creditor.and_then(|one| one.size) == Some(BusinessSize::Small)
    }

    fn dues(&self) -> Vec<Day> {
        let mut dues: Vec<Day> = Vec::new();
        for part in self.spans.iter().flat_map(|span| &span.parts) {
            if let Some(due) = part.due
                && let Err(place) = dues.binary_search(&due)
            {
                dues.insert(place, due);
            }
        }
        dues
    }

    fn first_default(&self) -> Option<Day> {
        let mut first: Option<Day> = None;
        for due in self.dues.iter().copied() {
            let Some(from) = self.default_of(due) else { continue };
            // A part that was cleared in time comes into default only when its money is taken back.
            let open = self.spans.iter().find(|span| span.until >= from && open_of(span, due)).map(|span| span.from);
            if let Some(open) = open.or(Some(from).filter(|from| *from > self.options.on)) {
                let from = from.max(open);
                first = Some(first.map_or(from, |first| first.min(from)));
            }
        }
        first
    }

    /// What costs are of: what is in default today, and all that is due where nothing is yet. A part that falls due today is not.
    pub fn basis(&self) -> Option<Decimal> {
        let late = self.left_of(self.options.on)?;
        Some(if late.is_zero() { self.principal } else { late })
    }

    /// What was open at the start of a day of the parts that were in default on an earlier one.
    pub fn open_on(&self, day: Day, in_default_on: Day) -> Option<Decimal> {
        let span = self.spans.iter().find(|span| span.from <= day && day <= span.until);
        self.in_default(span.map_or(&[], |span| &span.parts), in_default_on)
    }

    /// What is open at the end of today of the parts that were in default on a day.
    pub fn left_of(&self, in_default_on: Day) -> Option<Decimal> {
        self.in_default(&self.open, in_default_on)
    }

    /// What was open of some due dates, or of all parts where none are given, at the start of a day, or at the end of today where none is given.
    pub fn open_of(&self, dues: Option<&[Day]>, day: Option<Day>) -> Option<Decimal> {
        let parts = match day {
            Some(day) => self.spans.iter().find(|span| span.from <= day && day <= span.until).map(|span| &span.parts),
            None => Some(&self.open),
        };
        let mut open = Decimal::new(0, self.currency().decimals());
        let counts = |part: &&OpenPart| dues.is_none_or(|dues| part.due.is_some_and(|due| dues.contains(&due)));
        for part in parts.into_iter().flatten().filter(counts) {
            open = open.plus(part.amount)?;
        }
        Some(open)
    }

    /// Whether what was in default as a day began was paid as another one began, or by the end of today: what was only put on other due dates, as
    /// by a payment plan, was not.
    pub fn was_paid(&self, then: Day, by: Option<Day>) -> Option<bool> {
        let left = match by {
            Some(day) => self.open_on(day, then)?,
            None => self.left_of(then)?,
        };
        let owed = self.open_of(None, by)?.plus(self.open_on(then, then)?)?;
        Some(left.is_zero() && owed <= self.open_of(None, Some(then))?)
    }

    /// The most that was ever open at once, due or not.
    pub fn whole(&self) -> Option<Decimal> {
        let mut most = Decimal::new(0, self.currency().decimals());
        for span in &self.spans {
            most = most.max(sum_of(&span.parts)?);
        }
        Some(most)
    }

    /// The oldest due date of what is still open today.
    pub fn oldest_due(&self) -> Option<Day> {
        self.open.iter().filter_map(|part| part.due).min()
    }

    fn in_default(&self, parts: &[OpenPart], on: Day) -> Option<Decimal> {
        let mut open = Decimal::new(0, self.currency().decimals());
        for part in parts {
            if part.due.and_then(|due| self.default_of(due)).is_some_and(|from| from <= on) {
                open = open.plus(part.amount)?;
            }
        }
        Some(open)
    }

    /// The reminders that count on the day of the claim: those that went out while something was in default.
    pub fn reminders(&self) -> impl Iterator<Item = &'a Reminder> {
        let (on, default, account) = (self.options.on, self.default, self.account);
        account.entries().iter().filter(move |entry| entry.on <= on).filter_map(move |entry| {
            let EntryKind::Reminder(reminder) = &entry.kind else { return None };
            let sent = reminder.sent_on;
            let late = sent <= on
                && default.is_some_and(|from| from <= sent)
                && self.open_on(sent, sent).is_some_and(|open| !open.is_zero());
            (late && !is_withdrawn(account, entry, on)).then_some(reminder)
        })
    }

    /// Whether a correction says that an entry should not have been booked.
    pub fn is_withdrawn(&self, entry: &Entry) -> bool {
        is_withdrawn(self.account, entry, self.options.on)
    }

    /// The row that the caller brought for a fact and a day.
    pub fn newer(&self, fact: OverridableFact, day: Day) -> Option<&'a LawOverride> {
        let holds = |row: &&LawOverride| row.from <= day && row.until.is_none_or(|until| day <= until);
        self.newer_rows(fact).find(holds)
    }

    /// The first day after a day for which the caller brought a row.
    pub fn newer_after(&self, fact: OverridableFact, day: Day) -> Option<Day> {
        self.newer_rows(fact).map(|row| row.from).filter(|from| *from > day).min()
    }

    fn newer_rows(&self, fact: OverridableFact) -> impl Iterator<Item = &'a LawOverride> {
        let jurisdiction = &self.jurisdiction;
        self.options.law_overrides.iter().filter(move |row| row.fact == fact && row.country == *jurisdiction)
    }

    /// The currency of the invoice.
    pub fn currency(&self) -> Currency {
        self.account.invoice().head().currency
    }
}

/// Whether a correction of a day up to `on` says that an entry should not have been booked.
fn is_withdrawn(account: &Account, entry: &Entry, on: Day) -> bool {
    let corrects = |other: &Entry| matches!(&other.kind, EntryKind::Correction(one) if one.of == entry.id);
    account.entries().iter().any(|other| other.on <= on && corrects(other))
}

/// What a debtor is before the law.
pub(super) fn debtor(kind: PartyKind) -> Debtor {
    match kind {
        PartyKind::Business => Debtor::Business,
        PartyKind::Consumer => Debtor::Consumer,
        PartyKind::Government => Debtor::Government,
    }
}

/// Whether something with this due date is open in a span.
fn open_of(span: &Balance, due: Day) -> bool {
    span.parts.iter().any(|part| part.due == Some(due))
}

/// The refusal for a day or a country without law.
#[cold]
pub(super) fn no_law(none: &NoLaw, path: &str) -> Error {
    let fix = "Pass newer rows as lawOverrides, or ask for a day that is known.";
    Error::from_finding(Finding::new(Code::LawNone, path, none.to_string()).fix(fix))
}

/// The refusal of sums past the range of amounts.
#[cold]
pub(super) fn range() -> Error {
    Error::from_finding(Finding::new(Code::AmountRange, "", "An amount of this claim comes to 10^15 or more."))
}
