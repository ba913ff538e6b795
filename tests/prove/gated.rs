//! Rules, gates and flows against trying everybody: a missing fact never helps, a fact below a gate's tier never
//! opens it, and somebody reaches what is said to be reached.
//!
//! The engine shows what a rule leads to, not the truth of its two conditions. So each pack is tried twice: with
//! rules that nothing lifts, and with rules that always apply unless lifted.

use std::collections::BTreeMap;

use prescreen::assessment::Met;
use prescreen::case::Found;
use prescreen::id::Id;
use prescreen::pack::schema::Rule;
use prescreen::session::ProductSheet;
use prescreen::terms::{FactValue, FileTier, Outcome, Purpose, Tier};
use prescreen::{Case, Pack, Session};

use crate::screen;
use prescreen_prove::{Conclusion, prove};
use serde_json::{Map, Value, json};

use super::brute;
use super::doubted;
use super::random::{Draw, NUMBERS};

/// Packs that are drawn and tried.
const PACKS: usize = 2_000;

/// Where somebody stands: answers, class, product.
type At = (usize, usize, usize);

/// What the engine shows of somebody.
struct Seen {
    /// Per rule, with nothing that lifts: what it leads to.
    rules: Vec<Option<Outcome>>,
    /// Per rule, with a condition that always holds: whether it is lifted.
    lifted: Vec<bool>,
    /// Per gate: whether it opens.
    opens: Vec<bool>,
}

/// Everybody, by where they stand and the place of their facts.
struct Everybody {
    facts: Vec<Map<String, Value>>,
    seen: BTreeMap<At, Vec<Seen>>,
    /// Every way of answering everything, then none, then what lies between.
    answers: Vec<Value>,
    /// How many ways of answering everything there are.
    full: usize,
    /// Classes that answers come to.
    reached: Vec<usize>,
}

#[test]
fn rules_gates_and_flows_are_as_everybody_finds_them() {
    let mut verdicts: BTreeMap<(String, String), usize> = BTreeMap::new();
    let mut tried = 0;
    for seed in 1_000_000.. {
        let mut draw = Draw::new(seed);
        let Some(json) = doubted::gated(&mut draw) else { continue };
        let told = std::panic::catch_unwind(|| one_pack(&json));
        let Ok(told) = told else { panic!("seed {seed}: {json}") };
        told.into_iter().for_each(|kind| *verdicts.entry(kind).or_default() += 1);
        tried += 1;
        if tried == PACKS {
            break;
        }
    }
    // Each kind of claim is seen with both of its verdicts, or the draws say nothing.
    for (kind, verdict) in [
        ("missing/rule", "Proved"),
        ("missing/rule", "Refuted"),
        ("missing/unless", "Proved"),
        ("missing/unless", "Refuted"),
        ("missing/gate", "Proved"),
        ("missing/gate", "Refuted"),
        ("reach/rule", "Proved"),
        ("reach/rule", "Vacuous"),
        ("reach/gate", "Proved"),
        ("reach/gate", "Vacuous"),
        ("reach/flow", "Proved"),
        ("reach/flow", "Vacuous"),
    ] {
        let seen = verdicts.get(&(kind.to_owned(), verdict.to_owned())).copied().unwrap_or(0);
        assert!(seen >= 20, "{kind} was {verdict} {seen} times: {verdicts:?}");
    }
}

/// Compares every claim about rules, gates and flows; gives kind and verdict of each.
fn one_pack(json: &Value) -> Vec<(String, String)> {
    let pack = Pack::load_checked(&json.to_string()).unwrap();
    let everybody = Everybody::of(json);
    never_below_its_tier(&pack, &everybody);
    let proof = prove(&pack);
    let mut told = Vec::new();
    for (kind, id, expected) in expected(&pack, &everybody) {
        let name = match kind {
            "missing/rule" | "missing/gate" => format!("missing/{id}"),
            "missing/unless" => format!("missing/{id}/unless"),
            kind => format!("{kind}/{id}"),
        };
        let Some(claim) = proof.claims.iter().find(|claim| claim.id == name) else {
            // What reads neither facts nor answers is not asked about missing ones.
            assert_eq!(
                (kind.split('/').next(), expected),
                (Some("missing"), Conclusion::Proved),
                "{name} is not claimed"
            );
            continue;
        };
        assert_eq!(claim.conclusion, expected, "{name}: {}", claim.because());
        told.push((kind.to_owned(), format!("{expected:?}")));
    }
    told
}

fn rules(pack: &Pack) -> impl Iterator<Item = &Rule> {
    pack.document().eligibility.iter().chain(&pack.document().matching.rules)
}

/// What each claim has to say: kind, id, verdict.
fn expected<'p>(pack: &'p Pack, everybody: &Everybody) -> Vec<(&'static str, &'p str, Conclusion)> {
    let holds = |holds: bool| if holds { Conclusion::Proved } else { Conclusion::Refuted };
    let met = |met: bool| if met { Conclusion::Proved } else { Conclusion::Vacuous };
    let through = |outcome: Outcome| outcome <= Outcome::ProceedAfter;
    let eligibility = pack.document().eligibility.len();
    let mut found = Vec::new();
    let mut flows: Vec<(&str, bool)> = Vec::new();
    for (n, rule) in rules(pack).enumerate() {
        let id = rule.id.as_str();
        let lets_through =
            rule.if_unknown.as_ref().is_some_and(|fallback| through(fallback.outcome) && !through(rule.outcome));
        let helps = |with: &Seen, without: &Seen| match lets_through {
            true if with.rules[n] == Some(rule.outcome) => without.rules[n] != Some(rule.outcome),
            _ => with.rules[n].is_some() && without.rules[n].is_none(),
        };
        found.push(("missing/rule", id, holds(!everybody.any_helped(helps))));
        if rule.unless.is_some() {
            let helps = |with: &Seen, without: &Seen| !with.lifted[n] && without.lifted[n];
            found.push(("missing/unless", id, holds(!everybody.any_helped(helps))));
        }
        // Matching is asked of classes that somebody has.
        let leads = |outcome: Outcome, answered: bool| {
            everybody.any(answered, |(_, class, _), seen| {
                (n < eligibility || everybody.reached.contains(&class)) && seen.rules[n] == Some(outcome)
            })
        };
        found.push(("reach/rule", id, met(leads(rule.outcome, true))));
        flows.extend(rule.flow.iter().map(|flow| (flow.as_str(), leads(rule.outcome, true))));
        let fallback = rule.if_unknown.iter().filter_map(|fallback| Some((fallback.flow.as_ref()?, fallback.outcome)));
        flows.extend(fallback.map(|(flow, outcome)| (flow.as_str(), leads(outcome, false))));
    }
    for (n, gate) in pack.document().gates.iter().enumerate() {
        let id = gate.id.as_str();
        let helps = |with: &Seen, without: &Seen| !with.opens[n] && without.opens[n];
        found.push(("missing/gate", id, holds(!everybody.any_helped(helps))));
        let opens = everybody.any(true, |_, seen| seen.opens[n]);
        found.push(("reach/gate", id, met(opens)));
        flows.extend(gate.flow.iter().map(|flow| (flow.as_str(), opens)));
    }
    for flow in &pack.document().flows {
        let reached = flows.iter().any(|(id, reached)| *id == flow.id.as_str() && *reached);
        found.push(("reach/flow", flow.id.as_str(), met(reached)));
    }
    found
}

/// What comes below a gate's tier opens it no more than nothing does.
fn never_below_its_tier(pack: &Pack, everybody: &Everybody) {
    for (n, gate) in pack.document().gates.iter().enumerate() {
        let below = |facts: &Map<String, Value>| facts.get("d").is_some_and(|given| tier(given) < gate.tier);
        let opened = |with: &Seen, without: &Seen| with.opens[n] != without.opens[n];
        assert!(!everybody.any_without("d", below, opened), "{}", gate.id);
    }
}

impl Everybody {
    fn of(json: &Value) -> Self {
        let pack = |change: &dyn Fn(&mut Value)| {
            let mut json = json.clone();
            let (eligibility, matching) = (json["eligibility"].take(), json["matching"]["rules"].take());
            let changed = |mut rules: Value| {
                rules.as_array_mut().unwrap().iter_mut().for_each(change);
                rules
            };
            (json["eligibility"], json["matching"]["rules"]) = (changed(eligibility), changed(matching));
            Pack::load_checked(&json.to_string()).unwrap()
        };
        let unlifted = pack(&|rule| {
            rule.as_object_mut().unwrap().retain(|name, _| !name.starts_with("unless"));
        });
        let lifting = pack(&|rule| rule["when"] = json!({ "n": { "$in": [0, 1, 2, 3] } }));
        // Each fact that is read, missing or with each of its values.
        let mut facts = vec![Map::new()];
        let values = [("n", NUMBERS.map(Value::from).to_vec()), ("b", flags()), ("d", given())];
        for (fact, values) in values.iter().filter(|(fact, _)| *fact == "n" || reads(json, fact)) {
            let longer = facts.iter().flat_map(|known| {
                let with = values.iter().map(move |value| {
                    let mut known = known.clone();
                    known.insert((*fact).into(), value.clone());
                    known
                });
                core::iter::once(known.clone()).chain(with)
            });
            facts = longer.collect();
        }
        let mut answers = brute::answers(&unlifted);
        let full = answers.len();
        answers.extend(partly(&answers));
        let products = ["grade", "term", "class", "grade_fits"].into_iter().any(|field| asks(json, field));
        let sheets = brute::sheets(&unlifted).into_iter().take(if products { usize::MAX } else { 1 });
        let sheets: Vec<ProductSheet> =
            sheets.map(|sheet| ProductSheet { tags: unlifted.document().matching.tags.clone(), ..sheet }).collect();
        let mut reached = Vec::new();
        let mut seen: BTreeMap<At, Vec<Seen>> = BTreeMap::new();
        for (answered, answers) in answers.iter().enumerate() {
            for facts in &facts {
                let (case, opening) = documents(&unlifted, answers, facts);
                for class in 0..if products { unlifted.document().classes.list.len() } else { 1 } {
                    for (n, sheet) in sheets.iter().enumerate() {
                        let session = Session {
                            purpose: Purpose::Purchase,
                            product: Some(sheet.clone()),
                            profile: Some(brute::profile_of(&unlifted, class as i64)),
                            ..opening.clone()
                        };
                        let one = one(&unlifted, &lifting, &session, &case);
                        seen.entry((answered, class, n)).or_default().push(one);
                    }
                }
            }
        }
        // A class may rest on facts that no rule or gate reads.
        for (answers, facts) in
            answers.iter().flat_map(|answers| brute::facts().into_iter().map(move |facts| (answers, facts)))
        {
            let (case, opening) = documents(&unlifted, answers, facts.as_object().unwrap());
            reached.extend(screen(&unlifted, &opening, &case).class);
        }
        let mut reached: Vec<usize> =
            reached.iter().map(|class| unlifted.compiled().class_of(class).unwrap().get()).collect();
        reached.sort_unstable();
        reached.dedup();
        if !products {
            reached = vec![0];
        }
        Self { facts, seen, answers, full, reached }
    }

    /// Whether it is true of somebody with all answers or without any; with all answers where that is asked.
    fn any(&self, answered: bool, of: impl Fn(At, &Seen) -> bool) -> bool {
        let last = if answered { self.full - 1 } else { self.full };
        let mut meant = self.seen.iter().filter(|((answers, ..), _)| *answers <= last);
        meant.any(|(at, all)| all.iter().any(|seen| of(*at, seen)))
    }

    /// Whether somebody is helped by leaving out a fact or an answer.
    fn any_helped(&self, helps: impl Fn(&Seen, &Seen) -> bool) -> bool {
        let by_fact = ["n", "b", "d"].into_iter().any(|fact| self.any_without(fact, |_| true, &helps));
        by_fact
            || self.seen.iter().any(|((with, class, sheet), all)| {
                self.shorter(*with).any(|without| {
                    let left = &self.seen[&(without, *class, *sheet)];
                    all.iter().zip(left).any(|(with, without)| helps(with, without))
                })
            })
    }

    /// The same answers with one left out.
    fn shorter(&self, answers: usize) -> impl Iterator<Item = usize> {
        let given = self.answers[answers].as_object().unwrap();
        given.keys().map(move |out| {
            let mut left = given.clone();
            left.remove(out);
            let left = Value::Object(left);
            self.answers.iter().position(|answers| *answers == left).unwrap()
        })
    }

    /// Whether it is true of somebody meant, with and without a fact.
    fn any_without(
        &self,
        fact: &str,
        meant: impl Fn(&Map<String, Value>) -> bool,
        of: impl Fn(&Seen, &Seen) -> bool,
    ) -> bool {
        let mut pairs = Vec::new();
        let has = |facts: &Map<String, Value>| facts.contains_key(fact) && meant(facts);
        for (with, facts) in self.facts.iter().enumerate().filter(|(_, facts)| has(facts)) {
            let mut left = facts.clone();
            left.remove(fact);
            pairs.push((with, self.facts.iter().position(|facts| *facts == left).unwrap()));
        }
        self.seen.values().any(|all| pairs.iter().any(|(with, without)| of(&all[*with], &all[*without])))
    }
}

/// Every way of answering some questions: first none of them.
fn partly(full: &[Value]) -> Vec<Value> {
    let mut partly = vec![json!({})];
    for answers in full {
        let given: Vec<(&String, &Value)> = answers.as_object().unwrap().iter().collect();
        for kept in 1..(1_usize << given.len()) - 1 {
            let kept = given.iter().enumerate().filter(|(n, _)| kept >> n & 1 == 1);
            let kept: Value =
                kept.map(|(_, (id, value))| ((*id).clone(), (*value).clone())).collect::<Map<_, _>>().into();
            if !partly.contains(&kept) {
                partly.push(kept);
            }
        }
    }
    partly
}

/// A flag as the person types it in, and as a file gives it.
fn given() -> Vec<Value> {
    let found = ["parsed", "consistent"];
    let found = found
        .into_iter()
        .flat_map(|tier| flags().into_iter().map(move |value| json!({ "value": value, "tier": tier })));
    flags().into_iter().chain(found).collect()
}

/// At which tier the person's own flag comes.
fn tier(given: &Value) -> Tier {
    match given["tier"].as_str() {
        None => Tier::Declared,
        Some("parsed") => Tier::Parsed,
        Some(_) => Tier::Consistent,
    }
}

fn flags() -> Vec<Value> {
    vec![json!(false), json!(true)]
}

fn reads(json: &Value, fact: &str) -> bool {
    let classes = &json["classes"];
    let rules =
        [&json["eligibility"], &json["matching"]["rules"], &json["gates"], &classes["lowest"], &classes["caps"]];
    rules.iter().any(|part| part.to_string().contains(&format!("\"{fact}\":")))
}

fn asks(json: &Value, field: &str) -> bool {
    json["matching"]["rules"].to_string().contains(&format!("\"{field}\":"))
}

/// A case with what the person declares and a file gives, and a session with what the firm attests.
fn documents(pack: &Pack, answers: &Value, facts: &Map<String, Value>) -> (Case, Session) {
    let (own, attested): (Map<_, _>, Map<_, _>) = facts.clone().into_iter().partition(|(fact, _)| fact == "d");
    let (found, declared): (Map<_, _>, Map<_, _>) = own.into_iter().partition(|(_, given)| given.is_object());
    let mut case = Case::read(&json!({ "answers": answers, "facts": declared }).to_string()).unwrap();
    for (fact, given) in found {
        let value = FactValue::Boolean(given["value"] == true);
        let tier = if tier(&given) == Tier::Parsed { FileTier::Parsed } else { FileTier::Consistent };
        case.set_found(&Id::try_from(fact).unwrap(), Found { value, tier, currency: None });
    }
    (case, brute::session(pack, &Value::Object(attested)))
}

fn one(unlifted: &Pack, lifting: &Pack, session: &Session, case: &Case) -> Seen {
    let shown = screen(unlifted, session, case);
    let leads = |rule: &Rule| shown.reasons.iter().find(|reason| reason.code == rule.id).and_then(|one| one.outcome);
    let rules_lead = rules(unlifted).map(leads).collect();
    let opens = |gate: &prescreen::pack::schema::Gate| {
        shown.gates.iter().any(|state| state.gate == gate.id && state.state == Met::Met)
    };
    // Without `n` their condition is unknown, which applies as well.
    let session = Session { pack: lifting.reference().clone(), ..session.clone() };
    let other = screen(lifting, &session, case);
    let lifted = rules(lifting).map(|rule| !other.reasons.iter().any(|reason| reason.code == rule.id)).collect();
    Seen { rules: rules_lead, lifted, opens: unlifted.document().gates.iter().map(opens).collect() }
}
