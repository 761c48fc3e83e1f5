//! The parties of a UBL document.

use std::borrow::Cow;

use crate::einvoice::{means, said, written};
use crate::invoice::Issued;
use crate::party::{Address, Contact, Identifier, Party};

use super::Writer;

/// Seller (BG-4), buyer (BG-7), payee (BG-10) and tax representative (BG-11).
pub(super) fn write(issued: &Issued, xml: &mut Writer) {
    let head = issued.head();
    // The creditor identifier (BT-90) belongs to whoever is paid.
    let creditor = means::creditor(&head.payment_methods);
    if let Some(supplier) = &head.supplier {
        xml.open("cac:AccountingSupplierParty");
        let creditor = creditor.filter(|_| head.payee.is_none());
        trader(supplier, creditor, true, xml);
        xml.close();
    }
    if let Some(customer) = &head.customer {
        xml.open("cac:AccountingCustomerParty");
        trader(customer, None, false, xml);
        xml.close();
    }
    if let Some(payee) = &head.payee {
        xml.open("cac:PayeeParty");
        identifications(payee, xml);
        self::creditor(creditor, xml);
        name(Some(&payee.name), xml);
        xml.open("cac:PartyLegalEntity");
        identifier("cbc:CompanyID", payee.company_id.as_ref(), written::company_id, xml);
        xml.close();
        xml.close();
    }
    if let Some(representative) = &head.tax_representative {
        xml.open("cac:TaxRepresentativeParty");
        name(Some(&representative.name), xml);
        address("cac:PostalAddress", representative, xml);
        tax_scheme(representative.vat_id.as_deref().map(written::vat_id), "VAT", xml);
        xml.close();
    }
}

/// Seller or buyer.
fn trader(party: &Party, creditor: Option<&str>, is_seller: bool, xml: &mut Writer) {
    xml.open("cac:Party");
    identifier("cbc:EndpointID", party.endpoint.as_ref(), written::endpoint_id, xml);
    identifications(party, xml);
    self::creditor(creditor, xml);
    name(party.trading_name.as_deref(), xml);
    address("cac:PostalAddress", party, xml);
    tax_scheme(party.vat_id.as_deref().map(written::vat_id), "VAT", xml);
    if is_seller {
        // Any scheme but VAT makes it the tax registration (BT-32).
        tax_scheme(party.tax_id.as_deref().map(Cow::Borrowed), "TAX", xml);
    }
    xml.open("cac:PartyLegalEntity");
    xml.leaf("cbc:RegistrationName", &party.name);
    identifier("cbc:CompanyID", party.company_id.as_ref(), written::company_id, xml);
    xml.leaf_if("cbc:CompanyLegalForm", party.legal_information.as_deref().filter(|_| is_seller));
    xml.close();
    contact(party.contact.as_ref(), xml);
    xml.close();
}

/// Other identifiers (BT-29, BT-46, BT-60).
fn identifications(party: &Party, xml: &mut Writer) {
    for id in &party.ids {
        xml.open("cac:PartyIdentification");
        super::identifier("cbc:ID", id, xml);
        xml.close();
    }
}

fn creditor(id: Option<&str>, xml: &mut Writer) {
    xml.open("cac:PartyIdentification");
    xml.leaf_with("cbc:ID", &[("schemeID", "SEPA")], id.unwrap_or_default());
    xml.close();
}

/// A name that is not the legal one (BT-28, BT-45, BT-59, BT-62, BT-70).
pub(super) fn name(name: Option<&str>, xml: &mut Writer) {
    xml.open("cac:PartyName");
    xml.leaf_if("cbc:Name", name);
    xml.close();
}

/// An identifier with its scheme.
pub(super) fn identifier(
    element: &'static str,
    id: Option<&Identifier>,
    written: fn(&Identifier) -> Cow<'_, str>,
    xml: &mut Writer,
) {
    if let Some(id) = id {
        xml.leaf_with(element, &[("schemeID", &id.scheme)], &written(id));
    }
}

/// A postal address (BG-5, BG-8, BG-12, BG-15).
pub(super) fn address(element: &'static str, party: &Party, xml: &mut Writer) {
    let empty = Address::default();
    let address = party.address.as_ref().unwrap_or(&empty);
    xml.open(element);
    xml.leaf_if("cbc:StreetName", address.line1.as_deref());
    xml.leaf_if("cbc:AdditionalStreetName", address.line2.as_deref());
    xml.leaf_if("cbc:CityName", address.city.as_deref());
    xml.leaf_if("cbc:PostalZone", address.postal_code.as_deref());
    xml.leaf_if("cbc:CountrySubentity", address.region.as_deref());
    xml.open("cac:AddressLine");
    xml.leaf_if("cbc:Line", address.line3.as_deref());
    xml.close();
    xml.open("cac:Country");
    xml.leaf("cbc:IdentificationCode", &party.country);
    xml.close();
    xml.close();
}

fn tax_scheme(id: Option<Cow<'_, str>>, scheme: &str, xml: &mut Writer) {
    let Some(id) = said(id.as_deref()) else { return };
    xml.open("cac:PartyTaxScheme");
    xml.leaf("cbc:CompanyID", id);
    xml.open("cac:TaxScheme");
    xml.leaf("cbc:ID", scheme);
    xml.close();
    xml.close();
}

/// Whom to turn to (BG-6, BG-9).
fn contact(contact: Option<&Contact>, xml: &mut Writer) {
    let Some(contact) = contact else { return };
    xml.open("cac:Contact");
    xml.leaf_if("cbc:Name", contact.name.as_deref());
    xml.leaf_if("cbc:Telephone", contact.phone.as_deref());
    xml.leaf_if("cbc:ElectronicMail", contact.email.as_deref());
    xml.close();
}
