//! From one year's index to the next, area by area.

use anyhow::Result;

use super::{BAD, GOOD, Hang, INK, MAIN, QUIET, draw, pixel};

/// One area's part in a change.
pub(crate) struct Step {
    pub(crate) label: String,
    pub(crate) change: f64,
    /// The change as printed, with its sign.
    pub(crate) text: String,
}

/// The old and the new total as points, and between them a step for each area. Totals are no bars, for the scale does not begin at 0.
pub(crate) fn change(title: &str, from: (&str, f64, &str), to: (&str, f64, &str), steps: &[Step]) -> Result<String> {
    const ROW: i32 = 40;
    const LEFT: i32 = 360;
    const LENGTH: i32 = 460;
    let rows = i32::try_from(steps.len())? + 2;
    let mut level = from.1;
    let (mut lowest, mut highest) = (from.1.min(to.1), from.1.max(to.1));
    for step in steps {
        level += step.change;
        lowest = lowest.min(level);
        highest = highest.max(level);
    }
    let room = (highest - lowest).max(1.0) * 0.25;
    let scale = (lowest - room, highest + room);
    draw(title, 16 + rows * ROW, |sheet| {
        let middle = |row: i32| 8 + row * ROW + ROW / 2;
        let at = |value: f64| pixel(value, scale, LEFT, LENGTH);
        for (row, (label, total, text)) in [(0, from), (rows - 1, to)] {
            let y = middle(row);
            sheet.text(label, (LEFT - 16, y), 16, INK, Hang::Right, true)?;
            sheet.dot((at(total), y), 8, MAIN)?;
            sheet.text(text, (at(total) + 18, y), 16, INK, Hang::Left, true)?;
        }
        let mut level = from.1;
        for (row, step) in (1..).zip(steps) {
            let y = middle(row);
            let (before, after) = (at(level), at(level + step.change));
            let color = if step.change < 0.0 { BAD } else { GOOD };
            sheet.line(&[(before, y - ROW + 12), (before, y - 12)], QUIET, 1)?;
            sheet.text(&step.label, (LEFT - 16, y), 16, INK, Hang::Right, false)?;
            sheet.block((before.min(after), y - 12), (before.max(after).max(before.min(after) + 2), y + 12), color)?;
            sheet.text(
                &step.text,
                (before.max(after) + 12, y),
                16,
                if step.change == 0.0 { QUIET } else { color },
                Hang::Left,
                false,
            )?;
            level += step.change;
        }
        sheet.line(&[(at(level), middle(rows - 2) + 12), (at(level), middle(rows - 1) - 8)], QUIET, 1)?;
        Ok(())
    })
}
