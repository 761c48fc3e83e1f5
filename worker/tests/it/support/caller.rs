//! Somebody who calls the service: over the front, to the Book, as on the platform.

use std::cell::Cell as Flag;
use std::ops::Deref;
use std::rc::Rc;

use voldaan_worker::app::book::Book;
use voldaan_worker::app::front::{Decision, decide};
use voldaan_worker::app::http::{Request, Response};

use super::{ADMIN_KEY, Json, MemoryPorts, World, secrets};

/// An answer with its body as JSON.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    pub response: Response,
    pub json: Json,
}

impl Deref for Answer {
    type Target = Json;

    fn deref(&self) -> &Json {
        &self.json
    }
}

impl Answer {
    pub fn status(&self) -> u16 {
        self.response.status
    }

    /// The answer, if it has this status.
    #[track_caller]
    pub fn expect(self, status: u16) -> Answer {
        assert_eq!(self.response.status, status, "{}", self.json.0);
        self
    }

    /// The answer, if it has one of these statuses.
    #[track_caller]
    pub fn expect_any(self, statuses: &[u16]) -> Answer {
        assert!(statuses.contains(&self.response.status), "{}", self.json.0);
        self
    }

    /// A field of all items, in their order.
    pub fn all(&self, field: &str) -> Vec<String> {
        (0..self.count("items")).map(|n| self.at(&format!("items[{n}].{field}"))).collect()
    }

    /// Asserts the status and the code of a problem.
    #[track_caller]
    pub fn refused(self, status: u16, code: &str) -> Answer {
        assert_eq!((self.response.status, self.at("code").as_str()), (status, code), "{}", self.json.0);
        assert_eq!(self.response.header("content-type"), Some("application/problem+json"));
        // A program may walk through the findings of every problem, also where there are none.
        assert!(self.json.0.contains(r#""findings":["#), "{}", self.json.0);
        self
    }
}

/// A caller with a key.
pub struct Caller {
    pub world: Rc<World>,
    pub book: Book<MemoryPorts>,
    pub key: String,
    pub administration: String,
    pub posts: Flag<u32>,
}

/// The header with which Stripe signs a body (docs.stripe.com/webhooks, "Verify webhook signatures manually").
pub fn signature(body: &str, secret: &str, seconds: i64) -> String {
    use hmac::{Hmac, KeyInit, Mac};
    let mut mac = Hmac::<sha2::Sha256>::new_from_slice(secret.as_bytes()).expect("any length");
    mac.update(format!("{seconds}.{body}").as_bytes());
    let digits: String = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    format!("t={seconds},v1={digits}")
}

/// The signing secret that the demo administration has for Stripe.
pub const PROVIDER_SECRET: &str = "whsec_of_the_tests";

/// A test administration with a supplier in Amsterdam.
pub fn demo() -> Caller {
    let caller = Caller::nobody();
    let body = format!(
        r#"{{"name":"Demo","timeZone":"Europe/Amsterdam","test":true,"stripeWebhookSecret":"{PROVIDER_SECRET}",
        "supplier":{{"name":"De Zonnewijzer B.V.","country":"NL","vatId":"NL004495445B01",
        "companyId":{{"scheme":"0106","value":"12345678"}},
        "address":{{"line1":"Prinsengracht 100","city":"Amsterdam","postalCode":"1015 EA"}}}},
        "paymentTerms":{{"netDays":30}},
        "paymentMethods":[{{"kind":"creditTransfer","iban":"NL91ABNA0417164300"}}]}}"#
    );
    caller.open(&body, "demo")
}

/// A draft of one line: 10 × 100.00 at 21 %, 1210.00 in all.
pub fn draft() -> String {
    r#"{"draft":{"currency":"EUR","customer":{"name":"Bakkerij Vermeulen B.V.","country":"NL","locale":"nl",
    "address":{"line1":"Oudegracht 20","city":"Utrecht","postalCode":"3511 AB"},
    "contact":{"email":"anna@vermeulen.example"}},
    "lines":[{"name":"Zonnewijzer","quantity":"10","unitPrice":"100.00","vat":"nl:standard"}]}}"#
        .to_owned()
}

/// A draft of one line, 1.21 in all, for a customer that is kept.
pub fn for_customer(id: &str) -> String {
    let lines = r#"[{"name":"A","quantity":"1","unitPrice":"1.00","vat":"nl:standard"}]"#;
    format!(r#"{{"customerId":"{id}","draft":{{"currency":"EUR","lines":{lines}}}}}"#)
}

impl Caller {
    /// A caller in a new world, without an administration.
    pub fn nobody() -> Caller {
        Caller::in_world(World::new(), "")
    }

    /// Another caller in a world, with the admin key.
    pub fn in_world(world: Rc<World>, administration: &str) -> Caller {
        let book = Book::new(MemoryPorts(Rc::clone(&world)), secrets());
        Caller {
            world,
            book,
            key: ADMIN_KEY.to_owned(),
            administration: administration.to_owned(),
            posts: Flag::new(0),
        }
    }

    /// Opens an administration and becomes its caller.
    pub fn open(mut self, body: &str, idempotency_key: &str) -> Caller {
        let made = self.post("/v1/administrations", body, idempotency_key).expect(201);
        self.key = made.at("apiKey");
        self.administration = made.at("administration.id");
        self
    }

    /// The name of a document of this administration in the document store.
    pub fn place_of(&self, hash: &str) -> String {
        format!("{}/{hash}", self.administration)
    }

    /// The same world after a crash: a new Book on what was stored.
    pub fn restarted(self) -> Caller {
        self.world.statements_left.set(None);
        Caller { book: Book::new(MemoryPorts(Rc::clone(&self.world)), secrets()), ..self }
    }

    /// Sends a request as it is.
    pub fn send(&self, request: &Request) -> Answer {
        let response = match decide(&secrets(), request, self.world.now.get()) {
            Decision::Answer(response) => response,
            Decision::Forward { .. } => pollster::block_on(self.book.handle(request)),
        };
        let json = Json(String::from_utf8_lossy(&response.body).into_owned());
        Answer { response, json }
    }

    /// A request with this caller's key.
    pub fn request(&self, method: &str, path: &str, body: &str) -> Request {
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        Request {
            method: method.to_owned(),
            origin: "https://billing.example".to_owned(),
            path: path.to_owned(),
            query: query.to_owned(),
            headers: vec![("authorization".to_owned(), format!("Bearer {}", self.key))],
            body: body.as_bytes().to_vec(),
        }
    }

    /// A request with further headers.
    pub fn call(&self, method: &str, path: &str, body: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = self.request(method, path, body);
        request.headers.extend(headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        self.send(&request)
    }

    pub fn get(&self, path: &str) -> Answer {
        self.call("GET", path, "", &[])
    }

    /// The customer's page behind a link, as text.
    #[track_caller]
    pub fn get_page(&self, path: &str) -> String {
        let answer = self.get(path).expect(200);
        assert_eq!(answer.response.header("content-type"), Some("text/html; charset=utf-8"));
        answer.json.0
    }

    /// A signed event of Stripe at the time of the world's clock.
    pub fn event(&self, body: &str) -> Answer {
        let seconds = self.world.now.get().seconds();
        self.signed_event(body, &signature(body, PROVIDER_SECRET, seconds))
    }

    /// An event of Stripe under a header.
    pub fn signed_event(&self, body: &str, header: &str) -> Answer {
        let path = format!("/webhooks/stripe/{}", self.administration);
        self.call("POST", &path, body, &[("stripe-signature", header)])
    }

    /// A POST under an idempotency key.
    pub fn post(&self, path: &str, body: &str, idempotency_key: &str) -> Answer {
        self.call("POST", path, body, &[("idempotency-key", idempotency_key)])
    }

    /// A POST under a new idempotency key.
    pub fn do_post(&self, path: &str, body: &str) -> Answer {
        self.posts.set(self.posts.get() + 1);
        self.post(path, body, &format!("post-{}", self.posts.get()))
    }

    /// Lets time pass.
    pub fn later(&self, milliseconds: i64) {
        self.world.now.set(self.world.now.get().plus_milliseconds(milliseconds));
    }

    /// Does all that is due beside requests, as the alarm would; at most so often as an alarm could come at one moment.
    pub fn settled(&self) {
        for _ in 0..20 {
            let next = pollster::block_on(self.book.settle());
            if next.is_none_or(|next| next > self.world.now.get()) {
                return;
            }
        }
        panic!("the Book wants to be woken again and again");
    }

    /// An issued invoice of [`draft`]; gives its id.
    pub fn issued(&self) -> String {
        self.issued_from(&draft())
    }

    /// The same to a debtor of a kind, such as business.
    #[track_caller]
    pub fn issued_to(&self, kind: &str) -> String {
        self.issued_from(&draft().replace(r#""locale":"nl""#, &format!(r#""locale":"nl","kind":"{kind}""#)))
    }

    /// Keeps a draft and issues it; gives the id of the invoice.
    #[track_caller]
    pub fn issued_from(&self, body: &str) -> String {
        let id = self.do_post("/v1/invoices", body).expect(201).at("id");
        self.do_post(&format!("/v1/invoices/{id}/issue"), "{}").expect(200);
        id
    }
}
