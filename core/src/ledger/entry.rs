//! Entries: what happened to an invoice, one after the other, appended and never edited.
//!
//! `on` is the legal day and the only one that folds use; `at` says when it was written down. Amounts are positive, in
//! the currency of the invoice; the kind says in which direction they go. Refuses to hold anything that is computed.

use rust_decimal::Decimal;

use crate::calendar::Day;
use crate::invoice::VatBreakdown;
use crate::money::round::state;
use crate::wire::{Array, Instant};
use crate::{wire_enum, wire_struct, wire_tagged};

/// The newest shape of entries that this version reads and writes.
pub const ENTRY_SCHEMA: u32 = 1;

wire_enum! {
    /// The way a document or a reminder goes to the customer.
    #[derive(Copy, Eq)]
    pub enum Channel {
        /// E-mail.
        "email" Email,
        /// Letter by post.
        "letter" Letter,
        /// Registered letter.
        "registeredLetter" RegisteredLetter,
        /// Telephone call.
        "phone" Phone,
        /// Text message.
        "sms" Sms,
        /// The customer's own page.
        "portal" Portal,
        /// The Peppol network.
        "peppol" Peppol,
        /// Any other way, such as a bailiff's writ.
        "other" Other,
    }
}

wire_enum! {
    /// How a dispute ended. Each ends the dispute; what is granted follows as a credit.
    #[derive(Copy, Eq)]
    pub enum DisputeOutcome {
        /// The customer was right; a credit note follows.
        "accepted" Accepted,
        /// The customer was right in part; a credit note for that part follows.
        "partlyAccepted" PartlyAccepted,
        /// The supplier was right.
        "rejected" Rejected,
        /// The customer let it go.
        "withdrawn" Withdrawn,
    }
}

wire_enum! {
    /// Why an amount was given up; it decides whether the invoice counts as paid.
    #[derive(Copy, Eq)]
    pub enum WriteOffGround {
        /// The customer cannot or will not pay; the invoice is uncollectible.
        "uncollectible" Uncollectible,
        /// The customer paid what the settlement asked for; the invoice is paid.
        "settlement" Settlement,
        /// A difference too small to ask for, such as bank charges; the invoice is paid.
        "difference" Difference,
        /// Interest and costs that a reminder claimed are not asked for any more; what is owed of the invoice stays.
        "charges" Charges,
    }
}

wire_struct! {
    /// A part of a payment plan.
    #[derive(Eq)]
    pub struct PlannedInstalment {
        /// Day on which it is due.
        "dueDate" due_date: Day,
        /// Amount.
        "amount" amount: Decimal,
    }
}

wire_struct! {
    /// A line of a credit note; it has the id of the invoice line.
    #[derive(Eq)]
    pub struct CreditedLine {
        /// Identifier of the invoice line (BT-126).
        "id" id: String,
        /// Quantity credited, with the sign of the invoiced quantity (BT-129).
        "quantity" quantity: Decimal,
    }
}

wire_tagged! {
    /// Something that happened to an invoice.
    pub struct Entry {
        /// Identifier, unique in the account; the same event always gets the same one, so that it is booked once.
        "id" id: String,
        /// When it was written down; no computation reads it.
        "at" at: Instant,
        /// The legal day; entries dated after the day asked for are ignored.
        "on" on: Day,
        /// Number of the shape that the entry was written in; 1 if absent. A reader refuses a number that it does not know.
        "schema" schema: Option<u32>;
        "kind" kind: pub enum EntryKind {
            /// The invoice was issued.
            "issued" Issued(IssuedEntry) {},
            /// The invoice was sent.
            "sent" Sent(Sent) {
                /// The way it went.
                "channel" channel: Channel,
                /// Address it went to.
                "to" to: String,
            },
            /// The customer looked at the invoice.
            "viewed" Viewed(Viewed) {},
            /// Money came in.
            "payment" Payment(Payment) {
                /// Amount received.
                "amount" amount: Decimal,
                /// Means of payment, such as creditTransfer, ideal or card.
                "method" method: String,
                /// Reference that the payer gave.
                "reference" reference: Option<String>,
                /// Payment service that reported it.
                "provider" provider: Option<String>,
                /// The payment service's own identifier.
                "providerId" provider_id: Option<String>,
                /// What of it is for collection costs, lump sum included, as the payer said or the law has it.
                "costs" costs: Option<Decimal>,
                /// What of it is for interest. A payment that says neither goes to the invoice first, then to what reminders claimed.
                "interest" interest: Option<Decimal>,
                /// Day as of which it counts for an early-payment discount, where the seller takes it although it came later; its own if absent.
                "discountOn" discount_on: Option<Day>,
            },
            /// Money was given back to the customer.
            "refund" Refund(Refund) {
                /// Amount given back.
                "amount" amount: Decimal,
                /// Means of payment.
                "method" method: String,
                /// Reference.
                "reference" reference: Option<String>,
                /// Payment service that reported it.
                "provider" provider: Option<String>,
                /// The payment service's own identifier.
                "providerId" provider_id: Option<String>,
            },
            /// The customer's bank took a card payment back.
            "chargeback" Chargeback(Chargeback) {
                /// Amount taken back.
                "amount" amount: Decimal,
                /// Means of payment.
                "method" method: String,
                /// Reference.
                "reference" reference: Option<String>,
                /// Payment service that reported it.
                "provider" provider: Option<String>,
                /// The payment service's own identifier.
                "providerId" provider_id: Option<String>,
            },
            /// A direct debit was returned.
            "returnedDebit" ReturnedDebit(ReturnedDebit) {
                /// Amount returned.
                "amount" amount: Decimal,
                /// Means of payment.
                "method" method: String,
                /// Reference.
                "reference" reference: Option<String>,
                /// Payment service that reported it.
                "provider" provider: Option<String>,
                /// The payment service's own identifier.
                "providerId" provider_id: Option<String>,
            },
            /// A credit note was issued for the invoice.
            "credit" Credit(Credit) {
                /// Number of the credit note (BT-1).
                "number" number: String,
                /// What the credit note comes to (BT-115).
                "amount" amount: Decimal,
                /// VAT breakdown of the credit note (BG-23), so that later credits complete each VAT group to the cent;
                /// without it the amount is taken to be spread over the groups in proportion.
                "breakdown" breakdown: Vec<VatBreakdown>,
                /// Id and quantity of the lines of the credit note, so that none is credited twice; lines that credit an
                /// amount have an id that begins with `amount-`.
                "lines" lines: Vec<CreditedLine>,
            },
            /// A reminder went out.
            "reminder" Reminder(Reminder) {
                /// The step of the policy.
                "step" step: String,
                /// The way it went.
                "channel" channel: Channel,
                /// Day on which it was sent; the day of the entry or one before it.
                "sentOn" sent_on: Day,
                /// Day on which the customer received it, if known; terms of law often run from it.
                "receivedOn" received_on: Option<Day>,
                /// Collection costs that the reminder stated; Dutch law wants the exact amount named.
                "costsStated" costs_stated: Option<Decimal>,
                /// What the reminder itself is charged for; a first reminder to a consumer is free.
                "charge" charge: Option<Decimal>,
                /// Its postage; Belgian law lets a further reminder cost so much beside a fixed sum.
                "postage" postage: Option<Decimal>,
                /// Dunning level of the step; one more than before if absent.
                "level" level: Option<u32>,
                /// Collection costs and lump sum that it claims, whatever was paid of them.
                "costsClaimed" costs_claimed: Option<Decimal>,
                /// Interest that it claims from the first day of default to its own, whatever was paid of it.
                "interestClaimed" interest_claimed: Option<Decimal>,
            },
            /// Dunning begins anew: the level is 0 again, and what was done before may be done once more.
            "dunningReset" DunningReset(DunningReset) {
                /// Why.
                "reason" reason: Option<String>,
            },
            /// Dunning is held: nothing is sent up to a day. What is owed, and its interest, goes on.
            "dunningHold" DunningHold(DunningHold) {
                /// Last day of the hold, inclusive.
                "until" until: Day,
                /// Why.
                "reason" reason: String,
            },
            /// The customer contests a part.
            "dispute" Dispute(Dispute) {
                /// Amount contested.
                "amount" amount: Decimal,
                /// Why.
                "reason" reason: String,
                /// Identifiers of the lines it is about (BT-126).
                "lines" lines: Vec<String>,
            },
            /// A dispute ended.
            "disputeResolved" DisputeResolved(DisputeResolved) {
                /// Identifier of the entry that opened it.
                "dispute" dispute: String,
                /// How it ended.
                "outcome" outcome: DisputeOutcome,
            },
            /// The customer promised to pay.
            "promise" PromiseToPay(PromiseToPay) {
                /// The promised day.
                "until" until: Day,
                /// The promised amount; all that is due if absent.
                "amount" amount: Option<Decimal>,
            },
            /// Customer and supplier agreed to pay in parts: from this day on these dates come before the invoice's own.
            "paymentPlan" PaymentPlan(PaymentPlan) {
                /// The parts.
                "instalments" instalments: Array<PlannedInstalment>,
            },
            /// The supplier offered to settle for less.
            "settlementOffer" SettlementOffer(SettlementOffer) {
                /// Amount that settles the invoice, if it comes in from the day of the offer to its last.
                "amount" amount: Decimal,
                /// Last day of the offer, inclusive.
                "until" until: Day,
            },
            /// The supplier gave up an amount.
            "writeOff" WriteOff(WriteOff) {
                /// Amount given up.
                "amount" amount: Decimal,
                /// Why.
                "reason" reason: String,
                /// On what ground; uncollectible if absent.
                "ground" ground: Option<WriteOffGround>,
                /// Day as of which a payment difference counts for an early-payment discount; its own if absent.
                "discountOn" discount_on: Option<Day>,
            },
            /// The invoice was cancelled; a full credit note belongs to it.
            "void" Void(Void) {
                /// Why.
                "reason" reason: Option<String>,
            },
            /// A remark.
            "note" Note(Note) {
                /// The remark.
                "text" text: String,
            },
            /// An earlier entry was wrong: from the day of the correction on it counts with the amount stated here, or
            /// not at all.
            "correction" Correction(EntryCorrection) {
                /// Identifier of the entry that was wrong.
                "of" of: String,
                /// The right amount; absent if the entry should not have been booked.
                "amount" amount: Option<Decimal>,
                /// Why.
                "reason" reason: Option<String>,
            },
        }
    }
}

impl Entry {
    /// An entry in the newest shape.
    pub fn new(id: String, at: Instant, on: Day, kind: EntryKind) -> Entry {
        Entry { id, at, on, schema: None, kind }
    }

    /// An entry for the invoice `number` that follows from this one: same day and instant, and always the same id.
    pub(super) fn beside(&self, number: &str, what: &str, kind: EntryKind) -> Entry {
        let mut id = self.id.clone();
        for part in [number, what] {
            if !part.is_empty() {
                id.push('/');
                id.push_str(part);
            }
        }
        Entry { id, at: self.at.clone(), on: self.on, schema: self.schema, kind }
    }
}

impl EntryKind {
    /// The id of the earlier entry that this one speaks of: what it corrects, or the dispute that it ends.
    pub fn speaks_of(&self) -> Option<&str> {
        match self {
            EntryKind::Correction(correction) => Some(&correction.of),
            EntryKind::DisputeResolved(resolved) => Some(&resolved.dispute),
            _ => None,
        }
    }

    /// The day as of which it counts for an early-payment discount, where that is not its own.
    pub(super) fn discount_on(&self) -> Option<Day> {
        match self {
            EntryKind::Payment(payment) => payment.discount_on,
            EntryKind::WriteOff(write_off) => write_off.discount_on,
            _ => None,
        }
    }

    /// Whether it can change what is owed, contested or due.
    pub(crate) fn moves_balance(&self) -> bool {
        !matches!(
            self,
            EntryKind::Issued(_)
                | EntryKind::Sent(_)
                | EntryKind::Viewed(_)
                | EntryKind::Reminder(_)
                | EntryKind::DunningReset(_)
                | EntryKind::DunningHold(_)
                | EntryKind::PromiseToPay(_)
                | EntryKind::Note(_)
        )
    }

    /// States each amount with the decimals of the currency.
    pub(super) fn state_amounts(&mut self, decimals: u32) {
        let one = |amount: &mut Decimal| state(amount, decimals);
        match self {
            EntryKind::Payment(payment) => {
                one(&mut payment.amount);
                [&mut payment.costs, &mut payment.interest].into_iter().flatten().for_each(one);
            }
            EntryKind::Refund(refund) => one(&mut refund.amount),
            EntryKind::Chargeback(chargeback) => one(&mut chargeback.amount),
            EntryKind::ReturnedDebit(debit) => one(&mut debit.amount),
            EntryKind::Credit(credit) => {
                one(&mut credit.amount);
                for row in &mut credit.breakdown {
                    one(&mut row.base);
                    one(&mut row.amount);
                }
            }
            EntryKind::Reminder(reminder) => {
                let stated = [&mut reminder.costs_stated, &mut reminder.charge, &mut reminder.postage];
                let claimed = [&mut reminder.costs_claimed, &mut reminder.interest_claimed];
                stated.into_iter().chain(claimed).flatten().for_each(one);
            }
            EntryKind::Dispute(dispute) => one(&mut dispute.amount),
            EntryKind::PromiseToPay(promise) => promise.amount.iter_mut().for_each(one),
            EntryKind::PaymentPlan(plan) => plan.instalments.0.iter_mut().for_each(|part| one(&mut part.amount)),
            EntryKind::SettlementOffer(offer) => one(&mut offer.amount),
            EntryKind::WriteOff(write_off) => one(&mut write_off.amount),
            EntryKind::Correction(correction) => correction.amount.iter_mut().for_each(one),
            EntryKind::Issued(_)
            | EntryKind::Sent(_)
            | EntryKind::Viewed(_)
            | EntryKind::DunningReset(_)
            | EntryKind::DunningHold(_)
            | EntryKind::DisputeResolved(_)
            | EntryKind::Void(_)
            | EntryKind::Note(_) => {}
        }
    }

    /// The amount of the entry, if its kind has one.
    pub fn amount(&self) -> Option<Decimal> {
        match self {
            EntryKind::Payment(payment) => Some(payment.amount),
            EntryKind::Refund(refund) => Some(refund.amount),
            EntryKind::Chargeback(chargeback) => Some(chargeback.amount),
            EntryKind::ReturnedDebit(debit) => Some(debit.amount),
            EntryKind::Credit(credit) => Some(credit.amount),
            EntryKind::Dispute(dispute) => Some(dispute.amount),
            EntryKind::PromiseToPay(promise) => promise.amount,
            EntryKind::SettlementOffer(offer) => Some(offer.amount),
            EntryKind::WriteOff(write_off) => Some(write_off.amount),
            EntryKind::Correction(correction) => correction.amount,
            EntryKind::Issued(_)
            | EntryKind::Sent(_)
            | EntryKind::Viewed(_)
            | EntryKind::Reminder(_)
            | EntryKind::DunningReset(_)
            | EntryKind::DunningHold(_)
            | EntryKind::DisputeResolved(_)
            | EntryKind::PaymentPlan(_)
            | EntryKind::Void(_)
            | EntryKind::Note(_) => None,
        }
    }
}
