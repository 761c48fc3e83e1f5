//! The chart of accounts under which the journal goes out: a number, a Dutch name and a side of the books for each part of the
//! ledger that invoices move. A bookkeeper's program maps the numbers onto its own.

use voldaan::report::LedgerAccount;

/// An account of the chart.
pub(crate) struct Account {
    /// Its number.
    pub number: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Whether it stands on the balance sheet, and not in the profit and loss account.
    pub is_balance: bool,
}

/// What earlier periods came to: where their revenue and costs stand when a period begins.
pub(crate) const EARLIER: Account = balance("0599", "Resultaat eerdere perioden");

/// All accounts beside [`EARLIER`], by their numbers.
pub(crate) const CHART: [LedgerAccount; 14] = [
    LedgerAccount::Cash,
    LedgerAccount::Bank,
    LedgerAccount::PaymentServices,
    LedgerAccount::CreditBalances,
    LedgerAccount::Receivables,
    LedgerAccount::Prepayments,
    LedgerAccount::Vat,
    LedgerAccount::BadDebts,
    LedgerAccount::Discounts,
    LedgerAccount::Settlements,
    LedgerAccount::Rounding,
    LedgerAccount::Revenue,
    LedgerAccount::LateInterest,
    LedgerAccount::CollectionCosts,
];

/// The account of the chart for a part of the ledger.
pub(crate) const fn account(of: LedgerAccount) -> Account {
    match of {
        LedgerAccount::Cash => balance("1000", "Kas"),
        LedgerAccount::Bank => balance("1100", "Bank"),
        LedgerAccount::PaymentServices => balance("1150", "Betaaldiensten, uit te betalen"),
        LedgerAccount::CreditBalances => balance("1190", "Tegoeden onderweg"),
        LedgerAccount::Receivables => balance("1300", "Debiteuren"),
        LedgerAccount::Prepayments => balance("1450", "Vooruitontvangen"),
        LedgerAccount::Vat => balance("1500", "Af te dragen omzetbelasting"),
        LedgerAccount::BadDebts => result("4900", "Oninbare vorderingen"),
        LedgerAccount::Discounts => result("4910", "Betalingskortingen"),
        LedgerAccount::Settlements => result("4920", "Schikkingen en betalingsverschillen"),
        LedgerAccount::Rounding => result("4930", "Afrondingsverschillen"),
        LedgerAccount::Revenue => result("8000", "Omzet"),
        LedgerAccount::LateInterest => result("8900", "Ontvangen rente van debiteuren"),
        LedgerAccount::CollectionCosts => result("8910", "Ontvangen incassokosten"),
    }
}

const fn balance(number: &'static str, name: &'static str) -> Account {
    Account { number, name, is_balance: true }
}

const fn result(number: &'static str, name: &'static str) -> Account {
    Account { number, name, is_balance: false }
}
