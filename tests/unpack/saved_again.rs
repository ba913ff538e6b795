//! Workbooks that were saved again, by what they say of themselves and how they keep texts.

use prescreen_unpack::{Limits, Workbook, sheets};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::{file, workbook};

/// A workbook of the vectors with one part changed.
fn with_part(name: &str, part: &str, change: &dyn Fn(String) -> String) -> Workbook {
    use std::io::{Cursor, Read, Write};
    let mut archive = ZipArchive::new(Cursor::new(file(name))).unwrap();
    let mut written = ZipWriter::new(Cursor::new(Vec::new()));
    let mut found = false;
    for at in 0..archive.len() {
        let mut member = archive.by_index(at).unwrap();
        let (mut bytes, member_name) = (Vec::new(), member.name().unwrap().into_owned());
        member.read_to_end(&mut bytes).unwrap();
        if member_name == part {
            bytes = change(String::from_utf8(bytes).unwrap()).into_bytes();
            found = true;
        }
        written.start_file(member_name, SimpleFileOptions::default()).unwrap();
        written.write_all(&bytes).unwrap();
    }
    assert!(found, "{name} has no {part}");
    sheets(&written.finish().unwrap().into_inner(), &Limits::default()).unwrap()
}

#[test]
fn a_sheet_that_keeps_texts_in_two_ways_was_written_by_two_hands() {
    // One cell keeps its text itself, beside cells of shared texts, as a script writes it that changes one cell.
    let (name, part) = ("unusual.xlsx", "xl/worksheets/one.xml");
    let mixed = with_part(name, part, &|xml| xml);
    assert!(mixed.two_hands && mixed.was_saved_again());
    let shared = with_part(name, part, &|xml| {
        let (start, end) = (xml.find("t=\"inlineStr\"").unwrap(), xml.find("</x:is>").unwrap() + "</x:is>".len());
        format!("{}t=\"s\"><x:v>0</x:v>{}", &xml[..start], &xml[end..])
    });
    assert!(!shared.two_hands && !shared.was_saved_again());
    assert!(!workbook("table.xlsx").two_hands, "all texts stand in their cells");
}

#[test]
fn who_saved_it_last_is_who_made_it_or_another_hand() {
    let (name, part) = ("table.xlsx", "docProps/core.xml");
    let names = |made: &str, saved: &str| {
        with_part(name, part, &|_| {
            format!(
                "<?xml version=\"1.0\"?><cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
                 xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:creator>{made}</dc:creator>{saved}</cp:coreProperties>"
            )
        })
        .two_hands
    };
    assert!(!names("exporter", ""));
    assert!(!names("exporter", "<cp:lastModifiedBy>exporter</cp:lastModifiedBy>"));
    assert!(names("exporter", "<cp:lastModifiedBy>somebody</cp:lastModifiedBy>"));
}

/// A property set by MS-OLEPS §2.21 with texts.
fn property_set(texts: &[(u32, &str)]) -> Vec<u8> {
    let word = |number: usize| u32::try_from(number).unwrap().to_le_bytes();
    let mut set = vec![0xfe, 0xff, 0, 0];
    set.resize(24, 0);
    set.extend(word(1));
    set.resize(44, 0);
    set.extend(word(48));
    let (mut list, mut values) = (Vec::new(), Vec::new());
    for (property, text) in texts {
        list.extend(property.to_le_bytes());
        list.extend(word(8 + 8 * texts.len() + values.len()));
        values.extend(word(0x1e));
        values.extend(word(text.len() + 1));
        values.extend(text.bytes());
        values.resize((values.len() + 4) / 4 * 4, 0);
    }
    set.extend(word(8 + list.len() + values.len()));
    set.extend(word(texts.len()));
    set.extend(list);
    set.extend(values);
    set
}

/// A compound file (MS-CFB) of two streams in sectors of 512 bytes: the workbook of `records.xls`, whose sectors its library
/// writes one after the other from the first, and what it says of itself.
fn with_summary(summary: &[u8]) -> Workbook {
    const SECTOR: usize = 512;
    let given = file("records.xls");
    let word = |at: usize| u32::from_le_bytes(given[at..at + 4].try_into().unwrap());
    let directory = SECTOR * (1 + word(48) as usize);
    let entry = (0..4).map(|n| directory + 128 * n).find(|at| given[*at..].starts_with(b"W\0o\0r\0k\0")).unwrap();
    assert_eq!(word(entry + 116), 0);
    let mut streams = [given[SECTOR..SECTOR + word(entry + 120) as usize].to_vec(), summary.to_vec()];
    let lengths = streams.each_ref().map(|stream| stream.len().max(4096));
    streams.iter_mut().zip(lengths).for_each(|(stream, length)| stream.resize(length.div_ceil(SECTOR) * SECTOR, 0));
    let sectors = streams.each_ref().map(|stream| stream.len() / SECTOR);
    let (second, listed, table) = (sectors[0], sectors[0] + sectors[1], sectors[0] + sectors[1] + 1);
    assert!(table < 128);
    let four = |number: usize| u32::try_from(number).unwrap().to_le_bytes();
    let mut bytes = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    bytes.resize(SECTOR, 0xff);
    let fields = [
        (24, [0x3e, 0, 3, 0]),
        (28, [0xfe, 0xff, 9, 0]),
        (32, [6, 0, 0, 0]),
        (44, four(1)),
        (48, four(listed)),
        (56, four(4096)),
        (60, [0xfe, 0xff, 0xff, 0xff]),
        (64, four(0)),
        (68, [0xfe, 0xff, 0xff, 0xff]),
        (72, four(0)),
        (76, four(table)),
    ];
    fields.iter().for_each(|(at, field)| bytes[*at..at + 4].copy_from_slice(field));
    streams.iter().for_each(|stream| bytes.extend(stream));
    let names = [
        ("Root Entry", 5_u8, usize::MAX, 0),
        ("Workbook", 2, 0, lengths[0]),
        ("\u{5}SummaryInformation", 2, second, lengths[1]),
    ];
    let mut directory = Vec::new();
    for (name, kind, start, length) in names {
        let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let name_bytes = u16::try_from(entry.len() + 2).unwrap();
        entry.resize(64, 0);
        entry.extend(name_bytes.to_le_bytes());
        entry.push(kind);
        entry.resize(116, 0);
        entry.extend(if start == usize::MAX { [0xfe, 0xff, 0xff, 0xff] } else { four(start) });
        entry.extend(four(length));
        entry.resize(128, 0);
        directory.extend(entry);
    }
    directory.resize(SECTOR, 0);
    bytes.extend(directory);
    let last = [second - 1, listed - 1, listed];
    for sector in 0..128 {
        let next = if sector == table {
            0xffff_fffd
        } else if last.contains(&sector) {
            0xffff_fffe
        } else if sector < table {
            sector as u32 + 1
        } else {
            0xffff_ffff
        };
        bytes.extend(next.to_le_bytes());
    }
    sheets(&bytes, &Limits::default()).unwrap_or_else(|problem| panic!("{problem}"))
}

#[test]
fn a_binary_workbook_that_excel_saved_is_saved_again() {
    // Formulas of these sheets apart, which tell it too.
    let again = |summary: &[u8]| Workbook { sheets: Vec::new(), ..with_summary(summary) }.was_saved_again();
    let excel = property_set(&[(4, "A"), (8, "A"), (18, "Microsoft Excel")]);
    assert!(again(&excel) && !with_summary(&excel).two_hands);
    assert_eq!(with_summary(&excel).application.as_deref(), Some("Microsoft Excel"));
    assert_eq!(with_summary(&excel).sheets, workbook("records.xls").sheets);
    assert!(again(&property_set(&[(4, "exporter"), (8, "somebody")])));
    // What an exporter writes, what says nothing, and what is no property set.
    for summary in [property_set(&[(18, "Apache POI"), (4, "A")]), property_set(&[]), vec![0xff; 600], Vec::new()] {
        assert!(!again(&summary));
    }
}
