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

# Fewer would mean that the vectors no longer become documents.
DOCUMENTS_MIN = 120

# What is broken in a copy that each judge has to refuse: output intent, title in the window, profile of the XML.
BROKEN = [
    (b"/GTS_PDFA1", b"/GTS_XXXX1"),
    (b"/DisplayDocTitle true", b"/DisplayDocTitle null"),
    (b"<fx:ConformanceLevel>EN 16931<", b"<fx:ConformanceLevel>XX 16931<"),
]
CONTROL = "control.facturx.pdf"


def write_control(folder):
    """A document in which each judge has something to find; one that finds nothing does not look."""
    for document in sorted(Path(folder).glob("*.facturx.pdf")):
        data = document.read_bytes()
        if all(found in data for found, _ in BROKEN):
            for found, broken in BROKEN:
                data = data.replace(found, broken)
            Path(folder, CONTROL).write_bytes(data)
            return
    raise SystemExit("no document to break")


def main(binary):
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([binary, folder], check=True)
        write_control(folder)
        documents = sorted(Path(folder).glob("*.pdf"))
        source = Path(__file__).with_name("PdfJudge.java")
        command = ["java", "-Xmx2g", "-cp", os.environ["MUSTANG_JAR"], str(source), folder]
        judged = subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        verdicts = judged.stdout.splitlines()
        passed = failed = 0
        for verdict in verdicts:
            # The control has to fail, everything else to pass.
            if verdict.startswith("failed " if CONTROL in verdict else "passed "):
                passed += 1
            else:
                failed += 1
                print(verdict)
        if len(documents) < DOCUMENTS_MIN or len(verdicts) < 2 * len(documents):
            print(f"only {len(documents)} documents with {len(verdicts)} verdicts")
            failed += 1
        print(f"{len(documents)} documents")
        print(f"{passed} passed, {failed} failed")
        return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
