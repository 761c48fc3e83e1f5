//! The parameters of an operation in the words of OpenAPI.

use voldaan::wire::Writer;

use crate::app::parameter::{Form, Parameter, Place};

/// Writes parameters in the words of OpenAPI.
pub(super) fn write(parameters: &[Parameter], out: &mut Writer) {
    out.list();
    for parameter in parameters {
        out.object();
        out.pair("name", parameter.name);
        out.pair(
            "in",
            match parameter.place {
                Place::Path => "path",
                Place::Query => "query",
                Place::Header => "header",
            },
        );
        out.key("required");
        out.bool(parameter.required);
        out.pair("description", parameter.doc);
        out.key("schema");
        form(parameter.form, out);
        out.end_object();
    }
    out.end_list();
}

fn form(form: Form, out: &mut Writer) {
    out.object();
    match form {
        Form::Number(least, most) => {
            out.pair("type", "integer");
            out.key("minimum");
            out.count(least);
            out.key("maximum");
            out.count(most);
        }
        Form::Flag => out.pair("type", "boolean"),
        Form::Text(longest) => {
            out.pair("type", "string");
            out.key("minLength");
            out.count(1);
            out.key("maxLength");
            out.count(longest);
        }
        Form::Shaped(shape) => {
            out.pair("type", "string");
            out.pair("pattern", shape);
        }
        Form::Day => {
            out.pair("type", "string");
            out.pair("format", "date");
        }
        Form::Words(words) => {
            out.pair("type", "string");
            out.key("enum");
            out.list();
            for word in words {
                out.text(word);
            }
            out.end_list();
        }
    }
    out.end_object();
}
