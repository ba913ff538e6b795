//! Shoppers at random: they retake, withhold, send late, and open purchases before and after. The firm is the worst one:
//! with every purchase it sends the best class that it was ever told. Nobody buys above what their last answers gave.

use serde_json::json;

use crate::process::{Home, Server};
use crate::tab::{Tab, claims};
use crate::trial::{self, assessment, product, purchase};

/// How many there are, and how much each of them does.
const SHOPPERS: u64 = 40;
const ACTS: usize = 24;

const CLASSES: [&str; 3] = ["C1", "C2", "C3"];

/// An attempt or a purchase under way.
struct Errand {
    tab: Tab,
    /// What the answers come to; the class on file where it is not made of answers.
    class: usize,
    on_file: bool,
    buys: bool,
    ticket: Option<String>,
    /// Its place among the person's attempts, once counted.
    counted: Option<usize>,
}

struct Shopper<'a> {
    server: &'a Server,
    subject: String,
    draw: u64,
    errands: Vec<Errand>,
    /// Attempts in their order, each with its second; the class once the verdict was accepted.
    attempts: Vec<(i64, Option<usize>)>,
    /// The best class that the firm was ever told.
    best: Option<usize>,
    bought: usize,
}

impl Shopper<'_> {
    /// SplitMix64.
    fn below(&mut self, limit: usize) -> usize {
        self.draw = self.draw.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.draw ^ (self.draw >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % limit as u64) as usize
    }

    fn act(&mut self) {
        match self.below(6) {
            0 => {
                let tab = Tab::open(self.server, &assessment(&self.subject));
                self.begin(tab, false, None);
            }
            1 | 2 => {
                let Some(best) = self.best else { return };
                let mut opening = purchase(&self.subject, &self.server.get("/packs/current/trial").ok());
                opening["product"] = product();
                (opening["product"]["issuer_grade"], opening["product"]["seller_grade"]) = (json!("R1"), json!("R1"));
                opening["profile"]["class"] = json!(CLASSES[best]);
                opening["profile"]["assessed_on"] = json!("2026-09-01");
                let tab = Tab::open(self.server, &opening);
                let on_file = tab.session["profile"]["overtaken"] == false;
                self.begin(tab, on_file, Some(best));
            }
            _ if self.errands.is_empty() => {}
            n => {
                let chosen = self.below(self.errands.len());
                let errand = self.errands.swap_remove(chosen);
                if n == 3 && errand.ticket.is_some() {
                    // Seen, and not sent: left where it is, for a later act.
                    self.errands.push(errand);
                } else if errand.ticket.is_none() {
                    self.commit(errand);
                } else {
                    self.send(errand);
                }
            }
        }
    }

    fn begin(&mut self, tab: Tab, on_file: bool, best: Option<usize>) {
        let class = best.filter(|_| on_file).unwrap_or_else(|| self.below(CLASSES.len()));
        self.errands.push(Errand { tab, class, on_file, buys: best.is_some(), ticket: None, counted: None });
    }

    fn commit(&mut self, mut errand: Errand) {
        let answer = errand.tab.commit(self.server);
        if answer.status == 409 {
            answer.refused(409, "class-suspended");
            return;
        }
        let ticket = answer.ok()["ticket"].as_str().unwrap().to_string();
        let counted = claims(&ticket)["attempt"] != 0;
        assert_eq!(counted, !errand.on_file);
        if counted {
            errand.counted = Some(self.attempts.len());
            self.attempts.push((claims(&ticket)["iat"].as_i64().unwrap(), None));
        }
        errand.ticket = Some(ticket);
        self.errands.push(errand);
    }

    fn send(&mut self, errand: Errand) {
        let ticket = errand.ticket.as_deref().unwrap();
        let mut verdict = errand.tab.verdict_claims(ticket);
        let class = CLASSES[errand.class];
        (verdict["class"], verdict["class_on_file"]) = (json!(class), json!(errand.on_file));
        (verdict["outcome"], verdict["flows"], verdict["reasons"]) =
            (json!("proceed"), json!([]), json!(["class.risk"]));
        if !errand.on_file {
            verdict["tier"] = json!("declared");
        }
        let answer = errand.tab.key.seal("verdict", &verdict);
        let answer = self.server.jose(&errand.tab.path("/verdict"), &answer);
        let (second, last) = self.attempts.last().copied().unwrap();
        // Of several in one second none is known to be the last: the lowest counts, and none is lower than any.
        let is_last = |(n, (at, _)): &(usize, &(i64, Option<usize>))| *at == second && errand.counted != Some(*n);
        let lasts = self.attempts.iter().enumerate().filter(is_last);
        let lowest = lasts.map(|(_, (_, class))| *class).min().flatten();
        if answer.status == 409 {
            assert!(errand.buys, "an assessment was refused");
            answer.refused(409, "class-suspended");
            assert!(
                lowest.is_none_or(|lowest| lowest < errand.class),
                "{}: {class} was refused for nothing",
                self.subject
            );
            self.errands.push(errand);
            return;
        }
        answer.ok();
        if let Some(counted) = errand.counted {
            self.attempts[counted].1 = Some(errand.class);
            self.best = self.best.max(Some(errand.class));
        } else {
            self.bought += 1;
            let given = last.is_some_and(|last| errand.class <= last);
            assert!(given, "{}: bought with {class}, and the last answers gave {last:?}", self.subject);
        }
    }
}

#[test]
fn nobody_buys_on_a_class_that_their_last_answers_do_not_give() {
    let home = Home::new(&[trial::with_attempts(json!({}))]).at("2026-09-01 00:00:00");
    let server = home.start();
    let (mut bought, mut withheld, mut second) = (0, 0, 0_u64);
    for seed in 0..SHOPPERS {
        let subject = format!("shopper-{seed}");
        let mut shopper = Shopper {
            server: &server,
            subject,
            draw: seed,
            errands: Vec::new(),
            attempts: Vec::new(),
            best: None,
            bought: 0,
        };
        for act in 0..ACTS {
            // Most acts have a second of their own.
            if act % 3 > 0 {
                second += 1;
                home.pass_until(&format!("2026-09-01 {:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60));
            }
            shopper.act();
        }
        bought += shopper.bought;
        withheld += shopper.attempts.iter().filter(|(_, class)| class.is_none()).count();
    }
    let enough = usize::try_from(SHOPPERS / 4).unwrap();
    assert!(bought >= enough && withheld >= enough, "{bought} purchases, {withheld} withheld");
}
