//! Mandates and direct debits: what the service takes and gives of them over HTTP.

use rust_decimal::Decimal;
use voldaan::calendar::Day;
use voldaan::wire::{Array, Instant};
use voldaan::{wire_enum, wire_struct};

wire_enum! {
    /// Under which rules a debit is collected.
    #[derive(Copy, Eq)]
    pub enum MandateScheme {
        /// SEPA Direct Debit Core; the debtor can have it back for eight weeks.
        "core" Core,
        /// SEPA Direct Debit Business-to-Business; between companies, without that right.
        "b2b" B2b,
    }
}

wire_enum! {
    /// How far a mandate is.
    #[derive(Copy, Eq)]
    pub enum MandateState {
        /// It waits for its signature.
        "requested" Requested,
        /// It is signed and was not used yet.
        "active" Active,
        /// It was used.
        "used" Used,
        /// It holds no longer.
        "revoked" Revoked,
    }
}

wire_struct! {
    /// What can be said of a mandate.
    pub struct MandateInput {
        /// The customer who gives it.
        "customerId" customer_id: String,
        /// Its reference (BT-89), up to 35 characters; made if absent.
        "reference" reference: Option<String>,
        /// Its scheme; core if absent.
        "scheme" scheme: Option<MandateScheme>,
        /// The account that is debited (BT-91).
        "iban" iban: String,
        /// The bank of that account.
        "bic" bic: Option<String>,
        /// The holder of that account; the customer if absent.
        "accountHolder" account_holder: Option<String>,
        /// Day on which it was signed; it waits for its signature if absent.
        "signedOn" signed_on: Option<Day>,
    }
}

wire_struct! {
    /// That a mandate was signed.
    pub struct SignInput {
        /// Day on which it was signed; today if absent.
        "signedOn" signed_on: Option<Day>,
    }
}

wire_struct! {
    /// A mandate.
    pub struct Mandate {
        /// Its id.
        "id" id: String,
        /// The customer who gives it.
        "customerId" customer_id: String,
        /// Its reference (BT-89).
        "reference" reference: String,
        /// Its scheme.
        "scheme" scheme: MandateScheme,
        /// The account that is debited (BT-91).
        "iban" iban: String,
        /// The bank of that account.
        "bic" bic: Option<String>,
        /// The holder of that account.
        "accountHolder" account_holder: String,
        /// How far it is.
        "state" state: MandateState,
        /// Day on which it was signed.
        "signedOn" signed_on: Option<Day>,
        /// Day on which it was last collected with.
        "usedOn" used_on: Option<Day>,
    }
}

list! {
    /// Mandates, oldest first.
    MandateList of Mandate
}

wire_struct! {
    /// What to collect.
    pub struct DirectDebitInput {
        /// The day on which the banks move the money: after today, and a day on which TARGET is open.
        "collectOn" collect_on: Day,
        /// The invoices, each with a customer who gave a mandate.
        "invoiceIds" invoice_ids: Array<String>,
    }
}

wire_enum! {
    /// How far a debit is.
    #[derive(Copy, Eq)]
    pub enum DebitState {
        /// The bank has not told of it yet.
        "pending" Pending,
        /// The money came in and is booked.
        "booked" Booked,
        /// It came back, or was refused.
        "returned" Returned,
    }
}

wire_struct! {
    /// A debit of a batch.
    pub struct Debit {
        /// What names it from end to end.
        "endToEndId" end_to_end_id: String,
        /// The invoice.
        "invoiceId" invoice_id: String,
        /// The mandate.
        "mandateId" mandate_id: String,
        /// How much.
        "amount" amount: Decimal,
        /// How far it is.
        "state" state: DebitState,
    }
}

wire_struct! {
    /// A batch of direct debits, for the bank.
    pub struct DirectDebit {
        /// Its id; with `.xml` behind it the address of the file for the bank.
        "id" id: String,
        /// When it was made.
        "at" at: Instant,
        /// The day on which the banks move the money.
        "collectOn" collect_on: Day,
        /// All amounts together, in EUR.
        "total" total: Decimal,
        /// The debits.
        "items" items: Array<Debit>,
    }
}

wire_struct! {
    /// A batch of direct debits in a list.
    pub struct DirectDebitSummary {
        /// Its id; with `.xml` behind it the address of the file for the bank.
        "id" id: String,
        /// When it was made.
        "at" at: Instant,
        /// The day on which the banks move the money.
        "collectOn" collect_on: Day,
        /// All amounts together, in EUR.
        "total" total: Decimal,
        /// How many debits it has.
        "debits" debits: u32,
        /// Of how many of them the bank has not told yet.
        "pending" pending: u32,
    }
}

list! {
    /// Batches of direct debits, oldest first unless the newest are asked for.
    DirectDebitList of DirectDebitSummary
}

wire_struct! {
    /// A direct debit that came back.
    pub struct ReturnedDebitInput {
        /// How much; the last debit that was booked if absent.
        "amount" amount: Option<Decimal>,
        /// Why, such as the reason code of the bank (AM04, MD06, ...).
        "reason" reason: Option<String>,
        /// Day on which it came back; today if absent.
        "on" on: Option<Day>,
    }
}
