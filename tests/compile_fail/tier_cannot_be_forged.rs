use prescreen::condition::Value;
use prescreen::facts::Evidence;
use prescreen::session::Tier;

fn main() {
    let _ = Evidence { value: Value::Boolean(true), tier: Tier::Attested };
}
