//! Units of measure: aliases that people write, and the codes of UN/ECE Recommendation 20 that documents carry (BT-130).
//!
//! Source: UN/ECE Recommendation No. 20, with the extension of Recommendation 21 for packages (codes with X), as
//! EN 16931 takes them (BR-CL-23). The full list has over two thousand codes; this module checks their form, and
//! resolves the aliases below.

/// The unit of a line that states none: one.
pub const ONE: &str = "C62";

/// Alias and code.
const ALIASES: &[(&str, &str)] = &[
    ("unit", "C62"),
    ("one", "C62"),
    ("piece", "H87"),
    ("pieces", "H87"),
    ("second", "SEC"),
    ("minute", "MIN"),
    ("hour", "HUR"),
    ("hours", "HUR"),
    ("day", "DAY"),
    ("days", "DAY"),
    ("week", "WEE"),
    ("month", "MON"),
    ("months", "MON"),
    ("quarter", "QAN"),
    ("year", "ANN"),
    ("years", "ANN"),
    ("mm", "MMT"),
    ("cm", "CMT"),
    ("m", "MTR"),
    ("meter", "MTR"),
    ("km", "KMT"),
    ("m2", "MTK"),
    ("m3", "MTQ"),
    ("ml", "MLT"),
    ("l", "LTR"),
    ("liter", "LTR"),
    ("g", "GRM"),
    ("gram", "GRM"),
    ("kg", "KGM"),
    ("tonne", "TNE"),
    ("kWh", "KWH"),
    ("MWh", "MWH"),
    ("set", "SET"),
    ("pair", "PR"),
    ("dozen", "DZN"),
    ("lumpSum", "LS"),
    ("percent", "P1"),
    ("word", "D68"),
    ("box", "XBX"),
    ("package", "XPK"),
    ("pallet", "XPX"),
];

/// The code of a unit: of an alias, or the code itself. None for what can be neither.
pub fn code(unit: &str) -> Option<&str> {
    if let Some((_, code)) = ALIASES.iter().find(|(alias, _)| *alias == unit) {
        return Some(code);
    }
    let shape = (1..=3).contains(&unit.len()) && unit.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    shape.then_some(unit)
}

/// Whether an alias stands for this code: most units on invoices are among these.
#[cfg(feature = "documents")]
pub(crate) fn has_alias(code: &str) -> bool {
    ALIASES.iter().any(|(_, known)| *known == code)
}

/// The aliases, for messages and documentation.
pub fn aliases() -> impl Iterator<Item = &'static str> {
    ALIASES.iter().map(|(alias, _)| *alias)
}
