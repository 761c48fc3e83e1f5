//! Default: from which day a debtor is late, where that is not simply the day after the due date. Refuses to presume a term that
//! the law makes void, and a notice whose receipt nobody stated.

use super::case::{Case, debtor};
use super::claim::{BusinessSize, ClaimOptions, Precondition};
use super::notice::is_lasting;
use super::say;
use crate::calendar::{Calendar, Day, next_business_day};
use crate::finding::{Code, Finding};
use crate::law::Row;
use crate::law::late_payment::{Debtor, Start};
use crate::law::periods::limitation as limitation_of;
use crate::law::term_limits::{TermLimit, limit_of};
use crate::ledger::{Account, Channel, EntryKind, OpenPart};
use crate::party::PartyKind;
use crate::wire::Text;

/// Days after receipt in which to pay where nothing was agreed: art. 3(3)(b) Directive 2011/7/EU, art. 6:119a(2) BW.
pub const LEGAL_TERM_DAYS: i32 = 30;

/// Gives parts without a due date that of the law: thirty days from receipt. A consumer is given notice first.
pub(super) fn without_due(options: &ClaimOptions, parts: &mut [OpenPart]) {
    let due = options.received_on.and_then(|day| day.add_days(LEGAL_TERM_DAYS));
    for part in parts {
        if options.debtor != PartyKind::Consumer {
            part.due = part.due.or(due);
        }
    }
}

/// § 286 BGB: on the day after a due date that was agreed (2); else on the day after a reminder (1), and for those who are no consumers
/// thirty days after due date and receipt at the latest (3). What ends on a Saturday, Sunday or holiday ends on the next working
/// day (§ 193), the due date itself included.
pub(super) fn german(case: &Case<'_>, due: Day) -> Option<Day> {
    let consumer = case.regime.is_for(Debtor::Consumer);
    let agreed = case.options.agreed.as_ref().and_then(|agreed| agreed.term) == Some(true);
    let in_time = next_business_day(due, Calendar::Germany)?;
    // A term on the invoice of a business is taken as agreed; an invoice that is due at once has none.
    if agreed || (!consumer && due > case.account.invoice().issue_date()) {
        return in_time.add_days(1);
    }
    let mut default = None;
    if let (false, Some(received)) = (consumer, case.options.received_on) {
        let last = received.max(due).add_days(LEGAL_TERM_DAYS)?;
        default = next_business_day(last, Calendar::Germany)?.add_days(1);
    }
    for entry in case.account.entries().iter().filter(|entry| entry.on <= case.options.on) {
        let EntryKind::Reminder(reminder) = &entry.kind else { continue };
        let sent = Some(reminder.sent_on).filter(|_| reminder.channel == Channel::Email);
        let received = reminder.received_on.or(sent).filter(|_| is_lasting(reminder) && !case.is_withdrawn(entry));
        let Some(from) = received.filter(|day| *day > in_time).and_then(|day| day.add_days(1)) else { continue };
        default = Some(default.map_or(from, |default: Day| default.min(from)));
    }
    default
}

/// What has to be done for a German debtor to be in default.
pub(super) fn precondition(case: &Case<'_>) -> Option<Precondition> {
    let consumer = case.regime.is_for(Debtor::Consumer);
    if case.regime.start != Start::German || case.principal.is_zero() || (!consumer && case.default.is_some()) {
        return None;
    }
    let what = if consumer {
        "Send a reminder after the due date and note when it was received, unless the due date was agreed"
    } else {
        "Send a reminder after the due date, or say when the invoice was received: default begins thirty days after"
    };
    let done = case.default.is_some_and(|default| default <= case.options.on);
    Some(Precondition { what: Text::new_static(what), by: None, done, source: Text::new_static("§ 286 BGB") })
}

/// The due date of an invoice whose term is void, and that of the law in its place: thirty days from receipt, where somebody stated that.
/// What was agreed in instalments stays: art. 5 Directive 2011/7/EU lets the parties agree on schedules.
pub(super) fn void_term(account: &Account, options: &ClaimOptions, jurisdiction: &str) -> Option<(Day, Day)> {
    let (due, received) = account.invoice().due_date().zip(options.received_on)?;
    let limit = &limit_of_term(account, options, jurisdiction)?.value;
    let is_void = limit.void && is_single(account) && options.debtor == PartyKind::Business;
    let lawful = received.add_days(LEGAL_TERM_DAYS)?;
    (is_void && too_long(received, due, limit.days)).then_some((due, lawful))
}

/// Puts another due date of the invoice in the place of one; what a payment plan says stays.
pub(super) fn move_due((from, to): (Day, Day), parts: &mut [OpenPart]) {
    parts.iter_mut().filter(|part| !part.is_planned && part.due == Some(from)).for_each(|part| part.due = Some(to));
}

fn is_single(account: &Account) -> bool {
    account.invoice().instalments().len() <= 1
}

fn too_long(from: Day, due: Day, days: u32) -> bool {
    due.days_since(from) > i64::from(days)
}

fn limit_of_term(account: &Account, options: &ClaimOptions, jurisdiction: &str) -> Option<&'static Row<TermLimit>> {
    let creditor = options.creditor.as_ref().and_then(|creditor| creditor.size);
    let sizes = (options.debtor_size, creditor);
    let large_to_small = sizes == (Some(BusinessSize::Large), Some(BusinessSize::Small));
    let issued = account.invoice().issue_date();
    limit_of(jurisdiction, debtor(options.debtor), large_to_small, options.contract_date, issued)
}

/// Says that the term of the invoice is longer than the law lets it be.
pub(super) fn limit(case: &mut Case<'_>) {
    let Some(limit) = limit_of_term(case.account, case.options, &case.jurisdiction) else { return };
    let from = case.options.received_on.unwrap_or(case.account.invoice().issue_date());
    let Some(due) = case.account.invoice().due_date().filter(|due| too_long(from, *due, limit.value.days)) else {
        return;
    };
    let days = say::count(usize::try_from(limit.value.days).unwrap_or_default());
    let message = ["The due date ", &say::day(due), " lies more than ", &days, " days after the invoice."].concat();
    let fix = match (limit.value.void && is_single(case.account), case.options.received_on) {
        (true, Some(_)) => "The term is void; the claim reckons with thirty days from receipt.",
        (true, None) => "The term is void: say when the invoice was received, and thirty days from then hold.",
        (false, _) => "Such a term holds only where it was expressly agreed and is not grossly unfair.",
    };
    case.findings.push(Finding::new(Code::ClaimTerm, "invoice.dueDate", message).rule(limit.value.law).fix(fix));
}

/// Says that a part is so old that the debtor may refuse it.
pub(super) fn limitation(case: &mut Case<'_>) {
    let on = case.options.on;
    let oldest = case.oldest_due().and_then(|due| limitation_of(&case.jurisdiction, due));
    let Some((last, law)) = oldest.filter(|(last, _)| *last < on) else { return };
    let message =
        ["The debtor may refuse what fell due this long ago: limitation ended on ", &say::day(last), "."].concat();
    let finding = Finding::new(Code::ClaimLimitation, "on", message).rule(law);
    case.findings.push(
        finding.fix("Look for what interrupted it: a reminder that claimed the right, an acknowledgement, a suit."),
    );
}
