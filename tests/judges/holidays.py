"""Compares the engine's calendars with the packages `holidays` and `python-dateutil`, 2000 to 2040.

Usage: python holidays.py PATH_TO_BINARY, where the binary is `tests/src/bin/holidays.rs`.
Prints "N passed, N failed" and exits with 1 if anything failed. The differences that the law itself makes are
written out below; any other difference, and any of these that is absent, fails.
"""

import subprocess
import sys
from datetime import date, timedelta

sys.path = [folder for folder in sys.path if not folder.endswith("judges")]  # this file is called holidays as well
import holidays  # noqa: E402
from dateutil.easter import easter  # noqa: E402

FIRST, LAST = 2000, 2040
YEARS = range(FIRST, LAST + 1)

LIBRARY = {
    "Netherlands": holidays.country_holidays("NL", years=YEARS),
    "Belgium": holidays.country_holidays("BE", years=YEARS),
    "Germany": holidays.country_holidays("DE", years=YEARS),
    "Target": holidays.financial_holidays("XECB", years=YEARS),
}


def expected_only_here(calendar):
    """Holidays of the engine that the library does not list, with the reason."""
    if calendar != "Netherlands":
        return set()
    # Algemene termijnenwet art. 3(1): 5 May every year; the library lists it every fifth year.
    days = {date(year, 5, 5) for year in YEARS if year % 5}
    # Algemene termijnenwet art. 3(3): Good Friday is equated with a holiday; the library calls it optional.
    return days | {easter(year) - timedelta(days=2) for year in YEARS}


def expected_only_there(calendar):
    """Holidays of the library that the engine does not list: Sundays, which never are business days."""
    sundays = {"Netherlands": (0, 49), "Belgium": (0, 49), "Germany": (), "Target": ()}[calendar]
    return {easter(year) + timedelta(days=offset) for year in YEARS for offset in sundays}


def main(binary):
    output = subprocess.run([binary, str(FIRST), str(LAST)], check=True, capture_output=True, text=True).stdout
    passed, failures = 0, []

    def check(holds, message):
        nonlocal passed
        if holds:
            passed += 1
        else:
            failures.append(message)

    easters, flags, listed = set(), {}, {calendar: set() for calendar in LIBRARY}
    for line in output.splitlines():
        word, *rest = line.split()
        if word == "easter":
            easters.add(date.fromisoformat(rest[0]))
        elif word == "days":
            flags[rest[0], int(rest[1])] = rest[2]
        else:
            listed[rest[0]].add(date.fromisoformat(rest[1]))

    for year in YEARS:
        check(easter(year) in easters, f"Easter {year} is {easter(year)}")
    for calendar, library in LIBRARY.items():
        theirs, ours = set(library), listed[calendar]
        here, there = expected_only_here(calendar), expected_only_there(calendar)
        for day in sorted(ours | theirs):
            check((day in ours) == (day in here or day in theirs and day not in there), f"{calendar} {day}: ours {day in ours}, library {library.get(day)}")
        for day in sorted(here - ours | there - theirs):
            check(False, f"{calendar} {day}: a documented difference is gone")
        for year in YEARS:
            days = [date(year, 1, 1) + timedelta(days=n) for n in range(len(flags[calendar, year]))]
            check(days[-1] == date(year, 12, 31), f"{calendar} {year}: not the whole year")
            for day, flag in zip(days, flags[calendar, year]):
                business = day.weekday() < 5 and day not in theirs and day not in here
                check((flag == "1") == business, f"{calendar} {day}: business day {flag}")

    for failure in failures:
        print(failure)
    print(f"{passed} passed, {len(failures)} failed")
    return 1 if failures or not passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
