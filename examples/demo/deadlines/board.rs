//! The commune's main job: what is due when, for every procedure and one moment of receipt.

use anyhow::Result;
use chrono::{NaiveDate, NaiveDateTime};
use motcua::{Calendar, Certainty, CountingRules, Cutoff, Day, DayKind, Deadline, Operation, deadline};

use crate::deadlines::input::{Input, Issue, Procedure};

/// Everything the table and the page show.
#[derive(Debug)]
pub(crate) struct Board<'a> {
    pub(crate) received_at: NaiveDateTime,
    pub(crate) today: Day,
    pub(crate) next_working_day: Day,
    /// Days off strictly between the day of receipt and the next working day.
    pub(crate) days_off_between: Vec<Day>,
    pub(crate) answers: Vec<Answer<'a>>,
    /// Rows that gave no answer.
    pub(crate) issues: Vec<Issue>,
    pub(crate) calendar: Calendar,
}

/// One procedure and when its result is due.
#[derive(Debug)]
pub(crate) struct Answer<'a> {
    pub(crate) procedure: &'a Procedure,
    pub(crate) outcome: Outcome,
}

#[derive(Debug)]
pub(crate) enum Outcome {
    Due(Box<Deadline>),
    /// The limit names no single amount: there is nothing to count, and nothing is guessed.
    Undetermined,
    /// The rules of the row do not hold for a dossier received on that day.
    NotInForce,
}

impl Outcome {
    pub(crate) fn due(&self) -> Option<&Deadline> {
        match self {
            Self::Due(due) => Some(due),
            Self::Undetermined | Self::NotInForce => None,
        }
    }
}

impl<'a> Board<'a> {
    /// Fails only when the moment lies outside the calendar; what goes wrong with one procedure becomes an issue.
    pub(crate) fn new(received_at: NaiveDateTime, input: &'a Input) -> Result<Self, motcua::Error> {
        let calendar = Calendar::vietnam();
        let date = received_at.date();
        let next_working_day = calendar.day(calendar.add_working_days(date, 1)?)?;
        let between = date.iter_days().skip(1).take_while(|day| *day < next_working_day.date());
        let days_off_between = between.map(|day| calendar.day(day)).collect::<Result<_, _>>()?;
        let (mut answers, mut issues) = (Vec::new(), Vec::new());
        for versions in input.procedures.chunk_by(|a, b| a.id == b.id) {
            // Of a procedure whose rules changed, those of the day; else the newest, to say when they hold.
            let on_the_day = versions.iter().find(|version| version.is_in_force(date));
            let Some(procedure) = on_the_day.or(versions.last()) else { continue };
            match outcome(procedure, received_at, &calendar) {
                Ok(outcome) => answers.push(Answer { procedure, outcome }),
                Err(error) => {
                    issues.push(Issue { line: None, what: procedure.name.clone(), reason: error.to_string() });
                }
            }
        }
        let today = calendar.day(date)?;
        Ok(Self { received_at, today, next_working_day, days_off_between, answers, issues, calendar })
    }

    /// Whether the receipt came too late for results of the same day.
    pub(crate) fn is_after_cutoff(&self) -> bool {
        self.received_at.time() > Cutoff::civil_status().time()
    }

    /// The procedures with a due moment.
    pub(crate) fn deadlines(&self) -> impl Iterator<Item = (&'a Procedure, &Deadline)> {
        self.answers.iter().filter_map(|answer| Some((answer.procedure, answer.outcome.due()?)))
    }

    /// The weakest class any answer rests on.
    pub(crate) fn certainty(&self) -> Certainty {
        let all = self.deadlines().map(|(_, due)| due.certainty());
        all.chain([self.today.certainty(), self.next_working_day.certainty()]).min().unwrap_or(Certainty::Announced)
    }

    /// The due date with the most to explain, the first among equals.
    pub(crate) fn most_telling(&self) -> Option<(&'a Procedure, &Deadline)> {
        let mut best = None;
        for (procedure, due) in self.deadlines() {
            let score = score(due);
            if best.is_none_or(|(_, _, highest)| score > highest) {
                best = Some((procedure, due, score));
            }
        }
        best.map(|(procedure, due, _)| (procedure, due))
    }
}

fn outcome(procedure: &Procedure, received_at: NaiveDateTime, calendar: &Calendar) -> Result<Outcome, motcua::Error> {
    if !procedure.is_in_force(received_at.date()) {
        return Ok(Outcome::NotInForce);
    }
    if procedure.limit.is_undetermined() {
        return Ok(Outcome::Undetermined);
    }
    let rules = CountingRules { cutoff: procedure.cutoff, ..CountingRules::default() };
    deadline(received_at, &procedure.limit, calendar, &rules).map(|due| Outcome::Due(Box::new(due)))
}

/// How much there is to explain: kinds of steps and of days off, rules that surprise counting twice; fewer steps are better.
fn score(due: &Deadline) -> (usize, std::cmp::Reverse<usize>) {
    let steps = due.steps();
    let mut seen: Vec<(Operation, Option<DayKind>)> = Vec::new();
    for step in &steps {
        for kind in step.days().iter().map(|run| Some(run.kind())).chain([None]) {
            if !seen.contains(&(step.operation(), kind)) {
                seen.push((step.operation(), kind));
            }
        }
    }
    let surprising = [Operation::CutOff, Operation::CountMakeupWorkday, Operation::RollForward, Operation::FallBack];
    let surprises = seen.iter().filter(|(operation, kind)| kind.is_none() && surprising.contains(operation)).count();
    (seen.len() + surprises, std::cmp::Reverse(steps.len()))
}

/// Days in a row that share a reason.
#[derive(Clone, Debug)]
pub(crate) struct Run<'a> {
    pub(crate) first: &'a Day,
    pub(crate) last: &'a Day,
}

impl Run<'_> {
    pub(crate) fn dates(&self) -> (NaiveDate, NaiveDate) {
        (self.first.date(), self.last.date())
    }
}

/// Groups days, in order, by kind and holiday. A swapped day and a make-up workday are pairs and stay alone.
pub(crate) fn runs<'a>(days: impl IntoIterator<Item = &'a Day>) -> Vec<Run<'a>> {
    let mut runs: Vec<Run<'a>> = Vec::new();
    for day in days {
        let paired = matches!(day.kind(), DayKind::SwappedDayOff | DayKind::MakeupWorkday);
        match runs.last_mut() {
            Some(run)
                if !paired
                    && run.last.kind() == day.kind()
                    && run.last.holiday_id() == day.holiday_id()
                    && run.last.date().succ_opt() == Some(day.date()) =>
            {
                run.last = day;
            }
            _ => runs.push(Run { first: day, last: day }),
        }
    }
    runs
}
