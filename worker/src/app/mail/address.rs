//! Addresses and names of mailboxes: one address each, on one line, so that neither adds a header or a recipient.

/// The longest address that there is (RFC 5321, 4.5.3.1.3).
const CHARACTERS_MAX: usize = 254;

/// Whether a text can be the address of an e-mail.
pub(crate) fn is_address(text: &str) -> bool {
    let parts = text.split_once('@');
    let is_whole = parts.is_some_and(|(name, host)| !name.is_empty() && !host.is_empty() && !host.contains('@'));
    let breaks_out =
        |c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | ',' | ';' | '"' | '\\' | '(' | ')');
    is_whole && text.chars().count() <= CHARACTERS_MAX && !text.contains(breaks_out)
}

/// A mailbox with the name of its owner (RFC 5322, 3.4), the name in quotes.
pub(crate) fn mailbox(name: &str, address: &str) -> String {
    let name: String = name.chars().filter(|c| !c.is_control() && !matches!(c, '"' | '\\')).collect();
    let name = name.trim();
    if name.is_empty() { address.to_owned() } else { format!("\"{name}\" <{address}>") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_address_or_name_adds_a_header_or_a_recipient() {
        assert!(is_address("anna.de-vries+facturen@vermeulen.example"));
        assert!(is_address("büro@köln.example"));
        for wrong in [
            "",
            "anna",
            "@host",
            "anna@",
            "a@b@c",
            "a@b\r\nBcc: c@d",
            "a@b,c@d",
            "a@b;c@d",
            "a b@c",
            "<a@b>",
            "\"a\"@b",
            "a@b\u{0}",
            "a@b(x)",
        ] {
            assert!(!is_address(wrong), "{wrong:?}");
        }
        assert!(!is_address(&format!("{}@example.com", "a".repeat(250))));
        assert_eq!(mailbox("De \"Zon\"\r\nBcc: x@y\\", "a@b.example"), "\"De ZonBcc: x@y\" <a@b.example>");
        assert_eq!(mailbox(" \n", "a@b.example"), "a@b.example");
    }
}
