//! Files that would fill the memory are refused on the way.

use prescreen_unpack::{Limits, Part, Problem, ProblemKind, members, sheets};

use super::hostile::{package, package_with};
use super::{file, opened};

fn too_large(result: Result<impl Sized, Problem>, expected: &str) {
    let problem = result.map(|_| ()).unwrap_err();
    assert_eq!((problem.kind, problem.expected.as_str()), (ProblemKind::TooLarge, expected));
}

#[test]
fn an_archive_that_grows_a_thousandfold_is_refused() {
    let problem = opened("bomb.zip", None).unwrap_err();
    assert_eq!((problem.kind, problem.part), (ProblemKind::TooLarge, Some(Part::Member(1))));
    assert_eq!(problem.expected, "at most 200 bytes out of one");
    let limits = Limits { ratio: 2_000, ..Limits::default() };
    assert_eq!(members(&file("bomb.zip"), None, &limits).unwrap()[0].bytes.len(), 12_000_000);
}

#[test]
fn all_files_of_an_archive_share_what_may_come_out() {
    let all: u64 = opened("plain.zip", None).unwrap().iter().map(|member| member.bytes.len() as u64).sum();
    let with = |unpacked_bytes| members(&file("plain.zip"), None, &Limits { unpacked_bytes, ..Limits::default() });
    assert!(with(all).is_ok());
    too_large(with(all - 1), &format!("at most {} bytes", all - 1));
}

#[test]
fn files_are_counted_with_those_of_an_archive_inside() {
    let with = |members| Limits { members, ..Limits::default() };
    assert!(members(&file("nested.zip"), None, &with(4)).is_ok());
    too_large(members(&file("nested.zip"), None, &with(3)), "at most 3 files");
}

#[test]
fn sheets_rows_columns_cells_texts_and_areas_have_limits() {
    for name in ["table.xlsx", "table.xls"] {
        let read = |limits: Limits| sheets(&file(name), &limits);
        let all = Limits::default();
        // The farthest cell is H20; it stands in a row of its own.
        assert!(read(Limits { sheets: 3, columns: 8, merged: 1, ..all }).is_ok(), "{name}");
        too_large(read(Limits { sheets: 2, ..all }), "at most 2 sheets");
        too_large(read(Limits { columns: 7, ..all }), "at most 7 columns");
        too_large(read(Limits { merged: 0, ..all }), "at most 0 merged areas");
        too_large(read(Limits { rows: 12, ..all }), "at most 12 rows");
        too_large(read(Limits { cells: 40, ..all }), "at most 40 cells");
        too_large(read(Limits { text_bytes: 60, ..all }), "at most 60 bytes of text");
    }
}

#[test]
fn a_text_that_many_cells_share_counts_for_each() {
    // Each of 100,000 cells names the same text of 10,000 bytes: a gigabyte, of 3 MB of XML.
    let text = "a".repeat(10_000);
    let cells: String = (1..=100_000).map(|row| format!("<row r=\"{row}\"><c t=\"s\"><v>0</v></c></row>")).collect();
    let book = package(&cells, &format!("<si><t>{text}</t></si>"));
    too_large(sheets(&book, &Limits::default()), "at most 134217728 bytes of text");
}

#[test]
fn a_row_with_one_cell_far_out_is_refused() {
    for place in ["XFD1", "AMK1"] {
        let book = package(&format!("<row r=\"1\"><c r=\"{place}\"><v>1</v></c></row>"), "");
        too_large(sheets(&book, &Limits::default()), "at most 1024 columns");
    }
    let book = package("<row r=\"1048576\"><c r=\"A1048576\"><v>1</v></c></row>", "");
    assert_eq!(sheets(&book, &Limits::default()).unwrap().sheets[0].rows.len(), 1);
}

#[test]
fn lists_of_nothing_are_not_kept() {
    let many = |piece: &str| piece.repeat(1_000_001);
    too_large(
        sheets(&package("", &many("<si/>")), &Limits { ratio: 5_000, ..Limits::default() }),
        "at most 1000000 shared texts",
    );
    let styles = format!("<cellXfs>{}</cellXfs>", many("<xf/>"));
    let book = package_with("", "", &styles, "");
    too_large(sheets(&book, &Limits { ratio: 5_000, ..Limits::default() }), "at most 1000000 styles");
}

#[test]
fn an_archive_with_a_list_of_twenty_thousand_is_not_listed() {
    // What the list of an archive begins each file with, and no more: the list is not read at all.
    let bytes = [&b"PK\x03\x04"[..], &b"PK\x01\x02".repeat(20_001)].concat();
    too_large(members(&bytes, None, &Limits::default()), "at most 20000 files");
}
