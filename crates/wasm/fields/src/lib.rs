//! Checks of what a person typed into a field. What was typed goes in and does not come back.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use prescreen::date::Date;
use prescreen::{Code, Error};
use prescreen_identity::{self as identity, Context, Form, Kind, Sex};

use prescreen_boundary::plain;

/// Checks a value. `today`: `YYYY-MM-DD`; `region`: for telephone numbers, or empty; `table`: the kind's own, or empty.
#[wasm_bindgen]
pub fn check_field(kind: &str, value: &str, today: &str, region: &str, table: &[u8]) -> JsValue {
    plain(read(kind, today).map(|(kind, today)| identity::check(kind, value, &Context { today, region, table })))
}

/// Which fields of the form say another thing than the value. `birth_date` and `sex` may be empty.
#[wasm_bindgen]
pub fn field_disagreements(kind: &str, value: &str, today: &str, birth_date: &str, sex: &str) -> JsValue {
    let fields = || {
        let (kind, today) = read(kind, today)?;
        let form = Form {
            birth_date: if birth_date.is_empty() { None } else { Some(day(birth_date, "/birthDate")?) },
            sex: match sex {
                "" => None,
                sex => Some(named(Sex::ALL, Sex::as_str, sex, "/sex")?),
            },
        };
        Ok(identity::disagreements(kind, value, &form, &Context { today, region: "", table: &[] }))
    };
    plain(fields())
}

fn read(kind: &str, today: &str) -> Result<(Kind, Date), Error> {
    Ok((named(Kind::ALL, Kind::as_str, kind, "/kind")?, day(today, "/today")?))
}

fn named<T: Copy>(all: &[T], name: fn(T) -> &'static str, text: &str, at: &str) -> Result<T, Error> {
    let found = all.iter().copied().find(|one| name(*one) == text);
    found.ok_or_else(|| Error::new(Code::Range, at, "not one of the names that this field has"))
}

fn day(text: &str, at: &str) -> Result<Date, Error> {
    Date::parse(text).ok_or_else(|| Error::new(Code::Type, at, "expected a day, YYYY-MM-DD, from 1900 to 2200"))
}
