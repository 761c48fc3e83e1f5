//! Administrations and their keys: what the service takes and gives of them over HTTP.

use rust_decimal::Decimal;
use voldaan::calendar::Day;
use voldaan::dunning::{Creditor, LawOverride};
use voldaan::invoice::{PaymentMethod, Terms, VatInput};
use voldaan::money::Currency;
use voldaan::party::Party;
use voldaan::wire::{Array, Instant};
use voldaan::{wire_enum, wire_struct};

use super::DeliveryWay;

wire_enum! {
    /// To what a payment goes first once a letter claimed interest and costs.
    #[derive(Copy, Eq)]
    pub enum PaymentOrder {
        /// The invoice, then costs, then interest. A creditor may always take a payment so: it asks least of the debtor.
        "principalFirst" PrincipalFirst,
        /// Costs, then interest, then the invoice: the order of art. 6:44(1) BW and § 367(1) BGB where payer and creditor agreed on no other.
        "costsFirst" CostsFirst,
    }
}

wire_enum! {
    /// How far items go by themselves.
    #[derive(Copy, Eq)]
    pub enum ItemBilling {
        /// They become drafts.
        "draft" Draft,
        /// Their invoices are issued.
        "issue" Issue,
        /// Their invoices are issued and sent.
        "send" Send,
    }
}

wire_struct! {
    /// A number series.
    pub struct Series {
        /// What requests call it; `invoice` and `creditNote` are taken where a request names none, `quote` and `proforma` by
        /// offers.
        "name" name: String,
        /// Pattern of its numbers, such as {year}-{seq:4}.
        "pattern" pattern: String,
    }
}

wire_struct! {
    /// What a customer gets once for agreeing to structured invoices.
    #[derive(Eq)]
    pub struct Incentive {
        /// Amount off their next invoice, without VAT; with VAT where its prices include it.
        "amount" amount: Decimal,
        /// Its currency: an invoice in another one does not take it.
        "currency" currency: Currency,
    }
}

wire_struct! {
    /// Up to what a rest that is left after a payment is given up.
    #[derive(Eq)]
    pub struct PaymentTolerance {
        /// The largest rest that is given up.
        "amount" amount: Decimal,
        /// Its currency: on an invoice in another one nothing is given up.
        "currency" currency: Currency,
    }
}

wire_struct! {
    /// What can be said of an administration.
    pub struct AdministrationInput {
        /// Its name.
        "name" name: String,
        /// IANA time zone that decides what day it is; Europe/Amsterdam if absent.
        "timeZone" time_zone: Option<String>,
        /// Whether it is for tests: only then the header X-Voldaan-Test-Clock sets the time. Cannot be changed later.
        "test" test: Option<bool>,
        /// Seller of its invoices where a draft names none (BG-4).
        "supplier" supplier: Option<Party>,
        /// Payment terms of its invoices where a draft has none (BT-9, BT-20).
        "paymentTerms" payment_terms: Option<Terms>,
        /// Ways to pay its invoices where a draft has none (BG-16).
        "paymentMethods" payment_methods: Vec<PaymentMethod>,
        /// Currency of its drafts that state none (BT-5).
        "currency" currency: Option<Currency>,
        /// VAT of lines that state none, such as nl:standard (BG-30).
        "vat" vat: Option<VatInput>,
        /// Its number series; {year}-{seq:4} for invoices, C{year}-{seq:4} for credit notes, Q{year}-{seq:4} for quotes and
        /// P{year}-{seq:4} for pro formas if absent.
        "series" series: Vec<Series>,
        /// What matters of it as a creditor: whether it deducts VAT, and its size.
        "creditor" creditor: Option<Creditor>,
        /// Newer rows of law than the engine has, for its claims.
        "lawOverrides" law_overrides: Vec<LawOverride>,
        /// Signing secret of its Stripe webhook; kept sealed and never shown.
        "stripeWebhookSecret" stripe_webhook_secret: Option<String>,
        /// Secret key of its account at Stripe, to begin payments and give money back; kept sealed and never shown.
        "stripeSecretKey" stripe_secret_key: Option<String>,
        /// API key of its account at Mollie; kept sealed and never shown.
        "mollieApiKey" mollie_api_key: Option<String>,
        /// What a customer gets once for agreeing to structured invoices (`delivery.consent`); nothing if absent.
        "eInvoicingIncentive" e_invoicing_incentive: Option<Incentive>,
        /// Up to what a rest is given up as a payment difference when money comes in; nothing is if absent.
        "paymentTolerance" payment_tolerance: Option<PaymentTolerance>,
        /// So many days after its last day an early-payment discount is granted all the same, up to 30; none if absent.
        "discountGraceDays" discount_grace_days: Option<u32>,
        /// To what a payment goes first once a letter claimed interest and costs, where it is not of the whole claim and the payer said
        /// nothing; to the invoice if absent.
        "paymentOrder" payment_order: Option<PaymentOrder>,
        /// Origins whose web pages may use it with a key, such as https://shop.example.
        "allowedOrigins" allowed_origins: Vec<String>,
        /// Ways of delivery that customers choose from on their page; all that reach them if absent.
        "deliveryChoices" delivery_choices: Vec<DeliveryWay>,
        /// Whether its invoices say what late payment costs (BT-22), in the words of the policy that is followed for the customer; not if
        /// absent.
        "latePaymentNote" late_payment_note: Option<bool>,
        /// Whether an early-payment discount that was earned (terms of fullThenCreditNote) gets its credit note by itself, the morning
        /// after; not if absent: then the event discount.earned says that it waits.
        "creditEarnedDiscounts" credit_earned_discounts: Option<bool>,
        /// Whether a discount that is off the invoice already (terms of discounted) and was not taken gets its supplementary invoice by
        /// itself, the morning after its last day and the days of grace; not if absent.
        "supplementLapsedDiscounts" supplement_lapsed_discounts: Option<bool>,
        /// What becomes of items by themselves once the month is over in which they were delivered, as one invoice or one for each, as each
        /// customer wants it; nothing if absent.
        "itemBilling" item_billing: Option<ItemBilling>,
    }
}

wire_struct! {
    /// An administration: one set of books with its own keys, numbers and time zone.
    pub struct Administration {
        /// Its id.
        "id" id: String,
        /// Its name.
        "name" name: String,
        /// IANA time zone that decides what day it is.
        "timeZone" time_zone: String,
        /// Whether it is for tests.
        "test" test: bool,
        /// What day it is for it, by the clock of the request.
        "today" today: Day,
        /// Seller of its invoices where a draft names none (BG-4).
        "supplier" supplier: Option<Party>,
        /// Payment terms of its invoices where a draft has none (BT-9, BT-20).
        "paymentTerms" payment_terms: Option<Terms>,
        /// Ways to pay its invoices where a draft has none (BG-16).
        "paymentMethods" payment_methods: Vec<PaymentMethod>,
        /// Currency of its drafts that state none (BT-5).
        "currency" currency: Option<Currency>,
        /// VAT of lines that state none (BG-30).
        "vat" vat: Option<VatInput>,
        /// Its number series.
        "series" series: Array<Series>,
        /// What matters of it as a creditor.
        "creditor" creditor: Option<Creditor>,
        /// Newer rows of law than the engine has.
        "lawOverrides" law_overrides: Vec<LawOverride>,
        /// Whether a signing secret for Stripe's webhook is kept.
        "stripeWebhook" stripe_webhook: bool,
        /// The payment services that a key is kept of; payments can be begun at these.
        "paymentServices" payment_services: Vec<String>,
        /// What a customer gets once for agreeing to structured invoices.
        "eInvoicingIncentive" e_invoicing_incentive: Option<Incentive>,
        /// Up to what a rest is given up as a payment difference when money comes in; nothing is if absent.
        "paymentTolerance" payment_tolerance: Option<PaymentTolerance>,
        /// So many days after its last day an early-payment discount is granted all the same.
        "discountGraceDays" discount_grace_days: u32,
        /// To what a payment goes first once a letter claimed interest and costs.
        "paymentOrder" payment_order: PaymentOrder,
        /// Origins whose web pages may use it with a key.
        "allowedOrigins" allowed_origins: Vec<String>,
        /// Ways of delivery that customers choose from on their page; all that reach them if absent.
        "deliveryChoices" delivery_choices: Vec<DeliveryWay>,
        /// Whether its invoices say what late payment costs.
        "latePaymentNote" late_payment_note: bool,
        /// Whether an early-payment discount that was earned gets its credit note by itself, the morning after.
        "creditEarnedDiscounts" credit_earned_discounts: bool,
        /// Whether a discount that is off the invoice and was not taken gets its supplementary invoice by itself.
        "supplementLapsedDiscounts" supplement_lapsed_discounts: bool,
        /// What becomes of items by themselves once their month is over.
        "itemBilling" item_billing: Option<ItemBilling>,
    }
}

wire_struct! {
    /// A new administration with its first key.
    pub struct NewAdministration {
        /// The administration.
        "administration" administration: Administration,
        /// Its first API key. Keep it: it is not shown again.
        "apiKey" api_key: String,
    }
}

wire_enum! {
    /// What a key may do.
    #[derive(Copy, Eq)]
    pub enum Scope {
        /// Look at everything, and compute.
        "read" Read,
        /// Keep, issue, book and send as well.
        "write" Write,
        /// Change the administration and its keys as well.
        "admin" Admin,
    }
}

wire_struct! {
    /// What a new key is for.
    pub struct KeyInput {
        /// What it is for.
        "name" name: String,
        /// What it may do; admin if absent.
        "scope" scope: Option<Scope>,
    }
}

wire_struct! {
    /// How one key takes the place of another.
    pub struct RotationInput {
        /// So many hours the old one is good beside the new one, at most 168; 24 if absent.
        "overlapHours" overlap_hours: Option<u32>,
    }
}

wire_struct! {
    /// An API key, without its secret.
    pub struct Key {
        /// Its id.
        "id" id: String,
        /// What it is for.
        "name" name: String,
        /// What it may do.
        "scope" scope: Scope,
        /// When it was made.
        "createdAt" created_at: Instant,
        /// When it was last used, to the hour.
        "lastUsedAt" last_used_at: Option<Instant>,
        /// When it was revoked, or will be.
        "revokedAt" revoked_at: Option<Instant>,
        /// Its text, only in the answer that made it. Keep it: it is not shown again.
        "apiKey" api_key: Option<String>,
    }
}

list! {
    /// API keys.
    KeyList of Key
}
