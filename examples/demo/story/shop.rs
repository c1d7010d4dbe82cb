//! S1 to S6: posting, feedback, the plan, interlinked stages, slips, time.

use anyhow::Result;
use motcua::Cutoff;
use motcua::procedure::Part as Posted;

use super::{Part, Statement, day_off, instrument, petition};
use crate::pages::percent;
use crate::world::World;

pub(super) fn parts(world: &World) -> Result<Vec<Part>> {
    Ok(vec![posting(world), feedback(world)?, plan(world), interlinked()?, slips(world)?, time(world)?])
}

fn posting(world: &World) -> Part {
    let completeness = world.catalogue.completeness(world.today.day(), None);
    let (posted, complete) = (completeness.posted, completeness.complete);
    Part {
        id: "S1",
        title: ["Niêm yết công khai mọi thủ tục, dễ tìm", "Every procedure posted and easy to find"],
        statements: vec![
            Statement::new(
                format!(
                    "{} thủ tục có thật đang có hiệu lực đều lên bảng niêm yết. {}/{} thủ tục đủ mọi bộ phận bắt buộc: nguồn đã đọc chưa nêu thành phần hồ sơ và trình tự, nên bảng ghi rõ còn thiếu gì, không suy đoán.",
                    posted.numerator, complete.numerator, complete.denominator
                ),
                format!(
                    "All {} real procedures in force are on the board; {} of {} with every mandatory part, and the board names what is missing.",
                    posted.numerator, complete.numerator, complete.denominator
                ),
            )
            .see("board.html", "Bảng niêm yết")
            .see("completeness.json", "Phần còn thiếu")
            .on(Posted::Time.citation())
            .on(Posted::LegalBasis.citation()),
            Statement::new(
                "Gõ không dấu, viết hoa hay đảo từ vẫn tìm ra; mỗi thủ tục có ngày hẹn trả nếu nộp hôm nay.",
                "Search ignores diacritics, case and word order; every procedure with its due date if filed today.",
            )
            .see("limits.html#tra-cuu", "Tra cứu")
            .see("deadlines.html", "Hẹn trả hôm nay")
            .on(Posted::Name.citation()),
        ],
    }
}

fn feedback(world: &World) -> Result<Part> {
    let counts = &world.petitions.counts;
    let calls = world.contact.calls.len();
    Ok(Part {
        id: "S2",
        title: ["Đường dây nóng, hòm thư, phản ánh, kiến nghị", "Hotline, mailbox, feedback"],
        statements: vec![
            Statement::new(
                format!(
                    "{} phản ánh, kiến nghị trong tháng; thư không tên, không liên hệ không được thụ lý, việc của nơi khác phải chuyển trong 5 ngày làm việc: {} việc phải chuyển, {} đúng hạn, {} quá hạn.",
                    counts.received, counts.to_transfer, counts.transferred_on_time, counts.transfer_overdue
                ),
                format!(
                    "{} petitions this month; what belongs elsewhere is passed on within five working days: {} to pass on, {} in time, {} overdue.",
                    counts.received, counts.to_transfer, counts.transferred_on_time, counts.transfer_overdue
                ),
            )
            .see("petitions.html", "Sổ phản ánh, kiến nghị")
            .on(petition("petition_contact")?)
            .on(petition("petition_transfer")?),
            Statement::new(
                format!(
                    "{calls} cuộc gọi đường dây nóng và {} lần mở hòm thư được ghi lại; kết quả trả lời được công khai: {}/{}.",
                    world.contact.openings.len(),
                    counts.published,
                    counts.answered
                ),
                format!("{calls} calls and {} openings of the mailbox recorded; answers published: {} of {}.", world.contact.openings.len(), counts.published, counts.answered),
            )
            .see("contact.html", "Đường dây nóng, hòm thư")
            .on(petition("petition_forms")?)
            .on(petition("petition_publication")?),
        ],
    })
}

fn plan(world: &World) -> Part {
    let evidence = "việc đã làm mà chưa có minh chứng thì không tính là hoàn thành";
    let approved = super::Basis::own(&world.approved_by, "the office's own decision (sample)");
    Part {
        id: "S3",
        title: ["Kế hoạch cải cách hành chính năm, công khai", "The yearly reform plan, public"],
        statements: vec![
            Statement::new(
                format!(
                    "Kế hoạch năm 2026 có đầu việc, người chủ trì, hạn, minh chứng: hoàn thành {}; {evidence}.",
                    world.plan_completion
                ),
                format!(
                    "The plan for 2026 with owners, due days and evidence: {} completed; without evidence nothing counts.",
                    world.plan_completion
                ),
            )
            .see("plan.html", "Kế hoạch và mục tiêu")
            .on(approved)
            .on(motcua::plan::Objectives::basis()),
        ],
    }
}

fn interlinked() -> Result<Part> {
    let date = chrono::NaiveDate::from_ymd_opt(2026, 11, 19).unwrap_or_default();
    let group = motcua::interlinked::group_on("nd63_2024_birth", date)?;
    let statement = Statement::new(
        "Một hồ sơ liên thông khai sinh – thường trú – bảo hiểm y tế: mỗi công đoạn một cơ quan, một hạn. Khâu hộ tịch quá 24 giờ nên chính cơ quan đó xin lỗi, không phải bộ phận một cửa; tổng thời hạn 3 ngày làm việc là hạn riêng, không phải phép cộng.",
        "An interlinked birth: each stage has its unit and limit. The civil status office took more than 24 hours, so it apologises; the total of 3 working days is a limit of its own, not a sum.",
    );
    let mut statement = statement.see("interlinked.html", "Các công đoạn");
    for basis in [group.total.and_then(|total| total.citation), group.apology].into_iter().flatten() {
        statement = statement.on(basis);
    }
    Ok(Part {
        id: "S4",
        title: ["Một cửa và một cửa liên thông", "One-stop and interlinked one-stop"],
        statements: vec![statement],
    })
}

fn slips(world: &World) -> Result<Part> {
    let regime = world.today.regime;
    let (circular, _) = regime.forms_basis();
    let (owed, given) = world.summary.slips;
    Ok(Part {
        id: "S5",
        title: ["Một cửa điện tử, giấy hẹn, phiếu lấy ý kiến", "Electronic one-stop, appointment slip, opinion form"],
        statements: vec![
            Statement::new(
                format!("{given}/{owed} hồ sơ cần phiếu hẹn đã có phiếu, in khổ A5, có mã QR của mã hồ sơ; một hồ sơ nhận lúc 16:20 còn nợ phiếu."),
                format!("{given} of {owed} dossiers that need a slip have one (A5, with a QR of the code); one received at 16:20 is still owed."),
            )
            .see("appointment-slip.html", "Giấy tiếp nhận và hẹn trả")
            .see("register.html", "Sổ theo dõi")
            .see("day.html#con-no", "Việc còn nợ")
            .on(regime.clock_start().citation())
            .on(instrument(circular.number().unwrap_or_default())?),
            Statement::new(
                "Thiếu giấy tờ thì hướng dẫn một lần, đủ và rõ; bổ sung sau thẩm định thì thời hạn tính lại từ đầu. Người dân nhận phiếu lấy ý kiến chín câu cùng giấy hẹn.",
                "Missing papers: guided once, in full; after a supplement the full limit runs again. The opinion form with nine indicators goes with the slip.",
            )
            .see("supplement-request.html", "Phiếu yêu cầu bổ sung")
            .see("appointment-slip-restart.html", "Giấy hẹn sau bổ sung")
            .see("opinion-form.html", "Phiếu lấy ý kiến")
            .on(regime.supplement_policy().citation())
            .on(motcua::form::Indicator::citation()),
        ],
    })
}

fn time(world: &World) -> Result<Part> {
    let summary = &world.summary;
    let mut holiday = Statement::new(
        format!(
            "{} hồ sơ đã có kết quả: {} trước hạn, {} đúng hạn, {} quá hạn ({} đúng hoặc trước hẹn); {} đang làm còn trong hạn, {} đã quá. Ngày 24/11 là ngày nghỉ lễ mới nên không tính vào thời hạn.",
            summary.early + summary.on_time + summary.late, summary.early, summary.on_time, summary.late, percent(summary.share_on_time()), summary.within_term, summary.overdue
        ),
        format!(
            "{} results: {} early, {} on time, {} late; {} open within term, {} overdue. 24 November is a new public holiday and no working day.",
            summary.early + summary.on_time + summary.late, summary.early, summary.on_time, summary.late, summary.within_term, summary.overdue
        ),
    )
    .see("day.html", "Diễn biến trong ngày")
    .see("cases.html#on_time", "Đúng hẹn")
    .see("cases.html#early", "Trước hẹn");
    for basis in day_off(2026, 11, 24)? {
        holiday = holiday.on(basis);
    }
    let today = world.today.day();
    let mut fifteen = Statement::new(
        "Nhận sau 15 giờ: khai sinh, chứng thực chưa xong ngay thì trả ngày làm việc tiếp theo và phải có phiếu hẹn; hồ sơ khác thì chuyển đơn vị giải quyết đầu ngày làm việc sau, ngày hẹn không đổi.",
        "After 15:00: births and certifications move to the next working day, with a slip; other dossiers are handed over next morning and keep their due date.",
    )
    .see("appointment-slip-after-15.html", "Khai sinh sau 15 giờ")
    .see("appointment-slip-hour.html", "Chứng thực: phiếu ghi giờ")
    .see("cases.html#counter_due", "Chuyển hồ sơ");
    for cutoff in [Cutoff::civil_status(), Cutoff::certification(), Cutoff::hand_over()] {
        fifteen.bases.extend(cutoff.citation(today).map(super::Basis::from));
    }
    let corrected = Statement::new(
        "Ghi sai thì sửa bằng một sự kiện mới có lý do và người ký; hồ sơ từ quá hạn thành đúng hạn sau khi sửa hiện ngay trong vết kiểm tra.",
        "A wrong entry is corrected by a new event with reason and signer; a late dossier that turned on time shows in the audit trail.",
    )
    .see("day.html#sua", "Vết sửa")
    .see("day.html#nhap", "Nhật ký nhập từ nơi khác")
    .on(super::Basis::own("quy tắc ghi nhật ký của thư viện; chưa tìm thấy quy định riêng về việc sửa", "a rule of the library's log; no provision on corrections was found"));
    Ok(Part {
        id: "S6", title: ["Đúng hạn, quá hạn", "On time, late, overdue"], statements: vec![holiday, fifteen, corrected]
    })
}
