//! The day in a terminal: at most 100 columns, the same bytes every time.

use std::io::{self, Write};

use motcua::Language::{En, Vi};
use motcua::{Calendar, Ratio, State};

use crate::output::File;
use crate::scene::{Entry, Scene};
use crate::summary::Summary;
use crate::timeline::Moment;
use crate::words::{time, weekday_date};
use crate::year::{Year, comma, percent};

pub(crate) const WIDTH: usize = 100;

/// Head, what happened, what it comes to.
pub(crate) fn day(out: &mut impl Write, scene: &Scene, moments: &[Moment<'_>], summary: &Summary) -> io::Result<()> {
    writeln!(out, "MỘT NGÀY Ở {}", scene.office.one_stop.as_deref().unwrap_or_default().to_uppercase())?;
    writeln!(out, "{}, {}", scene.office.agency, weekday_date(scene.day(), Vi))?;
    writeln!(out, "A day at the counter, {}. People and dossiers are made up, the law is real.", weekday_date(scene.day(), En))?;
    writeln!(out, "MẪU: người và hồ sơ là dữ liệu tổng hợp; thủ tục, thời hạn, lịch nghỉ và căn cứ là thật.")?;
    if let Some(before) = scene.day().pred_opt()
        && let Ok(day) = Calendar::vietnam().day(before)
        && !day.is_working()
    {
        let basis: Vec<String> = day.citations().iter().map(|citation| citation.text(Vi)).collect();
        writeln!(out, "Hôm qua nghỉ: {} [{}].", day.name(Vi), basis.join("; "))?;
    }
    writeln!(out)?;
    for moment in moments.iter().filter(|moment| !moment.is_routine) {
        let line = format!(
            "{}  {}  {:<28}  {}",
            time(moment.at),
            tail(moment.entry),
            cut(&moment.entry.particulars.procedure, 28),
            moment.what
        );
        writeln!(out, "{}", cut(&line, WIDTH))?;
    }
    writeln!(out)?;
    totals(out, summary)
}

/// The code without its unit: the unit is always the same.
fn tail(entry: &Entry) -> String {
    let code = &entry.particulars.code;
    format!("{}-{:04}", code.received_on().format("%y%m%d"), code.serial())
}

fn totals(out: &mut impl Write, summary: &Summary) -> io::Result<()> {
    let share = |ratio: Ratio| format!("{} ({}%)", ratio, ratio.percent(1).unwrap_or_default().replace('.', ","));
    let rows = [
        (
            "Hồ sơ / Dossiers",
            format!(
                "{}; nộp hôm nay {}, có kết quả {}, trả {}",
                summary.dossiers, summary.received_today, summary.decided_today, summary.returned_today
            ),
        ),
        ("Đã xong / Decided", format!("trước hạn {}, đúng hạn {}, quá hạn {}", summary.early, summary.on_time, summary.late)),
        ("Đúng hẹn / On time", share(summary.share_on_time())),
        ("Đang làm / Open", format!("trong hạn {}, quá hạn {}", summary.within_term, summary.overdue)),
        (
            "Không tính / Not measured",
            format!(
                "{} (rút {}, dừng {}, từ chối khi nhận hoặc chưa có ngày hẹn)",
                summary.not_measured,
                summary.in_state(State::Withdrawn),
                summary.in_state(State::Stopped)
            ),
        ),
        (
            "Hẹn lại / New dates",
            format!("{}; trễ hoặc hẹn lại {}, đã xin lỗi {}", summary.rescheduled, summary.apologies.0, summary.apologies.1),
        ),
        ("Còn nợ / Owed", format!("{} việc lúc đóng cửa", summary.duties)),
    ];
    rows.iter().try_for_each(|(name, value)| writeln!(out, "{name:<26} {value}"))
}

/// The year in three lines.
pub(crate) fn year(out: &mut impl Write, year: &Year) -> anyhow::Result<()> {
    let (ours, rank) = (year.ours()?, year.rank()?);
    let overall = &year.satisfaction.ours()?.group.overall;
    let share = overall.index.as_ref().map(|share| comma(&(share * &motcua::Exact::from(100)).text(1))).unwrap_or_default();
    let interval = overall.interval.map(|interval| format!("{}–{}", percent(interval.low()), percent(interval.high())));
    let rows = [
        ("Điểm 766 / Decision 766", format!("{}/100, {}", year.portal.total, year.portal.band)),
        (
            "Hài lòng / Satisfied",
            format!("{share}% của {} phiếu; khoảng 95%: {}", overall.respondents, interval.unwrap_or_default()),
        ),
        (
            "CCHC / Reform index",
            format!(
                "{}/100 (bộ mẫu), hạng {}; khoảng 95%: {}–{}",
                year.index.total,
                rank.statement.short(),
                ours.interval.low,
                ours.interval.high
            ),
        ),
    ];
    writeln!(out, "\nNăm 2026 / The year (17 xã lân cận là mẫu / neighbours are made up)")?;
    rows.iter().try_for_each(|(name, value)| writeln!(out, "{name:<26} {value}"))?;
    Ok(())
}

/// What was written where.
pub(crate) fn files(out: &mut impl Write, folder: &str, files: &[File]) -> io::Result<()> {
    writeln!(out, "\nĐã ghi vào / Written to {folder}:")?;
    files.iter().try_for_each(|file| writeln!(out, "  {}", cut(&format!("{:<36} {}", file.name, file.what), WIDTH - 2)))
}

/// The first so many characters, the last of them an ellipsis if there were more. A Vietnamese letter is one column wide.
fn cut(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_owned();
    }
    let mut cut: String = text.chars().take(width.saturating_sub(1)).collect();
    cut.truncate(cut.trim_end().len());
    cut.push('…');
    cut
}
