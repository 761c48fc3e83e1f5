//! Whether a policy can stand: its steps fit together, and none asks for more, or earlier, than the law allows.
//!
//! It looks at days from the due date only, so it refuses what is too early for every invoice. What a letter, a
//! holiday or a payment moves on top of that is for `plan` and the claim of the day.

use super::action::ActionKind;
use super::case;
use super::fee;
use super::policy::{PolicyExclusion, PolicyFields, PolicyStep, StepCharges};
use crate::calendar::Calendar;
use crate::finding::{Code, Finding};
use crate::law::late_payment::{Ground, Part, REGIMES};
use crate::law::periods::NOTICES;
use crate::party::PartyKind;
use crate::wire::Reader;

/// A policy may have this many steps.
const STEPS_MAX: usize = 50;
/// A policy may exclude this many customers.
const EXCLUSIONS_MAX: usize = 10_000;
/// An identifier of a step may have this many characters.
const STEP_ID_MAX: usize = 60;

/// The law on what a debtor may be charged, as far as it binds the days of a policy.
struct Charging {
    /// The least that may not be charged before the notice; none needs a notice if absent.
    notice_before: Option<StepCharges>,
    /// The article.
    article: &'static str,
}

/// What the law says of a kind of debtor; none where it is not known.
fn charging(jurisdiction: &str, debtor: PartyKind) -> Option<Charging> {
    let regime = REGIMES.iter().find(|cell| cell.is_of(jurisdiction) && cell.is_for(case::debtor(debtor)))?;
    let waits = |part: &Part| debtor == PartyKind::Consumer && part.ground == Ground::Notice;
    Some(if waits(&regime.interest) {
        Charging { notice_before: Some(StepCharges::Interest), article: regime.interest.law }
    } else if waits(&regime.costs) {
        Charging { notice_before: Some(StepCharges::InterestAndCosts), article: regime.costs.law }
    } else {
        Charging { notice_before: None, article: regime.interest.law }
    })
}

/// Checks a policy; findings go below where `cx` stands.
pub(super) fn check(policy: &PolicyFields, cx: &mut Reader) {
    if policy.name.trim().is_empty() {
        cx.field("name", |cx| cx.report(Code::TextEmpty, "A policy needs a name."));
    }
    jurisdiction(policy, cx);
    if policy.language.as_deref().is_some_and(|language| !is_written(language)) {
        cx.field("language", |cx| {
            cx.report_fix(Code::EnumUnknown, "Letters are not written in this language.", "Use nl, en, de or fr.");
        });
    }
    cx.field("steps", |cx| {
        if policy.steps.is_empty() || policy.steps.len() > STEPS_MAX {
            cx.report(Code::PolicyStep, "A policy has 1 to 50 steps.");
            return;
        }
        let mut before: &[PolicyStep] = &[];
        for (index, step) in policy.steps.iter().enumerate() {
            cx.index(index, |cx| {
                fits(step, before, cx);
                charges(policy, step, before, cx);
                let law = charging(&policy.jurisdiction, policy.debtor);
                fee::check(policy, step, law.map(|law| law.article), cx);
            });
            before = policy.steps.get(..=index).unwrap_or(before);
        }
    });
    exclusions(policy, cx);
}

fn jurisdiction(policy: &PolicyFields, cx: &mut Reader) {
    let code = policy.jurisdiction.as_str();
    if code.len() != 2 || !code.bytes().all(|letter| letter.is_ascii_uppercase()) {
        cx.field("jurisdiction", |cx| {
            cx.report_fix(Code::CountryUnknown, "This is no jurisdiction.", "Use a country such as NL, or EU.");
        });
    } else if policy.quiet.holidays && calendar(code).is_none() {
        cx.field("quiet", |cx| {
            cx.field("holidays", |cx| {
                cx.report_fix(
                    Code::CalendarNone,
                    "The holidays of this jurisdiction are not known.",
                    "Set holidays to false; weekends can stay quiet.",
                );
            });
        });
    }
}

/// The calendar whose holidays are quiet.
pub(super) fn calendar(jurisdiction: &str) -> Option<Calendar> {
    if jurisdiction == "EU" { Some(Calendar::Target) } else { Calendar::of_country(jurisdiction) }
}

fn is_written(locale: &str) -> bool {
    let language = locale.split(['-', '_']).next().unwrap_or_default();
    ["nl", "en", "de", "fr"].iter().any(|written| written.eq_ignore_ascii_case(language))
}

/// Whether a step can stand after those before it.
fn fits(step: &PolicyStep, before: &[PolicyStep], cx: &mut Reader) {
    let is_plain = |id: &str| id.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'-' || c == b'_');
    if step.id.is_empty() || step.id.len() > STEP_ID_MAX || !is_plain(&step.id) {
        refuse("id", "The id of a step has 1 to 60 letters, digits, - and _.", "Call it reminder1, for example.", cx);
    } else if before.iter().any(|other| other.id == step.id) {
        refuse("id", "An earlier step has the same id.", "Give each step its own: what was done is known by it.", cx);
    }
    if step.minimum_amount.is_some_and(|least| least.is_sign_negative()) {
        cx.field("minimumAmount", |cx| cx.report(Code::AmountNegative, "The minimum amount is not negative."));
    }
    if matches!(step.kind, ActionKind::FormalNotice | ActionKind::HandOver) && step.offset_days.days() < 1 {
        let fix = "Let it come at least 1 day after the due date: nobody is in default before that.";
        refuse("offsetDays", "A formal notice or hand-over comes after the due date.", fix, cx);
    }
    let Some(last) = before.last() else { return };
    if last.kind == ActionKind::HandOver {
        refuse("kind", "Dunning stops at the hand-over.", "Make the hand-over the last step.", cx);
    }
    if step.offset_days < last.offset_days {
        refuse("offsetDays", "This step comes before the one above it.", "Sort the steps by day.", cx);
    }
    if step.level < last.level {
        refuse("level", "The level falls.", "Give it the level of the step above, or a higher one.", cx);
    }
    if step.tone < last.tone {
        refuse("tone", "The tone softens.", "Go from friendly over neutral and firm to strict.", cx);
    }
}

fn refuse(field: &'static str, message: &str, fix: &str, cx: &mut Reader) {
    cx.field(field, |cx| cx.report_fix(Code::PolicyStep, message, fix));
}

/// Whether the law lets the step charge what it charges.
fn charges(policy: &PolicyFields, step: &PolicyStep, before: &[PolicyStep], cx: &mut Reader) {
    let charged = step.charges.unwrap_or(StepCharges::Nothing);
    if charged == StepCharges::Nothing {
        return;
    }
    let Some(law) = charging(&policy.jurisdiction, policy.debtor) else {
        cx.field("charges", |cx| {
            cx.report_fix(
                Code::LawNone,
                "What such a debtor may be charged in this jurisdiction is not known here.",
                "Leave charges out, or name the country whose law holds.",
            );
        });
        return;
    };
    let mut unlawful = |field, message: &str, fix: &str| {
        let finding = cx.field(field, |cx| Finding::new(Code::PolicyUnlawful, cx.path(), message));
        cx.push(finding.rule(law.article).fix(fix));
    };
    let offset = step.offset_days.days();
    if offset < 1 {
        unlawful(
            "offsetDays",
            "This step charges before the debtor is late: interest and costs begin on the day after the due date.",
            "Move it to at least 1 day after the due date, or let it charge nothing.",
        );
    }
    if !law.notice_before.is_some_and(|first| charged >= first) {
        return;
    }
    let notice = before.iter().find(|earlier| earlier.kind == ActionKind::FormalNotice);
    let Some(notice) = notice else {
        unlawful(
            "charges",
            "This step charges a consumer without the notice that has to come first.",
            "Put a step of kind formalNotice before it, with the term of the law between them.",
        );
        return;
    };
    let is_reminder = |earlier: &&PolicyStep| {
        let lasting = matches!(earlier.kind, ActionKind::Email | ActionKind::Letter);
        lasting && earlier.offset_days.days() > 0 && earlier.offset_days <= notice.offset_days
    };
    if policy.jurisdiction == "BE"
        && before.iter().take_while(|earlier| earlier.id != notice.id).any(|one| is_reminder(&one))
    {
        unlawful(
            "charges",
            "This step charges a consumer after a first reminder that is not the notice.",
            "Let the formalNotice be the first reminder after the due date: the first one has to name the costs and the 14 days.",
        );
    }
    // At best the notice arrives on the day it is sent, and its term begins on the day after.
    let term = NOTICES.iter().find(|row| row.value.country == policy.jurisdiction).map_or(0, |row| row.value.days);
    if offset <= notice.offset_days.days().saturating_add(term) {
        unlawful(
            "offsetDays",
            "This step charges before the term of the formal notice can have ended.",
            match term {
                0 => "Let it come at least 1 day after the formal notice.",
                _ => {
                    "Let it come at least 15 days after the formal notice: its 14 days begin on the day after it at the earliest."
                }
            },
        );
    }
}

fn exclusions(policy: &PolicyFields, cx: &mut Reader) {
    cx.field("exclusions", |cx| {
        if policy.exclusions.len() > EXCLUSIONS_MAX {
            cx.report(Code::ListTooLong, "A policy excludes at most 10,000 customers.");
            return;
        }
        for (index, PolicyExclusion { customer, steps, .. }) in policy.exclusions.iter().enumerate() {
            cx.index(index, |cx| {
                if customer.trim().is_empty() {
                    cx.field("customer", |cx| cx.report(Code::TextEmpty, "An exclusion names its customer."));
                }
                cx.field("steps", |cx| {
                    for (index, id) in steps.iter().enumerate() {
                        if !policy.steps.iter().any(|step| step.id == *id) {
                            cx.index(index, |cx| cx.report(Code::PolicyStep, "The policy has no step of this id."));
                        }
                    }
                });
            });
        }
    });
}
