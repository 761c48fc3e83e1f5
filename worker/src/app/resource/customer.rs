//! Customers: what the service takes and gives of them over HTTP.

use voldaan::calendar::Day;
use voldaan::dunning::AgreedTerms;
use voldaan::invoice::{ConsolidateBy, Profile};
use voldaan::party::Party;
use voldaan::wire::{Array, TextMap};
use voldaan::{wire_enum, wire_struct};

wire_enum! {
    /// The size of a customer's business.
    #[derive(Copy, Eq)]
    pub enum CustomerSize {
        /// A small business.
        "small" Small,
        /// A medium-sized business; before the law of late payment it counts as small.
        "medium" Medium,
        /// A large business.
        "large" Large,
    }
}

wire_struct! {
    /// What holds with a customer when they pay late, as far as the invoice does not say it.
    #[derive(Eq, Default)]
    pub struct LatePayment {
        /// Day of the contract; older contracts may fall under older law.
        "contractDate" contract_date: Option<Day>,
        /// What was agreed on late payment.
        "agreed" agreed: Option<AgreedTerms>,
        /// Whether their debts are a series under a continuing contract.
        "recurring" recurring: Option<bool>,
    }
}

wire_enum! {
    /// A way that invoices go to a customer.
    #[derive(Copy, Eq)]
    pub enum DeliveryWay {
        /// By e-mail.
        "email" Email,
        /// On the customer's page.
        "portal" Portal,
        /// As a structured invoice, to the access point.
        "structured" Structured,
        /// On paper, by post.
        "post" Post,
    }
}

wire_struct! {
    /// That a customer agreed to structured invoices (art. 232 of Directive 2006/112/EC).
    #[derive(Eq)]
    pub struct Consent {
        /// When.
        "on" on: Day,
        /// Where it can be read: a contract, an e-mail, a form.
        "source" source: String,
    }
}

wire_struct! {
    /// How invoices go to a customer.
    #[derive(Eq, Default)]
    pub struct Delivery {
        /// The way they prefer; by their size if absent.
        "way" way: Option<DeliveryWay>,
        /// Their consent to structured invoices.
        "consent" consent: Option<Consent>,
        /// The structured format that their platform demands; that of the access point if absent. Factur-X goes as a PDF.
        "profile" profile: Option<Profile>,
    }
}

wire_enum! {
    /// What a contact of a customer is for.
    #[derive(Copy, Eq)]
    pub enum ContactRole {
        /// Pays invoices.
        "accountsPayable" AccountsPayable,
        /// Orders.
        "buyer" Buyer,
    }
}

wire_struct! {
    /// A person or department at a customer.
    #[derive(Eq)]
    pub struct CustomerContact {
        /// What they are for.
        "role" role: ContactRole,
        /// Name.
        "name" name: Option<String>,
        /// E-mail address.
        "email" email: Option<String>,
        /// Telephone number.
        "phone" phone: Option<String>,
    }
}

wire_struct! {
    /// What can be said of a customer.
    pub struct CustomerInput {
        /// Who they are (BG-7).
        "party" party: Party,
        /// How large their business is.
        "size" size: Option<CustomerSize>,
        /// What holds when they pay late.
        "latePayment" late_payment: Option<LatePayment>,
        /// How what was delivered to them becomes invoices.
        "consolidate" consolidate: Option<ConsolidateBy>,
        /// How invoices go to them.
        "delivery" delivery: Option<Delivery>,
        /// Whom to turn to, by role; the contact of the party (BG-9) if there is none.
        "contacts" contacts: Vec<CustomerContact>,
        /// A note that stands on all their invoices (BT-22).
        "note" note: Option<String>,
        /// The caller's own data; kept, never interpreted.
        "metadata" metadata: TextMap,
    }
}

wire_struct! {
    /// Something to look at in what is said of a customer; it holds nothing up.
    #[derive(Eq)]
    pub struct CustomerWarning {
        /// What it is: `contacts.accountsPayable`.
        "code" code: String,
        /// Always `warning`.
        "severity" severity: String,
        /// What it is about.
        "path" path: String,
        /// What was found and what to do, for people.
        "message" message: String,
    }
}

wire_struct! {
    /// A customer.
    pub struct Customer {
        /// Its id.
        "id" id: String,
        /// Who they are (BG-7).
        "party" party: Party,
        /// How large their business is.
        "size" size: Option<CustomerSize>,
        /// What holds when they pay late.
        "latePayment" late_payment: Option<LatePayment>,
        /// How what was delivered to them becomes invoices.
        "consolidate" consolidate: Option<ConsolidateBy>,
        /// How invoices go to them.
        "delivery" delivery: Option<Delivery>,
        /// Whom to turn to, by role; the contact of the party (BG-9) if there is none.
        "contacts" contacts: Vec<CustomerContact>,
        /// A note that stands on all their invoices (BT-22).
        "note" note: Option<String>,
        /// The caller's own data.
        "metadata" metadata: TextMap,
        /// What to look at.
        "warnings" warnings: Vec<CustomerWarning>,
    }
}

list! {
    /// Customers, oldest first.
    CustomerList of Customer
}
