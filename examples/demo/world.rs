//! Everything the pages show, computed once.

use anyhow::{Context, Result};
use motcua::procedure::Catalogue;
use motcua::wire::petition::{ContactRecordRequest, PetitionRegisterAnswer, PetitionRegisterRequest};
use motcua::wire::plan::{PlanPageRequest, QualityObjectivesAnswer, QualityObjectivesRequest};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::data;
use crate::scene::Scene;
use crate::summary::Summary;
use crate::year::Year;
use crate::{catalogue, ordinary};

/// What the ordinary dossiers are drawn from.
const SEED: u64 = 20_261_125;

/// The two scenes and what surrounds the first.
pub(crate) struct World {
    pub(crate) catalogue: Catalogue,
    /// Triệu Bình on 25 November 2026.
    pub(crate) today: Scene,
    /// Triệu Độ on 4 May 2020.
    pub(crate) before: Scene,
    pub(crate) summary: Summary,
    pub(crate) petitions: PetitionRegisterAnswer,
    pub(crate) contact: ContactRecordRequest,
    /// The `given` of the operation `plan_page`, with the day's measures.
    pub(crate) plan: Value,
    /// The decision that approved the plan.
    pub(crate) approved_by: String,
    /// Tasks done with evidence, of all that are not given up.
    pub(crate) plan_completion: String,
    /// Objectives met, of all.
    pub(crate) objectives_achieved: String,
    pub(crate) year: Year,
}

impl World {
    pub(crate) fn new() -> Result<Self> {
        let catalogue = catalogue::of_the_commune()?;
        let today = Scene::new(&data::TRIEU_BINH, &catalogue, SEED, ordinary::dossiers).context("trieu-binh-2026.json")?;
        let before =
            Scene::new(&data::TRIEU_DO, &catalogue::of_law()?, SEED, |_, _, _| Ok(Vec::new())).context("trieu-do-2020.json")?;
        let year = Year::new(&before)?;
        let summary = Summary::new(&today)?;
        let petitions = data::PETITIONS.read::<PetitionRegisterRequest>()?.evaluate()?;
        let contact = data::CONTACT.read::<ContactRecordRequest>()?;
        let plan = plan(&summary, &petitions, &catalogue, &today)?;
        let request = PlanPageRequest::deserialize(&plan)?;
        let progress = request.plan.evaluate()?;
        let objectives = request.objectives.as_ref().map(QualityObjectivesRequest::evaluate).transpose()?;
        let plan_completion = format!("{}/{}", progress.completion.numerator, progress.completion.denominator);
        let met = |objectives: QualityObjectivesAnswer| format!("{}/{}", objectives.achieved, objectives.objectives.len());
        let objectives_achieved = objectives.map(met).unwrap_or_default();
        let approved_by = request.plan.approved_by.clone().unwrap_or_default();
        Ok(Self {
            catalogue,
            today,
            before,
            summary,
            petitions,
            contact,
            plan,
            approved_by,
            plan_completion,
            objectives_achieved,
            year,
        })
    }
}

/// The plan with what was counted today in place of the measures.
fn plan(summary: &Summary, petitions: &PetitionRegisterAnswer, catalogue: &Catalogue, today: &Scene) -> Result<Value> {
    let mut plan = data::PLAN.read::<Map<String, Value>>()?;
    let measure =
        |name: &str, numerator: u64, denominator: u64| json!({"name": name, "numerator": numerator, "denominator": denominator});
    let mut measures: Vec<Value> =
        summary.measures().into_iter().map(|(name, ratio)| measure(name, ratio.numerator(), ratio.denominator())).collect();
    if let Some(on_time) = petitions.counts.petitions_on_time {
        measures.push(measure("petitions_on_time", on_time, petitions.counts.petitions));
    }
    let complete = catalogue.completeness(today.day(), None).complete;
    measures.push(json!({"name": "procedures_posted", "numerator": complete.numerator, "denominator": complete.denominator}));
    let objectives = plan.get_mut("objectives").and_then(Value::as_object_mut).context("plan.json: no objectives")?;
    objectives.insert("measures".to_owned(), measures.into());
    Ok(Value::Object(plan))
}
