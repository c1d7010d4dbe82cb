//! Catalogues in JSON.

use serde_json::Value;

use super::complaint::{Complaint, Place};
use super::read::{Item, assemble};
use super::record::{CatalogueRecord, ProcedureRecord, VersionRecord};
use super::{Catalogue, Loaded};
use crate::error::{Error, quote};
use crate::wire::strict::{self, Named};

pub(super) fn load(text: &[u8]) -> Loaded {
    let mut complaints = Vec::new();
    let whole = |error: &Error| Place::Path("$".to_owned()).about("", error, false);
    let text = match std::str::from_utf8(text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(text)) {
        Ok(text) => text,
        Err(error) => return Loaded::nothing(whole(&Error::EncodingInvalid { at: error.valid_up_to() })),
    };
    let mut value = match strict::parse(text) {
        Ok(value) => value,
        Err(error) => {
            return Loaded::nothing(whole(&Error::RequestInvalid { path: "$".to_owned(), problem: error.to_string() }));
        }
    };
    let procedures = match value.as_object_mut().and_then(|object| object.remove("procedures")) {
        Some(Value::Array(procedures)) => procedures,
        _ => {
            let problem = "an object with a list `procedures` is expected".to_owned();
            return Loaded::nothing(whole(&Error::RequestInvalid { path: "$".to_owned(), problem }));
        }
    };
    for key in value.as_object().into_iter().flat_map(|object| object.keys()) {
        let error = Error::FieldUnknown { path: quote(key) };
        complaints.push(Place::Path(quote(key)).about("", &error, true));
    }
    let mut records = Vec::new();
    let mut versions = 0;
    for (index, mut procedure) in procedures.into_iter().enumerate() {
        let at = format!("procedures[{index}]");
        // Taken apart, so that one bad version does not take the others with it.
        let list = procedure.get_mut("versions").map(Value::take);
        if let (Some(object), Some(Value::Array(_))) = (procedure.as_object_mut(), &list) {
            object.insert("versions".to_owned(), Value::Array(Vec::new()));
        }
        let Some(head) = read::<ProcedureRecord>(procedure, &at, &mut complaints) else {
            versions += list.as_ref().and_then(Value::as_array).map_or(1, Vec::len);
            continue;
        };
        let Some(Value::Array(list)) = list else { continue };
        if list.is_empty() {
            let error = Error::ValueMissing { name: format!("{at}.versions"), why: "a procedure has at least one version" };
            complaints.push(Place::Path(at.clone()).about("versions", &error, false));
        }
        for (number, version) in list.into_iter().enumerate() {
            versions += 1;
            let place = format!("{at}.versions[{number}]");
            if let Some(version) = read::<VersionRecord>(version, &place, &mut complaints) {
                records.push((at.clone(), place, head.clone(), version));
            }
        }
    }
    let items = records.iter().map(|(at, place, procedure, version)| Item {
        head: Place::Path(at.clone()),
        place: Place::Path(place.clone()),
        procedure,
        version,
    });
    let procedures = assemble(items, &mut complaints);
    Loaded::new(procedures, complaints, versions)
}

/// Reads a record; the path of a complaint leads to what is wrong.
fn read<T: serde::de::DeserializeOwned>(value: Value, at: &str, complaints: &mut Vec<Complaint>) -> Option<T> {
    let refused = match serde_path_to_error::deserialize::<_, T>(Named(value)) {
        Ok(record) => return Some(record),
        Err(refused) => refused,
    };
    let inner = refused.path().to_string();
    let path = match inner.as_str() {
        "." => at.to_owned(),
        inner if inner.starts_with('[') => format!("{at}{inner}"),
        inner => format!("{at}.{inner}"),
    };
    let problem = refused.into_inner().to_string();
    let error = if problem.starts_with("unknown field") {
        Error::FieldUnknown { path: path.clone() }
    } else {
        Error::RequestInvalid { path: path.clone(), problem: quote(&problem) }
    };
    complaints.push(Place::Path(path).about("", &error, false));
    None
}

pub(super) fn load_record(record: &CatalogueRecord) -> Loaded {
    let mut complaints = Vec::new();
    let mut versions = 0;
    let mut items = Vec::new();
    for (index, procedure) in record.procedures.iter().enumerate() {
        let at = format!("procedures[{index}]");
        if procedure.versions.is_empty() {
            let error = Error::ValueMissing { name: format!("{at}.versions"), why: "a procedure has at least one version" };
            complaints.push(Place::Path(at.clone()).about("versions", &error, false));
        }
        for (number, version) in procedure.versions.iter().enumerate() {
            versions += 1;
            let place = Place::Path(format!("{at}.versions[{number}]"));
            items.push(Item { head: Place::Path(at.clone()), place, procedure, version });
        }
    }
    let procedures = assemble(items, &mut complaints);
    Loaded::new(procedures, complaints, versions)
}

/// Indented by two, so that versions in a repository differ line by line.
pub(super) fn save(catalogue: &Catalogue) -> String {
    // Strings, numbers and lists always serialise.
    serde_json::to_string_pretty(&CatalogueRecord::from(catalogue)).unwrap_or_default()
}
