"""Judges the file of direct debits with the schema pain.008.001.08 of ISO 20022, which the package `sepaxml` carries.

Usage: python direct_debit.py ANYTHING; the file is worker/tests/golden/pain.008.xml, which a test of the Worker holds to what the
Worker writes. Prints "N passed, N failed" and exits with 1 if anything failed. A file without one of its elements must fail.
"""

import copy
import importlib.resources
import pathlib
import sys

from lxml import etree

FILE = pathlib.Path(__file__).parents[2] / "worker" / "tests" / "golden" / "pain.008.xml"
SPACE = "{urn:iso:std:iso:20022:tech:xsd:pain.008.001.08}"
REQUIRED = ["MsgId", "PmtMtd", "ReqdColltnDt", "EndToEndId", "InstdAmt", "DbtrAgt"]


def main():
    schema = etree.XMLSchema(etree.fromstring((importlib.resources.files("sepaxml") / "schemas/pain.008.001.08.xsd").read_bytes()))
    document = etree.parse(FILE)
    failures = [] if schema.validate(document) else [str(error) for error in schema.error_log]
    for name in REQUIRED:
        broken = copy.deepcopy(document)
        element = next(broken.iter(SPACE + name))
        element.getparent().remove(element)
        if schema.validate(broken):
            failures.append(f"the schema does not miss {name}")
    for failure in failures:
        print(failure)
    print(f"{len(REQUIRED) + 1 - len(failures)} passed, {len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
