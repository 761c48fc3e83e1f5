//! The VAT rates of 34 countries, one row each. Refuses rates that no source confirms.
//!
//! Order: by kind; within a kind the general rows newest first, then the limited ones newest first.
//! A rate whose first day no source confirms starts on 2016-01-01, or on the later day from which it is reported
//! (CH 7.7 %, MT 12 %, LV 5 %, NO 12 % and 6 %, PT 16 %, SI 5 %, BG 0 %, PL 0 %).
//! Rates that are known only from the TEDB export of 2026-09-29 (FR 0.9 and 1.05 %, the reduced rates of LI, MC and
//! XI) start on that day. Greece is EL here, as in VAT ids.

use super::{Rate, RateKind, VatRate};
use crate::calendar::Day;
use crate::law::SourceId::*;
use crate::law::{Row, SourceId, Status};
use RateKind::*;

/// The day on which all rows were compared with their sources.
const CHECKED_ON: Day = Day::literal("2026-11-21");

/// The row that a kind of rate means when nothing more is said. The rate is in hundredths of a percent.
const fn general(
    kind: RateKind,
    hundredths: u16,
    from: &str,
    until: &str,
    sources: &'static [SourceId],
    scope: &'static str,
) -> VatRate {
    row(Rate { kind, hundredths, general: true, scope }, from, until, sources)
}

/// A row for some supplies, places or times only, beside the general row of its kind or without one.
const fn limited(
    kind: RateKind,
    hundredths: u16,
    from: &str,
    until: &str,
    sources: &'static [SourceId],
    scope: &'static str,
) -> VatRate {
    row(Rate { kind, hundredths, general: false, scope }, from, until, sources)
}

const fn row(value: Rate, from: &str, until: &str, sources: &'static [SourceId]) -> VatRate {
    let until = if until.is_empty() { None } else { Some(Day::literal(until)) };
    Row { value, from: Day::literal(from), until, sources, checked_on: CHECKED_ON, status: Status::Secondary }
}

/// A row that was read in the law itself.
const fn primary(row: VatRate) -> VatRate {
    Row { status: Status::Primary, ..row }
}

/// The rows of each country, sorted by code.
#[rustfmt::skip]
pub(super) static COUNTRIES: &[(&str, &[VatRate])] = &[
    ("AT", AT), ("BE", BE), ("BG", BG), ("CH", CH), ("CY", CY), ("CZ", CZ), ("DE", DE), ("DK", DK),
    ("EE", EE), ("EL", EL), ("ES", ES), ("FI", FI), ("FR", FR), ("GB", GB), ("HR", HR), ("HU", HU),
    ("IE", IE), ("IS", IS), ("IT", IT), ("LI", LI), ("LT", LT), ("LU", LU), ("LV", LV), ("MC", MC),
    ("MT", MT), ("NL", NL), ("NO", NO), ("PL", PL), ("PT", PT), ("RO", RO), ("SE", SE), ("SI", SI),
    ("SK", SK), ("XI", XI),
];

#[rustfmt::skip]
const AT: &[VatRate] = &[
    general(Standard, 20_00, "2016-01-01", "", &[Duty27, Tedb], ""),
    general(Reduced, 10_00, "2016-01-01", "", &[Tedb, Ibericode], "food, books, medicines, passenger transport, residential rent, lodging (from 2018-11-01)"),
    general(Reduced2, 13_00, "2016-01-01", "", &[Tedb, Ibericode], "live animals, plants, culture, domestic flights, wine ex-farm"),
    general(SuperReduced, 4_90, "2026-07-01", "", &[AustriaFood49, Tedb], "basic foods"),
    limited(Territorial, 19_00, "2016-01-01", "", &[Tedb, Ibericode], "standard rate in Jungholz and Mittelberg"),
];

#[rustfmt::skip]
const BE: &[VatRate] = &[
    general(Standard, 21_00, "2016-01-01", "", &[Duty27, Tedb], ""),
    limited(Standard, 21_00, "2026-03-01", "", &[Practicali], "pesticides and crop protection, formerly at 6 %"),
    general(Reduced, 6_00, "2016-01-01", "", &[Tedb, Ibericode, Practicali], "food, water, books, medicines, passenger transport, renovation of dwellings older than 10 years, take-away meals"),
    limited(Reduced, 6_00, "1996-01-01", "2026-02-28", &[Practicali], "furnished lodging, camping, pesticides and crop protection"),
    general(Reduced2, 12_00, "2016-01-01", "", &[Tedb, Ibericode], "restaurant and catering meals without drinks, social housing, coal"),
    limited(Reduced2, 12_00, "2026-03-01", "", &[Practicali, Vandelanotte], "furnished lodging and camping; booked by 2026-02-28 and chargeable by 2026-06-30 stays at 6 %"),
    general(Parking, 12_00, "1992-01-01", "", &[Tedb, Ibericode], "coal, lignite, margarine, tyres for agricultural machines"),
];

#[rustfmt::skip]
const BG: &[VatRate] = &[
    general(Standard, 20_00, "2016-01-01", "", &[Duty27, Tedb], ""),
    general(Reduced, 9_00, "2016-01-01", "", &[Tedb, Ibericode], "hotel lodging, books, baby food"),
    limited(Temporary, 0_00, "2022-07-01", "2024-12-31", &[VatcalcBulgaria], "bread and flour"),
    limited(Temporary, 9_00, "2020-07-01", "2024-12-31", &[VatcalcBulgaria], "restaurant and catering"),
];

#[rustfmt::skip]
const CH: &[VatRate] = &[
    general(Standard, 8_10, "2024-01-01", "", &[Tedb, Vatverify], ""),
    general(Standard, 7_70, "2018-01-01", "2023-12-31", &[Vatverify], ""),
    general(Reduced, 2_60, "2024-01-01", "", &[Tedb], "food, books, medicines"),
    limited(Special, 3_80, "2024-01-01", "", &[Tedb], "lodging"),
];

#[rustfmt::skip]
const CY: &[VatRate] = &[
    general(Standard, 19_00, "2016-01-01", "", &[Duty27, Tedb], ""),
    general(Reduced, 5_00, "2016-01-01", "", &[Tedb, Ibericode], "food, books, medicines"),
    general(Reduced2, 9_00, "2016-01-01", "", &[Tedb, Ibericode], "lodging, restaurants, transport"),
    general(SuperReduced, 3_00, "2023-07-21", "", &[MarosaCyprus, Tedb], "books, newspapers, e-books, aids for disabled, waste, culture"),
];

#[rustfmt::skip]
const CZ: &[VatRate] = &[
    general(Standard, 21_00, "2016-01-01", "", &[Duty27, Tedb], ""),
    general(Reduced, 12_00, "2024-01-01", "", &[Tedb, Ibericode], "single reduced rate"),
    general(Reduced, 15_00, "2016-01-01", "2023-12-31", &[Ibericode], "first reduced rate"),
    general(Reduced2, 10_00, "2016-01-01", "2023-12-31", &[Ibericode], "second reduced rate"),
    general(Zero, 0_00, "2024-01-01", "", &[Gobl], "books, e-books and audio books included (exempt with deduction)"),
];

#[rustfmt::skip]
const DE: &[VatRate] = &[
    general(Standard, 19_00, "2021-01-01", "", &[Duty27, Tedb], ""),
    general(Standard, 16_00, "2020-07-01", "2020-12-31", &[Duty27], ""),
    general(Standard, 19_00, "2016-01-01", "2020-06-30", &[Duty27], ""),
    general(Reduced, 7_00, "2021-01-01", "", &[Gobl, Ibericode, Tedb], "reduced rate"),
    general(Reduced, 5_00, "2020-07-01", "2020-12-31", &[Gobl, Ibericode], "lowered for half a year"),
    general(Reduced, 7_00, "1983-07-01", "2020-06-30", &[Gobl, Ibericode], "reduced rate"),
    primary(limited(Reduced, 7_00, "2026-01-01", "", &[Ustg12, Easytax2026], "restaurant and catering meals without drinks (UStG § 12(2) no. 15)")),
];

#[rustfmt::skip]
const DK: &[VatRate] = &[
    general(Standard, 25_00, "2016-01-01", "", &[Duty27, Tedb], ""),
];

#[rustfmt::skip]
const EE: &[VatRate] = &[
    general(Standard, 24_00, "2025-07-01", "", &[Duty27, Tedb], ""),
    general(Standard, 22_00, "2024-01-01", "2025-06-30", &[Duty27], ""),
    general(Standard, 20_00, "2016-01-01", "2023-12-31", &[Duty27], ""),
    general(Reduced, 9_00, "2016-01-01", "", &[Ibericode, Tedb], "books and medicines; press until 2022-07-31 and again from 2025-01-01"),
    limited(Reduced, 9_00, "2016-01-01", "2024-12-31", &[Gobl], "lodging"),
    general(Reduced2, 13_00, "2025-01-01", "", &[Tedb, Ibericode], "lodging"),
    general(Reduced2, 5_00, "2022-08-01", "2024-12-31", &[Ibericode], "press publications"),
];

#[rustfmt::skip]
const EL: &[VatRate] = &[
    general(Standard, 24_00, "2016-06-01", "", &[Duty27, Tedb], ""),
    general(Standard, 23_00, "2016-01-01", "2016-05-31", &[Duty27], ""),
    general(Reduced, 13_00, "2016-01-01", "", &[Tedb, Ibericode], "food, lodging, transport"),
    general(Reduced2, 6_00, "2016-01-01", "", &[Tedb, Ibericode], "books, medicines, theatre, energy"),
    general(Parking, 13_00, "2016-01-01", "", &[Tedb], "parking rate"),
    limited(Territorial, 17_00, "2016-06-01", "", &[Tedb, Regfollower], "standard rate less 30 %: Leros, Lesvos, Kos, Samos, Chios; from 2026-01-01 also North Aegean, Evros and Dodecanese islands of at most 20,000 inhabitants"),
    limited(Territorial, 9_00, "2016-06-01", "", &[Regfollower], "reduced rate less 30 %, on the same islands"),
    limited(Territorial, 4_00, "2016-06-01", "", &[Regfollower, Tedb], "second reduced rate less 30 %, on the same islands"),
];

#[rustfmt::skip]
const ES: &[VatRate] = &[
    general(Standard, 21_00, "2016-01-01", "", &[Duty27, Tedb], ""),
    general(Reduced, 10_00, "2016-01-01", "", &[Tedb, Ibericode], "food, transport, hospitality, water"),
    general(SuperReduced, 4_00, "2016-01-01", "", &[Tedb, Ibericode], "bread, milk, books, medicines"),
    limited(Territorial, 0_00, "1995-01-01", "", &[Ibericode], "outside the VAT territory: Canary Islands (IGIC, category L), Ceuta and Melilla (IPSI, category M)"),
];

#[rustfmt::skip]
const FI: &[VatRate] = &[
    general(Standard, 25_50, "2024-09-01", "", &[Duty27, Tedb], ""),
    general(Standard, 24_00, "2016-01-01", "2024-08-31", &[Duty27], ""),
    general(Reduced, 10_00, "2025-01-01", "", &[Gobl, VatcalcFinland, Tedb], "newspapers and periodicals; broadcasting until 2025-12-31"),
    general(Reduced, 10_00, "2016-01-01", "2024-12-31", &[Gobl, VatcalcFinland], "books, lodging, medicines, passenger transport, culture"),
    general(Reduced2, 13_50, "2026-01-01", "", &[VatcalcFinland, Tedb, Gobl, Easytax2026], "all that was at 14 %, public broadcasting"),
    general(Reduced2, 14_00, "2016-01-01", "2025-12-31", &[Gobl, VatcalcFinland], "food, restaurants; from 2025-01-01 also books, lodging, medicines, transport, culture"),
];

#[rustfmt::skip]
const FR: &[VatRate] = &[
    general(Standard, 20_00, "2016-01-01", "", &[Duty27, Tedb], ""),
    general(Reduced, 10_00, "2014-01-01", "", &[Tedb, Ibericode], "hospitality, renovation, transport"),
    general(Reduced2, 5_50, "2012-01-01", "", &[Tedb, Ibericode], "food, books, energy renovation"),
    general(SuperReduced, 2_10, "2016-01-01", "", &[Tedb, Ibericode], "reimbursable medicines, press"),
    limited(Territorial, 90, "2026-09-29", "", &[Tedb], "scope not stated; Corsica has special rates"),
    limited(Territorial, 1_05, "2026-09-29", "", &[Tedb], "scope not stated"),
    limited(Territorial, 8_50, "2014-01-01", "", &[Tedb, Ibericode], "standard rate in Guadeloupe, Martinique, Réunion"),
    limited(Territorial, 0_00, "2014-01-01", "", &[Ibericode], "no VAT in Guyane and Mayotte"),
    limited(Territorial, 13_00, "2014-01-01", "", &[Tedb], "Corsica"),
];

#[rustfmt::skip]
const GB: &[VatRate] = &[
    general(Standard, 20_00, "2011-01-04", "", &[Ibericode, Tedb], ""),
    general(Reduced, 5_00, "2016-01-01", "", &[Tedb, Ibericode], "domestic fuel, energy saving materials, child seats"),
];

#[rustfmt::skip]
const HR: &[VatRate] = &[
    general(Standard, 25_00, "2016-01-01", "", &[Duty27, Tedb], ""),
    general(Reduced, 13_00, "2016-01-01", "", &[Tedb, Ibericode], "lodging, restaurants (food), newspapers"),
    general(Reduced2, 5_00, "2016-01-01", "", &[Tedb, Ibericode], "bread, milk, books, medicines; more foods from 2022-04-01"),
];

#[rustfmt::skip]
const HU: &[VatRate] = &[
    general(Standard, 27_00, "2016-01-01", "", &[Duty27, Tedb], ""),
    general(Reduced, 18_00, "2016-01-01", "", &[Tedb, Ibericode], "dairy, cereals"),
    general(Reduced2, 5_00, "2016-01-01", "", &[Tedb, Ibericode, VatupdateOverview2019], "books, medicines, meat, restaurants, lodging"),
];

#[rustfmt::skip]
const IE: &[VatRate] = &[
    general(Standard, 23_00, "2021-03-01", "", &[Duty27, Tedb], ""),
    general(Standard, 21_00, "2020-09-01", "2021-02-28", &[Duty27], ""),
    general(Standard, 23_00, "2016-01-01", "2020-08-31", &[Duty27], ""),
    general(Reduced, 13_50, "2016-01-01", "", &[Tedb, Ibericode], "construction, repairs; energy and hospitality outside the temporary windows"),
    general(Reduced2, 9_00, "2016-01-01", "", &[Tedb, Ibericode], "newspapers until 2022, e-publications, sports facilities"),
    limited(Reduced2, 9_00, "2026-07-01", "", &[Easytax2026], "food and catering services, hairdressing"),
    general(SuperReduced, 4_80, "2016-01-01", "", &[Ibericode], "livestock, greyhounds"),
    general(Parking, 13_50, "2003-01-01", "", &[Ibericode], "parking rate"),
    general(Zero, 0_00, "2016-01-01", "", &[MarosaIreland], "most food, children's clothing, books; newspapers from 2023-01-01"),
    limited(Temporary, 9_00, "2022-05-01", "", &[RsmIreland, MarosaIreland], "domestic gas and electricity"),
    limited(Temporary, 9_00, "2020-11-01", "2023-08-31", &[RsmIreland, KpmgIreland], "tourism, hospitality, hairdressing, culture"),
];

#[rustfmt::skip]
const IS: &[VatRate] = &[
    general(Standard, 24_00, "2016-01-01", "", &[Tedb], ""),
    general(Reduced, 11_00, "2016-01-01", "", &[Tedb], "food, lodging, books"),
];

#[rustfmt::skip]
const IT: &[VatRate] = &[
    general(Standard, 22_00, "2016-01-01", "", &[Duty27, Tedb], ""),
    general(Reduced, 10_00, "2016-01-01", "", &[Tedb, Ibericode], "food, hospitality, renovation"),
    general(Reduced2, 5_00, "2016-01-01", "", &[Tedb, Ibericode], "social services, some foods and health goods"),
    general(SuperReduced, 4_00, "2016-01-01", "", &[Tedb, Ibericode], "basic food, books, first home"),
    limited(Territorial, 0_00, "2020-01-01", "", &[Ibericode], "outside the VAT territory: Livigno, Campione d'Italia"),
];

#[rustfmt::skip]
const LI: &[VatRate] = &[
    general(Standard, 8_10, "2024-01-01", "", &[Tedb], ""),
    general(Reduced, 2_60, "2026-09-29", "", &[Tedb], "as in Switzerland"),
    limited(Special, 3_80, "2026-09-29", "", &[Tedb], "as in Switzerland"),
];

#[rustfmt::skip]
const LT: &[VatRate] = &[
    general(Standard, 21_00, "2016-01-01", "", &[Duty27, Tedb], ""),
    general(Reduced, 12_00, "2026-01-01", "", &[EasytaxLithuania, Tedb], "lodging, passenger transport, culture"),
    general(Reduced, 9_00, "2016-01-01", "2025-12-31", &[Ibericode, EasytaxLithuania], "books, lodging, transport, heating"),
    general(Reduced2, 5_00, "2016-01-01", "", &[EasytaxLithuania, Tedb, Ibericode], "medicines, aids for disabled people; books from 2026-01-01"),
];

#[rustfmt::skip]
const LU: &[VatRate] = &[
    general(Standard, 17_00, "2024-01-01", "", &[Duty27, Tedb], ""),
    general(Standard, 16_00, "2023-01-01", "2023-12-31", &[Duty27], ""),
    general(Standard, 17_00, "2016-01-01", "2022-12-31", &[Duty27], ""),
    general(Reduced, 8_00, "2024-01-01", "", &[Ibericode, Tedb], "reduced rate"),
    general(Reduced, 7_00, "2023-01-01", "2023-12-31", &[Ibericode], "reduced rate"),
    general(Reduced, 8_00, "2015-01-01", "2022-12-31", &[Ibericode], "reduced rate"),
    general(SuperReduced, 3_00, "2015-01-01", "", &[Ibericode, Tedb], "food, books, medicines, lodging"),
    general(Parking, 14_00, "2024-01-01", "", &[Ibericode, Tedb], "parking rate"),
    general(Parking, 13_00, "2023-01-01", "2023-12-31", &[Ibericode], "parking rate"),
];

#[rustfmt::skip]
const LV: &[VatRate] = &[
    general(Standard, 21_00, "2016-01-01", "", &[Duty27, Tedb], ""),
    general(Reduced, 12_00, "2016-01-01", "", &[Tedb, Ibericode], "medicines, baby food, lodging, heating, public transport"),
    general(Reduced2, 5_00, "2018-01-01", "", &[Tedb, Ibericode, VatupdateLatvia], "fresh fruit, vegetables and berries; books and press"),
    limited(Temporary, 12_00, "2026-07-01", "2027-06-30", &[VatupdateLatvia], "bread, fresh milk, fresh poultry meat, eggs"),
];

#[rustfmt::skip]
const MC: &[VatRate] = &[
    general(Standard, 20_00, "2014-01-01", "", &[Tedb], ""),
    general(Reduced, 10_00, "2026-09-29", "", &[Tedb], "as in France"),
    general(Reduced2, 5_50, "2026-09-29", "", &[Tedb], "as in France"),
    general(SuperReduced, 2_10, "2026-09-29", "", &[Tedb], "as in France"),
];

#[rustfmt::skip]
const MT: &[VatRate] = &[
    general(Standard, 18_00, "2016-01-01", "", &[Duty27, Tedb], ""),
    general(Reduced, 7_00, "2016-01-01", "", &[Tedb, Ibericode], "lodging, sports"),
    general(Reduced2, 5_00, "2016-01-01", "", &[Tedb, Ibericode], "electricity, books, medical accessories"),
    general(Parking, 12_00, "2024-01-01", "", &[Tedb], "custody of securities, credit management, pleasure boat hire, some health care"),
];

#[rustfmt::skip]
const NL: &[VatRate] = &[
    general(Standard, 21_00, "2016-01-01", "", &[Duty27, Tedb], ""),
    limited(Standard, 21_00, "2026-01-01", "", &[EuregioLodging, SchipperLodging, Easytax2026], "lodging other than bare camping pitches, prepayments of 2025 for stays from 2026-01-01 included"),
    general(Reduced, 9_00, "2019-01-01", "", &[Ibericode, Tedb], "food, water, books, medicines, passenger transport, culture, sport, labour-intensive services, camping pitches"),
    general(Reduced, 6_00, "2016-01-01", "2018-12-31", &[Ibericode], "low rate"),
    limited(Reduced, 9_00, "2019-01-01", "2025-12-31", &[Easytax2026, EuregioLodging], "lodging"),
    limited(Temporary, 9_00, "2022-07-01", "2022-12-31", &[VatupdateDutchEnergy], "gas, electricity, district heat"),
];

#[rustfmt::skip]
const NO: &[VatRate] = &[
    general(Standard, 25_00, "2016-01-01", "", &[Tedb], ""),
    general(Reduced, 15_00, "2016-01-01", "", &[Tedb, VatupdateNorway], "food; water supply and sewage from 2025-07-01"),
    general(Reduced2, 12_00, "2018-01-01", "", &[Tedb], "transport, lodging, cinema"),
    limited(Temporary, 6_00, "2020-04-01", "2021-09-30", &[Rydoo], "all that is at 12 %"),
    limited(Special, 11_11, "2016-01-01", "", &[Gobl], "first-hand sale of raw fish"),
];

#[rustfmt::skip]
const PL: &[VatRate] = &[
    general(Standard, 23_00, "2016-01-01", "", &[Duty27, Tedb], ""),
    general(Reduced, 8_00, "2016-01-01", "", &[Tedb, Ibericode], "medicines, construction of social housing, transport, catering"),
    general(Reduced2, 5_00, "2016-01-01", "", &[Tedb, Ibericode], "food, books"),
    limited(Temporary, 0_00, "2022-02-01", "2024-03-31", &[DoRzeczyFuel], "basic foods otherwise at 5 %"),
    limited(Temporary, 8_00, "2022-02-01", "2022-12-31", &[DoRzeczyFuel, NaszeMiastoFuel], "motor fuels"),
    limited(Temporary, 0_00, "2022-02-01", "2022-12-31", &[DoRzeczyFuel], "natural gas"),
    limited(Temporary, 5_00, "2022-01-01", "2022-12-31", &[DoRzeczyFuel], "electricity, heat"),
];

#[rustfmt::skip]
const PT: &[VatRate] = &[
    general(Standard, 23_00, "2016-01-01", "", &[Duty27, Tedb], ""),
    general(Reduced, 6_00, "2016-01-01", "", &[Tedb, Ibericode], "food, books, medicines, transport, lodging"),
    general(Reduced2, 13_00, "2016-01-01", "", &[Tedb, Ibericode], "restaurants (food), wine"),
    general(Parking, 13_00, "2011-01-01", "", &[Tedb, Ibericode], "wine, agricultural implements, diesel"),
    limited(Territorial, 16_00, "2021-07-01", "", &[Tedb], "standard rate in the Azores"),
    limited(Territorial, 22_00, "2016-01-01", "", &[Tedb, Ibericode], "standard rate in Madeira"),
];

#[rustfmt::skip]
const RO: &[VatRate] = &[
    general(Standard, 21_00, "2025-08-01", "", &[Duty27, Tedb], ""),
    general(Standard, 19_00, "2017-01-01", "2025-07-31", &[Duty27], ""),
    general(Standard, 20_00, "2016-01-01", "2016-12-31", &[Duty27], ""),
    general(Reduced, 11_00, "2025-08-01", "", &[Regfollower, Tedb, Ibericode], "single reduced rate (Law 141/2025)"),
    general(Reduced, 9_00, "2016-01-01", "2025-07-31", &[Ibericode, Regfollower], "food, medicines, hospitality, water"),
    general(Reduced2, 5_00, "2016-01-01", "2025-07-31", &[Ibericode, Regfollower], "books, culture, social housing"),
    limited(Temporary, 9_00, "2025-08-01", "2026-07-31", &[Regfollower], "dwellings under pre-contracts concluded before 2025-08-01"),
];

#[rustfmt::skip]
const SE: &[VatRate] = &[
    general(Standard, 25_00, "2016-01-01", "", &[Duty27, Tedb], ""),
    general(Reduced, 12_00, "2016-01-01", "", &[Tedb, Ibericode], "restaurants, lodging; food outside the temporary window"),
    general(Reduced2, 6_00, "2016-01-01", "", &[Tedb, Ibericode], "books, press, transport, culture"),
    limited(Temporary, 6_00, "2026-04-01", "2027-12-31", &[SwedishBill55], "food (not restaurants)"),
];

#[rustfmt::skip]
const SI: &[VatRate] = &[
    general(Standard, 22_00, "2016-01-01", "", &[Duty27, Tedb], ""),
    general(Reduced, 9_50, "2016-01-01", "", &[Tedb, Ibericode], "food, water, medicines, hospitality"),
    general(Reduced2, 5_00, "2020-01-01", "", &[Tedb, Ibericode], "books, press (printed and electronic)"),
];

#[rustfmt::skip]
const SK: &[VatRate] = &[
    general(Standard, 23_00, "2025-01-01", "", &[Duty27, Tedb], ""),
    general(Standard, 20_00, "2016-01-01", "2024-12-31", &[Duty27], ""),
    limited(Standard, 23_00, "2026-01-01", "", &[TaxAdvisorySlovakia, Easytax2026], "foods with much sugar or salt, formerly at 19 %"),
    general(Reduced, 19_00, "2025-01-01", "", &[Tedb, Ibericode], "food not at 5 %, electricity, soft drinks in restaurants"),
    general(Reduced, 10_00, "2011-01-01", "2024-12-31", &[Ibericode], "reduced rate"),
    general(Reduced2, 5_00, "2025-01-01", "", &[Tedb, Ibericode], "basic food, books, medicines, lodging, restaurant meals"),
];

#[rustfmt::skip]
const XI: &[VatRate] = &[
    general(Standard, 20_00, "2021-01-01", "", &[Tedb], ""),
    general(Reduced, 5_00, "2026-09-29", "", &[Tedb], "scope not stated"),
];
