//! What `calculate` makes: an invoice whose totals can be neither set nor read from outside, and the issued one.

use rust_decimal::Decimal;

use super::draft::Draft;
use super::line::{AllowanceCharge, Line};
use super::totals::{EarlyPayment, Explanation, GrossMeans, InstalmentDue, Totals, VatBreakdown};
use super::vat::Vat;
use crate::calendar::Day;
use crate::finding::{Code, Error, Finding};
use crate::wire::{Array, Node, Reader, Shape, Text, Wire, Writer, parse};
use crate::{wire_enum, wire_struct};

wire_struct! {
    /// The amounts of a line.
    #[derive(Eq)]
    pub struct LineAmounts {
        /// Line net amount (BT-131).
        "net" net: Decimal,
        /// Sum of the allowances of the line, in the terms of its price (BT-136).
        "allowanceTotal" allowance_total: Decimal,
        /// Sum of the charges of the line, in the terms of its price (BT-141).
        "chargeTotal" charge_total: Decimal,
        /// The line's share of the VAT of its group (BT-117); no term of EN 16931, which has VAT per group.
        "vatAmount" vat: Decimal,
        /// Net and VAT of the line; the shelf price where prices include VAT.
        "gross" gross: Decimal,
    }
}

impl LineAmounts {
    /// Amounts before VAT is known.
    pub(super) fn stated(net: Decimal, allowance_total: Decimal, charge_total: Decimal) -> LineAmounts {
        let zero = Decimal::ZERO;
        LineAmounts { net, allowance_total, charge_total, vat: zero, gross: zero }
    }
}

/// A line of an invoice: as understood, with its amounts (BG-25).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvoiceLine {
    pub(super) line: Line,
    pub(super) amounts: LineAmounts,
    /// Its place in the VAT breakdown.
    pub(super) group: usize,
}

impl InvoiceLine {
    pub(super) fn new(line: Line, amounts: LineAmounts, group: usize) -> InvoiceLine {
        InvoiceLine { line, amounts, group }
    }

    /// The line as understood.
    pub fn line(&self) -> &Line {
        &self.line
    }

    /// Its amounts.
    pub fn amounts(&self) -> &LineAmounts {
        &self.amounts
    }

    /// Its place in the VAT breakdown.
    pub fn group(&self) -> usize {
        self.group
    }
}

wire_enum! {
    /// Whether a row lowers or raises the total.
    #[derive(Copy, Eq)]
    pub enum AdjustmentKind {
        /// Allowance on document level (BG-20).
        "allowance" Allowance,
        /// Charge on document level (BG-21).
        "charge" Charge,
    }
}

wire_struct! {
    /// An allowance or charge of the document as it goes out: within one VAT category and rate, without VAT.
    #[derive(Eq)]
    pub struct Adjustment {
        /// Allowance or charge (BG-20, BG-21).
        "kind" kind: AdjustmentKind,
        /// Amount without VAT (BT-92, BT-99).
        "amount" amount: Decimal,
        /// Percentage (BT-94, BT-101).
        "percent" percent: Option<Decimal>,
        /// What the percentage is of (BT-93, BT-100).
        "base" base: Option<Decimal>,
        /// Reason in words (BT-97, BT-104).
        "reason" reason: Option<Text>,
        /// Reason code (BT-98, BT-105).
        "reasonCode" reason_code: Option<Text>,
        /// Its VAT (BT-95, BT-96, BT-102, BT-103).
        "vat" vat: Vat,
    }
}

impl Adjustment {
    /// Whether it raises the total.
    pub fn is_charge(&self) -> bool {
        self.kind == AdjustmentKind::Charge
    }

    /// It in the form in which a draft says allowances and charges, and lines have them; without its VAT.
    pub(crate) fn as_said(&self) -> AllowanceCharge {
        AllowanceCharge {
            amount: Some(self.amount),
            percent: self.percent,
            base: self.base,
            reason: self.reason.clone(),
            reason_code: self.reason_code.clone(),
            vat: None,
        }
    }
}

wire_struct! {
    /// Everything of an invoice that is derived.
    #[derive(Eq)]
    pub struct Derived {
        /// Invoice number (BT-1); only an issued invoice has one.
        "number" number: Option<String>,
        /// Due date (BT-9).
        "dueDate" due_date: Option<Day>,
        /// Allowances and charges as they go out: split over the VAT groups, without VAT (BG-20, BG-21).
        "adjustments" adjustments: Vec<Adjustment>,
        /// Totals (BG-22).
        "totals" totals: Totals,
        /// VAT by category and rate (BG-23).
        "vatBreakdown" vat_breakdown: Array<VatBreakdown>,
        /// What paying early comes to.
        "earlyPayment" early_payment: Vec<EarlyPayment>,
        /// Instalments.
        "instalments" instalments: Vec<InstalmentDue>,
        /// Mentions that the law asks for on the invoice (BT-22, BT-120).
        "mentions" mentions: Array<String>,
        /// The payment terms in a sentence (BT-20).
        "termsText" terms_text: Option<String>,
        /// How shelf prices came to the cent.
        "grossMeans" gross_means: Option<GrossMeans>,
        /// Warnings.
        "findings" findings: Array<Finding>,
        /// How each amount came about, if asked for.
        "explanation" explanation: Vec<Explanation>,
    }
}

impl Derived {
    pub(super) fn new(totals: Totals) -> Derived {
        Derived {
            number: None,
            due_date: None,
            adjustments: Vec::new(),
            totals,
            vat_breakdown: Array::default(),
            early_payment: Vec::new(),
            instalments: Vec::new(),
            mentions: Array::default(),
            terms_text: None,
            gross_means: None,
            findings: Array::default(),
            explanation: Vec::new(),
        }
    }
}

/// A computed invoice. It exists only through `calculate`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invoice {
    /// The draft as understood, without its lines.
    pub(super) head: Box<Draft>,
    pub(super) lines: Vec<InvoiceLine>,
    pub(super) derived: Box<Derived>,
}

impl Invoice {
    pub(super) fn new(head: Box<Draft>, lines: Vec<InvoiceLine>, derived: Box<Derived>) -> Invoice {
        Invoice { head, lines, derived }
    }

    /// What the draft says beside its lines, as understood.
    pub fn head(&self) -> &Draft {
        &self.head
    }

    /// The draft as understood, with its lines.
    pub fn draft(&self) -> Draft {
        Draft { lines: self.lines.iter().map(|line| line.line.clone()).collect(), ..Draft::clone(&self.head) }
    }

    /// The lines with their amounts (BG-25).
    pub fn lines(&self) -> &[InvoiceLine] {
        &self.lines
    }

    /// Everything that is derived.
    pub fn derived(&self) -> &Derived {
        &self.derived
    }

    /// The totals (BG-22).
    pub fn totals(&self) -> &Totals {
        &self.derived.totals
    }

    /// VAT by category and rate (BG-23).
    pub fn vat_breakdown(&self) -> &[VatBreakdown] {
        &self.derived.vat_breakdown
    }

    /// The number (BT-1), if it was issued.
    pub fn number(&self) -> Option<&str> {
        self.derived.number.as_deref()
    }

    /// The invoice date (BT-2).
    pub fn issue_date(&self) -> Option<Day> {
        self.head.issue_date
    }

    /// The due date (BT-9).
    pub fn due_date(&self) -> Option<Day> {
        self.derived.due_date
    }

    /// Instalments, if there are any.
    pub fn instalments(&self) -> &[InstalmentDue] {
        &self.derived.instalments
    }

    /// What paying early comes to.
    pub fn early_payment(&self) -> &[EarlyPayment] {
        &self.derived.early_payment
    }

    /// Warnings.
    pub fn findings(&self) -> &[Finding] {
        &self.derived.findings
    }

    /// The canonical JSON.
    pub fn to_json(&self) -> String {
        let mut out = Writer::new();
        self.write(&mut out);
        out.finish()
    }

    pub(crate) fn write(&self, out: &mut Writer) {
        out.object();
        self.head.write_fields(out);
        out.key("lines");
        out.list();
        for line in &self.lines {
            out.object();
            line.line.write_fields(out);
            line.amounts.write_fields(out);
            out.end_object();
        }
        out.end_list();
        self.derived.write_fields(out);
        out.end_object();
    }
}

/// An issued invoice: computed, complete, with number and date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issued {
    invoice: Invoice,
    number: String,
    issue_date: Day,
}

impl Issued {
    pub(super) fn new(mut invoice: Invoice, number: String, issue_date: Day) -> Issued {
        invoice.derived.number = Some(number.clone());
        Issued { invoice, number, issue_date }
    }

    /// The invoice.
    pub fn invoice(&self) -> &Invoice {
        &self.invoice
    }

    /// The number (BT-1).
    pub fn number(&self) -> &str {
        &self.number
    }

    /// The invoice date (BT-2).
    pub fn issue_date(&self) -> Day {
        self.issue_date
    }

    /// The canonical JSON.
    pub fn to_json(&self) -> String {
        self.invoice.to_json()
    }

    /// Reads an issued invoice: it is computed again from its draft part, and every derived field must agree.
    pub fn from_json(json: &str) -> Result<Issued, Error> {
        crate::wire::from_json(json)
    }

    /// Reads an issued invoice that was kept unchanged since it was issued, by this version or an older one: whoever calls it has held
    /// its bytes against their hash. Nothing is computed again, so that its figures and its words stay those of its day. For what
    /// comes from anywhere else there is [`Issued::from_json`].
    pub fn from_kept(json: &str) -> Result<Issued, Error> {
        let mut cx = Reader::new();
        let value = parse(json)?;
        let read = super::again::read_kept(value, &mut cx);
        Error::check(cx.into_findings())?;
        let none = || Finding::new(Code::FieldMissing, "", "This is no issued invoice with all its derived fields.");
        read.ok_or_else(|| Error::from_finding(none()))
    }
}

impl std::ops::Deref for Issued {
    type Target = Invoice;

    fn deref(&self) -> &Invoice {
        &self.invoice
    }
}

impl Wire for Issued {
    const SHAPE: &'static Shape = &Shape::Leaf(|value, cx| match super::again::read_issued(value, cx) {
        Some(issued) => Node::Made(Box::new(issued)),
        None => Node::Absent,
    });

    fn take(node: Node<'_>) -> Self {
        node.made().unwrap_or_else(|| {
            let invoice = Invoice::new(Box::new(Draft::placeholder()), Vec::new(), Box::new(Derived::placeholder()));
            Issued { invoice, number: String::new(), issue_date: Day::MAX }
        })
    }

    fn write(&self, out: &mut Writer) {
        self.invoice.write(out);
    }

    #[cfg(feature = "schema")]
    fn schema(registry: &mut crate::wire::schema::Registry) -> crate::wire::schema::Schema {
        describe(registry, "Issued", "An issued invoice: an invoice with number and date.", true)
    }
}

/// The description of [`Invoice`].
#[cfg(feature = "schema")]
pub fn invoice_schema(registry: &mut crate::wire::schema::Registry) -> crate::wire::schema::Schema {
    describe(registry, "Invoice", "A computed invoice: the draft as understood, and what follows from it.", false)
}

#[cfg(feature = "schema")]
fn describe(
    registry: &mut crate::wire::schema::Registry,
    name: &'static str,
    doc: &'static str,
    issued: bool,
) -> crate::wire::schema::Schema {
    use crate::wire::schema::{Field, Schema};
    registry.structure(name, doc, |registry| {
        let line = registry.structure("InvoiceLine", "A line as understood, with its amounts (BG-25).", |registry| {
            let mut fields = Line::schema_fields(registry);
            fields.extend(LineAmounts::schema_fields(registry));
            fields
        });
        let mut fields: Vec<Field> =
            Draft::schema_fields(registry).into_iter().filter(|field| field.name != "lines").collect();
        let lines = Field {
            name: "lines",
            doc: "Lines with their amounts (BG-25).",
            required: true,
            schema: Schema::List(Box::new(line)),
        };
        fields.push(lines);
        fields.extend(Derived::schema_fields(registry));
        for field in &mut fields {
            field.required |= field.name == "type" || issued && (field.name == "number" || field.name == "issueDate");
        }
        fields
    })
}
