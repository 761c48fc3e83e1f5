//! The customer's page: what it shows, to whom, and that looking changes nothing.

use crate::support::{Caller, demo, draft};

/// The path of the page of an invoice.
fn path_of(caller: &Caller, id: &str) -> String {
    let link = caller.get(&format!("/v1/invoices/{id}")).expect(200).at("links.customer");
    link.strip_prefix("https://billing.example").expect("our origin").to_owned()
}

#[test]
fn it_shows_the_invoice_in_the_customers_language() {
    let caller = demo();
    let page = caller.get_page(&path_of(&caller, &caller.issued()));
    for text in [
        "<html lang=\"nl\">",
        "Factuur",
        "2026-0001",
        "De Zonnewijzer B.V.",
        "Bakkerij Vermeulen B.V.",
        "NL004495445B01",
        "Zonnewijzer",
        "€\u{A0}1.210,00",
        "€\u{A0}210,00",
        "21 %",
        "15 juli 2026",
        "NL91 ABNA 0417 1643 00",
    ] {
        assert!(page.contains(text), "{text} is not on the page");
    }
    for (locale, word) in [("en", "Invoice"), ("de-AT", "Rechnung"), ("fr", "Facture")] {
        let body = draft().replace(r#""locale":"nl""#, &format!(r#""locale":"{locale}""#));
        let id = caller.do_post("/v1/invoices", &body).expect(201).at("id");
        caller.do_post(&format!("/v1/invoices/{id}/issue"), "{}").expect(200);
        assert!(caller.get_page(&path_of(&caller, &id)).contains(word), "{locale}");
    }
    // Of a Dutch customer who named no language the page is Dutch, and so is the sentence of its terms.
    let body = draft().replace(r#","locale":"nl""#, "").replace(r#""locale":"nl","#, "");
    assert!(!body.contains("locale"), "{body}");
    let id = caller.do_post("/v1/invoices", &body).expect(201).at("id");
    caller.do_post(&format!("/v1/invoices/{id}/issue"), "{}").expect(200);
    let page = caller.get_page(&path_of(&caller, &id));
    assert!(page.contains("<html lang=\"nl\">") && page.contains("Betaling binnen"), "{page}");
}

#[test]
fn it_leads_to_the_documents_and_shows_how_to_pay_what_is_still_due() {
    let caller = demo();
    let id = caller.issued();
    let path = path_of(&caller, &id);
    let page = caller.get_page(&path);
    // The check code of core/src/identifier/fingerprint.rs, worked out there with sha256sum.
    assert!(page.contains("3MKF-PJ6B") && page.contains("Scan met uw bankapp"));
    for ending in [".pdf", ".ubl.xml"] {
        assert!(page.contains(&format!("href=\"{path}{ending}\"")), "{ending}");
    }
    let code = |page: &str| page.split("base64,").nth(1).and_then(|rest| rest.split('"').next()).map(str::to_owned);
    caller.do_post(&format!("/v1/invoices/{id}/payments"), r#"{"amount":"1000.00","method":"cash"}"#).expect(201);
    let rest = caller.get_page(&path);
    assert!(code(&rest).is_some() && code(&rest) != code(&page), "the code asks for what is left");
    caller.do_post(&format!("/v1/invoices/{id}/payments"), r#"{"amount":"210.00","method":"cash"}"#).expect(201);
    assert_eq!(code(&caller.get_page(&path)), None);
}

#[test]
fn it_says_where_the_invoice_stands() {
    let caller = demo();
    let id = caller.issued();
    let path = path_of(&caller, &id);
    assert!(caller.get_page(&path).contains("class=\"sheet open\""));
    caller.world.now.set(caller.world.now.get().plus_days(31));
    let page = caller.get_page(&path);
    assert!(page.contains("class=\"sheet overdue\"") && page.contains("Over de vervaldatum"));
    caller.do_post(&format!("/v1/invoices/{id}/payments"), r#"{"amount":"1000.00","method":"cash"}"#).expect(201);
    assert!(caller.get_page(&path).contains("€\u{A0}210,00"));
    caller.do_post(&format!("/v1/invoices/{id}/payments"), r#"{"amount":"210.00","method":"cash"}"#).expect(201);
    let page = caller.get_page(&path);
    assert!(page.contains("Voldaan") && !page.contains("Zo betaalt u"));
    let other = caller.issued();
    caller.do_post(&format!("/v1/invoices/{other}/void"), "{}").expect(200);
    assert!(caller.get_page(&path_of(&caller, &other)).contains("class=\"sheet void\""));
}

#[test]
fn looking_changes_nothing() {
    let caller = demo();
    let path = path_of(&caller, &caller.issued());
    let before = caller.world.connection.total_changes();
    caller.get_page(&path);
    assert_eq!(caller.world.connection.total_changes(), before);
}

#[test]
fn a_link_is_for_one_invoice_and_ends_by_time_or_by_hand() {
    let caller = demo();
    let (one, other) = (caller.issued(), caller.issued());
    let path = path_of(&caller, &one);
    for forged in [path.replace(&one, &other), format!("{path}A"), path.replace(".view.", ".pay."), "/i/x".to_owned()] {
        assert_eq!(caller.get(&forged).status(), 404, "{forged}");
    }
    caller.call("DELETE", &format!("/v1/invoices/{one}/links"), "", &[]).expect(204);
    assert_eq!(caller.get(&path).status(), 410);
    let fresh = path_of(&caller, &one);
    assert_eq!(caller.get(&fresh).status(), 200);
    caller.world.now.set(caller.world.now.get().plus_days(180));
    assert_eq!(caller.get(&fresh).status(), 200);
    caller.world.now.set(caller.world.now.get().plus_milliseconds(1000));
    let gone = caller.call("GET", &fresh, "", &[("accept-language", "nl-BE,nl;q=0.9")]);
    assert_eq!(gone.status(), 410);
    assert!(gone.json.0.contains("Deze link werkt niet meer"));
}

#[test]
fn nothing_from_outside_becomes_markup_and_no_script_runs() {
    let caller = demo();
    let evil = r#"<script>alert(1)</script>\"'&"#;
    let body = draft().replace("Zonnewijzer", evil).replace("Bakkerij Vermeulen B.V.", evil).replace(
        r#""lines""#,
        r#""paymentMethods":[{"kind":"online","url":"https://pay.example/?a=1&b=\"x"}],"lines""#,
    );
    let id = caller.do_post("/v1/invoices", &body).expect(201).at("id");
    caller.do_post(&format!("/v1/invoices/{id}/issue"), "{}").expect(200);
    let answer = caller.get(&path_of(&caller, &id)).expect(200);
    let scripts: Vec<&str> = answer.json.0.split("<script").skip(1).collect();
    assert!(scripts.len() == 1 && scripts[0].starts_with(" src=\"/seen.js\""), "{scripts:?}");
    assert!(answer.json.0.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    assert!(answer.json.0.contains("href=\"https://pay.example/?a=1&amp;b=&quot;x\""));
    let policy = answer.response.header("content-security-policy").expect("a policy");
    assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"));
    assert!(
        !policy.contains("unsafe") && policy.contains("script-src 'self';") && policy.contains("form-action 'self';")
    );
    assert_eq!(answer.response.header("referrer-policy"), Some("no-referrer"));
}

#[test]
fn no_byte_of_a_link_can_be_changed() {
    let caller = demo();
    let path = path_of(&caller, &caller.issued());
    let token = path.strip_prefix("/i/").expect("a token");
    for place in 0..token.len() {
        for other in ["0", "1", "a", "A", "."] {
            let changed = format!("/i/{}{other}{}", &token[..place], &token[place + 1..]);
            if changed != path {
                assert_eq!(caller.get(&changed).status(), 404, "{changed}");
            }
        }
        assert_eq!(caller.get(&format!("/i/{}", &token[..place])).status(), 404);
    }
    caller.get(&path).expect(200);
}

#[test]
fn a_page_is_kept_by_nobody() {
    let caller = demo();
    let path = path_of(&caller, &caller.issued());
    for path in [path.as_str(), "/i/forged"] {
        let answer = caller.get(path);
        for (name, value) in [
            ("cache-control", "private, no-store"),
            ("referrer-policy", "no-referrer"),
            ("x-robots-tag", "noindex, nofollow"),
            ("x-content-type-options", "nosniff"),
        ] {
            assert_eq!(answer.response.header(name), Some(value), "{path}");
        }
    }
}

#[test]
fn who_pays_by_bank_is_led_to_account_and_code() {
    let caller = demo();
    let id = caller.issued();
    let path = |caller: &Caller| {
        let link = caller.get(&format!("/v1/invoices/{id}")).expect(200).at("links.customer");
        link.trim_start_matches("https://billing.example").to_owned()
    };
    let open = caller.get_page(&path(&caller));
    assert!(open.contains("<a href=\"#how-to-pay\">") && open.contains("<section id=\"how-to-pay\" class=\"pay\">"));
    caller.do_post(&format!("/v1/invoices/{id}/payments"), r#"{"amount":"1210.00","method":"cash"}"#).expect(201);
    assert!(!caller.get_page(&path(&caller)).contains("how-to-pay"));
}
