"""Random drafts with the amounts that the reference derives for them, one JSON object a line.

    python3 generate.py SEED COUNT        prints {"draft": ..., "expect": ...}

The same seed gives the same drafts. It stays inside what the reference defines (README.md): no wrong input, no shorthand,
no split over weights that sum to zero.
"""

import json
import random
import sys

from calculate import calculate, line_amounts, load
from money import amount_text, digits_of
from fractions import Fraction

CURRENCIES = ["EUR"] * 8 + ["USD", "CHF", "JPY", "KWD"]
RATES = ["21", "9", "6", "12", "19", "7", "20", "5.5", "10", "25.5", "8.1", "2.1", "4.9", "0.9"]
UNTAXED = [
    {"category": "Z", "rate": "0"},
    {"category": "E", "rate": "0", "exemptionReason": "Exempt"},
    {"category": "AE", "rate": "0", "exemptionCode": "VATEX-EU-AE"},
    {"category": "L", "rate": "7"},
    {"category": "M", "rate": "4"},
]


class Maker:
    """Draws drafts from one seeded source."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def chance(self, probability):
        return self.random.random() < probability

    def decimal(self, low, high, decimals):
        """A decimal string between two whole numbers."""
        value = Fraction(self.random.randint(low * 10**decimals, high * 10**decimals), 10**decimals)
        return amount_text(value, decimals)

    def vat_palette(self):
        """The one to four VAT kinds of a draft."""
        kinds = [{"category": "S", "rate": rate} for rate in self.random.sample(RATES, self.random.choice([1, 1, 2, 2, 3]))]
        if self.chance(0.2):
            kinds.append(self.random.choice(UNTAXED))
        return kinds

    def adjustment(self, digits, charge):
        """An allowance or charge without its VAT: an amount or a percentage."""
        if self.chance(0.5):
            return {"percent": self.random.choice(["1", "2", "2.5", "5", "7.5", "10", "12.345", "33.3333", "50", "100"])}
        return {"amount": self.decimal(0, 20 if charge else 3, digits)}

    def line(self, palette, digits):
        """One line; mostly sold, sometimes returned (negative quantity)."""
        quantity = self.random.choice(["1", "2", "3", "10", "0.5", "1.25", "0.333", self.decimal(1, 400, 3)])
        price_decimals = self.random.choice([0, digits, digits, 3, 4, 10])
        line = {
            "name": "Item",
            "quantity": quantity if not self.chance(0.06) else "-" + quantity,
            "unitPrice": self.decimal(0, self.random.choice([1, 50, 3000]), price_decimals),
            "vat": self.random.choice(palette),
        }
        if self.chance(0.1):
            line["pricePer"] = self.random.choice(["100", "1000", "3", "0.5"])
        if self.chance(0.25):
            line["allowances"] = [self.adjustment(digits, False) for _ in range(self.random.choice([1, 1, 2]))]
        if self.chance(0.1):
            line["charges"] = [self.adjustment(digits, True)]
        return line

    def document_entries(self, palette, digits, charge):
        entries = []
        for _ in range(self.random.choice([1, 1, 2])):
            entry = self.adjustment(digits, charge)
            if self.chance(0.5):
                entry["vat"] = self.random.choice(palette)
            entries.append(entry)
        return entries

    def terms(self):
        """Due dates, and at times early payment or instalments."""
        terms = self.random.choice([
            {"netDays": self.random.randint(0, 90)},
            {"endOfMonth": {"months": self.random.randint(0, 3), "days": self.random.randint(0, 20)}},
            {"dayOfMonth": {"day": self.random.randint(1, 31), "minDays": self.random.randint(0, 45)}},
        ])
        if self.chance(0.4):
            terms["businessDay"] = "following"
        return terms

    def early(self, count):
        steps = [{"percent": p, "days": d} for p, d in [("3", 5), ("2", 10), ("1", 20)]]
        return steps[:count]

    def draft(self):
        """One draft, unchecked."""
        currency = self.random.choice(CURRENCIES)
        digits = digits_of(currency)
        palette = self.vat_palette()
        draft = {"currency": currency, "lines": [self.line(palette, digits) for _ in range(self.random.choice([1, 2, 3, 5, 8, 13]))]}
        if self.chance(0.15):
            draft["type"] = "creditNote"
        if self.chance(0.35):
            draft["pricesIncludeVat"] = True
        elif self.chance(0.2):
            draft["rounding"] = "perLine"
        if self.chance(0.3):
            draft["allowances"] = self.document_entries(palette, digits, False)
        if self.chance(0.25):
            draft["charges"] = self.document_entries(palette, digits, True)
        if self.chance(0.15):
            draft["prepaid"] = self.decimal(0, 50, digits)
        if self.chance(0.15):
            draft["payableRounding"] = {0: "5", 2: "0.05", 3: "0.050"}[digits]
        if self.chance(0.5):
            draft["issueDate"] = f"20{self.random.randint(24, 29)}-{self.random.randint(1, 12):02d}-{self.random.randint(1, 28):02d}"
            draft["paymentTerms"] = self.terms()
        self.discount(draft)
        return draft

    def discount(self, draft):
        """Early payment where nothing else touches what is due, so that each mode has one meaning."""
        plain = not {"prepaid", "payableRounding", "rounding", "pricesIncludeVat"} & draft.keys()
        taxed = all(line["vat"]["category"] == "S" for line in draft["lines"])
        if "paymentTerms" not in draft or not plain or not taxed or "type" in draft or not self.chance(0.5):
            return
        # No step may end after the due date, and nobody pays a credit note early.
        draft["paymentTerms"] = {"netDays": self.random.randint(20, 90)}
        mode = self.random.choice(["fullThenCreditNote", "fullThenCorrection", "discounted", "alwaysDiscounted"])
        count = 1 if mode == "discounted" else self.random.choice([1, 2, 3])
        draft["paymentTerms"] |= {"earlyDiscounts": self.early(count), "vatMode": mode}


def usable(draft):
    """Whether every group has a positive sum: then each split, and each discount, has one meaning."""
    digits = digits_of(draft["currency"])
    sums = {}
    for line in draft["lines"]:
        stated, _, _ = line_amounts(line, digits)
        key = (line["vat"]["category"], line["vat"]["rate"])
        sums[key] = sums.get(key, 0) + stated
    return all(value > 0 for value in sums.values())


def positive_bases(expect):
    return all(not row["base"].startswith("-") and not row["amount"].startswith("-") for row in expect["vatBreakdown"])


def cases(seed, count):
    """`count` drafts with their derived amounts."""
    maker = Maker(seed)
    made = 0
    while made < count:
        draft = load(json.dumps(maker.draft()))
        split_needed = any("vat" not in entry for kind in ("allowances", "charges") for entry in draft.get(kind, []))
        early = "earlyDiscounts" in draft.get("paymentTerms", {})
        if (split_needed or early) and not usable(draft):
            continue
        expect = calculate(draft)
        # Where nothing is left to pay there is nothing to pay early.
        if early and not (positive_bases(expect) and Fraction(expect["totals"]["payable"])):
            continue
        made += 1
        yield {"draft": draft, "expect": expect}


if __name__ == "__main__":
    for case in cases(int(sys.argv[1]), int(sys.argv[2])):
        print(json.dumps(case))
