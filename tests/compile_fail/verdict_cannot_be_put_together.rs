fn change(mut verdict: prescreen::verdict::Verdict, answer: prescreen::id::Id) {
    verdict.class = Some(answer);
}

fn main() {}
