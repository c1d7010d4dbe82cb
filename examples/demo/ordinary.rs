//! The dossiers nobody tells a story about: received in the weeks before, most of them on time. The same for the same seed.

use anyhow::{Context, Result};
use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use fastrand::Rng;
use motcua::procedure::{Asked, Catalogue};
use motcua::{Calendar, Deadline, deadline};
use serde_json::{Value, json};

use crate::scene::Draft;

/// What is asked for on an ordinary day, and who decides.
const USUAL: [(&str, &str); 9] = [
    ("1.004873", OFFICE),
    ("1.004859", OFFICE),
    ("1.001022", OFFICE),
    ("2.001035", OFFICE),
    ("1.004194", "Công an xã"),
    ("1.010041", "Công an xã"),
    ("1.003197", "Công an xã"),
    ("1.001612", "Phòng Kinh tế"),
    ("1.001776", "Phòng Văn hóa - Xã hội"),
];
const CLERK: &str = "Lê Thị M (mẫu)";
const HELP_DESK: &str = "Hồ Văn N (mẫu)";
const OFFICE: &str = "Văn phòng HĐND và UBND xã";
/// How many there are.
const COUNT: usize = 25;
/// How many of them are late.
const LATE: [usize; 1] = [7];

/// The ordinary dossiers before a moment.
pub(crate) fn dossiers(rng: &mut Rng, catalogue: &Catalogue, as_of: NaiveDateTime) -> Result<Vec<Draft>> {
    (0..COUNT).map(|place| dossier(rng, catalogue, as_of, place)).collect()
}

fn dossier(rng: &mut Rng, catalogue: &Catalogue, as_of: NaiveDateTime, place: usize) -> Result<Draft> {
    let calendar = Calendar::vietnam();
    let (procedure, unit) = rng.choice(USUAL).context("nothing is usual")?;
    let received_on = calendar.add_working_days(as_of.date(), -rng.i64(2..16))?;
    let accepted = minutes(received_on, 7 * 60 + rng.i64(10..230))?;
    let due = due(catalogue, procedure, accepted, &calendar)?;
    let is_late = LATE.contains(&place);
    // Some are ready before the day, few on the day after it.
    let spare = calendar.count_working_days(received_on, due.due_on())?;
    let ahead = if is_late { -1 } else { rng.i64(0..=spare.min(2)) };
    let ready = minutes(calendar.add_working_days(due.due_on(), -ahead)?, 13 * 60 + 40 + rng.i64(0..170))?;
    let online = rng.u8(0..100) < 60;

    let clerk = |kind: &str, at: NaiveDateTime| json!({"at": text(at), "kind": kind, "officer": CLERK, "backup": HELP_DESK});
    let plain = |kind: &str, at: NaiveDateTime| json!({"at": text(at), "kind": kind});
    let issued = |form: &str, at: NaiveDateTime| json!({"at": text(at), "kind": "issued", "form": form});
    let channel = if online { "online" } else { "counter" };
    let submitted = json!({
        "at": text(accepted - TimeDelta::minutes(10)), "kind": "submitted", "channel": channel,
        "officer": CLERK, "backup": HELP_DESK,
    });
    // What came online is handed over at once.
    let handed_over = accepted + TimeDelta::minutes(if online { 0 } else { 90 });
    let (officer, backup) = desk(unit);
    let hand_over = json!({"at": text(handed_over), "kind": "handed_over", "to": unit, "officer": officer, "backup": backup});
    let slip = issued("appointment_slip", accepted + TimeDelta::minutes(1));
    let [second, third] = if online { [hand_over, slip] } else { [slip, hand_over] };
    let mut events = vec![submitted, plain("accepted", accepted), second, third];
    // What lies after the moment has not happened yet.
    if ready <= as_of {
        events.push(clerk("result_ready", ready));
        let after = |minutes| ready + TimeDelta::minutes(minutes);
        match (is_late, ahead) {
            (true, _) => events.push(issued("apology", after(10))),
            (false, 0) => {}
            (false, _) => events.push(issued("early_return_notice", after(10))),
        }
        let returned = after(20);
        if returned <= as_of {
            events.push(plain("returned", returned));
        }
    }
    Ok(Draft {
        key: None,
        shows: Default::default(),
        procedure: procedure.to_owned(),
        case: None,
        papers: Vec::new(),
        receive_at: online.then(|| "Bản điện tử trên Cổng Dịch vụ công quốc gia".to_owned()),
        what_if: None,
        events,
    })
}

/// When the office promises the result.
fn due(catalogue: &Catalogue, procedure: &str, accepted: NaiveDateTime, calendar: &Calendar) -> Result<Deadline> {
    let version = catalogue.version_on(procedure, accepted.date()).context("no version in force")?;
    let limit = version.limit(Asked::default())?;
    Ok(deadline(accepted, limit.limit(), calendar, &version.counting_rules(Default::default()))?)
}

fn desk(unit: &str) -> (&'static str, &'static str) {
    match unit {
        OFFICE => ("Trần Văn T (mẫu)", "Nguyễn Thị H (mẫu)"),
        "Công an xã" => ("Lê Văn C (mẫu)", "Đinh Văn K (mẫu)"),
        "Phòng Kinh tế" => ("Võ Văn D (mẫu)", "Đỗ Thị P (mẫu)"),
        _ => ("Hoàng Thị X (mẫu)", "Bùi Văn L (mẫu)"),
    }
}

fn minutes(date: NaiveDate, minutes: i64) -> Result<NaiveDateTime> {
    let midnight = date.and_hms_opt(0, 0, 0).context("midnight")?;
    Ok(midnight + TimeDelta::minutes(minutes))
}

fn text(at: NaiveDateTime) -> Value {
    at.format("%Y-%m-%dT%H:%M").to_string().into()
}
