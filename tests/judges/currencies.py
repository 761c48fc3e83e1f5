"""Compares the engine's currencies with the packages `iso4217` (List One of the maintenance agency) and `pycountry`.

Usage: python currencies.py PATH_TO_BINARY, where the binary is `tests/src/bin/currencies.rs`.
Prints "N passed, N failed" and exits with 1 if anything failed. Codes without a minor unit are not in the engine.
"""

import subprocess
import sys

import iso4217
import pycountry


def main(binary):
    lines = subprocess.run([binary], check=True, capture_output=True, text=True).stdout.splitlines()
    ours = dict(line.split() for line in lines)
    listed = {currency.code: currency.exponent for currency in iso4217.Currency}
    known = {currency.alpha_3 for currency in pycountry.currencies}
    passed, failures = 0, []
    if len(ours) != len(lines):
        failures.append("a code stands twice")
    for code in sorted(listed.keys() | known | ours.keys()):
        exponent = listed.get(code)
        expected = None if exponent is None else str(exponent)
        if ours.get(code) == expected and code in known:
            passed += 1
        else:
            failures.append(f"{code}: ours {ours.get(code)}, ISO 4217 {expected}, pycountry {code in known}")
    for failure in failures:
        print(failure)
    print(f"{passed} passed, {len(failures)} failed")
    return 1 if failures or not passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
