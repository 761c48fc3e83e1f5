//! Direct debits as the bank takes them: pain.008.001.08 (ISO 20022, CustomerDirectDebitInitiation), after the SEPA Direct
//! Debit rulebooks of the European Payments Council (core and B2B). Writes what it is given; decides nothing.

use rust_decimal::Decimal;
use voldaan::calendar::Day;
use voldaan::wire::Instant;

use crate::app::sum::sum as of_all;
use crate::app::xml::Xml;

/// The most characters of a name and of a free text (EPC130-08, sections 2.1 and 2.2).
const NAME_CHARACTERS_MAX: usize = 70;
const TEXT_CHARACTERS_MAX: usize = 140;

/// Who collects.
pub(crate) struct Creditor<'a> {
    pub name: &'a str,
    pub iban: &'a str,
    pub bic: Option<&'a str>,
    /// The SEPA creditor identifier.
    pub id: &'a str,
}

/// A debit.
pub(crate) struct Debit<'a> {
    pub end_to_end: &'a str,
    pub amount: Decimal,
    pub mandate: &'a str,
    pub signed_on: Day,
    pub name: &'a str,
    pub iban: &'a str,
    pub bic: Option<&'a str>,
    pub text: &'a str,
}

/// Debits that are collected alike: of one scheme, all first ones or none.
pub(crate) struct Group<'a> {
    pub id: &'a str,
    /// CORE or B2B.
    pub scheme: &'a str,
    /// FRST or RCUR.
    pub sequence: &'a str,
    pub debits: Vec<Debit<'a>>,
}

/// Writes the file of a batch.
pub(crate) fn write(id: &str, at: &Instant, collect_on: Day, creditor: &Creditor<'_>, groups: &[Group<'_>]) -> String {
    let mut out = Xml::document();
    out.open("Document", " xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.008.001.08\"");
    out.open("CstmrDrctDbtInitn", "");
    let all = || groups.iter().flat_map(|group| &group.debits);
    out.within("GrpHdr", |out| {
        out.leaf("MsgId", id);
        // To the second: the form without a fraction is what all banks read.
        out.leaf("CreDtTm", at.as_str().get(..19).unwrap_or_default());
        out.leaf("NbOfTxs", &all().count().to_string());
        out.leaf("CtrlSum", &sum(all()));
        out.within("InitgPty", |out| out.leaf("Nm", &plain(creditor.name, NAME_CHARACTERS_MAX)));
    });
    for group in groups {
        out.within("PmtInf", |out| group_of(out, group, collect_on, creditor));
    }
    out.close("CstmrDrctDbtInitn");
    out.close("Document");
    out.finish() + "\n"
}

fn group_of(out: &mut Xml, group: &Group<'_>, collect_on: Day, creditor: &Creditor<'_>) {
    out.leaf("PmtInfId", group.id);
    out.leaf("PmtMtd", "DD");
    out.leaf("NbOfTxs", &group.debits.len().to_string());
    out.leaf("CtrlSum", &sum(group.debits.iter()));
    out.within("PmtTpInf", |out| {
        out.within("SvcLvl", |out| out.leaf("Cd", "SEPA"));
        out.within("LclInstrm", |out| out.leaf("Cd", group.scheme));
        out.leaf("SeqTp", group.sequence);
    });
    out.leaf("ReqdColltnDt", &collect_on.to_string());
    out.within("Cdtr", |out| out.leaf("Nm", &plain(creditor.name, NAME_CHARACTERS_MAX)));
    account(out, "CdtrAcct", creditor.iban);
    agent(out, "CdtrAgt", creditor.bic);
    out.leaf("ChrgBr", "SLEV");
    out.within("CdtrSchmeId", |out| {
        out.within("Id", |out| {
            out.within("PrvtId", |out| {
                out.within("Othr", |out| {
                    out.leaf("Id", creditor.id);
                    out.within("SchmeNm", |out| out.leaf("Prtry", "SEPA"));
                });
            });
        });
    });
    for debit in &group.debits {
        out.within("DrctDbtTxInf", |out| {
            out.within("PmtId", |out| out.leaf("EndToEndId", debit.end_to_end));
            out.leaf_with("InstdAmt", " Ccy=\"EUR\"", &cents(debit.amount));
            out.within("DrctDbtTx", |out| {
                out.within("MndtRltdInf", |out| {
                    out.leaf("MndtId", debit.mandate);
                    out.leaf("DtOfSgntr", &debit.signed_on.to_string());
                });
            });
            agent(out, "DbtrAgt", debit.bic);
            out.within("Dbtr", |out| out.leaf("Nm", &plain(debit.name, NAME_CHARACTERS_MAX)));
            account(out, "DbtrAcct", debit.iban);
            out.within("RmtInf", |out| out.leaf("Ustrd", &plain(debit.text, TEXT_CHARACTERS_MAX)));
        });
    }
}

fn account(out: &mut Xml, name: &'static str, iban: &str) {
    out.within(name, |out| out.within("Id", |out| out.leaf("IBAN", iban)));
}

fn agent(out: &mut Xml, name: &'static str, bic: Option<&str>) {
    out.within(name, |out| {
        out.within("FinInstnId", |out| match bic {
            Some(bic) => out.leaf("BICFI", bic),
            None => out.within("Othr", |out| out.leaf("Id", "NOTPROVIDED")),
        });
    });
}

fn sum<'a>(debits: impl Iterator<Item = &'a Debit<'a>>) -> String {
    cents(of_all(debits.map(|debit| debit.amount)))
}

fn cents(mut amount: Decimal) -> String {
    amount.rescale(2);
    amount.to_string()
}

/// A text in the characters that every bank of SEPA takes (EPC217-08), its accents taken off, cut to a length.
pub(crate) fn plain(text: &str, characters_max: usize) -> String {
    let fitting = |c: char| c.is_ascii_alphanumeric() || "/-?:().,'+ ".contains(c);
    let mut out = String::new();
    for character in text.chars() {
        if fitting(character) {
            out.push(character);
        } else if character.is_alphabetic() {
            let folded = crate::app::book::words::words(&character.to_string()).concat();
            let folded = if character.is_uppercase() { folded.to_uppercase() } else { folded };
            out.extend(folded.chars().map(|c| if fitting(c) { c } else { '.' }));
        } else {
            out.push(if character == '&' { '+' } else { ' ' });
        }
    }
    let out: String = out.trim().chars().take(characters_max).collect();
    if out.trim().is_empty() { ".".to_owned() } else { out.trim_end().to_owned() }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn texts_are_in_the_characters_of_sepa() {
        assert_eq!(plain("Café René & Zoon <B.V.>", 70), "Cafe Rene + Zoon  B.V.");
        assert_eq!(plain("Łódź Ünal", 70), "Lodz Unal");
        assert_eq!(plain("漢字", 70), "..");
        assert_eq!(plain("", 70), ".");
        assert_eq!(plain("abcdef", 3), "abc");
    }
}
