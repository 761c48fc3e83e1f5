// The invoice as CII with node-zugferd, profile EN 16931, from an object of its shape. Its check against the schema starts a JVM and is off.

import { zugferd as invoicerOf } from "node-zugferd";
import { EN16931 } from "node-zugferd/profile/en16931";

const invoicer = invoicerOf({ profile: EN16931, strict: false, logger: { disabled: true } });

/** The object that the library takes; made once, as its user would have it. */
export function zugferdData(issued) {
  const { totals } = issued;
  return {
    number: issued.number,
    typeCode: "380",
    issueDate: new Date(issued.issueDate),
    transaction: {
      tradeAgreement: {
        buyerReference: issued.buyerReference,
        seller: { ...party(issued.supplier), tradeContact: contact(issued.supplier.contact) },
        buyer: party(issued.customer),
        associatedOrder: { purchaseOrderReference: issued.purchaseOrder },
      },
      tradeDelivery: {
        shipTo: { name: issued.deliverTo.name, postalAddress: address(issued.deliverTo) },
        information: { deliveryDate: new Date(issued.deliveryDate) },
      },
      tradeSettlement: {
        currencyCode: issued.currency,
        paymentInstruction: {
          typeCode: "58",
          transfers: issued.paymentMethods.map((method) => ({ paymentAccountIdentifier: method.iban, accountName: method.name })),
        },
        vatBreakdown: issued.vatBreakdown.map((group) => ({
          calculatedAmount: group.amount,
          typeCode: "VAT",
          basisAmount: group.base,
          categoryCode: group.category,
          rateApplicablePercent: group.rate,
        })),
        paymentTerms: { description: issued.termsText, dueDate: new Date(issued.dueDate) },
        monetarySummation: {
          lineTotalAmount: totals.lineNet,
          taxBasisTotalAmount: totals.net,
          taxTotal: { amount: totals.vat, currencyCode: issued.currency },
          grandTotalAmount: totals.gross,
          duePayableAmount: totals.payable,
        },
      },
      line: issued.lines.map(lineOf),
    },
  };
}

export function zugferd(data) {
  return invoicer.create(data).toXML();
}

function address({ country, address: { line1, postalCode, city } }) {
  return { line1, postCode: postalCode, city, countryCode: country };
}

function party(of) {
  const { name, vatId, companyId, endpoint } = of;
  return {
    name,
    ...(companyId && { organization: { registrationIdentifier: { value: companyId.value, schemeIdentifier: companyId.scheme } } }),
    postalAddress: address(of),
    electronicAddress: { value: endpoint.value, schemeIdentifier: endpoint.scheme },
    taxRegistration: { vatIdentifier: vatId },
  };
}

function contact({ name, phone, email }) {
  return { name, phoneNumber: phone, emailAddress: email };
}

function lineOf(line) {
  return {
    identifier: line.id,
    tradeProduct: { name: line.name },
    tradeAgreement: { netTradePrice: { chargeAmount: line.unitPrice } },
    tradeDelivery: { billedQuantity: { amount: line.quantity, unitMeasureCode: line.unit } },
    tradeSettlement: {
      tradeTax: { typeCode: "VAT", categoryCode: line.vat.category, rateApplicablePercent: line.vat.rate },
      ...(line.allowances && { allowances: line.allowances.map(({ amount, reason }) => ({ actualAmount: amount, reason })) }),
      monetarySummation: { lineTotalAmount: line.net },
    },
  };
}
