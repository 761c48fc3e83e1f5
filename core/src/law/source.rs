//! Where the rows of law were read. Refuses rows without a source: a row names its sources by [`SourceId`].

/// A place where a fact of law was read.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Source {
    /// What it is: act and article, or publisher and title, with its version or date.
    pub title: &'static str,
    /// Where it is: its address, a package URL, or the site it was read on.
    pub url: &'static str,
}

/// The sources, by name.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
#[expect(missing_docs, reason = "each is described by its title below")]
pub enum SourceId {
    AustriaFood49,
    Duty27,
    Easytax2026,
    EasytaxLithuania,
    Gobl,
    Ibericode,
    KpmgIreland,
    MarosaCyprus,
    MarosaIreland,
    VatupdateDutchEnergy,
    EuregioLodging,
    SchipperLodging,
    DoRzeczyFuel,
    NaszeMiastoFuel,
    Practicali,
    SwedishBill55,
    Regfollower,
    RsmIreland,
    Rydoo,
    VatupdateOverview2019,
    TaxAdvisorySlovakia,
    Tedb,
    Ustg12,
    Vandelanotte,
    VatcalcBulgaria,
    VatcalcFinland,
    VatupdateLatvia,
    VatupdateNorway,
    Vatverify,
    En16931Artefacts,
    PeppolBilling3,
}

impl SourceId {
    /// The source itself.
    pub const fn source(self) -> Source {
        let (title, url) = match self {
            SourceId::AustriaFood49 => ("Austria: 4.9 % on basic foods from 2026-07-01", "heute.at; lex-press.at"),
            SourceId::Duty27 => (
                "duty27-eu-vat 0.1.0: standard rates of the EU since 2016-01-01, as of 2026-10-04",
                "pkg:pypi/duty27-eu-vat@0.1.0",
            ),
            SourceId::Easytax2026 => (
                "easytax: EU new VAT rates from 2026",
                "https://www.easytax.co/en/tax-mag/info/eu-new-vat-rates-from-2026-what-business-need-to-know",
            ),
            SourceId::EasytaxLithuania => {
                ("easytax: Lithuania, 12 % and books at 5 % from 2026-01-01", "https://www.easytax.co/en/?p=23728")
            }
            SourceId::Gobl => ("invopop/gobl 7a4ad62 (2026-07-02), tax regimes", "https://github.com/invopop/gobl"),
            SourceId::Ibericode => {
                ("ibericode/vat-rates 5abb1e1 (2025-08-12), vat-rates.json", "https://github.com/ibericode/vat-rates")
            }
            SourceId::KpmgIreland => (
                "KPMG 2023-09: Ireland, tourism and hospitality back to 13.5 % on 2023-09-01",
                "https://home.kpmg.com/us/en/home/insights/2023/09/tnf-ireland-vat-rate-to-increase-for-tourism-and-hospitality-sector-effective-1-september-2023.html",
            ),
            SourceId::MarosaCyprus => ("Marosa: Cyprus, 3 % from 2023-07-21", "marosavat.com"),
            SourceId::MarosaIreland => {
                ("Marosa: Ireland, VAT rates 2023 and 2024", "https://marosavat.com/ireland-vat-rates-2023-2024/")
            }
            SourceId::VatupdateDutchEnergy => (
                "VATupdate 2022-07-08: Netherlands, energy at 9 % from 2022-07-01",
                "https://vatupdate.com/2022/07/08/reduction-of-vat-and-excise-duties-on-energy-enacted",
            ),
            SourceId::EuregioLodging => (
                "Euregio HR: Netherlands, lodging at 21 % in 2026, prepayments included",
                "https://euregiohr.nl/?p=7564",
            ),
            SourceId::SchipperLodging => (
                "Schipper Accountants: Netherlands, lodging at 21 %, camping at 9 %",
                "https://www.schipperaccountants.nl/verhoging-btw-tarief-per-1-januari-2026-in-de-recreatiesector",
            ),
            SourceId::DoRzeczyFuel => (
                "Do Rzeczy: Poland, fuels at 8 %, food and gas at 0 % from 2022-02-01",
                "https://dorzeczy.pl/ekonomia/258145/premier-zaoszczedzimy-kilkadziesiat-zl-na-jednym-tankowaniu.html",
            ),
            SourceId::NaszeMiastoFuel => (
                "Nasze Miasto: Poland, fuels back to 23 % on 2023-01-01",
                "https://gorzowwielkopolski.naszemiasto.pl/dlaczego-ceny-paliw-nie-poszly-w-gore-pis-w-gorzowie/ar/c3-9157257",
            ),
            SourceId::Practicali => ("Practicali 2026-02-13: Belgian VAT from 2026-03-01", "practicali.be"),
            SourceId::SwedishBill55 => (
                "Swedish Government Bill, Prop. 2025/26:55: food at 6 % from 2026-04-01 to 2027-12-31",
                "regeringen.se",
            ),
            SourceId::Regfollower => (
                "Regfollower: Romania, Law 141/2025; Greece, AADE circular E.2113/2025 on island rates",
                "regfollower.com",
            ),
            SourceId::RsmIreland => (
                "RSM Ireland: tourism at 9 % from 2020-11-01 to 2023-08-31, energy at 9 % from 2022-05-01",
                "https://www.rsm.global/ireland/node/468",
            ),
            SourceId::Rydoo => ("Rydoo: Norway, 6 % ended on 2021-09-30", "rydoo.com"),
            SourceId::VatupdateOverview2019 => (
                "VATupdate: rate changes in the EU as of 2019-09-01",
                "https://vatupdate.com/2019/09/25/vatupdate-overview-vat-rate-changes-in-eu-updated-as-of-1-september-2019",
            ),
            SourceId::TaxAdvisorySlovakia => {
                ("Tax Advisory: Slovakia, sugary and salty foods at 23 % from 2026-01-01", "taxadvisory.sk")
            }
            SourceId::Tedb => (
                "eu-vat-rates-data 2026.9.29: export of Taxes in Europe Database (European Commission), 2026-09-29",
                "pkg:pypi/eu-vat-rates-data@2026.9.29",
            ),
            SourceId::Ustg12 => {
                ("UStG § 12(2) no. 15, in kmein/gesetze cce3209 (2026-08-19)", "https://github.com/kmein/gesetze")
            }
            SourceId::Vandelanotte => ("Vandelanotte: Belgium, transitional rule for lodging", "vandelanotte.be"),
            SourceId::VatcalcBulgaria => (
                "VATCalc and BNT: Bulgaria, restaurants at 9 % until 2024-12-31, bread at 20 % from 2025",
                "vatcalc.com; bntnews.bg",
            ),
            SourceId::VatcalcFinland => ("VATCalc: Finland, 13.5 % from 2026-01-01, newspapers 10 %", "vatcalc.com"),
            SourceId::VatupdateLatvia => {
                ("VATupdate: Latvia, basic foods at 12 % from 2026-07-01 to 2027-06-30", "vatupdate.com")
            }
            SourceId::VatupdateNorway => {
                ("VATupdate: Norway, water and sewage at 15 % from 2025-07-01", "vatupdate.com")
            }
            SourceId::Vatverify => ("vatverify-rates 0.1.0, verified April 2026", "pkg:pypi/vatverify-rates@0.1.0"),
            SourceId::En16931Artefacts => (
                "EN 16931 validation artefacts 1.3.16 (2026-04-14), ConnectingEurope/eInvoicing-EN16931",
                "https://github.com/ConnectingEurope/eInvoicing-EN16931",
            ),
            SourceId::PeppolBilling3 => (
                "Peppol BIS Billing 3 (2025-05-29), OpenPEPPOL/peppol-bis-invoice-3",
                "https://github.com/OpenPEPPOL/peppol-bis-invoice-3",
            ),
        };
        Source { title, url }
    }
}
