//! Whether a procedure was published and entered on time.

use chrono::{Days, NaiveDate};

use crate::calendar::Calendar;
use crate::error::{Error, quote};
use crate::law::{Citation, Confidence, Language};
use crate::tables;

/// When a decision of publication is due, and its entry.
#[derive(Debug)]
pub(crate) struct PublicationRule {
    pub(crate) id: &'static str,
    pub(crate) name_vi: &'static str,
    pub(crate) decided: Decided,
    pub(crate) decided_days: u32,
    pub(crate) entered_working_days: u32,
    pub(crate) confidence: Confidence,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Decided {
    /// Before the legal document takes effect.
    BeforeEffect,
    /// After it was issued.
    AfterIssue,
}

/// Who publishes (cơ quan công bố).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Body {
    /// A ministry: decided 20 days before effect, entered within 10 working days.
    Ministry,
    /// A provincial people's committee: decided 5 days before effect, entered within 5 working days.
    Province,
    /// Either, for a legal document issued by the shortened procedure (thủ tục rút gọn): decided 3 days after it was issued, entered within
    /// 2 working days. After what the three days run is unconfirmed.
    Shortened,
}

impl Body {
    /// Reads the stable name.
    ///
    /// # Errors
    /// `option_unknown` for anything else.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let all = [Self::Ministry, Self::Province, Self::Shortened];
        let found = all.into_iter().find(|body| body.as_str() == text);
        found.ok_or_else(|| Error::OptionUnknown {
            option: "a publishing body",
            value: quote(text),
            known: "ministry, province, shortened",
        })
    }

    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.rule().id
    }

    /// What to call it, in Vietnamese.
    #[must_use]
    pub const fn name_vi(self) -> &'static str {
        self.rule().name_vi
    }

    const fn rule(self) -> &'static PublicationRule {
        match self {
            Self::Ministry => &tables::procedure::PUBLICATION_MINISTRY,
            Self::Province => &tables::procedure::PUBLICATION_PROVINCE,
            Self::Shortened => &tables::procedure::PUBLICATION_SHORTENED,
        }
    }
}

/// What happened when.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PublicationDates {
    /// The legal document was issued; needed for [`Body::Shortened`].
    pub issued_on: Option<NaiveDate>,
    /// It takes effect; needed for the others.
    pub effective_on: Option<NaiveDate>,
    /// The decision of publication was signed.
    pub decided_on: Option<NaiveDate>,
    /// The procedure was entered in the national database.
    pub entered_on: Option<NaiveDate>,
}

/// Whether something was done in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Punctuality {
    /// Done by the due day.
    OnTime,
    /// Done after it.
    Late,
    /// Not done, the due day has not passed.
    WithinTerm,
    /// Not done, the due day has passed.
    Overdue,
    /// Nothing to say: no due day yet, or not done and no day to look from.
    Unknown,
}

impl Punctuality {
    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OnTime => "on_time",
            Self::Late => "late",
            Self::WithinTerm => "within_term",
            Self::Overdue => "overdue",
            Self::Unknown => "unknown",
        }
    }

    /// What to call it.
    #[must_use]
    pub const fn name(self, language: Language) -> &'static str {
        match self {
            Self::OnTime => language.pick("đúng hạn", "on time"),
            Self::Late => language.pick("muộn", "late"),
            Self::WithinTerm => language.pick("trong hạn", "within term"),
            Self::Overdue => language.pick("quá hạn", "overdue"),
            Self::Unknown => language.pick("chưa xác định", "unknown"),
        }
    }

    fn of(due_on: Option<NaiveDate>, done_on: Option<NaiveDate>, as_of: Option<NaiveDate>) -> Self {
        match (due_on, done_on, as_of) {
            (Some(due), Some(done), _) if done <= due => Self::OnTime,
            (Some(_), Some(_), _) => Self::Late,
            (Some(due), None, Some(today)) if today <= due => Self::WithinTerm,
            (Some(_), None, Some(_)) => Self::Overdue,
            _ => Self::Unknown,
        }
    }
}

/// Whether a procedure was published on time (công bố, công khai đúng hạn).
///
/// The decision of publication: so many calendar days before the legal document takes effect, or after it was issued; a day off on the way
/// changes nothing. The entry in the national database: so many working days after the decision was signed.
///
/// Legal basis: Decree 63/2010 Art. 15 and 24.2.
///
/// ```
/// use motcua::Calendar;
/// use motcua::procedure::{Body, Publication, PublicationDates, Punctuality};
/// use chrono::NaiveDate;
///
/// let day = |d| NaiveDate::from_ymd_opt(2026, 4, d);
/// let dates = PublicationDates { effective_on: day(25), decided_on: day(20), entered_on: day(28), ..Default::default() };
/// let publication = Publication::check(Body::Province, &dates, None, &Calendar::vietnam())?;
/// assert_eq!((publication.decision_due_on, publication.decision), (day(20), Punctuality::OnTime));
/// // Monday 27 April is a day off in lieu: five working days after the 20th end on the 28th.
/// assert_eq!((publication.entry_due_on, publication.entry), (day(28), Punctuality::OnTime));
/// # Ok::<(), motcua::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "công bố thủ tục hành chính")]
pub struct Publication {
    /// The last day for the decision.
    pub decision_due_on: Option<NaiveDate>,
    /// Whether it was signed in time.
    pub decision: Punctuality,
    /// The last day for the entry, once the decision is signed.
    pub entry_due_on: Option<NaiveDate>,
    /// Whether it was made in time.
    pub entry: Punctuality,
    /// How sure the rule is.
    pub confidence: Confidence,
    /// Where it is written: for the decision, for the entry.
    pub citations: [Citation; 2],
}

impl Publication {
    /// Checks the dates; `as_of` tells what is overdue from what is within term.
    ///
    /// # Errors
    /// `value_missing` without the date the decision is counted from; `date_invalid` for an entry before the decision; `date_out_of_range`
    /// and `not_announced` as the calendar has it.
    pub fn check(body: Body, dates: &PublicationDates, as_of: Option<NaiveDate>, calendar: &Calendar) -> Result<Self, Error> {
        let rule = body.rule();
        let missing =
            |name: &str| Error::ValueMissing { name: name.to_owned(), why: "the decision of publication is counted from it" };
        let days = Days::new(rule.decided_days.into());
        let decision_due_on = match rule.decided {
            Decided::BeforeEffect => dates.effective_on.ok_or_else(|| missing("effective_on"))?.checked_sub_days(days),
            Decided::AfterIssue => dates.issued_on.ok_or_else(|| missing("issued_on"))?.checked_add_days(days),
        };
        if let (Some(decided), Some(entered)) = (dates.decided_on, dates.entered_on)
            && entered < decided
        {
            let expected = "a day on or after the decision of publication";
            return Err(Error::DateInvalid { value: entered.to_string(), expected });
        }
        let working_days = i64::from(rule.entered_working_days);
        let entry_due_on = dates.decided_on.map(|decided| calendar.add_working_days(decided, working_days)).transpose()?;
        Ok(Self {
            decision: Punctuality::of(decision_due_on, dates.decided_on, as_of),
            entry: Punctuality::of(entry_due_on, dates.entered_on, as_of),
            decision_due_on,
            entry_due_on,
            confidence: rule.confidence,
            citations: [tables::procedure::PUBLICATION_DECIDED.citation(), tables::procedure::PUBLICATION_ENTERED.citation()],
        })
    }
}
