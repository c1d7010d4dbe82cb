//! Answers from very dissatisfied to very satisfied.

use anyhow::Result;
use plotters::prelude::RGBColor;

use super::{Hang, INK, LINE, QUIET, draw, on, pixel};

/// The answers to one question.
pub(crate) struct Opinion {
    pub(crate) label: String,
    /// How many gave each answer, the worst first.
    pub(crate) counts: Vec<u64>,
    /// The index as printed.
    pub(crate) text: String,
}

/// From the worst answer to the best, of five.
const COLORS: [RGBColor; 5] =
    [RGBColor(178, 66, 52), RGBColor(231, 160, 128), RGBColor(226, 222, 212), RGBColor(142, 188, 160), RGBColor(46, 125, 80)];

/// A bar a question, divided by answers; the satisfied ones end where the bar ends, so that they are compared from the right.
pub(crate) fn opinions(title: &str, answers: &[&str], opinions: &[Opinion]) -> Result<String> {
    const ROW: i32 = 40;
    const LEFT: i32 = 330;
    const LENGTH: i32 = 520;
    const TOP: i32 = 44;
    let rows = i32::try_from(opinions.len())?;
    draw(title, TOP + rows * ROW + 8, |sheet| {
        let mut x = 90;
        let room = 790 / i32::try_from(answers.len().max(1))?;
        for (answer, color) in answers.iter().zip(COLORS) {
            sheet.block((x, 10), (x + 14, 24), color)?;
            sheet.text(answer, (x + 20, 17), 14, QUIET, Hang::Left, false)?;
            x += room;
        }
        for (row, opinion) in (0..).zip(opinions) {
            let y = TOP + row * ROW + ROW / 2;
            sheet.text(&opinion.label, (LEFT - 16, y), 16, INK, Hang::Right, false)?;
            let all: u64 = opinion.counts.iter().sum();
            let scale = (0.0, as_number(all));
            let mut before = 0;
            for (count, color) in opinion.counts.iter().zip(COLORS) {
                let [from, to] = [before, before + count].map(|count| pixel(as_number(count), scale, LEFT, LENGTH));
                sheet.block((from, y - 12), (to, y + 12), color)?;
                if to - from > 22 {
                    sheet.text(&count.to_string(), ((from + to) / 2, y), 13, on(color), Hang::Middle, false)?;
                }
                before += count;
            }
            sheet.text(&opinion.text, (LEFT + LENGTH + 14, y), 16, INK, Hang::Left, true)?;
        }
        sheet.line(&[(LEFT, TOP), (LEFT, TOP + rows * ROW)], LINE, 1)
    })
}

/// Counts of forms, far below what a float holds exactly.
fn as_number(count: u64) -> f64 {
    u32::try_from(count).map_or(f64::MAX, f64::from)
}
