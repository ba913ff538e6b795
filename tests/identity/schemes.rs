//! Valid numbers drawn for every scheme, and which errors its theory says it cannot see: from weights, not from the
//! code under test.

use prescreen_identity::Kind;

use super::published::with_check;

/// A small generator (splitmix64), the same on every run.
pub struct Draw(u64);

impl Draw {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % u64::try_from(limit).unwrap()).unwrap()
    }

    pub fn one<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }

    pub fn digits(&mut self, count: usize) -> String {
        (0..count).map(|_| char::from_digit(u32::try_from(self.below(10)).unwrap(), 10).unwrap()).collect()
    }

    fn letters(&mut self, count: usize) -> String {
        (0..count).map(|_| char::from(b'A' + u8::try_from(self.below(26)).unwrap())).collect()
    }
}

/// A number with its digits that errors are made in.
pub struct Number {
    pub text: String,
    pub places: Vec<usize>,
}

impl Number {
    /// Errors in every digit from a place on.
    fn from(text: String, from: usize) -> Self {
        let places = (from..text.len()).filter(|place| text.as_bytes()[*place].is_ascii_digit()).collect();
        Self { text, places }
    }
}

pub struct Scheme {
    pub name: &'static str,
    pub kind: Kind,
    pub draw: fn(&mut Draw) -> Number,
    /// Whether the digit `a` in a place may become `b` unseen.
    pub unseen_digit: fn(place: usize, a: i64, b: i64) -> bool,
    /// Whether `a` in a place and `b` in the next may change places unseen.
    pub unseen_swap: fn(place: usize, a: i64, b: i64) -> bool,
}

const NEVER: fn(usize, i64, i64) -> bool = |_, _, _| false;

pub const SCHEMES: [Scheme; 9] = [
    // MOD 11-2: weights are powers of 2 modulo the prime 11, none nought and no two neighbours equal.
    Scheme { name: "mainland", kind: Kind::MainlandIdentity, draw: mainland, unseen_digit: NEVER, unseen_swap: NEVER },
    Scheme {
        name: "permanent",
        kind: Kind::PermanentResidence,
        draw: permanent,
        unseen_digit: NEVER,
        unseen_swap: NEVER,
    },
    // Weights 9 to 1 modulo the prime 11.
    Scheme {
        name: "hong kong",
        kind: Kind::HongKongIdentity,
        draw: hong_kong,
        unseen_digit: NEVER,
        unseen_swap: NEVER,
    },
    Scheme {
        name: "taiwan",
        kind: Kind::TaiwanIdentity,
        draw: taiwan,
        unseen_digit: taiwan_digit,
        unseen_swap: taiwan_swap,
    },
    Scheme {
        name: "taiwan, resident, old",
        kind: Kind::TaiwanIdentity,
        draw: taiwan_old,
        unseen_digit: taiwan_digit,
        unseen_swap: taiwan_swap,
    },
    // Doubling modulo 9 permutes the digits and keeps 0 and 9: only these two may change places.
    Scheme {
        name: "bank card",
        kind: Kind::BankCard,
        draw: card,
        unseen_digit: NEVER,
        unseen_swap: |place, a, b| a.min(b) == 0 && a.max(b) == 9 && (place > 0 || b >= 2),
    },
    // 10 has the order 96 modulo the prime 97, more than a number has digits.
    Scheme { name: "iban", kind: Kind::Iban, draw: iban, unseen_digit: NEVER, unseen_swap: NEVER },
    // 7, 3 and 1 have inverses modulo 10; they differ by 2, 4 and 6, so that five times two is nought.
    Scheme {
        name: "passport",
        kind: Kind::Mrz,
        draw: passport,
        unseen_digit: NEVER,
        unseen_swap: |_, a, b| (a - b).abs() == 5,
    },
    Scheme {
        name: "card, three lines",
        kind: Kind::Mrz,
        draw: card_zone,
        unseen_digit: NEVER,
        unseen_swap: |_, a, b| (a - b).abs() == 5,
    },
];

const TAIWAN_WEIGHTS: [i64; 10] = [0, 8, 7, 6, 5, 4, 3, 2, 1, 1];

fn taiwan_digit(place: usize, a: i64, b: i64) -> bool {
    TAIWAN_WEIGHTS[place] * (b - a) % 10 == 0 && (place != 1 || [1, 2, 8, 9].contains(&b))
}

fn taiwan_swap(place: usize, a: i64, b: i64) -> bool {
    (TAIWAN_WEIGHTS[place] - TAIWAN_WEIGHTS[place + 1]) * (b - a) % 10 == 0
}

fn born(draw: &mut Draw) -> String {
    format!("{}{:02}{:02}", 1930 + draw.below(90), 1 + draw.below(12), 1 + draw.below(28))
}

fn mainland(draw: &mut Draw) -> Number {
    // Listed from 1980 on and still.
    let county = *draw.one(&["110105", "310104", "440104", "510104", "330102", "610102", "810000", "830000"]);
    Number::from(with_check(&format!("{county}{}{}", born(draw), draw.digits(3))), 0)
}

fn permanent(draw: &mut Draw) -> Number {
    let place = *draw.one(&["11", "31", "44", "51"]);
    Number::from(with_check(&format!("9{place}{}{}{}", draw.digits(3), born(draw), draw.digits(3))), 0)
}

fn hong_kong(draw: &mut Draw) -> Number {
    let letters = 1 + draw.below(2);
    let text = draw.letters(letters) + &draw.digits(6);
    // The other way round than the check: weights by place from the right, what is missing to 11.
    let sum: u32 =
        text.chars().rev().zip(2..).map(|(character, weight)| character.to_digit(36).unwrap() * weight).sum();
    let sum = sum + if letters == 1 { 36 * 9 } else { 0 };
    let check = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "A"][(11 - sum as usize % 11) % 11];
    Number::from(format!("{text}{check}"), letters)
}

/// The published table: a letter's two digits, folded to one by 1 and 9.
fn taiwan_letter(letter: char) -> i64 {
    let code = match letter {
        'I' => 34,
        'O' => 35,
        'W' => 32,
        'Z' => 33,
        'X' => 30,
        'Y' => 31,
        'A'..='H' => i64::from(u32::from(letter)) - 55,
        'J'..='N' => i64::from(u32::from(letter)) - 56,
        _ => i64::from(u32::from(letter)) - 57,
    };
    code / 10 + code % 10 * 9
}

fn with_taiwan_check(text: String, second: i64, rest: &str) -> Number {
    let digits =
        rest.chars().zip([7, 6, 5, 4, 3, 2, 1]).map(|(digit, weight)| i64::from(digit.to_digit(10).unwrap()) * weight);
    let sum = taiwan_letter(text.chars().next().unwrap()) + second * 8 + digits.sum::<i64>();
    let from = if text.as_bytes()[1].is_ascii_digit() { 1 } else { 2 };
    Number::from(format!("{text}{rest}{}", (10 - sum % 10) % 10), from)
}

fn taiwan(draw: &mut Draw) -> Number {
    let second = *draw.one(&[1, 2, 8, 9]);
    let (letter, rest) = (draw.letters(1), draw.digits(7));
    with_taiwan_check(format!("{letter}{second}"), second, &rest)
}

fn taiwan_old(draw: &mut Draw) -> Number {
    // A to D are 10 to 13, of which the second digit counts.
    let (second, value) = *draw.one(&[("A", 0), ("B", 1), ("C", 2), ("D", 3)]);
    let (letter, rest) = (draw.letters(1), draw.digits(7));
    with_taiwan_check(format!("{letter}{second}"), value, &rest)
}

fn card(draw: &mut Draw) -> Number {
    let length = 11 + draw.below(8);
    let text = format!("{}{}", 2 + draw.below(8), draw.digits(length - 1));
    let table = [0, 2, 4, 6, 8, 1, 3, 5, 7, 9];
    let each = |(place, digit): (usize, char)| {
        let digit = digit.to_digit(10).unwrap() as usize;
        if place % 2 == 0 { table[digit] } else { digit }
    };
    let sum: usize = text.chars().rev().enumerate().map(each).sum();
    Number::from(format!("{text}{}", (10 - sum % 10) % 10), 0)
}

fn iban(draw: &mut Draw) -> Number {
    let (country, account) = match draw.below(4) {
        0 => ("DE", draw.digits(18)),
        1 => ("NO", draw.digits(11)),
        2 => ("GB", draw.letters(4) + &draw.digits(14)),
        _ => ("MT", draw.letters(4) + &draw.digits(5) + &draw.letters(4) + &draw.digits(14)),
    };
    let written =
        |text: &str| -> String { text.chars().map(|character| character.to_digit(36).unwrap().to_string()).collect() };
    // The remainder of the long number, by nine decimal digits at a time.
    let number = written(&account) + &written(country) + "00";
    let rest = number.as_bytes().chunks(9).fold(0_u128, |rest, chunk| {
        let chunk = std::str::from_utf8(chunk).unwrap();
        (rest * 10_u128.pow(u32::try_from(chunk.len()).unwrap()) + chunk.parse::<u128>().unwrap()) % 97
    });
    Number::from(format!("{country}{:02}{account}", 98 - rest), 2)
}

/// The check digit by part 3, 4.9.
pub fn seven_three_one(text: &str) -> usize {
    let value = |character: char| if character == '<' { 0 } else { character.to_digit(36).unwrap() as usize };
    text.chars().zip([7, 3, 1].into_iter().cycle()).map(|(one, weight)| value(one) * weight).sum::<usize>() % 10
}

fn checked(text: &str) -> String {
    format!("{text}{}", seven_three_one(text))
}

fn passport(draw: &mut Draw) -> Number {
    let (number, personal) = (checked(&draw.digits(9)), checked(&draw.digits(14)));
    let (birth, expiry) = (checked("740812"), checked("320415"));
    let composite = seven_three_one(&format!("{number}{birth}{expiry}{personal}"));
    let first = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n";
    let text = format!("{first}{number}UTO{birth}F{expiry}{personal}{composite}");
    Number { text, places: (45..55).chain(73..88).collect() }
}

fn card_zone(draw: &mut Draw) -> Number {
    let number = checked(&draw.digits(9)) + "<<<<<<<<<<<<<<<";
    let (birth, expiry) = (checked("740812"), checked("320415"));
    let composite = seven_three_one(&format!("{number}{birth}{expiry}<<<<<<<<<<<"));
    let text = format!("I<UTO{number}\n{birth}F{expiry}UTO<<<<<<<<<<<{composite}\nERIKSSON<<ANNA<MARIA<<<<<<<<<<");
    Number { text, places: (5..15).collect() }
}
