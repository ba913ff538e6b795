//! The pack of these tests, and what a firm says when it opens sessions under it.

use serde_json::{Value, json};

/// The pack, changed by a function.
pub fn pack(change: impl FnOnce(&mut Value)) -> Value {
    let mut pack: Value = serde_json::from_str(include_str!("trial.json")).unwrap();
    change(&mut pack);
    pack
}

/// The pack as it is.
pub fn plain() -> Value {
    pack(|_| ())
}

/// The pack with other attempt limits.
pub fn with_attempts(limits: Value) -> Value {
    pack(|pack| {
        let mut entry = json!({ "from": "2020-01-01", "basis": { "firm": "test" } });
        entry.as_object_mut().unwrap().extend(limits.as_object().unwrap().clone());
        pack["attempts"] = json!([entry]);
    })
}

/// An assessment of a person.
pub fn assessment(subject: &str) -> Value {
    json!({ "subject": subject, "purpose": "assessment", "pack": "trial", "facts": { "birth_date": "1990-01-01" } })
}

/// A purchase of a product graded R3 by a person with class C2 on file.
pub fn purchase(subject: &str, pack: &Value) -> Value {
    json!({
        "subject": subject,
        "purpose": "purchase",
        "pack": "trial",
        "facts": { "birth_date": "1990-01-01", "member": true },
        "product": product(),
        "profile": { "class": "C2", "assessed_on": "2026-01-01", "valid_until": "2099-01-01", "pack": pack },
    })
}

pub fn product() -> Value {
    json!({
        "id": "fund-1",
        "name": { "en": "Fund One", "zh-CN": "一号基金" },
        "issuer_grade": "R2",
        "seller_grade": "R3",
        "type": "fund",
        "term": "short",
        "tags": [],
    })
}
