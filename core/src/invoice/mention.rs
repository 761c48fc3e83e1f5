//! What the law wants the invoice to say: why there is no VAT, who issued it, what its discount does.
//!
//! Refuses to put words into the mouth of a seller whose law is not tabled: there the exemption reason that the
//! draft states (BT-120) is all that is said.

use super::draft::{DocumentType, Draft};
use super::terms::VatMode;
use super::totals::VatBreakdown;
use super::vat::{Category, Vat};
use crate::calendar::Day;
use crate::finding::{Code, Finding};
use crate::law::mentions::{self, Occasion};
use crate::law::vatex;
use crate::money::Decimal;
use crate::party::PartyKind;
use crate::text::{Language, Phrase};
use crate::wire::{Reader, Text};

/// The exemption code (BT-121) of a category that has one only: AE, K, G and O.
pub(crate) fn default_exemption_code(category: Category) -> Option<&'static str> {
    vatex::of_category(category.as_str())
}

/// Whether a category alone gives an invoice nothing to say.
pub(super) fn is_silent(category: Category) -> bool {
    default_exemption_code(category).is_none() && Occasion::of_category(category.as_str()).is_none()
}

/// The VAT of a small business: exempt, with the words of its country (BT-120). There is a VATEX code for France
/// only. None, with a finding, for a country and day without such a row of law.
pub(crate) fn small_business(country: &str, on: Day, language: Language, cx: &mut Reader) -> Option<Vat> {
    match mentions::at(Occasion::SmallBusiness, Some(country), on) {
        Ok(row) => Some(Vat {
            category: Category::E,
            rate: Some(Decimal::ZERO),
            exemption_code: (country == "FR").then(|| FRENCH_SMALL_BUSINESS.into()),
            exemption_reason: row.value.text(language.code()).map(Text::from),
        }),
        Err(none) => {
            let finding = Finding::new(Code::LawNone, cx.path(), format!("The exemption has no words here: {none}."));
            cx.push(finding.fix("Use category E and state the exemption reason of that country."));
            None
        }
    }
}

/// VATEX code of the French small business exemption, art. 293 B CGI.
const FRENCH_SMALL_BUSINESS: &str = "VATEX-FR-FRANCHISE";

/// The mentions, each once, in the order of the VAT groups. `mode` is what the discounts of the terms do to the VAT.
/// Without any date today's law speaks.
pub(crate) fn mentions(
    breakdown: &[VatBreakdown],
    draft: &Draft,
    mode: Option<VatMode>,
    language: Language,
) -> Vec<String> {
    let mut said: Vec<String> = Vec::new();
    let mut say = |text: &str| {
        if !said.iter().any(|other| other == text) {
            said.push(text.to_owned());
        }
    };
    let country = draft.supplier.as_ref().map(|supplier| supplier.country.as_str());
    // Rows without an end hold on the last day of the calendar.
    let on = draft.tax_point().unwrap_or(Day::MAX);
    for group in breakdown {
        if let Some(row) = occasion(group).and_then(|occasion| mentions::at(occasion, country, on).ok())
            && let Some(text) = row.value.text(language.code())
        {
            say(text);
        }
        let code = group.exemption_code.as_deref().unwrap_or_default();
        if let Some(phrase) = margin_scheme(code) {
            say(phrase.text(language));
        }
        match &group.exemption_reason {
            Some(reason) => say(reason),
            None => {
                if let Some(article) = article_of(code) {
                    say(&Phrase::ExemptByArticle.fill(language, &[&article]));
                }
            }
        }
    }
    if draft.document_type() == DocumentType::SelfBilled {
        say(Phrase::SelfBilling.text(language));
    }
    if let Some(phrase) = discount_mention(draft, country, mode) {
        say(phrase.text(language));
    }
    said
}

/// Why a group bears no VAT, where the law prescribes the words.
fn occasion(group: &VatBreakdown) -> Option<Occasion> {
    if group.exemption_code.as_deref() == Some(FRENCH_SMALL_BUSINESS) {
        return Some(Occasion::SmallBusiness);
    }
    Occasion::of_category(group.category.as_str())
}

/// The margin schemes, whose words art. 226(13) and (14) Directive 2006/112/EC prescribe; names of the VATEX codes
/// by Peppol BIS Billing 3.
fn margin_scheme(code: &str) -> Option<Phrase> {
    match code {
        "VATEX-EU-D" => Some(Phrase::MarginTravelAgents),
        "VATEX-EU-F" => Some(Phrase::MarginSecondHandGoods),
        "VATEX-EU-I" => Some(Phrase::MarginWorksOfArt),
        "VATEX-EU-J" => Some(Phrase::MarginCollectorsItems),
        _ => None,
    }
}

/// The article of Directive 2006/112/EC that a VATEX code names: VATEX-EU-132-1C is 132(1)(c). Art. 226(11) wants
/// that reference on the invoice.
fn article_of(code: &str) -> Option<String> {
    let (article, point) = match code.strip_prefix("VATEX-EU-")?.split_once('-') {
        Some((article, point)) => (article, point),
        None => (code.strip_prefix("VATEX-EU-")?, ""),
    };
    if !article.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let digits = point.bytes().take_while(u8::is_ascii_digit).count();
    let (paragraph, letters) = point.split_at_checked(digits)?;
    let mut named = article.to_owned();
    for part in [paragraph, &letters.to_ascii_lowercase()] {
        if !part.is_empty() {
            named.extend(["(", part, ")"]);
        }
    }
    Some(named)
}

/// What a national law wants to be said of early-payment discounts. The terms themselves stand in their sentence,
/// which is what art. 35a(1)(h) Wet OB and § 14(4) no. 7 UStG ask for.
fn discount_mention(draft: &Draft, country: Option<&str>, mode: Option<VatMode>) -> Option<Phrase> {
    if draft.document_type() == DocumentType::CreditNote {
        return None;
    }
    let discounted = draft.payment_terms.as_ref().is_some_and(|terms| !terms.early_discounts.is_empty());
    let uncredited = discounted && mode == Some(VatMode::FullThenCorrection);
    let consumer = draft.customer.as_ref().is_some_and(|customer| customer.kind == Some(PartyKind::Consumer));
    match country? {
        // Art. L441-9 Code de commerce, between businesses: the conditions of the discount, also that there is none.
        "FR" if !discounted && !consumer => Some(Phrase::NoEarlyPaymentDiscount),
        "FR" if uncredited => Some(Phrase::DeductPaidVatOnly),
        "GB" | "XI" if uncredited => Some(Phrase::NoCreditNote),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::invoice::terms::{EarlyDiscount, Terms};

    const ALL: [Language; 4] = [Language::Nl, Language::En, Language::De, Language::Fr];

    fn group(category: Category, code: Option<&str>, reason: Option<&str>) -> VatBreakdown {
        VatBreakdown {
            category,
            rate: Some(Decimal::ZERO),
            base: Decimal::ONE_HUNDRED,
            amount: Decimal::ZERO,
            exemption_code: code.map(Text::from),
            exemption_reason: reason.map(Text::from),
        }
    }

    fn draft(json: &str) -> Draft {
        let rest = r#""currency": "EUR", "issueDate": "2026-11-21", "lines": []"#;
        Draft::from_json(&format!("{{{json}{rest}}}")).expect("a draft")
    }

    fn supplied_from(country: &str) -> Draft {
        draft(&format!(r#""supplier": {{"name": "A", "country": "{country}"}}, "#))
    }

    #[test]
    fn groups_without_vat_say_why_once() {
        let breakdown = [
            group(Category::S, None, None),
            group(Category::Ae, Some("VATEX-EU-AE"), Some("Btw verlegd")),
            group(Category::K, Some("VATEX-EU-IC"), None),
            group(Category::G, Some("VATEX-EU-G"), None),
            group(Category::E, None, Some("Vrijgesteld: onderwijs")),
        ];
        // Art. 226(11a) prescribes the first; arts. 138 and 146 exempt the next two.
        assert_eq!(
            mentions(&breakdown, &supplied_from("NL"), None, Language::Nl),
            [
                "Btw verlegd",
                "Intracommunautaire levering, vrijgesteld: art. 138 Richtlijn 2006/112/EG",
                "Uitvoer, vrijgesteld: art. 146 Richtlijn 2006/112/EG",
                "Vrijgesteld: onderwijs",
            ]
        );
        assert_eq!(mentions(&[group(Category::S, None, None)], &supplied_from("NL"), None, Language::Nl), [""; 0]);
    }

    #[test]
    fn a_seller_whose_law_is_not_known_says_its_own_reason_only() {
        let breakdown = [group(Category::G, Some("VATEX-EU-G"), Some("Zero-rated export"))];
        assert_eq!(mentions(&breakdown, &supplied_from("US"), None, Language::En), ["Zero-rated export"]);
    }

    #[test]
    fn exemptions_by_code_name_their_article_and_margin_schemes_their_words() {
        for (code, expected) in [
            ("VATEX-EU-132", "Exempt: art. 132 Directive 2006/112/EC"),
            ("VATEX-EU-132-1C", "Exempt: art. 132(1)(c) Directive 2006/112/EC"),
            ("VATEX-EU-143-1FA", "Exempt: art. 143(1)(fa) Directive 2006/112/EC"),
            ("VATEX-EU-148-A", "Exempt: art. 148(a) Directive 2006/112/EC"),
            ("VATEX-EU-135-1", "Exempt: art. 135(1) Directive 2006/112/EC"),
            ("VATEX-EU-D", "Margin scheme – Travel agents"),
            ("VATEX-EU-F", "Margin scheme – Second-hand goods"),
        ] {
            let said = mentions(&[group(Category::E, Some(code), None)], &supplied_from("NL"), None, Language::En);
            assert_eq!(said, [expected], "{code}");
        }
    }

    #[test]
    fn a_buyer_that_bills_itself_says_so() {
        // Art. 226(10a) Directive; art. 35a(1)(k) Wet OB; § 14(4) no. 10 UStG.
        let draft = draft(r#""type": "selfBilled", "#);
        let said = ALL.map(|language| mentions(&[], &draft, None, language).concat());
        assert_eq!(said, ["Factuur uitgereikt door afnemer", "Self-billing", "Gutschrift", "Autofacturation"]);
    }

    #[test]
    fn french_and_british_invoices_say_what_their_discount_does() {
        let said = |country: &str, discounted: bool, mode, kind: &str| {
            let mut draft = draft(&format!(
                r#""supplier": {{"name": "A", "country": "{country}"}}, "customer": {{"name": "B", "country": "FR"{kind}}}, "#
            ));
            if discounted {
                let step = EarlyDiscount { percent: Decimal::TWO, days: 10 };
                draft.payment_terms = Some(Terms { early_discounts: vec![step], ..Terms::default() });
            }
            mentions(&[], &draft, Some(mode), Language::Fr).concat()
        };
        use VatMode::{FullThenCorrection, FullThenCreditNote};
        let consumer = r#", "kind": "consumer""#;
        assert_eq!(said("FR", false, FullThenCreditNote, ""), "Pas d’escompte pour règlement anticipé");
        assert_eq!(said("FR", false, FullThenCreditNote, consumer), "");
        assert_eq!(said("FR", true, FullThenCreditNote, ""), "");
        assert_eq!(
            said("FR", true, FullThenCorrection, ""),
            "Seule la TVA correspondant au prix effectivement payé est déductible"
        );
        assert!(said("GB", true, FullThenCorrection, "").starts_with("Il n’y aura pas d’avoir."));
        for country in ["NL", "BE", "DE"] {
            assert_eq!(said(country, false, FullThenCreditNote, ""), "");
        }
    }

    #[test]
    fn small_businesses_are_exempt_by_the_law_of_their_country() {
        let on = |country: &str, day: &str| {
            let mut cx = Reader::at("lines[0].vat");
            let vat = small_business(country, Day::parse(day).expect("a day"), Language::Nl, &mut cx);
            let codes: Vec<String> = cx.into_findings().into_iter().map(|f| f.code + " " + &f.path).collect();
            (vat.map(|vat| (vat.category, vat.exemption_reason.unwrap_or_default(), vat.exemption_code)), codes)
        };
        let reason = "Vrijgesteld van btw op grond van artikel 25 Wet OB".into();
        assert_eq!(on("NL", "2026-01-01"), (Some((Category::E, reason, None)), vec![]));
        let (french, _) = on("FR", "2026-01-01");
        assert_eq!(french.and_then(|(.., code)| code).as_deref(), Some("VATEX-FR-FRANCHISE"));
        assert_eq!(on("FI", "2026-01-01"), (None, vec!["law.none lines[0].vat".to_owned()]));
    }

    #[test]
    fn each_category_without_choice_has_its_code() {
        // Peppol BIS Billing 3, rules PEPPOL-EN16931-P0104 to P0107.
        for (category, code) in [
            (Category::Ae, Some("VATEX-EU-AE")),
            (Category::K, Some("VATEX-EU-IC")),
            (Category::G, Some("VATEX-EU-G")),
            (Category::O, Some("VATEX-EU-O")),
            (Category::E, None),
            (Category::S, None),
            (Category::Z, None),
        ] {
            assert_eq!(default_exemption_code(category), code);
        }
    }
}
