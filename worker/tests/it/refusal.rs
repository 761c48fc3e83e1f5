//! The table of refusals: each one can be met, with the code and the status that the table states, and is documented.

use voldaan_worker::app::book::{Book, Limits};
use voldaan_worker::app::refusal::REFUSALS;

use crate::payment_mandate::Payer;
use crate::refused::{PAGE, erase, offered, on_issued, on_page, prepaid, waiting};
use crate::support::{
    Answer, Caller, Collector, Json, MemoryPorts, demo, draft, for_customer, secrets, signature, stripe,
};

/// A way to meet a refusal.
type Case = fn() -> Answer;

/// Each refusal with a way to meet it.
const CASES: &[(&str, Case)] = &[
    ("form.unreadable", || on_page("customer", "deed=fly")),
    ("idempotencyKey.missing", || demo().call("POST", "/v1/invoices", "{}", &[])),
    ("idempotencyKey.tooLong", || demo().post("/v1/invoices", "{}", &"k".repeat(201))),
    ("query.cursor", || demo().get("/v1/invoices?from=2026-01-01&cursor=5")),
    ("query.day", || on_issued(|caller, id| caller.get(&format!("/v1/invoices/{id}/status?on=2026-02-30")))),
    ("query.number", || demo().get("/v1/customers?limit=-1")),
    ("query.text", || demo().get("/v1/search")),
    ("query.twice", || demo().get("/v1/invoices?limit=5&limit=5")),
    ("query.unknown", || demo().get("/v1/invoices?page=2")),
    ("query.word", || on_issued(|caller, id| caller.get(&format!("/v1/invoices/{id}/claim?debtor=friend")))),
    ("testClock.format", || demo().call("GET", "/v1/administration", "", &[("x-voldaan-test-clock", "noon")])),
    ("webhook.event", || demo().event(r#"{"id":"evt_1"}"#)),
    ("webhook.signature", || demo().signed_event("{}", "t=1,v1=00")),
    ("unauthorized", || Caller { key: "vk_a_b_c".to_owned(), ..demo() }.get("/v1/administration")),
    ("key.scope", || {
        let caller = demo();
        let made = caller.do_post("/v1/keys", r#"{"name":"shop","scope":"read"}"#).expect(201);
        let world = std::rc::Rc::clone(&caller.world);
        Caller { key: made.at("apiKey"), ..Caller::in_world(world, &caller.administration) }.get("/v1/keys")
    }),
    ("link.preview", || on_page("preview", "deed=feedback&clear=yes")),
    ("origin.forbidden", || demo().call("GET", "/v1/keys", "", &[("origin", "https://evil.example")])),
    ("testClock.forbidden", || {
        let real = Caller::nobody().open(r#"{"name":"Real"}"#, "real");
        real.call("GET", "/v1/administration", "", &[("x-voldaan-test-clock", "2026-01-31T09:00:00Z")])
    }),
    ("notFound", || demo().get("/v1/invoices/inv_none")),
    ("route.unknown", || demo().get("/v1/nothing")),
    ("webhook.unconfigured", || Caller::nobody().open(r#"{"name":"Bare"}"#, "bare").event("{}")),
    ("method.notAllowed", || demo().call("PUT", "/v1/customers", "", &[])),
    ("body.late", || {
        let response = voldaan_worker::app::front::too_late();
        let json = Json(String::from_utf8(response.body.clone()).expect("a text"));
        Answer { response, json }
    }),
    ("charge.pending", || {
        let payer = Payer::new();
        let id = payer.issued();
        payer.charge(&id, "{}").expect(201);
        payer.charge(&id, "{}")
    }),
    ("charge.settled", || {
        let payer = Payer::new();
        let made = payer.charge(&payer.issued(), "{}").expect(201).at("id");
        payer.caller.do_post(&format!("/v1/charges/{made}/settle"), r#"{"outcome":"failed"}"#)
    }),
    ("checkout.unconfigured", || on_issued(|caller, id| caller.do_post(&format!("/v1/invoices/{id}/checkout"), "{}"))),
    ("consent.missing", || {
        on_issued(|caller, id| caller.do_post(&format!("/v1/invoices/{id}/send"), r#"{"channel":"peppol"}"#))
    }),
    ("customer.inUse", || {
        let caller = demo();
        let customer = r#"{"party":{"name":"Jan Peeters","country":"BE"}}"#;
        let id = caller.do_post("/v1/customers", customer).expect(201).at("id");
        caller.do_post("/v1/invoices", &for_customer(&id)).expect(201);
        caller.call("DELETE", &format!("/v1/customers/{id}"), "", &[])
    }),
    ("customerRequest.resolved", || {
        on_issued(|caller, id| {
            let sql = "INSERT INTO customer_request (id, at, invoice, kind, json, resolved, outcome) \
                       VALUES ('crq_1', 0, ?, 'feedback', '{\"clear\":true}', 0, 'accepted')";
            caller.world.connection.execute(sql, [id]).expect("SQL");
            caller.do_post("/v1/customerRequests/crq_1/resolve", r#"{"outcome":"declined"}"#)
        })
    }),
    ("directDebit.pending", || {
        let collector = Collector::new();
        let id = collector.issued();
        collector.collect(&[&id]).expect(201);
        collector.collect(&[&id])
    }),
    ("directDebit.unconfigured", || {
        on_issued(|caller, id| {
            let body = format!(r#"{{"collectOn":"2026-07-15","invoiceIds":["{id}"]}}"#);
            caller.do_post("/v1/directDebits", &body)
        })
    }),
    ("discount.none", || {
        on_issued(|caller, id| caller.do_post(&format!("/v1/invoices/{id}/credit"), r#"{"discount":true}"#))
    }),
    ("endpoint.limit", || {
        let caller = demo();
        for _ in 0..20 {
            caller.do_post("/v1/endpoints", r#"{"url":"https://hooks.example.com/"}"#).expect(201);
        }
        caller.do_post("/v1/endpoints", r#"{"url":"https://hooks.example.com/"}"#)
    }),
    ("entry.fixed", || {
        on_issued(|caller, id| {
            let of = caller.get(&format!("/v1/invoices/{id}/entries")).expect(200).at("items[0].id");
            caller.do_post(&format!("/v1/invoices/{id}/correct"), &format!(r#"{{"of":"{of}"}}"#))
        })
    }),
    ("erasure.open", || erase("2018-01-01", "NL", false)),
    ("erasure.retained", || erase("2026-01-01", "NL", true)),
    ("export.changed", || {
        let caller = demo();
        // As if it had begun before the last event: [event, page, rows, table, key].
        let cursor = data_encoding::BASE64URL_NOPAD.encode(br#"[0,1,1,"chain",1]"#);
        caller.get(&format!("/v1/export?cursor={cursor}"))
    }),
    ("idempotencyKey.reused", || {
        let caller = demo();
        caller.post("/v1/invoices", &draft(), "one").expect(201);
        caller.post("/v1/invoices", &draft().replace("10", "11"), "one")
    }),
    ("import.notEmpty", || on_issued(|caller, _| caller.do_post("/v1/import", PAGE))),
    ("import.page", || demo().do_post("/v1/import", &PAGE.replace(":1}", ":2}"))),
    ("import.running", || {
        let caller = demo();
        caller.do_post("/v1/import", PAGE).expect(200);
        caller.do_post("/v1/invoices", &draft())
    }),
    ("inbox.currency", || {
        on_issued(|caller, id| {
            let item = waiting(caller, "usd");
            caller.do_post(&format!("/v1/inbox/{item}/assign"), &format!(r#"{{"invoiceId":"{id}"}}"#))
        })
    }),
    ("inbox.settled", || {
        let caller = demo();
        let item = waiting(&caller, "eur");
        caller.do_post(&format!("/v1/inbox/{item}/dismiss"), r#"{"reason":"A test."}"#).expect(200);
        caller.do_post(&format!("/v1/inbox/{item}/dismiss"), r#"{"reason":"A test."}"#)
    }),
    ("invoice.disputed", || {
        let collector = Collector::new();
        let id = collector.issued();
        let dispute = r#"{"amount":"1210.00","reason":"Kapot"}"#;
        collector.caller.do_post(&format!("/v1/invoices/{id}/dispute"), dispute).expect(201);
        collector.collect(&[&id])
    }),
    ("invoice.draft", || {
        let caller = demo();
        let id = caller.do_post("/v1/invoices", &draft()).expect(201).at("id");
        caller.do_post(&format!("/v1/invoices/{id}/payments"), r#"{"amount":"1.00","method":"cash"}"#)
    }),
    ("invoice.duplicate", || {
        on_issued(|caller, _| {
            let id = caller.do_post("/v1/invoices", &draft()).expect(201).at("id");
            caller.do_post(&format!("/v1/invoices/{id}/issue"), r#"{"refuseDuplicate":true}"#)
        })
    }),
    ("invoice.issued", || on_issued(|caller, id| caller.do_post(&format!("/v1/invoices/{id}/issue"), "{}"))),
    ("invoice.numbered", || {
        let caller = demo();
        let body = draft().replace(r#""draft":{"#, r#""draft":{"metadata":{"importedNumber":"7"},"#);
        let id = caller.do_post("/v1/invoices", &body).expect(201).at("id");
        caller.do_post(&format!("/v1/invoices/{id}/issue"), "{}")
    }),
    ("invoice.settled", || {
        on_issued(|caller, id| {
            caller.do_post(&format!("/v1/invoices/{id}/void"), "{}").expect(200);
            caller.do_post(&format!("/v1/invoices/{id}/promise"), r#"{"until":"2026-07-01"}"#)
        })
    }),
    ("invoice.void", || {
        on_issued(|caller, id| {
            caller.do_post(&format!("/v1/invoices/{id}/void"), "{}").expect(200);
            caller.do_post(&format!("/v1/invoices/{id}/void"), "{}")
        })
    }),
    ("item.invoiced", || {
        let caller = demo();
        let customer = r#"{"party":{"name":"Jan Peeters","country":"NL"}}"#;
        let customer = caller.do_post("/v1/customers", customer).expect(201).at("id");
        let lines = r#"[{"name":"A","quantity":"1","unitPrice":"1.00","vat":"nl:standard"}]"#;
        let item = format!(r#"{{"customerId":"{customer}","draft":{{"currency":"EUR","lines":{lines}}}}}"#);
        let id = caller.do_post("/v1/items", &item).expect(201).at("id");
        caller.do_post("/v1/items/consolidate", "{}").expect(201);
        caller.call("DELETE", &format!("/v1/items/{id}"), "", &[])
    }),
    ("key.last", || {
        let caller = demo();
        let id = caller.get("/v1/keys").expect(200).at("items[0].id");
        caller.call("DELETE", &format!("/v1/keys/{id}"), "", &[])
    }),
    ("mandate.none", || {
        let collector = Collector::new();
        let id = collector.issued();
        collector.caller.call("DELETE", &format!("/v1/mandates/{}", collector.mandate), "", &[]).expect(204);
        collector.collect(&[&id])
    }),
    ("mandate.state", || {
        let collector = Collector::new();
        collector.caller.do_post(&format!("/v1/mandates/{}/sign", collector.mandate), "{}")
    }),
    ("mandate.taken", || {
        let collector = Collector::new();
        collector.caller.do_post("/v1/mandates", &collector.mandate_input("M-1"))
    }),
    ("number.taken", || {
        on_issued(|caller, _| {
            let series = r#"{"series":[{"name":"twin","pattern":"{year}-{seq:4}"}]}"#;
            caller.call("PATCH", "/v1/administration", series, &[("if-match", "*")]).expect(200);
            let id = caller.do_post("/v1/invoices", &draft()).expect(201).at("id");
            caller.do_post(&format!("/v1/invoices/{id}/issue"), r#"{"series":"twin"}"#)
        })
    }),
    ("payment.creditNote", || {
        on_issued(|caller, id| {
            let note = caller.do_post(&format!("/v1/invoices/{id}/credit"), r#"{"full":true,"reason":"Retour"}"#);
            let id = note.expect(201).at("id");
            caller.do_post(&format!("/v1/invoices/{id}/payments"), r#"{"amount":"1.00","method":"cash"}"#)
        })
    }),
    ("policy.active", || {
        let caller = demo();
        caller.do_post("/v1/policies", r#"{"ready":"nl-consumer"}"#).expect(201);
        caller.do_post("/v1/policies", r#"{"ready":"be-consumer"}"#)
    }),
    ("policy.none", || on_issued(|caller, id| caller.do_post(&format!("/v1/invoices/{id}/simulate"), "{}"))),
    ("prepayment.deducted", || {
        let (caller, id) = prepaid();
        let body = draft().replacen('{', &format!(r#"{{"prepaymentIds":["{id}"],"#), 1);
        caller.do_post("/v1/invoices", &body).expect(201);
        caller.do_post("/v1/invoices", &body)
    }),
    ("prepayment.unpaid", || {
        let (caller, id) = prepaid();
        caller.do_post(&format!("/v1/invoices/{id}/returnedDebit"), r#"{"amount":"1210.00"}"#).expect(201);
        caller.do_post("/v1/invoices", &draft().replacen('{', &format!(r#"{{"prepaymentIds":["{id}"],"#), 1))
    }),
    ("quote.declined", || {
        let (caller, id) = offered();
        caller.do_post(&format!("/v1/quotes/{id}/decline"), "{}").expect(200);
        caller.do_post(&format!("/v1/quotes/{id}/accept"), "{}")
    }),
    ("quote.expired", || {
        let (caller, id) = offered();
        caller.later(31 * 86_400_000);
        caller.do_post(&format!("/v1/quotes/{id}/invoice"), "{}")
    }),
    ("quote.invoiced", || {
        let (caller, id) = offered();
        caller.do_post(&format!("/v1/quotes/{id}/invoice"), "{}").expect(201);
        caller.do_post(&format!("/v1/quotes/{id}/decline"), "{}")
    }),
    ("refund.settled", || {
        on_issued(|caller, id| {
            let paid = r#"{"amount":"1210.00","method":"cash"}"#;
            caller.do_post(&format!("/v1/invoices/{id}/payments"), paid).expect(201);
            let made =
                caller.do_post(&format!("/v1/invoices/{id}/refunds"), r#"{"amount":"10.00"}"#).expect(201).at("id");
            caller.do_post(&format!("/v1/refunds/{made}/settle"), r#"{"outcome":"failed"}"#)
        })
    }),
    ("refund.tooMuch", || {
        on_issued(|caller, id| {
            let paid = r#"{"amount":"1210.00","method":"cash"}"#;
            caller.do_post(&format!("/v1/invoices/{id}/payments"), paid).expect(201);
            caller.do_post(&format!("/v1/invoices/{id}/refunds"), r#"{"amount":"1210.01"}"#)
        })
    }),
    ("supplement.made", || {
        let (caller, id) = crate::supplement::lapsed("{}");
        caller.do_post(&format!("/v1/invoices/{id}/supplement"), "{}").expect(201);
        caller.do_post(&format!("/v1/invoices/{id}/supplement"), "{}")
    }),
    ("template.taken", || {
        let caller = demo();
        let template = r#"{"name":"reminder","subject":"Factuur","text":"Wilt u betalen?"}"#;
        caller.do_post("/v1/templates", template).expect(201);
        caller.do_post("/v1/templates", template)
    }),
    ("ifMatch.changed", || demo().call("PATCH", "/v1/administration", r#"{"name":"New"}"#, &[("if-match", "\"r9\"")])),
    ("body.tooLarge", || demo().do_post("/v1/invoices", &" ".repeat(8 * 1024 * 1024 + 1))),
    ("checkout.amount", || {
        on_issued(|caller, id| {
            stripe(caller);
            caller.do_post(&format!("/v1/invoices/{id}/checkout"), r#"{"amount":"1210.01"}"#)
        })
    }),
    ("customer.twice", || {
        let caller = demo();
        let customer = r#"{"party":{"name":"Jan Peeters","country":"BE"}}"#;
        let id = caller.do_post("/v1/customers", customer).expect(201).at("id");
        caller.do_post("/v1/invoices", &draft().replacen('{', &format!(r#"{{"customerId":"{id}","#), 1))
    }),
    ("customer.unknown", || demo().do_post("/v1/invoices", &for_customer("cus_none"))),
    ("endpoint.cursor", || {
        let caller = demo();
        let id = caller.do_post("/v1/endpoints", r#"{"url":"https://hooks.example.com/"}"#).expect(201).at("id");
        caller.do_post(&format!("/v1/endpoints/{id}/replay"), r#"{"after":"soon"}"#)
    }),
    ("endpoint.type", || demo().do_post("/v1/endpoints", r#"{"url":"https://hooks.example.com/","types":["a b"]}"#)),
    ("endpoint.url", || demo().do_post("/v1/endpoints", r#"{"url":"https://10.0.0.1/"}"#)),
    ("entry.exceeds", || {
        on_issued(|caller, id| {
            caller.do_post(&format!("/v1/invoices/{id}/writeOff"), r#"{"amount":"9999","reason":"x"}"#)
        })
    }),
    ("erasure.unknown", || erase("2018-01-01", "AT", true)),
    ("import.line", || demo().do_post("/v1/import", "{}")),
    ("import.table", || demo().do_post("/v1/invoices/import", "name\nA\n")),
    ("import.version", || demo().do_post("/v1/import", &PAGE.replace("1,", "1000,"))),
    ("prepayment.exceeds", || {
        let (caller, id) = prepaid();
        let less = draft().replace("100.00", "99.00");
        caller.do_post("/v1/invoices", &less.replacen('{', &format!(r#"{{"prepaymentIds":["{id}"],"#), 1))
    }),
    ("prepayment.unfit", || {
        on_issued(|caller, id| {
            caller.do_post("/v1/invoices", &draft().replacen('{', &format!(r#"{{"prepaymentIds":["{id}"],"#), 1))
        })
    }),
    ("provider.unknown", || {
        on_issued(|caller, id| caller.do_post(&format!("/v1/invoices/{id}/checkout"), r#"{"provider":"none"}"#))
    }),
    ("report.tooLarge", || {
        on_issued(|caller, _| {
            // Fifty thousand more customers who owe what the first one does.
            let sql = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50000) \
                       INSERT INTO stand (invoice, first, until, shown, line) SELECT 1000 + i, s.first, s.until, s.shown, \
                       replace(s.line, 'Vermeulen', i) FROM n, stand s WHERE s.invoice = 1";
            caller.world.connection.execute(sql, []).expect("SQL");
            caller.get("/v1/reports/ageing")
        })
    }),
    ("series.unknown", || {
        let caller = demo();
        let id = caller.do_post("/v1/invoices", &draft()).expect(201).at("id");
        caller.do_post(&format!("/v1/invoices/{id}/issue"), r#"{"series":"none"}"#)
    }),
    ("ifMatch.missing", || demo().call("PATCH", "/v1/administration", r#"{"name":"New"}"#, &[])),
    ("rate.limited", || {
        let caller = demo();
        let limits = Limits { key_per_minute: 1, link_per_minute: 1 };
        let book = Book::new(MemoryPorts(std::rc::Rc::clone(&caller.world)), secrets()).with_limits(limits);
        let caller = Caller { book, ..caller };
        caller.get("/v1/keys").expect(200);
        caller.get("/v1/keys")
    }),
    ("provider.refused", || {
        on_issued(|caller, id| {
            stripe(caller);
            caller.world.network.answer(402, r#"{"error":{"message":"Your account cannot do this."}}"#);
            caller.do_post(&format!("/v1/invoices/{id}/checkout"), "{}")
        })
    }),
    ("book.filling", || {
        on_issued(|caller, _| {
            let sql = "INSERT INTO setting (name, value) VALUES ('fill.chain', '0')";
            caller.world.connection.execute(sql, []).expect("SQL");
            caller.get("/v1/verify")
        })
    }),
    ("document.unavailable", || {
        on_issued(|caller, id| {
            caller.world.connection.execute("DELETE FROM chunk WHERE owner LIKE 'document/%'", []).expect("SQL");
            caller.get(&format!("/v1/invoices/{id}"))
        })
    }),
    ("provider.unavailable", || {
        on_issued(|caller, id| {
            stripe(caller);
            (0..3).for_each(|_| caller.world.network.fail());
            caller.do_post(&format!("/v1/invoices/{id}/checkout"), "{}")
        })
    }),
    ("store.unavailable", || {
        let caller = demo();
        caller.world.statements_left.set(Some(2));
        caller.do_post("/v1/invoices", &draft())
    }),
];

/// Words with which a sentence begins that tells somebody to do something.
const DOING: &[&str] = &[
    "Accept", "Add", "Ask", "Begin", "Dismiss", "Sign", "Assign", "Book", "Change", "Check", "Copy", "Correct",
    "Credit", "Deploy", "Erase", "Get", "Give", "Invoice", "Issue", "Keep", "Leave", "Look", "Make", "Name", "Open",
    "Point", "Remove", "Repeat", "Revoke", "Say", "Send", "Set", "Settle", "Show", "State", "Take", "Use", "Wait",
    "Write",
];

/// Whether a refusal tells what to do: a sentence of its detail or of a finding's fix begins with a word of doing, or its fix is a value.
fn says_what_to_do(refused: &Answer) -> bool {
    let fixes = (0..refused.count("findings")).map(|n| refused.at(&format!("findings[{n}].fix")));
    let texts: Vec<String> = fixes.filter(|fix| !fix.is_empty()).chain([refused.at("detail")]).collect();
    let sentences = texts.iter().flat_map(|text| text.split([':', ';', ',', '.', '?']));
    sentences.map(str::trim).any(|sentence| {
        let first =
            sentence.split(' ').find(|word| !["then", "or", "and", "Please"].contains(word)).unwrap_or_default();
        let (head, tail) = first.split_at(first.len().min(1));
        DOING.contains(&format!("{}{tail}", head.to_uppercase()).as_str())
    })
}

#[test]
fn each_refusal_of_the_table_can_be_met_and_says_what_to_do() {
    let listed: Vec<&str> = REFUSALS.iter().map(|row| row.code).collect();
    let tried: Vec<&str> = CASES.iter().map(|(code, _)| *code).collect();
    assert_eq!(tried, listed, "one case for each row, in its order");
    let mut silent = Vec::new();
    for (row, (_, case)) in REFUSALS.iter().zip(CASES) {
        let refused = case().refused(row.status, row.code);
        assert_eq!(refused.at("status"), row.status.to_string(), "{}", row.code);
        assert!(refused.at("detail").ends_with(['.', '?']), "{}", row.code);
        if !says_what_to_do(&refused) {
            silent.push(format!("{}: {}", row.code, refused.at("detail")));
        }
        assert!(!row.meaning.is_empty());
    }
    assert!(silent.is_empty(), "{silent:#?}");
}

#[test]
fn codes_are_unique_and_in_the_order_of_their_status() {
    let rows: Vec<(u16, &str)> = REFUSALS.iter().map(|row| (row.status, row.code)).collect();
    assert!(rows.is_sorted_by(|one, next| one < next), "{rows:?}");
    let mut codes: Vec<&str> = REFUSALS.iter().map(|row| row.code).collect();
    codes.extend(voldaan::finding::CODES.iter().map(|row| row.code));
    codes.sort_unstable();
    let count = codes.len();
    codes.dedup();
    assert_eq!(codes.len(), count, "no code of the service is one of the engine");
}

#[test]
fn the_description_lists_each_refusal() {
    let description = demo().get("/openapi.json").expect(200).json.0;
    for row in REFUSALS {
        assert!(description.contains(&format!(r#"{{"const":"{}""#, row.code)), "{}: run cargo xtask codegen", row.code);
    }
}

#[test]
fn a_store_that_breaks_is_no_unknown_customer() {
    let caller = demo();
    let id = caller.do_post("/v1/customers", r#"{"party":{"name":"Jan","country":"BE"}}"#).expect(201).at("id");
    for statements in 0..6 {
        caller.world.statements_left.set(Some(statements));
        caller.do_post("/v1/invoices", &for_customer(&id)).refused(503, "store.unavailable");
    }
    caller.world.statements_left.set(None);
    let signed = signature("{}", "whsec_other", 0);
    caller.signed_event("{}", &signed).refused(400, "webhook.signature");
}
