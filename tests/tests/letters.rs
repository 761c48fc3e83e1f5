//! Letters, golden and clause by clause: every letter of the ready policies in four languages, and what the law wants in those
//! that it asks for. `UPDATE=1` writes the golden files anew.

#[path = "letters/story.rs"]
mod story;

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use story::{LANGUAGES, Story, call};

/// The golden file of a case in a language.
fn golden(name: &str, language: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("golden/letters/{name}.{language}.txt"))
}

#[test]
fn letters_are_as_they_were_read_and_approved() {
    let mut differing = Vec::new();
    for name in ["nl-consumer", "nl-business", "be-consumer", "be-business"] {
        let story = Story::of(name);
        for language in LANGUAGES {
            let mut text = format!("On the invoice: {}\n", story.late_payment_text(language));
            for (action, letter) in story.letters(language) {
                let head = format!("{} {} {}", action["on"], action["step"], action["kind"]).replace('"', "");
                let part = |key: &str| letter[key].as_str().expect("a text").to_owned();
                text.push_str(&format!("\n=== {head}\nSubject: {}\n\n{}\n", part("subject"), part("text")));
            }
            let file = golden(name, language);
            if std::env::var_os("UPDATE").is_some() {
                fs::write(&file, &text).expect("a golden file");
            }
            if fs::read_to_string(&file).unwrap_or_default() != text {
                differing.push(format!("{}:\n{text}", file.display()));
            }
        }
    }
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}

/// Art. 6:96(6) BW and HR 2016-11-25, ECLI:NL:HR:2016:2704: after default, free, the exact costs, 14 days from the day after
/// receipt, and what follows. The Dutch words are those that LOVCK&T accepted on 2017-02-02.
#[test]
fn the_dutch_fourteen_day_letter_has_what_the_law_wants() {
    let story = Story::of("nl-consumer");
    // 15 % of 1210.00, art. 2 Besluit BIK.
    let wanted = [
        [
            "€ 1.210,00",
            "zonder extra kosten",
            "binnen 14 dagen vanaf de dag nadat deze brief bij u is bezorgd",
            "Betaalt u niet binnen deze termijn",
            "incassokosten verschuldigd van € 181,50",
            "art. 6:96 lid 6 BW",
        ],
        [
            "€1,210.00",
            "without extra costs",
            "within 14 days from the day after this letter was delivered to you",
            "If you do not pay within this period",
            "collection costs of €181.50",
            "art. 6:96(6) BW",
        ],
        [
            "1.210,00 €",
            "ohne zusätzliche Kosten",
            "innerhalb von 14 Tagen ab dem Tag, nachdem Ihnen dieses Schreiben zugestellt wurde",
            "Zahlen Sie nicht innerhalb dieser Frist",
            "Inkassokosten von 181,50 €",
            "Art. 6:96 Abs. 6 BW",
        ],
        [
            "1 210,00 €",
            "sans frais supplémentaires",
            "dans un délai de 14 jours à compter du lendemain du jour où cette lettre vous a été remise",
            "Si vous ne payez pas dans ce délai",
            "frais de recouvrement extrajudiciaires de 181,50 €",
            "art. 6:96, § 6 BW",
        ],
    ];
    for (language, wanted) in LANGUAGES.iter().zip(wanted) {
        let (action, letter) = story.step("notice", language);
        let text = letter["text"].as_str().expect("a text").replace('\u{A0}', " ");
        for clause in wanted {
            assert!(text.contains(clause), "{language} lacks {clause}:\n{text}");
        }
        assert_eq!(action["amounts"]["costs"], "0.00", "the letter is free");
        // Wording that the courts rejected.
        for rejected in ["na heden", "na dagtekening", "na verzending"] {
            assert!(!text.contains(rejected), "{language}: {rejected}");
        }
    }
}

/// Art. XIX.2 Code of economic law: free, and its list: balance and amount of the clause, name and number of the creditor, what
/// the debt is for and when it was due, and the term before costs.
#[test]
fn the_belgian_first_reminder_has_its_list() {
    let story = Story::of("be-consumer");
    // Above 500: 65 + 5 % of 710.00, art. XIX.4.
    let wanted = [
        [
            "kosteloos",
            "€ 1.210,00",
            "vergoeding van € 100,50",
            "verwijlinteresten",
            "Schuldeiser: Voorbeeld NV",
            "Ondernemingsnummer: 0403019261",
            "Omschrijving: Tuinaanleg",
            "Vervaldag: 1 mei 2026",
            "14 kalenderdagen",
            "derde werkdag na de verzending",
        ],
        [
            "free of charge",
            "€1,210.00",
            "compensation of €100.50",
            "interest on the balance",
            "Creditor: Voorbeeld NV",
            "Enterprise number: 0403019261",
            "Description: Tuinaanleg",
            "Due date: 1 May 2026",
            "14 calendar days",
            "third working day",
        ],
        [
            "kostenlos",
            "1.210,00 €",
            "Pauschalentschädigung von 100,50 €",
            "Verzugszinsen",
            "Gläubiger: Voorbeeld NV",
            "Unternehmensnummer: 0403019261",
            "Beschreibung: Tuinaanleg",
            "Fälligkeitstag: 1. Mai 2026",
            "14 Kalendertagen",
            "dritten Werktag nach dem Versand",
        ],
        [
            "gratuit",
            "1 210,00 €",
            "indemnité forfaitaire de 100,50 €",
            "intérêts de retard",
            "Créancier : Voorbeeld NV",
            "Numéro d’entreprise : 0403019261",
            "Description : Tuinaanleg",
            "Échéance : 1er mai 2026",
            "14 jours calendrier",
            "troisième jour ouvrable",
        ],
    ];
    for (language, wanted) in LANGUAGES.iter().zip(wanted) {
        let (action, letter) = story.step("notice", language);
        let text = letter["text"].as_str().expect("a text").replace('\u{A0}', " ");
        for clause in wanted {
            assert!(text.contains(clause), "{language} lacks {clause}:\n{text}");
        }
        assert_eq!((&action["amounts"]["costs"], &action["amounts"]["interest"]), (&json!("0.00"), &json!("0.00")));
    }
}

/// Art. XIX.2 and XIX.4 Code of economic law: the second instalment has a first reminder of its own, with its balance and what the clause
/// adds: 70.25 for 605.00, and 100.50 for 1210.00 as one. One that is for both names each of their due dates.
#[test]
fn the_belgian_first_reminder_is_about_what_had_none() {
    let mut story = Story::of("be-consumer");
    story.in_parts([30, 61]);
    let text = |story: &Story, step: &str| {
        let (action, letter) = story.step(step, "nl");
        (action, letter["text"].as_str().expect("a text").replace('\u{A0}', " "))
    };
    for (step, due, clause) in [
        ("notice:2026-05-01", "1 mei 2026\n", "vergoeding van € 70,25"),
        ("notice:2026-06-01", "1 juni 2026\n", "vergoeding van € 30,25"),
    ] {
        let (action, text) = text(&story, step);
        assert_eq!(action["amounts"]["principal"], "605.00");
        for wanted in [&format!("Vervaldag: {due}"), "saldo: € 605,00", clause] {
            assert!(text.contains(wanted), "{step} lacks {wanted}:\n{text}");
        }
    }
    story.in_parts([30, 31]);
    let (action, text) = text(&story, "notice:2026-05-01");
    assert_eq!(action["amounts"]["principal"], "1210.00");
    for wanted in ["Vervaldag: 1 mei 2026 (€ 605,00), 2 mei 2026 (€ 605,00)\n", "saldo: € 1.210,00", "van € 100,50"]
    {
        assert!(text.contains(wanted), "lacks {wanted}:\n{text}");
    }
    let steps: Vec<String> = story.run().iter().map(|happened| happened.action["step"].to_string()).collect();
    assert!(!steps.iter().any(|step| step.contains("notice:2026-05-02")), "one notice for both: {steps:?}");
}

/// Art. XIX.2 Code of economic law: the term of a letter of Monday 4 May 2026 begins on the third working day after it, Thursday 7 May, and has
/// fourteen days. Interest runs from the day after them; for a small enterprise from their first day, as the letter has to say.
#[test]
fn the_belgian_first_reminder_says_from_which_day_interest_is_claimed() {
    for (is_small, is_agreed, first, wanted) in [
        (
            false,
            true,
            "2026-05-21",
            ["het einde van die", "the end of that", "dem Ende dieser", "de l’expiration de ce"],
        ),
        (
            false,
            false,
            "2026-05-21",
            ["het einde van die", "the end of that", "dem Ende dieser", "de l’expiration de ce"],
        ),
        (true, true, "2026-05-07", ["het begin van die", "the start of that", "dem Beginn dieser", "du début de ce"]),
        (true, false, "2026-05-07", ["het begin van die", "the start of that", "dem Beginn dieser", "du début de ce"]),
    ] {
        let mut story = Story::of("be-consumer");
        if is_small {
            story.small_creditor();
        }
        if !is_agreed {
            story.without_clause();
        }
        for (language, wanted) in LANGUAGES.into_iter().zip(wanted) {
            let (action, letter) = story.step("notice", language);
            assert_eq!(action["on"], "2026-05-04");
            let text = letter["text"].as_str().expect("a text");
            let from = ["vanaf ", "from ", "ab ", "à partir "].map(|from| [from, wanted].concat());
            assert!(from.iter().any(|from| text.contains(from)), "{language}: {text}");
        }
        let claim = story.happened("demand").claim;
        assert_eq!(claim["interest"]["segments"][0]["from"], first, "{claim}");
    }
}

/// What is charged later is what the claim of that day allows, to the cent, and stands in the letter.
#[test]
fn demands_ask_for_what_the_claim_allows() {
    for name in ["nl-consumer", "be-consumer"] {
        let story = Story::of(name);
        let (action, letter) = story.step("demand", "nl");
        let claim = story.happened("demand").claim;
        assert_eq!(claim["costs"]["allowed"], true, "{name}: {claim}");
        assert_eq!(action["amounts"]["total"], claim["total"], "{name}");
        let costs = claim["costs"]["amount"].as_str().expect("costs").replace('.', ",");
        assert!(letter["text"].as_str().expect("a text").contains(&costs), "{name} lacks {costs}");
    }
}

/// External text passes one door into HTML.
#[test]
fn what_others_wrote_is_escaped_in_html() {
    let mut story = Story::of("nl-business");
    story.rename("<b>Bloem & \"Zn\"</b>");
    let (_, letter) = story.step("reminder", "nl");
    let html = letter["html"].as_str().expect("html");
    assert!(html.contains("Beste &lt;b&gt;Bloem &amp; &quot;Zn&quot;&lt;/b&gt;,"), "{html}");
    assert!(!html.contains("<b>"), "{html}");
    assert!(html.starts_with("<!DOCTYPE html>\n<html lang=\"nl\">"), "{html}");
}

/// The findings of an own wording for a step: code and placeholder or path of each.
fn faults(story: &Story, step: &str, wording: &str) -> Vec<String> {
    let happened = story.happened(step);
    let options = json!({ "locale": "nl", "claim": happened.claim, "templates": { step: wording } });
    let findings = call("letter", &[&happened.action, &happened.account, &options]).err().unwrap_or_default();
    findings.iter().map(|finding| format!("{}: {}", finding["code"], finding["message"]).replace('"', "")).collect()
}

#[test]
fn own_wording_is_filled_in() {
    let happened = Story::of("nl-consumer").happened("reminder");
    let wording = "Ons {invoiceNumber}\n\nDag {customer},\n\nNog {principal}, graag op {iban}: {invoiceNumber}.";
    let options = json!({ "locale": "nl", "claim": happened.claim, "templates": { "reminder": wording } });
    let letter = call("letter", &[&happened.action, &happened.account, &options]).expect("a letter");
    assert_eq!(letter["subject"], "Ons 2026-0001");
    let expected = "Dag Anna Bakker,\n\nNog €\u{A0}1.210,00, graag op NL91ABNA0417164300: 2026-0001.";
    assert_eq!(letter["text"], expected);
}

#[test]
fn own_wording_that_lacks_what_the_law_wants_is_refused() {
    let dutch = Story::of("nl-consumer");
    assert_eq!(
        faults(&dutch, "notice", "Aanmaning\n\nBetaal {principal} voor {invoiceNumber}."),
        ["letter.template: The text lacks {term}.", "letter.template: The text lacks {consequences}."]
    );
    assert!(faults(&dutch, "notice", "Aanmaning\n\nBetaal {principal} binnen {term}. {consequences}").is_empty());
    let belgian = Story::of("be-consumer");
    let some = "Herinnering\n\n{supplier} {description} {dueDate} {principal} {term} {consequences}";
    assert_eq!(faults(&belgian, "notice", some), ["letter.template: The text lacks {supplierNumber}."]);
    let business = Story::of("nl-business");
    assert_eq!(
        faults(&business, "notice", "Let op\n\n{invoiceNumber} {naam} {principal"),
        [
            "letter.template: There is no placeholder {naam}.",
            "letter.template: A brace is opened and never closed.",
            "letter.template: The text lacks {amounts}.",
        ]
    );
    assert_eq!(faults(&business, "reminder", "Only a subject {invoiceNumber}").len(), 2);
}

#[test]
fn a_letter_whose_contents_are_not_known_is_refused() {
    let codes = |result: Result<Value, Vec<Value>>| -> Vec<String> {
        let findings = result.err().unwrap_or_default();
        findings.iter().map(|finding| finding["code"].as_str().expect("a code").to_owned()).collect()
    };
    let happened = Story::of("nl-consumer").happened("notice");
    let mut claim = happened.claim.clone();
    claim["costs"]["amount"] = json!("0.00");
    let letter = |claim: &Value, action: &Value| {
        call("letter", &[action, &happened.account, &json!({ "locale": "nl", "claim": claim })])
    };
    assert_eq!(codes(letter(&claim, &happened.action)), ["letter.incomplete"]);
    claim = happened.claim.clone();
    claim["on"] = json!("2026-05-16");
    assert_eq!(codes(letter(&claim, &happened.action)), ["letter.claim"]);
    // Asking for more than the claim allows, and in a letter that is free.
    let mut action = happened.action.clone();
    action["amounts"]["costs"] = json!("40.00");
    assert_eq!(codes(letter(&happened.claim, &action)), ["letter.claim", "letter.claim"]);
    // Before anybody is in default.
    let mut early = happened.action.clone();
    early["dueDate"] = early["on"].clone();
    assert_eq!(codes(letter(&happened.claim, &early)), ["letter.claim"]);
}

#[test]
fn the_sentence_on_the_invoice_follows_the_policy() {
    let policy = call("policy", &[&json!("nl-business")]).expect("a policy");
    let said = |policy: &Value| {
        call("latePaymentText", &[policy, &json!({ "locale": "en", "on": "2026-04-01" })]).expect("a sentence")
    };
    let both = "Interest (art. 6:119a BW) and recovery costs of at least €40.00 (art. 6:96(4) BW) are due on payment after the due date.";
    assert_eq!(said(&policy), both);
    let change = |charges: Option<&str>| {
        let mut policy = policy.clone();
        for step in policy["steps"].as_array_mut().expect("steps") {
            let fields = step.as_object_mut().expect("a step");
            if fields.remove("charges").is_some()
                && let Some(charges) = charges
            {
                fields.insert("charges".to_owned(), json!(charges));
            }
        }
        policy
    };
    assert_eq!(said(&change(Some("interest"))), "Interest is due on payment after the due date (art. 6:119a BW).");
    assert_eq!(said(&change(None)), "");
}
