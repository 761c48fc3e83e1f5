//! The rates of late-payment interest, in hundredths of a percent, newest first. Refuses rates that nobody confirmed: those that are
//! known from memory only have no row.
//!
//! Rates that are set for a half-year end with it, even where no later one is known: 2026-12-31 is the last day.

use super::super::SourceId::{self, *};
use super::super::{Row, Status};
use crate::calendar::Day;

use Status::{Derived, Primary, Secondary};

const fn row(from: &str, until: &str, value: i16, status: Status, sources: &'static [SourceId]) -> Row<i16> {
    Row {
        value,
        from: Day::literal(from),
        until: Some(Day::literal(until)),
        sources,
        checked_on: Day::literal("2026-11-21"),
        status,
    }
}

/// Art. 6:119 BW, set by decree. The formula of Stb. 2014, 491 gives 5 for 2025-07-01, the decree 6: the decree holds.
pub(super) static NL_STATUTORY: &[Row<i16>] = &[
    row("2026-01-01", "2026-12-31", 400, Secondary, &[Stb2025]),
    row("2025-01-01", "2025-12-31", 600, Secondary, &[RatePages]),
    row("2024-01-01", "2024-12-31", 700, Secondary, &[Smk2024, Metaalunie2024]),
    row("2023-07-01", "2023-12-31", 600, Secondary, &[Smk2024]),
    row("2023-01-01", "2023-06-30", 400, Secondary, &[RatePages]),
    row("2015-01-01", "2022-12-31", 200, Primary, &[Stb2014]),
    row("2012-07-01", "2014-12-31", 300, Primary, &[Stb2014]),
    row("2011-07-01", "2012-06-30", 400, Primary, &[Stb2011]),
    row("2010-01-01", "2011-06-30", 300, Primary, &[Stb2011, Schrijftolk, RaadVanArbitrage]),
    row("2009-07-01", "2009-12-31", 400, Primary, &[Stb2009, RaadVanArbitrage]),
    row("2007-01-01", "2009-06-30", 600, Primary, &[Stb2009, RaadVanArbitrage]),
    row("2004-02-01", "2006-12-31", 400, Secondary, &[RaadVanArbitrage]),
    row("2003-08-01", "2004-01-31", 500, Secondary, &[RaadVanArbitrage]),
    row("2002-01-01", "2003-07-31", 700, Secondary, &[RaadVanArbitrage]),
];

/// Art. 6:119a and 6:119b BW: main refinancing rate + 8 points, before 2013-03-16 + 7 (art. 6:120(2) BW).
pub(super) static NL_COMMERCIAL: &[Row<i16>] = &[
    row("2026-07-01", "2026-12-31", 1040, Secondary, &[RijksoverheidQuote, EcbMro]),
    row("2026-01-01", "2026-06-30", 1015, Secondary, &[RatePages, EcbMro]),
    row("2025-07-01", "2025-12-31", 1015, Secondary, &[RatePages, EcbMro]),
    row("2025-01-01", "2025-06-30", 1115, Secondary, &[RatePages, EcbMro]),
    row("2024-07-01", "2024-12-31", 1225, Secondary, &[Metaalunie2024, EcbMro]),
    row("2024-01-01", "2024-06-30", 1250, Secondary, &[RatePages, EcbMro]),
    row("2023-07-01", "2023-12-31", 1200, Secondary, &[RatePages, EcbMro]),
    row("2023-01-01", "2023-06-30", 1050, Secondary, &[RatePages, EcbMro]),
    row("2016-07-01", "2022-12-31", 800, Secondary, &[RatePages, EcbMro]),
    row("2015-01-01", "2016-06-30", 805, Secondary, &[RatePages, EcbMro]),
    row("2014-07-01", "2014-12-31", 815, Secondary, &[RatePages, EcbMro]),
    row("2014-01-01", "2014-06-30", 825, Secondary, &[RatePages, EcbMro]),
    row("2013-07-01", "2013-12-31", 850, Secondary, &[RatePages, EcbMro]),
    row("2013-03-16", "2013-06-30", 875, Secondary, &[RatePages, EcbMro]),
    row("2013-01-01", "2013-03-15", 775, Secondary, &[Vdkraan]),
    row("2012-01-01", "2012-12-31", 800, Secondary, &[RatePages, EcbMro]),
    row("2011-07-01", "2011-12-31", 825, Secondary, &[RatePages, EcbMro]),
    row("2009-07-01", "2011-06-30", 800, Secondary, &[RaadVanArbitrage, Vdkraan]),
    row("2009-01-01", "2009-06-30", 950, Secondary, &[RaadVanArbitrage, Vdkraan]),
    row("2008-07-01", "2008-12-31", 1107, Secondary, &[RaadVanArbitrage, Vdkraan]),
    row("2008-01-01", "2008-06-30", 1120, Secondary, &[RaadVanArbitrage, Vdkraan]),
    row("2007-07-01", "2007-12-31", 1107, Secondary, &[RaadVanArbitrage, Vdkraan]),
    row("2007-01-01", "2007-06-30", 1058, Secondary, &[RaadVanArbitrage, Vdkraan]),
];

/// Belgian law of 1865-05-05, art. 2 § 1: set for each calendar year. For 2010 one source has 3.5.
pub(super) static BE_STATUTORY: &[Row<i16>] = &[
    row("2026-01-01", "2026-12-31", 450, Secondary, &[EmbuildBelgium]),
    row("2025-01-01", "2025-12-31", 450, Secondary, &[RatePages]),
    row("2024-01-01", "2024-12-31", 575, Secondary, &[RatePages]),
    row("2023-01-01", "2023-12-31", 525, Secondary, &[RatePages]),
    row("2022-01-01", "2022-12-31", 150, Secondary, &[RatePages]),
    row("2020-01-01", "2021-12-31", 175, Secondary, &[RatePages]),
    row("2017-01-01", "2019-12-31", 200, Secondary, &[AquoBelgium, RatePages]),
    row("2016-01-01", "2016-12-31", 225, Secondary, &[RatePages]),
    row("2015-01-01", "2015-12-31", 250, Secondary, &[RatePages]),
    row("2013-01-01", "2014-12-31", 275, Secondary, &[RatePages]),
    row("2012-01-01", "2012-12-31", 425, Secondary, &[RatePages]),
    row("2011-01-01", "2011-12-31", 375, Secondary, &[RatePages]),
    row("2010-01-01", "2010-12-31", 325, Secondary, &[RatePages]),
    row("2009-01-01", "2009-12-31", 550, Secondary, &[RatePages]),
    row("2008-01-01", "2008-12-31", 700, Secondary, &[RatePages]),
];

/// Belgian law of 2002-08-02, art. 5: main refinancing rate + 8 points, up to the next half point. Derived rows follow that formula.
pub(super) static BE_COMMERCIAL: &[Row<i16>] = &[
    row("2026-07-01", "2026-12-31", 1050, Derived, &[EcbMro]),
    row("2026-01-01", "2026-06-30", 1050, Secondary, &[EmbuildBelgium]),
    row("2025-07-01", "2025-12-31", 1050, Secondary, &[EmbuildBelgium]),
    row("2025-01-01", "2025-06-30", 1150, Derived, &[EcbMro]),
    row("2024-07-01", "2024-12-31", 1250, Secondary, &[LevifBelgium]),
    row("2024-01-01", "2024-06-30", 1250, Secondary, &[MedenamBelgium]),
    row("2023-07-01", "2023-12-31", 1200, Derived, &[EcbMro]),
    row("2023-01-01", "2023-06-30", 1050, Derived, &[EcbMro]),
    row("2016-07-01", "2022-12-31", 800, Derived, &[EcbMro, AquoBelgium, PhcBelgium]),
    row("2013-07-01", "2016-06-30", 850, Secondary, &[SchoupsBelgium]),
    row("2013-01-01", "2013-06-30", 900, Secondary, &[SchoupsBelgium]),
];

/// The same for contracts made before 2013-03-16, until the new rule took them in as well.
pub(super) static BE_COMMERCIAL_OLD: &[Row<i16>] = &[
    row("2013-07-01", "2015-03-15", 750, Secondary, &[SchoupsBelgium]),
    row("2013-01-01", "2013-06-30", 800, Secondary, &[SchoupsBelgium]),
];

/// The German base rate, § 247 BGB. Before 2015 it is known from memory only.
pub(super) static DE_BASE: &[Row<i16>] = &[
    row("2026-07-01", "2026-12-31", 152, Secondary, &[BundesbankBase]),
    row("2026-01-01", "2026-06-30", 127, Secondary, &[BundesbankBase]),
    row("2025-07-01", "2025-12-31", 127, Secondary, &[BundesbankBase]),
    row("2025-01-01", "2025-06-30", 227, Secondary, &[BundesbankBase]),
    row("2024-07-01", "2024-12-31", 337, Secondary, &[BundesbankBase]),
    row("2024-01-01", "2024-06-30", 362, Secondary, &[BundesbankBase]),
    row("2023-07-01", "2023-12-31", 312, Secondary, &[BundesbankBase]),
    row("2023-01-01", "2023-06-30", 162, Secondary, &[BundesbankBase]),
    row("2016-07-01", "2022-12-31", -88, Secondary, &[BundesbankBase]),
    row("2015-01-01", "2016-06-30", -83, Secondary, &[BundesbankBase]),
];

/// The main refinancing rate in force on the first day of each half-year, art. 2(7) Directive 2011/7/EU.
pub(super) static ECB_REFERENCE: &[Row<i16>] = &[
    row("2026-07-01", "2026-12-31", 240, Derived, &[EcbMro]),
    row("2026-01-01", "2026-06-30", 215, Derived, &[EcbMro]),
    row("2025-07-01", "2025-12-31", 215, Derived, &[EcbMro]),
    row("2025-01-01", "2025-06-30", 315, Derived, &[EcbMro]),
    row("2024-07-01", "2024-12-31", 425, Derived, &[EcbMro]),
    row("2024-01-01", "2024-06-30", 450, Derived, &[EcbMro]),
    row("2023-07-01", "2023-12-31", 400, Derived, &[EcbMro]),
    row("2023-01-01", "2023-06-30", 250, Derived, &[EcbMro]),
    row("2016-07-01", "2022-12-31", 0, Derived, &[EcbMro]),
    row("2016-01-01", "2016-06-30", 5, Derived, &[EcbMro]),
];

/// Austria, § 456 UGB: 9.2 points above the base rate of the OeNB, which moves once the main refinancing rate has moved by half a
/// point in all.
pub(super) static AT_COMMERCIAL: &[Row<i16>] = &[
    row("2025-07-01", "2026-12-31", 1073, Derived, &[AustriaUgb, EcbMro]),
    row("2025-01-01", "2025-06-30", 1173, Derived, &[AustriaUgb, EcbMro]),
    row("2024-01-01", "2024-12-31", 1308, Derived, &[AustriaUgb, EcbMro]),
    row("2023-07-01", "2023-12-31", 1258, Derived, &[AustriaUgb, EcbMro]),
    row("2023-01-01", "2023-06-30", 1108, Derived, &[AustriaUgb, EcbMro]),
    row("2016-07-01", "2022-12-31", 858, Derived, &[AustriaUgb, EcbMro]),
];

/// Austria, § 1000 ABGB.
pub(super) static AT_STATUTORY: &[Row<i16>] =
    &[Row { until: None, ..row("2016-01-01", "2016-01-01", 400, Secondary, &[AustriaUgb]) }];

/// The French legal rate for debts to others than natural persons; three times it is the least that a contract may say.
/// That of the second half of 2026 was not found.
pub(super) static FR_LEGAL: &[Row<i16>] = &[
    row("2026-01-01", "2026-06-30", 262, Primary, &[FranceDecree2025]),
    row("2025-07-01", "2025-12-31", 276, Secondary, &[MoneyvoxFrance]),
    row("2025-01-01", "2025-06-30", 371, Secondary, &[KscaFrance]),
    row("2024-07-01", "2024-12-31", 492, Secondary, &[MoneyvoxFrance]),
    row("2024-01-01", "2024-06-30", 507, Secondary, &[MoneyvoxFrance]),
    row("2023-07-01", "2023-12-31", 422, Secondary, &[NotairesFrance]),
    row("2023-01-01", "2023-06-30", 206, Secondary, &[NotairesFrance]),
    row("2022-07-01", "2022-12-31", 77, Secondary, &[NotairesFrance]),
    row("2021-07-01", "2022-06-30", 76, Secondary, &[DandrelFrance, MoneyvoxFrance]),
    row("2021-01-01", "2021-06-30", 79, Secondary, &[DandrelFrance]),
    row("2020-07-01", "2020-12-31", 84, Secondary, &[MoneyvoxFrance]),
    row("2019-07-01", "2020-06-30", 87, Secondary, &[MoneyvoxFrance]),
    row("2019-01-01", "2019-06-30", 86, Secondary, &[MoneyvoxFrance]),
    row("2018-07-01", "2018-12-31", 88, Secondary, &[VeegeeFrance]),
    row("2018-01-01", "2018-06-30", 89, Secondary, &[MoneyvoxFrance]),
    row("2017-01-01", "2017-12-31", 90, Secondary, &[MoneyvoxFrance]),
    row("2016-07-01", "2016-12-31", 93, Secondary, &[MoneyvoxFrance]),
    row("2016-01-01", "2016-06-30", 101, Secondary, &[PaperblogFrance]),
];
