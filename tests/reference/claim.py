"""What may be charged on a late invoice on a day, a second time, in exact fractions.

    from claim import claim

Written from the acts that `claim_law.py` names and from the wire model, as definitions over all entries; it shares nothing with the
engine. README.md says what it takes where the law leaves room. It answers with the fields of a claim that the judge
compares, or with `{"error": code}`.
"""

from collections import namedtuple
from datetime import date, timedelta
from fractions import Fraction

import claim_law as law
from money import amount_text, number, percent_text, round_half_away

ZERO = Fraction(0)
DAY = timedelta(days=1)
INTO = {"payment": 1, "refund": -1, "chargeback": -1, "returnedDebit": -1}
WRITTEN = ("email", "letter", "registeredLetter", "peppol")
Segment = namedtuple("Segment", "first last base rate amount")


class Refused(Exception):
    """The engine has to refuse, with this code."""


class History:
    """An invoice by its parts (due day and amount), oldest first, and what was booked up to the day of the claim."""

    def __init__(self, parts, entries, on):
        self.parts = [(date.fromisoformat(day), number(amount)) for day, amount in parts]
        self.payable = sum((amount for _, amount in self.parts), ZERO)
        self.entries = [entry for entry in entries if entry["on"] <= on.isoformat()]
        self.on = on
        ended = {entry["dispute"] for entry in self.entries if entry["kind"] == "disputeResolved"}
        self.credited = self.sum("credit")
        self.contested = sum((number(e["amount"]) for e in self.entries if e["kind"] == "dispute" and e["id"] not in ended), ZERO)

    def sum(self, kind):
        return sum((number(entry["amount"]) for entry in self.entries if entry["kind"] == kind), ZERO)

    def money(self, day):
        """What came in for the invoice, less what went back, up to a day."""
        known = [entry for entry in self.entries if entry["kind"] in INTO and entry["on"] <= day.isoformat()]
        return sum((INTO[entry["kind"]] * number(entry["amount"]) for entry in known), ZERO) - sum(self.beside(day))

    def beside(self, day):
        """What of the money up to a day is for costs and for interest: what payments say of themselves. What goes back is taken from what
        was paid too much, then from interest, from costs, and last from the invoice. Of an invoice credited in full nothing was owed."""
        if 0 < self.payable <= self.credited:
            return ZERO, ZERO
        known = [entry for entry in self.entries if entry["on"] <= day.isoformat() and entry["kind"] in INTO]
        paid = [(number(e["amount"]), number(e.get("costs", "0")), number(e.get("interest", "0"))) for e in known if INTO[e["kind"]] > 0]
        costs, interest = sum((part[1] for part in paid), ZERO), sum((part[2] for part in paid), ZERO)
        too_much = max(sum((part[0] for part in paid), ZERO) - (self.payable - self.credited) - costs - interest, ZERO)
        back = sum((number(entry["amount"]) for entry in known if INTO[entry["kind"]] < 0), ZERO)
        back = max(back - too_much, ZERO)
        kept = max(interest - back, ZERO)
        return max(costs - max(back - interest, ZERO), ZERO), kept

    def waived(self, day):
        """What of costs and interest was given up by a day."""
        known = (entry for entry in self.entries if entry.get("ground") == "charges" and entry["on"] <= day.isoformat())
        return sum((number(entry["amount"]) for entry in known), ZERO)

    def left(self, day):
        """What is left of each part at the end of a day. What was credited was never owed; money clears what is due first."""
        open_amount = max(self.payable - self.credited - self.money(day), ZERO)
        open_amount -= min(self.contested, open_amount)
        left = []
        for place in range(len(self.parts) - 1, -1, -1):
            size = open_amount if place == 0 else min(self.parts[place][1], open_amount)
            left.insert(0, size)
            open_amount -= size
        return left

    def due(self, day):
        """What is left at the end of a day of what is due by then."""
        return sum((left for left, (due, _) in zip(self.left(day), self.parts) if due <= day), ZERO)

    def surplus(self):
        return max(self.money(self.on) - (self.payable - self.credited), ZERO)

    def reminders(self):
        """What was written to the debtor while something was overdue, by day of sending."""
        late = self.parts[0][0].isoformat()
        sent = [entry for entry in self.entries if entry["kind"] == "reminder" and entry["channel"] in WRITTEN and entry["sentOn"] > late]
        sent = [entry for entry in sent if self.due(date.fromisoformat(entry["sentOn"]) - DAY) > 0]
        return sorted(sent, key=lambda entry: entry["sentOn"])


def year_later(start, years):
    """The day after a year of default is over: one that began on 29 February ends with 28 February, not a day before it."""
    try:
        return start.replace(year=start.year + years)
    except ValueError:
        return date(start.year + years, 3, 1)


def interest(history, place, start, yearly, rates, pick, grown):
    """Segments of one part from the first day of interest to the day of the claim, both included (art. 6:119a(1) BW). `grown` has the
    interest of years that ended of the parts that were due before, by the day from which it bears interest; that of this part is added."""
    cuts = {start, history.on + DAY}
    cuts.update(date.fromisoformat(entry["on"]) + off for entry in history.entries for off in (0 * DAY, DAY))
    cuts.update(day for day, _ in grown)
    for rows in rates:
        cuts.update(law.changes(rows))
    cuts = {cut for cut in cuts if start <= cut <= history.on + DAY}
    # What was paid in time and taken back later is in default from then on.
    start = next((cut for cut in sorted(cuts) if history.left(cut - DAY)[place] > 0), start)
    birthdays = set()
    if yearly:
        birthdays = {year_later(start, years) for years in range(1, history.on.year - start.year + 2)}
    cuts = sorted(cut for cut in cuts | birthdays if start <= cut <= history.on + DAY)
    capital, year, found, own = ZERO, ZERO, [], []
    for first, following in zip(cuts, cuts[1:]):
        if first in birthdays:
            own.append((first, year))
            capital, year = capital + year, ZERO
        # Only what is still owed of it is added (art. 6:119(2) BW): money for interest is for the oldest, so for the parts before first.
        settled = history.beside(first - DAY)[1] + history.waived(first)
        settled = max(settled - sum((amount for day, amount in grown if day <= first), ZERO), ZERO)
        left = history.left(first - DAY)[place]
        # Interest runs over the time of default with the sum itself (art. 6:119(1) BW): once it is paid, nothing bears interest.
        if left > 0:
            base, percent = left + max(capital - settled, ZERO), pick(first)
            amount = base * percent * (following - first).days / 36_500
            found.append(Segment(first, following - DAY, base, percent, amount))
            year += amount
    grown += own
    return found


def merged(segments):
    """Segments that differ in nothing but their days are one."""
    whole = []
    for one in segments:
        last = whole[-1] if whole else None
        if last and last.last + DAY == one.first and (last.base, last.rate) == (one.base, one.rate):
            whole[-1] = Segment(last.first, one.last, last.base, last.rate, last.amount + one.amount)
        else:
            whole.append(one)
    return whole


def rates_of(country, debtor, agreed):
    """The tables that hold, and the rate of a day out of them and what was agreed."""
    at = law.rate
    if country == "NL":
        rows = law.NL_STATUTORY if debtor == "consumer" else law.NL_COMMERCIAL
        replaced = debtor == "business"
    elif country == "BE":
        if debtor == "consumer":
            if agreed is None:
                return [law.BE_LEGAL], lambda day: at(law.BE_LEGAL, day)
            return [law.BE_COMMERCIAL], lambda day: min(agreed, at(law.BE_COMMERCIAL, day))
        rows, replaced = law.BE_COMMERCIAL, debtor == "business"
    elif country == "DE":
        points = 5 if debtor == "consumer" else 9
        return [law.DE_BASE], lambda day: max(at(law.DE_BASE, day) + points, agreed or ZERO)
    elif country == "FR" and debtor == "business":
        if agreed is None:
            return [law.REFERENCE], lambda day: at(law.REFERENCE, day) + 10
        return [law.FR_LEGAL], lambda day: french(agreed, at(law.FR_LEGAL, day))
    else:
        if agreed is not None and debtor == "business":
            return [law.REFERENCE], lambda day: agreed
        return [law.REFERENCE], lambda day: max(at(law.REFERENCE, day) + 8, agreed or ZERO)
    if agreed is not None and replaced:
        return [rows], lambda day: agreed
    return [rows], lambda day: max(at(rows, day), agreed or ZERO)


def french(agreed, legal):
    """Art. L441-10 II Code de commerce: no less than three times the legal rate."""
    if agreed < 3 * legal:
        raise Refused("claim.agreed")
    return agreed


def dutch_scale(principal, raised):
    """Art. 2 Besluit BIK, with VAT where the creditor cannot deduct it (paragraph 3)."""
    rest, fee = principal, ZERO
    for width, percent in law.NL_SCALE:
        part = rest if width is None else min(rest, Fraction(width))
        fee += part * percent / 100
        rest -= part
    fee = round_half_away(min(max(fee, law.NL_LEAST), law.NL_MOST), 2)
    return fee + (round_half_away(fee * law.NL_VAT / 100, 2) if raised else ZERO)


def belgian_cap(balance):
    """Art. XIX.4 Code of economic law: the lump sum that a clause may set at most."""
    for up_to, floor, lump, percent in law.BE_CAPS:
        if up_to is None or balance <= up_to:
            return round_half_away(min(lump + (balance - floor) * percent / 100, law.BE_MOST), 2)


def dutch_term(letter):
    """Last day of the 14 days of art. 6:96(6) BW. Receipt is the stated day, else the second day of delivery after sending."""
    if "receivedOn" in letter:
        received = date.fromisoformat(letter["receivedOn"])
    else:
        received, deliveries = date.fromisoformat(letter["sentOn"]), 0
        while deliveries < 2:
            received += DAY
            deliveries += received.weekday() not in (6, 0) and not law.holiday("NL", received)
    return law.next_working_day("NL", received + 14 * DAY)


def belgian_term(letter):
    """First and last day of the term of art. XIX.2: 14 calendar days from the third working day after sending, for an e-mail from
    the day after it."""
    first = date.fromisoformat(letter["sentOn"]) + DAY
    if letter["channel"] != "email":
        first, working = first - DAY, 0
        while working < 3:
            first += DAY
            working += law.working_day("BE", first)
    return first, first + 13 * DAY


def belgian_firsts(history):
    """The first reminder of each part, none where it had none (art. XIX.2: the first one about an unpaid due date is free, and nothing may
    be charged before the end of its term). It went out while the part was late and open and asked for nothing beside; it is the
    first that named the costs, or the first of all where none of the invoice says what it named."""
    free = [letter for letter in history.reminders() if not number(letter.get("charge", "0"))]
    named = [letter for letter in free if "costsStated" in letter]
    firsts = []
    for place, (due, _) in enumerate(history.parts):
        fits = (letter for letter in named or free if letter["sentOn"] > due.isoformat())
        firsts.append(next((letter for letter in fits if history.left(date.fromisoformat(letter["sentOn"]) - DAY)[place] > 0), None))
    return firsts


def belgian_open(history):
    """The first day on which something may be charged for each part, none where nothing was sent."""
    return [belgian_term(letter)[1] + DAY if letter else None for letter in belgian_firsts(history)]


def belgian_clause(options, balance, named=None):
    """What a clause gives for a balance: no more than art. XIX.4 lets it, and no more than the reminder named."""
    agreed = agreed_costs(options, balance)
    if agreed is None or balance <= 0:
        return ZERO
    return min([agreed, belgian_cap(balance)] + ([] if named is None else [named]))


def belgian_costs(history, options):
    """The clause, by what each first reminder was for: what is left of it at the end of its term. What was unpaid together is one debt, and
    gives no more than one balance of that size."""
    firsts, found = belgian_firsts(history), []
    for letter in history.reminders():
        places = [place for place, first in enumerate(firsts) if first is letter]
        if not places:
            continue
        last = belgian_term(letter)[1]
        sent, ended = date.fromisoformat(letter["sentOn"]) - DAY, min(last, history.on)
        balance = sum((history.left(ended)[place] for place in places), ZERO)
        earlier = [place for one in found if one["balance"] > 0 for place in one["places"]]
        beside = any(history.left(day)[place] > 0 for day in (sent, ended) for place in earlier)
        named = number(letter["costsStated"]) if "costsStated" in letter else None
        clause = belgian_clause(options, balance, named)
        found.append({"end": last + DAY, "places": places, "balance": balance, "clause": clause, "beside": beside})
    found = [one for one in found if one["clause"] > 0]
    charges = belgian_charges(history)
    since = min((one["end"] for one in found), default=None)
    if charges:
        clause = belgian_together(history, options, [one for one in found if one["end"] <= history.on])
        return clause + sum(charge for charge, _ in charges), min([end for _, end in charges] + ([since] if since else []))
    if not found:
        return None
    return belgian_together(history, options, [one for one in found if one["end"] <= max(since, history.on)]), since


def belgian_together(history, options, found):
    """What clauses come to: those of a run that was unpaid together no more than that of one balance, which was never more than all."""
    days = [date.min, *(date.fromisoformat(entry["on"]) for entry in history.entries)]
    whole, total, run = max(sum(history.left(day), ZERO) for day in days), ZERO, []
    for one, following in zip(found, [*found[1:], {"beside": False}]):
        run.append(one)
        if not following["beside"]:
            balance = min(sum((each["balance"] for each in run), ZERO), whole)
            total += min(sum((each["clause"] for each in run), ZERO), belgian_clause(options, balance))
            run = []
    return total


def belgian_charges(history):
    """What further reminders may cost (art. XIX.2): each no more than 7.50 and its postage, sent about what was still open after the term
    of its own first reminder; with the day after that term."""
    opened, found = belgian_open(history), []
    for letter in history.reminders():
        sent = date.fromisoformat(letter["sentOn"])
        left = history.left(sent - DAY)
        ends = [end for place, end in enumerate(opened) if end and end <= sent and left[place] > 0]
        charge = min(number(letter.get("charge", "0")), law.BE_REMINDER + number(letter.get("postage", "0")))
        if ends and charge > 0:
            found.append((charge, min(ends)))
    return found


def german_receipt(letter):
    """The day on which a reminder was there: an e-mail on its own day, anything else where it was noted."""
    return letter.get("receivedOn") or (letter["sentOn"] if letter["channel"] == "email" else None)


def starts(history, country, debtor, options):
    """The first day of interest of each part, none where it does not run yet."""
    days = [due + DAY for due, _ in history.parts]
    if country == "DE":
        # § 193 BGB: what is due on a Saturday, Sunday or holiday can be paid on the next working day.
        days = [law.next_working_day("DE", due) + DAY for due, _ in history.parts]
        if debtor == "consumer" and not options.get("agreed", {}).get("term"):
            # § 286(1) BGB: a reminder works when it is there (§ 130(1)), and only once the debt is due.
            last = (days[0] - DAY).isoformat()
            sent = (entry for entry in history.entries if entry["kind"] == "reminder" and entry["channel"] in WRITTEN)
            there = [day for day in map(german_receipt, sent) if day and day > last]
            days = [date.fromisoformat(min(there)) + DAY] if there else [None]
    if country == "BE" and debtor == "consumer":
        # Before the first term has ended: what it will open; from then on what is open already.
        opened = belgian_open(history)
        shown = max(min(filter(None, opened), default=history.on), history.on)
        small = options.get("creditor", {}).get("size") == "small"
        days = [
            (belgian_term(letter)[0] if small else end) if letter and end <= shown else None
            for letter, end in zip(belgian_firsts(history), opened)
        ]
    return days


def waits(history, country, debtor):
    """Whether interest that runs may not be charged yet: before the term of the first Belgian reminder has ended."""
    opened = list(filter(None, belgian_open(history))) if (country, debtor) == ("BE", "consumer") else []
    return bool(opened) and min(opened) > history.on


def agreed_costs(options, debt):
    """What the contract says late payment costs: an amount, a percentage of the debt, or the higher of both; none if it says nothing."""
    said = options.get("agreed", {})
    sums = [number(said["costs"])] if "costs" in said else []
    sums += [round_half_away(debt * number(said["costsPercent"]) / 100, 2)] if "costsPercent" in said else []
    return max(sums, default=None)


def costs_of(history, country, debtor, options, first_late):
    """Collection costs: what they come to and from when, none where they may not be charged."""
    raised = options.get("creditor", {}).get("deductsVat") is False
    if country == "NL" and debtor == "consumer":
        valid = []
        for letter in history.reminders():
            sent, last = date.fromisoformat(letter["sentOn"]), dutch_term(letter)
            stated = number(letter.get("costsStated", "0"))
            then, left = history.due(sent - DAY), history.due(min(last, history.on))
            if stated > 0 and left > 0 and stated <= dutch_scale(then, raised):
                valid.append((min(stated, dutch_scale(left, raised)), last + DAY))
        # Each letter whose term has ended entitles to what it named: the most of them, from its own day on.
        ended = [one for one in valid if one[1] <= history.on]
        if ended:
            return min(ended, key=lambda one: (-one[0], one[1]))
        return min(valid, key=lambda one: one[1], default=None)
    if country == "NL":
        for letter in history.reminders():
            sent = date.fromisoformat(letter["sentOn"])
            debt = history.due(sent - DAY)
            agreed = agreed_costs(options, debt)
            return dutch_scale(debt, raised) if agreed is None else max(agreed, law.LUMP_SUM), sent
        return None
    if country == "BE" and debtor == "consumer":
        return belgian_costs(history, options)
    if agreed_costs(options, ZERO) is None or (country, debtor) == ("DE", "consumer"):
        return None
    # A percentage is of what is in default: what falls due today is not.
    began = starts(history, country, debtor, options)
    late = sum((left for left, day in zip(history.left(history.on), began) if day and day <= history.on), ZERO)
    agreed = agreed_costs(options, late)
    return (agreed, first_late) if first_late and agreed > law.LUMP_SUM else None


def part(amount, allowed, since):
    told = {"amount": amount_text(amount, 2), "allowed": allowed}
    return {**told, "allowedFrom": since.isoformat()} if since else told


def claim(parts, entries, options):
    """What may be charged, or `{"error": code}`."""
    try:
        return answer(parts, entries, options)
    except law.NoLaw:
        return {"error": "law.none"}
    except Refused as refusal:
        return {"error": str(refusal)}


def answer(parts, entries, options):
    on, country, debtor = date.fromisoformat(options["on"]), options["jurisdiction"], options["debtor"]
    history = History(parts, entries, on)
    agreed = options.get("agreed", {}).get("interestRate")
    tables, pick = rates_of(country, debtor, None if agreed is None else number(agreed))
    segments, late, grown = [], [], []
    for place, start in enumerate(starts(history, country, debtor, options)):
        if start and start <= on:
            segments.append(interest(history, place, start, country == "NL", tables, pick, grown))
            late += [one.first for one in segments[-1][:1]]
    first_late = min(late, default=None)
    exact = sum((one.amount for several in segments for one in several), ZERO)
    owed, principal = round_half_away(exact, 2), history.due(on)
    costs = costs_of(history, country, debtor, options, first_late)
    charged = bool(costs) and costs[1] <= on
    lump = debtor != "consumer" and first_late is not None and not charged
    asked = ZERO if waits(history, country, debtor) else owed
    beside = (costs[0] if charged else ZERO) + (law.LUMP_SUM if lump else ZERO)
    received = history.beside(on)
    unpaid = max(beside - received[0], ZERO) + max(asked - received[1], ZERO)
    total = principal + beside + asked - sum(received) - min(history.waived(on), unpaid) - history.surplus()
    found = {"principal": amount_text(principal, 2), "interest": {"amount": amount_text(owed, 2)}, "total": amount_text(max(total, ZERO), 2)}
    if owed:
        found["interest"]["allowed"] = asked == owed
    if len(parts) == 1:
        found["interest"]["segments"] = [told(one) for several in segments for one in merged(several)]
    if history.surplus():
        found["surplus"] = amount_text(history.surplus(), 2)
    if sum(received):
        found["received"] = {"costs": amount_text(received[0], 2), "interest": amount_text(received[1], 2)}
    found["costs"] = part(costs[0], True, costs[1]) if charged else {"allowed": False}
    found["lumpSum"] = part(law.LUMP_SUM, True, first_late) if lump else {"allowed": False}
    if costs and not charged:
        found["costs"]["allowedFrom"] = costs[1].isoformat()
    return found


def told(one):
    """A segment as it goes over the wire, as far as the judge compares it."""
    return {
        "from": one.first.isoformat(), "until": one.last.isoformat(), "days": (one.last - one.first).days + 1,
        "base": amount_text(round_half_away(one.base, 6), 6), "rate": percent_text(one.rate),
        "amount": amount_text(round_half_away(one.amount, 6), 6),
    }
