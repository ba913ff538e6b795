fn send<T: serde::Serialize>() {}

fn main() {
    send::<prescreen::json::Json>();
    send::<prescreen::verdict::Record>();
    send::<prescreen::verdict::Seed>();
}
