//! What a customer does on the page of an offer: accept it or decline it, once, by name, and never by looking.

use crate::support::page::{done, fill_in, nonce_of, path, post};
use crate::support::{Answer, Caller, demo, draft};

fn quote(caller: &Caller, more: &str) -> Answer {
    caller.do_post("/v1/quotes", &draft().replacen('{', &format!("{{{more}"), 1)).expect(201)
}

fn state(caller: &Caller, made: &Answer) -> Answer {
    caller.get(&format!("/v1/quotes/{}", made.at("id"))).expect(200)
}

#[test]
fn the_page_shows_what_is_offered_and_asks_for_no_money() {
    let caller = demo();
    let methods = r#"{"paymentMethods":[{"kind":"creditTransfer","iban":"NL91ABNA0417164300"}]}"#;
    caller.call("PATCH", "/v1/administration", methods, &[("if-match", "*")]).expect(200);
    let made = quote(&caller, "");
    let page = caller.get_page(&path(&made.at("links.customer")));
    for part in ["Offerte", "Q2026-0001", "15 juli 2026", "1.210,00", "Wacht op uw antwoord", "De Zonnewijzer B.V."] {
        assert!(page.contains(part), "{part}");
    }
    assert!(!page.to_lowercase().contains("factuurdatum") && !page.contains("NL91") && !page.contains("Vervaldatum"));
    let pro_forma = quote(&caller, r#""kind":"proforma","#);
    assert!(caller.get_page(&path(&pro_forma.at("links.customer"))).contains("Pro forma"));
}

#[test]
fn an_offer_is_accepted_once_with_the_day_and_who() {
    let caller = demo();
    let made = quote(&caller, "");
    let path = path(&made.at("links.customer"));
    let unnamed = fill_in(&caller, &path, "deed=accept&name=+").expect(422).json.0;
    assert!(unnamed.contains("Vul uw naam in") && unnamed.contains("aria-invalid=\"true\""));
    let nonce = nonce_of(&caller.get_page(&path));
    let form = format!("deed=accept&name=Anna+%3Cb%3EVermeulen&nonce={nonce}");
    for _ in 0..2 {
        assert_eq!(done(post(&caller, &path, &form)), path);
    }
    let kept = state(&caller, &made);
    assert_eq!(
        [kept.at("state"), kept.at("acceptedOn"), kept.at("acceptedBy")],
        ["accepted", "2026-06-15", "Anna <b>Vermeulen"]
    );
    let page = caller.get_page(&path);
    assert!(page.contains("Geaccepteerd") && page.contains("15 juni 2026 · Anna &lt;b&gt;Vermeulen"), "{page}");
    assert!(!page.contains("<form"));
    let events = caller.all("/v1/events", "type");
    assert_eq!(events[events.len() - 2..], ["quote.accepted", "portal.accept"]);
    assert_eq!(events.iter().filter(|event| *event == "quote.accepted").count(), 1);
    // What was accepted is not declined any more by the same link, and becomes an invoice.
    post(&caller, &path, &format!("deed=decline&nonce={nonce}")).expect(422);
    caller.do_post(&format!("/v1/quotes/{}/invoice", made.at("id")), "{}").expect(201);
    assert!(caller.get_page(&path).contains("Geaccepteerd"));
}

#[test]
fn an_offer_is_declined_with_a_reason_and_shows_nothing_more() {
    let caller = demo();
    let made = quote(&caller, "");
    let path = path(&made.at("links.customer"));
    done(fill_in(&caller, &path, "deed=decline&reason=Te+duur"));
    let kept = state(&caller, &made);
    assert_eq!([kept.at("state"), kept.at("declinedOn"), kept.at("reason")], ["declined", "2026-06-15", "Te duur"]);
    let over = caller.get(&path).expect(410).json.0;
    assert!(over.contains("afgewezen of ingetrokken") && !over.contains("1.210,00") && !over.contains("<form"));
    caller.get(&format!("{path}.pdf")).expect(410);
}

#[test]
fn looking_changes_nothing_and_only_a_fresh_form_of_the_page_does() {
    let caller = demo();
    let (made, other) = (quote(&caller, ""), quote(&caller, ""));
    let (path_one, path_other) = (path(&made.at("links.customer")), path(&other.at("links.customer")));
    for query in ["", "?deed=accept&name=Anna", "?done=1"] {
        caller.get_page(&format!("{path_one}{query}"));
        caller.call("HEAD", &format!("{path_one}{query}"), "", &[]).expect(200);
    }
    let nonce = nonce_of(&caller.get_page(&path_other));
    for nonce in [nonce.as_str(), "", "a.1781517600.b"] {
        post(&caller, &path_one, &format!("deed=accept&name=Anna&nonce={nonce}")).expect(422);
    }
    let preview = path(&made.at("links.preview"));
    let shown = caller.get_page(&preview);
    assert!(shown.contains("Voorbeeld") && !shown.contains("name=\"nonce\""));
    let own = nonce_of(&caller.get_page(&path_one));
    post(&caller, &preview, &format!("deed=accept&name=Anna&nonce={own}")).refused(403, "link.preview");
    for body in ["deed=%zz", "deed=dispute", "deed=pay", ""] {
        post(&caller, &path_one, body).refused(400, "form.unreadable");
    }
    let nonce = nonce_of(&caller.get_page(&path_one));
    caller.later(24 * 3_600_000 + 1000);
    post(&caller, &path_one, &format!("deed=accept&name=Anna&nonce={nonce}")).expect(422);
    assert_eq!(state(&caller, &made).at("state"), "open");
    assert_eq!(state(&caller, &other).at("state"), "open");
}

#[test]
fn after_its_last_day_an_offer_cannot_be_accepted_on_its_page() {
    let caller = demo();
    let made = quote(&caller, r#""validUntil":"2026-06-15","#);
    let path = path(&made.at("links.customer"));
    let nonce = nonce_of(&caller.get_page(&path));
    caller.later(15 * 3_600_000);
    let page = caller.get_page(&path);
    assert!(page.contains("Verlopen") && !page.contains("<form"));
    post(&caller, &path, &format!("deed=accept&name=Anna&nonce={nonce}")).expect(422);
    assert_eq!(state(&caller, &made).at("state"), "expired");
}

#[test]
fn offers_are_found_by_number_and_customer_and_the_newest_can_come_first() {
    let caller = demo();
    for name in ["Bakkerij Jansen", "Garage 100% Nu", "Bakkerij Smit"] {
        let body = draft().replace("Bakkerij Vermeulen B.V.", name);
        assert!(body.contains(name));
        caller.do_post("/v1/quotes", &body).expect(201);
    }
    let found = |query: &str| caller.all(&format!("/v1/quotes?{query}"), "number");
    assert_eq!(found("newest=true"), ["Q2026-0003", "Q2026-0002", "Q2026-0001"]);
    assert_eq!(found("newest=true&limit=1"), ["Q2026-0003"]);
    assert_eq!(found("q=bakkerij"), ["Q2026-0001", "Q2026-0003"]);
    assert_eq!(found("q=bakkerij+0003"), ["Q2026-0003"]);
    assert_eq!(found("q=100%25"), ["Q2026-0002"]);
    assert_eq!(found("q=_"), [] as [&str; 0]);
    let id = caller.get("/v1/quotes").expect(200).at("items[0].id");
    caller.do_post(&format!("/v1/quotes/{id}/decline"), "{}").expect(200);
    assert_eq!(found("waiting=true"), ["Q2026-0002", "Q2026-0003"]);
    assert_eq!(found("waiting=false"), ["Q2026-0001"]);
    caller.get(&format!("/v1/quotes?q={}", "a".repeat(201))).refused(400, "query.text");
}
