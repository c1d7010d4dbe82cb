//! S7 to S12: apologies, control of procedures, online, post, staff, quality.

use anyhow::{Context, Result};
use motcua::procedure::{Body, Publication, PublicationDates, ServiceLevel};
use motcua::{Calendar, Cutoff, State};

use super::{Basis, Part, Statement, instrument};
use crate::world::World;

pub(super) fn parts(world: &World) -> Result<Vec<Part>> {
    Ok(vec![apologies(world)?, control(world)?, online(world)?, post(world)?, staff(world)?, quality(world)?])
}

fn apologies(world: &World) -> Result<Part> {
    let regime = world.today.regime;
    let (late, apologised) = world.summary.apologies;
    Ok(Part {
        id: "S7",
        title: ["Trễ hẹn thì xin lỗi, hẹn lại", "An apology and a new date when late"],
        statements: vec![
            Statement::new(
                format!("{late} hồ sơ trễ hoặc hẹn lại, {apologised} đã có văn bản xin lỗi. Biết trước sẽ trễ thì xin lỗi chậm nhất 01 ngày trước ngày hẹn và chỉ hẹn lại một lần; xin lỗi đúng ngày hẹn vẫn được tính nhưng bị đánh dấu."),
                format!("{late} dossiers late or with a new date, {apologised} with an apology. At the latest one day before, and only one new date; one on the due date itself counts and is flagged."),
            )
            .see("apology.html", "Xin lỗi và đề nghị gia hạn")
            .see("apology-late.html", "Xin lỗi khi trả trễ")
            .see("apology-overdue.html", "Bản để ký: quá hẹn chưa xong")
            .see("cases.html#rescheduled_late", "Hẹn lại muộn")
            .on(regime.reschedule_notice_days().citation())
            .on(regime.max_reschedules().citation())
            .on(world.before.regime.reschedule_notice_days().citation()),
            Statement::new(
                format!("Xong sớm thì báo rồi mới trả. Không đủ điều kiện thì từ chối có lý do trong thời hạn; quá hạn bổ sung thì dừng giải quyết bằng thông báo (mẫu mới năm 2025): {} hồ sơ.", world.summary.in_state(State::Stopped)),
                format!("Early results are announced first; refusals carry reasons and keep the term; stopping has a form of its own since 2025: {} dossier.", world.summary.in_state(State::Stopped)),
            )
            .see("early-return-notice.html", "Thông báo trả trước hẹn")
            .see("refusal.html", "Phiếu từ chối")
            .see("stop-notice.html", "Thông báo dừng giải quyết")
            .on(regime.early_return_notice().citation())
            .on(regime.refusal_in_term().citation())
            .on(regime.stop_notice().citation()),
        ],
    })
}

fn control(world: &World) -> Result<Part> {
    let shortened = world.catalogue.procedures().iter().filter_map(|procedure| procedure.version_on(world.today.day()));
    let shortened = shortened.filter(|version| version.terms.local.is_some()).count();
    let dates = PublicationDates { effective_on: Some(world.today.day()), ..PublicationDates::default() };
    let [decided, entered] = Publication::check(Body::Province, &dates, None, &Calendar::vietnam())?.citations;
    Ok(Part {
        id: "S8",
        title: ["Kiểm soát, đơn giản hóa thủ tục", "Control and simplification of procedures"],
        statements: vec![
            Statement::new(
                format!("{shortened} thủ tục có thời hạn cam kết ngắn hơn luật, ghi rõ rút ngắn bao nhiêu; ngày hẹn trên phiếu là ngày cam kết."),
                format!("{shortened} procedures with a limit shorter than the law's and the time saved; the slip promises the shorter one."),
            )
            .see("limits.html", "Thời hạn cam kết")
            .on(motcua::procedure::Part::Time.citation()),
            Statement::new(
                "Kiểm tra ngày công bố và ngày nhập cơ sở dữ liệu quốc gia của từng thủ tục: đúng hạn, muộn hay đang chờ.",
                "For each procedure: was the decision published and entered in the national database in time?",
            )
            .see("limits.html#cong-bo", "Công bố đúng hạn")
            .on(decided)
            .on(entered),
        ],
    })
}

fn online(world: &World) -> Result<Part> {
    let (today, before) = (world.today.day(), world.before.day());
    let level = |name: &str, day| -> Result<Basis> {
        Ok(ServiceLevel::parse(name)?.citation(day).with_context(|| format!("no basis of {name}"))?.into())
    };
    let hand_over = Cutoff::hand_over().citation(today).context("no basis of the hand-over")?;
    Ok(Part {
        id: "S9",
        title: ["Dịch vụ công trực tuyến, bàn hỗ trợ", "Online services, help desk"],
        statements: vec![
            Statement::new(
                format!("{}/{} hồ sơ nộp trực tuyến hoặc tại kiosk, có hồ sơ nhờ bàn hỗ trợ; hồ sơ trực tuyến chuyển ngay khi tiếp nhận, kể cả hồ sơ nộp tối ngày lễ.", world.summary.online, world.summary.dossiers),
                format!("{} of {} dossiers came online or from a kiosk, some with the help desk; online data are handed over at once.", world.summary.online, world.summary.dossiers),
            )
            .see("cases.html#online", "Nộp tối ngày lễ")
            .see("cases.html#assisted", "Bàn hỗ trợ")
            .see("cases.html#kiosk", "Kiosk")
            .on(hand_over),
            Statement::new(
                "Mức độ trực tuyến ghi theo tên của từng thời kỳ: bốn mức độ năm 2020, toàn trình và một phần ngày nay.",
                "Service levels under the names of their time: four levels in 2020, full and partial process today.",
            )
            .see("board.html", "Bảng niêm yết")
            .on(level("full", today)?)
            .on(level("level_4", before)?),
        ],
    })
}

fn post(world: &World) -> Result<Part> {
    let by_post = world.catalogue.procedures().iter().filter_map(|procedure| procedure.version_on(world.today.day()));
    let by_post = by_post.filter(|version| version.by_post == Some(true)).count();
    let statement = Statement::new(
        format!(
            "Hồ sơ gửi bưu điện: thời hạn tính từ lúc ký biên bản giao nhận, không phải lúc người dân gửi; kết quả trả tận nhà. {by_post} thủ tục được niêm yết là nhận qua bưu điện (danh mục mẫu)."
        ),
        format!(
            "By post: the limit runs from the signed hand-over, the result is delivered. {by_post} procedures posted as accepted by post (sample list)."
        ),
    );
    Ok(Part {
        id: "S10",
        title: ["Nhận và trả qua bưu chính công ích", "Filing and return by post (BCCI)"],
        statements: vec![
            statement
                .see("cases.html#post", "Hồ sơ qua bưu điện")
                .see("2020-register.html", "Sổ năm 2020")
                .on(instrument("45/2016/QĐ-TTg")?)
                .on(world.today.regime.clock_start().citation()),
        ],
    })
}

fn staff(world: &World) -> Result<Part> {
    let bodies = world.today.regime.bodies(world.today.day());
    let head = bodies.iter().find(|body| body.role() == "head_of_one_stop").context("nobody heads the one-stop")?;
    let statement = Statement::new(
        format!(
            "Mỗi bước có người thụ lý và người dự phòng; công chức vắng mặt thì người dự phòng nhận việc và nhật ký ghi lại. Đứng đầu: {}.",
            head.name(motcua::Language::Vi)
        ),
        format!(
            "Every step has an officer and a backup; when the officer is away the backup takes over and the log says so. Head: {}.",
            head.name(motcua::Language::En)
        ),
    );
    Ok(Part {
        id: "S11",
        title: ["Cán bộ, phân công rõ ràng", "Staff with clear roles"],
        statements: vec![
            statement
                .see("day.html#dang-giu", "Ai đang giữ hồ sơ nào")
                .see("day.html#can-bo", "Theo cán bộ")
                .see("cases.html#backup", "Người dự phòng")
                .on(head.citation()),
        ],
    })
}

fn quality(world: &World) -> Result<Part> {
    let regime = world.today.regime;
    let (circular, _) = regime.forms_basis();
    let statement = Statement::new(
        format!(
            "Mục tiêu chất lượng đo bằng chính hồ sơ trong ngày: đạt {}; mục tiêu không đạt hoặc chưa đo được đều ghi rõ. Phiếu kiểm soát cho biết từng đơn vị đã dùng bao nhiêu giờ làm việc.",
            world.objectives_achieved
        ),
        format!(
            "Quality objectives measured on the day's own dossiers: {} met, what is not met or not measured is said; the control sheet shows the office hours each unit used.",
            world.objectives_achieved
        ),
    );
    Ok(Part {
        id: "S12",
        title: ["Chất lượng theo ISO 9001:2015", "ISO 9001:2015"],
        statements: vec![
            statement
                .see("plan.html", "Mục tiêu chất lượng")
                .see("control-sheet.html", "Phiếu kiểm soát")
                .on(motcua::plan::Objectives::basis())
                .on(instrument(circular.number().unwrap_or_default())?),
        ],
    })
}
