//! Customers at payment services: under which name each is known there, and to the account of which key. What one account keeps another
//! does not know, and test mode knows nothing of live mode: after a change of the key a service is asked anew before a customer of the
//! key before is believed to be known.

use data_encoding::HEXLOWER;

use super::provider::Rejection;
use super::session::Session;
use super::store::Query;
use crate::app::payment::{Payer, Provider, Recurring, key_place};
use crate::app::ports::{Ports, Store, StoreError};
use crate::app::problem::Problem;
use crate::app::secret::mac;
use crate::cells;

/// Bytes of a key's mark: enough that no two keys have the same.
const MARK_BYTES: usize = 16;

/// A key of a service, and the mark by which it is known again without being shown.
pub(super) struct Account {
    pub key: String,
    pub mark: String,
}

impl<P: Ports> Session<'_, P> {
    /// The account of a service that the administration's key opens.
    pub fn account_at(&self, provider: &dyn Provider) -> Result<Account, Problem> {
        let key = self.provider_key(provider)?;
        let mark = self.mark(provider.service().name, &key);
        Ok(Account { key, mark })
    }

    fn mark(&self, provider: &str, key: &str) -> String {
        let whole = mac(&self.secrets.keys.provider_account, &[provider.as_bytes(), &[0], key.as_bytes()]);
        HEXLOWER.encode(whole.get(..MARK_BYTES).unwrap_or_default())
    }

    /// The name that an account has for a customer; None if it knows none.
    pub async fn known_at(
        &self,
        provider: &dyn Provider,
        recurring: &dyn Recurring,
        account: &Account,
        customer: &str,
    ) -> Result<Option<String>, Problem> {
        let name = provider.service().name;
        if let Some(kept) = self.kept_name(name, account, customer)? {
            return Ok(Some(kept));
        }
        // Known under another key, or to another Book: whether it is the same account, only the service can say.
        let others = "SELECT name FROM provider_customer WHERE provider = ? AND customer = ? AND account IS NOT ?";
        for mut row in self.store().rows(others, cells![name, customer, &account.mark])? {
            let known = row.text()?;
            match self.call_provider(provider, recurring.look_up(&account.key, &known)).await? {
                Ok(body) if recurring.enrolled(&body)? == known => {
                    self.keep_account(name, &known, &account.mark)?;
                    return Ok(Some(known));
                }
                Err(rejection) if matches!(rejection.status, 401 | 403) => return Err(rejection.problem(provider)),
                Ok(_) | Err(Rejection { .. }) => {}
            }
        }
        Ok(None)
    }

    /// The name that an account has for a customer; made known there if it has none.
    pub async fn enrolled(
        &self,
        provider: &dyn Provider,
        recurring: &dyn Recurring,
        account: &Account,
        id: &str,
    ) -> Result<String, Problem> {
        if let Some(known) = self.known_at(provider, recurring, account, id).await? {
            return Ok(known);
        }
        let party = self.party(id)?;
        let email = party.contact.and_then(|contact| contact.email).filter(|email| email.contains('@'));
        let Account { key, mark } = account;
        // A service that remembers requests would answer the one of another account.
        let request = format!("{id}-{mark}");
        let payer = Payer { id: id.to_owned(), name: party.name, email, request };
        let answer = self.call_provider(provider, recurring.enrol(key, &payer)).await?;
        let known = recurring.enrolled(&answer.map_err(|rejection| rejection.problem(provider))?)?;
        // Of two requests at one time the first decides, so that a customer is one at the account.
        let sql = "INSERT OR IGNORE INTO provider_customer (provider, customer, name, account) VALUES (?, ?, ?, ?)";
        let name = provider.service().name;
        self.store().run(sql, cells![name, id, &known, mark])?;
        Ok(self.kept_name(name, account, id)?.unwrap_or(known))
    }

    fn kept_name(&self, provider: &str, account: &Account, customer: &str) -> Result<Option<String>, StoreError> {
        let sql = "SELECT name FROM provider_customer WHERE provider = ? AND customer = ? AND account = ?";
        self.store().first(sql, cells![provider, customer, &account.mark])?.map(|mut row| row.text()).transpose()
    }

    /// Notes that what a service told with the key of today is of the account of that key.
    pub fn keep_account_of_key(&self, provider: &str, known: &str) -> Result<(), Problem> {
        match self.sealed(&key_place(provider))? {
            Some(key) => Ok(self.keep_account(provider, known, &self.mark(provider, &key))?),
            None => Ok(()),
        }
    }

    fn keep_account(&self, provider: &str, known: &str, mark: &str) -> Result<(), StoreError> {
        let sql = "UPDATE OR IGNORE provider_customer SET account = ? WHERE provider = ? AND name = ?";
        self.store().run(sql, cells![mark, provider, known]).map(drop)
    }
}
