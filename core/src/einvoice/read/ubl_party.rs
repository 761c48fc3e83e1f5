//! The parties of a UBL document as those of a draft.

use super::super::xml::Element;
use super::context::Context;
use super::rows;
use crate::identifier::{company, endpoint, vat_id};
use crate::party::{Address, Contact, Identifier, Party, Reference};

/// A party of which only the name and country are known.
pub(super) fn named(name: String, country: String) -> Party {
    Party {
        name,
        trading_name: None,
        country,
        address: None,
        vat_id: None,
        tax_id: None,
        company_id: None,
        ids: Vec::new(),
        legal_information: None,
        endpoint: None,
        contact: None,
        kind: None,
        locale: None,
    }
}

/// Seller (BG-4) or buyer (BG-7).
pub(super) fn trader(root: &mut Element<'_>, at: &str, is_seller: bool, path: &str, cx: &mut Context) -> Option<Party> {
    let element = root.child(at)?.child("Party")?;
    let path = [path, "/", at, "/Party"].concat();
    let legal = element.text_at("PartyLegalEntity/RegistrationName");
    let trading = element.text_at("PartyName/Name");
    let (name, trading_name) = match legal {
        Some(legal) => (legal, trading),
        None => (trading?, None),
    };
    let country = element.text_at("PostalAddress/Country/IdentificationCode").unwrap_or_default();
    let mut party = Party { trading_name, ..named(name, country) };
    party.address = element.child("PostalAddress").and_then(address);
    for scheme in element.children("PartyTaxScheme") {
        let Some(id) = scheme.text_at("CompanyID") else { continue };
        if scheme.text_at("TaxScheme/ID").as_deref() == Some("VAT") {
            party.vat_id = cx.identifier(id, &[&path, "/PartyTaxScheme/CompanyID"].concat(), &vat_id::check);
        } else if is_seller && party.tax_id.is_none() {
            party.tax_id = Some(id);
        } else {
            cx.unheld(&[&path, "/PartyTaxScheme/CompanyID"].concat(), &id, "a tax registration other than for VAT.");
        }
    }
    if let Some(id) = element.at("PartyLegalEntity/CompanyID") {
        party.company_id = identifier(id, &[&path, "/PartyLegalEntity/CompanyID"].concat(), company::check, cx);
    }
    party.ids = identifications(element);
    if is_seller {
        party.legal_information = element.text_at("PartyLegalEntity/CompanyLegalForm");
    }
    if let Some(id) = element.child("EndpointID") {
        party.endpoint = identifier(id, &[&path, "/EndpointID"].concat(), endpoint::check, cx);
    }
    party.contact = element.child("Contact").and_then(|contact| self::contact(contact, &path, cx));
    Some(party)
}

/// Other identifiers (BT-29, BT-46, BT-60); that of a creditor (BT-90) is none of them.
fn identifications(element: &mut Element<'_>) -> Vec<Reference> {
    let is_creditor =
        |id: &Element<'_>| id.attributes.iter().any(|(name, value, _)| *name == "schemeID" && value == "SEPA");
    let mut ids = Vec::new();
    for identification in element.children("PartyIdentification") {
        if let Some(id) = identification.child("ID").filter(|id| !is_creditor(id)) {
            ids.extend(rows::identifier(id));
        }
    }
    ids
}

/// How identifiers of a scheme are checked.
type Check = fn(&str, &str) -> Result<String, crate::identifier::IdentifierError>;

/// An identifier with its scheme; one without is listed.
pub(super) fn identifier(element: &mut Element<'_>, path: &str, check: Check, cx: &mut Context) -> Option<Identifier> {
    let scheme = element.attribute("schemeID");
    let typed = element.own_text()?;
    let Some(scheme) = scheme else {
        cx.unheld(path, &typed, "a draft states identifiers with their scheme (ISO 6523 or EAS).");
        return None;
    };
    let value = cx.identifier(typed, path, &|text| check(&scheme, text))?;
    Some(Identifier { scheme, value })
}

/// A postal address; None where nothing but the country is said.
fn address(element: &mut Element<'_>) -> Option<Address> {
    let address = Address {
        line1: element.text_at("StreetName"),
        line2: element.text_at("AdditionalStreetName"),
        line3: element.text_at("AddressLine/Line"),
        city: element.text_at("CityName"),
        postal_code: element.text_at("PostalZone"),
        region: element.text_at("CountrySubentity"),
    };
    (address != Address::default()).then_some(address)
}

fn contact(element: &mut Element<'_>, path: &str, cx: &mut Context) -> Option<Contact> {
    let email = element.text_at("ElectronicMail");
    let contact = Contact {
        name: element.text_at("Name"),
        email: email.and_then(|typed| rows::email(typed, &[path, "/Contact/ElectronicMail"].concat(), cx)),
        phone: element.text_at("Telephone"),
    };
    (contact != Contact::default()).then_some(contact)
}

/// Who is paid (BG-10). A document does not say in which country; the seller's is taken.
pub(super) fn payee(root: &mut Element<'_>, supplier: Option<&Party>, path: &str, cx: &mut Context) -> Option<Party> {
    let element = root.child("PayeeParty")?;
    let name = element.text_at("PartyName/Name")?;
    let country = supplier.map(|supplier| supplier.country.clone()).unwrap_or_default();
    let mut party = named(name, country);
    party.ids = identifications(element);
    if let Some(id) = element.at("PartyLegalEntity/CompanyID") {
        let path = [path, "/PayeeParty/PartyLegalEntity/CompanyID"].concat();
        party.company_id = identifier(id, &path, company::check, cx);
    }
    Some(party)
}

/// The seller's tax representative (BG-11).
pub(super) fn representative(root: &mut Element<'_>, path: &str, cx: &mut Context) -> Option<Party> {
    let element = root.child("TaxRepresentativeParty")?;
    let country = element.text_at("PostalAddress/Country/IdentificationCode").unwrap_or_default();
    let mut party = named(element.text_at("PartyName/Name")?, country);
    party.address = element.child("PostalAddress").and_then(address);
    if let Some(id) = element.text_at("PartyTaxScheme/CompanyID") {
        element.text_at("PartyTaxScheme/TaxScheme/ID");
        let path = [path, "/TaxRepresentativeParty/PartyTaxScheme/CompanyID"].concat();
        party.vat_id = cx.identifier(id, &path, &vat_id::check);
    }
    Some(party)
}

/// Where the goods go (BG-13). A document need not say who receives; then it is the buyer. Without a country there is no
/// place that a draft could hold.
pub(super) fn receiver(
    root: &mut Element<'_>,
    customer: Option<&Party>,
    path: &str,
    cx: &mut Context,
) -> Option<Party> {
    let element = root.child("Delivery")?;
    let country = element.text_at("DeliveryLocation/Address/Country/IdentificationCode")?;
    let stated = element.text_at("DeliveryParty/PartyName/Name");
    let name = stated.or_else(|| customer.map(|customer| customer.name.clone()))?;
    let mut party = named(name, country);
    party.address = element.at("DeliveryLocation/Address").and_then(address);
    if let Some(id) = element.at("DeliveryLocation/ID") {
        place(id, &mut party, &[path, "/Delivery/DeliveryLocation/ID"].concat(), cx);
    }
    Some(party)
}

/// The identifier of a place (BT-71): a company number where its scheme is one that is checked, else as it stands.
pub(super) fn place(id: &mut Element<'_>, party: &mut Party, path: &str, cx: &mut Context) {
    match id.attributes.iter().any(|(name, _, _)| *name == "schemeID") {
        true => party.company_id = identifier(id, path, company::check, cx),
        false => party.ids.extend(rows::identifier(id)),
    }
}
