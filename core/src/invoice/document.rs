//! Allowances and charges of lines and documents, and the settling of VAT groups from all their parts.

use rust_decimal::Decimal;

use super::calculate::{Outcome, Plan, is_gross, is_per_line};
use super::computed::{Adjustment, AdjustmentKind};
use super::draft::Draft;
use super::figures::{LineFigures, RowFigures};
use super::group::{Group, Groups, net_of, rate_of, split_net, vat_of};
use super::line::{AllowanceCharge, Line};
use super::resolve::Setting;
use super::terms::VatMode;
use super::totals::GrossMeans;
use super::vat::Vat;
use super::{early, gross};
use crate::finding::Code;
use crate::money::Exact;
use crate::money::split;
use crate::wire::Reader;

/// A document may have this many allowances, and as many charges: each may stand in every VAT group.
pub const ROWS_MAX: usize = 1_000;

/// The parts of a document while its groups are settled.
pub(super) struct Parts<'a> {
    /// The lines.
    pub lines: &'a mut [LineFigures],
    /// The allowances and charges of the document, each within one group.
    pub adjustments: Vec<Placed>,
    /// The groups.
    pub groups: Groups,
}

/// An allowance or charge of the document and the group it belongs to.
pub(super) struct Placed {
    /// The group.
    pub group: usize,
    /// The row as it goes out.
    pub row: Adjustment,
}

/// What the allowances or charges of a line come to; each is added to `figures`.
pub(super) fn line_rows(
    line: &Line,
    rows: &[AllowanceCharge],
    field: &'static str,
    setting: &Setting<'_>,
    figures: &mut Vec<RowFigures>,
    cx: &mut Reader,
) -> Option<Decimal> {
    let mut sum = Decimal::new(0, setting.decimals);
    cx.field(field, |cx| {
        for (index, row) in rows.iter().enumerate() {
            cx.index(index, |cx| {
                if row.vat.is_some() {
                    cx.field("vat", |cx| {
                        cx.report(Code::FieldUnknown, "An allowance or charge of a line has the VAT of its line.");
                    });
                }
                let usual = &|percent| setting.line_percent(line, percent);
                if let Some(row) = setting.allowance_charge(row, usual, cx) {
                    sum = sum.plus(row.amount)?;
                    figures.push(row);
                }
                Some(())
            })?;
        }
        Some(sum)
    })
}

/// The allowances and charges of the document, resolved to amounts and split over the groups where they have no VAT. The VAT of each
/// is added to `vats`.
pub(super) fn adjustments(
    draft: &Draft,
    setting: &Setting<'_>,
    groups: &mut Groups,
    vats: &mut Vec<Option<Vat>>,
    cx: &mut Reader,
) -> Option<Vec<Placed>> {
    let mut out = Vec::new();
    // Percentages and splits rest on the lines alone, not on each other.
    let lines: Vec<Decimal> = groups.list.iter().map(|group| group.lines).collect();
    let line_sum = lines.iter().copied().try_fold(Decimal::new(0, setting.decimals), Decimal::plus)?;
    let sides = [
        ("allowances", &draft.allowances, AdjustmentKind::Allowance),
        ("charges", &draft.charges, AdjustmentKind::Charge),
    ];
    for (field, rows, kind) in sides {
        if rows.len() > ROWS_MAX {
            cx.field(field, |cx| {
                cx.report_fix(
                    Code::ListTooLong,
                    format!("The document has more than 1,000 {field}."),
                    "Put them on the lines that they belong to, or add up those of one kind.",
                );
            });
            return None;
        }
        for (index, row) in rows.iter().enumerate() {
            cx.field(field, |cx| {
                cx.index(index, |cx| {
                    let before = out.len();
                    match adjustment(row, kind, (&lines, line_sum), setting, groups, &mut out, cx) {
                        Some(vat) => vats.push(vat),
                        None => out.truncate(before),
                    }
                });
            });
        }
    }
    Some(out)
}

/// Adds what a row comes to: one part, or one in each group that bears a share of it. Says its own VAT, if it has one.
fn adjustment(
    row: &AllowanceCharge,
    kind: AdjustmentKind,
    (lines, line_sum): (&[Decimal], Decimal),
    setting: &Setting<'_>,
    groups: &mut Groups,
    out: &mut Vec<Placed>,
    cx: &mut Reader,
) -> Option<Option<Vat>> {
    let own = match &row.vat {
        None => None,
        Some(input) => Some(cx.field("vat", |cx| {
            let vat = setting.vat(input, cx)?;
            Some((groups.of(&vat, cx), vat))
        })?),
    };
    let usual = match &own {
        Some((group, _)) => lines.get(*group).copied().unwrap_or_default(),
        None => line_sum,
    };
    let percent_of = |percent| crate::money::round::percent_of(usual, percent, setting.decimals);
    let RowFigures { amount, base } = setting.allowance_charge(row, &percent_of, cx)?;
    let base = row.percent.map(|_| base.unwrap_or(usual));
    let mut add = |group: usize, amount: Decimal, whole: bool| {
        let signed = if kind == AdjustmentKind::Charge { amount } else { -amount };
        groups.add_adjustment(group, signed)?;
        let row = Adjustment {
            kind,
            amount,
            percent: row.percent.filter(|_| whole),
            base: base.filter(|_| whole),
            reason: row.reason.clone(),
            reason_code: row.reason_code.clone(),
            vat: groups.list.get(group)?.vat.clone(),
        };
        out.push(Placed { group, row });
        Some(())
    };
    if let Some((group, vat)) = own {
        add(group, amount, true)?;
        return Some(Some(vat));
    }
    if lines.is_empty() {
        return None;
    }
    let shares = split::by_weight(amount, lines, setting.decimals)?;
    let bearing = shares.iter().filter(|share| !share.is_zero()).count();
    for (group, share) in shares.into_iter().enumerate() {
        if !share.is_zero() {
            add(group, share, bearing <= 1)?;
        }
    }
    if bearing == 0 {
        add(0, amount, true)?;
    }
    Some(None)
}

/// Settles base and VAT of every group and what its lines and adjustments come to without VAT.
pub(super) fn settle(
    draft: &Draft,
    plan: Option<&Plan>,
    parts: &mut Parts<'_>,
    decimals: u32,
    cx: &mut Reader,
) -> Option<Outcome> {
    let mut outcome = if is_gross(draft) {
        settle_gross(is_per_line(draft), parts, decimals)?
    } else {
        for group in &mut parts.groups.list {
            group.base = crate::money::round::to_decimals(group.stated()?, decimals)?;
        }
        Outcome { means: None, rounding: Decimal::ZERO, discounts: Vec::new() }
    };
    let terms = draft.payment_terms.as_ref().zip(plan);
    let percent = terms.and_then(|(terms, plan)| early::deciding_percent(terms).map(|percent| (percent, plan.mode)));
    if let Some((percent, mode @ (VatMode::Discounted | VatMode::AlwaysDiscounted))) = percent {
        if is_gross(draft) {
            cx.field("paymentTerms", |cx| {
                cx.report_fix(
                    Code::TermsDiscount,
                    "This discount lowers the VAT base, but the prices include VAT.",
                    "State net prices, or a vatMode with VAT on the full amount.",
                );
            });
            return None;
        }
        outcome.discounts = deduct(percent, mode, draft, parts, decimals)?;
    }
    if !is_gross(draft) {
        settle_net(is_per_line(draft), parts, decimals)?;
    }
    Some(outcome)
}

/// Takes the early-payment discount off the VAT base at once, as the law of the mode has it.
fn deduct(
    percent: Decimal,
    mode: VatMode,
    draft: &Draft,
    parts: &mut Parts<'_>,
    decimals: u32,
) -> Option<Vec<early::Adjustment>> {
    let bases: Vec<_> = parts.groups.list.iter().map(|group| (group.vat.clone(), group.base)).collect();
    let language = super::calculate::language_of(draft);
    let mut silent = Reader::new();
    let discounts = early::adjustments(percent, mode, &bases, decimals, language)?;
    for made in &discounts {
        let group = parts.groups.of(&made.vat, &mut silent);
        let signed = if made.charge { made.amount } else { -made.amount };
        parts.groups.add_adjustment(group, signed)?;
        let settled = parts.groups.list.get_mut(group)?;
        settled.base = crate::money::round::to_decimals(settled.base.plus(signed)?, decimals)?;
        let row = Adjustment {
            kind: if made.charge { AdjustmentKind::Charge } else { AdjustmentKind::Allowance },
            amount: made.amount,
            percent: made.percent,
            base: made.base,
            reason: Some(made.reason.as_str().into()),
            reason_code: None,
            vat: made.vat.clone(),
        };
        parts.adjustments.push(Placed { group, row });
    }
    Some(discounts)
}

/// The parts of a group, allowances with their sign turned: first its lines, then its adjustments.
fn parts_of<'a>(group: usize, parts: &'a Parts<'_>) -> impl Iterator<Item = Decimal> + 'a {
    let lines = parts.lines.iter().filter(move |line| line.group == group).map(|line| line.amounts.net);
    let rows = parts.adjustments.iter().filter(move |placed| placed.group == group).map(|placed| &placed.row);
    lines.chain(rows.map(|row| if row.is_charge() { row.amount } else { -row.amount }))
}

fn settle_net(per_line: bool, parts: &mut Parts<'_>, decimals: u32) -> Option<()> {
    for index in 0..parts.groups.list.len() {
        let group = parts.groups.list.get(index)?;
        let (rate, base) = (rate_of(&group.vat), group.base);
        let (amount, vats) = if per_line {
            let each: Vec<_> =
                parts_of(index, parts).map(|part| vat_of(part, rate, decimals)).collect::<Option<_>>()?;
            (each.iter().copied().try_fold(Decimal::new(0, decimals), Decimal::plus)?, each)
        } else {
            let amount = vat_of(base, rate, decimals)?;
            (amount, split::by_rate(amount, parts_of(index, parts), rate, decimals)?)
        };
        parts.groups.list.get_mut(index)?.amount = amount;
        for (line, vat) in parts.lines.iter_mut().filter(|line| line.group == index).zip(vats) {
            line.amounts.vat = vat;
            line.amounts.gross = line.amounts.net.plus(vat)?;
        }
    }
    Some(())
}

fn settle_gross(per_line: bool, parts: &mut Parts<'_>, decimals: u32) -> Option<Outcome> {
    let (mut means, mut rounding) = (GrossMeans::Exact, Decimal::ZERO);
    for index in 0..parts.groups.list.len() {
        let members: Vec<Decimal> = parts_of(index, parts).collect();
        let group = parts.groups.list.get_mut(index)?;
        let rate = rate_of(&group.vat);
        let (nets, (used, left)) = if per_line {
            let nets = members.iter().map(|part| net_of(*part, rate, decimals)).collect::<Option<Vec<_>>>()?;
            let settled = per_line_difference(group, &members, &nets, decimals)?;
            (nets, settled)
        } else {
            let settled = gross::settle(group, decimals)?;
            (split_net(group.base, &members, rate, decimals)?, settled)
        };
        means = gross::last_resort(means, used);
        rounding = rounding.plus(left)?;
        let mut nets = nets.into_iter();
        for line in parts.lines.iter_mut().filter(|line| line.group == index) {
            line.amounts.gross = line.amounts.net;
            line.amounts.net = nets.next()?;
            line.amounts.vat = line.amounts.gross.minus(line.amounts.net)?;
        }
        for Placed { row, .. } in parts.adjustments.iter_mut().filter(|placed| placed.group == index) {
            let net = nets.next()?;
            row.amount = if row.is_charge() { net } else { -net };
            // The percentage was of an amount with VAT, which a document without VAT has no place for.
            (row.percent, row.base) = (None, None);
        }
    }
    Some(Outcome { means: Some(means), rounding, discounts: Vec::new() })
}

fn per_line_difference(
    group: &mut Group,
    members: &[Decimal],
    nets: &[Decimal],
    decimals: u32,
) -> Option<(GrossMeans, Decimal)> {
    let rate = rate_of(&group.vat);
    let base = nets.iter().copied().try_fold(Decimal::new(0, decimals), Decimal::plus)?;
    let mut products = Decimal::new(0, decimals);
    let mut exact = true;
    for (member, net) in members.iter().zip(nets) {
        let product = vat_of(*net, rate, decimals)?;
        exact &= net.plus(product)? == *member;
        products = products.plus(product)?;
    }
    if exact {
        (group.base, group.amount) = (base, products);
        return Some((GrossMeans::Exact, Decimal::ZERO));
    }
    gross::difference(group, base, products, decimals)
}
