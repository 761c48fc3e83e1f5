//! Payments that are begun at a payment service, and money that is given back: what the service takes and gives of them
//! over HTTP.

use rust_decimal::Decimal;
use voldaan::calendar::Day;
use voldaan::money::Currency;
use voldaan::wire::{Array, Instant};
use voldaan::{wire_enum, wire_struct};

wire_struct! {
    /// How a customer is to pay.
    #[derive(Default)]
    pub struct CheckoutInput {
        /// The payment service; the first one that the administration has a key of if absent.
        "provider" provider: Option<String>,
        /// The means of payment by the service's own name, such as ideal, bancontact or card; the customer chooses if absent.
        "method" method: Option<String>,
        /// How much; all that is due today, less a discount for paying early, if absent.
        "amount" amount: Option<Decimal>,
        /// Whether interest and costs that letters claimed are asked for as well, as far as the law allows today; no if absent.
        "charges" charges: Option<bool>,
        /// Whether the payment service keeps a mandate of the customer from it, to charge later invoices without them.
        "mandate" mandate: Option<bool>,
        /// Where the customer goes after paying; the customer's page if absent.
        "successUrl" success_url: Option<String>,
        /// Where the customer goes instead of paying; the customer's page if absent.
        "cancelUrl" cancel_url: Option<String>,
    }
}

wire_struct! {
    /// A payment that was begun at a payment service.
    pub struct Checkout {
        /// Its id.
        "id" id: String,
        /// When it was begun.
        "at" at: Instant,
        /// The invoice.
        "invoiceId" invoice_id: String,
        /// The payment service.
        "provider" provider: String,
        /// Its name at the payment service.
        "providerId" provider_id: String,
        /// The means of payment, where one was chosen.
        "method" method: Option<String>,
        /// How much.
        "amount" amount: Decimal,
        /// What of it is for collection costs, where a letter claimed any.
        "costs" costs: Option<Decimal>,
        /// What of it is for interest, where a letter claimed any.
        "interest" interest: Option<Decimal>,
        /// In which currency.
        "currency" currency: String,
        /// Where the customer pays.
        "url" url: Option<String>,
    }
}

wire_struct! {
    /// Money to give back.
    pub struct RefundInput {
        /// How much, in the currency of the invoice.
        "amount" amount: Decimal,
        /// The entry of the payment that it is given back of; the last payment with so much left if absent.
        "payment" payment: Option<String>,
        /// Why; the customer reads it where the payment service shows it.
        "reason" reason: Option<String>,
        /// How it was given back, for payments that came through no payment service; as it was paid if absent.
        "method" method: Option<String>,
        /// Day on which it was given back; today if absent.
        "on" on: Option<Day>,
    }
}

wire_enum! {
    /// What became of a refund, as a person found out.
    #[derive(Copy, Eq)]
    pub enum RefundOutcome {
        /// The customer has the money.
        "done" Done,
        /// It was not given back: the booking is corrected.
        "failed" Failed,
    }
}

wire_struct! {
    /// What became of a refund that its payment service left unclear.
    pub struct RefundSettleInput {
        /// What became of it.
        "outcome" outcome: RefundOutcome,
        /// How it is known.
        "note" note: Option<String>,
    }
}

wire_enum! {
    /// How far a refund is.
    #[derive(Copy, Eq)]
    pub enum RefundState {
        /// It is booked; the payment service has not taken it yet.
        "waiting" Waiting,
        /// The payment service has taken it, or it was given back by hand.
        "done" Done,
        /// The payment service refused it or could not carry it out; the booking is corrected.
        "failed" Failed,
    }
}

wire_struct! {
    /// Money that was given back.
    pub struct RefundResource {
        /// Its id.
        "id" id: String,
        /// When it was asked for.
        "at" at: Instant,
        /// The invoice.
        "invoiceId" invoice_id: String,
        /// The entry that books it.
        "entry" entry: String,
        /// How much.
        "amount" amount: Decimal,
        /// In which currency.
        "currency" currency: Currency,
        /// The payment service; absent where it was given back by hand.
        "provider" provider: Option<String>,
        /// Its name at the payment service.
        "providerId" provider_id: Option<String>,
        /// How far it is.
        "state" state: RefundState,
        /// Why it failed, or why it still waits.
        "note" note: Option<String>,
    }
}

list! {
    /// What was given back.
    RefundList of RefundResource
}
