//! One error type with stable codes.

use chrono::{NaiveDate, NaiveDateTime};

/// Why a question could not be answered.
///
/// Every variant has a stable [`code`](Error::code), the same in Rust, Python and JavaScript. Messages name the value and the bound; values
/// are shortened to a line, so a message stays printable whatever came in.
///
/// ```
/// use motcua::{Error, TimeLimit};
///
/// let error = TimeLimit::parse("-3 ngày").unwrap_err();
/// assert_eq!(error.code(), "amount_negative");
/// assert_eq!(error.to_string(), "the amount `-3` is negative; it must be 0 or more");
/// # assert!(Error::CODES.contains(&error.code()));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Text that is no date or moment, or a range that runs backwards.
    #[error("`{value}` is not {expected}")]
    DateInvalid {
        /// The text that came in.
        value: String,
        /// What was expected instead.
        expected: &'static str,
    },
    /// A date, or a result, outside what the tables cover.
    #[error("{what} `{value}` is outside `{first}` to `{last}`")]
    DateOutOfRange {
        /// What lies outside: the date asked for, or the result.
        what: &'static str,
        /// The date, or an amount that leads past the last one.
        value: String,
        /// First day covered.
        first: NaiveDate,
        /// Last day covered.
        last: NaiveDate,
    },
    /// The caller demanded announced days only, and the answer rests on others.
    #[error("the days off from `{from}` to `{to}` are not all announced; announced are `{first}` to `{last}`")]
    NotAnnounced {
        /// First day consulted.
        from: NaiveDate,
        /// Last day consulted.
        to: NaiveDate,
        /// First announced day.
        first: NaiveDate,
        /// Last announced day.
        last: NaiveDate,
    },
    /// An amount that is not a number.
    #[error("`{value}` is not an amount; write a decimal number such as `3` or `4.75`")]
    AmountInvalid {
        /// The text that came in.
        value: String,
    },
    /// An amount below zero.
    #[error("the amount `{value}` is negative; it must be 0 or more")]
    AmountNegative {
        /// The amount.
        value: String,
    },
    /// An amount that its unit cannot have, or that no limit could have.
    #[error("the amount `{value}` is out of range: {bound}")]
    AmountOutOfRange {
        /// The amount.
        value: String,
        /// What is allowed.
        bound: &'static str,
    },
    /// A unit that does not exist.
    #[error(
        "`{value}` is not a unit of time; known are working_day, working_hour, minute, hour, day, week, month, year, same_day"
    )]
    UnitUnknown {
        /// The text that came in.
        value: String,
    },
    /// A value, or a name, that an option does not have.
    #[error("`{value}` is not {option}; known are {known}")]
    OptionUnknown {
        /// Which option.
        option: &'static str,
        /// The text that came in.
        value: String,
        /// The values it has.
        known: &'static str,
    },
    /// Office hours that cannot be.
    #[error("office hours `{value}`: {problem}")]
    HoursInvalid {
        /// The shifts, or the key of the day.
        value: String,
        /// What is wrong with them.
        problem: &'static str,
    },
    /// A due date was asked of a limit that names no amount.
    #[error("the limit `{text}` names no single amount of time, so no due date follows from it")]
    LimitUndetermined {
        /// The limit as written.
        text: String,
    },
    /// A calendar without any working day.
    #[error("the calendar has no working day left: {why}")]
    CalendarEmpty {
        /// What took them all away.
        why: &'static str,
    },
    /// A kind of event that does not exist.
    #[error("`{kind}` is not an event of {of}")]
    EventUnknown {
        /// The kind that came in.
        kind: String,
        /// Whose events were expected.
        of: &'static str,
    },
    /// An event earlier than the one before it.
    #[error("`{at}` lies before the preceding event, `{previous}`")]
    EventOutOfOrder {
        /// When the event happened.
        at: NaiveDateTime,
        /// When the one before it happened.
        previous: NaiveDateTime,
    },
    /// An event that its state does not allow.
    #[error("`{event}` is not possible while the state is `{state}`")]
    TransitionNotAllowed {
        /// The kind of event.
        event: &'static str,
        /// The state it met.
        state: &'static str,
    },
    /// More new return dates than the regime allows.
    #[error("the return date may be set anew at most {}", times(*.limit))]
    RescheduleLimitReached {
        /// How often it may be.
        limit: u32,
    },
    /// More requests to supplement an accepted dossier than the regime allows.
    #[error("an accepted dossier may be sent back for a supplement at most {}", times(*.limit))]
    SupplementLimitReached {
        /// How often it may be.
        limit: u32,
    },
    /// A new return date that is no later than the current one.
    #[error("the new return date `{new_due_on}` is not later than the current one, `{due_on}`")]
    NewDueNotLater {
        /// The date proposed.
        new_due_on: NaiveDate,
        /// The date in force.
        due_on: NaiveDate,
    },
    /// A new return date on which the office does not work.
    #[error("the new return date `{new_due_on}` is not a working day")]
    NewDueNotWorkingDay {
        /// The date proposed.
        new_due_on: NaiveDate,
    },
    /// A reason the law wants in writing is missing.
    #[error("`{of}` needs a written reason")]
    ReasonMissing {
        /// What needs it.
        of: &'static str,
    },
    /// The person who answers for it is missing.
    #[error("`{of}` needs a signer")]
    SignerMissing {
        /// What needs it.
        of: &'static str,
    },
    /// A value that must be there is not.
    #[error("`{name}` is missing: {why}")]
    ValueMissing {
        /// What is missing.
        name: String,
        /// What it is needed for.
        why: &'static str,
    },
    /// A value that cannot be.
    #[error("{name} `{value}` is out of range: {bound}")]
    ValueOutOfRange {
        /// Which value.
        name: &'static str,
        /// The value.
        value: String,
        /// What is allowed.
        bound: &'static str,
    },
    /// Text that is no dossier code, procedure code or other identifier of the form needed.
    #[error("`{value}` is not {expected}")]
    CodeInvalid {
        /// The text that came in.
        value: String,
        /// What was expected instead.
        expected: &'static str,
    },
    /// An identifier that is taken already.
    #[error("{what} `{value}` is used twice")]
    CodeDuplicate {
        /// What it identifies.
        what: &'static str,
        /// The identifier.
        value: String,
    },
    /// Stages that no dossier could pass: a cycle, an unknown predecessor, no stage at all.
    #[error("the stages cannot be: {problem}")]
    StagesInvalid {
        /// What is wrong, naming the stage.
        problem: String,
    },
    /// A table that is not UTF-8 text.
    #[error("the table is not UTF-8 text: byte {at} is out of place")]
    EncodingInvalid {
        /// Where the first wrong byte is, from 0.
        at: usize,
    },
    /// A table without a column it needs, or with one it cannot have.
    #[error("the column `{column}` {problem}")]
    ColumnInvalid {
        /// The heading.
        column: String,
        /// What is wrong with it.
        problem: &'static str,
    },
    /// A column whose rows are not as many as those of the others.
    #[error("the column `{column}` has {rows} rows where the others have {expected}")]
    ColumnLength {
        /// Its name.
        column: &'static str,
        /// How many rows it has.
        rows: usize,
        /// How many it must have.
        expected: usize,
    },
    /// A cell that a spreadsheet would run.
    #[error("`{value}` begins like a formula; a spreadsheet would run it")]
    FormulaRefused {
        /// The cell.
        value: String,
    },
    /// A set of indicators that is not known.
    #[error("`{name}` is not a known rule set; known are {known}")]
    RuleSetUnknown {
        /// The name that came in.
        name: String,
        /// Those there are.
        known: String,
    },
    /// A set of indicators that contradicts itself.
    #[error("the rule set cannot be used: `{path}` {problem}")]
    RuleSetInvalid {
        /// Where in the set.
        path: String,
        /// What is wrong.
        problem: String,
    },
    /// A message that is no JSON, or a value of the wrong type.
    #[error("`{path}`: {problem}")]
    RequestInvalid {
        /// Where in the message.
        path: String,
        /// What is wrong.
        problem: String,
    },
    /// A field the message cannot have.
    #[error("`{path}` is not a field of the message")]
    FieldUnknown {
        /// Where in the message.
        path: String,
    },
    /// An operation that does not exist.
    #[error("`{name}` is not an operation")]
    OperationUnknown {
        /// The name that came in.
        name: String,
    },
    /// An error in one item of a list: an event of a log, a stage, a row.
    #[error("{list}[{index}]: {error}")]
    InItem {
        /// The list.
        list: &'static str,
        /// Which item, from 0.
        index: usize,
        /// What is wrong with it.
        error: Box<Error>,
    },
    /// An error in a named place: an indicator of a set, a unit of a table.
    #[error("{path}: {error}")]
    InPlace {
        /// Where, as in `payment/online_payment`.
        path: String,
        /// What is wrong there.
        error: Box<Error>,
    },
}

impl Error {
    /// Every code, for bindings that make one class of each.
    pub const CODES: [&'static str; 33] = [
        "date_invalid",
        "date_out_of_range",
        "not_announced",
        "amount_invalid",
        "amount_negative",
        "amount_out_of_range",
        "unit_unknown",
        "option_unknown",
        "hours_invalid",
        "limit_undetermined",
        "calendar_empty",
        "event_unknown",
        "event_out_of_order",
        "transition_not_allowed",
        "reschedule_limit_reached",
        "supplement_limit_reached",
        "new_due_not_later",
        "new_due_not_working_day",
        "reason_missing",
        "signer_missing",
        "value_missing",
        "value_out_of_range",
        "code_invalid",
        "code_duplicate",
        "stages_invalid",
        "encoding_invalid",
        "column_invalid",
        "formula_refused",
        "rule_set_unknown",
        "rule_set_invalid",
        "request_invalid",
        "field_unknown",
        "operation_unknown",
    ];

    /// Whether something is misspelt, as against impossible or out of reach.
    pub(crate) const fn is_syntax(&self) -> bool {
        matches!(
            self,
            Self::DateInvalid { .. }
                | Self::AmountInvalid { .. }
                | Self::UnitUnknown { .. }
                | Self::OptionUnknown { .. }
                | Self::HoursInvalid { .. }
        )
    }

    /// Puts the place in a list to an error.
    pub(crate) fn at(self, list: &'static str, index: usize) -> Self {
        Self::InItem { list, index, error: Box::new(self) }
    }

    /// The same about an item that stands so many further down the list.
    #[cfg(feature = "one-stop")]
    pub(crate) fn further(self, by: usize) -> Self {
        match self {
            Self::InItem { list, index, error } => Self::InItem { list, index: index + by, error },
            other => other,
        }
    }

    /// Puts the name of a place to an error.
    #[cfg(feature = "one-stop")]
    pub(crate) fn within(self, path: impl Into<String>) -> Self {
        Self::InPlace { path: path.into(), error: Box::new(self) }
    }

    /// Which item of a list it is about, from 0: the event of a log, the stage, the row.
    #[must_use]
    pub fn index(&self) -> Option<usize> {
        match self {
            Self::InItem { index, .. } => Some(*index),
            Self::InPlace { error, .. } => error.index(),
            _ => None,
        }
    }

    /// Where in a question it is, as in `events[2].at`.
    #[must_use]
    pub fn path(&self) -> Option<String> {
        match self {
            Self::RequestInvalid { path, .. } | Self::RuleSetInvalid { path, .. } | Self::FieldUnknown { path } => {
                Some(path.clone())
            }
            Self::InItem { list, index, error } => match error.path() {
                Some(path) => Some(format!("{list}[{index}].{path}")),
                None => Some(format!("{list}[{index}]")),
            },
            Self::InPlace { path, error } => match error.path() {
                Some(inner) => Some(format!("{path}.{inner}")),
                None => Some(path.clone()),
            },
            _ => None,
        }
    }

    /// The stable snake_case code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::DateInvalid { .. } => "date_invalid",
            Self::DateOutOfRange { .. } => "date_out_of_range",
            Self::NotAnnounced { .. } => "not_announced",
            Self::AmountInvalid { .. } => "amount_invalid",
            Self::AmountNegative { .. } => "amount_negative",
            Self::AmountOutOfRange { .. } => "amount_out_of_range",
            Self::UnitUnknown { .. } => "unit_unknown",
            Self::OptionUnknown { .. } => "option_unknown",
            Self::HoursInvalid { .. } => "hours_invalid",
            Self::LimitUndetermined { .. } => "limit_undetermined",
            Self::CalendarEmpty { .. } => "calendar_empty",
            Self::EventUnknown { .. } => "event_unknown",
            Self::EventOutOfOrder { .. } => "event_out_of_order",
            Self::TransitionNotAllowed { .. } => "transition_not_allowed",
            Self::RescheduleLimitReached { .. } => "reschedule_limit_reached",
            Self::SupplementLimitReached { .. } => "supplement_limit_reached",
            Self::NewDueNotLater { .. } => "new_due_not_later",
            Self::NewDueNotWorkingDay { .. } => "new_due_not_working_day",
            Self::ReasonMissing { .. } => "reason_missing",
            Self::SignerMissing { .. } => "signer_missing",
            Self::ValueMissing { .. } => "value_missing",
            Self::ValueOutOfRange { .. } => "value_out_of_range",
            Self::CodeInvalid { .. } => "code_invalid",
            Self::CodeDuplicate { .. } => "code_duplicate",
            Self::StagesInvalid { .. } => "stages_invalid",
            Self::EncodingInvalid { .. } => "encoding_invalid",
            Self::ColumnInvalid { .. } | Self::ColumnLength { .. } => "column_invalid",
            Self::FormulaRefused { .. } => "formula_refused",
            Self::RuleSetUnknown { .. } => "rule_set_unknown",
            Self::RuleSetInvalid { .. } => "rule_set_invalid",
            Self::RequestInvalid { .. } => "request_invalid",
            Self::FieldUnknown { .. } => "field_unknown",
            Self::OperationUnknown { .. } => "operation_unknown",
            Self::InItem { error, .. } | Self::InPlace { error, .. } => error.code(),
        }
    }
}

fn times(count: u32) -> String {
    if count == 1 { "once".to_owned() } else { format!("{count} times") }
}

/// Shortens what came in to something a message can hold.
pub(crate) fn quote(text: &str) -> String {
    const LONGEST: usize = 60;
    let printable = |c: char| if c.is_control() { ' ' } else { c };
    if text.chars().nth(LONGEST).is_none() {
        text.chars().map(printable).collect()
    } else {
        text.chars().take(LONGEST - 1).map(printable).chain(['…']).collect()
    }
}

/// Whether a text says anything.
#[cfg(feature = "one-stop")]
pub(crate) fn is_written(text: &str) -> bool {
    !text.trim().is_empty()
}

/// Something that must be there is not.
#[cfg(feature = "one-stop")]
pub(crate) fn missing(name: &str, why: &'static str) -> Error {
    Error::ValueMissing { name: name.to_owned(), why }
}

/// Fails for a text that says nothing.
#[cfg(feature = "one-stop")]
pub(crate) fn check_written(text: &str, name: &str, why: &'static str) -> Result<(), Error> {
    if is_written(text) { Ok(()) } else { Err(missing(name, why)) }
}

/// The largest amount anybody could mean; more is taken for a mistake.
pub(crate) const LARGEST_AMOUNT: i64 = 1_000_000_000;

/// Fails for a count of days nobody could mean.
pub(crate) fn check_count(n: i64) -> Result<(), Error> {
    if n.unsigned_abs() > LARGEST_AMOUNT.unsigned_abs() {
        return Err(too_large(&n.to_string()));
    }
    Ok(())
}

pub(crate) fn too_large(value: &str) -> Error {
    Error::AmountOutOfRange { value: quote(value), bound: "at most 1000000000" }
}
