fn leak(case: &prescreen::Case) -> prescreen::verdict::Verdict {
    prescreen::verdict::Verdict::from(case)
}

fn main() {}
