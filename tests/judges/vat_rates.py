"""Compares the engine's VAT rates with the packages `duty27-eu-vat` (every change of a standard rate in the EU since
2016) and `eu-vat-rates-data` (all rates of the TEDB export of one day).

Usage: python vat_rates.py PATH_TO_BINARY, where the binary is `tests/src/bin/vat_rates.rs`.
Prints "N passed, N failed" and exits with 1 if anything failed.
"""

import subprocess
import sys
from datetime import date, timedelta
from decimal import Decimal

import duty27_eu_vat
import eu_vat_rates_data

FIRST = duty27_eu_vat.DATA_FIRST_DATE
EXPORTED_ON = date(2026, 9, 29)

# Rates in force that the export leaves out, because it lists neither zero rates nor all special ones. The rows name
# their own sources.
ONLY_HERE = {"EL": {"9"}, "IE": {"4.8"}, "NO": {"11.11"}}


def main(binary):
    if eu_vat_rates_data.data_version != EXPORTED_ON.isoformat():
        print(f"install eu-vat-rates-data==2026.9.29: the data here are of {eu_vat_rates_data.data_version}")
        return 1
    lines = subprocess.run([binary, str(FIRST), str(EXPORTED_ON)], check=True, capture_output=True, text=True).stdout
    changes, in_force = {}, {}
    for line in lines.splitlines():
        word, country, *rest = line.split()
        if word == "standard":
            changes.setdefault(country, []).append((date.fromisoformat(rest[0]), rest[1]))
        else:
            in_force.setdefault(country, set()).add(Decimal(rest[0]))

    passed, failures = 0, []

    def check(holds, message):
        nonlocal passed
        if holds:
            passed += 1
        else:
            failures.append(message)

    def ours(country, day):
        rate = [rate for since, rate in changes[country] if since <= day][-1]
        return None if rate == "-" else Decimal(rate)

    for country in duty27_eu_vat.list_countries():
        code = {"GR": "EL"}.get(country.code, country.code)
        for number in range((EXPORTED_ON - FIRST).days + 1):
            day = FIRST + timedelta(days=number)
            theirs = duty27_eu_vat.get_standard_rate(country.code, day)
            check(ours(code, day) == theirs, f"{code} {day}: standard {ours(code, day)}, duty27 {theirs}")

    exported = eu_vat_rates_data.get_all_rates()
    for country in sorted(in_force):
        entry = exported[{"EL": "GR"}.get(country, country)]
        listed = [entry["standard"], *entry["reduced"], entry["super_reduced"], entry["parking"]]
        theirs = {Decimal(str(rate)).normalize() for rate in listed if rate is not None}
        allowed = {Decimal(0)} | {Decimal(rate) for rate in ONLY_HERE.get(country, ())}
        check(ours(country, EXPORTED_ON) == Decimal(str(entry["standard"])), f"{country}: standard rate")
        for rate in sorted(theirs | in_force[country]):
            held = rate in in_force[country] and (rate in theirs or rate in allowed)
            check(held, f"{country} {rate}: ours {rate in in_force[country]}, export {rate in theirs}")
        for rate in ONLY_HERE.get(country, ()):
            check(Decimal(rate) in in_force[country] and Decimal(rate) not in theirs, f"{country} {rate}: a documented difference is gone")

    for failure in failures:
        print(failure)
    print(f"{passed} passed, {len(failures)} failed")
    return 1 if failures or not passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
