//! What customers do on the page of an invoice: each deed once, with their words, within bounds, and nothing for others.

use crate::support::page::{done, fill_in, nonce_of, path_of, post};
use crate::support::{Caller, demo, stripe};

/// The kinds of the entries of an invoice, in their order.
fn kinds(caller: &Caller, id: &str) -> Vec<String> {
    let entries = caller.get(&format!("/v1/invoices/{id}/entries")).expect(200);
    (0..entries.count("items")).map(|place| entries.at(&format!("items[{place}].kind"))).collect()
}

#[test]
fn a_part_is_contested_in_the_customers_words() {
    let caller = demo();
    let id = caller.issued();
    let path = path_of(&caller, &id, "customer");
    let form = "deed=dispute&what=1&amount=+%E2%82%AC+210%2C50&reason=Twee+zijn+kapot.%0D%0AZie+foto.";
    let seen = done(fill_in(&caller, &path, form));
    let page = caller.get_page(&seen);
    assert!(page.contains("Uw bezwaar is ontvangen") && page.contains("Twee zijn kapot.\nZie foto."), "{page}");
    let entries = caller.get(&format!("/v1/invoices/{id}/entries")).expect(200);
    assert_eq!(entries.at("items[1].kind"), "dispute");
    assert_eq!(entries.at("items[1].amount"), "210.50");
    assert_eq!(entries.at("items[1].lines[0]"), "1");
    assert_eq!(caller.get(&format!("/v1/invoices/{id}/status")).expect(200).at("disputed"), "210.50");
    // What is left can still be contested, all of it where no amount is said.
    done(fill_in(&caller, &path, "deed=dispute&reason=Alles"));
    assert_eq!(caller.get(&format!("/v1/invoices/{id}/status")).expect(200).at("disputed"), "1210.00");
    assert!(!caller.get_page(&path).contains("id=\"dispute\""));
}

#[test]
fn what_is_wrong_stands_at_its_field_and_what_was_typed_stays() {
    let caller = demo();
    let id = caller.issued();
    let path = path_of(&caller, &id, "customer");
    for (form, faults) in [
        ("deed=dispute&amount=2000&reason=", &["ten hoogste €\u{A0}1.210,00", "Schrijf wat er niet klopt"][..]),
        ("deed=dispute&amount=tien&reason=x", &["Vul een bedrag in, zoals 12,50"]),
        ("deed=dispute&what=99&reason=x", &["Kies een van de mogelijkheden"]),
        ("deed=promise&until=", &["Vul een dag in"]),
        ("deed=promise&until=2026-06-14", &["Kies een dag van vandaag tot en met 15 juli 2026"]),
        ("deed=promise&until=2026-07-16", &["Kies een dag van vandaag tot en met 15 juli 2026"]),
        ("deed=plan&parts=7&first=2026-06-20", &["Kies een van de mogelijkheden"]),
        ("deed=plan&parts=3&first=2027-01-01", &["Kies een dag van vandaag tot en met 16 juli 2026"]),
        ("deed=feedback", &["Kies een van de mogelijkheden"]),
    ] {
        let answer = fill_in(&caller, &path, form).expect(422);
        for fault in faults {
            assert!(answer.json.0.contains(fault), "{form}: {fault}");
        }
        assert!(answer.json.0.contains("aria-invalid=\"true\"") && answer.json.0.contains("role=\"alert\""), "{form}");
    }
    let answer = fill_in(&caller, &path, "deed=dispute&amount=tien&reason=%3Cb%3Ekapot%3C%2Fb%3E").expect(422);
    assert!(answer.json.0.contains("value=\"tien\"") && answer.json.0.contains("&lt;b&gt;kapot&lt;/b&gt;</textarea>"));
    let long = format!("deed=dispute&reason={}", "a".repeat(2001));
    assert!(fill_in(&caller, &path, &long).expect(422).json.0.contains("2.000 tekens"));
    assert_eq!(kinds(&caller, &id), ["issued"]);
}

#[test]
fn a_form_that_is_posted_twice_is_one_deed() {
    let caller = demo();
    let id = caller.issued();
    let path = path_of(&caller, &id, "customer");
    let nonce = nonce_of(&caller.get_page(&path));
    let form = format!("deed=promise&until=2026-07-01&nonce={nonce}");
    let first = done(post(&caller, &path, &form));
    assert_eq!(done(post(&caller, &path, &form)), first);
    assert_eq!(kinds(&caller, &id), ["issued", "promise"]);
    assert!(caller.get_page(&first).contains("U hebt toegezegd te betalen uiterlijk 1 juli 2026"));
    // While a promise runs there is no other, and three are enough.
    assert!(fill_in(&caller, &path, "deed=promise&until=2026-07-02").expect(422).json.0.contains("intussen veranderd"));
    for days in [17, 34] {
        caller.world.now.set(caller.world.now.get().plus_days(days));
        let day = if days == 17 { "2026-07-20" } else { "2026-08-30" };
        done(fill_in(&caller, &path, &format!("deed=promise&until={day}")));
    }
    caller.world.now.set(caller.world.now.get().plus_days(30));
    assert!(!caller.get_page(&path).contains("id=\"promise\""));
}

#[test]
fn a_form_of_another_page_or_of_yesterday_does_nothing() {
    let caller = demo();
    let (one, other) = (caller.issued(), caller.issued());
    let (path, other_path) = (path_of(&caller, &one, "customer"), path_of(&caller, &other, "customer"));
    let nonce = nonce_of(&caller.get_page(&other_path));
    for nonce in [nonce.as_str(), "", "forged", "a.1781517600.b"] {
        let answer = post(&caller, &path, &format!("deed=promise&until=2026-07-01&nonce={nonce}")).expect(422);
        assert!(answer.json.0.contains("stond te lang open") && answer.json.0.contains("value=\"2026-07-01\""));
    }
    let nonce = nonce_of(&caller.get_page(&path));
    caller.world.now.set(caller.world.now.get().plus_milliseconds(24 * 3_600_000 + 1000));
    post(&caller, &path, &format!("deed=promise&until=2026-07-01&nonce={nonce}")).expect(422);
    assert_eq!(kinds(&caller, &one), ["issued"]);
}

#[test]
fn only_a_good_link_that_may_act_acts() {
    let caller = demo();
    let (one, other) = (caller.issued(), caller.issued());
    let path = path_of(&caller, &one, "customer");
    let nonce = nonce_of(&caller.get_page(&path));
    let form = format!("deed=promise&until=2026-07-01&nonce={nonce}");
    for forged in [path.replace(&one, &other), format!("{path}A"), path.replace(".view.", ".preview.")] {
        assert_eq!(post(&caller, &forged, &form).status(), 404, "{forged}");
    }
    let preview = path_of(&caller, &one, "preview");
    let page = caller.get_page(&preview);
    assert!(page.contains("Voorbeeld") && !page.contains("name=\"nonce\"") && !page.contains("<script"));
    post(&caller, &preview, &form).refused(403, "link.preview");
    assert_eq!(post(&caller, &preview.replace(".preview.", ".view."), &form).status(), 404);
    for body in ["deed=%zz", "deed=fly", ""] {
        post(&caller, &path, body).refused(400, "form.unreadable");
    }
    caller.call("DELETE", &format!("/v1/invoices/{one}/links"), "", &[]).expect(204);
    assert_eq!(post(&caller, &path, &form).status(), 410);
    let fresh = path_of(&caller, &one, "customer");
    caller.world.now.set(caller.world.now.get().plus_days(181));
    assert_eq!(post(&caller, &fresh, &form).status(), 410);
    assert_eq!(kinds(&caller, &one), ["issued"]);
    assert_eq!(kinds(&caller, &other), ["issued"]);
}

#[test]
fn only_a_person_counts_as_having_looked() {
    let caller = demo();
    let id = caller.issued();
    let path = path_of(&caller, &id, "customer");
    let form = format!("deed=seen&nonce={}", nonce_of(&caller.get_page(&path)));
    for headers in [
        vec![],
        vec![("user-agent", "Mozilla/5.0 (compatible; Googlebot/2.1)")],
        vec![("user-agent", "Mozilla/5.0 HeadlessChrome/130.0")],
        vec![("user-agent", "Mozilla/5.0 Firefox/140.0"), ("sec-purpose", "prefetch;prerender")],
    ] {
        caller.call("POST", &path, &form, &headers).expect(204);
    }
    caller.call("HEAD", &path, "", &[("user-agent", "Mozilla/5.0 Firefox/140.0")]).expect(200);
    post(&caller, &path, "deed=seen&nonce=forged").expect(204);
    assert_eq!(kinds(&caller, &id), ["issued"]);
    let viewed = || caller.all("/v1/invoices", "viewedAt");
    assert_eq!(viewed(), [""]);
    for _ in 0..2 {
        post(&caller, &path, &form).expect(204);
    }
    assert_eq!(viewed(), ["2026-06-15T10:00:00.000Z"]);
    assert_eq!(kinds(&caller, &id), ["issued", "viewed"]);
    // The customer is not told when they looked.
    assert_eq!(caller.get_page(&path).matches("<time").count(), 1);
}

#[test]
fn a_payment_plan_is_asked_for_and_granted_as_asked_or_otherwise() {
    let caller = demo();
    let id = caller.issued();
    let path = path_of(&caller, &id, "customer");
    done(fill_in(&caller, &path, "deed=plan&parts=3&first=2026-06-30&text=Graag"));
    let list = caller.get("/v1/customerRequests").expect(200);
    assert_eq!((list.at("items[0].kind"), list.at("items[0].invoiceId")), ("paymentPlan".to_owned(), id.clone()));
    // 1210.00 in three: the cent that is over goes to the first.
    let part = |place: usize, name: &str| list.at(&format!("items[0].said.instalments[{place}].{name}"));
    assert_eq!([part(0, "amount"), part(1, "amount"), part(2, "amount")], ["403.34", "403.33", "403.33"]);
    assert_eq!(
        [part(0, "dueDate"), part(1, "dueDate"), part(2, "dueDate")],
        ["2026-06-30", "2026-07-30", "2026-08-30"]
    );
    let page = caller.get_page(&path);
    assert!(page.contains("U hebt een betaalregeling gevraagd") && !page.contains("id=\"plan\""));
    let resolve = format!("/v1/customerRequests/{}/resolve", list.at("items[0].id"));
    let wrong = r#"{"outcome":"accepted","instalments":[{"dueDate":"2026-06-30","amount":"9.999"}]}"#;
    caller.do_post(&resolve, wrong).refused(422, "amount.scale");
    assert_eq!(caller.do_post(&resolve, r#"{"outcome":"accepted"}"#).expect(200).at("outcome"), "accepted");
    caller.do_post(&resolve, r#"{"outcome":"declined"}"#).refused(409, "customerRequest.resolved");
    assert_eq!(kinds(&caller, &id), ["issued", "paymentPlan"]);
    assert!(caller.get_page(&path).contains("Betaalregeling afgesproken"));
    caller.do_post("/v1/customerRequests/crq_none/resolve", r#"{"outcome":"declined"}"#).refused(404, "notFound");
}

#[test]
fn the_one_question_is_answered_once_and_after_payment_too() {
    let caller = demo();
    let id = caller.issued();
    let path = path_of(&caller, &id, "customer");
    caller.do_post(&format!("/v1/invoices/{id}/payments"), r#"{"amount":"1210.00","method":"card"}"#).expect(201);
    let page = caller.get_page(&path);
    assert!(page.contains("Betaling ontvangen: €\u{A0}1.210,00 (kaart)") && page.contains("id=\"feedback\""));
    for form in ["promise", "plan", "dispute"] {
        assert!(!page.contains(&format!("id=\"{form}\"")), "{form}");
    }
    done(fill_in(&caller, &path, "deed=feedback&clear=no&text=Geen+iDEAL"));
    let list = caller.get("/v1/customerRequests").expect(200);
    assert_eq!(
        (list.at("items[0].said.clear"), list.at("items[0].said.text")),
        ("false".to_owned(), "Geen iDEAL".to_owned())
    );
    assert!(!caller.get_page(&path).contains("id=\"feedback\""));
}

#[test]
fn what_only_the_seller_knows_is_not_shown() {
    let caller = demo();
    let id = caller.issued();
    let write_off = r#"{"amount":"10.00","reason":"lastige klant","ground":"difference"}"#;
    caller.do_post(&format!("/v1/invoices/{id}/writeOff"), write_off).expect(201);
    assert!(!caller.get_page(&path_of(&caller, &id, "customer")).contains("lastige klant"));
}

#[test]
fn a_deed_that_the_store_breaks_off_is_done_when_it_is_posted_again() {
    let caller = demo();
    let id = caller.issued();
    let path = path_of(&caller, &id, "customer");
    let nonce = nonce_of(&caller.get_page(&path));
    let form = format!("deed=dispute&reason=Kapot&nonce={nonce}");
    let mut broken = 0;
    for statements in 0..100 {
        caller.world.statements_left.set(Some(statements));
        let answer = post(&caller, &path, &form);
        caller.world.statements_left.set(None);
        if answer.status() == 303 {
            break;
        }
        answer.expect(503);
        assert_eq!(kinds(&caller, &id), ["issued"]);
        broken += 1;
    }
    assert!((5..99).contains(&broken), "{broken}");
    assert_eq!(kinds(&caller, &id), ["issued", "dispute"]);
}

#[test]
fn paying_is_one_click_without_an_account() {
    let caller = demo();
    let id = caller.issued();
    let path = path_of(&caller, &id, "customer");
    assert!(!caller.get_page(&path).contains("id=\"pay\""), "there is no payment service yet");
    fill_in(&caller, &path, "deed=pay").expect(422);
    let service = stripe(&caller);
    let answer = caller.get(&path).expect(200);
    let policy = answer.response.header("content-security-policy").expect("a policy");
    assert!(answer.json.0.contains("id=\"pay\"") && policy.contains("form-action 'self' https:;"), "{policy}");
    // The service does not answer: the page says so, and other ways to pay stay.
    (0..3).for_each(|_| caller.world.network.fail());
    let form = format!("deed=pay&nonce={}", nonce_of(&answer.json.0));
    let refused = post(&caller, &path, &form).expect(422).json.0;
    assert!(refused.contains("Online betalen lukt nu niet") && refused.contains("NL91 ABNA"));
    for _ in 0..2 {
        assert_eq!(done(post(&caller, &path, &form)), "https://checkout.stripe.com/c/pay/cs_test_1");
    }
    assert_eq!(service.payments.borrow().len(), 1, "a form begins one payment");
    // A preview shows the button and begins nothing.
    let preview = path_of(&caller, &id, "preview");
    assert!(caller.get_page(&preview).contains("<button disabled>Online betalen"));
    post(&caller, &preview, &form).refused(403, "link.preview");
    caller.do_post(&format!("/v1/invoices/{id}/payments"), r#"{"amount":"1210.00","method":"card"}"#).expect(201);
    assert!(!caller.get_page(&path).contains("id=\"pay\""));
}

#[test]
fn another_contact_is_asked_for_and_taken_once_the_seller_has_checked_it() {
    let caller = demo();
    let customer = r#"{"party":{"name":"Vermeulen","country":"NL","address":{"line1":"A 1","city":"Utrecht","postalCode":"3511 AB"},"contact":{"name":"Anna","email":"anna@vermeulen.example"}}}"#;
    let kept = caller.do_post("/v1/customers", customer).expect(201).at("id");
    let lines = r#"[{"name":"A","quantity":"1","unitPrice":"1.00","vat":"nl:standard"}]"#;
    let body = format!(r#"{{"customerId":"{kept}","draft":{{"currency":"EUR","lines":{lines}}}}}"#);
    let id = caller.do_post("/v1/invoices", &body).expect(201).at("id");
    caller.do_post(&format!("/v1/invoices/{id}/issue"), "{}").expect(200);
    let path = path_of(&caller, &id, "customer");
    for (form, fault) in [("", "Vul in wat verandert"), ("&email=bram", "Vul een e-mailadres in")] {
        assert!(fill_in(&caller, &path, &format!("deed=contact{form}")).expect(422).json.0.contains(fault), "{form}");
    }
    done(fill_in(&caller, &path, "deed=contact&email=bram%40vermeulen.example&phone=%2B31%2030%201234567"));
    let now = || {
        let kept = caller.get(&format!("/v1/customers/{kept}")).expect(200);
        ["name", "email", "phone"].map(|field| kept.at(&format!("party.contact.{field}")))
    };
    assert_eq!(now(), ["Anna", "anna@vermeulen.example", ""], "whoever has a link redirects nothing");
    assert!(caller.get_page(&path).contains("wordt nagekeken"));
    let request = caller.get("/v1/customerRequests").expect(200).at("items[0].id");
    caller.do_post(&format!("/v1/customerRequests/{request}/resolve"), r#"{"outcome":"accepted"}"#).expect(200);
    assert_eq!(now(), ["Anna", "bram@vermeulen.example", "+31 30 1234567"]);
    // An invoice that no kept customer belongs to has no contact to change.
    assert!(!caller.get_page(&path_of(&caller, &caller.issued(), "customer")).contains("id=\"contact\""));
}
