"""Compares the engine's verdicts on identifiers with python-stdnum, schwifty and pycountry.

Usage: python identifiers.py PATH_TO_BINARY, where the binary is `tests/src/bin/identifiers.rs`.
Needs the packages python-stdnum, schwifty and pycountry. Prints "N passed, N failed" and exits with 1 if anything failed.

Candidates are random with a fixed seed: valid ones (random digits, the last ones searched until the library accepts),
the same with one character changed, two swapped, one lost or one added, and random ones that need not be valid. The
engine and the library must agree on every one, except for the differences listed in `DIFFERENCES`; each of those must
turn up at least once, or it is no difference any more and fails.
"""

import random
import re
import subprocess
import sys

import pycountry
import schwifty
from stdnum import bic, ean, iban, iso11649, lei, luhn
from stdnum.au import abn
from stdnum.be import ogm_vcs
from stdnum.be import vat as be_vat
from stdnum.ch import esr
from stdnum.ch import vat as ch_vat
from stdnum.de import leitweg
from stdnum.dk import cvr
from stdnum.eu import vat as eu_vat
from stdnum.fr import siren, siret
from stdnum.gb import vat as gb_vat
from stdnum.iso7064 import mod_97_10
from stdnum.nl import bsn
from stdnum.no import mva, orgnr
from stdnum.se import orgnr as se_orgnr

RANDOM = random.Random(20260131)
DIGITS = "0123456789"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
EITHER = DIGITS + LETTERS
EACH = 100  # candidates per kind and shape, each with its corruptions

# Where engine and library are meant to differ: name, source, and a test of (kind, compact value).
DIFFERENCES = {
    "Belgian check digits are 97 less the remainder, 01 to 97 (PEPPOL-COMMON-R043); the library takes 00, 98 and 99 too": lambda kind, value: (
        kind in ("vatId", "company:0208") and re.fullmatch(r"(BE)?\d{7,8}(00|98|99)", value)
    ),
    "A Romanian VAT id has at most 10 digits (VIES: structure of VAT ids); 13 digits are a person's number": lambda kind, value: (
        kind == "vatId" and re.fullmatch(r"RO\d{13}", value)
    ),
    "A Dutch VAT id is written with all nine digits (VIES); the library puts zeros in front": lambda kind, value: (
        kind == "vatId" and re.fullmatch(r"NL\d{1,8}B\d\d", value)
    ),
    "A Greek VAT id has nine digits (VIES); the library takes the eight of before": lambda kind, value: (
        kind == "vatId" and re.fullmatch(r"(EL|GR)\d{8}", value)
    ),
    "British departments and authorities have five characters (VIES, XI); the library also takes GD8888 and HA8888": lambda kind, value: (
        kind == "vatId" and re.fullmatch(r"(GB|XI)(GD|HA)8888\d{5}", value)
    ),
    "An Irish VAT id of the old form has eight characters (VIES: 9S99999L)": lambda kind, value: (
        kind == "vatId" and re.fullmatch(r"IE\d[A-Z+*]\d{5}[A-Z]{2}", value)
    ),
    "IBAN check digits are 02 to 98 (ISO 13616; schwifty agrees)": lambda kind, value: kind == "iban" and value[2:4] in ("00", "01", "99"),
    "Brazilian IBANs may hold letters in bank and branch (later IBAN registry; schwifty agrees)": lambda kind, value: (
        kind == "iban" and re.fullmatch(r"BR\d\d[0-9A-Z]{8}\d{15}[0-9A-Z]{2}", value)
    ),
    "RF check digits are 02 to 98 (ISO 11649, as ISO 13616); the library takes others, and letters": lambda kind, value: (
        kind == "reference:rf" and not re.match(r"RF(0[2-9]|[1-8]\d|9[0-8])", value)
    ),
    "A BIC may start with digits (ISO 9362:2014; ISO 20022 BICFIDec2014Identifier)": lambda kind, value: (
        kind == "bic" and re.fullmatch(r"(?=.{0,3}\d)[0-9A-Z]{4}[A-Z]{2}[0-9A-Z]{2}([0-9A-Z]{3})?", value)
    ),
    "A LEI has 20 characters, the last two of them digits (ISO 17442); the library only looks at the check digits": lambda kind, value: (
        kind == "company:0199" and not re.fullmatch(r"[0-9A-Z]{18}\d\d", value)
    ),
    "A Leitweg-ID may name state 90, as the XRechnung test suite does": lambda kind, value: (
        kind == "company:0204" and not re.match(r"0[1-9]|1[0-6]|99", value)
    ),
    "A GLN has 13 digits; the library takes EAN-8, UPC and GTIN-14 too": lambda kind, value: kind == "company:0088" and len(value) != 13,
    "A QR reference is written with all 27 digits (SIX, QR-bill); the library drops zeros in front": lambda kind, value: (
        kind == "reference:qrr" and len(value) != 27
    ),
}


def kenmerk(number):
    """Betaalvereniging Nederland, specificaties van het Nederlandse betalingskenmerk; the library does not know it."""
    if not re.fullmatch(r"\d{7}|\d{9,14}|\d{16}", number):
        return False
    if len(number) == 7:
        return True
    total = sum(int(digit) * (2, 4, 8, 5, 10, 9, 7, 3, 6, 1)[place % 10] for place, digit in enumerate(reversed(number[1:])))
    check = {10: "1", 11: "0"}.get(11 - total % 11, str(11 - total % 11))
    return number[0] == check and (len(number) == 16 or number[1] == str((len(number) - 2) % 10))


def vat_id(number):
    if number.startswith("CHE"):
        return ch_vat.is_valid(number)
    if number.startswith("GB"):
        return gb_vat.is_valid(number)
    if number.startswith("NO") or re.fullmatch(r"\d{9}MVA", number):
        return mva.is_valid(number)
    return eu_vat.is_valid(number)


def account(number):
    """The Belgian account's own check digits count; those of the library's other countries are left to the bank."""
    if not iban.is_valid(number, check_country=False):
        return False
    return number[:2] != "BE" or (int(number[4:14]) % 97 or 97) == int(number[14:])


JUDGES = {
    "vatId": vat_id,
    "iban": account,
    "bic": bic.is_valid,
    "rsin": lambda number: len(number) == 9 and bsn.is_valid(number),
    "company:0002": siren.is_valid,
    "company:0007": se_orgnr.is_valid,
    "company:0009": siret.is_valid,
    "company:0088": ean.is_valid,
    "company:0151": abn.is_valid,
    "company:0184": cvr.is_valid,
    "company:0192": orgnr.is_valid,
    "company:0199": lei.is_valid,
    "company:0204": leitweg.is_valid,
    "company:0208": be_vat.is_valid,
    "reference:rf": iso11649.is_valid,
    "reference:ogm": ogm_vcs.is_valid,
    "reference:qrr": lambda number: bool(number.strip("0")) and esr.is_valid(number),
    "reference:kenmerk": kenmerk,
}

# Shapes to fill: n digit, a letter, c either, anything else itself; `|` parts what comes before the characters that
# are searched from those.
SHAPES = {
    "vatId": """ATUnnnnnnn|n BE0nnnnnnn|nn BE1nnnnnnn|nn BEnnnnnnn|nn BGnnnnnnnn|n BGnnnnnnnnn|n BGnn04nnnnn|n BGnn25nnnnn|n BGnn48nnnnn|n
        CYnnnnnnnn|a CZnnnnnnn|n CZ6nnnnnnn|n CZnn51nnnn|n CZnn11nnnn|n CZnn09nnnnn|n CZnn62nnnnn|n CZnn2nnnnnn|n CZnn7nnnnnn|n DEnnnnnnnn|n
        DKnnnnnnn|n EEnnnnnnnn|n ELnnnnnnnn|n GRnnnnnnnn|n ELnnnnnnn|n ESnnnnnnnn|a ESXnnnnnnn|a ESYnnnnnnn|a ESZnnnnnnn|a ESKnnnnnnn|a
        ESLnnnnnnn|a ESMnnnnnnn|a ESannnnnnn|c ESannnnnnn|n FInnnnnnn|n FR|nnnnnnnnnnn FRnannnnnnnn|n FRannnnnnnnn|n FRaannnnnnnn|n FRnn000nnnnn|n
        HRnnnnnnnnnn|n HUnnnnnnn|n IEnnnnnnn|a IEnnnnnnn|aa IEnannnnn|a IEn+nnnnn|a IEn*nnnnn|a IEnannnnn|aa ITnnnnnnn0nn|n ITnnnnnnn120|n ITnnnnnnn888|n
        ITnnnnnnn999|n LTnnnnnnn1|n LTnnnnnnnnnn1|n LUnnnnnn|nn LV4nnnnnnnnn|n LVnnnnnnnnnn|n LV32nnnnnnnn|n LV1n0nnn1nnn|n LV2n1nnn2nnn|n
        MTnnnnnn|nn NLnnnnnnnn|nBnn NLnnnnnnnnnB|nn NLnnnnnn|nBnn NOnnnnnnnn|nMVA nnnnnnnn|nMVA PLnnnnnnnnn|n PTnnnnnnnn|n ROn|n ROnn|n ROnnn|n
        ROnnnn|n ROnnnnn|n ROnnnnnn|n ROnnnnnnn|n ROnnnnnnnn|n ROnnnnnnnnn|n ROnnnnnnnnnn|n RO1nn0nnn01nnn|n RO2nn11nn40nnn|n SEnnnnnnnnn|n01 SInnnnnnn|n
        SKnn2nnnnnn|n SKnn7nnnnnn|n SKnn51nnnnn|n SKnn0nnnnnn|n GBnnnnnnn|nn XInnnnnnn|nn GB0nnnnnn|nn GBnnnnnnn|nnnnn GBGD|nnn GBHA|nnn XIGD|nnn
        GBGD8888nnn|nn GBHA8888nnn|nn CHEnnnnnnnn|nMWST CHEnnnnnnnn|nTVA CHEnnnnnnnn|nIVA CHEnnnnnnnn|nTPV BE000000nn|nn USnnnnnnn|nn""",
    "bic": "aaaaNLcc| aaaaBEccccc| aaaaaacc| ccccDEcc| aaaaXKcc| aaaaEUcc|",
    "rsin": "nnnnnnnn|n",
    "company:0002": "nnnnnnnn|n",
    "company:0007": "nnnnnnnnn|n",
    "company:0009": "nnnnnnnn|nnnnnn 356000000nnnn|n",
    "company:0088": "nnnnnnnnnnnn|n nnnnnnn|n nnnnnnnnnnn|n nnnnnnnnnnnnn|n",
    "company:0151": "nnnnnnnnn|nn",
    "company:0184": "nnnnnnn|n DKnnnnnnn|n",
    "company:0192": "nnnnnnnn|n",
    "company:0199": "cccccccccccccccccc|nn ccccccccccccccccccc|nn",
    "company:0204": "99nn|-nn 0nnnnnnn-cccccc|-nn 1nn-c|-nn nnnnnnnnnnnn-cccccccccccccccccccccccccccccc|-nn 90nnnn-nnn|-nn",
    "company:0208": "0nnnnnnn|nn 1nnnnnnn|nn 000000nn|nn",
    "reference:rf": "RF|nnnnnn RF|nncccccccccccc RF|nnccccccccccccccccccccc",
    "reference:ogm": "nnnnnnnnnn|nn 00000000nn|nn",
    "reference:qrr": "nnnnnnnnnnnnnnnnnnnnnnnnnn|n 000000000000nnnnnnnnnnnnnn|n nnnnnnnnnnnnnnnnnn|n",
    "reference:kenmerk": """nnnnnnn| n7nnnnnnn| n8nnnnnnnn| n9nnnnnnnnn| n0nnnnnnnnnn| n1nnnnnnnnnnn| n2nnnnnnnnnnnn| nnnnnnnnn| nnnnnnnnnnnnnnnn|
        nnnnnnnn| nnnnnnnnnnnnnnn|""",
}

VAT_COUNTRIES = "AT BE BG CH CY CZ DE DK EE EL ES FI FR GB HR HU IE IT LT LU LV MT NL NO PL PT RO SE SI SK XI".split()

SEPARATED = " -./"

# The IBAN registry of python-stdnum: a country to its structure.
IBAN_STRUCTURES = {
    country: found["bban"]
    for country in [country.alpha_2 for country in pycountry.countries] + ["XK"]
    if (found := iban._ibandb.info(country)[0][1])
}


def fill(shape):
    classes = {"n": DIGITS, "a": LETTERS, "c": EITHER}
    return "".join(RANDOM.choice(classes[sign]) if sign in classes else sign for sign in shape)


def search(kind, head, tail):
    """A valid value of the shape: random heads, and tails until the judge accepts one; or none, after 600 tries."""
    for _ in range(20):
        start = fill(head)
        for _ in range(30):
            value = start + fill(tail)
            if JUDGES[kind](value):
                return value
    return None


def corrupt(value):
    """The value with one character changed, two neighbours swapped, one lost and one added."""
    place = RANDOM.randrange(len(value))
    alike = DIGITS if value[place] in DIGITS else EITHER
    yield value[:place] + RANDOM.choice(alike) + value[place + 1 :]
    yield value[:place] + value[place + 1 : place + 2] + value[place : place + 1] + value[place + 2 :]
    yield value[:place] + value[place + 1 :]
    yield value[:place] + RANDOM.choice(EITHER) + value[place:]


def dress(value):
    """The value as somebody types it: lower case here and there, separators where they may stand."""
    typed = "".join(RANDOM.choice((sign, sign.lower())) for sign in value)
    place = RANDOM.randrange(len(value) + 1)
    return typed[:place] + RANDOM.choice(SEPARATED) + typed[place:]


def iban_candidates():
    """Every country of both registries: valid accounts, corrupted ones and those with check digits of no account."""
    for country, spec in sorted(IBAN_STRUCTURES.items()) + [("BR", "8!c5!n10!n1!c1!c")]:
        shape = "".join(kind * int(count) for count, kind in re.findall(r"(\d+)!([nac])", spec))
        for _ in range(EACH // 2):
            bban = fill(shape)
            if country == "BE":
                bban = bban[:10] + f"{int(bban[:10]) % 97 or 97:02}"
            digits = mod_97_10.calc_check_digits(bban + country)
            value = country + digits + bban
            yield value
            yield from corrupt(value)
            alias = {"97": "00", "98": "01", "02": "99"}.get(digits)
            if alias:
                yield country + alias + bban


def candidates():
    for kind, shapes in SHAPES.items():
        for shape in shapes.split():
            head, tail = shape.split("|")
            is_possible = True  # some shapes are never valid: one search shows it
            for _ in range(EACH):
                value = search(kind, head, tail) if is_possible and RANDOM.random() < 0.6 else fill(head + tail)
                is_possible, value = value is not None, value or fill(head + tail)
                yield kind, value
                yield from ((kind, wrong) for wrong in corrupt(value))
    for value in iban_candidates():
        yield "iban", value


def ask(binary, questions):
    lines = "".join(f"{kind}\t{value}\n" for kind, value in questions)
    output = subprocess.run([binary], input=lines, check=True, capture_output=True, text=True).stdout
    answers = [line.split("\t", 1) for line in output.splitlines()]
    assert len(answers) == len(questions), "an answer for every question"
    return answers


class Score:
    def __init__(self):
        self.passed, self.failures, self.seen = 0, [], set()

    def check(self, holds, message):
        if holds:
            self.passed += 1
        else:
            self.failures.append(message)


def judge_verdicts(binary, score):
    questions = [(kind, value) for kind, value in candidates() if value]
    accepted = {}
    for (kind, value), (verdict, text) in zip(questions, ask(binary, questions)):
        theirs, ours = bool(JUDGES[kind](value)), verdict == "ok"
        accepted[kind] = accepted.get(kind, 0) + ours
        if kind in ("vatId", "iban"):
            country = f"{kind} of {text[:2]}"
            accepted[country] = accepted.get(country, 0) + ours
        difference = next((name for name, applies in DIFFERENCES.items() if theirs != ours and applies(kind, value)), None)
        if difference:
            score.seen.add(difference)
        score.check(theirs == ours or difference, f"{kind} {value}: ours {verdict} {text}, library {theirs}")
    countries = [f"vatId of {country}" for country in VAT_COUNTRIES] + [f"iban of {country}" for country in IBAN_STRUCTURES]
    for kind in [*JUDGES, *countries]:
        score.check(accepted.get(kind, 0) >= EACH // 2, f"{kind}: only {accepted.get(kind, 0)} valid candidates")
    for name in DIFFERENCES:
        score.check(name in score.seen, f"a documented difference is gone: {name}")


def judge_normalisation(binary, score):
    """What is typed with separators and in lower case comes out as the clean value does."""
    clean = [(kind, value) for kind, value in candidates() if value and kind != "company:0204" and JUDGES[kind](value)]
    clean = RANDOM.sample(clean, 4000)
    typed = [(kind, dress(value)) for kind, value in clean]
    for question, first, second in zip(typed, ask(binary, clean), ask(binary, typed)):
        score.check(first == second, f"{question}: {second} instead of {first}")


def judge_making(binary, score):
    """References that the engine makes are those that the library makes."""
    questions, expected = [], []
    for _ in range(2000):
        number = fill("n" * RANDOM.randrange(1, 11))
        if number.strip("0"):
            questions.append(("make:ogm", number))
            expected.append(f"+++{ogm_vcs.format(number.zfill(10) + ogm_vcs.calc_check_digits(number.zfill(10)))}+++")
        number = fill("n" * RANDOM.randrange(1, 27))
        if number.strip("0"):
            questions.append(("make:qrr", number))
            expected.append((number + esr.calc_check_digit(number)).zfill(27))
        number = fill("c" * RANDOM.randrange(1, 22))
        questions.append(("make:rf", number))
        expected.append(f"RF{mod_97_10.calc_check_digits(number + 'RF')}{number}")
    for question, answer, text in zip(questions, ask(binary, questions), expected):
        score.check(answer == ["ok", text], f"{question}: {answer} instead of {text}")
    questions = [("make:kenmerk", fill("n" * RANDOM.randrange(1, 15)) + "1") for _ in range(2000)]
    for question, (verdict, text) in zip(questions, ask(binary, questions)):
        score.check(verdict == "ok" and kenmerk(text) and text.endswith(question[1]), f"{question}: {verdict} {text}")


def judge_registries(binary, score):
    """Countries are those of ISO 3166 with 1A and XI; IBAN structures are schwifty's, whatever python-stdnum has."""
    codes = [first + second for first in EITHER for second in EITHER]
    known = {country.alpha_2 for country in pycountry.countries} | {"1A", "XI"}
    for code, (verdict, _) in zip(codes, ask(binary, [("country", code) for code in codes])):
        score.check((verdict == "ok") == (code in known), f"country {code}: {verdict}")
    questions = [("iban", value) for value in iban_candidates()]
    for (_, value), (verdict, text) in zip(questions, ask(binary, questions)):
        theirs = schwifty.IBAN(value, allow_invalid=True).is_valid
        if value.startswith("BE") and theirs:
            theirs = account(value)
        if theirs and verdict == "no" and text == "iban.country":
            continue  # schwifty adds countries that the SWIFT registry does not list
        score.check((verdict == "ok") == theirs, f"iban {value}: ours {verdict} {text}, schwifty {theirs}")


def main(binary):
    score = Score()
    judge_verdicts(binary, score)
    judge_normalisation(binary, score)
    judge_making(binary, score)
    judge_registries(binary, score)
    for failure in score.failures[:50]:
        print(failure)
    print(f"{score.passed} passed, {len(score.failures)} failed")
    return 1 if score.failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
