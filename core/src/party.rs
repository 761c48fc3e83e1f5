//! Parties of an invoice: who sells, buys, is paid, represents or receives. Refuses to look anybody up.

use crate::wire::Text;
use crate::{wire_enum, wire_struct};

wire_enum! {
    /// What a party is before the law; it decides which claims are lawful.
    #[derive(Copy, Eq)]
    pub enum PartyKind {
        /// Acts in the course of a trade or profession.
        "business" Business,
        /// A natural person acting outside a trade or profession.
        "consumer" Consumer,
        /// A public authority.
        "government" Government,
    }
}

wire_struct! {
    /// An identifier with the scheme it belongs to (ISO 6523 ICD or EAS code).
    #[derive(Eq)]
    pub struct Identifier {
        /// Scheme, such as 0106 for the Dutch KVK number (BT-30-1, BT-34-1, BT-47-1, BT-49-1).
        "scheme" scheme: String,
        /// The identifier itself (BT-30, BT-34, BT-47, BT-49).
        "value" value: String,
    }
}

wire_struct! {
    /// An identifier in whatever scheme, with the code of the scheme where it has one.
    #[derive(Eq)]
    pub struct Reference {
        /// Code of the scheme: of UNTDID 1153 for objects, of ISO 6523 for parties and places (BT-18-1, BT-29-1, BT-46-1, BT-60-1, BT-71-1, BT-128-1).
        "scheme" scheme: Option<Text>,
        /// The identifier itself (BT-18, BT-29, BT-46, BT-60, BT-71, BT-128).
        "value" value: Text,
    }
}

wire_struct! {
    /// A postal address (BG-5, BG-8, BG-12, BG-15).
    #[derive(Eq, Default)]
    pub struct Address {
        /// Street and number (BT-35, BT-50, BT-64, BT-75).
        "line1" line1: Option<String>,
        /// Additional line (BT-36, BT-51, BT-65, BT-76).
        "line2" line2: Option<String>,
        /// Third line (BT-162, BT-163, BT-164, BT-165).
        "line3" line3: Option<String>,
        /// City (BT-37, BT-52, BT-66, BT-77).
        "city" city: Option<String>,
        /// Post code (BT-38, BT-53, BT-67, BT-78).
        "postalCode" postal_code: Option<String>,
        /// Country subdivision (BT-39, BT-54, BT-68, BT-79).
        "region" region: Option<String>,
    }
}

wire_struct! {
    /// A person or department to turn to (BG-6, BG-9).
    #[derive(Eq, Default)]
    pub struct Contact {
        /// Contact point (BT-41, BT-56).
        "name" name: Option<String>,
        /// E-mail address (BT-43, BT-58).
        "email" email: Option<String>,
        /// Telephone number (BT-42, BT-57).
        "phone" phone: Option<String>,
    }
}

wire_struct! {
    /// A party: the seller (BG-4), the buyer (BG-7), the payee (BG-10), the seller's tax representative (BG-11) or
    /// the place that is delivered to (BG-13).
    #[derive(Eq)]
    pub struct Party {
        /// Name (BT-27, BT-44, BT-59, BT-62, BT-70).
        "name" name: String,
        /// Trading name (BT-28, BT-45).
        "tradingName" trading_name: Option<String>,
        /// Country of the address, ISO 3166-1 alpha-2 (BT-40, BT-55, BT-69, BT-80).
        "country" country: String,
        /// Postal address (BG-5, BG-8, BG-12, BG-15).
        "address" address: Option<Address>,
        /// VAT identifier with its country prefix (BT-31, BT-48, BT-63).
        "vatId" vat_id: Option<String>,
        /// Tax registration other than for VAT (BT-32).
        "taxId" tax_id: Option<String>,
        /// Legal registration, such as a KVK or KBO number (BT-30, BT-47, BT-61).
        "companyId" company_id: Option<Identifier>,
        /// Other identifiers, such as a GLN or the number that the buyer gave the seller (BT-29, BT-46, BT-60, BT-71).
        "ids" ids: Vec<Reference>,
        /// Further legal information about the seller, such as its share capital (BT-33).
        "legalInformation" legal_information: Option<String>,
        /// Electronic address (BT-34, BT-49).
        "endpoint" endpoint: Option<Identifier>,
        /// Contact (BG-6, BG-9).
        "contact" contact: Option<Contact>,
        /// What the party is before the law; no term of EN 16931.
        "kind" kind: Option<PartyKind>,
        /// Language for this party's documents, such as nl or nl-BE; no term of EN 16931.
        "locale" locale: Option<String>,
    }
}
