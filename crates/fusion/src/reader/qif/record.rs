//! The records of a QIF file: fields of one letter, a record's end, and the section that it stands in.

/// What a section lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    /// Accounts.
    Account,
    /// Movements of a bank account, cash or a loan, or of a type that is not known.
    Transactions,
    /// Movements of a credit card.
    Card,
    /// Movements of a broker's account.
    Investments,
    /// Categories, classes, securities, prices and other lists without a movement.
    List,
}

/// A field.
pub(super) struct Field<'a> {
    pub code: char,
    pub value: &'a str,
    pub line: u32,
}

/// A record.
pub(super) struct Record<'a> {
    pub section: Section,
    /// Which of the file's sections that is, from 0.
    pub number: usize,
    /// The line of its first field, from 1.
    pub line: u32,
    pub fields: Vec<Field<'a>>,
    /// It has its end.
    pub complete: bool,
}

impl<'a> Record<'a> {
    /// The first field of a letter that has a value: those of a split come behind.
    pub(super) fn field(&self, code: char) -> Option<&Field<'a>> {
        // Behind the first split, an amount is a part of it.
        let splits = self.fields.iter().position(|field| field.code == 'S').unwrap_or(self.fields.len());
        let end = if code == '$' { splits } else { self.fields.len() };
        self.fields.iter().take(end).find(|field| field.code == code && !field.value.is_empty())
    }

    /// The value of such a field.
    pub(super) fn first(&self, code: char) -> Option<&'a str> {
        self.field(code).map(|field| field.value)
    }
}

impl Section {
    pub(super) fn is_transactions(self) -> bool {
        matches!(self, Self::Transactions | Self::Card | Self::Investments)
    }

    /// The section that a line begins; none for a switch, which begins none.
    fn of(line: &str) -> Option<Self> {
        let line = line.trim().to_ascii_lowercase();
        if line == "!account" {
            return Some(Self::Account);
        }
        Some(match line.strip_prefix("!type:")?.trim() {
            "invst" | "port" => Self::Investments,
            "ccard" => Self::Card,
            "cat" | "class" | "memorized" | "security" | "prices" | "tag" | "budget" | "template" | "invitem" => {
                Self::List
            }
            _ => Self::Transactions,
        })
    }
}

/// The records of a file, in order.
pub(super) struct Records<'a> {
    lines: core::iter::Enumerate<core::str::Lines<'a>>,
    section: Section,
    number: usize,
}

impl<'a> Records<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        Self { lines: text.lines().enumerate(), section: Section::Transactions, number: 0 }
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Record<'a>> {
        let mut fields: Vec<Field<'a>> = Vec::new();
        let mut complete = false;
        for (position, text) in self.lines.by_ref() {
            let line = u32::try_from(position).unwrap_or(u32::MAX).saturating_add(1);
            let text = text.trim();
            let mut characters = text.chars();
            let Some(code) = characters.next() else { continue };
            if code == '#' && fields.is_empty() {
                continue;
            }
            if code == '^' {
                complete = true;
                break;
            }
            if code == '!' {
                let (before, number) = (self.section, self.number);
                if let Some(section) = Section::of(text) {
                    (self.section, self.number) = (section, number.saturating_add(1));
                }
                if !fields.is_empty() {
                    // A section that begins within a record: the record's end is missing.
                    let line = fields.first().map_or(line, |field| field.line);
                    return Some(Record { section: before, number, line, fields, complete: false });
                }
                continue;
            }
            fields.push(Field { code, value: characters.as_str().trim(), line });
        }
        let line = fields.first().map_or(1, |field| field.line);
        if fields.is_empty() && !complete {
            return None;
        }
        Some(Record { section: self.section, number: self.number, line, fields, complete })
    }
}
