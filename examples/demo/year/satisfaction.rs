//! What the opinion forms say.

use anyhow::{Context, Result};
use motcua::survey::{OverallIndex, Questionnaire, QuestionnaireRecord, Responses, Survey, SurveyOptions, UnitResult};

use super::neighbours::{OURS, QUESTIONS};

/// The questions of a sample form; no text fixes them.
const FORM: &str = r#"{
    "id": "sample_form", "status": "template", "title_vi": "Phiếu khảo sát (mẫu)", "scale": "five_level",
    "items": [
        {"id": "access", "title_vi": "Tiếp cận dịch vụ"}, {"id": "procedure", "title_vi": "Thủ tục"},
        {"id": "staff", "title_vi": "Thái độ của công chức"}, {"id": "result", "title_vi": "Kết quả"},
        {"id": "feedback", "title_vi": "Tiếp nhận góp ý"}, {"id": "overall", "title_vi": "Hài lòng chung", "overall": true}
    ]
}"#;

/// The survey of all communes, and ours.
pub(crate) struct Satisfaction {
    survey: Survey,
    questionnaire: Questionnaire,
}

impl Satisfaction {
    pub(super) fn new(forms: &str) -> Result<Self> {
        let record: QuestionnaireRecord = serde_json::from_str(FORM)?;
        let questionnaire = Questionnaire::new(&record)?;
        let responses = Responses::from_csv(forms.as_bytes(), &questionnaire);
        if let Some(problem) = responses.problems().first() {
            return Err(problem.error.clone().into());
        }
        let mut options = SurveyOptions::default();
        options.index.overall = OverallIndex::OverallItem;
        let survey = Survey::new(&questionnaire, &responses, &options)?;
        Ok(Self { survey, questionnaire })
    }

    /// Our commune's figures.
    pub(crate) fn ours(&self) -> Result<&UnitResult> {
        self.of(OURS)
    }

    /// The questions with how often each level was chosen, the worst first.
    pub(crate) fn answers(&self) -> Result<Vec<(&str, &motcua::survey::ItemFigure)>> {
        let titles = self.questionnaire.items.iter().map(|item| item.titles[0].as_deref().unwrap_or(&item.id));
        Ok(titles.zip(&self.ours()?.group.items).collect())
    }

    /// How often a unit was very satisfied, satisfied, neither, or less, over all.
    pub(super) fn overall_of(&self, unit: &str) -> Result<[u64; 4]> {
        let item = self.of(unit)?.group.items.get(QUESTIONS.len() - 1).context("no question on the whole")?;
        let counts: Vec<u64> = item.distribution.iter().map(|level| level.answers).collect();
        let [worst, bad, neutral, good, best] = counts[..] else { anyhow::bail!("five levels are expected") };
        Ok([best, good, neutral, bad + worst])
    }

    fn of(&self, unit: &str) -> Result<&UnitResult> {
        self.survey.units.iter().find(|found| found.unit == unit).with_context(|| format!("no forms from {unit}"))
    }
}
