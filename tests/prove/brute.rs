//! The same questions answered by trying everybody on the engine.

use std::collections::BTreeMap;

use prescreen::assessment::Part;
use prescreen::condition::{Condition, Truth};
use prescreen::date::Date;
use prescreen::session::{ProductSheet, ProfileOnFile};
use prescreen::terms::{Outcome, Purpose};
use prescreen::{Case, Pack, Screening, Session};

use crate::screen;
use serde_json::{Map, Value, json};

use super::random::NUMBERS;

/// One way of answering with one way the facts may be.
pub struct Somebody {
    /// Position of the answers among all answers.
    pub answers: usize,
    /// Position of the facts among all facts.
    pub facts: usize,
    /// The class, from the lowest; −1 for none.
    pub class: i64,
}

/// Everybody: all ways of answering, all ways the facts may be.
pub struct Everybody {
    pub answers: Vec<Value>,
    pub facts: Vec<Value>,
    pub people: Vec<Somebody>,
    /// Per answers, with every contradiction kept when asked; the last has no answers.
    cases: Vec<Case>,
    /// Per facts, for an opening.
    sessions: Vec<Session>,
}

impl Everybody {
    pub fn of(pack: &Pack) -> Self {
        let answers = answers(pack);
        let facts = facts();
        let clarified: Vec<&str> = pack.document().contradictions.iter().map(|one| one.id.as_str()).collect();
        let case =
            |answers: &Value| Case::read(&json!({ "answers": answers, "clarified": clarified }).to_string()).unwrap();
        let cases: Vec<Case> = answers.iter().chain([&json!({})]).map(case).collect();
        let sessions: Vec<Session> = facts.iter().map(|facts| session(pack, facts)).collect();
        let mut people = Vec::new();
        for (answered, case) in cases.iter().enumerate().take(answers.len()) {
            for (n, session) in sessions.iter().enumerate() {
                let found = screen(pack, session, case).class;
                let class = class(pack, found.as_ref().map(ToString::to_string));
                people.push(Somebody { answers: answered, facts: n, class });
            }
        }
        Self { answers, facts, people, cases, sessions }
    }

    /// The class of each way of answering under the facts that restrict least.
    pub fn best(&self) -> Vec<i64> {
        let mut best = vec![-1; self.answers.len()];
        for person in &self.people {
            best[person.answers] = best[person.answers].max(person.class);
        }
        best
    }

    /// What the verdict on each way of answering says under the first values of all facts: class, outcome,
    /// reasons, with one more reason disclosed than the deciding one.
    pub fn told(&self, pack: &Pack, product: Option<&ProductSheet>, further: Option<&str>) -> Vec<[String; 3]> {
        let first = self.facts.iter().position(|facts| *facts == json!({ "n": 0, "b": false })).unwrap();
        let mut session = self.sessions[first].clone();
        if let Some(product) = product {
            session = Session { purpose: Purpose::Purchase, product: Some(product.clone()), ..session };
        }
        let one = |case: &Case| {
            let assessment = screen(pack, &session, case);
            let told =
                |reason: &&prescreen::assessment::Reason| reason.deciding || further == Some(reason.code.as_str());
            let mut reasons: Vec<&str> =
                assessment.reasons.iter().filter(told).map(|reason| reason.code.as_str()).collect();
            // Which reason decided is told by its place.
            reasons.sort_by_key(|code| {
                !assessment.reasons.iter().any(|reason| reason.deciding && reason.code.as_str() == *code)
            });
            reasons.dedup();
            let class = assessment.class.map(|class| class.to_string());
            [class.unwrap_or_default(), format!("{:?}", assessment.outcome), reasons.join(" ")]
        };
        self.cases[..self.answers.len()].iter().map(one).collect()
    }

    /// Whether somebody with a class that is reached meets a rule of matching on some product.
    pub fn meets_rule(&self, pack: &Pack, rule: &prescreen::pack::schema::Rule) -> bool {
        let mut classes: Vec<i64> = self.people.iter().map(|person| person.class).filter(|class| *class >= 0).collect();
        classes.sort_unstable();
        classes.dedup();
        classes.into_iter().any(|class| {
            let profile = profile_of(pack, class);
            sheets(pack).iter().any(|product| {
                self.sessions.iter().any(|opening| {
                    let session = Session {
                        purpose: Purpose::Purchase,
                        product: Some(product.clone()),
                        profile: Some(profile.clone()),
                        ..opening.clone()
                    };
                    self.cases.iter().any(|case| {
                        let found = screen(pack, &session, case).reasons;
                        found.iter().any(|reason| reason.code == rule.id && reason.outcome == Some(rule.outcome))
                    })
                })
            })
        })
    }

    /// Whether a condition over a person's fields holds of somebody.
    pub fn meets(&self, pack: &Pack, person: &Somebody, condition: &Condition) -> Truth {
        let screening = Screening::of(pack, &self.sessions[person.facts], &self.cases[person.answers]).unwrap();
        screening.truth(condition)
    }

    /// Whether somebody is barred from a product up to a grade, for some purpose, and is not with other values of one
    /// fact, by which a condition on it is not met. What bars them is no doubt; other facts may be
    /// missing.
    pub fn barred_by(&self, pack: &Pack, fact: &str, met: impl Fn(&Value) -> bool, grade: usize) -> bool {
        let grades = &pack.document().matching.grades[..=grade];
        let mut tried: Vec<(Purpose, Option<ProductSheet>)> =
            vec![(Purpose::AccountOpening, None), (Purpose::Assessment, None)];
        let up_to = |product: &ProductSheet| grades.contains(&product.issuer_grade);
        tried.extend(sheets(pack).into_iter().filter(up_to).map(|product| (Purpose::Purchase, Some(product))));
        let whole = |n: &usize| self.facts[*n].get(fact).is_some();
        let others = |a: usize, b: usize| {
            let left = |n: usize| {
                let mut facts = self.facts[n].as_object().unwrap().clone();
                facts.remove(fact);
                facts
            };
            left(a) == left(b)
        };
        let all = (0..self.facts.len()).filter(whole);
        let pairs: Vec<(usize, usize)> = all
            .clone()
            .filter(|one| met(&self.facts[*one][fact]))
            .flat_map(|one| all.clone().map(move |other| (one, other)))
            .filter(|(one, other)| !met(&self.facts[*other][fact]) && others(*one, *other))
            .collect();
        self.cases[..self.answers.len()].iter().any(|case| {
            pairs.iter().any(|(one, other)| {
                tried.iter().any(|(purpose, product)| {
                    let screened = |n: usize| {
                        let (purpose, product) = (*purpose, product.clone());
                        let session = Session { purpose, product, ..self.sessions[n].clone() };
                        screen(pack, &session, case)
                    };
                    let bars = |outcome: Outcome| outcome > Outcome::ProceedAfter;
                    let sure = |reason: &prescreen::assessment::Reason| {
                        !reason.unknown
                            && !matches!(reason.part, Part::Missing | Part::Profile)
                            && reason.outcome.is_some_and(bars)
                    };
                    screened(*one).reasons.iter().any(sure) && !bars(screened(*other).outcome)
                })
            })
        })
    }

    /// Whether somebody who meets the condition buys above a grade, with the answers that gave the class or
    /// with the class on file.
    pub fn buys_above(&self, pack: &Pack, when: impl Fn(&Somebody) -> bool, grade: usize) -> bool {
        let meant = self.people.iter().filter(|person| person.class >= 0 && when(person));
        let mut on_file: BTreeMap<i64, bool> = BTreeMap::new();
        for person in meant {
            let bought = *on_file.entry(person.class).or_insert_with(|| {
                let profile = profile_of(pack, person.class);
                let mut everybody =
                    self.cases.iter().flat_map(|case| self.sessions.iter().map(move |session| (case, session)));
                everybody.any(|(case, session)| buys(pack, case, session, Some(&profile), grade))
            });
            if bought || buys(pack, &self.cases[person.answers], &self.sessions[person.facts], None, grade) {
                return true;
            }
        }
        false
    }
}

fn buys(pack: &Pack, case: &Case, opening: &Session, profile: Option<&ProfileOnFile>, above: usize) -> bool {
    let higher = &pack.document().matching.grades[above + 1..];
    sheets(pack).into_iter().filter(|product| higher.contains(&product.issuer_grade)).any(|product| {
        let session = Session {
            purpose: Purpose::Purchase,
            product: Some(product),
            profile: profile.cloned(),
            ..opening.clone()
        };
        screen(pack, &session, case).outcome <= Outcome::ProceedAfter
    })
}

/// Every product, without tags: no drawn rule reads them.
pub fn sheets(pack: &Pack) -> Vec<ProductSheet> {
    let matching = &pack.document().matching;
    let of = |grade: &prescreen::id::Id, term: &prescreen::id::Id| ProductSheet {
        id: grade.clone(),
        name: Default::default(),
        issuer_grade: grade.clone(),
        seller_grade: grade.clone(),
        kind: matching.types[0].clone(),
        term: term.clone(),
        tags: Vec::new(),
        figures: None,
    };
    matching.grades.iter().flat_map(|grade| matching.terms.iter().map(move |term| of(grade, term))).collect()
}

/// A class on file that is still valid.
pub fn profile_of(pack: &Pack, class: i64) -> ProfileOnFile {
    ProfileOnFile {
        class: pack.document().classes.list[class as usize].clone(),
        assessed_on: pack.document().effective.from,
        valid_until: Date::parse("2026-12-31").unwrap(),
        pack: pack.reference().clone(),
        tier: prescreen::terms::Tier::Attested,
        suspended: false,
        overtaken: false,
    }
}

pub fn class(pack: &Pack, class: Option<String>) -> i64 {
    let list = &pack.document().classes.list;
    class.map_or(-1, |class| list.iter().position(|id| id.as_str() == class).unwrap() as i64)
}

/// Missing, or one of their values.
pub fn facts() -> Vec<Value> {
    let mut all = Vec::new();
    for n in core::iter::once(None).chain(NUMBERS.map(Some)) {
        for b in [None, Some(false), Some(true)] {
            let mut facts = Map::new();
            facts.extend(n.map(|n| ("n".into(), json!(n))));
            facts.extend(b.map(|b| ("b".into(), json!(b))));
            all.push(Value::Object(facts));
        }
    }
    all
}

/// Every way of answering.
pub fn answers(pack: &Pack) -> Vec<Value> {
    let mut all = vec![json!({})];
    for item in pack.document().items() {
        let ids: Vec<&str> = item.options.iter().map(|option| option.id.as_str()).collect();
        let given: Vec<Value> = if item.pick.is_some() {
            let subsets = 1_usize..1 << ids.len();
            let mut subsets: Vec<usize> = subsets.collect();
            subsets.sort_by_key(|subset| (subset.count_ones(), *subset));
            subsets
                .into_iter()
                .map(|subset| (0..ids.len()).filter(|n| subset >> n & 1 == 1).collect::<Vec<usize>>())
                .filter(|chosen| chosen.len() < 2 || !chosen.iter().any(|n| item.options[*n].alone))
                .map(|chosen| chosen.into_iter().map(|n| ids[n]).collect())
                .collect()
        } else {
            ids.iter().map(|id| json!(id)).collect()
        };
        let longer = all.iter().flat_map(|before| {
            given.iter().map(|value| {
                let mut longer = before.clone();
                longer[item.id.as_str()] = value.clone();
                longer
            })
        });
        all = longer.collect();
    }
    all
}

/// An opening with attested facts.
pub fn session(pack: &Pack, facts: &Value) -> Session {
    let session = json!({
        "id": "s", "nonce": "A".repeat(43), "audience": "https://broker.example", "subject": "p",
        "purpose": "account_opening", "pack": pack.reference(), "variant": "base", "now": 1_767_268_800,
        "expires": 1_767_272_400, "product": null, "profile": null, "facts": facts,
    });
    Session::read(&session.to_string()).unwrap()
}
