//! From procedures to records. Limits are written in their canonical form.

use super::record::{
    AreaRecord, CaseRecord, CatalogueRecord, ChannelRecord, FeeRecord, FormRecord, PaperRecord, ProcedureRecord, StageRecord,
    VersionRecord,
};
use super::service::{Channel, ServiceLevel, Tier};
use super::version::{Charge, Fee, Version};
use super::{Catalogue, Procedure, ProcedureCode};
use crate::deadline::TimeLimit;

fn written(limit: &Option<TimeLimit>) -> Option<String> {
    limit.as_ref().map(TimeLimit::to_string)
}

impl From<&Catalogue> for CatalogueRecord {
    fn from(catalogue: &Catalogue) -> Self {
        Self { procedures: catalogue.procedures().iter().map(ProcedureRecord::from).collect() }
    }
}

impl From<&Procedure> for ProcedureRecord {
    fn from(procedure: &Procedure) -> Self {
        let code = procedure.code.as_ref();
        let own_id = code.is_none_or(|code| code.national() != procedure.id);
        Self {
            id: own_id.then(|| procedure.id.clone()),
            code: code.map(ProcedureCode::to_string),
            name: procedure.name.clone(),
            field: procedure.field.clone(),
            versions: procedure.versions.iter().map(VersionRecord::from).collect(),
        }
    }
}

impl From<&Version> for VersionRecord {
    fn from(v: &Version) -> Self {
        let level = |level: Option<ServiceLevel>| level.map(|level| level.as_str().to_owned());
        let tier = |tier: Option<Tier>| tier.map(|tier| tier.as_str().to_owned());
        Self {
            in_force_from: v.from.map(|date| date.to_string()),
            in_force_until: v.until.map(|date| date.to_string()),
            limit: written(&v.terms.limit),
            local_limit: written(&v.terms.local),
            local_basis: v.local_basis.clone(),
            cutoff: v.cutoff.and_then(|cutoff| cutoff.rule_id()).map(str::to_owned),
            extension: written(&v.extension),
            extension_cap: written(&v.extension_cap),
            subject: v.subject.clone(),
            sequence: v.sequence.clone(),
            way: v.way.clone(),
            result: v.result.clone(),
            conditions: v.conditions.clone(),
            legal_basis: v.legal_basis.clone(),
            agency: v.agency.clone(),
            tier_before: tier(v.tier_before),
            tier_after: tier(v.tier_after),
            service_level: level(v.service_level),
            proactive_level: level(v.proactive_level),
            partial_reason: v.partial_reason.clone(),
            entry_url: v.entry_url.clone(),
            confidence: v.confidence.map(|confidence| confidence.as_str().to_owned()),
            confidence_note: v.confidence_note.clone(),
            note: v.note.clone(),
            source: v.source.clone(),
            sets: v.sets,
            by_post: v.by_post,
            result_by_post: v.result_by_post,
            papers: papers(v),
            cases: cases(v),
            channels: channels(v),
            areas: areas(v),
            stages: stages(v),
            fees: v.fees.as_ref().map(|fees| fees.iter().map(fee).collect()),
            forms: forms(v),
        }
    }
}

fn papers(v: &Version) -> Vec<PaperRecord> {
    let record = |p: &super::Paper| PaperRecord {
        name: p.name.clone(),
        originals: p.originals,
        certified: p.certified,
        copies: p.copies,
        mandatory: p.mandatory,
    };
    v.papers.iter().map(record).collect()
}

fn cases(v: &Version) -> Vec<CaseRecord> {
    let record = |c: &super::Case| CaseRecord {
        name: c.name.clone(),
        number: c.number,
        limit: written(&c.terms.limit),
        extra: written(&c.terms.extra),
        local_limit: written(&c.terms.local),
    };
    v.cases.iter().map(record).collect()
}

fn channels(v: &Version) -> Vec<ChannelRecord> {
    let record = |c: &super::ChannelTerms| ChannelRecord {
        channel: c.channel.as_str().to_owned(),
        limit: written(&c.terms.limit),
        extra: written(&c.terms.extra),
        local_limit: written(&c.terms.local),
    };
    v.channels.iter().map(record).collect()
}

fn areas(v: &Version) -> Vec<AreaRecord> {
    let record = |a: &super::Area| AreaRecord {
        name: a.name.clone(),
        limit: written(&a.terms.limit),
        extra: written(&a.terms.extra),
        local_limit: written(&a.terms.local),
    };
    v.areas.iter().map(record).collect()
}

fn stages(v: &Version) -> Vec<StageRecord> {
    let record = |s: &super::Stage| StageRecord { name: s.name.clone(), unit: s.unit.clone(), limit: written(&s.limit) };
    v.stages.iter().map(record).collect()
}

fn fee(fee: &Fee) -> FeeRecord {
    let (amount, text) = match &fee.charge {
        Charge::Amount(amount) => (Some(amount.to_string()), None),
        Charge::Text(text) => (None, Some(text.clone())),
    };
    FeeRecord {
        channel: fee.channel.map(Channel::as_str).map(str::to_owned),
        kind: Some(fee.kind.as_str().to_owned()),
        amount,
        text,
    }
}

fn forms(v: &Version) -> Option<Vec<FormRecord>> {
    let record = |f: &super::FormTemplate| FormRecord { name: f.name.clone(), url: f.url.clone() };
    v.forms.as_ref().map(|forms| forms.iter().map(record).collect())
}
