//! What reading finds: values that could not be read, and what the model has no place for, each with its term.

use super::super::xml::Element;
use super::day;
use crate::calendar::Day;
use crate::finding::{Code, Finding};
use crate::identifier::IdentifierError;
use crate::money::Decimal;
use crate::wire::{Reader, parse_decimal, push_count};

/// A listed text shows so many characters.
const SHOWN_MAX: usize = 200;

/// Findings while a document is read.
#[derive(Default)]
pub(super) struct Context {
    cx: Reader,
    /// Whether there were more lines than an invoice may have.
    pub too_many: bool,
}

impl Context {
    /// What was found.
    pub fn into_findings(self) -> Vec<Finding> {
        self.cx.into_findings()
    }

    /// Adds a finding.
    pub fn push(&mut self, finding: Finding) {
        self.cx.push(finding);
    }

    /// Says that the model has no place for something.
    #[cold]
    pub fn unheld(&mut self, path: &str, text: &str, why: &str) {
        let mut message = "A draft has no place for this: ".to_owned();
        message.extend(text.chars().take(SHOWN_MAX));
        if !why.is_empty() {
            message.push_str(" — ");
            message.push_str(why);
        }
        let mut finding = Finding::new(Code::XmlUnheld, path, message);
        finding.term = term(path).map(str::to_owned);
        self.push(finding);
    }

    /// Says that a value could not be read.
    #[cold]
    pub fn unreadable(&mut self, path: &str, text: &str) {
        let mut message = "This value was not understood: ".to_owned();
        message.extend(text.chars().take(SHOWN_MAX));
        let mut finding = Finding::new(Code::XmlValue, path, message);
        finding.term = term(path).map(str::to_owned);
        self.push(finding);
    }

    /// Lists everything of a piece that nobody asked for.
    pub fn list(&mut self, element: &Element<'_>, mut path: String) {
        let mut unread = Vec::new();
        element.unread(&mut path, &mut unread);
        for row in unread {
            self.unheld(&row.path, &row.text, "");
        }
    }

    /// A decimal; what is none is a finding.
    pub fn decimal(&mut self, text: Option<String>, path: &str) -> Option<Decimal> {
        let text = text?;
        // XML writes decimals with a plus, leading zeros or no digit on one side as well.
        let (sign, digits) = match text.strip_prefix('-') {
            Some(digits) => ("-", digits),
            None => ("", text.strip_prefix('+').unwrap_or(&text)),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let whole = whole.trim_start_matches('0');
        let whole = if whole.is_empty() && !digits.is_empty() && digits != "." { "0" } else { whole };
        let plain = if fraction.is_empty() { [sign, whole].concat() } else { [sign, whole, ".", fraction].concat() };
        let read = parse_decimal(&plain).ok();
        if read.is_none() {
            self.unreadable(path, &text);
        }
        read
    }

    /// The decimal at a path inside an element.
    pub fn decimal_at(&mut self, element: &mut Element<'_>, at: &str, path: &str) -> Option<Decimal> {
        let text = element.text_at(at)?;
        let whole = [path, "/", at].concat();
        self.decimal(Some(text), &whole)
    }

    /// The day at a path inside an element.
    pub fn day_at(&mut self, element: &mut Element<'_>, at: &str, path: &str) -> Option<Day> {
        let text = element.text_at(at)?;
        let read = day(&text);
        if read.is_none() {
            self.unreadable(&[path, "/", at].concat(), &text);
        }
        read
    }

    /// An identifier that the engine takes, as documents carry it; one that it would refuse is listed.
    pub fn identifier(
        &mut self,
        typed: String,
        path: &str,
        check: &dyn Fn(&str) -> Result<String, IdentifierError>,
    ) -> Option<String> {
        match check(&typed) {
            Ok(normalized) => Some(normalized),
            Err(error) if error.is_unchecked() => Some(typed),
            Err(error) => {
                self.unheld(path, &typed, &error.message);
                None
            }
        }
    }
}

/// `InvoiceLine[3]`, counted from one as XPath does.
pub(super) fn entry(name: &str, at: usize) -> String {
    index(name, at.saturating_add(1), "")
}

/// `lines[2].net`, counted from zero as JSON does.
pub(super) fn index(name: &str, at: usize, field: &str) -> String {
    let mut path = name.to_owned();
    path.push('[');
    push_count(&mut path, at);
    path.push(']');
    path.push_str(field);
    path
}

/// Terms of EN 16931 that the model does not have or cannot always hold: how their paths end, without places in lists.
const TERMS: &[(&str, &str)] = &[
    ("Invoice/AccountingCost", "BT-19"),
    ("CreditNote/AccountingCost", "BT-19"),
    ("Line/AccountingCost", "BT-133"),
    ("InvoicePeriod/DescriptionCode", "BT-8"),
    ("DueDateTypeCode", "BT-8"),
    ("OrderReference/SalesOrderID", "BT-14"),
    ("SellerOrderReferencedDocument/IssuerAssignedID", "BT-14"),
    ("ReceiptDocumentReference/ID", "BT-15"),
    ("ReceivingAdviceReferencedDocument/IssuerAssignedID", "BT-15"),
    ("DespatchDocumentReference/ID", "BT-16"),
    ("DespatchAdviceReferencedDocument/IssuerAssignedID", "BT-16"),
    ("OriginatorDocumentReference/ID", "BT-17"),
    ("ProfileID", "BT-23"),
    ("BusinessProcessSpecifiedDocumentContextParameter/ID", "BT-23"),
    ("TypeCode", "BT-3"),
    ("AccountingSupplierParty/Party/PartyIdentification/ID", "BT-29"),
    ("SellerTradeParty/ID", "BT-29"),
    ("SellerTradeParty/GlobalID", "BT-29"),
    ("PartyLegalEntity/CompanyLegalForm", "BT-33"),
    ("SellerTradeParty/Description", "BT-33"),
    ("AccountingCustomerParty/Party/PartyIdentification/ID", "BT-46"),
    ("BuyerTradeParty/ID", "BT-46"),
    ("BuyerTradeParty/GlobalID", "BT-46"),
    ("PayeeParty/PartyIdentification/ID", "BT-60"),
    ("PayeeTradeParty/ID", "BT-60"),
    ("PayeeTradeParty/GlobalID", "BT-60"),
    ("AddressLine/Line", "BT-162"),
    ("LineThree", "BT-162"),
    ("TaxExemptionReasonCode", "BT-121"),
    ("PaymentTerms/Note", "BT-20"),
    ("SpecifiedTradePaymentTerms/Description", "BT-20"),
    ("PaymentMeansCode", "BT-81"),
    ("CardAccount/PrimaryAccountNumberID", "BT-87"),
    ("CardAccount/HolderName", "BT-88"),
    ("ApplicableTradeSettlementFinancialCard/ID", "BT-87"),
    ("ApplicableTradeSettlementFinancialCard/CardholderName", "BT-88"),
    ("Line/DocumentReference/ID", "BT-128"),
    ("SpecifiedLineTradeSettlement/AdditionalReferencedDocument/IssuerAssignedID", "BT-128"),
    ("OrderLineReference/LineID", "BT-132"),
    ("BuyerOrderReferencedDocument/LineID", "BT-132"),
    ("Price/AllowanceCharge/Amount", "BT-147"),
    ("Price/AllowanceCharge/BaseAmount", "BT-148"),
    ("GrossPriceProductTradePrice/AppliedTradeAllowanceCharge/ActualAmount", "BT-147"),
    ("GrossPriceProductTradePrice/ChargeAmount", "BT-148"),
    ("StandardItemIdentification/ID", "BT-157"),
    ("SpecifiedTradeProduct/GlobalID", "BT-157"),
    ("ItemClassificationCode", "BT-158"),
    ("DesignatedProductClassification/ClassCode", "BT-158"),
    ("OriginCountry/IdentificationCode", "BT-159"),
    ("OriginTradeCountry/ID", "BT-159"),
    ("AdditionalItemProperty/Name", "BT-160"),
    ("ApplicableProductCharacteristic/Description", "BT-160"),
    ("AdditionalItemProperty/Value", "BT-161"),
    ("ApplicableProductCharacteristic/Value", "BT-161"),
];

/// The term that a path names, places in lists left out.
fn term(path: &str) -> Option<&'static str> {
    let mut plain = String::with_capacity(path.len());
    let mut inside = false;
    for character in path.chars() {
        match character {
            '[' => inside = true,
            ']' => inside = false,
            _ if !inside => plain.push(character),
            _ => {}
        }
    }
    TERMS.iter().find(|(end, _)| plain.ends_with(end)).map(|(_, term)| *term)
}
