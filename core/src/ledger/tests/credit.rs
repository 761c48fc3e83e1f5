//! Credit notes, one by one.

use rust_decimal::Decimal;

use super::{account, day, faults, invoice, issued, line};
use crate::finding::Error;
use crate::invoice::{CreditRequest, Draft, Issued, calculate, credit, credit_entry, issue};
use crate::ledger::{Account, Entry, EntryKind, note_status};
use crate::wire::{Instant, from_json};

/// What to credit, dated in February.
pub(super) fn request(what: &str) -> CreditRequest {
    from_json(&format!(r#"{{{what},"reason":"Returned","issueDate":"2026-02-10"}}"#)).expect("a request")
}

/// Drafts the credit note, issues it and books it.
pub(super) fn book(account: Account, what: &str) -> Result<(Account, Issued), Error> {
    let count = account.entries().len();
    let note = note(&account, what)?;
    let at = Instant::parse("2026-02-10T09:00:00Z").expect("an instant");
    let kind = EntryKind::Credit(credit_entry(account.invoice(), &note));
    let entry = Entry::new(format!("c{count}"), at, day("2026-02-10"), kind);
    Ok((account.append(entry)?, note))
}

fn note(account: &Account, what: &str) -> Result<Issued, Error> {
    let draft = credit(account, &request(what))?;
    issue(&draft, &format!("C{}", account.entries().len()), day("2026-02-10"))
}

fn amounts(note: &Issued) -> [String; 3] {
    let totals = note.totals();
    [&totals.net, &totals.vat, &totals.gross].map(ToString::to_string)
}

fn with(account: Account, entry: &str) -> Account {
    let id = account.entries().len();
    let entry = entry.replacen('{', &format!(r#"{{"id":"w{id}","at":"2026-02-10T09:00:00Z","#), 1);
    account.append(from_json(&entry).expect("an entry")).expect("it fits")
}

fn start(invoice: Issued) -> Account {
    Account::new(invoice, Vec::new()).expect("an account")
}

#[test]
fn four_lines_credited_one_by_one_make_the_invoice_not_a_cent_more() {
    // 4 × 69.79 at 20 % is 334.99; each alone with its VAT is 83.75, four times 335.00.
    let line = r#"{"name":"Item","quantity":"1","unitPrice":"69.79","vat":{"category":"S","rate":"20"}}"#;
    let mut account = start(issued(&[line; 4].join(","), ""));
    let mut vat = Decimal::ZERO;
    for id in 1..=4 {
        let (next, note) = book(account, &format!(r#""lines":[{{"id":"{id}"}}]"#)).expect("a credit note");
        assert_eq!(note.totals().net.to_string(), "69.79");
        vat += note.totals().vat;
        account = next;
    }
    assert_eq!(vat.to_string(), "55.83");
    assert_eq!(faults(credit(&account, &request(r#""full":true"#))), ["credit.exceeds full"]);
}

#[test]
fn an_amount_includes_vat() {
    // 100.00 at 21 %: 82.64 and 17.36.
    let (_, note) = book(start(invoice()), r#""amount":"100.00""#).expect("a credit note");
    assert_eq!(amounts(&note), ["82.64", "17.36", "100.00"]);
}

#[test]
fn a_credit_in_full_mirrors_the_invoice() {
    let more = [
        "",
        r#","payableRounding":"0.05""#,
        r#","allowances":[{"percent":"10","reason":"Regular customer"}],"charges":[{"amount":"4.95","reason":"Freight","vat":{"category":"S","rate":"9"}}]"#,
        r#","pricesIncludeVat":true,"allowances":[{"amount":"3.33","reason":"Voucher"}]"#,
        r#","rounding":"perLine""#,
        r#","prepaid":"100.00""#,
        r#","paymentTerms":{"netDays":30,"vatMode":"alwaysDiscounted","earlyDiscounts":[{"percent":"2","days":10}]}"#,
        r#","paymentTerms":{"netDays":30,"vatMode":"discounted","earlyDiscounts":[{"percent":"2","days":10}]}"#,
    ];
    let lines = r#"{"name":"A","quantity":"3","unitPrice":"33.33","vat":{"category":"S","rate":"21"},"allowances":[{"percent":"5","reason":"Damaged"}]},
        {"name":"B","quantity":"7","unitPrice":"1.99","vat":{"category":"S","rate":"9"}},
        {"name":"C","quantity":"-1","unitPrice":"10.01","vat":{"category":"S","rate":"9"}}"#;
    for more in more {
        let invoice = issued(lines, more);
        let (account, note) =
            book(start(invoice.clone()), r#""full":true"#).unwrap_or_else(|error| panic!("{more}: {error}"));
        assert_eq!(note.vat_breakdown(), invoice.vat_breakdown(), "{more}");
        assert_eq!(amounts(&note), amounts(&invoice), "{more}");
        assert_eq!(note.totals().payable, invoice.totals().payable + invoice.totals().prepaid, "{more}");
        assert_eq!(faults(credit(&account, &request(r#""full":true"#))), ["credit.exceeds full"], "{more}");
    }
}

#[test]
fn a_line_is_credited_with_its_share_of_the_documents_allowance() {
    // 10 % off 100.00 + 50.00: the lines are worth 90.00 and 45.00.
    let lines = format!("{},{}", line("100.00"), line("50.00"));
    let invoice = issued(&lines, r#","allowances":[{"percent":"10","reason":"Regular customer"}]"#);
    let (account, note) = book(start(invoice), r#""lines":[{"id":"2"}]"#).expect("a credit note");
    assert_eq!(amounts(&note), ["45.00", "9.45", "54.45"]);
    let (_, rest) = book(account, r#""lines":[{"id":"1"}]"#).expect("a credit note");
    assert_eq!(amounts(&rest), ["90.00", "18.90", "108.90"]);
}

#[test]
fn pieces_of_a_line_never_come_to_more_than_the_line() {
    // 3 pieces for 10.00: 3.33, 3.34, 3.33.
    let line = r#"{"name":"Set","quantity":"3","unitPrice":"10.00","pricePer":"3","vat":{"category":"S","rate":"21"}}"#;
    let mut account = start(issued(line, ""));
    for expected in ["3.33", "3.34", "3.33"] {
        let (next, note) = book(account, r#""lines":[{"id":"1","quantity":"1"}]"#).expect("a credit note");
        assert_eq!(note.totals().net.to_string(), expected);
        account = next;
    }
    let more = credit(&account, &request(r#""lines":[{"id":"1","quantity":"1"}]"#));
    assert_eq!(faults(more), ["credit.exceeds lines[0].quantity"]);
}

#[test]
fn a_credit_note_names_its_invoice_and_leaves_its_payment_out() {
    let account = start(issued(&line("100.00"), r#","notes":["Thank you"],"purchaseOrder":"PO-7""#));
    let draft: Draft = credit(&account, &request(r#""full":true"#)).expect("a draft");
    let json = draft.to_json();
    assert!(json.contains(r#""preceding":[{"number":"2026-0001","issueDate":"2026-01-31","reason":"Returned"}]"#));
    assert!(json.starts_with(r#"{"type":"creditNote","currency":"EUR","issueDate":"2026-02-10""#));
    assert!(json.contains(r#""purchaseOrder":"PO-7""#));
    assert!(!json.contains("Thank you") && !json.contains("IBAN") && !json.contains("paymentTerms"));
    assert!(calculate(&draft).is_ok());
}

#[test]
fn a_credit_that_cannot_be_is_refused_with_what_is_left() {
    let cases = [
        (r#""amount":"1210.01""#, "credit.exceeds amount"),
        (r#""amount":"0""#, "amount.negative amount"),
        (r#""amount":"0.001""#, "amount.scale amount"),
        (r#""lines":[{"id":"7"}]"#, "credit.line lines[0].id"),
        (r#""lines":[{"id":"1"},{"id":"1"}]"#, "lines.idTwice lines[1].id"),
        (r#""lines":[{"id":"1","quantity":"2"}]"#, "credit.exceeds lines[0].quantity"),
        (r#""lines":[{"id":"1","quantity":"-1"}]"#, "credit.form lines[0].quantity"),
        (r#""lines":[{"id":"1","quantity":"0"}]"#, "credit.form lines[0].quantity"),
        (r#""full":true,"amount":"10.00""#, "credit.form "),
        (r#""full":false"#, "credit.form "),
    ];
    for (what, expected) in cases {
        assert_eq!(faults(credit(&start(invoice()), &request(what))), [expected], "{what}");
    }
    let part = r#"{"on":"2026-02-10","kind":"credit","number":"C1","amount":"1000.00"}"#;
    let account = account(&invoice(), &[part]).expect("an account");
    let refused = credit(&account, &request(r#""amount":"210.01""#)).expect_err("too much");
    assert!(refused.to_string().contains("210.00 EUR"), "{refused}");
}

#[test]
fn a_credit_note_is_not_credited() {
    let account = start(invoice());
    let (_, note) = book(account, r#""full":true"#).expect("a credit note");
    assert_eq!(faults(credit(&start(note), &request(r#""full":true"#))), ["credit.form "]);
}

#[test]
fn a_credit_note_can_be_booked_with_all_its_lines_as_they_stand() {
    // A line of an amount is not one of the invoice, and is known by its id, even where the invoice uses such ids.
    let invoice = issued(&line("100.00").replace(r#"{"name""#, r#"{"id":"amount-1","name""#), "");
    let draft = credit(&start(invoice.clone()), &request(r#""amount":"60.50""#)).expect("a draft");
    assert_eq!(draft.lines[0].id.as_deref(), Some("amount-2"));
    let entry = r#"{"on":"2026-02-10","kind":"credit","number":"C1","amount":"60.50",
        "breakdown":[{"category":"S","rate":"21","base":"50.00","amount":"10.50"}],"lines":[{"id":"amount-2","quantity":"1"}]}"#;
    let account = account(&invoice, &[entry]).expect("an account");
    // The whole line is no longer left, though none of its pieces was given back.
    assert_eq!(faults(credit(&account, &request(r#""lines":[{"id":"amount-1"}]"#))), ["credit.exceeds lines"]);
    assert!(credit(&account, &request(r#""full":true"#)).is_ok());
}

#[test]
fn roundings_of_many_small_credits_never_add_up() {
    // 0.50 at 21 % is 0.105: twenty times 0.11 would be 2.20, but the invoice bears 2.10.
    let mut account = start(issued(&vec![line("0.50"); 20].join(","), ""));
    let mut vat = Decimal::ZERO;
    for id in 1..=20 {
        let (next, note) = book(account, &format!(r#""lines":[{{"id":"{id}"}}]"#)).expect("a credit note");
        assert!((note.totals().vat - Decimal::new(105, 3)).abs() <= Decimal::new(5, 3), "{}", note.totals().vat);
        vat += note.totals().vat;
        account = next;
    }
    assert_eq!(vat.to_string(), "2.10");
}

#[test]
fn no_credit_is_worth_more_than_the_invoice_even_if_goods_taken_back_are_on_it() {
    // 200.00 at 21 % less 50.00 at 9 %: 242.00 − 54.50 = 187.50.
    let back = r#"{"name":"Back","quantity":"-1","unitPrice":"50.00","vat":{"category":"S","rate":"9"}}"#;
    let account = start(issued(&format!("{},{back}", line("200.00")), ""));
    assert_eq!(faults(credit(&account, &request(r#""lines":[{"id":"1"}]"#))), ["credit.exceeds lines"]);
    assert_eq!(faults(credit(&account, &request(r#""lines":[{"id":"2"}]"#))), ["credit.form lines"]);
    let (_, note) = book(account, r#""lines":[{"id":"1"},{"id":"2"}]"#).expect("a credit note");
    assert_eq!(amounts(&note), ["150.00", "37.50", "187.50"]);
}

#[test]
fn the_share_of_a_discount_in_goods_taken_back_is_credited_too() {
    // 10.00 off lines of 100.00 at 21 % and -20.00 at 9 % is 12.50 off the one and -2.50 off the other:
    // 87.50 × 21 % = 18.38 and -17.50 × 9 % = -1.58, together 70.00 and 16.80.
    let back = r#"{"name":"Back","quantity":"-1","unitPrice":"20.00","vat":{"category":"S","rate":"9"}}"#;
    let invoice =
        issued(&[&line("100.00"), back].join(","), r#","allowances":[{"amount":"10.00","reason":"Discount"}]"#);
    assert_eq!(amounts(&invoice), ["70.00", "16.80", "86.80"]);
    let (account, note) = book(start(invoice.clone()), r#""full":true"#).expect("a credit note");
    assert_eq!(amounts(&note), ["70.00", "16.80", "86.80"]);
    assert_eq!(note.vat_breakdown(), invoice.vat_breakdown());
    assert_eq!(faults(credit(&account, &request(r#""full":true"#))), ["credit.exceeds full"]);
}

#[test]
fn a_line_of_no_quantity_is_credited_once() {
    let fee = r#"{"name":"Fee","quantity":"0","unitPrice":"1.00","vat":{"category":"S","rate":"21"},"charges":[{"amount":"10.00","reason":"Minimum"}]}"#;
    let invoice = issued(&[&line("100.00"), fee].join(","), "");
    let (account, note) = book(start(invoice), r#""lines":[{"id":"2"}]"#).expect("a credit note");
    assert_eq!(amounts(&note), ["10.00", "2.10", "12.10"]);
    assert_eq!(faults(credit(&account, &request(r#""lines":[{"id":"2"}]"#))), ["credit.exceeds lines[0].quantity"]);
}

#[test]
fn nothing_of_a_void_invoice_is_left_to_credit() {
    let account = account(&invoice(), &[r#"{"on":"2026-02-01","kind":"void"}"#]).expect("an account");
    for what in [r#""full":true"#, r#""amount":"10.00""#, r#""lines":[{"id":"1"}]"#] {
        assert_eq!(faults(credit(&account, &request(what))), ["credit.exceeds "]);
    }
}

#[test]
fn what_takes_back_an_invoice_below_zero_is_no_credit_note() {
    let back = r#"{"name":"Back","quantity":"-1","unitPrice":"20.00","vat":{"category":"S","rate":"21"}}"#;
    let account = start(issued(back, ""));
    for what in [r#""full":true"#, r#""amount":"1.00""#, r#""lines":[{"id":"1"}]"#] {
        let error = credit(&account, &request(what)).expect_err("refused");
        let fix = error.findings()[0].fix.clone().unwrap_or_default();
        assert!(fix.contains("corrective invoice") && fix.contains("opposite quantities"), "{fix}");
        assert_eq!(faults(Err::<Draft, _>(error)), ["credit.form "]);
    }
}

#[test]
fn the_corrective_invoice_that_the_refusal_names_takes_it_back_to_the_cent() {
    let line = |quantity: &str| {
        format!(r#"{{"name":"Back","quantity":"{quantity}","unitPrice":"19.99","vat":{{"category":"S","rate":"21"}}}}"#)
    };
    let below = issued(&line("-3"), "");
    let again = issued(&line("3"), r#","type":"corrective","preceding":[{"number":"2026-0001"}]"#);
    let sum = |of: fn(&crate::invoice::Totals) -> Decimal| of(below.totals()) + of(again.totals());
    assert!(sum(|t| t.net).is_zero() && sum(|t| t.vat).is_zero() && sum(|t| t.payable).is_zero());
}

#[test]
fn a_full_credit_note_says_why_of_every_allowance_so_that_it_can_be_issued() {
    // The share of an allowance in goods taken back turns round, and its code with it (UNTDID 5189 has no charges).
    let lines =
        [&line("100.00"), r#"{"name":"Back","quantity":"-1","unitPrice":"30.00","vat":{"category":"S","rate":"9"}}"#];
    let invoice = issued(&lines.join(","), r#","allowances":[{"amount":"7.00","reasonCode":"95"}]"#);
    let note = credit(&start(invoice.clone()), &request(r#""full":true"#)).expect("a draft");
    let issued = crate::issue(&note, "C-1", note.issue_date.expect("dated")).expect("complete");
    assert_eq!(issued.vat_breakdown(), invoice.vat_breakdown());
    assert_eq!(issued.totals().payable, invoice.totals().payable);
}

/// State, how much is settled, and what is due of a note on 1 March.
fn stands(note: &Issued, invoice: &Account) -> String {
    let status = note_status(&start(note.clone()), invoice, day("2026-03-01")).expect("a status");
    format!("{} {} {}", status.state.as_str(), status.balance_state.as_str(), status.amount_due)
}

#[test]
fn a_credit_note_is_settled_as_far_as_its_invoice_takes_it() {
    let nothing_paid = start(invoice());
    let (account, first) = book(nothing_paid, r#""amount":"210.00""#).expect("a credit note");
    // 1210.00 − 210.00 is still owed: all of the note was set off.
    assert_eq!(stands(&first, &account), "paid paid 0.00");
    // 1000.00 is paid, and 300.00 credited after that: it is to be given back, of which 100.00 was.
    let paid = r#"{"on":"2026-02-11","kind":"payment","amount":"1000.00","method":"creditTransfer"}"#;
    let given = r#"{"on":"2026-02-12","kind":"refund","amount":"100.00","method":"creditTransfer"}"#;
    let (account, second) = book(with(account, paid), r#""amount":"300.00""#).expect("a credit note");
    assert_eq!([stands(&first, &account), stands(&second, &account)], ["paid paid 0.00", "open unpaid 300.00"]);
    let account = with(account, given);
    assert_eq!([stands(&first, &account), stands(&second, &account)], ["paid paid 0.00", "open partiallyPaid 200.00"]);
    // A third one of 50.00: what is left to give back, 250.00, belongs to the last ones.
    let (account, third) = book(account, r#""amount":"50.00""#).expect("a credit note");
    assert_eq!(
        [stands(&second, &account), stands(&third, &account)],
        ["open partiallyPaid 200.00", "open unpaid 50.00"]
    );
}

#[test]
fn a_credit_note_of_another_invoice_stands_by_its_own_account() {
    let (_, note) = book(start(invoice()), r#""full":true"#).expect("a credit note");
    assert_eq!(stands(&note, &start(invoice())), "open unpaid 1210.00");
    // Nor is it settled before it was booked.
    let (account, note) = book(start(invoice()), r#""full":true"#).expect("a credit note");
    let status = note_status(&start(note), &account, day("2026-02-09")).expect("a status");
    assert_eq!(status.state.as_str(), "draft");
}
