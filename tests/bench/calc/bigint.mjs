// A calculation as one writes it by hand with BigInt for this kind of invoice and no other: cents, two decimals, positive amounts.

import { outcome } from "./outcome.mjs";

export function calculate(draft) {
  const groups = new Map();
  const lines = draft.lines.map((line) => {
    const product = BigInt(line.quantity) * units(line.unitPrice);
    const percent = line.allowances?.[0].percent;
    const allowance = percent === undefined ? 0n : percentOf(product, BigInt(percent));
    const net = product - allowance;
    const group = groups.get(line.vat.rate);
    if (group === undefined) groups.set(line.vat.rate, { rate: line.vat.rate, net });
    else group.net += net;
    return { net: text(net), allowanceTotal: text(allowance) };
  });
  const list = [...groups.values()];
  const lineNet = list.reduce((sum, group) => sum + group.net, 0n);
  const allowances = percentOf(lineNet, BigInt(draft.allowances[0].percent));
  split(allowances, lineNet, list);
  let vat = 0n;
  for (const group of list) {
    group.base = group.net - group.share;
    group.vat = percentOf(group.base, BigInt(group.rate));
    vat += group.vat;
  }
  const net = lineNet - allowances;
  const gross = text(net + vat);
  const totals = { lineNet: text(lineNet), allowances: text(allowances), net: text(net), vat: text(vat), gross, payable: gross };
  const written = list.map(({ rate, share, base, vat }) => ({ rate, share: text(share), base: text(base), vat: text(vat) }));
  return outcome(draft, lines, written, totals);
}

function split(total, sum, groups) {
  let left = total;
  for (const group of groups) {
    const product = total * group.net;
    group.share = product / sum;
    group.rest = product % sum;
    left -= group.share;
  }
  const largest = [...groups].sort((one, other) => (one.rest < other.rest ? 1 : one.rest > other.rest ? -1 : 0));
  for (const group of largest.slice(0, Number(left))) group.share += 1n;
}

function percentOf(value, percent) {
  return (value * percent + 50n) / 100n;
}

function units(amount) {
  const [whole, cents] = amount.split(".");
  return BigInt(whole + cents);
}

function text(value) {
  const digits = value.toString().padStart(3, "0");
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
