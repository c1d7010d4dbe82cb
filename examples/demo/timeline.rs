//! What happened on the day, in order.

use anyhow::Result;
use chrono::{NaiveDateTime, TimeDelta};
use motcua::Language::Vi;
use motcua::{Event, EventKind, FormKind, Regime, Standing, SuspensionReason, Timeliness};

use crate::names;
use crate::scene::{Entry, Scene};

/// One thing that happened.
pub(crate) struct Moment<'a> {
    pub(crate) at: NaiveDateTime,
    pub(crate) entry: &'a Entry,
    pub(crate) what: String,
    /// Whether it goes without saying: the hand-over, a slip given with the acceptance.
    pub(crate) is_routine: bool,
}

/// Everything that happened on the day of a scene; of equal moments, in the order of the dossiers.
pub(crate) fn moments(scene: &Scene) -> Result<Vec<Moment<'_>>> {
    let mut moments = Vec::new();
    for entry in &scene.entries {
        for event in entry.dossier.events().iter().filter(|event| event.at.date() == scene.day()) {
            let standing = entry.dossier.standing(event.at)?;
            let mut what = what(event, entry, &standing, scene.regime);
            let late = late_hand_over(event, entry)?;
            if let Some(by) = late {
                what = format!("{what}: chậm, phải chuyển trước {}", names::short(by));
            }
            moments.push(Moment { at: event.at, entry, what, is_routine: late.is_none() && is_routine(&event.kind) });
        }
    }
    moments.sort_by_key(|moment| moment.at);
    Ok(moments)
}

/// By when a hand-over that comes late was due.
fn late_hand_over(event: &Event, entry: &Entry) -> Result<Option<NaiveDateTime>> {
    if !matches!(event.kind, EventKind::HandedOver { .. }) {
        return Ok(None);
    }
    let owed = entry.dossier.duties(event.at - TimeDelta::seconds(1))?;
    Ok(owed.iter().find(|duty| duty.form().is_none() && duty.is_late()).and_then(motcua::Duty::due_at))
}

const fn is_routine(kind: &EventKind) -> bool {
    matches!(
        kind,
        EventKind::Issued { form: FormKind::AppointmentSlip | FormKind::SupplementRequest | FormKind::Refusal }
            | EventKind::HandedOver { .. }
            | EventKind::Submitted { .. }
    )
}

/// One entry of the log in words.
pub(crate) fn what(event: &Event, entry: &Entry, standing: &Standing, regime: &Regime) -> String {
    let due = || standing.due_at().map_or_else(|| "chưa có ngày hẹn".to_owned(), |due| format!("hẹn trả {}", names::short(due)));
    match &event.kind {
        EventKind::Submitted { channel } => format!("Nộp hồ sơ {}", names::channel(*channel)),
        EventKind::Delivered => "Ký biên bản giao nhận với bưu điện".to_owned(),
        EventKind::Accepted { competent_agency: None } => format!("Tiếp nhận, {}", due()),
        EventKind::Accepted { competent_agency: Some(agency) } => {
            format!("Tiếp nhận thay {agency}; thời hạn tính từ khi nơi đó nhận")
        }
        EventKind::Arrived => format!("Cơ quan có thẩm quyền đã nhận, {}", due()),
        EventKind::Rejected { reason } => format!("Từ chối: {reason}"),
        EventKind::SupplementRequested { items, .. } => format!("Yêu cầu bổ sung: {}", items.join("; ")),
        EventKind::SupplementReceived => match standing.due_at() {
            Some(_) => format!("Đã bổ sung đủ, {}", due()),
            None => "Đã bổ sung đủ".to_owned(),
        },
        EventKind::Suspended { reason } => format!("Tạm dừng: {}", reason.map_or("không ghi lý do", suspension)),
        EventKind::Resumed => format!("Tính tiếp thời hạn, {}", due()),
        EventKind::HandedOver { to } => format!("Chuyển {to}"),
        EventKind::Rescheduled { new_due_on, reason, .. } => {
            format!("Xin lỗi, hẹn lại {}: {reason}", new_due_on.format("%d/%m"))
        }
        EventKind::Issued { form } => format!("Giao: {}", title(regime, *form)),
        EventKind::ResultReady => match standing.timeliness() {
            Timeliness::None => "Có kết quả".to_owned(),
            timeliness => format!("Có kết quả: {}", lower(timeliness.name(Vi))),
        },
        EventKind::Returned => match &entry.particulars.receive_at {
            Some(way) => way.clone(),
            None => "Trả kết quả tại quầy".to_owned(),
        },
        EventKind::Withdrawn => "Người dân rút hồ sơ".to_owned(),
        EventKind::Stopped { reason } => format!("Dừng giải quyết: {reason}"),
        EventKind::Assigned => format!("Giao {} thụ lý", event.officer.as_deref().unwrap_or_default()),
        EventKind::Corrected { becomes_at, signer, .. } => {
            let to = becomes_at.map_or_else(|| "không xảy ra".to_owned(), names::short);
            format!("Sửa mốc có kết quả thành {to} ({signer} ký): {}", lower(standing.timeliness().name(Vi)))
        }
    }
}

/// The title of a form under the regime.
pub(crate) fn title(regime: &Regime, form: FormKind) -> &'static str {
    regime.form(form).map_or(form.as_str(), |form| form.title(Vi))
}

const fn suspension(reason: SuspensionReason) -> &'static str {
    match reason {
        SuspensionReason::FinancialObligation => "chờ nghĩa vụ tài chính",
        SuspensionReason::OtherAgency => "chờ ý kiến cơ quan khác",
        SuspensionReason::PublicPosting => "niêm yết công khai",
        SuspensionReason::ForceMajeure => "bất khả kháng",
    }
}

/// A word that begins a sentence, within one.
pub(crate) fn lower(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_lowercase().chain(chars).collect()).unwrap_or_default()
}
