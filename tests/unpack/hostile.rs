//! Files that somebody broke: a typed problem, and never a trap.

use std::io::{Cursor, Write};

use prescreen_unpack::{Kind, Limits, Part, ProblemKind, kind, members, sheets};
use zip::write::SimpleFileOptions;

use super::{PASSWORD, file};

/// Changed files of each kind.
const FILES: u32 = 10_000;
/// Small enough that a test that held more would show.
const LIMITS: Limits = Limits {
    unpacked_bytes: 1 << 20,
    ratio: 200,
    members: 16,
    sheets: 8,
    rows: 2_000,
    columns: 64,
    cells: 20_000,
    text_bytes: 1 << 19,
    merged: 64,
};

/// A workbook with these rows and shared texts.
pub fn package(rows: &str, texts: &str) -> Vec<u8> {
    package_with(rows, texts, "", "")
}

/// A workbook with these rows, shared texts, styles, and what stands before its list of sheets.
pub fn package_with(rows: &str, texts: &str, styles: &str, head: &str) -> Vec<u8> {
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relation = |id: &str, to: &str, target: &str| {
        format!("<Relationship Id=\"{id}\" Type=\"{kind}/{to}\" Target=\"{target}\"/>")
    };
    archive(&[
        ("[Content_Types].xml", "<Types/>".to_owned()),
        ("xl/workbook.xml", format!("<workbook>{head}<sheets><sheet name=\"S\" r:id=\"a\"/></sheets></workbook>")),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships>{}{}{}</Relationships>",
                relation("a", "worksheet", "worksheets/sheet1.xml"),
                relation("b", "sharedStrings", "sharedStrings.xml"),
                relation("c", "styles", "styles.xml")
            ),
        ),
        ("xl/sharedStrings.xml", format!("<sst>{texts}</sst>")),
        ("xl/styles.xml", format!("<styleSheet>{styles}</styleSheet>")),
        ("xl/worksheets/sheet1.xml", format!("<worksheet><sheetData>{rows}</sheetData></worksheet>")),
    ])
}

fn archive(parts: &[(&str, String)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        archive
            .start_file(*name, SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated))
            .unwrap();
        archive.write_all(content.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// Numbers without luck: Marsaglia's xorshift of 64 bits.
pub struct Numbers(pub u64);

impl Numbers {
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(end.max(1)).unwrap()).unwrap()
    }

    /// A file with one to four things wrong with it.
    pub fn broken(&mut self, whole: &[u8]) -> Vec<u8> {
        let mut bytes = whole.to_vec();
        for _ in 0..=self.below(4) {
            let at = self.below(bytes.len());
            match self.below(7) {
                0 => bytes.truncate(at),
                1 => bytes.insert(at, self.0 as u8),
                2 => drop(bytes.drain(at..(at + 1 + self.below(64)).min(bytes.len()))),
                3 if at + 4 <= bytes.len() => bytes[at..at + 4].copy_from_slice(&[0xff; 4]),
                4 if at + 4 <= bytes.len() => bytes[at..at + 4].copy_from_slice(&[0; 4]),
                5 => {
                    let end = (at + self.below(512)).min(bytes.len());
                    let piece = bytes[at..end].to_vec();
                    bytes.extend(piece);
                }
                _ => {
                    if let Some(byte) = bytes.get_mut(at) {
                        *byte ^= 1 << self.below(8);
                    }
                }
            }
        }
        bytes
    }
}

#[test]
fn ten_thousand_broken_archives_give_files_or_a_problem() {
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    let names = ["plain.zip", "zipcrypto-gbk.zip", "nested.zip", "aes256-stored.zip"];
    let whole: Vec<Vec<u8>> = names.iter().map(|name| file(name)).collect();
    for number in 0..FILES {
        // A key is derived for each locked file, which takes most of the time: one in 20 is enough.
        let which = if number % 20 == 0 { 3 } else { numbers.below(3) };
        let bytes = numbers.broken(&whole[which]);
        let _ = kind(&bytes);
        if let Ok(files) = members(&bytes, Some(PASSWORD), &LIMITS) {
            assert!(files.iter().map(|file| file.bytes.len()).sum::<usize>() <= 1 << 20);
        }
    }
}

#[test]
fn ten_thousand_broken_parts_give_tables_or_a_problem() {
    // Broken inside, and packed again: a broken archive would hide what is in it.
    let mut numbers = Numbers(0xd1b5_4a32_d192_ed03);
    let names = ["table.xlsx", "inline.xlsx", "unusual.xlsx"];
    let mut whole = Vec::new();
    for name in names {
        let content = file(name);
        let mut archive = zip::ZipArchive::new(Cursor::new(content)).unwrap();
        let parts: Vec<(String, Vec<u8>)> = (0..archive.len())
            .map(|at| {
                let mut part = archive.by_index(at).unwrap();
                let mut bytes = Vec::new();
                std::io::copy(&mut part, &mut bytes).unwrap();
                (part.name().unwrap().into_owned(), bytes)
            })
            .filter(|(name, _)| !name.contains("theme"))
            .collect();
        whole.push(parts);
    }
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let mut read = 0;
    for _ in 0..FILES {
        let parts = &whole[numbers.below(whole.len())];
        let broken = numbers.below(parts.len());
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (at, (name, content)) in parts.iter().enumerate() {
            archive.start_file(name.as_str(), stored).unwrap();
            let content = if at == broken { numbers.broken(content) } else { content.clone() };
            archive.write_all(&content).unwrap();
        }
        let bytes = archive.finish().unwrap().into_inner();
        match sheets(&bytes, &LIMITS) {
            Ok(_) => read += 1,
            Err(problem) => assert!(problem.part.is_some() || problem.kind != ProblemKind::Damaged, "{problem}"),
        }
    }
    // Both ends are reached.
    assert!((500..9_500).contains(&read), "{read} of {FILES} read");
}

#[test]
fn ten_thousand_broken_workbooks_give_tables_or_a_problem() {
    let mut numbers = Numbers(0x94d0_49bb_1331_11eb);
    let whole: Vec<Vec<u8>> =
        ["table.xlsx", "table.xls", "records.xls", "locked.xls"].iter().map(|name| file(name)).collect();
    let mut read = 0;
    for _ in 0..FILES {
        let which = numbers.below(whole.len());
        let bytes = numbers.broken(&whole[which]);
        let _ = kind(&bytes);
        read += u32::from(sheets(&bytes, &LIMITS).is_ok());
    }
    assert!((500..9_500).contains(&read), "{read} of {FILES} read");
}

#[test]
fn nothing_is_expanded() {
    let laughs = "<!DOCTYPE a [<!ENTITY b \"ha\"><!ENTITY c \"&b;&b;&b;\">]>";
    let row = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>&c;</t></is></c></row>";
    for (texts, rows) in [(laughs, ""), ("", row)] {
        let problem = sheets(&package(rows, texts), &Limits::default()).unwrap_err();
        assert_eq!(problem.kind, ProblemKind::Damaged);
    }
}

#[test]
fn a_fault_in_a_cell_is_told_with_its_sheet_and_row() {
    for row in [
        "<row r=\"7\"><c r=\"A7\" t=\"s\"><v>5</v></c></row>",
        "<row r=\"7\"><c r=\"A7\"><v>12a</v></c></row>",
        "<row r=\"7\"><c r=\"A8\"><v>1</v></c></row>",
        "<row r=\"7\"><c r=\"7A\"><v>1</v></c></row>",
        "<row r=\"7\"><c r=\"A7\" t=\"new\"><v>1</v></c></row>",
    ] {
        let problem = sheets(&package(row, ""), &Limits::default()).unwrap_err();
        assert_eq!(
            (problem.kind, problem.part, problem.row),
            (ProblemKind::Damaged, Some(Part::Sheet(1)), Some(7)),
            "{row}"
        );
    }
}

#[test]
fn a_chain_of_sectors_that_turns_back_is_refused() {
    let mut bytes = file("table.xls");
    // The list of sectors is one sector; each of its entries now names the first.
    let list = usize::try_from(u32::from_le_bytes(bytes[76..80].try_into().unwrap())).unwrap();
    bytes[(list + 1) * 512..(list + 2) * 512].fill(0);
    assert_eq!(kind(&bytes), Kind::Other);
}
