"""The rows of law that the reference for claims stands on: rates by first day, scales and caps, each with where it was read.

    from claim_law import rate, NoLaw

Typed from the sources named here and not from the engine, so that a wrong digit on either side shows. A day without a row is
`NoLaw`, never a default. Holds no rules of computing: those are in `claim.py`.
"""

from bisect import bisect_right
from datetime import date, timedelta
from fractions import Fraction

LAST_KNOWN = date(2026, 12, 31)


class NoLaw(Exception):
    """No row holds on that day."""


def table(text, last=LAST_KNOWN):
    """Rows `first day, value` in order of time, and the last day of the last row."""
    words = text.split()
    days = [date.fromisoformat(word) for word in words[0::2]]
    assert days == sorted(set(days))
    return days, [Fraction(word) for word in words[1::2]], last


# Art. 6:119 BW, Besluit wettelijke rente. Until 2022: Raad van Arbitrage (historical table), Stb. 2009, 262, Stb. 2011 (decree of
# 23 June 2011) and Stb. 2014, 491. 2023 and later: SMK Accountants, Metaalunie, Stb. 2025, 438.
NL_STATUTORY = table("""2012-07-01 3 2015-01-01 2 2023-01-01 4 2023-07-01 6 2024-01-01 7 2025-01-01 6 2026-01-01 4""")

# Arts. 6:119a, 6:119b and 6:120(2) BW: main refinancing rate of the ECB on the last operation before the half-year, plus 8.
NL_COMMERCIAL = table("""2013-03-16 8.75 2013-07-01 8.50 2014-01-01 8.25 2014-07-01 8.15 2015-01-01 8.05 2016-07-01 8.00
    2023-01-01 10.50 2023-07-01 12.00 2024-01-01 12.50 2024-07-01 12.25 2025-01-01 11.15 2025-07-01 10.15 2026-07-01 10.40""")

# Main refinancing rate of the ECB in force on 1 January and 1 July (art. 2(7) Directive 2011/7/EU).
REFERENCE = table("""2014-01-01 0.25 2014-07-01 0.15 2015-01-01 0.05 2016-07-01 0.00 2023-01-01 2.50 2023-07-01 4.00 2024-01-01 4.50
    2024-07-01 4.25 2025-01-01 3.15 2025-07-01 2.15 2026-07-01 2.40""")

# Law of 5 May 1865, art. 2: per calendar year; FPS Finance as reported by aquo.be and embuild.be.
BE_LEGAL = table("""2013-01-01 2.75 2015-01-01 2.5 2016-01-01 2.25 2017-01-01 2 2020-01-01 1.75 2022-01-01 1.5 2023-01-01 5.25
    2024-01-01 5.75 2025-01-01 4.5""")

# Law of 2 August 2002, art. 5: the reference rate plus 8, up to the next half point; schoups.com, aquo.be, phc-expert.be,
# medenam.be, embuild.be.
BE_COMMERCIAL = table("""2013-07-01 8.5 2016-07-01 8 2023-01-01 10.5 2023-07-01 12 2024-01-01 12.5 2025-01-01 11.5 2025-07-01 10.5""")

# § 247 BGB, as the Deutsche Bundesbank announces it each half-year.
DE_BASE = table("""2015-01-01 -0.83 2016-07-01 -0.88 2023-01-01 1.62 2023-07-01 3.12 2024-01-01 3.62 2024-07-01 3.37 2025-01-01 2.27
    2025-07-01 1.27 2026-07-01 1.52""")

# Art. L313-2 Code monétaire et financier, the rate for all but individuals: MoneyVox; decree of 15 December 2025 for 2026. The rate
# of the second half of 2026 was not found, so there is none.
FR_LEGAL = table("""2016-01-01 1.01 2016-07-01 0.93 2017-01-01 0.90 2018-01-01 0.89 2018-07-01 0.88 2019-01-01 0.86 2019-07-01 0.87
    2020-07-01 0.84 2021-01-01 0.79 2021-07-01 0.76 2022-07-01 0.77 2023-01-01 2.06 2023-07-01 4.22 2024-01-01 5.07 2024-07-01 4.92
    2025-01-01 3.71 2025-07-01 2.76 2026-01-01 2.62""", last=date(2026, 6, 30))

# Art. 2 Besluit vergoeding voor buitengerechtelijke incassokosten: width of each band and its percentage; least and most.
NL_SCALE = [(2500, 15), (2500, 10), (5000, 5), (190_000, 1), (None, Fraction(1, 2))]
NL_LEAST, NL_MOST = Fraction(40), Fraction(6775)
NL_VAT = Fraction(21)

# Art. XIX.4 Code of economic law: up to a balance, a lump sum and a percentage of what lies above the floor of the band.
BE_CAPS = [(150, 0, 20, 0), (500, 150, 30, 10), (None, 500, 65, 5)]
BE_MOST = Fraction(2000)

# Art. XIX.2: what a further reminder may cost beside its postage.
BE_REMINDER = Fraction("7.50")

# Art. 6 Directive 2011/7/EU and the laws that brought it home; § 288(5) BGB, art. D441-5 Code de commerce, art. 6:96(4) BW.
LUMP_SUM = Fraction(40)


def rate(rows, day):
    """The value on a day."""
    days, values, last = rows
    place = bisect_right(days, day)
    if place == 0 or day > last:
        raise NoLaw(f"no row on {day}")
    return values[place - 1]


def changes(rows):
    """The first days of the rows, the day after the last included."""
    return [*rows[0], rows[2] + timedelta(days=1)]


def easter(year):
    """Easter Sunday (Meeus, Jones and Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    rest = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * rest) // 451
    month, day = divmod(h + rest - 7 * m + 114, 31)
    return date(year, month, day + 1)


# Days in each year: fixed ones as month and day, the others by their distance to Easter Sunday. Art. 3 Algemene termijnenwet (Good
# Friday is equated, 5 May is every year); the ten Belgian legal holidays; the holidays of all German states.
FIXED = {
    "NL": [(1, 1), (5, 5), (12, 25), (12, 26)],
    "BE": [(1, 1), (5, 1), (7, 21), (8, 15), (11, 1), (11, 11), (12, 25)],
    "DE": [(1, 1), (5, 1), (10, 3), (12, 25), (12, 26)],
}
MOVING = {"NL": [-2, 1, 39, 50], "BE": [1, 39, 50], "DE": [-2, 1, 39, 50]}


def holiday(country, day):
    if (day.month, day.day) in FIXED[country]:
        return True
    if country == "NL" and day == kings_day(day.year):
        return True
    if country == "DE" and day == date(2017, 10, 31):
        return True
    return (day - easter(day.year)).days in MOVING[country]


def kings_day(year):
    """27 April, or the day before where that is a Sunday."""
    day = date(year, 4, 27)
    return day - timedelta(days=1) if day.weekday() == 6 else day


def working_day(country, day):
    return day.weekday() < 5 and not holiday(country, day)


def next_working_day(country, day):
    """The day itself, or the first working day after it (art. 1 Algemene termijnenwet, § 193 BGB)."""
    while not working_day(country, day):
        day += timedelta(days=1)
    return day
