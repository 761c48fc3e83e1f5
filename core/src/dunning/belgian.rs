//! What a Belgian consumer owes for paying late, book XIX of the Code of economic law. Each due date has a first reminder, free of charge,
//! and a term of fourteen days of its own (art. XIX.2); a reminder is the first of all that was late as it went out and had none before.
//! Interest and clause come from the end of that term on. Refuses to count the clause for each due date in full where those that were unpaid
//! together give less as one balance: the parts of an invoice are one debt (art. XIX.4).

use rust_decimal::Decimal;

use super::case::{Case, no_law, range};
use super::claim::{Precondition, WorkingStep};
use super::costs::{Costs, agreed_costs, agreed_step, scale_step};
use super::notice::{self, Term};
use super::say;
use crate::calendar::Day;
use crate::finding::{Code, Error, Finding};
use crate::law::costs::{self, Bracket, Scale};
use crate::law::{NoLaw, Row};
use crate::ledger::{Channel, Reminder};
use crate::money::Exact;
use crate::money::round::to_decimals;
use crate::wire::Text;

const XIX_2: &str = "art. XIX.2 Code of economic law";

/// What a first reminder was for, and what its term opens.
pub(super) struct Reminded {
    /// The due dates that it was the first reminder of.
    pub dues: Vec<Day>,
    /// Its term.
    pub term: Term,
    /// The day after the term.
    pub end: Day,
}

/// What the clause gives for a balance.
struct Clause {
    /// The balance: what is open at the end of the term, or now.
    debt: Decimal,
    /// What counts of what was agreed.
    amount: Decimal,
    agreed: Option<(Decimal, String)>,
    cap: Option<(Decimal, &'static Bracket)>,
    /// Whether the reminder named less.
    is_named: bool,
    /// Whether something of an earlier reminder was still unpaid.
    is_beside: bool,
}

/// What the contract says, up to the cap, once the term of a first reminder has ended that cost nothing.
pub(super) fn consumer(case: &mut Case<'_>, default: Day, costs: &mut Costs) -> Result<(), Error> {
    let on = case.options.on;
    regular_delivery(case);
    let row = row(case, default)?;
    let mut clauses: Vec<Clause> = Vec::new();
    for (reminder, term, dues) in firsts(case) {
        let end = term.last.add_days(1).ok_or_else(range)?;
        let by = Some(end).filter(|end| *end <= on);
        let debt = case.open_of(Some(&dues), by).ok_or_else(range)?;
        let mut clause = clause(case, row, debt, reminder.costs_stated)?;
        clause.is_beside =
            is_beside(case, (&costs.reminded, &clauses), [Some(reminder.sent_on), by]).ok_or_else(range)?;
        clauses.push(clause);
        costs.reminded.push(Reminded { dues, term, end });
    }
    let is_new = |due: &Day| *due <= on && !costs.reminded.iter().any(|one| one.dues.contains(due));
    let mut rest: Vec<Day> = case.dues.iter().copied().filter(is_new).collect();
    // What falls due today is in default tomorrow; a first reminder of today is about what was due before.
    if rest.first().is_some_and(|first| *first < on) {
        rest.retain(|due| *due < on);
    }
    let mut next = clause(case, row, case.open_of(Some(&rest), None).ok_or_else(range)?, None)?;
    next.is_beside = is_beside(case, (&costs.reminded, &clauses), [None; 2]).ok_or_else(range)?;
    costs.notice = Some(to_name(case, row, &clauses, &next)?);
    preconditions(case, (&rest, &next), costs);

    let counting = || costs.reminded.iter().zip(&clauses).filter(|(_, clause)| !clause.amount.is_zero());
    let mut from = counting().map(|(one, _)| one.end).min();
    let mut shown: Vec<(&[Day], &Clause)> = counting()
        .filter(|(one, _)| from.is_some_and(|first| one.end <= first.max(on)))
        .map(|(one, clause)| (one.dues.as_slice(), clause))
        .collect();
    if shown.is_empty() {
        shown.push((&rest, &next));
    }
    for (dues, clause) in &shown {
        costs.working.extend(clause.steps(case, row, dues));
    }
    let of: Vec<&Clause> = shown.iter().map(|(_, clause)| *clause).collect();
    let (mut amount, most) = together(case, row, &of)?;
    costs.working.extend(most);
    if let Some((charged, since)) = further_reminders(case, &costs.reminded, &mut costs.working)? {
        // A clause whose term still runs waits for its day.
        if from.is_none_or(|from| from > on) {
            amount = Decimal::new(0, 2);
        }
        amount = amount.plus(charged).ok_or_else(range)?;
        from = Some(from.map_or(since, |from| from.min(since)));
    }
    if !amount.is_zero() {
        costs.costs.amount = amount;
        costs.costs.allowed_from = from;
        costs.costs.allowed = from.is_some_and(|day| day <= on);
    }
    Ok(())
}

/// The caps that hold for the contract.
fn row(case: &Case<'_>, default: Day) -> Result<&'static Row<Scale>, Error> {
    let row = costs::at(costs::BE_CAP, "Belgian cap on clauses against consumers", default)
        .map_err(|none| no_law(&none, "on"))?;
    let older = case.options.contract_date.is_none_or(|contract| contract < row.from);
    if older && case.options.on < costs::BE_CAP_OLDER_CONTRACTS {
        let none = NoLaw {
            fact: "Belgian cap on clauses of contracts before 2023-09-01".to_owned(),
            on: case.options.on,
            known: vec![(costs::BE_CAP_OLDER_CONTRACTS, None)],
        };
        return Err(no_law(&none, "contractDate"));
    }
    Ok(row)
}

/// The first reminder of each due date, with its term: of those that went out while it was late and open, free of charge and under this law, the
/// first that named the costs, as the list of art. XIX.2 wants it. Where none of the invoice says what it named, each that went out in
/// writing is taken to have had the list.
fn firsts<'a>(case: &Case<'a>) -> Vec<(&'a Reminder, Term, Vec<Day>)> {
    let letters = notice::letters(case);
    let counts = |reminder: &Reminder| is_free(reminder) && notice::belgian(reminder).is_some();
    let is_named = letters.iter().any(|reminder| reminder.costs_stated.is_some() && counts(reminder));
    let mut firsts: Vec<(&Reminder, Term, Vec<Day>)> = Vec::new();
    for reminder in letters {
        let is_told = if is_named { reminder.costs_stated.is_some() } else { is_written(reminder) };
        let Some(term) = notice::belgian(reminder).filter(|_| is_told && is_free(reminder)) else { continue };
        let is_first = |due: &Day| {
            case.default_of(*due).is_some_and(|from| from <= reminder.sent_on)
                && is_open(case, *due, reminder.sent_on)
                && !firsts.iter().any(|(.., dues)| dues.contains(due))
        };
        let dues: Vec<Day> = case.dues.iter().copied().filter(is_first).collect();
        if !dues.is_empty() {
            firsts.push((reminder, term, dues));
        }
    }
    firsts
}

/// Whether a way of reminding leaves the debtor a text to keep; of any other the entry has to say what it named.
fn is_written(reminder: &Reminder) -> bool {
    matches!(reminder.channel, Channel::Email | Channel::Letter | Channel::RegisteredLetter | Channel::Peppol)
}

/// Whether a reminder asked for no more than the invoice: one that cost something, or asked for costs or interest, is no first one.
fn is_free(reminder: &Reminder) -> bool {
    let asked = [reminder.charge, reminder.costs_claimed, reminder.interest_claimed];
    asked.into_iter().flatten().all(|amount| amount.is_zero())
}

fn is_open(case: &Case<'_>, due: Day, day: Day) -> bool {
    case.open_of(Some(&[due]), Some(day)).is_some_and(|open| !open.is_zero())
}

/// What the clause gives for a balance: no more than the cap, and no more than the reminder named.
fn clause(case: &Case<'_>, row: &Row<Scale>, debt: Decimal, named: Option<Decimal>) -> Result<Clause, Error> {
    let agreed = agreed_costs(case, debt)?.filter(|(asked, _)| *asked > Decimal::ZERO);
    let cap = row.value.of(debt);
    let most = agreed.as_ref().zip(cap).map_or(Decimal::ZERO, |((asked, _), (cap, _))| (*asked).min(cap));
    let is_named = named.is_some_and(|named| named < most);
    let amount = to_decimals(named.filter(|_| is_named).unwrap_or(most), 2).ok_or_else(range)?;
    Ok(Clause { debt, amount, agreed, cap, is_named, is_beside: false })
}

/// Whether something that earlier reminders were for was unpaid on one of two days. What was put on other due dates was not paid.
fn is_beside(case: &Case<'_>, (reminded, clauses): (&[Reminded], &[Clause]), days: [Option<Day>; 2]) -> Option<bool> {
    for (one, clause) in reminded.iter().zip(clauses).filter(|(_, clause)| !clause.debt.is_zero()) {
        let then = case.open_of(None, Some(one.end).filter(|end| *end <= case.options.on))?;
        for day in days {
            let left = case.open_of(None, day)?.plus(clause.debt)?;
            if left > then || !case.open_of(Some(&one.dues), day)?.is_zero() {
                return Some(true);
            }
        }
    }
    Some(false)
}

impl Clause {
    fn steps(&self, case: &Case<'_>, row: &Row<Scale>, dues: &[Day]) -> Vec<WorkingStep> {
        let mut steps = Vec::with_capacity(2);
        if let (Some((asked, how)), Some((cap, bracket))) = (&self.agreed, self.cap) {
            steps.push(agreed_step(case, *asked, how.clone()));
            if *asked > cap {
                steps.push(scale_step(self.debt, cap, bracket, row));
            }
            if self.is_named {
                steps.push(agreed_step(case, self.amount, "no more than the letter named".to_owned()));
            }
        }
        if case.dues.len() > 1 {
            let what: Text = ["Collection costs of what was due on ", &days(dues)].concat().into();
            steps.iter_mut().for_each(|step| step.what = what.clone());
        }
        steps
    }
}

/// What the clause gives for several balances: what it gives for each, and for those that were unpaid together no more than for one.
fn together(case: &Case<'_>, row: &Row<Scale>, clauses: &[&Clause]) -> Result<(Decimal, Vec<WorkingStep>), Error> {
    // What was put on other due dates later, by a payment plan, may be reminded of again and is still owed once.
    let whole = case.whole().ok_or_else(range)?;
    let (mut total, mut steps) = (Decimal::new(0, 2), Vec::new());
    for several in clauses.chunk_by(|_, clause| clause.is_beside) {
        let (mut sum, mut debt) = (Decimal::ZERO, Decimal::ZERO);
        for clause in several {
            sum = sum.plus(clause.amount).ok_or_else(range)?;
            debt = debt.plus(clause.debt).ok_or_else(range)?.min(whole);
        }
        let most = clause(case, row, debt, None)?.amount;
        if most < sum {
            steps.push(agreed_step(case, most, ["no more than for one balance of ", &say::number(debt)].concat()));
        }
        total = total.plus(sum.min(most)).ok_or_else(range)?;
    }
    Ok((total, steps))
}

/// What a first reminder of today names: what the clause adds for what had none yet; for all that is due, where everything had one.
fn to_name(case: &Case<'_>, row: &Row<Scale>, clauses: &[Clause], next: &Clause) -> Result<Decimal, Error> {
    if next.debt.is_zero() {
        return Ok(clause(case, row, case.basis().ok_or_else(range)?, None)?.amount);
    }
    let mut of: Vec<&Clause> = clauses.iter().collect();
    let (before, _) = together(case, row, &of)?;
    of.push(next);
    let (with, _) = together(case, row, &of)?;
    with.minus(before).ok_or_else(range)
}

/// What has to be done, and whether it is: a first reminder and its term for each part that fell due, and the clause of the contract.
fn preconditions(case: &Case<'_>, (rest, next): (&[Day], &Clause), costs: &mut Costs) {
    let what = |dues: &[Day]| match case.dues.len() {
        0..=1 => Text::new_static(
            "Send a first reminder after the due date, free of charge, that names what is owed, the costs and the 14 days",
        ),
        _ => [
            "Send a first reminder of what was due on ",
            &days(dues),
            ", free of charge, that names what is owed, the costs and the 14 days",
        ]
        .concat()
        .into(),
    };
    let on = case.options.on;
    let mut steps: Vec<Precondition> = Vec::new();
    for one in &costs.reminded {
        steps.extend(notice::preconditions(what(&one.dues), Some(&one.term), on, XIX_2));
    }
    if steps.is_empty() || !next.debt.is_zero() {
        let dues = if rest.is_empty() { case.dues.get(..1).unwrap_or_default() } else { rest };
        steps.extend(notice::preconditions(what(dues), None, on, XIX_2));
    }
    let agreed = case.options.agreed.as_ref();
    let has_clause = agreed.is_some_and(|agreed| {
        [agreed.costs, agreed.costs_percent].into_iter().flatten().any(|agreed| !agreed.is_zero())
    });
    steps.push(Precondition {
        what: Text::new_static("The contract sets a sum for late payment: state it as agreed.costs"),
        by: None,
        done: has_clause,
        source: Text::new_static(case.regime.costs.law),
    });
    costs.preconditions.append(&mut steps);
}

/// Due dates in a sentence.
fn days(dues: &[Day]) -> String {
    dues.iter().map(|due| say::day(*due)).collect::<Vec<_>>().join(", ")
}

/// Says that what reminders cost is left out under a contract of regular delivery: a claim sees one invoice, not which due dates of the
/// year were the first three.
fn regular_delivery(case: &mut Case<'_>) {
    if case.options.recurring == Some(true)
        && case.reminders().any(|reminder| reminder.charge.is_some_and(|charge| !charge.is_zero()))
    {
        let message = "Reminders of three due dates a year are free where goods or services are delivered regularly: what they cost is left out.";
        let finding = Finding::new(Code::ClaimRecurring, "recurring", message).rule(XIX_2);
        case.findings.push(finding.fix("Leave recurring out for the fourth and later ones of the year."));
    }
}

/// What reminders cost that went out after a first one's term for what was still open of it, each up to the fixed sum and its postage; with
/// the day from which the first of them may.
fn further_reminders(
    case: &Case<'_>,
    reminded: &[Reminded],
    working: &mut Vec<WorkingStep>,
) -> Result<Option<(Decimal, Day)>, Error> {
    let mut sum: Option<(Decimal, Day)> = None;
    if case.options.recurring == Some(true) {
        return Ok(None);
    }
    for reminder in notice::letters(case) {
        let Some(charge) = reminder.charge.filter(|charge| !charge.is_zero()) else { continue };
        let again = |one: &&Reminded| {
            one.end <= reminder.sent_on && one.dues.iter().any(|due| is_open(case, *due, reminder.sent_on))
        };
        let Some(since) = reminded.iter().filter(again).map(|one| one.end).min() else { continue };
        let row = costs::at(costs::BE_REMINDER, "cost of a Belgian reminder", reminder.sent_on)
            .map_err(|none| no_law(&none, "on"))?;
        let fixed = Decimal::new(i64::from(row.value), 2);
        let postage = reminder.postage.unwrap_or_default();
        let most = fixed.plus(postage).ok_or_else(range)?;
        let charged = to_decimals(charge.min(most), 2).ok_or_else(range)?;
        let (before, first) = sum.unwrap_or((Decimal::new(0, 2), since));
        sum = Some((before.plus(charged).ok_or_else(range)?, first.min(since)));
        let how = [&say::number(charge), ", at most ", &say::number(fixed), " and postage of ", &say::number(postage)];
        working.push(WorkingStep {
            what: ["Reminder of ", &say::day(reminder.sent_on)].concat().into(),
            how: how.concat(),
            amount: charged,
            source: Some(Text::new_static(XIX_2)),
        });
    }
    Ok(sum)
}
