//! The access log: every line is chained to the one before.

use std::path::PathBuf;

use prescreen::date::Instant;
use prescreen::terms::Digest;
use prescreen_archive::{Access, AccessLog, AccessResult, Chain};

/// A file that goes away with the test.
struct File(PathBuf);

impl File {
    fn of(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("prescreen-log-{name}-{}", std::process::id()));
        _ = std::fs::remove_file(&path);
        Self(path)
    }

    fn text(&self) -> String {
        std::fs::read_to_string(&self.0).unwrap()
    }
}

impl Drop for File {
    fn drop(&mut self) {
        _ = std::fs::remove_file(&self.0);
    }
}

fn access(reason: &str) -> Access {
    Access {
        at: Instant(1_790_000_000),
        by: "A. Officer".into(),
        reason: reason.into(),
        session: "session-1".to_string().try_into().unwrap(),
        commitment: Digest::of(b"commitment"),
        key: "archive-1".to_string().try_into().unwrap(),
        record: Digest::of(b"record"),
        result: AccessResult::Given,
    }
}

fn of_three(name: &str) -> (File, Chain) {
    let file = File::of(name);
    for reason in ["complaint 17", "audit \"2026\"", "court order"] {
        AccessLog::open(&file.0).unwrap().unwrap().add(&access(reason)).unwrap().unwrap();
    }
    let chain = Chain::check(&file.text(), None).unwrap();
    (file, chain)
}

fn refused(log: &str) -> String {
    let error = Chain::check(log, None).unwrap_err();
    format!("{} {}", error.code.as_str(), error.message)
}

#[test]
fn a_log_holds_what_was_added_in_order() {
    let (file, chain) = of_three("order");
    let lines: Vec<serde_json::Value> = file.text().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((chain.lines, lines.len()), (3, 3));
    assert_eq!(lines[0]["previous"], serde_json::Value::Null);
    for (n, text) in file.text().lines().enumerate() {
        assert_eq!(lines[n]["number"], n + 1);
        let hash = Digest::of(text.as_bytes());
        match lines.get(n + 1) {
            Some(next) => assert_eq!(next["previous"], hash.to_string()),
            None => assert_eq!(chain.last, Some(hash)),
        }
    }
    assert_eq!((&lines[1]["reason"], &lines[1]["by"]), (&"audit \"2026\"".into(), &"A. Officer".into()));
    use std::os::unix::fs::PermissionsExt as _;
    assert_eq!(std::fs::metadata(&file.0).unwrap().permissions().mode() & 0o077, 0);
}

#[test]
fn an_empty_log_holds() {
    assert_eq!(Chain::check("", None).unwrap(), Chain { lines: 0, last: None });
}

#[test]
fn what_was_changed_left_out_or_put_in_breaks_the_chain() {
    let (file, _) = of_three("broken");
    let text = file.text();
    let lines: Vec<&str> = text.lines().collect();
    let joined = |lines: &[&str]| lines.iter().map(|line| format!("{line}\n")).collect::<String>();
    assert!(refused(&text.replacen("complaint 17", "complaint 18", 1)).starts_with("claim line 2: it follows another"));
    assert!(refused(&joined(&[lines[0], lines[2]])).starts_with("claim line 2: another number"));
    assert!(refused(&joined(&[lines[1], lines[2]])).starts_with("claim line 1: another number"));
    assert!(refused(&joined(&[lines[0], lines[0], lines[1], lines[2]])).starts_with("claim line 2: another number"));
    assert!(refused(&text.replacen('{', "{ ", 1)).starts_with("encoding line 1: this is not the one form"));
    assert!(refused(&text.replace("\n", "\n\n")).starts_with("syntax line 2: "));
    assert!(refused(&text.replacen("\n", "\r\n", 1)).starts_with("encoding line 1: this is not the one form"));
}

/// Of the end the chain by itself tells nothing.
#[test]
fn a_last_line_that_was_changed_is_found_by_a_hash_that_was_noted() {
    let (file, chain) = of_three("end");
    let changed = file.text().replacen("court order", "court ordre", 1);
    assert!(Chain::check(&changed, None).is_ok(), "the chain alone does not tell");
    assert_eq!(Chain::check(&changed, chain.last.as_ref()).unwrap_err().code.as_str(), "reference");
}

#[test]
fn a_log_that_ends_inside_its_last_line_is_refused_with_what_to_do() {
    let (file, _) = of_three("torn");
    let text = file.text();
    for torn in [text.trim_end(), &text[..text.len() - 40]] {
        let error = Chain::check(torn, None).unwrap_err();
        assert_eq!((error.code.as_str(), &*error.message), ("encoding", "line 3: the log ends inside its last line"));
        assert!(error.help.contains("head -n 2"), "{}", error.help);
        std::fs::write(&file.0, torn).unwrap();
        assert!(AccessLog::open(&file.0).unwrap().is_err());
        assert_eq!(file.text(), torn, "it is left as it is");
    }
    let whole: String = text.lines().take(2).map(|line| format!("{line}\n")).collect();
    std::fs::write(&file.0, whole).unwrap();
    assert_eq!(AccessLog::open(&file.0).unwrap().unwrap().add(&access("again")).unwrap().unwrap().lines, 3);
}

#[test]
fn lines_cut_off_at_the_end_are_found_by_a_hash_that_was_noted() {
    let (file, chain) = of_three("cut");
    let text = file.text();
    let cut: String = text.lines().take(2).map(|line| format!("{line}\n")).collect();
    let noted = chain.last.as_ref();
    assert_eq!(Chain::check(&text, noted).unwrap(), chain);
    assert!(Chain::check(&cut, None).is_ok(), "the chain alone does not tell");
    assert_eq!(Chain::check(&cut, noted).unwrap_err().code.as_str(), "reference");
    let earlier = Chain::check(&cut, None).unwrap().last;
    assert_eq!(Chain::check(&text, earlier.as_ref()).unwrap(), chain, "the log grew since it was noted");
}

#[test]
fn nothing_is_added_to_a_broken_log_nor_without_a_reason() {
    let (file, chain) = of_three("refuses");
    for wrong in ["", "  ", &"x".repeat(2001)] {
        let refused = AccessLog::open(&file.0).unwrap().unwrap().add(&access(wrong)).unwrap().unwrap_err();
        assert_eq!((refused.code.as_str(), refused.at.as_str()), ("range", "/reason"));
    }
    assert_eq!(Chain::check(&file.text(), None).unwrap(), chain);
    let broken = file.text().replacen("complaint", "compliant", 1);
    std::fs::write(&file.0, &broken).unwrap();
    assert!(AccessLog::open(&file.0).unwrap().is_err());
    assert_eq!(file.text(), broken);
}
