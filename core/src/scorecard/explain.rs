//! A term in words, with the numbers put in.

use super::Variable;
use super::outcome::Reason;
use super::rule::{Credit, Due, Index, Input, Lateness, Name, Rule, Side, StepPoints, Steps};
use super::score::{ScoreFlag, Term};
use super::words::{DayUnit, Policy};
use crate::exact::Exact;
use crate::law::Language;
use crate::text;

/// Decimals shown of a number that has more.
const SHOWN: u32 = 4;

/// A decimal, cut with `…` where it goes on.
pub(super) fn shown(number: &Exact) -> String {
    if number.decimals().is_some_and(|decimals| decimals <= SHOWN + 2) {
        return number.to_string();
    }
    let size = if number.is_negative() { &Exact::zero() - number } else { number.clone() };
    let rounded = size.rounded(SHOWN);
    let cut = if rounded > size { &rounded - &(Exact::from(1) / Exact::from(10_i64.pow(SHOWN))) } else { rounded };
    format!("{}{}…", if number.is_negative() { "-" } else { "" }, cut.text(SHOWN))
}

/// Decimals as Vietnamese writes them: a point between two digits is a comma.
pub(super) fn comma(text: &str) -> String {
    let next = text.chars().skip(1).map(Some).chain([None]);
    let mut is_after_digit = false;
    let mut comma = String::with_capacity(text.len());
    for (letter, next) in text.chars().zip(next) {
        let is_decimal = letter == '.' && is_after_digit && next.is_some_and(|next| next.is_ascii_digit());
        comma.push(if is_decimal { ',' } else { letter });
        is_after_digit = letter.is_ascii_digit();
    }
    comma
}

/// " → 5.05, half up to 2 decimals".
pub(super) fn rounding(rounded: &Exact, decimals: u32, language: Language) -> String {
    let text = rounded.text(decimals);
    match language {
        Language::Vi => format!(" → {text}, làm tròn đến {decimals} chữ số thập phân (từ 5 trở lên làm tròn lên)"),
        Language::En if decimals == 1 => format!(" → {text}, half up to 1 decimal"),
        Language::En => format!(" → {text}, half up to {decimals} decimals"),
    }
}

impl Term<'_> {
    /// How the points came about: "6 × 82913 / 98459 = 5.0526… → 5.05, half up to 2 decimals".
    #[must_use]
    pub fn explain(&self, language: Language) -> String {
        let text = self.text(language);
        match language {
            Language::Vi => comma(&text),
            Language::En => text,
        }
    }

    fn text(&self, language: Language) -> String {
        let pick = |vi: &'static str, en: &'static str| language.pick(vi, en);
        let max = self.max.as_ref().map(shown).unwrap_or_default();
        match self.reason {
            Reason::Missing(policy) => self.stood_in(pick("thiếu số liệu", "values are absent"), policy, language),
            Reason::NotApplicable(policy) => self.stood_in(pick("không áp dụng", "does not apply"), policy, language),
            Reason::ZeroDenominator(policy) => self.stood_in(pick("mẫu số bằng 0", "the denominator is 0"), policy, language),
            Reason::Assessed => {
                let points = self.exact.as_ref().map(shown).unwrap_or_default();
                format!("{}: {points} / {max}{}", pick("điểm do người thẩm định cho", "points entered"), self.rounded(language))
            }
            Reason::Scored | Reason::Capped => format!("{}{}", self.worked(language), self.rounded(language)),
            Reason::NoEvidence => {
                let why = pick("không có tài liệu kiểm chứng hoặc giải trình: 0", "no evidence or explanation: 0");
                format!("{}; {why}", self.worked(language))
            }
        }
    }

    fn stood_in(&self, why: &str, policy: Policy, language: Language) -> String {
        let max = self.max.as_ref().map(shown).unwrap_or_default();
        match policy {
            Policy::Full => format!("{why}: {} {max}", language.pick("tính điểm tối đa", "all points,")),
            Policy::Zero => format!("{why}: 0"),
            Policy::Rescale => {
                let text =
                    language.pick("không tính, trừ khỏi điểm tối đa", "left out, and taken off the points there are to have:");
                format!("{why}: {text} {max}")
            }
            Policy::Incomplete => format!("{why}: {}", language.pick("không tính cả nhóm", "the whole area is left out")),
            Policy::LeaveOut | Policy::Refuse => format!("{why}: {}", language.pick("không tính", "left out")),
        }
    }

    /// " → 5.05, half up to 2 decimals", and that it was cut.
    fn rounded(&self, language: Language) -> String {
        let mut text = String::new();
        if let (Reason::Capped, Some(max), Some(exact)) = (self.reason, &self.max, &self.exact) {
            let (word, bound) = if exact > max {
                (language.pick("tối đa", "at most"), shown(max))
            } else {
                (language.pick("tối thiểu", "at least"), "0".to_owned())
            };
            text = format!(" → {bound} ({word} {bound})");
        }
        let cut = match (self.reason, &self.max, &self.exact) {
            (Reason::Capped, Some(max), Some(exact)) => Some(if exact > max { max.clone() } else { Exact::zero() }),
            (_, _, exact) => exact.clone(),
        };
        if let (Some(decimals), Some(points)) =
            (self.decimals, self.points.as_ref().filter(|points| cut.as_ref() != Some(points)))
        {
            text.push_str(&rounding(points, decimals, language));
        }
        text
    }

    fn name(&self, name: Name) -> String {
        let unnamed = || self.set.variables().get(name).map_or_else(String::new, |variable: &Variable| variable.name.clone());
        self.facts.number(name).map_or_else(unnamed, shown)
    }

    fn day(&self, name: Name, language: Language) -> String {
        self.facts.date(name).map_or_else(|| self.name(name), |day| text::date(day, language))
    }

    fn sum(&self, names: &[Name]) -> String {
        let sum: Vec<String> = names.iter().map(|name| self.name(*name)).collect();
        if sum.len() == 1 { sum.concat() } else { format!("({})", sum.join(" + ")) }
    }

    /// What the rule reads, as a reader writes it: `82913 / 98459`.
    fn input(&self, input: &Input) -> String {
        match input {
            Input::Value(name) => self.name(*name),
            Input::Ratio { count, among, times, .. } => {
                let times = if *times == Exact::from(1) { String::new() } else { format!("{} × ", shown(times)) };
                format!("{times}{} / {}", self.sum(count), self.sum(among))
            }
        }
    }

    /// `82913 / 98459 = 0.8421…`, or the value alone.
    fn read(&self, input: &Input) -> String {
        let x = self.value.as_ref().map(shown).unwrap_or_default();
        match input {
            Input::Value(_) => x,
            Input::Ratio { .. } => format!("{} = {x}", self.input(input)),
        }
    }

    /// `max × x / full = exact`.
    fn share(&self, input: &str, full: &Exact) -> String {
        let max = self.max.as_ref().map(shown).unwrap_or_default();
        let full = if *full == Exact::from(1) { String::new() } else { format!(" / {}", shown(full)) };
        format!("{max} × {input}{full} = {}", self.exact.as_ref().map(shown).unwrap_or_default())
    }

    fn worked(&self, language: Language) -> String {
        let pick = |vi: &'static str, en: &'static str| language.pick(vi, en);
        let points = || self.exact.as_ref().map(shown).unwrap_or_default();
        let Some(rule) = self.rule() else { return String::new() };
        match rule {
            Rule::YesNo { .. } => {
                let is_yes = self.value.as_ref().is_some_and(|value| !value.is_zero());
                format!("{}: {}", if is_yes { pick("có", "yes") } else { pick("không", "no") }, points())
            }
            Rule::Proportional { input, full, .. } | Rule::LinearCap { input, target: full, .. } => {
                self.share(&self.input(input), full)
            }
            Rule::LinearAbove { input, threshold, is_open, full, .. } => {
                let x = self.value.clone().unwrap_or_else(Exact::zero);
                let bound = shown(threshold);
                let read = self.read(input);
                if x >= *full {
                    return format!("{read}, {} {}: {}", pick("đạt từ", "reaches"), shown(full), points());
                }
                if if *is_open { x > *threshold } else { x >= *threshold } {
                    let word = if *is_open { pick("trên", "above") } else { pick("từ", "at least") };
                    return format!("{read}, {word} {bound}: {}", self.share(&self.input(input), full));
                }
                let word = if *is_open { pick("không trên", "not above") } else { pick("dưới", "below") };
                format!("{read}, {word} {bound}: 0")
            }
            Rule::Step { input, steps, .. } => {
                let read = self.read(input);
                let read = match input {
                    Input::Value(_) => format!("{} {read}", pick("giá trị", "value")),
                    Input::Ratio { .. } => read,
                };
                format!("{read}, {}", self.step(steps, language))
            }
            Rule::TimeStep { lateness, steps } => {
                let late = self.value.clone().unwrap_or_else(Exact::zero);
                let word = if late.is_negative() { pick("sớm", "early by") } else { pick("chậm", "late by") };
                let late = if late.is_negative() { &Exact::zero() - &late } else { late };
                let (days, is_one) = (shown(&late), late == Exact::from(1));
                let unit = match lateness {
                    Lateness::Between { unit: DayUnit::WorkingDay, .. } if is_one => pick("ngày làm việc", "working day"),
                    Lateness::Between { unit: DayUnit::WorkingDay, .. } => pick("ngày làm việc", "working days"),
                    _ if is_one => pick("ngày", "day"),
                    _ => pick("ngày", "days"),
                };
                let dates = match lateness {
                    Lateness::Days(_) => String::new(),
                    Lateness::Between { done, due, .. } => {
                        let due = match due {
                            Due::On(due) => text::date(*due, language),
                            Due::Given(name) => self.day(*name, language),
                        };
                        format!("{} {due}, {} {}: ", pick("hạn", "due"), pick("xong", "done"), self.day(*done, language))
                    }
                };
                format!("{dates}{word} {days} {unit}, {}", self.step(steps, language))
            }
            Rule::Deduct { input, start, each, floor, .. } => {
                let start = start.as_ref().or(self.max.as_ref()).map(shown).unwrap_or_default();
                let x = match input {
                    Input::Value(_) => self.input(input),
                    Input::Ratio { .. } => format!("({})", self.input(input)),
                };
                format!("max({}, {start} − {} × {x}) = {}", shown(floor), shown(each), points())
            }
            Rule::SurveyShare { credits, .. } => format!("{} = {}", self.credits(credits), points()),
            Rule::Import { index, full, .. } => {
                let of = match index {
                    Index::Value(_) => String::new(),
                    Index::Set(set) => format!("{} {set}: ", pick("chỉ số", "index")),
                };
                format!("{of}{}", self.share(&self.value.as_ref().map(shown).unwrap_or_default(), full))
            }
            Rule::Improve { now, previous, .. } => {
                let word = match &self.value {
                    Some(x) if x.is_zero() => pick("giữ nguyên", "the same"),
                    Some(x) if x.is_negative() => pick("giảm", "lower"),
                    _ => pick("tăng", "higher"),
                };
                format!("{} → {}, {word}: {}", self.name(*previous), self.name(*now), points())
            }
            Rule::Given { .. } => {
                format!(
                    "{}: {} / {}",
                    pick("điểm đã cho", "points given"),
                    points(),
                    self.max.as_ref().map(shown).unwrap_or_default()
                )
            }
        }
    }

    fn step(&self, steps: &Steps, language: Language) -> String {
        let points = self.exact.as_ref().map(shown).unwrap_or_default();
        let scored = match language {
            Language::Vi => format!("{points} điểm"),
            Language::En if self.exact == Some(Exact::from(1)) => format!("{points} point"),
            Language::En => format!("{points} points"),
        };
        let Some(step) = self.value.as_ref().and_then(|x| steps.met(x)) else {
            return format!("{}: {scored}", language.pick("không thuộc bậc nào", "no step is met"));
        };
        let word = match (steps.side, step.is_open) {
            (Side::From, false) => language.pick("từ", "at least"),
            (Side::From, true) => language.pick("trên", "above"),
            (Side::To, false) => language.pick("không quá", "at most"),
            (Side::To, true) => language.pick("dưới", "below"),
        };
        let bound = shown(&step.bound);
        let in_step = language.pick("thuộc bậc ", "in the step ");
        match &step.points {
            StepPoints::Points(_) => format!("{in_step}{word} {bound}: {scored}"),
            StepPoints::Share(share) => {
                format!(
                    "{in_step}{word} {bound}: {} × {} = {scored}",
                    shown(share),
                    self.max.as_ref().map(shown).unwrap_or_default()
                )
            }
        }
    }

    fn credits(&self, credits: &[Credit]) -> String {
        let earned: Vec<String> =
            credits.iter().map(|credit| format!("{} × {}", shown(&credit.credit), self.sum(&credit.count))).collect();
        let all: Vec<Name> = credits.iter().flat_map(|credit| &credit.count).copied().collect();
        let max = self.max.as_ref().map(shown).unwrap_or_default();
        format!("{max} × ({}) / {}", earned.join(" + "), self.sum(&all))
    }
}

impl ScoreFlag {
    /// The stable code.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unconfirmed => "unconfirmed",
            Self::Template => "template",
            Self::Frame => "frame",
            Self::UnconfirmedExemption => "unconfirmed_exemption",
            Self::Incomplete => "incomplete",
            Self::LeftOut => "left_out",
            Self::Rescaled => "rescaled",
        }
    }

    /// What it means.
    #[must_use]
    pub const fn text(self, language: Language) -> &'static str {
        match self {
            Self::Unconfirmed => language.pick(
                "Công thức hoặc thang điểm của bộ chỉ số chưa được đối chiếu với văn bản gốc",
                "Formulas or points of the set were not checked against the text of the law",
            ),
            Self::Template => language.pick("Bộ chỉ số là mẫu để tham khảo", "The set is an example"),
            Self::Frame => language.pick("Thang điểm của bộ chỉ số chưa đầy đủ", "The points of the set are partly not known"),
            Self::UnconfirmedExemption => language.pick(
                "Việc không áp dụng chỉ số với cấp đơn vị này chưa được xác nhận",
                "That indicators do not apply to this level is not confirmed",
            ),
            Self::Incomplete => {
                language.pick("Có nhóm chưa tính được nên không có tổng điểm", "An area is left out, so there is no total")
            }
            Self::LeftOut => language.pick("Có chỉ số không được tính", "Indicators are left out of the sum"),
            Self::Rescaled => language.pick(
                "Có chỉ số không được tính; tổng điểm được quy đổi theo điểm tối đa còn lại",
                "Indicators are left out; the total is scaled to the points that were left",
            ),
        }
    }
}
