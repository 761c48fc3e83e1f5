//! The phrases of the engine, their four texts side by side. Refuses to have a phrase in three languages.

use super::Language;

macro_rules! phrases {
    ($($(#[doc = $doc:literal])* $name:ident [$nl:literal, $en:literal, $de:literal, $fr:literal];)*) => {
        /// Something to say. `{}` stands for what is filled in.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Phrase { $($(#[doc = $doc])* $name,)* }

        impl Phrase {
            /// The text in a language.
            pub(crate) fn text(self, language: Language) -> &'static str {
                language.pick(match self { $(Phrase::$name => [$nl, $en, $de, $fr],)* })
            }

            #[cfg(test)]
            const ALL: &'static [Phrase] = &[$(Phrase::$name),*];
        }
    };
}

phrases! {
    /// Reason of the allowance that an early-payment discount is (BT-97).
    EarlyPaymentDiscount [
        "Korting voor snelle betaling", "Early-payment discount", "Skonto", "Escompte pour paiement anticipé"
    ];
    /// Why a supplementary invoice follows.
    EarlyPaymentDiscountNotTaken [
        "Korting voor snelle betaling niet benut", "Early-payment discount not taken", "Skonto nicht in Anspruch genommen",
        "Escompte pour paiement anticipé non acquis"
    ];
    /// Why the Belgian discount that is not taken bears no VAT (BT-120): art. 28, 1° of the Belgian VAT code.
    OutsideTaxableAmount [
        "Korting voor snelle betaling, geen deel van de maatstaf van heffing (art. 28, 1° Wbtw)",
        "Early-payment discount, no part of the taxable amount (art. 28, 1° Belgian VAT Code)",
        "Skonto, nicht Teil der Besteuerungsgrundlage (Art. 28 Nr. 1 MwStGB)",
        "Escompte, hors base d’imposition (art. 28, 1° CTVA)"
    ];
    /// Self-billing, in the words of art. 226(10a) Directive 2006/112/EC.
    SelfBilling ["Factuur uitgereikt door afnemer", "Self-billing", "Gutschrift", "Autofacturation"];
    /// An exemption by its article of the Directive, art. 226(11).
    ExemptByArticle [
        "Vrijgesteld: art. {} Richtlijn 2006/112/EG",
        "Exempt: art. {} Directive 2006/112/EC",
        "Steuerfrei: Art. {} Richtlinie 2006/112/EG",
        "Exonéré\u{A0}: art. {} de la directive 2006/112/CE"
    ];
    /// The margin scheme of travel agents, in the words of art. 226(13).
    MarginTravelAgents [
        "Bijzondere regeling – reisbureaus",
        "Margin scheme – Travel agents",
        "Sonderregelung für Reisebüros",
        "Régime particulier – Agences de voyages"
    ];
    /// Second-hand goods, art. 226(14).
    MarginSecondHandGoods [
        "Bijzondere regeling – gebruikte goederen",
        "Margin scheme – Second-hand goods",
        "Gebrauchtgegenstände/Sonderregelung",
        "Régime particulier – Biens d’occasion"
    ];
    /// Works of art, art. 226(14).
    MarginWorksOfArt [
        "Bijzondere regeling – kunstvoorwerpen",
        "Margin scheme – Works of art",
        "Kunstgegenstände/Sonderregelung",
        "Régime particulier – Objets d’art"
    ];
    /// Collector's items and antiques, art. 226(14).
    MarginCollectorsItems [
        "Bijzondere regeling – voorwerpen voor verzamelingen of antiquiteiten",
        "Margin scheme – Collector’s items and antiques",
        "Sammlungsstücke und Antiquitäten/Sonderregelung",
        "Régime particulier – Objets de collection et d’antiquité"
    ];
    /// No early-payment discount is offered; has to be said under art. L441-9 of the French commercial code.
    NoEarlyPaymentDiscount [
        "Geen korting voor vervroegde betaling",
        "No discount for early payment",
        "Kein Skonto bei vorzeitiger Zahlung",
        "Pas d’escompte pour règlement anticipé"
    ];
    /// What a French invoice says when no credit note follows the discount.
    DeductPaidVatOnly [
        "Alleen de btw over de werkelijk betaalde prijs is aftrekbaar",
        "Only the VAT on the price actually paid may be deducted",
        "Nur die Umsatzsteuer auf den tatsächlich gezahlten Preis ist abziehbar",
        "Seule la TVA correspondant au prix effectivement payé est déductible"
    ];
    /// What a British invoice says when no credit note follows the discount (HMRC Brief 49/2014).
    NoCreditNote [
        "Er volgt geen creditnota. Trek na betaling alleen de btw af die werkelijk is betaald.",
        "No credit note will be issued. Following payment you must ensure you have only recovered the VAT actually paid.",
        "Es folgt keine Gutschrift. Ziehen Sie nach der Zahlung nur die tatsächlich gezahlte Umsatzsteuer ab.",
        "Il n’y aura pas d’avoir. Après paiement, ne déduisez que la TVA effectivement payée."
    ];
    /// The terms begin.
    Payment ["Betaling ", "Payment ", "Zahlung ", "Paiement "];
    /// After the discounts, what else.
    Otherwise ["; anders ", "; otherwise ", "; sonst ", "; sinon "];
    /// A discount: its percentage, and when it is taken.
    DiscountIfPaid [
        "{} korting bij betaling {}", "{} discount if paid {}", "{} Skonto bei Zahlung {}", "{} d’escompte pour paiement {}"
    ];
    /// No days at all.
    OnInvoiceDate ["op de factuurdatum", "on the invoice date", "am Rechnungstag", "à la date de la facture"];
    /// A term of one day.
    WithinOneDay ["binnen 1 dag", "within 1 day", "innerhalb eines Tages", "sous 1 jour"];
    /// A term of days.
    WithinDays ["binnen {} dagen", "within {} days", "innerhalb von {} Tagen", "sous {} jours"];
    /// A last day.
    Until ["uiterlijk {}", "by {}", "bis zum {}", "au plus tard le {}"];
    /// Between a day and an amount.
    Colon [": ", ": ", ": ", "\u{A0}: "];
    /// A day that is no business day moves.
    OrNextBusinessDay [
        " of op de eerstvolgende werkdag",
        " or on the next business day",
        " oder am nächsten Werktag",
        " ou le jour ouvrable suivant"
    ];
    /// A number of days: one.
    OneDay ["1 dag", "1 day", "1 Tag", "1 jour"];
    /// A number of days.
    Days ["{} dagen", "{} days", "{} Tage", "{} jours"];
    /// Days after the end of a month.
    DaysAfter ["{} na {}", "{} after {}", "{} nach {}", "{} après {}"];
    /// On the end of a month.
    At ["aan {}", "at {}", "bis {}", "à {}"];
    /// The end of the month of the invoice.
    EndOfInvoiceMonth [
        "het einde van de factuurmaand", "the end of the invoice month", "Ende des Rechnungsmonats", "la fin du mois de facturation"
    ];
    /// The end of the month after that of the invoice.
    EndOfNextMonth [
        "het einde van de maand na de factuurmaand",
        "the end of the month after the invoice month",
        "Ende des Monats nach dem Rechnungsmonat",
        "la fin du mois suivant le mois de facturation"
    ];
    /// The end of a later month, by its ordinal.
    EndOfLaterMonth [
        "het einde van de {} maand na de factuurmaand",
        "the end of the {} month after the invoice month",
        "Ende des {} Monats nach dem Rechnungsmonat",
        "la fin du {}e mois suivant le mois de facturation"
    ];
    /// A day of each month, by its ordinal.
    OnDayOfMonth ["op de {} van de maand", "on the {} of the month", "am {} des Monats", "le {} du mois"];
    /// The last day of a month.
    OnLastDayOfMonth [
        "op de laatste dag van de maand", "on the last day of the month", "am letzten Tag des Monats", "le dernier jour du mois"
    ];
    /// The least days between invoice and due date.
    AtLeastAfterInvoice [
        ", minstens {} na de factuurdatum",
        ", at least {} after the invoice date",
        ", mindestens {} nach dem Rechnungsdatum",
        ", au moins {} après la date de la facture"
    ];
    /// Several instalments follow.
    InInstalments ["in {} termijnen: ", "in {} instalments: ", "in {} Raten: ", "en {} échéances\u{A0}: "];
}

impl Phrase {
    /// The text in a language with its places filled, in their order.
    pub(crate) fn fill(self, language: Language, values: &[&str]) -> String {
        let mut filled = String::new();
        let mut values = values.iter();
        for (index, part) in self.text(language).split("{}").enumerate() {
            if index > 0 {
                filled.push_str(values.next().copied().unwrap_or_default());
            }
            filled.push_str(part);
        }
        filled
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_phrase_has_the_same_places_in_all_languages() {
        for phrase in Phrase::ALL {
            let places = |language| phrase.text(language).matches("{}").count();
            for language in [Language::En, Language::De, Language::Fr] {
                assert_eq!(places(Language::Nl), places(language), "{phrase:?} {language:?}");
                assert!(!phrase.text(language).trim().is_empty());
            }
        }
    }

    #[test]
    fn places_are_filled_in_their_order() {
        let filled = Phrase::DiscountIfPaid.fill(Language::Nl, &["2 %", "binnen 10 dagen"]);
        assert_eq!(filled, "2 % korting bij betaling binnen 10 dagen");
    }
}
