//! The credit note as a document: what it takes over from its invoice, and the whole invoice as a credit note.
//! Refuses to take over when and with which reference the invoice was to be paid. The means of payment stay: XRechnung asks every
//! document for them (BR-DE-1), and nothing shows them as a way to pay a credit note.

use super::Crediting;
use crate::invoice::computed::AdjustmentKind;
use crate::invoice::draft::{DocumentType, Draft, Preceding};
use crate::invoice::line::AllowanceCharge;
use crate::invoice::vat::VatInput;
use crate::wire::TextMap;

impl Crediting<'_> {
    /// What every credit note on the invoice has: its parties, references and means of payment.
    pub(super) fn head(&self) -> Draft {
        let invoice = self.invoice();
        Draft {
            kind: Some(DocumentType::CreditNote),
            issue_date: Some(self.request.issue_date),
            preceding: vec![Preceding {
                number: invoice.number().to_owned(),
                issue_date: Some(invoice.issue_date()),
                reason: Some(self.request.reason.clone()),
            }],
            tax_point_date: None,
            prices_include_vat: None,
            payable_rounding: None,
            vat_amounts: Vec::new(),
            lines: Vec::new(),
            allowances: Vec::new(),
            charges: Vec::new(),
            prepaid: None,
            payment_terms: None,
            payment_reference: None,
            attachments: Vec::new(),
            notes: Vec::new(),
            metadata: TextMap::new(),
            ..invoice.head().clone()
        }
    }

    /// The invoice itself as a credit note.
    pub(super) fn mirror(&self) -> Draft {
        let invoice = self.invoice();
        let understood = invoice.head();
        let mut draft = self.head();
        draft.lines = invoice.lines().iter().map(|line| line.line().clone()).collect();
        draft.prices_include_vat = understood.prices_include_vat;
        draft.payable_rounding = understood.payable_rounding;
        draft.vat_amounts.clone_from(&understood.vat_amounts);
        if understood.prices_include_vat == Some(true) {
            draft.allowances.clone_from(&understood.allowances);
            draft.charges.clone_from(&understood.charges);
        } else {
            self.adjustments(&mut draft);
        }
        self.say_why(&mut draft);
        draft
    }

    /// Allowances and charges as they went out: an early-payment discount that lowers the VAT base is among them.
    fn adjustments(&self, draft: &mut Draft) {
        for row in &self.invoice().derived().adjustments {
            let made = AllowanceCharge {
                amount: Some(row.amount),
                percent: row.percent,
                base: row.base,
                reason: row.reason.clone(),
                reason_code: row.reason_code.clone(),
                vat: Some(VatInput::Stated(row.vat.clone())),
            };
            // The share of an allowance in goods taken back is below zero; alone it stands as a charge, and the other
            // way round.
            let turned = row.percent.is_none() && row.amount.is_sign_negative();
            let made = if turned {
                AllowanceCharge { amount: Some(row.amount.abs()), reason_code: None, ..made }
            } else {
                made
            };
            match (row.kind, turned) {
                (AdjustmentKind::Allowance, false) | (AdjustmentKind::Charge, true) => draft.allowances.push(made),
                (AdjustmentKind::Charge, false) | (AdjustmentKind::Allowance, true) => draft.charges.push(made),
            }
        }
    }

    /// Gives the reason of the credit to every allowance and charge that has none of its own (BR-33, BR-38).
    fn say_why(&self, draft: &mut Draft) {
        let lines = draft.lines.iter_mut().flat_map(|line| line.allowances.iter_mut().chain(&mut line.charges));
        for row in lines.chain(&mut draft.allowances).chain(&mut draft.charges) {
            if row.reason.is_none() && row.reason_code.is_none() {
                row.reason = Some(self.request.reason.as_str().into());
            }
        }
    }
}
