use super::{
    AnswerRow, FactorIndex, IndexOptions, NoAnswer, OverallIndex, Questionnaire, Responses, Survey, SurveyOptions,
    record::{ItemRecord, QuestionnaireRecord},
};
use crate::exact::Exact;

fn questionnaire(items: &[&str]) -> Questionnaire {
    let item = |id: &&str| ItemRecord {
        id: (*id).to_owned(),
        factor: None,
        scale: None,
        overall: false,
        title_vi: None,
        title_en: None,
    };
    Questionnaire::new(&QuestionnaireRecord { items: items.iter().map(item).collect(), ..QuestionnaireRecord::default() })
        .unwrap()
}

fn row(values: &[(&str, &str)]) -> AnswerRow {
    AnswerRow {
        values: values.iter().map(|(item, value)| ((*item).to_owned(), (*value).to_owned())).collect(),
        ..AnswerRow::default()
    }
}

fn overall(rows: &[AnswerRow], index: IndexOptions) -> Exact {
    let questionnaire = questionnaire(&["x", "y"]);
    let responses = Responses::wide(rows, &questionnaire);
    let options = SurveyOptions { index, ..SurveyOptions::default() };
    Survey::new(&questionnaire, &responses, &options).unwrap().whole.overall.index.unwrap()
}

#[test]
fn every_built_in_questionnaire_can_be_read() {
    for id in ["sipas_2017", "sipas_2021", "sipas_2022", "nd61_opinion", "one_stop_three_level"] {
        let questionnaire = Questionnaire::built_in(id).unwrap();
        assert_eq!(questionnaire.id, id);
        // A frame states no question: none was read.
        assert_eq!(questionnaire.items.is_empty(), questionnaire.status == "frame", "{id}");
    }
    assert_eq!(Questionnaire::built_in("nd61_opinion").unwrap().items.len(), 9);
    assert_eq!(Questionnaire::built_in("sipas_2021").unwrap().factors.len(), 5);
    let unknown = Questionnaire::built_in("sipas_2016").unwrap_err();
    assert_eq!(unknown.code(), "rule_set_unknown");
}

/// All 625 pairs of rows with two items of five answers each.
#[test]
fn pooled_is_the_mean_of_items_when_all_answer_and_no_answer_never_helps() {
    let levels = ["1", "2", "4", "5", ""];
    for code in 0..625_usize {
        let [a, b, c, d] = [code % 5, code / 5 % 5, code / 25 % 5, code / 125].map(|level| levels[level]);
        let rows = [row(&[("x", a), ("y", b)]), row(&[("x", c), ("y", d)])];
        if [a, b, c, d].iter().all(|answer| answer.is_empty()) {
            continue;
        }
        let of = |overall_index, no_answer| {
            overall(&rows, IndexOptions { factor: FactorIndex::Pooled, overall: overall_index, no_answer })
        };
        let pooled = of(OverallIndex::Pooled, NoAnswer::Exclude);
        if ![a, b, c, d].iter().any(|answer| answer.is_empty()) {
            assert_eq!(pooled, of(OverallIndex::MeanOfItems, NoAnswer::Exclude));
            assert_eq!(pooled, of(OverallIndex::Pooled, NoAnswer::Dissatisfied));
            assert!(of(OverallIndex::AllItems, NoAnswer::Exclude) <= pooled);
        }
        assert!(of(OverallIndex::Pooled, NoAnswer::Dissatisfied) <= pooled);
        assert!(of(OverallIndex::AllItems, NoAnswer::Dissatisfied) <= of(OverallIndex::AllItems, NoAnswer::Exclude));
    }
}

#[test]
fn a_table_that_is_no_text_is_named() {
    let questionnaire = questionnaire(&["x"]);
    let responses = Responses::from_csv(b"x\n5\n\xFF\n4\n", &questionnaire);
    let problems: Vec<(usize, &str)> = responses.problems().iter().map(|problem| (problem.row, problem.error.code())).collect();
    assert_eq!((responses.kept(), problems), (2, vec![(3, "encoding_invalid")]));
    for table in [&b""[..], b"\n\n", b"\"", b"x;x;x\n1;2", b"\0", b"item,value\nx,5\n"] {
        assert_eq!(Responses::from_csv(table, &questionnaire).kept().min(1), 0, "{table:?}");
    }
}
