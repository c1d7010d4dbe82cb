//! What counts and rates are called.

use crate::law::Language;

/// The name of a count or a rate, in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name {
    id: &'static str,
    vi: &'static str,
    en: &'static str,
}

impl Name {
    /// The stable name.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        self.id
    }

    /// In words.
    #[must_use]
    pub const fn text(&self, language: Language) -> &'static str {
        language.pick(self.vi, self.en)
    }
}

const fn word(id: &'static str, vi: &'static str, en: &'static str) -> Name {
    Name { id, vi, en }
}

const NAMES: &[Name] = &[
    word("received", "Tiếp nhận trong kỳ", "Received in the period"),
    word("carried_over", "Từ kỳ trước chuyển sang", "Carried over from before the period"),
    word("to_handle", "Phải giải quyết", "To handle: received in the period and carried over"),
    word("resolved", "Đã giải quyết trong kỳ", "Resolved in the period"),
    word("early", "Giải quyết trước hạn", "Resolved early"),
    word("on_time", "Giải quyết đúng hạn", "Resolved on the due date"),
    word("late", "Giải quyết quá hạn", "Resolved late"),
    word("open", "Đang giải quyết", "Open"),
    word("within_term", "Đang giải quyết trong hạn", "Open within term"),
    word("overdue", "Đang giải quyết quá hạn", "Open and overdue"),
    word("kept", "Trước hạn, đúng hạn và đang giải quyết trong hạn", "Early, on time, or open within term"),
    word("unmeasured", "Không có ngày hẹn trả, không tính", "Without a due date, not measured"),
    word("resolved_unmeasured", "Đã giải quyết, không có ngày hẹn trả", "Resolved, without a due date"),
    word("open_unmeasured", "Đang giải quyết, không có ngày hẹn trả", "Open, without a due date"),
    word("resolved_measured", "Đã giải quyết, có ngày hẹn trả", "Resolved, with a due date"),
    word("open_measured", "Đang giải quyết, có ngày hẹn trả", "Open, with a due date"),
    word("finished_before_received", "Ngày trả kết quả trước ngày tiếp nhận", "Finished before they were received"),
    word("early_or_on_time", "Giải quyết trước hạn và đúng hạn", "Resolved early or on the due date"),
    word("on_time_rate", "Tỷ lệ giải quyết trước hạn, đúng hạn", "Resolved early or on time among resolved with a due date"),
    word("kept_rate", "Tỷ lệ hồ sơ đúng tiến độ", "Early, on time or within term among all to handle"),
    word("late_rate", "Tỷ lệ giải quyết quá hạn", "Late among resolved with a due date"),
    word("overdue_rate", "Tỷ lệ quá hạn trong số đang giải quyết", "Overdue among open with a due date"),
    word("measured", "Có ngày hẹn trả", "With a due date"),
    word("redated", "Đã hẹn lại ngày trả", "With a due date other than the first"),
    word("moved_later", "Hẹn lại muộn hơn", "Moved to a later due date"),
    word(
        "early_or_on_time_by_first_promise",
        "Trước hạn, đúng hạn theo ngày hẹn đầu",
        "Resolved early or on time by the first promise",
    ),
    word("kept_by_first_promise", "Đúng tiến độ theo ngày hẹn đầu", "Early, on time or within term by the first promise"),
    word("kept_only_by_new_date", "Đúng hạn chỉ nhờ hẹn lại", "Kept only by the new date"),
    word("redated_rate", "Tỷ lệ hồ sơ hẹn lại", "With a moved due date among those with a due date"),
    word(
        "on_time_by_first_promise_rate",
        "Tỷ lệ đúng hạn theo ngày hẹn đầu",
        "Resolved early or on time by the first promise among resolved with a due date",
    ),
    word(
        "kept_measured_rate",
        "Tỷ lệ đúng tiến độ trong số có ngày hẹn trả",
        "Early, on time or within term among those with a due date",
    ),
    word(
        "kept_by_first_promise_rate",
        "Tỷ lệ đúng tiến độ theo ngày hẹn đầu",
        "Early, on time or within term by the first promise among those with a due date",
    ),
    word("edited", "Đã sửa ngày hoàn thành", "With a day of the result other than first recorded"),
    word("turned_on_time", "Từ quá hạn thành đúng hạn sau khi sửa", "Broken as first recorded, kept as corrected"),
    word("turned_late", "Từ đúng hạn thành quá hạn sau khi sửa", "Kept as first recorded, broken as corrected"),
    word("recorded_measured", "Đã giải quyết theo ghi nhận đầu, có ngày hẹn trả", "Resolved as first recorded, with a due date"),
    word("early_or_on_time_as_recorded", "Trước hạn, đúng hạn theo ghi nhận đầu", "Resolved early or on time as first recorded"),
    word("edited_rate", "Tỷ lệ hồ sơ sửa ngày hoàn thành", "Edited among those with a due date"),
    word("turned_on_time_rate", "Tỷ lệ hồ sơ thành đúng hạn sau khi sửa", "Turned on time among those with a due date"),
    word(
        "on_time_as_recorded_rate",
        "Tỷ lệ đúng hạn theo ghi nhận đầu",
        "Resolved early or on time as first recorded among resolved with a due date",
    ),
    word("dossiers", "Số hồ sơ", "Dossiers"),
    word("mean", "Số ngày làm việc bình quân so với ngày hẹn", "Mean working days after the due date"),
    word("median", "Trung vị số ngày làm việc so với ngày hẹn", "Median working days after the due date"),
    word("least", "Sớm nhất", "Fewest working days after the due date"),
    word("most", "Muộn nhất", "Most working days after the due date"),
    word("unit", "Đơn vị", "Unit"),
    word("field", "Lĩnh vực", "Field"),
    word("officer", "Cán bộ", "Officer"),
    word("channel", "Hình thức tiếp nhận", "Channel"),
    word("procedure", "Thủ tục", "Procedure"),
    word("month", "Tháng", "Month"),
    word("quarter", "Quý", "Quarter"),
    word("year", "Năm", "Year"),
    word("unknown", "Không rõ", "Unknown"),
    word("total", "Tổng số", "Total"),
];

/// Every count, rate and column of a report with its name in words.
#[must_use]
pub const fn names() -> &'static [Name] {
    NAMES
}

/// The name of a count, a rate or a column.
#[must_use]
pub fn name(id: &str) -> Option<&'static Name> {
    NAMES.iter().find(|name| name.id == id)
}
