"""What is owed on an invoice, a second time: the status of an account on a day, in exact fractions.

    from ledger import status, overpaid

Written from the wire model and README.md only, as definitions over all entries and not as a fold, so that it shares nothing
with the engine. It judges no refusals: its histories have to fit together.
"""

from datetime import date, timedelta
from fractions import Fraction

from calculate import calculate
from money import amount_text, digits_of, number, round_half_away

INTO = {"payment": 1, "refund": -1, "chargeback": -1, "returnedDebit": -1}
TAKEN_BACK = ("chargeback", "returnedDebit")
ZERO = Fraction(0)


class Account:
    """An issued invoice, as the reference computes it, and its entries in the order of writing."""

    def __init__(self, draft, issue_date, entries):
        draft = {**draft, "issueDate": issue_date}
        made = calculate(draft)
        self.turned = draft.get("type") == "creditNote"
        self.issued = issue_date
        self.decimals = digits_of(draft["currency"])
        self.payable, self.gross = number(made["totals"]["payable"]), number(made["totals"]["gross"])
        self.rounding = number(made["totals"].get("rounding", "0"))
        self.steps = [(row["until"], number(row["payable"])) for row in made.get("earlyPayment", [])]
        self.mode = draft.get("paymentTerms", {}).get("vatMode")
        parts = [(row["dueDate"], number(row["amount"])) for row in made.get("instalments", [])]
        self.parts = parts or [(made.get("dueDate"), self.payable)]
        self.entries = entries

    def known(self, day):
        """The entries of that day and before, each with the amount that counts by then."""
        known = [entry for entry in self.entries if entry["on"] <= day]
        said = {entry["of"]: entry for entry in known if entry["kind"] == "correction"}
        counted = []
        for entry in known:
            word = said.get(entry["id"], entry)
            if entry["kind"] == "correction" or (word is not entry and "amount" not in word):
                continue
            counted.append({**entry, "worth": number(word.get("amount", "0"))})
        return counted

    def money(self, entries):
        return sum((INTO[entry["kind"]] * entry["worth"] for entry in entries if entry["kind"] in INTO), ZERO)

    def discount(self, entries, credited):
        """The largest discount of a step that was taken: paid by its last day, and not taken back since."""
        return max([ZERO] + [self.discount_of(step, entries, credited) for step in self.steps])

    def discount_of(self, step, entries, credited):
        """Walked day by day: what is kept of the money in time, what came late, and which credits are the discount's own notes."""
        until, reduced = step
        kept = late = refunded = credit = notes = ZERO
        choice = since = None
        candidates = []

        def asks(owed):
            return round_half_away(reduced * owed / self.payable, self.decimals) if owed > 0 else ZERO

        for day in sorted({entry["on"] for entry in entries}):
            today = [entry for entry in entries if entry["on"] == day]
            came = [entry for entry in today if entry["kind"] == "payment"]
            back = total(today, "chargeback") + total(today, "returnedDebit")
            given = total(today, "refund")
            fresh = total(today, "credit") if day <= until else ZERO
            before, owed_before, earlier = kept, self.payable - credit, credit
            if day <= until:
                kept += sum((entry["worth"] for entry in came), ZERO) + differences(today) - given
                given = ZERO
            else:
                late += sum((entry["worth"] for entry in came), ZERO)
            # Banks take back first, then the seller gives back: money that came late before what came in time.
            kept, late = kept - max(back - late, ZERO), max(late - back, ZERO)
            refunded, late = refunded + max(given - late, ZERO), max(late - given, ZERO)
            credit += fresh
            candidates += [entry for entry in today if entry["kind"] == "credit" and own_note(entry)]
            if choice is None or kept != before:
                choice = None
                owed_after = self.payable - credit
                if asks(owed_before) > 0 and kept >= asks(owed_before):
                    choice = (owed_before, max(owed_before - kept, ZERO))
                    since = since or day
                elif asks(owed_after) > 0 and kept >= asks(owed_after):
                    choice = (owed_after, max(owed_after - kept, ZERO))
            if since and self.mode == "fullThenCreditNote":
                for entry in sorted(candidates, key=lambda entry: (entry["on"], entry["worth"])):
                    if entry["on"] >= since and notes + entry["worth"] <= self.payable - reduced:
                        notes += entry["worth"]
                        credit -= entry["worth"] if entry["on"] <= until else ZERO
                candidates = []
        threshold = asks(self.payable - credit)
        if choice is None or threshold <= 0 or kept < threshold:
            return ZERO
        owed = max(self.payable - (credited - notes), ZERO)
        held = kept - max(refunded - late, ZERO)
        chosen = round_half_away(choice[1] * owed / choice[0], self.decimals)
        return max(max(chosen, min(owed - held, owed - asks(owed))) - notes, ZERO)

    def left(self, entries):
        """What is left before anything is given up; negative where too much came in."""
        credited = total(entries, "credit")
        if any(entry["kind"] == "void" for entry in entries) or (credited and credited >= self.gross):
            credited, discount = self.gross + self.rounding, ZERO
        else:
            discount = self.discount(entries, credited)
        money = self.money(entries)
        return self.payable - (-money if self.turned else money) - credited - discount

    def given_up(self, entries):
        """What a settlement that was kept gives up: walked day by day, as offers are made, kept and lost."""
        offer, outside, accepted, alone, beside = None, ZERO, None, ZERO, ZERO
        for day in sorted({entry["on"] for entry in entries}):
            today = [entry for entry in entries if entry["on"] == day]
            new = [entry for entry in today if entry["kind"] == "settlementOffer"]
            if new and accepted is None:
                # The last word stands; what came in for the one before it is money from before the offer.
                outside += offer["paid"] if offer else ZERO
                offer = {"from": day, "until": new[-1]["until"], "asks": new[-1]["worth"], "paid": ZERO}
            came = self.money(entry for entry in today if entry["kind"] in ("payment", "refund")) + differences(today)
            if offer and offer["from"] <= day <= offer["until"]:
                offer["paid"] += came
            else:
                outside += came
            back = -self.money(entry for entry in today if entry["kind"] in TAKEN_BACK)
            before = min(back, max(outside, ZERO))
            outside -= before
            if offer:
                offer["paid"] -= back - before
                if offer["paid"] < offer["asks"]:
                    accepted = None
                elif accepted is None:
                    accepted = max(self.left([entry for entry in entries if entry["on"] <= day]), ZERO)
            booked = sum((entry["worth"] for entry in today if entry.get("ground") == "settlement"), ZERO)
            # Booked as an offer was kept, it falls with the offer; booked otherwise, it stands.
            alone, beside = (alone + booked, beside) if accepted is None else (alone, beside + booked)
        return alone if accepted is None else max(accepted, alone + beside)

    def contested(self, entries):
        ended = {entry["dispute"] for entry in entries if entry["kind"] == "disputeResolved"}
        open_disputes = (entry for entry in entries if entry["kind"] == "dispute" and entry["id"] not in ended)
        return sum((entry["worth"] for entry in open_disputes), ZERO)

    def due(self, entries, amount):
        """The amount laid on due dates: on the latest parts, since money clears the oldest first."""
        plans = sorted((entry for entry in entries if entry["kind"] == "paymentPlan"), key=lambda entry: entry["on"])
        planned = plans[-1]["instalments"] if plans else []
        parts = [(part["dueDate"], number(part["amount"])) for part in planned][::-1] + self.parts[::-1]
        laid = []
        for place, (day, size) in enumerate(parts):
            size = amount if place == len(parts) - 1 else min(size, amount)
            laid.append((day, size))
            amount -= size
        return [(day, size) for day, size in laid if size > 0]


def differences(entries):
    """Payment differences that were given up: for an offer or a discount they count as money."""
    return sum((entry["worth"] for entry in entries if entry.get("ground") == "difference"), ZERO)


def own_note(entry):
    """Whether a credit may be the note for a discount: it names no line of the invoice."""
    return all(line["id"].startswith("amount-") for line in entry.get("lines", []))


def total(entries, kind):
    return sum((entry["worth"] for entry in entries if entry["kind"] == kind), ZERO)


def level(entries):
    """The highest level of the reminders: a step that was not sent before is one more."""
    highest, steps = 0, set()
    for entry in sorted((entry for entry in entries if entry["kind"] == "reminder"), key=lambda entry: entry["on"]):
        following = highest if entry["step"] in steps else highest + 1
        steps.add(entry["step"])
        highest = max(highest, entry.get("level", following))
    return highest


def beyond(account, entries):
    """Warnings of write-offs and disputes that are more than there was at the end of their day."""
    found = []
    places = {entry["id"]: place for place, entry in enumerate(account.entries)}
    for place, entry in sorted(((places[entry["id"]], entry) for entry in entries), key=lambda row: (row[1]["on"], row[0])):
        then = [other for other in entries if other["on"] <= entry["on"]]
        if entry["kind"] == "writeOff" and entry.get("ground") != "charges":
            outright = sum((other["worth"] for other in then if other["kind"] == "writeOff" and other.get("ground", "uncollectible") == "uncollectible"), ZERO)
            much = outright + differences(then) + account.given_up(then) > max(account.left(then), ZERO)
        else:
            much = entry["kind"] == "dispute" and account.contested(then) > account.payable
        if much:
            found.append({"code": "entry.beyond", "severity": "warning", "path": f"entries[{place}].amount"})
    return found or None


def status(account, day):
    """The status of an account on a day, as it goes over the wire."""
    zero = amount_text(ZERO, account.decimals)
    found = {
        "state": "draft", "balanceState": "unpaid", "overdue": False, "daysOverdue": 0, "overdueAmount": zero,
        "dunningLevel": 0, "disputed": zero, "amountDue": zero, "asOf": day,
    }
    if day < account.issued:
        return found
    entries = account.known(day)
    found["findings"] = beyond(account, entries)
    left = account.left(entries)
    rest = max(max(left, ZERO) - differences(entries) - account.given_up(entries), ZERO)
    bad = sum((entry["worth"] for entry in entries if entry["kind"] == "writeOff" and entry.get("ground", "uncollectible") == "uncollectible"), ZERO)
    lost = min(bad, rest)
    owed = rest - lost
    found["dunningLevel"] = level(entries)
    void = any(entry["kind"] == "void" for entry in entries)
    money = account.money(entries)
    if left < 0:
        found["balanceState"] = "overpaid"
    elif rest == 0 or (void and lost == 0):
        found["balanceState"] = "paid"
    elif (-money if account.turned else money) > 0:
        found["balanceState"] = "partiallyPaid"
    if void or owed == 0:
        found["state"] = "void" if void else "uncollectible" if lost else "paid"
        return found
    contested = min(account.contested(entries), owed)
    found.update(state="open", amountDue=amount_text(owed, account.decimals), disputed=amount_text(contested, account.decimals))
    if not account.turned:
        late = [(due, size) for due, size in account.due(entries, owed - contested) if due and due < day]
        found["overdueAmount"] = amount_text(sum((size for _, size in late), ZERO), account.decimals)
        if late:
            oldest = date.fromisoformat(min(due for due, _ in late))
            found.update(overdue=True, daysOverdue=(date.fromisoformat(day) - oldest) // timedelta(days=1))
    return found


def overpaid(account, day):
    """What came in beyond what was owed."""
    return max(-account.left(account.known(day)), ZERO) if day >= account.issued else ZERO
