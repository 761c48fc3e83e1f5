// What every subject in JavaScript makes of a draft: lines with their amounts, discounts, VAT by rate, totals. Nothing is computed here.

/** The invoice from amounts that are texts already. `lines` are pairs of net and allowance, `groups` have rate, share, base and vat. */
export function outcome(draft, lines, groups, totals) {
  return {
    currency: draft.currency,
    issueDate: draft.issueDate,
    lines: draft.lines.map(({ name, quantity, unitPrice, vat }, index) => ({ name, quantity, unitPrice, vat, ...lines[index] })),
    adjustments: groups.map(({ rate, share }) => ({ kind: "allowance", amount: share, vat: { category: "S", rate } })),
    vatBreakdown: groups.map(({ rate, base, vat }) => ({ category: "S", rate, base, amount: vat })),
    totals,
  };
}

/** What all subjects must agree on. */
export function figures({ totals, vatBreakdown }) {
  const { lineNet, allowances, net, vat, gross, payable } = totals;
  return [lineNet, allowances, net, vat, gross, payable, ...vatBreakdown.flatMap(({ rate, base, amount }) => [rate, base, amount])];
}
