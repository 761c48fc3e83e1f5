//! What the law wants an invoice to say when there is no VAT on it. Refuses to decide whether there is none.
//!
//! Reverse charge: art. 226(11a) Directive 2006/112/EC prescribes two words, in each language of the Union its own.
//! Intra-Community supply, export: art. 226(11) wants a reference to the article that exempts. Small businesses:
//! the exemption is national, so is its mention; in other languages than the country's own the text is a translation.

use super::SourceId::*;
use super::{NoLaw, Row, SourceId, Status};
use crate::calendar::Day;

/// Why there is no VAT.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub enum Occasion {
    /// The customer owes the VAT (category AE).
    ReverseCharge,
    /// Goods go to a business in another member state (category K).
    IntraCommunitySupply,
    /// Goods leave the Union (category G).
    Export,
    /// The seller is exempt as a small business (category E): NL KOR, BE 56bis, DE § 19, FR 293 B.
    SmallBusiness,
}

impl Occasion {
    /// The occasion that a VAT category (BT-118) stands for; none for E, which has many.
    pub fn of_category(category: &str) -> Option<Occasion> {
        match category {
            "AE" => Some(Occasion::ReverseCharge),
            "K" => Some(Occasion::IntraCommunitySupply),
            "G" => Some(Occasion::Export),
            _ => None,
        }
    }

    /// The occasion in words, for the error.
    fn name(self) -> &'static str {
        match self {
            Occasion::ReverseCharge => "reverse charge",
            Occasion::IntraCommunitySupply => "intra-Community supply",
            Occasion::Export => "export",
            Occasion::SmallBusiness => "small business",
        }
    }
}

/// A mention in the four languages of the engine.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mention {
    occasion: Occasion,
    /// Two letters, or "EU" for every state where the Directive is law.
    country: &'static str,
    nl: &'static str,
    en: &'static str,
    de: &'static str,
    fr: &'static str,
}

impl Mention {
    /// The text (BT-120) in a language: "nl", "en", "de" or "fr"; none for another.
    pub fn text(&self, language: &str) -> Option<&'static str> {
        match language {
            "nl" => Some(self.nl),
            "en" => Some(self.en),
            "de" => Some(self.de),
            "fr" => Some(self.fr),
            _ => None,
        }
    }
}

/// The mention for a seller of a country on a day. Without a country, the one of the Directive.
pub fn at(occasion: Occasion, country: Option<&str>, day: Day) -> Result<&'static Row<Mention>, NoLaw> {
    let key = match (occasion, country) {
        (Occasion::SmallBusiness, country) => country.unwrap_or(""),
        (_, Some(country)) if !in_union(country) => country,
        _ => EU,
    };
    let rows = || MENTIONS.iter().filter(move |row| row.value.occasion == occasion && row.value.country == key);
    rows().find(|row| row.holds_on(day)).ok_or_else(|| NoLaw {
        fact: format!("mention for {} of {}", occasion.name(), country.unwrap_or("an unnamed country")),
        on: day,
        known: rows().rev().map(|row| (row.from, row.until)).collect(),
    })
}

/// Whether Directive 2006/112/EC is law there: the member states (Greece by both codes), Monaco, which counts as
/// France (art. 7), and Northern Ireland, which counts as a member state for goods.
pub(crate) fn in_union(country: &str) -> bool {
    const STATES: &str = "AT BE BG CY CZ DE DK EE EL ES FI FR GR HR HU IE IT LT LU LV MC MT NL PL PT RO SE SI SK XI";
    STATES.split_ascii_whitespace().any(|state| state == country)
}

const EU: &str = "EU";

/// The day on which all rows were compared with their sources.
const CHECKED_ON: Day = Day::literal("2026-11-22");

/// The first day of the data set.
const START: &str = "2016-01-01";

const fn row(
    from: &str,
    until: &str,
    sources: &'static [SourceId],
    occasion: Occasion,
    country: &'static str,
    [nl, en, de, fr]: [&'static str; 4],
) -> Row<Mention> {
    Row {
        value: Mention { occasion, country, nl, en, de, fr },
        from: Day::literal(from),
        until: if until.is_empty() { None } else { Some(Day::literal(until)) },
        sources,
        checked_on: CHECKED_ON,
        status: Status::Secondary,
    }
}

/// The mentions, by occasion and country, newest first.
static MENTIONS: &[Row<Mention>] = &[
    row(
        START,
        "",
        &[Art226, WetOb35a, UstgInvoices],
        Occasion::ReverseCharge,
        EU,
        ["Btw verlegd", "Reverse charge", "Steuerschuldnerschaft des Leistungsempfängers", "Autoliquidation"],
    ),
    row(
        START,
        "",
        &[Art226],
        Occasion::IntraCommunitySupply,
        EU,
        [
            "Intracommunautaire levering, vrijgesteld: art. 138 Richtlijn 2006/112/EG",
            "Intra-Community supply, exempt: art. 138 Directive 2006/112/EC",
            "Steuerfreie innergemeinschaftliche Lieferung: Art. 138 Richtlinie 2006/112/EG",
            "Livraison intracommunautaire exonérée : art. 138 de la directive 2006/112/CE",
        ],
    ),
    row(
        START,
        "",
        &[Art226],
        Occasion::Export,
        EU,
        [
            "Uitvoer, vrijgesteld: art. 146 Richtlijn 2006/112/EG",
            "Export, exempt: art. 146 Directive 2006/112/EC",
            "Steuerfreie Ausfuhrlieferung: Art. 146 Richtlinie 2006/112/EG",
            "Exportation exonérée : art. 146 de la directive 2006/112/CE",
        ],
    ),
    row(
        START,
        "",
        &[BelgianDecree19, FiduciaireExeco],
        Occasion::SmallBusiness,
        "BE",
        [
            "Bijzondere vrijstellingsregeling kleine ondernemingen (art. 56bis Wbtw)",
            "Special exemption scheme for small enterprises (art. 56bis Belgian VAT Code)",
            "Sonderregelung der Steuerbefreiung für Kleinunternehmen (Art. 56bis MwStGB)",
            "Régime particulier de franchise des petites entreprises (art. 56bis CTVA)",
        ],
    ),
    // The exemption replaced the tax that was "not levied" (Jahressteuergesetz 2024).
    row(
        "2025-01-01",
        "",
        &[UstgInvoices],
        Occasion::SmallBusiness,
        "DE",
        [
            "Btw-vrijstelling voor kleine ondernemers (§ 19 UStG)",
            "VAT exemption for small businesses (§ 19 UStG)",
            "Steuerbefreiung für Kleinunternehmer (§ 19 UStG)",
            "Exonération de TVA des petites entreprises (§ 19 UStG)",
        ],
    ),
    row(
        START,
        "2024-12-31",
        &[XrechnungSmallBusiness],
        Occasion::SmallBusiness,
        "DE",
        [
            "Geen btw vermeld: kleine ondernemer volgens § 19 UStG",
            "No VAT shown: small business under § 19 UStG",
            "Kein Ausweis von Umsatzsteuer, da Kleinunternehmer gemäß § 19 UStG",
            "TVA non mentionnée : petite entreprise selon le § 19 UStG",
        ],
    ),
    row(
        START,
        "",
        &[PleoFrance, CleartaxFrance],
        Occasion::SmallBusiness,
        "FR",
        [
            "Btw niet van toepassing, art. 293 B CGI",
            "VAT not applicable, art. 293 B CGI",
            "Umsatzsteuer nicht anwendbar, Art. 293 B CGI",
            "TVA non applicable, art. 293 B du CGI",
        ],
    ),
    // An exemption since 2020-01-01; a reduction of the tax due before.
    row(
        "2020-01-01",
        "",
        &[DutchSmallBusinessDecree, MkbServicedesk],
        Occasion::SmallBusiness,
        "NL",
        [
            "Vrijgesteld van btw op grond van artikel 25 Wet OB",
            "Exempt from VAT under art. 25 Wet OB (Dutch small businesses scheme)",
            "Umsatzsteuerfrei nach Art. 25 Wet OB (niederländische Kleinunternehmerregelung)",
            "Exonéré de TVA selon l’art. 25 Wet OB (régime néerlandais des petites entreprises)",
        ],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use Occasion::*;

    fn day(text: &str) -> Day {
        Day::parse(text).expect("a test names a day that exists")
    }

    /// The text, or the code of the error.
    fn text(occasion: Occasion, country: Option<&str>, language: &str, on: &str) -> &'static str {
        match at(occasion, country, day(on)) {
            Ok(row) => row.value.text(language).unwrap_or("no such language"),
            Err(none) => {
                assert_eq!(none.code(), "law.none");
                "law.none"
            }
        }
    }

    #[test]
    fn reverse_charge_is_said_in_the_words_of_the_directive() {
        // Art. 226(11a) Directive 2006/112/EC in its Dutch, English, German and French version.
        for (language, words) in [
            ("nl", "Btw verlegd"),
            ("en", "Reverse charge"),
            ("de", "Steuerschuldnerschaft des Leistungsempfängers"),
            ("fr", "Autoliquidation"),
        ] {
            for country in [None, Some("NL"), Some("BE"), Some("EL"), Some("GR"), Some("XI")] {
                assert_eq!(text(ReverseCharge, country, language, "2026-11-21"), words);
            }
        }
        assert_eq!(text(ReverseCharge, Some("NL"), "it", "2026-11-21"), "no such language");
    }

    #[test]
    fn supplies_that_leave_a_state_name_the_article_that_exempts_them() {
        for language in ["nl", "en", "de", "fr"] {
            assert!(text(IntraCommunitySupply, Some("NL"), language, "2026-11-21").contains("rt. 138 "));
            assert!(text(Export, Some("NL"), language, "2026-11-21").contains("rt. 146 "));
        }
    }

    #[test]
    fn small_businesses_name_the_law_of_their_country() {
        for (country, law) in [("NL", "25 Wet OB"), ("BE", "56bis"), ("DE", "§ 19 UStG"), ("FR", "293 B")] {
            for language in ["nl", "en", "de", "fr"] {
                assert!(
                    text(SmallBusiness, Some(country), language, "2026-11-21").contains(law),
                    "{country} {language}"
                );
            }
        }
        assert_eq!(text(SmallBusiness, Some("FR"), "fr", "2026-11-21"), "TVA non applicable, art. 293 B du CGI");
    }

    #[test]
    fn each_boundary_day_is_looked_up() {
        assert_eq!(text(SmallBusiness, Some("NL"), "nl", "2019-12-31"), "law.none");
        assert!(text(SmallBusiness, Some("NL"), "nl", "2020-01-01").starts_with("Vrijgesteld"));
        assert!(text(SmallBusiness, Some("DE"), "de", "2024-12-31").starts_with("Kein Ausweis"));
        assert!(text(SmallBusiness, Some("DE"), "de", "2025-01-01").starts_with("Steuerbefreiung"));
        assert_eq!(text(SmallBusiness, Some("DE"), "de", "2015-12-31"), "law.none");
        assert_eq!(text(ReverseCharge, None, "en", "2015-12-31"), "law.none");
        assert_eq!(text(ReverseCharge, None, "en", "2016-01-01"), "Reverse charge");
    }

    #[test]
    fn a_country_whose_law_is_not_tabled_gets_an_error() {
        for (occasion, country) in [
            (SmallBusiness, None),
            (SmallBusiness, Some("LU")),
            (SmallBusiness, Some("EU")),
            (Export, Some("GB")),
            (ReverseCharge, Some("CH")),
            (IntraCommunitySupply, Some("US")),
        ] {
            assert_eq!(text(occasion, country, "en", "2026-11-21"), "law.none", "{occasion:?} {country:?}");
        }
        let none = at(SmallBusiness, Some("DE"), day("2010-01-01")).expect_err("before the data");
        assert_eq!(
            none.to_string(),
            "No mention for small business of DE is known for 2010-01-01; \
             known from 2016-01-01 until 2024-12-31, from 2025-01-01 on."
        );
    }

    #[test]
    fn every_row_is_sourced_and_windows_do_not_overlap() {
        for (index, row) in MENTIONS.iter().enumerate() {
            assert!(!row.sources.is_empty() && row.until.is_none_or(|until| row.from <= until));
            for language in ["nl", "en", "de", "fr"] {
                assert!(row.value.text(language).is_some_and(|text| !text.is_empty()));
            }
            let same = |other: &&Row<Mention>| {
                other.value.occasion == row.value.occasion && other.value.country == row.value.country
            };
            for older in MENTIONS[index + 1..].iter().filter(same) {
                assert!(older.until.is_some_and(|until| until < row.from), "newest first: {row:?} {older:?}");
            }
        }
    }

    #[test]
    fn categories_without_vat_have_their_occasion() {
        assert_eq!(Occasion::of_category("AE"), Some(ReverseCharge));
        assert_eq!(Occasion::of_category("K"), Some(IntraCommunitySupply));
        assert_eq!(Occasion::of_category("G"), Some(Export));
        for category in ["S", "Z", "E", "O", "L", "M"] {
            assert_eq!(Occasion::of_category(category), None);
        }
    }
}
