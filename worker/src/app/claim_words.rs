//! What a claim says of its working, its preconditions and its warnings, in the language of whoever reads it. The engine says it in
//! English, and its codes and sources stay as they are; a sentence that is not in the table is shown as the engine said it.

use voldaan::calendar::Day;
use voldaan::text::{Language, day};

use super::Sentence;

/// What the engine says, the longer of two that begin alike first; `{}` stands for what the claim fills in, in the same order in each.
const SENTENCES: &[Sentence] = &[
    ["Hoofdsom", "Principal", "Hauptforderung", "Principal"],
    ["Rente", "Interest", "Zinsen", "Intérêts"],
    ["Incassokosten", "Collection costs", "Beitreibungskosten", "Frais de recouvrement"],
    [
        "Incassokosten over wat op {} verviel",
        "Collection costs of what was due on {}",
        "Beitreibungskosten auf das, was am {} fällig war",
        "Frais de recouvrement sur ce qui était échu le {}",
    ],
    [
        "Btw over incassokosten",
        "VAT on collection costs",
        "Umsatzsteuer auf Beitreibungskosten",
        "TVA sur les frais de recouvrement",
    ],
    [
        "Deel van deze factuur in de kosten van alles wat te laat is",
        "Share of this invoice in the costs of all that is late",
        "Anteil dieser Rechnung an den Kosten von allem, was überfällig ist",
        "Part de cette facture dans les frais de tout ce qui est en retard",
    ],
    [
        "Vaste vergoeding voor invorderingskosten",
        "Lump sum for recovery costs",
        "Pauschale für Beitreibungskosten",
        "Indemnité forfaitaire pour frais de recouvrement",
    ],
    [
        "Vergoeding voor de herinnering van {}",
        "Fee of the reminder of {}",
        "Gebühr der Mahnung vom {}",
        "Frais du rappel du {}",
    ],
    ["Herinnering van {}", "Reminder of {}", "Mahnung vom {}", "Rappel du {}"],
    ["Totaal", "Total", "Summe", "Total"],
    [
        "Het contract bepaalt een bedrag bij te late betaling: noem het als agreed.costs",
        "The contract sets a sum for late payment: state it as agreed.costs",
        "Der Vertrag bestimmt eine Summe bei Zahlungsverzug: als agreed.costs angeben",
        "Le contrat fixe une somme en cas de retard de paiement : l’indiquer comme agreed.costs",
    ],
    [
        "open en verschuldigd op {}, zonder wat betwist is",
        "open and due on {}, without what is contested",
        "offen und fällig am {}, ohne das Bestrittene",
        "ouvert et exigible au {}, hors montants contestés",
    ],
    [
        "grondslag × tarief × dagen ÷ 365, perioden: {}; de rente van elk jaar komt bij de grondslag, verminderd met wat daarvan is ontvangen of kwijtgescholden; één keer afgerond",
        "base × rate × days ÷ 365, segments: {}; the interest of each year is added to the base, less what came in for it or was given up; rounded once",
        "Betrag × Satz × Tage ÷ 365, Zeiträume: {}; die Zinsen jedes Jahres kommen zum Betrag hinzu, abzüglich dessen, was davon eingegangen ist oder erlassen wurde; einmal gerundet",
        "base × taux × jours ÷ 365, périodes : {} ; les intérêts de chaque année s’ajoutent à la base, moins ce qui en a été reçu ou abandonné ; arrondi une fois",
    ],
    [
        "grondslag × tarief × dagen ÷ 365, perioden: {}; de rente van elk jaar komt bij de grondslag; één keer afgerond",
        "base × rate × days ÷ 365, segments: {}; the interest of each year is added to the base; rounded once",
        "Betrag × Satz × Tage ÷ 365, Zeiträume: {}; die Zinsen jedes Jahres kommen zum Betrag hinzu; einmal gerundet",
        "base × taux × jours ÷ 365, périodes : {} ; les intérêts de chaque année s’ajoutent à la base ; arrondi une fois",
    ],
    [
        "grondslag × tarief × dagen ÷ 365, perioden: {}; vanaf het begin van de termijn van de eerste herinnering; één keer afgerond",
        "base × rate × days ÷ 365, segments: {}; from the start of the term of the first reminder; rounded once",
        "Betrag × Satz × Tage ÷ 365, Zeiträume: {}; ab dem Beginn der Frist der ersten Mahnung; einmal gerundet",
        "base × taux × jours ÷ 365, périodes : {} ; à partir du début du délai du premier rappel ; arrondi une fois",
    ],
    [
        "grondslag × tarief × dagen ÷ 365, perioden: {}; één keer afgerond",
        "base × rate × days ÷ 365, segments: {}; rounded once",
        "Betrag × Satz × Tage ÷ 365, Zeiträume: {}; einmal gerundet",
        "base × taux × jours ÷ 365, périodes : {} ; arrondi une fois",
    ],
    [
        "{} ontvangen voor kosten en rente",
        "{} received for costs and interest",
        "{} für Kosten und Zinsen erhalten",
        "{} reçu pour les frais et intérêts",
    ],
    [
        "{} kwijtgescholden van kosten en rente",
        "{} given up of costs and interest",
        "{} von Kosten und Zinsen erlassen",
        "{} abandonné des frais et intérêts",
    ],
    [
        "{} ontvangen boven de factuur",
        "{} received beyond the invoice",
        "{} über die Rechnung hinaus erhalten",
        "{} reçu au-delà de la facture",
    ],
    [
        "verschuldigd vanaf het verzuim, zonder aanmaning",
        "due from default on, without notice",
        "geschuldet ab Verzug, ohne Mahnung",
        "dû dès le retard, sans mise en demeure",
    ],
    [
        "{} % van {}, die de schuldeiser niet kan verrekenen",
        "{} % of {}, which the creditor cannot deduct",
        "{} % von {}, die der Gläubiger nicht abziehen kann",
        "{} % de {}, que le créancier ne peut déduire",
    ],
    [
        "{} % van {}, minstens {}, hoogstens {}",
        "{} % of {}, at least {}, at most {}",
        "{} % von {}, mindestens {}, höchstens {}",
        "{} % de {}, au moins {}, au plus {}",
    ],
    [
        "niet meer dan de brief noemde",
        "no more than the letter named",
        "nicht mehr als im Schreiben genannt",
        "pas plus que la lettre n’indiquait",
    ],
    [
        "niet meer dan voor de termijnen van zes maanden samen",
        "no more than for the terms of six months together",
        "nicht mehr als für die Raten von sechs Monaten zusammen",
        "pas plus que pour les échéances de six mois ensemble",
    ],
    [
        "zoals afgesproken, eenmaal voor zijn niveau",
        "as agreed, once for its level",
        "wie vereinbart, einmal für ihre Stufe",
        "comme convenu, une fois pour son niveau",
    ],
    [
        "niet meer dan voor één saldo van {}",
        "no more than for one balance of {}",
        "nicht mehr als für einen Saldo von {}",
        "pas plus que pour un seul solde de {}",
    ],
    ["zoals afgesproken", "as agreed", "wie vereinbart", "comme convenu"],
    [
        "{} % van {}, zoals afgesproken",
        "{} % of {}, as agreed",
        "{} % von {}, wie vereinbart",
        "{} % de {}, comme convenu",
    ],
    [
        "{}, hoogstens {} en porto van {}",
        "{}, at most {} and postage of {}",
        "{}, höchstens {} und Porto von {}",
        "{}, au plus {} et affranchissement de {}",
    ],
    [
        "Stuur na de vervaldag een herinnering: meer dan de vaste vergoeding is pas verschuldigd als er is aangemaand",
        "Send a reminder after the due date: more than the lump sum is owed once the debt was collected on",
        "Nach Fälligkeit eine Mahnung senden: Mehr als die Pauschale wird erst geschuldet, wenn gemahnt wurde",
        "Envoyez un rappel après l’échéance : plus que l’indemnité forfaitaire n’est dû qu’après un rappel",
    ],
    [
        "Een brief noemde kosten van {}, waar {} het hoogste is: stuur een andere met het juiste bedrag",
        "A letter named costs of {} where {} is the most: send another that names the right amount",
        "Ein Schreiben nannte Kosten von {}, zulässig sind höchstens {}: Ein neues mit dem richtigen Betrag senden",
        "Une lettre indiquait des frais de {}, alors que {} est le maximum : envoyez-en une autre avec le bon montant",
    ],
    [
        "Stuur na de vervaldag kosteloos een brief die de kosten van {} noemt en 14 dagen geeft vanaf de dag na ontvangst",
        "Send a letter after the due date, free of charge, that names the costs of {} and gives 14 days from the day after its receipt",
        "Nach Fälligkeit kostenfrei ein Schreiben senden, das die Kosten von {} nennt und 14 Tage ab dem Tag nach Erhalt gewährt",
        "Envoyez après l’échéance, sans frais, une lettre qui indique les frais de {} et laisse 14 jours dès le lendemain de sa réception",
    ],
    [
        "De termijn van 14 dagen is voorbij; ontvangst wordt vermoed op de tweede bezorgdag na verzending",
        "Its term of 14 days has ended; receipt is presumed on the second day of delivery after posting",
        "Die Frist von 14 Tagen ist abgelaufen; der Erhalt wird am zweiten Zustelltag nach der Aufgabe vermutet",
        "Le délai de 14 jours est écoulé ; la réception est présumée le deuxième jour de distribution après l’envoi",
    ],
    [
        "De termijn van 14 dagen is voorbij",
        "Its term of 14 days has ended",
        "Die Frist von 14 Tagen ist abgelaufen",
        "Le délai de 14 jours est écoulé",
    ],
    [
        "Stuur na de vervaldag kosteloos een eerste herinnering met wat verschuldigd is, de kosten en de 14 dagen",
        "Send a first reminder after the due date, free of charge, that names what is owed, the costs and the 14 days",
        "Nach Fälligkeit kostenfrei eine erste Mahnung senden, die den Betrag, die Kosten und die 14 Tage nennt",
        "Envoyez après l’échéance, sans frais, un premier rappel qui indique le montant dû, les frais et les 14 jours",
    ],
    [
        "Stuur kosteloos een eerste herinnering over wat op {} verviel, met wat verschuldigd is, de kosten en de 14 dagen",
        "Send a first reminder of what was due on {}, free of charge, that names what is owed, the costs and the 14 days",
        "Kostenfrei eine erste Mahnung über das am {} Fällige senden, die den Betrag, die Kosten und die 14 Tage nennt",
        "Envoyez, sans frais, un premier rappel sur ce qui était échu le {}, qui indique le montant dû, les frais et les 14 jours",
    ],
    [
        "Stuur na de vervaldag een herinnering en noteer wanneer die is ontvangen, tenzij de vervaldag is afgesproken",
        "Send a reminder after the due date and note when it was received, unless the due date was agreed",
        "Nach Fälligkeit mahnen und den Tag des Erhalts festhalten, es sei denn, die Fälligkeit war vereinbart",
        "Envoyez un rappel après l’échéance et notez sa réception, sauf si l’échéance a été convenue",
    ],
    [
        "Stuur na de vervaldag een herinnering, of zeg wanneer de factuur is ontvangen: het verzuim begint dertig dagen later",
        "Send a reminder after the due date, or say when the invoice was received: default begins thirty days after",
        "Nach Fälligkeit mahnen, oder angeben, wann die Rechnung zuging: Der Verzug beginnt dreißig Tage danach",
        "Envoyez un rappel après l’échéance, ou indiquez quand la facture a été reçue : le retard commence trente jours après",
    ],
    [
        "De wet noemt kosten en vaste vergoedingen in euro; een vordering in een andere valuta heeft ze niet.",
        "The law states costs and lump sums in euro; they are left out of a claim in another currency.",
        "Das Gesetz nennt Kosten und Pauschalen in Euro; in einer Forderung in anderer Währung fehlen sie.",
        "La loi fixe les frais et indemnités en euros ; une créance dans une autre devise n’en comporte pas.",
    ],
    [
        "Wat is afgesproken geldt hier niet tegen deze schuldenaar; de vordering is zonder dat berekend.",
        "What was agreed does not count against this debtor here; the claim is made without it.",
        "Das Vereinbarte gilt hier gegenüber diesem Schuldner nicht; die Forderung ist ohne es berechnet.",
        "Ce qui a été convenu ne vaut pas ici contre ce débiteur ; la créance est calculée sans cela.",
    ],
    [
        "Voor terugkerende termijnen onder 266,67 mogen de kosten van alle termijnen van zes maanden samen niet boven 140,00 komen.",
        "For recurring terms below 266.67 the costs of all terms of six months together may not pass 140.00.",
        "Bei wiederkehrenden Beträgen unter 266,67 dürfen die Kosten aller Beträge aus sechs Monaten zusammen 140,00 nicht übersteigen.",
        "Pour des échéances récurrentes sous 266,67, les frais de toutes les échéances de six mois ne peuvent dépasser 140,00 au total.",
    ],
    [
        "Bij regelmatige levering zijn herinneringen voor drie vervaldagen per jaar kosteloos: wat ze kosten telt niet mee.",
        "Reminders of three due dates a year are free where goods or services are delivered regularly: what they cost is left out.",
        "Bei regelmäßiger Lieferung sind Mahnungen zu drei Fälligkeiten im Jahr kostenlos: Was sie kosten, zählt nicht mit.",
        "En cas de livraison régulière, les rappels de trois échéances par an sont gratuits : leur coût n’est pas compté.",
    ],
    [
        "De vervaldag {} ligt meer dan {} dagen na de factuur.",
        "The due date {} lies more than {} days after the invoice.",
        "Die Fälligkeit am {} liegt mehr als {} Tage nach der Rechnung.",
        "L’échéance du {} se situe plus de {} jours après la facture.",
    ],
    [
        "De schuldenaar mag weigeren wat zo lang geleden verviel: de verjaring was voltooid op {}.",
        "The debtor may refuse what fell due this long ago: limitation ended on {}.",
        "Der Schuldner darf verweigern, was so lange fällig ist: Die Verjährung endete am {}.",
        "Le débiteur peut refuser ce qui est échu depuis si longtemps : la prescription est acquise depuis le {}.",
    ],
    [
        "afgesproken, tot het maximum; {}",
        "agreed, up to the cap; {}",
        "vereinbart, bis zur Obergrenze; {}",
        "convenu, jusqu’au plafond ; {}",
    ],
    ["afgesproken; {}", "agreed; {}", "vereinbart; {}", "convenu ; {}"],
    [
        "art. XIX.2 Wetboek van economisch recht",
        "art. XIX.2 Code of economic law",
        "Art. XIX.2 Wirtschaftsgesetzbuch",
        "art. XIX.2 Code de droit économique",
    ],
];

/// What the engine said, in a language.
pub(crate) fn said(text: &str, language: Language) -> String {
    if language == Language::En {
        return text.to_owned();
    }
    translated(text, language).unwrap_or_else(|| text.to_owned())
}

fn translated(text: &str, language: Language) -> Option<String> {
    let (sentence, filled) =
        SENTENCES.iter().find_map(|sentence| Some((sentence, filled(Language::En.pick(*sentence), text)?)))?;
    let mut parts = language.pick(*sentence).split("{}");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for (value, part) in filled.iter().zip(parts) {
        out.push_str(&written(value, language));
        out.push_str(part);
    }
    Some(out)
}

/// What stands in the places of a sentence, if a text is that sentence.
fn filled<'t>(sentence: &str, text: &'t str) -> Option<Vec<&'t str>> {
    let mut parts = sentence.split("{}").peekable();
    let mut rest = text.strip_prefix(parts.next()?)?;
    let mut values = Vec::new();
    while let Some(part) = parts.next() {
        let is_last = parts.peek().is_none();
        let at = if is_last { rest.len().checked_sub(part.len())? } else { rest.find(part)? };
        let (value, after) = rest.split_at_checked(at)?;
        rest = after.strip_prefix(part)?;
        values.push(value);
    }
    rest.is_empty().then_some(values)
}

/// A value as it is written in a language: days in words, several after one another, numbers with its decimal sign, all else as it is.
fn written(value: &str, language: Language) -> String {
    let days: Option<Vec<String>> = value.split(", ").map(|on| Some(day(Day::parse(on)?, language))).collect();
    if let Some(days) = days {
        return days.join(", ");
    }
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let words = value.split(' ').map(|word| if is_number(word) { word.replace('.', ",") } else { word.to_owned() });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use voldaan::dunning::{ClaimOptions, claim};
    use voldaan::invoice::Draft;
    use voldaan::ledger::{Account, Entry};
    use voldaan::wire::from_json;

    use super::*;

    fn account(country: &str, kind: &str, (currency, price, terms): (&str, &str, &str), entries: &str) -> Account {
        let (vat_id, rate) = match country {
            "NL" => ("NL004495445B01", "nl:standard"),
            "BE" => ("BE0403019261", "be:standard"),
            _ => ("DE136695976", "de:standard"),
        };
        let draft: Draft = from_json(&format!(
            r#"{{"currency":"{currency}","issueDate":"2024-01-10","paymentTerms":{terms},
            "supplier":{{"name":"A","country":"{country}","vatId":"{vat_id}","address":{{"city":"X"}}}},
            "customer":{{"name":"B","country":"{country}","kind":"{kind}","address":{{"city":"Y"}}}},
            "lines":[{{"name":"L","quantity":"1","unitPrice":"{price}","vat":"{rate}"}}]}}"#
        ))
        .expect("a draft");
        let issued = voldaan::issue(&draft, "1", Day::parse("2024-01-10").expect("a day")).expect("an invoice");
        let entries: Vec<Entry> = from_json::<voldaan::wire::Array<Entry>>(entries).expect("entries").0;
        Account::new(issued, entries).expect("an account")
    }

    /// All that claims say for two countries and Germany, each debtor, with and without reminders, on days soon and late.
    fn all_said() -> BTreeSet<String> {
        let reminder = |id: &str, on: &str, more: &str| {
            format!(
                r#"{{"id":"{id}","at":"{on}T09:00:00Z","on":"{on}","kind":"reminder","step":"s","channel":"letter","sentOn":"{on}"{more}}}"#
            )
        };
        let histories = [
            "[]".to_owned(),
            format!("[{}]", reminder("r", "2024-06-10", r#","costsStated":"40.00""#)),
            format!("[{}]", reminder("r", "2024-06-10", r#","costsStated":"30.00""#)),
            format!("[{}]", reminder("r", "2024-06-10", r#","costsStated":"30.00","receivedOn":"2024-06-12""#)),
            format!("[{}]", reminder("r", "2024-06-10", r#","costsStated":"900.00""#)),
            format!("[{},{}]", reminder("r", "2024-05-10", ""), reminder("s", "2024-06-10", "")),
            format!(
                "[{},{}]",
                reminder("r", "2024-06-10", ""),
                reminder("s", "2024-07-20", r#","charge":"9.00","postage":"1.10""#)
            ),
            r#"[{"id":"p","at":"2024-06-03T09:00:00Z","on":"2024-06-03","kind":"payment","amount":"500.00","method":"cash"}]"#.to_owned(),
            r#"[{"id":"p","at":"2024-06-03T09:00:00Z","on":"2024-06-03","kind":"payment","amount":"50.00","method":"cash","costs":"40.00"}]"#.to_owned(),
            r#"[{"id":"w","at":"2024-06-03T09:00:00Z","on":"2024-06-03","kind":"writeOff","amount":"5.00","reason":"r","ground":"charges"}]"#.to_owned(),
        ];
        let options = [
            "",
            r#","receivedOn":"2024-01-12","contractDate":"2024-01-01""#,
            r#","agreed":{"interestRate":"9","costs":"75.00","term":true},"contractDate":"2024-01-01""#,
            r#","agreed":{"interestRate":"40","costs":"900.00"},"contractDate":"2024-01-01""#,
            r#","agreed":{"costs":"25.00","costsPercent":"20","reminderFees":true},"contractDate":"2024-01-01""#,
            r#","recurring":true,"creditor":{"deductsVat":false,"size":"small"},"debtorSize":"large""#,
            r#","otherDebts":"300.00""#,
        ];
        let mut said = BTreeSet::new();
        for country in ["NL", "BE", "DE"] {
            for kind in ["business", "consumer", "government"] {
                let (later, parts) = (r#"{"netDays":142}"#, r#"{"instalments":[{"days":100},{"days":142}]}"#);
                let amounts = [
                    ("EUR", "200.00", later),
                    ("EUR", "200.00", parts),
                    ("EUR", "400.00", later),
                    ("USD", "400.00", later),
                    ("EUR", "400.00", r#"{"netDays":0}"#),
                    ("EUR", "800.00", r#"{"instalments":[{"days":70},{"days":80},{"days":90},{"days":100}]}"#),
                ];
                for amount in amounts {
                    for history in &histories {
                        let account = account(country, kind, amount, history);
                        for more in options {
                            for on in ["2024-06-05", "2024-12-31", "2026-05-01", "2031-06-30"] {
                                let text =
                                    format!(r#"{{"on":"{on}","jurisdiction":"{country}","debtor":"{kind}"{more}}}"#);
                                let options: ClaimOptions = from_json(&text).expect("options");
                                let Ok(claim) = claim(&account, &options) else { continue };
                                said.extend(
                                    claim.working.iter().flat_map(|step| [step.what.to_string(), step.how.clone()]),
                                );
                                said.extend(claim.preconditions.iter().map(|condition| condition.what.to_string()));
                                said.extend(claim.findings.iter().map(|finding| finding.message.clone()));
                                said.extend(claim.interest.segments.iter().map(|segment| segment.source.clone()));
                                said.extend(claim.preconditions.iter().map(|condition| condition.source.to_string()));
                            }
                        }
                    }
                }
            }
        }
        said
    }

    #[test]
    fn whatever_a_claim_says_is_in_the_table_and_nothing_else_is() {
        let said = all_said();
        let has_words = |text: &str| text.split(|c: char| !c.is_alphabetic()).filter(|word| word.len() > 3).count() > 1;
        let is_source =
            |text: &str| text.contains("BW") || text.contains('§') || text.contains("; ") || text.contains("art. ");
        let untold: Vec<&String> = said
            .iter()
            .filter(|text| has_words(text) && !is_source(text) && translated(text, Language::Nl).is_none())
            .collect();
        assert!(untold.is_empty(), "{untold:#?}");
        let unused: Vec<&str> = SENTENCES
            .iter()
            .map(|sentence| sentence[1])
            .filter(|sentence| !said.iter().any(|text| filled(sentence, text).is_some()))
            .collect();
        assert!(unused.is_empty(), "{unused:#?}");
    }

    #[test]
    fn each_language_has_the_places_of_a_sentence() {
        for sentence in SENTENCES {
            let places = sentence.map(|text| text.matches("{}").count());
            assert_eq!(places, [places[0]; 4], "{sentence:?}");
        }
    }

    #[test]
    fn days_and_numbers_are_written_as_the_language_does() {
        let text = "open and due on 2026-07-28, without what is contested";
        assert_eq!(said(text, Language::Nl), "open en verschuldigd op 28 juli 2026, zonder wat betwist is");
        assert_eq!(
            said("40 + 15 % of 1210.00, at least 40, at most 6775", Language::De),
            "40 + 15 % von 1210,00, mindestens 40, höchstens 6775"
        );
        let text = "Collection costs of what was due on 2026-07-01, 2026-08-01";
        assert_eq!(
            said(text, Language::Fr),
            "Frais de recouvrement sur ce qui était échu le 1er juillet 2026, 1er août 2026"
        );
        assert_eq!(said(text, Language::En), text);
        assert_eq!(said("something new", Language::Fr), "something new");
    }
}
