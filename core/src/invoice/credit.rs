//! Credit notes: the draft of one that knows the credits before it.
//!
//! In full without earlier credits it mirrors the invoice, so that its totals are equal by construction. Otherwise it
//! takes from what is left of each VAT group, by lines or by an amount with VAT; what the groups are left with is kept
//! by the account, so that any sequence of credits sums exactly to the invoice, net and VAT, and never exceeds it.
//! Refuses to credit a credit note.

use crate::money::Exact;
use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::computed::{AdjustmentKind, InvoiceLine, Issued, LineAmounts};
use super::draft::{DocumentType, Draft, Preceding, VatAmount};
use super::line::{AllowanceCharge, Line};
use super::totals::VatBreakdown;
use super::vat::{Vat, VatInput};
use crate::calendar::Day;
use crate::finding::{Code, Error, Finding};
use crate::ledger::credited::{AMOUNT_PREFIX, Credited, Misfit, Part};
use crate::ledger::{Account, Credit, CreditedLine, EntryKind};
use crate::money::round::{DECIMALS_MAX, percent_of, product_quotient, units};
use crate::money::split;
use crate::wire::Reader;
use crate::wire_struct;

/// Discount (UNTDID 5189), the reason code of an allowance that brings a credited line to its share.
const ALLOWANCE_CODE: &str = "95";
/// Other services (UNTDID 7161), the reason code of a charge that does.
const CHARGE_CODE: &str = "ADR";

wire_struct! {
    /// A line of the invoice to credit.
    #[derive(Eq)]
    pub struct CreditLine {
        /// Identifier of the invoice line (BT-126).
        "id" id: String,
        /// Quantity to credit, with the sign of the invoiced one (BT-129); all that is left if absent.
        "quantity" quantity: Option<Decimal>,
    }
}

wire_struct! {
    /// What to credit: exactly one of lines, amount and full.
    #[derive(Eq)]
    pub struct CreditRequest {
        /// These lines.
        "lines" lines: Vec<CreditLine>,
        /// This amount, VAT included, spread over what is left of the VAT groups.
        "amount" amount: Option<Decimal>,
        /// All that is left.
        "full" full: Option<bool>,
        /// Why; stands on the credit note (BT-22).
        "reason" reason: String,
        /// Date of the credit note (BT-2).
        "issueDate" issue_date: Day,
    }
}

/// The draft of a credit note on the invoice of the account; all findings at once.
pub fn credit(account: &Account, request: &CreditRequest) -> Result<Draft, Error> {
    let mut cx = Reader::new();
    let draft = Crediting { account, request, credited: account.credited() }.draft(&mut cx);
    Error::check(cx.into_findings())?;
    draft.ok_or_else(|| {
        let message = "An amount of this credit note leaves the range below 10^15.";
        Error::from_finding(Finding::new(Code::AmountRange, "", message))
    })
}

/// The entry of an issued credit note: its amount (BT-115), its VAT breakdown (BG-23), and which lines of the invoice it
/// credits.
pub fn credit_entry(invoice: &Issued, note: &Issued) -> Credit {
    let credited = Credited::nothing(invoice);
    let known = |line: &&InvoiceLine| line.line().id.as_deref().and_then(|id| credited.place(id)).is_some();
    let row = |line: &InvoiceLine| CreditedLine {
        id: line.line().id.as_deref().unwrap_or_default().to_owned(),
        quantity: line.line().quantity,
    };
    Credit {
        number: note.number().to_owned(),
        amount: note.totals().payable,
        breakdown: note.vat_breakdown().to_vec(),
        lines: note.lines().iter().filter(known).map(row).collect(),
    }
}

struct Crediting<'a> {
    account: &'a Account,
    request: &'a CreditRequest,
    credited: Credited<'a>,
}

impl Crediting<'_> {
    fn invoice(&self) -> &Issued {
        self.account.invoice()
    }

    fn decimals(&self) -> u32 {
        self.invoice().head().currency.decimals()
    }

    fn draft(&self, cx: &mut Reader) -> Option<Draft> {
        if self.invoice().head().document_type() == DocumentType::CreditNote {
            cx.report_fix(Code::CreditForm, "A credit note is not credited.", "Issue a new invoice instead.");
        }
        if self.account.entries().iter().any(|entry| matches!(entry.kind, EntryKind::Void(_))) {
            let message = "The invoice is void: nothing of it is left to credit.";
            cx.report_fix(Code::CreditExceeds, message, "Issue a new invoice instead.");
            return None;
        }
        if self.request.reason.trim().is_empty() {
            cx.field("reason", |cx| cx.report_fix(Code::TextEmpty, "A credit note says why.", "State the reason."));
        }
        if self.request.issue_date < self.invoice().issue_date() {
            cx.field("issueDate", |cx| cx.report(Code::DateRange, "A credit note is not dated before its invoice."));
        }
        let full = self.request.full == Some(true);
        let forms = [full, self.request.amount.is_some(), !self.request.lines.is_empty()];
        if forms.iter().filter(|stated| **stated).count() != 1 {
            cx.report_fix(
                Code::CreditForm,
                "A credit says exactly one of full, amount and lines.",
                "Use full for all that is left, amount for a sum with VAT, lines for goods and services given back.",
            );
            return None;
        }
        if full {
            return self.in_full(cx);
        }
        match self.request.amount {
            Some(amount) => cx.field("amount", |cx| self.by_amount(amount, cx)),
            None => cx.field("lines", |cx| self.by_lines(cx)),
        }
    }

    /// What every credit note on the invoice has: its parties and references, nothing of its payment.
    fn head(&self) -> Draft {
        let invoice = self.invoice();
        Draft {
            kind: Some(DocumentType::CreditNote),
            issue_date: Some(self.request.issue_date),
            preceding: vec![Preceding {
                number: invoice.number().to_owned(),
                issue_date: Some(invoice.issue_date()),
                reason: Some(self.request.reason.clone()),
            }],
            tax_point_date: None,
            prices_include_vat: None,
            payable_rounding: None,
            vat_amounts: Vec::new(),
            lines: Vec::new(),
            allowances: Vec::new(),
            charges: Vec::new(),
            prepaid: None,
            payment_terms: None,
            payment_methods: Vec::new(),
            payment_reference: None,
            attachments: Vec::new(),
            notes: Vec::new(),
            metadata: BTreeMap::new(),
            ..invoice.head().clone()
        }
    }

    fn in_full(&self, cx: &mut Reader) -> Option<Draft> {
        if self.credited.left_gross()?.is_sign_negative() {
            cx.report(
                Code::CreditForm,
                "This invoice comes to less than zero: an invoice takes it back, no credit note.",
            );
            return None;
        }
        if !self.credited.any() {
            return Some(self.mirror());
        }
        if self.credited.is_complete() {
            cx.field("full", |cx| cx.report(Code::CreditExceeds, "The invoice is credited in full already."));
            return None;
        }
        self.by_groups(&self.credited.left()?)
    }

    /// The invoice itself as a credit note.
    fn mirror(&self) -> Draft {
        let invoice = self.invoice();
        let understood = invoice.head();
        let mut draft = self.head();
        draft.lines = invoice.lines().iter().map(|line| line.line().clone()).collect();
        draft.prices_include_vat = understood.prices_include_vat;
        draft.payable_rounding = understood.payable_rounding;
        draft.vat_amounts.clone_from(&understood.vat_amounts);
        if understood.prices_include_vat == Some(true) {
            draft.allowances.clone_from(&understood.allowances);
            draft.charges.clone_from(&understood.charges);
            return draft;
        }
        // As they went out: an early-payment discount that lowers the VAT base is among them.
        for row in &invoice.derived().adjustments {
            let made = AllowanceCharge {
                amount: Some(row.amount),
                percent: row.percent,
                base: row.base,
                reason: row.reason.clone(),
                reason_code: row.reason_code.clone(),
                vat: Some(VatInput::Stated(row.vat.clone())),
            };
            // The share of an allowance in goods taken back is below zero; alone it stands as a charge, and the other
            // way round.
            let turned = row.percent.is_none() && row.amount.is_sign_negative();
            let made = if turned {
                AllowanceCharge { amount: Some(row.amount.abs()), reason_code: None, ..made }
            } else {
                made
            };
            match (row.kind, turned) {
                (AdjustmentKind::Allowance, false) | (AdjustmentKind::Charge, true) => draft.allowances.push(made),
                (AdjustmentKind::Charge, false) | (AdjustmentKind::Allowance, true) => draft.charges.push(made),
            }
        }
        draft
    }

    fn by_amount(&self, amount: Decimal, cx: &mut Reader) -> Option<Draft> {
        let currency = self.invoice().head().currency;
        if amount <= Decimal::ZERO {
            cx.report(Code::AmountNegative, "The amount of a credit is above zero.");
            return None;
        }
        if units(amount, currency.decimals()).is_none() {
            cx.report(Code::AmountScale, format!("The amount has more decimals than {currency} has."));
            return None;
        }
        match self.credited.split_gross(amount) {
            Ok(parts) => self.by_groups(&parts),
            Err(misfit) => self.refuse(misfit, cx),
        }
    }

    /// One line for each VAT group that is credited.
    fn by_groups(&self, parts: &[Part]) -> Option<Draft> {
        let mut draft = self.head();
        for (index, (row, part)) in self.invoice().vat_breakdown().iter().zip(parts).enumerate() {
            if part.net.is_zero() && part.vat.is_zero() {
                continue;
            }
            let sign = if part.net.is_sign_negative() { Decimal::NEGATIVE_ONE } else { Decimal::ONE };
            let mut line = self.plain_line(self.free_id(index), row);
            line.quantity = sign;
            line.unit_price = part.net.abs().normalize();
            draft.lines.push(line);
        }
        self.state_vat(&mut draft, parts)?;
        Some(draft)
    }

    fn plain_line(&self, id: String, row: &VatBreakdown) -> Line {
        Line {
            id: Some(id.into()),
            name: self.request.reason.as_str().into(),
            description: None,
            quantity: Decimal::ONE,
            unit: None,
            unit_price: Decimal::ZERO,
            price_per: None,
            vat: VatInput::Stated(vat_of(row)),
            allowances: Vec::new(),
            charges: Vec::new(),
            period: None,
            seller_item_id: None,
            buyer_item_id: None,
            note: None,
        }
    }

    /// An id that no line of the invoice has, so that a line of an amount is never taken for one of goods.
    fn free_id(&self, index: usize) -> String {
        let mut number = index.saturating_add(1);
        loop {
            let mut id = AMOUNT_PREFIX.to_owned();
            crate::wire::push_count(&mut id, number);
            if self.credited.place(&id).is_none() {
                return id;
            }
            number = number.saturating_add(self.invoice().vat_breakdown().len());
        }
    }

    /// States the VAT of the groups where it is not what the lines of the draft give.
    fn state_vat(&self, draft: &mut Draft, parts: &[Part]) -> Option<()> {
        let per_line = super::calculate::is_per_line(draft);
        for (row, part) in self.invoice().vat_breakdown().iter().zip(parts) {
            let product = percent_of(part.net, row.rate.unwrap_or_default(), self.decimals())?;
            let credited = !part.net.is_zero() || !part.vat.is_zero();
            if credited && (per_line || product != part.vat) {
                draft.vat_amounts.push(VatAmount { category: row.category, rate: row.rate, amount: part.vat });
            }
        }
        Some(())
    }

    fn by_lines(&self, cx: &mut Reader) -> Option<Draft> {
        let invoice = self.invoice();
        let before = cx.count();
        let shares = self.shares(|line| line.net, |row| Some(row.base))?;
        // What was sold with VAT in its price is given back at that price.
        let grosses = match invoice.head().prices_include_vat {
            Some(true) => self.shares(|line| line.gross, |row| row.base.plus(row.amount))?,
            _ => Vec::new(),
        };
        let mut nets = vec![Decimal::ZERO; invoice.vat_breakdown().len()];
        let mut sums = vec![Decimal::ZERO; if grosses.is_empty() { 0 } else { nets.len() }];
        let mut draft = self.head();
        let mut named = BTreeSet::new();
        for (index, row) in self.request.lines.iter().enumerate() {
            let line = cx.index(index, |cx| {
                let place = self.find(row, &mut named, cx)?;
                self.credit_line(row, place, (*shares.get(place)?, grosses.get(place).copied()), cx)
            });
            let Some((line, (net, gross), group)) = line else { continue };
            if let (Some(gross), Some(sum)) = (gross, sums.get_mut(group)) {
                *sum = sum.plus(gross)?;
            }
            let sum = nets.get_mut(group)?;
            *sum = sum.plus(net)?;
            draft.lines.push(line);
        }
        if cx.count() > before {
            return None;
        }
        if nets.iter().copied().try_fold(Decimal::ZERO, Decimal::plus)?.is_sign_negative() {
            cx.report_fix(
                Code::CreditForm,
                "These lines together come to less than zero: that would be an invoice.",
                "Credit them together with lines that come to more.",
            );
            return None;
        }
        match self.credited.split_nets(&nets, &sums) {
            Ok(parts) => {
                self.state_vat(&mut draft, &parts)?;
                Some(draft)
            }
            Err(misfit) => self.refuse(misfit, cx),
        }
    }

    fn find(&self, row: &CreditLine, named: &mut BTreeSet<usize>, cx: &mut Reader) -> Option<usize> {
        let found = self.credited.place(&row.id);
        cx.field("id", |cx| match found {
            None => {
                let shown: String = row.id.chars().take(60).collect();
                cx.report_fix(
                    Code::CreditLine,
                    format!("The invoice has no line {shown}."),
                    "Use the id that the line has in the invoice; without one of its own it is its place, from 1.",
                );
                None
            }
            Some(place) if !named.insert(place) => {
                cx.report_fix(Code::LineIdTwice, "This line is named twice.", "Name it once, with the whole quantity.");
                None
            }
            found => found,
        })
    }

    /// What each line is worth without VAT, its share of the document's allowances and charges included.
    fn shares(
        &self,
        of_line: fn(&LineAmounts) -> Decimal,
        of_group: fn(&VatBreakdown) -> Option<Decimal>,
    ) -> Option<Vec<Decimal>> {
        let invoice = self.invoice();
        let mut shares: Vec<Decimal> = invoice.lines().iter().map(|line| of_line(line.amounts())).collect();
        for (group, row) in invoice.vat_breakdown().iter().enumerate() {
            let members: Vec<usize> = (0..shares.len())
                .filter(|index| invoice.lines().get(*index).map(InvoiceLine::group) == Some(group))
                .collect();
            let nets: Vec<Decimal> = members.iter().filter_map(|index| shares.get(*index).copied()).collect();
            let sum = nets.iter().copied().try_fold(Decimal::ZERO, Decimal::plus)?;
            let adjustment = of_group(row)?.minus(sum)?;
            if adjustment.is_zero() || members.is_empty() {
                continue;
            }
            for (index, part) in members.into_iter().zip(split::by_weight(adjustment, &nets, self.decimals())?) {
                let share = shares.get_mut(index)?;
                *share = share.plus(part)?;
            }
        }
        Some(shares)
    }

    /// The credited line, its net amount and its VAT group.
    fn credit_line(
        &self,
        row: &CreditLine,
        place: usize,
        (share, gross): (Decimal, Option<Decimal>),
        cx: &mut Reader,
    ) -> Option<(Line, (Decimal, Option<Decimal>), usize)> {
        let invoiced = self.invoice().lines().get(place)?;
        let before = self.credited.quantity(place);
        let whole = invoiced.line().quantity;
        let left = whole.minus(before)?;
        let quantity = row.quantity.unwrap_or(left);
        let same_way = quantity.is_sign_negative() == left.is_sign_negative();
        let spent = if whole.is_zero() { self.credited.is_named(place) } else { left.is_zero() };
        if quantity.abs() > left.abs() || spent {
            cx.field("quantity", |cx| {
                let message = format!("Only {} of this line is left to credit.", left.normalize());
                cx.report_fix(Code::CreditExceeds, message, "Credit no more than that.");
            });
            return None;
        }
        if !whole.is_zero() && (quantity.is_zero() || !same_way) {
            cx.field("quantity", |cx| {
                cx.report(Code::CreditForm, "The quantity is not zero and has the sign of the invoiced quantity.");
            });
            return None;
        }
        let taken = |share: Decimal| {
            if whole.is_zero() {
                return Some(share);
            }
            let until = |sum: Decimal| product_quotient(share, sum, whole, self.decimals());
            until(before.plus(quantity)?)?.minus(until(before)?)
        };
        let net = taken(share)?;
        let gross = match gross {
            Some(gross) => Some(taken(gross)?),
            None => None,
        };
        let line = self.line_of(invoiced.line(), quantity, net)?;
        Some((line, (net, gross), invoiced.group()))
    }

    /// The invoice line with this quantity, its price net, brought to `net` by an allowance or a charge.
    fn line_of(&self, invoiced: &Line, quantity: Decimal, net: Decimal) -> Option<Line> {
        let mut line = Line { quantity, allowances: Vec::new(), charges: Vec::new(), ..invoiced.clone() };
        if self.invoice().head().prices_include_vat == Some(true) && !quantity.is_zero() {
            line.price_per = None;
            line.unit_price = net_price(net, quantity, self.decimals())?;
        }
        let per = line.price_per.unwrap_or(Decimal::ONE);
        let product = product_quotient(line.quantity, line.unit_price, per, self.decimals())?;
        let difference = product.minus(net)?;
        let row = |code: &str| AllowanceCharge {
            amount: Some(difference.abs()),
            reason_code: Some(code.into()),
            ..AllowanceCharge::default()
        };
        if difference > Decimal::ZERO {
            line.allowances.push(row(ALLOWANCE_CODE));
        } else if difference < Decimal::ZERO {
            line.charges.push(row(CHARGE_CODE));
        }
        Some(line)
    }

    fn refuse(&self, misfit: Misfit, cx: &mut Reader) -> Option<Draft> {
        if misfit == Misfit::Exceeds {
            let currency = self.invoice().head().currency;
            let left = self.credited.left_gross()?;
            let mut message = format!("Only {left} {currency} of this invoice is left to credit");
            let parts = self.credited.left()?;
            if parts.len() > 1 {
                for (index, (row, part)) in self.invoice().vat_breakdown().iter().zip(parts).enumerate() {
                    message.push_str(if index == 0 { ": without VAT " } else { ", " });
                    let rate = row.rate.map(|rate| format!(" {rate} %")).unwrap_or_default();
                    message.push_str(&format!("{} at {}{rate}", part.net, row.category.as_str()));
                }
            }
            message.push('.');
            cx.report_fix(Code::CreditExceeds, message, "Credit no more than that, or use full for all that is left.");
        }
        None
    }
}

fn vat_of(row: &VatBreakdown) -> Vat {
    Vat {
        category: row.category,
        rate: row.rate,
        exemption_code: row.exemption_code.clone(),
        exemption_reason: row.exemption_reason.clone(),
    }
}

/// A price without VAT that gives `net`, with as few decimals as that takes.
fn net_price(net: Decimal, quantity: Decimal, decimals: u32) -> Option<Decimal> {
    let mut price = Decimal::ZERO;
    for places in decimals..=DECIMALS_MAX {
        price = product_quotient(net, Decimal::ONE, quantity, places)?.max(Decimal::ZERO);
        if product_quotient(price, quantity, Decimal::ONE, decimals)? == net {
            break;
        }
    }
    Some(price.normalize())
}
