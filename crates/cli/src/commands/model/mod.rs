//! `model`: convert, check and score models that teams bring.

mod points;

use clap::{Args, Subcommand};
use prescreen::Error;
use prescreen::terms::protected::protected;
use prescreen_model::forest::Precision;
use prescreen_model::{Form, Model, Scorer, digest};
use prescreen_server::visible;
use serde_json::json;

use super::rows::Rows;
use super::scores::{load, named};
use super::{Answer, Done, InputError, input};

/// Models that teams bring.
///
/// Reads LightGBM text, XGBoost JSON, plain JSON (a scorecard or a logistic regression), and prescreen's own compact
/// form, which is all that a browser loads.
#[derive(Args)]
pub struct ModelArgs {
    #[command(subcommand)]
    command: ModelCommand,
}

#[derive(Subcommand)]
enum ModelCommand {
    /// Write a model in prescreen's compact form; raw scores stay the same, bit for bit
    Convert {
        /// Model file; '-' for standard input
        file: String,
        /// Where to write the model
        #[arg(long)]
        out: String,
    },
    /// Say what a model is, which features it needs, and whether it may be used for fraud
    ///
    /// A model that needs age, sex or origin is a finding: it scores on the command line, and no pack loads it. With
    /// a pack, so is one that the pack does not name, or that needs a feature that the pack does not declare for it.
    Check {
        /// Model file; '-' for standard input
        file: String,
        /// The pack that is to use it
        #[arg(long)]
        pack: Option<String>,
    },
    /// Score rows: the line 'raw,probability', then one line a row
    ///
    /// Digits are the fewest that give the same number again, in the library's own width: 64 bits for LightGBM, 32
    /// for XGBoost. For a model of something else than a probability, the second number is the library's prediction.
    /// A column that the model does not need is named on standard error.
    Score {
        /// Model file, as the library wrote it or converted
        #[arg(long)]
        model: String,
        /// CSV file: features in the header, in any order; empty is missing; '-' for standard input
        #[arg(long)]
        rows: String,
    },
    /// What each feature contributed to the raw score: a header, then one line a row
    ///
    /// The last column is the expected raw score; a line adds up to the raw score of its row.
    Explain {
        /// Model file, as the library wrote it or converted
        #[arg(long)]
        model: String,
        /// CSV file as for 'score'
        #[arg(long)]
        rows: String,
    },
    Points(points::PointsArgs),
}

impl ModelArgs {
    /// Runs the command.
    pub fn run(&self) -> Done {
        match &self.command {
            ModelCommand::Convert { file, out } => write(file, out),
            ModelCommand::Check { file, pack } => check(file, pack.as_deref()),
            ModelCommand::Score { model, rows } => score(model, rows),
            ModelCommand::Explain { model, rows } => explain(model, rows),
            ModelCommand::Points(args) => args.run(),
        }
    }
}

fn write(path: &str, out: &str) -> Done {
    let (model, format, before) = load(path)?;
    let bytes = model.write();
    // What is written is what a browser reads.
    Model::read(&bytes).map_err(|error| InputError { file: path.into(), ..InputError::of(error) })?;
    input::write(out, &bytes)?;
    let told = json!({ "format": format.name(), "bytes": before, "out": out, "out_bytes": bytes.len(), "hash": digest(&bytes) });
    let text = format!("{out}: {} bytes, from {} ({before} bytes)\n", bytes.len(), format.name());
    Ok(Answer::new(text + "hash      " + &digest(&bytes) + "\n", told))
}

fn check(path: &str, pack: Option<&str>) -> Done {
    input::one_standard_input(&[&[path], pack.as_slice()].concat())?;
    let pack = pack.map(super::load).transpose()?;
    let (model, format, bytes) = load(path)?;
    let hash = digest(&model.write());
    let kept_out: Vec<(&String, &str)> =
        model.features().iter().filter_map(|name| Some((name, protected(name)?))).collect();
    let mut fraud = kept_out.is_empty() && model.is_probability();
    let mut text = format!("{path}: {} ({bytes} bytes), {}\n", format.name(), form(&model));
    text.push_str(&format!("hash      {hash}\nfeatures  {}\n", model.features().join(", ")));
    for (name, word) in &kept_out {
        text.push_str(&format!(
            "refused   '{name}' is about age, sex or origin ('{word}'): no pack loads this model for fraud\n"
        ));
    }
    if !model.is_probability() {
        text.push_str("refused   the output is not a probability: no pack loads this model for fraud\n");
    }
    let used = pack.as_ref().map(|pack| named(pack, &model).map(|(named, _)| named.id.as_str()));
    match &used {
        Some(Ok(id)) => text.push_str(&format!("pack      names it '{id}': rules read model.{id}\n")),
        Some(Err(error)) => text.push_str(&format!("refused   {}; {}\n", error.message, error.help)),
        None if fraud => text.push_str("fraud     a pack that names it and declares these features may load it\n"),
        None => {}
    }
    fraud &= used.as_ref().is_none_or(Result::is_ok);
    let refused: Vec<&String> = kept_out.iter().map(|(name, _)| *name).collect();
    let told = json!({
        "file": path, "format": format.name(), "bytes": bytes, "hash": hash, "pack_names_it": used.and_then(Result::ok), "form": form(&model), "features": model.features(),
        "probability": model.is_probability(), "age_sex_or_origin": refused, "fraud": fraud,
    });
    Ok(Answer { findings: !fraud, ..Answer::new(text, told) })
}

fn form(model: &Model) -> String {
    match model.form() {
        Form::Scorecard(_) => "scorecard".into(),
        Form::Logistic(_) => "logistic regression".into(),
        Form::Trees(forest) => {
            let nodes: usize = forest.trees.iter().map(|tree| tree.nodes().len()).sum();
            let width = if is_single(model) { 32 } else { 64 };
            format!("{} trees, {nodes} nodes, {width}-bit sum, {:?}", forest.trees.len(), forest.link)
        }
    }
}

fn is_single(model: &Model) -> bool {
    matches!(model.form(), Form::Trees(forest) if matches!(forest.arithmetic, Precision::Single { .. }))
}

fn score(path: &str, rows: &str) -> Done {
    let (model, rows) = load_both(path, rows)?;
    let (single, features) = (is_single(&model), model.features().len());
    let mut scorer = Scorer::new(model);
    let mut text = String::from("raw,probability\n");
    let mut told = Vec::new();
    for row in rows.values.chunks_exact(features) {
        let score = scorer.score(row).map_err(InputError::of)?;
        text.push_str(&format!("{},{}\n", digits(score.raw, single), digits(score.output, single)));
        told.push(json!({ "raw": score.raw, "probability": score.output }));
    }
    Ok(Answer::new(text, json!({ "scores": told, "unused": rows.unused })))
}

fn explain(path: &str, rows: &str) -> Done {
    let (model, rows) = load_both(path, rows)?;
    let mut text = String::new();
    let mut writer = csv::Writer::from_writer(Vec::new());
    let broken = |error: csv::Error| InputError::usage(&error.to_string());
    writer.write_record(model.features().iter().map(String::as_str).chain(["expected"])).map_err(broken)?;
    let mut told = Vec::new();
    for row in rows.values.chunks_exact(model.features().len()) {
        let parts =
            model.attributions(row).map_err(|error| InputError { file: path.into(), ..InputError::of(error) })?;
        writer.write_record(parts.iter().map(|part| digits(*part, false))).map_err(broken)?;
        told.push(json!(parts));
    }
    text.push_str(&String::from_utf8_lossy(&writer.into_inner().unwrap_or_default()));
    Ok(Answer::new(text, json!({ "features": model.features(), "rows": told, "unused": rows.unused })))
}

fn load_both(path: &str, rows: &str) -> Result<(Model, Rows), Vec<InputError>> {
    input::one_standard_input(&[path, rows])?;
    let (model, ..) = load(path)?;
    let rows = Rows::read(rows, &model)?;
    if is_single(&model) && rows.values.iter().any(|value| (*value as f32).is_infinite()) {
        let message = "a value is infinite in 32 bits, which XGBoost refuses";
        return Err(InputError::of(Error::new(prescreen::Code::Number, "", message)).into());
    }
    if !rows.unused.is_empty() {
        eprint!("{}", visible(&format!("not used by the model: {}\n", rows.unused.join(", "))));
    }
    Ok((model, rows))
}

/// The fewest digits that give the same number again.
fn digits(value: f64, single: bool) -> String {
    if single { format!("{:?}", value as f32) } else { format!("{value:?}") }
}
