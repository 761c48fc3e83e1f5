//! A piece of a document while it is read. It knows what was asked for, so that what nobody asked for can be listed.

use std::borrow::Cow;

use crate::wire::push_count;

/// An element with everything inside.
pub(in crate::einvoice) struct Element<'a> {
    /// Its name without prefix.
    pub name: &'a str,
    /// Whether it is of a namespace of e-invoices; elements of others are never found by name.
    pub known: bool,
    /// Its attributes without prefixes, and whether they were asked for.
    pub attributes: Vec<(&'a str, Cow<'a, str>, bool)>,
    /// Its own text.
    pub text: Cow<'a, str>,
    /// Whether the text was asked for.
    pub used: bool,
    /// The elements inside.
    pub children: Vec<Element<'a>>,
}

/// Attributes that say nothing beyond the element: formats, lists and the currency, which is looked at elsewhere.
const TACIT: &[&str] = &["currencyID", "format", "listID", "listAgencyID", "listVersionID", "schemaLocation"];

/// Something that nobody asked for.
pub(in crate::einvoice) struct Unread {
    /// Where it stands, from the root of the document.
    pub path: String,
    /// What it says.
    pub text: String,
}

impl<'a> Element<'a> {
    /// The first element of this name inside.
    pub fn child(&mut self, name: &str) -> Option<&mut Element<'a>> {
        self.children.iter_mut().find(|child| child.known && child.name == name)
    }

    /// All elements of this name inside.
    pub fn children(&mut self, name: &str) -> impl Iterator<Item = &mut Element<'a>> {
        self.children.iter_mut().filter(move |child| child.known && child.name == name)
    }

    /// The first element at a path such as `Party/PartyName`.
    pub fn at(&mut self, path: &str) -> Option<&mut Element<'a>> {
        match path.split_once('/') {
            Some((first, rest)) => self.child(first)?.at(rest),
            None => self.child(path),
        }
    }

    /// The text of the first element at a path, without blanks around it.
    pub fn text_at(&mut self, path: &str) -> Option<String> {
        self.at(path)?.own_text()
    }

    /// Its own text, without blanks around it; None if there is none.
    pub fn own_text(&mut self) -> Option<String> {
        self.used = true;
        let text = self.text.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// An attribute.
    pub fn attribute(&mut self, name: &str) -> Option<String> {
        let (_, value, used) = self.attributes.iter_mut().find(|(known, ..)| *known == name)?;
        *used = true;
        let value = value.trim();
        (!value.is_empty()).then(|| value.to_owned())
    }

    /// Lists what nobody asked for.
    pub fn unread(&self, path: &mut String, out: &mut Vec<Unread>) {
        let length = path.len();
        if !self.used && !self.text.trim().is_empty() {
            out.push(Unread { path: path.clone(), text: self.text.trim().to_owned() });
        }
        for (name, value, used) in &self.attributes {
            // What an unread text belongs to says itself; attributes of its own only where the text was read.
            if !used && self.used && !TACIT.contains(name) {
                out.push(Unread { path: [path.as_str(), "/@", name].concat(), text: value.clone().into_owned() });
            }
        }
        for (index, child) in self.children.iter().enumerate() {
            path.push('/');
            path.push_str(child.name);
            let same = |other: &&Element<'_>| other.name == child.name;
            if self.children.iter().take(MANY).filter(same).nth(1).is_some() {
                path.push('[');
                let before = self.children.iter().take(index).filter(same).count();
                push_count(path, before.saturating_add(1));
                path.push(']');
            }
            child.unread(path, out);
            path.truncate(length);
            if out.len() >= MANY {
                return;
            }
        }
    }
}

/// So much that nobody asked for is listed of one piece, and so many elements of a name are told apart.
const MANY: usize = 200;
