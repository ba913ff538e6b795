//! Every layout of a public list of 114, made a mapping and read back from a file that is written in it.

use prescreen_fusion::delimited::Delimited;
use prescreen_fusion::format::{Answers, Field, Format, Mapping, Sign, propose};
use prescreen_fusion::money::{Currency, NumberStyle};
use prescreen_fusion::statement::{AccountKind, Direction};
use prescreen_fusion::text::NoHost;
use prescreen_fusion::when::DateOrder;
use prescreen_fusion::{ProblemKind, read_file};

use crate::support::data;

/// One section of the list.
#[derive(Default, Clone)]
struct Section {
    name: String,
    delimiter: Option<char>,
    header_rows: Option<usize>,
    footer_rows: usize,
    columns: Vec<String>,
    day: String,
    indicator: Option<(String, String)>,
    swapped: bool,
}

fn sections() -> Option<Vec<Section>> {
    let text = String::from_utf8(data("banks/bank2ynab.conf")?).unwrap();
    let mut sections: Vec<Section> = Vec::new();
    for line in text.lines() {
        if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            sections.push(Section { name: name.to_owned(), ..Section::default() });
            continue;
        }
        let (Some(section), Some((key, value))) = (sections.last_mut(), line.split_once('=')) else { continue };
        let value = value.trim();
        match key.trim() {
            "Source CSV Delimiter" => {
                section.delimiter = Some(if value == "\\t" { '\t' } else { value.chars().next().unwrap() })
            }
            "Header Rows" => section.header_rows = Some(value.parse().unwrap()),
            "Footer Rows" => section.footer_rows = value.parse().unwrap(),
            "Input Columns" => section.columns = value.split(',').map(|column| column.trim().to_owned()).collect(),
            "Date Format" => section.day = value.to_owned(),
            "Inflow or Outflow Indicator" if !value.is_empty() => {
                let parts: Vec<&str> = value.split(',').collect();
                section.indicator = Some((parts[1].into(), parts[2].into()));
            }
            "Output Columns" => section.swapped = value.ends_with("Inflow,Outflow"),
            _ => {}
        }
    }
    Some(sections.into_iter().filter(|section| section.name != "DEFAULT").collect())
}

/// Day of July 2026 and cents, signed.
const LEDGER: [(u8, i64); 5] = [(13, -1_250), (14, 250_000), (15, -99), (16, -123_456), (28, 7)];
const OPENING: i64 = 10_000;

impl Section {
    fn delimiter(&self) -> char {
        self.delimiter.unwrap_or(',')
    }

    fn style(&self) -> NumberStyle {
        if self.delimiter() == ',' { NumberStyle::Point } else { NumberStyle::Comma }
    }

    fn places(&self, word: &str) -> Vec<usize> {
        self.columns.iter().enumerate().filter(|(_, column)| *column == word).map(|(place, _)| place).collect()
    }

    fn day(&self, day: u8) -> String {
        let pattern = if self.day.is_empty() { "%Y-%m-%d" } else { &self.day };
        let parts =
            [("%Y", "2026"), ("%y", "26"), ("%m", "07"), ("%b", "Jul"), ("%H", "09"), ("%M", "30"), ("%S", "15")];
        let written = pattern.replace("%d", &format!("{day:02}"));
        parts.iter().fold(written, |text, (from, to)| text.replace(from, to))
    }

    fn amount(&self, cents: i64) -> String {
        let (point, group) = if self.style() == NumberStyle::Point { ('.', ',') } else { (',', '.') };
        let (whole, rest) = (cents.abs() / 100, cents.abs() % 100);
        let whole =
            if whole >= 1_000 { format!("{}{group}{:03}", whole / 1_000, whole % 1_000) } else { whole.to_string() };
        format!("{}{whole}{point}{rest:02}", if cents < 0 { "-" } else { "" })
    }

    /// The amounts of a row by place: as the section says what its columns are.
    fn amounts(&self, cents: i64) -> Vec<(usize, String)> {
        let (incoming, outgoing) = (self.places("Inflow"), self.places("Outflow"));
        let amounts = [incoming.clone(), self.places("Amount")].concat();
        if let Some((word_in, word_out)) = &self.indicator {
            let word = if cents > 0 { word_in } else { word_out };
            return vec![(self.places("CDFlag")[0], word.clone()), (amounts[0], self.amount(cents.abs()))];
        }
        match (amounts.as_slice(), outgoing.as_slice()) {
            // Two columns for money in: one of them writes what goes out, with a minus.
            ([debit, credit], []) => vec![(if cents < 0 { *debit } else { *credit }, self.amount(cents))],
            ([place], []) => vec![(*place, self.amount(if self.swapped { -cents } else { cents }))],
            ([], [place]) => vec![(*place, self.amount(-cents))],
            ([place], [_]) if cents > 0 => vec![(*place, self.amount(cents))],
            ([_], [place]) => vec![(*place, self.amount(-cents))],
            other => panic!("{}: {other:?}", self.name),
        }
    }

    fn file(&self) -> String {
        let delimiter = self.delimiter().to_string();
        let header_rows = self.header_rows.unwrap_or(1);
        let mut lines: Vec<String> =
            (1..header_rows).map(|line| format!("Something about the account {line}")).collect();
        if header_rows > 0 {
            let names = (1..=self.columns.len()).map(|place| format!("Column {place}"));
            lines.push(names.collect::<Vec<_>>().join(&delimiter));
        }
        let mut balance = OPENING;
        for (day, cents) in LEDGER {
            balance += cents;
            let mut cells = vec![String::new(); self.columns.len()];
            for (place, column) in self.columns.iter().enumerate() {
                cells[place] = match column.as_str() {
                    "Date" => self.day(day),
                    "Running Balance" => self.amount(balance),
                    "Payee" | "Memo" | "Category" => format!("some {} text", column.to_lowercase()),
                    _ => String::new(),
                };
            }
            for (place, text) in self.amounts(cents) {
                cells[place] = text;
            }
            lines.push(cells.iter().map(|cell| format!("\"{cell}\"")).collect::<Vec<_>>().join(&delimiter));
        }
        lines.extend((0..self.footer_rows).map(|line| format!("Total {line}{delimiter}{}", self.amount(123))));
        lines.join("\r\n") + "\r\n"
    }

    /// The section as a person says it.
    fn mapping(&self) -> Mapping {
        let (incoming, outgoing) = (self.places("Inflow"), self.places("Outflow"));
        let amounts = [incoming, self.places("Amount")].concat();
        let mut fields = vec![(Field::Date, self.places("Date")[0])];
        let mut sign = Sign::Signed;
        match (amounts.as_slice(), outgoing.as_slice()) {
            ([debit, credit], []) => fields.extend([(Field::Out, *debit), (Field::In, *credit)]),
            ([place], []) => fields.push((Field::Amount, *place)),
            ([], [place]) => fields.push((Field::Amount, *place)),
            ([incoming], [outgoing]) => fields.extend([(Field::In, *incoming), (Field::Out, *outgoing)]),
            other => panic!("{}: {other:?}", self.name),
        }
        if self.swapped || (amounts.is_empty() && outgoing.len() == 1) {
            sign = Sign::OutPositive;
        }
        let (mut words_in, mut words_out) = (Vec::new(), Vec::new());
        if let Some((word_in, word_out)) = &self.indicator {
            fields.push((Field::Direction, self.places("CDFlag")[0]));
            (words_in, words_out) = (vec![word_in.clone()], vec![word_out.clone()]);
            sign = Sign::Unsigned;
        }
        let texts = [(Field::Balance, "Running Balance"), (Field::Counterparty, "Payee"), (Field::Description, "Memo")];
        fields.extend(texts.iter().filter_map(|(field, word)| Some((*field, *self.places(word).first()?))));
        Mapping {
            fields,
            sign: Some(sign),
            incoming: words_in,
            outgoing: words_out,
            ends: if self.footer_rows > 0 { vec!["Total 0".into()] } else { Vec::new() },
            kind: Some(AccountKind::Bank),
            currency: Currency::parse("EUR"),
            day_order: self.day.starts_with("%m").then_some(DateOrder::MonthDayYear),
            ..Mapping::default()
        }
    }

    fn layout(&self, text: &str) -> Format {
        let table = Delimited::read(text, self.delimiter() as u8).table;
        let proposal = propose(&table, &[]).unwrap_or_else(|| panic!("{}: nothing to propose", self.name));
        assert_eq!(proposal.header.is_some(), self.header_rows != Some(0), "{}", self.name);
        let mapping = self.mapping();
        assert_eq!(mapping.lacks(&proposal), [], "{}", self.name);
        let document = mapping.document(&proposal).canonical();
        Format::check(&document).unwrap_or_else(|errors| panic!("{}: {errors:?}", self.name))
    }
}

#[test]
fn every_layout_of_a_public_list_is_a_mapping_that_reads_its_files() {
    let Some(sections) = sections() else { return };
    assert_eq!(sections.len(), 114);
    let mut read = 0;
    for section in &sections {
        let text = section.file();
        // Days without a year are no days, and one section of the list has no column of days.
        if section.day == "%d.%m" || section.places("Date").is_empty() {
            let table = Delimited::read(&text, section.delimiter() as u8).table;
            assert!(propose(&table, &[]).is_none(), "{}", section.name);
            continue;
        }
        let layout = section.layout(&text);
        let result = read_file(text.as_bytes(), &[layout], Answers::default(), &NoHost);
        let statements = result.unwrap_or_else(|problem| panic!("{}: {problem:?}\n{text}", section.name));
        let rows = &statements[0].rows;
        let signed = rows.iter().map(|row| if row.direction == Direction::In { row.amount } else { -row.amount });
        assert_eq!(signed.collect::<Vec<_>>(), LEDGER.map(|(_, cents)| cents), "{}\n{text}", section.name);
        let days = rows.iter().map(|row| row.date.to_string());
        assert_eq!(days.collect::<Vec<_>>(), LEDGER.map(|(day, _)| format!("2026-07-{day:02}")), "{}", section.name);
        read += 1;
    }
    assert_eq!(read, 112);
}

/// Sums in and out of the files that lie beside the list, read as their sections say. A section may say less than a shipped
/// layout: the card's payment has no sign of its own there.
#[test]
fn files_beside_the_list_read_as_their_sections_say() {
    let Some(sections) = sections() else { return };
    let cases = [
        ("NL Bunq checking", "2018-04-14_10-52-13_bunq-transactieoverzicht.csv", 75_000, 2_146),
        ("AT Raiffeisen Bank 2018", "test_raiffeisen_01.csv", 187_820, 645_890),
        ("UK Monzo checking", "MonzoDataExport_February2018_2018-02-26_174335.csv", 0, 1_000),
        ("BE KBC credit", "export_KBC-Mastercard Business Essential_20200204_1604.csv", 3_577, 3_304),
        ("IE Bank of Ireland", "test_BOI_TransactionExport.csv", 384_122, 426_083),
    ];
    for (name, file, incoming, outgoing) in cases {
        let Some(bytes) = data(&format!("banks/{file}")) else { continue };
        let section = sections.iter().find(|section| section.name == name).unwrap();
        let layout = section.layout(core::str::from_utf8(&bytes).unwrap());
        let statements = read_file(&bytes, &[layout], Answers::default(), &NoHost)
            .unwrap_or_else(|problem| panic!("{name}: {problem:?}"));
        let totals = statements[0].totals();
        assert_eq!((totals.incoming.amount, totals.outgoing.amount), (incoming, outgoing), "{name}");
    }
}

#[test]
fn a_mapping_that_does_not_fit_the_next_file_is_said_and_not_bent() {
    let Some(sections) = sections() else { return };
    let section = sections.iter().find(|section| section.name == "NL Bunq checking").unwrap();
    let layout = section.layout(&section.file());
    let other = section.file().replace("Column 1", "Somewhere else");
    let problem = read_file(other.as_bytes(), &[layout], Answers::default(), &NoHost).unwrap_err();
    assert_eq!(problem.kind, ProblemKind::UnknownFormat);
}
