//! Reasons of allowances and charges, as codes (BT-98, BT-105, BT-140, BT-145). Refuses codes outside of the lists that EN 16931 closes, which
//! a receiver would refuse.
//!
//! Source: EN 16931 validation artefacts 1.3.16 of 2026-04-14 (ConnectingEurope/eInvoicing-EN16931), rules BR-CL-19 and BR-CL-20: UNTDID 5189
//! and 7161.

/// Reasons of allowances (BR-CL-19).
const ALLOWANCES: &str = "41 42 60 62 63 64 65 66 67 68 70 71 88 95 100 102 103 104 105";

/// Reasons of charges (BR-CL-20).
const CHARGES: &str = "\
    AA AAA AAC AAD AAE AAF AAH AAI AAS AAT AAV AAY AAZ ABA ABB ABC ABD ABF ABK ABL ABN ABR ABS ABT ABU ACF ACG ACH ACI \
    ACJ ACK ACL ACM ACS ADC ADE ADJ ADK ADL ADM ADN ADO ADP ADQ ADR ADT ADW ADY ADZ AEA AEB AEC AED AEF AEH AEI AEJ \
    AEK AEL AEM AEN AEO AEP AES AET AEU AEV AEW AEX AEY AEZ AJ AU CA CAB CAD CAE CAF CAI CAJ CAK CAL CAM CAN CAO CAP \
    CAQ CAR CAS CAT CAU CAV CAW CAX CAY CAZ CD CG CS CT DAB DAD DAC DAF DAG DAH DAI DAJ DAK DAL DAM DAN DAO DAP DAQ \
    DL EG EP ER FAA FAB FAC FC FH FI GAA HAA HD HH IAA IAB ID IF IR IS KO L1 LA LAA LAB LF MAE MI ML NAA OA PA PAA PC \
    PL PRV RAB RAC RAD RAF RE RF RH RV SA SAA SAD SAE SAI SG SH SM SU TAB TAC TT TV V1 V2 WH XAA YY ZZZ";

/// Whether this is the code of a reason of an allowance, or of a charge.
pub fn is_known(code: &str, is_charge: bool) -> bool {
    let list = if is_charge { CHARGES } else { ALLOWANCES };
    list.split_ascii_whitespace().any(|known| known == code)
}

/// What is said of a code that is none: the rule, the fault, and what to do.
pub(crate) fn refusal(is_charge: bool) -> (&'static str, &'static str, &'static str) {
    if is_charge {
        ("BR-CL-20", "The reason is not a code of UNTDID 7161.", "Use such a code, FC for freight; or say it in words.")
    } else {
        (
            "BR-CL-19",
            "The reason is not a code of UNTDID 5189.",
            "Use such a code, 95 for a discount; or say it in words.",
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_those_of_the_rules() {
        assert_eq!(ALLOWANCES.split_ascii_whitespace().count(), 19);
        assert_eq!(CHARGES.split_ascii_whitespace().count(), 178);
    }
}
