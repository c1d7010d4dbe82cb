//! The same shop before the reform: Triệu Độ commune in 2020.

use anyhow::Result;

use super::{Statement, day_off, instrument};
use crate::world::World;

/// What the older scene shows.
pub(crate) fn statements(world: &World) -> Result<Vec<Statement>> {
    let regime = world.before.regime;
    let mut holiday = Statement::new(
        "Hồ sơ nhận ngày 28/4/2020, hạn 3 ngày làm việc, hẹn ngày 05/5: bỏ qua 30/4, 01/5 và hai ngày cuối tuần. Hồ sơ cũ giữ nguyên quy định của ngày nhận.",
        "Received on 28 April 2020, 3 working days, due on 5 May: 30 April, 1 May and a weekend are skipped. An old dossier keeps the rules of its day.",
    )
    .see("2020-appointment-slip.html", "Giấy hẹn năm 2020")
    .see("cases.html#2020_slip", "Tình huống");
    for basis in day_off(2020, 4, 30)?.into_iter().chain(day_off(2020, 5, 1)?) {
        holiday = holiday.on(basis);
    }
    let titles = Statement::new(
        "Mẫu 04 khi ấy là “Phiếu xin lỗi và hẹn lại ngày trả kết quả”, phiếu kiểm soát là mẫu 05, sổ theo dõi là mẫu 06; chưa có thông báo dừng giải quyết.",
        "Form 04 had another title then, the control sheet was form 05 and the register form 06; there was no stop notice.",
    )
    .see("2020-apology.html", "Phiếu xin lỗi")
    .see("2020-control-sheet.html", "Phiếu kiểm soát")
    .see("2020-register.html", "Sổ theo dõi")
    .see("2020-opinion-form.html", "Phiếu lấy ý kiến")
    .on(instrument(regime.forms_basis().0.number().unwrap_or_default())?)
    .on(regime.reschedule_notice_days().citation());
    let restart = Statement::new(
        "Bổ sung xong thì thời hạn tính lại từ đầu: quy định này đọc được nguyên văn; sau 01/7/2025 chưa đọc được văn bản nên kết quả ghi rõ là giá trị mặc định.",
        "After a supplement the limit restarts: read in the text of the older decree; for the younger one it is a default, and marked so.",
    )
    .see("cases.html#2020_restart", "Tình huống")
    .see("2020-supplement-request.html", "Phiếu yêu cầu bổ sung")
    .on(regime.supplement_policy().citation());
    Ok(vec![holiday, titles, restart])
}
