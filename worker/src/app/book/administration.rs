//! The administration itself: opened once by the admin key, changed by its own keys.

use std::rc::Rc;

use voldaan::dunning::check_law_overrides;
use voldaan::finding::{Code, Finding};
use voldaan::invoice::next_number;
use voldaan::wire::{Array, Reader, Value, Wire, to_json};

use super::Book;
use super::chain;
use super::idempotency::once;
use super::kept::check_administration;
use super::session::{Session, Stored, fit_row, read_all, read_stored, tagged};
use super::store::{Query, transact};
use super::usual;
use crate::app::cors;
use crate::app::http::{Request, Response};
use crate::app::identity::ApiKey;
use crate::app::moment::Moment;
use crate::app::payment::{PROVIDERS, STRIPE, key_place};
use crate::app::ports::{Clock, Ports, Store, StoreError};
use crate::app::problem::{Problem, text_of};
use crate::app::refusal::Refusal;
use crate::app::resource::{Administration, AdministrationInput, NewAdministration, PaymentOrder, Scope, Series};
use crate::app::secret::Secrets;
use crate::cells;

/// The series that every administration has unless it says otherwise.
const SERIES: [(&str, &str); 4] = [
    ("invoice", "{year}-{seq:4}"),
    ("creditNote", "C{year}-{seq:4}"),
    ("quote", "Q{year}-{seq:4}"),
    ("proforma", "P{year}-{seq:4}"),
];

/// The fields of secrets, and where each is sealed.
const SEALED: [(&str, &str); 3] =
    [("stripeWebhookSecret", STRIPE), ("stripeSecretKey", "stripe/key"), ("mollieApiKey", "mollie/key")];

/// What was said of a secret: nothing, that it is to be forgotten, or what it is.
type Secret = Option<Option<String>>;
/// Origins that an administration may list.
const ORIGINS_MAX: usize = 20;

impl Stored {
    /// The pattern of a series.
    pub fn pattern(&self, name: &str) -> Option<&str> {
        let own = self.said.series.iter().find(|series| series.name == name);
        let given = || SERIES.iter().find(|(given, _)| *given == name).map(|(_, pattern)| *pattern);
        own.map(|series| series.pattern.as_str()).or_else(given)
    }

    /// As it is shown at a moment.
    fn resource(&self, ports: &impl Ports, now: Moment) -> Result<Administration, StoreError> {
        let store = ports.store();
        let mut series = self.said.series.clone();
        for (name, pattern) in SERIES {
            if !series.iter().any(|own| own.name == name) {
                series.push(Series { name: name.to_owned(), pattern: pattern.to_owned() });
            }
        }
        let mut payment_services = Vec::new();
        for provider in PROVIDERS {
            let name = provider.service().name;
            if is_sealed(store, &key_place(name))? {
                payment_services.push(name.to_owned());
            }
        }
        Ok(Administration {
            id: self.id.clone(),
            name: self.said.name.clone(),
            time_zone: self.time_zone().to_owned(),
            test: self.said.test.unwrap_or(false),
            today: ports.clock().day(self.time_zone(), now).unwrap_or_else(|| now.utc_day()),
            supplier: self.said.supplier.clone(),
            payment_terms: self.said.payment_terms.clone(),
            payment_methods: self.said.payment_methods.clone(),
            series: Array(series),
            creditor: self.said.creditor.clone(),
            law_overrides: self.said.law_overrides.clone(),
            stripe_webhook: is_sealed(store, STRIPE)?,
            payment_services,
            e_invoicing_incentive: self.said.e_invoicing_incentive.clone().map(|mut incentive| {
                incentive.amount.rescale(incentive.currency.decimals());
                incentive
            }),
            payment_tolerance: self.said.payment_tolerance.clone().map(|mut tolerance| {
                tolerance.amount.rescale(tolerance.currency.decimals());
                tolerance
            }),
            discount_grace_days: self.said.discount_grace_days.unwrap_or(0),
            payment_order: self.said.payment_order.unwrap_or(PaymentOrder::PrincipalFirst),
            allowed_origins: self.said.allowed_origins.clone(),
            delivery_choices: self.said.delivery_choices.clone(),
            currency: self.said.currency,
            vat: self.said.vat.clone(),
            late_payment_note: self.said.late_payment_note.unwrap_or(false),
            credit_earned_discounts: self.said.credit_earned_discounts.unwrap_or(false),
            supplement_lapsed_discounts: self.said.supplement_lapsed_discounts.unwrap_or(false),
            item_billing: self.said.item_billing,
        })
    }
}

impl<P: Ports> Book<P> {
    /// Opens the administration of this Book.
    pub(super) fn create_administration(&self, id: &str, request: &Request, now: Moment) -> Result<Response, Problem> {
        once(&self.ports, &self.secrets, request, now, || {
            let (mut said, read) = read_all::<AdministrationInput>(text_of(&request.body)?)?;
            let secrets =
                [said.stripe_webhook_secret.take(), said.stripe_secret_key.take(), said.mollie_api_key.take()];
            let secrets = secrets.map(|secret| secret.map(Some));
            check(&said, read, &secrets, &self.ports, now)?;
            let store = self.ports.store();
            // The answer may be forgotten by now; the administration is not.
            if store.has("SELECT 1 FROM administration", cells![])? {
                let detail = "This Idempotency-Key opened an administration before. Use a new key to open another one.";
                return Err(Problem::new(Refusal::IdempotencyKeyReused, detail));
            }
            let json = fit_row(to_json(&said))?;
            store.run("INSERT INTO administration (id, revision, json) VALUES (?, 1, ?)", cells![id, json])?;
            keep_secrets(&self.ports, &self.secrets, &secrets)?;
            let key = ApiKey::generate(self.ports.random(), id);
            super::key::insert(store, &key, ("first", Scope::Admin), now)?;
            chain::decide(store, &self.secrets, now, ("administration.created", id, Some("admin")))?;
            let stored = Stored { id: id.to_owned(), revision: 1, said: Rc::new(said) };
            let made = NewAdministration { administration: stored.resource(&self.ports, now)?, api_key: key.text() };
            Ok(tagged(201, to_json(&made), 1))
        })
    }
}

impl<P: Ports> Session<'_, P> {
    /// GET /v1/administration
    pub fn get_administration(&self) -> Result<Response, Problem> {
        let body = to_json(&self.administration.resource(self.ports, self.now)?);
        Ok(tagged(200, body, self.administration.revision))
    }

    /// PATCH /v1/administration
    pub fn patch_administration(&self) -> Result<Response, Problem> {
        let before = &*self.administration.said;
        self.check_match(self.administration.revision)?;
        let mut secrets = [None, None, None];
        let (said, mut read) = self.merged(before, |patch| secrets = SEALED.map(|(field, _)| patch.take(field)))?;
        if said.test != before.test {
            let finding =
                Finding::new(Code::FieldUnknown, "test", "Whether an administration is for tests cannot change.")
                    .fix("Open another administration.");
            read.push(finding);
        }
        let mut cx = Reader::new();
        let mut read_secret = |place: usize, secret: Option<Value<'_>>| -> Secret {
            let field = SEALED.get(place).map_or("", |(field, _)| field);
            secret.map(|secret| cx.field(field, |cx| Wire::read(secret, cx)))
        };
        let [webhook, stripe, mollie] = secrets;
        let secrets = [read_secret(0, webhook), read_secret(1, stripe), read_secret(2, mollie)];
        read.extend(cx.into_findings());
        check(&said, read, &secrets, self.ports, self.now)?;
        transact(self.store(), || {
            let store = self.store();
            store
                .run("UPDATE administration SET revision = revision + 1, json = ?", cells![fit_row(to_json(&said))?])?;
            keep_secrets(self.ports, self.secrets, &secrets)?;
            // What the sweep sends because of it carries links to here.
            self.keep_origin()?;
            self.record("administration.changed", &self.administration.id)?;
            let mut row = store.found("SELECT revision, json FROM administration", cells![], "administration")?;
            let (revision, said) = (row.integer()?, Rc::new(read_stored(&row.text()?)?));
            let stored = Stored { id: self.administration.id.clone(), revision, said };
            Ok(tagged(200, to_json(&stored.resource(self.ports, self.now)?), revision))
        })
    }
}

/// Keeps, replaces or forgets the secrets of which something was said.
fn keep_secrets<P: Ports>(ports: &P, secrets: &Secrets, said: &[Secret; 3]) -> Result<(), Problem> {
    for ((_, place), secret) in SEALED.iter().zip(said) {
        match secret {
            None => {}
            Some(None) => drop(ports.store().run("DELETE FROM sealed WHERE name = ?", cells![*place])?),
            Some(Some(secret)) => {
                let sealed = secrets.seal(ports.random(), place, secret.as_bytes());
                let sql = "INSERT OR REPLACE INTO sealed (name, bytes) VALUES (?, ?)";
                ports.store().run(sql, cells![*place, &sealed[..]])?;
            }
        }
    }
    Ok(())
}

/// Whether something is sealed under a name.
pub(super) fn is_sealed(store: &impl Store, place: &str) -> Result<bool, StoreError> {
    store.has("SELECT 1 FROM sealed WHERE name = ?", cells![place])
}

/// Refuses what an administration could not say of itself here: what it brings along was said elsewhere.
pub(super) fn check_imported<P: Ports>(said: &AdministrationInput, ports: &P, now: Moment) -> Result<(), Problem> {
    check(said, Vec::new(), &[None, None, None], ports, now)
}

/// What reading alone cannot see: whether the zone exists, the patterns give numbers, the secret is one, and invoices
/// can be made with the rest. What was read wrongly is not judged a second time.
fn check<P: Ports>(
    said: &AdministrationInput,
    read: Vec<Finding>,
    secrets: &[Secret; 3],
    ports: &P,
    now: Moment,
) -> Result<(), Problem> {
    let mut findings = Vec::new();
    let is_read = |field: &str| !read.iter().any(|finding| finding.path.starts_with(field));
    if is_read("name") && said.name.trim().is_empty() {
        findings.push(Finding::new(Code::TextEmpty, "name", "An administration needs a name."));
    }
    let zone = said.time_zone.as_deref().unwrap_or(super::session::TIME_ZONE);
    if is_read("timeZone") && ports.clock().day(zone, now).is_none() {
        let finding = Finding::new(Code::EnumUnknown, "timeZone", "There is no such time zone.");
        findings.push(finding.fix("Use a name of the IANA time zone database, such as Europe/Brussels."));
    }
    for ((field, _), secret) in SEALED.iter().zip(secrets) {
        if secret.iter().flatten().any(|secret| secret.trim().is_empty() || secret.contains(char::is_control)) {
            let message = "This is not a secret: it is empty, or holds a line break.";
            let finding = Finding::new(Code::TextEmpty, *field, message);
            findings.push(finding.fix("Copy it from the dashboard of the payment service as it stands there."));
        }
    }
    findings.extend(usual::judge(said).into_iter().filter(|_| is_read("vat")));
    if said.allowed_origins.len() > ORIGINS_MAX {
        let message = format!("An administration has at most {ORIGINS_MAX} origins.");
        findings.push(Finding::new(Code::ListTooLong, "allowedOrigins", message));
    }
    for (index, _) in said.allowed_origins.iter().enumerate().filter(|(_, origin)| !cors::is_origin(origin)) {
        let message = "This is not an origin of https, or of localhost.";
        let finding = Finding::new(Code::EnumUnknown, format!("allowedOrigins[{index}]"), message);
        findings
            .push(finding.fix(
                "Write scheme and host as browsers do, such as https://shop.example, without a slash at the end.",
            ));
    }
    for (index, series) in said.series.iter().enumerate().filter(|_| is_read("series")) {
        let path = format!("series[{index}]");
        if said.series.iter().take(index).any(|earlier| earlier.name == series.name) {
            findings.push(Finding::new(Code::EntryTwice, format!("{path}.name"), "Two series have the same name."));
        }
        if let Err(error) = next_number(&series.pattern, None, now.utc_day()) {
            findings.extend(
                error.into_findings().into_iter().map(|finding| Finding { path: format!("{path}.pattern"), ..finding }),
            );
        }
    }
    if is_read("lawOverrides")
        && let Err(error) = check_law_overrides(&said.law_overrides)
    {
        findings.extend(error.into_findings());
    }
    check_administration(said, [read, findings].concat(), now.utc_day())
}
