// A calculation as one writes it with decimal.js: every amount rounded once, half away from zero, discounts split by largest remainder.

import { Decimal } from "decimal.js";
import { outcome } from "./outcome.mjs";

const HUNDRED = new Decimal(100);
const CENT = new Decimal("0.01");
const ZERO = new Decimal(0);

export function calculate(draft) {
  const groups = new Map();
  const lines = draft.lines.map((line) => {
    const product = new Decimal(line.quantity).times(line.unitPrice);
    const percent = line.allowances?.[0].percent;
    const allowance = percent === undefined ? ZERO : cents(product.times(percent).div(HUNDRED));
    const net = cents(product).minus(allowance);
    const group = groups.get(line.vat.rate);
    if (group === undefined) groups.set(line.vat.rate, { rate: line.vat.rate, net });
    else group.net = group.net.plus(net);
    return { net: net.toFixed(2), allowanceTotal: allowance.toFixed(2) };
  });
  const list = [...groups.values()];
  const lineNet = list.reduce((sum, group) => sum.plus(group.net), ZERO);
  const allowances = cents(lineNet.times(draft.allowances[0].percent).div(HUNDRED));
  split(allowances, lineNet, list);
  let vat = ZERO;
  for (const group of list) {
    group.base = group.net.minus(group.share);
    group.vat = cents(group.base.times(group.rate).div(HUNDRED));
    vat = vat.plus(group.vat);
  }
  const net = lineNet.minus(allowances);
  const gross = net.plus(vat).toFixed(2);
  const totals = { lineNet: lineNet.toFixed(2), allowances: allowances.toFixed(2), net: net.toFixed(2), vat: vat.toFixed(2), gross, payable: gross };
  const written = list.map(({ rate, share, base, vat }) => ({ rate, share: share.toFixed(2), base: base.toFixed(2), vat: vat.toFixed(2) }));
  return outcome(draft, lines, written, totals);
}

function split(total, sum, groups) {
  let left = total;
  for (const group of groups) {
    const exact = total.times(group.net).div(sum);
    group.share = exact.toDecimalPlaces(2, Decimal.ROUND_DOWN);
    group.rest = exact.minus(group.share);
    left = left.minus(group.share);
  }
  for (const group of [...groups].sort((one, other) => other.rest.cmp(one.rest))) {
    if (left.eq(ZERO)) break;
    group.share = group.share.plus(CENT);
    left = left.minus(CENT);
  }
}

function cents(value) {
  return value.toDecimalPlaces(2, Decimal.ROUND_HALF_UP);
}
