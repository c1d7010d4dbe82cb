//! The counts of the index of Decision 766/QĐ-TTg that a table of dossiers holds.

use std::collections::BTreeMap;

use super::block::Block;
use super::days::{Bounds, Place};
use super::promise::part;
use super::rows::{Marks, Rows};
use super::tally::{Counting, Part, Problems};

/// What a dossier says for the index: columns of truth values, each of which a table may lack.
#[derive(Clone, Copy, Debug, Default)]
pub struct Flags<'a> {
    /// Filed online.
    pub online: Option<Marks<'a>>,
    /// Something was to be paid (có nghĩa vụ tài chính).
    pub financial_obligation: Option<Marks<'a>>,
    /// Paid online.
    pub paid_online: Option<Marks<'a>>,
    /// The result is electronic.
    pub electronic_result: Option<Marks<'a>>,
    /// Its papers are digitised.
    pub digitised: Option<Marks<'a>>,
    /// It reuses digitised data.
    pub reused: Option<Marks<'a>>,
    /// It is in step with the personal data store.
    pub synced: Option<Marks<'a>>,
    /// It uses the population database.
    pub citizen_data: Option<Marks<'a>>,
    /// It is in step with the National Portal.
    pub synced_to_portal: Option<Marks<'a>>,
    /// The applicant was satisfied; unknown where nobody was asked.
    pub satisfied: Option<Marks<'a>>,
}

impl<'a> Flags<'a> {
    /// Each column with its stable name.
    #[must_use]
    pub const fn named(&self) -> [(&'static str, Option<Marks<'a>>); 10] {
        [
            ("online", self.online),
            ("financial_obligation", self.financial_obligation),
            ("paid_online", self.paid_online),
            ("electronic_result", self.electronic_result),
            ("digitised", self.digitised),
            ("reused", self.reused),
            ("synced", self.synced),
            ("citizen_data", self.citizen_data),
            ("synced_to_portal", self.synced_to_portal),
            ("satisfied", self.satisfied),
        ]
    }

    /// The column of a name.
    pub fn set(&mut self, name: &str, marks: Marks<'a>) -> bool {
        let column = match name {
            "online" => &mut self.online,
            "financial_obligation" => &mut self.financial_obligation,
            "paid_online" => &mut self.paid_online,
            "electronic_result" => &mut self.electronic_result,
            "digitised" => &mut self.digitised,
            "reused" => &mut self.reused,
            "synced" => &mut self.synced,
            "citizen_data" => &mut self.citizen_data,
            "synced_to_portal" => &mut self.synced_to_portal,
            "satisfied" => &mut self.satisfied,
            _ => return false,
        };
        *column = Some(marks);
        true
    }
}

/// The inputs of the index that a table of dossiers holds (số liệu đầu vào của Bộ chỉ số 766).
///
/// Dossiers are those to handle, as in [`Counts`](super::Counts); channels are those of dossiers received in the period. What counts
/// procedures, services or petitions does not follow from dossiers.
#[derive(Clone, Copy, Debug, Default)]
#[doc(alias = "Bộ chỉ số 766")]
pub struct PortalInputs;

part! {
    /// The counts of a group, by the names the rule set reads. Those of a column that is not there are 0: see
    /// [values](Self::values).
    PortalCounts {
        /// To be decided.
        received,
        /// Early, on time, or open and within term.
        on_time,
        /// Filed online, of those received in the period.
        online_dossiers,
        /// Received in the period, by a channel that is known.
        dossiers_by_channel,
        /// With something to pay.
        financial_obligation,
        /// Of these, paid online.
        online_paid,
        /// With an electronic result.
        electronic_results,
        /// Digitised.
        digitised,
        /// That reuse digitised data.
        reused,
        /// In step with the personal data store.
        synced,
        /// That use the population database.
        citizen_data_dossiers,
        /// In step with the Portal.
        synced_dossiers,
        /// Whose applicants were asked.
        receptions,
        /// And were satisfied.
        receptions_satisfied,
        /// Open: they need the moment of the report.
        open,
    }
}

impl PortalCounts {
    /// What is fed to the score: the variables that follow from the columns there are, by their names in
    /// `qd766_portal_2026`. Payments need both columns of money.
    ///
    /// ```
    /// use motcua::report::PortalCounts;
    ///
    /// let counts = PortalCounts { received: 10, on_time: 9, digitised: 4, ..PortalCounts::default() };
    /// let values = counts.values(|column| column == "digitised");
    /// assert_eq!(values.into_iter().collect::<Vec<_>>(), [("digitised", 4), ("dossiers", 10), ("on_time", 9), ("received", 10)]);
    /// ```
    #[must_use]
    pub fn values(&self, has: impl Fn(&str) -> bool) -> BTreeMap<&'static str, u64> {
        let mut values = BTreeMap::from([("received", self.received), ("on_time", self.on_time)]);
        if has("online") {
            values.extend([("online_dossiers", self.online_dossiers), ("dossiers_by_channel", self.dossiers_by_channel)]);
        }
        if has("financial_obligation") && has("paid_online") {
            values.extend([("financial_obligation", self.financial_obligation), ("online_paid", self.online_paid)]);
        }
        let of_dossiers = [
            ("electronic_result", "electronic_results", self.electronic_results),
            ("digitised", "digitised", self.digitised),
            ("reused", "reused", self.reused),
            ("synced", "synced", self.synced),
            ("citizen_data", "citizen_data_dossiers", self.citizen_data_dossiers),
        ];
        for (_, variable, count) in of_dossiers.into_iter().filter(|(column, ..)| has(column)) {
            values.extend([(variable, count), ("dossiers", self.received)]);
        }
        if has("synced_to_portal") {
            values.extend([("synced_dossiers", self.synced_dossiers), ("dossiers_to_sync", self.received)]);
        }
        if has("satisfied") {
            values.extend([("receptions", self.receptions), ("receptions_satisfied", self.receptions_satisfied)]);
        }
        values
    }
}

impl Counting for PortalInputs {
    type Part = PortalCounts;

    fn count<T: Place>(
        &self,
        block: &Block<'_, T>,
        rows: &Rows<'_>,
        _: &Bounds<T>,
        parts: &mut [PortalCounts],
        _: &mut Problems,
    ) {
        let flags = rows.flags;
        let mark = |marks: Option<Marks<'_>>, row: usize| marks.and_then(|marks| marks.0.get(block.start + row)).copied();
        for (row, (code, slot)) in block.codes.iter().zip(block.slots).enumerate().filter(|(_, (code, _))| code.is_counted()) {
            let Some(part) = parts.get_mut(*slot as usize) else { continue };
            let is = |marks| u64::from(mark(marks, row) == Some(1));
            let known = |marks| u64::from(matches!(mark(marks, row), Some(0 | 1)));
            let in_period = u64::from(!code.is_carried());
            part.received += 1;
            part.on_time += u64::from(code.is_kept());
            part.online_dossiers += is(flags.online) * in_period;
            part.dossiers_by_channel += known(flags.online) * in_period;
            part.financial_obligation += is(flags.financial_obligation);
            part.online_paid += is(flags.financial_obligation) * is(flags.paid_online);
            part.electronic_results += is(flags.electronic_result);
            part.digitised += is(flags.digitised);
            part.reused += is(flags.reused);
            part.synced += is(flags.synced);
            part.citizen_data_dossiers += is(flags.citizen_data);
            part.synced_dossiers += is(flags.synced_to_portal);
            part.receptions += known(flags.satisfied);
            part.receptions_satisfied += is(flags.satisfied);
            part.open += u64::from(!code.is_resolved());
        }
    }

    fn open(part: &PortalCounts) -> u64 {
        part.open
    }
}
