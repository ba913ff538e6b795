use super::*;
use crate::terms::signals::{Family, SignalValue};

const MS: u64 = 1000;

/// Types at the given times: each press is held for 90 ms.
fn typed(collector: &mut Collector, key: KeyKind, presses: impl IntoIterator<Item = u64>) {
    for press in presses {
        collector.observe(Event::KeyDown { key, repeat: false, in_field: true }, press);
        collector.observe(Event::Input { entry: Entry::Single, other_field: false, fillable: false }, press + 50);
        collector.observe(Event::KeyUp(key), press + 90 * MS);
    }
}

/// Presses `count` times, `step` apart with an uneven spread, from `start`.
fn presses(start: u64, count: u64, step: u64) -> impl Iterator<Item = u64> {
    (0..count).map(move |n| start + n * step + (n * n * 7_919) % (step / 3))
}

fn integer(collector: &Collector, id: &str) -> Option<i64> {
    match collector.signals(3_600_000_000).get(id) {
        Some(SignalValue::Integer(value)) => Some(value),
        None => None,
        _ => panic!("{id} is no integer"),
    }
}

fn word(collector: &Collector, id: &str) -> &'static str {
    match collector.signals(0).get(id) {
        Some(SignalValue::Choice(word)) => word,
        _ => panic!("{id} is no choice"),
    }
}

fn family_is_unknown(collector: &Collector, family: Family) -> bool {
    let signals = collector.signals(3_600_000_000);
    crate::terms::signals::CATALOGUE
        .iter()
        .filter(|signal| signal.family == family)
        .all(|signal| signals.get(signal.id).is_none())
}

#[test]
fn the_rhythm_of_a_hardware_keyboard_is_known_from_thirty_intervals_on() {
    let mut collector = Collector::new();
    collector.observe(Event::Focus { text: true }, 0);
    typed(&mut collector, KeyKind::Direct, (0..30).map(|n| n * 200_003));
    assert!(family_is_unknown(&collector, Family::Typing));
    typed(&mut collector, KeyKind::Direct, [30 * 200_003]);
    assert_eq!(integer(&collector, "typing-interval-mean"), Some(200_003));
    assert_eq!(integer(&collector, "typing-interval-variation"), Some(0));
    assert!(integer(&collector, "typing-hold-median").unwrap().abs_diff(90_000) < 6_000);
    assert_eq!(word(&collector, "entry-method"), "keyboard");
}

#[test]
fn pauses_and_corrections_are_shares() {
    let mut collector = Collector::new();
    typed(&mut collector, KeyKind::Direct, (0..35).map(|n| n * 200_003));
    typed(&mut collector, KeyKind::Erasing, (0..5).map(|n| 35 * 200_003 + n * 1_500_001));
    assert_eq!(integer(&collector, "typing-corrections"), Some(1000 * 5 / 40));
    assert_eq!(integer(&collector, "typing-pauses"), Some(1000 * 4 / 39));
}

/// Everything that makes a rhythm say nothing, after 40 keys at an inhuman 10 ms.
#[test]
fn what_is_no_latin_hardware_keyboard_has_no_rhythm() {
    let fast = || {
        let mut collector = Collector::new();
        typed(&mut collector, KeyKind::Direct, (0..40).map(|n| n * 10_007));
        collector
    };
    assert!(!family_is_unknown(&fast(), Family::Typing));
    let later = 5_000 * MS;
    let key = |key| Event::KeyDown { key, repeat: false, in_field: true };
    let input = |entry| Event::Input { entry, other_field: false, fillable: false };
    let unknown: [(&str, &[Event]); 7] = [
        ("an input method", &[Event::Composition]),
        ("key 229", &[key(KeyKind::Hidden)]),
        ("another script", &[key(KeyKind::OtherScript)]),
        ("voice or handwriting", &[input(Entry::Block)]),
        ("text with no key at all", &[input(Entry::Single)]),
        (
            "a finger",
            &[
                Event::Press(PointerKind::Touch),
                Event::Click { pointer: PointerKind::Touch, without_pointer: false, centred: true },
            ],
        ),
        ("assistive technology", &[Event::Click { pointer: PointerKind::None, without_pointer: true, centred: false }]),
    ];
    for (name, events) in unknown {
        let mut collector = fast();
        events.iter().for_each(|event| collector.observe(*event, later));
        assert!(family_is_unknown(&collector, Family::Typing), "{name}");
    }
}

#[test]
fn a_coarse_clock_gives_no_rhythm() {
    let mut collector = Collector::new();
    for n in 0..60_u64 {
        let key = if n % 2 == 0 {
            Event::KeyDown { key: KeyKind::Direct, repeat: false, in_field: true }
        } else {
            Event::KeyUp(KeyKind::Direct)
        };
        collector.observe(key, n * 100 * MS);
    }
    assert!(family_is_unknown(&collector, Family::Typing));
    assert!(family_is_unknown(&collector, Family::Pointer));
}

#[test]
fn a_password_manager_injects_nothing_and_a_script_does() {
    let scripted = |fillable| Event::Input { entry: Entry::Scripted, other_field: true, fillable };
    let mut manager = Collector::new();
    (0..4).for_each(|n| manager.observe(scripted(true), 5_000_000 + n));
    assert_eq!((integer(&manager, "injected-fields"), integer(&manager, "filled-fields")), (Some(0), Some(4)));
    assert_eq!(word(&manager, "entry-method"), "filled");

    let mut script = Collector::new();
    (0..4).for_each(|n| script.observe(scripted(false), 5_000_000 + n));
    assert_eq!(integer(&script, "injected-fields"), Some(4));

    // A keyboard that the page draws: each touch sets a value.
    let mut drawn = Collector::new();
    for n in 0..4 {
        drawn.observe(Event::Press(PointerKind::Touch), n * 400_001);
        drawn.observe(scripted(false), n * 400_001 + 20_000);
    }
    assert_eq!(integer(&drawn, "injected-fields"), Some(0));
}

#[test]
fn a_mouse_that_jumps_and_hits_the_middle_is_told_from_one_that_travels() {
    let click = |collector: &mut Collector, at: u64, centred| {
        collector.observe(Event::Press(PointerKind::Mouse), at);
        collector.observe(Event::Release(PointerKind::Mouse), at + 2_003);
        collector.observe(Event::Click { pointer: PointerKind::Mouse, without_pointer: false, centred }, at + 2_003);
    };
    let moved = |x, y| Event::Move { pointer: PointerKind::Mouse, x, y, fractional: false };
    let mut tool = Collector::new();
    tool.observe(moved(0, 0), 1);
    for n in 1..=5 {
        tool.observe(moved(i32::try_from(n).unwrap() * 1600, 800), n * 1_000_003);
        click(&mut tool, n * 1_000_003 + 5_003, true);
    }
    let known = ["click-jumps", "click-centred"].map(|id| integer(&tool, id));
    assert_eq!(known, [Some(1000), Some(1000)]);
    assert!(integer(&tool, "click-hold-median").unwrap() < 2_200);
    assert_eq!(integer(&tool, "pointer-straightness"), None, "single points have no shape");

    let mut person = Collector::new();
    for n in 0..6_u64 {
        for step in 0..20_i32 {
            let at = n * 1_000_003 + u64::from(step.unsigned_abs()) * 16_001;
            // A parabola 100 px wide and 25 px high.
            person.observe(moved(step * 80, step * (20 - step) * 4), at);
        }
        click(&mut person, n * 1_000_003 + 330_000, false);
    }
    let known = ["click-jumps", "click-centred"].map(|id| integer(&person, id));
    assert_eq!(known, [Some(0), Some(0)]);
    let straightness = integer(&person, "pointer-straightness").unwrap();
    assert!((600..990).contains(&straightness), "{straightness}");
}

#[test]
fn steps_hiding_and_idling_are_timed() {
    let mut collector = Collector::new();
    collector.observe(Event::Press(PointerKind::Mouse), 0);
    for n in 1..=5 {
        collector.observe(Event::Step, n * 2_000_000);
    }
    collector.observe(Event::Hidden, 11_000_000);
    collector.observe(Event::Shown, 61_000_000);
    collector.observe(Event::Press(PointerKind::Mouse), 91_000_000);
    collector.observe(Event::Step, 92_000_000);
    let fastest = integer(&collector, "step-fastest");
    assert_eq!((fastest, integer(&collector, "steps")), (Some(2_000_000), Some(6)));
    // 82 s on the last step, 50 of them hidden.
    assert!(integer(&collector, "step-hesitation").unwrap().abs_diff(16_000) < 1_000);
    assert_eq!((integer(&collector, "hidden-count"), integer(&collector, "idle-count")), (Some(1), Some(1)));
    assert_eq!(integer(&collector, "idle-longest"), Some(30_000_000));
}

/// The same moments, other keys: the state is the same, so nothing in it can tell them apart.
#[test]
fn nothing_kept_tells_what_was_typed() {
    let facts = |unit: char, code_length| KeyFacts {
        key_length: 1,
        first_unit: unit.into(),
        code_length,
        key_code: unit.to_ascii_uppercase().into(),
        composing: false,
    };
    let of = |text: &str| {
        let mut collector = Collector::new();
        collector.observe(Event::Focus { text: true }, 0);
        for (letter, press) in text.chars().zip(presses(1_000_000, 40, 180_000)) {
            let key = KeyKind::of(facts(letter, 4));
            collector.observe(Event::KeyDown { key, repeat: false, in_field: true }, press);
            collector.observe(Event::Input { entry: Entry::Single, other_field: false, fillable: false }, press + 50);
            collector.observe(Event::KeyUp(key), press + 90_000);
        }
        collector
    };
    let (one, other) =
        (of("correct horse battery staple 1234567890 a"), of("ZQ!zq?ZQ!zq?ZQ!zq?ZQ!zq?ZQ!zq?ZQ!zq?ZQ!zq"));
    assert!(one == other);
    assert!(integer(&one, "typing-interval-mean").is_some(), "there was something to tell apart");
}

/// A million events of every kind: no more memory than before the first, and no overflow.
#[test]
fn a_flood_of_a_million_events_is_bounded() {
    // The type owns no heap: it is its own size for ever.
    assert!(size_of::<Collector>() <= 12 * 1024, "{}", size_of::<Collector>());
    assert!(!core::mem::needs_drop::<Collector>());
    let mut collector = Collector::new();
    let mut state = 1_u32;
    for n in 0..1_000_000_u64 {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let (pick, x) = (state >> 24, i32::from_ne_bytes(state.to_ne_bytes()));
        let event = match pick % 13 {
            0 => Event::KeyDown { key: KeyKind::Direct, repeat: false, in_field: true },
            1 => Event::KeyUp(KeyKind::Direct),
            2 => Event::KeyDown { key: KeyKind::Erasing, repeat: false, in_field: true },
            3..=6 => Event::Move { pointer: PointerKind::Mouse, x, y: x.wrapping_mul(31), fractional: true },
            7 => Event::Press(PointerKind::Mouse),
            8 => Event::Click { pointer: PointerKind::Mouse, without_pointer: false, centred: true },
            9 => Event::Focus { text: true },
            10 => Event::Input { entry: Entry::Pasted, other_field: true, fillable: false },
            11 => Event::Step,
            _ => Event::Hidden,
        };
        // Now and then the clock jumps to its end, or back.
        let now = if pick == 255 { u64::MAX >> (n % 40) } else { n * 977 };
        collector.observe(event, now);
    }
    let signals = collector.signals(u64::MAX);
    assert!(signals.known() > 20);
}
