//! The table of all codes that a finding can have. Each has a vector that makes it fire.

use super::Severity;

/// A row of the table.
pub struct Entry {
    /// The code as programs see it.
    pub code: &'static str,
    /// Whether it refuses the input.
    pub severity: Severity,
    /// What it means, in one line, for the documentation.
    pub meaning: &'static str,
}

macro_rules! codes {
    ($($variant:ident $code:literal $severity:ident $meaning:literal;)*) => {
        /// A code of the table.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Code { $(#[doc = $meaning] $variant,)* }

        /// All codes, in the order of the documentation.
        pub const CODES: &[Entry] = &[$(Entry { code: $code, severity: Severity::$severity, meaning: $meaning },)*];

        // Not the whole row in one answer: then an engine that asks for the code alone would hold all meanings.
        impl Code {
            /// The code as programs see it.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Code::$variant => $code,)*
                }
            }

            /// Whether it refuses the input.
            pub fn severity(self) -> Severity {
                match self {
                    $(Code::$variant => Severity::$severity,)*
                }
            }
        }
    };
}

codes! {
    JsonInvalid "json.invalid" Error "The text is not JSON.";
    JsonDepth "json.depth" Error "Values are nested more than 16 deep.";
    JsonDuplicateKey "json.duplicateKey" Error "An object has the same key twice.";
    JsonTooLong "json.tooLong" Error "The document is larger than the limit.";
    FieldUnknown "field.unknown" Error "The field does not exist here.";
    FieldMissing "field.missing" Error "A required field is missing.";
    FieldType "field.type" Error "The value has the wrong type.";
    EnumUnknown "enum.unknown" Error "The value is not one of the allowed words.";
    TextEmpty "text.empty" Error "A text that must say something is empty.";
    TextTooLong "text.tooLong" Error "A text has more than 10,000 characters.";
    TextCharacters "text.characters" Error "A text has control characters or half a surrogate pair.";
    ListTooLong "list.tooLong" Error "A list has more entries than the limit.";
    NumberFormat "number.format" Error "The value is not a decimal number.";
    NumberRange "number.range" Error "The number is 10^15 or more, or less than -10^15.";
    NumberScale "number.scale" Error "The number has more than 10 decimals.";
    AmountScale "amount.scale" Error "The amount has more decimals than its currency.";
    AmountNegative "amount.negative" Error "The amount must not be negative here.";
    AmountRange "amount.range" Error "A computed amount leaves the range below 10^15.";
    PercentRange "percent.range" Error "The percentage lies outside what it may be.";
    DateFormat "date.format" Error "The value is not a calendar day like 2026-01-31.";
    DateRange "date.range" Error "The days are in the wrong order or outside the calendar.";
    InstantFormat "instant.format" Error "The value is not an instant like 2026-01-31T09:00:00Z.";
    CurrencyUnknown "currency.unknown" Error "The currency is not in ISO 4217.";
    CountryUnknown "country.unknown" Error "The country is not in ISO 3166-1.";
    LinesNone "lines.none" Error "An invoice needs a line.";
    LinesTooMany "lines.tooMany" Error "An invoice has more than 10,000 lines.";
    LineIdTwice "lines.idTwice" Error "Two lines have the same id.";
    EmailFormat "email.format" Error "A text is not an e-mail address.";
    UnitUnknown "unit.unknown" Error "The unit is neither an alias nor a code of UN/ECE Recommendation 20.";
    PriceNegative "price.negative" Error "A unit price is negative.";
    PriceBase "price.base" Error "A price base quantity is not above zero.";
    VatShorthand "vat.shorthand" Error "A rate shorthand is not like nl:standard.";
    VatRate "vat.rate" Error "The VAT rate does not fit the category.";
    VatReasonMissing "vat.reasonMissing" Error "The category needs an exemption reason.";
    VatReasonForbidden "vat.reasonForbidden" Error "The category forbids an exemption reason.";
    VatReasonUnknown "vat.reasonUnknown" Error "The exemption code is not in the VATEX list or belongs to another category.";
    VatReasonTwice "vat.reasonTwice" Error "One category has two exemption reasons.";
    VatMixedO "vat.mixedO" Error "Category O stands together with another category.";
    VatRateNotInForce "vat.rateNotInForce" Warning "The country did not have this rate on that day.";
    VatRateUnchecked "vat.rateUnchecked" Warning "The rate could not be checked: there is no row of law for that day.";
    TaxPointMissing "taxPoint.missing" Error "A rate shorthand needs a day to be looked up at.";
    LawNone "law.none" Error "There is no row of law for that country and day.";
    VatAmount "vatAmounts.amount" Error "A stated VAT amount has no group or is too far from base × rate.";
    VatCurrency "vatCurrency.rate" Error "The VAT accounting currency needs another currency and a rate above zero.";
    AllowanceForm "allowance.amountOrPercent" Error "An allowance or charge needs an amount or a percentage that agree.";
    AllowanceReason "allowance.reasonMissing" Error "An allowance or charge says neither why it is made nor the code of the reason.";
    AllowanceReasonCode "allowance.reasonCode" Error "The reason of an allowance is not a code of UNTDID 5189, or that of a charge not one of 7161.";
    RoundingPerLine "rounding.perLine" Warning "VAT rounded on each line is a unit or more off base × rate; `check` and `issue` refuse it.";
    RoundingStep "payableRounding.step" Error "The rounding step is not above zero or finer than the currency.";
    CalendarNone "calendar.none" Error "The holidays of the country are not known.";
    CalendarUnchecked "calendar.unchecked" Warning "Holidays were not looked at: the supplier's country is not stated.";
    TermsConflict "terms.conflict" Error "Payment terms state more than one due date.";
    TermsDiscount "terms.discount" Error "An early-payment step cannot be taken as stated.";
    TermsVatMode "terms.vatMode" Warning "The VAT mode of the discount is not the one of the supplier's country.";
    TermsLimit "terms.limit" Warning "The payment term is longer than the law allows.";
    InstalmentsSum "instalments.sum" Error "The instalments do not add up to the payable amount.";
    InstalmentForm "instalments.form" Error "An instalment needs a percentage or an amount, and days or a day.";
    IdentifierInvalid "identifier.invalid" Error "A number with check digits is wrong.";
    PaymentMethod "paymentMethod.incomplete" Error "A payment method lacks what it needs.";
    AttachmentTooLarge "attachment.tooLarge" Error "An attachment is over 1 MB, or all of them over 5 MB.";
    AttachmentContent "attachment.content" Error "The content of an attachment is not base64.";
    PartyMissing "party.missing" Error "A party that the law asks for is missing.";
    PartyFieldMissing "party.fieldMissing" Error "A detail of a party that the law asks for is missing.";
    PartyVatIdMissing "party.vatIdMissing" Error "The VAT category asks for a VAT id that is missing.";
    PartyVatIdForbidden "party.vatIdForbidden" Error "The VAT category forbids a VAT id.";
    PayeeSupplier "payee.supplier" Error "The payee is the supplier; one is stated where somebody else is paid.";
    DeliverToMissing "deliverTo.missing" Error "An intra-Community supply needs the country it goes to.";
    DeliveryMissing "delivery.missing" Error "An intra-Community supply needs its delivery day or period.";
    DueDateMissing "dueDate.missing" Error "An amount is due but neither a due day nor payment terms are stated.";
    PrecedingMissing "preceding.missing" Error "A credit note must name the invoice that it credits.";
    IssueDateMissing "issueDate.missing" Error "The invoice date is missing.";
    ProfileSyntax "profile.syntax" Error "The profile does not exist in this syntax.";
    ProfileDecimals "profile.decimals" Error "The currency has more decimals than EN 16931 allows.";
    XmlInvalid "xml.invalid" Error "The text is no XML that is read here, or its encoding is wrong.";
    XmlTooLarge "xml.tooLarge" Error "The XML is larger or deeper than any invoice.";
    XmlUnknown "xml.unknown" Error "The XML is no e-invoice: neither UBL nor CII.";
    XmlValue "xml.value" Error "A value of an e-invoice was not understood.";
    XmlUnheld "xml.unheld" Warning "A draft has no place for something that an e-invoice states.";
    XmlTotals "xml.totals" Warning "An e-invoice states another amount than its draft gives.";
    ProfileValue "profile.value" Error "The profile does not take this value.";
    NumberMissing "number.missing" Error "The invoice number is missing or not a single printable line.";
    NumberPattern "number.pattern" Error "The number pattern is not usable.";
    NumberLast "number.last" Error "The last number does not fit the pattern.";
    DerivedMismatch "derived.mismatch" Error "A derived field differs from what the draft gives.";
    CreditExceeds "credit.exceeds" Error "The credit is more than what is left of the invoice.";
    CreditForm "credit.form" Error "A credit says exactly one of full, lines and amount.";
    SupplementNone "supplement.none" Error "No early-payment discount that was not taken asks for a supplementary invoice.";
    CreditLine "credit.line" Error "The invoice has no such line.";
    RecurTemplate "recur.template" Error "A series of invoices cannot be made as its template says.";
    ReportDays "report.days" Error "A report looks at no days, or at more than it may.";
    EntryOrder "entry.order" Error "The entries of an account do not fit together.";
    EntryTwice "entry.twice" Error "Two entries have the same id, or book the same payment of a payment service.";
    EntrySchema "entry.schema" Error "The entry has a shape that this version does not know.";
    PaymentInvoice "payment.invoice" Error "The payer names an invoice that is not among the accounts.";
    PaymentAmount "payment.amount" Error "The payer names more than was paid.";
    PaymentCurrency "payment.currency" Error "The currency of a payment is not known.";
    EntryLine "entry.line" Error "An entry names a line that the invoice does not have.";
    EntryBeyond "entry.beyond" Warning "An entry gives up or contests more than there was on its day; what is beyond that counts for nothing.";
    EntryCredit "entry.credit" Error "A credit entry does not fit its credit note or the invoice.";
    FindingsMore "findings.more" Error "There is more wrong than is written out: a hundred errors and a hundred warnings are.";
    PolicyStep "policy.step" Error "A step of a dunning policy cannot stand where it stands.";
    LetterClaim "letter.claim" Error "The letter does not fit the claim that it is made from.";
    LetterIncomplete "letter.incomplete" Error "Something that the letter has to say is not known.";
    LetterTemplate "letter.template" Error "The wording of a letter has a placeholder too many, too few or broken.";
    PolicyUnlawful "policy.unlawful" Error "A step of a dunning policy charges more, or earlier, than the law allows.";
    PdfUnreadable "pdf.unreadable" Error "A PDF is damaged, encrypted, or larger than the limits.";
    PdfNoInvoice "pdf.noInvoice" Error "A PDF has no e-invoice inside.";
    PaymentQrUnavailable "paymentQr.unavailable" Error "The invoice cannot be paid by a QR code, or not by one that banks read.";
    LogoUnusable "logo.unusable" Error "A logo is no PNG or JPEG that can be printed.";
    FontUnusable "font.unusable" Error "A font cannot be read or may not be embedded.";
    FontLacksCharacter "font.lacksCharacter" Error "The font has no sign for a character of the document.";
    ScriptDirection "script.direction" Error "A text is in a script that runs from right to left.";
    ColourFormat "colour.format" Error "A colour is not like #16428b.";
    ColourContrast "colour.contrast" Error "A colour cannot be read on white.";
    ClaimCurrency "claim.currency" Warning "The law states its costs in euro; a claim in another currency has none.";
    ClaimRecurring "claim.recurring" Warning "The costs of recurring terms have a cap over all of them together.";
    ClaimAgreed "claim.agreed" Error "What was agreed on late payment is not what the law lets parties agree.";
    ClaimNotAgreed "claim.notAgreed" Warning "What was agreed on late payment does not count for this debtor here.";
    LawOverride "law.override" Error "A row of law that the caller brings does not join the rows that are known.";
    ClaimTerm "claim.term" Warning "The payment term is longer than the law lets it be without more.";
    ClaimLimitation "claim.limitation" Warning "The debt is so old that the debtor may refuse to pay it.";
    ClaimOrder "claim.order" Error "An order of allocation names a part twice.";
    DoorUnknown "door.unknown" Error "The engine has no such function.";
    Internal "internal" Error "A defect of Voldaan itself.";
}
