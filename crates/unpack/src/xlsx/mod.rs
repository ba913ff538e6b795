//! Workbooks of Office Open XML, by the rules of ISO/IEC 29500-1 §18: an archive of XML parts.
//!
//! Takes bytes, gives tables. Parts are found by their relationships, whatever their names; what is not needed for
//! cells is not unpacked.

mod package;
mod sheet;
mod styles;
mod texts;
mod xml;

use crate::builder::{Room, SheetBuilder};
use crate::limits::Limits;
use crate::problem::{Part, Problem};
use crate::workbook::Workbook;
use package::Package;
use sheet::Shared;
use xml::{Token, Xml};

/// Reads a workbook.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Workbook, Problem> {
    let mut package = Package::open(bytes, limits)?;
    let place = package.workbook()?;
    let (listed, date1904) = listed(&package.required(&place, Part::Workbook)?, limits)?;
    let relations = package.relations(&place)?;

    let mut shared = Shared { date1904, ..Shared::default() };
    if let Some(part) = relations.first("styles") {
        shared.styles = styles::read(&package.required(part, Part::Styles)?)?;
    }
    if let Some(part) = relations.first("sharedStrings") {
        shared.texts = texts::read(&package.required(part, Part::SharedTexts)?)?;
    }

    let mut workbook = Workbook { date1904, ..Workbook::default() };
    let mut kept = sheet::Kept::default();
    let mut room = Room::new(limits);
    for (number, sheet) in (1..).zip(listed) {
        let part = Part::Sheet(number);
        let relation = relations.of_id(&sheet.relation).ok_or(Problem::damaged(part, "a part of the file for it"))?;
        // Sheets of charts and dialogues hold no cells.
        if relation.kind == "worksheet" {
            let builder = SheetBuilder::new(sheet.name, sheet.hidden, &mut room);
            let xml = package.required(&relation.target, part)?;
            workbook.sheets.push(sheet::read(&xml, part, &shared, &mut kept, builder)?);
        }
    }
    workbook.formats = shared.styles.formats;
    workbook.application = package.property("docProps/app.xml", "Application")?;
    workbook.created = package.property("docProps/core.xml", "created")?;
    workbook.modified = package.property("docProps/core.xml", "modified")?;
    let [made_by, saved_by] = ["creator", "lastModifiedBy"].map(|name| package.property("docProps/core.xml", name));
    let (made_by, saved_by) = (made_by?, saved_by?);
    workbook.two_hands = (saved_by.is_some() && saved_by != made_by) || (kept.shared && kept.inline);
    Ok(workbook)
}

/// A sheet as the workbook lists it.
struct Listed {
    name: String,
    hidden: bool,
    relation: String,
}

/// The sheets in order, and whether days count from 1904.
fn listed(xml: &str, limits: &Limits) -> Result<(Vec<Listed>, bool), Problem> {
    let mut xml = Xml::new(xml, Part::Workbook);
    let mut sheets = Vec::new();
    let mut date1904 = false;
    while let Some(token) = xml.next()? {
        let Token::Open(element) = token else { continue };
        match element.name() {
            "workbookPr" => date1904 = element.attribute("date1904")?.is_some_and(|value| is_true(&value)),
            "sheet" => {
                if sheets.len() >= limits.sheets {
                    return Err(Problem::too_large(limits.sheets, "sheets"));
                }
                let state = element.attribute("state")?;
                sheets.push(Listed {
                    name: element.attribute("name")?.unwrap_or_default(),
                    hidden: state.is_some_and(|state| state != "visible"),
                    relation: element.attribute("id")?.unwrap_or_default(),
                });
            }
            _ => {}
        }
    }
    Ok((sheets, date1904))
}

/// True in XML: `1` or `true`.
fn is_true(value: &str) -> bool {
    matches!(value, "1" | "true")
}
