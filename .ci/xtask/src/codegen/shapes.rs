//! The operations and their shapes, read from `core/src/wire`: what the typed calls of Python and JavaScript are written from.

mod javascript;
mod python;
mod read;

use std::path::Path;

use anyhow::Result;

pub(crate) use self::read::Operations;

/// Operations with typed calls written by hand.
const BY_HAND: &[&str] = &[
    "day",
    "add_working_days",
    "count_working_days",
    "lunar",
    "lunar_to_solar",
    "deadline",
    "latest_receipt",
    "remaining",
    "hand_over",
    "parse_limit",
    "working_time",
    "add_working_time",
];

/// Texts that are dates or moments although their names do not end in `_on` or `_at`, by their names or the words their comments begin with.
const DATES: &[&str] = &["on", "date"];
const DAYS: &[&str] = &["First day", "Last day"];
const MOMENTS: &[&str] = &["at", "as_of", "apologise_by"];

/// The generated files, each with its text.
pub(crate) fn files(root: &Path) -> Result<[(&'static str, String); 5]> {
    let operations = Operations::read(&root.join("core/src"))?;
    Ok([
        ("py/python/motcua/records.py", python::records(&operations)?),
        ("py/python/motcua/calls.py", python::calls(&operations)?),
        ("py/python/motcua/_names.py", python::names(&operations)?),
        ("wasm/src/operations.rs", javascript::functions(&operations)?),
        ("wasm/src/operations.d.ts", javascript::types(&operations, &root.join("wasm/src/types.d.ts"))?),
    ])
}

/// One operation with a generated call.
#[derive(Debug)]
pub(crate) struct Operation {
    name: String,
    request: String,
    answer: String,
}

/// A struct that crosses the boundary, or a union of types.
#[derive(Clone, Debug)]
pub(crate) struct Shape {
    name: String,
    doc: Vec<String>,
    fields: Vec<Field>,
    /// Of a union: what it may be.
    union: Vec<Type>,
    /// Whether the module is below `core/src/wire`.
    is_wire: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct Field {
    name: String,
    doc: Vec<String>,
    kind: Type,
    /// Whether it may be left out of a request.
    is_optional: bool,
    /// Whether an answer leaves it out when it is empty.
    is_sparse: bool,
}

/// A type, as far as JSON, Python and TypeScript can tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Type {
    Text,
    /// One of these words.
    Words(Vec<String>),
    Date,
    Moment,
    /// An exact decimal: text in messages, a decimal where a language has one.
    Exact,
    /// A number or a decimal text, taken exactly.
    Number,
    Whole,
    Float,
    Switch,
    Any,
    List(Box<Type>),
    Map(Box<Type>),
    Tuple(Vec<Type>),
    Maybe(Box<Type>),
    Limit,
    Hours,
    Calendar,
    Shape(String),
}

impl Type {
    /// The shapes it names.
    fn shapes(&self) -> Vec<&str> {
        match self {
            Self::Shape(name) => vec![name],
            Self::List(inner) | Self::Map(inner) | Self::Maybe(inner) => inner.shapes(),
            Self::Tuple(parts) => parts.iter().flat_map(Self::shapes).collect(),
            _ => Vec::new(),
        }
    }

    /// Whether the keys inside are the caller's data and no names of ours.
    fn has_free_keys(&self) -> bool {
        match self {
            Self::Map(_) | Self::Any | Self::Hours => true,
            Self::List(inner) | Self::Maybe(inner) => inner.has_free_keys(),
            _ => false,
        }
    }
}

impl Field {
    /// The type with what its name and doc comment say of it: dates, moments, and words in a closed list.
    fn refine(&mut self) {
        let (name, doc) = (self.name.clone(), self.doc.join(" "));
        refine(&mut self.kind, &name, &doc);
    }
}

fn refine(kind: &mut Type, name: &str, doc: &str) {
    match kind {
        Type::Maybe(inner) => refine(inner, name, doc),
        Type::Map(inner) => refine(inner, "", doc),
        Type::List(inner) => {
            if doc.trim_start().starts_with("Exact") {
                refine(inner, "", doc);
            }
            if let (Type::Text, Some(words)) = (&**inner, words(doc)) {
                **inner = Type::Words(words);
            }
        }
        Type::Text
            if name.ends_with("_on") || DATES.contains(&name) || DAYS.iter().any(|day| doc.trim_start().starts_with(day)) =>
        {
            *kind = Type::Date
        }
        Type::Text if doc.trim_start().starts_with("Exact") => *kind = Type::Exact,
        Type::Text if name.ends_with("_at") || MOMENTS.contains(&name) => *kind = Type::Moment,
        Type::Text => {
            if let Some(words) = words(doc) {
                *kind = Type::Words(words);
            }
        }
        _ => {}
    }
}

/// The words of a comment that is a closed list, as in "`by_date` or `by_clock`." up to the first full stop, colon or semicolon.
fn words(doc: &str) -> Option<Vec<String>> {
    let list = doc.split(['.', ':', ';']).next()?.replace(" (default)", "");
    let words: Vec<&str> = list.split(", ").flat_map(|part| part.split(" or ")).collect();
    let word = |quoted: &str| {
        let word = quoted.trim().strip_prefix('`')?.strip_suffix('`')?;
        let is_plain = !word.is_empty() && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        is_plain.then(|| word.to_owned())
    };
    let words: Option<Vec<String>> = words.into_iter().map(word).collect();
    words.filter(|words| words.len() > 1)
}

/// A doc comment as text: without code, links and sections.
fn plain(doc: &[String]) -> Vec<String> {
    let mut lines = Vec::new();
    for line in doc {
        let line = line.strip_prefix(' ').unwrap_or(line);
        if line.starts_with("```") || line.starts_with('#') {
            break;
        }
        lines.push(line.replace("[`", "`").replace("`]", "`"));
    }
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines
}

/// `received_on` is `receivedOn`.
fn camel(name: &str) -> String {
    let mut parts = name.split('_');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |name, part| {
        let mut letters = part.chars();
        let head = letters.next().map(|first| first.to_ascii_uppercase());
        name + &head.into_iter().chain(letters).collect::<String>()
    })
}

#[cfg(test)]
mod tests {
    use super::{camel, plain, words};

    #[test]
    fn a_closed_list_is_found_and_prose_is_not() {
        let found = |doc| words(doc).unwrap_or_default().join(" ");
        assert_eq!(found("`early`, `on_time`, `late` or `none`."), "early on_time late none");
        assert_eq!(found("`restart` or `pause`; the regime's, if absent."), "restart pause");
        assert_eq!(found("`strict` (default): an error; `lenient`: not."), "");
        assert_eq!(found("`HH:MM`, or the name of a cut-off of law."), "");
        assert_eq!(found("The unit; `one_stop` for the one-stop shop itself."), "");
    }

    #[test]
    fn names_are_spelt_as_in_javascript() {
        assert_eq!(camel("in_force_until_on"), "inForceUntilOn");
        assert_eq!(camel("id"), "id");
    }

    #[test]
    fn comments_lose_their_code() {
        let doc = [" One. See [`Calendar`].", "", " ```", " let x;", " ```"].map(str::to_owned);
        assert_eq!(plain(&doc), ["One. See `Calendar`."]);
    }
}
