//! What an office owes now, and by when.

use chrono::NaiveDateTime;

use super::Dossier;
use super::event::State;
use super::replay::{Run, Trigger};
use crate::deadline::{TimeLimit, Unit, due_after, hand_over_by};
use crate::error::Error;
use crate::law::{Citation, Language};
use crate::regime::{FormKind, Provision};
use crate::{Amount, CountingRules};

/// Something the office owes: a form to the applicant, or the hand-over to the unit that decides.
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "nghĩa vụ")]
pub struct Duty {
    form: Option<FormKind>,
    since: NaiveDateTime,
    due_at: Option<NaiveDateTime>,
    is_late: bool,
    citation: Citation,
    is_confirmed: bool,
}

impl Duty {
    /// The stable name: that of the form, or `hand_over`.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self.form {
            Some(form) => form.as_str(),
            None => "hand_over",
        }
    }

    /// The form owed; `None` for the hand-over.
    #[must_use]
    pub const fn form(&self) -> Option<FormKind> {
        self.form
    }

    /// Since when it is owed.
    #[must_use]
    pub const fn since(&self) -> NaiveDateTime {
        self.since
    }

    /// By when it has to be done. `None` for the notice before an early return, which is due before the result is handed out.
    #[must_use]
    pub const fn due_at(&self) -> Option<NaiveDateTime> {
        self.due_at
    }

    /// Whether that moment has passed; what is due at once is late from the next day on.
    #[must_use]
    pub const fn is_late(&self) -> bool {
        self.is_late
    }

    /// The legal basis.
    #[must_use]
    pub const fn citation(&self) -> &Citation {
        &self.citation
    }

    /// Whether the text of the legal basis was read.
    #[must_use]
    pub const fn is_confirmed(&self) -> bool {
        self.is_confirmed
    }

    /// What is owed, in words.
    #[must_use]
    pub fn text(&self, language: Language, regime: &crate::Regime) -> String {
        let hand_over = language.pick("Chuyển hồ sơ đến đơn vị giải quyết", "Hand-over to the handling unit");
        let title = self.form.map(|form| regime.form(form).map_or(form.as_str(), |form| form.title(language)));
        title.unwrap_or(hand_over).to_owned()
    }
}

impl Dossier {
    /// Everything the office owes at a moment, forms in the order of their numbers, then the notice of an early return and the hand-over.
    ///
    /// The slip is due at acceptance; the request to supplement and the refusal at once at intake, else the one within the working days of
    /// the terms from acceptance and the other within the current promise; the apology the days of the terms before it.
    ///
    /// # Errors
    /// As [`standing`](Self::standing).
    pub fn duties(&self, as_of: NaiveDateTime) -> Result<Vec<Duty>, Error> {
        let run = self.run(as_of)?;
        let (terms, regime) = (&self.terms, self.terms.regime);
        let mut duties = Vec::new();
        let due = run.clock.map(|clock| clock.due);
        let mut add = |form, since: Option<NaiveDateTime>, due_at: Option<NaiveDateTime>, citation, is_confirmed| {
            if let Some(since) = since {
                // What is due at once is not measured with a stop-watch: late from the next day on.
                let is_past = |due| if due == since { as_of.date() > since.date() } else { as_of > due };
                let is_late = due_at.is_some_and(is_past);
                duties.push(Duty { form, since, due_at, is_late, citation, is_confirmed });
            }
        };
        let basis = |provision: &Provision<()>| (provision.citation(), provision.is_confirmed());
        let owed = Trigger::owed_since;

        let (citation, confirmed) = basis(&regime.clock_start);
        add(Some(FormKind::AppointmentSlip), owed(&run.slip), owed(&run.slip), citation, confirmed);

        let (notice, days) = (&regime.supplement_notice_working_days, terms.supplement_notice_working_days);
        let after_intake = run.accepted_at.filter(|_| run.supplements > 0 && owed(&run.supplement).is_some());
        let (by, citation, confirmed) = match after_intake {
            Some(accepted) => {
                let by = self.tolerate(self.working_days_after(accepted, days).map(Some))?;
                (by, notice.citation(), notice.is_confirmed() || terms.chosen.supplement_notice_working_days)
            }
            None => (owed(&run.supplement), regime.intake_supplement.citation(), regime.intake_supplement.is_confirmed()),
        };
        add(Some(FormKind::SupplementRequest), owed(&run.supplement), by, citation, confirmed);

        let (citation, confirmed) =
            basis(if run.accepted_at.is_some() { &regime.refusal_in_term } else { &regime.intake_refusal });
        let by = run.decided_at.and(due).or_else(|| owed(&run.refusal));
        add(Some(FormKind::Refusal), owed(&run.refusal), by, citation, confirmed);

        let apology = run.owes_apology(as_of).then(|| due.and_then(|due| self.apology_due(due))).flatten();
        let notice = &regime.reschedule_notice_days;
        let confirmed = notice.is_confirmed() || terms.chosen.reschedule_notice_days;
        add(Some(FormKind::Apology), apology.and(due), apology, notice.citation(), confirmed);

        let stop = &regime.stop_notice;
        add(Some(FormKind::StopNotice), owed(&run.stop_notice), owed(&run.stop_notice), stop.citation(), stop.is_confirmed());

        let (citation, confirmed) = basis(&regime.early_return_notice);
        let early = owed(&run.early_notice).filter(|_| run.state == State::ResultReady);
        // Once the promised day has come there is nothing early to announce.
        let early = early.filter(|_| due.is_some_and(|due| terms.level.compare(as_of, due).is_lt()));
        add(Some(FormKind::EarlyReturnNotice), early, None, citation, confirmed);

        if let Some((since, by)) = self.tolerate(self.hand_over(&run))? {
            let rule = &crate::tables::CUTOFF_HAND_OVER;
            if run.is_online {
                let (citation, confirmed) = basis(&regime.online_hand_over);
                add(None, Some(since), Some(by), citation, confirmed);
            } else if let Some(citation) = crate::law::Basis::on(rule.basis, regime.in_force().0) {
                add(None, Some(since), Some(by), citation, true);
            }
        }
        Ok(duties)
    }

    /// Until when the apology and the request for a new date must be sent, should the current promise not hold.
    ///
    /// # Errors
    /// As [`standing`](Self::standing).
    pub fn apologise_by(&self, as_of: NaiveDateTime) -> Result<Option<NaiveDateTime>, Error> {
        let run = self.run(as_of)?;
        Ok(run.clock.and_then(|clock| self.apology_due(clock.due)))
    }

    fn apology_due(&self, due: NaiveDateTime) -> Option<NaiveDateTime> {
        let day = self.terms.apologise_by(due.date())?;
        let number = self.terms.calendar().number(day).ok()?;
        Some(self.terms.time.close(number).date_time())
    }

    fn working_days_after(&self, start: NaiveDateTime, days: u32) -> Result<NaiveDateTime, Error> {
        let limit = TimeLimit::new(Amount::from(days), Unit::WorkingDay)?;
        let rules = CountingRules { hours: self.terms.counting.hours.clone(), ..CountingRules::default() };
        due_after(start, &limit, &self.terms.time, &rules, crate::deadline::Pause::default()).map(|(due, _)| due)
    }

    /// Since when and until when a hand-over is owed. Data that came online are handed over at once.
    fn hand_over(&self, run: &Run<'_>) -> Result<Option<(NaiveDateTime, NaiveDateTime)>, Error> {
        let open = matches!(run.state, State::InProcess | State::AwaitingSupplement | State::Suspended);
        let Some(accepted) = run.accepted_at.filter(|_| open && !run.handed_over) else { return Ok(None) };
        let by =
            if run.is_online { accepted } else { hand_over_by(accepted, self.terms.calendar(), &self.terms.counting.hours)? };
        Ok(Some((accepted, by)))
    }
}
