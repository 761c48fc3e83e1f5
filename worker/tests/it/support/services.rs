//! Doubles of payment services, after their documented requests and answers (docs.stripe.com/api, docs.mollie.com/reference).

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use voldaan_worker::app::ports::{WebAnswer, WebRequest};

use super::web::{answer, header};
use super::{Caller, Json};

/// A payment at a double.
#[derive(Clone, Debug, Default)]
pub struct Held {
    /// What it was begun with: the fields of the form, or the JSON.
    pub begun: String,
    /// The rest of its JSON, set by the test.
    pub state: String,
}

/// What a double knows.
#[derive(Default)]
pub struct Service {
    /// Payments by their names.
    pub payments: RefCell<BTreeMap<String, Held>>,
    /// Refunds: the body of each request that was carried out.
    pub refunds: RefCell<Vec<String>>,
    /// Customers: the body of each request that made one known.
    pub customers: RefCell<Vec<String>>,
    /// Mandates: each that was handed over or revoked.
    pub mandates: RefCell<Vec<String>>,
    /// The key that Mollie is called with: its account and, after a #, which key of the account it is.
    pub key: RefCell<String>,
    /// The account that each customer of Mollie belongs to, by their names there.
    pub accounts: RefCell<BTreeMap<String, String>>,
    /// Answers by idempotency key, as a real service remembers them.
    remembered: RefCell<BTreeMap<String, String>>,
    /// Whether the refunds that it carried out failed since.
    pub has_failed_refunds: Cell<bool>,
    /// What it answers to refunds, mandates and questions for charges instead, if something stands here.
    pub refuses: RefCell<Option<(u16, String)>>,
}

impl Service {
    /// Sets what a payment says of itself.
    pub fn set(&self, payment: &str, state: &str) {
        self.payments.borrow_mut().entry(payment.to_owned()).or_default().state = state.to_owned();
    }

    /// Sets the administration's key of Mollie.
    pub fn set_key(&self, caller: &Caller, key: &str) {
        set_key(caller, &format!(r#"{{"mollieApiKey":"{key}"}}"#));
        key.clone_into(&mut self.key.borrow_mut());
    }

    fn once(&self, request: &WebRequest, make: impl FnOnce() -> String) -> WebAnswer {
        let key = header(request, "idempotency-key");
        let mut remembered = self.remembered.borrow_mut();
        answer(200, remembered.entry(key).or_insert_with(make))
    }
}

fn body(request: &WebRequest) -> String {
    String::from_utf8(request.body.clone()).expect("requests are text")
}

/// The field of a form.
pub fn field(form: &str, name: &str) -> String {
    let mut pairs = url::form_urlencoded::parse(form.as_bytes());
    pairs.find(|(key, _)| key == name).map(|(_, value)| value.into_owned()).unwrap_or_default()
}

/// Stripe, with a key for the administration of the caller.
pub fn stripe(caller: &Caller) -> Rc<Service> {
    set_key(caller, r#"{"stripeSecretKey":"sk_test_of_the_tests"}"#);
    let service = Rc::new(Service::default());
    let double = Rc::clone(&service);
    caller.world.network.add(Box::new(move |request| {
        let path = request.url.strip_prefix("https://api.stripe.com")?;
        assert_eq!(header(request, "authorization"), "Bearer sk_test_of_the_tests");
        Some(Ok(match (request.method, path) {
            ("POST", "/v1/checkout/sessions") => double.once(request, || {
                let mut payments = double.payments.borrow_mut();
                let id = format!("cs_test_{}", payments.len() + 1);
                payments.insert(id.clone(), Held { begun: body(request), state: String::new() });
                format!(r#"{{"id":"{id}","object":"checkout.session","url":"https://checkout.stripe.com/c/pay/{id}","status":"open","payment_status":"unpaid"}}"#)
            }),
            ("POST", "/v1/refunds") => refund(&double, request, "re_stripe"),
            ("GET", path) if path.starts_with("/v1/refunds?payment_intent=pi_") => {
                answer(200, &format!(r#"{{"object":"list","data":[{}],"has_more":false}}"#, double.refunded("re_stripe")))
            }
            ("GET", path) => {
                let id = path.strip_prefix("/v1/checkout/sessions/")?.split('?').next()?;
                match double.payments.borrow().get(id) {
                    Some(held) if !held.state.is_empty() => answer(200, &held.state),
                    Some(_) => answer(200, &format!(r#"{{"id":"{id}","object":"checkout.session","created":1781517600,"status":"open","payment_status":"unpaid"}}"#)),
                    None => answer(404, r#"{"error":{"type":"invalid_request_error","message":"No such checkout session"}}"#),
                }
            }
            _ => answer(404, "{}"),
        }))
    }));
    service
}

/// Mollie, with a key for the administration of the caller.
pub fn mollie(caller: &Caller) -> Rc<Service> {
    let service = Rc::new(Service::default());
    service.set_key(caller, "test_of_the_tests");
    let double = Rc::clone(&service);
    caller.world.network.add(Box::new(move |request| {
        let path = request.url.strip_prefix("https://api.mollie.com")?;
        let key = double.key.borrow().clone();
        assert_eq!(header(request, "authorization"), format!("Bearer {key}"));
        let account = key.split('#').next().unwrap_or_default().to_owned();
        if let Some(customer) = path.strip_prefix("/v2/customers/").and_then(|path| path.split('/').next()) {
            // What one account keeps another does not know.
            if double.accounts.borrow().get(customer) != Some(&account) {
                return Some(Ok(answer(404, r#"{"status":404,"title":"Not Found","detail":"No customer exists with token"}"#)));
            }
        }
        Some(Ok(match (request.method, path) {
            ("POST", "/v2/payments") => double.once(request, || {
                let mut payments = double.payments.borrow_mut();
                let id = format!("tr_{}", payments.len() + 1);
                let begun = body(request);
                let stated = begun.trim_start_matches('{').to_owned();
                // Whoever charges under a mandate is sent nowhere to pay.
                let links = match begun.contains(r#""sequenceType":"recurring""#) {
                    true => r#""_links":{}"#.to_owned(),
                    false => format!(r#""_links":{{"checkout":{{"href":"https://www.mollie.com/checkout/{id}","type":"text/html"}}}}"#),
                };
                let made = format!(r#"{{"resource":"payment","id":"{id}","status":"open","createdAt":"2026-06-15T10:00:00+00:00",{links},{stated}"#);
                payments.insert(id, Held { begun, state: made.clone() });
                made
            }),
            ("POST", path) if path.ends_with("/refunds") => refund(&double, request, "re_mollie"),
            ("POST", "/v2/customers") => double.once(request, || {
                let mut customers = double.customers.borrow_mut();
                customers.push(body(request));
                let id = format!("cst_{}", customers.len());
                let made = format!(r#"{{"resource":"customer","id":"{id}","mode":"test"}}"#);
                double.accounts.borrow_mut().insert(id, account);
                made
            }),
            ("POST", path) if path.starts_with("/v2/customers/cst_") && path.ends_with("/mandates") => {
                if let Some((status, said)) = double.refuses.borrow().as_ref() {
                    return Some(Ok(answer(*status, said)));
                }
                double.once(request, || {
                    double.mandates.borrow_mut().push(format!("{path} {}", body(request)));
                    r#"{"resource":"mandate","id":"mdt_signed","mode":"test","status":"pending","method":"directdebit","mandateReference":"M-1","signatureDate":"2026-06-01","createdAt":"2026-06-15T09:00:00+00:00"}"#.to_owned()
                })
            }
            ("DELETE", path) => {
                double.mandates.borrow_mut().push(format!("DELETE {path}"));
                answer(204, "")
            }
            ("GET", path) if path.contains("/refunds?") => {
                answer(200, &format!(r#"{{"count":1,"_embedded":{{"refunds":[{}]}}}}"#, double.refunded("re_mollie")))
            }
            ("GET", path) if path.ends_with("/payments?limit=250") => {
                if let Some((status, said)) = double.refuses.borrow().as_ref() {
                    return Some(Ok(answer(*status, said)));
                }
                let customer = format!(r#""customerId":"{}""#, path.split('/').nth(3).unwrap_or_default());
                let payments = double.payments.borrow();
                let own = payments.values().rev().filter(|held| held.begun.contains(&customer));
                let own: Vec<&str> = own.map(|held| held.state.as_str()).collect();
                answer(200, &format!(r#"{{"count":{},"_embedded":{{"payments":[{}]}}}}"#, own.len(), own.join(",")))
            }
            ("GET", path) if path.starts_with("/v2/customers/") => {
                let id = path.trim_start_matches("/v2/customers/");
                answer(200, &format!(r#"{{"resource":"customer","id":"{id}","mode":"test"}}"#))
            }
            ("GET", path) => {
                let id = path.strip_prefix("/v2/payments/")?.split('?').next()?;
                match double.payments.borrow().get(id) {
                    Some(held) => answer(200, &held.state),
                    None => answer(404, r#"{"status":404,"title":"Not Found","detail":"No payment exists with token"}"#),
                }
            }
            _ => answer(404, "{}"),
        }))
    }));
    service
}

impl Service {
    /// Forgets what it was asked under which idempotency key, as a service does in time.
    pub fn forget(&self) {
        self.remembered.borrow_mut().clear();
    }

    /// The refunds that were carried out, each with its name here and the name that it was asked for under.
    fn refunded(&self, id: &str) -> String {
        let status = if self.has_failed_refunds.get() { "failed" } else { "pending" };
        let item = |body: &String| match body.strip_suffix('}') {
            // Mollie: a refund repeats what it was asked for with.
            Some(asked) => {
                format!(r#"{asked},"id":"{id}","status":"{status}","createdAt":"2026-06-15T10:00:00+00:00"}}"#)
            }
            None => format!(
                r#"{{"id":"{id}","object":"refund","status":"{status}","created":1781517600,"currency":"eur","amount":{},
                "payment_intent":"{}","metadata":{{"voldaanRefund":"{}"}}}}"#,
                field(body, "amount"),
                field(body, "payment_intent"),
                field(body, "metadata[voldaanRefund]")
            ),
        };
        self.refunds.borrow().iter().map(item).collect::<Vec<_>>().join(",")
    }
}

fn refund(double: &Service, request: &WebRequest, id: &str) -> WebAnswer {
    if let Some((status, said)) = double.refuses.borrow().as_ref() {
        return answer(*status, said);
    }
    double.once(request, || {
        double.refunds.borrow_mut().push(body(request));
        format!(r#"{{"id":"{id}","object":"refund","status":"pending"}}"#)
    })
}

fn set_key(caller: &Caller, body: &str) {
    let patched = caller.call("PATCH", "/v1/administration", body, &[("if-match", "*")]).expect(200);
    // No answer ever shows it.
    assert!(!patched.json.0.contains("of_the_tests"), "{}", patched.json.0);
}

/// The webhook of Mollie: it says which payment has changed, and nothing else.
pub fn mollie_tells(caller: &Caller, payment: &str) -> super::Answer {
    let path = format!("/webhooks/mollie/{}", caller.administration);
    caller.call("POST", &path, &format!("id={payment}"), &[("content-type", "application/x-www-form-urlencoded")])
}

/// A payment of Mollie as JSON: its status and further fields.
pub fn mollie_payment(id: &str, status: &str, invoice: &str, value: &str, more: &str) -> String {
    format!(
        r#"{{"resource":"payment","id":"{id}","mode":"test","createdAt":"2026-06-15T09:00:00+00:00","paidAt":"2026-06-15T09:05:00+00:00",
        "amount":{{"value":"{value}","currency":"EUR"}},"description":"2026-0001","method":"ideal","status":"{status}",
        "metadata":{{"voldaanInvoice":"{invoice}"}}{more}}}"#
    )
}

/// What the double was begun with, as JSON.
pub fn begun(service: &Service, payment: &str) -> Json {
    Json(service.payments.borrow()[payment].begun.clone())
}
