"""Judges the Dutch audit file with the schema of XML Auditfile Financieel 3.2, which the package `pyxaf` carries as it was published.

Usage: python audit_file.py ANYTHING; the file is worker/tests/golden/auditfile.xaf, which a test of the Worker holds to what the
Worker writes. Beyond the schema it adds up what the file says of itself. Prints "N passed, N failed" and exits with 1 if anything
failed. A file without one of its elements, or with one side of a booking changed, must fail.
"""

import copy
import importlib.resources
import pathlib
import sys
from decimal import Decimal

from lxml import etree

FILE = pathlib.Path(__file__).parents[2] / "worker" / "tests" / "golden" / "auditfile.xaf"
SPACE = "{http://www.auditfiles.nl/XAF/3.2}"
REQUIRED = ["fiscalYear", "curCode", "companyName", "taxRegIdent", "accTp", "custSupID", "vatID", "trDt", "docRef", "effDate", "totalDebit"]


def texts(element, path):
    return [found.text for found in element.findall("/".join(SPACE + name for name in path.split("/")))]


def sides(lines):
    """What lines come to on each side."""
    sums = {"D": Decimal(0), "C": Decimal(0)}
    for line in lines:
        sums[line.findtext(SPACE + "amntTp")] += Decimal(line.findtext(SPACE + "amnt"))
    return sums


def faults(document):
    """What does not add up."""
    company = document.getroot().find(SPACE + "company")
    found = []
    for name, line in [("openingBalance", "obLine"), ("transactions", "trLine")]:
        part = company.find(SPACE + name)
        lines = list(part.iter(SPACE + line))
        sums = sides(lines)
        said = [Decimal(part.findtext(SPACE + "totalDebit")), Decimal(part.findtext(SPACE + "totalCredit"))]
        if said != [sums["D"], sums["C"]] or sums["D"] != sums["C"] or int(part.findtext(SPACE + "linesCount")) != len(lines):
            found.append(f"{name}: says {said}, adds up to {sums} in {len(lines)} lines")
    for booking in company.iter(SPACE + "transaction"):
        sums = sides(booking.iter(SPACE + "trLine"))
        if sums["D"] != sums["C"]:
            found.append(f"booking {booking.findtext(SPACE + 'desc')} does not balance: {sums}")
    # The VAT that lines of revenue state is what is booked on the accounts of the VAT codes.
    accounts = set(texts(company, "vatCodes/vatCode/vatToPayAccID"))
    lines = list(company.iter(SPACE + "trLine"))
    booked = sides(line for line in lines if line.findtext(SPACE + "accID") in accounts)
    stated = {"D": Decimal(0), "C": Decimal(0)}
    for vat in company.iter(SPACE + "vat"):
        stated[vat.findtext(SPACE + "vatAmntTp")] += Decimal(vat.findtext(SPACE + "vatAmnt"))
    if booked != stated:
        found.append(f"VAT booked {booked}, stated {stated}")
    # Each day lies in the period that its booking names.
    periods = {p.findtext(SPACE + "periodNumber"): (p.findtext(SPACE + "startDatePeriod"), p.findtext(SPACE + "endDatePeriod")) for p in company.iter(SPACE + "period")}
    for booking in company.iter(SPACE + "transaction"):
        first, last = periods[booking.findtext(SPACE + "periodNumber")]
        if not first <= booking.findtext(SPACE + "trDt") <= last:
            found.append(f"{booking.findtext(SPACE + 'desc')} lies outside of its period")
    return found


def main():
    schema = etree.XMLSchema(etree.fromstring((importlib.resources.files("pyxaf") / "schemas/XmlAuditfileFinancieel3.2.xsd").read_bytes()))
    document = etree.parse(FILE)
    failures = [] if schema.validate(document) else [str(error) for error in schema.error_log]
    failures += faults(document)
    for name in REQUIRED:
        broken = copy.deepcopy(document)
        element = next(broken.iter(SPACE + name))
        element.getparent().remove(element)
        if schema.validate(broken):
            failures.append(f"the schema does not miss {name}")
    broken = copy.deepcopy(document)
    next(broken.iter(SPACE + "trLine")).find(SPACE + "amnt").text = "1.00"
    if not faults(broken):
        failures.append("a booking that does not balance goes unseen")
    for failure in failures:
        print(failure)
    print(f"{len(REQUIRED) + 3 - len(failures)} passed, {len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
