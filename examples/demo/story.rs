//! The fourteen parts of a one-stop shop, each with what the day shows of it, where, and on what it rests.

mod before;
mod service;
mod shop;
mod year;

use anyhow::{Context, Result};
use chrono::NaiveDate;
use motcua::Citation;
use motcua::Language::{En, Vi};

use crate::world::World;

/// A part of the one-stop (S1 to S14).
pub(crate) struct Part {
    pub(crate) id: &'static str,
    /// In Vietnamese and English.
    pub(crate) title: [&'static str; 2],
    pub(crate) statements: Vec<Statement>,
}

/// Something the pages show, with the pages that show it and what it rests on.
pub(crate) struct Statement {
    pub(crate) text: [String; 2],
    /// File, perhaps with a place in it, and what it is called.
    pub(crate) links: Vec<(&'static str, &'static str)>,
    pub(crate) bases: Vec<Basis>,
}

/// What a statement rests on, in Vietnamese and English.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Basis {
    pub(crate) text: [String; 2],
    /// Whether its text was read; if not, the page says so.
    pub(crate) is_confirmed: bool,
}

impl From<Citation> for Basis {
    fn from(citation: Citation) -> Self {
        let is_confirmed = citation.confidence() != motcua::Confidence::Uncertain;
        Self { text: [citation.text(Vi), citation.text(En)], is_confirmed }
    }
}

/// A document a set of indicators rests on.
impl From<motcua::scorecard::Basis> for Basis {
    fn from(basis: motcua::scorecard::Basis) -> Self {
        Self { text: [basis.name.vi, basis.name.en], is_confirmed: basis.confidence != motcua::Confidence::Uncertain }
    }
}

impl Basis {
    /// What an office or this project decided itself.
    fn own(vi: &str, en: &str) -> Self {
        Self { text: [vi.to_owned(), en.to_owned()], is_confirmed: true }
    }
}

impl Statement {
    fn new(vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self { text: [vi.into(), en.into()], links: Vec::new(), bases: Vec::new() }
    }

    fn see(mut self, file: &'static str, called: &'static str) -> Self {
        self.links.push((file, called));
        self
    }

    fn on(mut self, basis: impl Into<Basis>) -> Self {
        let basis = basis.into();
        if !self.bases.contains(&basis) {
            self.bases.push(basis);
        }
        self
    }
}

/// All parts in order.
pub(crate) fn parts(world: &World) -> Result<Vec<Part>> {
    let mut parts = shop::parts(world)?;
    parts.extend(service::parts(world)?);
    parts.extend(year::parts(world)?);
    Ok(parts)
}

pub(crate) use self::before::statements as before;

/// An instrument by its number, without an article.
fn instrument(number: &str) -> Result<Basis> {
    let known = motcua::law::instruments().iter().find(|instrument| instrument.number() == Some(number));
    let instrument = known.with_context(|| format!("no instrument {number}"))?;
    let is_confirmed = instrument.confidence() != motcua::Confidence::Uncertain;
    Ok(Basis { text: [instrument.name(Vi).to_owned(), instrument.name(En).to_owned()], is_confirmed })
}

/// An article about petitions.
fn petition(id: &str) -> Result<Citation> {
    let bases = motcua::petition::bases();
    bases.into_iter().find(|(about, _)| *about == id).map(|(_, citation)| citation).with_context(|| format!("no rule {id}"))
}

/// What a day off rests on.
fn day_off(year: i32, month: u32, day: u32) -> Result<Vec<Citation>> {
    let date = NaiveDate::from_ymd_opt(year, month, day).context("no such day")?;
    Ok(motcua::Calendar::vietnam().day(date)?.citations())
}
