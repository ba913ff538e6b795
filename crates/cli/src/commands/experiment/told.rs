//! A report as a printed text.

use prescreen_experiment::analysis::report::{
    Bounds, Comparison, Guardrail, GuardrailKind, Moved, PhaseReport, Report, Role, SampleRatio,
};

/// The report, the check of the ratio first, the conclusion last.
pub fn report(report: &Report, bytes_per_person: Option<usize>) -> String {
    let mut text = String::new();
    let events = &report.events;
    text.push_str(&format!("experiment {}: {}\n", report.experiment, report.variations.join(", ")));
    let memory = bytes_per_person.map(|bytes| format!(" ({bytes} bytes of memory for each)")).unwrap_or_default();
    text.push_str(&format!("{} events of {} people{memory}\n", events.read, events.people));
    for (count, what) in [
        (events.repeated, "events came again and count once"),
        (events.too_late, "events came after collecting ended and do not count"),
        (events.without_exposure, "people have events but no exposure and do not count"),
        (events.outside_phases, "people were exposed outside of all phases and do not count"),
        (events.other_experiments, "events are of other experiments"),
    ] {
        if count > 0 {
            text.push_str(&format!("  {count} {what}\n"));
        }
    }
    for phase in &report.phases {
        text.push_str(&phase_text(report, phase));
    }
    items(report, &mut text);
    text.push_str("\nconclusion");
    if let Some(phase) = &report.conclusion.phase {
        text.push_str(&format!(" of phase {phase}"));
    }
    text.push('\n');
    for sentence in &report.conclusion.text {
        text.push_str(&format!("  {sentence}\n"));
    }
    text
}

fn phase_text(report: &Report, phase: &PhaseReport) -> String {
    let mut text = format!("\nphase {}: {} to {}\n", phase.phase, phase.from, phase.to);
    ratio(report, &phase.sample_ratio, &mut text);
    for collected in &phase.collected {
        let lost = percent(collected.lost as f64 / (collected.sent as f64).max(1.0));
        text.push_str(&format!(
            "  {}: {} of {} events lost ({lost})",
            collected.variation, collected.lost, collected.sent
        ));
        for (count, what) in [
            (collected.late_people, "people with events more than a day late"),
            (collected.behind_people, "people with all events more than a day late, or a clock behind"),
            (collected.ahead_people, "people with a clock ahead"),
        ] {
            if count > 0 {
                text.push_str(&format!("; {count} {what}"));
            }
        }
        text.push('\n');
    }
    for comparison in &phase.metrics {
        metric(comparison, report.alpha, &mut text);
    }
    if !phase.guardrails.is_empty() {
        text.push_str("  guardrails, not corrected for several tests\n");
        for guardrail in &phase.guardrails {
            guard(guardrail, &mut text);
        }
    }
    if !phase.questions.is_empty() {
        text.push_str("  questions: share of everybody exposed who left it with an answer, and median seconds\n");
        for question in &phase.questions {
            let one = |reached: &prescreen_experiment::analysis::report::Reached| {
                let seconds = reached.seconds.map_or(String::new(), |[_, median, _]| format!(", {median} s"));
                format!("{} {}{seconds}", reached.variation, percent(reached.share))
            };
            let said: Vec<String> = question.reached.iter().map(one).collect();
            text.push_str(&format!("    {}: {}\n", question.question, said.join("; ")));
        }
    }
    text
}

fn ratio(report: &Report, ratio: &SampleRatio, text: &mut String) {
    let each = report.variations.iter().zip(&ratio.people).zip(&ratio.expected);
    let said: Vec<String> =
        each.map(|((variation, people), expected)| format!("{variation} {people} (expected {expected:.1})")).collect();
    let p = ratio.p.map_or("no people to compare".into(), |p| format!("p = {}", p_text(p)));
    let verdict = if ratio.failed { "DOES NOT FIT" } else { "fits" };
    text.push_str(&format!("  sample ratio {verdict}: {}, {p}\n", said.join(", ")));
    if ratio.crossed > 0 {
        text.push_str(&format!("    {} people saw several variations and do not count\n", ratio.crossed));
    }
    for cause in &ratio.causes {
        text.push_str(&format!("    likely cause: {}\n", cause.text));
    }
    for cause in &ratio.seen {
        text.push_str(&format!("    also seen: {}\n", cause.text));
    }
    for row in &ratio.by_segment {
        let word = row.word.as_deref().unwrap_or("not said");
        text.push_str(&format!("    {} {word}: {}, p = {}\n", row.segment, counts(&row.people), p_text(row.p)));
    }
    for row in &ratio.by_day {
        let p = row.p.map_or(String::new(), |p| format!(", p = {}", p_text(p)));
        text.push_str(&format!("    {}: {}{p}\n", row.day, counts(&row.people)));
    }
}

fn metric(comparison: &Comparison, alpha: f64, text: &mut String) {
    let role = if comparison.role == Role::Primary { "primary" } else { "secondary" };
    text.push_str(&format!("  {} ({role})\n", comparison.metric));
    for measured in &comparison.measured {
        text.push_str(&format!(
            "    {}: {:.4} ({} of {})\n",
            measured.variation, measured.value, measured.numerator, measured.denominator
        ));
    }
    let level = 100.0 * (1.0 - alpha);
    for effect in &comparison.effects {
        let (bounds, unit): (&Bounds, fn(f64) -> String) = match &effect.relative {
            Some(relative) => (relative, signed_percent),
            None => (&effect.absolute, |value| format!("{value:+.4}")),
        };
        let range = |[low, high]: [f64; 2]| format!("{} to {}", unit(low), unit(high));
        text.push_str(&format!(
            "    {} against the control: {}; {level:.0}% at one look {}, at all looks {}\n",
            effect.variation,
            unit(bounds.estimate),
            range(bounds.fixed),
            range(bounds.always_valid)
        ));
        text.push_str(&format!(
            "      p {} at one look ({} adjusted), {} at all ({}); chance to be higher {}\n",
            p_text(effect.p),
            p_text(effect.p_adjusted),
            p_text(effect.p_always_valid),
            p_text(effect.p_always_valid_adjusted),
            percent(effect.chance_higher)
        ));
    }
}

fn guard(guardrail: &Guardrail, text: &mut String) {
    let what = match guardrail.guardrail {
        GuardrailKind::Classes => "classes",
        GuardrailKind::Refer => "referred",
        GuardrailKind::InsufficientEvidence => "too little known",
        GuardrailKind::Careless => "careless",
    };
    let moved = match guardrail.moved {
        Moved::Moved => "MOVED",
        Moved::WithinMargin => "moved, within the margin",
        Moved::Same => "the same within the margin",
        Moved::Unclear => "unclear, too few data",
    };
    text.push_str(&format!(
        "    {what}, {}: {moved} (p = {}, margin {})\n",
        guardrail.variation,
        p_text(guardrail.p),
        percent(guardrail.margin)
    ));
    let shown =
        guardrail.categories.iter().take(if guardrail.guardrail == GuardrailKind::Classes { usize::MAX } else { 1 });
    for category in shown {
        text.push_str(&format!(
            "      {}: {} to {} (difference {} to {})\n",
            category.category,
            percent(category.control),
            percent(category.variation),
            signed_percent(category.interval[0]),
            signed_percent(category.interval[1])
        ));
    }
}

fn items(report: &Report, text: &mut String) {
    let Some(items) = &report.items else { return };
    text.push_str("\nitems\n");
    for one in &items.reliability {
        let said = |name: &str, bounded: &Option<prescreen_experiment::analysis::items::Bounded>| match bounded {
            Some(bounded) => {
                format!("{name} {:.3} ({:.3} to {:.3})", bounded.value, bounded.interval[0], bounded.interval[1])
            }
            None => format!("{name} has no value"),
        };
        text.push_str(&format!(
            "  {}, {} people: {}, {}",
            one.variation,
            one.people,
            said("alpha", &one.alpha),
            said("omega", &one.omega)
        ));
        if let Some(p) = one.same_alpha_p {
            text.push_str(&format!("; p that alpha is the control's = {}", p_text(p)));
        }
        text.push('\n');
    }
    for one in &items.differential {
        let found = if one.found { "WORKS OTHERWISE" } else { "no difference shown" };
        text.push_str(&format!(
            "  {} by {}, {} against {}: {found}; {:+.2} standard deviations at the same score, p = {} ({} adjusted)\n",
            one.item,
            one.by,
            one.focal,
            one.reference,
            one.standardised_difference,
            p_text(one.mantel_p),
            p_text(one.mantel_p_adjusted)
        ));
    }
}

fn counts(people: &[u64]) -> String {
    people.iter().map(u64::to_string).collect::<Vec<String>>().join(" to ")
}

fn percent(share: f64) -> String {
    format!("{:.1}%", 100.0 * share)
}

fn signed_percent(share: f64) -> String {
    format!("{:+.1}%", 100.0 * share)
}

fn p_text(p: f64) -> String {
    if p < 0.0001 { format!("{p:.1e}") } else { format!("{p:.4}") }
}
