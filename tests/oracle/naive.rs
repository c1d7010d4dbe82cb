//! A deliberately simple model of the counting rules, written apart from the library and never using it: it steps from day
//! to day and from shift to shift over the listings in `tests/reference/`. It knows 2007-2027; beyond that it answers `None`.

pub(crate) mod calendar;
pub(crate) mod deadline;
pub(crate) mod hours;
