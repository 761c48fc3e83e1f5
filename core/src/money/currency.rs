//! Currencies of ISO 4217 with the number of decimals of their amounts. Refuses codes without a minor unit.
//!
//! Source: ISO 4217 List One (current currency and funds code list) of the maintenance agency SIX, published
//! 2026-01-01, as carried by the packages iso4217 1.16.20260101 and pycountry 26.2.16, which agree.
//! The codes of that list that have no minor unit (gold, silver, XDR, XTS, XXX and the like) are not here: no
//! amount can be written in them. Withdrawn currencies (BGN, HRK, ...) are not here either.

/// Codes with no decimals, sorted.
const ZERO: &str = "\
    BIFCLPDJFGNFISKJPYKMFKRWPYGRWFUGXUYIVNDVUVXAFXOFXPF";
/// Codes with two decimals, sorted.
const TWO: &str = "\
    AEDAFNALLAMDAOAARSAUDAWGAZNBAMBBDBDTBMDBNDBOBBOVBRLBSDBTNBWPBYNBZDCADCDFCHECHFCHWCNYCOPCOU\
    CRCCUPCVECZKDKKDOPDZDEGPERNETBEURFJDFKPGBPGELGHSGIPGMDGTQGYDHKDHNLHTGHUFIDRILSINRIRRJMDKES\
    KGSKHRKPWKYDKZTLAKLBPLKRLRDLSLMADMDLMGAMKDMMKMNTMOPMRUMURMVRMWKMXNMXVMYRMZNNADNGNNIONOKNPR\
    NZDPABPENPGKPHPPKRPLNQARRONRSDRUBSARSBDSCRSDGSEKSGDSHPSLESOSSRDSSPSTNSVCSYPSZLTHBTJSTMTTOP\
    TRYTTDTWDTZSUAHUSDUSNUYUUZSVEDVESWSTXADXCDXCGYERZARZMWZWG";
/// Codes with three decimals, sorted.
const THREE: &str = "\
    BHDIQDJODKWDLYDOMRTND";
/// Codes with four decimals, sorted.
const FOUR: &str = "\
    CLFUYW";

/// Each group of codes with its decimals, the commonest first.
const GROUPS: [(&str, u8); 4] = [(TWO, 2), (ZERO, 0), (THREE, 3), (FOUR, 4)];

/// A currency in which amounts can be written (BT-5, BT-6).
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub struct Currency {
    code: &'static str,
    decimals: u8,
}

impl Currency {
    /// The euro, the currency of most of what the engine sees.
    pub const EUR: Currency = Currency { code: "EUR", decimals: 2 };

    /// Finds a currency by its ISO 4217 code, upper case only.
    pub fn from_code(code: &str) -> Option<Currency> {
        if code == Currency::EUR.code {
            return Some(Currency::EUR);
        }
        let wanted: [u8; 3] = code.as_bytes().try_into().ok()?;
        GROUPS.iter().find_map(|(codes, decimals)| {
            let (table, _) = codes.as_bytes().as_chunks::<3>();
            let at = table.binary_search(&wanted).ok()? * 3;
            codes.get(at..at + 3).map(|code| Currency { code, decimals: *decimals })
        })
    }

    /// The ISO 4217 code, such as "EUR".
    pub fn code(self) -> &'static str {
        self.code
    }

    /// How many decimals an amount in this currency has: JPY 0, EUR 2, KWD 3, CLF 4.
    pub fn decimals(self) -> u32 {
        u32::from(self.decimals)
    }

    /// Every currency, in order of decimals as tabled, then of code.
    pub fn all() -> impl Iterator<Item = Currency> {
        GROUPS.iter().flat_map(|(codes, _)| {
            let (table, _) = codes.as_bytes().as_chunks::<3>();
            table.iter().filter_map(|code| Currency::from_code(str::from_utf8(code).ok()?))
        })
    }
}

impl core::fmt::Display for Currency {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_those_of_iso_4217() {
        // ISO 4217 List One, 2026-01-01.
        let expected = [
            ("EUR", 2),
            ("USD", 2),
            ("GBP", 2),
            ("CHF", 2),
            ("HUF", 2),
            ("ISK", 0),
            ("JPY", 0),
            ("KRW", 0),
            ("CLP", 0),
            ("KWD", 3),
            ("BHD", 3),
            ("TND", 3),
            ("OMR", 3),
            ("CLF", 4),
            ("UYW", 4),
            ("XCG", 2),
            ("ZWG", 2),
            ("UGX", 0),
        ];
        for (code, decimals) in expected {
            let currency = Currency::from_code(code).expect(code);
            assert_eq!((currency.code(), currency.decimals()), (code, decimals));
        }
        assert_eq!(Currency::from_code("EUR"), Some(Currency::EUR));
    }

    #[test]
    fn tables_are_sorted_whole_and_without_doubles() {
        for (codes, _) in GROUPS {
            let (table, rest) = codes.as_bytes().as_chunks::<3>();
            assert!(rest.is_empty());
            assert!(table.is_sorted());
        }
        let all: std::collections::BTreeSet<_> = Currency::all().map(Currency::code).collect();
        assert_eq!(all.len(), Currency::all().count());
        assert_eq!(all.len(), 165);
    }

    #[test]
    fn what_is_not_an_active_currency_code_is_refused() {
        for code in [
            "", "E", "EU", "eur", "Eur", "EURO", "XXX", "XAU", "XDR", "XTS", "BGN", "HRK", "DEM", "€", "ÉU", "EUR ",
            "AAA", "ZZZ",
        ] {
            assert_eq!(Currency::from_code(code), None, "{code}");
        }
    }
}
