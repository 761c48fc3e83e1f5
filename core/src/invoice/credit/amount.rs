//! A credit by amount: spread over what is left of the VAT groups, with a line for each. Refuses more than is left.

use rust_decimal::Decimal;

use super::Crediting;
use crate::finding::Code;
use crate::invoice::calculate::is_per_line;
use crate::invoice::draft::{Draft, VatAmount};
use crate::invoice::line::Line;
use crate::invoice::totals::VatBreakdown;
use crate::invoice::vat::VatInput;
use crate::ledger::credited::{AMOUNT_PREFIX, Part};
use crate::money::round::{percent_of, units};
use crate::wire::Reader;

impl Crediting<'_> {
    pub(super) fn in_full(&self, cx: &mut Reader) -> Option<Draft> {
        if !self.credited.any() {
            return Some(self.mirror());
        }
        if self.credited.is_complete() {
            cx.field("full", |cx| cx.report(Code::CreditExceeds, "The invoice is credited in full already."));
            return None;
        }
        self.by_groups(&self.credited.left()?)
    }

    pub(super) fn by_amount(&self, amount: Decimal, cx: &mut Reader) -> Option<Draft> {
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
        let vat = VatInput::Stated(row.vat());
        Line { id: Some(id.into()), ..Line::plain(&self.request.reason, Decimal::ONE, Decimal::ZERO, vat) }
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
    pub(super) fn state_vat(&self, draft: &mut Draft, parts: &[Part]) -> Option<()> {
        let per_line = is_per_line(draft);
        for (row, part) in self.invoice().vat_breakdown().iter().zip(parts) {
            let product = percent_of(part.net, row.rate.unwrap_or_default(), self.decimals())?;
            let credited = !part.net.is_zero() || !part.vat.is_zero();
            if credited && (per_line || product != part.vat) {
                draft.vat_amounts.push(VatAmount { category: row.category, rate: row.rate, amount: part.vat });
            }
        }
        Some(())
    }
}
