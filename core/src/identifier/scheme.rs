//! Identifier schemes: the check that belongs to a scheme of ISO 6523 or of the EAS list. Refuses to check schemes
//! whose form has no source here: for those any short text will do.

use super::check_digit::{gs1, luhn, mod_97, number, weighted};
use super::fault::Fault;
use super::vat_id::{self, national};
use super::{bic, shape, text};

/// The form of a scheme's values.
enum Form {
    /// Shapes, and a check once a shape fits.
    Number(&'static str, fn(&[u8]) -> bool),
    /// The VAT id of a country. Where the scheme states that the country stands in front, it is put there.
    Vat(&'static str, bool),
    /// A Belgian enterprise number, often given as the VAT id or as before 2005.
    Enterprise,
    Bic,
    Leitweg,
    Email,
}

const ENTERPRISE: &str = "'09n|'19n";

/// A scheme whose values are checked.
pub(super) struct Scheme {
    code: &'static str,
    /// Begins a sentence: "A KVK number".
    pub noun: &'static str,
    form: Form,
}

const fn number_row(code: &'static str, noun: &'static str, shapes: &'static str, check: fn(&[u8]) -> bool) -> Scheme {
    Scheme { code, noun, form: Form::Number(shapes, check) }
}

const fn vat_row(code: &'static str, country: &'static str, is_prefixed: bool) -> Scheme {
    Scheme { code, noun: "A VAT id of this country", form: Form::Vat(country, is_prefixed) }
}

/// Forms: Peppol BIS Billing 3.0, rules PEPPOL-COMMON-R040 to R050, and the sources named in the checks below.
/// VAT schemes: Peppol code list of participant identifier schemes; the ones marked as prefixed state their form.
static SCHEMES: [Scheme; 41] = [
    number_row("0002", "A SIREN", "9n", is_luhn),
    number_row("0007", "A Swedish organisation number", "10n", is_luhn),
    number_row("0009", "A SIRET", "14n", is_siret),
    number_row("0088", "A GLN", "13n", |digits| gs1(digits) == 0),
    // KVK: "KVK number: all you need to know", kvk.nl; eight digits, no check digit.
    number_row("0106", "A KVK number", "8n", |_| true),
    number_row("0151", "An ABN", "11n", is_abn),
    number_row("0184", "A CVR number", "8n|DK8n", is_cvr),
    number_row("0190", "An OIN", "20c", is_oin),
    number_row("0192", "A Norwegian organisation number", "9n", is_norwegian),
    number_row("0199", "A LEI", "18c2n", |text| mod_97(text.iter().copied()) == 1),
    Scheme { code: "0204", noun: "A Leitweg-ID", form: Form::Leitweg },
    Scheme { code: "0208", noun: "A Belgian enterprise number", form: Form::Enterprise },
    vat_row("0211", "IT", false),
    vat_row("0213", "FI", false),
    // KVK: "Numbers in the Business Register", kvk.nl.
    number_row("0217", "A KVK establishment number", "12n", |_| true),
    vat_row("9910", "HU", false),
    vat_row("9914", "AT", false),
    Scheme { code: "9918", noun: "A BIC", form: Form::Bic },
    vat_row("9920", "ES", false),
    vat_row("9925", "BE", true),
    vat_row("9926", "BG", false),
    vat_row("9928", "CY", false),
    vat_row("9929", "CZ", false),
    vat_row("9930", "DE", true),
    vat_row("9931", "EE", false),
    vat_row("9932", "GB", false),
    vat_row("9933", "EL", false),
    vat_row("9934", "HR", false),
    vat_row("9935", "IE", false),
    vat_row("9937", "LT", false),
    vat_row("9938", "LU", true),
    vat_row("9939", "LV", false),
    vat_row("9943", "MT", false),
    vat_row("9944", "NL", true),
    vat_row("9945", "PL", false),
    vat_row("9946", "PT", false),
    vat_row("9947", "RO", false),
    vat_row("9949", "SI", false),
    vat_row("9950", "SK", false),
    vat_row("9957", "FR", true),
    Scheme { code: "EM", noun: "An e-mail address", form: Form::Email },
];

impl Scheme {
    pub fn of(code: &str) -> Option<&'static Self> {
        SCHEMES.iter().find(|scheme| scheme.code == code)
    }

    /// Judges a value and gives it as it is written in an invoice.
    pub fn read(&self, value: &str) -> Result<String, Fault> {
        match self.form {
            Form::Number(shapes, check) => {
                let text = text::compact(value)?;
                shape::check(shapes, &text)?;
                if check(text.as_bytes()) { Ok(text) } else { Err(Fault::Checksum) }
            }
            Form::Vat(country, is_prefixed) => read_vat(country, is_prefixed, &text::compact(value)?),
            Form::Enterprise => read_enterprise(&text::compact(value)?),
            Form::Bic => {
                let text = text::compact(value)?;
                bic::verify(&text)?;
                Ok(text)
            }
            Form::Leitweg => read_leitweg(value),
            Form::Email => read_email(value),
        }
    }

    /// How values are written, for a message.
    pub fn forms(&self) -> String {
        match self.form {
            Form::Number(shapes, _) => shape::describe("", shapes),
            Form::Vat(country, _) => shape::describe(country, vat_id::shapes(country)),
            Form::Enterprise => shape::describe("", ENTERPRISE),
            Form::Bic => shape::describe("", bic::SHAPES),
            Form::Leitweg => {
                "as 991-03730-19: 2 to 12 digits, perhaps up to 30 letters and digits, and two check digits".to_owned()
            }
            Form::Email => "as name@example.com".to_owned(),
        }
    }
}

/// Without the country of the VAT id; the nine digits of before 2005 get a 0 in front.
fn read_enterprise(text: &str) -> Result<String, Fault> {
    let digits = text.strip_prefix("BE").unwrap_or(text);
    let digits = if digits.len() == 9 { ["0", digits].concat() } else { digits.to_owned() };
    shape::check(ENTERPRISE, &digits)?;
    if national::be(digits.as_bytes()) { Ok(digits) } else { Err(Fault::Checksum) }
}

fn read_vat(country: &str, is_prefixed: bool, text: &str) -> Result<String, Fault> {
    let body = text.strip_prefix(country);
    vat_id::verify(country, body.unwrap_or(text))?;
    Ok(if body.is_none() && is_prefixed { [country, text].concat() } else { text.to_owned() })
}

/// KoSIT, "Formatspezifikation Leitweg-ID" 2.0.2: coarse address, fine address, check digits by ISO 7064 MOD 97-10.
/// The state in the first two digits is left alone: the XRechnung test suite addresses state 90.
fn read_leitweg(value: &str) -> Result<String, Fault> {
    let text: String = value
        .chars()
        .filter(|character| !character.is_whitespace())
        .map(|character| character.to_ascii_uppercase())
        .collect();
    let mut parts = text.split('-');
    let (coarse, second, third) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""), parts.next());
    let (fine, check) = third.map_or(("", second), |third| (second, third));
    let is_written = parts.next().is_none()
        && [coarse, check].iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
        && fine.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase());
    if !is_written {
        return Err(Fault::Characters);
    }
    if !matches!(coarse.len(), 2..=12) || fine.len() > 30 || check.len() != 2 {
        return Err(Fault::Length);
    }
    if mod_97(text.bytes().filter(|byte| *byte != b'-')) == 1 { Ok(text) } else { Err(Fault::Checksum) }
}

/// RFC 5321 limits an address to 254 characters; nothing more of its form is judged than the at sign.
fn read_email(value: &str) -> Result<String, Fault> {
    let text = read_plain(value, 254)?;
    let is_written =
        text.split_once('@').is_some_and(|(name, host)| !name.is_empty() && !host.is_empty() && !host.contains('@'));
    if is_written && !text.contains(char::is_whitespace) { Ok(text) } else { Err(Fault::Characters) }
}

/// A value whose form is not known here: some text, on one line.
pub(super) fn read_plain(value: &str, length_max: usize) -> Result<String, Fault> {
    let text = value.trim();
    if text.is_empty() || text.char_indices().nth(length_max).is_some() {
        Err(Fault::Length)
    } else if text.chars().any(char::is_control) {
        Err(Fault::Characters)
    } else {
        Ok(text.to_owned())
    }
}

fn is_luhn(digits: &[u8]) -> bool {
    luhn(digits) == 0
}

/// Luhn over SIREN and over the whole; branches of La Poste (356000000) have a digit sum divisible by five instead.
fn is_siret(digits: &[u8]) -> bool {
    let Some((siren, _)) = digits.split_at_checked(9) else {
        return false;
    };
    let is_branch_of_la_poste = siren == b"356000000" && digits != b"35600000000048";
    let fits = if is_branch_of_la_poste { weighted(digits, &[1; 14]).is_multiple_of(5) } else { is_luhn(digits) };
    fits && is_luhn(siren)
}

/// Australian Business Register: one less in the first digit, weights 10 and 1, 3, 5 ... 19, a multiple of 89.
fn is_abn(digits: &[u8]) -> bool {
    weighted(digits, &[10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]) % 89 == 10
}

fn is_cvr(text: &[u8]) -> bool {
    let digits = text.strip_prefix(b"DK").unwrap_or(text);
    digits.first() != Some(&b'0') && weighted(digits, &[2, 7, 6, 5, 4, 3, 2, 1]).is_multiple_of(11)
}

fn is_norwegian(digits: &[u8]) -> bool {
    weighted(digits, &[3, 2, 7, 6, 5, 4, 3, 2, 1]).is_multiple_of(11)
}

/// Logius, "OIN-stelsel", chapter data-architectuur: eight digits say the register, then its number, then zeros.
/// Register 1 is the RSIN, register 3 the KVK number.
fn is_oin(text: &[u8]) -> bool {
    let Some((register, rest)) = text.split_at_checked(8) else {
        return false;
    };
    match (register, rest.split_at_checked(9)) {
        (b"00000001", Some((rsin, suffix))) => national::rsin(rsin) && suffix == b"000",
        (b"00000003", Some((_, suffix))) => {
            rest.iter().all(u8::is_ascii_digit) && rest.get(8) == Some(&b'0') && suffix == b"000"
        }
        _ => register.iter().all(u8::is_ascii_digit) && matches!(number(register), 1..100),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scheme_can_say_how_it_is_written() {
        for scheme in &SCHEMES {
            let forms = scheme.forms();
            assert!(forms.len() > 3 && !forms.starts_with(' ') && !forms.ends_with("()"), "{}: {forms}", scheme.code);
        }
    }

    #[test]
    fn every_vat_scheme_has_a_country_with_a_rule() {
        for scheme in &SCHEMES {
            if let Form::Vat(country, _) = scheme.form {
                assert!(!vat_id::shapes(country).is_empty(), "{}", scheme.code);
            }
        }
    }
}
