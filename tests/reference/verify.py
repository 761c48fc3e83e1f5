"""Checks the vectors themselves, without the engine.

    python3 verify.py        (no arguments; needs nothing but Python)

Every case has an id of its own, a reason, a source and one kind of expectation; and wherever the reference can derive
the expected amounts, they are what the reference derives. It judges vectors, not the engine.
"""

import json
import sys
from pathlib import Path

from calculate import calculate, load
from rates import RATES

VECTORS = Path(__file__).resolve().parent.parent / "vectors"
DOORS = set("latePaymentText letter supplement discountCost calculate claim allocate policies policy checkPolicy plan simulate check issue credit creditEntry applyPayment creditBalance recur consolidate ageing dso vatSummary revenue cashForecast paymentBehaviour termEffect creditSequence nextNumber status vatRates checkVatId checkIban checkReference makeReference toUbl toCii fromXml paymentQr toPdf".split())
KEYS = set("id why source door input inputText places expect contains findings absent clean error".split())
PLACES = {"native", "node", "chromium", "worker"}
DERIVED = ("lines", "totals", "vatBreakdown", "dueDate", "earlyPayment", "instalments", "grossMeans")
LEAST = 150


def differences(expected, found, path=""):
    """Where a stated value is not what was found; objects match as subsets, arrays element by element."""
    if isinstance(expected, dict) and isinstance(found, dict):
        return [d for key, value in expected.items() for d in differences(value, found.get(key), f"{path}.{key}")]
    if isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        return [d for i, pair in enumerate(zip(expected, found)) for d in differences(*pair, f"{path}[{i}]")]
    return [] if expected == found else [f"{path}: expected {expected!r}, found {found!r}"]


def resolved(value):
    """A value with its $repeat and $text descriptors written out."""
    if isinstance(value, list):
        return [resolved(item) for item in value]
    if not isinstance(value, dict):
        return value
    if set(value) == {"$repeat"}:
        return [resolved(value["$repeat"]["item"])] * value["$repeat"]["count"]
    if set(value) == {"$text"}:
        return value["$text"]["character"] * value["$text"]["count"]
    return {key: resolved(item) for key, item in value.items()}


def derivable(draft):
    """Whether the reference knows every rate that the draft names; VAT amounts that a draft states are not derived."""
    if "vatAmounts" in draft:
        return False
    shorthands = [line["vat"] for line in draft["lines"] if isinstance(line["vat"], str)]
    return all(tuple(text.lower().split(":")[:1]) + tuple(text.split(":")[1:]) in RATES for text in shorthands)


def form_faults(case, seen):
    """What is wrong with the form of a case."""
    faults = []
    for name in ("id", "why", "source", "door"):
        if not isinstance(case.get(name), str) or not case[name].strip():
            faults.append(f"{name} is missing")
    if case.get("id") in seen:
        faults.append("the id is used twice")
    if case.get("door") not in DOORS:
        faults.append(f"there is no door {case.get('door')}")
    if set(case) - KEYS:
        faults.append(f"unknown keys {sorted(set(case) - KEYS)}")
    if set(case.get("places", [])) - PLACES:
        faults.append("an unknown place")
    if ("input" in case) == ("inputText" in case):
        faults.append("needs exactly one of input and inputText")
    if not {"expect", "contains", "findings", "absent", "clean", "error"} & set(case):
        faults.append("expects nothing")
    if "error" in case and {"expect", "contains"} & set(case):
        faults.append("expects both an error and a result")
    return faults


def main():
    seen, faults, derived = set(), [], 0
    for path in sorted(VECTORS.rglob("*.json")):
        for case in load(path.read_text(encoding="utf-8")):
            name = f"{path.relative_to(VECTORS)} {case.get('id')}"
            faults += [f"{name}: {fault}" for fault in form_faults(case, seen)]
            seen.add(case.get("id"))
            if case.get("door") != "calculate" or "expect" not in case or "input" not in case:
                continue
            draft = resolved(case["input"][0])
            stated = {key: case["expect"][key] for key in DERIVED if key in case["expect"]}
            if not stated or not derivable(draft):
                continue
            derived += 1
            found = calculate(draft)
            for row, line in zip(found["lines"], draft["lines"]):
                row["name"] = line["name"]
            for row in stated.get("vatBreakdown", []):
                row.pop("exemptionCode", None)
                row.pop("exemptionReason", None)
            faults += [f"{name}{difference}" for difference in differences(stated, found)]
    if len(seen) < LEAST:
        faults.append(f"{len(seen)} cases, at least {LEAST} are wanted")
    print("\n".join(faults) or f"{len(seen)} cases in order, {derived} derived again")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
