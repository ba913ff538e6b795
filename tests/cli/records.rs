//! What the module of a person's records answers, against the schema that its types in TypeScript are made of.

use jsonschema::Validator;
use prescreen_fusion::category::{self, Categories};
use prescreen_fusion::columns::{Columns, WIDTH};
use prescreen_fusion::format::{self, Answers};
use prescreen_fusion::ledger::{Corrections, Ledger};
use prescreen_fusion::shown::{FileRead, Joined};
use prescreen_fusion::statement::ShownRows;
use prescreen_fusion::text::NoHost;
use prescreen_fusion::when::TimeOfDay;
use prescreen_fusion::{Problem, ProblemKind, read_file, statement::Statement};
use prescreen_unpack::{self as unpack, Part, ShownProblem};
use serde_json::{Value, json};

use super::run;

const BANK: &str =
    "记账日期,记账时间,币别,金额,余额,交易名称,渠道,网点名称,附言,对方账户名,对方卡号/账号,对方开户行,借记卡号
2026-03-02,09:00:00,人民币,\"1,500.00\",\"1,996.00\",工资,柜台,-,-,某公司,4520**1924,-,7391
2026-03-01,08:00:00,人民币,-30.00,500.00,网上快捷支付,银企对接,-,-,云杉书店,Z2**88,-,7391
";
const WALLET: &str = "微信支付账单明细
起始时间：[2026-03-01 00:00:00] 终止时间：[2026-03-31 23:59:59]
共1笔记录
收入：0笔 0.00元
支出：1笔 80.05元
交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注
2026-03-04 12:00:00,商户消费,榕树下茶馆,龙井半斤,支出,¥80.05,零钱,支付成功,100073195,20001,/
";

/// What is wrong with a document as one of the answers.
fn wrong(validator: &Validator, answer: &str, document: Value) -> Vec<String> {
    validator.iter_errors(&json!({ answer: document })).map(|error| error.to_string()).collect()
}

fn schema() -> Validator {
    jsonschema::draft202012::new(&run(&["schema", "records"]).json()).unwrap()
}

fn statements(text: &str) -> Vec<Statement> {
    read_file(text.as_bytes(), &format::shipped().unwrap(), Answers::default(), &NoHost).unwrap()
}

#[test]
fn answers_fit_the_schema_that_types_are_made_of() {
    let schema = schema();
    let all = [statements(BANK), statements(WALLET)].concat();
    for text in [BANK, WALLET] {
        let read = statements(text);
        let shown = serde_json::to_value(FileRead::of("digest".into(), Ok(&read))).unwrap();
        assert_eq!(wrong(&schema, "file", shown), [""; 0]);
        let rows = serde_json::to_value(ShownRows::of(&read[0], 0, 10)).unwrap();
        assert_eq!(rows.as_array().map(Vec::len), Some(read[0].rows.len()));
        assert_eq!(wrong(&schema, "rows", rows), [""; 0]);
    }
    let ledger = Ledger::of(&all, None, &Corrections::default()).unwrap();
    let joined = Joined::of(ledger, &all, &Categories::new(category::shipped().unwrap()));
    let joined = serde_json::to_value(joined).unwrap();
    assert_eq!(joined["purposes"].as_array().map(Vec::len), Some(3));
    assert_eq!(joined["purposes"][1], "salary");
    assert_eq!(wrong(&schema, "joined", joined), [""; 0]);
}

#[test]
fn entries_as_numbers_come_to_the_entries_that_they_are_made_of() {
    let all = [statements(BANK), statements(WALLET)].concat();
    let categories = Categories::new(category::shipped().unwrap());
    let joined = || Joined::of(Ledger::of(&all, None, &Corrections::default()).unwrap(), &all, &categories);
    let whole = serde_json::to_value(joined()).unwrap();
    let Columns { shared, numbers } = Columns::of(joined());
    let shared = serde_json::to_value(shared).unwrap();
    let mut again = shared["joined"].clone();
    let alike = again["ledger"]["entries"].as_array().unwrap().clone();
    let (mut entries, mut purposes) = (Vec::new(), Vec::new());
    for number in numbers.chunks(WIDTH) {
        let whole = |column: usize| number[column] as u32;
        let like = usize::try_from(whole(0)).unwrap();
        let mut entry = alike[like].clone();
        (entry["row"], entry["line"], entry["amount"]) = (json!(whole(1)), json!(whole(2)), json!(whole(5)));
        entry["date"] = shared["days"][usize::try_from(whole(3)).unwrap()].clone();
        if number[4] >= 0.0 {
            let time = TimeOfDay::new(whole(4) / 3600, whole(4) / 60 % 60, whole(4) % 60).unwrap();
            entry["time"] = serde_json::to_value(time).unwrap();
        }
        entries.push(entry);
        purposes.push(shared["joined"]["purposes"][like].clone());
    }
    (again["ledger"]["entries"], again["purposes"]) = (Value::Array(entries), Value::Array(purposes));
    assert_eq!(again, whole);
    assert_eq!(alike.len(), 3, "a salary, a bank's payment and a wallet's");
}

#[test]
fn every_problem_fits_the_schema_and_no_other_word_does() {
    let schema = schema();
    for kind in ProblemKind::ALL {
        let problem =
            Problem::new(*kind).at(3).field("金额").found("x").expected("y").guide(vec![("en".into(), "z".into())]);
        let shown = serde_json::to_value(FileRead::of(String::new(), Err(&problem))).unwrap();
        assert_eq!(wrong(&schema, "file", shown), [""; 0], "{}", kind.word());
    }
    for kind in unpack::ProblemKind::ALL {
        let problem = unpack::Problem::new(*kind).part(Part::Member(2)).row(3).expected("y");
        let shown = serde_json::to_value(ShownProblem::from(&problem)).unwrap();
        assert_eq!(wrong(&schema, "container", shown), [""; 0], "{}", kind.word());
    }
    let mut made_up =
        serde_json::to_value(ShownProblem::from(&unpack::Problem::new(unpack::ProblemKind::Empty))).unwrap();
    made_up["code"] = json!("made-up");
    assert_eq!(wrong(&schema, "container", made_up).len(), 1);
}

#[test]
fn a_member_that_is_too_many_or_missing_does_not_fit() {
    let schema = schema();
    let read = statements(BANK);
    let shown = serde_json::to_value(FileRead::of("digest".into(), Ok(&read))).unwrap();
    let mut more = shown.clone();
    more["statements"][0]["integrity"]["made_up"] = json!(1);
    assert!(!wrong(&schema, "file", more).is_empty());
    let mut fewer = shown;
    fewer["statements"][0].as_object_mut().unwrap().remove("order");
    assert!(!wrong(&schema, "file", fewer).is_empty());
}
