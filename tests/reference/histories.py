"""Random histories of invoices with what the reference finds owed, one JSON object a line.

    python3 histories.py SEED COUNT       prints {"draft", "issueDate", "entries", "days", "expect"}

The same seed gives the same histories. They fit together: credits stay within the invoice, what ends or corrects speaks of
what stands before it. Legal days come in any order.
"""

import json
import random
import sys
from datetime import date, timedelta
from fractions import Fraction

from ledger import Account, overpaid, status
from money import amount_text, number, round_half_away

PARTIES = {
    "supplier": {
        "name": "Voorbeeld BV", "country": "NL", "vatId": "NL004495445B01",
        "address": {"line1": "Keizersgracht 1", "city": "Amsterdam", "postalCode": "1015 AA"},
        "companyId": {"scheme": "0106", "value": "12345678"},
    },
    "customer": {
        "name": "Afnemer BV", "country": "NL",
        "address": {"line1": "Coolsingel 2", "city": "Rotterdam", "postalCode": "3011 AD"},
        "companyId": {"scheme": "0106", "value": "87654321"},
    },
    "paymentMethods": [{"kind": "creditTransfer", "iban": "NL91ABNA0417164300"}],
}
KINDS = ["payment"] * 8 + ["refund", "chargeback", "returnedDebit"] + ["credit"] * 2 + ["writeOff"] * 2 + ["dispute"] * 2 + \
    ["disputeResolved"] * 2 + ["settlementOffer"] * 3 + ["paymentPlan"] * 2 + ["correction"] * 3 + ["reminder"] * 2 + ["promise", "viewed", "void"]
FINAL = ("credit", "void", "correction")
SPAN = 80


class Teller:
    """Draws invoices and what happens to them from one seeded source."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def draft(self):
        one = self.random
        price = amount_text(Fraction(one.randint(100, 200_000), 100), 2)
        line = {"name": "Item", "quantity": "1", "unitPrice": price, "vat": {"category": "S", "rate": one.choice(["21", "9"])}}
        terms = one.choice([
            {"netDays": one.randint(0, 45)},
            {"instalments": [{"days": 5}, {"days": 20}, {"days": 40}]},
            {"instalments": [{"percent": "30", "days": 0}, {"percent": "70", "days": 30}]},
            {"netDays": 30, "vatMode": one.choice(["fullThenCreditNote", "fullThenCorrection", "discounted", "alwaysDiscounted"]),
             "earlyDiscounts": [{"percent": "2", "days": 10}]},
            {"netDays": 30, "vatMode": "fullThenCreditNote", "earlyDiscounts": [{"percent": "3", "days": 5}, {"percent": "1.5", "days": 15}]},
        ])
        draft = {"currency": "EUR", **PARTIES, "lines": [line], "paymentTerms": terms}
        if "earlyDiscounts" not in terms and one.random() < 0.1:
            draft.update(type="creditNote", preceding=[{"number": "2025-0001"}])
        return draft

    def amount(self, of):
        """An amount: often one that means something, else any."""
        one = self.random
        share = one.choice([Fraction(1), Fraction(1, 2), Fraction(98, 100), Fraction(one.randint(1, 1200), 1000)])
        cents = max(int(of * share * 100) + one.choice([0, 0, 0, 1, -1]), 1)
        return amount_text(Fraction(cents, 100), 2)

    def history(self):
        draft = self.draft()
        issued = date(2026, 1, 31) + timedelta(days=self.random.randint(0, 30))
        account = Account(draft, issued.isoformat(), [])
        for entry in self.theme(account, issued):
            self.append(account, entry)
        for _ in range(self.random.randint(0, 7)):
            self.append(account, self.entry(account, f"c{len(account.entries)}", issued))
        if self.random.random() < 0.3:
            self.shuffle(account)
        return draft, account

    def append(self, account, entry):
        if entry:
            place = len(account.entries)
            account.entries.append({"id": f"e{place}", "at": f"2026-06-01T09:00:{place:02}Z", **entry})

    def shuffle(self, account):
        """Another order of writing, where no entry speaks of another."""
        if not any("of" in entry or "dispute" in entry for entry in account.entries):
            stamps = [entry["at"] for entry in account.entries]
            self.random.shuffle(account.entries)
            account.entries = [{**entry, "at": at} for entry, at in zip(account.entries, stamps)]

    def theme(self, account, issued):
        """What seldom comes about by chance: a settlement or a discount with money that just reaches it, or just not."""
        one = self.random
        if account.turned or one.random() < 0.4:
            return []
        at = lambda days: (issued + timedelta(days=days)).isoformat()  # noqa: E731
        pay = lambda days, amount, kind="payment": {"on": at(days), "kind": kind, "amount": amount_text(amount, 2), "method": "card"}  # noqa: E731
        off = one.choice([Fraction(0)] * 4 + [Fraction(-1, 100), Fraction(1, 100)])
        told = []
        if account.steps and one.random() < 0.7:
            until, asked = one.choice(account.steps)
            last = (date.fromisoformat(until) - issued).days
            gap = account.payable - asked
            if one.random() < 0.5:
                credit = account.gross * one.choice([Fraction(1, 2), Fraction(1, 4)])
                credit = Fraction(int(credit * 100), 100)
                asked = round_half_away(asked * (account.payable - credit) / account.payable, 2)
                told.append({"on": at(one.randint(0, last + 2)), "kind": "credit", "number": "c0", "amount": amount_text(credit, 2)})
            told.append(pay(one.randint(0, last + 1), asked + off))
            if one.random() < 0.3:
                # Paid twice, or something on top, in time or late.
                told.append(pay(one.randint(0, last + 20), one.choice([asked, account.payable, Fraction(500, 100)])))
            if one.random() < 0.3:
                note = gap if one.random() < 0.7 else Fraction(1, 100)
                told.append({"on": at(one.randint(0, last + 20)), "kind": "credit", "number": "c1", "amount": amount_text(note, 2)})
            back = one.choice([asked, asked, gap, Fraction(500, 100)])
        else:
            early = Fraction(int(account.payable * one.choice([0, 0, 10, 25])), 100)
            asked = Fraction(int((account.payable - early) * one.choice([50, 80, 95])), 100)
            start, length = one.randint(5, 30), one.randint(0, 12)
            if early > 0:
                told.append(pay(start - one.randint(0, 3), early))
            told.append({"on": at(start), "kind": "settlementOffer", "amount": amount_text(asked, 2), "until": at(start + length)})
            first = Fraction(int(asked * one.choice([0, 40, 100])), 100)
            for part in (first, asked - first + off):
                if part > 0:
                    told.append(pay(start + one.randint(0, length + 1), part))
            back = one.choice([early, asked, asked / 2])
            if one.random() < 0.3:
                told.append({"on": at(start + length + 1), "kind": "writeOff", "amount": amount_text(account.payable - asked, 2), "reason": "x", "ground": "settlement"})
        back = Fraction(int(back * 100), 100)
        if back > 0 and one.random() < 0.3:
            told.append(pay(one.randint(10, 60), back, one.choice(["chargeback", "returnedDebit", "refund"])))
        # What cannot be booked is left out: nothing below a cent.
        return [entry for entry in told if number(entry["amount"]) > 0]

    def entry(self, account, name, issued):
        one = self.random
        kind = one.choice(KINDS)
        on = issued + timedelta(days=one.randint(0, SPAN))
        later = (on + timedelta(days=one.randint(0, 20))).isoformat()
        entry = {"on": on.isoformat(), "kind": kind}
        amount = self.amount(account.payable)
        if kind in ("payment", "refund", "chargeback", "returnedDebit"):
            return {**entry, "amount": amount, "method": "card"}
        if kind == "credit":
            credited = sum((number(e["amount"]) for e in account.entries if e["kind"] == "credit"), Fraction(0))
            fits = number(amount) + credited <= account.gross and not account.turned
            return {**entry, "number": name, "amount": amount} if fits else None
        if kind == "writeOff":
            ground = one.choice([{}, {"ground": "uncollectible"}, {"ground": "settlement"}, {"ground": "difference"}])
            return {**entry, "amount": amount, "reason": "x", **ground}
        if kind == "dispute":
            return {**entry, "amount": amount, "reason": "x"}
        if kind == "settlementOffer":
            return {**entry, "amount": amount, "until": later}
        if kind == "promise":
            return {**entry, "until": later}
        if kind == "paymentPlan":
            days = sorted(on + timedelta(days=one.randint(0, 40)) for _ in range(one.randint(1, 4)))
            return {**entry, "instalments": [{"dueDate": day.isoformat(), "amount": self.amount(account.payable / 2)} for day in days]}
        if kind == "reminder":
            level = one.choice([{}, {}, {"level": one.randint(0, 4)}])
            return {**entry, "step": one.choice("abc"), "channel": "email", "sentOn": entry["on"], **level}
        if kind in ("correction", "disputeResolved"):
            return self.later_word(account, entry, amount)
        return entry

    def later_word(self, account, entry, amount):
        """An entry that speaks of an earlier one, dated no earlier than it."""
        spoken = {e.get("of") or e.get("dispute") for e in account.entries}
        if entry["kind"] == "disputeResolved":
            fit = [e for e in account.entries if e["kind"] == "dispute" and e["id"] not in spoken]
        else:
            fit = [e for e in account.entries if e["kind"] not in FINAL]
        if not fit:
            return None
        earlier = self.random.choice(fit)
        entry["on"] = max(entry["on"], earlier["on"])
        if entry["kind"] == "disputeResolved":
            return {**entry, "dispute": earlier["id"], "outcome": "rejected"}
        has_amount = "amount" in earlier
        return {**entry, "of": earlier["id"], **({"amount": amount} if has_amount and self.random.random() < 0.5 else {})}


def cases(seed, count):
    """Histories with their statuses on some days."""
    teller = Teller(seed)
    for _ in range(count):
        draft, account = teller.history()
        first = date.fromisoformat(account.issued)
        days = sorted(teller.random.sample(range(-1, SPAN + 30), 12))
        days = [(first + timedelta(days=day)).isoformat() for day in days]
        expect = [{**status(account, day), "overpaid": amount_text(overpaid(account, day), 2)} for day in days]
        yield {"draft": draft, "issueDate": account.issued, "entries": account.entries, "days": days, "expect": expect}


if __name__ == "__main__":
    for case in cases(int(sys.argv[1]), int(sys.argv[2])):
        print(json.dumps(case))
