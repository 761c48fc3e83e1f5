//! The one door through which text gets into the service's pages and e-mails. Everything else there is written in the source code;
//! letters come as HTML from the engine (`dunning/letter/fill.rs`).

/// A piece of HTML.
#[derive(Default)]
pub(crate) struct Html(String);

impl Html {
    /// Markup of the source code, as it is.
    pub fn raw(&mut self, markup: &'static str) -> &mut Html {
        self.0.push_str(markup);
        self
    }

    /// Text from anywhere, good for content and for attributes in double quotes.
    pub fn text(&mut self, text: &str) -> &mut Html {
        for character in text.chars() {
            match character {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                // Marks that turn the direction of writing could show another amount than the one that is there.
                '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {}
                other => self.0.push(other),
            }
        }
        self
    }

    /// Text between two pieces of markup.
    pub fn wrapped(&mut self, before: &'static str, text: &str, after: &'static str) -> &mut Html {
        self.raw(before).text(text).raw(after)
    }

    /// What was written.
    pub fn finish(self) -> String {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_becomes_markup() {
        let mut html = Html::default();
        html.text(r#"<script>alert("1 & '2'")</script>"#);
        assert_eq!(html.finish(), "&lt;script&gt;alert(&quot;1 &amp; &#39;2&#39;&quot;)&lt;/script&gt;");
    }
}
