//! Messages: what the service takes and gives of them over HTTP.

use voldaan::ledger::Channel;
use voldaan::wire::{Array, Instant};
use voldaan::wire_struct;

use super::{ActionJson, LetterJson};

wire_struct! {
    /// Where to send an invoice.
    #[derive(Default)]
    pub struct SendInput {
        /// The way; that of the customer if absent, and e-mail where `to` is stated.
        "channel" channel: Option<Channel>,
        /// Address; if absent that of the customer's accounts payable, with a copy to their buyer, or of their contact (BT-58).
        "to" to: Option<String>,
    }
}

wire_struct! {
    /// A message to a customer, or a task about one.
    pub struct OutboxItem {
        /// Its id.
        "id" id: String,
        /// When it was written.
        "at" at: Instant,
        /// The invoice or the offer it is about.
        "invoiceId" invoice_id: String,
        /// The way it goes.
        "channel" channel: Channel,
        /// Address it goes to: for e-mail that of the contact (BT-58), for the telephone its number (BT-57), else the name of
        /// the customer (BT-44).
        "to" to: String,
        /// The link to the customer's page that it carries. Absent for a key that only reads.
        "link" link: Option<String>,
        /// What the dunning policy wants; absent where the invoice itself is sent.
        "action" action: Option<ActionJson>,
        /// Its text in its three forms; absent where the invoice itself is sent, and for a key that only reads.
        "letter" letter: Option<LetterJson>,
        /// Why it did not arrive: bounced, complained, or failed where nobody took it; what can go by post does then. Held where dunning
        /// was held before it went out.
        "failure" failure: Option<String>,
        /// How often nobody took it; absent where it was never tried in vain.
        "attempts" attempts: Option<u32>,
        /// Why nobody took it the last time.
        "lastFailure" last_failure: Option<String>,
        /// The message that this is a copy of, for who ordered; absent for the message itself.
        "copyOf" copy_of: Option<String>,
        /// When it was taken to be delivered; absent while it waits.
        "deliveredAt" delivered_at: Option<Instant>,
    }
}

list! {
    /// Messages to customers, oldest first; those without `deliveredAt` wait.
    OutboxList of OutboxItem
}
