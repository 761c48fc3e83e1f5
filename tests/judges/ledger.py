"""Compares the engine's statuses with the independent reference, on random histories of invoices.

Usage: python ledger.py PATH_TO_BINARY, where the binary is `tests/src/bin/ledger.rs`. Needs nothing but Python.
VOLDAAN_SOAK=1 draws twenty times as many histories. Prints "N passed, N failed" and exits with 1 if anything failed.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "reference"))

from histories import cases  # noqa: E402
from verify import differences  # noqa: E402

SEED = 20260302
COUNT = 3000
ROUNDS = 20 if os.environ.get("VOLDAAN_SOAK") else 1
SHOWN = 5


def differing(binary, seed):
    """Histories of one seed that the engine reads otherwise, with the first difference of each."""
    drawn = list(cases(seed, COUNT))
    lines = "".join(json.dumps([case["draft"], case["issueDate"], case["entries"], case["days"]]) + "\n" for case in drawn)
    run = subprocess.run([binary], input=lines, capture_output=True, text=True, check=True)
    answers = run.stdout.splitlines()
    if len(answers) != len(drawn):
        raise SystemExit(f"{len(drawn)} histories went in, {len(answers)} answers came out")
    for case, answer in zip(drawn, answers):
        found = json.loads(answer)
        faults = [f" refused: {answer}"] if "error" in found else differences(case["expect"], found["statuses"])
        if faults:
            yield case, faults[0]


def main(binary):
    failed = 0
    for seed in range(SEED, SEED + ROUNDS):
        for case, fault in differing(binary, seed):
            failed += 1
            if failed <= SHOWN:
                print(f"{fault}\n  {json.dumps(case)}")
    print(f"{ROUNDS * COUNT - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
