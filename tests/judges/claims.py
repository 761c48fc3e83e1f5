"""Compares the engine's claims with the independent reference, on random histories of late invoices.

Usage: python claims.py PATH_TO_BINARY, where the binary is `tests/src/bin/claims.rs`. Needs nothing but Python.
VOLDAAN_SOAK=1 draws six times as many histories. Prints "N passed, N failed" and exits with 1 if anything failed.
"""

import json
import os
import subprocess
import sys
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "reference"))

from claim_histories import cases  # noqa: E402
from verify import differences  # noqa: E402

SEED = 20261122
COUNT = 10_000
ROUNDS = 6 if os.environ.get("VOLDAAN_SOAK") else 1
SHOWN = 5
MILLIONTH = Fraction(1, 1_000_000)


def following(day):
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def together(segments):
    """The engine's segments, those that differ in nothing but their days made one, and of how many each was made."""
    whole = []
    for one in segments:
        one = {**one, "base": Fraction(one["base"]), "rate": Fraction(one["rate"]), "amount": Fraction(one["amount"]), "made": 1}
        last = whole[-1] if whole else None
        if last and (last["base"], last["rate"], following(last["until"])) == (one["base"], one["rate"], one["from"]):
            last.update(until=one["until"], days=last["days"] + one["days"], amount=last["amount"] + one["amount"], made=last["made"] + 1)
        else:
            whole.append(one)
    return whole


def segment_faults(expect, found):
    """Each of the engine's segments is right to the last of its six decimals; several together by half of one more each."""
    found = together(found)
    if len(expect) != len(found):
        return [f" {len(expect)} segments expected, {len(found)} found"]
    faults = []
    for mine, its in zip(expect, found):
        faults += [f" segment {mine}: {key} is {its[key]}" for key in ("from", "until", "days") if mine[key] != its[key]]
        faults += [f" segment {mine}: {key} is {its[key]}" for key in ("base", "rate") if Fraction(mine[key]) != its[key]]
        room = 0 if its["made"] == 1 else (its["made"] + 1) * MILLIONTH / 2
        if abs(Fraction(mine["amount"]) - its["amount"]) > room:
            faults.append(f" segment {mine}: amount is {float(its['amount'])}")
    return faults


def faults(expect, found):
    """Where a claim is not what the reference expects."""
    if "error" in found or "error" in expect:
        codes = [finding["code"] for finding in found.get("error", [])]
        return [] if expect.get("error") in codes else [f" refused with {codes}, expected {expect.get('error')}"]
    segments = expect["interest"].pop("segments", None)
    differing = differences(expect, found)
    if segments is not None:
        differing += segment_faults(segments, found["interest"]["segments"])
    return differing


def differing(binary, seed):
    """Claims of one seed on which the two differ, with all their differences."""
    drawn = list(cases(seed, COUNT))
    lines = "".join(json.dumps([case["draft"], case["issueDate"], case["entries"], case["options"]]) + "\n" for case in drawn)
    run = subprocess.run([binary], input=lines, capture_output=True, text=True, check=True)
    answers = run.stdout.splitlines()
    if len(answers) != len(drawn):
        raise SystemExit(f"{len(drawn)} histories went in, {len(answers)} answers came out")
    for case, answer in zip(drawn, answers):
        for options, expect, found in zip(case["options"], case["expect"], json.loads(answer), strict=True):
            if differ := faults(expect, found):
                yield {**{key: case[key] for key in ("draft", "issueDate", "entries")}, "options": options}, differ
                break


def main(binary):
    failed = 0
    for seed in range(SEED, SEED + ROUNDS):
        for case, differ in differing(binary, seed):
            failed += 1
            if failed <= SHOWN:
                print(f"{'; '.join(differ)}\n  {json.dumps(case)}")
    print(f"{ROUNDS * COUNT - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
