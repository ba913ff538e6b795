fn leak(
    assessment: &prescreen::Assessment,
    ticket: &prescreen::verdict::Opened<prescreen::verdict::Ticket>,
) -> prescreen::verdict::Verdict {
    prescreen::verdict::Verdict::minimise(
        assessment,
        ticket,
        ticket.claims.commitment,
        ticket.claims.jkt,
        prescreen::date::Instant(0),
        None,
    )
    .unwrap()
}

fn main() {}
