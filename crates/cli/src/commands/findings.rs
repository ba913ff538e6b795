//! What a check came to, in the words of the command line: each thing that is open with the flag that closes it.

use prescreen::json::Write as _;
use prescreen_verify::{Findings, Need};
use serde_json::{Value, json};

/// The flag with which a further document is given.
const fn flag(need: Need) -> &'static str {
    match need {
        Need::Keys => "--keys",
        Need::Verdict => "--verdict",
        Need::Session => "--session",
        Need::Pack => "--pack",
        Need::Approvers => "--approvers",
    }
}

fn open(findings: &Findings) -> impl Iterator<Item = String> {
    findings.open.iter().map(|open| format!("{}: give {}", open.sentence(), flag(open.need())))
}

/// A line for each.
pub fn lines(findings: &Findings) -> String {
    let proved = findings.proved.iter().map(|proved| format!("  {}\n", proved.sentence()));
    let open = open(findings).map(|what| format!("  not checked: {what}\n"));
    let limits = findings.limits.iter().map(|limit| format!("  does not prove: {}\n", limit.sentence()));
    proved.chain(open).chain(limits).collect()
}

/// The same for a program, beside what the document says by name.
pub fn members(findings: &Findings) -> [(&'static str, Value); 3] {
    let proved = findings.proved.iter().map(|proved| proved.sentence()).collect::<Vec<_>>();
    let limits = findings.limits.iter().map(|limit| limit.sentence()).collect::<Vec<_>>();
    [
        ("checked", json!(proved)),
        ("not_checked", json!(open(findings).collect::<Vec<_>>())),
        ("not_proved", json!(limits)),
    ]
}

/// What the document says under a name.
pub fn said(findings: &Findings, name: &str) -> Value {
    let said = findings.said.iter().find(|(said, _)| said == name);
    said.map_or(Value::Null, |(_, json)| serde_json::from_str(&json.json().canonical()).unwrap_or_default())
}

/// A JSON object of these members and further ones.
pub fn object(findings: &Findings, more: Value) -> Value {
    let Value::Object(mut object) = more else { return more };
    object.extend(members(findings).map(|(name, value)| (name.into(), value)));
    Value::Object(object)
}
