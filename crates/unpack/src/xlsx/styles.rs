//! The formats of a workbook's cells (ISO/IEC 29500-1 §18.8).

use std::collections::BTreeMap;

use super::xml::{Token, Xml};
use crate::builder::Styles;
use crate::problem::{Part, Problem};

/// Reads the formats that cells name.
pub(super) fn read(text: &str) -> Result<Styles, Problem> {
    let mut xml = Xml::new(text, Part::Styles);
    let mut told = BTreeMap::new();
    let mut numbers = Vec::new();
    let mut is_in_cells = false;
    while let Some(token) = xml.next()? {
        match token {
            Token::Open(element) => match element.name() {
                "cellXfs" => is_in_cells = true,
                "xf" if is_in_cells => numbers.push(number(element.attribute("numFmtId")?)),
                "numFmt" => {
                    let code = element.attribute("formatCode")?.unwrap_or_default();
                    // Differential formats repeat numbers for places that are no cells of their own.
                    told.entry(number(element.attribute("numFmtId")?)).or_insert(code);
                }
                _ => {}
            },
            Token::Close(end) if end.name() == "cellXfs" => is_in_cells = false,
            Token::Close(_) | Token::Text(_) => {}
        }
    }
    let mut styles = Styles::default();
    numbers.into_iter().try_for_each(|number| styles.add(number, &told))?;
    Ok(styles)
}

fn number(value: Option<String>) -> u16 {
    value.and_then(|value| value.parse().ok()).unwrap_or(0)
}
