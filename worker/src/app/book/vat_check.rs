//! Checks of VAT ids in VIES: asked on request, kept with their day and consultation number as proof, and good for the day. An answer
//! that nobody gives is `unknown`; it is kept apart from `invalid` and holds nothing up.

use voldaan::calendar::Day;
use voldaan::finding::{Code, Error, Finding};
use voldaan::wire::{Array, to_json};

use super::session::Session;
use super::store::{Cells, Query};
use crate::app::http::Response;
use crate::app::identity::new_id;
use crate::app::moment::Moment;
use crate::app::ports::{Ports, Store, StoreError};
use crate::app::problem::Problem;
use crate::app::resource::{VatCheck, VatCheckInput, VatCheckList, VatCheckResult};
use crate::app::vies::{self, Heard};
use crate::app::web;
use crate::cells;

const COLUMNS: &str = "id, customer, vat_id, result, reason, day, at, consultation, name, address";

fn read(row: &mut Cells) -> Result<VatCheck, StoreError> {
    let wrong = || StoreError("a check of a VAT id cannot be read".to_owned());
    Ok(VatCheck {
        id: row.text()?,
        customer_id: row.text()?,
        vat_id: row.text()?,
        result: VatCheckResult::from_word(&row.text()?).ok_or_else(wrong)?,
        reason: row.optional()?,
        on: Day::parse(&row.text()?).ok_or_else(wrong)?,
        at: Moment(row.integer()?).instant(),
        consultation_number: row.optional()?,
        name: row.optional()?,
        address: row.optional()?,
    })
}

impl<P: Ports> Session<'_, P> {
    /// POST /v1/customers/{id}/vatCheck
    pub async fn check_vat_id(&self, id: &str) -> Result<Response, Problem> {
        if let Some(answer) = self.answered()? {
            return Ok(answer);
        }
        let input: VatCheckInput = self.input()?;
        let Some(vat_id) = self.party(id)?.vat_id else {
            let finding = Finding::new(Code::PartyVatIdMissing, "party.vatId", "The customer has no VAT id.");
            return Err(Error::from_finding(finding.term("BT-48").fix("Keep it with the customer first.")).into());
        };
        let vat_id: String =
            vat_id.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_uppercase();
        if input.refresh != Some(true)
            && let Some(known) = self.checked_today(id, &vat_id)?
        {
            return self.once(|| Ok(Response::json(200, to_json(&known))));
        }
        let heard = self.ask_vies(&vat_id).await;
        self.once(|| {
            let (result, reason, [consultation_number, name, address]) = match heard {
                Heard::Valid { consultation, name, address } => {
                    (VatCheckResult::Valid, None, [consultation, name, address])
                }
                Heard::Invalid => (VatCheckResult::Invalid, None, [None, None, None]),
                Heard::Unknown(reason) => (VatCheckResult::Unknown, Some(reason), [None, None, None]),
            };
            let check = VatCheck {
                id: new_id(self.ports.random(), "vck"),
                customer_id: id.to_owned(),
                vat_id,
                result,
                reason,
                on: self.today,
                at: self.now.instant(),
                consultation_number,
                name,
                address,
            };
            self.keep_check(&check)?;
            Ok(Response::json(200, to_json(&check)))
        })
    }

    /// GET /v1/customers/{id}/vatChecks
    pub fn list_vat_checks(&self, id: &str) -> Result<Response, Problem> {
        self.party(id)?;
        let page = self.page()?;
        let sql = format!(
            "SELECT sequence, {COLUMNS} FROM vat_check WHERE customer = ? AND sequence > ? ORDER BY sequence LIMIT ?"
        );
        let rows = self.store().rows(&sql, cells![id, page.after, page.limit + 1])?;
        let (items, next) = page.cut(rows, read)?;
        Ok(Response::json(200, to_json(&VatCheckList { items: Array(items), next })))
    }

    /// What VIES said today; what it did not know is asked again.
    fn checked_today(&self, customer: &str, vat_id: &str) -> Result<Option<VatCheck>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM vat_check WHERE customer = ? AND vat_id = ? AND day = ? AND result <> 'unknown' \
             ORDER BY sequence DESC LIMIT 1"
        );
        let row = self.store().first(&sql, cells![customer, vat_id, self.today.to_string()])?;
        row.map(|mut row| read(&mut row)).transpose()
    }

    async fn ask_vies(&self, vat_id: &str) -> Heard {
        let supplier = self.administration.said.supplier.as_ref();
        let Some(call) = vies::ask(vat_id, supplier.and_then(|party| party.vat_id.as_deref())) else {
            return Heard::Unknown("VIES knows nothing of the numbers of this country.".to_owned());
        };
        match web::call(self.ports, &web::VIES, call).await {
            Ok(answer) => vies::read(vat_id, answer.status, &String::from_utf8_lossy(&answer.body)),
            Err(fault) => Heard::Unknown(fault.cause().chars().take(200).collect()),
        }
    }

    fn keep_check(&self, check: &VatCheck) -> Result<(), StoreError> {
        self.store().run(
            "INSERT INTO vat_check (id, customer, vat_id, result, reason, day, at, consultation, name, address) \
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            cells![
                &check.id,
                &check.customer_id,
                &check.vat_id,
                check.result.as_str(),
                check.reason.as_ref(),
                check.on.to_string(),
                self.now,
                check.consultation_number.as_ref(),
                check.name.as_ref(),
                check.address.as_ref(),
            ],
        )?;
        self.record("customer.vatChecked", &check.customer_id)
    }
}
