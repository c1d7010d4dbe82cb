//! Which limit applies, and what a shortened one saves.

use chrono::NaiveDateTime;

use super::service::Channel;
use super::version::{Terms, Version};
use crate::calendar::Calendar;
use crate::deadline::{Amount, CountingRules, Deadline, TimeLimit, Unit, deadline};
use crate::error::{Error, quote};
use crate::law::Language;

/// What about a dossier decides on its limit. The default asks for the limit of the procedure as such.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asked<'a> {
    /// How it was filed.
    pub channel: Option<Channel>,
    /// Which case it is, by name.
    pub case: Option<&'a str>,
    /// In which area, by name.
    pub area: Option<&'a str>,
}

/// Which rule chose a limit. A later one wins over an earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LimitRule {
    /// That of the procedure.
    Base,
    /// That of the channel.
    Channel,
    /// That of the case.
    Case,
    /// That of the area.
    Area,
    /// The shortened one the office committed to.
    Local,
}

impl LimitRule {
    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Base => "base",
            Self::Channel => "channel",
            Self::Case => "case",
            Self::Area => "area",
            Self::Local => "local",
        }
    }
}

/// The limit that applies to a dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApplicableLimit {
    statutory: TimeLimit,
    statutory_rule: LimitRule,
    local: Option<TimeLimit>,
}

/// What a shortened limit saves one dossier.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// When it would be due by law.
    pub statutory: Deadline,
    /// When it is due.
    pub committed: Deadline,
    /// Working days between the two due days; negative when the committed one is later.
    pub working_days_saved: i64,
}

impl Version {
    /// The limit that applies: the procedure's, then the channel's, the case's and the area's in place of it or on top of it, then the
    /// shortened one. A shortened limit goes with the rule it stands beside: a case with a limit of its own and no shortened one has none.
    /// One that is longer than the law's binds nobody.
    ///
    /// An addition in another unit (20 working days and 10 days) makes a limit that names no single amount: it is undetermined.
    ///
    /// # Errors
    /// `option_unknown` for a case or an area the version does not have; `value_missing` when no limit is stated.
    pub fn limit(&self, asked: Asked<'_>) -> Result<ApplicableLimit, Error> {
        let of_channel = self.channels.iter().find(|terms| Some(terms.channel) == asked.channel).map(|terms| &terms.terms);
        let of_case = asked.case.map(|name| {
            let case = self.cases.iter().find(|case| case.name == name);
            case.map(|case| &case.terms).ok_or_else(|| unknown("a case of this version", name))
        });
        let of_area = asked.area.map(|name| {
            let area = self.areas.iter().find(|area| area.name == name);
            area.map(|area| &area.terms).ok_or_else(|| unknown("an area of this version", name))
        });
        let narrower =
            [(LimitRule::Channel, of_channel), (LimitRule::Case, of_case.transpose()?), (LimitRule::Area, of_area.transpose()?)];
        let mut chosen = (LimitRule::Base, self.terms.limit.clone(), self.terms.local.clone());
        for (rule, terms) in narrower {
            if let Some(terms) = terms {
                chosen = narrow(chosen, rule, terms);
            }
        }
        let (statutory_rule, limit, local) = chosen;
        let statutory = limit.ok_or_else(|| Error::ValueMissing {
            name: "the time limit".to_owned(),
            why: "this version of the procedure states none",
        })?;
        let longer = |local: &TimeLimit| local.compare(&statutory).is_some_and(|(order, _)| order.is_gt());
        Ok(ApplicableLimit { local: local.filter(|local| !longer(local)), statutory, statutory_rule })
    }
}

type Chosen = (LimitRule, Option<TimeLimit>, Option<TimeLimit>);

fn narrow((rule, limit, local): Chosen, narrower: LimitRule, terms: &Terms) -> Chosen {
    match (&terms.limit, &terms.extra) {
        (None, None) => (rule, limit, terms.local.clone().or(local)),
        (replacing, extra) => {
            let limit = replacing.clone().or(limit);
            (
                narrower,
                limit.map(|limit| extra.as_ref().map_or_else(|| limit.clone(), |extra| sum(&limit, extra))),
                terms.local.clone(),
            )
        }
    }
}

fn sum(limit: &TimeLimit, extra: &TimeLimit) -> TimeLimit {
    let words = || TimeLimit::undetermined(&format!("{} + {}", limit.text(Language::Vi), extra.text(Language::Vi)));
    limit.plus(extra).unwrap_or_else(words)
}

fn unknown(option: &'static str, value: &str) -> Error {
    Error::OptionUnknown { option, value: quote(value), known: "the names the version lists" }
}

impl ApplicableLimit {
    /// The limit that binds: the shortened one if there is one, else the law's.
    #[must_use]
    pub fn limit(&self) -> &TimeLimit {
        self.local.as_ref().unwrap_or(&self.statutory)
    }

    /// Which rule chose it.
    #[must_use]
    pub const fn rule(&self) -> LimitRule {
        if self.local.is_some() { LimitRule::Local } else { self.statutory_rule }
    }

    /// The limit of the law.
    #[must_use]
    pub const fn statutory(&self) -> &TimeLimit {
        &self.statutory
    }

    /// Which rule chose the limit of the law.
    #[must_use]
    pub const fn statutory_rule(&self) -> LimitRule {
        self.statutory_rule
    }

    /// The shortened limit the office committed to.
    #[must_use]
    pub const fn local(&self) -> Option<&TimeLimit> {
        self.local.as_ref()
    }

    /// The time saved (thời gian cắt giảm), where both limits have one unit; working days and days are never set off against each other.
    #[must_use]
    #[doc(alias = "thời gian cắt giảm")]
    pub fn time_saved(&self) -> Option<(Amount, Unit)> {
        let local = self.local.as_ref()?;
        Some((local.compare(&self.statutory)?.1, local.unit()?))
    }

    /// Both limits as due dates of one dossier: what there is to say when the units differ. `None` without a shortened limit.
    ///
    /// # Errors
    /// Those of [`deadline`].
    pub fn compare(
        &self,
        received_at: NaiveDateTime,
        calendar: &Calendar,
        rules: &CountingRules,
    ) -> Result<Option<Comparison>, Error> {
        let Some(local) = &self.local else { return Ok(None) };
        let statutory = deadline(received_at, &self.statutory, calendar, rules)?;
        let committed = deadline(received_at, local, calendar, rules)?;
        let working_days_saved = calendar.count_working_days(committed.due_on(), statutory.due_on())?;
        Ok(Some(Comparison { statutory, committed, working_days_saved }))
    }
}
