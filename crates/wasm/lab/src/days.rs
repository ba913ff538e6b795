//! What a pack says of attempts and validity, for a firm that keeps both itself.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use prescreen::date::Instant;
use prescreen::id::Id;
use prescreen::json::{self, Json};
use prescreen::terms::Tier;
use prescreen::{Code, Error};

use prescreen_boundary::answer;
use prescreen_wasm_investor::pack::Pack;
use prescreen_wasm_investor::seal::instant;

/// Largest list of attempts, in bytes.
const MAX_ATTEMPTS_BYTES: usize = 64 * 1024;

/// Whether one more attempt may be made. `now`: server time in seconds; `past`: the times of the attempts of the last
/// 12 months in rising order, as JSON.
#[wasm_bindgen]
pub fn next_attempt(pack: &Pack, now: f64, past: &str) -> JsValue {
    let counted = || {
        let past: Vec<Instant> = json::read_text(past, MAX_ATTEMPTS_BYTES)?;
        let attempt = pack.core().next_attempt(instant(now)?, &past);
        attempt.ok_or_else(|| Error::new(Code::NotInForce, "/now", "the pack has no limits for this day yet"))
    };
    answer(counted())
}

/// What to keep on file of a class that was assessed at a time, in seconds, evidenced as a word says.
#[wasm_bindgen]
pub fn profile_on_file(pack: &Pack, class: &str, tier: &str, at: f64) -> JsValue {
    let kept = || {
        let class =
            Id::try_from(String::from(class)).ok().filter(|class| pack.core().compiled().class_of(class).is_some());
        let class = class.ok_or_else(|| Error::new(Code::Reference, "/class", "the pack does not have this class"))?;
        let tier: Tier = json::read(&Json::Text(tier.into())).map_err(|error| Error { at: "/tier".into(), ..error })?;
        let profile = pack.core().profile_on_file(class, tier, instant(at)?);
        profile.ok_or_else(|| Error::new(Code::Range, "/at", "the time is outside the calendar"))
    };
    answer(kept())
}
