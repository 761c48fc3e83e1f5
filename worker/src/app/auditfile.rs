//! The Dutch audit file: XML Auditfile Financieel 3.2 (namespace `http://www.auditfiles.nl/XAF/3.2`), in the order and within the
//! lengths of its schema. Writes what it is given, adds up its control totals, and refuses to decide what a booking is.

use rust_decimal::Decimal;
use voldaan::calendar::Day;
use voldaan::invoice::Category;
use voldaan::money::round::to_decimals;
use voldaan::party::Party;
use voldaan::report::{Booking, BookingKind, LedgerAccount};

use super::chart::{self, CHART, EARLIER};
use super::month::months;
use super::xml::Xml;

/// What the file is about.
pub(crate) struct Subject<'a> {
    pub company: &'a Party,
    /// Whatever the company is registered for tax under.
    pub tax_id: &'a str,
    pub currency: &'a str,
    pub from: Day,
    pub until: Day,
    pub made_on: Day,
}

/// A journal of the file.
struct Journal {
    id: &'static str,
    name: &'static str,
    /// Its kind in the words of the schema.
    kind: &'static str,
    offset: Option<LedgerAccount>,
    transactions: Xml,
    count: u32,
}

impl Journal {
    fn new(id: &'static str, name: &'static str, kind: &'static str, offset: Option<LedgerAccount>) -> Journal {
        Journal { id, name, kind, offset, transactions: Xml::default(), count: 0 }
    }
}

/// A file in the making.
pub(crate) struct AuditFile {
    journals: [Journal; 5],
    /// Customers by their ids.
    customers: Vec<(String, Party)>,
    /// VAT groups, each once.
    vat_codes: Vec<(Category, Option<Decimal>)>,
    opening: Vec<(LedgerAccount, Decimal)>,
    lines: u32,
    debit: Decimal,
    credit: Decimal,
    from: Day,
}

impl AuditFile {
    /// A file of the bookings from a day on, with what stood on the accounts before.
    pub fn new(from: Day, opening: Vec<(LedgerAccount, Decimal)>) -> AuditFile {
        let journals = [
            Journal::new("VRK", "Verkoop", "S", Some(LedgerAccount::Receivables)),
            Journal::new("BNK", "Bank", "B", Some(LedgerAccount::Bank)),
            Journal::new("KAS", "Kas", "C", Some(LedgerAccount::Cash)),
            Journal::new("PSP", "Betaaldiensten", "Z", Some(LedgerAccount::PaymentServices)),
            Journal::new("MEM", "Memoriaal", "M", None),
        ];
        let (customers, vat_codes) = (Vec::new(), Vec::new());
        let (debit, credit) = (Decimal::ZERO, Decimal::ZERO);
        AuditFile { journals, customers, vat_codes, opening, lines: 0, debit, credit, from }
    }

    /// Takes a booking about an invoice of a customer. None where the sums leave the range of amounts.
    pub fn book(&mut self, booking: &Booking, invoice: &str, (id, customer): (&str, Option<&Party>)) -> Option<()> {
        if let Err(place) = self.customers.binary_search_by(|(known, _)| known.as_str().cmp(id))
            && let Some(customer) = customer
        {
            self.customers.insert(place, (id.to_owned(), customer.clone()));
        }
        let has_customer = customer.is_some();
        for line in &booking.lines {
            self.lines = self.lines.checked_add(1)?;
            let sum = if line.amount.is_sign_negative() { &mut self.credit } else { &mut self.debit };
            *sum = sum.checked_add(line.amount.abs())?;
            if let Some(vat) = line.vat.map(|vat| (vat.category, vat.rate)).filter(|vat| !self.vat_codes.contains(vat))
            {
                self.vat_codes.push(vat);
            }
        }
        let number = period_number(self.from, booking.on);
        let journal = self.journals.iter_mut().find(|journal| journal.id == journal_of(booking))?;
        journal.count = journal.count.checked_add(1)?;
        let count = journal.count.to_string();
        journal.transactions.within("transaction", |xml| {
            xml.leaf("nr", &count);
            xml.leaf("desc", &format!("{} {}", name(booking.kind), booking.id));
            xml.leaf("periodNumber", &number);
            xml.leaf("trDt", &booking.on.to_string());
            for (place, line) in (1_u32..).zip(&booking.lines) {
                xml.within("trLine", |xml| {
                    xml.leaf("nr", &place.to_string());
                    xml.leaf("accID", chart::account(line.account).number);
                    xml.leaf_of("docRef", Some(&booking.document), 999);
                    xml.leaf("effDate", &booking.vat_on.to_string());
                    amount(xml, "amnt", line.amount);
                    if line.account == LedgerAccount::Receivables && has_customer {
                        xml.leaf("custSupID", id);
                    }
                    xml.leaf_of("invRef", Some(invoice), 999);
                    if let Some(vat) = line.vat.filter(|_| line.account != LedgerAccount::Vat) {
                        xml.within("vat", |xml| {
                            xml.leaf("vatID", &vat_id((vat.category, vat.rate)));
                            xml.leaf("vatPerc", &percentage(vat.rate.unwrap_or_default()));
                            amount(xml, "vatAmnt", vat.amount);
                        });
                    }
                });
            }
        });
        Some(())
    }

    /// How many bytes the bookings have so far.
    pub fn bytes(&self) -> usize {
        self.journals.iter().map(|journal| journal.transactions.bytes()).sum()
    }

    /// Writes the file. None where the sums leave the range of amounts.
    pub fn finish(mut self, subject: &Subject<'_>) -> Option<String> {
        let opening = self.opening()?;
        let mut xml = Xml::document();
        xml.open("auditfile", " xmlns=\"http://www.auditfiles.nl/XAF/3.2\"");
        xml.within("header", |xml| {
            xml.leaf("fiscalYear", &subject.from.year().to_string());
            xml.leaf("startDate", &subject.from.to_string());
            xml.leaf("endDate", &subject.until.to_string());
            xml.leaf("curCode", subject.currency);
            xml.leaf("dateCreated", &subject.made_on.to_string());
            xml.leaf("softwareDesc", "Voldaan");
            xml.leaf("softwareVersion", env!("CARGO_PKG_VERSION"));
        });
        xml.open("company", "");
        let company = subject.company;
        xml.leaf_of("companyIdent", company.company_id.as_ref().map(|id| id.value.as_str()), 35);
        xml.leaf_of("companyName", Some(&company.name), 999);
        xml.leaf("taxRegistrationCountry", &company.country);
        xml.leaf_of("taxRegIdent", Some(subject.tax_id), 30);
        address(&mut xml, company);
        customers(&mut xml, &self.customers);
        ledger(&mut xml, !opening.is_empty());
        self.vat_codes.sort_by_cached_key(|code| vat_id(*code));
        vat_codes(&mut xml, &self.vat_codes);
        periods(&mut xml, subject.from, subject.until);
        opening_balance(&mut xml, subject.from, &opening)?;
        xml.within("transactions", |xml| {
            xml.leaf("linesCount", &self.lines.to_string());
            xml.leaf("totalDebit", &cents(self.debit));
            xml.leaf("totalCredit", &cents(self.credit));
            for journal in self.journals {
                xml.within("journal", |xml| {
                    xml.leaf("jrnID", journal.id);
                    xml.leaf("desc", journal.name);
                    xml.leaf("jrnTp", journal.kind);
                    if let Some(offset) = journal.offset {
                        xml.leaf("offsetAccID", chart::account(offset).number);
                    }
                    xml.append(journal.transactions);
                });
            }
        });
        xml.close("company");
        xml.close("auditfile");
        Some(xml.finish() + "\n")
    }

    /// What stands on each account when the period begins, with what revenue and costs came to on one account.
    fn opening(&mut self) -> Option<Vec<(&'static str, Decimal)>> {
        let mut earlier = Decimal::ZERO;
        let mut opening = Vec::new();
        for account in CHART {
            let Some((_, sum)) = self.opening.iter().find(|(known, _)| *known == account) else { continue };
            let known = chart::account(account);
            if known.is_balance {
                opening.push((known.number, *sum));
            } else {
                earlier = earlier.checked_add(*sum)?;
            }
        }
        opening.insert(0, (EARLIER.number, earlier));
        opening.retain(|(_, sum)| !sum.is_zero());
        Some(opening)
    }
}

fn journal_of(booking: &Booking) -> &'static str {
    let moves = |account: LedgerAccount| booking.lines.iter().any(|line| line.account == account);
    match booking.kind {
        BookingKind::Invoice | BookingKind::CreditNote => "VRK",
        BookingKind::Money if moves(LedgerAccount::Bank) => "BNK",
        BookingKind::Money if moves(LedgerAccount::Cash) => "KAS",
        BookingKind::Money if moves(LedgerAccount::PaymentServices) => "PSP",
        BookingKind::Money | BookingKind::Adjustment => "MEM",
    }
}

fn name(kind: BookingKind) -> &'static str {
    match kind {
        BookingKind::Invoice => "Factuur",
        BookingKind::CreditNote => "Creditnota",
        BookingKind::Money => "Betaling",
        BookingKind::Adjustment => "Korting, afboeking, afronding, rente of kosten",
    }
}

/// An amount without its sign, and on which side it stands; the schema names the side after the amount.
fn amount(xml: &mut Xml, name: &'static str, amount: Decimal) {
    let side = if name == "amnt" { "amntTp" } else { "vatAmntTp" };
    xml.leaf(name, &cents(amount.abs()));
    xml.leaf(side, if amount.is_sign_negative() { "C" } else { "D" });
}

fn cents(mut amount: Decimal) -> String {
    amount.rescale(2);
    amount.to_string()
}

/// A percentage within the three decimals of the schema.
fn percentage(rate: Decimal) -> String {
    to_decimals(rate, 3).unwrap_or(rate).normalize().to_string()
}

fn vat_id((category, rate): (Category, Option<Decimal>)) -> String {
    let rate = rate.map(|rate| rate.normalize().to_string()).unwrap_or_default();
    format!("{}{rate}", category.as_str())
}

fn address(xml: &mut Xml, party: &Party) {
    let Some(address) = &party.address else { return };
    xml.within("streetAddress", |xml| {
        xml.leaf_of("streetname", address.line1.as_deref(), 999);
        xml.leaf_of("property", address.line2.as_deref(), 50);
        xml.leaf_of("city", address.city.as_deref(), 50);
        xml.leaf_of("postalCode", address.postal_code.as_deref(), 10);
        xml.leaf_of("region", address.region.as_deref(), 50);
        xml.leaf("country", &party.country);
    });
}

fn customers(xml: &mut Xml, customers: &[(String, Party)]) {
    xml.within("customersSuppliers", |xml| {
        for (id, party) in customers {
            xml.within("customerSupplier", |xml| {
                let contact = party.contact.as_ref();
                xml.leaf("custSupID", id);
                xml.leaf_of("custSupName", Some(&party.name), 50);
                xml.leaf_of("contact", contact.and_then(|contact| contact.name.as_deref()), 50);
                xml.leaf_of("telephone", contact.and_then(|contact| contact.phone.as_deref()), 30);
                xml.leaf_of("eMail", contact.and_then(|contact| contact.email.as_deref()), 999);
                xml.leaf_of("commerceNr", party.company_id.as_ref().map(|id| id.value.as_str()), 999);
                xml.leaf("taxRegistrationCountry", &party.country);
                xml.leaf_of("taxRegIdent", party.vat_id.as_deref().or(party.tax_id.as_deref()), 30);
                xml.leaf("custSupTp", "C");
                address(xml, party);
            });
        }
    });
}

fn ledger(xml: &mut Xml, has_earlier: bool) {
    let earlier = has_earlier.then_some(EARLIER);
    xml.within("generalLedger", |xml| {
        for account in earlier.into_iter().chain(CHART.map(chart::account)) {
            xml.within("ledgerAccount", |xml| {
                xml.leaf("accID", account.number);
                xml.leaf("accDesc", account.name);
                xml.leaf("accTp", if account.is_balance { "B" } else { "P" });
            });
        }
    });
}

fn vat_codes(xml: &mut Xml, codes: &[(Category, Option<Decimal>)]) {
    xml.within("vatCodes", |xml| {
        for (category, rate) in codes {
            let id = vat_id((*category, *rate));
            xml.within("vatCode", |xml| {
                let rate = rate.map(|rate| format!(" {} %", rate.normalize())).unwrap_or_default();
                xml.leaf("vatID", &id);
                xml.leaf("vatDesc", &format!("Btw-categorie {}{rate} (EN 16931)", category.as_str()));
                xml.leaf("vatToPayAccID", chart::account(LedgerAccount::Vat).number);
            });
        }
    });
}

/// The number of the month in which a day lies, counted from January of the first year.
fn period_number(from: Day, day: Day) -> String {
    let months = day.year().saturating_sub(from.year()).saturating_mul(12);
    months.saturating_add(i32::try_from(day.month()).unwrap_or_default()).to_string()
}

fn periods(xml: &mut Xml, from: Day, until: Day) {
    xml.within("periods", |xml| {
        for (first, last) in months(from, until) {
            xml.within("period", |xml| {
                xml.leaf("periodNumber", &period_number(from, first));
                xml.leaf("startDatePeriod", &first.to_string());
                xml.leaf("endDatePeriod", &last.to_string());
            });
        }
    });
}

fn opening_balance(xml: &mut Xml, on: Day, opening: &[(&'static str, Decimal)]) -> Option<()> {
    let side = |is_credit: bool| {
        let of = opening.iter().filter(|(_, sum)| sum.is_sign_negative() == is_credit);
        of.map(|(_, sum)| sum.abs()).try_fold(Decimal::ZERO, |all, sum| all.checked_add(sum))
    };
    let (debit, credit) = (side(false)?, side(true)?);
    if opening.is_empty() {
        return Some(());
    }
    xml.within("openingBalance", |xml| {
        xml.leaf("opBalDate", &on.to_string());
        xml.leaf("linesCount", &opening.len().to_string());
        xml.leaf("totalDebit", &cents(debit));
        xml.leaf("totalCredit", &cents(credit));
        for (place, (account, sum)) in (1_u32..).zip(opening) {
            xml.within("obLine", |xml| {
                xml.leaf("nr", &place.to_string());
                xml.leaf("accID", account);
                amount(xml, "amnt", *sum);
            });
        }
    });
    Some(())
}
