//! Totals made of groups, one unit a line.

use anyhow::Result;
use plotters::prelude::RGBColor;

use super::{ACCENT, Hang, INK, QUIET, draw, on, pixel};

/// A group and its colour in every line.
pub(crate) struct Layer {
    pub(crate) label: String,
}

/// A unit with the points of each group.
pub(crate) struct Stack {
    pub(crate) label: String,
    /// Points and how they are printed.
    pub(crate) values: Vec<(f64, String)>,
    pub(crate) text: String,
    pub(crate) is_ours: bool,
}

const COLORS: [RGBColor; 6] = [
    RGBColor(47, 94, 140),
    RGBColor(108, 152, 191),
    RGBColor(46, 125, 80),
    RGBColor(142, 188, 160),
    RGBColor(201, 146, 58),
    RGBColor(178, 66, 52),
];

/// Stacked bars on a scale to `max`, with lines where bands begin.
pub(crate) fn stacked(title: &str, layers: &[Layer], max: f64, bands: &[(f64, String)], units: &[Stack]) -> Result<String> {
    const ROW: i32 = 22;
    const LEFT: i32 = 200;
    const LENGTH: i32 = 600;
    const TOP: i32 = 92;
    const LEGEND: i32 = 3;
    let rows = i32::try_from(units.len())?;
    let bottom = TOP + rows * ROW;
    draw(title, bottom + 14, |sheet| {
        let at = |value: f64| pixel(value, (0.0, max), LEFT, LENGTH);
        for (place, (layer, color)) in (0..).zip(layers.iter().zip(COLORS)) {
            let (x, y) = (LEFT + place % LEGEND * 240, 10 + place / LEGEND * 22);
            sheet.block((x, y), (x + 13, y + 13), color)?;
            sheet.text(&layer.label, (x + 19, y + 7), 14, QUIET, Hang::Left, false)?;
        }
        for (row, unit) in (0..).zip(units) {
            let (top, middle) = (TOP + row * ROW, TOP + row * ROW + ROW / 2);
            let color = if unit.is_ours { ACCENT } else { INK };
            sheet.text(&unit.label, (LEFT - 12, middle), 14, color, Hang::Right, unit.is_ours)?;
            let mut level = 0.0;
            for ((value, text), color) in unit.values.iter().zip(COLORS) {
                let (from, to) = (at(level), at(level + value));
                sheet.block((from, top + 2), (to, top + ROW - 2), color)?;
                // At the left, out of the way of the lines of the bands.
                if to - from > 34 {
                    sheet.text(text, (from + 5, middle), 12, on(color), Hang::Left, false)?;
                }
                level += value;
            }
            sheet.text(&unit.text, (LEFT + LENGTH + 12, middle), 14, color, Hang::Left, unit.is_ours)?;
        }
        for (from, name) in bands {
            let x = at(*from);
            sheet.line(&[(x, TOP - 8), (x, bottom)], INK, 1)?;
            sheet.text(name, (x, TOP - 18), 13, QUIET, Hang::Middle, false)?;
        }
        Ok(())
    })
}
