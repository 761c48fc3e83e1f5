//! Policies: kept as the law allows them, one followed for each kind of debtor.

use crate::support::demo;

/// A policy that charges a Dutch consumer before the notice that the law asks for.
const TOO_EARLY: &str = r#"{"name":"Streng","jurisdiction":"NL","debtor":"consumer","quiet":{"weekends":true,"holidays":true},
    "steps":[{"id":"demand","offsetDays":1,"kind":"email","level":1,"tone":"strict","charges":"interestAndCosts"}]}"#;

#[test]
fn a_ready_policy_is_copied_changed_and_removed() {
    let caller = demo();
    let made = caller.do_post("/v1/policies", r#"{"ready":"nl-consumer"}"#).expect(201);
    let path = format!("/v1/policies/{}", made.at("id"));
    let tag = made.response.header("etag").expect("an ETag").to_owned();
    assert_eq!((made.at("active"), made.at("policy.debtor")), ("true".to_owned(), "consumer".to_owned()));
    let patch = |body: &str, tag: &str| caller.call("PATCH", &path, body, &[("if-match", tag)]);
    let changed = patch(r#"{"policy":{"name":"Ons beleid"}}"#, &tag).expect(200);
    assert_eq!(changed.at("policy.name"), "Ons beleid");
    assert_eq!(changed.count("policy.steps"), made.count("policy.steps"));
    patch(r#"{"active":false}"#, &tag).refused(412, "ifMatch.changed");
    assert_eq!(patch(r#"{"active":false}"#, "*").expect(200).at("active"), "false");
    assert_eq!(caller.get("/v1/policies").expect(200).at("items[0].policy.name"), "Ons beleid");
    caller.call("DELETE", &path, "", &[]).expect(204);
    caller.get(&path).refused(404, "notFound");
}

#[test]
fn a_policy_that_charges_too_early_is_refused_with_the_article() {
    let caller = demo();
    let refused = caller.do_post("/v1/policies", &format!(r#"{{"policy":{TOO_EARLY}}}"#)).expect(422);
    assert!(refused.at("findings[0].path").starts_with("policy.steps[0]"), "{}", refused.json.0);
    assert_ne!(refused.at("findings[0].rule"), "");
    let made = caller.do_post("/v1/policies", r#"{"ready":"nl-consumer"}"#).expect(201);
    let path = format!("/v1/policies/{}", made.at("id"));
    let patch = format!(r#"{{"policy":{TOO_EARLY}}}"#);
    caller.call("PATCH", &path, &patch, &[("if-match", "*")]).expect(422);
    assert_eq!(caller.get(&path).expect(200).json.0, made.json.0);
}

#[test]
fn one_policy_is_followed_for_each_kind_of_debtor() {
    let caller = demo();
    caller.do_post("/v1/policies", r#"{"ready":"nl-business"}"#).expect(201);
    caller.do_post("/v1/policies", r#"{"ready":"nl-consumer"}"#).expect(201);
    caller.do_post("/v1/policies", r#"{"ready":"be-business"}"#).refused(409, "policy.active");
    let other = caller.do_post("/v1/policies", r#"{"ready":"be-business","active":false}"#).expect(201).at("id");
    let path = format!("/v1/policies/{other}");
    caller.call("PATCH", &path, r#"{"active":true}"#, &[("if-match", "*")]).refused(409, "policy.active");
}

#[test]
fn a_policy_is_either_ones_own_or_a_ready_one() {
    let caller = demo();
    for (body, path) in
        [("{}", "policy"), (r#"{"ready":"xx-business"}"#, "ready"), (r#"{"ready":"nl-business","name":"x"}"#, "name")]
    {
        assert_eq!(caller.do_post("/v1/policies", body).expect(422).at("findings[0].path"), path, "{body}");
    }
}
