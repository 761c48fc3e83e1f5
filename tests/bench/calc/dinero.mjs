// A calculation as one writes it with dinero.js: amounts in cents, percentages by scale. It has no division, so that the split over the
// VAT rates is done on its integers; its own `allocate` gives the cent that is left to the first, not to the largest remainder.

import { add, dinero, EUR, halfAwayFromZero, multiply, subtract, toDecimal, toSnapshot, transformScale } from "dinero.js";
import { outcome } from "./outcome.mjs";

const ZERO = euros(0);

export function calculate(draft) {
  const groups = new Map();
  const lines = draft.lines.map((line) => {
    const product = multiply(euros(Math.round(Number(line.unitPrice) * 100)), Number(line.quantity));
    const percent = line.allowances?.[0].percent;
    const allowance = percent === undefined ? ZERO : percentOf(product, percent);
    const net = subtract(product, allowance);
    const group = groups.get(line.vat.rate);
    if (group === undefined) groups.set(line.vat.rate, { rate: line.vat.rate, net });
    else group.net = add(group.net, net);
    return { net: toDecimal(net), allowanceTotal: toDecimal(allowance) };
  });
  const list = [...groups.values()];
  const lineNet = list.reduce((sum, group) => add(sum, group.net), ZERO);
  const allowances = percentOf(lineNet, draft.allowances[0].percent);
  split(toSnapshot(allowances).amount, toSnapshot(lineNet).amount, list);
  let vat = ZERO;
  for (const group of list) {
    group.base = subtract(group.net, group.share);
    group.vat = percentOf(group.base, group.rate);
    vat = add(vat, group.vat);
  }
  const net = subtract(lineNet, allowances);
  const gross = toDecimal(add(net, vat));
  const totals = { lineNet: toDecimal(lineNet), allowances: toDecimal(allowances), net: toDecimal(net), vat: toDecimal(vat), gross, payable: gross };
  const written = list.map(({ rate, share, base, vat }) => ({ rate, share: toDecimal(share), base: toDecimal(base), vat: toDecimal(vat) }));
  return outcome(draft, lines, written, totals);
}

function euros(amount) {
  return dinero({ amount, currency: EUR });
}

function percentOf(amount, percent) {
  return transformScale(multiply(amount, { amount: Number(percent), scale: 2 }), 2, halfAwayFromZero);
}

function split(total, sum, groups) {
  let left = total;
  for (const group of groups) {
    const product = total * toSnapshot(group.net).amount;
    group.cents = Math.floor(product / sum);
    group.rest = product % sum;
    left -= group.cents;
  }
  for (const group of [...groups].sort((one, other) => other.rest - one.rest).slice(0, left)) group.cents += 1;
  for (const group of groups) group.share = euros(group.cents);
}
