//! Identification schemes that EN 16931 closes: of objects, of item classifications and of identifiers. Refuses schemes
//! outside of them, which a receiver would refuse.
//!
//! Source: EN 16931 validation artefacts 1.3.16 of 2026-04-14 (ConnectingEurope/eInvoicing-EN16931), rules BR-CL-07,
//! BR-CL-10, BR-CL-13, BR-CL-21 and BR-CL-26: UNTDID 1153 and 7143, ISO 6523.

use crate::invoice::packed;

/// Objects (UNTDID 1153, BR-CL-07), packed.
const OBJECTS: &str = "\
    AA.ABCDEFGHIJKLMNOPQRSTUVWXYZ AB.ABCDEFGHIJKLMNOPQRSTUVWXYZ A.CEFPUV AC.ABCDEFGHIJKLNOPQRTUVWXYZ \
    AD.ABCDEFGIJKLMNOPQTUVWXYZ AE.ABCDEFGHIJKLMNOPQRSTUVWXYZ AF.ABCDEFGHIJKLMNOPQRSTUVWXYZ \
    AG.ABCDEFGHIJKLMNOPQRSTUVWXYZ AH.ABCDEFGHIJKLMNOPQRSTUVXYZ AI.ABCDEFGHIJKLMNOPQRSTUVWXYZ \
    AJ.ABCDEFGHIJKLMNOPQRSTUVWXYZ AK.ABCDEFGHIJKLMNOPQRSTUVWXYZ AL.ABCDEFGHIJKLMNOPQRSTUVWXYZ \
    AM.ABCDEFGHIJKLMNOPQRSTUVWXYZ AN.ABCDEFGHIJKLMNOPQRSTUVWXY AO.ADEFGHIJKLMNOPQRSTUVWXYZ \
    AP.ABCDEFGHIJKLMNOPQRSTUVWXYZ AQ.ABCDEFGHIJKLMNOPQRSTUVWXYZ AR.ABCDEFGHIJKLMNOPQRSTUVWXYZ \
    AS.ABCDEFGHIJKLMNOPQRSTUVWXYZ AT.ABCDEFGHIJKLMNOPQRSTUVWXYZ AU.ABCDEFGHIJKLMNOPQRSTUVWXYZ \
    AV.ABCDEFGHIJKLMNOPQRSTUVWXYZ AW.ABCDEFGHIJKLMNOPQRSTUVWXYZ AX.ABCDEFGHIJKLMNOPQRSU B.ACDEHMNORTW BT.P \
    CA.STUVWXYZ CB.AB C.DGHKMNPRSTUVWZ CE.CD CF.EFO CK.N CM.R CN.O CO.F CR.N CS.T D.ABILMQR DA.N E.ABDEINQRTX EE.P \
    ER.N F.CFINOSTVX FL.W G.ACDN GD.N H.S HW.B I.ABILPSTV IC.AEO IN.BNO J.BE L.ABCIOS LA.NR LR.C M.ABFGHRS MR.N MS.S \
    MW.B N.AF O.HINPR P.BCDEFIKLPQRSWY PO.R R.ACEFRT RC.N RE.N S.ABDEFHIMNPQSWZ SE.A SR.N ST.A T.BEFILNP TC.R TI.N \
    UA.R U.CNO UC.N UR.I V.ACMNPRSTV VG.R VO.NR W.EMNRSY X.ACP ZZ.Z";

/// Item classifications (UNTDID 7143, BR-CL-13), packed.
const CLASSIFICATIONS: &str = "\
    A.ABCDEFGHIJKLMNOPQRSTUVWXYZ B.ABCDEFGHIJKLMNOPQRSTUVWXYZ C.CGLRV D.RW E.CFN EM.D F.S G.BNS GM.N H.S I.BNSTZ \
    M.AFNP N.B O.N P.DLOV PP.I Q.S R.CNUY S.AGKNST SR.STUVWXYZ SS.ABCDEFGHIJKLMNOPQRSTUVWXYZ \
    ST.ABCDEFGHIJKLMNOPQRSTUVWXYZ SU.ABCDEFGHIJKLM T.G TS.NOPQRSTU U.AP V.NPSX ZZ.Z";

/// Codes of ISO 6523 (BR-CL-10, 21 and 26): the first and the last of each range.
const REGISTERED: &[(u16, u16)] = &[(2, 91), (93, 102), (104, 180), (183, 248)];

/// Whether an object may be identified by this scheme.
pub(super) fn is_object(scheme: &str) -> bool {
    packed::has(OBJECTS, scheme)
}

/// Whether items may be classified by this scheme.
pub(super) fn is_classification(scheme: &str) -> bool {
    packed::has(CLASSIFICATIONS, scheme)
}

/// Whether a scheme is registered under ISO 6523.
pub(super) fn is_registered(scheme: &str) -> bool {
    let digits = scheme.len() == 4 && scheme.bytes().all(|byte| byte.is_ascii_digit());
    let number = scheme.parse::<u16>().ok().filter(|_| digits);
    number.is_some_and(|number| REGISTERED.iter().any(|(first, last)| (*first..=*last).contains(&number)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_those_of_the_rules() {
        let count = |list: &str| -> usize {
            list.split_ascii_whitespace().filter_map(|row| row.split_once('.')).map(|(_, ends)| ends.len()).sum()
        };
        // BR-CL-07, BR-CL-13 and BR-CL-21 of 1.3.16.
        assert_eq!((count(OBJECTS), count(CLASSIFICATIONS)), (818, 185));
        let registered: u16 = REGISTERED.iter().map(|(first, last)| last - first + 1).sum();
        assert_eq!(registered, 243);
        assert!(is_object("AVE") && is_object("AV") && !is_object("AB") && !is_object(""));
        assert!(is_classification("STI") && !is_classification("XXX"));
        assert!(is_registered("0088") && !is_registered("88") && !is_registered("+088") && !is_registered("9925"));
    }
}
