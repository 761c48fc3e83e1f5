//! A seller who collects by direct debit, with a customer who gave a mandate.

use super::{Answer, Caller, demo};

/// The caller, the customer and the mandate.
pub struct Collector {
    pub caller: Caller,
    pub customer: String,
    pub mandate: String,
}

impl Collector {
    pub fn new() -> Collector {
        let caller = demo();
        let methods = r#"{"paymentMethods":[{"kind":"creditTransfer","iban":"NL91ABNA0417164300"},
            {"kind":"directDebit","iban":"NL91ABNA0417164300","bic":"ABNANL2A","creditorId":"NL36ZZZ123456780000"}]}"#;
        caller.call("PATCH", "/v1/administration", methods, &[("if-match", "*")]).expect(200);
        let customer = r#"{"party":{"name":"Café René & Zoon","country":"NL","kind":"business",
            "address":{"line1":"Oudegracht 20","city":"Utrecht","postalCode":"3511 AB"}}}"#;
        let customer = caller.do_post("/v1/customers", customer).expect(201).at("id");
        let mut collector = Collector { caller, customer, mandate: String::new() };
        let mandate = collector.caller.do_post("/v1/mandates", &collector.mandate_input("M-1")).expect(201);
        assert_eq!(mandate.at("state"), "requested");
        collector.mandate = mandate.at("id");
        let signed = collector
            .caller
            .do_post(&format!("/v1/mandates/{}/sign", collector.mandate), r#"{"signedOn":"2026-06-01"}"#);
        assert_eq!(signed.expect(200).at("state"), "active");
        collector
    }

    /// What is said of a mandate of the customer.
    pub fn mandate_input(&self, reference: &str) -> String {
        format!(r#"{{"customerId":"{}","reference":"{reference}","iban":"BE68 5390 0754 7034"}}"#, self.customer)
    }

    /// An issued invoice of 1210.00 to the customer.
    pub fn issued(&self) -> String {
        let body = format!(
            r#"{{"customerId":"{}","draft":{{"currency":"EUR","lines":[{{"name":"Zonnewijzer","quantity":"10","unitPrice":"100.00","vat":"nl:standard"}}]}}}}"#,
            self.customer
        );
        let id = self.caller.do_post("/v1/invoices", &body).expect(201).at("id");
        self.caller.do_post(&format!("/v1/invoices/{id}/issue"), "{}").expect(200);
        id
    }

    /// Collects invoices on 15 July 2026.
    pub fn collect(&self, ids: &[&str]) -> Answer {
        let ids: Vec<String> = ids.iter().map(|id| format!("\"{id}\"")).collect();
        self.caller
            .do_post("/v1/directDebits", &format!(r#"{{"collectOn":"2026-07-15","invoiceIds":[{}]}}"#, ids.join(",")))
    }

    /// Where an invoice stands.
    pub fn state(&self, id: &str) -> String {
        let status = self.caller.get(&format!("/v1/invoices/{id}/status?on=2026-08-01")).expect(200);
        format!("{} {}", status.at("state"), status.at("amountDue"))
    }
}
