//! What a table tells of its columns by itself, what is asked of the person, and what comes of their answers.

use prescreen::Code;
use prescreen_fusion::delimited::Delimited;
use prescreen_fusion::format::{
    Answers, Field, Format, Lack, Mapped, Mapping, Names, Proposal, ShownProposal, Sign, ToldBy, propose, propose_by,
};
use prescreen_fusion::money::Currency;
use prescreen_fusion::statement::{Direction, Status};
use prescreen_fusion::text::NoHost;
use prescreen_fusion::{ProblemKind, Statement, read_file};

use crate::support::formats;

fn look(text: &str) -> Proposal {
    propose(&Delimited::read(text, b',').table, &formats()).expect("a table with days and amounts")
}

/// What is told, as field, column from 0 and by what.
fn told(text: &str) -> Vec<(Field, usize, ToldBy)> {
    look(text).told().fields
}

fn said(proposal: &Proposal, json: &str) -> Mapping {
    Mapping::load(json, proposal).unwrap_or_else(|error| panic!("{error:?}"))
}

/// What a text reads to as it is said; nothing may be lacking, and the layout has to be in order.
fn read(text: &str, json: &str) -> Result<Vec<Statement>, ProblemKind> {
    let proposal = look(text);
    let mapping = said(&proposal, json);
    assert_eq!(mapping.lacks(&proposal), [], "{json}");
    let layout = mapping.document(&proposal).canonical();
    let layout = Format::check(&layout).unwrap_or_else(|errors| panic!("{errors:?}"));
    read_file(text.as_bytes(), &[layout], Answers::default(), &NoHost).map_err(|problem| problem.kind)
}

#[test]
fn a_name_tells_its_column_where_all_known_layouts_agree_and_its_cells_can_be_such() {
    let by_name = |text: &str| -> Vec<(Field, usize)> {
        told(text).into_iter().filter(|(.., by)| *by == ToldBy::Name).map(|(field, place, _)| (field, place)).collect()
    };
    assert_eq!(by_name("Buchungstag,Zettel\n01.02.2026,\"1,50\"\n"), [(Field::Date, 0)]);
    // The name of a day over cells that are none.
    assert_eq!(by_name("Zettel,Buchungstag,X\n01.02.2026,later,\"1,50\"\n"), []);
    // Two columns of one name, and a name that means different things.
    assert_eq!(by_name("Buchungstag,Buchungstag,X\n01.02.2026,01.02.2026,\"1,50\"\n"), []);
    let several = formats()
        .iter()
        .flat_map(|format| format.columns.iter())
        .any(|(field, names)| *field == Field::ValueDate && names.iter().any(|name| name == "Date"));
    assert_eq!(by_name("Date,X\n2026-02-13,1.50\n").is_empty(), several);
}

#[test]
fn an_amount_and_two_sides_that_names_claim_together_are_not_told() {
    let both = "Buchungstag,Betrag,Money out,Money in\n01.02.2026,\"1,50\",,\"1,50\"\n";
    let fields: Vec<Field> = told(both).into_iter().map(|(field, ..)| field).collect();
    assert!(![Field::Amount, Field::In, Field::Out].iter().any(|field| fields.contains(field)), "{fields:?}");
}

#[test]
fn balances_that_add_up_in_one_way_tell_their_columns_and_the_sign() {
    let card = "When,A,B\n2026-01-13,5.00,85.00\n2026-01-14,30.00,55.00\n2026-01-15,-20.00,75.00\n";
    let all = look(card).told();
    let by = ToldBy::Balances;
    assert_eq!(all.fields, [(Field::Balance, 2, by), (Field::Amount, 1, by)]);
    assert_eq!(all.sign, Some(Sign::OutPositive));
    let worded = "When,X,W,Z\n2026-01-13,5.00,Af,85.00\n2026-01-14,30.00,Af,55.00\n2026-01-15,20.00,Bij,75.00\n2026-01-16,1.00,Af,74.00\n";
    let all = look(worded).told();
    assert_eq!(all.incoming.as_deref(), Some("Bij"));
    assert!(all.fields.contains(&(Field::Direction, 2, by)) && all.sign.is_none());
    // Every amount is the same, so that each of two columns may be what moved.
    let either = "When,A,B,C\n2026-01-13,1.00,1.00,11.00\n2026-01-14,1.00,1.00,12.00\n2026-01-15,1.00,1.00,13.00\n";
    assert!(look(either).chains.len() > 1);
    assert!(look(either).told().fields.is_empty());
}

#[test]
fn texts_of_which_every_row_has_its_own_prove_no_direction() {
    let rows = "When,X,Text,Z\n2026-01-13,5.00,a,85.00\n2026-01-14,30.00,b,55.00\n2026-01-15,20.00,c,75.00\n";
    assert!(look(rows).chains.is_empty());
}

const OPEN: &str = "When,What,How much,Left\n03/04/2026,a,1.250,9.000\n05/06/2026,b,1.300,8.000\n";

#[test]
fn what_a_table_leaves_open_is_asked_until_it_is_said() {
    use Lack::{
        Amount, AmountTwice, Cells, Currency, Day, DayOrder, Direction, Fee, Kind, Numbers, OtherSide, Sign, Status,
    };
    let tab = OPEN.to_owned();
    for (json, lacks) in [
        (r#"{"columns": {}}"#, &[Day, Amount, Currency, Kind][..]),
        (r#"{"columns": {"date": 1}}"#, &[Amount, DayOrder, Currency, Kind]),
        (r#"{"columns": {"date": 1, "amount": 3}, "kind": "bank"}"#, &[Sign, DayOrder, Numbers, Currency]),
        (
            r#"{"columns": {"date": 1, "amount": 3}, "kind": "bank", "sign": "unsigned", "currency": "EUR", "day_order": "dmy", "numbers": "comma"}"#,
            &[Sign],
        ),
        (
            r#"{"columns": {"date": 1, "amount": 3, "in": 4}, "kind": "bank", "sign": "signed", "currency": "EUR", "day_order": "dmy", "numbers": "comma"}"#,
            &[AmountTwice],
        ),
        (
            r#"{"columns": {"date": 1, "out": 3}, "kind": "bank", "currency": "EUR", "day_order": "dmy", "numbers": "comma"}"#,
            &[OtherSide],
        ),
        (
            r#"{"columns": {"date": 2, "amount": 3}, "kind": "bank", "sign": "signed", "currency": "EUR", "numbers": "comma"}"#,
            &[Cells],
        ),
        (
            r#"{"columns": {"date": 1, "amount": 3, "direction": 2}, "kind": "bank", "currency": "EUR", "day_order": "dmy", "numbers": "comma", "incoming": ["a"]}"#,
            &[Direction],
        ),
        (
            r#"{"columns": {"date": 1, "amount": 3, "status": 2}, "kind": "bank", "sign": "signed", "currency": "EUR", "day_order": "dmy", "numbers": "comma", "booked": ["b"]}"#,
            &[Status],
        ),
        (
            r#"{"columns": {"date": 1, "amount": 3, "fee": 4}, "kind": "bank", "sign": "signed", "currency": "EUR", "day_order": "dmy", "numbers": "comma"}"#,
            &[Fee],
        ),
        (
            r#"{"columns": {"date": 1, "amount": 3}, "kind": "bank", "sign": "signed", "currency": "EUR", "day_order": "dmy", "numbers": "comma"}"#,
            &[],
        ),
    ] {
        let proposal = look(&tab);
        assert_eq!(said(&proposal, json).lacks(&proposal), lacks, "{json}");
    }
}

#[test]
fn what_a_table_tells_is_not_asked() {
    let told = "When,What,How much\n13/04/2026,a,€ 1.250\n05/06/2026,b,\"€ 1,30\"\n";
    let proposal = look(told);
    let lacks = said(&proposal, r#"{"columns": {"date": 1, "amount": 3}}"#).lacks(&proposal);
    assert_eq!(lacks, [Lack::Sign, Lack::Kind]);
    let read = read(told, r#"{"columns": {"date": 1, "amount": 3}, "kind": "bank", "sign": "out_positive"}"#).unwrap();
    assert_eq!((read[0].currency.as_str(), read[0].totals().outgoing.amount), ("EUR", 125_130));
}

#[test]
fn a_dash_stands_for_no_amount() {
    let text = "When,Out,In\n2026-01-13,5.00,-\n2026-01-14,-,30.00\n";
    let read = read(text, r#"{"columns": {"date": 1, "out": 2, "in": 3}, "kind": "bank", "currency": "EUR"}"#).unwrap();
    assert_eq!((read[0].totals().incoming.amount, read[0].totals().outgoing.amount), (30_00, 5_00));
}

#[test]
fn each_word_of_a_direction_and_of_a_state_is_what_the_person_says() {
    let text = "When,X,W,S\n2026-01-13,5.00,支出,ok\n2026-01-14,30.00,收入,ok\n2026-01-15,20.00,不计,ok\n2026-01-16,7.00,支出,wait\n2026-01-17,8.00,支出,void\n";
    let json = r#"{"columns": {"date": 1, "amount": 2, "direction": 3, "status": 4}, "kind": "wallet", "currency": "CNY",
        "incoming": ["收入"], "outgoing": ["支出"], "neutral": ["不计"], "booked": ["ok"], "pending": ["wait"], "cancelled": ["void"]}"#;
    let rows = &read(text, json).unwrap()[0].rows;
    let said: Vec<_> = rows.iter().map(|row| (row.direction, row.status)).collect();
    let (booked, out) = (Status::Booked, Direction::Out);
    let expected = [
        (out, booked),
        (Direction::In, booked),
        (Direction::Neutral, booked),
        (out, Status::Pending),
        (out, Status::Cancelled),
    ];
    assert_eq!(said, expected);
    // A word of next month that nobody has said anything of.
    let layout = said_layout(text, json);
    let next = text.replace(",void", ",later");
    let problem = read_file(next.as_bytes(), &[layout], Answers::default(), &NoHost).unwrap_err();
    assert_eq!((problem.kind, problem.line), (ProblemKind::Status, Some(6)));
}

fn said_layout(text: &str, json: &str) -> Format {
    let proposal = look(text);
    said(&proposal, json).format(&proposal).unwrap()
}

#[test]
fn a_minus_beside_a_word_for_out_repeats_it_in_every_row_or_is_a_conflict() {
    let json = r#"{"columns": {"date": 1, "amount": 2, "direction": 3}, "kind": "bank", "currency": "EUR", "incoming": ["in"], "outgoing": ["out"]}"#;
    let text = "When,X,W\n2026-01-13,-5.00,out\n2026-01-14,30.00,in\n2026-01-15,-2.00,out\n";
    let totals = read(text, json).unwrap()[0].totals();
    assert_eq!((totals.incoming.amount, totals.outgoing.amount), (30_00, 7_00));
    assert_eq!(read(&text.replace("-2.00", "2.00"), json).unwrap_err(), ProblemKind::Conflict);
}

#[test]
fn what_is_said_is_read_strictly_and_wrong_columns_are_named() {
    let proposal = look(OPEN);
    for (json, code, at) in [
        (r#"{"columns": {"day": 1}}"#, Code::Range, "/columns/day"),
        (r#"{"columns": {"date": 5}}"#, Code::Range, "/columns/date"),
        (r#"{"columns": {"date": 0}}"#, Code::Range, "/columns/date"),
        (r#"{"columns": {"date": 1, "amount": 1}}"#, Code::Duplicate, "/columns/amount"),
        (r#"{"columns": {}, "currency": "GBX"}"#, Code::Range, "/currency"),
        (r#"{"columns": {}, "incomming": []}"#, Code::UnknownField, "/incomming"),
        ("{}", Code::MissingField, "/columns"),
    ] {
        let error = Mapping::load(json, &proposal).map(|_| ()).unwrap_err();
        assert_eq!((error.code, error.at.as_str()), (code, at), "{json}");
    }
}

#[test]
fn a_layout_is_called_as_it_is_said_and_so_is_who_keeps_the_account() {
    let json = r#"{"id": "own-1a2b", "columns": {"date": 1, "amount": 3}, "kind": "bank", "sign": "signed", "currency": "EUR", "day_order": "dmy", "numbers": "comma"}"#;
    let statement = &read(OPEN, json).unwrap()[0];
    assert_eq!((statement.format.as_str(), statement.institution.as_str()), ("own-1a2b", "own-1a2b"));
}

/// What crosses to a page of a table: five cells of a column, each as far as it is looked over; no row beyond them.
#[test]
fn a_person_is_shown_the_first_cells_and_nothing_beyond() {
    let long = "x".repeat(200);
    let rows: String = (10..30).map(|day| format!("2026-01-{day},{long}{day},{day}.00\n")).collect();
    let proposal = look(&format!("When,What,How much\n{rows}"));
    let shown = serde_json::to_value(ShownProposal::from(&proposal)).unwrap();
    let cells = shown["columns"][1]["cells"].as_array().unwrap();
    assert_eq!(cells.len(), 5);
    assert!(cells.iter().all(|cell| cell.as_str().unwrap().chars().count() == 81), "{cells:?}");
    let text = shown.to_string();
    assert!(text.contains("14.00") && !text.contains("15.00") && !text.contains(&long[..82]), "{text}");
    let mapped = Mapped::of(&said(&proposal, r#"{"columns": {"date": 2}}"#), &proposal);
    let mapped = serde_json::to_value(mapped).unwrap();
    assert_eq!(mapped["misfits"], serde_json::json!([2]));
    assert!(mapped.get("layout").is_none());
}

const OWN: &str = "When,What,How much\n2026-01-31,A bakery,-1.50\n2026-01-30,Wages,2000.00\n";
const OF_OWN: &str =
    r#"{"columns": {"date": 1, "description": 2, "amount": 3}, "kind": "bank", "sign": "signed", "currency": "EUR"}"#;

fn made(text: &str, json: &str) -> Format {
    let proposal = look(text);
    said(&proposal, json).format(&proposal).unwrap_or_else(|error| panic!("{error:?}"))
}

#[test]
fn a_said_layout_reads_tables_of_exactly_its_names_and_no_other() {
    let read = |text: &str| {
        let read = read_file(text.as_bytes(), &[made(OWN, OF_OWN)], Answers::default(), &NoHost);
        read.map(|statements| statements[0].rows.len()).map_err(|problem| problem.kind)
    };
    assert_eq!(read(OWN), Ok(2));
    assert_eq!(read("Anybody\n\nWhen,What,How much\n2026-01-31,A bakery,-1.50\n"), Ok(1));
    for other in [
        "When,What,How much,Ccy\n2026-01-31,A bakery,-1.50,USD\n",
        "When,How much,What\n2026-01-31,-1.50,A bakery\n",
        "Ref,When,What,How much\n1,2026-01-31,A bakery,-1.50\n",
    ] {
        assert_eq!(read(other), Err(ProblemKind::UnknownFormat), "{other}");
    }
}

#[test]
fn what_is_said_of_exactly_these_names_goes_before_a_layout_that_says_less() {
    let plain = r#"{"id": "plain", "version": 1, "institution": "plain", "kind": "bank", "names": {"en": "Plain"},
        "columns": {"date": ["When"], "amount": ["How much"], "description": ["What"]}, "required": ["date", "amount"],
        "contains": ["When"], "currency": "USD", "amounts": {"sign": "signed"}}"#;
    let [eur, usd] = ["EUR", "USD"].map(|code| Currency::parse(code).unwrap());
    for turned in [false, true] {
        let mut formats = vec![Format::load(plain).unwrap(), made(OWN, OF_OWN)];
        if turned {
            formats.reverse();
        }
        let read = |text: &str| {
            let read = read_file(text.as_bytes(), &formats, Answers::default(), &NoHost);
            read.map(|statements| statements[0].currency).map_err(|problem| problem.kind)
        };
        assert_eq!((read(OWN), read("When,What,How much,More\n2026-01-31,a,-1.50,x\n")), (Ok(eur), Ok(usd)));
    }
}

/// A column that a data row does not have is one of the table's names all the same.
#[test]
fn a_layout_of_a_table_with_more_names_than_cells_reads_it() {
    let text = "When,What,How much,Note\n2026-01-31,A bakery,-1.50\n2026-01-30,Wages,2000.00\n";
    assert_eq!(read(text, OF_OWN).map(|statements| statements[0].rows.len()), Ok(2));
}

#[test]
fn names_are_not_told_to_be_accounts_whatever_their_column_is_called() {
    let known = |field: Field| -> Names { [(field, vec!["Other side".to_owned()])].into_iter().collect() };
    let told = |field: Field, cell: &str| {
        let text = format!("When,Other side,How much\n2026-01-31,{cell},-1.50\n2026-01-30,,2.00\n");
        let proposal = propose_by(&Delimited::read(&text, b',').table, &[&known(field)]).unwrap();
        proposal.told().fields.iter().any(|(told, ..)| *told == field)
    };
    assert!(told(Field::Counterparty, "Lidl") && told(Field::CounterpartyAccount, "NL01 BANK 0123 4567 89"));
    assert!(told(Field::CounterpartyAccount, "a@b.c") && !told(Field::CounterpartyAccount, "Lidl"));
    assert!(!told(Field::Account, "Savings") && told(Field::Account, "****1234"));
}

#[test]
fn columns_that_are_not_looked_at_are_counted_and_long_names_are_not_shown_whole() {
    let names = (0..100).map(|number| format!("n{number}{}", "x".repeat(if number == 2 { 5_000 } else { 0 })));
    let cells = (0..100).map(|number| if number == 0 { "2026-01-31".to_owned() } else { number.to_string() });
    let line = |cells: Vec<String>| cells.join(",");
    let text = format!("{}\n{}\n", line(names.collect()), line(cells.collect()));
    let proposal = look(&text);
    assert_eq!((proposal.columns.len(), proposal.more, proposal.names.len()), (64, 36, 100));
    assert_eq!(proposal.columns[2].shown_name().chars().count(), 81);
    let one = r#"{"columns": {"date": 1, "amount": 2}, "kind": "bank", "sign": "signed", "currency": "EUR"}"#;
    assert_eq!(read(&text, one).map(|statements| statements[0].rows.len()), Ok(1));
}
