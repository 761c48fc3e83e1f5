//! A draft, and what is derived of it, as they go out again: amounts with the decimals of their currency. It changes no value, and
//! decides nothing.

use super::computed::{Derived, LineAmounts};
use super::draft::Draft;
use super::line::AllowanceCharge;
use super::totals::{EarlyPayment, Totals};
use super::vat::{Vat, VatInput};
use crate::money::round::state;

fn state_rows(rows: &mut [AllowanceCharge], decimals: u32) {
    for row in rows {
        for amount in [&mut row.amount, &mut row.base].into_iter().flatten() {
            state(amount, decimals);
        }
    }
}

impl Draft {
    /// States each amount in the decimals of the currency. Prices, quantities and percentages are no amounts.
    pub(crate) fn state_amounts(&mut self) {
        let decimals = self.currency.decimals();
        for rows in [&mut self.allowances, &mut self.charges] {
            state_rows(rows, decimals);
        }
        for line in &mut self.lines {
            for rows in [&mut line.allowances, &mut line.charges] {
                state_rows(rows, decimals);
            }
        }
        let instalments = self.payment_terms.iter_mut().flat_map(|terms| &mut terms.instalments);
        let instalments = instalments.filter_map(|instalment| instalment.amount.as_mut());
        let vat = self.vat_amounts.iter_mut().map(|row| &mut row.amount);
        for amount in instalments.chain(vat).chain(&mut self.prepaid) {
            state(amount, decimals);
        }
    }

    /// The decimals of the VAT accounting currency (BT-6); those of the currency where there is none.
    fn vat_decimals(&self) -> u32 {
        self.vat_currency.as_ref().map_or(self.currency, |other| other.currency).decimals()
    }

    /// The draft without its lines, as understood; `vats` is the VAT of the allowances and then the charges of the document.
    pub(super) fn understood_head(self: Box<Self>, vats: Vec<Option<Vat>>) -> Box<Draft> {
        let mut head = self;
        head.state_amounts();
        head.kind = Some(head.document_type());
        for (row, vat) in head.allowances.iter_mut().chain(&mut head.charges).zip(vats) {
            row.vat = vat.map(VatInput::Stated);
        }
        head
    }
}

impl Derived {
    /// States each amount of what was read again in the decimals of its currency.
    pub(super) fn state_amounts(&mut self, head: &Draft) {
        let decimals = head.currency.decimals();
        let Totals { line_net, allowances, charges, net, vat, gross, prepaid, rounding, payable, .. } =
            &mut self.totals;
        for amount in [line_net, allowances, charges, net, vat, gross, prepaid, rounding, payable] {
            state(amount, decimals);
        }
        if let Some(amount) = &mut self.totals.vat_in_accounting_currency {
            state(amount, head.vat_decimals());
        }
        for row in &mut self.adjustments {
            for amount in row.base.iter_mut().chain([&mut row.amount]) {
                state(amount, decimals);
            }
        }
        for row in &mut self.vat_breakdown.0 {
            state(&mut row.base, decimals);
            state(&mut row.amount, decimals);
        }
        for EarlyPayment { payable, discount, correction, .. } in &mut self.early_payment {
            let correction = correction.iter_mut().flat_map(|row| [&mut row.net, &mut row.vat]);
            for amount in
                [payable, &mut discount.net, &mut discount.vat, &mut discount.gross].into_iter().chain(correction)
            {
                state(amount, decimals);
            }
        }
        for instalment in &mut self.instalments {
            state(&mut instalment.amount, decimals);
        }
    }
}

impl LineAmounts {
    /// States the amounts of a line that was read again in the decimals of their currency.
    pub(super) fn state_amounts(&mut self, decimals: u32) {
        let LineAmounts { net, allowance_total, charge_total, vat, gross } = self;
        for amount in [net, allowance_total, charge_total, vat, gross] {
            state(amount, decimals);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::Draft;
    use crate::ledger::Account;
    use crate::wire::to_json;

    /// 80.00 at 21 % is 96.80, 7.00 at 9 % is 7.63: together 104.43, of which 10.00 was paid before and 50.00 is due first.
    const DRAFT: &str = r#"{"currency":"EUR","issueDate":"2026-01-31",
        "lines":[{"name":"Work","quantity":"1.50","unitPrice":"60.00","vat":{"category":"S","rate":"21"},
                  "allowances":[{"amount":"0"}]},
                 {"name":"Book","quantity":1,"unitPrice":"10","vat":"nl:reduced","charges":[{"percent":"10","base":"20"}]}],
        "allowances":[{"amount":"5","reason":"Loyalty","vat":"nl:reduced"},{"amount":"10.0","vat":{"category":"S","rate":"21"}}],
        "prepaid":"10","paymentTerms":{"instalments":[{"amount":"50","days":10},{"amount":"44.43","days":20}]}}"#;

    #[test]
    fn amounts_go_out_with_the_decimals_of_the_currency_and_vat_as_it_was_found() {
        let draft = Draft::from_json(DRAFT).expect("a draft");
        let json = crate::calculate(&draft).expect("an invoice").to_json();
        for said in [
            r#""allowances":[{"amount":"5.00","reason":"Loyalty","vat":{"category":"S","rate":"9"}},{"amount":"10.00","vat":{"category":"S","rate":"21"}}]"#,
            r#""prepaid":"10.00""#,
            r#""instalments":[{"amount":"50.00","days":10}"#,
            r#""allowances":[{"amount":"0.00"}]"#,
            r#""charges":[{"amount":"2.00","percent":"10","base":"20.00"}]"#,
            r#""quantity":"1.5""#,
        ] {
            assert!(json.contains(said), "{said} is not in {json}");
        }
    }

    #[test]
    fn a_currency_without_decimals_has_none() {
        let draft = r#"{"currency":"JPY","issueDate":"2026-01-31","lines":[{"name":"A","quantity":1,"unitPrice":"700",
            "vat":{"category":"S","rate":"10"}}],"prepaid":"70.0"}"#;
        let invoice = crate::calculate(&Draft::from_json(draft).expect("a draft")).expect("an invoice");
        assert!(invoice.to_json().contains(r#""prepaid":"70","#));
    }

    #[test]
    fn entries_go_out_with_the_decimals_of_the_currency() {
        let draft = Draft::from_json(
            r#"{"currency":"EUR","supplier":{"name":"S","country":"NL","vatId":"NL004495445B01","address":{"city":"Delft"}},
            "customer":{"name":"C","country":"NL","address":{"city":"Delft"}},
            "lines":[{"name":"Work","quantity":1,"unitPrice":"100","vat":{"category":"S","rate":"21"}}],"paymentTerms":{"netDays":14}}"#,
        );
        let day = crate::Day::parse("2026-01-31").expect("a day");
        let invoice = crate::invoice::issue(&draft.expect("a draft"), "1", day).expect("an invoice");
        let said = |kind: &str| format!(r#"{{"id":"e","at":"2026-02-01T09:00:00Z","on":"2026-02-01",{kind}}}"#);
        for (kind, amount) in [
            (r#""kind":"payment","amount":"100","method":"cash""#, r#""amount":"100.00""#),
            (r#""kind":"promise","until":"2026-03-01","amount":"10.5""#, r#""amount":"10.50""#),
            (r#""kind":"paymentPlan","instalments":[{"dueDate":"2026-03-01","amount":"121"}]"#, r#""amount":"121.00""#),
            (
                r#""kind":"reminder","step":"a","channel":"letter","sentOn":"2026-02-01","costsStated":"40""#,
                r#""costsStated":"40.00""#,
            ),
        ] {
            let entry = crate::wire::from_json(&said(kind)).expect("an entry");
            let account = Account::new(invoice.clone(), vec![entry]).expect("an account");
            let read = Account::from_json(&to_json(&account)).expect("the account again");
            for account in [account, read] {
                assert!(to_json(&account).contains(amount), "{amount} of {kind}");
            }
        }
    }
}
