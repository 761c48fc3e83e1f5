"""Exact money for the reference: fractions, rounding half away from zero, largest-remainder splits.

Independent of the engine on purpose: written from EN 16931 and the published wire model, so that the two can judge each
other. It refuses floats; every number comes in as a decimal string or an integer.
"""

from decimal import Decimal
from fractions import Fraction

# ISO 4217: minor units other than two.
DIGITS = {
    **dict.fromkeys("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(), 0),
    **dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3),
    **dict.fromkeys("CLF UYW".split(), 4),
}


def digits_of(currency):
    """Decimals of a currency's amounts."""
    return DIGITS.get(currency, 2)


def number(value):
    """A wire number (string, integer, or a JSON number kept as Decimal) as an exact fraction."""
    if isinstance(value, float):
        raise TypeError("load JSON with parse_float=Decimal: floats are not exact")
    return Fraction(Decimal(value)) if isinstance(value, str) else Fraction(value)


def round_half_away(value, digits):
    """Nearest multiple of 10^-digits; a half goes away from zero (EN 16931-1 and national law: third decimal 5 goes up)."""
    scale = 10**digits
    scaled = abs(value) * scale
    whole = scaled.numerator // scaled.denominator
    if scaled - whole >= Fraction(1, 2):
        whole += 1
    return Fraction(whole if value >= 0 else -whole, scale)


def round_to_step(value, step):
    """Nearest multiple of a cash step such as 0.05; a half goes away from zero."""
    return round_half_away(value / step, 0) * step


def floor_units(quotas, total, digits):
    """Rounds quotas to units so that they sum to `total`: floor, then one unit each to the largest remainders.

    Ties go to the earlier quota. A negative total is the mirror image of the positive one.
    """
    if total < 0:
        return [-share for share in floor_units([-quota for quota in quotas], -total, digits)]
    scale = 10**digits
    scaled = [quota * scale for quota in quotas]
    floors = [value.numerator // value.denominator for value in scaled]
    missing = int(total * scale) - sum(floors)
    if not 0 <= missing <= len(quotas):
        raise ValueError("quotas and total do not belong together")
    by_remainder = sorted(range(len(quotas)), key=lambda i: (-(scaled[i] - floors[i]), i))
    for i in by_remainder[:missing]:
        floors[i] += 1
    return [Fraction(value, scale) for value in floors]


def split(total, weights, digits):
    """Largest-remainder split of `total` in proportion to `weights`; exact."""
    whole = sum(weights)
    if whole == 0:
        raise ValueError("nothing to split over: the weights sum to zero")
    return floor_units([total * weight / whole for weight in weights], total, digits)


def amount_text(value, digits):
    """A wire amount: exactly the currency's decimals."""
    scaled = value * 10**digits
    if scaled.denominator != 1:
        raise ValueError(f"{value} has more than {digits} decimals")
    whole = abs(scaled.numerator)
    sign = "-" if scaled < 0 else ""
    if digits == 0:
        return f"{sign}{whole}"
    return f"{sign}{whole // 10**digits}.{whole % 10**digits:0{digits}d}"


def percent_text(value):
    """A wire percentage: shortest form, "21" for 21.00."""
    text = format(Decimal(value.numerator) / Decimal(value.denominator), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
