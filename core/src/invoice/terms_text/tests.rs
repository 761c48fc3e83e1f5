//! The sentence of each form of terms, in the four languages.

use super::*;
use crate::invoice::terms::EarlyDiscount;
use crate::invoice::totals::NetVatGross;
use crate::invoice::{Draft, issue};

fn dec(text: &str) -> Decimal {
    text.parse().expect("a decimal")
}

fn net(days: u32) -> Terms {
    Terms { net_days: Some(days), ..Terms::default() }
}

/// Terms with steps: percentage, days, last day, what is paid. Only what the sentence reads is filled in.
struct Case {
    terms: Terms,
    due: &'static str,
    early: Vec<EarlyPayment>,
    parts: Vec<InstalmentDue>,
}

fn case(terms: Terms, due: &'static str) -> Case {
    Case { terms, due, early: Vec::new(), parts: Vec::new() }
}

impl Case {
    fn step(mut self, percent: &str, days: u32, until: &str, payable: &str) -> Case {
        self.terms.early_discounts.push(EarlyDiscount { percent: dec(percent), days });
        let nothing = NetVatGross { net: Decimal::ZERO, vat: Decimal::ZERO, gross: Decimal::ZERO };
        self.early.push(EarlyPayment {
            percent: dec(percent),
            until: Day::parse(until),
            payable: dec(payable),
            discount: nothing,
            correction: None,
        });
        self
    }

    fn part(mut self, days: u32, due: &str, amount: &str) -> Case {
        self.terms.instalments.push(Instalment { percent: None, amount: None, days: Some(days), due_date: None });
        self.parts.push(InstalmentDue { due_date: Day::parse(due), amount: dec(amount), percent: None });
        self
    }

    /// The sentence with a mark where a space does not break.
    fn says(&self, language: Language) -> String {
        let derived = Derived {
            due_date: Day::parse(self.due),
            undiscounted: dec("1210.00"),
            early_payment: &self.early,
            instalments: &self.parts,
            currency: Currency::EUR,
        };
        terms_text(&self.terms, &derived, language).unwrap_or_default().replace('\u{A0}', "_")
    }

    fn says_in_all(&self) -> [String; 4] {
        [Language::Nl, Language::En, Language::De, Language::Fr].map(|language| self.says(language))
    }
}

#[test]
fn two_percent_within_ten_days_net_thirty() {
    let dated = case(net(30), "2026-03-02").step("2", 10, "2026-02-10", "1185.80");
    assert_eq!(
        dated.says_in_all(),
        [
            "2 % korting bij betaling binnen 10 dagen (uiterlijk 10 februari 2026: €_1.185,80); anders binnen 30 dagen (uiterlijk 2 maart 2026: €_1.210,00)",
            "2% discount if paid within 10 days (by 10 February 2026: €1,185.80); otherwise within 30 days (by 2 March 2026: €1,210.00)",
            "2 % Skonto bei Zahlung innerhalb von 10 Tagen (bis zum 10. Februar 2026: 1.185,80_€); sonst innerhalb von 30 Tagen (bis zum 2. März 2026: 1.210,00_€)",
            "2 % d’escompte pour paiement sous 10 jours (au plus tard le 10 février 2026_: 1_185,80_€); sinon sous 30 jours (au plus tard le 2 mars 2026_: 1_210,00_€)",
        ]
    );
    let undated = case(net(30), "").step("2", 10, "", "1185.80");
    assert_eq!(
        undated.says(Language::Nl),
        "2 % korting bij betaling binnen 10 dagen (€_1.185,80); anders binnen 30 dagen (€_1.210,00)"
    );
}

#[test]
fn several_steps_stand_in_their_order() {
    let case = case(net(30), "").step("3", 5, "", "1173.70").step("2.5", 10, "", "1179.75");
    assert_eq!(
        case.says(Language::Nl),
        "3 % korting bij betaling binnen 5 dagen (€_1.173,70), 2,5 % korting bij betaling binnen 10 dagen \
         (€_1.179,75); anders binnen 30 dagen (€_1.210,00)"
    );
    let alone = self::case(Terms::default(), "").step("2", 0, "2026-01-31", "1185.80");
    assert_eq!(alone.says(Language::En), "2% discount if paid on the invoice date (by 31 January 2026: €1,185.80)");
}

#[test]
fn each_form_of_terms_has_its_sentence() {
    let fixed = Terms { due_date: Day::parse("2026-03-01"), ..Terms::default() };
    let end = |months, days| Terms { end_of_month: Some(EndOfMonth { months, days }), ..Terms::default() };
    let monthly = |day, min_days| Terms { day_of_month: Some(DayOfMonth { day, min_days }), ..Terms::default() };
    let moved = Terms { business_day: Some(BusinessDay::Following), ..net(30) };
    let table: [(Case, [&str; 4]); 11] = [
        (
            case(net(30), "2026-03-02"),
            [
                "Betaling binnen 30 dagen (uiterlijk 2 maart 2026)",
                "Payment within 30 days (by 2 March 2026)",
                "Zahlung innerhalb von 30 Tagen (bis zum 2. März 2026)",
                "Paiement sous 30 jours (au plus tard le 2 mars 2026)",
            ],
        ),
        (
            case(net(1), ""),
            ["Betaling binnen 1 dag", "Payment within 1 day", "Zahlung innerhalb eines Tages", "Paiement sous 1 jour"],
        ),
        (
            case(net(0), ""),
            [
                "Betaling op de factuurdatum",
                "Payment on the invoice date",
                "Zahlung am Rechnungstag",
                "Paiement à la date de la facture",
            ],
        ),
        (
            case(fixed, "2026-03-01"),
            [
                "Betaling uiterlijk 1 maart 2026",
                "Payment by 1 March 2026",
                "Zahlung bis zum 1. März 2026",
                "Paiement au plus tard le 1er mars 2026",
            ],
        ),
        (
            case(end(None, None), "2026-01-31"),
            [
                "Betaling aan het einde van de factuurmaand (uiterlijk 31 januari 2026)",
                "Payment at the end of the invoice month (by 31 January 2026)",
                "Zahlung bis Ende des Rechnungsmonats (bis zum 31. Januar 2026)",
                "Paiement à la fin du mois de facturation (au plus tard le 31 janvier 2026)",
            ],
        ),
        (
            case(end(Some(1), Some(15)), ""),
            [
                "Betaling 15 dagen na het einde van de maand na de factuurmaand",
                "Payment 15 days after the end of the month after the invoice month",
                "Zahlung 15 Tage nach Ende des Monats nach dem Rechnungsmonat",
                "Paiement 15 jours après la fin du mois suivant le mois de facturation",
            ],
        ),
        (
            case(end(Some(2), Some(1)), ""),
            [
                "Betaling 1 dag na het einde van de 2e maand na de factuurmaand",
                "Payment 1 day after the end of the 2nd month after the invoice month",
                "Zahlung 1 Tag nach Ende des 2. Monats nach dem Rechnungsmonat",
                "Paiement 1 jour après la fin du 2e mois suivant le mois de facturation",
            ],
        ),
        (
            case(monthly(15, Some(10)), "2026-02-15"),
            [
                "Betaling op de 15e van de maand, minstens 10 dagen na de factuurdatum (uiterlijk 15 februari 2026)",
                "Payment on the 15th of the month, at least 10 days after the invoice date (by 15 February 2026)",
                "Zahlung am 15. des Monats, mindestens 10 Tage nach dem Rechnungsdatum (bis zum 15. Februar 2026)",
                "Paiement le 15 du mois, au moins 10 jours après la date de la facture (au plus tard le 15 février 2026)",
            ],
        ),
        (
            case(monthly(1, None), ""),
            [
                "Betaling op de 1e van de maand",
                "Payment on the 1st of the month",
                "Zahlung am 1. des Monats",
                "Paiement le 1er du mois",
            ],
        ),
        (
            case(monthly(31, None), ""),
            [
                "Betaling op de laatste dag van de maand",
                "Payment on the last day of the month",
                "Zahlung am letzten Tag des Monats",
                "Paiement le dernier jour du mois",
            ],
        ),
        (
            case(moved, "2026-03-02"),
            [
                "Betaling binnen 30 dagen of op de eerstvolgende werkdag (uiterlijk 2 maart 2026)",
                "Payment within 30 days or on the next business day (by 2 March 2026)",
                "Zahlung innerhalb von 30 Tagen oder am nächsten Werktag (bis zum 2. März 2026)",
                "Paiement sous 30 jours ou le jour ouvrable suivant (au plus tard le 2 mars 2026)",
            ],
        ),
    ];
    for (case, expected) in table {
        assert_eq!(case.says_in_all(), expected);
    }
}

#[test]
fn instalments_are_listed_with_days_and_amounts() {
    let dated = case(Terms::default(), "2026-04-01").part(30, "2026-03-02", "605.00").part(60, "2026-04-01", "605.00");
    assert_eq!(
        dated.says_in_all(),
        [
            "Betaling in 2 termijnen: €_605,00 uiterlijk 2 maart 2026, €_605,00 uiterlijk 1 april 2026",
            "Payment in 2 instalments: €605.00 by 2 March 2026, €605.00 by 1 April 2026",
            "Zahlung in 2 Raten: 605,00_€ bis zum 2. März 2026, 605,00_€ bis zum 1. April 2026",
            "Paiement en 2 échéances_: 605,00_€ au plus tard le 2 mars 2026, 605,00_€ au plus tard le 1er avril 2026",
        ]
    );
    let undated = case(Terms::default(), "").part(0, "", "605.00").part(60, "", "605.00").step("2", 10, "", "1185.80");
    assert_eq!(
        undated.says(Language::Nl),
        "2 % korting bij betaling binnen 10 dagen (€_1.185,80); anders in 2 termijnen: €_605,00 op de factuurdatum, \
         €_605,00 binnen 60 dagen"
    );
    assert_eq!(case(Terms::default(), "").part(30, "", "1210.00").says(Language::En), "Payment within 30 days");
}

#[test]
fn terms_that_say_nothing_have_no_sentence() {
    assert_eq!(case(Terms::default(), "").says(Language::Nl), "");
    let moved = Terms { business_day: Some(BusinessDay::None), ..Terms::default() };
    assert_eq!(case(moved, "").says(Language::Nl), "");
}

#[test]
fn a_reader_of_another_language_reads_what_an_invoice_in_it_would_say() {
    let terms = [
        r#"{"netDays":30,"earlyDiscounts":[{"percent":"2","days":10}],"vatMode":"discounted"}"#,
        r#"{"netDays":30,"earlyDiscounts":[{"percent":"3","days":7},{"percent":"2","days":14}],"vatMode":"fullThenCreditNote"}"#,
        r#"{"instalments":[{"days":10},{"days":30}]}"#,
        r#"{"endOfMonth":{"months":1,"days":5}}"#,
        r#"{"dueDate":"2026-03-31"}"#,
    ];
    for terms in terms {
        let issued = |locale: &str| {
            let draft = format!(
                r#"{{"currency":"EUR","deliveryDate":"2026-01-31",
                "supplier":{{"name":"Voorbeeld BV","country":"NL","vatId":"NL004495445B01","companyId":{{"scheme":"0106","value":"12345678"}},
                    "address":{{"line1":"Keizersgracht 1","city":"Amsterdam","postalCode":"1015 AA"}}}},
                "customer":{{"name":"Afnemer BV","country":"NL","address":{{"line1":"Coolsingel 2","city":"Rotterdam","postalCode":"3011 AD"}}{locale}}},
                "lines":[{{"name":"Item","quantity":"1","unitPrice":"1000.00","vat":"nl:standard"}}],"paymentTerms":{terms}}}"#
            );
            let draft = Draft::from_json(&draft).expect("a draft");
            issue(&draft, "2026-0001", Day::parse("2026-01-31").expect("a day")).expect("an invoice")
        };
        let plain = issued("");
        for language in [Language::Nl, Language::En, Language::De, Language::Fr] {
            let own = issued(&format!(r#","locale":"{}""#, language.code()));
            assert!(own.derived().terms_text.is_some(), "{terms}");
            assert_eq!(terms_in(&plain, language).as_deref(), own.derived().terms_text.as_deref(), "{terms}");
        }
    }
}
