//! One exception class per error code, all below `MotcuaError`.

use pyo3::create_exception;
use pyo3::exceptions::{PyBaseException, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyType;

create_exception!(motcua, MotcuaError, PyValueError, "Why a question could not be answered; `code` is stable.");

macro_rules! classes {
    ($($code:literal => $class:ident),+ $(,)?) => {
        $(create_exception!(motcua, $class, MotcuaError);)+

        /// The class of a code, `MotcuaError` for a code this build has no class of.
        fn class<'py>(py: Python<'py>, code: &str) -> Bound<'py, PyType> {
            match code {
                $($code => py.get_type::<$class>(),)+
                _ => py.get_type::<MotcuaError>(),
            }
        }

        pub(crate) fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
            let py = module.py();
            let base = py.get_type::<MotcuaError>();
            base.setattr("index", py.None())?;
            base.setattr("path", py.None())?;
            module.add("MotcuaError", base)?;
            $(
                let class = py.get_type::<$class>();
                class.setattr("code", $code)?;
                module.add(stringify!($class), class)?;
            )+
            Ok(())
        }
    };
}

classes! {
    "date_invalid" => DateInvalidError,
    "date_out_of_range" => DateOutOfRangeError,
    "not_announced" => NotAnnouncedError,
    "amount_invalid" => AmountInvalidError,
    "amount_negative" => AmountNegativeError,
    "amount_out_of_range" => AmountOutOfRangeError,
    "unit_unknown" => UnitUnknownError,
    "option_unknown" => OptionUnknownError,
    "hours_invalid" => HoursInvalidError,
    "limit_undetermined" => LimitUndeterminedError,
    "calendar_empty" => CalendarEmptyError,
    "event_unknown" => EventUnknownError,
    "event_out_of_order" => EventOutOfOrderError,
    "transition_not_allowed" => TransitionNotAllowedError,
    "reschedule_limit_reached" => RescheduleLimitReachedError,
    "supplement_limit_reached" => SupplementLimitReachedError,
    "new_due_not_later" => NewDueNotLaterError,
    "new_due_not_working_day" => NewDueNotWorkingDayError,
    "reason_missing" => ReasonMissingError,
    "signer_missing" => SignerMissingError,
    "value_missing" => ValueMissingError,
    "value_out_of_range" => ValueOutOfRangeError,
    "code_invalid" => CodeInvalidError,
    "code_duplicate" => CodeDuplicateError,
    "stages_invalid" => StagesInvalidError,
    "encoding_invalid" => EncodingInvalidError,
    "column_invalid" => ColumnInvalidError,
    "formula_refused" => FormulaRefusedError,
    "rule_set_unknown" => RuleSetUnknownError,
    "rule_set_invalid" => RuleSetInvalidError,
    "request_invalid" => RequestInvalidError,
    "field_unknown" => FieldUnknownError,
    "operation_unknown" => OperationUnknownError,
}

/// The core's error as the exception of its code, with the place it is about.
pub(crate) fn raise(error: &motcua::Error) -> PyErr {
    Python::attach(|py| {
        let raised = PyErr::from_type(class(py, error.code()), error.to_string());
        match place(raised.value(py), error) {
            Ok(()) => raised,
            Err(other) => other,
        }
    })
}

fn place(raised: &Bound<'_, PyBaseException>, error: &motcua::Error) -> PyResult<()> {
    if let Some(index) = error.index() {
        raised.setattr("index", index)?;
    }
    if let Some(path) = error.path() {
        raised.setattr("path", path)?;
    }
    Ok(())
}

/// Converts the error of a core result.
pub(crate) trait OrRaise<T> {
    fn or_raise(self) -> PyResult<T>;
}

impl<T> OrRaise<T> for Result<T, motcua::Error> {
    fn or_raise(self) -> PyResult<T> {
        self.map_err(|error| raise(&error))
    }
}
