"""An invoice's derived amounts from its draft, written from EN 16931-1 and the wire model, never from the engine.

    python3 calculate.py draft.json        (or a draft on standard input)

prints lines, totals, VAT breakdown, due date, early-payment steps and instalments as JSON. Rules and the choices where
the standard leaves room stand in README.md beside this file. It trusts its input: refusing wrong drafts is the engine's
work and is covered by vectors with stated errors.
"""

import json
import sys
from decimal import Decimal
from fractions import Fraction

from money import amount_text, digits_of, floor_units, number, percent_text, round_half_away, round_to_step, split
from rates import resolve
from terms import due_date, early_payment, discounts_on_invoice, instalments


def load(text):
    """JSON with exact numbers."""
    return json.loads(text, parse_float=Decimal)


class Group:
    """One VAT breakdown row (BG-23): everything of one category and rate."""

    def __init__(self, category, rate):
        self.category = category
        self.rate = rate
        self.items = []  # (kind, sign, stated amount, owner), stated as in the draft: net, or including VAT
        self.base = Fraction(0)
        self.vat = Fraction(0)
        self.exact = True

    def stated(self):
        return sum(sign * amount for _, sign, amount, _ in self.items)

    def line_sum(self):
        return sum(amount for kind, _, amount, _ in self.items if kind == "line")


class Groups:
    """VAT groups in the order of their first appearance."""

    def __init__(self):
        self.rows = []

    def get(self, category, rate):
        for row in self.rows:
            if row.category == category and row.rate == rate:
                return row
        self.rows.append(Group(category, rate))
        return self.rows[-1]

    def find(self, category, rate):
        return next((row for row in self.rows if (row.category, row.rate) == (category, rate)), None)


def vat_of(vat, draft):
    """(category, rate) of a stated VAT or of a shorthand such as "nl:standard"; O has no rate and counts as 0."""
    if isinstance(vat, str):
        return resolve(vat, draft)
    return vat["category"], number(vat.get("rate", "0"))


def adjustment(entry, base, digits):
    """An allowance or charge (BT-136/141/92/99): a stated amount, or a percentage of its base, rounded once."""
    if "amount" in entry:
        return number(entry["amount"])
    base = number(entry["base"]) if "base" in entry else base
    return round_half_away(base * number(entry["percent"]) / 100, digits)


def line_amounts(line, digits):
    """(stated total, allowances, charges) of a line: quantity × price / price base quantity − allowances + charges."""
    exact = number(line["quantity"]) * number(line["unitPrice"]) / number(line.get("pricePer", "1"))
    allowances = sum((adjustment(entry, exact, digits) for entry in line.get("allowances", [])), Fraction(0))
    charges = sum((adjustment(entry, exact, digits) for entry in line.get("charges", [])), Fraction(0))
    return round_half_away(exact, digits) - allowances + charges, allowances, charges


def place_document_entry(entry, kind, sign, groups, line_groups, draft, digits):
    """Books a document allowance or charge on its own VAT group, or splits it over the groups of the lines."""
    if "vat" in entry:
        key = vat_of(entry["vat"], draft)
        existing = groups.find(*key)
        amount = adjustment(entry, existing.line_sum() if existing else Fraction(0), digits)
        groups.get(*key).items.append((kind, sign, amount, entry))
        return
    weights = [row.line_sum() for row in line_groups]
    amount = adjustment(entry, sum(weights), digits)
    if amount == 0:
        return
    for row, piece in zip(line_groups, split(amount, weights, digits)):
        if piece != 0:
            row.items.append((kind, sign, piece, entry))


def settle_net(row, per_line, digits):
    """Base and VAT of a group whose items are net: BR-CO-17, or the sum of each item's own VAT."""
    row.base = row.stated()
    if per_line:
        row.vat = sum(sign * round_half_away(amount * row.rate / 100, digits) for _, sign, amount, _ in row.items)
    else:
        row.vat = round_half_away(row.base * row.rate / 100, digits)
    return [(kind, sign, amount, owner) for kind, sign, amount, owner in row.items]


def settle_gross(row, per_line, digits):
    """Base and VAT of a group whose items include VAT: base + VAT is exactly what the shelf prices add up to."""
    factor = 1 + row.rate / 100
    quotas = [sign * amount / factor for _, sign, amount, _ in row.items]
    if per_line:
        nets = [round_half_away(quota, digits) for quota in quotas]
        row.base = sum(nets)
        row.vat = row.stated() - row.base
        row.exact = all(
            round_half_away(net * row.rate / 100, digits) == sign * amount - net
            for net, (_, sign, amount, _) in zip(nets, row.items)
        )
    else:
        row.base = round_half_away(row.stated() / factor, digits)
        row.vat = row.stated() - row.base
        row.exact = row.vat == round_half_away(row.base * row.rate / 100, digits)
        nets = floor_units(quotas, row.base, digits)
    return [(kind, sign, sign * net, owner) for (kind, sign, _, owner), net in zip(row.items, nets)]


def settle(groups, draft, digits):
    """Settles every group; gives the net items as (kind, sign, net, owner)."""
    per_line = draft.get("rounding") == "perLine"
    one = settle_gross if draft.get("pricesIncludeVat") else settle_net
    return [item for row in groups.rows for item in one(row, per_line, digits)]


def totals_of(items, groups, draft, digits):
    """BG-22, by BR-CO-10 to BR-CO-16."""
    sums = {kind: sum((net for k, _, net, _ in items if k == kind), Fraction(0)) for kind in ("line", "allowance", "charge")}
    net = sums["line"] - sums["allowance"] + sums["charge"]
    vat = sum((row.vat for row in groups.rows), Fraction(0))
    prepaid = number(draft.get("prepaid", "0"))
    open_amount = net + vat - prepaid
    payable = open_amount
    if "payableRounding" in draft:
        payable = round_to_step(open_amount, number(draft["payableRounding"]))
    return {
        "lineNet": sums["line"],
        "allowances": sums["allowance"],
        "charges": sums["charge"],
        "net": net,
        "vat": vat,
        "gross": net + vat,
        "prepaid": prepaid,
        "rounding": payable - open_amount,
        "payable": payable,
    }


def calculate(draft):
    """The derived part of the invoice of a draft."""
    digits = digits_of(draft["currency"])
    groups = Groups()
    lines = []
    for line in draft["lines"]:
        stated, allowances, charges = line_amounts(line, digits)
        lines.append({"line": line, "stated": stated, "allowances": allowances, "charges": charges})
        groups.get(*vat_of(line["vat"], draft)).items.append(("line", 1, stated, line))
    line_groups = list(groups.rows)
    for kind, sign in (("allowance", -1), ("charge", 1)):
        for entry in draft.get(f"{kind}s", []):
            place_document_entry(entry, kind, sign, groups, line_groups, draft, digits)
    steps = draft.get("paymentTerms", {}).get("earlyDiscounts", [])
    plan = discounts_on_invoice(steps, draft, groups, digits)
    items = settle(groups, draft, digits)
    totals = totals_of(items, groups, draft, digits)
    nets = {id(owner): net for kind, _, net, owner in items if kind == "line"}
    return render(draft, digits, lines, nets, groups, totals, plan)


def render(draft, digits, lines, nets, groups, totals, plan):
    """The result in wire form."""
    text = lambda value: amount_text(value, digits)
    gross_mode = draft.get("pricesIncludeVat", False)
    result = {"lines": [], "totals": {name: text(value) for name, value in totals.items()}, "vatBreakdown": []}
    for entry in lines:
        row = {"net": text(nets[id(entry["line"])])}
        if gross_mode:
            row["gross"] = text(entry["stated"])
        else:
            row["allowanceTotal"] = text(entry["allowances"])
            row["chargeTotal"] = text(entry["charges"])
        result["lines"].append(row)
    for row in groups.rows:
        shown = {"category": row.category, "base": text(row.base), "amount": text(row.vat)}
        if row.category != "O":
            shown["rate"] = percent_text(row.rate)
        result["vatBreakdown"].append(shown)
    if gross_mode:
        result["grossMeans"] = "exact" if all(row.exact for row in groups.rows) else "vatDifference"
    if "vatCurrency" in draft:
        other = draft["vatCurrency"]
        other_digits = digits_of(other["currency"])
        converted = round_half_away(totals["vat"] * number(other["rate"]), other_digits)
        result["totals"]["vatInAccountingCurrency"] = amount_text(converted, other_digits)
    due = due_date(draft)
    if due is not None:
        result["dueDate"] = due.isoformat()
    early = early_payment(draft, plan, groups, totals, digits)
    if early:
        result["earlyPayment"] = early
    parts = instalments(draft, totals["payable"], digits)
    if parts:
        result["instalments"] = parts
    return result


if __name__ == "__main__":
    source = open(sys.argv[1], encoding="utf-8") if len(sys.argv) > 1 else sys.stdin
    print(json.dumps(calculate(load(source.read())), indent=1))
