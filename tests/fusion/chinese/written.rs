//! Any rows, written as an exporter writes them, read back the same.

use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use prescreen_fusion::Statement;
use prescreen_fusion::integrity::IntegrityVerdict;
use prescreen_fusion::statement::{Direction, Status};

use super::{alipay, one, wechat};

/// A row: its minute of 2025, fen, and which way.
#[derive(Debug, Clone)]
struct Made {
    minute: u32,
    fen: i64,
    direction: Direction,
}

impl Made {
    fn time(&self) -> String {
        let (day, minute) = (self.minute / 1440, self.minute % 1440);
        format!("2025-{:02}-{:02} {:02}:{:02}:07", 1 + day / 28 % 12, 1 + day % 28, minute / 60, minute % 60)
    }

    fn yuan(fen: i64) -> String {
        format!("{}{}.{:02}", if fen < 0 { "-" } else { "" }, fen.abs() / 100, fen.abs() % 100)
    }

    /// With a comma for thousands, in quotes as a cell needs then.
    fn grouped(fen: i64) -> String {
        let text = Self::yuan(fen.abs());
        let (whole, rest) = text.split_at(text.len() - 3);
        let groups: Vec<&str> = whole.as_bytes().rchunks(3).rev().map(|group| str::from_utf8(group).unwrap()).collect();
        format!("\"{}{}{rest}\"", if fen < 0 { "-" } else { "" }, groups.join(","))
    }
}

fn rows() -> impl Strategy<Value = Vec<Made>> {
    let direction = prop_oneof![Just(Direction::In), Just(Direction::Out), Just(Direction::Neutral)];
    let row = (0..1440 * 336_u32, 1..10_000_000_00_i64, direction);
    let row = row.prop_map(|(minute, fen, direction)| Made { minute, fen, direction });
    proptest::collection::vec(row, 1..30)
}

fn same(statement: &Statement, rows: &[Made]) {
    assert_eq!(statement.rows.len(), rows.len());
    for (read, made) in statement.rows.iter().zip(rows) {
        let time = made.time();
        assert_eq!((read.date.to_string().as_str(), read.amount), (&time[..10], made.fen));
        assert_eq!((read.direction, read.status), (made.direction, Status::Booked));
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        rng_seed: RngSeed::Fixed(20_261_127), failure_persistence: None, ..ProptestConfig::with_cases(64)
    })]

    #[test]
    fn wallets_read_back_what_was_written(rows in rows()) {
        let word = |direction, neutral| match direction {
            Direction::In => "收入",
            Direction::Out => "支出",
            Direction::Neutral => neutral,
        };
        let of_alipay = |row: &Made| {
            format!("{} ,其他,某人,/,某物,{},{},余额,交易成功,1\t,2\t,,\n", row.time(), word(row.direction, "不计收支"), Made::yuan(row.fen))
        };
        same(&one(&alipay(&rows.iter().map(of_alipay).collect::<String>())), &rows);
        let of_wechat = |row: &Made| {
            let amount = Made::grouped(row.fen).replacen('"', "\"¥", 1);
            format!("{},商户消费,某人,\"某物\",{},{amount},零钱,支付成功,1\t,2\t,/\n", row.time(), word(row.direction, "/"))
        };
        same(&one(&wechat(&rows.iter().map(of_wechat).collect::<String>())), &rows);
    }

    #[test]
    fn accounts_with_balances_read_back_and_link_in_either_order(rows in rows(), newest_first: bool) {
        let mut rows: Vec<Made> = rows.into_iter().filter(|row| row.direction != Direction::Neutral).collect();
        rows.sort_by_key(|row| row.time());
        let mut balance = 5_000_00;
        let write = |row: &Made| {
            let effect = if row.direction == Direction::In { row.fen } else { -row.fen };
            balance += effect;
            let (day, time) = (&row.time()[..10], &row.time()[11..]);
            format!("{day},{time},人民币,{},{},转账,某人,3167\n", Made::grouped(effect), Made::grouped(balance))
        };
        let mut lines: Vec<String> = rows.iter().map(write).collect();
        if newest_first {
            lines.reverse();
            rows.reverse();
        }
        let text = format!("记账日期,记账时间,币别,金额,余额,交易名称,对方账户名,借记卡号\n{}", lines.concat());
        if rows.is_empty() {
            return Ok(());
        }
        let statement = one(&text);
        same(&statement, &rows);
        if rows.len() > 1 {
            prop_assert_eq!(statement.integrity.verdict, IntegrityVerdict::Consistent);
        }
    }
}
