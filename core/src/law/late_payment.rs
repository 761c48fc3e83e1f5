//! Who may charge what on a late invoice: the rules of each jurisdiction by kind of debtor. Refuses to guess: a cell that nobody
//! confirmed is missing, and asking for it is an error.
//!
//! The jurisdiction EU stands for the floor of Directive 2011/7/EU in states whose currency is the euro.

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
#[derive(Copy, Clone)]
pub struct Part {
    /// The ground.
    pub ground: Ground,
    /// The article.
    pub law: &'static str,
}

/// Which kind of rate a series is.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Fact {
    /// Statutory interest.
    Statutory,
    /// Interest on commercial debts.
    Commercial,
}

/// What an agreed rate does.
#[derive(Copy, Clone)]
pub enum Agreed {
    /// It takes the place of the legal one.
    Replaces,
    /// It takes its place where it is higher.
    IfHigher,
    /// It takes its place, up to the rates of a series.
    UpTo(&'static Series),
    /// It takes its place, and may not be below so many times the rates of a series.
    AtLeast(i16, &'static Series),
    /// What holds for an agreed rate was not confirmed.
    Unknown,
}

/// When interest begins to run.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Start {
    /// On the day after the due date.
    DueDate,
    /// On the day after the due date where it was agreed, else after a reminder, or thirty days after due date and receipt for
    /// those who are no consumers (§ 286 BGB).
    German,
    /// When the term of the first reminder has ended; for small creditors when it begins.
    ReminderTerm,
}

/// How costs are reckoned.
#[derive(Copy, Clone)]
pub enum Tariff {
    /// By the Dutch scale; the lump sum is its least.
    Scale,
    /// What was agreed; the lump sum is in it.
    Agreed,
    /// What was agreed, up to the Belgian caps.
    Capped,
    /// None.
    None,
}

/// A cell of the matrix, or several that are alike: the rules of a jurisdiction for a kind of debtor.
#[derive(Copy, Clone)]
pub struct Regime {
    /// The jurisdictions.
    pub countries: &'static [&'static str],
    /// The kinds of debtor.
    pub debtors: &'static [Debtor],
    /// Interest.
    pub interest: Part,
    /// Which kind of rate it has.
    pub fact: Fact,
    /// Its rates.
    pub series: &'static Series,
    /// Hundredths of a percent to add to them.
    pub margin: i16,
    /// Whether interest of a year bears interest from then on.
    pub compounds: bool,
    /// What an agreed rate does.
    pub agreed: Agreed,
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
    /// Whether it is of this country.
    pub fn is_of(&self, country: &str) -> bool {
        self.countries.contains(&country)
    }

    /// Whether it is for this kind of debtor.
    pub fn is_for(&self, debtor: Debtor) -> bool {
        self.debtors.contains(&debtor)
    }
}

const fn part(ground: Ground, law: &'static str) -> Part {
    Part { ground, law }
}

/// A cell by Directive 2011/7/EU: the reference rate and eight points, the lump sum, more by contract.
const fn directive(
    countries: &'static [&'static str],
    debtors: &'static [Debtor],
    interest: &'static str,
    lump_sum: &'static str,
    agreed: Agreed,
) -> Regime {
    Regime {
        countries,
        debtors,
        interest: part(Ground::Statute, interest),
        fact: Fact::Commercial,
        series: &interest::ECB_REFERENCE,
        margin: 800,
        compounds: false,
        agreed,
        start: Start::DueDate,
        costs: part(Ground::Clause, lump_sum),
        tariff: Tariff::Agreed,
        lump_sum: part(Ground::Statute, lump_sum),
    }
}

/// States whose currency is the euro and whose own law is not tabled here, and the floor itself.
const EURO_STATES: &[&str] = &["EU", "CY", "EE", "FI", "GR", "LT", "LV", "MT", "PT", "SI", "SK"];

const NL_COSTS: &str = "art. 6:96(2)(c) BW; art. 2 Besluit BIK";
const BE_LAW: &str = "art. 5 law of 2002-08-02";
const BE_COSTS: &str = "art. 6 law of 2002-08-02";
const XIX_4: &str = "art. XIX.4 Code of economic law";
const ART_3: &str = "art. 3 Directive 2011/7/EU";
const ART_4: &str = "art. 4 Directive 2011/7/EU";
const ART_6: &str = "art. 6 Directive 2011/7/EU";

const DUTCH: Regime = Regime {
    series: &interest::NL_COMMERCIAL,
    margin: 0,
    compounds: true,
    costs: part(Ground::Notice, NL_COSTS),
    tariff: Tariff::Scale,
    ..directive(&["NL"], &[Business], "art. 6:119a BW", "art. 6:96(4) BW", Agreed::Replaces)
};

const BELGIAN: Regime = Regime {
    series: &interest::BE_COMMERCIAL,
    margin: 0,
    ..directive(&["BE"], &[Business], BE_LAW, BE_COSTS, Agreed::Replaces)
};

const GERMAN: Regime = Regime {
    series: &interest::DE_BASE_BUSINESS,
    margin: 900,
    start: Start::German,
    ..directive(&["DE"], &[Business, Government], "§ 288(2) BGB", "§ 288(5) BGB", Agreed::IfHigher)
};

const AUSTRIAN: Regime = Regime {
    series: &interest::AT_COMMERCIAL,
    margin: 0,
    ..directive(&["AT"], &[Business], "§ 456 UGB", "§ 458 UGB", Agreed::Replaces)
};

/// All cells.
pub static REGIMES: &[Regime] = &[
    DUTCH,
    Regime {
        debtors: &[Government],
        interest: part(Ground::Statute, "art. 6:119b BW"),
        agreed: Agreed::IfHigher,
        ..DUTCH
    },
    Regime {
        debtors: &[Consumer],
        interest: part(Ground::Statute, "art. 6:119 BW"),
        fact: Fact::Statutory,
        series: &interest::NL_STATUTORY,
        agreed: Agreed::IfHigher,
        costs: part(Ground::Notice, "art. 6:96(6) BW; art. 2 Besluit BIK"),
        lump_sum: part(Ground::None, "art. 6:96(4) BW"),
        ..DUTCH
    },
    BELGIAN,
    Regime { debtors: &[Government], agreed: Agreed::IfHigher, ..BELGIAN },
    Regime {
        debtors: &[Consumer],
        interest: part(Ground::Notice, "art. XIX.2 and XIX.4 Code of economic law"),
        fact: Fact::Statutory,
        series: &interest::BE_STATUTORY,
        agreed: Agreed::UpTo(&interest::BE_COMMERCIAL),
        start: Start::ReminderTerm,
        costs: part(Ground::Clause, XIX_4),
        tariff: Tariff::Capped,
        lump_sum: part(Ground::None, XIX_4),
        ..BELGIAN
    },
    GERMAN,
    Regime {
        debtors: &[Consumer],
        interest: part(Ground::Notice, "§§ 286 and 288(1) BGB"),
        fact: Fact::Statutory,
        series: &interest::DE_BASE,
        margin: 500,
        costs: part(Ground::None, "§ 288(5) BGB"),
        tariff: Tariff::None,
        lump_sum: part(Ground::None, "§ 288(5) BGB"),
        ..GERMAN
    },
    Regime {
        margin: 1000,
        agreed: Agreed::AtLeast(3, &interest::FR_LEGAL),
        ..directive(
            &["FR"],
            &[Business],
            "art. L441-10 Code de commerce",
            "arts. L441-10 and D441-5 Code de commerce",
            Agreed::Replaces,
        )
    },
    directive(&["FR"], &[Government], ART_4, ART_6, Agreed::IfHigher),
    AUSTRIAN,
    Regime { debtors: &[Government], agreed: Agreed::IfHigher, ..AUSTRIAN },
    Regime {
        debtors: &[Consumer],
        interest: part(Ground::Statute, "§ 1000 ABGB"),
        fact: Fact::Statutory,
        series: &interest::AT_STATUTORY,
        agreed: Agreed::Unknown,
        costs: part(Ground::None, "§ 458 UGB"),
        tariff: Tariff::None,
        lump_sum: part(Ground::None, "§ 458 UGB"),
        ..AUSTRIAN
    },
    directive(&["LU"], &[Business], "law of 2004-04-18", "law of 2004-04-18", Agreed::Replaces),
    directive(&["LU"], &[Government], "law of 2004-04-18", "law of 2004-04-18", Agreed::IfHigher),
    // The Irish text can be read as one rate for a debt; by half-year is the rule of the Directive. Of its three lump sums only the
    // least was confirmed.
    directive(&["IE"], &[Business], "S.I. 580/2012", "S.I. 580/2012", Agreed::Replaces),
    directive(&["IE"], &[Government], "S.I. 580/2012", "S.I. 580/2012", Agreed::IfHigher),
    directive(&["ES"], &[Business], "Ley 3/2004", "Ley 3/2004", Agreed::Replaces),
    directive(&["ES"], &[Government], "Ley 3/2004", "Ley 3/2004", Agreed::IfHigher),
    directive(&["IT"], &[Business], "D.Lgs. 231/2002", "D.Lgs. 231/2002", Agreed::Replaces),
    directive(&["IT"], &[Government], "D.Lgs. 231/2002", "D.Lgs. 231/2002", Agreed::IfHigher),
    directive(EURO_STATES, &[Business], ART_3, ART_6, Agreed::Replaces),
    directive(EURO_STATES, &[Government], ART_4, ART_6, Agreed::IfHigher),
    Regime {
        series: &interest::ECB_REFERENCE_CROATIA,
        ..directive(&["HR"], &[Business], ART_3, ART_6, Agreed::Replaces)
    },
    Regime {
        series: &interest::ECB_REFERENCE_CROATIA,
        ..directive(&["HR"], &[Government], ART_4, ART_6, Agreed::IfHigher)
    },
];

/// The rules of a jurisdiction for a kind of debtor.
pub fn regime(country: &str, debtor: Debtor, on: Day) -> Result<&'static Regime, NoLaw> {
    let found = REGIMES.iter().find(|cell| cell.is_of(country) && cell.is_for(debtor));
    found.ok_or_else(|| {
        let kind = match debtor {
            Business => "business",
            Consumer => "consumer",
            Government => "government",
        };
        NoLaw { fact: ["law on late payment by a ", kind, " in ", country].concat(), on, known: Vec::new() }
    })
}
