"""Puts every document that the vectors can be made into to veraPDF (PDF/A-3b, PDF/UA-1)
and Mustang (Factur-X).

Usage: python pdf.py PATH_TO_BINARY, where the binary is `tests/src/bin/pdf.rs`; the variable MUSTANG_JAR names the jar of
Mustang-CLI. Prints "N passed, N failed" and exits with 1 if anything failed. It knows no clause itself.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

# The issue asks for at least so many documents.
DOCUMENTS_MIN = 120


def main(binary):
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([binary, folder], check=True)
        documents = sorted(Path(folder).glob("*.pdf"))
        source = Path(__file__).with_name("PdfJudge.java")
        command = ["java", "-Xmx2g", "-cp", os.environ["MUSTANG_JAR"], str(source), folder]
        judged = subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        verdicts = judged.stdout.splitlines()
        for verdict in verdicts:
            if not verdict.startswith("passed "):
                print(verdict)
        passed = sum(verdict.startswith("passed ") for verdict in verdicts)
        failed = len(verdicts) - passed
        if len(documents) < DOCUMENTS_MIN or len(verdicts) < 2 * len(documents):
            print(f"only {len(documents)} documents with {len(verdicts)} verdicts")
            failed += 1
        print(f"{len(documents)} documents")
        print(f"{passed} passed, {failed} failed")
        return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
