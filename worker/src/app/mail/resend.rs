//! Resend (resend.com/docs): knows a repetition by its key; its notices are signed after the Standard Webhooks specification,
//! under the names of Svix.

use data_encoding::BASE64;
use voldaan::wire::{Value, Writer, parse};

use super::{Mail, Notice, Trouble};
use crate::app::http::Request;
use crate::app::moment::Moment;
use crate::app::problem::{Problem, text_of};
use crate::app::refusal::Refusal;
use crate::app::standard_webhook::is_signed;
use crate::app::web::{Call, RESEND, Service};

/// Where it is.
pub(super) const SERVICE: Service = RESEND;

/// The tag that says which message it was.
const MESSAGE: &str = "message";

/// POST /emails
pub(super) fn call(key: &str, mail: &Mail) -> Call {
    let mut out = Writer::new();
    out.object();
    out.pair("from", &mail.from);
    out.key("to");
    out.list();
    out.text(&mail.to);
    out.end_list();
    if let Some(reply_to) = &mail.reply_to {
        out.pair("reply_to", reply_to);
    }
    out.pair("subject", &mail.content.subject);
    out.pair("text", &mail.content.text);
    out.pair("html", &mail.content.html);
    out.key("tags");
    out.list();
    out.object();
    out.pair("name", MESSAGE);
    out.pair("value", &mail.id);
    out.end_object();
    out.end_list();
    out.key("attachments");
    out.list();
    for attachment in &mail.attachments {
        out.object();
        out.pair("filename", &attachment.name);
        out.pair("content", &BASE64.encode(&attachment.bytes));
        out.pair("content_type", attachment.media_type);
        out.end_object();
    }
    out.end_list();
    out.end_object();
    Call::post("/emails", "application/json", out.finish()).bearer(key).repeatable(&mail.id)
}

/// A notice, verified.
pub(super) fn notice(request: &Request, secret: &str, now: Moment) -> Result<Option<Notice>, Problem> {
    let header = |name: &str| request.header(name).unwrap_or_default();
    let (id, timestamp, signatures) = (header("svix-id"), header("svix-timestamp"), header("svix-signature"));
    if !is_signed(secret, now, id, timestamp, signatures, &request.body) {
        let detail = "The notice is not signed with the secret of this address, or not now. Copy the signing secret from Resend.";
        return Err(Problem::new(Refusal::WebhookSignature, detail));
    }
    let body = parse(text_of(&request.body)?)?;
    let text = |value: Option<&Value<'_>>| match value {
        Some(Value::Text(text)) => Some(text.to_string()),
        _ => None,
    };
    let trouble = match text(body.get("type")).as_deref() {
        Some("email.bounced") => Trouble::Bounced,
        Some("email.complained") => Trouble::Complained,
        _ => return Ok(None),
    };
    let Some(data) = body.get("data") else { return Ok(None) };
    let address = match data.get("to") {
        Some(Value::List(all)) => text(all.first()),
        other => text(other),
    };
    let message = text(data.get("tags").and_then(|tags| tags.get(MESSAGE)));
    Ok(address.map(|address| Notice { address, message, trouble }))
}
