//! Rules from a document.

use super::document::{RuleDocument, StepDocument};
use super::reader::Reader;
use super::rule::{Credit, Due, Index, Input, Lateness, Rule, Side, Step, StepPoints, Steps};
use super::words::{DayUnit, Policy, VariableKind};
use crate::error::quote;
use crate::exact::Exact;

/// The fields of each kind of rule.
const FIELDS: &[(&str, &[&str])] = &[
    ("yes_no", &["value"]),
    ("proportional", &["value", "count", "among", "times", "on_zero", "over", "full"]),
    ("linear_cap", &["value", "count", "among", "times", "on_zero", "over", "target"]),
    ("linear_above", &["value", "count", "among", "times", "on_zero", "over", "threshold", "full", "open"]),
    ("step", &["value", "count", "among", "times", "on_zero", "over", "steps", "otherwise"]),
    ("time_step", &["value", "done_on", "due_on", "unit", "steps", "otherwise"]),
    ("deduct", &["value", "count", "among", "times", "on_zero", "over", "start", "each", "floor"]),
    ("survey_share", &["credits", "on_zero"]),
    ("import", &["value", "set", "over", "full"]),
    ("improve", &["value", "previous", "better", "up", "equal", "down"]),
    ("given", &["value"]),
];

impl RuleDocument {
    /// The fields that are there, but for the kind.
    fn given(&self) -> Vec<&'static str> {
        let fields = [
            ("value", self.value.is_some()),
            ("count", self.count.is_some()),
            ("among", self.among.is_some()),
            ("times", self.times.is_some()),
            ("on_zero", self.on_zero.is_some()),
            ("over", self.over.is_some()),
            ("full", self.full.is_some()),
            ("target", self.target.is_some()),
            ("threshold", self.threshold.is_some()),
            ("open", self.open.is_some()),
            ("steps", self.steps.is_some()),
            ("otherwise", self.otherwise.is_some()),
            ("done_on", self.done_on.is_some()),
            ("due_on", self.due_on.is_some()),
            ("unit", self.unit.is_some()),
            ("each", self.each.is_some()),
            ("start", self.start.is_some()),
            ("floor", self.floor.is_some()),
            ("credits", self.credits.is_some()),
            ("set", self.set.is_some()),
            ("previous", self.previous.is_some()),
            ("better", self.better.is_some()),
            ("up", self.up.is_some()),
            ("equal", self.equal.is_some()),
            ("down", self.down.is_some()),
        ];
        fields.into_iter().filter_map(|(name, is_there)| is_there.then_some(name)).collect()
    }
}

/// A rule at a path of the set, for a leaf with so many points.
pub(super) fn read(reader: &mut Reader, path: &str, rule: &RuleDocument, max: Option<&Exact>) -> Rule {
    let at = |field: &str| format!("{path}.{field}");
    let Some((_, fields)) = FIELDS.iter().find(|(kind, _)| *kind == rule.kind) else {
        let known: Vec<&str> = FIELDS.iter().map(|(kind, _)| *kind).collect();
        reader.note(at("kind"), format!("`{}` is not a kind of rule; known are {}", quote(&rule.kind), known.join(", ")));
        return Rule::Given { value: None };
    };
    for field in rule.given() {
        if !fields.contains(&field) {
            reader.note(at(field), format!("is not a field of `{}`", rule.kind));
        }
    }
    let is_capped = match rule.over.as_deref() {
        None | Some("refuse") => false,
        Some("cap") => true,
        Some(other) => {
            reader.note(at("over"), format!("`{}` is not known; known are refuse, cap", quote(other)));
            false
        }
    };
    match rule.kind.as_str() {
        "yes_no" => Rule::YesNo { value: value(reader, path, rule, &[VariableKind::YesNo]) },
        "proportional" => {
            let full = reader.divisor(&at("full"), rule.full.as_ref(), 1);
            Rule::Proportional { input: input(reader, path, rule), full, is_capped }
        }
        "linear_cap" => {
            needed(reader, path, "target", rule.target.is_some());
            let target = reader.divisor(&at("target"), rule.target.as_ref(), 1);
            Rule::LinearCap { input: input(reader, path, rule), target, is_capped }
        }
        "linear_above" => {
            needed(reader, path, "threshold", rule.threshold.is_some());
            let full = reader.divisor(&at("full"), rule.full.as_ref(), 1);
            let threshold = reader.points(&at("threshold"), rule.threshold.as_ref()).unwrap_or_else(Exact::zero);
            if threshold > full {
                reader.note(at("threshold"), format!("is `{threshold}`, above `{full}`, where all points are given"));
            }
            let is_open = rule.open.unwrap_or(false);
            Rule::LinearAbove { input: input(reader, path, rule), threshold, is_open, full, is_capped }
        }
        "step" => Rule::Step { input: input(reader, path, rule), steps: steps(reader, path, rule, max), is_capped },
        "time_step" => {
            let steps = steps(reader, path, rule, max);
            if steps.side == Side::From {
                reader.note(at("steps"), "lateness is measured in steps with `to`");
            }
            Rule::TimeStep { lateness: lateness(reader, path, rule), steps }
        }
        "deduct" => {
            needed(reader, path, "each", rule.each.is_some());
            let each = reader.points(&at("each"), rule.each.as_ref()).unwrap_or_else(Exact::zero);
            let start = within_max(reader, &at("start"), rule.start.as_ref(), max);
            let floor = within_max(reader, &at("floor"), rule.floor.as_ref(), max).unwrap_or_else(Exact::zero);
            if let Some(start) = start.as_ref().or(max)
                && floor > *start
            {
                reader.note(at("floor"), format!("is `{floor}`, above the start, `{start}`"));
            }
            Rule::Deduct { input: input(reader, path, rule), start, each, floor, is_capped }
        }
        "survey_share" => {
            let on_zero = on_zero(reader, path, rule);
            Rule::SurveyShare { credits: credits(reader, path, rule), on_zero }
        }
        "import" => {
            let index = match (&rule.value, &rule.set) {
                (Some(_), None) => Index::Value(value(reader, path, rule, &[])),
                (None, Some(set)) => {
                    reader.id(&at("set"), set);
                    Index::Set(set.clone())
                }
                _ => {
                    reader.note(path, "an import has either `value` or `set`");
                    Index::Set(String::new())
                }
            };
            Rule::Import { index, full: reader.divisor(&at("full"), rule.full.as_ref(), 100), is_capped }
        }
        "improve" => {
            needed(reader, path, "previous", rule.previous.is_some());
            let previous = rule.previous.as_ref().map_or(0, |name| reader.name(&at("previous"), name, &[]));
            let is_lower_better = match rule.better.as_deref() {
                None | Some("higher") => false,
                Some("lower") => true,
                Some(other) => {
                    reader.note(at("better"), format!("`{}` is not known; known are higher, lower", quote(other)));
                    false
                }
            };
            let up = within_max(reader, &at("up"), rule.up.as_ref(), max);
            let equal = within_max(reader, &at("equal"), rule.equal.as_ref(), max).unwrap_or_else(Exact::zero);
            let down = within_max(reader, &at("down"), rule.down.as_ref(), max).unwrap_or_else(Exact::zero);
            Rule::Improve { now: value(reader, path, rule, &[]), previous, is_lower_better, up, equal, down }
        }
        _ => Rule::Given { value: rule.value.as_ref().map(|name| reader.name(&at("value"), name, &[])) },
    }
}

fn needed(reader: &mut Reader, path: &str, field: &str, is_there: bool) {
    if !is_there {
        reader.note(format!("{path}.{field}"), "is missing");
    }
}

fn value(reader: &mut Reader, path: &str, rule: &RuleDocument, kinds: &[VariableKind]) -> usize {
    needed(reader, path, "value", rule.value.is_some());
    rule.value.as_ref().map_or(0, |name| reader.name(&format!("{path}.value"), name, kinds))
}

fn input(reader: &mut Reader, path: &str, rule: &RuleDocument) -> Input {
    let at = |field: &str| format!("{path}.{field}");
    match (&rule.value, &rule.count, &rule.among) {
        (Some(name), None, None) => {
            for (field, is_there) in [("times", rule.times.is_some()), ("on_zero", rule.on_zero.is_some())] {
                if is_there {
                    reader.note(at(field), "belongs to `count` and `among`");
                }
            }
            Input::Value(reader.name(&at("value"), name, &[]))
        }
        (None, Some(count), Some(among)) => {
            let count = reader.names(&at("count"), count);
            let among = reader.names(&at("among"), among);
            let times = reader.divisor(&at("times"), rule.times.as_ref(), 1);
            Input::Ratio { count, among, times, on_zero: on_zero(reader, path, rule) }
        }
        _ => {
            reader.note(path, "a rule reads either `value`, or `count` and `among`");
            Input::Value(0)
        }
    }
}

fn on_zero(reader: &mut Reader, path: &str, rule: &RuleDocument) -> Policy {
    let place = format!("{path}.on_zero");
    needed(reader, path, "on_zero", rule.on_zero.is_some());
    let policy = reader.word(&place, rule.on_zero.as_ref(), Policy::parse, Policy::Refuse);
    if policy == Policy::Incomplete {
        reader.note(place, "is `incomplete`; a denominator of 0 has refuse, full, zero, leave_out or rescale");
    }
    policy
}

fn within_max(reader: &mut Reader, path: &str, points: Option<&crate::number::Number>, max: Option<&Exact>) -> Option<Exact> {
    let points = reader.points(path, points)?;
    if let Some(max) = max.filter(|max| points > **max) {
        reader.note(path, format!("is `{points}`, above the `{max}` points there are"));
    }
    Some(points)
}

fn lateness(reader: &mut Reader, path: &str, rule: &RuleDocument) -> Lateness {
    let at = |field: &str| format!("{path}.{field}");
    match (&rule.value, &rule.done_on, &rule.due_on) {
        (Some(name), None, None) => {
            if rule.unit.is_some() {
                reader.note(at("unit"), "belongs to `done_on` and `due_on`");
            }
            Lateness::Days(reader.name(&at("value"), name, &[]))
        }
        (None, Some(done), Some(due)) => {
            let done = reader.name(&at("done_on"), done, &[VariableKind::Date]);
            let is_literal = !reader.is_variable(due) && due.starts_with(|c: char| c.is_ascii_digit());
            let due = if is_literal {
                reader.date(&at("due_on"), Some(due)).map_or(Due::Given(0), Due::On)
            } else {
                Due::Given(reader.name(&at("due_on"), due, &[VariableKind::Date]))
            };
            let unit = reader.word(&at("unit"), rule.unit.as_ref(), DayUnit::parse, DayUnit::Day);
            Lateness::Between { done, due, unit }
        }
        _ => {
            reader.note(path, "lateness is either `value`, or `done_on` and `due_on`");
            Lateness::Days(0)
        }
    }
}

fn credits(reader: &mut Reader, path: &str, rule: &RuleDocument) -> Vec<Credit> {
    let given = rule.credits.as_deref().unwrap_or_default();
    if given.is_empty() {
        reader.note(format!("{path}.credits"), "is missing");
    }
    let mut credits = Vec::new();
    for (place, credit) in given.iter().enumerate() {
        let place = format!("{path}.credits[{place}]");
        let count = reader.names(&format!("{place}.count"), &credit.count);
        let share = reader.points(&format!("{place}.credit"), Some(&credit.credit)).unwrap_or_else(Exact::zero);
        if share > Exact::from(1) {
            reader.note(format!("{place}.credit"), format!("is `{share}`; a credit is 0 to 1"));
        }
        credits.push(Credit { count, credit: share });
    }
    credits
}

fn steps(reader: &mut Reader, path: &str, rule: &RuleDocument, max: Option<&Exact>) -> Steps {
    let given = rule.steps.as_deref().unwrap_or_default();
    if given.is_empty() {
        reader.note(format!("{path}.steps"), "is missing");
    }
    let side = if given.first().is_some_and(|step| step.to.is_some()) { Side::To } else { Side::From };
    let mut steps: Vec<Step> = Vec::new();
    for (place, given) in given.iter().enumerate() {
        let place = format!("{path}.steps[{place}]");
        let step = step(reader, &place, given, side, max);
        if let Some(before) = steps.last() {
            // Of two steps with one bound the narrower is tried first.
            let is_after = match side {
                Side::From => step.bound < before.bound || step.bound == before.bound && before.is_open && !step.is_open,
                Side::To => step.bound > before.bound || step.bound == before.bound && before.is_open && !step.is_open,
            };
            if !is_after {
                let (field, order) = match side {
                    Side::From => ("from", "lower"),
                    Side::To => ("to", "higher"),
                };
                let problem = format!("is `{}`, which is no {order} than the step before, `{}`", step.bound, before.bound);
                reader.note(format!("{place}.{field}"), problem);
            }
        }
        steps.push(step);
    }
    let otherwise = within_max(reader, &format!("{path}.otherwise"), rule.otherwise.as_ref(), max);
    Steps { side, steps, otherwise: otherwise.unwrap_or_else(Exact::zero) }
}

fn step(reader: &mut Reader, place: &str, given: &StepDocument, side: Side, max: Option<&Exact>) -> Step {
    let bound = match (side, &given.from, &given.to) {
        (Side::From, Some(from), None) => reader.number(&format!("{place}.from"), from),
        (Side::To, None, Some(to)) => reader.number(&format!("{place}.to"), to),
        _ => {
            reader.note(place, "the steps of a rule all have `from`, or all `to`");
            Exact::zero()
        }
    };
    let points = match (&given.points, &given.share) {
        (Some(points), None) => {
            let points = within_max(reader, &format!("{place}.points"), Some(points), max);
            StepPoints::Points(points.unwrap_or_else(Exact::zero))
        }
        (None, Some(share)) => {
            let one = Exact::from(1);
            let share = within_max(reader, &format!("{place}.share"), Some(share), Some(&one));
            StepPoints::Share(share.unwrap_or_else(Exact::zero))
        }
        _ => {
            reader.note(place, "a step gives either `points` or a `share` of them");
            StepPoints::Points(Exact::zero())
        }
    };
    Step { bound, is_open: given.open, points }
}
