//! What things are called in an office.

use chrono::NaiveDateTime;
use motcua::{Channel, State};

pub(crate) const fn channel(channel: Option<Channel>) -> &'static str {
    match channel {
        Some(Channel::Counter) => "tại quầy",
        Some(Channel::Online) => "trực tuyến",
        Some(Channel::Post) => "qua bưu điện",
        Some(Channel::Kiosk) => "tại kiosk",
        Some(Channel::Assisted) => "trực tuyến, bàn hỗ trợ giúp",
        None => "không ghi kênh",
    }
}

pub(crate) const fn state(state: State) -> &'static str {
    match state {
        State::Draft => "Chưa nộp",
        State::Submitted => "Chờ tiếp nhận",
        State::InProcess => "Đang giải quyết",
        State::AwaitingSupplement => "Chờ bổ sung",
        State::Suspended => "Tạm dừng",
        State::ResultReady => "Đã có kết quả, chờ trả",
        State::Returned => "Đã trả kết quả",
        State::Rejected => "Từ chối",
        State::Withdrawn => "Người dân rút",
        State::Stopped => "Dừng giải quyết",
    }
}

/// Whom or what a stopped dossier waits for.
pub(crate) fn waits_for(whom: &str) -> &'static str {
    match whom {
        "applicant" => "chờ người nộp",
        "other_agency" => "chờ cơ quan khác",
        "public_posting" => "chờ niêm yết công khai",
        _ => "sự kiện bất khả kháng",
    }
}

/// The unit of a log, as people call it.
pub(crate) fn unit(unit: &str) -> &str {
    if unit == "one_stop" { "Trung tâm một cửa" } else { unit }
}

/// `25/11 17:00`.
pub(crate) fn short(at: NaiveDateTime) -> String {
    at.format("%d/%m %H:%M").to_string()
}

/// `5 giờ 20 phút`: office hours used.
pub(crate) fn hours(seconds: i64) -> String {
    let minutes = seconds / 60;
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} phút"),
        (hours, 0) => format!("{hours} giờ"),
        (hours, minutes) => format!("{hours} giờ {minutes:02} phút"),
    }
}
