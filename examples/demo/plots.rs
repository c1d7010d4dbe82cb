//! Pictures as SVG, drawn with plotters: no script, no font file, the same bytes every time.

mod bars;
mod caterpillar;
mod change;
mod opinions;
mod stacked;

use anyhow::{Context, Result, anyhow};
use plotters::coord::Shift;
use plotters::prelude::{
    BLACK, Circle, DrawingArea, IntoDrawingArea, IntoFont, PathElement, RGBColor, Rectangle, SVGBackend, Text, TextStyle, WHITE,
};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontStyle};

pub(crate) use self::bars::{Bar, bars};
pub(crate) use self::caterpillar::{Ranked, caterpillar};
pub(crate) use self::change::{Step, change};
pub(crate) use self::opinions::{Opinion, opinions};
pub(crate) use self::stacked::{Layer, Stack, stacked};

const INK: RGBColor = RGBColor(27, 32, 39);
const QUIET: RGBColor = RGBColor(85, 92, 102);
const LINE: RGBColor = RGBColor(217, 213, 203);
const TRACK: RGBColor = RGBColor(241, 238, 230);
const ACCENT: RGBColor = RGBColor(156, 28, 28);
const MAIN: RGBColor = RGBColor(47, 94, 140);
const GOOD: RGBColor = RGBColor(46, 125, 80);
const BAD: RGBColor = RGBColor(192, 72, 54);

const WIDTH: i32 = 960;

/// A white sheet of so many pixels, with what it shows in words.
struct Sheet<'a> {
    area: DrawingArea<SVGBackend<'a>, Shift>,
}

/// Where a text hangs on its point.
#[derive(Clone, Copy)]
enum Hang {
    Left,
    Middle,
    Right,
}

impl Sheet<'_> {
    fn text(&self, text: &str, at: (i32, i32), size: i32, color: RGBColor, hang: Hang, is_bold: bool) -> Result<()> {
        let hang = match hang {
            Hang::Left => HPos::Left,
            Hang::Middle => HPos::Center,
            Hang::Right => HPos::Right,
        };
        let style = if is_bold { FontStyle::Bold } else { FontStyle::Normal };
        let font = ("sans-serif", size).into_font().style(style);
        let style = TextStyle::from(font).color(&color).pos(Pos::new(hang, VPos::Center));
        self.area.draw(&Text::new(text.to_owned(), at, style)).map_err(|error| anyhow!("{error}"))
    }

    fn block(&self, from: (i32, i32), to: (i32, i32), color: RGBColor) -> Result<()> {
        self.area.draw(&Rectangle::new([from, to], color.filled())).map_err(|error| anyhow!("{error}"))
    }

    fn line(&self, points: &[(i32, i32)], color: RGBColor, width: u32) -> Result<()> {
        self.area.draw(&PathElement::new(points.to_vec(), color.stroke_width(width))).map_err(|error| anyhow!("{error}"))
    }

    fn dot(&self, at: (i32, i32), radius: i32, color: RGBColor) -> Result<()> {
        self.area.draw(&Circle::new(at, radius, color.filled())).map_err(|error| anyhow!("{error}"))
    }
}

/// Draws a picture; `title` says what it shows to those who cannot see it.
fn draw(title: &str, height: i32, picture: impl FnOnce(&Sheet<'_>) -> Result<()>) -> Result<String> {
    let mut svg = String::new();
    let size = (WIDTH.unsigned_abs(), height.unsigned_abs());
    {
        let sheet = Sheet { area: SVGBackend::with_string(&mut svg, size).into_drawing_area() };
        sheet.area.fill(&WHITE).map_err(|error| anyhow!("{error}"))?;
        picture(&sheet)?;
        sheet.area.present().map_err(|error| anyhow!("{error}"))?;
    }
    let (head, body) = svg.split_once('>').context("no picture was drawn")?;
    Ok(format!("{head} role=\"img\" aria-label=\"{}\">{body}", escape(title)))
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The nearest pixel of a value on a scale of so many pixels from `from` on.
fn pixel(value: f64, scale: (f64, f64), from: i32, width: i32) -> i32 {
    let share = (value - scale.0) / (scale.1 - scale.0);
    // A picture is some hundred pixels wide: the rounded value fits, and what does not is held at the edge.
    #[expect(clippy::cast_possible_truncation, reason = "clamped to the picture")]
    let offset = (share.clamp(0.0, 1.0) * f64::from(width)).round() as i32;
    from + offset
}

/// White or ink, whichever reads better on a colour.
fn on(color: RGBColor) -> RGBColor {
    let RGBColor(red, green, blue) = color;
    let light = u32::from(red) * 299 + u32::from(green) * 587 + u32::from(blue) * 114;
    if light > 140_000 { BLACK } else { WHITE }
}
