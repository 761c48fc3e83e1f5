//! Postmark (postmarkapp.com/developer): sends one message a call; its notices carry a password of ours, as it signs nothing.

use data_encoding::BASE64;
use voldaan::wire::{Value, Writer, parse};

use super::{Mail, Notice, Trouble};
use crate::app::http::Request;
use crate::app::ports::WebAnswer;
use crate::app::problem::{Problem, text_of};
use crate::app::refusal::Refusal;
use crate::app::secret::same;
use crate::app::web::{Call, POSTMARK, Service};

/// Where it is.
pub(super) const SERVICE: Service = POSTMARK;

/// The error code of an address that bounced or complained before ("Inactive recipient").
const INACTIVE: &str = "406";
/// The key of the metadata that says which message it was.
const MESSAGE: &str = "message";
/// Bounces after which nothing arrives any more.
const FOR_GOOD: &[&str] = &["HardBounce", "BadEmailAddress", "ManuallyDeactivated", "Unsubscribe", "Blocked"];

/// POST /email
pub(super) fn call(key: &str, mail: &Mail) -> Call {
    let mut out = Writer::new();
    out.object();
    out.pair("From", &mail.from);
    out.pair("To", &mail.to);
    if let Some(reply_to) = &mail.reply_to {
        out.pair("ReplyTo", reply_to);
    }
    out.pair("Subject", &mail.content.subject);
    out.pair("TextBody", &mail.content.text);
    out.pair("HtmlBody", &mail.content.html);
    out.pair("MessageStream", "outbound");
    out.key("Metadata");
    out.object();
    out.pair(MESSAGE, &mail.id);
    out.end_object();
    out.key("Attachments");
    out.list();
    for attachment in &mail.attachments {
        out.object();
        out.pair("Name", &attachment.name);
        out.pair("Content", &BASE64.encode(&attachment.bytes));
        out.pair("ContentType", attachment.media_type);
        out.end_object();
    }
    out.end_list();
    out.end_object();
    Call::post("/email", "application/json", out.finish())
        .with("accept", "application/json")
        .with("x-postmark-server-token", key)
}

/// Whether it does not send to the address.
pub(super) fn is_unreachable(answer: &WebAnswer) -> bool {
    let body = std::str::from_utf8(&answer.body).ok().and_then(|body| parse(body).ok());
    let code = body.as_ref().and_then(|body| body.get("ErrorCode"));
    answer.status == 422 && matches!(code, Some(Value::Number(digits)) if *digits == INACTIVE)
}

/// A notice: believed where it has the password that was set for it (HTTP Basic).
pub(super) fn notice(request: &Request, secret: &str) -> Result<Option<Notice>, Problem> {
    let given = request.header("authorization").and_then(|header| header.strip_prefix("Basic "));
    let given = given.and_then(|given| BASE64.decode(given.trim().as_bytes()).ok()).unwrap_or_default();
    let password = given.splitn(2, |byte| *byte == b':').nth(1).unwrap_or_default();
    if !same(password, secret.as_bytes()) {
        let detail =
            "The notice does not have the password of this address. Set it in the URL of the webhook at Postmark.";
        return Err(Problem::new(Refusal::WebhookSignature, detail));
    }
    let body = parse(text_of(&request.body)?)?;
    let text = |key: &str| match body.get(key) {
        Some(Value::Text(text)) => Some(text.to_string()),
        _ => None,
    };
    let trouble = match text("RecordType").as_deref() {
        Some("Bounce") if text("Type").is_some_and(|kind| FOR_GOOD.contains(&kind.as_str())) => Trouble::Bounced,
        Some("SpamComplaint") => Trouble::Complained,
        _ => return Ok(None),
    };
    let message = match body.get("Metadata").and_then(|metadata| metadata.get(MESSAGE)) {
        Some(Value::Text(id)) => Some(id.to_string()),
        _ => None,
    };
    Ok(text("Email").map(|address| Notice { address, message, trouble }))
}
