//! Every sentence of a conclusion and every cause, told in each language with the same parts.

use prescreen_experiment::analysis::plan::Looks;
use prescreen_experiment::analysis::report::{
    Burst, Cause, CauseDetail, CauseKind, GuardrailKind, Others, PlannedPeople, Report, Says, Sentence,
};
use prescreen_experiment::told::{self, LANGUAGES};

use super::draws::Draws;
use super::made::{USUAL, people, plan, read, report};

/// The place of a sentence among all kinds; a new kind does not compile without one.
fn place(sentence: &Sentence) -> usize {
    match sentence {
        Sentence::Nobody => 0,
        Sentence::NoResult => 1,
        Sentence::TooEarly { .. } => 2,
        Sentence::Damaged { .. } => 3,
        Sentence::Reading { .. } => 4,
        Sentence::Untested { .. } => 5,
        Sentence::MorePeople => 6,
        Sentence::DaysLeft { .. } => 7,
        Sentence::NewPhase { .. } => 8,
        Sentence::Excluded { .. } => 9,
        Sentence::NotKnown { .. } => 10,
        Sentence::Moved { .. } => 11,
        Sentence::NotChecked { .. } => 12,
        Sentence::FailedElsewhere { .. } => 13,
        Sentence::DamagedElsewhere { .. } => 14,
        Sentence::MovedElsewhere { .. } => 15,
        Sentence::Far { .. } => 16,
    }
}

const GUARDRAILS: [GuardrailKind; 4] =
    [GuardrailKind::Classes, GuardrailKind::Refer, GuardrailKind::InsufficientEvidence, GuardrailKind::Careless];

/// Each kind of sentence, with each of its closed words, and the parts that have to be in it.
fn sentences() -> Vec<(Sentence, Vec<&'static str>)> {
    let planned = PlannedPeople { effect: 0.15, needed: 1241.0, counted: 873 };
    let (variation, metric, phase) = ("plain".to_owned(), "completed".to_owned(), "main".to_owned());
    let reading = |says, of_control| Sentence::Reading {
        variation: "plain".into(),
        metric: "completed".into(),
        says,
        estimate: 0.031,
        interval: [-0.045, 0.125],
        of_control,
        compared: 7,
    };
    let share = vec!["plain", "completed", "+3.1%", "-4.5%", "+12.5%", "95%"];
    let mut all = vec![
        (Sentence::Nobody, vec![]),
        (Sentence::NoResult, vec![]),
        (Sentence::TooEarly { to: "2026-11-30".into(), last: None }, vec!["2026-11-30"]),
        (
            Sentence::TooEarly { to: "2026-11-30".into(), last: Some("2026-11-29T07".into()) },
            vec!["2026-11-30", "2026-11-29T07"],
        ),
        (Sentence::Damaged { cause: CauseKind::LossDiffers }, vec![]),
        (Sentence::Damaged { cause: CauseKind::Burst }, vec![]),
        (reading(Says::Inconclusive, false), vec!["plain", "completed", "+0.0310", "-0.0450", "+0.1250", "95%"]),
        (reading(Says::DiffersAlone, true), [share.clone(), vec!["7"]].concat()),
        (Sentence::Untested { variation: variation.clone(), metric: metric.clone() }, vec!["plain", "completed"]),
        (Sentence::MorePeople, vec![]),
        (Sentence::DaysLeft { planned, days: 12.0 }, vec!["15%", "1241", "873", "12"]),
        (Sentence::NewPhase { planned }, vec!["15%", "1241", "873"]),
        (Sentence::Excluded { planned, metric: metric.clone() }, vec!["15%", "1241", "873", "completed"]),
        (Sentence::NotKnown { planned, metric }, vec!["15%", "1241", "873", "completed"]),
        (Sentence::FailedElsewhere { phase: phase.clone() }, vec!["main"]),
        (Sentence::DamagedElsewhere { phase: phase.clone() }, vec!["main"]),
        (Sentence::MovedElsewhere { phase }, vec!["main"]),
        (Sentence::Far { last: "2099-01-01T00".into() }, vec!["2099-01-01T00"]),
    ];
    let says = [Says::Higher, Says::Lower, Says::NoDifference, Says::Inconclusive];
    all.extend(says.map(|says| (reading(says, true), share.clone())));
    all.extend(
        GUARDRAILS.map(|guardrail| (Sentence::Moved { guardrail, variation: variation.clone() }, vec!["plain"])),
    );
    all.extend(GUARDRAILS.map(|guardrail| {
        (Sentence::NotChecked { variation: variation.clone(), guardrails: vec![guardrail] }, vec!["plain"])
    }));
    all
}

/// Each kind of cause, and the parts that have to be said of it.
fn causes() -> Vec<(Cause, Vec<&'static str>)> {
    let of = |cause, place: Option<&str>, people, detail| Cause {
        cause,
        place: place.map(Into::into),
        people,
        by_variation: false,
        detail,
    };
    let burst = |others| {
        let burst = Burst { times: 5.0, most: 321, usual: 9, went_on: 0.25, others };
        of(CauseKind::Burst, Some("2026-11-11T03"), Some(400), Some(CauseDetail::Burst(burst)))
    };
    let of_burst = vec!["400", "5", "321", "9", "25.0%", "2026-11-11T03"];
    let counts = || Some(CauseDetail::People(vec![120, 240]));
    vec![
        (of(CauseKind::NobodyThere, Some("plain"), None, None), vec!["plain"]),
        (of(CauseKind::ExposuresLost, None, Some(17), None), vec!["17"]),
        (
            of(CauseKind::LossDiffers, None, None, Some(CauseDetail::Lost(vec![0.0012, 0.2]))),
            vec!["control 0.12%", "plain 20.00%"],
        ),
        (of(CauseKind::Crossed, None, Some(17), Some(CauseDetail::Share(0.031))), vec!["17", "3.1%"]),
        (burst(Others::Nobody), of_burst.clone()),
        (burst(Others::Fit), of_burst.clone()),
        (burst(Others::DoNotFit), of_burst),
        (of(CauseKind::Segment, Some("browser safari"), Some(360), counts()), vec!["browser safari", "120", "240"]),
        (of(CauseKind::Day, Some("2026-11-16"), None, Some(CauseDetail::FitsBefore(true))), vec!["2026-11-16"]),
        (of(CauseKind::Day, Some("2026-11-16"), None, Some(CauseDetail::FitsBefore(false))), vec!["2026-11-16"]),
        (of(CauseKind::OtherWeights, Some("main"), None, None), vec!["main"]),
        (of(CauseKind::WeightsDiffer, None, None, counts()), vec!["120", "240"]),
        (of(CauseKind::NothingSeen, None, None, None), vec![]),
    ]
}

fn assert_told(said: &[Vec<String>], parts: &[Vec<&str>]) {
    for (language, said) in LANGUAGES.iter().zip(said) {
        assert_eq!(said.len(), parts.len(), "{language}");
        for (n, (sentence, parts)) in said.iter().zip(parts).enumerate() {
            assert!(!sentence.is_empty() && !sentence.contains(['{', '}']), "{language} {n}: {sentence}");
            let missing: Vec<&&str> = parts.iter().filter(|part| !sentence.contains(**part)).collect();
            assert!(missing.is_empty(), "{language}: {sentence} does not say {missing:?}");
            // Each is said in words of its own: what differs in a closed word differs in what is told.
            let same = said.iter().filter(|other| *other == sentence).count();
            assert_eq!(same, 1, "{language}: {sentence}");
        }
    }
}

fn made() -> Report {
    report(&read(&plan()), &people(&mut Draws::new(51), 300, &USUAL, &USUAL))
}

#[test]
fn every_sentence_of_a_conclusion_is_told_with_all_its_parts_in_each_language() {
    let all = sentences();
    for n in 0..17 {
        assert!(all.iter().any(|(sentence, _)| place(sentence) == n), "{n}");
    }
    let (said, parts): (Vec<Sentence>, Vec<Vec<&str>>) = all.into_iter().unzip();
    let mut report = made();
    report.conclusion.said = said;
    assert_told(&LANGUAGES.map(|language| told::concluded(&report, Looks::Always, language).unwrap()), &parts);
}

#[test]
fn every_cause_is_told_with_all_its_parts_in_each_language() {
    let (causes, parts): (Vec<Cause>, Vec<Vec<&str>>) = causes().into_iter().unzip();
    let mut report = made();
    report.phases[0].sample_ratio.causes = causes;
    report.phases[0].sample_ratio.seen.clear();
    let told = LANGUAGES.map(|language| told::causes(&report, Looks::Always, language).unwrap().remove(0));
    assert_told(&told, &parts);
}

#[test]
fn one_is_one_in_english() {
    let mut events = people(&mut Draws::new(52), 1, &USUAL, &USUAL);
    let mut other = events[0].clone();
    other["experiment"] = serde_json::json!("other");
    events.push(other);
    let found = report(&read(&plan()), &events);
    let told = told::report(&found, Looks::Always, "en", None).unwrap();
    assert!(told.contains("events of 1 person\n") && told.contains("1 event is of other experiments"), "{told}");
    for wrong in [" 1 people", " 1 events", " 1 days"] {
        assert!(!told.contains(wrong), "{wrong}: {told}");
    }
}
