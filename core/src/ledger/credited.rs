//! What of an invoice is credited and what is left, per VAT group and per line.
//!
//! A credit takes from the rest of each group, never more than is left there; so any sequence of credits adds up to
//! the invoice, net and VAT, to the cent. Shares are cumulative: what a credit takes is the share of everything
//! credited so far, rounded, minus what was taken before, so that roundings never add up.

use crate::money::Exact;
use std::cell::OnceCell;

use rust_decimal::Decimal;

use super::entry::Credit;
use crate::invoice::{Category, InvoiceLine, Issued, VatBreakdown};
use crate::money::round::{percent_of, product_quotient, to_decimals};
use crate::money::split;
use crate::order::Names;

/// How the id of a line begins that credits an amount and no line of the invoice.
pub(crate) const AMOUNT_PREFIX: &str = "amount-";

/// A VAT group of the invoice with what was credited of it.
#[derive(Clone, Debug)]
pub(crate) struct GroupCredit {
    category: Category,
    rate: Option<Decimal>,
    base: Decimal,
    vat: Decimal,
    credited_net: Decimal,
    credited_vat: Decimal,
}

/// Net and VAT of a credit within one group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Part {
    /// Taxable amount.
    pub net: Decimal,
    /// VAT.
    pub vat: Decimal,
}

/// Why a credit does not fit what is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Misfit {
    /// It is more than what is left.
    Exceeds,
    /// The invoice has no such VAT group or line.
    Unknown,
    /// The breakdown does not add up to the amount.
    Sum,
    /// A number leaves its range.
    Range,
}

impl GroupCredit {
    /// What is left of the group.
    pub fn left(&self) -> Option<Part> {
        let net = self.base.minus(self.credited_net)?;
        Some(Part { net, vat: self.vat.minus(self.credited_vat)? })
    }

    fn left_gross(&self) -> Option<Decimal> {
        self.left()?.gross()
    }

    /// Whether the VAT of the group is its base times its rate; not so where it was rounded per line or fitted to
    /// shelf prices.
    fn is_product(&self, decimals: u32) -> bool {
        percent_of(self.base, self.rate.unwrap_or_default(), decimals) == Some(self.vat)
    }

    /// The VAT that a taxable amount of the group carries: by its rate, or by its own proportion where the group's
    /// VAT is not the product.
    fn vat_of(&self, net: Decimal, decimals: u32) -> Option<Decimal> {
        if self.is_product(decimals) || self.base.is_zero() {
            return percent_of(net, self.rate.unwrap_or_default(), decimals);
        }
        product_quotient(net, self.vat, self.base, decimals)
    }

    /// The taxable amount within an amount with VAT.
    fn net_of(&self, gross: Decimal, decimals: u32) -> Option<Decimal> {
        let whole = self.base.plus(self.vat)?;
        if self.is_product(decimals) || whole.is_zero() {
            let divisor = Decimal::ONE_HUNDRED.plus(self.rate.unwrap_or_default())?;
            return product_quotient(gross, Decimal::ONE_HUNDRED, divisor, decimals);
        }
        product_quotient(gross, self.base, whole, decimals)
    }

    /// Splits an amount with VAT into net and VAT of this group.
    fn part_of_gross(&self, gross: Decimal, decimals: u32) -> Option<Part> {
        let left = self.left()?;
        if gross == left.gross()? {
            return Some(left);
        }
        let credited = self.credited_net.plus(self.credited_vat)?;
        let net = self.net_of(credited.plus(gross)?, decimals)?.minus(self.credited_net)?;
        let vat = within(gross.minus(within(net, left.net))?, left.vat);
        Some(Part { net: gross.minus(vat)?, vat })
    }

    /// What a net amount that was sold at a price with VAT takes: the rest of that price is its VAT. None where that
    /// would leave this credit, or what is left after it, more than a cent off base × rate; the share decides then.
    fn part_at_price(&self, net: Decimal, gross: Decimal, decimals: u32) -> Option<Part> {
        let left = self.left()?;
        let vat = gross.minus(net)?;
        let rest = Part { net: left.net.minus(net)?, vat: left.vat.minus(vat)? };
        let cent = Decimal::new(1, decimals);
        let near = |part: Part| Some(part.vat.minus(self.vat_of(part.net, decimals)?)?.abs() <= cent);
        let part = Part { net, vat };
        (!rest.net.is_zero() && fits(vat, left.vat) && near(part)? && near(rest)?).then_some(part)
    }

    /// The VAT that belongs to a further net amount of this group.
    fn part_of_net(&self, net: Decimal, decimals: u32) -> Option<Part> {
        let left = self.left()?;
        if net == left.net {
            return Some(left);
        }
        let vat = self.vat_of(self.credited_net.plus(net)?, decimals)?.minus(self.credited_vat)?;
        Some(Part { net, vat: within(vat, left.vat) })
    }
}

impl Part {
    fn gross(self) -> Option<Decimal> {
        self.net.plus(self.vat)
    }
}

/// The value, held between zero and the rest.
fn within(value: Decimal, rest: Decimal) -> Decimal {
    value.max(rest.min(Decimal::ZERO)).min(rest.max(Decimal::ZERO))
}

fn fits(value: Decimal, rest: Decimal) -> bool {
    within(value, rest) == value
}

/// What of an invoice is credited so far.
#[derive(Clone, Debug)]
pub(crate) struct Credited<'a> {
    invoice: &'a Issued,
    /// Places of the invoice lines by id, found when first asked for.
    places: OnceCell<Names<'a>>,
    groups: Vec<GroupCredit>,
    /// Credited quantity by place of the line.
    quantities: Vec<Option<Decimal>>,
    decimals: u32,
    any: bool,
}

impl<'a> Credited<'a> {
    /// Nothing is credited yet.
    pub fn nothing(invoice: &'a Issued) -> Credited<'a> {
        let zero = Decimal::ZERO;
        let group = |row: &VatBreakdown| GroupCredit {
            category: row.category,
            rate: row.rate,
            base: row.base,
            vat: row.amount,
            credited_net: zero,
            credited_vat: zero,
        };
        Credited {
            invoice,
            places: OnceCell::new(),
            groups: invoice.vat_breakdown().iter().map(group).collect(),
            quantities: vec![None; invoice.lines().len()],
            decimals: invoice.head().currency.decimals(),
            any: false,
        }
    }

    /// Whether something was credited.
    pub fn any(&self) -> bool {
        self.any
    }

    /// What is left, with VAT.
    pub fn left_gross(&self) -> Option<Decimal> {
        let left = self.groups.iter().map(GroupCredit::left_gross);
        let sum = left.sum::<Option<Decimal>>()?;
        to_decimals(sum, self.decimals)
    }

    /// What is left of each group.
    pub fn left(&self) -> Option<Vec<Part>> {
        self.groups.iter().map(GroupCredit::left).collect()
    }

    /// Whether every group is credited in full.
    pub fn is_complete(&self) -> bool {
        self.groups.iter().all(|group| group.base == group.credited_net && group.vat == group.credited_vat)
    }

    /// The place of an invoice line by its id.
    pub fn place(&self, id: &str) -> Option<usize> {
        let id_of = |line: &'a InvoiceLine| line.line().id.as_deref().unwrap_or_default();
        self.places.get_or_init(|| Names::of(self.invoice.lines().iter().map(id_of).collect())).place(id)
    }

    /// The quantity of a line that was credited so far.
    pub fn quantity(&self, line: usize) -> Decimal {
        self.quantities.get(line).copied().flatten().unwrap_or_default()
    }

    /// Whether a credit named the line, whatever its quantity.
    pub fn is_named(&self, line: usize) -> bool {
        self.quantities.get(line).is_some_and(Option::is_some)
    }

    /// Splits an amount with VAT over what is left of the groups, by largest remainder.
    pub fn split_gross(&self, amount: Decimal) -> Result<Vec<Part>, Misfit> {
        let left = self.left_gross().ok_or(Misfit::Range)?;
        if amount > left {
            return Err(Misfit::Exceeds);
        }
        let split = || {
            let weights = self.groups.iter().map(GroupCredit::left_gross).collect::<Option<Vec<_>>>()?;
            let shares = split::by_weight(amount, &weights, self.decimals)?;
            let parts = self.groups.iter().zip(shares).map(|(group, share)| group.part_of_gross(share, self.decimals));
            parts.collect::<Option<Vec<_>>>()
        };
        split().ok_or(Misfit::Range)
    }

    /// Puts VAT to further net amounts, one for each group; where `grosses` are given, up to those.
    pub fn split_nets(&self, nets: &[Decimal], grosses: &[Decimal]) -> Result<Vec<Part>, Misfit> {
        let mut parts = Vec::with_capacity(nets.len());
        for (index, (group, net)) in self.groups.iter().zip(nets).enumerate() {
            let left = group.left().ok_or(Misfit::Range)?;
            if !fits(*net, left.net) {
                return Err(Misfit::Exceeds);
            }
            let zero = Part { net: *net, vat: Decimal::new(0, self.decimals) };
            let at_price = match grosses.get(index) {
                Some(gross) => group.part_at_price(*net, *gross, self.decimals),
                None => None,
            };
            let part =
                if net.is_zero() { Some(zero) } else { at_price.or_else(|| group.part_of_net(*net, self.decimals)) };
            parts.push(part.ok_or(Misfit::Range)?);
        }
        let gross = parts.iter().map(|part| part.gross()).sum::<Option<Decimal>>().ok_or(Misfit::Range)?;
        if gross > self.left_gross().ok_or(Misfit::Range)? { Err(Misfit::Exceeds) } else { Ok(parts) }
    }

    /// Books a credit.
    pub fn book(&mut self, credit: &Credit) -> Result<(), Misfit> {
        let parts = if credit.breakdown.is_empty() {
            self.split_gross(self.without_rounding(credit.amount)?)?
        } else {
            self.parts_of_breakdown(credit)?
        };
        for (group, part) in self.groups.iter_mut().zip(parts) {
            let left = group.left().ok_or(Misfit::Range)?;
            if !fits(part.net, left.net) || !fits(part.vat, left.vat) {
                return Err(Misfit::Exceeds);
            }
            group.credited_net = group.credited_net.plus(part.net).ok_or(Misfit::Range)?;
            group.credited_vat = group.credited_vat.plus(part.vat).ok_or(Misfit::Range)?;
        }
        for row in &credit.lines {
            let Some(index) = self.place(&row.id) else {
                if row.id.starts_with(AMOUNT_PREFIX) {
                    continue;
                }
                return Err(Misfit::Unknown);
            };
            let invoiced = self.invoice.lines().get(index).map(|line| line.line().quantity).unwrap_or_default();
            let quantity = self.quantity(index).plus(row.quantity).ok_or(Misfit::Range)?;
            if !fits(quantity, invoiced) {
                return Err(Misfit::Exceeds);
            }
            if let Some(credited) = self.quantities.get_mut(index) {
                *credited = Some(quantity);
            }
        }
        self.any = true;
        Ok(())
    }

    /// The amount without the rounding amount (BT-114) of the invoice, which a full credit note mirrors.
    fn without_rounding(&self, amount: Decimal) -> Result<Decimal, Misfit> {
        let left = self.left_gross().ok_or(Misfit::Range)?;
        let rounded = left.plus(self.invoice.totals().rounding).ok_or(Misfit::Range)?;
        Ok(if !self.any && amount == rounded { left } else { amount })
    }

    fn parts_of_breakdown(&self, credit: &Credit) -> Result<Vec<Part>, Misfit> {
        let mut parts = vec![Part { net: Decimal::ZERO, vat: Decimal::ZERO }; self.groups.len()];
        let mut sum = Decimal::ZERO;
        for row in &credit.breakdown {
            let same = |group: &GroupCredit| group.category == row.category && group.rate == row.rate;
            let index = self.groups.iter().position(same).ok_or(Misfit::Unknown)?;
            let part = parts.get_mut(index).ok_or(Misfit::Unknown)?;
            let added = |a: Decimal, b: Decimal| a.plus(b).ok_or(Misfit::Range);
            *part = Part { net: added(part.net, row.base)?, vat: added(part.vat, row.amount)? };
            sum = added(added(sum, row.base)?, row.amount)?;
        }
        let rounding = credit.amount.minus(sum).ok_or(Misfit::Range)?;
        // Only the mirror of the whole invoice has its rounding amount.
        let mirrors = rounding == self.invoice.totals().rounding && sum == self.invoice.totals().gross;
        if rounding.is_zero() || mirrors { Ok(parts) } else { Err(Misfit::Sum) }
    }
}
