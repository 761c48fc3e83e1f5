//! What an invoice refers to beside order, contract and project, and what is said of an item beside its name. All of it goes
//! into the e-invoice as it is; nothing follows from it.

use crate::party::Reference;
use crate::wire::Text;
use crate::wire_struct;

wire_struct! {
    /// References of a document beside order, contract and project.
    #[derive(Eq)]
    pub struct References {
        /// Sales order of the seller (BT-14).
        "salesOrder" sales_order: Option<Text>,
        /// Receiving advice (BT-15).
        "receivingAdvice" receiving_advice: Option<Text>,
        /// Despatch advice (BT-16).
        "despatchAdvice" despatch_advice: Option<Text>,
        /// Call for tenders or lot (BT-17).
        "tender" tender: Option<Text>,
        /// What is invoiced, such as a meter or a subscription (BT-18).
        "invoicedObject" invoiced_object: Option<Reference>,
        /// Where the buyer books the invoice (BT-19).
        "buyerAccounting" buyer_accounting: Option<Text>,
    }
}

wire_struct! {
    /// References of a line.
    #[derive(Eq)]
    pub struct LineReferences {
        /// Line of the purchase order (BT-132).
        "orderLine" order_line: Option<Text>,
        /// What is invoiced, such as a meter or a subscription (BT-128).
        "invoicedObject" invoiced_object: Option<Reference>,
        /// Where the buyer books the line (BT-133).
        "buyerAccounting" buyer_accounting: Option<Text>,
    }
}

wire_struct! {
    /// A class that an item belongs to.
    #[derive(Eq)]
    pub struct Classification {
        /// Code of the classification in UNTDID 7143, such as STI for CPV or SRV for GS1 (BT-158-1).
        "scheme" scheme: Text,
        /// Version of the classification (BT-158-2).
        "version" version: Option<Text>,
        /// The class (BT-158).
        "value" value: Text,
    }
}

wire_struct! {
    /// Something about an item, such as its colour (BG-32).
    #[derive(Eq)]
    pub struct ItemAttribute {
        /// What it is about (BT-160).
        "name" name: Text,
        /// What it is (BT-161).
        "value" value: Text,
    }
}

wire_struct! {
    /// What is said of an item beside its name (BG-31).
    #[derive(Eq)]
    pub struct Item {
        /// Identifier in a registered scheme (ISO 6523), such as 0160 for a GTIN (BT-157).
        "standardId" standard_id: Option<Reference>,
        /// Classes that it belongs to (BT-158).
        "classifications" classifications: Vec<Classification>,
        /// Country that it comes from, ISO 3166-1 alpha-2 (BT-159).
        "originCountry" origin_country: Option<Text>,
        /// Its attributes (BG-32).
        "attributes" attributes: Vec<ItemAttribute>,
    }
}
