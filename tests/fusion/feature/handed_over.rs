//! From statements to what a pack is handed: figures summed by hand, and no better evidence than what they rest on.

use prescreen::date::Date;
use prescreen::terms::{FileTier, Tier};
use prescreen_fusion::Statement;
use prescreen_fusion::feature::{Activity, FeatureId, Features, Finding};
use prescreen_fusion::integrity::IntegrityVerdict;
use prescreen_fusion::ledger::{Corrections, Ledger, QuestionKind};
use prescreen_fusion::statement::{AccountKind, RowKind};

use crate::category::categories;
use crate::made::{With, day, judged, row, running, stated_balance, statement};
use crate::support::read;

/// What is found in statements of the first months of 2026.
fn found(statements: &[Statement], months: u8, id: FeatureId) -> Finding {
    let last = day(months + 1, 1).days() - 1;
    let asked = Some((day(1, 1), Date::from_days(last).expect("a day")));
    let ledger = Ledger::of(statements, asked, &Corrections::default()).expect("nothing is corrected");
    let activity = Activity::of(&ledger, statements, &categories(), statements[0].currency).expect("a period");
    Features::of(&activity).get(id).expect("it is computed")
}

fn wallet(institution: &str, months: u8, rows: Vec<prescreen_fusion::Row>) -> Statement {
    let mut wallet = statement(AccountKind::Wallet, institution, "", institution, rows);
    wallet.period = Some((day(1, 1), day(months + 1, 1)));
    judged(wallet)
}

/// Each month 100.00 of which the row itself notes 30.00 as given back, and a row for these 30.00.
#[test]
fn a_part_that_is_noted_and_listed_is_taken_off_once() {
    let months = (1..=3).flat_map(|month| {
        let number = format!("o{month}");
        let bought = row(day(month, 1), -100_00).refunded(30_00).id(&format!("b{month}")).reference(&number);
        let back = row(day(month, 3), 30_00).kind(RowKind::Refund).id(&format!("r{month}")).reference(&number);
        [bought.from("店"), back.from("店")]
    });
    let wallet = wallet("wechat", 3, months.collect());
    assert_eq!(found(&[wallet], 3, FeatureId::OutflowMonthly).value(), Some(70_00));
}

/// Each month 60.00 in, 100.01 out and 30.00 of it back: 70.01 went out, more than came in.
#[test]
fn a_part_that_is_given_back_is_taken_off_its_purchase_and_is_not_money_in_as_well() {
    let months = (1..=7).flat_map(|month| {
        let number = format!("2026010112345{month}");
        [
            row(day(month, 1), 60_00).id(&format!("in{month}")).kind(RowKind::Transfer).from("张三"),
            row(day(month, 2), -100_01).id(&number).from("店"),
            row(day(month, 3), 30_00).kind(RowKind::Refund).id(&format!("{number}_1")).from("店"),
        ]
    });
    let wallet = wallet("alipay", 7, months.collect());
    assert_eq!(found(std::slice::from_ref(&wallet), 7, FeatureId::NegativeMonths).value(), Some(7));
    assert_eq!(found(&[wallet], 7, FeatureId::OutflowMonthly).value(), Some(70_01));
}

fn tier(statements: &[Statement], months: u8, id: FeatureId) -> Option<Tier> {
    match found(statements, months, id) {
        Finding::Value { tier, .. } => Some(tier),
        Finding::NotEnough { .. } => None,
    }
}

/// A bank's camt.053 of the first three months: four payments of 10.00 into it a month, with the balances and, where
/// asked for, the sums of its entries.
fn camt(account: &str, balances: &[(&str, &str)], summary: bool) -> Vec<Statement> {
    let balance = |(code, amount): &(&str, &str)| {
        let date = if *code == "OPBD" { "2026-01-01" } else { "2026-03-31" };
        format!(
            "<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>{date}</Dt></Dt></Bal>"
        )
    };
    let entries = (1..=3).flat_map(|month| (2..=5).map(move |date| (month, date))).map(|(month, date)| {
        format!(
            "<Ntry><Amt Ccy=\"EUR\">10.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-{month:02}-{date:02}</Dt></BookgDt></Ntry>\n"
        )
    });
    let summary = if summary {
        "<TxsSummry><TtlNtries><NbOfNtries>12</NbOfNtries><Sum>120.00</Sum></TtlNtries><TtlCdtNtries><NbOfNtries>12</NbOfNtries><Sum>120.00</Sum></TtlCdtNtries><TtlDbtNtries><NbOfNtries>0</NbOfNtries><Sum>0</Sum></TtlDbtNtries></TxsSummry>"
    } else {
        ""
    };
    let text = format!(
        "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.04\"><BkToCstmrStmt><Stmt><FrToDt><FrDtTm>2026-01-01T00:00:00</FrDtTm><ToDtTm>2026-03-31T23:59:59</ToDtTm></FrToDt><Acct>{account}<Ccy>EUR</Ccy></Acct>\n{}{summary}{}</Stmt></BkToCstmrStmt></Document>",
        balances.iter().map(balance).collect::<String>(),
        entries.collect::<String>()
    );
    read(text.as_bytes()).expect("a statement")
}

const NAMED: &str = "<Id><IBAN>DE75512108001245126199</IBAN></Id>";

/// 100.00 and twelve times 10.00 are 220.00; that the sums hold says nothing of a balance that stands alone.
#[test]
fn a_balance_that_nothing_links_is_at_best_read() {
    for (balances, verdict, handed_over) in [
        (&[("OPBD", "100.00"), ("CLBD", "220.00")][..], IntegrityVerdict::Consistent, (Some(220_00), Tier::Consistent)),
        (&[("CLBD", "9000000.00")], IntegrityVerdict::Unverifiable, (Some(9_000_000_00), Tier::Parsed)),
        (&[("OPBD", "9000000.00")], IntegrityVerdict::Unverifiable, (Some(9_000_120_00), Tier::Parsed)),
    ] {
        let statements = camt(NAMED, balances, true);
        assert_eq!(statements[0].integrity.verdict, verdict, "{balances:?}");
        let found = found(&statements, 3, FeatureId::LiquidBalance);
        assert_eq!(
            (found.value(), tier(&statements, 3, FeatureId::LiquidBalance)),
            (handed_over.0, Some(handed_over.1))
        );
    }
    // Sums alone vouch for rows where no balance is stated.
    assert_eq!(camt(NAMED, &[], true)[0].integrity.verdict, IntegrityVerdict::Consistent);
}

/// One account in two files, of which one does not name it: its income is there twice, and no answer makes that evidence.
#[test]
fn figures_of_accounts_that_may_be_one_are_at_best_read() {
    let balances = [("OPBD", "100.00"), ("CLBD", "220.00")];
    let of_one = camt(NAMED, &balances, false);
    assert_eq!(tier(&of_one, 3, FeatureId::IncomeMonthlyWithTransfers), Some(Tier::Consistent));
    let both = [of_one, camt("", &balances, false)].concat();
    let ledger = Ledger::of(&both, None, &Corrections::default()).expect("nothing is corrected");
    assert!(ledger.questions.iter().any(|question| question.kind == QuestionKind::SameAccount));
    for id in [FeatureId::IncomeMonthlyWithTransfers, FeatureId::LiquidBalance] {
        assert_eq!(tier(&both, 3, id), Some(Tier::Parsed), "{id:?}");
    }
}

/// A bank's rows of some days of a month, from a balance on, 10.00 out a day.
fn days_of(month: u8, days: core::ops::RangeInclusive<u8>, opening: i64) -> Statement {
    let rows: Vec<_> = days.map(|date| row(day(month, date), -10_00)).collect();
    let name = format!("{month} {} {opening}", rows.len());
    let mut of_days = statement(AccountKind::Bank, "boc", "6217********1234", &name, running(opening, rows));
    of_days.opening = stated_balance(opening);
    judged(of_days)
}

#[test]
fn balances_of_files_that_do_not_follow_one_another_are_at_best_read() {
    let january = || days_of(1, 1..=31, 1_000_00);
    for (next, expected) in [
        // 690.00 is left of January.
        (days_of(2, 1..=28, 690_00), Tier::Consistent),
        (days_of(2, 1..=28, 9_000_000_00), Tier::Parsed),
        // From the eleventh on, when 900.00 was left.
        (days_of(1, 11..=31, 900_00), Tier::Consistent),
        (days_of(1, 11..=31, 9_000_000_00), Tier::Parsed),
    ] {
        for statements in [[january(), next.clone()], [next, january()]] {
            assert!(statements.iter().all(|one| one.integrity.verdict == IntegrityVerdict::Consistent));
            let found = tier(&statements, 2, FeatureId::LiquidBalance);
            assert_eq!(found, Some(expected), "{:?}", statements.map(|one| one.rows.len()));
        }
    }
}

#[test]
fn an_opening_fills_a_day_of_which_no_other_balance_is_told() {
    let statements = [days_of(1, 1..=31, 1_000_00), days_of(2, 1..=28, 9_000_000_00)];
    let ledger = Ledger::of(&statements, None, &Corrections::default()).expect("nothing is corrected");
    let on = |date: Date| {
        let of_day = ledger.accounts[0].balances.iter().find(|(other, _)| *other == date);
        of_day.map(|(_, balance)| *balance)
    };
    assert_eq!((on(day(1, 31)), on(day(2, 1))), (Some(690_00), Some(8_999_990_00)));
    assert_eq!(on(Date::from_days(day(1, 1).days() - 1).expect("a day")), Some(1_000_00));
}

/// A bank's file of three months with wages of 5,000.00, or as much more in February, and the balance behind each row.
fn wages(name: &str, more: i64) -> Statement {
    let months = (1..=3).flat_map(|month| {
        let paid = 5_000_00 + if month == 2 { more } else { 0 };
        [
            row(day(month, 1), -10_00).from("a shop"),
            row(day(month, 10), paid).kind(RowKind::Salary).from("an employer"),
            row(day(month, 28), -10_00).from("a shop"),
        ]
    });
    let mut wages = statement(AccountKind::Bank, "boc", "6217********1234", name, running(1_000_00, months.collect()));
    (wages.opening, wages.period) = (stated_balance(1_000_00), Some((day(1, 1), day(3, 31))));
    judged(wages)
}

/// What a pack is handed of two files of the same days, and what of either alone.
#[test]
fn no_fact_rests_consistent_on_files_that_disagree() {
    let handed_over = |statements: &[Statement]| {
        assert!(statements.iter().all(|one| one.integrity.verdict == IntegrityVerdict::Consistent));
        let asked = Some((day(1, 1), day(3, 31)));
        let ledger = Ledger::of(statements, asked, &Corrections::default()).expect("nothing is corrected");
        let activity = Activity::of(&ledger, statements, &categories(), statements[0].currency).expect("a period");
        let facts = Features::of(&activity).facts();
        assert!(facts.iter().any(|(id, _)| id.as_str() == "found-income-monthly"));
        (facts.into_iter().map(|(_, fact)| fact.tier).collect::<Vec<_>>(), ledger.disagreements.len())
    };
    let (one, again, other) = (wages("one", 0), wages("again", 0), wages("other", 5_000_00));
    for alike in [vec![one.clone()], vec![other.clone()], vec![one.clone(), again.clone()]] {
        let (tiers, disagreements) = handed_over(&alike);
        assert!(tiers.iter().all(|tier| *tier == FileTier::Consistent), "{tiers:?}");
        assert_eq!(disagreements, 0);
    }
    for unlike in [[one.clone(), other.clone()], [other.clone(), one.clone()]] {
        let (tiers, disagreements) = handed_over(&unlike);
        assert!(tiers.iter().all(|tier| *tier == FileTier::Parsed), "{tiers:?}");
        assert_eq!(disagreements, 1);
    }
    // A third file that agrees with one of them settles nothing.
    assert_eq!(handed_over(&[one, again, other]).1, 2);
}
