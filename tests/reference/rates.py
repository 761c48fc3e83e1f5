"""VAT rates for the shorthands that the vectors use, with their days.

Standard rates: PyPI duty27-eu-vat 0.1.0 (EU windows since 2016-01-01); CH: PyPI vatverify-rates 0.1.0. Other kinds: export
of the European Commission's TEDB of 2026-09-29 (PyPI eu-vat-rates-data). Not a rate table for use: only these rows.
"""

from money import number

# (country, kind) -> [(first day, rate)], a row runs until the next one.
RATES = {
    ("nl", "standard"): [("2012-10-01", "21")],
    ("nl", "reduced"): [("2016-01-01", "6"), ("2019-01-01", "9")],
    ("be", "standard"): [("2016-01-01", "21")],
    ("be", "reduced"): [("1996-01-01", "6")],
    ("be", "reduced2"): [("1992-01-01", "12")],
    ("de", "standard"): [("2016-01-01", "19"), ("2020-07-01", "16"), ("2021-01-01", "19")],
    ("de", "reduced"): [("2016-01-01", "7"), ("2020-07-01", "5"), ("2021-01-01", "7")],
    ("ee", "standard"): [("2016-01-01", "20"), ("2024-01-01", "22"), ("2025-07-01", "24")],
    ("fi", "standard"): [("2016-01-01", "24"), ("2024-09-01", "25.5")],
    ("sk", "standard"): [("2016-01-01", "20"), ("2025-01-01", "23")],
    ("ro", "standard"): [("2016-01-01", "20"), ("2017-01-01", "19"), ("2025-08-01", "21")],
    ("ie", "standard"): [("2016-01-01", "23"), ("2020-09-01", "21"), ("2021-03-01", "23")],
    ("lu", "standard"): [("2016-01-01", "17"), ("2023-01-01", "16"), ("2024-01-01", "17")],
    ("ch", "standard"): [("2011-01-01", "8"), ("2018-01-01", "7.7"), ("2024-01-01", "8.1")],
    ("fr", "standard"): [("2016-01-01", "20")],
    ("el", "standard"): [("2016-01-01", "23"), ("2016-06-01", "24")],
    ("gr", "standard"): [("2016-01-01", "23"), ("2016-06-01", "24")],
    ("fr", "superReduced"): [("2016-01-01", "2.1")],
    ("at", "superReduced"): [("2026-07-01", "4.9")],
    ("lu", "parking"): [("2023-01-01", "13"), ("2024-01-01", "14")],
}


def tax_point(draft):
    """Tax point = stated day, else delivery, else end of the period, else issue."""
    return (
        draft.get("taxPointDate")
        or draft.get("deliveryDate")
        or draft.get("period", {}).get("until")
        or draft["issueDate"]
    )


def resolve(shorthand, draft):
    """("S", rate) of "nl:standard" at the draft's tax point."""
    country, kind = shorthand.split(":")
    day = tax_point(draft)
    rate = [rate for first, rate in RATES[country.lower(), kind] if first <= day][-1]
    return "S", number(rate)
