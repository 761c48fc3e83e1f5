//! The doors of the engine: JSON arguments in, canonical JSON out. JavaScript and the Worker come through here.
//!
//! Each door takes a JSON list of its arguments and gives JSON or an [`Error`] with every finding. No input makes one
//! panic; what is too large or too deep is a finding.

mod answers;
#[cfg(feature = "documents")]
mod documents;
mod dunning;
#[cfg(feature = "documents")]
mod last;
mod options;
#[cfg(feature = "documents")]
mod pdf;
mod reports;

pub use answers::{IdentifierCheck, VatRateAnswer};
#[cfg(feature = "documents")]
pub use documents::{DOCUMENT_DOORS, DocumentOptions, to_xml};
#[cfg(feature = "documents")]
pub use last::LastIssued;
pub use options::{
    CalculateOptions, CashForecastOptions, CheckOptions, ConsolidateOptions, DaysOptions, DsoOptions, IssueOptions,
    MakeReferenceOptions, NumberOptions, OnOptions, ReferenceOptions,
};
#[cfg(feature = "documents")]
pub use pdf::{from_pdf, issued_pdf, to_pdf};

use std::borrow::Cow;

use crate::calendar::Day;
use crate::dunning::BusinessSize;
use crate::finding::{Code, Error, Finding};
use crate::identifier::{iban, reference, vat_id};
use crate::invoice::{
    self, ConsolidateItem, CreditEntryOptions, CreditRequest, Draft, Issued, Profile, RecurTemplate, SupplementRequest,
};
use crate::law;
use crate::ledger::{self, Account, ApplyOptions, Entry};
use crate::report::{self, DiscountCostOptions};
use crate::wire::{Array, Reader, Value, Wire, Writer, parse, to_json};

/// What a door does: arguments in, canonical JSON out.
type Door = fn(&mut Arguments<'_>) -> Result<String, Error>;

/// Writes the list of doors once, as their names and as what they do.
macro_rules! doors {
    ($($name:literal $door:expr;)*) => {
        /// The names of all doors.
        pub const DOORS: &[&str] = &[$($name),*];

        /// What is behind them. A door is called through this table, so that each stays a function of its own: copied into one place,
        /// all of them share a frame of six thousand bytes, and in wasm every access to it takes longer to say.
        const TABLE: &[(&str, Door)] = &[$(($name, $door)),*];
    };
}

doors! {
    "calculate" calculate;
    "calculateMany" calculate_many;
    "check" check;
    "issue" |arguments| issue(arguments).map(|issued| issued.to_json());
    "nextNumber" next_number;
    "credit" credit;
    "creditEntry" credit_entry;
    "supplement" supplement;
    "recur" recur;
    "consolidate" consolidate;
    "status" status;
    "policies" dunning::policies;
    "policy" dunning::policy;
    "checkPolicy" dunning::check_policy;
    "plan" dunning::plan;
    "simulate" dunning::simulate;
    "letter" dunning::letter;
    "latePaymentText" dunning::late_payment_text;
    "applyPayment" apply_payment;
    "creditBalance" credit_balance;
    "claim" dunning::claim;
    "allocate" dunning::allocate;
    "ageing" reports::ageing;
    "dso" reports::dso;
    "vatSummary" reports::vat_summary;
    "revenue" reports::revenue;
    "cashForecast" reports::cash_forecast;
    "paymentBehaviour" reports::payment_behaviour;
    "termEffect" reports::term_effect;
    "discountCost" discount_cost;
    "vatRates" vat_rates;
    "checkVatId" |arguments| identifier(arguments, vat_id::check);
    "checkIban" |arguments| identifier(arguments, iban::check);
    "checkReference" check_reference;
    "makeReference" make_reference;
}

/// Calls a door by its name with a JSON list of arguments. Never copied into the crates that call it: the one of the calculator is
/// compiled for speed, and this is not.
#[inline(never)]
pub fn call(door: &str, arguments: &str) -> Result<String, Error> {
    let mut arguments = Arguments::parse(arguments)?;
    #[cfg(feature = "documents")]
    if let Some(answer) = documents::call(door, &mut arguments) {
        return answer;
    }
    match TABLE.iter().find(|(name, _)| *name == door) {
        Some((_, open)) => open(&mut arguments),
        None => Err(Error::from_finding(Finding::new(Code::DoorUnknown, "", "The engine has no such function."))),
    }
}

/// Findings of a text that cannot be read, with paths that begin inside their argument: `[0].supplier` is `supplier`.
fn inside_argument(error: Error) -> Error {
    let mut findings = error.into_findings();
    for finding in &mut findings {
        let inside = finding.path.strip_prefix('[').and_then(|path| path.split_once(']'));
        if let Some((_, inside)) = inside {
            finding.path = inside.strip_prefix('.').unwrap_or(inside).to_owned();
        }
    }
    Error::from_findings(findings)
}

/// The arguments of a call. Paths of findings begin inside the argument they belong to.
struct Arguments<'a> {
    values: std::vec::IntoIter<Value<'a>>,
    cx: Reader,
}

impl<'a> Arguments<'a> {
    fn parse(text: &'a str) -> Result<Arguments<'a>, Error> {
        let mut cx = Reader::new();
        let values = match parse(text).map_err(inside_argument)? {
            Value::List(values) => values,
            other => {
                cx.mistyped("A list of arguments", &other);
                Vec::new()
            }
        };
        Ok(Arguments { values: values.into_iter(), cx })
    }

    fn required<T: Wire>(&mut self, name: &str) -> T {
        match self.values.next() {
            None | Some(Value::Null) => {
                self.cx.missing(name);
                T::placeholder()
            }
            Some(value) => T::read(value, &mut self.cx),
        }
    }

    fn optional<T: Wire>(&mut self) -> Option<T> {
        match self.values.next() {
            None | Some(Value::Null) => None,
            Some(value) => Some(T::read(value, &mut self.cx)),
        }
    }

    /// `Err` if anything was found so far.
    fn done(&mut self) -> Result<(), Error> {
        if self.values.next().is_some() {
            self.cx.report(Code::FieldUnknown, "The function takes fewer arguments.");
        }
        Error::check(std::mem::take(&mut self.cx).into_findings()).map(drop)
    }

    /// What was found while a draft was read, and what is wrong with the rest of it, or is missing in it for a profile.
    fn refuse_draft(&mut self, draft: &Draft, asks: Option<Profile>) -> Result<(), Error> {
        let read = std::mem::take(&mut self.cx).into_findings();
        if read.is_empty() {
            return Ok(());
        }
        let more = beside(draft, &read, asks);
        Error::check(read.into_iter().chain(more).collect()).map(drop)
    }
}

/// What else is wrong with a draft that was read with findings; nothing where there was no draft.
fn beside(draft: &Draft, read: &[Finding], asks: Option<Profile>) -> Vec<Finding> {
    let none = read.iter().any(|finding| finding.path == "draft" && finding.code == "field.missing");
    if none { Vec::new() } else { invoice::findings_beside(draft, read, asks) }
}

fn calculate(arguments: &mut Arguments<'_>) -> Result<String, Error> {
    let draft: Draft = arguments.required("draft");
    let options: Option<CalculateOptions> = arguments.optional();
    arguments.refuse_draft(&draft, None)?;
    arguments.done()?;
    let explain = options.and_then(|options| options.explain).unwrap_or(false);
    let invoice =
        if explain { invoice::calculate_explained(&draft)? } else { invoice::calculate_of(Cow::Owned(draft))? };
    Ok(invoice.to_json())
}

/// Each draft on its own: an invoice, or its findings under `findings`.
fn calculate_many(arguments: &mut Arguments<'_>) -> Result<String, Error> {
    let drafts = match arguments.values.next() {
        Some(Value::List(drafts)) => drafts,
        other => {
            arguments.cx.mistyped("A list of drafts", &other.unwrap_or(Value::Null));
            Vec::new()
        }
    };
    arguments.done()?;
    let mut out = Writer::new();
    out.list();
    for value in drafts {
        let mut one = Arguments { values: vec![value].into_iter(), cx: Reader::new() };
        out.object();
        match calculate(&mut one) {
            Ok(invoice) => {
                out.key("invoice");
                out.raw(&invoice);
            }
            Err(error) => {
                out.key("findings");
                Array(error.into_findings()).write(&mut out);
            }
        }
        out.end_object();
    }
    out.end_list();
    Ok(out.finish())
}

fn check(arguments: &mut Arguments<'_>) -> Result<String, Error> {
    let draft: Draft = arguments.required("draft");
    let options: Option<CheckOptions> = arguments.optional();
    let profile = options.as_ref().and_then(|options| options.profile).unwrap_or(invoice::Profile::En16931);
    let sizes = options.map(|options| (options.debtor_size, options.creditor_size));
    let large_to_small = sizes == Some((Some(BusinessSize::Large), Some(BusinessSize::Small)));
    // Whatever is wrong with the draft is an answer here, not a refusal.
    let mut findings = std::mem::take(&mut arguments.cx).into_findings();
    let readable = findings.is_empty();
    findings.extend(if readable { invoice::check(&draft, profile) } else { beside(&draft, &findings, Some(profile)) });
    findings.extend(readable.then(|| invoice::term_guard(&draft, large_to_small)).flatten());
    arguments.done()?;
    Ok(to_json(&Array(findings)))
}

fn discount_cost(arguments: &mut Arguments<'_>) -> Result<String, Error> {
    let options: DiscountCostOptions = arguments.required("percent");
    arguments.done()?;
    report::discount_cost(&options).map(|cost| to_json(&cost))
}

fn issue(arguments: &mut Arguments<'_>) -> Result<Issued, Error> {
    let mut draft: Draft = arguments.required("draft");
    let options: IssueOptions = arguments.required("number");
    if !arguments.cx.is_clean() {
        // It is issued on this day; the last day stands in for one that could not be read.
        draft.issue_date = draft.issue_date.or(Some(options.issue_date).filter(|day| *day != Day::MAX));
        arguments.refuse_draft(&draft, Some(Profile::En16931))?;
    }
    arguments.done()?;
    invoice::issue(&draft, &options.number, options.issue_date)
}

fn next_number(arguments: &mut Arguments<'_>) -> Result<String, Error> {
    let pattern: String = arguments.required("pattern");
    let options: NumberOptions = arguments.required("on");
    arguments.done()?;
    invoice::next_number(&pattern, options.last.as_deref(), options.on).map(|number| to_json(&number))
}

fn credit(arguments: &mut Arguments<'_>) -> Result<String, Error> {
    let account: Account = arguments.required("account");
    let request: CreditRequest = arguments.required("request");
    arguments.done()?;
    invoice::credit(&account, &request).map(|draft| draft.to_json())
}

fn supplement(arguments: &mut Arguments<'_>) -> Result<String, Error> {
    let account: Account = arguments.required("account");
    let request: SupplementRequest = arguments.required("issueDate");
    arguments.done()?;
    invoice::supplement(&account, &request).map(|draft| draft.to_json())
}

fn recur(arguments: &mut Arguments<'_>) -> Result<String, Error> {
    let template: RecurTemplate = arguments.required("template");
    let days: DaysOptions = arguments.required("from");
    arguments.done()?;
    invoice::recur(&template, days.from, days.until).map(|drafts| to_json(&Array(drafts)))
}

fn consolidate(arguments: &mut Arguments<'_>) -> Result<String, Error> {
    let items: Array<ConsolidateItem> = arguments.required("items");
    let options: ConsolidateOptions = arguments.required("by");
    arguments.done()?;
    invoice::consolidate(&items, options.by).map(|drafts| to_json(&Array(drafts)))
}

fn status(arguments: &mut Arguments<'_>) -> Result<String, Error> {
    let account: Account = arguments.required("account");
    let options: OnOptions = arguments.required("on");
    arguments.done()?;
    ledger::status(&account, options.on).map(|status| to_json(&status))
}

fn credit_entry(arguments: &mut Arguments<'_>) -> Result<String, Error> {
    let account: Account = arguments.required("account");
    let note: Issued = arguments.required("note");
    let options: CreditEntryOptions = arguments.required("id");
    arguments.done()?;
    invoice::book_credit(&account, &note, &options).map(|entry| to_json(&entry))
}

fn apply_payment(arguments: &mut Arguments<'_>) -> Result<String, Error> {
    let payment: Entry = arguments.required("payment");
    let accounts: Array<Account> = arguments.required("accounts");
    let options: ApplyOptions = arguments.optional().unwrap_or_default();
    arguments.done()?;
    ledger::apply_payment(&payment, &accounts, &options).map(|application| to_json(&application))
}

fn credit_balance(arguments: &mut Arguments<'_>) -> Result<String, Error> {
    let accounts: Array<Account> = arguments.required("accounts");
    let options: OnOptions = arguments.required("on");
    arguments.done()?;
    ledger::credit_balance(&accounts, options.on).map(|balances| to_json(&Array(balances)))
}

fn vat_rates(arguments: &mut Arguments<'_>) -> Result<String, Error> {
    let country: String = arguments.required("country");
    let options: OnOptions = arguments.required("on");
    arguments.done()?;
    let country = country.to_ascii_uppercase();
    match law::vat::rates(&country, options.on) {
        Ok(rows) => Ok(to_json(&Array(rows.into_iter().map(VatRateAnswer::from_row).collect()))),
        Err(none) => Err(Error::from_finding(Finding::new(Code::LawNone, "country", none.to_string()))),
    }
}

fn identifier(
    arguments: &mut Arguments<'_>,
    check: fn(&str) -> Result<String, crate::identifier::IdentifierError>,
) -> Result<String, Error> {
    let value: String = arguments.required("value");
    arguments.done()?;
    Ok(to_json(&IdentifierCheck::from_result(check(&value))))
}

fn check_reference(arguments: &mut Arguments<'_>) -> Result<String, Error> {
    let value: String = arguments.required("value");
    let options: Option<ReferenceOptions> = arguments.optional();
    arguments.done()?;
    let scheme = options.and_then(|options| options.scheme).map(invoice::PaymentReferenceScheme::scheme);
    Ok(to_json(&IdentifierCheck::from_result(reference::check(&value, scheme).map(|(_, normalized)| normalized))))
}

fn make_reference(arguments: &mut Arguments<'_>) -> Result<String, Error> {
    let options: MakeReferenceOptions = arguments.required("scheme");
    arguments.done()?;
    match reference::make(options.scheme.scheme(), &options.value) {
        Ok(made) => Ok(to_json(&made)),
        Err(error) => Err(Error::from_finding(Finding::identifier(error, "value"))),
    }
}
