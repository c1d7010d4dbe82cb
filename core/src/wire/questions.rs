//! Questions about days, limits and working time, and their answers.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Visitor};
use serde::{Deserialize as Derive, Serialize};

use super::answer::{CitationAnswer, Note, Texts, citations, date, maybe_date, maybe_moment};
use super::{CalendarOptions, DeadlineRequest, Hours, Limit, Question, RuleNames, moment_text, parse_date, parse_moment};
use crate::calendar::{Calendar, LunarDate};
use crate::deadline::{DayRun, Deadline, Operation, Step, TimeLimit, hand_over_by, latest_receipt};
use crate::error::{Error, quote};
use crate::hours::{OfficeHours, WorkingTime};

/// A whole number. One that is too large is out of range, one that is not whole no amount; neither is a fault of the message's form.
#[derive(Clone, Debug)]
pub struct Whole(Result<i64, Error>);

impl Whole {
    /// The number.
    ///
    /// # Errors
    /// `amount_out_of_range` beyond 64 bits, `amount_invalid` for a fraction.
    pub fn build(&self) -> Result<i64, Error> {
        self.0.clone()
    }
}

impl<'de> Deserialize<'de> for Whole {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(WholeVisitor)
    }
}

struct WholeVisitor;

impl Visitor<'_> for WholeVisitor {
    type Value = Whole;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a whole number")
    }

    fn visit_i64<E>(self, number: i64) -> Result<Whole, E> {
        Ok(Whole(Ok(number)))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Whole, E> {
        let bound = "a whole number of 64 bits";
        Ok(Whole(i64::try_from(number).map_err(|_| Error::AmountOutOfRange { value: number.to_string(), bound })))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Whole, E> {
        let value = quote(&number.to_string());
        let bound = "a whole number of 64 bits";
        let error = if number.fract() == 0.0 { Error::AmountOutOfRange { value, bound } } else { Error::AmountInvalid { value } };
        Ok(Whole(Err(error)))
    }
}

fn calendar(options: Option<&CalendarOptions>) -> Result<Calendar, Error> {
    CalendarOptions::or_vietnam(options)
}

fn office(hours: Option<&Hours>, options: Option<&CalendarOptions>) -> Result<(Calendar, OfficeHours), Error> {
    let hours = Hours::or_standard(hours)?;
    Ok((calendar(options)?, hours))
}

/// What kind of day is it?
#[derive(Clone, Debug, Derive)]
#[serde(deny_unknown_fields)]
pub struct DayRequest {
    /// The day.
    pub date: String,
    /// What departs from the State's calendar.
    pub calendar: Option<CalendarOptions>,
}

/// One day.
#[derive(Clone, Debug, Serialize)]
pub struct DayAnswer {
    /// Whether it is a working day.
    pub is_working: bool,
    /// Its kind.
    pub kind: &'static str,
    /// Its name.
    pub name: Texts,
    /// `announced`, `derived` or `projected`.
    pub certainty: &'static str,
    /// The day it stands for or is made up by.
    pub linked_on: Option<String>,
    /// The legal basis.
    pub citations: Vec<CitationAnswer>,
}

impl DayRequest {
    /// The day.
    ///
    /// # Errors
    /// As [`Calendar::day`].
    pub fn evaluate(&self) -> Result<DayAnswer, Error> {
        let date = parse_date(&self.date)?;
        let day = CalendarOptions::or_vietnam(self.calendar.as_ref())?.day(date)?;
        Ok(DayAnswer {
            is_working: day.is_working(),
            kind: day.kind().as_str(),
            name: Texts::new(|language| day.name(language)),
            certainty: day.certainty().as_str(),
            linked_on: maybe_date(day.linked_date()),
            citations: citations(&day.citations()),
        })
    }
}

/// Which day is so many working days later?
#[derive(Clone, Debug, Derive)]
#[serde(deny_unknown_fields)]
pub struct AddWorkingDaysRequest {
    /// From which day, which is not counted.
    pub from: String,
    /// How many, backwards if negative.
    pub days: Whole,
    /// What departs from the State's calendar.
    pub calendar: Option<CalendarOptions>,
}

/// A date.
#[derive(Clone, Debug, Serialize)]
pub struct DateAnswer {
    /// The date.
    pub date: String,
}

impl AddWorkingDaysRequest {
    /// The day.
    ///
    /// # Errors
    /// As [`Calendar::add_working_days`].
    pub fn evaluate(&self) -> Result<DateAnswer, Error> {
        let (from, days) = (parse_date(&self.from)?, self.days.build()?);
        Ok(DateAnswer { date: date(CalendarOptions::or_vietnam(self.calendar.as_ref())?.add_working_days(from, days)?) })
    }
}

/// How many working days lie between two days?
#[derive(Clone, Debug, Derive)]
#[serde(deny_unknown_fields)]
pub struct CountWorkingDaysRequest {
    /// After this day.
    pub after: String,
    /// Up to and including this day.
    pub until: String,
    /// What departs from the State's calendar.
    pub calendar: Option<CalendarOptions>,
}

/// A number of days.
#[derive(Clone, Debug, Serialize)]
pub struct DaysAnswer {
    /// How many.
    pub days: i64,
}

impl CountWorkingDaysRequest {
    /// The number.
    ///
    /// # Errors
    /// As [`Calendar::count_working_days`].
    pub fn evaluate(&self) -> Result<DaysAnswer, Error> {
        let (after, until) = (parse_date(&self.after)?, parse_date(&self.until)?);
        Ok(DaysAnswer { days: CalendarOptions::or_vietnam(self.calendar.as_ref())?.count_working_days(after, until)? })
    }
}

/// Which lunar date is it?
#[derive(Clone, Debug, Derive)]
#[serde(deny_unknown_fields)]
pub struct LunarRequest {
    /// The day.
    pub date: String,
}

/// A lunar date.
#[derive(Clone, Debug, Derive, Serialize)]
#[serde(deny_unknown_fields)]
pub struct LunarShape {
    /// Year.
    pub year: i32,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day, 1 to 30.
    pub day: u8,
    /// Whether the month is a leap month.
    pub leap: bool,
}

impl LunarRequest {
    /// The lunar date.
    ///
    /// # Errors
    /// As [`LunarDate::from_solar`].
    pub fn evaluate(&self) -> Result<LunarShape, Error> {
        let date = LunarDate::from_solar(parse_date(&self.date)?)?;
        Ok(LunarShape { year: date.year(), month: date.month(), day: date.day(), leap: date.is_leap_month() })
    }
}

impl LunarShape {
    /// The solar date.
    ///
    /// # Errors
    /// As [`LunarDate::new`].
    pub fn evaluate(&self) -> Result<DateAnswer, Error> {
        let solar = LunarDate::new(self.year, self.month, self.day, self.leap)?.to_solar()?;
        Ok(DateAnswer { date: date(solar) })
    }
}

/// A due date with everything it rests on.
#[derive(Clone, Debug, Serialize)]
pub struct DeadlineAnswer {
    /// The day.
    pub due_on: String,
    /// The moment.
    pub due_at: String,
    /// `announced`, `derived` or `projected`.
    pub certainty: &'static str,
    /// Codes of what to know, in alphabetical order.
    pub flags: Vec<&'static str>,
    /// The same in words.
    pub notes: Vec<Note>,
    /// The days off passed over: first, last, kind.
    pub skipped: Vec<(String, String, &'static str)>,
    /// From receipt to due moment.
    pub steps: Vec<StepAnswer>,
}

/// One step of a due date.
#[derive(Clone, Debug, Serialize)]
pub struct StepAnswer {
    /// What it does.
    pub operation: &'static str,
    /// Where it starts.
    pub starts_at: String,
    /// Where it ends.
    pub ends_at: String,
    /// The amount counted or passed over.
    pub amount: Option<String>,
    /// Its unit.
    pub unit: Option<&'static str>,
    /// The rule applied.
    pub rule: Option<&'static str>,
    /// The step in words.
    pub text: Texts,
    /// The legal basis.
    pub citations: Vec<CitationAnswer>,
}

impl From<&Step> for StepAnswer {
    fn from(step: &Step) -> Self {
        Self {
            operation: step.operation().as_str(),
            starts_at: moment_text(step.from()),
            ends_at: moment_text(step.to()),
            amount: step.amount().map(str::to_owned),
            unit: step.unit(),
            rule: step.rule_id(),
            text: Texts::new(|language| step.text(language)),
            citations: citations(step.citations()),
        }
    }
}

impl From<&Deadline> for DeadlineAnswer {
    fn from(deadline: &Deadline) -> Self {
        let steps = deadline.steps();
        let passed_over = steps.iter().filter(|step| step.operation() == Operation::SkipDays).flat_map(Step::days);
        let run = |run: &DayRun| (date(run.first()), date(run.last()), run.kind().as_str());
        let mut flags = deadline.flags();
        flags.sort_unstable_by_key(|flag| flag.as_str());
        let note = |flag: &crate::Flag| Note { code: flag.as_str(), text: Texts::new(|language| flag.text(language)) };
        Self {
            due_on: date(deadline.due_on()),
            due_at: moment_text(deadline.due_at()),
            certainty: deadline.certainty().as_str(),
            flags: flags.iter().map(|flag| flag.as_str()).collect(),
            notes: flags.iter().map(note).collect(),
            skipped: passed_over.map(run).collect(),
            steps: steps.iter().map(StepAnswer::from).collect(),
        }
    }
}

/// Until when must a dossier come in to be due on a day?
#[derive(Clone, Debug, Derive)]
#[serde(deny_unknown_fields)]
pub struct LatestReceiptRequest {
    /// The day wanted.
    pub due_on: String,
    /// The limit.
    pub limit: Limit,
    /// Office hours.
    pub hours: Option<Hours>,
    /// `by_date` or `by_clock`.
    pub counting: Option<String>,
    /// `HH:MM`, or the name of a cut-off of law.
    pub cutoff: Option<String>,
    /// `day_0` or `day_1`.
    pub cutoff_effect: Option<String>,
    /// `forward` or `none`.
    pub roll: Option<String>,
    /// What departs from the State's calendar.
    pub calendar: Option<CalendarOptions>,
}

/// The latest receipt.
#[derive(Clone, Debug, Serialize)]
pub struct LatestReceiptAnswer {
    /// The latest moment.
    pub received_at: String,
    /// The latest moment at which the office is open.
    pub at_counter: Option<String>,
    /// The day it leads to.
    pub due_on: String,
}

impl LatestReceiptRequest {
    /// The latest receipt.
    ///
    /// # Errors
    /// As [`latest_receipt`].
    pub fn evaluate(&self) -> Result<LatestReceiptAnswer, Error> {
        let rules = RuleNames {
            counting: self.counting.as_deref(),
            cutoff: self.cutoff.as_deref(),
            cutoff_effect: self.cutoff_effect.as_deref(),
            roll: self.roll.as_deref(),
        };
        let (limit, rules) = Question { limit: &self.limit, hours: self.hours.as_ref(), rules }.build()?;
        let calendar = CalendarOptions::or_vietnam(self.calendar.as_ref())?;
        let latest = latest_receipt(parse_date(&self.due_on)?, &limit, &calendar, &rules)?;
        Ok(LatestReceiptAnswer {
            received_at: moment_text(latest.received_at()),
            at_counter: maybe_moment(latest.at_counter()),
            due_on: date(latest.deadline().due_on()),
        })
    }
}

/// What is left at a moment of the time until a result is due?
#[derive(Clone, Debug, Derive)]
#[serde(deny_unknown_fields)]
pub struct RemainingRequest {
    /// The moment.
    pub at: String,
    /// Moment of receipt.
    pub received_at: String,
    /// The limit.
    pub limit: Limit,
    /// Office hours.
    pub hours: Option<Hours>,
    /// `by_date` or `by_clock`.
    pub counting: Option<String>,
    /// `HH:MM`, or the name of a cut-off of law.
    pub cutoff: Option<String>,
    /// `day_0` or `day_1`.
    pub cutoff_effect: Option<String>,
    /// `forward` or `none`.
    pub roll: Option<String>,
    /// What departs from the State's calendar.
    pub calendar: Option<CalendarOptions>,
}

/// What is left; negative when overdue.
#[derive(Clone, Debug, Serialize)]
pub struct RemainingAnswer {
    /// Working days after the day of the moment, up to and including the due day.
    pub working_days: i64,
    /// Office hours.
    pub working_seconds: i64,
    /// Time on the clock.
    pub clock_seconds: i64,
    /// Whether the due moment has passed.
    pub is_past: bool,
}

impl RemainingRequest {
    /// What is left.
    ///
    /// # Errors
    /// As [`DeadlineRequest::evaluate`].
    pub fn evaluate(&self) -> Result<RemainingAnswer, Error> {
        let Self { received_at, limit, hours, counting, cutoff, cutoff_effect, roll, calendar, .. } = self.clone();
        let request = DeadlineRequest { received_at, limit, hours, counting, cutoff, cutoff_effect, roll, calendar };
        let left = request.evaluate()?.remaining(parse_moment(&self.at)?)?;
        Ok(RemainingAnswer {
            working_days: left.working_days(),
            working_seconds: left.working_seconds(),
            clock_seconds: left.clock_seconds(),
            is_past: left.is_past(),
        })
    }
}

/// Which limit does a text name?
#[derive(Clone, Debug, Derive)]
#[serde(deny_unknown_fields)]
pub struct ParseLimitRequest {
    /// The text.
    pub text: String,
}

/// A limit.
#[derive(Clone, Debug, Serialize)]
pub struct LimitAnswer {
    /// The amount, unless undetermined.
    pub amount: Option<String>,
    /// The unit, unless undetermined.
    pub unit: Option<&'static str>,
    /// Whether the text names no single amount.
    pub undetermined: bool,
}

impl ParseLimitRequest {
    /// The limit.
    ///
    /// # Errors
    /// As [`TimeLimit::parse`].
    pub fn evaluate(&self) -> Result<LimitAnswer, Error> {
        let limit = TimeLimit::parse(&self.text)?;
        Ok(LimitAnswer {
            amount: limit.amount().map(|amount| amount.to_string()),
            unit: limit.unit().map(crate::Unit::as_str),
            undetermined: limit.is_undetermined(),
        })
    }
}

/// How much working time lies between two moments?
#[derive(Clone, Debug, Derive)]
#[serde(deny_unknown_fields)]
pub struct WorkingTimeRequest {
    /// From this moment.
    pub from: String,
    /// To this one.
    pub to: String,
    /// Office hours.
    pub hours: Option<Hours>,
    /// What departs from the State's calendar.
    pub calendar: Option<CalendarOptions>,
}

/// A number of seconds.
#[derive(Clone, Debug, Serialize)]
pub struct SecondsAnswer {
    /// How many; negative when reversed.
    pub seconds: i64,
}

impl WorkingTimeRequest {
    /// The working time.
    ///
    /// # Errors
    /// As [`WorkingTime::between`].
    pub fn evaluate(&self) -> Result<SecondsAnswer, Error> {
        let (from, to) = (parse_moment(&self.from)?, parse_moment(&self.to)?);
        let (calendar, hours) = office(self.hours.as_ref(), self.calendar.as_ref())?;
        Ok(SecondsAnswer { seconds: WorkingTime::new(&calendar, &hours).between(from, to)? })
    }
}

/// When has so much working time passed?
#[derive(Clone, Debug, Derive)]
#[serde(deny_unknown_fields)]
pub struct AddWorkingTimeRequest {
    /// From this moment.
    pub at: String,
    /// How much.
    pub seconds: Whole,
    /// Office hours.
    pub hours: Option<Hours>,
    /// What departs from the State's calendar.
    pub calendar: Option<CalendarOptions>,
}

/// A moment.
#[derive(Clone, Debug, Serialize)]
pub struct MomentAnswer {
    /// The moment.
    pub at: String,
}

impl AddWorkingTimeRequest {
    /// The moment.
    ///
    /// # Errors
    /// As [`WorkingTime::add`].
    pub fn evaluate(&self) -> Result<MomentAnswer, Error> {
        let (at, seconds) = (parse_moment(&self.at)?, self.seconds.build()?);
        let (calendar, hours) = office(self.hours.as_ref(), self.calendar.as_ref())?;
        Ok(MomentAnswer { at: moment_text(WorkingTime::new(&calendar, &hours).add(at, seconds)?) })
    }
}

/// By when must a dossier be handed over?
#[derive(Clone, Debug, Derive)]
#[serde(deny_unknown_fields)]
pub struct HandOverRequest {
    /// Moment of receipt.
    pub received_at: String,
    /// Office hours.
    pub hours: Option<Hours>,
    /// What departs from the State's calendar.
    pub calendar: Option<CalendarOptions>,
}

/// By when.
#[derive(Clone, Debug, Serialize)]
pub struct HandOverAnswer {
    /// The moment.
    pub by: String,
}

impl HandOverRequest {
    /// By when.
    ///
    /// # Errors
    /// As [`hand_over_by`].
    pub fn evaluate(&self) -> Result<HandOverAnswer, Error> {
        let received_at = parse_moment(&self.received_at)?;
        let (calendar, hours) = office(self.hours.as_ref(), self.calendar.as_ref())?;
        Ok(HandOverAnswer { by: moment_text(hand_over_by(received_at, &calendar, &hours)?) })
    }
}
