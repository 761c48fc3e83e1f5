//! The texts of letters, in four languages side by side. `{name}` stands for what is filled in.
//!
//! Refuses to know which text belongs into which letter, and what the law wants of it.

use crate::text::Language;

macro_rules! texts {
    ($($(#[doc = $doc:literal])* $name:ident [$nl:literal, $en:literal, $de:literal, $fr:literal];)*) => {
        /// A text, or a part of one.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(in crate::dunning) enum Text { $($(#[doc = $doc])* $name,)* }

        impl Text {
            /// The text in a language.
            pub fn of(self, language: Language) -> &'static str {
                language.pick(match self { $(Text::$name => [$nl, $en, $de, $fr],)* })
            }

            #[cfg(test)]
            pub const ALL: &'static [Text] = &[$(Text::$name),*];
        }
    };
}

texts! {
    /// Subject before the due date.
    SubjectUpcoming [
        "Factuur {invoiceNumber} vervalt op {dueDate}",
        "Invoice {invoiceNumber} is due on {dueDate}",
        "Rechnung {invoiceNumber} wird am {dueDate} fällig",
        "Facture {invoiceNumber}\u{A0}: échéance le {dueDate}"
    ];
    /// Subject of a friendly reminder.
    SubjectReminder [
        "Herinnering: factuur {invoiceNumber}",
        "Reminder: invoice {invoiceNumber}",
        "Zahlungserinnerung: Rechnung {invoiceNumber}",
        "Rappel\u{A0}: facture {invoiceNumber}"
    ];
    /// Subject of a businesslike reminder.
    SubjectSecond [
        "Nog niet betaald: factuur {invoiceNumber}",
        "Still unpaid: invoice {invoiceNumber}",
        "Noch offen: Rechnung {invoiceNumber}",
        "Toujours impayée\u{A0}: facture {invoiceNumber}"
    ];
    /// Subject of a demand.
    SubjectDemand [
        "Aanmaning: factuur {invoiceNumber}",
        "Demand for payment: invoice {invoiceNumber}",
        "Mahnung: Rechnung {invoiceNumber}",
        "Mise en demeure\u{A0}: facture {invoiceNumber}"
    ];
    /// Subject of the Belgian first reminder.
    SubjectFirst [
        "Eerste herinnering, kosteloos: factuur {invoiceNumber}",
        "First reminder, free of charge: invoice {invoiceNumber}",
        "Erste Mahnung, kostenlos: Rechnung {invoiceNumber}",
        "Premier rappel, sans frais\u{A0}: facture {invoiceNumber}"
    ];
    /// Subject of the last notice to a business.
    SubjectNotice [
        "Laatste aanmaning: factuur {invoiceNumber}",
        "Final notice: invoice {invoiceNumber}",
        "Letzte Mahnung: Rechnung {invoiceNumber}",
        "Dernière mise en demeure\u{A0}: facture {invoiceNumber}"
    ];
    /// Subject at the hand-over.
    SubjectHandOver [
        "Overdracht ter incasso: factuur {invoiceNumber}",
        "Referred for collection: invoice {invoiceNumber}",
        "Abgabe zum Inkasso: Rechnung {invoiceNumber}",
        "Transmission au recouvrement\u{A0}: facture {invoiceNumber}"
    ];
    /// Subject of a call.
    SubjectCall [
        "Bellen over factuur {invoiceNumber}",
        "Call about invoice {invoiceNumber}",
        "Anruf wegen Rechnung {invoiceNumber}",
        "Appel au sujet de la facture {invoiceNumber}"
    ];
    /// How a friendly letter begins.
    GreetFriendly ["Beste {customer},", "Dear {customer},", "Guten Tag,", "Bonjour,"];
    /// How any other letter begins.
    GreetFormal ["Geachte heer, mevrouw,", "Dear Sir or Madam,", "Sehr geehrte Damen und Herren,", "Madame, Monsieur,"];
    /// Before the due date.
    OpenUpcoming [
        "Graag herinneren wij u eraan dat factuur {invoiceNumber} van {invoiceDate} op {dueDate} vervalt. Het openstaande bedrag is {principal}.",
        "We would like to remind you that invoice {invoiceNumber} of {invoiceDate} is due on {dueDate}. The outstanding amount is {principal}.",
        "wir möchten Sie daran erinnern, dass die Rechnung {invoiceNumber} vom {invoiceDate} am {dueDate} fällig wird. Der offene Betrag beläuft sich auf {principal}.",
        "Nous nous permettons de vous rappeler que la facture {invoiceNumber} du {invoiceDate} arrive à échéance le {dueDate}. Le montant restant dû est de {principal}."
    ];
    /// A friendly reminder.
    OpenReminder [
        "Volgens onze administratie is factuur {invoiceNumber} van {invoiceDate}, die op {dueDate} verviel, nog niet volledig betaald. Wellicht is dit aan uw aandacht ontsnapt. Wilt u het openstaande bedrag van {principal} alsnog overmaken?",
        "According to our records, invoice {invoiceNumber} of {invoiceDate}, which was due on {dueDate}, has not yet been paid in full. It may simply have slipped your attention. Could you please pay the outstanding amount of {principal}?",
        "nach unseren Unterlagen ist die Rechnung {invoiceNumber} vom {invoiceDate}, fällig am {dueDate}, noch nicht vollständig bezahlt. Vielleicht ist sie Ihrer Aufmerksamkeit entgangen. Wir bitten Sie, den offenen Betrag von {principal} zu überweisen.",
        "Sauf erreur de notre part, la facture {invoiceNumber} du {invoiceDate}, échue le {dueDate}, n’est pas encore entièrement réglée. Il s’agit sans doute d’un oubli. Nous vous remercions de bien vouloir régler le solde de {principal}."
    ];
    /// A businesslike reminder.
    OpenSecond [
        "Tot op heden hebben wij voor factuur {invoiceNumber} van {invoiceDate} geen volledige betaling ontvangen, hoewel de vervaldatum, {dueDate}, is verstreken. Wij verzoeken u het onderstaande bedrag zo spoedig mogelijk te betalen.",
        "To date we have not received full payment of invoice {invoiceNumber} of {invoiceDate}, although its due date, {dueDate}, has passed. Please pay the amount below as soon as possible.",
        "bis heute ist die Rechnung {invoiceNumber} vom {invoiceDate} nicht vollständig bezahlt, obwohl sie am {dueDate} fällig war. Bitte überweisen Sie den unten genannten Betrag so bald wie möglich.",
        "À ce jour, la facture {invoiceNumber} du {invoiceDate} n’est pas entièrement réglée, bien que son échéance du {dueDate} soit dépassée. Nous vous prions de payer le montant ci-dessous dans les meilleurs délais."
    ];
    /// A demand.
    OpenDemand [
        "Factuur {invoiceNumber} van {invoiceDate}, die op {dueDate} verviel, is nog altijd niet volledig betaald. Wij sommeren u het onderstaande bedrag onmiddellijk te betalen.",
        "Invoice {invoiceNumber} of {invoiceDate}, which was due on {dueDate}, has still not been paid in full. We must ask you to pay the amount below immediately.",
        "die Rechnung {invoiceNumber} vom {invoiceDate}, fällig am {dueDate}, ist noch immer nicht vollständig bezahlt. Wir fordern Sie auf, den unten genannten Betrag unverzüglich zu zahlen.",
        "La facture {invoiceNumber} du {invoiceDate}, échue le {dueDate}, n’est toujours pas entièrement réglée. Nous vous mettons en demeure de payer sans délai le montant ci-dessous."
    ];
    /// The last notice to a business.
    OpenNotice [
        "Factuur {invoiceNumber} van {invoiceDate}, die op {dueDate} verviel, is nog altijd niet volledig betaald. Wij stellen u een laatste termijn: wij verwachten het onderstaande bedrag {term}.",
        "Invoice {invoiceNumber} of {invoiceDate}, which was due on {dueDate}, has still not been paid in full. This is our final notice: we expect the amount below {term}.",
        "die Rechnung {invoiceNumber} vom {invoiceDate}, fällig am {dueDate}, ist noch immer nicht vollständig bezahlt. Wir setzen Ihnen eine letzte Frist und erwarten den unten genannten Betrag {term}.",
        "La facture {invoiceNumber} du {invoiceDate}, échue le {dueDate}, n’est toujours pas entièrement réglée. Nous vous accordons un dernier délai et attendons le montant ci-dessous {term}."
    ];
    /// Until a day.
    TermUntil ["uiterlijk op {lastDay}", "no later than {lastDay}", "bis spätestens {lastDay}", "au plus tard le {lastDay}"];
    /// The Dutch 14-day letter to a consumer, art. 6:96(6) BW.
    OpenDutch [
        "Factuur {invoiceNumber} van {invoiceDate} moest uiterlijk op {dueDate} zijn betaald. Wij hebben uw betaling niet of niet volledig ontvangen; u bent daarom in verzuim. Het openstaande bedrag is {principal}. U kunt dit bedrag nu nog zonder extra kosten betalen, binnen {term}.",
        "Invoice {invoiceNumber} of {invoiceDate} had to be paid by {dueDate}. We have not received your payment, or not in full; you are therefore in default. The outstanding amount is {principal}. You can still pay this amount without extra costs, within {term}.",
        "die Rechnung {invoiceNumber} vom {invoiceDate} war bis zum {dueDate} zu bezahlen. Ihre Zahlung ist bei uns nicht oder nicht vollständig eingegangen; Sie befinden sich daher in Verzug. Der offene Betrag beläuft sich auf {principal}. Sie können diesen Betrag noch ohne zusätzliche Kosten zahlen, und zwar innerhalb von {term}.",
        "La facture {invoiceNumber} du {invoiceDate} devait être payée au plus tard le {dueDate}. Nous n’avons pas reçu votre paiement, ou pas en totalité\u{A0}; vous êtes donc en défaut de paiement. Le montant restant dû est de {principal}. Vous pouvez encore payer ce montant sans frais supplémentaires dans un délai de {term}."
    ];
    /// Its term, in the words that the courts accept (LOVCK&T 2017-02-02; HR 2016-11-25, ECLI:NL:HR:2016:2704).
    TermDutch [
        "14 dagen vanaf de dag nadat deze brief bij u is bezorgd",
        "14 days from the day after this letter was delivered to you",
        "14 Tagen ab dem Tag, nachdem Ihnen dieses Schreiben zugestellt wurde",
        "14 jours à compter du lendemain du jour où cette lettre vous a été remise"
    ];
    /// What happens when it passes.
    ConsequencesDutch [
        "Betaalt u niet binnen deze termijn, dan bent u daarnaast buitengerechtelijke incassokosten verschuldigd van {costsThen} ({costsLaw}). Ook bent u wettelijke rente verschuldigd vanaf de dag na de vervaldatum tot en met de dag waarop u betaalt ({interestLaw}).",
        "If you do not pay within this period, you will also owe extrajudicial collection costs of {costsThen} ({costsLaw}). You also owe statutory interest from the day after the due date up to and including the day on which you pay ({interestLaw}).",
        "Zahlen Sie nicht innerhalb dieser Frist, schulden Sie außerdem außergerichtliche Inkassokosten von {costsThen} ({costsLaw}). Zudem schulden Sie gesetzliche Zinsen vom Tag nach der Fälligkeit bis einschließlich des Tages Ihrer Zahlung ({interestLaw}).",
        "Si vous ne payez pas dans ce délai, vous devrez en outre des frais de recouvrement extrajudiciaires de {costsThen} ({costsLaw}). Vous devez également les intérêts légaux à partir du lendemain de l’échéance jusqu’au jour de votre paiement inclus ({interestLaw})."
    ];
    /// That the costs were raised by VAT, and why, art. 2(3) Besluit BIK.
    VatInCosts [
        " De incassokosten zijn verhoogd met btw, omdat wij de btw die ons hierover in rekening wordt gebracht niet kunnen verrekenen.",
        " The collection costs have been increased by VAT, because we cannot deduct the VAT that we are charged on them.",
        " Die Inkassokosten sind um die Umsatzsteuer erhöht, weil wir die uns dafür berechnete Umsatzsteuer nicht abziehen können.",
        " Les frais de recouvrement sont majorés de la TVA, car nous ne pouvons pas déduire la TVA qui nous est facturée à ce titre."
    ];
    /// The Belgian first reminder to a consumer, art. XIX.2 of the Code of Economic Law.
    OpenBelgian [
        "De onderstaande schuld is op de vervaldag niet of niet volledig betaald. Deze eerste herinnering is kosteloos.",
        "The debt below was not paid, or not paid in full, on its due date. This first reminder is free of charge.",
        "die nachstehende Schuld wurde am Fälligkeitstag nicht oder nicht vollständig beglichen. Diese erste Mahnung ist kostenlos.",
        "La dette ci-dessous n’a pas été payée, ou pas en totalité, à l’échéance. Ce premier rappel est gratuit."
    ];
    /// What it has to list.
    ListBelgian [
        "Schuldeiser: {supplier}\nOndernemingsnummer: {supplierNumber}\nOmschrijving: {description}\nFactuur: {invoiceNumber} van {invoiceDate}\nVervaldag: {dueDate}\nVerschuldigd saldo: {principal}",
        "Creditor: {supplier}\nEnterprise number: {supplierNumber}\nDescription: {description}\nInvoice: {invoiceNumber} of {invoiceDate}\nDue date: {dueDate}\nBalance due: {principal}",
        "Gläubiger: {supplier}\nUnternehmensnummer: {supplierNumber}\nBeschreibung: {description}\nRechnung: {invoiceNumber} vom {invoiceDate}\nFälligkeitstag: {dueDate}\nGeschuldeter Saldo: {principal}",
        "Créancier\u{A0}: {supplier}\nNuméro d’entreprise\u{A0}: {supplierNumber}\nDescription\u{A0}: {description}\nFacture\u{A0}: {invoiceNumber} du {invoiceDate}\nÉchéance\u{A0}: {dueDate}\nSolde dû\u{A0}: {principal}"
    ];
    /// That it can be paid without costs within the term.
    WithinBelgian [
        "U kunt dit saldo zonder kosten betalen binnen een termijn van {term}.",
        "You can pay this balance without costs within a period of {term}.",
        "Sie können diesen Saldo ohne Kosten innerhalb einer Frist von {term} zahlen.",
        "Vous pouvez payer ce solde sans frais dans un délai de {term}."
    ];
    /// Its term, art. XIX.2.
    TermBelgian [
        "14 kalenderdagen; die termijn gaat in op de derde werkdag na de verzending van deze herinnering of, als zij elektronisch is verstuurd, op de kalenderdag na de verzending",
        "14 calendar days; that period begins on the third working day after this reminder was sent or, if it was sent electronically, on the calendar day after it was sent",
        "14 Kalendertagen; diese Frist beginnt am dritten Werktag nach dem Versand dieser Mahnung oder, wenn sie elektronisch versandt wurde, am Kalendertag nach dem Versand",
        "14 jours calendrier\u{A0}; ce délai prend cours le troisième jour ouvrable suivant l’envoi de ce rappel ou, s’il est envoyé par voie électronique, le jour calendrier suivant l’envoi"
    ];
    /// What happens when it passes, and a damages clause was agreed.
    ConsequencesBelgian [
        "Is het saldo niet binnen die termijn betaald, dan kunnen wij op grond van het schadebeding aanspraak maken op een forfaitaire vergoeding van {costsThen} en op verwijlinteresten op het verschuldigde saldo vanaf {interestFrom} van die termijn ({costsLaw}).",
        "If the balance is not paid within that period, we may under the damages clause claim a fixed compensation of {costsThen} and interest on the balance due from {interestFrom} of that period ({costsLaw}).",
        "Wird der Saldo nicht innerhalb dieser Frist gezahlt, können wir aufgrund der Schadensersatzklausel eine Pauschalentschädigung von {costsThen} und Verzugszinsen auf den geschuldeten Saldo ab {interestFrom} dieser Frist verlangen ({costsLaw}).",
        "Si le solde n’est pas payé dans ce délai, nous pourrons réclamer, en vertu de la clause indemnitaire, une indemnité forfaitaire de {costsThen} ainsi que des intérêts de retard sur le solde dû à partir {interestFrom} de ce délai ({costsLaw})."
    ];
    /// Where interest begins in the term.
    FromEndBelgian ["het einde", "the end", "dem Ende", "de l’expiration"];
    /// The same for a small creditor.
    FromStartBelgian ["het begin", "the start", "dem Beginn", "du début"];
    /// What happens when it passes, and the clause adds nothing: none was agreed, or all of it was named before.
    NoClauseBelgian [
        "Er komt geen forfaitaire vergoeding bij. Is het saldo niet binnen die termijn betaald, dan kunnen wij aanspraak maken op verwijlinteresten op het verschuldigde saldo vanaf {interestFrom} van die termijn ({interestLaw}).",
        "No fixed compensation is added. If the balance is not paid within that period, we may claim interest on the balance due from {interestFrom} of that period ({interestLaw}).",
        "Eine Pauschalentschädigung kommt nicht hinzu. Wird der Saldo nicht innerhalb dieser Frist gezahlt, können wir Verzugszinsen auf den geschuldeten Saldo ab {interestFrom} dieser Frist verlangen ({interestLaw}).",
        "Aucune indemnité forfaitaire ne s’y ajoute. Si le solde n’est pas payé dans ce délai, nous pourrons réclamer des intérêts de retard sur le solde dû à partir {interestFrom} de ce délai ({interestLaw})."
    ];
    /// What is asked for: the invoice.
    LinePrincipal [
        "Factuur {invoiceNumber}: {principal}", "Invoice {invoiceNumber}: {principal}",
        "Rechnung {invoiceNumber}: {principal}", "Facture {invoiceNumber}\u{A0}: {principal}"
    ];
    /// What is asked for: interest.
    LineInterest [
        "\nRente tot en met {today} ({interestLaw}): {interest}", "\nInterest up to and including {today} ({interestLaw}): {interest}",
        "\nZinsen bis einschließlich {today} ({interestLaw}): {interest}", "\nIntérêts jusqu’au {today} inclus ({interestLaw})\u{A0}: {interest}"
    ];
    /// What is asked for: the lump sum.
    LineLumpSum [
        "\nVaste vergoeding voor invorderingskosten ({lumpSumLaw}): {lumpSum}", "\nLump sum for recovery costs ({lumpSumLaw}): {lumpSum}",
        "\nPauschale für Beitreibungskosten ({lumpSumLaw}): {lumpSum}", "\nIndemnité forfaitaire pour frais de recouvrement ({lumpSumLaw})\u{A0}: {lumpSum}"
    ];
    /// What is asked for: collection costs.
    LineCosts [
        "\nIncassokosten ({costsLaw}): {costs}", "\nCollection costs ({costsLaw}): {costs}",
        "\nInkassokosten ({costsLaw}): {costs}", "\nFrais de recouvrement ({costsLaw})\u{A0}: {costs}"
    ];
    /// What earlier reminders cost under the contract.
    LineEarlierFees [
        "\nKosten van eerdere aanmaningen (zoals overeengekomen): {earlierFees}",
        "\nFees for earlier reminders (as agreed): {earlierFees}",
        "\nKosten früherer Mahnungen (wie vereinbart): {earlierFees}",
        "\nFrais des rappels précédents (convenus)\u{A0}: {earlierFees}"
    ];
    /// What is asked for: what the reminder itself costs under the contract.
    LineFee [
        "\nKosten van deze aanmaning (zoals overeengekomen): {fee}", "\nFee for this reminder (as agreed): {fee}",
        "\nGebühr für diese Mahnung (wie vereinbart): {fee}", "\nFrais de ce rappel (comme convenu)\u{A0}: {fee}"
    ];
    /// What came in of interest and costs.
    LineReceived [
        "\nReeds ontvangen voor rente en kosten: −{received}", "\nReceived already for interest and costs: −{received}",
        "\nBereits auf Zinsen und Kosten gezahlt: −{received}", "\nDéjà reçu pour intérêts et frais\u{A0}: −{received}"
    ];
    /// What was given up of interest and costs.
    LineWaived [
        "\nKwijtgescholden van rente en kosten: −{waived}", "\nGiven up of interest and costs: −{waived}",
        "\nErlassene Zinsen und Kosten: −{waived}", "\nIntérêts et frais abandonnés\u{A0}: −{waived}"
    ];
    /// What is asked for: all of it.
    LineTotal [
        "\nTe betalen: {total}", "\nTo be paid: {total}", "\nZu zahlen: {total}", "\nÀ payer\u{A0}: {total}"
    ];
    /// What follows when nothing comes.
    Warning [
        "Blijft betaling uit, dan geven wij de vordering zonder nadere aankondiging uit handen.",
        "If payment is not made, we will refer the claim for collection without further notice.",
        "Bleibt die Zahlung aus, geben wir die Forderung ohne weitere Ankündigung zum Inkasso ab.",
        "À défaut de paiement, nous confierons le recouvrement de la créance à un tiers sans autre avis."
    ];
    /// At the hand-over.
    OpenHandOver [
        "Factuur {invoiceNumber} van {invoiceDate}, die op {dueDate} verviel, is ondanks ons verzoek niet volledig betaald. Wij dragen de vordering daarom vandaag over ter incasso. Openstaand op deze dag:",
        "Invoice {invoiceNumber} of {invoiceDate}, which was due on {dueDate}, has not been paid in full despite our request. We are therefore referring the claim for collection today. Outstanding on this day:",
        "die Rechnung {invoiceNumber} vom {invoiceDate}, fällig am {dueDate}, wurde trotz unserer Aufforderung nicht vollständig bezahlt. Wir geben die Forderung daher heute zum Inkasso ab. Offen sind am heutigen Tag:",
        "Malgré notre demande, la facture {invoiceNumber} du {invoiceDate}, échue le {dueDate}, n’a pas été entièrement réglée. Nous transmettons donc ce jour la créance au recouvrement. Montant dû à cette date\u{A0}:"
    ];
    /// Where to pay.
    PayTo [
        "U kunt betalen op rekening {iban} ten name van {payee}, onder vermelding van {paymentReference}.",
        "Please pay to account {iban} in the name of {payee}, quoting {paymentReference}.",
        "Bitte zahlen Sie auf das Konto {iban}, Kontoinhaber {payee}, unter Angabe von {paymentReference}.",
        "Vous pouvez payer sur le compte {iban} au nom de {payee}, avec la mention {paymentReference}."
    ];
    /// Where to pay, if no account is known.
    PayAsInvoiced [
        "Hoe u kunt betalen, staat op de factuur.",
        "The invoice says how you can pay.",
        "Wie Sie zahlen können, steht auf der Rechnung.",
        "Les modes de paiement figurent sur la facture."
    ];
    /// The end of a reminder before the due date.
    CloseUpcoming [
        "Hebt u al betaald, dan kunt u dit bericht als niet verzonden beschouwen.",
        "If you have already paid, please disregard this message.",
        "Falls Sie bereits gezahlt haben, betrachten Sie diese Nachricht bitte als gegenstandslos.",
        "Si vous avez déjà payé, veuillez ne pas tenir compte de ce message."
    ];
    /// The end of any other letter.
    Close [
        "Hebt u inmiddels betaald, dan kunt u dit bericht als niet verzonden beschouwen. Bent u het niet eens met de factuur of kunt u niet ineens betalen, neem dan contact met ons op.",
        "If you have paid in the meantime, please disregard this message. If you do not agree with the invoice or cannot pay all at once, please contact us.",
        "Sollten Sie inzwischen gezahlt haben, betrachten Sie dieses Schreiben bitte als gegenstandslos. Wenn Sie mit der Rechnung nicht einverstanden sind oder nicht auf einmal zahlen können, wenden Sie sich bitte an uns.",
        "Si vous avez payé entre-temps, veuillez ne pas tenir compte de ce message. Si vous contestez la facture ou ne pouvez pas payer en une fois, veuillez nous contacter."
    ];
    /// The signature of a friendly letter.
    SignFriendly [
        "Met vriendelijke groet,\n{supplier}", "Kind regards,\n{supplier}", "Mit freundlichen Grüßen\n{supplier}", "Cordialement,\n{supplier}"
    ];
    /// The signature of any other.
    SignFormal [
        "Hoogachtend,\n{supplier}", "Yours faithfully,\n{supplier}", "Mit freundlichen Grüßen\n{supplier}",
        "Veuillez agréer, Madame, Monsieur, nos salutations distinguées.\n{supplier}"
    ];
    /// What to say in a call.
    Call [
        "Bel {customer} over factuur {invoiceNumber} van {invoiceDate}, die op {dueDate} verviel. Openstaand: {principal}.\n\n1. Is de factuur ontvangen, en klopt zij?\n2. Wanneer wordt er betaald? Leg de toezegging vast.\n3. Is er een bezwaar? Leg vast waarover, en voor welk bedrag.",
        "Call {customer} about invoice {invoiceNumber} of {invoiceDate}, which was due on {dueDate}. Outstanding: {principal}.\n\n1. Has the invoice arrived, and is it right?\n2. When will it be paid? Record the promise.\n3. Is there an objection? Record to what, and for which amount.",
        "{customer} wegen der Rechnung {invoiceNumber} vom {invoiceDate}, fällig am {dueDate}, anrufen. Offen: {principal}.\n\n1. Ist die Rechnung angekommen, und stimmt sie?\n2. Wann wird gezahlt? Die Zusage festhalten.\n3. Gibt es einen Einwand? Festhalten, wogegen und in welcher Höhe.",
        "Appeler {customer} au sujet de la facture {invoiceNumber} du {invoiceDate}, échue le {dueDate}. Solde\u{A0}: {principal}.\n\n1. La facture est-elle arrivée, et est-elle exacte\u{A0}?\n2. Quand sera-t-elle payée\u{A0}? Noter l’engagement.\n3. Y a-t-il une objection\u{A0}? Noter laquelle, et pour quel montant."
    ];
    /// On the invoice: what late payment costs by law from the first day, interest only.
    LateInterest [
        "Bij betaling na de vervaldatum is rente verschuldigd ({interestLaw}).",
        "Interest is due on payment after the due date ({interestLaw}).",
        "Bei Zahlung nach dem Fälligkeitstag fallen Zinsen an ({interestLaw}).",
        "Tout paiement après l’échéance donne lieu à des intérêts de retard ({interestLaw})."
    ];
    /// On the invoice: interest and costs from the first day.
    LateCosts [
        "Bij betaling na de vervaldatum zijn rente ({interestLaw}) en invorderingskosten van ten minste {lumpSum} ({lumpSumLaw}) verschuldigd.",
        "Interest ({interestLaw}) and recovery costs of at least {lumpSum} ({lumpSumLaw}) are due on payment after the due date.",
        "Bei Zahlung nach dem Fälligkeitstag fallen Zinsen ({interestLaw}) und Beitreibungskosten von mindestens {lumpSum} ({lumpSumLaw}) an.",
        "Tout paiement après l’échéance donne lieu à des intérêts de retard ({interestLaw}) et à une indemnité pour frais de recouvrement d’au moins {lumpSum} ({lumpSumLaw})."
    ];
    /// On the invoice to a Dutch consumer: costs after the 14-day letter.
    LateDutch [
        "Bij betaling na de vervaldatum is wettelijke rente verschuldigd ({interestLaw}). Betaalt u ook niet binnen 14 dagen na een kosteloze aanmaning, dan bent u incassokosten verschuldigd ({costsLaw}).",
        "Statutory interest is due on payment after the due date ({interestLaw}). If you do not pay within 14 days of a reminder that is free of charge either, you will owe collection costs ({costsLaw}).",
        "Bei Zahlung nach dem Fälligkeitstag fallen gesetzliche Zinsen an ({interestLaw}). Zahlen Sie auch nicht innerhalb von 14 Tagen nach einer kostenlosen Mahnung, schulden Sie Inkassokosten ({costsLaw}).",
        "Tout paiement après l’échéance donne lieu aux intérêts légaux ({interestLaw}). Si vous ne payez pas non plus dans les 14 jours d’un rappel gratuit, vous devrez des frais de recouvrement ({costsLaw})."
    ];
    /// On the invoice to a Belgian consumer: nothing before the free reminder.
    LateBelgian [
        "Betaalt u niet binnen 14 kalenderdagen na een kosteloze eerste herinnering, dan kunnen verwijlinteresten en de overeengekomen schadevergoeding verschuldigd zijn ({interestLaw}).",
        "If you do not pay within 14 calendar days of a first reminder that is free of charge, interest and the agreed compensation may be due ({interestLaw}).",
        "Zahlen Sie nicht innerhalb von 14 Kalendertagen nach einer kostenlosen ersten Mahnung, können Verzugszinsen und die vereinbarte Entschädigung anfallen ({interestLaw}).",
        "Si vous ne payez pas dans les 14 jours calendrier d’un premier rappel gratuit, des intérêts de retard et l’indemnité convenue peuvent être dus ({interestLaw})."
    ];
}
