//! The parties of a CII document as those of a draft.

use super::super::xml::Element;
use super::context::Context;
use super::rows;
use super::ubl_party::{identifier, named, place};
use crate::identifier::{company, endpoint, vat_id};
use crate::party::{Address, Contact, Party, Reference};

/// Seller (BG-4) or buyer (BG-7).
pub(super) fn trader(
    outer: &mut Element<'_>,
    at: &str,
    is_seller: bool,
    path: &str,
    cx: &mut Context,
) -> Option<Party> {
    let element = outer.child(at)?;
    let path = [path, "/", at].concat();
    let country = element.text_at("PostalTradeAddress/CountryID").unwrap_or_default();
    let mut party = named(element.text_at("Name")?, country);
    party.trading_name = element.text_at("SpecifiedLegalOrganization/TradingBusinessName");
    party.address = element.child("PostalTradeAddress").and_then(address);
    organization(element, &mut party, &path, cx);
    party.ids = identifiers(element);
    if is_seller {
        party.legal_information = element.text_at("Description");
    }
    if let Some(id) = element.at("URIUniversalCommunication/URIID") {
        party.endpoint = identifier(id, &[&path, "/URIUniversalCommunication/URIID"].concat(), endpoint::check, cx);
    }
    for registration in element.children("SpecifiedTaxRegistration") {
        let Some(id) = registration.child("ID") else { continue };
        let scheme = id.attribute("schemeID");
        let Some(typed) = id.own_text() else { continue };
        let path = [&path, "/SpecifiedTaxRegistration/ID"].concat();
        match scheme.as_deref() {
            Some("VA") => party.vat_id = cx.identifier(typed, &path, &vat_id::check),
            _ if is_seller && party.tax_id.is_none() => party.tax_id = Some(typed),
            _ => cx.unheld(&path, &typed, "a tax registration other than for VAT."),
        }
    }
    party.contact = element.child("DefinedTradeContact").and_then(|contact| self::contact(contact, &path, cx));
    Some(party)
}

/// Other identifiers (BT-29, BT-46, BT-60).
fn identifiers(element: &mut Element<'_>) -> Vec<Reference> {
    let mut ids = Vec::new();
    for name in ["ID", "GlobalID"] {
        for id in element.children(name) {
            ids.extend(rows::identifier(id));
        }
    }
    ids
}

fn organization(element: &mut Element<'_>, party: &mut Party, path: &str, cx: &mut Context) {
    if let Some(id) = element.at("SpecifiedLegalOrganization/ID") {
        party.company_id = identifier(id, &[path, "/SpecifiedLegalOrganization/ID"].concat(), company::check, cx);
    }
}

/// A postal address; None where nothing but the country is said.
fn address(element: &mut Element<'_>) -> Option<Address> {
    let address = Address {
        line1: element.text_at("LineOne"),
        line2: element.text_at("LineTwo"),
        line3: element.text_at("LineThree"),
        city: element.text_at("CityName"),
        postal_code: element.text_at("PostcodeCode"),
        region: element.text_at("CountrySubDivisionName"),
    };
    (address != Address::default()).then_some(address)
}

/// A person, or else a department.
fn contact(element: &mut Element<'_>, path: &str, cx: &mut Context) -> Option<Contact> {
    let email = element.text_at("EmailURIUniversalCommunication/URIID");
    let name = if element.child("PersonName").is_some() { "PersonName" } else { "DepartmentName" };
    let contact = Contact {
        name: element.text_at(name),
        email: email.and_then(|typed| rows::email(typed, &[path, "/DefinedTradeContact/URIID"].concat(), cx)),
        phone: element.text_at("TelephoneUniversalCommunication/CompleteNumber"),
    };
    (contact != Contact::default()).then_some(contact)
}

/// Who is paid (BG-10). A document does not say in which country; the seller's is taken.
pub(super) fn payee(outer: &mut Element<'_>, supplier: Option<&Party>, path: &str, cx: &mut Context) -> Option<Party> {
    let element = outer.child("PayeeTradeParty")?;
    let country = supplier.map(|supplier| supplier.country.clone()).unwrap_or_default();
    let mut party = named(element.text_at("Name")?, country);
    party.ids = identifiers(element);
    organization(element, &mut party, &[path, "/PayeeTradeParty"].concat(), cx);
    Some(party)
}

/// The seller's tax representative (BG-11).
pub(super) fn representative(outer: &mut Element<'_>, path: &str, cx: &mut Context) -> Option<Party> {
    let element = outer.child("SellerTaxRepresentativeTradeParty")?;
    let country = element.text_at("PostalTradeAddress/CountryID").unwrap_or_default();
    let mut party = named(element.text_at("Name")?, country);
    party.address = element.child("PostalTradeAddress").and_then(address);
    if let Some(id) = element.at("SpecifiedTaxRegistration/ID") {
        id.attribute("schemeID");
        let typed = id.own_text();
        let path = [path, "/SellerTaxRepresentativeTradeParty/SpecifiedTaxRegistration/ID"].concat();
        party.vat_id = typed.and_then(|typed| cx.identifier(typed, &path, &vat_id::check));
    }
    Some(party)
}

/// Where the goods go (BG-13). A document need not say who receives; then it is the buyer. Without a country there is no
/// place that a draft could hold.
pub(super) fn receiver(
    outer: &mut Element<'_>,
    customer: Option<&Party>,
    path: &str,
    cx: &mut Context,
) -> Option<Party> {
    let element = outer.child("ShipToTradeParty")?;
    let country = element.text_at("PostalTradeAddress/CountryID")?;
    let name = element.text_at("Name").or_else(|| customer.map(|customer| customer.name.clone()))?;
    let mut party = named(name, country);
    party.address = element.child("PostalTradeAddress").and_then(address);
    for name in ["GlobalID", "ID"] {
        if let Some(id) = element.child(name) {
            place(id, &mut party, &[path, "/ShipToTradeParty/", name].concat(), cx);
        }
    }
    Some(party)
}
