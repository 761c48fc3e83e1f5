"""Random histories of late invoices with what the reference finds may be charged, one JSON object a line.

    python3 claim_histories.py SEED COUNT       prints {"draft", "issueDate", "entries", "options", "expect"}

The same seed gives the same histories. Days of payment, of letters and of the claim lie on boundaries more often than not: due
days, ends of terms, first days of rates, years of default.
"""

import json
import random
import sys
from datetime import date, timedelta
from fractions import Fraction

import claim_law as law
from claim import belgian_cap, belgian_term, claim, dutch_scale, dutch_term, year_later
from histories import PARTIES
from money import amount_text, number

DAY = timedelta(days=1)
FIRST_DUE, LAST_DUE = date(2016, 2, 1), date(2026, 11, 1)
# Book XIX holds for every contract from 2023-12-01 on; invoices that fall due here were sent after that.
BELGIAN_CONSUMERS = date(2024, 1, 1)
PLACES = [("NL", "consumer")] * 5 + [("NL", "business")] * 4 + [("NL", "government"), ("BE", "business"), ("BE", "government")] + \
    [("BE", "consumer")] * 4 + [("DE", "business"), ("DE", "consumer"), ("DE", "consumer"), ("DE", "government")] + \
    [("FR", "business"), ("FR", "business"), ("FR", "government"), ("ES", "business"), ("IT", "business"), ("LU", "business")]
ASKED = 3


class Teller:
    """Draws what happened to an invoice from one seeded source."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def amount(self, low, high):
        """A size: near the bands of the scales, or any."""
        one = self.random
        near = [x for x in (150, 267, 500, 1000, 2500, 5000, 10_000, 200_000) if low <= x <= high]
        if near and one.random() < 0.4:
            return Fraction(one.choice(near) * 100 + one.randint(-1, 1), 100)
        return Fraction(int(100 * low * (high / low) ** one.random()), 100)

    def share(self, of):
        one = self.random
        share = one.choice([Fraction(1), Fraction(1, 2), Fraction(9, 10), Fraction(one.randint(1, 1100), 1000)])
        return max(Fraction(int(of * share * 100), 100), Fraction(1, 100))

    def history(self):
        one = self.random
        self.country, self.debtor = one.choice(PLACES)
        belgian = (self.country, self.debtor) == ("BE", "consumer")
        first = BELGIAN_CONSUMERS if belgian else FIRST_DUE
        due = first + timedelta(days=one.randint(0, (LAST_DUE - first).days))
        if one.random() < 0.2:
            due = one.choice([day for day in self.odd_days() if first <= day <= LAST_DUE])
        issued = due - timedelta(days=one.randint(1, 30))
        payable = self.amount(5, 2_000_000)
        self.parts = [(due.isoformat(), amount_text(payable, 2))]
        terms = {"dueDate": due.isoformat()}
        if self.country != "DE" and self.debtor != "consumer" and one.random() < 0.15 and payable > 10:
            early = Fraction(int(payable * 100) // one.choice([2, 3]), 100)
            later = (due + timedelta(days=one.randint(1, 60))).isoformat()
            self.parts = [(due.isoformat(), amount_text(early, 2)), (later, amount_text(payable - early, 2))]
            terms = {"instalments": [{"dueDate": day, "amount": amount} for day, amount in self.parts]}
        if belgian and one.random() < 0.5:
            terms = {"instalments": self.instalments(due)}
            self.parts = [(part["dueDate"], part["amount"]) for part in terms["instalments"]]
            payable = sum((Fraction(amount) for _, amount in self.parts), Fraction(0))
        line = {"name": "Item", "quantity": "1", "unitPrice": amount_text(payable, 2), "vat": {"category": "E", "exemptionReason": "Training"}}
        draft = {"currency": "EUR", **PARTIES, "lines": [line], "paymentTerms": terms}
        self.due, self.issued, self.payable = due, issued, payable
        self.entries = []
        self.marks = [date.fromisoformat(day) + timedelta(days=off) for day, _ in self.parts for off in (-1, 0, 1)]
        self.marks += [year_later(due + DAY, years) + timedelta(days=off) for years in (1, 2, 3) for off in (-1, 0)]
        self.marks += [day + timedelta(days=off) for day in law.changes(law.NL_COMMERCIAL) for off in (-1, 0) if due < day]
        self.happen(belgian)
        return draft

    def instalments(self, due):
        """Two to four parts, near the bands of the Belgian caps more often than not; each due some days after the one before."""
        one, parts = self.random, []
        for _ in range(one.choice([2, 2, 3, 4])):
            parts.append({"dueDate": due.isoformat(), "amount": amount_text(self.amount(5, one.choice([200, 600, 5000])), 2)})
            due += timedelta(days=one.choice([1, 7, 14, 15, 30, 31, 61]))
        return parts

    def odd_days(self):
        ends = [date(year, month, day) for year in range(2016, 2027) for month, day in ((12, 31), (6, 30), (2, 28), (4, 26))]
        return ends + [date(2016, 2, 29), date(2020, 2, 28), date(2020, 2, 29), date(2024, 2, 28), date(2024, 2, 29)]

    def later(self, span=200):
        """A day after the invoice: near something that counts, or any."""
        one = self.random
        near = [day for day in self.marks if self.issued <= day <= self.due + timedelta(days=span)]
        if near and one.random() < 0.5:
            return one.choice(near)
        return self.issued + timedelta(days=one.randint(0, span))

    def happen(self, belgian):
        one = self.random
        for _ in range(one.choice([0, 1, 1, 1, 2, 3] if len(self.parts) == 1 or not belgian else [0, 1, 2, 2, 3, 4])):
            self.remind()
        for _ in range(one.choice([0, 0, 1, 1, 2, 4])):
            paid = self.share(self.payable)
            payment = {"on": self.later(one.choice([40, 200, 900])).isoformat(), "kind": "payment", "amount": amount_text(paid, 2), "method": "card"}
            self.book({**payment, **(self.beside(paid) if one.random() < 0.35 else {})})
        paid = [entry for entry in self.entries if entry["kind"] == "payment"]
        if paid and one.random() < 0.15:
            back = one.choice(paid)
            on = date.fromisoformat(back["on"]) + timedelta(days=one.randint(0, 60))
            self.book({"on": on.isoformat(), "kind": one.choice(["chargeback", "returnedDebit"]), "amount": back["amount"], "method": "card"})
        if one.random() < 0.1:
            given_up = amount_text(self.share(self.payable / 5), 2)
            self.book({"on": self.later(900).isoformat(), "kind": "writeOff", "amount": given_up, "reason": "x", "ground": "charges"})
        if one.random() < 0.2:
            credit = min(self.share(self.payable), self.payable)
            self.book({"on": self.later().isoformat(), "kind": "credit", "number": "C-1", "amount": amount_text(credit, 2)})
        if one.random() < 0.12:
            self.book({"on": self.later().isoformat(), "kind": "dispute", "amount": amount_text(self.share(self.payable), 2), "reason": "x"})
            if one.random() < 0.5:
                on = max(self.later().isoformat(), self.entries[-1]["on"])
                self.book({"on": on, "kind": "disputeResolved", "dispute": self.entries[-1]["id"], "outcome": "rejected"})

    def beside(self, paid):
        """What a payment says is for interest, and for costs."""
        one = self.random
        interest = min(self.share(self.payable / 5), paid)
        costs = min(Fraction(one.choice([0, 0, 40, 4001]), one.choice([1, 100])), paid - interest)
        said = {"interest": interest, "costs": costs}
        return {key: amount_text(amount, 2) for key, amount in said.items() if amount}

    def remind(self):
        one = self.random
        sent = self.later(90 if len(self.parts) == 1 else 180)
        letter = {"on": sent.isoformat(), "kind": "reminder", "step": f"s{len(self.entries)}", "sentOn": sent.isoformat()}
        letter["channel"] = one.choice(["letter", "letter", "registeredLetter", "email", "email", "phone"])
        if one.random() < 0.6:
            letter["receivedOn"] = (sent + timedelta(days=one.randint(0, 8))).isoformat()
        if self.country == "NL" and one.random() < 0.9:
            base = one.choice([self.payable] * 4 + [self.payable / 2, self.share(self.payable)])
            stated = dutch_scale(base, one.random() < 0.3) + Fraction(one.choice([0] * 6 + [-1, 1, -500]), 100)
            letter["costsStated"] = amount_text(max(stated, Fraction(1)), 2)
        if self.country == "BE" and one.random() < 0.3:
            about = number(one.choice(self.parts)[1]) if one.random() < 0.4 else self.payable
            letter["costsStated"] = amount_text(one.choice([belgian_cap(about)] * 3 + [Fraction(0), Fraction(1234, 100)]), 2)
        if self.country == "BE" and one.random() < 0.2:
            letter["charge"] = one.choice(["0.00", "0.01", "7.50", "9.00", "12.00"])
            if one.random() < 0.5:
                letter["postage"] = one.choice(["1.10", "2.03"])
        last = belgian_term(letter)[1] if self.country == "BE" else dutch_term(letter)
        self.marks += [sent, last, last + DAY]
        self.book(letter)

    def book(self, entry):
        place = len(self.entries)
        self.entries.append({"id": f"e{place}", "at": f"2027-01-01T09:00:{place:02}Z", **entry})

    def options(self):
        """What the claim depends on, with a day on or around something that counts."""
        one = self.random
        on = self.later(one.choice([60, 400, 1400]))
        if one.random() < 0.3 and self.entries:
            on = date.fromisoformat(one.choice(self.entries)["on"]) + timedelta(days=one.choice([-1, 0, 1]))
        on = min(max(on, self.issued), law.LAST_KNOWN)
        options = {"on": on.isoformat(), "jurisdiction": self.country, "debtor": self.debtor}
        agreed = {}
        if one.random() < 0.25 and self.country != "LU":
            agreed["interestRate"] = one.choice(["3", "5.5", "9", "11.25", "15"])
        if self.debtor == "consumer" and self.country == "DE" and one.random() < 0.4:
            agreed["term"] = True
        if (self.country, self.debtor) != ("NL", "consumer") and self.country + self.debtor != "DEconsumer" and one.random() < 0.4:
            cap = belgian_cap(self.payable)
            agreed["costs"] = amount_text(one.choice([cap, cap + 1, Fraction(20), Fraction(40), Fraction(4001, 100), Fraction(150)]), 2)
            if one.random() < 0.4:
                agreed["costsPercent"] = one.choice(["10", "12.5", "1", "0", "33.3333"])
                if one.random() < 0.5:
                    del agreed["costs"]
        if self.country == "NL" and self.debtor == "government":
            agreed.pop("costs", None)
            agreed.pop("costsPercent", None)
        if agreed:
            options["agreed"] = agreed
        creditor = {}
        if self.country == "NL" and one.random() < 0.3:
            creditor["deductsVat"] = one.random() < 0.2
        if self.country == "BE" and one.random() < 0.4:
            creditor["size"] = one.choice(["small", "small", "large"])
        return {**options, "creditor": creditor} if creditor else options


def cases(seed, count):
    """Histories with what may be charged on some days."""
    teller = Teller(seed)
    for _ in range(count):
        draft = teller.history()
        asked = [teller.options() for _ in range(ASKED)]
        expect = [claim(teller.parts, teller.entries, options) for options in asked]
        yield {"draft": draft, "issueDate": teller.issued.isoformat(), "entries": teller.entries, "options": asked, "expect": expect}


if __name__ == "__main__":
    for case in cases(int(sys.argv[1]), int(sys.argv[2])):
        print(json.dumps(case))
