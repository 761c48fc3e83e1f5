"""Makes tests/vectors/official/*.json from a folder of official example invoices (UBL and CII).

    python3 from_xml.py FOLDER OUTPUT      FOLDER holds MANIFEST.json and positive/*.xml

Only facts are taken: numbers, category and reason codes, and the totals that the document states; names are neutral and no text is
copied. Every vector is checked with the reference before it is written; a document that follows another profile or
other arithmetic goes to EXCLUDED.md with the reason. It never changes an official number to make it fit.
"""

import json
import sys
import xml.etree.ElementTree as ET
from decimal import Decimal
from pathlib import Path

from calculate import calculate
from money import amount_text, digits_of, number, percent_text
from pretty import cases_text

TOTALS = ["lineNet", "allowances", "charges", "net", "vat", "gross", "prepaid", "rounding", "payable"]
NEUTRAL_REASON = "as stated in the document"


class Document:
    """One parsed e-invoice in the terms of EN 16931."""

    def __init__(self):
        self.currency = None
        self.credit = False
        self.lines = []  # quantity, price, per, net, entries, vat, exemption
        self.entries = []  # (charge?, amount, vat)
        self.breakdown = []  # category, rate, base, amount, reason code, has text
        self.totals = {}


def strip(tree):
    """The tree with local names only: both syntaxes keep them unambiguous where this script looks."""
    for node in tree.iter():
        node.tag = node.tag.rsplit("}", 1)[-1]
    return tree


def text(node, path, default=None):
    found = node.find(path)
    return found.text.strip() if found is not None and found.text else default


def vat_ubl(node):
    scheme = node.find("ClassifiedTaxCategory") if node.tag == "Item" else node
    return scheme_pair(text(scheme, "ID"), text(scheme, "Percent"))


def scheme_pair(category, rate):
    return category, None if category == "O" else percent_text(number(rate or "0"))


def read_ubl(root):
    """UBL Invoice or CreditNote."""
    document = Document()
    document.credit = root.tag == "CreditNote"
    document.currency = text(root, "DocumentCurrencyCode")
    for line in root.findall("InvoiceLine") + root.findall("CreditNoteLine"):
        quantity = text(line, "InvoicedQuantity") or text(line, "CreditedQuantity")
        document.lines.append({
            "quantity": quantity,
            "price": text(line, "Price/PriceAmount"),
            "per": text(line, "Price/BaseQuantity", "1"),
            "net": text(line, "LineExtensionAmount"),
            "entries": [(text(e, "ChargeIndicator") == "true", text(e, "Amount")) for e in line.findall("AllowanceCharge")],
            "vat": vat_ubl(line.find("Item")),
            "nested": line.find("SubInvoiceLine") is not None,
        })
    for entry in root.findall("AllowanceCharge"):
        pair = vat_ubl(entry.find("TaxCategory"))
        document.entries.append((text(entry, "ChargeIndicator") == "true", text(entry, "Amount"), pair))
    for total in root.findall("TaxTotal"):
        for row in total.findall("TaxSubtotal"):
            category = row.find("TaxCategory")
            document.breakdown.append((
                *vat_ubl(category), text(row, "TaxableAmount"), text(row, "TaxAmount"),
                text(category, "TaxExemptionReasonCode"), text(category, "TaxExemptionReason") is not None,
            ))
        amount = total.find("TaxAmount")
        if amount.get("currencyID") == document.currency:
            document.totals["vat"] = amount.text.strip()
    sums = root.find("LegalMonetaryTotal")
    names = {"lineNet": "LineExtensionAmount", "allowances": "AllowanceTotalAmount", "charges": "ChargeTotalAmount",
             "net": "TaxExclusiveAmount", "gross": "TaxInclusiveAmount", "prepaid": "PrepaidAmount",
             "rounding": "PayableRoundingAmount", "payable": "PayableAmount"}
    for name, tag in names.items():
        document.totals[name] = text(sums, tag, "0")
    document.totals.setdefault("vat", "0")
    return document


def vat_cii(node):
    return scheme_pair(text(node, "CategoryCode"), text(node, "RateApplicablePercent"))


def read_cii(root):
    """Cross Industry Invoice."""
    document = Document()
    trade = root.find("SupplyChainTradeTransaction")
    settlement = trade.find("ApplicableHeaderTradeSettlement")
    document.credit = text(root, "ExchangedDocument/TypeCode") == "381"
    document.currency = text(settlement, "InvoiceCurrencyCode")
    for line in trade.findall("IncludedSupplyChainTradeLineItem"):
        price = line.find("SpecifiedLineTradeAgreement/NetPriceProductTradePrice")
        inner = line.find("SpecifiedLineTradeSettlement")
        document.lines.append({
            "quantity": text(line, "SpecifiedLineTradeDelivery/BilledQuantity"),
            "price": text(price, "ChargeAmount"),
            "per": text(price, "BasisQuantity", "1"),
            "net": text(inner, "SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount"),
            "entries": [(text(e, "ChargeIndicator/Indicator") == "true", text(e, "ActualAmount"))
                        for e in inner.findall("SpecifiedTradeAllowanceCharge")],
            "vat": vat_cii(inner.find("ApplicableTradeTax")),
            "nested": text(line, "AssociatedDocumentLineDocument/ParentLineID") is not None,
        })
    for entry in settlement.findall("SpecifiedTradeAllowanceCharge"):
        pair = vat_cii(entry.find("CategoryTradeTax"))
        document.entries.append((text(entry, "ChargeIndicator/Indicator") == "true", text(entry, "ActualAmount"), pair))
    for row in settlement.findall("ApplicableTradeTax"):
        document.breakdown.append((
            *vat_cii(row), text(row, "BasisAmount"), text(row, "CalculatedAmount"),
            text(row, "ExemptionReasonCode"), text(row, "ExemptionReason") is not None,
        ))
    sums = settlement.find("SpecifiedTradeSettlementHeaderMonetarySummation")
    names = {"lineNet": "LineTotalAmount", "allowances": "AllowanceTotalAmount", "charges": "ChargeTotalAmount",
             "net": "TaxBasisTotalAmount", "gross": "GrandTotalAmount", "prepaid": "TotalPrepaidAmount",
             "rounding": "RoundingAmount", "payable": "DuePayableAmount"}
    for name, tag in names.items():
        document.totals[name] = text(sums, tag, "0")
    document.totals["vat"] = "0"
    for amount in sums.findall("TaxTotalAmount"):
        if amount.get("currencyID", document.currency) == document.currency:
            document.totals["vat"] = amount.text.strip()
    return document


def plain(value):
    """A number as a wire string: no exponent, no needless zeros."""
    shown = format(Decimal(value), "f")
    return (shown.rstrip("0").rstrip(".") if "." in shown else shown) or "0"


def money(value, digits):
    return amount_text(number(value), digits)


def draft_of(document):
    """The draft that says what the document says, without its totals."""
    digits = digits_of(document.currency)
    reasons = {(row[0], row[1]): row for row in document.breakdown}

    def vat(pair):
        category, rate = pair
        stated = {"category": category}
        if rate is not None:
            stated["rate"] = rate
        row = reasons.get(pair)
        if row and row[4]:
            stated["exemptionCode"] = row[4].upper()
        elif row and row[5]:
            stated["exemptionReason"] = NEUTRAL_REASON
        return stated

    draft = {"type": "creditNote"} if document.credit else {}
    draft["currency"] = document.currency
    draft["lines"] = []
    for index, line in enumerate(document.lines, 1):
        entry = {"name": f"Item {index}", "quantity": plain(line["quantity"]), "unitPrice": plain(line["price"])}
        if number(line["per"]) != 1:
            entry["pricePer"] = plain(line["per"])
        entry["vat"] = vat(line["vat"])
        for charge, amount in line["entries"]:
            entry.setdefault("charges" if charge else "allowances", []).append({"amount": money(amount, digits)})
        draft["lines"].append(entry)
    for charge, amount, pair in document.entries:
        entry = {"amount": money(amount, digits), "vat": vat(pair)}
        draft.setdefault("charges" if charge else "allowances", []).append(entry)
    if number(document.totals["rounding"]) != 0:
        # The document states the amount (BT-114), a draft the cash step behind it: whole units, else five hundredths.
        whole = number(document.totals["payable"]).denominator == 1
        draft["payableRounding"] = "1" if whole else "0.05"
    if number(document.totals["prepaid"]) != 0:
        draft["prepaid"] = money(document.totals["prepaid"], digits)
    return draft


def expected_of(document, order):
    """The document's own numbers, its breakdown in the order of first appearance."""
    digits = digits_of(document.currency)
    rows = {(row[0], row[1]): row for row in document.breakdown}
    breakdown = []
    for shown in order:
        row = rows.get((shown["category"], shown.get("rate")))
        if row is None:
            return None
        entry = {"category": row[0], **({"rate": row[1]} if row[1] is not None else {})}
        breakdown.append({**entry, "base": money(row[2], digits), "amount": money(row[3], digits)})
    return {
        "lines": [{"net": money(line["net"], digits)} for line in document.lines],
        "vatBreakdown": breakdown,
        "totals": {name: money(document.totals[name], digits) for name in TOTALS},
    }


def reason_against(document, profile):
    """Why a document cannot be a vector, or None."""
    if "extension" in profile or "extended" in profile:
        return f"extended profile ({profile})"
    if not document.lines:
        return "has no lines at this level"
    if any(line["nested"] for line in document.lines):
        return "lines inside lines (an extension)"
    if any(line["price"] is None or line["quantity"] is None for line in document.lines):
        return "a line without price or quantity"
    if any(number(line["price"]) < 0 for line in document.lines):
        return "a negative unit price"
    amounts = [amount for line in document.lines for _, amount in line["entries"]] + [entry[1] for entry in document.entries]
    if any(number(amount) < 0 for amount in amounts):
        return "a negative allowance or charge; a draft states it as its opposite"
    if any(row[0] == "B" for row in document.breakdown):
        return "category B (Italian split payment) is not offered"
    keys = [(row[0], row[1]) for row in document.breakdown]
    if len(keys) != len(set(keys)):
        return "several breakdown rows for one category and rate"
    return None


def difference(expected, found):
    """The first stated number that the reference does not reach, or None."""
    for index, (line, got) in enumerate(zip(expected["lines"], found["lines"])):
        if line["net"] != got["net"]:
            return f"line {index + 1}: states {line['net']}, quantity × price and its allowances give {got['net']}"
    for row, got in zip(expected["vatBreakdown"], found["vatBreakdown"]):
        for name in ("base", "amount"):
            if row[name] != got[name]:
                return f"VAT {row['category']} {row.get('rate', '')}: {name} states {row[name]}, the rule gives {got[name]}"
    for name in TOTALS:
        if expected["totals"][name] != found["totals"][name]:
            return f"{name}: states {expected['totals'][name]}, the rule gives {found['totals'][name]}"
    return None


def case_of(entry, folder):
    """(case, None) or (None, reason) for one manifest entry."""
    root = strip(ET.parse(folder / entry["file"]).getroot())
    document = read_cii(root) if root.tag == "CrossIndustryInvoice" else read_ubl(root)
    reason = reason_against(document, entry["profile"])
    if reason:
        return None, reason
    try:
        draft = draft_of(document)
        found = calculate(json.loads(json.dumps(draft)))
        expected = expected_of(document, found["vatBreakdown"])
    except ValueError as error:
        return None, str(error)
    if expected is None or len(expected["vatBreakdown"]) != len(document.breakdown):
        return None, "the breakdown names a group that no line, allowance or charge has, or leaves one out"
    reason = difference(expected, found)
    if reason:
        return None, reason
    name = Path(entry["file"]).stem
    source = f"{entry['source_repo']}: {entry['source_path']} ({entry['licence']})"
    why = f"The official totals of this {entry['profile']} example follow from its lines, allowances and charges."
    return {"id": f"official-{name}", "why": why, "source": source, "door": "calculate", "input": [draft], "expect": expected}, None


def main(folder, output):
    entries = json.loads((folder / "MANIFEST.json").read_text(encoding="utf-8"))["entries"]
    made = {"ubl": [], "cii": []}
    excluded = []
    for entry in sorted((e for e in entries if e["kind"] == "positive"), key=lambda e: e["file"]):
        case, reason = case_of(entry, folder)
        if case:
            made["cii" if entry["syntax"].startswith("cii") else "ubl"].append(case)
        else:
            excluded.append((entry, reason))
    output.mkdir(parents=True, exist_ok=True)
    for name, cases in made.items():
        (output / f"{name}.json").write_text(cases_text(cases), encoding="utf-8")
    rows = [f"| {Path(e['file']).name} | {e['source_repo']}: {e['source_path']} ({e['licence']}) | {why} |" for e, why in excluded]
    head = "<!-- generated by tests/reference/from_xml.py -->\n# Official examples that are no vectors, and why\n\n"
    (output / "EXCLUDED.md").write_text(head + "| document | source (licence) | reason |\n|---|---|---|\n" + "\n".join(rows) + "\n", encoding="utf-8")
    print({name: len(cases) for name, cases in made.items()}, "excluded", len(excluded))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
