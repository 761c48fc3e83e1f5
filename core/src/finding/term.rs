//! The business term of EN 16931 by the place of a field in a draft, for findings on what is missing or wrong there. Refuses to guess: a
//! field that several terms stand for, or none, has no term here.

/// The part of the draft, the field, and its term; a field of the draft itself has no part.
const TERMS: &[(&str, &str, &str)] = &[
    ("", "currency", "BT-5"),
    ("", "lines", "BG-25"),
    ("supplier", "name", "BT-27"),
    ("supplier", "country", "BT-40"),
    ("supplier", "vatId", "BT-31"),
    ("supplier", "companyId", "BT-30"),
    ("supplier", "endpoint", "BT-34"),
    ("customer", "name", "BT-44"),
    ("customer", "country", "BT-55"),
    ("customer", "vatId", "BT-48"),
    ("customer", "companyId", "BT-47"),
    ("customer", "endpoint", "BT-49"),
    ("payee", "name", "BT-59"),
    ("payee", "companyId", "BT-61"),
    ("taxRepresentative", "name", "BT-62"),
    ("taxRepresentative", "country", "BT-69"),
    ("taxRepresentative", "vatId", "BT-63"),
    ("deliverTo", "name", "BT-70"),
    ("deliverTo", "country", "BT-80"),
    ("lines", "id", "BT-126"),
    ("lines", "name", "BT-153"),
    ("lines", "quantity", "BT-129"),
    ("lines", "unitPrice", "BT-146"),
    ("lines", "vat", "BT-151"),
    ("vat", "exemptionReason", "BT-120"),
    ("attachments", "id", "BT-122"),
    ("attributes", "name", "BT-160"),
    ("attributes", "value", "BT-161"),
];

/// The term of the field that a path ends in, such as `draft.supplier.name` or `lines[2].vat`.
pub(crate) fn of_path(path: &str) -> Option<&'static str> {
    let (part, field) = path.rsplit_once('.').unwrap_or(("", path));
    let part = part.rsplit('.').next().unwrap_or_default();
    let part = part.split('[').next().unwrap_or_default();
    // A draft may stand inside of something larger.
    let part = if part == "draft" { "" } else { part };
    TERMS.iter().find(|(of, name, _)| *of == part && *name == field).map(|(.., term)| *term)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_has_the_term_of_its_field() {
        for (path, term) in [
            ("supplier.name", Some("BT-27")),
            ("draft.customer.name", Some("BT-44")),
            ("draft.currency", Some("BT-5")),
            ("lines", Some("BG-25")),
            ("lines[12].unitPrice", Some("BT-146")),
            ("lines[0].allowances[1].vat", None),
            ("party.name", None),
            ("supplier.contact.name", None),
            ("", None),
        ] {
            assert_eq!(of_path(path), term, "{path}");
        }
    }
}
