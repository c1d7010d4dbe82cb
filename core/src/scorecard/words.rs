//! The closed lists of words of a rule set.

use crate::error::{Error, quote};

macro_rules! words {
    ($(#[$meta:meta])* $name:ident, $what:literal, $known:literal { $($(#[$doc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name {
            $($(#[$doc])* $variant),+
        }

        impl $name {
            /// Reads the stable name.
            ///
            /// # Errors
            /// `option_unknown` for anything else.
            pub fn parse(text: &str) -> Result<Self, Error> {
                match text {
                    $($word => Ok(Self::$variant),)+
                    _ => Err(Error::OptionUnknown { option: $what, value: quote(text), known: $known }),
                }
            }

            /// The stable name.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word),+
                }
            }
        }
    };
}

words! {
    /// How well a set is known.
    Status, "a status", "confirmed, unconfirmed, template, frame" {
        /// Its text was read.
        Confirmed = "confirmed",
        /// Formulas or points are rebuilt from practice.
        Unconfirmed = "unconfirmed",
        /// An example to start from.
        Template = "template",
        /// Areas are known, points partly not.
        Frame = "frame",
    }
}

words! {
    /// The level of a unit (cấp).
    Level, "a level of units", "ministry, province, department, district, commune" {
        /// Bộ, cơ quan ngang bộ.
        Ministry = "ministry",
        /// Tỉnh, thành phố.
        Province = "province",
        /// Sở, ban, ngành.
        Department = "department",
        /// Huyện, until 30 June 2025.
        District = "district",
        /// Xã, phường, đặc khu.
        Commune = "commune",
    }
}

words! {
    /// Who finds the facts of a node.
    Source, "a source", "appraisal, self, survey, import" {
        /// The appraiser (thẩm định).
        Appraisal = "appraisal",
        /// The unit itself (tự chấm).
        Own = "self",
        /// A survey (điều tra xã hội học).
        Survey = "survey",
        /// Another index.
        Import = "import",
    }
}

words! {
    /// What stands in for points that no rule can give.
    Policy, "a policy", "refuse, full, zero, leave_out, rescale, incomplete" {
        /// A refusal.
        Refuse = "refuse",
        /// All points.
        Full = "full",
        /// No points.
        Zero = "zero",
        /// Nothing is added, nothing is scaled.
        LeaveOut = "leave_out",
        /// The points there are to have are fewer, and the sum is scaled.
        Rescale = "rescale",
        /// An area without any value is left out, and the total with it.
        Incomplete = "incomplete",
    }
}

words! {
    /// Which values a variable can have.
    VariableKind, "a kind of variable", "count, ratio, percent, index, amount, number, yes_no, date" {
        /// Whole, 0 or more.
        Count = "count",
        /// 0 to 1.
        Ratio = "ratio",
        /// 0 to 100.
        Percent = "percent",
        /// 0 to 100.
        Index = "index",
        /// 0 or more.
        Amount = "amount",
        /// Any number.
        Number = "number",
        /// 0 or 1.
        YesNo = "yes_no",
        /// A day.
        Date = "date",
    }
}

words! {
    /// How places are counted.
    Method, "a method of ranking", "competition, dense, ordinal, average" {
        /// 1, 2, 2, 4.
        Competition = "competition",
        /// 1, 2, 2, 3.
        Dense = "dense",
        /// 1, 2, 3, 4.
        Ordinal = "ordinal",
        /// 1, 2.5, 2.5, 4.
        Average = "average",
    }
}

words! {
    /// What decides a tie.
    Ties, "a tie policy", "published, exact" {
        /// The total as printed.
        Published = "published",
        /// The total before rounding.
        Exact = "exact",
    }
}

words! {
    /// What days of lateness are counted in.
    DayUnit, "a unit of lateness", "day, working_day" {
        /// Calendar days.
        Day = "day",
        /// Working days.
        WorkingDay = "working_day",
    }
}

words! {
    /// The column of a score that points stand in.
    Column, "a column", "appraised, survey" {
        /// What the appraiser finds (thẩm định).
        Appraised = "appraised",
        /// What a survey finds (điều tra xã hội học).
        Survey = "survey",
    }
}
