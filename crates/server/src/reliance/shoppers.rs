//! Shoppers at random, a hundred thousand of them: they retake, withhold, send late, and change pack, version and purpose
//! between and within attempts; on which device they do so makes no difference to what is known of them. The firm is the
//! worst one: with everything it opens it sends the best class that it was ever told. Nobody buys, or is permitted anything,
//! on a class that their last completed answers do not give, and nobody is refused for nothing.
//!
//! Who draws the acts decides nothing: attempts are counted by the pack, a profile is judged by `OnFile`, and what is
//! overtaken by this module. `tests/server/shoppers.rs` sends the same acts to a server.

use prescreen::date::Instant;
use prescreen::facts::OnFile;
use prescreen::id::Id;
use prescreen::pack::Attempt;
use prescreen::session::ProfileOnFile;
use prescreen::terms::{Purpose, Tier};
use prescreen::{Pack, Session};
use serde_json::{Value, json};

use super::{Came, Made, Rests, is_on_file_overtaken, is_overtaken, with_attempts};

const SHOPPERS: u64 = 100_000;
const ACTS: usize = 20;

/// Steps of the clock in seconds: within one second, the next one, an hour, and days up to beyond what a class holds for.
const STEPS: [i64; 8] = [0, 0, 1, 60, 3_600, 86_400, 86_400 * 3, 86_400 * 130];

/// 2026-09-01 00:00:00 UTC.
const START: i64 = 1_788_220_800;

/// A shipped pack as several of a firm's: two accept each other's profiles, each in two versions; a third counts attempts
/// together with them, and accepts no profile of theirs; the last stands alone.
fn packs() -> Vec<Pack> {
    let shipped: Value = serde_json::from_str(include_str!("../../../../packs/cn-securities.json")).unwrap();
    let with = |id: &str, version: &str, together: &[&str], accepts: &[&str]| {
        let mut pack = shipped.clone();
        (pack["id"], pack["version"]) = (json!(id), json!(version));
        (pack["attempts_with"], pack["profiles_of"]) = (json!(together), json!(accepts));
        Pack::load(&pack.to_string()).unwrap()
    };
    vec![
        with("one", "1.0.0", &["two", "three"], &["two"]),
        with("one", "1.1.0", &["two", "three"], &["two"]),
        with("two", "1.0.0", &["one", "three"], &["one"]),
        with("two", "2.0.0", &["one", "three"], &["one"]),
        with("three", "1.0.0", &["one", "two"], &[]),
        with("alone", "1.0.0", &[], &[]),
    ]
}

/// What somebody came for, on the way to a verdict or beyond it.
struct Errand {
    pack: usize,
    session: Session,
    is_claimed: bool,
    /// What answers come to.
    answers: Id,
    ticket: Option<Ticket>,
    /// When the verdict was accepted, with the class that it rests on, where steps are to be taken.
    accepted: Option<(Instant, Id)>,
}

#[derive(Clone, Copy, PartialEq)]
enum Ticket {
    /// Rests on the class on file, and counts as no attempt.
    OnFile,
    /// The place of what it counts as.
    Counted(usize),
}

struct Shopper<'p> {
    packs: &'p [Pack],
    template: &'p Session,
    draw: u64,
    now: i64,
    errands: Vec<Errand>,
    /// Attempts in their order, each with its pack.
    attempts: Vec<(usize, Made)>,
    /// What the firm was told.
    told: Vec<ProfileOnFile>,
    opened: usize,
    bought: usize,
    refused: usize,
}

impl Shopper<'_> {
    /// SplitMix64.
    fn below(&mut self, limit: usize) -> usize {
        self.draw = self.draw.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.draw ^ (self.draw >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)).checked_rem(limit as u64).unwrap()).unwrap()
    }

    fn act(&mut self) {
        let step = STEPS[self.below(STEPS.len())];
        self.now = self.now.saturating_add(step);
        if self.errands.is_empty() || self.below(4) == 0 {
            return self.open();
        }
        let chosen = self.below(self.errands.len());
        let errand = self.errands.swap_remove(chosen);
        if self.below(4) == 0 {
            // Seen, and left where it is, for a later act.
            return self.errands.push(errand);
        }
        match errand {
            Errand { is_claimed: false, .. } => self.claim(errand),
            Errand { ticket: None, .. } => self.commit(errand),
            Errand { accepted: None, .. } => self.send(errand),
            Errand { accepted: Some(_), .. } => self.take_steps(errand),
        }
    }

    fn open(&mut self) {
        let pack = self.below(self.packs.len());
        let purpose = [Purpose::Assessment, Purpose::Purchase, Purpose::Purchase, Purpose::Permission][self.below(4)];
        let compiled = self.packs[pack].compiled();
        let answers = compiled.classes[self.below(compiled.classes.len())].clone();
        let place = |profile: &&ProfileOnFile| compiled.class_of(&profile.class);
        let best = self.told.iter().max_by_key(place).cloned();
        self.opened = self.opened.saturating_add(1);
        let session = Session {
            id: Id::try_from(format!("s{}", self.opened)).unwrap(),
            purpose,
            pack: self.packs[pack].reference().clone(),
            now: Instant(self.now),
            profile: best,
            ..self.template.clone()
        };
        let session = with_attempts(&self.packs[pack], session, &self.counted(pack));
        self.errands.push(Errand { pack, session, is_claimed: false, answers, ticket: None, accepted: None });
    }

    fn claim(&mut self, mut errand: Errand) {
        let session = Session { now: Instant(self.now), ..errand.session };
        errand.session = with_attempts(&self.packs[errand.pack], session, &self.counted(errand.pack));
        errand.is_claimed = true;
        self.errands.push(errand);
    }

    fn commit(&mut self, mut errand: Errand) {
        let pack = &self.packs[errand.pack];
        if self.on_file(&errand).is_some() {
            if is_on_file_overtaken(pack, &errand.session, &self.counted(errand.pack)) {
                let class = errand.session.profile.as_ref().map(|profile| profile.class.clone());
                return self.refuse(&errand, &class.unwrap());
            }
            errand.ticket = Some(Ticket::OnFile);
            return self.errands.push(errand);
        }
        let past = self.attempts.iter().filter(|(other, _)| self.is_together(errand.pack, *other));
        let past: Vec<Instant> = past.map(|(_, made)| made.at).collect();
        if let Some(Attempt::Allowed { .. }) = pack.next_attempt(Instant(self.now), &past) {
            errand.ticket = Some(Ticket::Counted(self.attempts.len()));
            let session = errand.session.id.as_str().to_owned();
            let made = Made { session, at: Instant(self.now), is_accepted: true, came: None };
            self.attempts.push((errand.pack, made));
            self.errands.push(errand);
        }
    }

    fn send(&mut self, mut errand: Errand) {
        let pack = &self.packs[errand.pack];
        let on_file = errand.ticket == Some(Ticket::OnFile);
        let class = self.on_file(&errand).filter(|_| on_file).unwrap_or_else(|| errand.answers.clone());
        let accepted = Instant(self.now);
        let rests = Rests { class: Some(&class), on_file, accepted };
        if is_overtaken(pack, &errand.session, rests, &self.counted(errand.pack)) {
            return self.refuse(&errand, &class);
        }
        if let Some(Ticket::Counted(place)) = errand.ticket {
            self.attempts[place].1.came = Some(Came { class: Some(class.clone()), accepted });
            self.told.extend(pack.profile_on_file(class.clone(), Tier::Declared, accepted));
        }
        if errand.session.purpose.rests_on_profile() {
            errand.accepted = Some((accepted, class));
            // Half of them have steps to take first.
            if self.below(2) == 0 { self.take_steps(errand) } else { self.errands.push(errand) }
        }
    }

    fn take_steps(&mut self, errand: Errand) {
        let (accepted, class) = errand.accepted.clone().unwrap();
        let rests = Rests { class: Some(&class), on_file: errand.ticket == Some(Ticket::OnFile), accepted };
        if is_overtaken(&self.packs[errand.pack], &errand.session, rests, &self.counted(errand.pack)) {
            return self.refuse(&errand, &class);
        }
        self.bought = self.bought.saturating_add(1);
        let last = self.last_gave(&errand);
        let given = last.iter().all(|last| last.as_ref().is_some_and(|last| self.is_at_most(&errand, &class, last)));
        assert!(given, "{}: went on with {class}, and the last answers gave {last:?}", self.draw);
        assert!(!last.is_empty(), "{}: went on with {class}, and there are no answers", self.draw);
    }

    /// Somebody is refused where their last answers give less, or are not known, or a lower class was given since the claim.
    fn refuse(&mut self, errand: &Errand, class: &Id) {
        self.refused = self.refused.saturating_add(1);
        let less = |last: &Option<Id>| !last.as_ref().is_some_and(|last| self.is_at_most(errand, class, last));
        let since =
            |(_, made): &&(usize, Made)| made.came.as_ref().is_some_and(|came| errand.session.now <= came.accepted);
        let lower = |(_, made): &(usize, Made)| {
            let gave = made.came.as_ref().and_then(|came| came.class.as_ref());
            gave.is_some_and(|gave| !self.is_at_most(errand, class, gave))
        };
        let upgraded = self.attempts.iter().filter(since).any(lower);
        let grounds = self.last_gave(errand).iter().any(less) || upgraded;
        assert!(grounds, "{}: {class} was refused for nothing", self.draw);
    }

    /// What each of a person's last answers gave, of several in one second; none where that is not known. Own answers are
    /// the last where nothing was counted since. Answers under a pack whose profiles are not accepted give nothing here, and
    /// count while they are withheld.
    fn last_gave(&self, errand: &Errand) -> Vec<Option<Id>> {
        let of = &self.packs[errand.pack];
        let together: Vec<&(usize, Made)> =
            self.attempts.iter().filter(|(other, _)| self.is_together(errand.pack, *other)).collect();
        let second = together.iter().map(|(_, made)| made.at).max();
        let is_withheld = |made: &Made| Some(made.at) == second && made.came.is_none();
        let withheld = together.iter().filter(|(_, made)| is_withheld(made)).map(|_| None);
        let accepted =
            || together.iter().filter(|(other, _)| of.accepts_profiles_of(&self.packs[*other].reference().id));
        let last = accepted().map(|(_, made)| made.at).max();
        let lasts = accepted().filter(|(_, made)| Some(made.at) == last);
        lasts.map(|(_, made)| made.came.as_ref().and_then(|came| came.class.clone())).chain(withheld).collect()
    }

    fn is_at_most(&self, errand: &Errand, class: &Id, other: &Id) -> bool {
        let place = |class: &Id| self.packs[errand.pack].compiled().class_of(class);
        place(class) <= place(other)
    }

    fn on_file(&self, errand: &Errand) -> Option<Id> {
        let pack = &self.packs[errand.pack];
        let class = OnFile::of(pack, &errand.session, pack.day(errand.session.now)?).class()?;
        Some(pack.compiled().class(class)?.clone())
    }

    /// The attempts under packs that count together with one, or whose profiles it accepts, as the store gives them.
    fn counted(&self, pack: usize) -> Vec<Made> {
        let of = &self.packs[pack];
        let made = self.attempts.iter().filter(|(other, _)| self.is_together(pack, *other));
        let accepted = |other: usize| of.accepts_profiles_of(&self.packs[other].reference().id);
        made.map(|(other, made)| Made { is_accepted: accepted(*other), ..made.clone() }).collect()
    }

    fn is_together(&self, pack: usize, other: usize) -> bool {
        let (of, id) = (&self.packs[pack], &self.packs[other].reference().id);
        of.accepts_profiles_of(id) || of.document().attempts_with.contains(id)
    }
}

#[test]
fn of_a_hundred_thousand_nobody_goes_on_with_a_class_that_their_last_answers_do_not_give() {
    let packs = packs();
    let template = json!({
        "id": "s", "nonce": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "audience": "https://broker.example",
        "subject": "shopper", "purpose": "assessment", "pack": packs[0].reference(), "variant": "base", "now": START,
        "expires": START + 3_600, "product": null, "profile": null, "facts": {},
    });
    let template = Session::read(&template.to_string()).unwrap();
    let (mut bought, mut refused, mut withheld) = (0, 0, 0);
    for seed in 0..SHOPPERS {
        let mut shopper = Shopper {
            packs: &packs,
            template: &template,
            draw: seed.wrapping_mul(0x2545_f491_4f6c_dd1d),
            now: START,
            errands: Vec::new(),
            attempts: Vec::new(),
            told: Vec::new(),
            opened: 0,
            bought: 0,
            refused: 0,
        };
        for _ in 0..ACTS {
            shopper.act();
        }
        (bought, refused) = (bought + shopper.bought, refused + shopper.refused);
        withheld += shopper.attempts.iter().filter(|(_, made)| made.came.is_none()).count();
    }
    let enough = usize::try_from(SHOPPERS / 20).unwrap();
    let told = format!("{bought} went on, {refused} were refused, {withheld} attempts were withheld");
    assert!(bought >= enough && refused >= enough && withheld >= enough, "{told}");
}
