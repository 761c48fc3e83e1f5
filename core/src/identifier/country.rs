//! Country codes of EN 16931. Refuses to know anything else of a country.

/// ISO 3166-1 alpha-2 with the two that the EN 16931 code list adds (rule BR-CL-14, code lists of v1.3.16):
/// 1A for Kosovo and XI for Northern Ireland.
const CODES: &str = "1AADAEAFAGAIALAMAOAQARASATAUAWAXAZBABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBVBWBYBZ\
    CACCCDCFCGCHCICKCLCMCNCOCRCUCVCWCXCYCZDEDJDKDMDODZECEEEGEHERESETFIFJFKFMFOFRGAGBGDGEGFGGGHGIGLGMGNGPGQGRGSGTGUGWGY\
    HKHMHNHRHTHUIDIEILIMINIOIQIRISITJEJMJOJPKEKGKHKIKMKNKPKRKWKYKZLALBLCLILKLRLSLTLULVLYMAMCMDMEMFMGMHMKMLMMMNMOMPMQMRMSMTMUMVMWMXMYMZ\
    NANCNENFNGNINLNONPNRNUNZOMPAPEPFPGPHPKPLPMPNPRPSPTPWPYQARERORSRURWSASBSCSDSESGSHSISJSKSLSMSNSOSRSSSTSVSXSYSZ\
    TCTDTFTGTHTJTKTLTMTNTOTRTTTVTWTZUAUGUMUSUYUZVAVCVEVGVIVNVUWFWSXIYEYTZAZMZW";

/// Whether the code stands in the country list of EN 16931 (BT-40, BT-55, BT-80): two upper-case characters.
/// Greece is GR here; EL belongs to VAT ids only.
pub fn is_known(code: &str) -> bool {
    CODES.as_bytes().as_chunks::<2>().0.iter().any(|known| known == code.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_of_en_16931_are_known() {
        for code in ["NL", "BE", "DE", "GR", "XI", "1A", "AD", "ZW", "YE", "SX"] {
            assert!(is_known(code), "{code}");
        }
    }

    #[test]
    fn other_codes_are_not() {
        for code in ["EL", "UK", "EU", "AN", "XK", "nl", "", "N", "NLD", "AA", "ZZ", "É"] {
            assert!(!is_known(code), "{code}");
        }
    }

    /// ISO 3166-1 has 249 entries; the list adds two.
    #[test]
    fn the_list_is_whole() {
        assert_eq!(CODES.len(), 251 * 2);
    }
}
