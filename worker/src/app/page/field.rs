//! Fields of forms: label, hint and fault belong to their field for everybody, also for those who hear the page.

use voldaan::text::Language;

use super::Attempt;
use super::escape::Html;
use super::phrase::Phrase;
use crate::app::deed::Deed;

/// The fields of the form of a deed: with what was filled in where that was refused, else with what holds now.
#[derive(Clone, Copy)]
pub(super) struct Fields<'a> {
    /// The form that was refused just now, whichever it was.
    pub attempt: Option<&'a Attempt>,
    pub deed: Deed,
    pub language: Language,
}

impl<'a> Fields<'a> {
    /// A field; `now` is what holds now.
    pub fn field(
        &self,
        id: &'a str,
        name: &'static str,
        label: Phrase,
        hint: Option<&'a str>,
        now: &'a str,
    ) -> Field<'a> {
        let attempt = self.attempt.filter(|attempt| attempt.deed == self.deed);
        let fault = attempt.and_then(|attempt| attempt.faults.iter().find(|(field, _)| *field == name));
        Field {
            id,
            name,
            label: label.text(self.language),
            hint,
            fault: fault.map(|(_, text)| text.as_str()),
            value: attempt.map_or(now, |attempt| attempt.form.get(name)),
        }
    }
}

/// A field of a form.
pub(super) struct Field<'a> {
    /// Unique on the page.
    pub id: &'a str,
    /// Its name in the form.
    pub name: &'static str,
    /// What it asks for.
    pub label: &'a str,
    /// What helps to fill it in.
    pub hint: Option<&'a str>,
    /// What is wrong with what was filled in.
    pub fault: Option<&'a str>,
    /// What was filled in.
    pub value: &'a str,
}

impl Field<'_> {
    /// A line of text of some type; `more` are attributes of the source code.
    pub fn input(&self, kind: &'static str, more: &'static str, html: &mut Html) {
        self.open(html);
        html.wrapped("<input type=\"", kind, "\" ").raw(more);
        self.attributes(html);
        html.wrapped(" value=\"", self.value, "\">");
        self.close(html);
    }

    /// A day between two days.
    pub fn date(&self, from: &str, until: &str, html: &mut Html) {
        self.open(html);
        html.wrapped("<input type=\"date\" min=\"", from, "\"").wrapped(" max=\"", until, "\"");
        self.attributes(html);
        html.wrapped(" value=\"", self.value, "\">");
        self.close(html);
    }

    /// Several lines of text.
    pub fn area(&self, html: &mut Html) {
        self.open(html);
        html.raw("<textarea rows=\"3\" maxlength=\"2000\"");
        self.attributes(html);
        // A first line break of a text area is left out by browsers, so one is given.
        html.wrapped(">\n", self.value, "</textarea>");
        self.close(html);
    }

    /// One of several, from a list.
    pub fn select(&self, options: &[(String, String)], html: &mut Html) {
        self.open(html);
        html.raw("<select");
        self.attributes(html);
        html.raw(">");
        for (value, text) in options {
            html.wrapped("<option value=\"", value, "\"");
            if value == self.value {
                html.raw(" selected");
            }
            html.wrapped(">", text, "</option>");
        }
        html.raw("</select>");
        self.close(html);
    }

    /// One of a few, each seen at once.
    pub fn radios(&self, options: &[(&'static str, &str)], html: &mut Html) {
        html.wrapped("<fieldset class=\"field\" id=\"", self.id, "\"");
        self.described(html);
        html.wrapped("><legend>", self.label, "</legend>");
        for (value, text) in options {
            html.wrapped("<label class=\"choice\"><input type=\"radio\" name=\"", self.name, "\"");
            html.wrapped(" value=\"", value, "\"");
            if *value == self.value {
                html.raw(" checked");
            }
            html.wrapped(">", text, "</label>");
        }
        self.remarks(html);
        html.raw("</fieldset>");
    }

    fn open(&self, html: &mut Html) {
        html.wrapped("<div class=\"field\"><label for=\"", self.id, "\">").text(self.label).raw("</label>");
    }

    fn close(&self, html: &mut Html) {
        self.remarks(html);
        html.raw("</div>");
    }

    fn attributes(&self, html: &mut Html) {
        html.wrapped(" id=\"", self.id, "\"").wrapped(" name=\"", self.name, "\"");
        self.described(html);
    }

    fn described(&self, html: &mut Html) {
        if self.fault.is_some() {
            html.raw(" aria-invalid=\"true\"");
        }
        if self.hint.is_some() || self.fault.is_some() {
            html.raw(" aria-describedby=\"");
            if self.hint.is_some() {
                html.text(self.id).raw("-hint ");
            }
            if self.fault.is_some() {
                html.text(self.id).raw("-fault");
            }
            html.raw("\"");
        }
    }

    fn remarks(&self, html: &mut Html) {
        if let Some(hint) = self.hint {
            html.wrapped("<p class=\"hint\" id=\"", self.id, "-hint\">").text(hint).raw("</p>");
        }
        if let Some(fault) = self.fault {
            html.wrapped("<p class=\"fault\" id=\"", self.id, "-fault\">").text(fault).raw("</p>");
        }
    }
}
