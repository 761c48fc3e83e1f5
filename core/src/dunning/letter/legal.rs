//! What a letter must hold before it is written: the claim it rests on, what the law wants, and a wording that fits.

use rust_decimal::Decimal;

use super::facts::{Facts, PLACEHOLDERS};
use super::fill;
use super::model::{Model, Wants};
use crate::finding::{Code, Finding};
use crate::money::Exact;
use crate::wire::Reader;

/// Whether claim and account bear the letter out.
pub(super) fn check(facts: &Facts<'_>, model: &Model, cx: &mut Reader) {
    let (action, claim) = (facts.action, &facts.options.claim);
    let asked = &action.amounts;
    if claim.on != action.on {
        let fix = "Make the claim on the day of the action.";
        refuse("claim.on", "The claim is of another day than the action.", fix, None, cx);
    }
    let interest = if claim.interest.allowed { claim.interest.amount } else { Decimal::ZERO };
    let parts = [&claim.costs, &claim.lump_sum];
    let allowed = parts.iter().filter(|part| part.allowed).try_fold(Decimal::ZERO, |sum, part| sum.plus(part.amount));
    let allowed = allowed.and_then(|allowed| allowed.plus(action.fee.unwrap_or_default()));
    if asked.interest > interest || allowed.is_none_or(|allowed| asked.costs > allowed) {
        let message = "The letter would ask for more than may be charged today.";
        refuse("action.amounts", message, "Plan the action again, with the claim of that day.", None, cx);
    }
    let Some(wants) = model.wants else { return };
    if action.on <= action.due_date {
        let fix = "Send it after the due date: before that nobody is in default.";
        refuse("action.on", "The notice of the law comes after the due date.", fix, Some(wants.rule), cx);
    }
    if !asked.interest.is_zero() || !asked.costs.is_zero() {
        let fix = "Let the step charge nothing; what may be charged later stands in the letter.";
        refuse("action.amounts", "The notice of the law is free of charge.", fix, Some(wants.rule), cx);
    }
    if asked.principal.is_zero() {
        let fix = "There is nothing to be sent.";
        refuse("action.amounts.principal", "Nothing is owed.", fix, Some(wants.rule), cx);
    }
    // Exact costs are what the Dutch letter is for; in Belgium they are those of the clause, if one was agreed.
    // A claim without costs that no earlier letter explains is not whole.
    let unexplained = claim.costs.amount.is_zero() && !claim.preconditions.iter().any(|step| step.done);
    if wants.rule == "art. 6:96(6) BW" && (claim.named_costs().is_zero() || unexplained) {
        incomplete("costs", wants.rule, cx);
    }
    if facts.description().trim().is_empty() {
        incomplete("description", wants.rule, cx);
    }
}

/// Whether an own wording can be used for the letter.
pub(super) fn wording(facts: &Facts<'_>, model: &Model, subject: &str, text: &str, cx: &mut Reader) {
    well_formed(subject, text, cx);
    if let Some(wants) = model.wants {
        wanted(wants, text, cx);
    } else {
        need(text, "invoiceNumber", None, "Say which invoice it is about.", cx);
        if facts.action.amounts.total > facts.action.amounts.principal && !fill::has(text, "total") {
            need(text, "amounts", None, "Say what is charged: {amounts} lists it, {total} sums it up.", cx);
        }
    }
}

/// Whether a wording has a subject and a text, and only placeholders that there are.
pub(super) fn well_formed(subject: &str, text: &str, cx: &mut Reader) {
    if subject.is_empty() || text.is_empty() {
        let fix = "Write the subject on the first line, then a blank line, then the text.";
        cx.report_fix(Code::LetterTemplate, "The wording has no subject or no text.", fix);
    }
    for part in [subject, text] {
        let mut unknown: Vec<String> = Vec::new();
        let closed = fill::pieces(part, &mut |_, name| {
            unknown
                .extend(name.filter(|name| !PLACEHOLDERS.contains(name)).map(|name| name.chars().take(60).collect()));
        });
        for name in unknown {
            let message = ["There is no placeholder {", &name, "}."].concat();
            cx.report_fix(Code::LetterTemplate, message, ["Use one of: ", &PLACEHOLDERS.join(", "), "."].concat());
        }
        if closed.is_err() {
            cx.report_fix(
                Code::LetterTemplate,
                "A brace is opened and never closed.",
                "Write {invoiceNumber}, for example.",
            );
        }
    }
}

/// Whether a wording has what the law wants in the letter.
pub(super) fn wanted(wants: &Wants, text: &str, cx: &mut Reader) {
    for name in wants.placeholders {
        need(text, name, Some(wants.rule), "The law wants it in this letter: put it into the text.", cx);
    }
}

fn need(text: &str, name: &str, rule: Option<&str>, fix: &str, cx: &mut Reader) {
    if !fill::has(text, name) {
        let message = ["The text lacks {", name, "}."].concat();
        let finding = Finding::new(Code::LetterTemplate, cx.path(), message).fix(fix);
        cx.push(match rule {
            Some(rule) => finding.rule(rule),
            None => finding,
        });
    }
}

/// Refuses for what the letter says and nobody knows.
pub(super) fn complete(missing: &[String], model: &Model, cx: &mut Reader) {
    for (index, name) in missing.iter().enumerate() {
        if PLACEHOLDERS.contains(&name.as_str()) && missing.iter().position(|other| other == name) == Some(index) {
            incomplete(name, model.wants.map_or("", |wants| wants.rule), cx);
        }
    }
}

fn incomplete(name: &str, rule: &str, cx: &mut Reader) {
    let message = ["The letter has to say {", name, "}, and it is not known."].concat();
    let finding = Finding::new(Code::LetterIncomplete, cx.path(), message);
    let finding = finding.fix("Complete the invoice or the claim that the letter is made from.");
    cx.push(if rule.is_empty() { finding } else { finding.rule(rule) });
}

fn refuse(path: &str, message: &str, fix: &str, rule: Option<&str>, cx: &mut Reader) {
    let finding = Finding::new(Code::LetterClaim, path, message).fix(fix);
    cx.push(match rule {
        Some(rule) => finding.rule(rule),
        None => finding,
    });
}
