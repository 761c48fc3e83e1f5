"""Payment terms for the reference: due dates, early-payment discounts, instalments.

Calendar days only; the business-day calendars are those of the vectors (weekends, and the holidays of NL, BE and DE by
rule). It does not word the terms.
"""

import calendar
from datetime import date, timedelta
from fractions import Fraction

from money import amount_text, number, percent_text, round_half_away, split


def easter(year):
    """Easter Sunday, by the anonymous Gregorian algorithm (Meeus/Jones/Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def holidays(country, year):
    """Public holidays that are no business days. NL: Algemene termijnenwet art. 3; BE: the ten legal ones; DE: federal."""
    around = lambda days: easter(year) + timedelta(days=days)
    fixed = lambda *pairs: [date(year, month, day) for month, day in pairs]
    if country == "NL":
        king = date(year, 4, 27) if year >= 2014 else date(year, 4, 30)
        if king.weekday() == 6:
            king -= timedelta(days=1)
        return fixed((1, 1), (5, 5), (12, 25), (12, 26)) + [around(-2), around(1), around(39), around(50), king]
    if country == "BE":
        return fixed((1, 1), (5, 1), (7, 21), (8, 15), (11, 1), (11, 11), (12, 25)) + [around(1), around(39), around(50)]
    if country == "DE":
        return fixed((1, 1), (5, 1), (10, 3), (12, 25), (12, 26)) + [around(-2), around(1), around(39), around(50)]
    return []


def following(day, country):
    """The day itself, or the next one that is a business day."""
    while day.weekday() >= 5 or day in holidays(country, day.year):
        day += timedelta(days=1)
    return day


def month_end(year, month):
    return date(year, month, calendar.monthrange(year, month)[1])


def add_months(year, month, count):
    months = year * 12 + month - 1 + count
    return months // 12, months % 12 + 1


def next_day_of_month(start, day):
    """First `day` of a month on or after `start`; in a shorter month its last day."""
    year, month = start.year, start.month
    while True:
        found = date(year, month, min(day, calendar.monthrange(year, month)[1]))
        if found >= start:
            return found
        year, month = add_months(year, month, 1)


def due_date(draft):
    """BT-9 from the terms, or nothing without an issue date to count from."""
    terms = draft.get("paymentTerms", {})
    if "dueDate" in terms:
        due = date.fromisoformat(terms["dueDate"])
    elif "issueDate" not in draft:
        return None
    else:
        issued = date.fromisoformat(draft["issueDate"])
        if "netDays" in terms:
            due = issued + timedelta(days=int(terms["netDays"]))
        elif "endOfMonth" in terms:
            rule = terms["endOfMonth"]
            due = month_end(*add_months(issued.year, issued.month, int(rule.get("months", 0))))
            due += timedelta(days=int(rule.get("days", 0)))
        elif "dayOfMonth" in terms:
            rule = terms["dayOfMonth"]
            due = next_day_of_month(issued + timedelta(days=int(rule.get("minDays", 0))), int(rule["day"]))
        else:
            return None
    if terms.get("businessDay") == "following":
        due = following(due, draft.get("supplier", {}).get("country"))
    return due


def reduced_bases(groups, percent, digits):
    """Discount of each group's net, for the two modes that put VAT on the discounted base."""
    return [round_half_away(row.stated() * percent / 100, digits) for row in groups.rows]


def discounts_on_invoice(steps, draft, groups, digits):
    """Books the discount on the invoice itself where the mode says so; gives what early_payment needs."""
    mode = draft.get("paymentTerms", {}).get("vatMode", "fullThenCreditNote")
    if not steps or mode not in ("discounted", "alwaysDiscounted"):
        return {"mode": mode}
    rows = list(groups.rows)
    by_step = [reduced_bases(groups, number(step["percent"]), digits) for step in steps]
    best = max(range(len(steps)), key=lambda i: number(steps[i]["percent"]))
    full_vat = sum(round_half_away(row.stated() * row.rate / 100, digits) for row in rows)
    # Without VAT on it, a group of the Belgian mode has nothing to reduce: its discount is taken at payment only.
    booked = [(row, net) for row, net in zip(rows, by_step[best]) if mode == "discounted" or row.rate > 0]
    booked = [(row, net) for row, net in booked if net != 0]
    for row, net in booked:
        row.items.append(("allowance", -1, net, None))
    if mode == "alwaysDiscounted" and booked:
        groups.get("E", Fraction(0)).items.append(("charge", 1, sum(net for _, net in booked), None))
    return {"mode": mode, "by_step": by_step, "full_vat": full_vat}


def full_discount(percent, groups, totals, digits):
    """(net, vat) of a discount on the amount due, where VAT stands on the full price until payment."""
    gross = round_half_away(totals["payable"] * percent / 100, digits)
    if gross == 0:
        return Fraction(0), Fraction(0)
    shares = split(gross, [row.base + row.vat for row in groups.rows], digits)
    net = sum(round_half_away(share / (1 + row.rate / 100), digits) for share, row in zip(shares, groups.rows))
    return net, gross - net


def early_payment(draft, plan, groups, totals, digits):
    """Each early-payment step: until when, what to pay, and the correction of net and VAT it brings."""
    steps = draft.get("paymentTerms", {}).get("earlyDiscounts", [])
    text = lambda value: amount_text(value, digits)
    result = []
    for index, step in enumerate(steps):
        shown = {"percent": percent_text(number(step["percent"]))}
        if "issueDate" in draft:
            until = date.fromisoformat(draft["issueDate"]) + timedelta(days=int(step["days"]))
            shown["until"] = until.isoformat()
        if plan["mode"] == "alwaysDiscounted":
            net, vat = sum(plan["by_step"][index]), Fraction(0)
            shown["payable"] = text(totals["payable"] - net)
        elif plan["mode"] == "discounted":
            net, vat = sum(plan["by_step"][index]), plan["full_vat"] - totals["vat"]
            shown["payable"] = text(totals["payable"])
        else:
            net, vat = full_discount(number(step["percent"]), groups, totals, digits)
            shown["payable"] = text(totals["payable"] - net - vat)
        shown["discount"] = {"net": text(net), "vat": text(vat), "gross": text(net + vat)}
        if plan["mode"] != "alwaysDiscounted":
            shown["correction"] = {"net": text(net), "vat": text(vat)}
        result.append(shown)
    return result


def instalments(draft, payable, digits):
    """The payable amount in parts that sum to it exactly: stated, in percent, or equal."""
    terms = draft.get("paymentTerms", {})
    parts = terms.get("instalments", [])
    if not parts:
        return []
    if all("amount" in part for part in parts):
        amounts = [number(part["amount"]) for part in parts]
    else:
        amounts = split(payable, [number(part.get("percent", "1")) for part in parts], digits)
    result = []
    for part, amount in zip(parts, amounts):
        shown = {"amount": amount_text(amount, digits)}
        if "percent" in part:
            shown["percent"] = percent_text(number(part["percent"]))
        if "dueDate" in part:
            shown["dueDate"] = part["dueDate"]
        elif "days" in part and "issueDate" in draft:
            shown["dueDate"] = (date.fromisoformat(draft["issueDate"]) + timedelta(days=int(part["days"]))).isoformat()
        result.append(shown)
    return result
