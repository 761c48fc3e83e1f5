//! What customers change of themselves: how invoices come, and their contact; each only their own.

use crate::support::page::{done, fill_in, nonce_of, path, path_of, post};
use crate::support::{Caller, demo, for_customer};

const ANNA: &str = "anna@vermeulen.example";

/// A kept customer with an issued invoice: the ids of both.
fn customer(caller: &Caller, name: &str, email: &str, more: &str) -> (String, String) {
    let body = format!(
        r#"{{"party":{{"name":"{name}","country":"NL","locale":"nl","address":{{"line1":"A 1","city":"Utrecht","postalCode":"3511 AB"}},
        "endpoint":{{"scheme":"0106","value":"12345678"}},"contact":{{"name":"Anna","email":"{email}"}}}}{more}}}"#
    );
    let id = caller.do_post("/v1/customers", &body).expect(201).at("id");
    (id.clone(), invoiced(caller, &id))
}

fn invoiced(caller: &Caller, customer: &str) -> String {
    caller.issued_from(&for_customer(customer))
}

fn kept(caller: &Caller, customer: &str, name: &str) -> String {
    caller.get(&format!("/v1/customers/{customer}")).expect(200).at(name)
}

/// The newest link to all invoices of an address.
fn account(caller: &Caller, email: &str) -> String {
    let form = format!("email={}", email.replace('@', "%40"));
    caller.call("POST", &format!("/account/{}", caller.administration), &form, &[]).expect(303);
    pollster::block_on(caller.book.settle());
    let links = caller.all("/v1/outbox", "link");
    let link = links.iter().rfind(|link| link.contains("/a/")).expect("a link");
    path(link)
}

fn set_up_access_point(caller: &Caller) {
    let point = r#"{"url":"https://ap.example/send","key":"k"}"#;
    caller.call("PUT", "/v1/accessPoint", point, &[]).expect(200);
}

#[test]
fn a_customer_chooses_how_the_next_invoice_comes() {
    let caller = demo();
    let (id, first) = customer(&caller, "Vermeulen", ANNA, "");
    let path = path_of(&caller, &first, "customer");
    let page = caller.get_page(&path);
    assert!(page.contains("per e-mail") && page.contains("per post") && !page.contains("als e-factuur"), "{page}");
    assert!(page.contains("value=\"email\" checked"));
    assert_eq!(caller.do_post(&format!("/v1/invoices/{first}/send"), "{}").expect(201).at("channel"), "email");
    let seen = done(fill_in(&caller, &path, "deed=delivery&way=post"));
    assert!(caller.get_page(&seen).contains("Uw keuze is bewaard"));
    assert_eq!(kept(&caller, &id, "delivery.way"), "post");
    let next = invoiced(&caller, &id);
    assert_eq!(caller.do_post(&format!("/v1/invoices/{next}/send"), "{}").expect(201).at("channel"), "letter");
    for way in ["structured", "pigeon", ""] {
        let refused = fill_in(&caller, &path, &format!("deed=delivery&way={way}")).expect(422).json.0;
        assert!(refused.contains("Kies een van de mogelijkheden"), "{way}");
    }
    // Looking alone changes nothing.
    caller.get_page(&format!("{path}?deed=delivery&way=email"));
    assert_eq!(kept(&caller, &id, "delivery.way"), "post");
}

#[test]
fn only_what_the_administration_offers_and_what_reaches_the_customer_can_be_chosen() {
    let caller = demo();
    let (_, invoice) = customer(&caller, "Vermeulen", ANNA, "");
    let path = path_of(&caller, &invoice, "customer");
    let patch = |body: &str| caller.call("PATCH", "/v1/administration", body, &[("if-match", "*")]).expect(200);
    patch(r#"{"deliveryChoices":["email","structured"]}"#);
    // With one way left there is nothing to choose.
    assert!(!caller.get_page(&path).contains("id=\"delivery\""));
    set_up_access_point(&caller);
    let page = caller.get_page(&path);
    assert!(page.contains("als e-factuur") && !page.contains("per post"));
    fill_in(&caller, &path, "deed=delivery&way=post").expect(422);
    // Nobody who is not kept has anything to choose.
    let other = path_of(&caller, &caller.issued(), "customer");
    assert!(!caller.get_page(&other).contains("id=\"delivery\""));
    fill_in(&caller, &other, "deed=delivery&way=email").expect(422);
}

#[test]
fn who_chooses_the_e_invoice_agrees_to_it_with_the_day_and_the_place_and_has_the_incentive_once() {
    let caller = demo();
    set_up_access_point(&caller);
    let patch = r#"{"eInvoicingIncentive":{"amount":"5.00","currency":"EUR"}}"#;
    caller.call("PATCH", "/v1/administration", patch, &[("if-match", "*")]).expect(200);
    let (id, invoice) = customer(&caller, "Vermeulen", ANNA, "");
    let path = path_of(&caller, &invoice, "customer");
    caller.do_post(&format!("/v1/invoices/{invoice}/send"), r#"{"channel":"peppol"}"#).refused(409, "consent.missing");
    for way in ["structured", "email", "structured"] {
        done(fill_in(&caller, &path, &format!("deed=delivery&way={way}")));
    }
    let source = kept(&caller, &id, "delivery.consent.source");
    assert_eq!([kept(&caller, &id, "delivery.consent.on"), source], ["2026-06-15", "Customer's page of 2026-0001"]);
    assert_eq!(caller.do_post(&format!("/v1/invoices/{invoice}/send"), "{}").expect(201).at("channel"), "peppol");
    let granted = caller.all("/v1/events", "type").into_iter().filter(|event| event == "incentive.granted").count();
    assert_eq!(granted, 1);
}

#[test]
fn behind_the_link_to_their_own_address_details_change_at_once_and_the_old_address_is_told() {
    let caller = demo();
    let (id, _) = customer(&caller, "Vermeulen", ANNA, "");
    let link = account(&caller, ANNA);
    let page = caller.get_page(&link);
    assert!(page.contains("Uw gegevens") && page.contains(&format!("value=\"{ANNA}\"")));
    let form = |email: &str| format!("deed=details&customer={id}&name=Bram&email={email}&phone=030-1234567&way=portal");
    for (email, fault) in [("", "Vul een e-mailadres in"), ("bram", "Vul een e-mailadres in")] {
        let refused = fill_in(&caller, &link, &form(email)).expect(422).json.0;
        assert!(refused.contains(fault) && refused.contains("value=\"Bram\""), "{refused}");
    }
    let nonce = nonce_of(&caller.get_page(&link));
    let form = format!("{}&nonce={nonce}", form("bram%40vermeulen.example"));
    let seen = done(post(&caller, &link, &form));
    assert_eq!(done(post(&caller, &link, &form)), seen);
    // There is no invoice at this address any more whose language could be used, so the browser's is.
    assert!(caller.get_page(&seen).contains("Your details were saved"));
    let contact = ["name", "email", "phone"].map(|name| kept(&caller, &id, &format!("party.contact.{name}")));
    assert_eq!(contact, ["Bram", "bram@vermeulen.example", "030-1234567"]);
    assert_eq!(kept(&caller, &id, "delivery.way"), "portal");
    let outbox = caller.get("/v1/outbox?newest=true").expect(200);
    assert_eq!(outbox.at("items[0].to"), ANNA);
    assert!(outbox.at("items[0].letter.text").contains("Was u dat niet?"));
    let told = caller.all("/v1/outbox", "to").len();
    assert_eq!(told, 2, "the link and the notice");
    // What was theirs by the old address is not any more; the link itself shows nothing of the new one.
    assert!(caller.get_page(&link).contains("There are no invoices at this address"));
}

#[test]
fn nobody_changes_what_belongs_to_another_customer() {
    let caller = demo();
    let (own, own_invoice) = customer(&caller, "Vermeulen", ANNA, "");
    let (other, other_invoice) = customer(&caller, "Elders", "piet@elders.example", "");
    let link = account(&caller, ANNA);
    let before = caller.get(&format!("/v1/customers/{other}")).expect(200).json.0;
    let nonce = nonce_of(&caller.get_page(&link));
    let theirs =
        format!("deed=details&customer={other}&name=Anna&email=anna%40vermeulen.example&way=post&nonce={nonce}");
    let refused = post(&caller, &link, &theirs).expect(422).json.0;
    assert!(!refused.contains("Elders") && !refused.contains("piet@"));
    // The forms of one page do nothing on another, whatever token they are posted to.
    let quote = caller.do_post("/v1/quotes", &for_customer(&other)).expect(201);
    let offer = path(&quote.at("links.customer"));
    let invoice = path_of(&caller, &own_invoice, "customer");
    let other_path = path_of(&caller, &other_invoice, "customer");
    let token = |path: &str| path.rsplit('/').next().expect("a token").to_owned();
    for (kind, path) in [("/i/", &invoice), ("/a/", &link), ("/q/", &offer)] {
        for place in ["/i/", "/a/", "/q/"].into_iter().filter(|place| *place != kind) {
            let wrong = format!("{place}{}", token(path));
            assert_eq!(caller.get(&wrong).status(), 404, "{wrong}");
            for deed in ["delivery&way=post", "accept&name=Anna", "details&customer=x"] {
                assert_eq!(post(&caller, &wrong, &format!("deed={deed}&nonce={nonce}")).status(), 404, "{wrong}");
            }
        }
    }
    // A token that names another invoice, customer or offer is none.
    for forged in [invoice.replace(&own_invoice, &other_invoice), offer.replace(".offer.", ".view.")] {
        assert_eq!(post(&caller, &forged, "deed=delivery&way=post").status(), 404, "{forged}");
    }
    for (path, form) in [(&invoice, "deed=delivery&way=post"), (&link, "deed=details&email=a%40b.example")] {
        // The nonce of the other customer's page is none here.
        let stolen = nonce_of(&caller.get_page(&other_path));
        post(&caller, path, &format!("{form}&customer={own}&nonce={stolen}")).expect(422);
    }
    assert_eq!(caller.get(&format!("/v1/customers/{other}")).expect(200).json.0, before);
    assert_eq!(caller.get(&format!("/v1/quotes/{}", quote.at("id"))).expect(200).at("state"), "open");
    assert_eq!(kept(&caller, &own, "party.contact.email"), ANNA);
    // The page of one customer says nothing of the other.
    for page in [&link, &invoice] {
        let page = caller.get_page(page);
        assert!(!page.contains("Elders") && !page.contains(&other) && !page.contains(&other_invoice));
    }
}

#[test]
fn a_contact_that_was_asked_for_and_granted_is_the_one_to_whom_invoices_go() {
    let caller = demo();
    let contacts = r#","contacts":[{"role":"accountsPayable","name":"Crediteuren","email":"ap@vermeulen.example"}]"#;
    let (id, invoice) = customer(&caller, "Vermeulen", ANNA, contacts);
    let path = path_of(&caller, &invoice, "customer");
    done(fill_in(&caller, &path, "deed=contact&email=facturen%40vermeulen.example"));
    assert_eq!(kept(&caller, &id, "contacts[0].email"), "ap@vermeulen.example", "asked for, not taken");
    let request = caller.get("/v1/customerRequests").expect(200).at("items[0].id");
    caller.do_post(&format!("/v1/customerRequests/{request}/resolve"), r#"{"outcome":"accepted"}"#).expect(200);
    assert_eq!(kept(&caller, &id, "contacts[0].email"), "facturen@vermeulen.example");
    assert_eq!(kept(&caller, &id, "party.contact.email"), ANNA);
    let next = invoiced(&caller, &id);
    let sent = caller.do_post(&format!("/v1/invoices/{next}/send"), "{}").expect(201);
    assert_eq!(sent.at("to"), "facturen@vermeulen.example");
}
