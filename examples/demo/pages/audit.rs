//! What was corrected, and what an imported log breaks.

use anyhow::{Context, Result};
use motcua::Language::Vi;
use motcua::State;
use motcua::wire::{DossierAnswer, DossierRequest};

use crate::data;
use crate::names;
use crate::scene::Scene;
use crate::timeline::lower;

/// A correction and what it changed.
pub(super) struct Corrected {
    pub(super) code: String,
    pub(super) reason: String,
    pub(super) signer: String,
    pub(super) before: String,
    pub(super) after: String,
    pub(super) turned: bool,
}

/// A log of another system, read leniently.
pub(super) struct Imported {
    pub(super) answer: Box<DossierAnswer>,
    pub(super) events: Vec<ImportedEvent>,
    pub(super) state: String,
}

pub(super) struct ImportedEvent {
    pub(super) at: String,
    pub(super) kind: String,
    /// What is wrong with it, in words and as the library says it.
    pub(super) wrong: Option<(&'static str, String)>,
}

/// Every correction of the scene.
pub(super) fn corrections(scene: &Scene) -> Result<Vec<Corrected>> {
    let mut found = Vec::new();
    for entry in &scene.entries {
        for correction in entry.dossier.corrections(scene.as_of)? {
            let event = entry.dossier.events().get(correction.place()).context("a correction outside its log")?;
            let motcua::EventKind::Corrected { reason, signer, .. } = &event.kind else { continue };
            found.push(Corrected {
                code: entry.code(),
                reason: reason.to_string(),
                signer: signer.to_string(),
                before: lower(correction.before().timeliness().name(Vi)),
                after: lower(correction.after().timeliness().name(Vi)),
                turned: correction.turned_on_time(),
            });
        }
    }
    Ok(found)
}

/// The log of another system.
pub(super) fn imported() -> Result<Imported> {
    let request: DossierRequest = data::IMPORTED.read()?;
    let answer = request.evaluate()?;
    let event = |(place, event): (usize, &motcua::wire::EventShape)| {
        let violation = answer.violations.iter().find(|violation| violation.event == place);
        let at = motcua::wire::parse_moment(&event.at).map_or_else(|_| event.at.clone(), names::short);
        let wrong = violation.map(|violation| (in_words(violation.code), violation.message.clone()));
        ImportedEvent { at, kind: event.kind.clone(), wrong }
    };
    let events = request.events.iter().enumerate().map(event).collect();
    let state = [State::ResultReady, State::InProcess, State::AwaitingSupplement]
        .into_iter()
        .find(|state| state.as_str() == answer.state);
    let state = state.map_or(answer.state, names::state).to_owned();
    Ok(Imported { events, state, answer: Box::new(answer) })
}

/// What a broken rule is called in an office.
fn in_words(code: &str) -> &'static str {
    match code {
        "event_out_of_order" => "sai thứ tự thời gian",
        "transition_not_allowed" => "trạng thái không cho phép",
        "reason_missing" => "thiếu lý do",
        "signer_missing" => "thiếu người ký",
        "reschedule_limit_reached" => "hẹn lại quá số lần cho phép",
        "supplement_limit_reached" => "yêu cầu bổ sung quá số lần cho phép",
        "event_unknown" => "sự kiện không có trong danh mục",
        _ => "không đúng quy tắc",
    }
}
