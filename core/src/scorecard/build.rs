//! A rule set from its document: the tree is laid flat, every contradiction is noted.

use std::collections::BTreeMap;

use super::document::{NodeDocument, NotApplicableDocument, PoolDocument, SetDocument, TOO_DEEP};
use super::model::{Band, Body, Head, Node, NodeRounding, NotApplicable, Part, Pool, Ranking, Rounding, Variable};
use super::reader::{MOST_DECIMALS, Reader, confidence};
use super::words::{Column, Level, Method, Policy, Source, Status, Ties, VariableKind};
use super::{DEEPEST, RuleSet, check, rule_reader};
use crate::error::quote;
use crate::exact::Exact;
use crate::law::Confidence;

/// What a node has from those above it.
#[derive(Clone)]
struct Above {
    parent: Option<usize>,
    depth: usize,
    part: Part,
    source: Source,
    missing: Policy,
    not_applicable: Option<NotApplicable>,
    needs_evidence: bool,
    is_confirmed: bool,
}

pub(super) fn build(document: &SetDocument) -> RuleSet {
    let mut reader = Reader::default();
    if document.schema != 1 {
        reader.note("schema", format!("is {}; known is 1", document.schema));
    }
    let variables = variables(&mut reader, document);
    reader.declare(&variables);
    let head = head(&mut reader, document);
    let missing = reader.word("missing", document.missing.as_ref(), Policy::parse, Policy::Refuse);
    if missing == Policy::Full {
        reader.note("missing", "is `full`; absent values have refuse, zero, leave_out, rescale or incomplete");
    }
    let above = Above {
        parent: None,
        depth: 1,
        part: Part::Areas,
        source: Source::Appraisal,
        missing,
        not_applicable: None,
        needs_evidence: document.evidence_required,
        is_confirmed: head.status == Status::Confirmed,
    };
    let mut nodes = Vec::new();
    if document.areas.is_empty() {
        reader.note("areas", "is empty");
    }
    tree(&mut reader, &mut nodes, "areas", &document.areas, &above);
    let bonus = pool(&mut reader, &mut nodes, Part::Bonus, document.bonus.as_ref(), &above);
    let penalty = pool(&mut reader, &mut nodes, Part::Penalty, document.penalty.as_ref(), &above);
    let bands = bands(&mut reader, document);
    let mut set = RuleSet {
        head,
        variables,
        nodes,
        bonus,
        penalty,
        bands,
        problems: Vec::new(),
        by_name: BTreeMap::new(),
        is_known: false,
    };
    check::check(&mut reader, &set);
    set.by_name = set.variables.iter().enumerate().map(|(place, variable)| (variable.name.clone(), place)).collect();
    set.is_known = set.nodes.iter().all(|node| node.max.is_some());
    set.problems = reader.problems;
    set
}

fn variables(reader: &mut Reader, document: &SetDocument) -> Vec<Variable> {
    let mut variables = Vec::new();
    for (place, variable) in document.variables.iter().enumerate() {
        let path = format!("variables[{place}]");
        reader.id(&format!("{path}.name"), &variable.name);
        let title = reader.title(&format!("{path}.title"), &variable.title);
        let kind = reader.word(&format!("{path}.kind"), Some(&variable.kind), VariableKind::parse, VariableKind::Number);
        variables.push(Variable { name: variable.name.clone(), title, kind });
    }
    variables
}

fn levels(reader: &mut Reader, path: &str, levels: &[String]) -> Vec<Level> {
    let mut read = Vec::new();
    for (place, level) in levels.iter().enumerate() {
        match Level::parse(level) {
            Ok(level) => read.push(level),
            Err(error) => reader.note(format!("{path}[{place}]"), error.to_string()),
        }
    }
    read
}

fn head(reader: &mut Reader, document: &SetDocument) -> Head {
    reader.id("id", &document.id);
    let in_force_from = reader.date("in_force_from_on", document.in_force_from_on.as_ref());
    let in_force_until = reader.date("in_force_until_on", document.in_force_until_on.as_ref());
    if let (Some(from), Some(until)) = (in_force_from, in_force_until)
        && until < from
    {
        reader.note("in_force_until_on", format!("is {until}, before the first day of force, {from}"));
    }
    let rounding = &document.rounding;
    let rounding = Rounding {
        score: reader.decimals("rounding.score", rounding.score),
        criterion: reader.decimals("rounding.criterion", rounding.criterion),
        area: reader.decimals("rounding.area", rounding.area),
        total: reader.decimals("rounding.total", rounding.total),
    };
    let not_applicable = reader.word("not_applicable", document.not_applicable.as_ref(), Policy::parse, Policy::Refuse);
    if not_applicable == Policy::Incomplete {
        reader.note("not_applicable", "is `incomplete`; what does not apply has refuse, full, zero, leave_out or rescale");
    }
    let bands_by_exact = match document.bands_on.as_deref() {
        None | Some("rounded") => false,
        Some("exact") => true,
        Some(other) => {
            reader.note("bands_on", format!("`{}` is not known; known are rounded, exact", quote(other)));
            false
        }
    };
    let basis = document.citations.iter().enumerate().map(|(place, basis)| reader.basis(&format!("citations[{place}]"), basis));
    Head {
        basis: basis.collect(),
        id: document.id.clone(),
        title: reader.title("title", &document.title),
        status: reader.word("status", Some(&document.status), Status::parse, Status::Unconfirmed),
        note: reader.maybe_title("note", document.note.as_ref()),
        levels: levels(reader, "levels", &document.levels),
        in_force_from,
        in_force_until,
        series: document.series.clone(),
        comparable_with: document.comparable_with.clone(),
        total: reader.points("total", document.total.as_ref()),
        decimals: reader.decimals("decimals", document.decimals).unwrap_or(2),
        rounding,
        not_applicable,
        bands_by_exact,
        ranking: Ranking {
            method: reader.word("ranking.method", document.ranking.method.as_ref(), Method::parse, Method::Competition),
            ties: reader.word("ranking.ties", document.ranking.ties.as_ref(), Ties::parse, Ties::Published),
        },
    }
}

fn pool(reader: &mut Reader, nodes: &mut Vec<Node>, part: Part, pool: Option<&PoolDocument>, above: &Above) -> Option<Pool> {
    let (pool, name) = (pool?, part.as_str());
    let max = reader.points(&format!("{name}.max"), Some(&pool.max)).unwrap_or_else(Exact::zero);
    if pool.within_total && part == Part::Penalty {
        reader.note(format!("{name}.within_total"), "belongs to a bonus");
    }
    if pool.criteria.is_empty() {
        reader.note(format!("{name}.criteria"), "is empty");
    }
    // Points on top of the areas are not missed when their values are absent together with those of an area.
    let missing = if above.missing == Policy::Incomplete { Policy::LeaveOut } else { above.missing };
    tree(reader, nodes, &format!("{name}.criteria"), &pool.criteria, &Above { part, missing, ..above.clone() });
    Some(Pool { max, is_within_total: pool.within_total })
}

/// Lays a tree flat, each node before those below it, without recursion.
fn tree(reader: &mut Reader, nodes: &mut Vec<Node>, list: &str, roots: &[NodeDocument], above: &Above) {
    let mut open: Vec<(String, &NodeDocument, Above)> = Vec::new();
    for (place, root) in roots.iter().enumerate().rev() {
        open.push((format!("{list}[{place}]"), root, above.clone()));
    }
    while let Some((path, document, above)) = open.pop() {
        if above.depth > DEEPEST {
            reader.note(path, TOO_DEEP);
            continue;
        }
        let own = nodes.len();
        let (node, below) = node(reader, &path, document, &above, own);
        nodes.push(node);
        for (place, child) in document.criteria.as_deref().unwrap_or_default().iter().enumerate().rev() {
            open.push((format!("{path}.criteria[{place}]"), child, below.clone()));
        }
    }
}

fn node(reader: &mut Reader, path: &str, document: &NodeDocument, above: &Above, own: usize) -> (Node, Above) {
    let at = |field: &str| format!("{path}.{field}");
    reader.id(&at("id"), &document.id);
    let max = reader.points(&at("max"), document.max.as_ref());
    let body = match (&document.criteria, &document.rule) {
        (None, Some(rule)) => Body::Rule(Box::new(rule_reader::read(reader, &at("rule"), rule, max.as_ref()))),
        (Some(criteria), None) => {
            if criteria.is_empty() {
                reader.note(at("criteria"), "is empty");
            }
            Body::Criteria
        }
        _ => {
            reader.note(path, "a node has either `criteria` or a `rule`");
            Body::Criteria
        }
    };
    if document.capped && (max.is_none() || document.rule.is_some()) {
        reader.note(at("capped"), "belongs to criteria whose parent has a `max`");
    }
    let missing = reader.word(&at("missing"), document.missing.as_ref(), Policy::parse, above.missing);
    let is_area = above.depth == 1 && above.part == Part::Areas;
    match missing {
        Policy::Full => {
            reader.note(at("missing"), "is `full`; absent values have refuse, zero, leave_out, rescale or incomplete")
        }
        Policy::Incomplete if document.missing.is_some() && !is_area => {
            reader.note(at("missing"), "is `incomplete`, a policy for a set or an area");
        }
        _ => {}
    }
    let source = reader.word(&at("source"), document.source.as_ref(), Source::parse, above.source);
    let own_case = document.not_applicable.as_ref().map(|case| not_applicable(reader, &at("not_applicable"), case));
    let rounding = rounding(reader, &at("rounding"), document.rounding);
    let status = reader.word(&at("status"), document.status.as_ref(), Status::parse, Status::Confirmed);
    let is_confirmed = if document.status.is_some() { status == Status::Confirmed } else { above.is_confirmed };
    let evidence: Vec<_> = document
        .evidence
        .iter()
        .enumerate()
        .map(|(place, text)| reader.title(&format!("{path}.evidence[{place}]"), text))
        .collect();
    let needs_evidence = document.evidence_required.unwrap_or(above.needs_evidence);
    let node = Node {
        id: document.id.clone(),
        number: document.number.clone(),
        title: reader.title(&at("title"), &document.title),
        max,
        is_capped: document.capped,
        source,
        missing,
        not_applicable: own_case.or_else(|| above.not_applicable.clone()),
        evidence,
        needs_evidence,
        is_confirmed,
        note: reader.maybe_title(&at("note"), document.note.as_ref()),
        basis: document.citation.as_ref().map(|basis| reader.basis(&at("citation"), basis)),
        rounding,
        column: if source == Source::Survey { Column::Survey } else { Column::Appraised },
        part: above.part,
        parent: above.parent,
        depth: above.depth,
        path: path.to_owned(),
        body,
    };
    let below = Above {
        parent: Some(own),
        depth: above.depth + 1,
        part: above.part,
        source,
        missing,
        not_applicable: node.not_applicable.clone(),
        needs_evidence,
        is_confirmed,
    };
    (node, below)
}

/// A node's own number of decimals; -1 is none at all.
fn rounding(reader: &mut Reader, path: &str, decimals: Option<i64>) -> Option<NodeRounding> {
    let decimals = decimals?;
    if !(-1..=i64::from(MOST_DECIMALS)).contains(&decimals) {
        reader.note(path, format!("is {decimals}; it is -1 to {MOST_DECIMALS}"));
    }
    Some(u32::try_from(decimals).map_or(NodeRounding::Exact, |decimals| NodeRounding::Decimals(decimals.min(MOST_DECIMALS))))
}

fn not_applicable(reader: &mut Reader, path: &str, document: &NotApplicableDocument) -> NotApplicable {
    let policy = reader.word(&format!("{path}.policy"), Some(&document.policy), Policy::parse, Policy::Zero);
    if matches!(policy, Policy::Refuse | Policy::Incomplete) {
        reader.note(
            format!("{path}.policy"),
            format!("is `{}`; what does not apply has full, zero, leave_out or rescale", policy.as_str()),
        );
    }
    let sure = document.confidence.as_ref();
    NotApplicable {
        levels: levels(reader, &format!("{path}.levels"), &document.levels),
        policy,
        confidence: reader.word(&format!("{path}.confidence"), sure, confidence, Confidence::Seen),
        note: reader.maybe_title(&format!("{path}.note"), document.note.as_ref()),
    }
}

fn bands(reader: &mut Reader, document: &SetDocument) -> Vec<Band> {
    let mut bands = Vec::new();
    for (place, band) in document.bands.iter().enumerate() {
        let path = format!("bands[{place}]");
        reader.id(&format!("{path}.id"), &band.id);
        bands.push(Band {
            id: band.id.clone(),
            title: reader.title(&format!("{path}.title"), &band.title),
            from: reader.points(&format!("{path}.from"), band.from.as_ref()),
            is_open: band.open,
        });
    }
    bands
}
