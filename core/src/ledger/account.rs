//! An account: an issued invoice and everything that happened to it.
//!
//! It exists only with entries that fit together, so that what folds it never has to ask. Refuses ids that come twice,
//! amounts that are not positive or not in the invoice's currency, days before the invoice, a history that is not in
//! the order of writing, and credits beyond the invoice.

use std::sync::Arc;

use super::check;
use super::credited::Credited;
use super::entry::{Entry, EntryKind};
use crate::finding::Error;
use crate::invoice::Issued;
use crate::wire::{Node, Reader, Shape, Wire, Writer};
use crate::wire_struct;

/// An account may have this many entries.
pub const ACCOUNT_ENTRIES_MAX: usize = 10_000;

wire_struct! {
    /// An issued invoice and its entries, in the order in which they were written down.
    pub struct AccountFields {
        /// The invoice; it is computed again when it is read.
        "invoice" invoice: Arc<Issued>,
        /// What happened to it.
        "entries" entries: Vec<Entry>,
    }
}

/// An issued invoice and its entries, which fit together.
#[derive(Clone, Debug, PartialEq)]
pub struct Account {
    fields: AccountFields,
    /// For each entry the place of the earlier one that it speaks of: what it corrects, the dispute that it ends.
    links: Vec<Option<usize>>,
}

impl Account {
    /// An account of these entries; all findings at once.
    pub fn new(invoice: Issued, entries: Vec<Entry>) -> Result<Account, Error> {
        Account::checked(Arc::new(invoice), entries)
    }

    /// An account of the same invoice with other entries.
    pub(crate) fn with_entries(&self, entries: Vec<Entry>) -> Result<Account, Error> {
        Account::checked(Arc::clone(&self.fields.invoice), entries)
    }

    fn checked(invoice: Arc<Issued>, entries: Vec<Entry>) -> Result<Account, Error> {
        let mut cx = Reader::new();
        let links = check::entries(&invoice, &entries, &mut cx);
        Error::check(cx.into_findings())?;
        Ok(Account::of(AccountFields { invoice, entries }, links))
    }

    /// What fits together, with amounts as they go out.
    fn of(mut fields: AccountFields, links: Vec<Option<usize>>) -> Account {
        let decimals = fields.invoice.head().currency.decimals();
        for entry in &mut fields.entries {
            entry.kind.state_amounts(decimals);
        }
        Account { fields, links }
    }

    /// Reads an account from JSON; all findings at once.
    pub fn from_json(json: &str) -> Result<Account, Error> {
        crate::wire::from_json(json)
    }

    /// The account with one more entry.
    pub fn append(mut self, entry: Entry) -> Result<Account, Error> {
        self.fields.entries.push(entry);
        Account::checked(self.fields.invoice, self.fields.entries)
    }

    /// The invoice.
    pub fn invoice(&self) -> &Issued {
        &self.fields.invoice
    }

    /// The entries, in the order in which they were written down.
    pub fn entries(&self) -> &[Entry] {
        &self.fields.entries
    }

    /// The place of the earlier entry that the entry at `place` speaks of.
    pub(super) fn link(&self, place: usize) -> Option<usize> {
        self.links.get(place).copied().flatten()
    }

    /// The account as canonical JSON.
    pub fn to_json(&self) -> String {
        crate::wire::to_json(self)
    }

    /// Whether credits take back the whole invoice, net and VAT of each rate, whatever the day.
    pub fn is_credited_in_full(&self) -> bool {
        let credited = self.credited();
        credited.any() && credited.is_complete()
    }

    /// What is credited, whatever the day.
    pub(crate) fn credited(&self) -> Credited<'_> {
        let mut credited = Credited::nothing(self.invoice());
        for entry in self.entries() {
            if let EntryKind::Credit(credit) = &entry.kind {
                credited.book(credit).expect("an account exists only with credits that fit");
            }
        }
        credited
    }
}

impl Wire for Account {
    const SHAPE: &'static Shape = &Shape::Leaf(|value, cx| {
        let before = cx.count();
        let fields = AccountFields::read(value, cx);
        // Entries are held against the invoice only once both could be read.
        let readable = cx.count() == before;
        let links = if readable { check::entries(&fields.invoice, &fields.entries, cx) } else { Vec::new() };
        Node::Made(Box::new(Account::of(fields, links)))
    });

    fn take(node: Node<'_>) -> Self {
        node.made().unwrap_or_else(|| Account { fields: AccountFields::placeholder(), links: Vec::new() })
    }

    fn write(&self, out: &mut Writer) {
        self.fields.write(out);
    }

    #[cfg(feature = "schema")]
    fn schema(registry: &mut crate::wire::schema::Registry) -> crate::wire::schema::Schema {
        let doc = "An issued invoice and its entries, in the order in which they were written down.";
        registry.structure("Account", doc, AccountFields::schema_fields)
    }
}
