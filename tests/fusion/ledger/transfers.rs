//! Money between the person's own accounts is neither income nor spending; what comes from others is.

use prescreen_fusion::ledger::{LinkKind, LinkedBy, QuestionKind, Role};
use prescreen_fusion::money::Currency;
use prescreen_fusion::statement::{AccountKind, RowKind};

use super::{alipay, bank, card, join, links, questions, role, wechat};
use crate::made::{With, day, row, statement};

#[test]
fn ledgr_53_a_transfer_between_own_accounts_is_neither_income_nor_spending() {
    let from = bank("1111", vec![row(day(5, 1), -2_000_00).told("transfer to savings")]);
    let to = bank("2222", vec![row(day(5, 3), 2_000_00).told("transfer from current")]);
    let ledger = join(&[from, to]);
    let flow = ledger.flows[0];
    assert_eq!((flow.income_with_transfers.amount, flow.spending.amount), (0, 0));
    assert_eq!((flow.own_transfers.rows, flow.own_transfers.amount), (1, 2_000_00));
    assert_eq!(links(&ledger, LinkKind::OwnTransfer), 1);
}

#[test]
fn ledgr_53_a_card_paid_by_a_bank_is_no_income_of_the_card_and_no_spending_of_the_bank() {
    let from = bank("1111", vec![row(day(5, 1), -300_00).told("autopay")]);
    let to = card("2222", vec![row(day(4, 20), -300_00).from("shop"), row(day(5, 2), 300_00).told("payment")]);
    let ledger = join(&[from, to]);
    let flow = ledger.flows[0];
    assert_eq!((flow.income_with_transfers.amount, flow.spending.amount), (0, 300_00));
    assert_eq!((flow.repayments.rows, links(&ledger, LinkKind::Repayment)), (1, 1));
    // Where the bank is not there, what reduces the card's debt is still no income.
    let alone = join(&[card("2222", vec![row(day(5, 2), 300_00).told("payment")])]);
    assert_eq!(alone.flows[0].income_with_transfers.amount, 0);
}

#[test]
fn ledgr_53_a_transfer_that_fits_two_is_left_and_asked_about() {
    let from = bank("1111", vec![row(day(5, 1), -2_000_00)]);
    let to = bank("2222", vec![row(day(5, 1), 2_000_00), row(day(5, 2), 2_000_00)]);
    let ledger = join(&[from, to]);
    assert_eq!(links(&ledger, LinkKind::OwnTransfer), 0);
    assert_eq!(questions(&ledger), [QuestionKind::OwnTransfer]);
    assert_eq!(ledger.flows[0].income.amount, 4_000_00);
}

#[test]
fn four_days_apart_are_too_far_and_one_account_is_no_pair() {
    let ledger = join(&[bank("1111", vec![row(day(5, 1), -2_000_00)]), bank("2222", vec![row(day(5, 5), 2_000_00)])]);
    assert_eq!(links(&ledger, LinkKind::OwnTransfer), 0);
    let ledger = join(&[bank("1111", vec![row(day(5, 1), -2_000_00), row(day(5, 1), 2_000_00)])]);
    assert_eq!(links(&ledger, LinkKind::OwnTransfer), 0);
}

#[test]
fn tatu_33_a_salary_is_not_hidden_by_a_transfer_of_the_same_amount() {
    // By the file's own word.
    let paid = row(day(5, 2), 5_000_00).kind(RowKind::Salary).from("Acme");
    let ledger = join(&[bank("1111", vec![row(day(5, 1), -5_000_00)]), bank("2222", vec![paid])]);
    assert_eq!(ledger.flows[0].income.amount, 5_000_00);
    // By the names: two strangers, and no word of a transfer.
    let out = || row(day(5, 1), -5_000_00).from("Landlord");
    let ledger = join(&[bank("1111", vec![out()]), bank("2222", vec![row(day(5, 2), 5_000_00).from("Acme")])]);
    assert_eq!((ledger.flows[0].income.amount, questions(&ledger)), (5_000_00, vec![QuestionKind::OwnTransfer]));
    // By its habit: who pays every month is a payer, whatever left another account once.
    let months = |month| row(day(month, 2), 5_000_00).from("Acme").told("transfer");
    let ledger = join(&[bank("1111", vec![out()]), bank("2222", (2..7).map(months).collect())]);
    assert_eq!((ledger.flows[0].income.amount, ledger.flows[0].income.rows), (25_000_00, 5));
}

/// Free text, as of an unstructured field 86, names the other side as a field of its own does.
#[test]
fn free_texts_that_differ_are_asked_about_and_words_within_words_tell_nothing() {
    let joined = |one: &str, other: &str| {
        let out = bank("1111", vec![row(day(5, 1), -5_000_00).told(one)]);
        join(&[out, bank("2222", vec![row(day(5, 2), 5_000_00).told(other)])])
    };
    for (one, other) in [
        ("RENT MAY LANDLORD", "SALARY ACME LTD"),
        ("PORTRFEE", "SALARY"),
        ("NUTFRUIT", "METFRONT"),
        ("RENT 1111", "PAY 1111"),
    ] {
        let ledger = joined(one, other);
        assert_eq!(ledger.flows[0].income.amount, 5_000_00, "{one} {other}");
        assert_eq!(questions(&ledger), [QuestionKind::OwnTransfer], "{one} {other}");
    }
    for (one, other) in [("TRF 12", "FROM CURRENT"), ("to savings", "NTFR/TFR"), ("Umbuchung", "x"), ("same", "same")] {
        assert_eq!(links(&joined(one, other), LinkKind::OwnTransfer), 1, "{one} {other}");
    }
    // A name on one side and a free text on the other are two as well.
    let out = bank("1111", vec![row(day(5, 1), -5_000_00).from("Landlord")]);
    let ledger = join(&[out, bank("2222", vec![row(day(5, 2), 5_000_00).told("SALARY ACME")])]);
    assert_eq!((ledger.flows[0].income.amount, questions(&ledger)), (5_000_00, vec![QuestionKind::OwnTransfer]));
}

/// Four digits are a card's; of two whole numbers more has to be equal: a German account number is in its IBAN.
#[test]
fn two_whole_numbers_with_the_same_last_digits_are_two_accounts() {
    let number = "37040044/0532013000";
    let own = |signed| statement(AccountKind::Bank, "boc", number, "own", vec![row(day(5, 1), signed)]);
    for (named, linked) in [
        ("DE89370400440532013000", 1),
        ("DE89 3704 0044 0532 0130 00", 1),
        ("532013000", 1),
        ("****3000", 1),
        ("DE02120300000000203000", 0),
        ("99993000", 0),
        ("DE89370400440532013001", 0),
    ] {
        let ledger = join(&[bank("1111", vec![row(day(5, 1), -100_00).account(named)]), own(100_00)]);
        assert_eq!(links(&ledger, LinkKind::OwnTransfer), linked, "{named}");
        assert!(ledger.links.iter().all(|link| link.by == LinkedBy::Account), "{named}");
    }
}

#[test]
fn a_transfer_whose_fee_is_stated_arrives_without_it() {
    let mut out = row(day(5, 1), -100_50).told("transfer");
    out.fee = Some(50);
    let ledger = join(&[bank("1111", vec![out]), bank("2222", vec![row(day(5, 2), 100_00).told("transfer")])]);
    let flow = ledger.flows[0];
    assert_eq!((flow.income_with_transfers.amount, flow.own_transfers.amount, flow.spending.amount), (0, 100_00, 50));
}

#[test]
fn a_monthly_transfer_to_savings_is_no_payer() {
    let side = |sign: i64| (2..7).map(|month| row(day(month, 2), sign * 500_00).from("Zhang San")).collect::<Vec<_>>();
    let ledger = join(&[bank("1111", side(-1)), bank("2222", side(1))]);
    assert_eq!((ledger.flows[0].income.amount, links(&ledger, LinkKind::OwnTransfer)), (0, 5));
}

#[test]
fn tatu_33_two_currencies_are_never_a_pair() {
    let in_euro = |signed| {
        let mut row = row(day(5, 1), signed);
        row.currency = Currency::parse("EUR").unwrap();
        row
    };
    let ledger = join(&[bank("1111", vec![row(day(5, 1), -100_00)]), bank("2222", vec![in_euro(100_00)])]);
    assert_eq!(links(&ledger, LinkKind::OwnTransfer), 0);
    assert_eq!(ledger.flows.len(), 2);
}

#[test]
fn an_account_that_is_named_decides_for_and_against() {
    let to = |tail: &str| row(day(5, 1), -100_00).account(&format!("6217****{tail}"));
    let into = || vec![row(day(5, 1), 100_00), row(day(5, 2), 100_00)];
    let named = join(&[bank("1111", vec![to("2222")]), bank("2222", into()[..1].to_vec()), bank("3333", into())]);
    assert_eq!((links(&named, LinkKind::OwnTransfer), named.links[0].by), (1, LinkedBy::Account));
    assert_eq!((role(&named, 1, 0), role(&named, 2, 0)), (Role::OwnTransfer, Role::Income));
    let other = join(&[bank("1111", vec![to("9999")]), bank("2222", into()[..1].to_vec())]);
    assert_eq!(links(&other, LinkKind::OwnTransfer), 0);
}

#[test]
fn trap_16_a_wallet_s_top_up_sweep_and_withdrawal_are_own_moves() {
    let own = |signed| row(day(5, 1), signed).neutral().kind(RowKind::OwnTransfer);
    let wallet = wechat(vec![
        {
            let mut sweep = own(2_000_00);
            sweep.category = "转入零钱通-来自零钱".into();
            sweep
        },
        {
            let mut out = own(300_00);
            out.category = "零钱通转出-到中国银行(1234)".into();
            out
        },
        {
            let mut top_up = own(500_00);
            top_up.category = "零钱充值".into();
            top_up.method("中国银行(1234)")
        },
    ]);
    let behind = bank("1234", vec![row(day(5, 1), 300_00).from("财付通"), row(day(5, 2), -500_00).from("财付通-充值")]);
    let ledger = join(&[wallet, behind]);
    let flow = ledger.flows[0];
    assert_eq!((flow.income_with_transfers.amount, flow.spending.amount), (0, 0));
    assert_eq!(links(&ledger, LinkKind::OwnTransfer), 2);
    assert_eq!((flow.own_transfers.rows, flow.own_transfers.amount), (3, 2_800_00));
}

#[test]
fn income_is_told_with_and_without_transfers_from_others() {
    let ledger = join(&[alipay(vec![
        row(day(5, 1), 700_00).kind(RowKind::Transfer).from("A friend"),
        row(day(5, 2), 50_00).from("A customer"),
    ])]);
    let flow = ledger.flows[0];
    assert_eq!((flow.income.amount, flow.income_with_transfers.amount), (50_00, 750_00));
}

#[test]
fn a_loan_is_no_income_and_a_deposit_at_a_broker_is_none() {
    let broker = statement(AccountKind::Broker, "ibkr", "U1", "u", vec![row(day(5, 1), 900_00)]);
    let ledger = join(&[bank("1111", vec![row(day(5, 1), 300_00).kind(RowKind::Loan)]), broker]);
    let flow = ledger.flows[0];
    assert_eq!((flow.income_with_transfers.amount, flow.loans.amount), (0, 300_00));
    assert_eq!(questions(&ledger), [QuestionKind::Unclear]);
    // Beside the bank that it left, it is an own transfer.
    let broker = statement(AccountKind::Broker, "ibkr", "U1", "u", vec![row(day(5, 1), 900_00)]);
    let ledger = join(&[bank("1111", vec![row(day(5, 1), -900_00).told("transfer")]), broker]);
    assert_eq!((links(&ledger, LinkKind::OwnTransfer), ledger.questions.len()), (1, 0));
}

#[test]
fn two_equal_transfers_on_both_sides_that_name_no_account_are_asked_about() {
    let two = |signed| vec![row(day(5, 1), signed), row(day(5, 2), signed)];
    let ledger = join(&[bank("1111", two(-2_000_00)), bank("2222", two(2_000_00))]);
    assert_eq!((links(&ledger, LinkKind::OwnTransfer), questions(&ledger)), (0, vec![QuestionKind::OwnTransfer]));
}

/// Whether somebody could answer: a pair of it is of two accounts, one out and one in.
fn is_answerable(ledger: &prescreen_fusion::ledger::Ledger, entries: &[u32]) -> bool {
    use prescreen_fusion::statement::Direction;
    let entries = || entries.iter().map(|entry| &ledger.entries[*entry as usize]);
    entries()
        .filter(|entry| entry.direction == Direction::Out)
        .any(|out| entries().any(|into| into.direction == Direction::In && into.account != out.account))
}

fn crowd(signed: i64) -> Vec<prescreen_fusion::Row> {
    (0..40).map(|n| row(crate::made::nth_day(n / 20), signed)).collect()
}

#[test]
fn a_crowd_of_equal_amounts_in_and_out_of_one_account_asks_nothing() {
    let ledger = join(&[bank("1111", [crowd(-10_00), crowd(10_00)].concat())]);
    assert_eq!(questions(&ledger), []);
    // Nor does another account that has no such amount, or only money out.
    for signed in [-11_00, -10_00] {
        let ledger =
            join(&[bank("1111", [crowd(-10_00), crowd(10_00)].concat()), bank("2222", vec![row(day(6, 1), signed)])]);
        assert_eq!(questions(&ledger), [], "{signed}");
    }
}

#[test]
fn a_crowd_of_equal_amounts_in_two_accounts_asks_what_can_be_answered() {
    let both = [bank("1111", crowd(-10_00)), bank("2222", crowd(10_00))];
    let mixed =
        [bank("1111", [crowd(-10_00), crowd(10_00)].concat()), bank("2222", vec![row(crate::made::nth_day(0), 10_00)])];
    for statements in [both, mixed] {
        let ledger = join(&statements);
        assert_eq!((links(&ledger, LinkKind::OwnTransfer), questions(&ledger)), (0, vec![QuestionKind::OwnTransfer]));
        assert!(is_answerable(&ledger, &ledger.questions[0].entries));
    }
}
