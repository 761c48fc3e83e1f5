//! A payment over several invoices loses no cent, and its entries fit the accounts they are for.

use proptest::prelude::*;
use rust_decimal::Decimal;

use super::{day, draft, line};
use crate::calendar::Day;
use crate::invoice::issue;
use crate::ledger::{
    Account, AppliedBy, ApplyOptions, Entry, EntryKind, FROM_BALANCE, Payment, PaymentApplication, apply_payment,
    credit_balance, position,
};
use crate::wire::Instant;

/// Accounts of one invoice each: net cents, days from 31 January on which it is issued, and a first payment in cents.
fn accounts(invoices: &[(u32, u8, u32)]) -> Vec<Account> {
    let account = |(index, (net, after, paid)): (usize, &(u32, u8, u32))| {
        let price = Decimal::new(i64::from(*net), 2).to_string();
        let terms = [
            r#","paymentTerms":{"netDays":14}"#,
            r#","paymentTerms":{"netDays":30,"earlyDiscounts":[{"percent":"2","days":10}]}"#,
            r#","paymentTerms":{"instalments":[{"days":5},{"days":40},{"days":60}]}"#,
        ];
        let on = later(i32::from(*after));
        let invoice = issue(&draft(&line(&price), terms[index % 3]), &format!("N{index}"), on).expect("an invoice");
        let payment = entry("earlier", on, Decimal::new(i64::from(*paid), 2), "ideal");
        Account::new(invoice, if *paid == 0 { Vec::new() } else { vec![payment] }).expect("an account")
    };
    invoices.iter().enumerate().map(account).collect()
}

fn later(days: i32) -> Day {
    day("2026-01-31").add_days(days).expect("in range")
}

fn entry(id: &str, on: Day, amount: Decimal, method: &str) -> Entry {
    let at = Instant::parse("2026-02-10T09:00:00Z").expect("an instant");
    let (reference, provider, provider_id, costs, interest) = (None, None, None, None, None);
    let payment = Payment {
        amount,
        method: method.to_owned(),
        reference,
        provider,
        provider_id,
        costs,
        interest,
        discount_on: None,
    };
    Entry::new(id.to_owned(), at, on, EntryKind::Payment(payment))
}

/// The accounts with the entries of the application.
fn booked(accounts: &[Account], application: &PaymentApplication) -> Vec<Account> {
    let mut booked = accounts.to_vec();
    for row in application.applied.iter().chain(&application.taken) {
        let account = booked.iter_mut().find(|account| account.invoice().number() == row.number).expect("an account");
        for entry in row.entries.iter() {
            *account = account.clone().append(entry.clone()).expect("an entry that fits");
        }
    }
    booked
}

/// What is owed and overpaid over all accounts.
fn sums(accounts: &[Account], on: Day) -> (Decimal, Decimal) {
    let each = accounts.iter().map(|account| position(account, on).expect("in range"));
    each.fold((Decimal::ZERO, Decimal::ZERO), |(owed, over), p| (owed + p.owed, over + p.overpaid))
}

proptest! {
    #[test]
    fn no_cent_of_a_payment_is_lost(
        invoices in prop::collection::vec((100_u32..90_000, 0_u8..40, prop_oneof![Just(0_u32), 1_u32..120_000]), 0..6),
        cents in 1_u32..300_000,
        after in 0_i32..60,
        from_balance in any::<bool>(),
    ) {
        let accounts = accounts(&invoices);
        let on = later(after);
        let amount = Decimal::new(i64::from(cents), 2);
        let payment = entry("p1", on, amount, if from_balance { FROM_BALANCE } else { "ideal" });
        let options = ApplyOptions { currency: Some(crate::money::Currency::from_code("EUR").expect("a currency")), ..ApplyOptions::default() };
        let application = apply_payment(&payment, &accounts, &options).expect("an application");
        let applied: Decimal = application.applied.iter().map(|row| row.amount).sum();
        let taken: Decimal = application.taken.iter().map(|row| row.amount).sum();
        prop_assert_eq!(applied + application.unapplied, amount);
        prop_assert_eq!(taken, if from_balance { applied } else { Decimal::ZERO });
        // What is owed falls by what came in; a discount or what is paid too much makes up the rest.
        let after = booked(&accounts, &application);
        let end = later(400);
        let ((owed, over), (owed_after, over_after)) = (sums(&accounts, end), sums(&after, end));
        let position = |account: &Account| position(account, end).expect("in range").discount;
        let discount = |accounts: &[Account]| accounts.iter().map(position).sum::<Decimal>();
        prop_assert_eq!(owed - owed_after + over_after - over, applied - taken + discount(&after) - discount(&accounts));
        let balance: Decimal = credit_balance(&after, end).expect("in range").iter().map(|balance| balance.amount).sum();
        prop_assert_eq!(balance, over_after);
        // Once more books nothing.
        let again = apply_payment(&payment, &after, &options).expect("an application");
        prop_assert!(applied.is_zero() || again.by == AppliedBy::AlreadyBooked);
        prop_assert!(applied.is_zero() || again.applied.is_empty());
    }
}
