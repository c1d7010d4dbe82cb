//! One day and what makes it what it is.

use std::sync::Arc;

use chrono::{Datelike, NaiveDate};

use super::local::LocalDays;
use super::lunar::LunarDate;
use super::statute::{self, AnnouncedYear, Holiday, Occurs, Swap, Topic};
use crate::law::{Basis, Certainty, Citation, Instrument, Language};
use crate::tables;
use crate::text;

/// What kind of day it is for a state office.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DayKind {
    /// An ordinary working day (ngày làm việc).
    WorkingDay,
    /// A weekly rest day (nghỉ cuối tuần).
    Weekend,
    /// A statutory holiday (nghỉ lễ, tết), on a weekend too.
    PublicHoliday,
    /// A day off in lieu of a holiday on a weekly rest day (nghỉ bù).
    CompensatoryDayOff,
    /// A weekday off in return for a worked weekend day (nghỉ hoán đổi).
    SwappedDayOff,
    /// A weekend day worked in return for a swapped day off (làm bù).
    MakeupWorkday,
    /// A day on which this agency is closed by its own decision.
    LocalClosure,
    /// A day on which this agency works by its own decision.
    LocalOpening,
}

impl DayKind {
    /// The stable name, as in `makeup_workday`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::WorkingDay => "working_day",
            Self::Weekend => "weekend",
            Self::PublicHoliday => "public_holiday",
            Self::CompensatoryDayOff => "compensatory_day_off",
            Self::SwappedDayOff => "swapped_day_off",
            Self::MakeupWorkday => "makeup_workday",
            Self::LocalClosure => "local_closure",
            Self::LocalOpening => "local_opening",
        }
    }
}

/// Why a day is not what its weekday makes it.
#[derive(Clone, Debug)]
pub(crate) enum Cause {
    Holiday(&'static Holiday),
    MadeUp { holiday: &'static Holiday, of: NaiveDate },
    SwappedOff { year: &'static AnnouncedYear, swap: &'static Swap },
    Makeup { year: &'static AnnouncedYear, swap: &'static Swap },
    Closure(Arc<LocalDays>),
    Opening(Arc<LocalDays>),
}

impl Cause {
    pub(crate) const fn kind(&self) -> DayKind {
        match self {
            Self::Holiday(_) => DayKind::PublicHoliday,
            Self::MadeUp { .. } => DayKind::CompensatoryDayOff,
            Self::SwappedOff { .. } => DayKind::SwappedDayOff,
            Self::Makeup { .. } => DayKind::MakeupWorkday,
            Self::Closure(_) => DayKind::LocalClosure,
            Self::Opening(_) => DayKind::LocalOpening,
        }
    }
}

/// One day of a [`Calendar`](crate::Calendar): its kind, name and legal basis.
///
/// ```
/// use motcua::{Calendar, Certainty, DayKind, Language};
/// use chrono::NaiveDate;
///
/// let calendar = Calendar::vietnam();
/// let saturday = calendar.day(NaiveDate::from_ymd_opt(2026, 8, 22).unwrap())?;
/// assert_eq!(saturday.kind(), DayKind::MakeupWorkday);
/// assert!(saturday.is_working());
/// assert_eq!(saturday.certainty(), Certainty::Announced);
/// assert_eq!(saturday.name(Language::Vi), "Làm bù cho thứ Hai 31/08/2026 (Quốc khánh)");
/// # Ok::<(), motcua::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Day {
    pub(crate) date: NaiveDate,
    pub(crate) is_working: bool,
    pub(crate) is_rest: bool,
    pub(crate) default_rest: bool,
    pub(crate) certainty: Certainty,
    pub(crate) cause: Option<Cause>,
}

impl Day {
    /// The date.
    #[must_use]
    pub const fn date(&self) -> NaiveDate {
        self.date
    }

    /// Whether it counts as a working day (ngày làm việc).
    #[must_use]
    #[doc(alias = "ngày làm việc")]
    pub const fn is_working(&self) -> bool {
        self.is_working
    }

    /// What kind of day it is.
    #[must_use]
    pub const fn kind(&self) -> DayKind {
        match &self.cause {
            Some(cause) => cause.kind(),
            None if self.is_rest => DayKind::Weekend,
            None => DayKind::WorkingDay,
        }
    }

    /// What the answer rests on; a property of the year.
    #[must_use]
    pub const fn certainty(&self) -> Certainty {
        self.certainty
    }

    /// The stable id of the holiday, for a public holiday or a day off in lieu of one: `tet`, `hung_kings`, ….
    #[must_use]
    pub fn holiday_id(&self) -> Option<&'static str> {
        match &self.cause {
            Some(Cause::Holiday(holiday) | Cause::MadeUp { holiday, .. }) => Some(holiday.id),
            _ => None,
        }
    }

    /// The other day of the pair: the holiday a day off is in lieu of, the make-up workday of a swapped day off, and the reverse.
    #[must_use]
    pub fn linked_date(&self) -> Option<NaiveDate> {
        match &self.cause {
            Some(Cause::MadeUp { of, .. }) => Some(*of),
            Some(Cause::SwappedOff { swap, .. }) => Some(swap.worked),
            Some(Cause::Makeup { swap, .. }) => Some(swap.off),
            _ => None,
        }
    }

    /// The day in words.
    #[must_use]
    pub fn name(&self, language: Language) -> String {
        let pick = |[vi, en]: [&'static str; 2]| language.pick(vi, en);
        let on = |date| text::weekday_date(date, language);
        match &self.cause {
            None if self.is_rest => pick(tables::WEEKLY_REST_NAME).to_owned(),
            None => language.pick("Ngày làm việc", "Working day").to_owned(),
            Some(Cause::Holiday(holiday)) => self.holiday_name(holiday, language),
            Some(Cause::MadeUp { holiday, of: made_up }) => {
                let name = language.pick(holiday.name_vi, holiday.name_en);
                let of = language.pick("", "of ");
                format!("{} {of}{name} ({})", pick(tables::MAKE_UP_NAME), on(*made_up))
            }
            Some(Cause::SwappedOff { swap, .. }) => {
                let occasion = language.pick(swap.occasion_vi, swap.occasion_en);
                let made_up = language.pick("làm bù", "made up on");
                format!("{} ({occasion}), {made_up} {}", pick(tables::SWAPPED_OFF_NAME), on(swap.worked))
            }
            Some(Cause::Makeup { swap, .. }) => {
                let occasion = language.pick(swap.occasion_vi, swap.occasion_en);
                let for_ = language.pick("cho", "for");
                format!("{} {for_} {} ({occasion})", pick(tables::MAKEUP_WORKDAY_NAME), on(swap.off))
            }
            Some(Cause::Closure(local) | Cause::Opening(local)) => local.reason(language).to_owned(),
        }
    }

    /// The name that several days of one run share.
    pub(crate) fn common_name(&self, language: Language) -> String {
        match &self.cause {
            Some(Cause::Holiday(holiday)) => language.pick(holiday.name_vi, holiday.name_en).to_owned(),
            Some(Cause::MadeUp { holiday, .. }) => {
                let [vi, en] = tables::MAKE_UP_NAME;
                let name = language.pick(holiday.name_vi, holiday.name_en);
                format!("{} {}{name}", language.pick(vi, en), language.pick("", "of "))
            }
            _ => self.name(language),
        }
    }

    /// Whether the next day is more of the same.
    pub(crate) fn continues_in(&self, next: &Self) -> bool {
        self.kind() == next.kind()
            && match (&self.cause, &next.cause) {
                (None, None) => true,
                (Some(Cause::Closure(a)), Some(Cause::Closure(b))) => Arc::ptr_eq(a, b),
                (Some(Cause::SwappedOff { .. } | Cause::Makeup { .. }), _) => false,
                _ => self.holiday_id().is_some() && self.holiday_id() == next.holiday_id(),
            }
    }

    fn holiday_name(&self, holiday: &Holiday, language: Language) -> String {
        let name = language.pick(holiday.name_vi, holiday.name_en);
        match (holiday.occurs, LunarDate::from_solar(self.date)) {
            (Occurs::Tet, Ok(lunar)) => format!("{name} ({})", lunar.day_name(language)),
            (Occurs::Lunar { .. }, Ok(lunar)) => {
                let calendar = language.pick(" âm lịch", "");
                format!("{name} ({}{calendar})", lunar.day_name(language))
            }
            _ => name.to_owned(),
        }
    }

    /// The legal basis, the most specific first. Empty for an ordinary working day, and for the rest days of a calendar with its own
    /// weekly rest.
    #[must_use]
    pub fn citations(&self) -> Vec<Citation> {
        let announcements = |year: Option<&'static AnnouncedYear>, topic, by| {
            year.into_iter().flat_map(move |year| statute::sources(year, topic, by)).map(|i| Citation::of(i, None))
        };
        let announced = statute::announced(self.date.year());
        match &self.cause {
            None if self.is_rest && self.default_rest => vec![Citation::of(tables::WEEKLY_REST_BASIS, None)],
            None => Vec::new(),
            Some(Cause::Holiday(holiday)) => {
                let basis = Basis::on(holiday.basis, self.date);
                // An announcement older than the holiday itself cannot be about it.
                let enacted_on = basis.as_ref().and_then(Citation::instrument).and_then(Instrument::issued_on);
                let fixed = statute::topic(holiday).map(|topic| announcements(announced, topic, self.date));
                let later = |citation: &Citation| match (citation.instrument().and_then(Instrument::issued_on), enacted_on) {
                    (Some(issued_on), Some(enacted_on)) => issued_on >= enacted_on,
                    _ => true,
                };
                basis.into_iter().chain(fixed.into_iter().flatten().filter(later)).collect()
            }
            Some(Cause::MadeUp { .. }) => {
                let basis = Basis::on(tables::MAKE_UP_BASIS, self.date);
                basis.into_iter().chain(announcements(announced, Topic::MadeUp, self.date)).collect()
            }
            Some(Cause::SwappedOff { year, swap } | Cause::Makeup { year, swap }) => {
                announcements(Some(*year), Topic::Swap, swap.off.min(swap.worked)).collect()
            }
            Some(Cause::Closure(local) | Cause::Opening(local)) => vec![local.citation()],
        }
    }
}
