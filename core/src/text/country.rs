//! Names of countries in the languages that the engine writes. Refuses codes that EN 16931 does not list: they have none.

use std::cmp::Ordering;

use super::Language;

/// Code and names, in Dutch, English, German and French. Source: Unicode CLDR 48, territories; Hong Kong and Macao under the names
/// that addresses have, and the two codes that EN 16931 adds to ISO 3166-1 (1A, XI).
const NAMES: &str = "\
    1A Kosovo;Kosovo;Kosovo;Kosovo\n\
    AD Andorra;Andorra;Andorra;Andorre\n\
    AE Verenigde Arabische Emiraten;United Arab Emirates;Vereinigte Arabische Emirate;Émirats arabes unis\n\
    AF Afghanistan;Afghanistan;Afghanistan;Afghanistan\n\
    AG Antigua en Barbuda;Antigua & Barbuda;Antigua und Barbuda;Antigua-et-Barbuda\n\
    AI Anguilla;Anguilla;Anguilla;Anguilla\n\
    AL Albanië;Albania;Albanien;Albanie\n\
    AM Armenië;Armenia;Armenien;Arménie\n\
    AO Angola;Angola;Angola;Angola\n\
    AQ Antarctica;Antarctica;Antarktis;Antarctique\n\
    AR Argentinië;Argentina;Argentinien;Argentine\n\
    AS Amerikaans-Samoa;American Samoa;Amerikanisch-Samoa;Samoa américaines\n\
    AT Oostenrijk;Austria;Österreich;Autriche\n\
    AU Australië;Australia;Australien;Australie\n\
    AW Aruba;Aruba;Aruba;Aruba\n\
    AX Åland;Åland Islands;Ålandinseln;Îles Åland\n\
    AZ Azerbeidzjan;Azerbaijan;Aserbaidschan;Azerbaïdjan\n\
    BA Bosnië en Herzegovina;Bosnia & Herzegovina;Bosnien und Herzegowina;Bosnie-Herzégovine\n\
    BB Barbados;Barbados;Barbados;Barbade\n\
    BD Bangladesh;Bangladesh;Bangladesch;Bangladesh\n\
    BE België;Belgium;Belgien;Belgique\n\
    BF Burkina Faso;Burkina Faso;Burkina Faso;Burkina Faso\n\
    BG Bulgarije;Bulgaria;Bulgarien;Bulgarie\n\
    BH Bahrein;Bahrain;Bahrain;Bahreïn\n\
    BI Burundi;Burundi;Burundi;Burundi\n\
    BJ Benin;Benin;Benin;Bénin\n\
    BL Saint-Barthélemy;St. Barthélemy;St. Barthélemy;Saint-Barthélemy\n\
    BM Bermuda;Bermuda;Bermuda;Bermudes\n\
    BN Brunei;Brunei;Brunei Darussalam;Brunei\n\
    BO Bolivia;Bolivia;Bolivien;Bolivie\n\
    BQ Caribisch Nederland;Caribbean Netherlands;Karibische Niederlande;Pays-Bas caribéens\n\
    BR Brazilië;Brazil;Brasilien;Brésil\n\
    BS Bahama’s;Bahamas;Bahamas;Bahamas\n\
    BT Bhutan;Bhutan;Bhutan;Bhoutan\n\
    BV Bouveteiland;Bouvet Island;Bouvetinsel;Île Bouvet\n\
    BW Botswana;Botswana;Botsuana;Botswana\n\
    BY Belarus;Belarus;Belarus;Biélorussie\n\
    BZ Belize;Belize;Belize;Belize\n\
    CA Canada;Canada;Kanada;Canada\n\
    CC Cocoseilanden;Cocos (Keeling) Islands;Kokosinseln;Îles Cocos\n\
    CD Congo-Kinshasa;Congo - Kinshasa;Kongo-Kinshasa;Congo-Kinshasa\n\
    CF Centraal-Afrikaanse Republiek;Central African Republic;Zentralafrikanische Republik;République centrafricaine\n\
    CG Congo-Brazzaville;Congo - Brazzaville;Kongo-Brazzaville;Congo-Brazzaville\n\
    CH Zwitserland;Switzerland;Schweiz;Suisse\n\
    CI Ivoorkust;Côte d’Ivoire;Côte d’Ivoire;Côte d’Ivoire\n\
    CK Cookeilanden;Cook Islands;Cookinseln;Îles Cook\n\
    CL Chili;Chile;Chile;Chili\n\
    CM Kameroen;Cameroon;Kamerun;Cameroun\n\
    CN China;China;China;Chine\n\
    CO Colombia;Colombia;Kolumbien;Colombie\n\
    CR Costa Rica;Costa Rica;Costa Rica;Costa Rica\n\
    CU Cuba;Cuba;Kuba;Cuba\n\
    CV Kaapverdië;Cape Verde;Cabo Verde;Cap-Vert\n\
    CW Curaçao;Curaçao;Curaçao;Curaçao\n\
    CX Christmaseiland;Christmas Island;Weihnachtsinsel;Île Christmas\n\
    CY Cyprus;Cyprus;Zypern;Chypre\n\
    CZ Tsjechië;Czechia;Tschechien;Tchéquie\n\
    DE Duitsland;Germany;Deutschland;Allemagne\n\
    DJ Djibouti;Djibouti;Dschibuti;Djibouti\n\
    DK Denemarken;Denmark;Dänemark;Danemark\n\
    DM Dominica;Dominica;Dominica;Dominique\n\
    DO Dominicaanse Republiek;Dominican Republic;Dominikanische Republik;République dominicaine\n\
    DZ Algerije;Algeria;Algerien;Algérie\n\
    EC Ecuador;Ecuador;Ecuador;Équateur\n\
    EE Estland;Estonia;Estland;Estonie\n\
    EG Egypte;Egypt;Ägypten;Égypte\n\
    EH Westelijke Sahara;Western Sahara;Westsahara;Sahara occidental\n\
    ER Eritrea;Eritrea;Eritrea;Érythrée\n\
    ES Spanje;Spain;Spanien;Espagne\n\
    ET Ethiopië;Ethiopia;Äthiopien;Éthiopie\n\
    FI Finland;Finland;Finnland;Finlande\n\
    FJ Fiji;Fiji;Fidschi;Fidji\n\
    FK Falklandeilanden;Falkland Islands;Falklandinseln;Îles Malouines\n\
    FM Micronesia;Micronesia;Mikronesien;Micronésie\n\
    FO Faeröer;Faroe Islands;Färöer;Îles Féroé\n\
    FR Frankrijk;France;Frankreich;France\n\
    GA Gabon;Gabon;Gabun;Gabon\n\
    GB Verenigd Koninkrijk;United Kingdom;Vereinigtes Königreich;Royaume-Uni\n\
    GD Grenada;Grenada;Grenada;Grenade\n\
    GE Georgië;Georgia;Georgien;Géorgie\n\
    GF Frans-Guyana;French Guiana;Französisch-Guayana;Guyane française\n\
    GG Guernsey;Guernsey;Guernsey;Guernesey\n\
    GH Ghana;Ghana;Ghana;Ghana\n\
    GI Gibraltar;Gibraltar;Gibraltar;Gibraltar\n\
    GL Groenland;Greenland;Grönland;Groenland\n\
    GM Gambia;Gambia;Gambia;Gambie\n\
    GN Guinee;Guinea;Guinea;Guinée\n\
    GP Guadeloupe;Guadeloupe;Guadeloupe;Guadeloupe\n\
    GQ Equatoriaal-Guinea;Equatorial Guinea;Äquatorialguinea;Guinée équatoriale\n\
    GR Griekenland;Greece;Griechenland;Grèce\n\
    GS Zuid-Georgia en Zuidelijke Sandwicheilanden;South Georgia & South Sandwich Islands;Südgeorgien und die Südlichen Sandwichinseln;Géorgie du Sud-et-les Îles Sandwich du Sud\n\
    GT Guatemala;Guatemala;Guatemala;Guatemala\n\
    GU Guam;Guam;Guam;Guam\n\
    GW Guinee-Bissau;Guinea-Bissau;Guinea-Bissau;Guinée-Bissau\n\
    GY Guyana;Guyana;Guyana;Guyana\n\
    HK Hongkong;Hong Kong;Hongkong;Hong Kong\n\
    HM Heard en McDonaldeilanden;Heard & McDonald Islands;Heard und McDonaldinseln;Îles Heard-et-MacDonald\n\
    HN Honduras;Honduras;Honduras;Honduras\n\
    HR Kroatië;Croatia;Kroatien;Croatie\n\
    HT Haïti;Haiti;Haiti;Haïti\n\
    HU Hongarije;Hungary;Ungarn;Hongrie\n\
    ID Indonesië;Indonesia;Indonesien;Indonésie\n\
    IE Ierland;Ireland;Irland;Irlande\n\
    IL Israël;Israel;Israel;Israël\n\
    IM Isle of Man;Isle of Man;Isle of Man;Île de Man\n\
    IN India;India;Indien;Inde\n\
    IO Brits Indische Oceaanterritorium;British Indian Ocean Territory;Britisches Territorium im Indischen Ozean;Territoire britannique de l’océan Indien\n\
    IQ Irak;Iraq;Irak;Irak\n\
    IR Iran;Iran;Iran;Iran\n\
    IS IJsland;Iceland;Island;Islande\n\
    IT Italië;Italy;Italien;Italie\n\
    JE Jersey;Jersey;Jersey;Jersey\n\
    JM Jamaica;Jamaica;Jamaika;Jamaïque\n\
    JO Jordanië;Jordan;Jordanien;Jordanie\n\
    JP Japan;Japan;Japan;Japon\n\
    KE Kenia;Kenya;Kenia;Kenya\n\
    KG Kirgizië;Kyrgyzstan;Kirgisistan;Kirghizstan\n\
    KH Cambodja;Cambodia;Kambodscha;Cambodge\n\
    KI Kiribati;Kiribati;Kiribati;Kiribati\n\
    KM Comoren;Comoros;Komoren;Comores\n\
    KN Saint Kitts en Nevis;St. Kitts & Nevis;St. Kitts und Nevis;Saint-Christophe-et-Niévès\n\
    KP Noord-Korea;North Korea;Nordkorea;Corée du Nord\n\
    KR Zuid-Korea;South Korea;Südkorea;Corée du Sud\n\
    KW Koeweit;Kuwait;Kuwait;Koweït\n\
    KY Kaaimaneilanden;Cayman Islands;Kaimaninseln;Îles Caïmans\n\
    KZ Kazachstan;Kazakhstan;Kasachstan;Kazakhstan\n\
    LA Laos;Laos;Laos;Laos\n\
    LB Libanon;Lebanon;Libanon;Liban\n\
    LC Saint Lucia;St. Lucia;St. Lucia;Sainte-Lucie\n\
    LI Liechtenstein;Liechtenstein;Liechtenstein;Liechtenstein\n\
    LK Sri Lanka;Sri Lanka;Sri Lanka;Sri Lanka\n\
    LR Liberia;Liberia;Liberia;Liberia\n\
    LS Lesotho;Lesotho;Lesotho;Lesotho\n\
    LT Litouwen;Lithuania;Litauen;Lituanie\n\
    LU Luxemburg;Luxembourg;Luxemburg;Luxembourg\n\
    LV Letland;Latvia;Lettland;Lettonie\n\
    LY Libië;Libya;Libyen;Libye\n\
    MA Marokko;Morocco;Marokko;Maroc\n\
    MC Monaco;Monaco;Monaco;Monaco\n\
    MD Moldavië;Moldova;Republik Moldau;Moldavie\n\
    ME Montenegro;Montenegro;Montenegro;Monténégro\n\
    MF Saint-Martin;St. Martin;St. Martin;Saint-Martin\n\
    MG Madagaskar;Madagascar;Madagaskar;Madagascar\n\
    MH Marshalleilanden;Marshall Islands;Marshallinseln;Îles Marshall\n\
    MK Noord-Macedonië;North Macedonia;Nordmazedonien;Macédoine du Nord\n\
    ML Mali;Mali;Mali;Mali\n\
    MM Myanmar (Birma);Myanmar (Burma);Myanmar;Myanmar (Birmanie)\n\
    MN Mongolië;Mongolia;Mongolei;Mongolie\n\
    MO Macau;Macao;Macau;Macao\n\
    MP Noordelijke Marianen;Northern Mariana Islands;Nördliche Marianen;Îles Mariannes du Nord\n\
    MQ Martinique;Martinique;Martinique;Martinique\n\
    MR Mauritanië;Mauritania;Mauretanien;Mauritanie\n\
    MS Montserrat;Montserrat;Montserrat;Montserrat\n\
    MT Malta;Malta;Malta;Malte\n\
    MU Mauritius;Mauritius;Mauritius;Maurice\n\
    MV Maldiven;Maldives;Malediven;Maldives\n\
    MW Malawi;Malawi;Malawi;Malawi\n\
    MX Mexico;Mexico;Mexiko;Mexique\n\
    MY Maleisië;Malaysia;Malaysia;Malaisie\n\
    MZ Mozambique;Mozambique;Mosambik;Mozambique\n\
    NA Namibië;Namibia;Namibia;Namibie\n\
    NC Nieuw-Caledonië;New Caledonia;Neukaledonien;Nouvelle-Calédonie\n\
    NE Niger;Niger;Niger;Niger\n\
    NF Norfolk;Norfolk Island;Norfolkinsel;Île Norfolk\n\
    NG Nigeria;Nigeria;Nigeria;Nigeria\n\
    NI Nicaragua;Nicaragua;Nicaragua;Nicaragua\n\
    NL Nederland;Netherlands;Niederlande;Pays-Bas\n\
    NO Noorwegen;Norway;Norwegen;Norvège\n\
    NP Nepal;Nepal;Nepal;Népal\n\
    NR Nauru;Nauru;Nauru;Nauru\n\
    NU Niue;Niue;Niue;Niue\n\
    NZ Nieuw-Zeeland;New Zealand;Neuseeland;Nouvelle-Zélande\n\
    OM Oman;Oman;Oman;Oman\n\
    PA Panama;Panama;Panama;Panama\n\
    PE Peru;Peru;Peru;Pérou\n\
    PF Frans-Polynesië;French Polynesia;Französisch-Polynesien;Polynésie française\n\
    PG Papoea-Nieuw-Guinea;Papua New Guinea;Papua-Neuguinea;Papouasie-Nouvelle-Guinée\n\
    PH Filipijnen;Philippines;Philippinen;Philippines\n\
    PK Pakistan;Pakistan;Pakistan;Pakistan\n\
    PL Polen;Poland;Polen;Pologne\n\
    PM Saint-Pierre en Miquelon;St. Pierre & Miquelon;St. Pierre und Miquelon;Saint-Pierre-et-Miquelon\n\
    PN Pitcairneilanden;Pitcairn Islands;Pitcairninseln;Îles Pitcairn\n\
    PR Puerto Rico;Puerto Rico;Puerto Rico;Porto Rico\n\
    PS Palestijnse gebieden;Palestinian Territories;Palästinensische Autonomiegebiete;Territoires palestiniens\n\
    PT Portugal;Portugal;Portugal;Portugal\n\
    PW Palau;Palau;Palau;Palaos\n\
    PY Paraguay;Paraguay;Paraguay;Paraguay\n\
    QA Qatar;Qatar;Katar;Qatar\n\
    RE Réunion;Réunion;Réunion;La Réunion\n\
    RO Roemenië;Romania;Rumänien;Roumanie\n\
    RS Servië;Serbia;Serbien;Serbie\n\
    RU Rusland;Russia;Russland;Russie\n\
    RW Rwanda;Rwanda;Ruanda;Rwanda\n\
    SA Saoedi-Arabië;Saudi Arabia;Saudi-Arabien;Arabie saoudite\n\
    SB Salomonseilanden;Solomon Islands;Salomonen;Îles Salomon\n\
    SC Seychellen;Seychelles;Seychellen;Seychelles\n\
    SD Soedan;Sudan;Sudan;Soudan\n\
    SE Zweden;Sweden;Schweden;Suède\n\
    SG Singapore;Singapore;Singapur;Singapour\n\
    SH Sint-Helena;St. Helena;St. Helena;Sainte-Hélène\n\
    SI Slovenië;Slovenia;Slowenien;Slovénie\n\
    SJ Spitsbergen en Jan Mayen;Svalbard & Jan Mayen;Spitzbergen und Jan Mayen;Svalbard et Jan Mayen\n\
    SK Slowakije;Slovakia;Slowakei;Slovaquie\n\
    SL Sierra Leone;Sierra Leone;Sierra Leone;Sierra Leone\n\
    SM San Marino;San Marino;San Marino;Saint-Marin\n\
    SN Senegal;Senegal;Senegal;Sénégal\n\
    SO Somalië;Somalia;Somalia;Somalie\n\
    SR Suriname;Suriname;Suriname;Suriname\n\
    SS Zuid-Soedan;South Sudan;Südsudan;Soudan du Sud\n\
    ST Sao Tomé en Principe;São Tomé & Príncipe;São Tomé und Príncipe;Sao Tomé-et-Principe\n\
    SV El Salvador;El Salvador;El Salvador;Salvador\n\
    SX Sint-Maarten;Sint Maarten;Sint Maarten;Saint-Martin (partie néerlandaise)\n\
    SY Syrië;Syria;Syrien;Syrie\n\
    SZ Eswatini;Eswatini;Eswatini;Eswatini\n\
    TC Turks- en Caicoseilanden;Turks & Caicos Islands;Turks- und Caicosinseln;Îles Turques-et-Caïques\n\
    TD Tsjaad;Chad;Tschad;Tchad\n\
    TF Franse Gebieden in de zuidelijke Indische Oceaan;French Southern Territories;Französische Süd- und Antarktisgebiete;Terres australes françaises\n\
    TG Togo;Togo;Togo;Togo\n\
    TH Thailand;Thailand;Thailand;Thaïlande\n\
    TJ Tadzjikistan;Tajikistan;Tadschikistan;Tadjikistan\n\
    TK Tokelau;Tokelau;Tokelau;Tokelau\n\
    TL Oost-Timor;Timor-Leste;Timor-Leste;Timor oriental\n\
    TM Turkmenistan;Turkmenistan;Turkmenistan;Turkménistan\n\
    TN Tunesië;Tunisia;Tunesien;Tunisie\n\
    TO Tonga;Tonga;Tonga;Tonga\n\
    TR Turkije;Türkiye;Türkei;Turquie\n\
    TT Trinidad en Tobago;Trinidad & Tobago;Trinidad und Tobago;Trinité-et-Tobago\n\
    TV Tuvalu;Tuvalu;Tuvalu;Tuvalu\n\
    TW Taiwan;Taiwan;Taiwan;Taïwan\n\
    TZ Tanzania;Tanzania;Tansania;Tanzanie\n\
    UA Oekraïne;Ukraine;Ukraine;Ukraine\n\
    UG Oeganda;Uganda;Uganda;Ouganda\n\
    UM Kleine afgelegen eilanden van de Verenigde Staten;U.S. Outlying Islands;Amerikanische Überseeinseln;Îles mineures éloignées des États-Unis\n\
    US Verenigde Staten;United States;Vereinigte Staaten;États-Unis\n\
    UY Uruguay;Uruguay;Uruguay;Uruguay\n\
    UZ Oezbekistan;Uzbekistan;Usbekistan;Ouzbékistan\n\
    VA Vaticaanstad;Vatican City;Vatikanstadt;État de la Cité du Vatican\n\
    VC Saint Vincent en de Grenadines;St. Vincent & Grenadines;St. Vincent und die Grenadinen;Saint-Vincent-et-les Grenadines\n\
    VE Venezuela;Venezuela;Venezuela;Venezuela\n\
    VG Britse Maagdeneilanden;British Virgin Islands;Britische Jungferninseln;Îles Vierges britanniques\n\
    VI Amerikaanse Maagdeneilanden;U.S. Virgin Islands;Amerikanische Jungferninseln;Îles Vierges des États-Unis\n\
    VN Vietnam;Vietnam;Vietnam;Viêt Nam\n\
    VU Vanuatu;Vanuatu;Vanuatu;Vanuatu\n\
    WF Wallis en Futuna;Wallis & Futuna;Wallis und Futuna;Wallis-et-Futuna\n\
    WS Samoa;Samoa;Samoa;Samoa\n\
    XI Noord-Ierland;Northern Ireland;Nordirland;Irlande du Nord\n\
    YE Jemen;Yemen;Jemen;Yémen\n\
    YT Mayotte;Mayotte;Mayotte;Mayotte\n\
    ZA Zuid-Afrika;South Africa;Südafrika;Afrique du Sud\n\
    ZM Zambia;Zambia;Sambia;Zambie\n\
    ZW Zimbabwe;Zimbabwe;Simbabwe;Zimbabwe\n\
";

/// The name of a country in a language.
pub fn country(code: &str, language: Language) -> Option<&'static str> {
    // The rows lie in the order of their codes, so the search halves them.
    let (mut from, mut until) = (0, NAMES.len());
    while from < until {
        let before = NAMES.as_bytes().get(..usize::midpoint(from, until))?;
        let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end.saturating_add(1));
        let row = NAMES.get(start..)?.lines().next()?;
        let (found, names) = row.split_once(' ')?;
        match found.cmp(code) {
            Ordering::Less => from = start.saturating_add(row.len()).saturating_add(1),
            Ordering::Greater => until = start,
            Ordering::Equal => return names.split(';').nth(language.pick([0, 1, 2, 3])),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_are_named_in_the_language_of_the_reader() {
        for (code, names) in [
            ("DE", ["Duitsland", "Germany", "Deutschland", "Allemagne"]),
            ("NL", ["Nederland", "Netherlands", "Niederlande", "Pays-Bas"]),
            ("XI", ["Noord-Ierland", "Northern Ireland", "Nordirland", "Irlande du Nord"]),
        ] {
            for (language, name) in [Language::Nl, Language::En, Language::De, Language::Fr].into_iter().zip(names) {
                assert_eq!(country(code, language), Some(name));
            }
        }
        for none in ["", "D", "EL", "XX", "DEU"] {
            assert_eq!(country(none, Language::En), None);
        }
    }

    #[test]
    fn every_country_of_en_16931_has_a_name_in_every_language() {
        let letters = || (b'A'..=b'Z').chain([b'1']).map(char::from);
        let mut count = 0;
        for code in letters().flat_map(|one| letters().map(move |two| String::from_iter([one, two]))) {
            if crate::identifier::country::is_known(&code) {
                count += 1;
                for language in [Language::Nl, Language::En, Language::De, Language::Fr] {
                    assert!(country(&code, language).is_some_and(|name| name.len() >= 3), "{code}");
                }
            }
        }
        assert_eq!(count, NAMES.lines().count());
    }
}
