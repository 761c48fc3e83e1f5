//! Bank statements in camt.053 (ISO 20022, BankToCustomerStatement), read line by line. No DTD, no entities of one's own,
//! limits on all that can grow; elements that nobody needs are passed by.

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::Event;
use rust_decimal::Decimal;
use voldaan::calendar::Day;
use voldaan::finding::{Code, Error, Finding};

use crate::app::problem::Problem;

/// A file may have this many lines.
const LINES_MAX: usize = 10_000;
/// Elements may stand this deep.
const DEPTH_MAX: usize = 40;
/// A text may have this many bytes; camt allows 500 characters at most.
const TEXT_BYTES_MAX: usize = 4_000;
/// The free text of a line may have this many bytes; more is cut off, and is no reference any more.
const REMITTANCE_BYTES_MAX: usize = 4_000;

/// What banks write where they have no reference.
const PLACEHOLDERS: &[&str] = &[
    "NONREF",
    "NOREF",
    "NOREFERENCE",
    "NOTPROVIDED",
    "NOTPROVDED",
    "NOTAVAILABLE",
    "NONE",
    "NA",
    "NIL",
    "NULL",
    "UNKNOWN",
];

/// What is said of a file that cannot be read.
const NOT_XML: &str = "This is not well-formed XML.";

/// A line of a statement: one transaction.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Line {
    /// The account it is on: its IBAN or other number.
    pub account: String,
    /// The bank's name of it, unique on the account; made of what it says where the bank gives none.
    pub reference: String,
    /// What the bank writes in place of one that it does not give.
    pub unnamed: Option<String>,
    /// How much.
    pub amount: Decimal,
    /// In which currency.
    pub currency: String,
    /// Whether the money came in.
    pub is_credit: bool,
    /// Whether it takes an earlier line back.
    pub is_reversal: bool,
    /// Whether its parts do not come to it, so that nobody can tell what came in.
    pub is_uneven: bool,
    /// Whether it is booked, and not only announced.
    pub is_booked: bool,
    /// The day on which it was booked.
    pub on: Option<Day>,
    /// The other side's name.
    pub name: Option<String>,
    /// The structured reference that the payer gave.
    pub structured: Option<String>,
    /// The free text that the payer gave.
    pub text: String,
    /// What the payer, or we with a direct debit, named it from end to end.
    pub end_to_end: Option<String>,
    /// The batch of ours that it belongs to.
    pub batch: Option<String>,
    /// The mandate of a direct debit.
    pub mandate: Option<String>,
    /// Why a direct debit came back; Some for returns only.
    pub returned: Option<String>,
}

/// What stands once for all lines of an entry.
#[derive(Default)]
struct Entry {
    head: Line,
    lines: Vec<Line>,
    /// Amounts that the lines say themselves, line by line.
    stated: Vec<Option<(Decimal, String)>>,
    /// Whether money came in by a line, where it says so itself.
    directions: Vec<Option<bool>>,
}

/// A reference that is one: none where it only says that there is none.
fn reference(text: String) -> Option<String> {
    let letters: String = text.chars().filter(|character| character.is_ascii_alphanumeric()).collect();
    let is_none =
        letters.bytes().all(|byte| byte == b'0') || PLACEHOLDERS.contains(&letters.to_ascii_uppercase().as_str());
    Some(text).filter(|_| !is_none)
}

/// The bank's name of a line, or what it writes in its place.
fn named(text: String) -> (String, Option<String>) {
    reference(text.clone()).map_or((String::new(), Some(text)), |reference| (reference, None))
}

/// What lines come to, those that went out taken off; None if it is in another currency, or beyond all numbers.
fn total(parts: &[(Option<(Decimal, String)>, bool)], currency: &str) -> Option<Decimal> {
    parts.iter().try_fold(Decimal::ZERO, |sum, (stated, is_credit)| {
        let (amount, _) = stated.as_ref().filter(|(_, stated)| stated == currency)?;
        if *is_credit { sum.checked_add(*amount) } else { sum.checked_sub(*amount) }
    })
}

/// Reads the lines of a file.
pub(crate) fn read(xml: &str) -> Result<Vec<Line>, Problem> {
    let mut reader = Reader::from_str(xml.trim_start_matches('\u{feff}'));
    let mut scan = Scan::default();
    loop {
        match reader.read_event().map_err(|_| invalid(NOT_XML))? {
            Event::Start(start) => {
                let currency = start.try_get_attribute("Ccy").map_err(|_| invalid(NOT_XML))?;
                let currency = currency.map(|currency| currency.value.into_owned());
                let name = start.local_name();
                scan.open(name.as_ref(), currency)?;
            }
            Event::End(_) => scan.close()?,
            Event::Text(text) => {
                scan.say(&unescaped(&text.into_inner())?)?;
            }
            Event::GeneralRef(reference) => {
                let name = reference.into_inner();
                scan.say(&unescaped(&format!("&{name};"))?)?;
            }
            Event::CData(text) => scan.say(&text.into_inner())?,
            Event::DocType(_) => return Err(invalid("The file has a DTD, which no bank statement needs.")),
            Event::Eof => break,
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
    if !scan.path.is_empty() || !scan.is_statement {
        return Err(invalid("This is not a whole statement in camt.053 (BkToCstmrStmt)."));
    }
    Ok(scan.lines)
}

fn unescaped(text: &str) -> Result<String, Problem> {
    unescape(text).map(|text| text.into_owned()).map_err(|_| invalid("The file has an entity that XML does not know."))
}

fn invalid(message: &str) -> Problem {
    let finding = Finding::new(Code::XmlInvalid, "", message);
    Error::from_finding(finding.fix("Export the statement as camt.053 (XML) and send the file as it is.")).into()
}

/// An amount with its currency, which camt always states.
fn amount(text: &str, currency: Option<&str>) -> Result<(Decimal, String), Problem> {
    let amount = text.parse().map_err(|_| invalid("An amount is not a number."))?;
    let currency = currency.filter(|code| code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase()));
    let currency = currency.ok_or_else(|| invalid("An amount has no currency (Ccy), three letters such as EUR."))?;
    Ok((amount, currency.to_owned()))
}

/// Where the reader is, and what it has found.
#[derive(Default)]
struct Scan {
    path: Vec<String>,
    text: String,
    currency: Option<String>,
    is_statement: bool,
    /// Whether the root element was there already.
    is_over: bool,
    account: String,
    entry: Option<Entry>,
    lines: Vec<Line>,
}

impl Scan {
    fn open(&mut self, name: &str, currency: Option<String>) -> Result<(), Problem> {
        if self.path.is_empty() && self.is_over {
            return Err(invalid("The file has more than one root element. Send the statements one file at a time."));
        }
        if self.path.len() >= DEPTH_MAX {
            return Err(invalid("Elements stand deeper in one another than any statement has them."));
        }
        self.path.push(name.to_owned());
        self.text.clear();
        self.currency = currency;
        match name {
            "BkToCstmrStmt" => self.is_statement = true,
            "Stmt" => self.account.clear(),
            "Ntry" => self.entry = Some(Entry::default()),
            "TxDtls" => {
                if let Some(entry) = &mut self.entry {
                    entry.lines.push(Line::default());
                    entry.stated.push(None);
                    entry.directions.push(None);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn say(&mut self, text: &str) -> Result<(), Problem> {
        if self.path.is_empty() && !text.trim().is_empty() {
            // XML wrapped into something else, such as a field of JSON, would be read with its escapes.
            return Err(invalid("There is text outside the root element, so the body is not an XML file as it is."));
        }
        self.text.push_str(text);
        if self.text.len() > TEXT_BYTES_MAX {
            return Err(invalid("A text is longer than any statement has it."));
        }
        Ok(())
    }

    fn close(&mut self) -> Result<(), Problem> {
        let text = std::mem::take(&mut self.text).trim().to_owned();
        let path = self.path.join("/");
        self.path.pop();
        self.is_over = self.path.is_empty();
        if let Some((_, inside)) = path.split_once("/Stmt/") {
            match inside {
                "Acct/Id/IBAN" | "Acct/Id/Othr/Id" => self.account = text,
                "Ntry" => return self.end_entry(),
                _ => {
                    if let Some(inside) = inside.strip_prefix("Ntry/") {
                        self.note(inside, text)?;
                    }
                }
            }
        }
        Ok(())
    }

    fn note(&mut self, inside: &str, text: String) -> Result<(), Problem> {
        let currency = self.currency.as_deref();
        let Some(entry) = &mut self.entry else { return Ok(()) };
        let inner = inside.strip_prefix("NtryDtls/TxDtls/");
        let (Some(inner), Some(line)) = (inner, entry.lines.last_mut()) else {
            let head = &mut entry.head;
            match inside {
                "Amt" => (head.amount, head.currency) = amount(&text, currency)?,
                "CdtDbtInd" => head.is_credit = text == "CRDT",
                "RvslInd" => head.is_reversal = matches!(text.as_str(), "true" | "1"),
                // A code since version 8 of the message, a text before.
                "Sts" | "Sts/Cd" if !text.is_empty() => head.is_booked = text == "BOOK",
                "BookgDt/Dt" | "BookgDt/DtTm" => head.on = text.get(..10).and_then(Day::parse),
                "ValDt/Dt" if head.on.is_none() => head.on = Day::parse(&text),
                "AcctSvcrRef" => (head.reference, head.unnamed) = named(text),
                "NtryDtls/Btch/PmtInfId" => head.batch = Some(text),
                "AddtlNtryInf" => head.text = text,
                _ => {}
            }
            return Ok(());
        };
        match inner {
            "Amt" => *entry.stated.last_mut().unwrap_or(&mut None) = Some(amount(&text, currency)?),
            "AmtDtls/TxAmt/Amt" => {
                if let Some(stated) = entry.stated.last_mut().filter(|stated| stated.is_none()) {
                    *stated = Some(amount(&text, currency)?);
                }
            }
            "CdtDbtInd" => *entry.directions.last_mut().unwrap_or(&mut None) = Some(text == "CRDT"),
            "Refs/AcctSvcrRef" => (line.reference, line.unnamed) = named(text),
            "Refs/EndToEndId" => line.end_to_end = reference(text),
            "Refs/PmtInfId" => line.batch = Some(text),
            "Refs/MndtId" => line.mandate = Some(text),
            "RltdPties/Dbtr/Nm" | "RltdPties/Dbtr/Pty/Nm" => line.name = Some(text),
            "RmtInf/Strd/CdtrRefInf/Ref" => line.structured = Some(text),
            "RmtInf/Ustrd" if line.text.len() < REMITTANCE_BYTES_MAX => {
                line.text.push(' ');
                line.text.push_str(&text);
            }
            "RtrInf/Rsn/Cd" | "RtrInf/Rsn/Prtry" => line.returned = Some(text),
            "RtrInf" => line.returned = line.returned.take().or_else(|| Some(String::new())),
            _ => {}
        }
        Ok(())
    }

    /// Puts what the entry says into its lines: one at least, and the amounts that they do not say themselves.
    fn end_entry(&mut self) -> Result<(), Problem> {
        let Some(Entry { mut head, mut lines, stated, directions }) = self.entry.take() else { return Ok(()) };
        if head.currency.is_empty() {
            return Err(invalid("An entry of the statement (Ntry) has no amount (Amt)."));
        }
        let whole = (Some((head.amount, head.currency.clone())), head.is_credit);
        let directions = directions.into_iter().map(|is_credit| is_credit.unwrap_or(head.is_credit));
        let mut parts: Vec<_> = stated.into_iter().zip(directions).collect();
        let is_told = parts.iter().all(|(stated, _)| stated.is_some());
        if lines.is_empty() || (lines.len() > 1 && !is_told) {
            // A batch whose parts nobody told of stays whole.
            (lines, parts) = (vec![Line::default()], vec![whole.clone()]);
        }
        let expected = if head.is_credit { head.amount } else { -head.amount };
        let is_even = (!is_told && parts.iter().all(|(_, is_credit)| *is_credit == head.is_credit))
            || total(&parts, &head.currency) == Some(expected);
        if !is_even {
            // One line, for a person; but of money that only went out, and did not come back, nobody has to know.
            head.is_uneven = head.is_credit
                || parts.iter().any(|(_, is_credit)| *is_credit)
                || lines.iter().any(|line| line.returned.is_some());
            if lines.len() > 1 {
                lines = vec![Line::default()];
            }
            parts = vec![whole];
        }
        let count = lines.len();
        for (place, (line, (stated, is_credit))) in lines.into_iter().zip(parts).enumerate() {
            let (amount, currency) = stated.unwrap_or((head.amount, head.currency.clone()));
            let reference = match (line.reference.is_empty(), head.reference.is_empty()) {
                (false, _) => line.reference.clone(),
                // Lines of one entry share its reference.
                (true, false) if count == 1 => head.reference.clone(),
                (true, false) => format!("{}/{place}", head.reference),
                (true, true) => String::new(),
            };
            let text = if line.text.is_empty() { head.text.clone() } else { line.text.trim().to_owned() };
            self.lines.push(Line {
                account: self.account.clone(),
                reference,
                unnamed: line.unnamed.clone().or_else(|| head.unnamed.clone()),
                amount,
                currency,
                is_credit,
                is_reversal: head.is_reversal,
                is_uneven: head.is_uneven,
                is_booked: head.is_booked,
                on: head.on,
                text,
                batch: line.batch.clone().or_else(|| head.batch.clone()),
                ..line
            });
        }
        if self.lines.len() > LINES_MAX {
            return Err(invalid("The file has more than 10,000 lines. Send it in parts, such as a month at a time."));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn statement(entries: &str) -> String {
        format!(
            r#"<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt>
            <GrpHdr><MsgId>1</MsgId></GrpHdr><Stmt><Id>1</Id><Acct><Id><IBAN>NL91ABNA0417164300</IBAN></Id></Acct>{entries}</Stmt></BkToCstmrStmt></Document>"#
        )
    }

    #[test]
    fn a_batch_is_taken_apart_where_its_parts_are_told() {
        let part = |amount: &str, name: &str| {
            format!(
                "<TxDtls><Refs><EndToEndId>{name}</EndToEndId></Refs><AmtDtls><TxAmt><Amt Ccy=\"EUR\">{amount}</Amt></TxAmt></AmtDtls></TxDtls>"
            )
        };
        let entry = |parts: &str| {
            statement(&format!(
                "<Ntry><Amt Ccy=\"EUR\">30.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-06-15</Dt></BookgDt><AcctSvcrRef>A1</AcctSvcrRef><NtryDtls><Btch><PmtInfId>B1</PmtInfId></Btch>{parts}</NtryDtls></Ntry>"
            ))
        };
        let lines = read(&entry(&(part("10.00", "x") + &part("20.00", "y")))).expect("a statement");
        let said: Vec<_> = lines
            .iter()
            .map(|line| (line.reference.as_str(), line.amount.to_string(), line.batch.as_deref()))
            .collect();
        assert_eq!(said, [("A1/0", "10.00".to_owned(), Some("B1")), ("A1/1", "20.00".to_owned(), Some("B1"))]);
        let whole = read(&entry("")).expect("a statement");
        assert_eq!(
            (whole.len(), whole[0].reference.as_str(), whole[0].amount.to_string()),
            (1, "A1", "30.00".to_owned())
        );
    }

    #[test]
    fn what_is_no_statement_is_refused() {
        let bomb = "<!DOCTYPE x [<!ENTITY a \"b\">]><Document>&a;</Document>";
        let deep = format!("{}{}", "<a>".repeat(50), "</a>".repeat(50));
        let good = statement("<Ntry><Amt Ccy=\"EUR\">1.00</Amt></Ntry>");
        assert_eq!(read(&good).expect("a statement").len(), 1);
        // A file of JSON around the XML, whose attributes end in the escapes of JSON.
        let wrapped = format!("{{\"xml\":\"{}\"}}", good.replace('"', "\\\""));
        let refused = [wrapped, format!("x{good}"), format!("{good}x"), format!("{good}{good}")];
        let without = ["", " Ccy=\"\"", " Ccy=\"euro\""].map(|currency| good.replace(" Ccy=\"EUR\"", currency));
        let parts = good.replace("</Ntry>", "<NtryDtls><TxDtls><Amt>1.00</Amt></TxDtls></NtryDtls></Ntry>");
        let nothing = statement("<Ntry><CdtDbtInd>CRDT</CdtDbtInd></Ntry>");
        for text in refused.iter().chain(&without).chain([&parts, &nothing]) {
            assert!(read(text).is_err(), "{text}");
        }
        for text in ["", "{}", "<Document/>", "<Document><BkToCstmrStmt>", bomb, &deep, "<a>&unknown;</a>"] {
            assert!(read(text).is_err(), "{text}");
        }
        let marked = format!("\u{feff}{good}\n<!-- end -->\n");
        assert_eq!(read(&marked).expect("a statement").len(), 1);
        assert_eq!(read(&statement("")).expect("a statement without lines"), []);
    }
}
