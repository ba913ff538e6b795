//! Ten thousand damaged files over several layouts: a statement or a typed problem with its line, never a trap.

use crate::support::{Browser, formats};
use prescreen_fusion::format::Answers;
use prescreen_fusion::read_file;

const FILES: [&str; 6] = ["alipay.csv", "wechat.csv", "jd.csv", "boc-debit.csv", "hsbc-hk.csv", "hxsec-broker.xls"];
const MUTATIONS: u64 = 10_000;
/// Pieces that damage most: what divides cells, lines and numbers, and what grows.
const PIECES: [&[u8]; 16] = [
    b",",
    b"\"",
    b"\n",
    b"\r",
    b"\t",
    b"-",
    b".",
    b"9999999999999999999",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\0",
    b"=\"",
    "（".as_bytes(),
    "￥".as_bytes(),
    b"E+27",
    b"\"\"\"",
];

/// Numbers that are the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(end.max(1)).unwrap()).unwrap()
    }
}

fn damage(bytes: &mut Vec<u8>, numbers: &mut Numbers) {
    let at = numbers.below(bytes.len());
    let to = (at + numbers.below(40)).min(bytes.len());
    match numbers.below(6) {
        0 => bytes.truncate(at),
        1 => drop(bytes.drain(at..to)),
        2 => drop(bytes.splice(at..at, PIECES[numbers.below(PIECES.len())].iter().copied())),
        3 => bytes.iter_mut().skip(at).take(1).for_each(|byte| *byte = u8::try_from(numbers.below(256)).unwrap()),
        4 => {
            let copy = bytes[at..to].to_vec();
            drop(bytes.splice(at..at, copy));
        }
        _ => bytes.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= 1 << numbers.below(8)),
    }
}

#[test]
fn a_damaged_file_is_read_or_refused_with_its_line() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/vectors/statements/chinese/");
    let files = FILES.map(|name| std::fs::read(format!("{root}{name}")).expect("a vector"));
    let formats = formats();
    let (mut read, mut refused) = (0_u32, 0_u32);
    for mutation in 0..MUTATIONS {
        let mut numbers = Numbers(mutation.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        let mut bytes = files[numbers.below(files.len())].clone();
        for _ in 0..=numbers.below(4) {
            damage(&mut bytes, &mut numbers);
        }
        let lines = u32::try_from(bytes.len()).unwrap();
        match read_file(&bytes, &formats, Answers::default(), &Browser) {
            Ok(statements) => {
                read += 1;
                let rows: usize = statements.iter().map(|statement| statement.rows.len()).sum();
                assert!(rows <= bytes.len(), "mutation {mutation}");
                let amounts = statements.iter().flat_map(|statement| &statement.rows);
                assert!(amounts.into_iter().all(|row| row.amount >= 0), "mutation {mutation}");
            }
            Err(problem) => {
                refused += 1;
                assert!(problem.line.is_none_or(|line| line >= 1 && line <= lines), "mutation {mutation}: {problem}");
            }
        }
    }
    assert!(read > 1_000 && refused > 1_000, "{read} read, {refused} refused");
}
