//! Who may charge what on a late invoice: the rules of each jurisdiction by kind of debtor. Refuses to guess: a cell that nobody
//! confirmed is missing, and asking for it is an error.

use super::NoLaw;
use super::interest::{self, Series};
use crate::calendar::Day;

/// What the debtor is before the law.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Debtor {
    /// A trade or profession.
    Business,
    /// A natural person outside of one.
    Consumer,
    /// A public authority.
    Government,
}

use Debtor::{Business, Consumer, Government};

/// On what ground something may be charged.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Ground {
    /// By law, from default on.
    Statute,
    /// By law, once a notice went out.
    Notice,
    /// Only by a clause of the contract.
    Clause,
    /// Not at all.
    None,
}

/// A part of a claim: on what ground, by which article.
pub struct Part {
    /// The ground.
    pub ground: Ground,
    /// The article.
    pub law: &'static str,
}

/// What an agreed rate does.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Agreed {
    /// It takes the place of the legal one.
    Replaces,
    /// It takes its place where it is higher.
    IfHigher,
    /// It takes its place, up to the cap.
    Capped,
}

/// When interest begins to run.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Start {
    /// On the day after the due date.
    DueDate,
    /// When the term of the first reminder has ended; for small creditors when it begins.
    ReminderTerm,
}

/// How costs are reckoned.
pub enum Tariff {
    /// By the Dutch scale; the lump sum is its least.
    Scale,
    /// What was agreed; the lump sum is in it.
    Agreed,
    /// What was agreed, up to a scale.
    Capped,
}

/// A cell of the matrix: the rules of a jurisdiction for a kind of debtor.
pub struct Regime {
    countries: &'static [&'static str],
    debtors: &'static [Debtor],
    /// Interest.
    pub interest: Part,
    /// Its rates.
    pub series: &'static Series,
    /// Hundredths of a percent to add to them.
    pub margin: i16,
    /// Whether interest of a year bears interest from then on.
    pub compounds: bool,
    /// What an agreed rate does.
    pub agreed: Agreed,
    /// The rates that an agreed one may not pass.
    pub cap: Option<&'static Series>,
    /// When interest begins to run.
    pub start: Start,
    /// Collection costs.
    pub costs: Part,
    /// How they are reckoned.
    pub tariff: Tariff,
    /// The lump sum for recovery costs.
    pub lump_sum: Part,
}

impl Regime {
    /// Whether it is for this kind of debtor.
    pub fn is_for(&self, debtor: Debtor) -> bool {
        self.debtors.contains(&debtor)
    }
}

const fn part(ground: Ground, law: &'static str) -> Part {
    Part { ground, law }
}

/// All cells.
pub static REGIMES: &[Regime] = &[
    Regime {
        countries: &["NL"],
        debtors: &[Business],
        interest: part(Ground::Statute, "art. 6:119a BW"),
        series: &interest::NL_COMMERCIAL,
        margin: 0,
        compounds: true,
        agreed: Agreed::Replaces,
        cap: None,
        start: Start::DueDate,
        costs: part(Ground::Notice, "art. 6:96(2)(c) BW; art. 2 Besluit BIK"),
        tariff: Tariff::Scale,
        lump_sum: part(Ground::Statute, "art. 6:96(4) BW"),
    },
    Regime {
        countries: &["NL"],
        debtors: &[Government],
        interest: part(Ground::Statute, "art. 6:119b BW"),
        series: &interest::NL_COMMERCIAL,
        margin: 0,
        compounds: true,
        agreed: Agreed::IfHigher,
        cap: None,
        start: Start::DueDate,
        costs: part(Ground::Notice, "art. 6:96(2)(c) BW; art. 2 Besluit BIK"),
        tariff: Tariff::Scale,
        lump_sum: part(Ground::Statute, "art. 6:96(4) BW"),
    },
    Regime {
        countries: &["NL"],
        debtors: &[Consumer],
        interest: part(Ground::Statute, "art. 6:119 BW"),
        series: &interest::NL_STATUTORY,
        margin: 0,
        compounds: true,
        agreed: Agreed::IfHigher,
        cap: None,
        start: Start::DueDate,
        costs: part(Ground::Notice, "art. 6:96(6) BW; art. 2 Besluit BIK"),
        tariff: Tariff::Scale,
        lump_sum: part(Ground::None, "art. 6:96(4) BW"),
    },
    Regime {
        countries: &["BE"],
        debtors: &[Business],
        interest: part(Ground::Statute, "art. 5 law of 2002-08-02"),
        series: &interest::BE_COMMERCIAL,
        margin: 0,
        compounds: false,
        agreed: Agreed::Replaces,
        cap: None,
        start: Start::DueDate,
        costs: part(Ground::Clause, "art. 6 law of 2002-08-02"),
        tariff: Tariff::Agreed,
        lump_sum: part(Ground::Statute, "art. 6 law of 2002-08-02"),
    },
    Regime {
        countries: &["BE"],
        debtors: &[Government],
        interest: part(Ground::Statute, "art. 5 law of 2002-08-02"),
        series: &interest::BE_COMMERCIAL,
        margin: 0,
        compounds: false,
        agreed: Agreed::IfHigher,
        cap: None,
        start: Start::DueDate,
        costs: part(Ground::Clause, "art. 6 law of 2002-08-02"),
        tariff: Tariff::Agreed,
        lump_sum: part(Ground::Statute, "art. 6 law of 2002-08-02"),
    },
    Regime {
        countries: &["BE"],
        debtors: &[Consumer],
        interest: part(Ground::Notice, "art. XIX.2 and XIX.4 Code of economic law"),
        series: &interest::BE_STATUTORY,
        margin: 0,
        compounds: false,
        agreed: Agreed::Capped,
        cap: Some(&interest::BE_COMMERCIAL),
        start: Start::ReminderTerm,
        costs: part(Ground::Clause, "art. XIX.4 Code of economic law"),
        tariff: Tariff::Capped,
        lump_sum: part(Ground::None, "art. XIX.4 Code of economic law"),
    },
];

/// The rules of a jurisdiction for a kind of debtor.
pub fn regime(country: &str, debtor: Debtor, on: Day) -> Result<&'static Regime, NoLaw> {
    let found = REGIMES.iter().find(|cell| cell.countries.contains(&country) && cell.debtors.contains(&debtor));
    found.ok_or_else(|| {
        let kind = match debtor {
            Business => "business",
            Consumer => "consumer",
            Government => "government",
        };
        super::row::none::<()>(&["law on late payment by a ", kind, " in ", country].concat(), &[], on)
    })
}
