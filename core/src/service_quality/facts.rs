//! What is known of a dossier or a unit, and the points it makes.

use super::indicator::Indicator;
use crate::error::{Error, quote};
use crate::ratio::Ratio;
use crate::tables;
use crate::timeliness::Timeliness;

/// Points of one indicator with the fact that made them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// 2, 1 or 0.
    pub points: u8,
    /// The fact, as in `late`, `contacts 1` or `on_time 9/10`.
    pub fact: String,
}

impl Point {
    pub(super) fn new(points: u8, fact: impl Into<String>) -> Option<Self> {
        Some(Self { points, fact: fact.into() })
    }
}

/// How a unit that took part kept its own time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitTime {
    /// The unit, as the log names it.
    pub unit: String,
    /// Early, on time or late; anything else says nothing.
    pub time: Timeliness,
}

/// How procedures are made public: accurately, in full and in time in each form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Publicity {
    /// Posted at the office (niêm yết).
    pub posted: bool,
    /// Electronic.
    pub electronic: bool,
}

impl Publicity {
    fn point(self) -> Option<Point> {
        let fact = match (self.posted, self.electronic) {
            (true, true) => "posted and electronic",
            (true, false) => "posted",
            (false, true) => "electronic",
            (false, false) => "neither",
        };
        Point::new(u8::from(self.posted) + u8::from(self.electronic), fact)
    }
}

/// What indicator 7 gives a late dossier about which nobody complained; Art. 13 has no level for it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum LateAttitude {
    /// 0: neither early nor on time.
    #[default]
    Zero,
    /// Nothing: the indicator is left out for the dossier.
    LeaveOut,
}

impl LateAttitude {
    /// Reads `zero` or `leave_out`.
    ///
    /// # Errors
    /// `option_unknown` for anything else.
    pub fn parse(text: &str) -> Result<Self, Error> {
        match text {
            "zero" => Ok(Self::Zero),
            "leave_out" => Ok(Self::LeaveOut),
            _ => Err(Error::OptionUnknown { option: "a way to take it", value: quote(text), known: "zero, leave_out" }),
        }
    }
}

/// What is known of one dossier; what is absent is not known, which is not the same as 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CaseFacts {
    /// The total time: early (shorter than prescribed), on time or late.
    pub total_time: Option<Timeliness>,
    /// The times of the units that took part.
    pub unit_times: Vec<UnitTime>,
    /// Contacts needed to complete the dossier, those by fault of the applicant left aside.
    pub contacts: Option<u32>,
    /// Agencies to be contacted, the one-stop unit among them.
    pub agencies: Option<u32>,
    /// Whether law requires a field check or a council, so that the lead agency may be a second one.
    pub lead_agency_by_law: bool,
    /// Complaints about the staff.
    pub complaints: Option<u32>,
    /// How many of these were found false.
    pub complaints_found_false: u32,
    /// How the procedure was made public.
    pub publicity: Option<Publicity>,
}

impl CaseFacts {
    /// Fails when more complaints were found false than there are.
    ///
    /// # Errors
    /// `value_out_of_range`.
    pub fn check(&self) -> Result<(), Error> {
        if self.complaints_found_false > self.complaints.unwrap_or_default() {
            let value = self.complaints_found_false.to_string();
            return Err(Error::ValueOutOfRange { name: "complaints_found_false", value, bound: "at most the complaints" });
        }
        Ok(())
    }

    /// The points of an indicator, where the facts decide it.
    ///
    /// Of indicator 2 the unit that did worst decides: 0 when any was late, 2 when all were early.
    #[must_use]
    pub fn point(&self, indicator: &Indicator, late: LateAttitude) -> Option<Point> {
        match indicator.number() {
            1 => timed(self.total_time?, ""),
            2 => self.unit_times.iter().filter_map(|of| timed(of.time, &of.unit)).min_by_key(|point| point.points),
            3 => {
                let contacts = self.contacts?;
                Point::new(few(contacts), format!("contacts {contacts}"))
            }
            4 => self.agencies_point(),
            6 => self.publicity?.point(),
            7 => self.attitude(late),
            _ => None,
        }
    }

    fn agencies_point(&self) -> Option<Point> {
        let agencies = self.agencies?;
        // The lead agency a law sends people to beside the one-stop unit does not count.
        let by_law = u32::from(self.lead_agency_by_law && agencies == 2);
        let law = if by_law == 1 { ", one by law" } else { "" };
        Point::new(few(agencies - by_law), format!("agencies {agencies}{law}"))
    }

    fn attitude(&self, late: LateAttitude) -> Option<Point> {
        let complaints = self.complaints?.saturating_sub(self.complaints_found_false);
        if complaints > 0 {
            return Point::new(0, format!("complaints {complaints}"));
        }
        let time = self.total_time?;
        if time == Timeliness::Late && late == LateAttitude::LeaveOut {
            return None;
        }
        let point = timed(time, "")?;
        Point::new(point.points, format!("no complaint, {}", point.fact))
    }
}

fn few(count: u32) -> u8 {
    match count {
        0 => 2,
        1 => 1,
        _ => 0,
    }
}

fn timed(time: Timeliness, whose: &str) -> Option<Point> {
    let points = match time {
        Timeliness::Early => 2,
        Timeliness::OnTime => 1,
        Timeliness::Late => 0,
        _ => return None,
    };
    let fact = if whose.is_empty() { time.as_str().to_owned() } else { format!("{whose} {}", time.as_str()) };
    Point::new(points, fact)
}

/// The level of a unit, on which indicator 5 depends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum UnitLevel {
    /// A ministry.
    Ministry,
    /// A province.
    Province,
    /// A district (until 30 June 2025).
    District,
    /// A commune.
    Commune,
}

impl UnitLevel {
    /// Reads a stable name.
    ///
    /// # Errors
    /// `option_unknown` for anything else.
    pub fn parse(text: &str) -> Result<Self, Error> {
        match text {
            "ministry" => Ok(Self::Ministry),
            "province" => Ok(Self::Province),
            "district" => Ok(Self::District),
            "commune" => Ok(Self::Commune),
            _ => {
                let known = "ministry, province, district, commune";
                Err(Error::OptionUnknown { option: "a level", value: quote(text), known })
            }
        }
    }

    /// The share of procedures approved on site that makes 2 points, in percent.
    #[must_use]
    pub const fn on_site_percent(self) -> u64 {
        match self {
            Self::Ministry => tables::QUALITY_ON_SITE_MINISTRY,
            Self::Province => tables::QUALITY_ON_SITE_PROVINCE,
            Self::District => tables::QUALITY_ON_SITE_DISTRICT,
            Self::Commune => tables::QUALITY_ON_SITE_COMMUNE,
        }
    }
}

/// How much is done at the one-stop unit (indicator 5), in procedures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OnSite {
    /// Whose one-stop unit it is.
    pub level: UnitLevel,
    /// Procedures of the list for handling on site.
    pub listed: u64,
    /// Of these, received, appraised and approved there.
    pub approved: u64,
    /// Procedures that are not excluded from the one-stop unit.
    pub not_excluded: u64,
    /// Of these, received and returned there.
    pub received: u64,
}

/// How feedback is handled (indicator 8), in petitions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Feedback {
    /// Received.
    pub petitions: u64,
    /// Of these, handled on time.
    pub on_time: u64,
    /// Of these, prolonged.
    pub prolonged: u64,
}

/// Online services (indicator 9).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OnlineService {
    /// Procedures that could be offered online.
    pub eligible: u64,
    /// Of these, offered at level 3 or 4.
    pub offered: u64,
    /// Dossiers of procedures offered.
    pub dossiers: u64,
    /// Of these, handed in online.
    pub online: u64,
    /// Online dossiers unresolved past their term, or resolved late.
    pub overdue: u64,
}

/// What a unit states about itself, or an appraiser about it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UnitFacts {
    /// For indicator 5.
    pub on_site: Option<OnSite>,
    /// For indicator 6, where no dossier says anything.
    pub publicity: Option<Publicity>,
    /// For indicator 8.
    pub feedback: Option<Feedback>,
    /// For indicator 9.
    pub online: Option<OnlineService>,
}

impl UnitFacts {
    /// Fails when a part is more than its whole.
    ///
    /// # Errors
    /// `value_out_of_range` with the names as path.
    pub fn check(&self) -> Result<(), Error> {
        let mut pairs = Vec::new();
        if let Some(of) = self.on_site {
            pairs.push(("on_site.approved", of.approved, of.listed));
            pairs.push(("on_site.received", of.received, of.not_excluded));
        }
        if let Some(of) = self.feedback {
            pairs.push(("feedback.on_time", of.on_time, of.petitions));
            pairs.push(("feedback.prolonged", of.prolonged, of.petitions));
        }
        if let Some(of) = self.online {
            pairs.push(("online.offered", of.offered, of.eligible));
            pairs.push(("online.online", of.online, of.dossiers));
            pairs.push(("online.overdue", of.overdue, of.online));
        }
        match pairs.into_iter().find(|(_, part, whole)| part > whole) {
            None => Ok(()),
            Some((path, part, whole)) => {
                let value = format!("{part} of {whole}");
                Err(Error::ValueOutOfRange { name: "the count", value, bound: "at most what it is counted among" }.within(path))
            }
        }
    }

    /// The points of an indicator, where the facts decide it.
    #[must_use]
    pub fn point(&self, indicator: &Indicator) -> Option<Point> {
        match indicator.number() {
            5 => self.on_site?.point(),
            6 => self.publicity?.point(),
            8 => self.feedback?.point(),
            9 => self.online?.point(),
            _ => None,
        }
    }
}

/// Whether a share is at least so many percent; `None` of nothing.
fn at_least(part: u64, whole: u64, percent: u64) -> Option<bool> {
    let order = Ratio::new(part, whole).cmp_percent_micro(percent * 1_000_000)?;
    Some(order.is_ge())
}

impl OnSite {
    /// Nothing, when there is nothing to count among.
    fn point(self) -> Option<Point> {
        let fact = format!("approved {}/{}, received {}/{}", self.approved, self.listed, self.received, self.not_excluded);
        if at_least(self.approved, self.listed, self.level.on_site_percent()) == Some(true) {
            return Point::new(2, fact);
        }
        Point::new(u8::from(at_least(self.received, self.not_excluded, 100)?), fact)
    }
}

impl Feedback {
    fn point(self) -> Option<Point> {
        if self.petitions == 0 {
            return Point::new(2, "none");
        }
        let fact = format!("on_time {}/{}, prolonged {}", self.on_time, self.petitions, self.prolonged);
        let points = match (self.prolonged, at_least(self.on_time, self.petitions, tables::QUALITY_FEEDBACK_ON_TIME)?) {
            (0, _) if self.on_time == self.petitions => 2,
            (0, true) => 1,
            _ => 0,
        };
        Point::new(points, fact)
    }
}

impl OnlineService {
    /// Nothing, when nothing could be offered, or nobody handed anything in.
    fn point(self) -> Option<Point> {
        let fact = format!(
            "offered {}/{}, online {}/{}, overdue {}",
            self.offered, self.eligible, self.online, self.dossiers, self.overdue
        );
        let widely = at_least(self.offered, self.eligible, tables::QUALITY_ONLINE_PROCEDURES)?;
        if self.offered == 0 || self.overdue > 0 {
            return Point::new(0, fact);
        }
        let used = at_least(self.online, self.dossiers, tables::QUALITY_ONLINE_DOSSIERS)?;
        let fairly = at_least(self.online, self.dossiers, tables::QUALITY_ONLINE_DOSSIERS_FAIR)?;
        // Used as for 2 points but offered too narrowly for them: Art. 13 has no level for it; that of 1 point is met.
        Point::new(if widely && used { 2 } else { u8::from(fairly) }, fact)
    }
}
