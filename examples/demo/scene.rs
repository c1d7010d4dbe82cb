//! One office on one day: its dossiers, scripted ones and ordinary ones, each made from the message the library reads.

use std::collections::HashMap;

use anyhow::{Context, Result};
use chrono::{NaiveDate, NaiveDateTime};
use fastrand::Rng;
use motcua::form::{Case, Office, Officer, Particulars, SubmittedPaper};
use motcua::procedure::{Asked, Catalogue};
use motcua::wire::{DossierRequest, EventShape, parse_moment};
use motcua::{Dossier, DossierCode, Event, EventKind, Regime, Standing};
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::data::Data;
use crate::people::applicant;

/// An office on a day.
pub(crate) struct Scene {
    pub(crate) office: Office,
    pub(crate) regime: &'static Regime,
    /// The moment it is looked at: closing time of the day.
    pub(crate) as_of: NaiveDateTime,
    /// In the order of reception.
    pub(crate) entries: Vec<Entry>,
}

/// A dossier with what it is there to show.
pub(crate) struct Entry {
    /// The name of a scripted one.
    pub(crate) key: Option<String>,
    /// What it shows, in Vietnamese and English; empty for an ordinary one.
    pub(crate) shows: [String; 2],
    pub(crate) particulars: Particulars,
    pub(crate) dossier: Dossier,
    /// The `given` of the operation `dossier` that gives the same.
    pub(crate) request: Value,
    /// One more event, to see how it would stand after it.
    pub(crate) what_if: Option<Event>,
    pub(crate) standing: Standing,
}

impl Entry {
    pub(crate) fn code(&self) -> String {
        self.particulars.code.to_string()
    }

    /// The dossier as the forms want it.
    pub(crate) const fn case(&self, as_of: NaiveDateTime) -> Case<'_> {
        Case { dossier: &self.dossier, as_of, particulars: &self.particulars }
    }
}

/// What a file of scripted dossiers holds.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Script {
    regime: String,
    as_of: String,
    /// The receiving unit in dossier codes.
    unit: String,
    office: Office,
    dossiers: Vec<Draft>,
}

/// A dossier before it has a code.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Draft {
    #[serde(default)]
    pub(crate) key: Option<String>,
    #[serde(default)]
    pub(crate) shows: [String; 2],
    /// The code of its procedure, and the case of it.
    pub(crate) procedure: String,
    #[serde(default)]
    pub(crate) case: Option<String>,
    #[serde(default)]
    pub(crate) papers: Vec<String>,
    #[serde(default)]
    pub(crate) receive_at: Option<String>,
    #[serde(default)]
    pub(crate) what_if: Option<EventShape>,
    pub(crate) events: Vec<Value>,
}

impl Scene {
    /// The scene of a script; `ordinary` adds what happens beside it.
    pub(crate) fn new(
        script: &Data,
        catalogue: &Catalogue,
        seed: u64,
        ordinary: impl FnOnce(&mut Rng, &Catalogue, NaiveDateTime) -> Result<Vec<Draft>>,
    ) -> Result<Self> {
        let Script { regime, as_of, unit, office, dossiers } = script.read()?;
        let (regime, moment) = (Regime::parse(&regime)?, parse_moment(&as_of)?);
        let mut rng = Rng::with_seed(seed);
        let mut drafts = dossiers;
        drafts.extend(ordinary(&mut rng, catalogue, moment)?);
        let mut received = drafts.into_iter().map(|draft| Ok((received_at(&draft)?, draft))).collect::<Result<Vec<_>>>()?;
        received.sort_by_key(|(at, _)| *at);
        let mut serials: HashMap<NaiveDate, u32> = HashMap::new();
        let mut entries = Vec::new();
        let commune = office.address.clone().unwrap_or_default();
        for (number, (at, draft)) in (1..).zip(received) {
            let serial = serials.entry(at.date()).or_default();
            *serial += 1;
            let code = DossierCode::issue(&unit, at.date(), *serial)?;
            let person = applicant(&mut rng, number, &commune);
            let about = draft.key.clone().unwrap_or_else(|| code.to_string());
            let made = Maker { catalogue, regime, as_of: &as_of, moment, number }.entry(draft, code, person, at.date());
            entries.push(made.context(about)?);
        }
        Ok(Self { office, regime, as_of: moment, entries })
    }

    /// The scripted dossier of a name.
    pub(crate) fn entry(&self, key: &str) -> Result<&Entry> {
        let found = self.entries.iter().find(|entry| entry.key.as_deref() == Some(key));
        found.with_context(|| format!("no dossier `{key}`"))
    }

    /// The day.
    pub(crate) fn day(&self) -> NaiveDate {
        self.as_of.date()
    }
}

/// When the office first had it: the code carries that day. What came online outside office hours counts from acceptance.
fn received_at(draft: &Draft) -> Result<NaiveDateTime> {
    let of = |kind: &str| draft.events.iter().find(|event| event["kind"] == kind);
    let event = of("accepted").or_else(|| of("submitted")).context("a dossier without submission")?;
    Ok(parse_moment(event["at"].as_str().unwrap_or_default())?)
}

/// Makes entries of drafts.
struct Maker<'a> {
    catalogue: &'a Catalogue,
    regime: &'static Regime,
    as_of: &'a str,
    moment: NaiveDateTime,
    number: usize,
}

impl Maker<'_> {
    fn entry(
        &self,
        draft: Draft,
        code: DossierCode,
        applicant: motcua::form::Applicant,
        received_on: NaiveDate,
    ) -> Result<Entry> {
        let procedure = self.catalogue.get(&draft.procedure).context("no such procedure")?;
        // A dossier is pinned to the version in force when it was received.
        let version = procedure.version_on(received_on).context("no version in force")?;
        let applicable = version.limit(Asked { case: draft.case.as_deref(), ..Asked::default() })?;
        let mut given = Map::new();
        given.insert("regime".to_owned(), self.regime.id().into());
        given.insert("limit".to_owned(), applicable.limit().to_string().into());
        if let Some(cutoff) = version.cutoff.as_ref().and_then(motcua::Cutoff::rule_id) {
            given.insert("cutoff".to_owned(), cutoff.into());
        }
        given.insert("as_of".to_owned(), self.as_of.into());
        given.insert("events".to_owned(), draft.events.into());
        let request = Value::Object(given);
        let (dossier, _) = DossierRequest::deserialize(&request)?.build()?;
        let standing = dossier.standing(self.moment)?;

        let mut particulars = Particulars::new(code, &procedure.name, applicant);
        particulars.procedure_code = procedure.code.as_ref().map(motcua::procedure::ProcedureCode::national);
        particulars.request = draft.case.map(|case| format!("{} ({case})", procedure.name));
        particulars.papers = papers(draft.papers);
        particulars.receive_at = draft.receive_at;
        particulars.document_number = Some(format!("{:04}/HS", self.number));
        particulars.book = Some("01".to_owned());
        particulars.book_number = Some(self.number.to_string());
        particulars.officer = officer(&dossier);
        let what_if = draft.what_if.map(|event| event.build()).transpose()?;
        Ok(Entry { key: draft.key, shows: draft.shows, particulars, dossier, request, what_if, standing })
    }
}

/// Who received it.
fn officer(dossier: &Dossier) -> Option<Officer> {
    let received = |event: &&Event| matches!(event.kind, EventKind::Submitted { .. });
    let name = dossier.events().iter().find(received)?.officer.as_deref()?;
    Some(Officer { name: name.to_owned(), title: Some("Công chức tiếp nhận".to_owned()), phone: None })
}

fn papers(names: Vec<String>) -> Vec<SubmittedPaper> {
    let names = if names.is_empty() { vec!["Tờ khai theo mẫu của thủ tục".to_owned()] } else { names };
    let paper = |name: String| {
        let is_copy = name.starts_with("Bản sao");
        SubmittedPaper { originals: u32::from(!is_copy), copies: u32::from(is_copy), certified: 0, name }
    };
    names.into_iter().map(paper).collect()
}
