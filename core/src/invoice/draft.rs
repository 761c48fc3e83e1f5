//! A draft: everything a user may say of an invoice, and nothing that is derived.

use rust_decimal::Decimal;

use super::line::{AllowanceCharge, Line, Period};
use super::payment::{PaymentMethod, PaymentReference};
use super::reference::References;
use super::terms::Terms;
use super::vat::Category;
use crate::calendar::Day;
use crate::finding::Error;
use crate::money::Currency;
use crate::party::Party;
use crate::wire::{Base64, TextMap};
use crate::{wire_enum, wire_struct};

wire_enum! {
    /// What the document is (BT-3).
    #[derive(Copy, Eq)]
    pub enum DocumentType {
        /// Commercial invoice (UNTDID 1001 code 380).
        "invoice" Invoice,
        /// Credit note (381); its amounts are positive.
        "creditNote" CreditNote,
        /// Prepayment invoice (386).
        "prepayment" Prepayment,
        /// Corrected invoice (384).
        "corrective" Corrective,
        /// Self-billed invoice (389).
        "selfBilled" SelfBilled,
    }
}

wire_enum! {
    /// Where VAT is rounded.
    #[derive(Copy, Eq)]
    pub enum Rounding {
        /// Once for each VAT category and rate, as EN 16931 says (BR-CO-17).
        "perGroup" PerGroup,
        /// On each line; lawful in the Netherlands if done consistently.
        "perLine" PerLine,
    }
}

wire_struct! {
    /// VAT in the currency that the law asks for (BT-6, BT-111).
    #[derive(Eq)]
    pub struct VatCurrency {
        /// VAT accounting currency (BT-6).
        "currency" currency: Currency,
        /// Units of the accounting currency for one unit of the invoice currency; no term of EN 16931.
        "rate" rate: Decimal,
        /// The day of the rate; no term of EN 16931.
        "date" date: Day,
    }
}

wire_struct! {
    /// The VAT amount of a group as stated; for credit notes that complete earlier ones to the cent.
    #[derive(Eq)]
    pub struct VatAmount {
        /// Category (BT-118).
        "category" category: Category,
        /// Rate (BT-119).
        "rate" rate: Option<Decimal>,
        /// VAT amount (BT-117), at most two units of the last decimal from base × rate.
        "amount" amount: Decimal,
    }
}

wire_struct! {
    /// An earlier invoice that this one refers to (BG-3).
    #[derive(Eq)]
    pub struct Preceding {
        /// Its number (BT-25).
        "number" number: String,
        /// Its date (BT-26).
        "issueDate" issue_date: Option<Day>,
        /// Why it is referred to; goes out as a note (BT-22).
        "reason" reason: Option<String>,
    }
}

wire_struct! {
    /// A supporting document (BG-24).
    #[derive(Eq)]
    pub struct Attachment {
        /// Identifier (BT-122).
        "id" id: String,
        /// Description (BT-123).
        "description" description: Option<String>,
        /// Where the document is found (BT-124).
        "url" url: Option<String>,
        /// File name (BT-125-2).
        "filename" filename: Option<String>,
        /// Media type: PDF, PNG, JPEG, CSV, XLSX or ODS (BT-125-1).
        "mimeType" mime_type: Option<String>,
        /// The document itself in base64 (BT-125).
        "content" content: Option<Base64>,
    }
}

wire_struct! {
    /// A draft of an invoice or credit note: what `calculate`, `check` and `issue` take.
    #[derive(Eq)]
    pub struct Draft {
        /// What the document is (BT-3); an invoice if absent.
        "type" kind: Option<DocumentType>,
        /// Invoice currency (BT-5).
        "currency" currency: Currency,
        /// Invoice date (BT-2).
        "issueDate" issue_date: Option<Day>,
        /// Day of delivery (BT-72).
        "deliveryDate" delivery_date: Option<Day>,
        /// Tax point (BT-7).
        "taxPointDate" tax_point_date: Option<Day>,
        /// Invoicing period (BG-14).
        "period" period: Option<Period>,
        /// Seller (BG-4).
        "supplier" supplier: Option<Box<Party>>,
        /// Buyer (BG-7).
        "customer" customer: Option<Box<Party>>,
        /// Payee, if not the seller (BG-10).
        "payee" payee: Option<Box<Party>>,
        /// Seller's tax representative (BG-11).
        "taxRepresentative" tax_representative: Option<Box<Party>>,
        /// Where the goods go (BG-13).
        "deliverTo" deliver_to: Option<Box<Party>>,
        /// Whether prices, allowances and charges include VAT; no term of EN 16931, which is net.
        "pricesIncludeVat" prices_include_vat: Option<bool>,
        /// Where VAT is rounded (BT-117); per group if absent.
        "rounding" rounding: Option<Rounding>,
        /// Step to which the payable amount is rounded, such as 0.05 (BT-114).
        "payableRounding" payable_rounding: Option<Decimal>,
        /// VAT in a second currency (BT-6, BT-111).
        "vatCurrency" vat_currency: Option<VatCurrency>,
        /// VAT amounts of groups as stated (BT-117).
        "vatAmounts" vat_amounts: Vec<VatAmount>,
        /// Lines (BG-25).
        "lines" lines: Vec<Line>,
        /// Allowances of the document (BG-20).
        "allowances" allowances: Vec<AllowanceCharge>,
        /// Charges of the document (BG-21).
        "charges" charges: Vec<AllowanceCharge>,
        /// Amount already paid (BT-113).
        "prepaid" prepaid: Option<Decimal>,
        /// Payment terms (BT-9, BT-20).
        "paymentTerms" payment_terms: Option<Terms>,
        /// Ways to pay (BG-16).
        "paymentMethods" payment_methods: Vec<PaymentMethod>,
        /// The reference that the payer quotes (BT-83).
        "paymentReference" payment_reference: Option<PaymentReference>,
        /// Buyer reference (BT-10).
        "buyerReference" buyer_reference: Option<String>,
        /// Purchase order (BT-13).
        "purchaseOrder" purchase_order: Option<String>,
        /// Contract (BT-12).
        "contract" contract: Option<String>,
        /// Project (BT-11).
        "project" project: Option<String>,
        /// What else this document refers to (BT-14 to BT-19).
        "references" references: Option<Box<References>>,
        /// Business process in the words of the buyer's system (BT-23); that of the profile if absent.
        "businessProcess" business_process: Option<String>,
        /// Earlier invoices that this one refers to (BG-3).
        "preceding" preceding: Vec<Preceding>,
        /// Supporting documents (BG-24).
        "attachments" attachments: Vec<Attachment>,
        /// Notes (BT-22).
        "notes" notes: Vec<String>,
        /// The caller's own data; kept, never interpreted, in no document.
        "metadata" metadata: TextMap,
    }
}

impl Draft {
    /// A draft in a currency that says nothing else.
    pub fn blank(currency: Currency) -> Draft {
        Draft {
            kind: None,
            currency,
            issue_date: None,
            delivery_date: None,
            tax_point_date: None,
            period: None,
            supplier: None,
            customer: None,
            payee: None,
            tax_representative: None,
            deliver_to: None,
            prices_include_vat: None,
            rounding: None,
            payable_rounding: None,
            vat_currency: None,
            vat_amounts: Vec::new(),
            lines: Vec::new(),
            allowances: Vec::new(),
            charges: Vec::new(),
            prepaid: None,
            payment_terms: None,
            payment_methods: Vec::new(),
            payment_reference: None,
            buyer_reference: None,
            purchase_order: None,
            contract: None,
            project: None,
            references: None,
            business_process: None,
            preceding: Vec::new(),
            attachments: Vec::new(),
            notes: Vec::new(),
            metadata: TextMap::new(),
        }
    }

    /// Reads a draft from JSON; all findings at once.
    pub fn from_json(json: &str) -> Result<Draft, Error> {
        crate::wire::from_json(json)
    }

    /// The draft as canonical JSON.
    pub fn to_json(&self) -> String {
        crate::wire::to_json(self)
    }

    /// A copy without the lines.
    pub(super) fn without_lines(&self) -> Draft {
        Draft {
            kind: self.kind,
            currency: self.currency,
            issue_date: self.issue_date,
            delivery_date: self.delivery_date,
            tax_point_date: self.tax_point_date,
            period: self.period.clone(),
            supplier: self.supplier.clone(),
            customer: self.customer.clone(),
            payee: self.payee.clone(),
            tax_representative: self.tax_representative.clone(),
            deliver_to: self.deliver_to.clone(),
            prices_include_vat: self.prices_include_vat,
            rounding: self.rounding,
            payable_rounding: self.payable_rounding,
            vat_currency: self.vat_currency.clone(),
            vat_amounts: self.vat_amounts.clone(),
            lines: Vec::new(),
            allowances: self.allowances.clone(),
            charges: self.charges.clone(),
            prepaid: self.prepaid,
            payment_terms: self.payment_terms.clone(),
            payment_methods: self.payment_methods.clone(),
            payment_reference: self.payment_reference.clone(),
            buyer_reference: self.buyer_reference.clone(),
            purchase_order: self.purchase_order.clone(),
            contract: self.contract.clone(),
            project: self.project.clone(),
            references: self.references.clone(),
            business_process: self.business_process.clone(),
            preceding: self.preceding.clone(),
            attachments: self.attachments.clone(),
            notes: self.notes.clone(),
            metadata: self.metadata.clone(),
        }
    }

    /// What the document is.
    pub fn document_type(&self) -> DocumentType {
        self.kind.unwrap_or(DocumentType::Invoice)
    }

    /// The day whose law decides the rates: taxPointDate, else deliveryDate, else period.until, else issueDate.
    pub fn tax_point(&self) -> Option<Day> {
        self.tax_point_date
            .or(self.delivery_date)
            .or(self.period.as_ref().map(|period| period.until))
            .or(self.issue_date)
    }
}
