//! Filling in: named placeholders in a text, and the text as HTML. The one door through which text becomes the HTML of
//! a letter.

/// What stands between the placeholders of a text, and the placeholders: `Err` where a brace is never closed.
pub(super) fn pieces(text: &str, each: &mut dyn FnMut(&str, Option<&str>)) -> Result<(), ()> {
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, behind) = after.split_once('}').ok_or(())?;
        each(before, Some(name));
        rest = behind;
    }
    each(rest, None);
    Ok(())
}

/// Whether a text has a placeholder.
pub(super) fn has(text: &str, name: &str) -> bool {
    let mut found = false;
    // A text that is not well formed has been refused by then, or has not got it.
    let _: Result<(), ()> = pieces(text, &mut |_, placeholder| found |= placeholder == Some(name));
    found
}

/// A page of the paragraphs of a text: blank lines part them.
pub(super) fn html(language: &str, subject: &str, text: &str) -> String {
    let mut out = String::with_capacity(text.len().saturating_mul(2));
    out.push_str("<!DOCTYPE html>\n<html lang=\"");
    out.push_str(language);
    out.push_str("\"><head><meta charset=\"utf-8\"><title>");
    escape(&mut out, subject);
    out.push_str("</title></head><body>\n");
    for paragraph in text.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty()) {
        out.push_str("<p>");
        for (index, line) in paragraph.trim_matches('\n').split('\n').enumerate() {
            if index > 0 {
                out.push_str("<br>");
            }
            escape(&mut out, line);
        }
        out.push_str("</p>\n");
    }
    out.push_str("</body></html>\n");
    out
}

/// Text as HTML text or as the value of an attribute.
fn escape(out: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
}
