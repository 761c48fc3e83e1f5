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
    PaymentFailed ["Uw betaling is niet gelukt.", "Your payment did not succeed.", "Ihre Zahlung war nicht erfolgreich.", "Votre paiement n’a pas abouti."];
    PaymentFailedBy ["Uw betaling is niet gelukt via:", "Your payment did not succeed by:", "Ihre Zahlung war nicht erfolgreich über:", "Votre paiement n’a pas abouti par :"];
    PayByTransfer ["U kunt het bedrag ook overmaken naar rekening", "You can also transfer the amount to account", "Sie können den Betrag auch überweisen auf das Konto", "Vous pouvez aussi virer le montant sur le compte"];
    PayOtherwise ["U kunt op de pagina van de factuur op een andere manier betalen.", "You can pay in another way on the page of the invoice.", "Auf der Seite der Rechnung können Sie anders bezahlen.", "Vous pouvez payer autrement sur la page de la facture."];
    Terms ["Betalingsvoorwaarden", "Payment terms", "Zahlungsbedingungen", "Conditions de paiement"];
    Instalments ["Termijnen", "Instalments", "Raten", "Échéances"];
    Notes ["Opmerkingen", "Notes", "Hinweise", "Remarques"];
    Lines ["Regels", "Lines", "Positionen", "Lignes"];
    VatSpecification ["Btw-specificatie", "VAT specification", "Umsatzsteuer", "Détail de la TVA"];
    Totals ["Totalen", "Totals", "Summen", "Totaux"];
    SkipToContent ["Naar de factuur", "Skip to the invoice", "Zur Rechnung", "Aller à la facture"];
    Gone ["Deze link werkt niet meer", "This link no longer works", "Dieser Link funktioniert nicht mehr", "Ce lien n’est plus valable"];
    GoneText ["Vraag de afzender van de factuur om een nieuwe link.", "Ask the sender of the invoice for a new one.", "Bitten Sie den Absender der Rechnung um einen neuen.", "Demandez-en un nouveau à l’expéditeur de la facture."];
    Preview ["Voorbeeld: zo ziet uw klant deze pagina. Niets hierop doet iets, en kijken telt niet mee.", "Preview: this is what your customer sees. Nothing on it does anything, and looking does not count.", "Vorschau: So sieht Ihr Kunde diese Seite. Nichts darauf löst etwas aus, und Ansehen zählt nicht.", "Aperçu : voici ce que voit votre client. Rien n’y est actif et la consultation ne compte pas."];
    History ["Geschiedenis", "History", "Verlauf", "Historique"];
    Actions ["Iets anders doen", "Something else?", "Etwas anderes?", "Autre chose ?"];
    Dispute ["Ik ben het er niet mee eens", "I do not agree with it", "Ich bin nicht einverstanden", "Je ne suis pas d’accord"];
    DisputeText ["Wat u betwist hoeft u niet te betalen zolang we het uitzoeken; voor de rest blijft de termijn lopen.", "You need not pay what you contest while we look into it; the rest stays due.", "Was Sie beanstanden, müssen Sie nicht zahlen, solange wir es prüfen; der Rest bleibt fällig.", "Vous ne devez pas payer ce que vous contestez pendant que nous l’examinons ; le reste demeure dû."];
    DisputeWhat ["Waar gaat het over?", "What is it about?", "Worum geht es?", "De quoi s’agit-il ?"];
    DisputeAll ["De hele factuur", "The whole invoice", "Die ganze Rechnung", "Toute la facture"];
    DisputeAmount ["Bedrag dat u betwist", "Amount that you contest", "Betrag, den Sie beanstanden", "Montant que vous contestez"];
    DisputeAmountHint ["Leeg: het hele bedrag van wat u hierboven koos.", "Empty: all of what you chose above.", "Leer: der ganze Betrag der Auswahl oben.", "Vide : tout le montant choisi ci-dessus."];
    DisputeReason ["Wat klopt er niet?", "What is wrong?", "Was stimmt nicht?", "Qu’est-ce qui ne va pas ?"];
    DisputeSend ["Bezwaar versturen", "Send the objection", "Einwand senden", "Envoyer la contestation"];
    Promise ["Ik betaal op een andere dag", "I will pay on another day", "Ich zahle an einem anderen Tag", "Je paierai un autre jour"];
    PromiseText ["Tot die dag sturen we geen herinneringen. Rente en termijnen lopen volgens de wet door.", "Until then we send no reminders. Interest and terms go on as the law has it.", "Bis dahin senden wir keine Mahnungen. Zinsen und Fristen laufen nach dem Gesetz weiter.", "D’ici là, nous n’enverrons pas de rappel. Intérêts et délais courent selon la loi."];
    PromiseUntil ["Ik betaal uiterlijk op", "I will pay by", "Ich zahle spätestens am", "Je paierai au plus tard le"];
    PromiseBounds ["Uiterlijk", "At the latest", "Spätestens", "Au plus tard"];
    PromiseSend ["Toezeggen", "Promise", "Zusagen", "S’engager"];
    Promised ["U hebt toegezegd te betalen uiterlijk", "You promised to pay by", "Sie haben Zahlung zugesagt bis", "Vous vous êtes engagé à payer au plus tard le"];
    Plan ["Ik wil in delen betalen", "I want to pay in parts", "Ich möchte in Raten zahlen", "Je souhaite payer en plusieurs fois"];
    PlanText ["U vraagt een betaalregeling aan. Zolang die niet is toegestaan, blijft de vervaldatum gelden.", "You ask for a payment plan. Until it is granted, the due date stays.", "Sie bitten um Ratenzahlung. Bis zur Zusage bleibt das Fälligkeitsdatum bestehen.", "Vous demandez un plan de paiement. Tant qu’il n’est pas accordé, l’échéance demeure."];
    PlanParts ["In hoeveel maandelijkse delen?", "In how many monthly parts?", "In wie vielen Monatsraten?", "En combien de mensualités ?"];
    PlanFirst ["Eerste betaling op", "First payment on", "Erste Zahlung am", "Premier paiement le"];
    PlanWhy ["Toelichting (mag leeg blijven)", "Explanation (may stay empty)", "Erläuterung (darf leer bleiben)", "Explication (facultative)"];
    PlanSend ["Regeling aanvragen", "Ask for the plan", "Ratenzahlung anfragen", "Demander le plan"];
    PlanAsked ["U hebt een betaalregeling gevraagd. U hoort van ons.", "You asked for a payment plan. You will hear from us.", "Sie haben um Ratenzahlung gebeten. Sie hören von uns.", "Vous avez demandé un plan de paiement. Nous vous répondrons."];
    Feedback ["Eén vraag over deze factuur", "One question about this invoice", "Eine Frage zu dieser Rechnung", "Une question sur cette facture"];
    FeedbackQuestion ["Was deze factuur duidelijk en makkelijk te betalen?", "Was this invoice clear and easy to pay?", "War diese Rechnung klar und leicht zu bezahlen?", "Cette facture était-elle claire et facile à payer ?"];
    Yes ["Ja", "Yes", "Ja", "Oui"];
    No ["Nee", "No", "Nein", "Non"];
    FeedbackMore ["Wat kan beter? (mag leeg blijven)", "What could be better? (may stay empty)", "Was könnte besser sein? (darf leer bleiben)", "Que pourrait-on améliorer ? (facultatif)"];
    FeedbackSend ["Versturen", "Send", "Senden", "Envoyer"];
    DoneDispute ["Uw bezwaar is ontvangen. U hoort van ons; wat u betwist hoeft u nu niet te betalen.", "We have your objection. You will hear from us; you need not pay what you contest now.", "Ihr Einwand ist eingegangen. Sie hören von uns; den beanstandeten Betrag müssen Sie jetzt nicht zahlen.", "Nous avons reçu votre contestation. Nous vous répondrons ; vous ne devez pas payer maintenant ce que vous contestez."];
    DonePromise ["Uw toezegging is genoteerd. Dank u.", "Your promise is noted. Thank you.", "Ihre Zusage ist vermerkt. Danke.", "Votre engagement est noté. Merci."];
    DonePlan ["Uw aanvraag is ontvangen. U hoort van ons.", "We have your request. You will hear from us.", "Ihre Anfrage ist eingegangen. Sie hören von uns.", "Nous avons reçu votre demande. Nous vous répondrons."];
    DoneFeedback ["Dank u voor uw antwoord.", "Thank you for your answer.", "Danke für Ihre Antwort.", "Merci de votre réponse."];
    Faulty ["Er klopt iets niet. Verbeter wat hieronder staat en verstuur het nog eens.", "Something is not right. Correct what is marked below and send it again.", "Etwas stimmt nicht. Korrigieren Sie das unten Markierte und senden Sie es erneut.", "Quelque chose ne va pas. Corrigez ce qui est indiqué ci-dessous et renvoyez."];
    FaultOld ["Deze pagina stond te lang open. Kijk na wat u hebt ingevuld en verstuur het nog eens.", "This page was open for too long. Check what you filled in and send it again.", "Diese Seite war zu lange offen. Prüfen Sie Ihre Angaben und senden Sie sie erneut.", "Cette page est restée ouverte trop longtemps. Vérifiez vos réponses et renvoyez-les."];
    FaultNotNow ["Dit kan voor deze factuur nu niet meer: zij is intussen veranderd.", "This is not possible for this invoice any more: it has changed meanwhile.", "Das ist für diese Rechnung nicht mehr möglich: Sie hat sich inzwischen geändert.", "Ce n’est plus possible pour cette facture : elle a changé entre-temps."];
    FaultAmount ["Vul een bedrag in, zoals 12,50.", "Fill in an amount, such as 12.50.", "Geben Sie einen Betrag ein, zum Beispiel 12,50.", "Indiquez un montant, par exemple 12,50."];
    FaultAmountMax ["Vul een bedrag in van ten hoogste", "Fill in an amount of at most", "Geben Sie einen Betrag ein von höchstens", "Indiquez un montant d’au plus"];
    FaultReason ["Schrijf wat er niet klopt, dan kunnen we het uitzoeken.", "Write what is wrong, so that we can look into it.", "Schreiben Sie, was nicht stimmt, damit wir es prüfen können.", "Écrivez ce qui ne va pas, pour que nous puissions l’examiner."];
    FaultLong ["Houd het korter: ten hoogste 2.000 tekens.", "Keep it shorter: at most 2,000 characters.", "Bitte kürzer: höchstens 2.000 Zeichen.", "Plus court, s’il vous plaît : 2 000 caractères au plus."];
    FaultDay ["Vul een dag in, zoals 31-1-2026.", "Fill in a day, such as 31-1-2026.", "Geben Sie einen Tag ein, zum Beispiel 31.1.2026.", "Indiquez un jour, par exemple 31/1/2026."];
    FaultDayBounds ["Kies een dag van vandaag tot en met", "Choose a day from today until", "Wählen Sie einen Tag von heute bis", "Choisissez un jour entre aujourd’hui et le"];
    FaultChoice ["Kies een van de mogelijkheden.", "Choose one of the possibilities.", "Wählen Sie eine der Möglichkeiten.", "Choisissez une des possibilités."];
    EntryIssued ["Factuur opgesteld", "Invoice issued", "Rechnung ausgestellt", "Facture émise"];
    EntrySent ["Verstuurd", "Sent", "Versandt", "Envoyée"];
    EntryPayment ["Betaling ontvangen", "Payment received", "Zahlung eingegangen", "Paiement reçu"];
    EntryRefund ["Terugbetaald", "Refunded", "Erstattet", "Remboursé"];
    EntryTakenBack ["Betaling teruggeboekt", "Payment taken back", "Zahlung zurückgebucht", "Paiement annulé par la banque"];
    EntryCredit ["Creditnota", "Credit note", "Gutschrift", "Avoir"];
    EntryReminder ["Herinnering verstuurd", "Reminder sent", "Zahlungserinnerung versandt", "Rappel envoyé"];
    EntryDispute ["Betwist", "Contested", "Beanstandet", "Contesté"];
    EntryDisputeResolved ["Bezwaar afgehandeld", "Objection settled", "Einwand erledigt", "Contestation réglée"];
    EntryPromise ["Betaling toegezegd uiterlijk", "Payment promised by", "Zahlung zugesagt bis", "Paiement promis au plus tard le"];
    EntryPlan ["Betaalregeling afgesproken", "Payment plan agreed", "Ratenzahlung vereinbart", "Plan de paiement convenu"];
    EntryOffer ["Schikkingsvoorstel tot en met", "Settlement offer until", "Vergleichsangebot bis", "Offre de règlement jusqu’au"];
    EntryVoid ["Ingetrokken", "Cancelled", "Storniert", "Annulée"];
    MethodTransfer ["overschrijving", "bank transfer", "Überweisung", "virement"];
    MethodCard ["kaart", "card", "Karte", "carte"];
    MethodCash ["contant", "cash", "bar", "espèces"];
    MethodDebit ["incasso", "direct debit", "Lastschrift", "prélèvement"];
    MethodCheque ["cheque", "cheque", "Scheck", "chèque"];
    MethodBalance ["tegoed", "credit balance", "Guthaben", "solde créditeur"];
    AccountTitle ["Uw facturen", "Your invoices", "Ihre Rechnungen", "Vos factures"];
    AccountAsk ["Vul het e-mailadres in waarop u facturen krijgt. U krijgt daar een link naar al uw facturen.", "Fill in the e-mail address at which you get invoices. A link to all of them is sent there.", "Geben Sie die E-Mail-Adresse ein, an die Ihre Rechnungen gehen. Dorthin senden wir einen Link zu allen.", "Indiquez l’adresse e-mail à laquelle vous recevez vos factures. Un lien vers toutes y sera envoyé."];
    AccountEmail ["E-mailadres", "E-mail address", "E-Mail-Adresse", "Adresse e-mail"];
    AccountSend ["Link toesturen", "Send me the link", "Link zusenden", "Envoyer le lien"];
    AccountAsked ["Als op dit adres facturen binnenkomen, is de link nu onderweg. Hij werkt een uur.", "If invoices go to this address, the link is on its way. It works for an hour.", "Falls Rechnungen an diese Adresse gehen, ist der Link unterwegs. Er gilt eine Stunde.", "Si des factures sont envoyées à cette adresse, le lien est en route. Il est valable une heure."];
    AccountMail ["U vroeg om uw facturen. Open ze met deze link; hij werkt een uur.", "You asked for your invoices. Open them with this link; it works for an hour.", "Sie haben Ihre Rechnungen angefordert. Öffnen Sie sie mit diesem Link; er gilt eine Stunde.", "Vous avez demandé vos factures. Ouvrez-les avec ce lien, valable une heure."];
    AccountNotYou ["Hebt u hier niet om gevraagd? Dan hoeft u niets te doen.", "You did not ask for this? Then you need not do anything.", "Sie haben das nicht angefordert? Dann müssen Sie nichts tun.", "Vous n’avez rien demandé ? Alors ne faites rien."];
    AccountShort ["Deze pagina sluit vanzelf na een uur.", "This page closes by itself after an hour.", "Diese Seite schließt sich nach einer Stunde von selbst.", "Cette page se ferme d’elle-même après une heure."];
    AccountEnd ["Nu sluiten", "Close it now", "Jetzt schließen", "Fermer maintenant"];
    FaultEmail ["Vul een e-mailadres in, zoals anna@voorbeeld.nl.", "Fill in an e-mail address, such as anna@example.com.", "Geben Sie eine E-Mail-Adresse ein, zum Beispiel anna@beispiel.de.", "Indiquez une adresse e-mail, par exemple anna@exemple.fr."];
    Number ["Nummer", "Number", "Nummer", "Numéro"];
    State ["Status", "State", "Status", "Statut"];
    Older ["Oudere facturen", "Older invoices", "Ältere Rechnungen", "Factures plus anciennes"];
    AllInvoices ["Al uw facturen", "All your invoices", "Alle Ihre Rechnungen", "Toutes vos factures"];
    ScanToPay ["Scan met uw bankapp", "Scan with your banking app", "Mit Ihrer Bank-App scannen", "À scanner avec votre appli bancaire"];
    ScanCode ["QR-code met rekening, bedrag en kenmerk", "QR code with account, amount and reference", "QR-Code mit Konto, Betrag und Verwendungszweck", "Code QR avec compte, montant et communication"];
    Fingerprint ["Controlecode van de rekening", "Check code of the account", "Prüfcode des Kontos", "Code de contrôle du compte"];
    FingerprintHint ["Dezelfde code staat op de pdf. Staat daar een andere, betaal dan niet en bel ons.", "The PDF shows the same code. If it shows another one, do not pay and call us.", "Die PDF zeigt denselben Code. Steht dort ein anderer, zahlen Sie nicht und rufen Sie uns an.", "Le PDF porte le même code. S’il en porte un autre, ne payez pas et appelez-nous."];
    AsPdf ["Factuur als PDF", "Invoice as PDF", "Rechnung als PDF", "Facture en PDF"];
    AsUbl ["Voor uw boekhouding (UBL)", "For your bookkeeping (UBL)", "Für Ihre Buchhaltung (UBL)", "Pour votre comptabilité (UBL)"];
    PayFailed ["De vorige poging lukte niet. Kies een andere betaalwijze.", "The last attempt failed. Choose another way to pay.", "Der letzte Versuch schlug fehl. Wählen Sie eine andere Zahlungsart.", "La dernière tentative a échoué. Choisissez un autre moyen."];
    FaultPay ["Online betalen lukt nu niet. Probeer het straks nog eens, of betaal per overschrijving.", "Paying online does not work just now. Try again later, or pay by bank transfer.", "Online-Zahlung ist gerade nicht möglich. Versuchen Sie es später oder überweisen Sie.", "Le paiement en ligne ne fonctionne pas pour l’instant. Réessayez plus tard ou payez par virement."];
    Contact ["Stuur het voortaan aan iemand anders", "Send it to somebody else from now on", "Künftig an jemand anderen senden", "Envoyer désormais à quelqu’un d’autre"];
    ContactText ["Vul in wat verandert. We voeren het door zodra we het hebben nagekeken: zo kan niemand anders uw post omleiden.", "Fill in what changes. We take it over once we have checked it: so nobody else can redirect your mail.", "Füllen Sie aus, was sich ändert. Wir übernehmen es nach einer Prüfung: So kann niemand Ihre Post umleiten.", "Indiquez ce qui change. Nous l’appliquons après vérification : ainsi personne ne peut détourner votre courrier."];
    ContactName ["Naam", "Name", "Name", "Nom"];
    ContactPhone ["Telefoon", "Telephone", "Telefon", "Téléphone"];
    ContactSend ["Wijziging versturen", "Send the change", "Änderung senden", "Envoyer le changement"];
    ContactAsked ["Uw wijziging van het contact is ontvangen en wordt nagekeken.", "We have your change of contact and are checking it.", "Ihre Kontaktänderung ist eingegangen und wird geprüft.", "Votre changement de contact est reçu et en cours de vérification."];
    DoneContact ["Uw wijziging is ontvangen.", "We have your change.", "Ihre Änderung ist eingegangen.", "Nous avons reçu votre changement."];
    FaultContact ["Vul in wat verandert: naam, e-mailadres of telefoon.", "Fill in what changes: name, e-mail address or telephone.", "Füllen Sie aus, was sich ändert: Name, E-Mail-Adresse oder Telefon.", "Indiquez ce qui change : nom, adresse e-mail ou téléphone."];
}
