//! `pack check`, `pack new`, `pack build`, `pack diff`, `pack sheet` and `pack import-survey`; who stands for one is in
//! `governance`.

use clap::{Args, Subcommand};
use prescreen::json::Entries;
use prescreen::pack::check::MAX_FINDINGS;
use prescreen::pack::limits::MAX_PACK_BYTES;
use prescreen::pack::lint::{Warning, lint, lint_together};
use prescreen::verdict::record_bound;
use prescreen::{Code, Error, Pack};
use prescreen_prove::{Claim, Conclusion};
use serde_json::json;

use super::basis::{Weak, weak};
use super::build::{BuildArgs, NewArgs};
use super::diff::DiffArgs;
use super::governance::{ApprovalsArgs, KeygenArgs, SignArgs, WithdrawArgs};
use super::{Answer, Document, Done, InputError, input, load, sheet, survey};

/// Rule packs.
#[derive(Args)]
pub struct PackArgs {
    #[command(subcommand)]
    command: PackCommand,
}

#[derive(Subcommand)]
enum PackCommand {
    /// Check and prove packs; say everything that is wrong, with its place, and warn of doubtful questions
    ///
    /// Of several, it also warns of what they say of one another: ids that none of them has, and attempts that are counted
    /// together one way.
    /// Exit code 0 when every pack is in order and proved, 1 when one is not, 2 when a file cannot be read.
    /// Warnings change no exit code.
    Check {
        /// Pack files; '-' for standard input
        #[arg(required = true)]
        files: Vec<String>,
    },
    /// Begin a pack: a small one in YAML that proves, with a word beside each part
    New(NewArgs),
    /// Make a pack, which is JSON, of what its author writes in YAML or JSON
    ///
    /// In YAML an anchor (&name) is said once and named (*name) wherever it is used, `<<` merges a map into another, and what
    /// stands at the top under a name that begins with `x-` is there to be named alone. Everything that is wrong is told at
    /// its line in the author's file. Written is the canonical form, whose digest is the pack's hash. Exit code 1 where the
    /// pack is not in order; then nothing is written.
    Build(BuildArgs),
    /// Say what changed between two packs: every value that is not the same, in words
    ///
    /// Elements are the same where their id is, wherever they stand. Exit code 0 when the packs are the same, 1 when they
    /// are not.
    Diff(DiffArgs),
    /// Make the skeleton of a questionnaire from a SurveyJS survey (JSON)
    ///
    /// Writes what a pack has a place for, and names everything else by its place in the survey. Exit code 1
    /// when something of the survey is not in the skeleton.
    ImportSurvey {
        /// Survey file; '-' for standard input
        file: String,
        /// Where to write the skeleton
        #[arg(long)]
        out: String,
    },
    /// Draw the key with which one person approves packs: the file holds the private key, and the entry for the list of
    /// approvers is printed
    Keygen(KeygenArgs),
    /// Approve a pack: add a person's signature over its hash to the file beside it, PACK.statements
    ///
    /// A server serves it once two different persons did so, whom its list of approvers names. Read it first: `pack sheet`.
    Sign(SignArgs),
    /// Withdraw a pack: add a person's signed word to the file beside it, PACK.statements
    ///
    /// One person who may approve it is enough. A server opens nothing new under it once it reads its packs again (SIGHUP), and
    /// accepts what was begun up to --accept-until, or nothing.
    Withdraw(WithdrawArgs),
    /// Say how far a pack has come: who approved it, which statements do not count, and why
    ///
    /// Exit code 0 when two persons' approvals hold and it is not withdrawn, 1 when not.
    Approvals(ApprovalsArgs),
    /// Write a pack as one printable HTML page, for whoever has to approve it
    Sheet {
        /// Pack file; '-' for standard input
        file: String,
        /// Where to write the page; standard output when left out
        #[arg(long)]
        out: Option<String>,
        /// One locale only; all of the pack's when left out
        #[arg(long)]
        locale: Option<String>,
    },
}

impl PackArgs {
    /// Runs the command.
    pub fn run(&self) -> Done {
        match &self.command {
            PackCommand::Check { files } => check(files),
            PackCommand::New(arguments) => arguments.run(),
            PackCommand::Build(arguments) => arguments.run(),
            PackCommand::Diff(arguments) => arguments.run(),
            PackCommand::Keygen(arguments) => arguments.run(),
            PackCommand::Sign(arguments) => arguments.run(),
            PackCommand::Withdraw(arguments) => arguments.run(),
            PackCommand::Approvals(arguments) => arguments.run(),
            PackCommand::ImportSurvey { file, out } => import(file, out),
            PackCommand::Sheet { file, out, locale } => page(file, out.as_deref(), locale.as_deref()),
        }
    }
}

/// What is wrong where a file is no pack by its form, so that not all of the rest can be told.
const FORM: [Code; 6] =
    [Code::Syntax, Code::RepeatedKey, Code::Number, Code::MissingField, Code::UnknownField, Code::Type];

fn check(files: &[String]) -> Done {
    input::one_standard_input(&files.iter().map(String::as_str).collect::<Vec<_>>())?;
    let mut answer = Answer::new(String::new(), json!([]));
    let mut packs = Vec::new();
    let mut loaded: Vec<(&str, Pack)> = Vec::new();
    for path in files {
        let file = Document::read(path, MAX_PACK_BYTES)?;
        let checked = Pack::check(&file.text).and_then(|pack| {
            record_bound::check(&pack).map_err(|error| vec![error])?;
            Ok(pack)
        });
        match checked {
            Ok(pack) => {
                let claims = prescreen_prove::claims(&pack);
                let proved = claims.iter().all(|claim| claim.conclusion == Conclusion::Proved);
                answer.findings |= !proved;
                answer.text.push_str(&said(&file.name, &pack, proved));
                answer.text.push_str(&super::prove::unproved(&claims));
                let warnings = lint(&pack);
                for warning in &warnings {
                    answer.text.push_str(&format!("warning: {warning}\n"));
                }
                packs.push(told(&file.name, &pack, &claims, &warnings));
                loaded.push((path.as_str(), pack));
            }
            Err(errors) => {
                answer.findings = true;
                let of_form = errors.iter().any(|error| FORM.contains(&error.code));
                let problems: Vec<InputError> = errors.into_iter().map(|error| file.problem(error)).collect();
                for problem in &problems {
                    answer.text.push_str(&format!("{problem}\n"));
                }
                let findings = if problems.len() == 1 { "finding" } else { "findings" };
                let more = if problems.len() >= MAX_FINDINGS {
                    "; there may be more"
                } else if of_form {
                    "; there may be more once the form is right"
                } else {
                    ""
                };
                answer.text.push_str(&format!("{}: {} {findings}{more}\n", file.name, problems.len()));
                packs.push(json!({ "file": file.name, "ok": false, "errors": problems }));
            }
        }
    }
    let together = if loaded.len() > 1 { together(&loaded) } else { Vec::new() };
    for (file, warning) in &together {
        answer.text.push_str(&format!("warning: {file}: {warning}\n"));
    }
    let together: Vec<_> = together.iter().map(|(file, warning)| json!({ "file": file, "warning": warning })).collect();
    answer.json = json!({ "packs": packs, "together": together });
    Ok(answer)
}

/// What packs say of one another, each with the file that says it.
fn together<'a>(loaded: &[(&'a str, Pack)]) -> Vec<(&'a str, Warning)> {
    let packs: Vec<&Pack> = loaded.iter().map(|(_, pack)| pack).collect();
    let warnings = lint_together(&packs).into_iter();
    warnings.filter_map(|(place, warning)| Some((loaded.get(place)?.0, warning))).collect()
}

/// How large a pack is.
#[derive(serde::Serialize)]
struct Counts {
    items: usize,
    options: usize,
    facts: usize,
    rules: usize,
    gates: usize,
    permissions: usize,
    flows: usize,
    documents: usize,
    promises: usize,
    locales: usize,
    texts: usize,
}

impl Counts {
    fn of(pack: &Pack) -> Self {
        let document = pack.document();
        let rules = [
            document.classes.caps.len(),
            document.contradictions.len(),
            document.eligibility.len(),
            document.matching.rules.len(),
        ];
        Self {
            items: document.items().count(),
            options: document.items().map(|item| item.options.len()).sum(),
            facts: document.facts.len(),
            // The predicate of the lowest class is one more.
            rules: rules.iter().sum::<usize>().saturating_add(1),
            gates: document.gates.len(),
            permissions: document.permissions.len(),
            flows: document.flows.len(),
            documents: document.documents.len(),
            promises: document.never.len(),
            locales: document.locales.len(),
            texts: document.texts.values().map(Entries::len).sum(),
        }
    }
}

fn told(file: &str, pack: &Pack, claims: &[Claim], warnings: &[Warning]) -> serde_json::Value {
    let reference = pack.reference();
    json!({
        "file": file,
        "ok": claims.iter().all(|claim| claim.conclusion == Conclusion::Proved),
        "id": reference.id,
        "version": reference.version,
        "hash": reference.hash,
        "counts": Counts::of(pack),
        "unproved": super::prove::worded(claims.iter().filter(|claim| claim.conclusion != Conclusion::Proved)),
        "warnings": warnings,
        "below_h": weak(pack, super::usual_locale(pack)),
    })
}

fn said(file: &str, pack: &Pack, proved: bool) -> String {
    let reference = pack.reference();
    let counts = Counts::of(pack);
    let mut text = format!(
        "{file}: {}\n  {}@{}\n  hash {}\n  {} items, {} options, {} facts, {} rules, {} gates, {} flows, \
         {} documents, {} promises, {} texts in {} locales\n",
        if proved { "ok, and proved" } else { "not everything is proved" },
        reference.id,
        reference.version,
        reference.hash,
        counts.items,
        counts.options,
        counts.facts,
        counts.rules,
        counts.gates,
        counts.flows,
        counts.documents,
        counts.promises,
        counts.texts,
        counts.locales,
    );
    let weak = weak(pack, super::usual_locale(pack));
    if weak.is_empty() {
        return text;
    }
    text.push_str("  the firm's own, or below H (for information):\n");
    for one in weak {
        let line = match one {
            Weak::Firm { at, reason } => format!("    firm {at}: {reason}\n"),
            Weak::Source { at, confidence, title, article } => {
                let article = article.map_or_else(String::new, |article| format!(", {article}"));
                format!("    {confidence:?}    {at}: {title}{article}\n")
            }
        };
        text.push_str(&line);
    }
    text
}

fn page(path: &str, out: Option<&str>, locale: Option<&str>) -> Done {
    let pack = load(path)?;
    let locales: Vec<&str> = match locale {
        Some(_) => vec![super::locale(&pack, locale)?],
        None => pack.document().locales.iter().map(String::as_str).collect(),
    };
    let html = sheet::page(&pack, &locales)
        .map_err(|error| InputError::usage(&format!("the sheet cannot be laid out: {error:#}")))?;
    let Some(out) = out else {
        return Ok(Answer::new(html.clone(), json!({ "html": html })));
    };
    input::write(out, &html)?;
    Ok(Answer::new(format!("{out}: {} bytes\n", html.len()), json!({ "written": out, "bytes": html.len() })))
}

fn import(path: &str, out: &str) -> Done {
    let file = Document::read(path, MAX_PACK_BYTES)?;
    let at_most = file.text.len() <= MAX_PACK_BYTES;
    let survey = at_most.then(|| serde_json::from_str::<serde_json::Value>(&file.text));
    let survey = match survey {
        Some(Ok(survey)) if survey.is_object() => survey,
        Some(Err(error)) => return Err(unusable(&file, Code::Syntax, format!("not JSON: {error}"))),
        Some(Ok(_)) => return Err(unusable(&file, Code::Type, "a survey is a JSON object".into())),
        None => return Err(unusable(&file, Code::Limit, format!("a survey has at most {MAX_PACK_BYTES} bytes"))),
    };
    let import = survey::import(&survey);
    input::write(out, format!("{:#}\n", import.pack))?;
    let mut text = format!("{out}: a skeleton, not yet a pack\n");
    for one in &import.unsupported {
        text.push_str(&format!("not imported {}: {}\n", one.at, one.feature));
    }
    for one in &import.missing {
        text.push_str(&format!("missing {one}\n"));
    }
    Ok(Answer { text, findings: !import.unsupported.is_empty(), json: json!(import) })
}

fn unusable(file: &Document, code: Code, message: String) -> Vec<InputError> {
    vec![file.problem(Error::new(code, "", message))]
}
