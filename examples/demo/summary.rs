//! What the day's dossiers come to.

use std::collections::BTreeMap;

use motcua::{Channel, EventKind, FormKind, Ratio, State, Timeliness};

use crate::scene::{Entry, Scene};

/// Counts over the dossiers of a scene at its moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Summary {
    pub(crate) dossiers: u64,
    /// Handed in, decided and returned on the day.
    pub(crate) received_today: u64,
    pub(crate) decided_today: u64,
    pub(crate) returned_today: u64,
    /// Against the current promise.
    pub(crate) early: u64,
    pub(crate) on_time: u64,
    pub(crate) late: u64,
    pub(crate) within_term: u64,
    pub(crate) overdue: u64,
    pub(crate) not_measured: u64,
    /// Dossiers in each state.
    pub(crate) states: BTreeMap<&'static str, u64>,
    pub(crate) rescheduled: u64,
    /// Accepted dossiers that are owed a slip or have one, and those that have one.
    pub(crate) slips: (u64, u64),
    /// Dossiers with a broken promise or a new date, and those that got the apology.
    pub(crate) apologies: (u64, u64),
    /// Dossiers handed in through the network or a kiosk, of all.
    pub(crate) online: u64,
    pub(crate) duties: u64,
}

impl Summary {
    pub(crate) fn new(scene: &Scene) -> Result<Self, motcua::Error> {
        let mut summary = Self::default();
        for entry in &scene.entries {
            summary.add(entry, scene)?;
        }
        Ok(summary)
    }

    fn add(&mut self, entry: &Entry, scene: &Scene) -> Result<(), motcua::Error> {
        let (standing, today) = (&entry.standing, scene.day());
        let on_day = |kinds: fn(&EventKind) -> bool| {
            entry.dossier.events().iter().any(|event| event.at.date() == today && kinds(&event.kind))
        };
        self.dossiers += 1;
        self.received_today += u64::from(on_day(|kind| matches!(kind, EventKind::Submitted { .. })));
        // By the standing and not by the log, in which a wrong entry stays.
        self.decided_today += u64::from(standing.decided_at().is_some_and(|at| at.date() == today));
        self.returned_today += u64::from(on_day(|kind| matches!(kind, EventKind::Returned)));
        *match standing.timeliness() {
            Timeliness::Early => &mut self.early,
            Timeliness::OnTime => &mut self.on_time,
            Timeliness::Late => &mut self.late,
            Timeliness::WithinTerm => &mut self.within_term,
            Timeliness::Overdue => &mut self.overdue,
            Timeliness::None => &mut self.not_measured,
        } += 1;
        *self.states.entry(standing.state().as_str()).or_default() += 1;
        self.rescheduled += u64::from(standing.reschedules() > 0);

        let issued = |form: FormKind| {
            let is = |kind: &EventKind| matches!(kind, EventKind::Issued { form: given } if *given == form);
            entry.dossier.events().iter().any(|event| is(&event.kind))
        };
        let owes = |form: FormKind| standing.owes().contains(&form);
        let has_slip = issued(FormKind::AppointmentSlip);
        self.slips.0 += u64::from(has_slip || owes(FormKind::AppointmentSlip));
        self.slips.1 += u64::from(has_slip);
        let apologised = issued(FormKind::Apology);
        let is_late = standing.timeliness().is_broken() || standing.reschedules() > 0;
        self.apologies.0 += u64::from(is_late);
        self.apologies.1 += u64::from(is_late && apologised && !owes(FormKind::Apology));
        let channel = entry.dossier.events().iter().find_map(|event| match event.kind {
            EventKind::Submitted { channel } => channel,
            _ => None,
        });
        self.online += u64::from(matches!(channel, Some(Channel::Online | Channel::Assisted | Channel::Kiosk)));
        self.duties += u64::try_from(entry.dossier.duties(scene.as_of)?.len()).unwrap_or_default();
        Ok(())
    }

    /// Results in time, of all results.
    pub(crate) fn share_on_time(&self) -> Ratio {
        let in_time = self.early + self.on_time;
        Ratio::new(in_time, in_time + self.late)
    }

    /// Open dossiers within term, of all open ones whose clock began.
    pub(crate) fn share_within_term(&self) -> Ratio {
        Ratio::new(self.within_term, self.within_term + self.overdue)
    }

    /// How many dossiers are in a state.
    pub(crate) fn in_state(&self, state: State) -> u64 {
        self.states.get(state.as_str()).copied().unwrap_or_default()
    }

    /// The measures quality objectives refer to.
    pub(crate) fn measures(&self) -> Vec<(&'static str, Ratio)> {
        vec![
            ("on_time", self.share_on_time()),
            ("within_term", self.share_within_term()),
            ("slips", Ratio::new(self.slips.1, self.slips.0)),
            ("apologies", Ratio::new(self.apologies.1, self.apologies.0)),
            ("online", Ratio::new(self.online, self.dossiers)),
        ]
    }
}
