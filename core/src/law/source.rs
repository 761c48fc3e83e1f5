//! Where the rows of law were read. Refuses rows without a source: a row names its sources by [`SourceId`].

/// A place where a fact of law was read.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Source {
    /// What it is: act and article, or publisher and title, with its version or date.
    pub title: &'static str,
    /// Where it is: its address, a package URL, or the site it was read on.
    pub url: &'static str,
}

/// Writes the list of sources once, as the names and as what they stand for.
macro_rules! sources {
    ($($name:ident: $title:literal, $url:literal;)*) => {
        /// The sources, by name. A row holds names: one byte each.
        #[derive(Copy, Clone, PartialEq, Eq, Debug)]
        pub enum SourceId {
            $(#[doc = $title] $name,)*
        }

        impl SourceId {
            /// Every source.
            pub const ALL: &[SourceId] = &[$(SourceId::$name,)*];

            /// The source itself.
            pub const fn source(self) -> Source {
                Source { title: self.title(), url: self.url() }
            }

            /// What it is. Apart from where it is, so that an engine that names its sources holds no addresses.
            pub const fn title(self) -> &'static str {
                match self {
                    $(SourceId::$name => $title,)*
                }
            }

            /// Where it is.
            pub const fn url(self) -> &'static str {
                match self {
                    $(SourceId::$name => $url,)*
                }
            }
        }
    };
}

sources! {
    AustriaFood49:
        "Austria: 4.9 % on basic foods from 2026-07-01",
        "heute.at; lex-press.at";
    Duty27:
        "Duty27, CC BY 4.0 (package duty27-eu-vat 0.1.0): standard rates of the EU since 2016-01-01, as of 2026-10-04",
        "https://duty27.com/vat-rates/history";
    Easytax2026:
        "easytax: EU new VAT rates from 2026",
        "https://www.easytax.co/en/tax-mag/info/eu-new-vat-rates-from-2026-what-business-need-to-know";
    EasytaxLithuania:
        "easytax: Lithuania, 12 % and books at 5 % from 2026-01-01",
        "https://www.easytax.co/en/?p=23728";
    EyBelgianInvoices:
        "EY Global Tax News 2024-0365 (2024-02-08): Belgium's mandatory e-invoicing to apply from 1 January 2026",
        "https://globaltaxnews.ey.com/news/2024-0365";
    Gobl:
        "invopop/gobl 7a4ad62 (2026-07-02), tax regimes",
        "https://github.com/invopop/gobl";
    HaufeInvoices:
        "Haufe: § 14 UStG since 2025-01-01, with its text (Wachstumschancengesetz of 27 March 2024)",
        "https://haufe.de/umsatzsteuer/wachstumschancengesetz-und-zukunftsfinanzierungsgesetz-i-222-aenderungen-zum-112025-einfuehrung-der-erechnung_idesk_PI1996_HI16048325.html";
    Ibericode:
        "ibericode/vat-rates 5abb1e1 (2025-08-12), vat-rates.json",
        "https://github.com/ibericode/vat-rates";
    KpmgIreland:
        "KPMG 2023-09: Ireland, tourism and hospitality back to 13.5 % on 2023-09-01",
        "https://home.kpmg.com/us/en/home/insights/2023/09/tnf-ireland-vat-rate-to-increase-for-tourism-and-hospitality-sector-effective-1-september-2023.html";
    MarosaCyprus:
        "Marosa: Cyprus, 3 % from 2023-07-21",
        "marosavat.com";
    MarosaIreland:
        "Marosa: Ireland, VAT rates 2023 and 2024",
        "https://marosavat.com/ireland-vat-rates-2023-2024/";
    VatupdateDutchEnergy:
        "VATupdate 2022-07-08: Netherlands, energy at 9 % from 2022-07-01",
        "https://vatupdate.com/2022/07/08/reduction-of-vat-and-excise-duties-on-energy-enacted";
    EuregioLodging:
        "Euregio HR: Netherlands, lodging at 21 % in 2026, prepayments included",
        "https://euregiohr.nl/?p=7564";
    SchipperLodging:
        "Schipper Accountants: Netherlands, lodging at 21 %, camping at 9 %",
        "https://www.schipperaccountants.nl/verhoging-btw-tarief-per-1-januari-2026-in-de-recreatiesector";
    DoRzeczyFuel:
        "Do Rzeczy: Poland, fuels at 8 %, food and gas at 0 % from 2022-02-01",
        "https://dorzeczy.pl/ekonomia/258145/premier-zaoszczedzimy-kilkadziesiat-zl-na-jednym-tankowaniu.html";
    NaszeMiastoFuel:
        "Nasze Miasto: Poland, fuels back to 23 % on 2023-01-01",
        "https://gorzowwielkopolski.naszemiasto.pl/dlaczego-ceny-paliw-nie-poszly-w-gore-pis-w-gorzowie/ar/c3-9157257";
    Practicali:
        "Practicali 2026-02-13: Belgian VAT from 2026-03-01",
        "practicali.be";
    SwedishBill55:
        "Swedish Government Bill, Prop. 2025/26:55: food at 6 % from 2026-04-01 to 2027-12-31",
        "regeringen.se";
    Regfollower:
        "Regfollower: Romania, Law 141/2025; Greece, AADE circular E.2113/2025 on island rates",
        "regfollower.com";
    RsmIreland:
        "RSM Ireland: tourism at 9 % from 2020-11-01 to 2023-08-31, energy at 9 % from 2022-05-01",
        "https://www.rsm.global/ireland/node/468";
    Rydoo:
        "Rydoo: Norway, 6 % ended on 2021-09-30",
        "rydoo.com";
    VatupdateOverview2019:
        "VATupdate: rate changes in the EU as of 2019-09-01",
        "https://vatupdate.com/2019/09/25/vatupdate-overview-vat-rate-changes-in-eu-updated-as-of-1-september-2019";
    TaxAdvisorySlovakia:
        "Tax Advisory: Slovakia, sugary and salty foods at 23 % from 2026-01-01",
        "taxadvisory.sk";
    Tedb:
        "eu-vat-rates-data 2026.9.29: export of Taxes in Europe Database (European Commission), 2026-09-29",
        "pkg:pypi/eu-vat-rates-data@2026.9.29";
    Ustg12:
        "UStG § 12(2) no. 15, in kmein/gesetze cce3209 (2026-08-19)",
        "https://github.com/kmein/gesetze";
    Vandelanotte:
        "Vandelanotte: Belgium, transitional rule for lodging",
        "vandelanotte.be";
    VatcalcBulgaria:
        "VATCalc and BNT: Bulgaria, restaurants at 9 % until 2024-12-31, bread at 20 % from 2025",
        "vatcalc.com; bntnews.bg";
    VatcalcFinland:
        "VATCalc: Finland, 13.5 % from 2026-01-01, newspapers 10 %",
        "vatcalc.com";
    VatupdateLatvia:
        "VATupdate: Latvia, basic foods at 12 % from 2026-07-01 to 2027-06-30",
        "vatupdate.com";
    VatupdateNorway:
        "VATupdate: Norway, water and sewage at 15 % from 2025-07-01",
        "vatupdate.com";
    Vatverify:
        "vatverify-rates 0.1.0, verified April 2026",
        "pkg:pypi/vatverify-rates@0.1.0";
    Art226:
        "Directive 2006/112/EC, art. 226, points 11 and 11a (text by Better Regulation)",
        "https://service.betterregulation.com";
    WetOb35a:
        "Wet op de omzetbelasting 1968 (BWBR0002629), art. 35a, in statengeneraal/laws-markdown (2017)",
        "https://github.com/statengeneraal/laws-markdown";
    DutchSmallBusinessDecree:
        "Besluit kleine ondernemersregeling (BWBR0033123): the scheme of art. 25 Wet OB, in statengeneraal/laws-markdown",
        "https://github.com/statengeneraal/laws-markdown";
    MkbServicedesk:
        "MKB Servicedesk: the Dutch small businesses scheme (KOR) and its invoice",
        "https://www.mkbservicedesk.nl/1/hoe-werkt-de-kleineondernemersregeling-kor.htm";
    BelgianDecree19:
        "Belgian Royal Decree no. 19 of 2024-12-15 on the exemption of small enterprises",
        "https://etaamb.openjustice.be/fr/arrete-royal-du-15-decembre-2024_n2024011567";
    FiduciaireExeco:
        "Fiduciaire Execo: Belgian exemption scheme, art. 56bis, and its mention",
        "https://www.fiduciaire-execo.be/index.php/fr/component/rseventspro/evenement/158-franchise-t-v-a";
    EyRetention:
        "Besluit Fiscaal Bestuursrecht 2017, 20: art. 52 AWR, as EY Tax Law shows it",
        "https://eytaxlaw.nl/browse/NL/awr/besluit-fiscaal-bestuursrecht-2017/20-bewaarplicht-(artikel-52-awr)";
    ForumRetention:
        "Forum for the Future: retention of archives, 7 or 10 years",
        "https://blog.forumforthefuture.be/nl/article/bewaartermijn-van-archieven-7-of-10-jaar/26196";
    MacomptaRetention:
        "macompta.fr: how long invoices are kept, art. L123-22 C. com. and L102 B LPF",
        "https://www.macompta.fr/guide-facturation/delais-mode-conservation";
    UstgInvoices:
        "UStG §§ 14, 14a and 19, UStDV § 34a, in kmein/gesetze cce3209 (2026-08-19)",
        "https://github.com/kmein/gesetze";
    XrechnungSmallBusiness:
        "Spezifikation Standard XRechnung, 13.3, as quoted in LaTeX-ZUGFeRD issue 31",
        "https://github.com/TeXhackse/LaTeX-ZUGFeRD/issues/31";
    PleoFrance:
        "Pleo: the mention of art. 293 B CGI",
        "https://blog.staging.pleo.io/fr/article-293b-du-cgi";
    CleartaxFrance:
        "ClearTax: TVA non applicable, article 293 B du CGI",
        "https://www.cleartax.com/fr/tva-non-applicable-article-293b-cgi";
    Bw6:
        "Burgerlijk Wetboek, Boek 6 (BWBR0005289), in statengeneraal/laws-markdown (2017)",
        "https://github.com/statengeneraal/laws-markdown";
    Bik:
        "Besluit vergoeding voor buitengerechtelijke incassokosten (BWBR0031432), Stb. 2012, 141",
        "https://zoek.officielebekendmakingen.nl/stb-2012-141.html";
    Stb2009:
        "Stb. 2009, 262",
        "https://zoek.officielebekendmakingen.nl/stb-2009-262.html";
    Stb2011:
        "Decree of 2011-06-23 on statutory interest (Stb. 2011)",
        "https://nl.vlex.com/vid/van-23-koninklijk-januari-stb-285157467";
    Stb2014:
        "Stb. 2014, 491",
        "https://zoek.officielebekendmakingen.nl/stb-2014-491.html";
    Stb2025:
        "Stb. 2025, 438, as reported by third parties",
        "rijksoverheid.nl";
    Smk2024:
        "SMK Accountants: statutory interest from 2024-01-01",
        "https://smkaccountants.nl/nieuws/item?id=56178";
    Metaalunie2024:
        "Metaalunie: statutory interest from 2024-07-01",
        "https://mijn.metaalunie.nl/Advies/Detail/wettelijke-rente-per-1-juli-2024";
    RaadVanArbitrage:
        "Raad van Arbitrage: table of statutory interest",
        "https://www.raadvanarbitrage.nl/woordenlijst-detail/269/wettelijke-rente-wettelijke-handelsrente.html";
    Vdkraan:
        "Van der Kraan: handelsrente 2007-2013",
        "https://www.vdkraan.nl/nieuws/wettelijke-rente-2013/";
    Schrijftolk:
        "schrijftolk.org: statutory interest, 3 % from 2010-01-01",
        "http://www.schrijftolk.org/node/167";
    RijksoverheidQuote:
        "Rijksoverheid, as quoted in public source code: 10.40 % from 2026-07-01",
        "rijksoverheid.nl";
    RatePages:
        "third-party tables of the rate, read on 2026-11-21",
        "addresses not kept.";
    EcbMro:
        "ECB main refinancing rate (table of the Banque de France; June 2026 by AP)",
        "banque-france.fr; apnews.com";
    EmbuildBelgium:
        "Embuild: Belgian interest rates 2026",
        "https://embuild.be/fr/actualit%C3%A9s/le-retard-de-paiement-le-taux-dint%C3%A9r%C3%AAt-applicable-en-2026";
    SchoupsBelgium:
        "Schoups: Belgian rates 2011-2016, old and new contracts",
        "https://www.schoups.com/fr/nieuws/21432?subid=2821";
    PhcBelgium:
        "PHC: Belgian commercial interest 2020-2021",
        "https://phc-expert.be/?p=1832";
    AquoBelgium:
        "Aquo: Belgian interest 2018",
        "https://aquo.be/taux-dinteret";
    MedenamBelgium:
        "Medenam: Belgian commercial interest, first half of 2024",
        "https://www.medenam.be/?p=182";
    LevifBelgium:
        "Le Vif Trendstop: Belgian commercial interest, second half of 2024",
        "https://trendstop.levif.be/fr/ontop/entreprendre/interets-de-retard-taux-inchange-1021-1525289.aspx";
    BelgianBookXix:
        "Belgian law of 2023-05-04, Book XIX Code of economic law",
        "etaamb.openjustice.be; elegis.be";
    KnackBelgium:
        "Trends Knack 2023-08: Book XIX, its dates and caps",
        "https://trends.knack.be/nieuws/macro-economie-beleid/wet-die-consumenten-beschermt-dwingt-bedrijven-snel-contracten-aan-te-passen/";
    VancutsemBelgium:
        "Van Cutsem 2023-05-30: first reminder and interest under Book XIX",
        "https://vancutsem.be/fr/2023/05/30/du-neuf-dans-les-relations-b2c/";
    Directive20117:
        "Directive 2011/7/EU",
        "https://eur-lex.europa.eu/eli/dir/2011/7/oj";
    RendementRecurring:
        "Rendement 2024-06-18 on Stb. 2024, 44: costs of recurring terms",
        "https://www.rendement.nl/debiteurenbeheer/nieuws/stapeling-van-incassokosten-wordt-beperkt-door-nieuwe-wet.html";
    AbriRecurring:
        "Kantoor Abri on Stb. 2024, 44: six months looked back",
        "https://kantoorabri.nl/overheid-pakt-stapeling-incassokosten-bij-termijnbetalingen-aan/";
    BundesbankBase:
        "Deutsche Bundesbank, Basiszinssatz (by lifepr.de, finanzmarktnachrichten.de and public source code)",
        "https://lifepr.de/inaktiv/deutsche-bundesbank/bekanntgabe-des-basiszinssatzes-zum-1-januar-2021-basiszinssatz-bleibt-unveraendert-bei-0-88/boxid/829433";
    AustriaUgb:
        "Austria: §§ 456 and 458 UGB, § 1000 ABGB, base rate of the OeNB",
        "wko.at; oenb.at";
    FranceDecree2025:
        "French decree of 2025-12-15 on the legal rate",
        "https://juriblio.fr/arretes/arrete-du-15-decembre-2025/187383136";
    MoneyvoxFrance:
        "MoneyVox: French legal rates",
        "moneyvox.fr";
    KscaFrance:
        "KSCA: French legal rate 2025",
        "https://ksca.fr/contenus-juridiques/actualites/lire/taux-de-linteret-legal-a-compter-du-1er-juillet-2025/615065";
    NotairesFrance:
        "Notaires 2 Normandie: French legal rates 2022 and 2023",
        "https://notaires2normandie.com/nos-actus/les-taux-de-linteret-legal-applicables-au-cours-du-second-semestre-2023-sont-fixes";
    DandrelFrance:
        "D'Andrel Avocats: French legal rate 2021",
        "https://dandrel-avocats.fr/taux-de-linteret-legal-du-2nd-semestre-2021/";
    VeegeeFrance:
        "veegee.fr: French legal rate, second half of 2018",
        "https://veegee.fr/finances-et-economie/255-bvg-banque/81217-taux-de-linteret-legal-2nd-semestre-2018.html";
    PaperblogFrance:
        "Paperblog: French legal rate, first half of 2016",
        "https://www.paperblog.fr/7903179/taux-de-l-interet-legal-au-1er-janvier-2016/";
    Bgb:
        "BGB §§ 187, 193, 247, 286-289, in kmein/gesetze cce3209 (2026-08-19)",
        "https://github.com/kmein/gesetze";
    CodeDeCommerce:
        "Code de commerce, arts. L441-10 and D441-5",
        "https://www.legifrance.gouv.fr";
    BelgianTermLimit:
        "RvC Advocaten 2021-12-01 on the law of 2021-08-14 (B.S. 2021-08-30): terms of more than 60 days count as not written",
        "https://rvcadvocaten.be/nieuws/achterstand-betalingen/";
    GoossensBelgium:
        "Goossens Advocaten: longer terms are brought back to 30 days by law since 2022-02-01",
        "https://goossensadvocaten.be/blog/wijzigingen-in-de-wet-betalingsachterstand/";
    DutchTermLimit:
        "Stb. 2022, 146 and 175, as reported: art. 6:119a(6) BW",
        "https://zoek.officielebekendmakingen.nl/stb-2022-146.html";
    LetterJudgment:
        "HR 2016-11-25, ECLI:NL:HR:2016:2704, in JBPR 2017/20",
        "https://www.sdu.nl/content/jbpr-201720-hoge-raad-25-11-2016-eclinlhr20162704-1602885-met-annotatie-van-mr-bj-engberts";
    DutchLimitation:
        "Burgerlijk Wetboek, Boek 3 (BWBR0005291), art. 307(1), as quoted in public source code",
        "https://wetten.overheid.nl/BWBR0005291";
    GermanLimitation:
        "BGB §§ 195 and 199, as quoted in public source code",
        "https://www.gesetze-im-internet.de/bgb/__195.html";
    AdfinDiscount:
        "Adfin Advies: Netherlands, payment discounts (text of the Belastingdienst)",
        "adfinadvies.nl";
    AmbitionsDiscount:
        "Ambitions 2017-11-21: Netherlands, VAT and discounts (text of the Belastingdienst)",
        "https://ambitions.nu/2017/11/21/kortingen-kredietbeperkingstoeslag-hoe-werkt-btw/";
    BillitDiscount:
        "Billit: early-payment discount in Peppol BIS",
        "docs.billit.be";
    FrenchDiscountMention:
        "Réussir au quotidien 2013: escompte on invoices; Code de commerce art. L441-9",
        "reussir-au-quotidien.com";
    HaufeSkonto:
        "Haufe: Skonto and § 17 UStG",
        "haufe.de";
    HmrcBrief49:
        "HMRC Brief 49/2014, prompt payment discounts from 2015-04-01, explained by ACCA",
        "accaglobal.com; gov.uk";
    MijntipsDiscount:
        "Mijn Tips & Advies 2016-08-18: Belgium, art. 28, 1° VAT Code",
        "mijntipsenadvies.be";
    OnfactDiscount:
        "OnFact: Belgium, financial discount",
        "onfact.be";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_source_has_a_title_and_a_place_of_its_own() {
        for (index, id) in SourceId::ALL.iter().enumerate() {
            let Source { title, url } = id.source();
            assert!(!title.is_empty() && url.contains(['.', ':']), "{id:?}");
            assert!(SourceId::ALL[..index].iter().all(|other| other.source().title != title), "{id:?}");
        }
    }
}
