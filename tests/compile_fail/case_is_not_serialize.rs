fn send(_: impl serde::Serialize) {}

fn main() {
    let case = prescreen::Case::read("{}").unwrap();
    send(case);
}
