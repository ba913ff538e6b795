//! What `Debug` prints of a person's figures: nothing.

use core::fmt::Debug;

use prescreen_fusion::integrity::{Check, Integrity};
use prescreen_fusion::money::{NumberStyle, Written};
use prescreen_fusion::statement::{AccountKind, Details, Stated, StatedSum, Unequal};

use crate::made::{day, judged, row, running, stated_balance, statement};

#[test]
fn debug_prints_no_figure_of_a_person() {
    const FIGURE: i64 = 7_654_321;
    let rows = running(FIGURE, vec![row(day(3, 1), FIGURE), row(day(3, 2), -FIGURE)]);
    let mut statement = statement(AccountKind::Bank, "bank", "", "a", rows);
    let sum = Some(StatedSum { rows: Some(7_654_321), amount: Some(FIGURE) });
    let details = Details { entries: 1, first: Some(Unequal { line: 1, whole: FIGURE, parts: FIGURE }) };
    statement.stated = Stated { incoming: sum, outgoing: sum, neutral: sum, details, ..Stated::default() };
    statement.closing = stated_balance(FIGURE);
    let statement = judged(statement);
    assert!(statement.integrity.expected.is_some() && statement.integrity.held(Check::StatedSums).is_some());
    let written = Written::parse("76,543.21", NumberStyle::Point).expect("an amount");
    let totals = statement.totals();
    let printed: [&dyn Debug; 14] = [
        &statement,
        &statement.rows,
        &statement.closing,
        &statement.stated,
        &statement.stated.incoming,
        &statement.stated.details,
        &statement.stated.details.first,
        &statement.stated.given_back,
        &totals,
        &totals.incoming,
        &statement.integrity,
        &written,
        &written.number,
        &Integrity::default(),
    ];
    for printed in printed {
        let printed = format!("{printed:?} {printed:#?}").replace([',', '.', '_'], "");
        assert!(!printed.contains("7654321"), "{printed}");
    }
}
