fn leak(
    assessment: &prescreen::Assessment,
    ticket: &prescreen::verdict::Opened<prescreen::verdict::Ticket>,
) -> prescreen::verdict::Verdict {
    prescreen::verdict::Verdict::minimise(assessment, ticket, prescreen::date::Instant(0)).unwrap()
}

fn main() {}
