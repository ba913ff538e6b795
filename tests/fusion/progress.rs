//! A host is told how far a file is read, and what it does with that changes nothing.

use std::cell::RefCell;

use prescreen_fusion::format::Answers;
use prescreen_fusion::read_file;
use prescreen_fusion::text::{Encoding, Host, NoHost};

/// Writes down what it is told.
#[derive(Default)]
struct Listening(RefCell<Vec<(usize, usize)>>);

impl Host for Listening {
    fn decode(&self, _: &[u8], _: Encoding) -> Option<String> {
        None
    }

    fn read(&self, rows: usize, of: usize) {
        self.0.borrow_mut().push((rows, of));
    }
}

const ROWS: usize = 9_000;

fn file(rows: usize) -> String {
    let header =
        "记账日期,记账时间,币别,金额,余额,交易名称,渠道,网点名称,附言,对方账户名,对方卡号/账号,对方开户行,借记卡号\n";
    let row = "2026-03-01,08:00:00,人民币,-1.00,1.00,网上快捷支付,-,-,-,某店,-,-,7391\n";
    [header, &row.repeat(rows)].concat()
}

#[test]
fn a_large_table_is_told_of_as_it_is_read_and_its_rows_are_the_same() {
    let formats = prescreen_fusion::format::shipped().expect("layouts");
    let text = file(ROWS);
    let host = Listening::default();
    let heard = read_file(text.as_bytes(), &formats, Answers::default(), &host).expect("it reads");
    let unheard = read_file(text.as_bytes(), &formats, Answers::default(), &NoHost).expect("it reads");
    assert!(heard == unheard);
    assert_eq!(heard[0].rows.len(), ROWS);
    let told = host.0.into_inner();
    assert!(told.len() >= 4, "{told:?}");
    assert_eq!(told.first().map(|(rows, _)| *rows), Some(0));
    assert!(told.windows(2).all(|pair| pair[0].0 < pair[1].0), "{told:?}");
    // The header is a line of the table, too.
    assert!(told.iter().all(|(rows, of)| *of == ROWS + 1 && rows < of), "{told:?}");
}
