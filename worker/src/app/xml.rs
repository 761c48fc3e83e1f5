//! XML as the service writes it beside the engine's e-invoices: elements, and texts that hold no markup. The one door for texts
//! of such files: what XML cannot hold (XML 1.0, 2.2) is left out.

/// A document in the making.
#[derive(Default)]
pub(crate) struct Xml(String);

impl Xml {
    /// A document, begun.
    pub fn document() -> Xml {
        Xml(String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"))
    }

    /// Writes an element with what stands inside.
    pub fn within(&mut self, name: &'static str, inside: impl FnOnce(&mut Xml)) {
        self.open(name, "");
        inside(self);
        self.close(name);
    }

    /// Opens an element; `attributes` are written as they are, with a blank before each.
    pub fn open(&mut self, name: &'static str, attributes: &'static str) {
        self.0.extend(["<", name, attributes, ">"]);
    }

    /// Closes an element.
    pub fn close(&mut self, name: &'static str) {
        self.0.extend(["</", name, ">"]);
    }

    /// Writes an element with a text.
    pub fn leaf(&mut self, name: &'static str, text: &str) {
        self.leaf_with(name, "", text);
    }

    /// Writes an element with attributes and a text.
    pub fn leaf_with(&mut self, name: &'static str, attributes: &'static str, text: &str) {
        self.open(name, attributes);
        for character in text.chars() {
            match character {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '\r' => self.0.push_str("&#13;"),
                '\t' | '\n' | '\u{20}'..='\u{FFFD}' | '\u{10000}'.. => self.0.push(character),
                _ => {}
            }
        }
        self.close(name);
    }

    /// Writes an element with a text of some characters at most; none for one that says nothing.
    pub fn leaf_of(&mut self, name: &'static str, text: Option<&str>, characters_max: usize) {
        let text = text.unwrap_or_default().trim();
        if !text.is_empty() {
            let cut: String = text.chars().take(characters_max).collect();
            self.leaf(name, cut.trim_end());
        }
    }

    /// Adds what was written elsewhere.
    pub fn append(&mut self, other: Xml) {
        self.0.push_str(&other.0);
    }

    /// How many bytes there are so far.
    pub fn bytes(&self) -> usize {
        self.0.len()
    }

    /// The document.
    pub fn finish(self) -> String {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::Xml;

    #[test]
    fn a_text_is_no_markup_and_holds_nothing_that_xml_cannot() {
        let mut xml = Xml::default();
        xml.within("a", |xml| {
            xml.leaf_with("b", " c=\"d\"", "<e>&\r\n\u{0}\u{b}\u{ffff}😀]]>");
            xml.leaf_of("f", Some("  12345 678"), 6);
            xml.leaf_of("g", Some(" "), 6);
        });
        assert_eq!(xml.finish(), "<a><b c=\"d\">&lt;e&gt;&amp;&#13;\n😀]]&gt;</b><f>12345</f></a>");
    }
}
