//! `prove` and `compare`: what holds for every applicant.

use clap::Args;
use prescreen::pack::Pack;
use prescreen::pack::limits::MAX_PACK_BYTES;
use prescreen_prove::{
    Applicant, Assumed, CannotAsk, Claim, Comparison, Conclusion, Leakage, MAX_MARGINALS_BYTES, MAX_PROMISES_BYTES,
    Marginals, NotComputed, Promises, Proof,
};
use serde::Serialize;
use serde_json::{Value, json};

use super::reclassify::Reclassification;
use super::{Answer, Document, Done, InputError, input, load};

/// Prove what holds for every applicant, with a counterexample where it does not
///
/// Exit code 0 when everything is proved, 1 when something is refuted, vacuous or open, 2 when the pack
/// cannot be used. A counterexample is a session and a case that `prescreen screen` reads (--json), with what it supposes
/// that a file gives for its --as-if-found.
#[derive(Args)]
pub struct ProveArgs {
    /// Pack file; '-' for standard input
    pack: String,
    /// How people answer: a JSON file of weights per answer, or of whole answer patterns; every combination
    /// alike when left out
    #[arg(long, value_name = "FILE")]
    marginals: Option<String>,
    /// Promises that somebody else wrote, such as a supervisor: a JSON file. They alone are asked, and those that name
    /// what the pack does not have are listed
    #[arg(long, value_name = "FILE", conflicts_with = "marginals")]
    promises: Option<String>,
}

/// Compare two packs on the same applicants
///
/// Says how many answer combinations move from class to class, whether the second pack's class is at least as
/// prudent for everybody, and whether it preserves every class. Exit code 0 when both hold. Parts beside the class in which
/// the packs differ, such as credit, are named and not compared.
#[derive(Args)]
pub struct CompareArgs {
    /// The pack in use; '-' for standard input
    a: String,
    /// The pack that is to take its place
    b: String,
    /// How people answer, as for `prove`: says what share of them moves from class to class
    #[arg(long, value_name = "FILE")]
    marginals: Option<String>,
    /// Who is on file, a CSV file with the header `class,count`, or `id,class` by your own ids: says where they can come to
    #[arg(long, value_name = "FILE")]
    on_file: Option<String>,
    /// The file to make: where they can come to, as one printable page in each of the second pack's languages
    #[arg(long, value_name = "FILE", requires = "on_file")]
    html: Option<String>,
}

impl ProveArgs {
    /// Runs the command.
    pub fn run(&self) -> Done {
        let files = self.marginals.as_deref().or(self.promises.as_deref());
        let named: Vec<&str> = core::iter::once(self.pack.as_str()).chain(files).collect();
        input::one_standard_input(&named)?;
        let pack = load(&self.pack)?;
        if let Some(path) = &self.promises {
            return promised(&pack, path);
        }
        let proof = match &self.marginals {
            None => prescreen_prove::prove(&pack),
            Some(path) => under(path, |marginals| prescreen_prove::prove_under(&pack, marginals))?,
        };
        Ok(Answer { text: said(&proof), json: with_words(json!(proof), &proof.claims), findings: !proof.holds() })
    }
}

impl CompareArgs {
    /// Runs the command.
    pub fn run(&self) -> Done {
        let files = [&self.a, &self.b].into_iter().chain(&self.marginals).chain(&self.on_file);
        let named: Vec<&str> = files.map(String::as_str).collect();
        input::one_standard_input(&named)?;
        let ((a, a_text), (b, b_text)) = (load_whole(&self.a)?, load_whole(&self.b)?);
        let comparison = match &self.marginals {
            None => prescreen_prove::compare(&a, &b),
            Some(path) => under(path, |marginals| prescreen_prove::compare_under(&a, &b, marginals))?,
        };
        let parts = not_compared(&a_text, &b_text);
        let mut answer = Answer {
            text: compared(&comparison, &parts),
            json: with_words(json!(comparison), &comparison.claims),
            findings: !comparison.holds(),
        };
        if let Some(members) = answer.json.as_object_mut() {
            members.insert("not_compared".into(), json!(parts));
        }
        if let Some(path) = &self.on_file {
            let told = Reclassification::read(path, &a, &comparison)?;
            answer.text.push_str(&told.lines());
            if let Some(members) = answer.json.as_object_mut() {
                members.insert("on_file".into(), json!(told));
            }
            if let Some(out) = &self.html {
                let page = told.page([&a, &b], &comparison)?;
                input::write(out, &page)?;
                answer.text.push_str(&format!("{out}: {} bytes\n", page.len()));
            }
        }
        Ok(answer)
    }
}

/// What holds of a pack among the promises of a file.
fn promised(pack: &Pack, path: &str) -> Done {
    let document = input::Document::read(path, MAX_PROMISES_BYTES)?;
    let promises = Promises::read(&document.text).map_err(|error| vec![document.problem(error)])?;
    let promised = prescreen_prove::prove_promises(pack, &promises);
    let mut said = format!("{}@{}\n\n{}", promised.pack.id, promised.pack.version, claims(&promised.claims));
    for CannotAsk { promise, because } in &promised.cannot_ask {
        let because = because.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
        said.push_str(&format!("{:<10} {promise}: {because}\n", "CANNOT ASK"));
    }
    let findings = !promised.holds();
    Ok(Answer { text: said, json: with_words(json!(promised), &promised.claims), findings })
}

/// A claim with its sentences, for who reads JSON without a list of statements and reasons at hand.
#[derive(Serialize)]
pub struct Worded<'c> {
    #[serde(flatten)]
    claim: &'c Claim,
    says: String,
    because: String,
}

/// Claims with their sentences.
pub fn worded<'c>(claims: impl IntoIterator<Item = &'c Claim>) -> Vec<Worded<'c>> {
    claims.into_iter().map(|claim| Worded { claim, says: claim.says(), because: claim.because() }).collect()
}

/// A report whose claims have their sentences.
pub(super) fn with_words(mut report: Value, claims: &[Claim]) -> Value {
    if let Some(report) = report.as_object_mut() {
        report.insert("claims".into(), json!(worded(claims)));
    }
    report
}

fn said(proof: &Proof) -> String {
    let mut said = format!("{}@{}\n", proof.pack.id, proof.pack.version);
    said.push_str(&format!("\nclasses of {} answer combinations\n", proof.combinations.0));
    for count in &proof.classes {
        let class = count.class.as_ref().map_or("none", |class| class.as_str());
        said.push_str(&format!("  {class:<10} {:>24}  {:6.2} %\n", count.combinations.0, count.share * 100.0));
    }
    said.push_str("\nwhat each question alone can do\n");
    for pull in &proof.questions {
        said.push_str(&format!(
            "  {:<24} decides in {:6.2} %, moves up to {}\n",
            pull.item,
            pull.share * 100.0,
            pull.moves
        ));
    }
    if proof.assumes != Assumed::Uniform {
        said.push_str("\nclasses of people who answer as the marginals say\n");
        for share in &proof.distribution {
            let class = share.class.as_ref().map_or("none", |class| class.as_str());
            said.push_str(&format!("  {class:<10} {:6.2} %\n", share.share * 100.0));
        }
    }
    match &proof.leakage {
        Some(leakage) => said.push_str(&told(leakage, proof.assumes)),
        None => {
            let why = proof.leakage_not_computed.map(because).unwrap_or_default();
            said.push_str(&format!(
                "\nwhat a verdict tells was not computed{why}; that is not to say that it tells nothing\n"
            ));
        }
    }
    said.push('\n');
    said.push_str(&claims(&proof.claims));
    said
}

fn because(why: NotComputed) -> &'static str {
    match why {
        NotComputed::RuleAlwaysApplies => ": a rule of eligibility applies whatever the facts are",
        NotComputed::TooManyFacts => ": the rules of eligibility read more facts together than are gone through",
        NotComputed::TooManyStates => ": the ways of answering come to more states than are walked",
        NotComputed::GateAsksAnswer => ": a gate asks for an answer",
        NotComputed::NoProducts => ": there are no products, or their rules read too many tags",
        NotComputed::TooManyPurchases => ": there are more kinds of purchase than are tried",
    }
}

fn told(leakage: &Leakage, assumes: Assumed) -> String {
    let people = match assumes {
        Assumed::Uniform => "if every combination of answers is as likely as every other",
        Assumed::Independent | Assumed::Patterns => "under the marginals",
    };
    let mut said = format!(
        "\na verdict tells at most {:.2} bits ({} tuples), {:.2} on average {people}\n",
        leakage.at_most_bits, leakage.tuples, leakage.mean_bits
    );
    if leakage.shadow_bits > 0.0 {
        said.push_str(&format!("  {:.2} of them by the class of a shadow pack\n", leakage.shadow_bits));
    }
    if leakage.credit_bits > 0.0 {
        said.push_str(&format!(
            "  up to {:.2} more, about facts, where it is asked what a person can afford\n",
            leakage.credit_bits
        ));
    }
    if leakage.risk_bits > 0.0 {
        said.push_str(&format!(
            "  up to {:.2} more, about facts, where it is asked what a fall would do\n",
            leakage.risk_bits
        ));
    }
    for field in &leakage.fields {
        said.push_str(&format!("  {:<24} {:6.2} bits on average\n", field.field, field.mean_bits));
    }
    for bound in leakage.sessions.iter().filter(|bound| bound.sessions > 1) {
        said.push_str(&format!("  {} sessions tell at most {:.2} bits\n", bound.sessions, bound.at_most_bits));
    }
    if let Some(purchase) = &leakage.purchase {
        said.push_str(&format!(
            "a verdict on a purchase tells at most {:.2} bits ({} tuples), {:.2} on average on the product that tells most\n",
            purchase.at_most_bits, purchase.tuples, purchase.mean_bits
        ));
    }
    if let Some(why) = leakage.purchase_not_computed.map(because) {
        said.push_str(&format!("what a verdict on a purchase tells was not computed{why}\n"));
    }
    if !leakage.further.is_empty() {
        said.push_str("one more disclosed reason would cost, in bits on average\n");
    }
    for further in &leakage.further {
        let bits = further.costs_bits.map_or_else(|| "not computed".into(), |bits| format!("{bits:6.2}"));
        said.push_str(&format!("  {:<24} {bits}\n", further.reason));
    }
    said
}

/// Claims that do not hold come first, each with its applicant; the proved ones are counted by kind.
pub(super) fn claims(claims: &[Claim]) -> String {
    let mut said = unproved(claims);
    for claim in claims.iter().filter(|claim| claim.conclusion == Conclusion::Proved) {
        said.push_str(&format!("{:<10} {}: {}\n", word(claim.conclusion), claim.id, claim.because()));
    }
    said
}

/// Claims that do not hold, each with its applicant.
pub fn unproved(claims: &[Claim]) -> String {
    let mut said = String::new();
    for claim in claims.iter().filter(|claim| claim.conclusion != Conclusion::Proved) {
        said.push_str(&format!(
            "{:<10} {}: {} {}\n",
            word(claim.conclusion),
            claim.id,
            claim.says(),
            sentence(&claim.because())
        ));
        for applicant in claim.counterexample.iter().chain(&claim.beside) {
            said.push_str(&shown(applicant));
        }
        for product in &claim.products {
            said.push_str(&format!(
                "           product {} · {} · {}\n",
                product.id,
                product.kind,
                json!(product.figures)
            ));
        }
    }
    said
}

fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}

fn shown(applicant: &Applicant) -> String {
    let json = json!(applicant);
    let part = |pointer: &str| json.pointer(pointer).cloned().unwrap_or_default();
    let class = applicant.class.as_ref().map_or("none", |class| class.as_str());
    let (answers, facts) = (part("/case/answers"), part("/session/facts"));
    let on_file = match &applicant.session.profile {
        Some(profile) => format!(" (on file: {}, from earlier answers)", profile.class),
        None => String::new(),
    };
    let mut said =
        format!("           answers {answers}\n           facts {facts}\n           class {class}{on_file}\n");
    for (fact, found) in &applicant.found {
        said.push_str(&format!("           found {fact} {} ({})\n", json!(found.value), found.tier.word()));
    }
    if let Some(product) = &applicant.session.product {
        let tags = product.tags.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        let (grade, kind, term) = (&product.seller_grade, &product.kind, &product.term);
        said.push_str(&format!("           buys {} · {grade} · {kind} · {term} · {tags}\n", product.issuer_grade));
    }
    said.push_str(&format!("           outcome {}\n", applicant.outcome.word().replace('_', " ")));
    if let Some(credit) = &applicant.credit {
        let band = credit.band.as_ref().map_or_else(String::new, |band| format!(" ({band})"));
        said.push_str(&format!("           can afford: {}{band}\n", credit.outcome.word().replace('_', " ")));
    }
    said
}

fn word(conclusion: Conclusion) -> &'static str {
    match conclusion {
        Conclusion::Proved => "proved",
        Conclusion::Refuted => "REFUTED",
        Conclusion::Vacuous => "VACUOUS",
        Conclusion::NotProved => "NOT PROVED",
    }
}

/// What comes of a file of marginals.
fn under<T>(path: &str, ask: impl FnOnce(&Marginals) -> Result<T, prescreen::Error>) -> Result<T, Vec<InputError>> {
    let document = input::Document::read(path, MAX_MARGINALS_BYTES)?;
    let answer = Marginals::read(&document.text).and_then(|marginals| ask(&marginals));
    answer.map_err(|error| vec![document.problem(error)])
}

fn compared(comparison: &Comparison, not_compared: &[&str]) -> String {
    let name = |pack: &prescreen::terms::reference::PackRef| format!("{}@{}", pack.id, pack.version);
    let mut said = format!("A {}\nB {}\n", name(&comparison.a), name(&comparison.b));
    let same = |one: &prescreen::terms::reference::PackRef, other: &prescreen::terms::reference::PackRef| {
        one.id == other.id && one.version == other.version && one.hash != other.hash
    };
    if same(&comparison.a, &comparison.b) {
        said.push_str(
            "Both are of one id and version and are not the same: give the later one a version of its own.\n",
        );
    }
    if !not_compared.is_empty() {
        said.push_str(&format!(
            "Classes alone are compared. Not compared, though the packs differ there: {}\n",
            not_compared.join(", ")
        ));
    }
    for difference in &comparison.differences {
        said.push_str(&format!("differs  {}: A {:?}, B {:?}\n", difference.part, difference.a, difference.b));
    }
    if !comparison.differences.is_empty() {
        said.push_str("The packs do not ask the same questions: nothing is claimed about them.\n");
    }
    let people = if comparison.assumes == Assumed::Uniform { "" } else { " of people" };
    for cell in &comparison.migration {
        let class =
            |class: &Option<prescreen::id::Id>| class.as_ref().map_or_else(|| "none".to_owned(), ToString::to_string);
        let (from, to, combinations) = (class(&cell.from), class(&cell.to), cell.combinations.0);
        said.push_str(&format!("{from:>10} → {to:<10} {combinations:>24} {:>7.2} %{people}\n", cell.share * 100.0));
    }
    said.push_str(&claims(&comparison.claims));
    said
}

/// What decides beside the class.
const BESIDE: [&str; 9] =
    ["eligibility", "matching", "gates", "permissions", "fraud", "credit", "risk", "price", "shelf"];

/// A pack, and its document as it stands in the file.
fn load_whole(path: &str) -> Result<(Pack, Value), Vec<InputError>> {
    let file = Document::read(path, MAX_PACK_BYTES)?;
    let pack = Pack::check(&file.text);
    let pack = pack.map_err(|errors| errors.into_iter().map(|error| file.problem(error)).collect::<Vec<_>>())?;
    Ok((pack, serde_json::from_str(&file.text).unwrap_or_default()))
}

/// Parts that decide beside the class, where the packs differ: what is claimed of two packs is about classes alone.
fn not_compared(a: &Value, b: &Value) -> Vec<&'static str> {
    let part = |pack: &Value, part: &str| pack.get(part).filter(|part| !part.is_null()).cloned();
    BESIDE.into_iter().filter(|name| part(a, name) != part(b, name)).collect()
}
