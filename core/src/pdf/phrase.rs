//! What a printed document says of itself, its four texts side by side. What the law asks for comes from the invoice.

use crate::text::Language;

macro_rules! phrases {
    ($($name:ident [$nl:literal, $en:literal, $de:literal, $fr:literal];)*) => {
        /// Something that a printed document says. `{}` stands for what is filled in.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Phrase { $(#[doc = $en] $name,)* }

        impl Phrase {
            /// The text in a language.
            pub fn text(self, language: Language) -> &'static str {
                language.pick(match self { $(Phrase::$name => [$nl, $en, $de, $fr],)* })
            }
        }
    };
}

// A Swiss payment slip is not written in Dutch (SIX, Swiss Implementation Guidelines for the QR-bill, annex D): it is English there.
phrases! {
    Invoice ["Factuur", "Invoice", "Rechnung", "Facture"];
    CreditNote ["Creditnota", "Credit note", "Rechnungskorrektur", "Avoir"];
    Prepayment ["Voorschotfactuur", "Prepayment invoice", "Anzahlungsrechnung", "Facture d’acompte"];
    Corrective ["Correctiefactuur", "Corrected invoice", "Korrigierte Rechnung", "Facture rectificative"];
    SelfBilled ["Factuur uitgereikt door afnemer", "Self-billing", "Gutschrift", "Autofacturation"];
    Quote ["Offerte", "Quotation", "Angebot", "Devis"];
    Proforma ["Pro forma", "Pro forma", "Pro forma", "Pro forma"];
    ProformaText [
        "Hiermee wordt geen btw in rekening gebracht; u kunt er geen btw mee aftrekken.",
        "This charges no VAT, and no VAT can be deducted with it.",
        "Hiermit wird keine Umsatzsteuer berechnet; ein Vorsteuerabzug ist damit nicht möglich.",
        "Ce document ne facture pas de TVA et n’ouvre pas droit à déduction."
    ];
    ValidUntil ["Geldig tot en met", "Valid until", "Gültig bis", "Valable jusqu’au"];
    Total ["Totaal", "Total", "Gesamtbetrag", "Total"];
    Terms ["Betalingsvoorwaarden", "Payment terms", "Zahlungsbedingungen", "Conditions de paiement"];
    Draft ["Concept", "Draft", "Entwurf", "Brouillon"];
    From ["Van", "From", "Von", "De"];
    To ["Aan", "To", "An", "À"];
    DeliverTo ["Leveradres", "Deliver to", "Lieferung an", "Livraison à"];
    Payee ["Te betalen aan", "Payable to", "Zahlbar an", "À payer à"];
    TaxRepresentative ["Fiscaal vertegenwoordiger", "Tax representative", "Fiskalvertreter", "Représentant fiscal"];
    IssueDate ["Datum", "Date", "Datum", "Date"];
    DueDate ["Vervaldatum", "Due date", "Fällig am", "Échéance"];
    Delivery ["Leverdatum", "Delivery date", "Lieferdatum", "Date de livraison"];
    Period ["Periode", "Period", "Zeitraum", "Période"];
    TaxPoint ["Belastbaar feit", "Tax point", "Steuerdatum", "Fait générateur"];
    YourReference ["Uw referentie", "Your reference", "Ihre Referenz", "Votre référence"];
    PurchaseOrder ["Inkooporder", "Purchase order", "Bestellung", "Bon de commande"];
    Contract ["Contract", "Contract", "Vertrag", "Contrat"];
    Project ["Project", "Project", "Projekt", "Projet"];
    ForInvoice ["Bij factuur", "For invoice", "Zu Rechnung", "Pour la facture"];
    VatNumber ["Btw", "VAT", "USt-IdNr.", "TVA"];
    TaxNumber ["Fiscaal nr.", "Tax no.", "Steuernr.", "N° fiscal"];
    CompanyNumber ["Ondernemingsnr.", "Company no.", "Register-Nr.", "N° d’entreprise"];
    Kvk ["KVK", "KVK", "KVK", "KVK"];
    Siren ["SIREN", "SIREN", "SIREN", "SIREN"];
    Description ["Omschrijving", "Description", "Bezeichnung", "Désignation"];
    Quantity ["Aantal", "Quantity", "Menge", "Quantité"];
    Price ["Prijs", "Price", "Preis", "Prix"];
    Vat ["Btw", "VAT", "USt.", "TVA"];
    Amount ["Bedrag", "Amount", "Betrag", "Montant"];
    WithVat ["incl. btw", "incl. VAT", "brutto", "TTC"];
    ItemId ["Artikel", "Item", "Artikel", "Article"];
    Carried ["Transport", "Carried forward", "Übertrag", "À reporter"];
    Brought ["Transport van vorige pagina", "Brought forward", "Übertrag von der Vorseite", "Report"];
    LineSum ["Som van de regels excl. btw", "Sum of lines excl. VAT", "Summe der Positionen netto", "Somme des lignes HT"];
    Allowance ["Korting", "Discount", "Rabatt", "Remise"];
    Charge ["Toeslag", "Charge", "Zuschlag", "Supplément"];
    Net ["Totaal excl. btw", "Total excl. VAT", "Summe netto", "Total HT"];
    VatOver ["Btw {} over {}", "VAT {} on {}", "USt. {} auf {}", "TVA {} sur {}"];
    Reverse ["verlegd", "reverse charge", "Reverse Charge", "autoliquidation"];
    Exempt ["vrijgesteld", "exempt", "steuerfrei", "exonéré"];
    OutOfScope ["n.v.t.", "n/a", "entfällt", "hors champ"];
    VatTotal ["Totaal btw", "Total VAT", "Umsatzsteuer gesamt", "Total TVA"];
    Gross ["Totaal incl. btw", "Total incl. VAT", "Gesamtbetrag", "Total TTC"];
    Prepaid ["Al betaald", "Already paid", "Bereits bezahlt", "Déjà payé"];
    Rounding ["Afronding", "Rounding", "Rundung", "Arrondi"];
    Payable ["Te betalen", "Amount due", "Zahlbetrag", "Net à payer"];
    Credited ["Tegoed", "Credit", "Gutschriftsbetrag", "Crédit"];
    HowToPay ["Zo betaalt u", "How to pay", "So bezahlen Sie", "Comment payer"];
    Account ["IBAN", "IBAN", "IBAN", "IBAN"];
    Bank ["BIC", "BIC", "BIC", "BIC"];
    InNameOf ["Ten name van", "Account name", "Kontoinhaber", "Titulaire"];
    Reference ["Kenmerk", "Reference", "Verwendungszweck", "Communication"];
    Fingerprint ["Controlecode", "Check code", "Prüfcode", "Code de contrôle"];
    ScanToPay ["Scan met uw bankapp", "Scan with your bank’s app", "Mit der Banking-App scannen", "À scanner avec l’appli de votre banque"];
    ScanToOpen ["Scan om online te betalen", "Scan to pay online", "Scannen und online bezahlen", "Scannez pour payer en ligne"];
    QrOf ["QR-code om {} te betalen", "QR code to pay {}", "QR-Code zum Bezahlen von {}", "Code QR pour payer {}"];
    SlipReceipt ["Receipt", "Receipt", "Empfangsschein", "Récépissé"];
    SlipPayment ["Payment part", "Payment part", "Zahlteil", "Section paiement"];
    SlipPayableTo ["Account / Payable to", "Account / Payable to", "Konto / Zahlbar an", "Compte / Payable à"];
    SlipReference ["Reference", "Reference", "Referenz", "Référence"];
    SlipInformation ["Additional information", "Additional information", "Zusätzliche Informationen", "Informations supplémentaires"];
    SlipPayableBy ["Payable by", "Payable by", "Zahlbar durch", "Payable par"];
    SlipCurrency ["Currency", "Currency", "Währung", "Monnaie"];
    SlipAmount ["Amount", "Amount", "Betrag", "Montant"];
    SlipAcceptance ["Acceptance point", "Acceptance point", "Annahmestelle", "Point de dépôt"];
    SlipSeparate [
        "Separate before paying in", "Separate before paying in", "Vor der Einzahlung abzutrennen", "A détacher avant le versement"
    ];
    PayOnline ["Online betalen", "Pay online", "Online bezahlen", "Payer en ligne"];
    DirectDebit ["Incasso", "Direct debit", "Lastschrift", "Prélèvement"];
    DirectDebitText [
        "Het bedrag wordt van uw rekening afgeschreven.", "The amount will be debited from your account.",
        "Der Betrag wird von Ihrem Konto abgebucht.", "Le montant sera prélevé sur votre compte."
    ];
    Mandate ["Machtiging", "Mandate", "Mandat", "Mandat"];
    Creditor ["Incassant-ID", "Creditor ID", "Gläubiger-ID", "ICS"];
    Card ["Kaart", "Card", "Karte", "Carte"];
    CardText ["Betaling met kaart.", "Payment by card.", "Zahlung per Karte.", "Paiement par carte."];
    Cash ["Contant", "Cash", "Bar", "Espèces"];
    CashText ["Contante betaling.", "Payment in cash.", "Barzahlung.", "Paiement en espèces."];
    Remarks ["Opmerkingen", "Remarks", "Hinweise", "Remarques"];
    Page ["Pagina {} van {}", "Page {} of {}", "Seite {} von {}", "Page {} sur {}"];
    LogoOf ["Logo van {}", "Logo of {}", "Logo von {}", "Logo de {}"];
}

impl Phrase {
    /// The text in a language with its places filled, in their order.
    pub fn fill(self, language: Language, values: &[&str]) -> String {
        let mut filled = String::new();
        let mut values = values.iter();
        for (index, part) in self.text(language).split("{}").enumerate() {
            if index > 0 {
                filled.push_str(values.next().copied().unwrap_or_default());
            }
            filled.push_str(part);
        }
        filled
    }
}
