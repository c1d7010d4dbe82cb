//! The hour after which a receipt counts as the next working day's, and the four rules that name one.

use chrono::{NaiveDate, NaiveTime};

use crate::error::{Error, quote};
use crate::law::{Basis, Citation, Language};
use crate::tables;

/// What the day becomes from which a limit received too late is counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum CutoffEffect {
    /// The next working day takes the place of the day of receipt and is not counted.
    #[default]
    Day0,
    /// The next working day is the first day counted.
    Day1,
}

impl CutoffEffect {
    /// Reads `day_0` or `day_1`.
    ///
    /// # Errors
    /// `option_unknown` for anything else.
    pub fn parse(text: &str) -> Result<Self, Error> {
        match text {
            "day_0" => Ok(Self::Day0),
            "day_1" => Ok(Self::Day1),
            _ => Err(Error::OptionUnknown { option: "a cut-off effect", value: quote(text), known: "day_0, day_1" }),
        }
    }

    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Day0 => "day_0",
            Self::Day1 => "day_1",
        }
    }
}

/// An hour of receipt after which the result is due later. "After" is strictly later: 15:00:00 itself is still in time.
///
/// [`new`](Self::new) makes one of an hour; the others are the four rules of law, which differ and must not be merged.
///
/// ```
/// use motcua::{deadline, Calendar, CountingRules, Cutoff, Language, TimeLimit};
/// use chrono::NaiveDate;
///
/// let limit = TimeLimit::parse("3 working_day")?;
/// let received_at = NaiveDate::from_ymd_opt(2026, 9, 7).unwrap().and_hms_opt(16, 0, 0).unwrap();
/// let due_on = |cutoff| {
///     let rules = CountingRules { cutoff: Some(cutoff), ..CountingRules::default() };
///     Ok::<_, motcua::Error>(deadline(received_at, &limit, &Calendar::vietnam(), &rules)?.due_on().to_string())
/// };
/// // Interlinked procedures count from the next working day; handing over later does not move the due date.
/// assert_eq!(due_on(Cutoff::interlinked())?, "2026-09-11");
/// assert_eq!(due_on(Cutoff::hand_over())?, "2026-09-10");
/// # Ok::<(), motcua::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[doc(alias = "sau 15 giờ")]
pub struct Cutoff {
    time: NaiveTime,
    effect: Effect,
    rule: Option<&'static NamedCutoff>,
}

/// What passing the hour does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    /// Only the hand-over to the handling unit moves.
    HandOver,
    /// Only a same-day result moves.
    SameDay,
    /// A counted limit starts later.
    CountFrom(CutoffEffect),
    /// An hour the caller gave: a same-day result moves, and a counted limit starts later.
    Any(CutoffEffect),
}

/// A rule of law that names an hour.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct NamedCutoff {
    pub(crate) id: &'static str,
    pub(crate) time: NaiveTime,
    pub(crate) effect: Effect,
    pub(crate) only_if_not_resolved_at_once: bool,
    pub(crate) slip_states_hour: bool,
    pub(crate) name_vi: &'static str,
    pub(crate) name_en: &'static str,
    pub(crate) basis: &'static [Basis],
}

impl Cutoff {
    /// An hour of one's own. It moves a same-day result to the next working day and starts a limit counted in working days by date,
    /// days, weeks, months or years later, as `effect` says; other limits ignore it.
    #[must_use]
    pub const fn new(time: NaiveTime, effect: CutoffEffect) -> Self {
        Self { time, effect: Effect::Any(effect), rule: None }
    }

    /// Hand-over to the handling unit: after 15:00 it happens at the start of the next working day. The due date does not move.
    ///
    /// Legal basis: Decree 61/2018 Art. 18.2; Decree 118/2025 Art. 18.2.
    #[must_use]
    pub const fn hand_over() -> Self {
        Self::of(&tables::CUTOFF_HAND_OVER)
    }

    /// Civil status (hộ tịch): a result due at once, received after 15:00 and not resolvable at once, is due the next working day. The
    /// office may still give it the same day.
    ///
    /// Legal basis: Law on Civil Status 2014 Art. 5.3.
    #[must_use]
    pub const fn civil_status() -> Self {
        Self::of(&tables::CUTOFF_CIVIL_STATUS)
    }

    /// Certification (chứng thực): a same-day result received after 15:00 is due the next working day, and the slip states the hour.
    ///
    /// Legal basis: Decree 23/2015 Art. 7.
    #[must_use]
    pub const fn certification() -> Self {
        Self::of(&tables::CUTOFF_CERTIFICATION)
    }

    /// Interlinked procedures (liên thông): a limit received after 15:00 is counted from the next working day. Whether that day is day 0
    /// or day 1 is not settled; this takes day 0, [`with_effect`](Self::with_effect) the other.
    ///
    /// Legal basis: Decree 63/2024 Art. 7.2 as amended by Decree 301/2026.
    #[must_use]
    pub const fn interlinked() -> Self {
        Self::of(&tables::CUTOFF_INTERLINKED)
    }

    /// The rule of law with a stable name: `hand_over`, `civil_status`, `certification` or `interlinked`.
    ///
    /// # Errors
    /// `option_unknown` for anything else.
    pub fn named(id: &str) -> Result<Self, Error> {
        let rule = tables::CUTOFFS.iter().find(|rule| rule.id == id);
        rule.map(|rule| Self::of(rule)).ok_or_else(|| Error::OptionUnknown {
            option: "a cut-off",
            value: quote(id),
            known: "hand_over, civil_status, certification, interlinked",
        })
    }

    const fn of(rule: &'static NamedCutoff) -> Self {
        Self { time: rule.time, effect: rule.effect, rule: Some(rule) }
    }

    /// The same hour with another effect on a counted limit.
    #[must_use]
    pub const fn with_effect(mut self, effect: CutoffEffect) -> Self {
        self.effect = match self.effect {
            Effect::CountFrom(_) => Effect::CountFrom(effect),
            Effect::Any(_) => Effect::Any(effect),
            other => other,
        };
        self
    }

    /// The hour.
    #[must_use]
    pub const fn time(&self) -> NaiveTime {
        self.time
    }

    /// The stable name of the rule of law, if it is one.
    #[must_use]
    pub fn rule_id(&self) -> Option<&'static str> {
        self.rule.map(|rule| rule.id)
    }

    /// The rule in words, if it is one.
    #[must_use]
    pub fn rule_name(&self, language: Language) -> Option<&'static str> {
        self.rule.map(|rule| language.pick(rule.name_vi, rule.name_en))
    }

    /// Whether the appointment slip must state the hour and not only the day.
    #[must_use]
    pub fn slip_states_hour(&self) -> bool {
        self.rule.is_some_and(|rule| rule.slip_states_hour)
    }

    /// Whether the rule leaves the office free to give the result the same day all the same.
    #[must_use]
    pub fn is_permissive(&self) -> bool {
        self.rule.is_some_and(|rule| rule.only_if_not_resolved_at_once)
    }

    /// The legal basis on a date.
    #[must_use]
    pub fn citation(&self, date: NaiveDate) -> Option<Citation> {
        Basis::on(self.rule?.basis, date)
    }

    /// The effect on a counted limit, if it has one.
    pub(crate) const fn on_counted(&self) -> Option<CutoffEffect> {
        match self.effect {
            Effect::CountFrom(effect) | Effect::Any(effect) => Some(effect),
            Effect::HandOver | Effect::SameDay => None,
        }
    }

    /// The same hour with the other effect on a counted limit.
    pub(crate) const fn with_other_effect(self) -> Self {
        match self.on_counted() {
            Some(CutoffEffect::Day0) => self.with_effect(CutoffEffect::Day1),
            Some(CutoffEffect::Day1) => self.with_effect(CutoffEffect::Day0),
            None => self,
        }
    }

    /// Whether its effect on a counted limit is a question no text settles.
    pub(crate) const fn is_unsettled(&self) -> bool {
        matches!(self.effect, Effect::CountFrom(_))
    }

    /// Whether it is the hour of a same-day limit.
    pub(crate) const fn is_for_same_day(&self) -> bool {
        matches!(self.effect, Effect::SameDay | Effect::Any(_))
    }

    /// Whether it moves the hand-over.
    pub(crate) const fn is_hand_over(&self) -> bool {
        matches!(self.effect, Effect::HandOver)
    }
}
