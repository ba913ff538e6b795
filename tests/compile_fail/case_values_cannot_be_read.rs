fn main() {
    let case = prescreen::Case::read("{}").unwrap();
    let _ = case.answers;
}
