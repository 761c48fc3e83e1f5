// Phrases of mandates: Dutch, English, German, French.

import { learn } from "./say.js";

learn({
  mandatesText: ["Hiermee mag u bij klanten incasseren. Een nieuwe maakt u op de pagina van de klant.", "With these you may collect from customers. A new one is made on the page of its customer.", "Damit dürfen Sie bei Kunden einziehen. Ein neues erstellen Sie auf der Seite des Kunden.", "Ils vous autorisent à prélever vos clients. Un nouveau se crée sur la page du client."],
  mandatesNone: ["Er zijn nog geen machtigingen.", "There are no mandates yet.", "Es gibt noch keine Mandate.", "Il n’y a pas encore de mandats."],
  accountNumber: ["Rekening", "Account", "Konto", "Compte"],
  "mandate.requested": ["wacht op handtekening", "waits for its signature", "wartet auf Unterschrift", "attend la signature"],
  "mandate.active": ["getekend", "signed", "unterschrieben", "signé"],
  "mandate.used": ["in gebruik", "in use", "in Gebrauch", "utilisé"],
  "mandate.revoked": ["ingetrokken", "revoked", "widerrufen", "révoqué"],
  mandateSigned: ["getekend op {day}", "signed on {day}", "unterschrieben am {day}", "signé le {day}"],
  mandateUsed: ["het laatst gebruikt op {day}", "last used on {day}", "zuletzt genutzt am {day}", "utilisé le {day}"],
  mandateNew: ["Machtiging maken", "Make a mandate", "Mandat erstellen", "Créer un mandat"],
  mandateNewText: ["Vraag de klant om een handtekening. Zonder datum van tekenen wacht de machtiging daarop.", "Ask the customer to sign. Without the day of the signature the mandate waits for it.", "Bitten Sie den Kunden um seine Unterschrift. Ohne deren Datum wartet das Mandat darauf.", "Demandez la signature du client. Sans sa date, le mandat l’attend."],
  mandateIban: ["IBAN van de klant", "IBAN of the customer", "IBAN des Kunden", "IBAN du client"],
  accountHolder: ["Rekeninghouder", "Account holder", "Kontoinhaber", "Titulaire du compte"],
  bic: ["BIC", "BIC", "BIC", "BIC"],
  bicHint: ["Mag leeg blijven.", "May stay empty.", "Darf leer bleiben.", "Peut rester vide."],
  mandateScheme: ["Soort", "Scheme", "Art", "Type"],
  "scheme.core": ["Core: de klant kan acht weken terugboeken", "Core: the customer can have it back for eight weeks", "Basis: acht Wochen Rückgaberecht", "Core : remboursable pendant huit semaines"],
  "scheme.b2b": ["B2B: tussen bedrijven", "B2B: between businesses", "B2B: zwischen Unternehmen", "B2B : entre entreprises"],
  mandateReferenceHint: ["Leeg: wordt gemaakt.", "Empty: one is made.", "Leer: wird vergeben.", "Vide : attribuée."],
  signedOn: ["Getekend op", "Signed on", "Unterschrieben am", "Signé le"],
  signedOnHint: ["Leeg: nog niet.", "Empty: not yet.", "Leer: noch nicht.", "Vide : pas encore."],
  mandateSign: ["Is getekend", "It is signed", "Ist unterschrieben", "Il est signé"],
  mandateSignText: ["Bewaar het getekende stuk: het bewijst dat u mag incasseren.", "Keep the signed paper: it proves that you may collect.", "Bewahren Sie das unterschriebene Papier auf: Es belegt, dass Sie einziehen dürfen.", "Conservez l’original signé : il prouve votre droit de prélever."],
  mandateRevoke: ["Intrekken", "Revoke", "Widerrufen", "Révoquer"],
  mandateRevokeText: ["Er wordt niets meer mee geïncasseerd. Dit kan niet ongedaan worden gemaakt.", "Nothing is collected with it any more. This cannot be undone.", "Damit wird nichts mehr eingezogen. Das lässt sich nicht rückgängig machen.", "Plus rien n’est prélevé. C’est irréversible."],
  mandateHandOver: ["Aan de betaaldienst geven", "Hand over to the payment service", "Dem Zahlungsdienst übergeben", "Confier au service de paiement"],
  mandateHandOverText: ["Dan kan de betaaldienst onder deze machtiging incasseren.", "The payment service can then collect under this mandate.", "Dann kann der Zahlungsdienst unter diesem Mandat einziehen.", "Le service de paiement pourra alors prélever sous ce mandat."],
});
