//! Fields of forms: label, hint and fault belong to their field for everybody, also for those who hear the page.

use super::escape::Html;

/// A field of a form.
pub(super) struct Field<'a> {
    /// Unique on the page.
    pub id: &'static str,
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
