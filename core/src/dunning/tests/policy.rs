//! What a policy may say, and what the law does not let it say.

use super::{STEPS, faults, own, ready};
use crate::dunning::{Policy, policies};
use crate::finding::Error;

/// A policy of a consumer: the formal notice on day 10, and one step that charges.
fn charging(jurisdiction: &str, debtor: &str, charges: &str, offset: i32, with_notice: bool) -> Result<Policy, Error> {
    let notice = r#"{"id":"notice","offsetDays":10,"kind":"formalNotice","level":1,"tone":"firm"},"#;
    let notice = if with_notice { notice } else { "" };
    Policy::from_json(&format!(
        r#"{{"name":"own","jurisdiction":"{jurisdiction}","debtor":"{debtor}","steps":[{notice}
        {{"id":"charge","offsetDays":{offset},"kind":"letter","level":2,"tone":"strict","charges":"{charges}"}}],
        "quiet":{{"weekends":true,"holidays":false}}}}"#
    ))
}

fn rule(result: Result<Policy, Error>) -> String {
    let findings = result.err().map(Error::into_findings).unwrap_or_default();
    findings.iter().map(|finding| finding.rule.clone().unwrap_or_default()).collect()
}

#[test]
fn a_dutch_consumer_pays_no_costs_before_the_fourteen_days_can_have_ended() {
    // Art. 6:96(6) BW: fourteen days, beginning on the day after the notice was received; received on the day it was sent
    // at best, so that the first day for costs is the fifteenth.
    let early = charging("NL", "consumer", "interestAndCosts", 24, true);
    assert_eq!(rule(early.clone()), "art. 6:96(6) BW; art. 2 Besluit BIK");
    assert_eq!(faults(early), ["policy.unlawful steps[1].offsetDays"]);
    assert!(charging("NL", "consumer", "interestAndCosts", 25, true).is_ok());
    assert_eq!(faults(charging("NL", "consumer", "interestAndCosts", 60, false)), ["policy.unlawful steps[0].charges"]);
    // Interest runs by itself once the due date has passed, art. 6:119 BW.
    assert!(charging("NL", "consumer", "interest", 1, false).is_ok());
}

#[test]
fn a_belgian_consumer_pays_nothing_before_the_free_reminder_and_its_fourteen_days() {
    // Art. XIX.2 of the Code of Economic Law.
    for charges in ["interest", "interestAndCosts"] {
        let early = charging("BE", "consumer", charges, 24, true);
        assert_eq!(rule(early.clone()), "art. XIX.2 and XIX.4 Code of economic law");
        assert_eq!(faults(early), ["policy.unlawful steps[1].offsetDays"]);
        assert!(charging("BE", "consumer", charges, 25, true).is_ok());
        assert_eq!(faults(charging("BE", "consumer", charges, 60, false)), ["policy.unlawful steps[0].charges"]);
    }
}

#[test]
fn nobody_is_charged_on_the_due_date_or_before_it() {
    for (jurisdiction, debtor) in [("NL", "business"), ("NL", "government"), ("BE", "business"), ("EU", "business")] {
        for offset in [-1, 0] {
            let early = charging(jurisdiction, debtor, "interest", offset, false);
            assert_eq!(faults(early), ["policy.unlawful steps[0].offsetDays"], "{jurisdiction} {debtor} {offset}");
        }
        assert!(charging(jurisdiction, debtor, "interestAndCosts", 1, false).is_ok(), "{jurisdiction} {debtor}");
    }
}

#[test]
fn where_no_law_is_known_nothing_is_charged() {
    assert_eq!(faults(charging("EU", "consumer", "interest", 30, true)), ["law.none steps[1].charges"]);
    assert_eq!(faults(charging("PL", "business", "interest", 30, true)), ["law.none steps[1].charges"]);
    // German consumers are in default by a reminder, § 286(1) BGB; it has no term of its own.
    assert_eq!(faults(charging("DE", "consumer", "interest", 10, true)), ["policy.unlawful steps[1].offsetDays"]);
    assert!(charging("DE", "consumer", "interest", 11, true).is_ok());
    assert!(charging("PL", "business", "nothing", 30, true).is_ok());
}

#[test]
fn steps_that_do_not_fit_together_are_all_named() {
    let list = r#"[
        {"id":"a b","offsetDays":0,"kind":"formalNotice","level":1,"tone":"firm","minimumAmount":"-1"},
        {"id":"over","offsetDays":5,"kind":"handOver","level":2,"tone":"firm"},
        {"id":"over","offsetDays":4,"kind":"email","level":1,"tone":"friendly"}]"#;
    let more = r#","language":"it","exclusions":[{"customer":" ","steps":["none"]}]"#;
    assert_eq!(
        faults(own(list, more)),
        [
            "enum.unknown language",
            "policy.step steps[0].id",
            "amount.negative steps[0].minimumAmount",
            "policy.step steps[0].offsetDays",
            "policy.step steps[2].id",
            "policy.step steps[2].kind",
            "policy.step steps[2].offsetDays",
            "policy.step steps[2].level",
            "policy.step steps[2].tone",
            "text.empty exclusions[0].customer",
            "policy.step exclusions[0].steps[0]",
        ]
    );
    assert_eq!(faults(own("[]", "")), ["policy.step steps"]);
}

#[test]
fn quiet_holidays_need_a_known_calendar() {
    let with = |jurisdiction: &str| {
        let policy = own(STEPS, "").expect("a policy").to_json();
        Policy::from_json(&policy.replace("\"NL\"", jurisdiction).replace("\"holidays\":false", "\"holidays\":true"))
    };
    for known in ["\"NL\"", "\"BE\"", "\"DE\"", "\"EU\""] {
        assert!(with(known).is_ok(), "{known}");
    }
    assert_eq!(faults(with("\"PL\"")), ["calendar.none quiet.holidays"]);
    assert_eq!(faults(with("\"nl\"")), ["country.unknown jurisdiction"]);
}

#[test]
fn the_policies_that_come_with_the_engine_are_lawful_and_read_back() {
    let names = ["nl-business", "nl-consumer", "be-business", "be-consumer", "eu-business"];
    let all = policies();
    assert_eq!(all.iter().map(|policy| policy.fields().name.as_str()).collect::<Vec<_>>(), names);
    for (policy, steps) in all.iter().zip([6, 6, 6, 5, 6]) {
        assert_eq!(Policy::from_json(&policy.to_json()).expect("lawful"), *policy);
        assert_eq!(ready(&policy.fields().name).as_ref(), Some(policy));
        assert_eq!(policy.fields().steps.len(), steps, "every step of {} is there", policy.fields().name);
    }
    assert_eq!(ready("nl"), None);
}
