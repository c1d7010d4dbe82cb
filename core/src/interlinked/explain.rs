//! Plan and progress in words, Vietnamese and English.

use super::measure::AgainstTotal;
use super::plan::{Plan, PlannedStage};
use super::progress::{Progress, StageProgress, StageState};
use crate::deadline::{TimeLimit, bases};
use crate::law::{Citation, Language};
use crate::text::{date, moment};
use crate::timeliness::Timeliness;

impl Plan {
    /// The plan in words: one line for each stage, then the total with its legal basis, then what is uncertain.
    #[must_use]
    #[doc(alias = "giải thích")]
    pub fn explain(&self, language: Language) -> String {
        let received = moment(self.received_at(), language);
        let head = match language {
            Language::Vi => format!("{}: tiếp nhận lúc {received}.", self.group().name(language)),
            Language::En => format!("{}: received at {received}.", self.group().name(language)),
        };
        let mut lines = vec![head];
        lines.extend(
            (1..).zip(self.stages()).map(|(number, stage): (usize, _)| format!("{number}. {}", planned(&stage, language))),
        );
        lines.extend(self.end_line(language));
        lines.push(self.total_line(language));
        lines.extend(self.over_line(language));
        let note = language.pick("Lưu ý", "Note");
        lines.extend(self.flags().into_iter().map(|flag| format!("{note}: {}", flag.text(language))));
        lines.extend(self.group().unconfirmed.iter().map(|text| format!("{note}: {}", text.text(language))));
        lines.join("\n")
    }

    fn end_line(&self, language: Language) -> Option<String> {
        let end = moment(self.known_due_at()?, language);
        Some(match (self.due_at().is_some(), language) {
            (true, Language::Vi) => format!("Công đoạn cuối đến hạn: {end}."),
            (true, Language::En) => format!("The last stage is due: {end}."),
            (false, Language::Vi) => format!("Công đoạn cuối trong số đã biết hạn: {end}."),
            (false, Language::En) => format!("The last stage whose due date is known: {end}."),
        })
    }

    fn total_line(&self, language: Language) -> String {
        let Some(due_at) = self.total_due_at() else {
            return language.pick("Chưa thấy quy định tổng thời hạn.", "No total limit is known.").to_owned();
        };
        let limits: Vec<String> = self.total_limits().iter().map(|limit| limit.text(language)).collect();
        let basis = self.group().total.as_ref().and_then(|total| total.citation.as_ref());
        let (limits, due_at) = (limits.join(" + "), moment(due_at, language));
        let head = language.pick("Tổng thời hạn", "Total limit");
        format!("{head} {limits}: {due_at}{}.", basis_text(basis, language))
    }

    fn over_line(&self, language: Language) -> Option<String> {
        let AgainstTotal::Over { working_days, .. } = self.against_total() else { return None };
        Some(match language {
            Language::Vi if working_days > 0 => {
                format!("Các công đoạn kết thúc sau tổng thời hạn {}.", days(working_days, language))
            }
            Language::En if working_days > 0 => format!("The stages end {} after the total.", days(working_days, language)),
            Language::Vi => "Các công đoạn cộng lại vượt tổng thời hạn.".to_owned(),
            Language::En => "The stages add up to more than the total.".to_owned(),
        })
    }
}

impl Progress<'_> {
    /// How far each stage is, one line each, who owes an apology and when the case may be expected to end.
    #[must_use]
    pub fn explain(&self, language: Language) -> String {
        let as_of = moment(self.as_of, language);
        let mut lines = vec![match language {
            Language::Vi => format!("Tính đến {as_of}:"),
            Language::En => format!("As of {as_of}:"),
        }];
        lines.extend((1..).zip(&self.stages).map(|(number, stage): (usize, _)| format!("{number}. {}", really(stage, language))));
        lines.extend(self.owes_apology().map(|stage| {
            let (unit, name) = (stage.stage.unit(language), stage.stage.name(language));
            let text = match language {
                Language::Vi => format!("{unit} phải xin lỗi và hẹn lại: công đoạn \"{name}\" trễ hạn"),
                Language::En => format!("{unit} owes an apology and a new date: \"{name}\" is late"),
            };
            format!("{text}{}.", basis_text(self.group.apology.as_ref(), language))
        }));
        if self.must_stop() {
            let text = language.pick(
                "Người yêu cầu không bổ sung đúng hạn: phải dừng giải quyết.",
                "The applicant did not supplement in time: processing has to be stopped.",
            );
            lines.push(text.to_owned());
        }
        lines.extend(self.ends_at().map(|end| match (self.state == StageState::Done, language) {
            (true, Language::Vi) => format!("Kết thúc: {}.", moment(end, language)),
            (true, Language::En) => format!("Ended: {}.", moment(end, language)),
            (false, Language::Vi) => format!("Dự kiến kết thúc: {}.", moment(end, language)),
            (false, Language::En) => format!("Expected to end: {}.", moment(end, language)),
        }));
        lines.extend(self.total_due_at.map(|due_at| {
            let head = language.pick("Tổng thời hạn đến", "The total ends");
            format!("{head} {}.", moment(due_at, language))
        }));
        lines.join("\n")
    }
}

fn planned(planned: &PlannedStage<'_>, language: Language) -> String {
    let stage = planned.stage();
    let limit = planned.limit().map(|limit: &TimeLimit| limit.text(language));
    let unknown = || language.pick("không rõ thời hạn", "limit not known").to_owned();
    let head = format!("{} ({}), {}", stage.name(language), stage.unit(language), limit.unwrap_or_else(unknown));
    let at = |at| moment(at, language);
    let when = match (planned.starts_at(), planned.due_at(), language) {
        (Some(from), Some(to), Language::Vi) => format!("từ {} đến {}", at(from), at(to)),
        (Some(from), Some(to), Language::En) => format!("from {} to {}", at(from), at(to)),
        (Some(from), None, Language::Vi) => format!("từ {}, chưa xác định được ngày đến hạn", at(from)),
        (Some(from), None, Language::En) => format!("from {}, no due date follows", at(from)),
        (None, _, Language::Vi) => "bắt đầu sau một công đoạn chưa xác định được ngày đến hạn".to_owned(),
        (None, _, Language::En) => "starts after a stage without a due date".to_owned(),
    };
    let uncounted =
        if stage.counts_in_total { "" } else { language.pick("; không tính vào tổng", "; not counted in the total") };
    format!("{head}: {when}{uncounted}{}.", basis_text(stage.citation.as_ref(), language))
}

fn really(stage: &StageProgress<'_>, language: Language) -> String {
    let state = match stage.state {
        StageState::NotStarted if stage.clock_runs => language.pick("chờ tiếp nhận", "waiting to be taken up"),
        StageState::NotStarted => language.pick("chưa đến lượt", "not yet its turn"),
        StageState::InProgress if stage.paused.is_some() => language.pick("tạm dừng", "paused"),
        StageState::InProgress => language.pick("đang giải quyết", "in progress"),
        StageState::Done => language.pick("đã xong", "done"),
        StageState::Stopped => language.pick("đã dừng", "stopped"),
    };
    let timeliness = match stage.timeliness {
        Timeliness::Early => language.pick(", trước hạn", ", early"),
        Timeliness::OnTime => language.pick(", đúng hạn", ", on time"),
        Timeliness::Late => language.pick(", trễ hạn", ", late"),
        Timeliness::WithinTerm => language.pick(", trong hạn", ", within term"),
        Timeliness::Overdue => language.pick(", quá hạn", ", overdue"),
        Timeliness::None => "",
    };
    let due = stage.due_at.map(|due_at| format!("; {} {}", language.pick("hạn", "due"), moment(due_at, language)));
    let done = stage.finished_at.map(|at| format!(" {}", date(at.date(), language)));
    let (name, unit) = (stage.stage.name(language), stage.stage.unit(language));
    format!("{name} ({unit}): {state}{}{timeliness}{}.", done.unwrap_or_default(), due.unwrap_or_default())
}

fn basis_text(citation: Option<&Citation>, language: Language) -> String {
    citation.map_or_else(String::new, |citation| bases(std::slice::from_ref(citation), language))
}

fn days(days: i64, language: Language) -> String {
    match language {
        Language::Vi => format!("{days} ngày làm việc"),
        Language::En if days == 1 => "1 working day".to_owned(),
        Language::En => format!("{days} working days"),
    }
}
