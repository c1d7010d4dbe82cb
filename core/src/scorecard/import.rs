//! Sets that take over the totals of others.

use std::collections::{BTreeMap, BTreeSet};

use super::RuleSet;
use super::submission::Submission;
use crate::error::{Error, quote};
use crate::exact::Exact;

/// A set with the submission it is scored from.
#[derive(Clone, Debug)]
pub struct ImportedSet {
    /// The set.
    pub set: RuleSet,
    /// What it is scored from; its own imports come from the same list.
    pub submission: Submission,
}

/// Sets whose totals others take over, by their ids.
#[derive(Clone, Debug, Default)]
pub struct Imports(BTreeMap<String, ImportedSet>);

impl Imports {
    /// Those of a question.
    ///
    /// # Errors
    /// `code_duplicate` for a set given twice.
    pub fn new(sets: impl IntoIterator<Item = ImportedSet>) -> Result<Self, Error> {
        let mut all = BTreeMap::new();
        for (place, imported) in sets.into_iter().enumerate() {
            let id = imported.set.id().to_owned();
            let value = quote(&id);
            if all.insert(id, imported).is_some() {
                return Err(Error::CodeDuplicate { what: "the imported set", value }.at("imports", place));
            }
        }
        Ok(Self(all))
    }

    /// The index, 0 to 100, of every set that a set needs, itself or through others; `None` for one whose total is incomplete.
    ///
    /// # Errors
    /// `rule_set_invalid` when sets import each other in a circle, as in `a -> b -> a`; those of scoring an imported set, with its id in the path.
    pub fn indices(&self, main: &RuleSet) -> Result<BTreeMap<String, Option<Exact>>, Error> {
        let mut done: BTreeMap<String, Option<Exact>> = BTreeMap::new();
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        // The chain of sets being looked into, each with the imports still to look at.
        let mut chain: Vec<(&RuleSet, Vec<(&str, String)>)> = vec![(main, main.imports().collect())];
        while let Some((set, left)) = chain.last_mut() {
            let Some((id, path)) = left.pop() else {
                let set = *set;
                chain.pop();
                if let Some(imported) = self.0.get(set.id()).filter(|_| !chain.is_empty()) {
                    let submission = Submission { imports: done.clone(), ..imported.submission.clone() };
                    let score = imported.set.score(&submission).map_err(|error| error.within(format!("imports.{}", set.id())))?;
                    done.insert(set.id().to_owned(), score.index());
                }
                continue;
            };
            if let Some(start) = chain.iter().position(|(set, _)| set.id() == id) {
                let ids: Vec<&str> = chain.iter().skip(start).map(|(set, _)| set.id()).chain([id]).collect();
                let problem = format!("the sets import each other in a circle: {}", ids.join(" -> "));
                return Err(Error::RuleSetInvalid { path, problem });
            }
            if let Some(imported) = self.0.get(id).filter(|_| seen.insert(id)) {
                chain.push((&imported.set, imported.set.imports().collect()));
            }
        }
        Ok(done)
    }
}
