//! The one pass over the leaves of a set.

use super::RuleSet;
use super::aggregate::{Aggregate, Leaf, Points, aggregate, maxima};
use super::facts::Facts;
use super::model::{Body, Node, NodeRounding, Part};
use super::outcome::{Found, Question, Reason, check_points};
use super::rule::Rule;
use super::score::{AreaScore, Columns, Score, ScoreFlag, Term};
use super::submission::Submission;
use super::words::{Column, Policy, Source, Status};
use crate::error::{Error, missing, quote};
use crate::exact::Exact;
use crate::law::Confidence;

/// A submission and what follows from it before any leaf is looked at.
pub(super) struct Scoring<'a> {
    set: &'a RuleSet,
    submission: &'a Submission,
    maxima: Vec<Option<Exact>>,
    /// The area of each node, by place.
    roots: Vec<usize>,
    /// Of each area, by place: whether any of its values is given.
    is_begun: Vec<bool>,
    /// Of each node, by place: what stands in for its points because it does not apply.
    exempt: Vec<Option<Policy>>,
    is_exemption_sure: bool,
}

impl<'a> Scoring<'a> {
    pub(super) fn new(set: &'a RuleSet, submission: &'a Submission) -> Result<Self, Error> {
        if let Some(level) = submission.level
            && !set.head.levels.is_empty()
            && !set.head.levels.contains(&level)
        {
            let value = level.as_str().to_owned();
            let known = "those the set lists under `levels`";
            return Err(Error::OptionUnknown { option: "a level the rule set is made for", value, known }.within("level"));
        }
        let count = set.nodes.len();
        let mut roots: Vec<usize> = Vec::with_capacity(count);
        for (place, node) in set.nodes.iter().enumerate() {
            let root = node.parent.and_then(|parent| roots.get(parent).copied()).unwrap_or(place);
            roots.push(root);
        }
        let maxima = maxima(set, &submission.parameters)?;
        let mut scoring = Self {
            set,
            submission,
            maxima,
            roots,
            is_begun: vec![false; count],
            exempt: vec![None; count],
            is_exemption_sure: true,
        };
        scoring.check_assessments()?;
        scoring.exempt()?;
        scoring.begin();
        Ok(scoring)
    }

    fn check_assessments(&self) -> Result<(), Error> {
        for (id, assessment) in &self.submission.assessments {
            let node = self.set.nodes.iter().find(|node| node.id == *id);
            let has_points = assessment.points.is_some() || assessment.self_points.is_some();
            if node.is_none_or(|node| has_points && !node.is_leaf()) {
                let expected =
                    if node.is_none() { "the id of a node of the rule set" } else { "the id of a leaf, which has points" };
                return Err(Error::CodeInvalid { value: quote(id), expected }.within("assessments"));
            }
        }
        Ok(())
    }

    /// What does not apply: by the level of the unit, or because the question says so of the node or of one above it.
    fn exempt(&mut self) -> Result<(), Error> {
        for (place, node) in self.set.nodes.iter().enumerate() {
            let case = node.not_applicable.as_ref();
            let by_level = case.filter(|case| self.submission.level.is_some_and(|level| case.levels.contains(&level)));
            let above = node.parent.and_then(|parent| self.exempt.get(parent).copied().flatten());
            let is_said = self.submission.assessments.get(&node.id).is_some_and(|said| said.not_applicable.is_some());
            let policy = match (by_level, is_said) {
                (Some(case), _) => {
                    self.is_exemption_sure &= case.confidence == Confidence::Seen;
                    Some(case.policy)
                }
                (None, true) => Some(case.map_or(self.set.head.not_applicable, |case| case.policy)),
                (None, false) => above,
            };
            if policy == Some(Policy::Refuse) {
                let problem = "the rule set has no policy for what does not apply".to_owned();
                let path = "not_applicable".to_owned();
                return Err(Error::RequestInvalid { path, problem }.within(self.set.place_of(node)));
            }
            if let Some(slot) = self.exempt.get_mut(place) {
                *slot = policy;
            }
        }
        Ok(())
    }

    fn begin(&mut self) {
        for (place, node) in self.set.nodes.iter().enumerate() {
            let Body::Rule(rule) = &node.body else { continue };
            if self.exempt.get(place).copied().flatten().is_some() {
                continue;
            }
            let submission = self.submission;
            let is_given = rule.names().into_iter().any(|name| submission.facts.has(name))
                || rule.imported().is_some_and(|set| submission.imports.get(set).is_some_and(Option::is_some))
                || submission.assessments.get(&node.id).is_some_and(|said| said.points.is_some());
            if is_given && let Some(area) = self.roots.get(place).and_then(|root| self.is_begun.get_mut(*root)) {
                *area = true;
            }
        }
    }

    pub(super) fn score(self) -> Result<Score<'a>, Error> {
        let set = self.set;
        let (mut terms, mut leaves, mut own) = (Vec::new(), Vec::new(), Vec::new());
        let has_own =
            self.submission.self_facts.is_some() || self.submission.assessments.values().any(|said| said.self_points.is_some());
        let mut is_stated = true;
        for (place, node) in set.nodes.iter().enumerate() {
            let Body::Rule(rule) = &node.body else {
                leaves.push(Leaf::None);
                own.push(Leaf::None);
                continue;
            };
            let mut term = self.term(place, node, rule).map_err(|error| error.within(set.place_of(node)))?;
            let stated = if has_own { self.own(place, node, rule)? } else { None };
            // A bonus or penalty the unit does not state adds nothing; an area it states in part has no sum.
            is_stated &= stated.is_some() || node.column == Column::Survey || node.part != Part::Areas;
            own.push(stated.as_ref().map_or(Leaf::LeftOut, leaf));
            term.self_points = stated.and_then(|stated| stated.points);
            leaves.push(leaf(&term));
            terms.push(term);
        }
        let whole = aggregate(set, &self.maxima, &leaves);
        let self_total = if has_own && is_stated { aggregate(set, &self.maxima, &own).total } else { None };
        let columns = Columns { self_total, appraised: whole.appraised.clone(), survey: whole.survey.clone() };
        let flags = self.flags(&terms, &whole);
        let area = |(place, node): (usize, &'a Node)| {
            let Points { points, lost, .. } = whole.nodes.get(place)?.clone();
            let max = self.maxima.get(place)?.as_ref().map(|max| max - &lost);
            Some(AreaScore { node, points, max, decimals: set.head.decimals })
        };
        let roots = set.nodes.iter().enumerate().filter(|(_, node)| node.parent.is_none() && node.part == Part::Areas);
        let areas = roots.filter_map(area).collect();
        Ok(Score { set, terms, areas, whole, columns, flags })
    }

    fn blank(&self, place: usize, node: &'a Node, facts: &'a Facts) -> Term<'a> {
        let decimals = match node.rounding {
            Some(NodeRounding::Exact) => None,
            Some(NodeRounding::Decimals(decimals)) => Some(decimals),
            None => self.set.head.rounding.score,
        };
        Term {
            node,
            reason: Reason::Scored,
            value: None,
            exact: None,
            points: None,
            max: self.maxima.get(place).cloned().flatten(),
            decimals,
            self_points: None,
            assessment: self.submission.assessments.get(&node.id),
            set: self.set,
            facts,
        }
    }

    /// What the facts of a leaf are: its own statement where the set takes that over.
    fn facts(&self, node: &Node, rule: &Rule) -> &'a Facts {
        let own = self
            .submission
            .self_facts
            .as_ref()
            .filter(|own| node.source == Source::Own && rule.names().into_iter().any(|name| own.has(name)));
        own.unwrap_or(&self.submission.facts)
    }

    fn term(&self, place: usize, node: &'a Node, rule: &'a Rule) -> Result<Term<'a>, Error> {
        let mut term = self.blank(place, node, self.facts(node, rule));
        if let Some(policy) = self.exempt.get(place).copied().flatten() {
            term.reason = Reason::NotApplicable(policy);
            return term.stand_in(policy);
        }
        let said = term.assessment;
        let taken = if node.source == Source::Own { said.and_then(|said| said.self_points.as_ref()) } else { None };
        let given = said.and_then(|said| said.points.as_ref()).or(taken);
        let Some(max) = term.max.clone() else { return self.without_max(term, rule, given.is_some(), place) };
        let points = if let Some(points) = given {
            check_points(points, &max)?;
            term.reason = Reason::Assessed;
            points.clone()
        } else {
            let question = Question { facts: term.facts, submission: self.submission, max: &max };
            match rule.find(&question)? {
                Found::Points { x, points } => {
                    term.value = x;
                    points
                }
                Found::Zero(Policy::Refuse) => {
                    return Err(Error::ValueOutOfRange { name: "the denominator", value: "0".to_owned(), bound: "above 0" });
                }
                Found::Zero(policy) => {
                    term.reason = Reason::ZeroDenominator(policy);
                    return term.stand_in(policy);
                }
                Found::Absent(name) => return self.absent(term, rule, name, place),
            }
        };
        term.exact = Some(points.clone());
        let (cut, is_cut) = match (points > max, points.is_negative()) {
            (true, _) => (max, true),
            (false, true) => (Exact::zero(), true),
            (false, false) => (points, false),
        };
        if is_cut {
            term.reason = Reason::Capped;
        }
        let cut = match term.decimals {
            Some(decimals) => cut.rounded(decimals),
            None => cut,
        };
        term.points = Some(cut);
        if node.needs_evidence && !node.evidence.is_empty() && !term.is_shown() {
            term.reason = Reason::NoEvidence;
            term.points = Some(Exact::zero());
        }
        Ok(term)
    }

    fn absent(&self, mut term: Term<'a>, rule: &Rule, name: Option<usize>, place: usize) -> Result<Term<'a>, Error> {
        let policy = term.node.missing;
        let is_begun = self.roots.get(place).and_then(|root| self.is_begun.get(*root)).copied().unwrap_or(false);
        if policy == Policy::Refuse || policy == Policy::Incomplete && is_begun {
            let variable = name.and_then(|name| self.set.variables.get(name)).map(|variable| variable.name.as_str());
            let name = variable.or(rule.imported()).unwrap_or("points");
            let why = if policy == Policy::Refuse { "the rule reads it" } else { "other values of its area are given" };
            return Err(missing(name, why));
        }
        term.reason = Reason::Missing(policy);
        term.stand_in(policy)
    }

    /// A leaf whose points are a parameter that was not given is as absent as its values.
    fn without_max(&self, term: Term<'a>, rule: &Rule, is_assessed: bool, place: usize) -> Result<Term<'a>, Error> {
        let is_given = is_assessed || rule.names().into_iter().any(|name| term.facts.has(name));
        if is_given || term.node.missing == Policy::Rescale {
            return Err(missing("parameters", "the set leaves the points of this node to the question"));
        }
        let name = rule.names().first().copied();
        self.absent(term, rule, name, place)
    }

    /// The leaf by the unit's own statement; `None` where it states nothing.
    fn own(&self, place: usize, node: &'a Node, rule: &Rule) -> Result<Option<Term<'a>>, Error> {
        let at = |error: Error| error.within(self.set.place_of(node)).within("self_values");
        if node.column == Column::Survey {
            return Ok(None);
        }
        let facts = self.submission.self_facts.as_ref().unwrap_or(&self.submission.facts);
        let mut term = self.blank(place, node, facts);
        if let Some(policy) = self.exempt.get(place).copied().flatten() {
            term.reason = Reason::NotApplicable(policy);
            return term.stand_in(policy).map(Some).map_err(at);
        }
        let Some(max) = term.max.clone() else { return Ok(None) };
        let points = match (term.assessment.and_then(|said| said.self_points.as_ref()), &self.submission.self_facts) {
            (Some(points), _) => {
                check_points(points, &max).map_err(at)?;
                points.clone()
            }
            (None, None) => return Ok(None),
            (None, Some(own)) => {
                let question = Question { facts: own, submission: self.submission, max: &max };
                match rule.find(&question).map_err(at)? {
                    Found::Points { points, .. } => points,
                    Found::Zero(policy) => {
                        term.reason = Reason::ZeroDenominator(policy);
                        return term.stand_in(policy).map(Some).map_err(at);
                    }
                    Found::Absent(_) => return Ok(None),
                }
            }
        };
        let points = points.max(Exact::zero()).min(max);
        term.points = Some(term.decimals.map_or_else(|| points.clone(), |decimals| points.rounded(decimals)));
        Ok(Some(term))
    }

    fn flags(&self, terms: &[Term<'_>], whole: &Aggregate) -> Vec<ScoreFlag> {
        let any = |is: fn(Reason) -> bool| terms.iter().any(|term| is(term.reason));
        let policy = |reason: Reason| match reason {
            Reason::Missing(policy) | Reason::NotApplicable(policy) | Reason::ZeroDenominator(policy) => Some(policy),
            _ => None,
        };
        let status = self.set.head.status;
        let is_unconfirmed =
            status == Status::Unconfirmed || status == Status::Confirmed && self.set.nodes.iter().any(|node| !node.is_confirmed);
        let all = [
            (ScoreFlag::Unconfirmed, is_unconfirmed),
            (ScoreFlag::Template, status == Status::Template),
            (ScoreFlag::Frame, status == Status::Frame),
            (ScoreFlag::UnconfirmedExemption, !self.is_exemption_sure),
            (ScoreFlag::Incomplete, whole.total.is_none()),
            (ScoreFlag::LeftOut, terms.iter().any(|term| policy(term.reason) == Some(Policy::LeaveOut))),
            (
                ScoreFlag::Rescaled,
                any(|reason| {
                    matches!(
                        reason,
                        Reason::Missing(Policy::Rescale)
                            | Reason::NotApplicable(Policy::Rescale)
                            | Reason::ZeroDenominator(Policy::Rescale)
                    )
                }),
            ),
        ];
        all.into_iter().filter_map(|(flag, is_so)| is_so.then_some(flag)).collect()
    }
}

impl Term<'_> {
    /// What a policy gives in place of a rule.
    fn stand_in(mut self, policy: Policy) -> Result<Self, Error> {
        self.points = match policy {
            Policy::Full => {
                let max = self.max.clone();
                Some(max.ok_or_else(|| missing("parameters", "the set leaves the points of this node to the question"))?)
            }
            Policy::Zero => Some(Exact::zero()),
            Policy::Rescale if self.max.is_none() => {
                return Err(missing("parameters", "the set leaves the points of this node to the question"));
            }
            _ => None,
        };
        Ok(self)
    }

    fn is_shown(&self) -> bool {
        self.assessment.is_some_and(|said| {
            said.evidence.iter().any(|evidence| !evidence.trim().is_empty())
                || said.explanation.as_deref().is_some_and(|text| !text.trim().is_empty())
        })
    }
}

fn leaf(term: &Term<'_>) -> Leaf {
    match (&term.points, term.reason) {
        (Some(points), _) => Leaf::Points(points.clone()),
        (
            None,
            Reason::Missing(Policy::Rescale) | Reason::NotApplicable(Policy::Rescale) | Reason::ZeroDenominator(Policy::Rescale),
        ) => Leaf::Lost(term.max.clone().unwrap_or_else(Exact::zero)),
        (None, Reason::Missing(Policy::Incomplete)) => Leaf::NoArea,
        // A group that is left out for want of anything to count is as incomplete as one without values.
        (None, Reason::ZeroDenominator(_)) if term.node.missing == Policy::Incomplete => Leaf::NoArea,
        (None, _) => Leaf::LeftOut,
    }
}
