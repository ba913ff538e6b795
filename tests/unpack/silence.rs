//! Nothing of a file is printed.

use prescreen_unpack::{Limits, members, sheets};

use super::{PASSWORD, file, opened, workbook};

#[test]
fn debug_prints_no_cell_and_no_name() {
    let shown = format!("{:?}", workbook("table.xlsx"));
    for secret in ["28.16", "0012", "明细", "对账单", "2024"] {
        assert!(!shown.contains(secret), "{shown}");
    }
    let sheet = &workbook("table.xlsx").sheets[0];
    let rows = format!("{:?}", sheet.rows);
    assert!(!rows.contains("28.16") && !rows.contains("对账单"), "{rows}");
    let members = format!("{:?}", opened("aes256.zip", Some(PASSWORD)).unwrap());
    assert!(!members.contains("账单") && !members.contains("日期"), "{members}");
}

#[test]
fn a_problem_prints_no_name_no_password_and_no_cell() {
    let problems = [
        opened("aes256.zip", Some(b"secret-password")).unwrap_err(),
        opened("nested-twice.zip", None).unwrap_err(),
        opened("bzip2.zip", None).unwrap_err(),
        sheets(&file("table.xlsx"), &Limits { columns: 3, ..Limits::default() }).unwrap_err(),
        members(&file("plain.zip"), None, &Limits { unpacked_bytes: 9, ..Limits::default() }).unwrap_err(),
    ];
    for problem in problems {
        let shown = format!("{problem:?} {problem}");
        for secret in ["secret-password", "csv", "zip\"", "账单", "明细", "28.16"] {
            assert!(!shown.contains(secret), "{shown}");
        }
    }
}
