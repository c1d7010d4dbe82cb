//! Ranks with their intervals.

use anyhow::Result;

use super::{ACCENT, Hang, INK, LINE, MAIN, QUIET, draw, pixel};

/// A unit, its rank, and between which ranks it may as well stand.
pub(crate) struct Ranked {
    pub(crate) label: String,
    pub(crate) rank: f64,
    pub(crate) low: f64,
    pub(crate) high: f64,
    /// What stands behind it.
    pub(crate) text: String,
    pub(crate) is_ours: bool,
}

/// A line a unit from its lowest to its highest rank, the first at the top.
pub(crate) fn caterpillar(title: &str, axis: &str, units: &[Ranked]) -> Result<String> {
    const ROW: i32 = 27;
    const LEFT: i32 = 270;
    const LENGTH: i32 = 520;
    const TOP: i32 = 46;
    let rows = i32::try_from(units.len())?;
    let scale = (1.0, f64::from(rows.max(2)));
    let bottom = TOP + rows * ROW;
    draw(title, bottom + 20, |sheet| {
        sheet.text(axis, (LEFT + LENGTH / 2, 12), 14, QUIET, Hang::Middle, false)?;
        let step = if rows > 20 { 5 } else { 2 };
        let marks = std::iter::once(1).chain((1..=rows).filter(|rank| rank % step == 0));
        for rank in marks {
            let x = pixel(f64::from(rank), scale, LEFT, LENGTH);
            sheet.line(&[(x, TOP - 6), (x, bottom)], LINE, 1)?;
            sheet.text(&rank.to_string(), (x, TOP - 16), 14, QUIET, Hang::Middle, false)?;
        }
        for (row, unit) in (0..).zip(units) {
            let y = TOP + row * ROW + ROW / 2;
            let color = if unit.is_ours { ACCENT } else { MAIN };
            let [low, high, rank] = [unit.low, unit.high, unit.rank].map(|value| pixel(value, scale, LEFT, LENGTH));
            sheet.text(&unit.label, (LEFT - 16, y), 15, if unit.is_ours { ACCENT } else { INK }, Hang::Right, unit.is_ours)?;
            sheet.line(&[(low, y), (high, y)], color, 3)?;
            for end in [low, high] {
                sheet.line(&[(end, y - 5), (end, y + 5)], color, 2)?;
            }
            sheet.dot((rank, y), 6, color)?;
            sheet.text(
                &unit.text,
                (LEFT + LENGTH + 18, y),
                15,
                if unit.is_ours { ACCENT } else { QUIET },
                Hang::Left,
                unit.is_ours,
            )?;
        }
        Ok(())
    })
}
