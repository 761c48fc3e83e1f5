// Phrases of the reports: Dutch, English, German, French.

import { learn } from "./say.js";

learn({
  show: ["Tonen", "Show", "Anzeigen", "Afficher"],
  sum: ["Samen", "Together", "Zusammen", "Total"],
  base: ["Grondslag", "Base", "Bemessungsgrundlage", "Base"],
  vatAmount: ["Btw-bedrag", "VAT amount", "Steuerbetrag", "Montant de TVA"],
  vatReport: ["Btw", "VAT", "Umsatzsteuer", "TVA"],
  vatReportText: ["Naar categorie en tarief, creditnota’s eraf.", "By category and rate, credits taken off.", "Nach Kategorie und Satz, Gutschriften abgezogen.", "Par catégorie et taux, avoirs déduits."],
  vatListing: ["Opgaven per klant", "Listings by customer", "Meldungen je Kunde", "Relevés par client"],
  vatListingText: ["Wat een staat per btw-nummer wil weten.", "What a state wants to know by VAT number.", "Was ein Staat je USt-IdNr. wissen will.", "Ce qu’un État demande par n° TVA."],
  "listing.recapitulative": ["opgaaf ICP", "recapitulative statement", "Zusammenfassende Meldung", "état récapitulatif"],
  "listing.belgianCustomers": ["Belgische klantenlisting", "Belgian listing of customers", "belgische Kundenliste", "listing clients belge"],
  revenue: ["Omzet per klant", "Revenue by customer", "Umsatz je Kunde", "Chiffre d’affaires par client"],
  revenueText: ["Facturen van deze dagen, creditnota’s eraf.", "Invoices of these days, credits taken off.", "Rechnungen dieser Tage, Gutschriften abgezogen.", "Factures de ces jours, avoirs déduits."],
  behaviour: ["Hoe klanten betalen", "How customers pay", "Wie Kunden zahlen", "Comment les clients paient"],
  behaviourText: ["Over alle facturen tot vandaag.", "Over all invoices until today.", "Über alle Rechnungen bis heute.", "Sur toutes les factures à ce jour."],
  shareLate: ["Te laat", "Late", "Verspätet", "En retard"],
  daysLate: ["Dagen te laat", "Days late", "Tage verspätet", "Jours de retard"],
  risk: ["Risico", "Risk", "Risiko", "Risque"],
  "risk.low": ["laag", "low", "gering", "faible"],
  "risk.medium": ["gemiddeld", "medium", "mittel", "moyen"],
  "risk.high": ["hoog", "high", "hoch", "élevé"],
});
