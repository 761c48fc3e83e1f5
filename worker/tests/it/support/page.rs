//! The customer's pages in tests: their paths, the nonce that their forms carry, and forms posted as the browser of a person does.

use super::{Answer, Caller};

/// The path of a link to a page.
#[track_caller]
pub fn path(link: &str) -> String {
    link.strip_prefix("https://billing.example").expect("our origin").to_owned()
}

/// The path of the page of an invoice.
#[track_caller]
pub fn path_of(caller: &Caller, id: &str, link: &str) -> String {
    path(&caller.get(&format!("/v1/invoices/{id}")).expect(200).at(&format!("links.{link}")))
}

/// The nonce that the forms of a page carry.
pub fn nonce_of(page: &str) -> String {
    let after = page.split("name=\"nonce\" value=\"").nth(1).expect("a page with a form");
    after.split('"').next().expect("a value").to_owned()
}

/// Posts a form as the browser of a person does.
pub fn post(caller: &Caller, path: &str, form: &str) -> Answer {
    let agent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    caller.call("POST", path, form, &[("user-agent", agent), ("content-type", "application/x-www-form-urlencoded")])
}

/// Opens the page and posts a form of it.
pub fn fill_in(caller: &Caller, path: &str, form: &str) -> Answer {
    let nonce = nonce_of(&caller.get_page(path));
    post(caller, path, &format!("{form}&nonce={nonce}"))
}

/// Where a deed leads to.
pub fn done(answer: Answer) -> String {
    let answer = answer.expect(303);
    answer.response.header("location").expect("a page to see").to_owned()
}
