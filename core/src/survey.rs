//! Surveys of satisfaction (khảo sát mức độ hài lòng): questionnaires as data, responses, indices that are exact, estimates that say how
//! sure they are.
//!
//! An index is a share or a mean of credits, counted exactly and printed in percent with two decimals. What the published methods leave
//! open is a choice of [`IndexOptions`]: how questions make a factor, how factors make the whole, how no answer counts. Everything that
//! rests on a sample has an interval, by the design of the sample where one is given.
//!
//! ```
//! use motcua::survey::{Questionnaire, Responses, Survey, SurveyOptions};
//!
//! let questionnaire = Questionnaire::built_in("one_stop_three_level")?;
//! let responses = Responses::from_csv("unit,overall\nTriệu Bình,3\nTriệu Bình,1\nTriệu Cơ,2\nTriệu Cơ,9\n".as_bytes(), &questionnaire);
//! assert_eq!(responses.problems().len(), 1, "9 is no level of the scale");
//!
//! let survey = Survey::new(&questionnaire, &responses, &SurveyOptions::default())?;
//! assert_eq!(survey.whole.overall.index.as_ref().unwrap().text(4), "0.6667");
//! assert_eq!(survey.units[0].unit, "Triệu Bình");
//! # Ok::<(), motcua::Error>(())
//! ```

mod change;
mod group;
mod index;
mod options;
mod questionnaire;
mod record;
mod reliability;
mod response;
mod sample_size;
mod table;
mod wave;

pub use self::change::{ChangeOptions, Overlap, Published, SurveyChange, UnitChange, Wave};
pub use self::group::{Figure, Group, ItemFigure, LevelCount};
pub use self::index::{FactorIndex, NoAnswer, OverallIndex};
pub use self::options::{IndexOptions, SurveyOptions, VarianceOptions};
pub use self::questionnaire::{Item, Level, Questionnaire, Scale, Side};
pub use self::record::{FactorRecord, ItemRecord, LevelRecord, QuestionnaireCitation, QuestionnaireRecord, ScaleRecord};
pub use self::reliability::{ItemReliability, Reliability};
pub use self::response::{AnswerRow, Problem, Respondent, Responses};
pub use self::sample_size::{Allocation, SampleSize, SizeFormula, Stratum, allocate};
pub use self::table::TableColumns;
pub use self::wave::{Survey, UnitResult};
