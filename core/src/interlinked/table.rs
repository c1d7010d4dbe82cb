//! The shapes of the groups of law in the tables, and how a group is made of one.

use chrono::NaiveDate;

use super::graph::{Stage, StageGraph};
use super::group::{Group, Note, OtherLimit, Total};
use crate::deadline::cutoff::NamedCutoff;
use crate::deadline::{Amount, Cutoff, TimeLimit, Unit};
use crate::error::Error;
use crate::law::{Citation, Confidence, Instrument, Rule};

/// Vietnamese, English.
type Names = [&'static str; 2];
type Limit = (u32, Unit);
/// A case and its limit.
type CaseLimits = &'static [(&'static str, Limit)];

pub(crate) struct GroupFacts {
    pub(crate) id: &'static str,
    pub(crate) code: Option<&'static str>,
    pub(crate) name: Names,
    pub(crate) from: Option<NaiveDate>,
    pub(crate) until: Option<NaiveDate>,
    pub(crate) source: Source,
    pub(crate) apology: Option<Source>,
    pub(crate) cutoff: Option<&'static NamedCutoff>,
    pub(crate) total: Option<TotalFacts>,
    pub(crate) cases: &'static [(&'static str, Names)],
    pub(crate) other_limits: &'static [OtherFacts],
    pub(crate) stages: &'static [StageFacts],
    pub(crate) unconfirmed: &'static [Names],
}

pub(crate) struct TotalFacts {
    pub(crate) limit: Limit,
    pub(crate) limits: CaseLimits,
    pub(crate) extra: CaseLimits,
    pub(crate) source: Source,
}

pub(crate) struct OtherFacts {
    pub(crate) id: &'static str,
    pub(crate) name: Names,
    pub(crate) limit: Limit,
}

pub(crate) struct StageFacts {
    pub(crate) id: &'static str,
    pub(crate) name: Names,
    pub(crate) unit: Names,
    pub(crate) limit: Option<Limit>,
    pub(crate) limits: CaseLimits,
    pub(crate) after: &'static [&'static str],
    pub(crate) only_in: Option<&'static str>,
    pub(crate) counts_in_total: bool,
}

/// Where a fact was read.
#[derive(Clone, Copy)]
pub(crate) enum Source {
    Article(&'static Instrument, Option<&'static str>, Confidence),
    Practice(&'static str, &'static str, Confidence),
}

impl Source {
    fn citation(self) -> Citation {
        match self {
            Self::Article(instrument, article, confidence) => Rule::article("", instrument, article, confidence).citation(),
            Self::Practice(vi, en, confidence) => Rule::practice("", vi, en, confidence).citation(),
        }
    }
}

impl GroupFacts {
    pub(super) fn build(&self) -> Result<Group, Error> {
        let citation = self.source.citation();
        let stages = self.stages.iter().map(|stage| stage.build(&citation)).collect::<Result<_, _>>()?;
        let others = self.other_limits.iter().map(|other| other.build(&citation)).collect::<Result<_, _>>()?;
        Ok(Group {
            name_vi: self.name[0].to_owned(),
            name_en: self.name[1].to_owned(),
            code: self.code.map(str::to_owned),
            from: self.from,
            until: self.until,
            total: self.total.as_ref().map(TotalFacts::build).transpose()?,
            cutoff: self.cutoff.map(|rule| Cutoff::named(rule.id)).transpose()?,
            case_names: self.cases.iter().map(|(case, names)| ((*case).to_owned(), note(names))).collect(),
            other_limits: others,
            citation: Some(citation),
            apology: self.apology.map(Source::citation),
            unconfirmed: self.unconfirmed.iter().map(note).collect(),
            ..Group::new(self.id, StageGraph::new(stages)?)
        })
    }
}

impl TotalFacts {
    fn build(&self) -> Result<Total, Error> {
        Ok(Total {
            limit: time_limit(self.limit)?,
            limits: case_limits(self.limits)?,
            extra: case_limits(self.extra)?,
            citation: Some(self.source.citation()),
        })
    }
}

impl OtherFacts {
    fn build(&self, citation: &Citation) -> Result<OtherLimit, Error> {
        let [name_vi, name_en] = self.name.map(str::to_owned);
        Ok(OtherLimit {
            id: self.id.to_owned(),
            name_vi,
            name_en,
            limit: time_limit(self.limit)?,
            citation: Some(citation.clone()),
        })
    }
}

impl StageFacts {
    fn build(&self, citation: &Citation) -> Result<Stage, Error> {
        let [name_vi, name_en] = self.name.map(str::to_owned);
        let limit = self.limit.map(time_limit).transpose()?;
        Ok(Stage {
            name_vi,
            name_en,
            unit_en: self.unit[1].to_owned(),
            limits: case_limits(self.limits)?,
            after: self.after.iter().map(|&id| id.to_owned()).collect(),
            only_in: self.only_in.map(str::to_owned),
            counts_in_total: self.counts_in_total,
            citation: limit.as_ref().map(|_| citation.clone()),
            ..Stage::new(self.id, self.unit[0], limit)
        })
    }
}

fn note(names: &Names) -> Note {
    let [vi, en] = names.map(str::to_owned);
    Note { vi, en }
}

fn time_limit((amount, unit): Limit) -> Result<TimeLimit, Error> {
    TimeLimit::new(Amount::from(amount), unit)
}

fn case_limits(limits: CaseLimits) -> Result<Vec<(String, TimeLimit)>, Error> {
    limits.iter().map(|&(case, limit)| Ok((case.to_owned(), time_limit(limit)?))).collect()
}
