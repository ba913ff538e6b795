//! The de-identified report of a month: what it counts, what it hides, and when it is refused.

use serde_json::{Value, json};

use crate::process::{Home, Server};
use crate::tab::{Tab, hash, text};
use crate::trial::{self, assessment};

/// People whose assessments come to a class, or to none.
fn assess(server: &Server, people: std::ops::Range<usize>, class: Option<&str>) {
    for person in people {
        let tab = Tab::open(server, &assessment(&format!("person-{person}")));
        let mut claims = tab.verdict_claims(&tab.ticket(server));
        claims["class"] = json!(class);
        if class.is_none() {
            (claims["outcome"], claims["reasons"]) = (json!("insufficient_evidence"), json!(["answers.missing"]));
        }
        server.jose(&tab.path("/verdict"), &tab.key.seal("verdict", &claims)).ok();
    }
}

/// The count of the cell that names these dimensions and no other; none where no such cell is there.
fn count(report: &Value, dimensions: Value) -> Option<Value> {
    let cells = report["tables"][0]["cells"].as_array().unwrap();
    let without_count = |cell: &Value| {
        let mut cell = cell.clone();
        cell.as_object_mut().unwrap().remove("count");
        cell
    };
    cells.iter().find(|cell| without_count(cell) == dimensions).map(|cell| cell["count"].clone())
}

#[test]
fn a_month_is_counted_and_what_counts_few_is_hidden() {
    let home = Home::new(&[trial::plain()]).at("2026-09-30 15:30:00");
    let server = home.start();
    assess(&server, 0..12, Some("C1"));
    assess(&server, 12..24, Some("C2"));
    assess(&server, 24..27, None);
    Tab::open(&server, &assessment("not-sent")).ticket(&server);
    // In the pack's zone it is October.
    home.pass_until("2026-09-30 16:30:00");
    assess(&server, 30..31, Some("C3"));
    let early = home.operation(&["report", "--month", "2026-10"]).output().unwrap();
    assert_eq!(early.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&early.stdout).contains("the month is not over"));

    let report = home.operate(&["report", "--month", "2026-09"]);
    assert_eq!((&report["month"], report["tables"].as_array().unwrap().len()), (&"2026-09".into(), 1));
    assert_eq!(report["tables"][0]["pack"], server.get("/packs/current/trial").ok());
    assert_eq!(count(&report, json!({ "class": "C1" })), Some(json!(12)));
    assert_eq!(count(&report, json!({ "class": "C2" })), Some(json!(12)));
    // Three came to no class; all but them are shown, and so the whole is not.
    assert_eq!(count(&report, json!({ "class": null })), Some(Value::Null));
    assert_eq!(count(&report, json!({ "class": null, "outcome": "insufficient_evidence" })), Some(Value::Null));
    assert_eq!(count(&report, json!({})), Some(Value::Null));
    assert_eq!(count(&report, json!({ "class": "C3" })), None, "it was accepted in October");
    assert_eq!(count(&report, json!({ "class": "C1", "outcome": "proceed", "reason": "class.risk" })), Some(json!(12)));
    assert!(!report.to_string().contains("person-"));

    home.pass_until("2026-11-15 00:00:00");
    let october = home.operate(&["report", "--month", "2026-10"]);
    assert!(
        october["tables"][0]["cells"].as_array().unwrap().iter().all(|cell| cell["count"] == Value::Null),
        "{october}"
    );
    assert_eq!(home.operate(&["report", "--month", "2026-08"])["tables"], json!([]));
    for wrong in ["2026-13", "2026", "2026-9", "september"] {
        assert_eq!(home.operation(&["report", "--month", wrong]).output().unwrap().status.code(), Some(2), "{wrong}");
    }
}

#[test]
fn a_report_names_the_definition_by_which_it_was_made() {
    let home = Home::new(&[trial::plain()]).at("2026-09-01 02:00:00");
    let server = home.start();
    assess(&server, 0..1, Some("C1"));
    home.pass_until("2026-10-02 02:00:00");
    let report = home.operate(&["report", "--month", "2026-09"]);
    let told = home.operate(&["report", "--definition"]);
    let definition = text(&told, "definition");
    assert_eq!(report["definition"], hash(definition.as_bytes()));
    assert_eq!(told["hash"], report["definition"]);
    assert!(definition.contains("counts 1 to 9 verdicts is hidden"));
}
