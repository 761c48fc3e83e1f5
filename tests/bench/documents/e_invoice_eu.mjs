// The invoice as UBL with @e-invoice-eu/core, from an object of its shape.

import { InvoiceService } from "@e-invoice-eu/core";

const silent = { log() {}, warn() {}, error() {}, debug() {}, info() {} };
const service = new InvoiceService(silent);

/** The object that the library takes; made once, as its user would have it. */
export function eInvoiceEuData(issued) {
  const { totals, currency } = issued;
  const amount = (name, value) => ({ [`cbc:${name}`]: value, [`cbc:${name}@currencyID`]: currency });
  return {
    "ubl:Invoice": {
      "cbc:ID": issued.number,
      "cbc:IssueDate": issued.issueDate,
      "cbc:DueDate": issued.dueDate,
      "cbc:InvoiceTypeCode": "380",
      "cbc:DocumentCurrencyCode": currency,
      "cbc:BuyerReference": issued.buyerReference,
      "cac:OrderReference": { "cbc:ID": issued.purchaseOrder },
      "cac:AccountingSupplierParty": { "cac:Party": { ...party(issued.supplier), "cac:PartyTaxScheme": [taxScheme(issued.supplier)], ...contact(issued.supplier) } },
      "cac:AccountingCustomerParty": { "cac:Party": { ...party(issued.customer), "cac:PartyTaxScheme": taxScheme(issued.customer) } },
      "cac:Delivery": {
        "cbc:ActualDeliveryDate": issued.deliveryDate,
        "cac:DeliveryLocation": { "cac:Address": address(issued.deliverTo) },
        "cac:DeliveryParty": { "cac:PartyName": { "cbc:Name": issued.deliverTo.name } },
      },
      "cac:PaymentMeans": issued.paymentMethods.map((method) => ({
        "cbc:PaymentMeansCode": "58",
        "cac:PayeeFinancialAccount": { "cbc:ID": method.iban, "cbc:Name": method.name },
      })),
      "cac:PaymentTerms": { "cbc:Note": issued.termsText },
      "cac:TaxTotal": [
        {
          ...amount("TaxAmount", totals.vat),
          "cac:TaxSubtotal": issued.vatBreakdown.map((group) => ({
            ...amount("TaxableAmount", group.base),
            ...amount("TaxAmount", group.amount),
            "cac:TaxCategory": { "cbc:ID": group.category, "cbc:Percent": group.rate, "cac:TaxScheme": { "cbc:ID": "VAT" } },
          })),
        },
      ],
      "cac:LegalMonetaryTotal": {
        ...amount("LineExtensionAmount", totals.lineNet),
        ...amount("TaxExclusiveAmount", totals.net),
        ...amount("TaxInclusiveAmount", totals.gross),
        ...amount("PayableAmount", totals.payable),
      },
      "cac:InvoiceLine": issued.lines.map((line) => lineOf(line, amount)),
    },
  };
}

export function eInvoiceEu(data) {
  return service.generate(data, { format: "UBL", lang: "en" });
}

function address({ country, address: { line1, postalCode, city } }) {
  return { "cbc:StreetName": line1, "cbc:CityName": city, "cbc:PostalZone": postalCode, "cac:Country": { "cbc:IdentificationCode": country } };
}

function taxScheme({ vatId }) {
  return { "cbc:CompanyID": vatId, "cac:TaxScheme": { "cbc:ID": "VAT" } };
}

function party(of) {
  const { name, companyId, endpoint } = of;
  return {
    "cbc:EndpointID": endpoint.value,
    "cbc:EndpointID@schemeID": endpoint.scheme,
    "cac:PostalAddress": address(of),
    "cac:PartyLegalEntity": {
      "cbc:RegistrationName": name,
      ...(companyId && { "cbc:CompanyID": companyId.value, "cbc:CompanyID@schemeID": companyId.scheme }),
    },
  };
}

function contact({ contact: { name, phone, email } }) {
  return { "cac:Contact": { "cbc:Name": name, "cbc:Telephone": phone, "cbc:ElectronicMail": email } };
}

function lineOf(line, amount) {
  return {
    "cbc:ID": line.id,
    "cbc:InvoicedQuantity": line.quantity,
    "cbc:InvoicedQuantity@unitCode": line.unit,
    ...amount("LineExtensionAmount", line.net),
    ...(line.allowances && {
      "cac:AllowanceCharge": line.allowances.map((row) => ({ "cbc:ChargeIndicator": "false", "cbc:AllowanceChargeReason": row.reason, ...amount("Amount", row.amount) })),
    }),
    "cac:Item": {
      "cbc:Name": line.name,
      "cac:ClassifiedTaxCategory": { "cbc:ID": line.vat.category, "cbc:Percent": line.vat.rate, "cac:TaxScheme": { "cbc:ID": "VAT" } },
    },
    "cac:Price": amount("PriceAmount", line.unitPrice),
  };
}
