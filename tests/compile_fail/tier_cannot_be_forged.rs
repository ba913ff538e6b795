use prescreen::condition::Value;
use prescreen::facts::Evidence;
use prescreen::terms::Tier;

fn main() {
    let _ = Evidence { value: Value::Boolean(true), tier: Tier::Attested };
}
