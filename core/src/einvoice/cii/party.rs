//! The parties of a CII document.

use std::borrow::Cow;

use crate::einvoice::written;
use crate::invoice::Issued;
use crate::party::{Address, Contact, Party, Reference};

use super::Writer;

/// Seller (BG-4), buyer (BG-7) and tax representative (BG-11).
pub(super) fn write(issued: &Issued, is_basic: bool, xml: &mut Writer) {
    let head = issued.head();
    if let Some(supplier) = &head.supplier {
        trader("ram:SellerTradeParty", supplier, true, is_basic, xml);
    }
    if let Some(customer) = &head.customer {
        trader("ram:BuyerTradeParty", customer, false, is_basic, xml);
    }
    if let Some(representative) = &head.tax_representative {
        xml.open("ram:SellerTaxRepresentativeTradeParty");
        xml.leaf("ram:Name", &representative.name);
        address(representative, xml);
        registration("VA", representative.vat_id.as_deref().map(written::vat_id), xml);
        xml.close();
    }
}

/// Other identifiers (BT-29, BT-46, BT-60): those without a scheme first, as the schema has them.
fn identifiers(party: &Party, xml: &mut Writer) {
    for with_scheme in [false, true] {
        for id in party.ids.iter().filter(|id| id.scheme.is_some() == with_scheme) {
            identifier(id, xml);
        }
    }
}

/// An identifier with its scheme, if it has one.
pub(super) fn identifier(id: &Reference, xml: &mut Writer) {
    match id.scheme.as_deref() {
        Some(scheme) => xml.leaf_with("ram:GlobalID", &[("schemeID", scheme)], &id.value),
        None => xml.leaf("ram:ID", &id.value),
    }
}

fn trader(element: &'static str, party: &Party, is_seller: bool, is_basic: bool, xml: &mut Writer) {
    xml.open(element);
    identifiers(party, xml);
    xml.leaf("ram:Name", &party.name);
    xml.leaf_if("ram:Description", party.legal_information.as_deref().filter(|_| is_seller && !is_basic));
    // BASIC knows the trading name of the seller only (BT-28).
    organization(party, is_seller || !is_basic, xml);
    if !is_basic {
        contact(party.contact.as_ref(), xml);
    }
    address(party, xml);
    if let Some(endpoint) = &party.endpoint {
        xml.open("ram:URIUniversalCommunication");
        xml.leaf_with("ram:URIID", &[("schemeID", &endpoint.scheme)], &written::endpoint_id(endpoint));
        xml.close();
    }
    registration("VA", party.vat_id.as_deref().map(written::vat_id), xml);
    if is_seller {
        registration("FC", party.tax_id.as_deref().map(Cow::Borrowed), xml);
    }
    xml.close();
}

/// Company number and trading name (BT-30, BT-28, BT-47, BT-45).
fn organization(party: &Party, has_trading_name: bool, xml: &mut Writer) {
    xml.open("ram:SpecifiedLegalOrganization");
    if let Some(id) = &party.company_id {
        xml.leaf_with("ram:ID", &[("schemeID", &id.scheme)], &written::company_id(id));
    }
    xml.leaf_if("ram:TradingBusinessName", party.trading_name.as_deref().filter(|_| has_trading_name));
    xml.close();
}

/// Whom to turn to (BG-6, BG-9).
fn contact(contact: Option<&Contact>, xml: &mut Writer) {
    let Some(contact) = contact else { return };
    xml.open("ram:DefinedTradeContact");
    xml.leaf_if("ram:PersonName", contact.name.as_deref());
    xml.open("ram:TelephoneUniversalCommunication");
    xml.leaf_if("ram:CompleteNumber", contact.phone.as_deref());
    xml.close();
    xml.open("ram:EmailURIUniversalCommunication");
    xml.leaf_if("ram:URIID", contact.email.as_deref());
    xml.close();
    xml.close();
}

/// A postal address (BG-5, BG-8, BG-12, BG-15).
fn address(party: &Party, xml: &mut Writer) {
    let empty = Address::default();
    let address = party.address.as_ref().unwrap_or(&empty);
    xml.open("ram:PostalTradeAddress");
    xml.leaf_if("ram:PostcodeCode", address.postal_code.as_deref());
    xml.leaf_if("ram:LineOne", address.line1.as_deref());
    xml.leaf_if("ram:LineTwo", address.line2.as_deref());
    xml.leaf_if("ram:LineThree", address.line3.as_deref());
    xml.leaf_if("ram:CityName", address.city.as_deref());
    xml.leaf("ram:CountryID", &party.country);
    xml.leaf_if("ram:CountrySubDivisionName", address.region.as_deref());
    xml.close();
}

/// A tax registration: VA for VAT, FC for other taxes.
fn registration(scheme: &str, id: Option<Cow<'_, str>>, xml: &mut Writer) {
    xml.open("ram:SpecifiedTaxRegistration");
    xml.leaf_with("ram:ID", &[("schemeID", scheme)], id.as_deref().unwrap_or_default());
    xml.close();
}

/// Who receives the goods and where (BG-13, BG-15); its location id (BT-71).
pub(super) fn receiver(receiver: &Party, xml: &mut Writer) {
    xml.open("ram:ShipToTradeParty");
    // The place has one identifier; the company number stands in where it has none of its own.
    if let Some(id) = receiver.ids.first() {
        identifier(id, xml);
    } else if let Some(id) = &receiver.company_id {
        xml.leaf_with("ram:GlobalID", &[("schemeID", &id.scheme)], &written::company_id(id));
    }
    xml.leaf("ram:Name", &receiver.name);
    address(receiver, xml);
    xml.close();
}

/// Who is paid (BG-10).
pub(super) fn payee(payee: &Party, xml: &mut Writer) {
    xml.open("ram:PayeeTradeParty");
    identifiers(payee, xml);
    xml.leaf("ram:Name", &payee.name);
    organization(payee, false, xml);
    xml.close();
}
