//! Points against their maximum.

use anyhow::Result;

use super::{Hang, INK, MAIN, QUIET, TRACK, draw, pixel};

/// One group of a score.
pub(crate) struct Bar {
    pub(crate) label: String,
    pub(crate) value: f64,
    pub(crate) max: f64,
    /// What stands behind the bar.
    pub(crate) text: String,
}

/// A bar a group, each filled to its share of the maximum.
pub(crate) fn bars(title: &str, bars: &[Bar]) -> Result<String> {
    const ROW: i32 = 44;
    const LEFT: i32 = 300;
    const LENGTH: i32 = 500;
    let rows = i32::try_from(bars.len())?;
    draw(title, 24 + rows * ROW, |sheet| {
        for (row, bar) in (0..).zip(bars) {
            let middle = 12 + row * ROW + ROW / 2;
            let (top, bottom) = (middle - 12, middle + 12);
            sheet.text(&bar.label, (LEFT - 16, middle), 17, INK, Hang::Right, false)?;
            sheet.block((LEFT, top), (LEFT + LENGTH, bottom), TRACK)?;
            sheet.block((LEFT, top), (pixel(bar.value, (0.0, bar.max), LEFT, LENGTH), bottom), MAIN)?;
            sheet.text(&bar.text, (LEFT + LENGTH + 14, middle), 17, QUIET, Hang::Left, false)?;
        }
        sheet.line(&[(LEFT, 8), (LEFT, 16 + rows * ROW)], INK, 1)?;
        Ok(())
    })
}
