"""Compares the codes of Swiss QR-bills with those that the package `qrbill` makes of the same facts.

Usage: python swiss_qr.py PATH_TO_BINARY, where the binary is `tests/src/bin/swiss_qr.rs`. Prints "N passed, N failed" and exits with 1
if anything failed. The facts are random with a fixed seed, some of them broken: both have to refuse the same ones, and the texts of
the others are the same line by line.
"""

import json
import random
import subprocess
import sys

from qrbill import QRBill
from stdnum.ch import esr
from stdnum.iso7064 import mod_97_10

RANDOM = random.Random(20260131)
COUNT = 500
# How often each kind of bill has to turn up, and how often something has to be refused.
TURNS_MIN = 50
NAMES = ["Max Muster & Söhne", "Café de l'Europe", "Œuvres Ș. Țepeș", "Müller-Lüdenscheidt AG", "X" * 70]
STREETS = [("Musterstrasse", "123"), ("Rue du Lac", "1268/2/22"), ("Im Grund", ""), ("Bahnhofstrasse", "4a"), ("S" * 60, "9")]
TOWNS = [("8000", "Zürich"), ("2501", "Biel"), ("9490", "Vaduz"), ("1000", "Genève " + "x" * 28)]


def digits(count):
    return "".join(RANDOM.choice("0123456789") for _ in range(count))


def iban(is_qr):
    country = RANDOM.choice(["CH", "CH", "LI"])
    institution = RANDOM.choice(["30000", "31999", "30808"]) if is_qr else RANDOM.choice(["00791", "29999", "32000", "83019"])
    account = institution + digits(12)
    check = 98 - int("".join(str(int(letter, 36)) for letter in account + country + "00")) % 97
    return f"{country}{check:02}{account}"


def party():
    (street, number), (code, town) = RANDOM.choice(STREETS), RANDOM.choice(TOWNS)
    return {"name": RANDOM.choice(NAMES), "street": street, "house_num": number, "pcode": code, "city": town, "country": RANDOM.choice(["CH", "CH", "LI", "DE"])}


def broken(facts):
    """The same with one thing that the guidelines do not take."""
    which = RANDOM.randrange(6)
    who = facts[RANDOM.choice(["creditor", "debtor"])]
    if which == 0:
        who["name"] = "N" * 71
    elif which == 1:
        who["pcode"] = ""
    elif which == 2:
        who["city"] = "T" * 36
    elif which == 3:
        who["house_num"], who["street"] = "1" * 17, "Gasse"
    elif which == 4:
        facts["account"] = iban(facts["kind"] != "qrr")
    else:
        facts["currency"] = "USD"
    return facts


def facts_of():
    kind = RANDOM.choice(["qrr", "rf", "non"])
    number = digits(26)
    rest = digits(RANDOM.randint(1, 21))
    reference = {"qrr": number + esr.calc_check_digit(number), "rf": f"RF{mod_97_10.calc_check_digits(rest + 'RF')}{rest}", "non": None}[kind]
    facts = {"kind": kind, "account": iban(kind == "qrr"), "creditor": party(), "debtor": party(), "reference": reference}
    facts |= {"currency": RANDOM.choice(["CHF", "EUR"]), "amount": f"{RANDOM.randint(1, 99_999_999)}.{RANDOM.randint(0, 99):02}"}
    return broken(facts) if RANDOM.random() < 0.3 else facts


def draft_of(facts):
    def side(party, more):
        line = f"{party['street']} {party['house_num']}".strip()
        address = {"line1": line, "city": party["city"], "postalCode": party["pcode"]}
        return {"name": party["name"], "country": party["country"], "address": {key: value for key, value in address.items() if value}} | more

    draft = {
        "currency": facts["currency"],
        "lines": [{"name": "Work", "quantity": "1", "unitPrice": facts["amount"], "vat": {"category": "Z", "rate": "0"}}],
        "paymentTerms": {"netDays": 30},
        "paymentMethods": [{"kind": "creditTransfer", "iban": facts["account"]}],
        "supplier": side(facts["creditor"], {"vatId": "CHE-123.456.788 MWST"}),
        "customer": side(facts["debtor"], {}),
    }
    if facts["reference"]:
        draft["paymentReference"] = {"scheme": facts["kind"], "value": facts["reference"]}
    # The seller's number is Swiss, wherever the address is.
    draft["supplier"] |= {"taxId": "123"} if facts["creditor"]["country"] != "CH" else {}
    if facts["creditor"]["country"] != "CH":
        del draft["supplier"]["vatId"]
        draft["supplier"]["companyId"] = {"scheme": "0183", "value": "CHE123456788"}
    return draft


def expected(facts):
    try:
        bill = QRBill(
            account=facts["account"],
            creditor=facts["creditor"],
            debtor=facts["debtor"],
            amount=facts["amount"],
            currency=facts["currency"],
            reference_number=facts["reference"],
            additional_information="2026-7",
        )
    except ValueError:
        return None
    return bill.qr_data().replace("\r\n", "\n")


def main(binary):
    cases = [facts_of() for _ in range(COUNT)]
    questions = "".join(json.dumps(draft_of(facts)) + "\n" for facts in cases)
    answers = subprocess.run([binary], input=questions, capture_output=True, check=True, text=True).stdout.splitlines()
    passed = failed = 0
    turns = {"qrr": 0, "rf": 0, "non": 0, "refused": 0}
    for facts, answer in zip(cases, map(json.loads, answers), strict=True):
        wanted = expected(facts)
        turns["refused" if wanted is None else facts["kind"]] += 1
        if answer == wanted:
            passed += 1
        else:
            failed += 1
            print(f"{facts}\n    engine {answer!r}\n    qrbill {wanted!r}")
    for turn, count in turns.items():
        if count < TURNS_MIN:
            print(f"only {count} of {turn}")
            failed += 1
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
