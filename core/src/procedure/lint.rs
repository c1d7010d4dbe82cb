//! What can be read but should be looked at.

use super::version::Version;
use crate::deadline::TimeLimit;
use crate::error::Error;
use crate::law::Language;
use crate::procedure::Tier;

/// Fields of a version that contradict each other or the law.
pub(super) fn version(version: &Version) -> Vec<(&'static str, Error)> {
    let mut found = Vec::new();
    let longer = |a: &TimeLimit, b: &TimeLimit| a.compare(b).is_some_and(|(order, _)| order.is_gt());
    if let (Some(limit), Some(local)) = (&version.terms.limit, &version.terms.local)
        && longer(local, limit)
    {
        let bound = "not longer than the limit of the law, which binds instead";
        found.push(("local_limit", Error::ValueOutOfRange { name: "the shortened limit", value: local.to_string(), bound }));
    }
    if let (Some(extension), Some(cap)) = (&version.extension, &version.extension_cap)
        && longer(extension, cap)
    {
        let bound = "not longer than the law lets it be extended";
        found.push(("extension", Error::ValueOutOfRange { name: "the extension", value: extension.to_string(), bound }));
    }
    if let Some(problem) = stages_over(version) {
        found.push(("stages", Error::StagesInvalid { problem }));
    }
    for (field, level) in [("service_level", version.service_level), ("proactive_level", version.proactive_level)] {
        let Some(level) = level else { continue };
        let (first, last) = level.force();
        let too_early = version.until.is_some_and(|until| until < first);
        let too_late = matches!((version.from, last), (Some(from), Some(last)) if last < from);
        if too_early || too_late {
            let bound = "a level the law knows while the version is in force";
            found.push((field, Error::ValueOutOfRange { name: "the level of service", value: level.as_str().to_owned(), bound }));
        }
    }
    if version.tier_after == Some(Tier::District) {
        let bound = "commune, province or central: there is no district level since 1 July 2025";
        found.push(("tier_after", Error::ValueOutOfRange { name: "the level", value: "district".to_owned(), bound }));
    }
    found
}

/// Stages of the unit of the whole limit that together take longer than it. Stages of other units are left out: units never mix.
fn stages_over(version: &Version) -> Option<String> {
    let limit = version.terms.limit.as_ref()?;
    let same_unit = version.stages.iter().filter_map(|stage| stage.limit.as_ref()).filter(|stage| stage.unit() == limit.unit());
    let sum = same_unit.cloned().reduce(|sum, stage| sum.plus(&stage).unwrap_or(sum))?;
    let (order, _) = sum.compare(limit)?;
    let text = |limit: &TimeLimit| limit.text(Language::En);
    order.is_gt().then(|| format!("together they take {}, the whole may take {}", text(&sum), text(limit)))
}
