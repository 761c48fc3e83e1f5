//! The XML reader: one pass over the text, handing out one piece of the document after the other.
//!
//! It reads what e-invoices are made of and refuses the rest before it can do harm: document types, entities beyond the
//! five of XML, deep nesting, too many attributes or elements. Its own two hundred lines instead of a library's (7 KB
//! brotli for quick-xml): a library would leave limits, namespaces and well-formedness to be written here all the same.

use std::borrow::Cow;

use super::element::Element;

/// A document may have this many bytes.
const BYTES_MAX: usize = 16 * 1024 * 1024;
/// Elements may be nested this deep.
const DEPTH_MAX: usize = 32;
/// An element may have this many attributes.
const ATTRIBUTES_MAX: usize = 32;
/// An attribute may have this many bytes.
const ATTRIBUTE_BYTES_MAX: usize = 10_000;
/// A document may have this many elements: 10,000 lines of a hundred.
const ELEMENTS_MAX: usize = 1_000_000;
/// Outside of the lines a document may have this many elements.
const HEAD_ELEMENTS_MAX: usize = 50_000;

/// Why a text is no document that is read here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::einvoice) struct Fault {
    /// What is wrong.
    pub what: &'static str,
    /// Where, in bytes.
    pub at: usize,
    /// Whether it is only too much.
    pub is_limit: bool,
}

impl Fault {
    #[cold]
    pub(super) fn invalid(what: &'static str, at: usize) -> Fault {
        Fault { what, at, is_limit: false }
    }

    #[cold]
    fn limit(what: &'static str, at: usize) -> Fault {
        Fault { what, at, is_limit: true }
    }
}

/// The namespaces of e-invoices; elements of others are kept but never found by name.
const NAMESPACES: &[&str] = &[
    "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2",
    "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2",
    "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
    "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
    "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100",
    "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100",
    "urn:un:unece:uncefact:data:standard:QualifiedDataType:100",
    "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100",
];

/// Reads a document. Elements named in `lines` are handed to `take` as they come and then forgotten; the rest comes back
/// as one element.
pub(in crate::einvoice) fn read<'a>(
    text: &'a str,
    lines: &[&str],
    take: &mut dyn FnMut(Element<'a>),
) -> Result<Element<'a>, Fault> {
    if text.len() > BYTES_MAX {
        return Err(Fault::limit("the document is larger than 16 MB", 0));
    }
    let mut parser = Parser { text, at: 0, prefixes: Vec::new(), elements: 0 };
    if let Some(at) = text.find(is_forbidden) {
        return Err(Fault::invalid("a character that XML does not have", at));
    }
    parser.misc()?;
    if !parser.peek("<") {
        return Err(parser.fault("no element begins here"));
    }
    let mut open: Vec<Open<'a>> = Vec::new();
    let mut head = 0_usize;
    loop {
        // Content of the innermost open element, or the root.
        if open.last().is_some_and(|innermost| innermost.is_empty) || parser.peek("</") {
            let Some(closed) = parser.end(&mut open)? else { return Err(parser.fault("an end without its start")) };
            let Some(outer) = open.last_mut() else {
                parser.misc()?;
                return if parser.at == text.len() { Ok(closed) } else { Err(parser.fault("text after the document")) };
            };
            if lines.contains(&closed.name) && closed.known {
                head = 0;
                take(closed);
            } else {
                outer.element.children.push(closed);
            }
        } else if parser.skip_comment()? {
        } else if parser.peek("<![CDATA[") {
            let text = parser.cdata()?;
            add_text(&mut open, Cow::Borrowed(text));
        } else if parser.peek("<!") {
            return Err(parser.fault("a document type or declaration, which e-invoices do not have"));
        } else if parser.peek("<") {
            let started = parser.start()?;
            if open.len() >= DEPTH_MAX {
                return Err(Fault::limit("elements are nested more than 32 deep", parser.at));
            }
            parser.elements = parser.elements.saturating_add(1);
            head = head.saturating_add(1);
            if parser.elements > ELEMENTS_MAX || head > HEAD_ELEMENTS_MAX {
                return Err(Fault::limit("the document has too many elements", parser.at));
            }
            open.push(started);
        } else {
            let text = parser.text()?;
            add_text(&mut open, text);
        }
        if parser.at >= text.len() {
            return Err(parser.fault("the document ends too early"));
        }
    }
}

/// An element that has begun.
struct Open<'a> {
    /// Its name with prefix, which its end repeats.
    qualified: &'a str,
    element: Element<'a>,
    /// How many prefixes were known before it.
    prefixes: usize,
    /// Whether it ends where it begins.
    is_empty: bool,
}

fn add_text<'a>(open: &mut [Open<'a>], text: Cow<'a, str>) {
    let Some(innermost) = open.last_mut() else { return };
    let known = &mut innermost.element.text;
    if known.is_empty() {
        // Blanks between elements say nothing.
        if !text.trim().is_empty() {
            *known = text;
        }
    } else {
        known.to_mut().push_str(&text);
    }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    /// Prefixes in scope, whether they are of e-invoices; the innermost last.
    prefixes: Vec<(&'a str, bool)>,
    elements: usize,
}

impl<'a> Parser<'a> {
    #[cold]
    fn fault(&self, what: &'static str) -> Fault {
        Fault::invalid(what, self.at)
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self, start: &str) -> bool {
        self.rest().starts_with(start)
    }

    fn skip(&mut self, bytes: usize) {
        self.at = self.at.saturating_add(bytes);
    }

    fn blanks(&mut self) -> bool {
        let rest = self.rest();
        let blank = rest.len().saturating_sub(rest.trim_start_matches([' ', '\t', '\n', '\r']).len());
        self.skip(blank);
        blank > 0
    }

    /// What may stand around the root: blanks, comments, the declaration.
    fn misc(&mut self) -> Result<(), Fault> {
        loop {
            self.blanks();
            if !self.skip_comment()? {
                return if self.peek("<!") {
                    Err(self.fault("a document type or declaration, which e-invoices do not have"))
                } else {
                    Ok(())
                };
            }
        }
    }

    /// Skips a comment or a processing instruction.
    fn skip_comment(&mut self) -> Result<bool, Fault> {
        for (start, end) in [("<!--", "-->"), ("<?", "?>")] {
            if self.peek(start) {
                let inside = self.rest().get(start.len()..).unwrap_or_default();
                let Some(length) = inside.find(end) else { return Err(self.fault("a comment without end")) };
                self.skip(start.len().saturating_add(length).saturating_add(end.len()));
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn cdata(&mut self) -> Result<&'a str, Fault> {
        let inside = self.rest().get(9..).unwrap_or_default();
        let Some((text, _)) = inside.split_once("]]>") else { return Err(self.fault("a section without end")) };
        self.skip(text.len().saturating_add(12));
        Ok(text)
    }

    fn text(&mut self) -> Result<Cow<'a, str>, Fault> {
        let (raw, _) = self.rest().split_once('<').unwrap_or((self.rest(), ""));
        let text = unescape(raw).ok_or_else(|| self.fault("an entity that XML itself does not have"))?;
        self.skip(raw.len());
        Ok(text)
    }

    fn name(&mut self) -> Result<&'a str, Fault> {
        let rest = self.rest();
        let end =
            rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, ':' | '_' | '-' | '.'))).unwrap_or(rest.len());
        let name = rest.get(..end).unwrap_or_default();
        let starts = name.chars().next().is_some_and(|c| c.is_alphabetic() || c == '_');
        if !starts || name.len() > 200 || name.matches(':').count() > 1 || name.ends_with(':') {
            return Err(self.fault("a name was expected"));
        }
        self.skip(end);
        Ok(name)
    }

    /// A start tag; one that ends in itself is closed by the next call of `end`.
    fn start(&mut self) -> Result<Open<'a>, Fault> {
        self.skip(1);
        let qualified = self.name()?;
        let before = self.prefixes.len();
        let mut attributes: Vec<(&'a str, Cow<'a, str>)> = Vec::new();
        let is_empty = loop {
            let apart = self.blanks();
            if self.peek("/>") {
                break true;
            }
            if self.peek(">") {
                self.skip(1);
                break false;
            }
            if !apart {
                return Err(self.fault("a tag without end"));
            }
            let (name, value) = self.attribute()?;
            if attributes.iter().any(|(known, _)| *known == name) {
                return Err(self.fault("an attribute stands twice"));
            }
            if attributes.len() >= ATTRIBUTES_MAX {
                return Err(Fault::limit("an element has more than 32 attributes", self.at));
            }
            match name.split_once(':') {
                _ if name == "xmlns" => self.prefixes.push(("", NAMESPACES.contains(&&*value))),
                Some(("xmlns", prefix)) => self.prefixes.push((prefix, NAMESPACES.contains(&&*value))),
                _ => {}
            }
            attributes.push((name, value));
        };
        let (prefix, name) = qualified.split_once(':').unwrap_or(("", qualified));
        let known = self.prefixes.iter().rev().find(|(known, _)| *known == prefix).map(|(_, known)| *known);
        if known.is_none() && !prefix.is_empty() {
            return Err(self.fault("a prefix without a namespace"));
        }
        attributes.retain(|(name, _)| *name != "xmlns" && !name.starts_with("xmlns:"));
        let local = |name: &'a str| name.split_once(':').map_or(name, |(_, local)| local);
        let element = Element {
            name,
            known: known.unwrap_or(false),
            attributes: attributes.into_iter().map(|(name, value)| (local(name), value, false)).collect(),
            text: Cow::Borrowed(""),
            used: false,
            children: Vec::new(),
        };
        Ok(Open { qualified, element, prefixes: before, is_empty })
    }

    fn attribute(&mut self) -> Result<(&'a str, Cow<'a, str>), Fault> {
        let name = self.name()?;
        self.blanks();
        if !self.peek("=") {
            return Err(self.fault("an attribute without a value"));
        }
        self.skip(1);
        self.blanks();
        let quote = if self.peek("\"") { '"' } else { '\'' };
        let inside = self.rest().strip_prefix(quote).ok_or_else(|| self.fault("an attribute without quotes"))?;
        let (raw, _) = inside.split_once(quote).ok_or_else(|| self.fault("an attribute without end"))?;
        if raw.len() > ATTRIBUTE_BYTES_MAX {
            return Err(Fault::limit("an attribute is longer than 10,000 bytes", self.at));
        }
        if raw.contains('<') {
            return Err(self.fault("an attribute with a tag in it"));
        }
        let value = unescape(raw).ok_or_else(|| self.fault("an entity that XML itself does not have"))?;
        self.skip(raw.len().saturating_add(2));
        Ok((name, value))
    }

    /// Closes the innermost element: by its end tag, or where it ends in itself.
    fn end(&mut self, open: &mut Vec<Open<'a>>) -> Result<Option<Element<'a>>, Fault> {
        let Some(closed) = open.pop() else { return Ok(None) };
        self.skip(2);
        let name = if closed.is_empty { closed.qualified } else { self.name()? };
        self.blanks();
        if name != closed.qualified || !self.peek(">") && !closed.is_empty {
            return Err(self.fault("an end that does not fit its start"));
        }
        self.skip(usize::from(!closed.is_empty));
        self.prefixes.truncate(closed.prefixes);
        Ok(Some(closed.element))
    }
}

/// Characters that no text of an e-invoice has: those outside of XML 1.0, production Char, and DEL.
fn is_forbidden(character: char) -> bool {
    matches!(character, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{7F}' | '\u{FFFE}' | '\u{FFFF}')
}

/// Resolves the five entities and character references, and line ends as XML 1.0, 2.11 says. None for any other entity.
fn unescape(raw: &str) -> Option<Cow<'_, str>> {
    if !raw.contains(['&', '\r']) {
        return Some(Cow::Borrowed(raw));
    }
    let lines =
        if raw.contains('\r') { Cow::Owned(raw.replace("\r\n", "\n").replace('\r', "\n")) } else { Cow::Borrowed(raw) };
    let mut out = String::with_capacity(lines.len());
    let mut rest = &*lines;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let end = after.get(..after.len().min(12)).or_else(|| after.get(..after.floor_char_boundary(12)))?.find(';')?;
        let (name, more) = after.split_at_checked(end)?;
        out.push(match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '\'',
            reference => {
                let digits = reference.strip_prefix('#')?;
                let code = match digits.strip_prefix('x') {
                    Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
                    None => digits.parse().ok()?,
                };
                char::from_u32(code).filter(|character| !is_forbidden(*character))?
            }
        });
        rest = more.get(1..)?;
    }
    out.push_str(rest);
    Some(Cow::Owned(out))
}

#[cfg(test)]
mod tests;
