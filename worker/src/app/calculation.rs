//! The calculation of a claim in words, for whoever takes a debt over: each amount with its working and its source. Says what was
//! computed and adds nothing up.

use rust_decimal::Decimal;
use voldaan::dunning::{Claim, ClaimPart};
use voldaan::invoice::Issued;
use voldaan::text::{Language, amount, day, percent};

use super::Sentence;
use super::claim_words::said;

const TITLE: Sentence =
    ["Berekening van de vordering", "Calculation of the claim", "Berechnung der Forderung", "Calcul de la créance"];
const PRINCIPAL: Sentence = ["Hoofdsom", "Principal", "Hauptforderung", "Principal"];
const INTEREST: Sentence = ["Rente", "Interest", "Zinsen", "Intérêts"];
const COSTS: Sentence = ["Incassokosten", "Collection costs", "Beitreibungskosten", "Frais de recouvrement"];
const LUMP_SUM: Sentence = ["Vaste vergoeding", "Lump sum", "Pauschale", "Indemnité forfaitaire"];
const TOTAL: Sentence = [
    "Totaal, voor zover toegestaan",
    "Total of what is allowed",
    "Summe, soweit zulässig",
    "Total de ce qui est permis",
];
const ALLOWED: Sentence = ["toegestaan", "allowed", "zulässig", "permis"];
const NOT_YET: Sentence = ["nog niet toegestaan", "not allowed yet", "noch nicht zulässig", "pas encore permis"];
const FROM: Sentence = ["vanaf", "from", "ab dem", "à partir du"];
const UNTIL: Sentence = ["tot en met", "up to and including", "bis einschließlich", "jusqu’au"];
const DAYS: Sentence = ["dagen", "days", "Tage", "jours"];
const OVER: Sentence = ["over", "on", "auf", "sur"];
const SOURCE: Sentence = ["Bron", "Source", "Quelle", "Source"];
const BEFORE: Sentence = ["Vooraf vereist", "Required beforehand", "Vorher erforderlich", "Préalable"];
const DONE: Sentence = ["gedaan", "done", "erledigt", "fait"];
const NOT_DONE: Sentence = ["niet gedaan", "not done", "nicht erledigt", "non fait"];
const WORKING: Sentence = ["Uitwerking", "Working", "Rechenweg", "Détail"];

/// Subject and text of the calculation; a blank line parts paragraphs.
pub(crate) fn calculation(claim: &Claim, issued: &Issued, language: Language) -> (String, String) {
    let say = |words: Sentence| language.pick(words);
    let money = |value: Decimal| amount(value, claim.currency, language);
    let mut out = vec![format!("{}: {}", say(PRINCIPAL), money(claim.principal))];
    let part = |words: Sentence, part: &ClaimPart| {
        let allowed = match (part.allowed, part.allowed_from) {
            (true, _) => say(ALLOWED).to_owned(),
            (false, Some(from)) => format!("{}, {} {}", say(NOT_YET), say(FROM), day(from, language)),
            (false, None) => say(NOT_YET).to_owned(),
        };
        format!("{}: {} ({allowed}). {}: {}", say(words), money(part.amount), say(SOURCE), said(&part.source, language))
    };
    let interest = ClaimPart {
        amount: claim.interest.amount,
        allowed: claim.interest.allowed,
        allowed_from: claim.interest.allowed_from,
        source: claim.interest.source.clone(),
    };
    out.push(part(INTEREST, &interest));
    for segment in claim.interest.segments.iter() {
        out.push(format!(
            "{} {} {} {}: {} {} {}, {} {} = {} {}. {}: {}",
            say(FROM),
            day(segment.from, language),
            say(UNTIL),
            day(segment.until, language),
            percent(segment.rate, language),
            say(OVER),
            money(segment.base),
            segment.days,
            say(DAYS),
            claim.currency.code(),
            segment.amount,
            say(SOURCE),
            said(&segment.source, language)
        ));
    }
    out.extend([part(COSTS, &claim.costs), part(LUMP_SUM, &claim.lump_sum)]);
    out.push(format!("{}: {}", say(TOTAL), money(claim.total)));
    for precondition in claim.preconditions.iter() {
        let by = precondition.by.map(|by| format!(" {} {}", say(UNTIL), day(by, language))).unwrap_or_default();
        let done = say(if precondition.done { DONE } else { NOT_DONE });
        let [what, source] = [&precondition.what, &precondition.source].map(|text| said(text, language));
        out.push(format!("{}: {what}{by} ({done}). {}: {source}", say(BEFORE), say(SOURCE)));
    }
    for step in claim.working.iter() {
        let source = step
            .source
            .as_ref()
            .map(|source| format!(" {}: {}", say(SOURCE), said(source, language)))
            .unwrap_or_default();
        out.push(format!(
            "{}: {}: {} = {}.{source}",
            say(WORKING),
            said(&step.what, language),
            said(&step.how, language),
            money(step.amount)
        ));
    }
    out.extend(claim.findings.iter().map(|finding| said(&finding.message, language)));
    (format!("{} {}, {}", say(TITLE), issued.number(), day(claim.on, language)), out.join("\n\n"))
}
