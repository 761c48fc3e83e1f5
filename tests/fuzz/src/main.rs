//! Puts arbitrary bytes to every door of the engine: none may panic, and the same call must give the same answer. Bytes after the name
//! `history` become the entries of an account, which is then asked for its status and its claims: what JSON by chance never reaches.
#![no_main]

use libfuzzer_sys::fuzz_target;
use voldaan::calendar::Day;
use voldaan::{Draft, door, issue};

// An input is the name of a door, a line break, and its arguments as JSON.
fuzz_target!(|input: &str| {
    let Some((name, arguments)) = input.split_once('\n') else { return };
    if name == "history" {
        return history(arguments);
    }
    if door::DOORS.contains(&name) {
        twice(name, arguments);
    }
});

/// Calls a door two times: the answers are one.
fn twice(name: &str, arguments: &str) {
    match (door::call(name, arguments), door::call(name, arguments)) {
        (Ok(first), Ok(second)) => {
            assert_eq!(first, second);
            voldaan::wire::parse(&first).expect("an answer is JSON");
        }
        (Err(first), Err(second)) => {
            assert!(!first.findings().is_empty(), "a refusal says why");
            assert_eq!(first.findings(), second.findings());
        }
        (first, second) => panic!("the door answered {first:?}, then {second:?}"),
    }
}

const TERMS: [&str; 3] = [r#"{"netDays":30}"#, r#"{"instalments":[{"days":10},{"days":40}]}"#, r#"{"netDays":0}"#];

const DRAFT: &str = r#"{"currency":"EUR","issueDate":"2024-02-01",
    "supplier":{"name":"A","country":"NL","vatId":"NL004495445B01","address":{"line1":"Kade 1","city":"Delft","postalCode":"2611 GP"}},
    "customer":{"name":"B","country":"NL","address":{"line1":"Markt 2","city":"Delft","postalCode":"2611 GP"}},
    "lines":[{"name":"Item","quantity":"1","unitPrice":"1000","vat":{"category":"S","rate":"21"}}],"paymentTerms":"#;

/// Four characters an entry: its kind, its day, and its amount. The first four say terms, jurisdiction, debtor and the day asked for.
fn history(text: &str) {
    let codes: Vec<u32> = text.chars().map(u32::from).collect();
    let Some((&[terms, country, debtor, on], rest)) = codes.split_first_chunk::<4>() else { return };
    let pick = |of: &[&'static str], code: u32| of[code as usize % of.len()];
    let issued = Day::parse("2024-02-01").expect("a day");
    let after = |days: u32| issued.add_days((days % 1_060) as i32).expect("a day");
    let draft = Draft::from_json(&format!("{DRAFT}{}}}", pick(&TERMS, terms))).expect("a draft");
    let invoice = issue(&draft, "1", issued).expect("an issued invoice").to_json();
    let entries: Vec<String> = rest.chunks_exact(4).enumerate().map(|(index, codes)| entry(index, codes, after)).collect();
    let account = format!(r#"{{"invoice":{invoice},"entries":[{}]}}"#, entries.join(","));
    let on = after(on);
    let country = pick(&["NL", "BE", "DE", "FR", "AT", "IE", "EU", "HR"], country);
    let debtor = pick(&["business", "consumer", "government"], debtor);
    twice("status", &format!(r#"[{account},{{"on":"{on}"}}]"#));
    let options = format!(
        r#"{{"on":"{on}","jurisdiction":"{country}","debtor":"{debtor}","receivedOn":"2024-02-03","agreed":{{"costs":"99","interestRate":"9"}}}}"#
    );
    twice("claim", &format!("[{account},{options}]"));
    if let Ok(claim) = door::call("claim", &format!("[{account},{options}]")) {
        twice("allocate", &format!(r#"["123.45",{claim}]"#));
    }
}

fn entry(index: usize, codes: &[u32], after: impl Fn(u32) -> Day) -> String {
    let [kind, days, high, low] = codes else { unreachable!("chunks of four") };
    let on = after(*days);
    let until = after(days + high % 100);
    let cents = (high % 1_000) * 256 + low % 256;
    let amount = format!("{}.{:02}", cents / 100, cents % 100);
    let of = low % 16;
    let rest = match kind % 15 {
        0 | 1 => format!(r#""kind":"payment","amount":"{amount}","method":"card""#),
        2 => format!(r#""kind":"refund","amount":"{amount}","method":"card""#),
        3 => format!(r#""kind":"returnedDebit","amount":"{amount}","method":"card""#),
        4 => format!(r#""kind":"credit","number":"C","amount":"{amount}""#),
        5 => format!(r#""kind":"dispute","amount":"{amount}","reason":"x""#),
        6 => format!(r#""kind":"disputeResolved","dispute":"e{of}","outcome":"rejected""#),
        7 => format!(r#""kind":"reminder","step":"x","channel":"letter","sentOn":"{on}","receivedOn":"{until}","costsStated":"{amount}""#),
        8 => format!(r#""kind":"reminder","step":"x","channel":"email","sentOn":"{on}""#),
        9 => format!(r#""kind":"writeOff","amount":"{amount}","reason":"x""#),
        10 => format!(r#""kind":"settlementOffer","amount":"{amount}","until":"{until}""#),
        11 => format!(r#""kind":"paymentPlan","instalments":[{{"dueDate":"{until}","amount":"{amount}"}}]"#),
        12 => format!(r#""kind":"promise","until":"{until}""#),
        13 => format!(r#""kind":"dunningHold","until":"{until}","reason":"x""#),
        _ => format!(r#""kind":"correction","of":"e{of}""#),
    };
    format!(r#"{{"id":"e{index}","at":"2024-02-01T09:00:{:02}Z","on":"{on}",{rest}}}"#, index.min(59))
}
