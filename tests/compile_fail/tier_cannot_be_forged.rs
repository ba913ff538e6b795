use prescreen::condition::Value;
use prescreen::facts::{Evidence, Known};
use prescreen::terms::Tier;

fn main() {
    let _: Option<Known> = None;
    let _ = Evidence { value: Value::Boolean(true), tier: Tier::Attested };
}
