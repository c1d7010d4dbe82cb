use super::{RuleSet, Submission};

#[test]
fn every_set_built_in_can_be_scored_by() {
    for id in RuleSet::builtins() {
        assert_eq!(RuleSet::builtin(id).map(|set| set.id().to_owned()), Ok(id.to_owned()));
    }
    assert_eq!(RuleSet::builtin("qd766").unwrap_err().code(), "rule_set_unknown");
}

/// Criteria in criteria, so deep.
fn nested(depth: usize) -> String {
    let open = r#"{"id": "x", "title": {"vi": "X"}, "criteria": ["#.repeat(depth);
    let head = r#"{"schema": 1, "id": "deep", "title": {"vi": "Sâu"}, "status": "template", "areas": ["#;
    format!("{head}{open}{}]}}", "]}".repeat(depth))
}

#[test]
fn a_set_without_end_is_refused_where_the_ninth_level_begins() {
    let ninth = "areas[0].criteria[0].criteria[0].criteria[0].criteria[0].criteria[0].criteria[0].criteria[0].criteria[0]";
    for depth in [60, 10_000] {
        let error = RuleSet::inspect(&nested(depth)).map(|set| set.problems().to_vec());
        let path = match error {
            Ok(problems) => problems.into_iter().find(|problem| problem.problem.contains("too deep")).unwrap().path,
            Err(error) => error.path().unwrap(),
        };
        assert_eq!(path, ninth, "{depth}");
    }
    let mut value = serde_json::json!({"id": "x"});
    for _ in 0..2_000 {
        value = serde_json::json!({ "criteria": [value] });
    }
    let error = RuleSet::inspect_value(&serde_json::json!({ "areas": [value] })).unwrap_err();
    assert_eq!((error.code(), error.path().as_deref()), ("rule_set_invalid", Some(ninth)));
}

#[test]
fn a_trace_can_be_redone_by_hand() {
    use crate::law::Language;

    let set = RuleSet::builtin("qd766_portal_2026").unwrap();
    let values = [
        ("online_paid", "82913"),
        ("financial_obligation", "98459"),
        ("procedures_with_online_payment", "93"),
        ("fee_procedures_with_dossiers", "56"),
        ("fee_procedures", "310"),
    ];
    let submission = Submission::of(set.facts(values.map(|(name, value)| (name, Some(value)))).unwrap());
    let score = set.score(&submission).unwrap();
    let words = |id: &str, language| score.terms().iter().find(|term| term.node.id == id).unwrap().explain(language);
    assert_eq!(words("payment_dossiers", Language::En), "6 × 82913 / 98459 = 5.0526… → 5.05, half up to 2 decimals");
    assert_eq!(words("payment_procedures", Language::Vi), "2 × 93 / 310 / 0,8 = 0,75");
    assert_eq!(words("published_on_time", Language::En), "values are absent: the whole area is left out");
    assert_eq!(score.areas()[1].text().as_deref(), Some("6.25"));
}

#[test]
fn a_message_without_end_is_refused_with_its_place() {
    let asked = format!(r#"{{"operation": "score", "given": {{"rule_set": {}, "values": {{}}}}}}"#, nested(10_000));
    let answer: serde_json::Value = serde_json::from_str(&crate::wire::evaluate(&asked)).unwrap();
    let path = answer["path"].as_str().unwrap();
    assert_eq!(answer["error"], "request_invalid");
    assert!(path.starts_with("given.rule_set.areas[0].criteria[0]"), "{path}");

    let asked = format!(r#"{{"operation": "score", "given": {{"rule_set": {}, "values": {{}}}}}}"#, nested(40));
    let answer: serde_json::Value = serde_json::from_str(&crate::wire::evaluate(&asked)).unwrap();
    assert_eq!(answer["error"], "rule_set_invalid");
}
