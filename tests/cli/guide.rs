//! The guide for pack authors, the pages of statements and experiments, and their examples: what a page shows is what the command prints.
//!
//! A page's commands run in a copy of its example. With `PRESCREEN_REWRITE_DOCS=1` the outputs on the page, and
//! the hash of the pack in the example's sessions, are written anew instead of being compared.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use super::support::{load, read, read_json, root};
use super::{folder, run};

const PAGE: &str = "docs/guide-for-pack-authors.md";
const SESSIONS: [&str; 3] = ["session.json", "buy-harbour.json", "buy-summit.json"];

fn example(name: &str) -> PathBuf {
    root().join("examples/first-pack").join(name)
}

fn rewrites() -> bool {
    std::env::var_os("PRESCREEN_REWRITE_DOCS").is_some()
}

#[test]
fn the_guide_shows_what_its_commands_print() {
    pin_sessions();
    shows_what_its_commands_print(PAGE, "first-pack");
}

#[test]
fn the_page_of_statements_shows_what_its_commands_print() {
    shows_what_its_commands_print("docs/statements.md", "first-layout");
}

#[test]
fn the_page_of_experiments_shows_what_its_commands_print() {
    shows_what_its_commands_print("docs/experiments.md", "first-experiment");
}

#[test]
fn the_page_of_scorecards_shows_what_its_commands_print() {
    shows_what_its_commands_print("docs/scorecards.md", "first-scorecard");
}

/// A page whose commands run in a copy of an example's folder, beside one of the first pack.
fn shows_what_its_commands_print(name: &str, example: &str) {
    let examples = folder(&format!("page-of-{example}"));
    for name in [example, "first-pack"] {
        std::fs::create_dir_all(examples.join(name)).unwrap();
        copy(&root().join("examples").join(name), &examples.join(name));
    }
    let scratch = examples.join(example);
    let page = read(&root().join(name));
    let printed = replayed(&page, &scratch);
    if rewrites() {
        std::fs::write(root().join(name), printed).unwrap();
        return;
    }
    let differs = page.lines().zip(printed.lines()).position(|(shown, printed)| shown != printed);
    let line = differs.map(|line| line + 1);
    assert_eq!(line, None, "{name}: run this test with PRESCREEN_REWRITE_DOCS=1 and look at the difference");
    assert_eq!(page.len(), printed.len());
}

/// Of a long output the README shows a part: every line of it is printed, in that order.
#[test]
fn the_readme_shows_what_the_prover_prints() {
    let readme = read(&root().join("README.md"));
    let (_, block) = readme.split_once("```console\n$ prescreen prove ").unwrap();
    let (file, shown) = block.split_once("\n```").unwrap().0.split_once('\n').unwrap();
    let printed = run(&["prove", root().join(file).to_str().unwrap()]).out;
    let mut lines = printed.lines();
    for line in shown.lines().filter(|line| *line != "…") {
        assert!(lines.any(|other| other == line), "the prover does not print, or not here: {line}");
    }
    assert!(shown.contains("REFUTED") && shown.lines().count() > 8);
}

#[test]
fn the_parts_that_the_guide_shows_stand_in_the_example() {
    let page = read(&root().join(PAGE));
    let mut shown = 0;
    for block in page.split("```json ").skip(1) {
        let (fence, rest) = block.split_once('\n').unwrap();
        let text = rest.split("\n```").next().unwrap();
        let word = |name: &str| fence.split(' ').find_map(|word| word.strip_prefix(name)).unwrap();
        let (file, at) = (word("file="), word("at="));
        let part = read_json(&example(file)).pointer(at).cloned();
        assert_eq!(part, Some(serde_json::from_str::<Value>(text).unwrap()), "{file} {at}");
        shown += 1;
    }
    assert!(shown >= 6, "{shown}");
}

#[test]
fn the_variant_that_the_page_shows_is_the_examples() {
    let variant = read(&root().join("examples/first-experiment/variant.json"));
    assert!(read(&root().join("docs/experiments.md")).contains(&format!("```json\n{variant}```\n")));
}

#[test]
fn the_first_pack_is_proved_and_its_draft_breaks_one_promise() {
    let path = |name: &str| example(name).to_str().unwrap().to_owned();
    let proved = run(&["pack", "check", &path("pack.json"), "--json"]);
    let told = &proved.json()["packs"][0];
    assert_eq!((proved.code, &told["ok"], &told["warnings"]), (0, &json!(true), &json!([])), "{}", proved.out);
    let draft = run(&["pack", "check", &path("draft.json"), "--json"]);
    let told = &draft.json()["packs"][0];
    assert_eq!((draft.code, told["unproved"].as_array().unwrap().len()), (1, 1), "{}", draft.out);
    assert_eq!(told["unproved"][0]["verdict"], "refuted");
    assert_eq!(told["unproved"][0]["id"], "never/short-horizon/class");
}

#[test]
fn the_examples_purchases_carry_the_products_sheets() {
    for name in ["harbour", "summit"] {
        let session = read_json(&example(&format!("buy-{name}.json")));
        assert_eq!(session["product"], read_json(&example(&format!("products/{name}.json"))));
    }
}

/// The example's sessions name its pack as it is.
fn pin_sessions() {
    let pack = load(&example("pack.json"));
    let hash = &pack.hash().to_string();
    for name in SESSIONS {
        let path = example(name);
        let text = read(&path);
        let session: Value = serde_json::from_str(&text).unwrap();
        let named = session["pack"]["hash"].as_str().unwrap();
        if rewrites() {
            std::fs::write(&path, text.replace(named, hash)).unwrap();
        } else {
            assert_eq!(named, hash, "{name}: run this test with PRESCREEN_REWRITE_DOCS=1");
        }
    }
}

/// The page with the output of each command in place of what stands there.
fn replayed(page: &str, scratch: &Path) -> String {
    let mut replayed = String::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        replayed.push_str(line);
        replayed.push('\n');
        let shows = line == "```console";
        if !shows && line != "```sh" {
            continue;
        }
        for line in lines.by_ref() {
            if line == "```" {
                replayed.push_str("```\n");
                break;
            }
            let command = if shows { line.strip_prefix("$ ") } else { Some(line) };
            let Some(command) = command else { continue };
            let (printed, success) = ran(command, scratch);
            replayed.push_str(line);
            replayed.push('\n');
            if shows {
                replayed.push_str(&printed);
            } else {
                assert!(success, "{command}: {printed}");
            }
        }
    }
    replayed
}

/// What a shell prints for a command in the scratch folder, and whether it succeeds.
fn ran(command: &str, scratch: &Path) -> (String, bool) {
    let binary = Path::new(env!("CARGO_BIN_EXE_prescreen")).parent().unwrap();
    let path = format!("{}:{}", binary.display(), std::env::var("PATH").unwrap());
    let output = Command::new("sh")
        .args(["-c", &format!("exec 2>&1; {command}")])
        .current_dir(scratch)
        .env("PATH", path)
        .env("LC_ALL", "C")
        .output()
        .unwrap();
    (String::from_utf8(output.stdout).unwrap(), output.status.success())
}

fn copy(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            std::fs::create_dir_all(&target).unwrap();
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).unwrap();
        }
    }
}
