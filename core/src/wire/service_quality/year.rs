//! A year of a one-stop unit: the question.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;

use super::super::answer::{Note, Texts, citations};
use super::super::form::{StageShape, refuse_foreign};
use super::super::share::problems;
use super::super::{DossierRequest, parse_date, parse_moment};
use super::answer::{Placed, QualityDossierAnswer, ServiceQualityAnswer, periods};
use super::read_indicators;
use crate::error::{Error, missing, quote};
use crate::exact::Exact;
use crate::law::Language;
use crate::number::Number;
use crate::service_quality::{
    self, Against, Assessment, Case, CaseFacts, Column, Feedback, Indicator, LateAttitude, OnSite, OnlineService, Part, Per,
    Point, Publicity, Source, StageDue, Statement, UnitFacts, UnitLevel, UnitTime, read_dossier,
};
use crate::timeliness::Timeliness;

/// How a unit that took part kept its time.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitTimeShape {
    /// The unit.
    pub unit: String,
    /// `early`, `on_time` or `late`.
    pub time: String,
}

/// How procedures are made public: accurately, in full and in time in each form.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicityShape {
    /// Posted at the office.
    pub posted: bool,
    /// Electronic.
    pub electronic: bool,
}

impl From<PublicityShape> for Publicity {
    fn from(shape: PublicityShape) -> Self {
        Self { posted: shape.posted, electronic: shape.electronic }
    }
}

/// A dossier, by its log, by facts, or both: a fact given replaces what the log says.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QualityDossierShape {
    /// Its id, by which forms name it.
    pub id: Option<String>,
    /// The field of state management.
    pub field: Option<String>,
    /// Who handled it; those of the log, if absent.
    pub officers: Option<Vec<String>>,
    /// Its log.
    pub dossier: Option<DossierRequest>,
    /// By when units had to be done with it, for indicator 2.
    pub stages: Option<Vec<StageShape>>,
    /// The day of the result; that of the log, if absent.
    pub result_on: Option<String>,
    /// The total time against the time prescribed: `early`, `on_time` or `late`.
    pub total_time: Option<String>,
    /// The times of the units that took part.
    pub unit_times: Option<Vec<UnitTimeShape>>,
    /// Contacts needed to complete it, those by fault of the applicant left aside.
    pub contacts: Option<u32>,
    /// Agencies to be contacted, the one-stop unit among them.
    pub agencies: Option<u32>,
    /// Whether law requires a field check or a council, so that the lead agency may be a second one.
    pub lead_agency_by_law: Option<bool>,
    /// Complaints about the staff; absent is not known, and 0 is none.
    pub complaints: Option<u32>,
    /// How many of these were found false.
    pub complaints_found_false: Option<u32>,
    /// How the procedure was made public.
    pub publicity: Option<PublicityShape>,
}

/// An opinion form that was handed in. The person who answered is not asked for: that stays confidential (Decree 61/2018, Art. 27.3).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QualityFormShape {
    /// The id of the dossier it is about; without one the form counts by itself.
    pub dossier: Option<String>,
    /// Its day; needed without a dossier.
    pub on: Option<String>,
    /// The field, without a dossier.
    pub field: Option<String>,
    /// Whom it is about, without a dossier.
    pub officers: Option<Vec<String>>,
    /// The points answered, 2, 1 or 0, by the number of the indicator: 1, 2, 3, 4, 6 or 7.
    pub indicators: BTreeMap<String, Option<Number>>,
}

/// How much is done at the one-stop unit, in procedures.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OnSiteShape {
    /// Procedures of the list for handling on site.
    pub listed: u64,
    /// Of these, received, appraised and approved there.
    pub approved: u64,
    /// Procedures that are not excluded from the one-stop unit.
    pub not_excluded: u64,
    /// Of these, received and returned there.
    pub received: u64,
}

/// How feedback is handled, in petitions.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FeedbackShape {
    /// Received.
    pub petitions: u64,
    /// Of these, handled on time.
    pub on_time: u64,
    /// Of these, prolonged.
    pub prolonged: u64,
}

/// Online services.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OnlineServiceShape {
    /// Procedures that could be offered online.
    pub eligible: u64,
    /// Of these, offered at level 3 or 4.
    pub offered: u64,
    /// Dossiers of procedures offered.
    pub dossiers: u64,
    /// Of these, handed in online.
    pub online: u64,
    /// Online dossiers unresolved past their term, or resolved late.
    pub overdue: u64,
}

/// What is said about the unit for a quarter or the year.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QualityStatementShape {
    /// The quarter, 1 to 4; the year, if absent.
    pub quarter: Option<u8>,
    /// Who says it: `self` or `appraisal`.
    pub by: String,
    /// For indicator 5.
    pub on_site: Option<OnSiteShape>,
    /// For indicator 6, where no dossier says anything.
    pub publicity: Option<PublicityShape>,
    /// For indicator 8.
    pub feedback: Option<FeedbackShape>,
    /// For indicator 9.
    pub online: Option<OnlineServiceShape>,
    /// Points as they stand, 0 to 2, by the number of the indicator; they replace what is computed in this column.
    #[serde(default)]
    pub indicators: BTreeMap<String, Option<Number>>,
}

/// A year of a one-stop unit: dossiers, opinion forms and what is said about the unit in, points by quarter and year out.
///
/// ```
/// use motcua::wire::service_quality::ServiceQualityRequest;
///
/// let json = r#"{"year": 2024, "level": "commune", "dossiers": [
///     {"result_on": "2024-02-05", "total_time": "early", "contacts": 0, "agencies": 0, "complaints": 0, "officers": ["A"]},
///     {"result_on": "2024-03-07", "total_time": "late", "contacts": 1, "agencies": 1, "complaints": 0, "officers": ["A"]}],
///     "statements": [{"quarter": 1, "by": "self", "feedback": {"petitions": 10, "on_time": 9, "prolonged": 0}}]}"#;
/// let answer = serde_json::from_str::<ServiceQualityRequest>(json).unwrap().evaluate()?;
/// let score = &answer.periods[0].self_score;
/// // Indicators 1, 3, 4, 7 and 8; the others are left out.
/// assert_eq!(score.sum.as_deref(), Some("1.0 + 1.5 + 1.5 + 1.0 + 1.0 = 6.0"));
/// assert_eq!((score.band, score.left_out.as_slice()), (Some("average"), [2, 5, 6, 9].as_slice()));
/// assert_eq!(answer.periods[0].officers[0].points.as_deref(), Some("5.0"));
/// # Ok::<(), motcua::Error>(())
/// ```
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServiceQualityRequest {
    /// The year.
    pub year: i32,
    /// The level of the unit, for indicator 5: `ministry`, `province`, `district` or `commune`.
    pub level: Option<String>,
    /// The dossiers.
    #[serde(default)]
    pub dossiers: Vec<QualityDossierShape>,
    /// The opinion forms.
    #[serde(default)]
    pub forms: Vec<QualityFormShape>,
    /// What is said about the unit.
    #[serde(default)]
    pub statements: Vec<QualityStatementShape>,
    /// Which counts where both a fact and a form say something of a dossier: `facts` (default) or `forms`.
    pub prefer: Option<String>,
    /// What the total time of a log is compared with: `prescribed` (default: a date set anew moves nothing) or `promise` (the last one).
    pub against: Option<String>,
    /// What indicator 7 gives a late dossier without complaint, for which the circular has no level: `zero` (default) or `leave_out`.
    pub late_attitude: Option<String>,
}

/// The choices of a question, read.
struct Choices {
    level: Option<UnitLevel>,
    prefers_forms: bool,
    against: Against,
    late: LateAttitude,
}

impl ServiceQualityRequest {
    fn choices(&self) -> Result<Choices, Error> {
        let prefers_forms = match self.prefer.as_deref() {
            None | Some("facts") => false,
            Some("forms") => true,
            Some(other) => {
                let (option, value) = ("what to prefer", quote(other));
                return Err(Error::OptionUnknown { option, value, known: "facts, forms" });
            }
        };
        Ok(Choices {
            level: self.level.as_deref().map(UnitLevel::parse).transpose()?,
            prefers_forms,
            against: self.against.as_deref().map(Against::parse).transpose()?.unwrap_or_default(),
            late: self.late_attitude.as_deref().map(LateAttitude::parse).transpose()?.unwrap_or_default(),
        })
    }

    /// The points.
    ///
    /// # Errors
    /// `option_unknown` for a choice that is none, `value_out_of_range` for a year outside 2000 to 2199. What is wrong with a dossier, a form or
    /// a statement is among the problems of the answer, and the others are scored.
    pub fn evaluate(&self) -> Result<ServiceQualityAnswer, Error> {
        let choices = self.choices()?;
        if !(2000..=2199).contains(&self.year) {
            return Err(Error::ValueOutOfRange { name: "the year", value: self.year.to_string(), bound: "2000 to 2199" });
        }
        let mut wrong = Vec::new();
        let mut placed = self.read_dossiers(&choices, &mut wrong);
        self.read_forms(&choices, &mut placed, &mut wrong);
        let statements = self.read_statements(&choices, &mut wrong);
        let cases: Vec<Case> = placed.iter().filter_map(|placed| placed.case.clone()).collect();
        let assessment = Assessment::new(self.year, &cases, &statements);
        let without_result = placed.iter().map(|placed| u64::from(placed.case.is_none())).sum();
        Ok(ServiceQualityAnswer {
            rule_set: service_quality::SET,
            year: self.year,
            periods: periods(&assessment),
            dossiers: placed.iter().map(QualityDossierAnswer::from).collect(),
            outside_year: assessment.outside,
            without_result,
            problems: problems(&wrong),
            notes: notes(&assessment, without_result),
            citations: citations(&service_quality::citations()),
        })
    }

    fn read_dossiers(&self, choices: &Choices, wrong: &mut Vec<Error>) -> Vec<Placed> {
        let mut ids = std::collections::BTreeSet::new();
        let mut placed = Vec::with_capacity(self.dossiers.len());
        for (index, shape) in self.dossiers.iter().enumerate() {
            let read = shape.read(choices).and_then(|case| match &shape.id {
                Some(id) if !ids.insert(id.as_str()) => Err(Error::CodeDuplicate { what: "the dossier", value: quote(id) }),
                _ => Ok(case),
            });
            match read {
                Ok(case) => placed.push(Placed { dossier: Some(index), form: None, id: shape.id.clone(), case }),
                Err(error) => wrong.push(error.at("dossiers", index)),
            }
        }
        placed
    }

    fn read_forms(&self, choices: &Choices, placed: &mut Vec<Placed>, wrong: &mut Vec<Error>) {
        let known = placed.iter().enumerate().filter_map(|(place, placed)| Some((placed.id.clone()?, place)));
        let known: BTreeMap<String, usize> = known.collect();
        for (index, form) in self.forms.iter().enumerate() {
            let read = form.parts().and_then(|parts| match &form.dossier {
                Some(id) => {
                    let found = known.get(id).and_then(|place| placed.get_mut(*place));
                    let found = found.ok_or_else(|| missing(&quote(id), "the form is about a dossier that was not read"))?;
                    if found.form.is_some() {
                        return Err(Error::CodeDuplicate { what: "the form of dossier", value: quote(id) });
                    }
                    found.form = Some(index);
                    if let Some(case) = &mut found.case {
                        merge(&mut case.parts, parts, choices.prefers_forms);
                    }
                    Ok(())
                }
                None => {
                    let on = form.on.as_deref().ok_or_else(|| missing("on", "a form without a dossier needs its day"))?;
                    let officers = form.officers.clone().unwrap_or_default();
                    let case = Case { field: form.field.clone(), officers, result_on: parse_date(on)?, parts };
                    placed.push(Placed { dossier: None, form: Some(index), id: None, case: Some(case) });
                    Ok(())
                }
            });
            wrong.extend(read.err().map(|error| error.at("forms", index)));
        }
    }

    fn read_statements(&self, choices: &Choices, wrong: &mut Vec<Error>) -> Vec<Statement> {
        let mut read: Vec<Statement> = Vec::new();
        for (index, shape) in self.statements.iter().enumerate() {
            let statement = shape.read(choices).and_then(|statement| {
                let is_known = read.iter().any(|known| (known.quarter, known.by) == (statement.quarter, statement.by));
                let value = statement.quarter.map_or_else(|| "year".to_owned(), |quarter| format!("quarter {quarter}"));
                if is_known { Err(Error::CodeDuplicate { what: "the statement of the", value }) } else { Ok(statement) }
            });
            match statement {
                Ok(statement) => read.push(statement),
                Err(error) => wrong.push(error.at("statements", index)),
            }
        }
        read
    }
}

/// Puts the parts of a form to those of a dossier; of an indicator that both have one stays.
fn merge(parts: &mut Vec<Part>, of_form: Vec<Part>, prefers_forms: bool) {
    for part in of_form {
        match parts.iter_mut().find(|known| known.indicator == part.indicator) {
            Some(known) if prefers_forms => *known = part,
            Some(_) => {}
            None => parts.push(part),
        }
    }
    parts.sort_by_key(|part| part.indicator.number());
}

fn time(text: &str) -> Result<Timeliness, Error> {
    match text {
        "early" => Ok(Timeliness::Early),
        "on_time" => Ok(Timeliness::OnTime),
        "late" => Ok(Timeliness::Late),
        _ => Err(Error::OptionUnknown { option: "how a time was kept", value: quote(text), known: "early, on_time, late" }),
    }
}

impl QualityDossierShape {
    /// The points; nothing for a dossier without a result.
    fn read(&self, choices: &Choices) -> Result<Option<Case>, Error> {
        let given = self.given()?;
        let stated_on = self.result_on.as_deref().map(parse_date).transpose()?;
        let Some(request) = &self.dossier else {
            let why = "a dossier without a log needs the day of its result";
            let result_on = stated_on.ok_or_else(|| missing("result_on", why))?;
            return Ok(Some(self.case(result_on, self.officers.clone().unwrap_or_default(), &given, None, choices)));
        };
        refuse_foreign(request, "dossier")?;
        let (dossier, as_of) = request.build().map_err(|error| error.within("dossier"))?;
        let stage =
            |stage: &StageShape| Ok::<_, Error>(StageDue { unit: stage.unit.clone(), due_at: parse_moment(&stage.due_at)? });
        let stages = self.stages.iter().flatten().enumerate();
        let stages = stages.map(|(index, of)| stage(of).map_err(|error| error.at("stages", index)));
        let stages = stages.collect::<Result<Vec<_>, _>>()?;
        let (log, standing, officers) =
            read_dossier(&dossier, as_of, choices.against, &stages).map_err(|error| error.within("dossier"))?;
        let Some(result_on) = stated_on.or_else(|| standing.decided_at().map(|at| at.date())) else { return Ok(None) };
        let officers = self.officers.clone().unwrap_or(officers);
        Ok(Some(self.case(result_on, officers, &given, Some(log), choices)))
    }

    fn case(
        &self,
        result_on: NaiveDate,
        officers: Vec<String>,
        given: &CaseFacts,
        log: Option<CaseFacts>,
        choices: &Choices,
    ) -> Case {
        let mut officers = officers;
        officers.sort();
        officers.dedup();
        let facts = log.map_or_else(|| given.clone(), |log| laid_over(log, given));
        let part = |indicator: &'static Indicator| {
            let point = facts.point(indicator, choices.late)?;
            let source = if given.point(indicator, choices.late).is_some() { Source::Fact } else { Source::Log };
            Some(Part { indicator, point, source })
        };
        let parts = Indicator::all().iter().filter_map(part).collect();
        Case { field: self.field.clone(), officers, result_on, parts }
    }

    /// The facts given, without the log.
    fn given(&self) -> Result<CaseFacts, Error> {
        let unit_times = self.unit_times.iter().flatten().enumerate().map(|(index, of)| {
            let time = time(&of.time).map_err(|error| error.at("unit_times", index))?;
            Ok(UnitTime { unit: of.unit.clone(), time })
        });
        let facts = CaseFacts {
            total_time: self.total_time.as_deref().map(time).transpose()?,
            unit_times: unit_times.collect::<Result<_, Error>>()?,
            contacts: self.contacts,
            agencies: self.agencies,
            lead_agency_by_law: self.lead_agency_by_law.unwrap_or_default(),
            complaints: self.complaints,
            complaints_found_false: self.complaints_found_false.unwrap_or_default(),
            publicity: self.publicity.map(Publicity::from),
        };
        facts.check()?;
        Ok(facts)
    }
}

/// What the log says, with what was given in its place.
fn laid_over(log: CaseFacts, given: &CaseFacts) -> CaseFacts {
    CaseFacts {
        total_time: given.total_time.or(log.total_time),
        unit_times: if given.unit_times.is_empty() { log.unit_times } else { given.unit_times.clone() },
        contacts: given.contacts.or(log.contacts),
        ..given.clone()
    }
}

impl QualityFormShape {
    fn parts(&self) -> Result<Vec<Part>, Error> {
        let read = read_indicators(&self.indicators)?;
        let part = |(number, value): (u8, Exact)| {
            let place = |error: Error| error.within(format!("indicators.{number}"));
            let indicator = Indicator::get(number).filter(|indicator| indicator.per() != Per::Unit).ok_or_else(|| {
                let bound = "1, 2, 3, 4, 6 or 7: the others are of the unit, in a statement";
                place(Error::ValueOutOfRange { name: "the indicator", value: number.to_string(), bound })
            })?;
            let points = [2_u8, 1, 0].into_iter().find(|points| value == Exact::from(u64::from(*points)));
            let points = points.ok_or_else(|| {
                place(Error::ValueOutOfRange { name: "the points", value: value.to_string(), bound: "2, 1 or 0" })
            })?;
            Ok(Part { indicator, point: Point { points, fact: format!("answered {points}") }, source: Source::Form })
        };
        read.into_iter().map(part).collect()
    }
}

impl QualityStatementShape {
    fn read(&self, choices: &Choices) -> Result<Statement, Error> {
        let on_site = self.on_site.map(|of| {
            let level = choices.level.ok_or_else(|| missing("level", "indicator 5 depends on the level of the unit"))?;
            Ok::<_, Error>(OnSite {
                level,
                listed: of.listed,
                approved: of.approved,
                not_excluded: of.not_excluded,
                received: of.received,
            })
        });
        let feedback = |of: FeedbackShape| Feedback { petitions: of.petitions, on_time: of.on_time, prolonged: of.prolonged };
        let online = |of: OnlineServiceShape| OnlineService {
            eligible: of.eligible,
            offered: of.offered,
            dossiers: of.dossiers,
            online: of.online,
            overdue: of.overdue,
        };
        let statement = Statement {
            quarter: self.quarter,
            by: Column::parse(&self.by)?,
            facts: UnitFacts {
                on_site: on_site.transpose()?,
                publicity: self.publicity.map(Publicity::from),
                feedback: self.feedback.map(feedback),
                online: self.online.map(online),
            },
            stated: read_indicators(&self.indicators)?,
        };
        statement.check()?;
        Ok(statement)
    }
}

fn notes(assessment: &Assessment, without_result: u64) -> Vec<Note> {
    let force = service_quality::force();
    let has_cases = |period: &service_quality::Period| period.cases > 0 || period.own.score.is_some();
    let is_outside = assessment
        .periods
        .iter()
        .any(|period| has_cases(period) && !(service_quality::in_force(period.from) && service_quality::in_force(period.until)));
    let left_out = assessment.periods.iter().filter(|period| has_cases(period)).any(|period| {
        let of = |scored: &service_quality::Scored| scored.means.iter().any(|mean| mean.value.is_none());
        of(&period.own) || period.appraised.as_ref().is_some_and(of)
    });
    let found: [(bool, &'static str, String, String); 4] = [
        (
            is_outside,
            "outside_force",
            format!("Có kỳ nằm ngoài thời gian hiệu lực ({} – {}).", force.0.format("%d/%m/%Y"), force.1.format("%d/%m/%Y")),
            format!("A period lies outside the time of force, {} to {}.", force.0, force.1),
        ),
        (
            left_out,
            "left_out",
            "Chỉ số không đủ thông tin không tính vào tổng; các mức xếp loại giữ nguyên (Điều 15).".to_owned(),
            "Indicators without enough information are left out of the sum; the bands stay where they are (Art. 15).".to_owned(),
        ),
        (
            assessment.outside > 0,
            "outside_year",
            format!("{} hồ sơ, phiếu có kết quả ngoài năm.", assessment.outside),
            format!("{} dossiers or forms have their result in another year.", assessment.outside),
        ),
        (
            without_result > 0,
            "without_result",
            format!("{without_result} hồ sơ chưa có kết quả nên chưa tính."),
            format!("{without_result} dossiers have no result and are in no mean."),
        ),
    ];
    let found = found.into_iter().filter(|(is, ..)| *is);
    found.map(|(_, code, vi, en)| Note { code, text: Texts::new(|language| pick(language, &vi, &en)) }).collect()
}

fn pick(language: Language, vi: &str, en: &str) -> String {
    language.pick(vi, en).to_owned()
}
