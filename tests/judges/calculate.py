"""Compares the engine's invoices with the independent reference, on random drafts.

Usage: python calculate.py PATH_TO_BINARY, where the binary is `tests/src/bin/calculate.rs`. Needs nothing but Python.
First the vectors themselves are checked with the reference. VOLDAAN_SOAK=1 draws fifty times as many drafts.
Prints "N passed, N failed" and exits with 1 if anything failed.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "reference"))

import verify  # noqa: E402
from generate import cases  # noqa: E402

SEED = 20260131
COUNT = 2000
ROUNDS = 50 if os.environ.get("VOLDAAN_SOAK") else 1
SHOWN = 5


def differing(binary, seed):
    """Cases of one seed that the engine computes otherwise, with the first difference of each."""
    drawn = list(cases(seed, COUNT))
    drafts = "".join(json.dumps(case["draft"]) + "\n" for case in drawn)
    run = subprocess.run([binary], input=drafts, capture_output=True, text=True, check=True)
    answers = run.stdout.splitlines()
    if len(answers) != len(drawn):
        raise SystemExit(f"{len(drawn)} drafts went in, {len(answers)} answers came out")
    for case, answer in zip(drawn, answers):
        found = json.loads(answer)
        faults = [f" refused: {answer}"] if "error" in found else verify.differences(case["expect"], found)
        if faults:
            yield case["draft"], faults[0]


def main(binary):
    unsound = verify.main()
    failed = 0
    for seed in range(SEED, SEED + ROUNDS):
        for draft, fault in differing(binary, seed):
            failed += 1
            if failed <= SHOWN:
                print(f"{fault}\n  {json.dumps(draft)}")
    print(f"{ROUNDS * COUNT - failed} passed, {failed + unsound} failed")
    return 1 if failed or unsound else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
