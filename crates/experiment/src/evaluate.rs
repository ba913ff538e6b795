//! One person through features and experiments.
//!
//! Takes a payload, a person's attributes and what the host knows of the visit; gives the value of a feature and how it came
//! about. Nothing here draws: who has no attribute to hash is in no experiment, and gets what the feature says without one.

use prescreen::condition::compat;
use prescreen::json::Json;
use prescreen::{Code, Error};

use crate::bucket::{bucket_ranges, choose_variation, hash, in_namespace};
use crate::experiment::{Experiment, Filter, Parent};
use crate::payload::{Payload, Rule, plain};
use crate::reason::Reason;
use crate::result::{Assignment, Evaluated, Leaf, Redirect, Source};
use crate::sticky::{Kept, name};
use crate::target::{Host, is_targeted, query_override, redirect_of};
use crate::user::User;

/// Features that ask for one another in a row, at most.
const MAX_DEPTH: usize = 64;
/// Features that are evaluated for the sake of one, at most.
const MAX_EVALUATIONS: u32 = 10_000;

/// A payload, ready for people.
pub struct Evaluator<'a> {
    payload: &'a Payload,
    host: &'a dyn Host,
}

impl<'a> Evaluator<'a> {
    /// With regular expressions and URLs of this host.
    #[must_use]
    pub fn new(payload: &'a Payload, host: &'a dyn Host) -> Self {
        Self { payload, host }
    }

    /// A feature for a person. What the person keeps of it is put into the sticky buckets.
    ///
    /// # Errors
    /// [`Code::Limit`] where features ask for one another more than 64 deep or 10,000 times.
    pub fn feature(&self, name: &str, user: &mut User<'a>) -> Result<Evaluated<'a>, Error> {
        self.visit(user).feature(name)
    }

    /// An experiment that no feature stands for.
    ///
    /// # Errors
    /// As [`feature`](Self::feature).
    pub fn run(&self, experiment: &'a Experiment, user: &mut User<'a>) -> Result<Assignment<'a>, Error> {
        self.visit(user).run(experiment, None, None)
    }

    /// Where the first experiment of pages that redirects and that the person is in leads. None where the person stays.
    ///
    /// # Errors
    /// As [`feature`](Self::feature).
    pub fn redirect(&self, user: &mut User<'a>) -> Result<Option<Redirect<'a>>, Error> {
        for experiment in self.payload.experiments().iter().filter(|experiment| !experiment.manual) {
            let assignment = self.run(experiment, user)?;
            let leads = |variation: &Json| variation.get("urlRedirect").is_some();
            let Some(patterns) = experiment.url_patterns.as_ref().filter(|_| experiment.variations.iter().any(leads))
            else {
                continue;
            };
            if !assignment.in_experiment {
                continue;
            }
            let Some(to) = redirect_of(assignment.value) else { return Ok(None) };
            let url = if experiment.persist_query_string { self.host.with_query(user.url, to) } else { to.into() };
            let already_there = is_targeted(&url, patterns, self.host);
            return Ok((!already_there).then_some(Redirect { assignment, to, url }));
        }
        Ok(None)
    }

    fn visit<'w>(&self, user: &'w mut User<'a>) -> Visit<'w, 'a> {
        Visit { payload: self.payload, host: self.host, user, path: Vec::new(), left: MAX_EVALUATIONS }
    }
}

/// One evaluation, with the features that led to where it is.
struct Visit<'w, 'a> {
    payload: &'a Payload,
    host: &'a dyn Host,
    user: &'w mut User<'a>,
    path: Vec<usize>,
    left: u32,
}

/// What prerequisites say of a rule.
enum Parents {
    Hold,
    Fail { gate: bool },
    Cyclic,
}

impl<'a> Visit<'_, 'a> {
    fn feature(&mut self, name: &str) -> Result<Evaluated<'a>, Error> {
        let Some(place) = self.payload.place(name) else { return Ok(Evaluated::unknown()) };
        if self.path.contains(&place) {
            return Ok(Evaluated::cyclic());
        }
        self.left = self.left.checked_sub(1).ok_or_else(|| over("more than 10,000 times"))?;
        if self.path.len() >= MAX_DEPTH {
            return Err(over("more than 64 deep"));
        }
        self.path.push(place);
        let Some((name, feature)) = self.payload.feature(place) else {
            return Ok(Evaluated::unknown());
        };
        for (n, rule) in feature.rules.iter().enumerate() {
            match self.parents(&rule.parents)? {
                Parents::Hold => {}
                Parents::Fail { gate: false } => continue,
                Parents::Fail { gate: true } => return Ok(Evaluated::without(Source::Prerequisite, Reason::Disabled)),
                Parents::Cyclic => return Ok(Evaluated::cyclic()),
            }
            if rule.filters.as_ref().is_some_and(|filters| self.filtered_out(filters)) {
                continue;
            }
            if let Some(evaluated) = self.rule(name, rule, n > 0)? {
                return Ok(evaluated);
            }
        }
        let reason = Reason::unasked(!feature.rules.is_empty());
        Ok(Evaluated { value: &feature.default, ..Evaluated::without(Source::DefaultValue, reason) })
    }

    /// What a rule gives, where it is for the person; `before`: whether other rules stand before it.
    fn rule(&mut self, feature: &'a str, rule: &'a Rule, before: bool) -> Result<Option<Evaluated<'a>>, Error> {
        if let Some(value) = &rule.force {
            let holds = rule.experiment.condition.as_ref().is_none_or(|condition| self.asks(condition));
            let reason = Reason::of_forced(rule, before);
            let forced = Evaluated { value, rule: &rule.id, ..Evaluated::without(Source::Force, reason) };
            return Ok((holds && self.in_rollout(feature, rule)).then_some(forced));
        }
        if !rule.varied {
            return Ok(None);
        }
        let leaf = rule.bandit.as_deref().and_then(|id| self.leaf(id));
        let assignment = self.run(&rule.experiment, leaf, Some(feature))?;
        let taken = assignment.in_experiment && !assignment.passthrough;
        let value = assignment.value;
        let reason = if assignment.hash_used { Reason::Split } else { Reason::TargetingMatch };
        Ok(taken.then_some(Evaluated {
            value,
            source: Source::Experiment,
            reason,
            rule: &rule.id,
            assignment: Some(assignment),
        }))
    }

    /// Prerequisites, each from where the path stands.
    fn parents(&mut self, parents: &'a [Parent]) -> Result<Parents, Error> {
        let depth = self.path.len();
        for parent in parents {
            let evaluated = self.feature(&parent.feature)?;
            self.path.truncate(depth);
            if evaluated.source == Source::CyclicPrerequisite {
                return Ok(Parents::Cyclic);
            }
            let asked = Json::object([("value", evaluated.value.clone())]);
            if !compat::eval(&parent.condition, &asked, self.payload.saved_groups(), self.host) {
                return Ok(Parents::Fail { gate: parent.gate });
            }
        }
        Ok(Parents::Hold)
    }

    fn asks(&self, condition: &Json) -> bool {
        compat::eval(condition, self.user.attributes, self.payload.saved_groups(), self.host)
    }

    fn filtered_out(&self, filters: &[Filter]) -> bool {
        filters.iter().any(|filter| {
            let bucket = self
                .value(filter.attribute.as_deref().unwrap_or("id"))
                .and_then(|value| hash(&filter.seed, &compat::text(value), version(filter.hash_version, 2)));
            bucket.is_none_or(|bucket| !filter.ranges.iter().any(|range| range.holds(bucket)))
        })
    }

    fn in_rollout(&self, feature: &str, rule: &'a Rule) -> bool {
        let (range, coverage) = (rule.range, rule.experiment.coverage);
        if range.is_none() && coverage.is_none_or(|coverage| coverage == 0.0) {
            return coverage.is_none();
        }
        let Some((_, value)) = self.hashed(&rule.experiment) else { return false };
        let seed = rule.experiment.seed.as_deref().unwrap_or(feature);
        let bucket = hash(seed, &compat::text(value), version(rule.experiment.hash_version, 1));
        bucket.is_some_and(|bucket| match range {
            Some(range) => range.holds(bucket),
            None => coverage.is_none_or(|coverage| bucket <= coverage),
        })
    }

    /// The leaf of a contextual bandit; below all of them, where none is for the person.
    fn leaf(&self, bandit: &str) -> Option<Leaf<'a>> {
        let bandit = self.payload.bandit(bandit)?;
        let version = bandit.version.as_ref();
        let leaf = bandit.leaves.iter().find(|leaf| self.asks(&leaf.condition));
        Some(leaf.map_or(Leaf { id: -1, weights: None, version }, |leaf| Leaf {
            id: leaf.id,
            weights: Some(&leaf.weights),
            version,
        }))
    }

    fn run(
        &mut self,
        experiment: &'a Experiment,
        leaf: Option<Leaf<'a>>,
        feature: Option<&'a str>,
    ) -> Result<Assignment<'a>, Error> {
        let hashed = self.hashed(experiment);
        let assigned = |variation: Option<usize>| Assignment::of(experiment, leaf, feature, hashed, variation);
        let out = || Ok(assigned(None));
        let variations = experiment.variations.len();
        let elsewhere = |targets| !is_targeted(self.user.url, targets, self.host);
        if variations < 2 || self.user.disabled || experiment.url_patterns.as_deref().is_some_and(elsewhere) {
            return out();
        }
        if let Some(variation) = query_override(&experiment.key, self.user.url, variations) {
            return Ok(assigned(Some(variation)));
        }
        if let Some(variation) = self.user.forced_variations.get(&experiment.key) {
            return Ok(assigned(usize::try_from(*variation).ok()));
        }
        let Some((attribute, value)) = hashed.filter(|_| experiment.active) else { return out() };
        let text = compat::text(value);
        let kept = self.kept(experiment);
        let blocked = matches!(kept, Kept::Blocked);
        let sticky = match kept {
            Kept::Variation(key) => {
                let meta = experiment.meta.as_deref().unwrap_or_default();
                meta.iter().position(|meta| meta.key.as_ref() == Some(&key))
            }
            _ => None,
        };
        if sticky.is_none() && !self.includes(experiment, &text)? {
            return out();
        }
        let seed = experiment.seed.as_deref().unwrap_or(&experiment.key);
        let Some(bucket) = hash(seed, &text, version(experiment.hash_version, 1)) else { return out() };
        let weights = leaf.and_then(|leaf| leaf.weights).or(experiment.weights.as_deref());
        let drawn = || match &experiment.ranges {
            Some(ranges) => choose_variation(bucket, ranges),
            None => choose_variation(bucket, &bucket_ranges(variations, experiment.coverage.unwrap_or(1.0), weights)),
        };
        let variation = sticky.or_else(drawn);
        if blocked {
            return Ok(Assignment { sticky: true, ..assigned(None) });
        }
        let Some(variation) = variation else { return out() };
        if let Some(forced) = experiment.force {
            return Ok(assigned(usize::try_from(forced).ok()));
        }
        if self.user.qa_mode || experiment.stopped {
            return out();
        }
        let assignment = assigned(Some(variation)).hashed(bucket, sticky.is_some());
        if let Some(documents) = self.user.sticky.as_mut().filter(|_| !experiment.disable_sticky_bucketing) {
            let version = experiment.bucket_version.unwrap_or(0);
            documents.keep(attribute, plain(value), &experiment.key, version, &assignment.key);
        }
        Ok(assignment)
    }

    /// Whether an experiment is for the person: filters or namespace, condition, prerequisites.
    fn includes(&mut self, experiment: &'a Experiment, value: &str) -> Result<bool, Error> {
        let reserved = match (&experiment.filters, &experiment.namespace) {
            (Some(filters), _) => self.filtered_out(filters),
            (None, Some(namespace)) => !in_namespace(value, namespace),
            (None, None) => false,
        };
        let asked = experiment.condition.as_ref().is_none_or(|condition| self.asks(condition));
        Ok(!reserved && asked && matches!(self.parents(&experiment.parents)?, Parents::Hold))
    }

    /// The attribute that is hashed, and the person's value of it.
    fn hashed(&self, experiment: &'a Experiment) -> Option<(&'a str, &'a Json)> {
        let fallback = experiment.fallback_attribute.as_deref().filter(|_| self.is_sticky(experiment));
        let attributes = [Some(experiment.hashed()), fallback];
        attributes.into_iter().flatten().find_map(|attribute| Some((attribute, self.value(attribute)?)))
    }

    fn is_sticky(&self, experiment: &Experiment) -> bool {
        self.user.sticky.is_some() && !experiment.disable_sticky_bucketing
    }

    fn kept(&self, experiment: &Experiment) -> Kept {
        let Some(documents) = self.user.sticky.as_ref().filter(|_| !experiment.disable_sticky_bucketing) else {
            return Kept::Nothing;
        };
        let document = |attribute: &str| self.value(attribute).map(|value| name(attribute, &plain(value)));
        documents.kept(
            &experiment.key,
            experiment.bucket_version.unwrap_or(0),
            experiment.min_bucket_version.unwrap_or(0),
            [document(experiment.hashed()), document(experiment.fallback_attribute.as_deref().unwrap_or("id"))],
        )
    }

    /// An attribute with a value that can be hashed.
    fn value(&self, attribute: &str) -> Option<&'a Json> {
        self.user.attributes.get(attribute).filter(|value| compat::truthy(value))
    }
}

/// The version that is written, or the usual one.
fn version(written: Option<i64>, usual: i64) -> i64 {
    written.filter(|version| *version != 0).unwrap_or(usual)
}

fn over(limit: &str) -> Error {
    Error::new(Code::Limit, "", ["the features ask for one another ", limit].concat())
        .help("take prerequisites out of the features' rules")
}
