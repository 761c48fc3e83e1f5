//! Exemption reason codes, VATEX (BT-121). Refuses codes that the validators of EN 16931 do not know.
//!
//! A code list of the standard, not law of a day: it holds for every invoice made by this version of the engine.
//! Sources: EN 16931 validation artefacts 1.3.16 of 2026-04-14 (ConnectingEurope/eInvoicing-EN16931); Peppol BIS
//! Billing 3 of 2025-05-29 (OpenPEPPOL/peppol-bis-invoice-3). Compared on 2026-11-21.

/// What the codes start with; it is left out in [`CODES`].
const PREFIX: &str = "VATEX-";

/// The code list of rule BR-CL-22, without prefix, sorted.
const CODES: &str = "\
    EU-132 EU-132-1A EU-132-1B EU-132-1C EU-132-1D EU-132-1E EU-132-1F EU-132-1G EU-132-1H EU-132-1I \
    EU-132-1J EU-132-1K EU-132-1L EU-132-1M EU-132-1N EU-132-1O EU-132-1P EU-132-1Q EU-135-1 EU-143 \
    EU-143-1A EU-143-1B EU-143-1C EU-143-1D EU-143-1E EU-143-1F EU-143-1FA EU-143-1G EU-143-1H EU-143-1I \
    EU-143-1J EU-143-1K EU-143-1L EU-144 EU-146-1E EU-148 EU-148-A EU-148-B EU-148-C EU-148-D EU-148-E \
    EU-148-F EU-148-G EU-151 EU-151-1A EU-151-1AA EU-151-1B EU-151-1C EU-151-1D EU-151-1E EU-153 EU-159 \
    EU-309 EU-79-C EU-AE EU-D EU-F EU-G EU-I EU-IC EU-J EU-O FR-298SEXDECIESA FR-AE FR-CGI261-1 FR-CGI261-2 \
    FR-CGI261-3 FR-CGI261-4 FR-CGI261-5 FR-CGI261-7 FR-CGI261-8 FR-CGI261A FR-CGI261B FR-CGI261C-1 \
    FR-CGI261C-2 FR-CGI261C-3 FR-CGI261D-1 FR-CGI261D-1BIS FR-CGI261D-2 FR-CGI261D-3 FR-CGI261D-4 \
    FR-CGI261E-1 FR-CGI261E-2 FR-CGI275 FR-CGI277A FR-CGI295 FR-CNWVAT FR-FRANCHISE";

/// The codes that go with one VAT category only, by the rules of Peppol.
const BINDINGS: &[(&str, &str)] = &[
    ("VATEX-EU-G", "G"),   // PEPPOL-EN16931-P0104
    ("VATEX-EU-O", "O"),   // P0105
    ("VATEX-EU-IC", "K"),  // P0106
    ("VATEX-EU-AE", "AE"), // P0107
    ("VATEX-EU-D", "E"),   // P0108
    ("VATEX-EU-F", "E"),   // P0109
    ("VATEX-EU-I", "E"),   // P0110
    ("VATEX-EU-J", "E"),   // P0111
];

/// Whether this is a VATEX code (BR-CL-22), upper case only.
pub fn is_known(code: &str) -> bool {
    code.strip_prefix(PREFIX).is_some_and(|rest| CODES.split_ascii_whitespace().any(|known| known == rest))
}

/// The VAT category (BT-118) that this code must stand with; nothing for codes that are not bound.
pub fn required_category(code: &str) -> Option<&'static str> {
    BINDINGS.iter().find(|(bound, _)| *bound == code).map(|(_, category)| *category)
}

/// The one code that says why a category has no VAT: AE, K, G and O. Category E has many and must say which.
pub fn of_category(category: &str) -> Option<&'static str> {
    BINDINGS.iter().find(|(_, bound)| *bound == category && *bound != "E").map(|(code, _)| *code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_that_of_br_cl_22() {
        let codes: Vec<_> = CODES.split_ascii_whitespace().collect();
        // EN 16931 validation artefacts 1.3.16.
        assert_eq!(codes.len(), 88);
        assert!(codes.is_sorted_by(|a, b| a < b));
        for code in ["VATEX-EU-132", "VATEX-EU-151-1AA", "VATEX-EU-AE", "VATEX-FR-FRANCHISE", "VATEX-FR-CGI261D-1BIS"] {
            assert!(is_known(code), "{code}");
        }
        for code in
            ["", "VATEX-", "VATEX-EU", "vatex-eu-ae", "EU-AE", "VATEX-EU-AE ", "VATEX-NL-KOR", "VATEX-EU-AE EU-G"]
        {
            assert!(!is_known(code), "{code}");
        }
    }

    #[test]
    fn codes_are_bound_to_categories_by_the_rules_of_peppol() {
        assert_eq!(required_category("VATEX-EU-AE"), Some("AE"));
        assert_eq!(required_category("VATEX-EU-IC"), Some("K"));
        assert_eq!(required_category("VATEX-EU-G"), Some("G"));
        assert_eq!(required_category("VATEX-EU-O"), Some("O"));
        for code in ["VATEX-EU-D", "VATEX-EU-F", "VATEX-EU-I", "VATEX-EU-J"] {
            assert_eq!(required_category(code), Some("E"));
        }
        assert_eq!(required_category("VATEX-EU-132"), None);
        assert!(BINDINGS.iter().all(|(code, _)| is_known(code)));
    }

    #[test]
    fn each_category_but_e_has_one_code() {
        for (category, code) in [("AE", "VATEX-EU-AE"), ("K", "VATEX-EU-IC"), ("G", "VATEX-EU-G"), ("O", "VATEX-EU-O")]
        {
            assert_eq!(of_category(category), Some(code));
        }
        for category in ["S", "Z", "E", "L", "M", ""] {
            assert_eq!(of_category(category), None);
        }
    }
}
