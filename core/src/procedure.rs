//! The catalogue of procedures (danh mục thủ tục hành chính): what an office offers, in dated versions, read from JSON or a table, searched,
//! and posted on a board.
//!
//! ```
//! use motcua::procedure::{Asked, Catalogue};
//! use chrono::NaiveDate;
//!
//! let table = "code,name,limit,cases\n1.001022,\"Đăng ký nhận cha, mẹ, con\",03 ngày làm việc,phải xác minh||5 ngày làm việc\n";
//! let loaded = Catalogue::from_csv(table.as_bytes());
//! assert!(loaded.complaints().is_empty());
//!
//! let received_on = NaiveDate::from_ymd_opt(2026, 4, 24).unwrap();
//! let version = loaded.catalogue().version_on("1.001022", received_on).unwrap();
//! let applies = version.limit(Asked { case: Some("phải xác minh"), ..Asked::default() })?;
//! assert_eq!((applies.limit().to_string().as_str(), applies.rule().as_str()), ("8 working_day", "case"));
//!
//! let found = loaded.catalogue().search("nhan con", 5);
//! assert_eq!(found[0].procedure.id, "1.001022");
//! # Ok::<(), motcua::Error>(())
//! ```

mod board;
mod code;
mod complaint;
mod completeness;
mod flat;
mod json;
mod limit;
mod lint;
pub(crate) mod publication;
mod read;
mod record;
mod search;
pub(crate) mod service;
mod table;
#[cfg(test)]
mod tests;
mod version;
mod write;

use chrono::NaiveDate;

pub use self::board::{
    Board, BoardEntry, BoardField, BoardOffice, BoardPart, BoardProcedure, ByPost, OnlineLevel, Paper as BoardPaper, Staff,
};
pub use self::code::ProcedureCode;
pub use self::complaint::Complaint;
pub use self::completeness::{Completeness, Part, PostedProcedure, Share};
pub use self::limit::{ApplicableLimit, Asked, Comparison, LimitRule};
pub use self::publication::{Body, Publication, PublicationDates, Punctuality};
pub(crate) use self::read::parse_url;
pub use self::record::{
    AreaRecord, CaseRecord, CatalogueRecord, ChannelRecord, FeeRecord, FormRecord, PaperRecord, ProcedureRecord, StageRecord,
    VersionRecord,
};
pub use self::search::{Hit, Match};
pub use self::service::{Channel, ServiceLevel, Tier};
pub use self::version::{Area, Case, ChannelTerms, Charge, Fee, FeeKind, FormTemplate, Paper, Stage, Terms, Version};
use crate::error::{Error, quote};

/// A procedure (thủ tục hành chính) with its versions.
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "thủ tục hành chính")]
pub struct Procedure {
    /// What it is found by: the national code, or an identifier of one's own where there is none.
    pub id: String,
    /// The national code.
    pub code: Option<ProcedureCode>,
    /// Its name.
    pub name: String,
    /// Its field (lĩnh vực).
    pub field: Option<String>,
    /// Its versions, in order of force, without overlap.
    pub versions: Vec<Version>,
}

impl Procedure {
    /// The version that holds for a dossier received on a date.
    #[must_use]
    pub fn version_on(&self, date: NaiveDate) -> Option<&Version> {
        self.versions.iter().find(|version| version.holds_on(date))
    }

    /// Where a version belongs in the order of force.
    fn position(&self, version: &Version) -> usize {
        self.versions.partition_point(|known| known.from <= version.from)
    }

    /// Why another version of what should be the same procedure cannot join this one.
    fn clash(&self, other: &Self, version: &Version) -> Option<(&'static str, Error)> {
        let duplicate = |what, value: &str| Error::CodeDuplicate { what, value: quote(value) };
        let id = self.id.as_str();
        if self.name != other.name {
            return Some(("name", duplicate("for procedures of two names, the code", id)));
        }
        if self.code != other.code {
            return Some(("code", duplicate("for two codes, the id", id)));
        }
        if self.field != other.field {
            return Some(("field", duplicate("for procedures of two fields, the code", id)));
        }
        // In order and without overlap as they are, only the neighbours could.
        let position = self.position(version);
        let neighbours = [position.checked_sub(1), Some(position)].into_iter().flatten();
        let overlaps = neighbours.filter_map(|index| self.versions.get(index)).any(|known| known.overlaps(version));
        overlaps.then(|| ("in_force_from", duplicate("in versions whose days of force overlap, the code", id)))
    }
}

/// Fails for an identifier that is no plain name, or that is a code.
fn check_id(id: &str) -> Result<(), Error> {
    let plain = id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':' | b'.'));
    let starts = id.starts_with(|first: char| first.is_ascii_alphabetic());
    if plain && starts && id.len() <= 64 {
        return Ok(());
    }
    let expected = "an id of one's own: a letter, then at most 63 letters, digits, hyphens, dots, colons or underscores";
    Err(Error::CodeInvalid { value: quote(id), expected })
}

/// The procedures an office offers. Codes are used once, and of two versions of a procedure no day of force is shared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[doc(alias = "danh mục thủ tục hành chính")]
pub struct Catalogue {
    procedures: Vec<Procedure>,
}

impl Catalogue {
    /// A catalogue of procedures put together in code.
    ///
    /// # Errors
    /// `code_duplicate` for an identifier used twice and for versions that overlap, `code_invalid` for an identifier that is neither the
    /// procedure's code nor a plain name, `value_missing` for a procedure without name or version, `date_invalid` for a version that ends
    /// before it begins; each with the index of the procedure.
    pub fn new(mut procedures: Vec<Procedure>) -> Result<Self, Error> {
        let mut ids = std::collections::BTreeSet::new();
        for (index, procedure) in procedures.iter_mut().enumerate() {
            procedure.versions.sort_by_key(|version| version.from);
            check(procedure).map_err(|error| error.at("procedures", index))?;
            if !ids.insert(procedure.id.clone()) {
                let value = quote(&procedure.id);
                return Err(Error::CodeDuplicate { what: "the code", value }.at("procedures", index));
            }
        }
        Ok(Self { procedures })
    }

    /// Reads the [JSON form](CatalogueRecord) from UTF-8 text, with or without byte order mark. A version that cannot be read is left out
    /// and complained about; the others are kept.
    #[must_use]
    pub fn from_json(text: &[u8]) -> Loaded {
        json::load(text)
    }

    /// Reads a record, as [`from_json`](Self::from_json) does.
    #[must_use]
    pub fn from_record(record: &CatalogueRecord) -> Loaded {
        json::load_record(record)
    }

    /// Reads a table, one row a version: UTF-8, with or without byte order mark, separated by `,`, `;` or tabs. A row that cannot be read is
    /// left out and complained about; the others are kept.
    ///
    /// The heading names the columns, in any order: `code` or `id`, and `name`, are needed. Then there are `field`, the texts of
    /// [`VersionRecord`] (`in_force_from`, `limit`, `local_limit`, `cutoff`, `legal_basis`, …), `sets` (a number), `by_post` and
    /// `result_by_post` (`yes`, `no`), and the lists, whose items stand between `;` and their parts between `|` (a backslash keeps either):
    ///
    /// | column | item |
    /// |---|---|
    /// | `papers` | `name\|originals\|certified copies\|copies\|optional` |
    /// | `cases` | `name\|limit\|extra\|local limit\|number` |
    /// | `channels` | `counter, online, post or kiosk\|limit\|extra\|local limit` |
    /// | `areas` | `name\|limit\|extra\|local limit` |
    /// | `stages` | `name\|unit\|limit` |
    /// | `fees` | `channel\|fee, service_fee or price\|đồng in digits, or a text`; a part alone is the last one |
    /// | `forms` | `name\|address` |
    ///
    /// Parts at the end may be left out. `không` as the whole of `fees` or `forms` says that there are none; an empty cell says nothing.
    /// Rows whose first cell begins with `#` are comments. A cell that begins like a formula is refused, unless an apostrophe stands in front.
    #[must_use]
    pub fn from_csv(table: &[u8]) -> Loaded {
        table::load(table)
    }

    /// The JSON form. Reading it gives the same catalogue again.
    #[must_use]
    pub fn to_json(&self) -> String {
        json::save(self)
    }

    /// The table, every column in it, for which reading gives the same catalogue again. A cell that a spreadsheet would run gets an
    /// apostrophe in front.
    #[must_use]
    pub fn to_csv(&self) -> String {
        table::save(self)
    }

    /// The procedures, in the order they came in.
    #[must_use]
    pub fn procedures(&self) -> &[Procedure] {
        &self.procedures
    }

    /// The procedure of a code, in any of its forms, or of an identifier of one's own.
    #[must_use]
    pub fn get(&self, code: &str) -> Option<&Procedure> {
        let code = code.trim();
        let national = ProcedureCode::parse(code).ok().map(|code| code.national());
        let by_id = self.procedures.iter().find(|procedure| procedure.id == code);
        by_id.or_else(|| {
            let of = |procedure: &&Procedure| procedure.code.as_ref().map(ProcedureCode::national) == national;
            national.as_ref().and_then(|_| self.procedures.iter().find(of))
        })
    }

    /// The version in force when a dossier was received: a dossier is pinned to it, whatever becomes of the procedure later.
    #[must_use]
    pub fn version_on(&self, code: &str, received_on: NaiveDate) -> Option<&Version> {
        self.get(code)?.version_on(received_on)
    }

    /// The procedures a query fits, the best first: in Vietnamese or without diacritics, in any case and order of words. See [`Match`] for
    /// what is better than what.
    #[must_use]
    #[doc(alias = "tra cứu thủ tục")]
    pub fn search(&self, query: &str, limit: usize) -> Vec<Hit<'_>> {
        search::search(self, query, limit)
    }
}

fn check(procedure: &Procedure) -> Result<(), Error> {
    let is_code = procedure.code.as_ref().is_some_and(|code| code.national() == procedure.id);
    if !is_code {
        check_id(&procedure.id)?;
    }
    if procedure.name.trim().is_empty() {
        return Err(Error::ValueMissing { name: "name".to_owned(), why: "a procedure is posted by its name" });
    }
    if procedure.versions.is_empty() {
        return Err(Error::ValueMissing { name: "versions".to_owned(), why: "a procedure has at least one version" });
    }
    // In order of force, neighbours overlap if any two do.
    let overlaps = |(a, b): (&Version, &Version)| a.overlaps(b);
    if procedure.versions.iter().zip(procedure.versions.iter().skip(1)).any(overlaps) {
        let what = "in versions whose days of force overlap, the code";
        return Err(Error::CodeDuplicate { what, value: quote(&procedure.id) });
    }
    for version in &procedure.versions {
        if let (Some(from), Some(until)) = (version.from, version.until)
            && until < from
        {
            let expected = "a last day of force: it lies before the first";
            return Err(Error::DateInvalid { value: until.to_string(), expected });
        }
    }
    Ok(())
}

/// A catalogue as far as it could be read, and what is wrong with the rest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loaded {
    catalogue: Catalogue,
    complaints: Vec<Complaint>,
    versions: usize,
}

impl Loaded {
    fn new(procedures: Vec<Procedure>, complaints: Vec<Complaint>, versions: usize) -> Self {
        Self { catalogue: Catalogue { procedures }, complaints, versions }
    }

    fn nothing(complaint: Complaint) -> Self {
        Self::new(Vec::new(), vec![complaint], 0)
    }

    /// What could be read.
    #[must_use]
    pub const fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// What could be read.
    #[must_use]
    pub fn into_catalogue(self) -> Catalogue {
        self.catalogue
    }

    /// What is wrong, in the order it was met.
    #[must_use]
    pub fn complaints(&self) -> &[Complaint] {
        &self.complaints
    }

    /// How many versions, or rows, there were.
    #[must_use]
    pub const fn read(&self) -> usize {
        self.versions
    }

    /// How many of them are in the catalogue.
    #[must_use]
    pub fn kept(&self) -> usize {
        self.catalogue.procedures.iter().map(|procedure| procedure.versions.len()).sum()
    }
}
