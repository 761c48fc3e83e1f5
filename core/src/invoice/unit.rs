//! Units of measure: aliases that people write, and the codes of UN/ECE Recommendation 20 that documents carry (BT-130).
//!
//! Source: UN/ECE Recommendation No. 20, with the extension of Recommendation 21 for packages (codes with X), as
//! EN 16931 takes them (BR-CL-23, validation artefacts 1.3.16 of 2026-04-14, ConnectingEurope/eInvoicing-EN16931). Refuses
//! what is neither, which a receiver would refuse.

use super::packed;

/// The unit of a line that states none: one.
pub const ONE: &str = "C62";

/// Alias and code.
const ALIASES: &[(&str, &str)] = &[
    ("unit", "C62"),
    ("one", "C62"),
    ("piece", "H87"),
    ("pieces", "H87"),
    ("second", "SEC"),
    ("minute", "MIN"),
    ("hour", "HUR"),
    ("hours", "HUR"),
    ("day", "DAY"),
    ("days", "DAY"),
    ("week", "WEE"),
    ("month", "MON"),
    ("months", "MON"),
    ("quarter", "QAN"),
    ("year", "ANN"),
    ("years", "ANN"),
    ("mm", "MMT"),
    ("cm", "CMT"),
    ("m", "MTR"),
    ("meter", "MTR"),
    ("km", "KMT"),
    ("m2", "MTK"),
    ("m3", "MTQ"),
    ("ml", "MLT"),
    ("l", "LTR"),
    ("liter", "LTR"),
    ("g", "GRM"),
    ("gram", "GRM"),
    ("kg", "KGM"),
    ("tonne", "TNE"),
    ("kWh", "KWH"),
    ("MWh", "MWH"),
    ("set", "SET"),
    ("pair", "PR"),
    ("dozen", "DZN"),
    ("lumpSum", "LS"),
    ("percent", "P1"),
    ("word", "D68"),
    ("box", "XBX"),
    ("package", "XPK"),
    ("pallet", "XPX"),
];

/// The codes, a packed list for each first character.
const CODES: &[&str] = &[
    "1.01345I",
    "2.01234578ABCGHIJKLMNPQRUXYZ",
    "3.34578BC",
    "4.01CGHKLMNOPQRTUWX",
    "5.6789ABEJ",
    "6.01",
    "7.47",
    "8.01579",
    "9.1",
    "A1.0123456789 A.2 A2.012346789 A.3 A3.0123456789 A.4 A4.012345789 A.5 A5.34569 A.6 A6.89 A.7 A7.013456 \
     A.8 A8.456789 A.9 A9.013456789 A.AB AC.RT A.DEHIKL AM.HP AN.N AP.Z A.QS AS.MU AT.M AW.G A.YZ",
    "B.1 B1.0123456789 B2.0123456789 B.3 B3.012345 B.4 B4.123456789 B5.023456789 B6.012346789 B.7 \
     B7.0123456789 B.8 B8.0123456789 B9.0123456789 BA.R B.B BF.T BH.P BI.L BL.DL B.P BP.M BQ.L BT.U BU.AI",
    "C.0 C1.0123456789 C2.0123456789 C.3 C3.0123456789 C4.0123456789 C5.0123456789 C6.0123456789 C.7 \
     C7.012345689 C.8 C8.0123456789 C.9 C9.012345679 CC.T CD.L CE.LN C.G CG.M CK.G CL.FT CM.KQT CN.PT CO.U \
     CT.GMN CU.R CW.AI",
    "D0.34 D.1 D1.012356789 D.2 D2.012345679 D3.012346 D4.123456789 D.5 D5.0123456789 D.6 D6.0123589 D7.3478 \
     D8.012356789 D9.1345 DA.ADY D.B DB.MW D.D DE.C D.GJ DL.T DM.AKOQT D.N DP.CRT DR.AIL D.T DT.N DW.T DZ.NP",
    "E0.1789 E1.02456789 E2.0123578 E3.0123456789 E.4 E4.0123456789 E5.0123456789 E6.0123456789 E7.0123456789 \
     E8.0123456789 E9.0123456789 E.ABQ",
    "F0.12345678 F1.0123456789 F2.0123456789 F3.0123456789 F4.0123456789 F5.0123456789 F6.0123456789 \
     F7.0123456789 F8.0123456789 F9.0123456789 FA.HR FB.M F.CFH FI.T F.L FN.U FO.T F.PRS FT.KQ",
    "G0.145689 G1.0123456789 G.2 G2.013456789 G.3 G3.0123456789 G4.0123456789 G5.0123456789 G6.0123456789 \
     G7.0123456789 G8.0123456789 G9.0123456789 G.B GB.Q GD.W G.EF GF.I GG.R GI.ACIP G.JL GL.DIL G.MOPQ GR.MNO \
     G.V GW.H",
    "H0.3456789 H1.012345689 H2.0123456789 H3.0123456789 H4.0123456789 H5.0123456789 H6.0123456789 \
     H7.012345679 H8.012345789 H9.012345689 H.A HA.D HB.AX H.C HD.W HE.A HG.M H.H HI.U HK.M HL.T H.M HM.OQT \
     HP.A HT.Z HU.R HW.E",
    "I.AE IN.HKQ IS.D I.U IU.G I.V",
    "J1.023456789 J.2 J2.0123456789 J3.012345689 J4.0123456789 J5.0123456789 J6.0123456789 J7.012345689 \
     J8.123457 J9.012356789 J.EKM JN.T JO.U JP.S JW.L",
    "K.1 K1.0123456789 K.2 K2.0123678 K.3 K3.0123456789 K4.012356789 K5.01234589 K.6 K6.0123456789 \
     K7.013456789 K8.0123456789 K9.0123456789 K.A KA.T K.B KB.A KC.C KD.W KE.L KG.MS KH.YZ K.I KI.CP K.J KJ.O \
     K.L KL.KX KM.AHKQT KN.IMST K.O KP.AHOP K.R KS.DH K.T KT.N KU.R KV.ART K.W KW.HNOSTY K.X",
    "L1.0123456789 L.2 L2.013456789 L3.0123456789 L4.0123456789 L5.0123456789 L6.03456789 L7.0123456789 \
     L8.0123456789 L9.012345689 L.A LA.C LB.RT L.D LE.F L.FHKMNOP LP.A L.RS LT.NR LU.BMX L.Y",
    "M.1 M1.0123456789 M2.012345679 M3.0123456789 M.4 M4.0123456789 M.5 M5.012356789 M6.0123456789 M.7 \
     M7.0123456789 M8.0123456789 M.9 M9.0123456789 MA.HLMRW MB.EFR M.C MC.U M.D MG.M MH.Z MI.KLNOU MK.DMW \
     ML.DT MM.KQT MN.DJ MO.N MP.A MQ.DHMSW MR.DMW MS.K MT.KQRSZ MV.A MW.H",
    "N.1 N1.0123456789 N2.0123456789 N.3 N3.0123456789 N4.0123456789 N5.0123456789 N6.0123456789 N7.0123456789 \
     N8.0123456789 N9.0123456789 N.A NA.R NC.L NE.W N.F NI.LU N.L NM.3IP NP.T N.T NT.U N.UX",
    "O.A OD.EGKM OH.M O.N ON.Z OP.M O.T OZ.AI",
    "P.1 P1.0123456789 P.2 P2.0123456789 P3.0123456789 P4.0123456789 P.5 P5.0123456789 P6.0123456789 \
     P7.0123456789 P8.0123456789 P9.0123456789 PA.L P.D PF.L PG.L P.I PL.A P.OQRS PT.DILN",
    "Q1.0123456789 Q2.0123456789 Q.3 Q3.0123456789 Q4.012 Q.A QA.N Q.BR QT.DILR",
    "R.19HM RO.M R.P RP.MS R.T",
    "S.34 SA.N SC.OR SE.CT S.G SI.E SM.3I S.Q SQ.R S.R ST.CIKLNW S.WX SY.R",
    "T.03 TA.HN T.I TI.CP TK.M TM.S TN.E T.P TP.IR TQ.D TR.L TS.T TT.S",
    "U.12BC",
    "V.A VL.T V.P",
    "W.2AB WC.D W.E WE.BE W.G WH.R W.M WS.D WT.T",
    "X.1 X1.ABDFGW X2.C X3.AH X4.34ABCDFGH X5.HLM X6.HP X7.AB X8.ABC XA.ABCDEFGHIJLMPTV \
     XB.4ABCDEFGHIJKLMNOPQRSTUVWXYZ XC.ABCDEFGHIJKLMNOPQRSTUVWXYZ XD.ABCGHIJKLMNPRSTUVWXY XE.CDEFGHIN \
     XF.BCDEILOPRTWX XG.BILRUYZ XH.ABCGNR XI.ABCDEFGHKLNZ XJ.BCGRTY XK.GI XL.EGTUVZ XM.ABCERSTWX XN.AEFGSTUV \
     XO.123456789ABCDEFGHIJKLMNPQRSTUVWXYZ XP.1234ABCDEFGHIJKLNOPRTUVXYZ XQ.ABCDFGHJKLMNPQRS XR.DGJKLOTZ \
     XS.ABCDEHIKLMOPSTUVWXYZ XT.1BCDEGIKLNORSTUVWYZ XU.CN XV.AGIKLNOPQRSY XW.ABCDFGHJKLMNPQRSTUVWXYZ \
     XX.ABCDFGHJK XY.ABCDFGHJKLMNPQRSTVWXYZ XZ.ABCDFGHJKLMNPQRSTUVWXYZ",
    "YD.KQ YR.D",
    "Z1.1 Z.9PZ",
];

/// The code of a unit: of an alias, or the code itself. None for what can be neither.
pub fn code(unit: &str) -> Option<&str> {
    if let Some((_, code)) = ALIASES.iter().find(|(alias, _)| *alias == unit) {
        return Some(code);
    }
    is_code(unit).then_some(unit)
}

/// Whether this is a code of Recommendation 20, or of 21 with its X.
pub(crate) fn is_code(code: &str) -> bool {
    // Most units on invoices are among those with an alias.
    ALIASES.iter().any(|(_, known)| *known == code) || is_listed(code)
}

fn is_listed(code: &str) -> bool {
    let first = code.as_bytes().first();
    CODES.iter().find(|list| list.as_bytes().first() == first).is_some_and(|list| packed::has(list, code))
}

/// The aliases, for messages and documentation.
pub fn aliases() -> impl Iterator<Item = &'static str> {
    ALIASES.iter().map(|(alias, _)| *alias)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_that_of_the_rule() {
        let codes = CODES
            .iter()
            .flat_map(|rows| rows.split(' '))
            .filter_map(|row| row.split_once('.'))
            .map(|(_, ends)| ends.len())
            .sum::<usize>();
        // BR-CL-23 of 1.3.16 lists 2,162 codes.
        assert_eq!(codes, 2162);
        for code in ["C62", "HUR", "DAY", "MON", "KMT", "KGM", "XPP", "10", "H87", "E48", "EA", "ZP", "1I"] {
            assert_eq!(super::code(code), Some(code));
        }
        for code in ["", "1", ".", "A.", "ABC", "HRS", "PCE", "XX", "XZZZ", "C 62", "ZZ9", "hour ", "c62", "é"] {
            assert_eq!(super::code(code), None, "{code}");
        }
    }

    #[test]
    fn every_alias_stands_for_a_code_of_the_list() {
        for (alias, code) in ALIASES {
            assert!(is_listed(code), "{alias} is {code}");
        }
    }
}
