//! What the customer's page says of itself, its four texts side by side. What the law asks for comes from the engine.

use voldaan::text::Language;

macro_rules! phrases {
    ($($name:ident [$nl:literal, $en:literal, $de:literal, $fr:literal];)*) => {
        /// Something that the page says.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Phrase { $($name,)* }

        impl Phrase {
            /// The text in a language.
            pub fn text(self, language: Language) -> &'static str {
                language.pick(match self { $(Phrase::$name => [$nl, $en, $de, $fr],)* })
            }
        }
    };
}

phrases! {
    Invoice ["Factuur", "Invoice", "Rechnung", "Facture"];
    CreditNote ["Creditnota", "Credit note", "Gutschrift (Rechnungskorrektur)", "Avoir"];
    Prepayment ["Voorschotfactuur", "Prepayment invoice", "Anzahlungsrechnung", "Facture d’acompte"];
    Corrective ["Correctiefactuur", "Corrected invoice", "Rechnungskorrektur", "Facture rectificative"];
    SelfBilled ["Factuur (self-billing)", "Self-billed invoice", "Gutschrift", "Autofacture"];
    From ["Van", "From", "Von", "De"];
    To ["Aan", "To", "An", "À"];
    InvoiceDate ["Factuurdatum", "Invoice date", "Rechnungsdatum", "Date de facture"];
    DueDate ["Vervaldatum", "Due date", "Fällig am", "Échéance"];
    Delivery ["Leverdatum", "Delivery date", "Lieferdatum", "Date de livraison"];
    Period ["Periode", "Period", "Zeitraum", "Période"];
    YourReference ["Uw referentie", "Your reference", "Ihre Referenz", "Votre référence"];
    PurchaseOrder ["Inkooporder", "Purchase order", "Bestellung", "Bon de commande"];
    Credits ["Bij factuur", "For invoice", "Zu Rechnung", "Pour la facture"];
    VatNumber ["Btw-nummer", "VAT number", "USt-IdNr.", "N° TVA"];
    CompanyNumber ["Ondernemingsnummer", "Company number", "Registernummer", "N° d’entreprise"];
    Description ["Omschrijving", "Description", "Bezeichnung", "Désignation"];
    Quantity ["Aantal", "Quantity", "Menge", "Quantité"];
    Price ["Prijs", "Price", "Preis", "Prix"];
    Vat ["Btw", "VAT", "USt.", "TVA"];
    Net ["Bedrag excl. btw", "Amount excl. VAT", "Netto", "Montant HT"];
    Base ["Over", "On", "Auf", "Sur"];
    Subtotal ["Totaal excl. btw", "Total excl. VAT", "Summe netto", "Total HT"];
    LineSum ["Som van de regels", "Sum of lines", "Summe der Positionen", "Somme des lignes"];
    Allowance ["Korting", "Discount", "Rabatt", "Remise"];
    Charge ["Toeslag", "Charge", "Zuschlag", "Supplément"];
    Gross ["Totaal incl. btw", "Total incl. VAT", "Gesamtbetrag", "Total TTC"];
    Prepaid ["Al betaald", "Already paid", "Bereits bezahlt", "Déjà payé"];
    Rounding ["Afronding", "Rounding", "Rundung", "Arrondi"];
    Payable ["Te betalen", "Amount due", "Zahlbetrag", "Net à payer"];
    StillDue ["Nog te betalen", "Still to pay", "Noch zu zahlen", "Reste à payer"];
    Paid ["Voldaan", "Paid", "Bezahlt", "Payée"];
    PaidText ["Bedankt, er staat niets meer open.", "Thank you, nothing is left to pay.", "Vielen Dank, es ist nichts mehr offen.", "Merci, il ne reste rien à payer."];
    Open ["Open", "Open", "Offen", "À payer"];
    Overdue ["Over de vervaldatum", "Overdue", "Überfällig", "En retard"];
    Void ["Vervallen", "Cancelled", "Storniert", "Annulée"];
    VoidText ["Deze factuur is ingetrokken. U hoeft niets te betalen.", "This invoice was cancelled. You need not pay anything.", "Diese Rechnung wurde storniert. Sie müssen nichts zahlen.", "Cette facture a été annulée. Vous n’avez rien à payer."];
    Closed ["Afgesloten", "Closed", "Abgeschlossen", "Clôturée"];
    ClosedText ["Deze factuur is afgesloten.", "This invoice was closed.", "Diese Rechnung ist abgeschlossen.", "Cette facture est clôturée."];
    Credited ["Tegoed", "Credit", "Guthaben", "Crédit"];
    DueBy ["Te betalen uiterlijk", "Please pay by", "Zahlbar bis", "À payer au plus tard le"];
    WasDue ["Had betaald moeten zijn op", "Was due on", "War fällig am", "Était due le"];
    HowToPay ["Zo betaalt u", "How to pay", "So bezahlen Sie", "Comment payer"];
    Amount ["Bedrag", "Amount", "Betrag", "Montant"];
    Account ["Rekening (IBAN)", "Account (IBAN)", "Konto (IBAN)", "Compte (IBAN)"];
    InNameOf ["Ten name van", "In the name of", "Kontoinhaber", "Titulaire"];
    Reference ["Onder vermelding van", "Please quote", "Verwendungszweck", "Communication"];
    PayOnline ["Online betalen", "Pay online", "Online bezahlen", "Payer en ligne"];
    DirectDebit ["Het bedrag wordt van uw rekening afgeschreven.", "The amount will be debited from your account.", "Der Betrag wird von Ihrem Konto abgebucht.", "Le montant sera prélevé sur votre compte."];
    Terms ["Betalingsvoorwaarden", "Payment terms", "Zahlungsbedingungen", "Conditions de paiement"];
    Instalments ["Termijnen", "Instalments", "Raten", "Échéances"];
    Notes ["Opmerkingen", "Notes", "Hinweise", "Remarques"];
    Lines ["Regels", "Lines", "Positionen", "Lignes"];
    VatSpecification ["Btw-specificatie", "VAT specification", "Umsatzsteuer", "Détail de la TVA"];
    Totals ["Totalen", "Totals", "Summen", "Totaux"];
    SkipToContent ["Naar de factuur", "Skip to the invoice", "Zur Rechnung", "Aller à la facture"];
    Gone ["Deze link werkt niet meer", "This link no longer works", "Dieser Link funktioniert nicht mehr", "Ce lien n’est plus valable"];
    GoneText ["Vraag de afzender van de factuur om een nieuwe link.", "Ask the sender of the invoice for a new one.", "Bitten Sie den Absender der Rechnung um einen neuen.", "Demandez-en un nouveau à l’expéditeur de la facture."];
}
