//! The archive of a workbook: its parts, and how they point to each other (ISO/IEC 29500-2).

use super::xml::{Token, Xml};
use crate::archive::Archive;
use crate::limits::{Limits, MAX_LISTED};
use crate::problem::{Part, Problem, ProblemKind};

/// An archive of parts.
pub(super) struct Package<'a> {
    archive: Archive<'a>,
    limits: &'a Limits,
    left: u64,
}

/// What one part says of others.
pub(super) struct Relations(Vec<Relation>);

/// One part as another names it.
pub(super) struct Relation {
    id: String,
    /// The last word of its type.
    pub(super) kind: String,
    /// Its place in the archive.
    pub(super) target: String,
}

impl<'a> Package<'a> {
    pub(super) fn open(bytes: &'a [u8], limits: &'a Limits) -> Result<Self, Problem> {
        Ok(Self { archive: Archive::open(bytes)?, limits, left: limits.unpacked_bytes })
    }

    /// The place of the workbook's own part.
    pub(super) fn workbook(&mut self) -> Result<String, Problem> {
        let relations = self.relations("")?;
        Ok(relations.first("officeDocument").unwrap_or("xl/workbook.xml").to_owned())
    }

    /// What a part says of others; of the package itself where the place is empty.
    pub(super) fn relations(&mut self, place: &str) -> Result<Relations, Problem> {
        let (folder, name) = place.rsplit_once('/').unwrap_or(("", place));
        let slash = if folder.is_empty() { "" } else { "/" };
        let Some(text) = self.optional(&format!("{folder}{slash}_rels/{name}.rels"), Part::Workbook)? else {
            return Ok(Relations(Vec::new()));
        };
        let mut xml = Xml::new(&text, Part::Workbook);
        let mut relations = Vec::new();
        while let Some(token) = xml.next()? {
            let Token::Open(element) = token else { continue };
            if element.name() == "Relationship" {
                if relations.len() >= MAX_LISTED {
                    return Err(Problem::too_large(MAX_LISTED, "parts"));
                }
                let kind = element.attribute("Type")?.unwrap_or_default();
                relations.push(Relation {
                    id: element.attribute("Id")?.unwrap_or_default(),
                    kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                    target: resolved(folder, &element.attribute("Target")?.unwrap_or_default()),
                });
            }
        }
        Ok(Relations(relations))
    }

    /// A part that has to be there, as text.
    pub(super) fn required(&mut self, place: &str, part: Part) -> Result<String, Problem> {
        self.optional(place, part)?.ok_or_else(|| Problem::damaged(part, "a part of the file for it"))
    }

    /// A part, as text; none where the archive has none.
    fn optional(&mut self, place: &str, part: Part) -> Result<Option<String>, Problem> {
        let Some(number) = self.archive.find(place) else { return Ok(None) };
        let bytes = self.archive.unpack(number, None, self.limits, &mut self.left).map_err(|problem| {
            // Parts of a workbook are not locked one by one.
            match problem.kind {
                ProblemKind::PasswordNeeded => Problem::new(ProblemKind::EncryptedWorkbook),
                _ => problem.part(part),
            }
        })?;
        let mut text = String::from_utf8(bytes).map_err(|_| Problem::damaged(part, "XML in UTF-8"))?;
        if text.starts_with('\u{feff}') {
            text.remove(0);
        }
        Ok(Some(text))
    }

    /// The text of one element of a part about the file; none where there is none.
    pub(super) fn property(&mut self, place: &str, name: &str) -> Result<Option<String>, Problem> {
        let Some(text) = self.optional(place, Part::Workbook)? else { return Ok(None) };
        let mut xml = Xml::new(&text, Part::Workbook);
        let mut value: Option<String> = None;
        while let Some(token) = xml.next()? {
            match token {
                Token::Open(element) if element.name() == name => value = Some(String::new()),
                Token::Close(closed) if closed.name() == name => break,
                Token::Text(text) => {
                    if let Some(value) = &mut value {
                        value.push_str(&text);
                    }
                }
                Token::Open(_) | Token::Close(_) => {}
            }
        }
        Ok(value.filter(|value| !value.is_empty()))
    }
}

impl Relations {
    /// The place of the first part of a kind.
    pub(super) fn first(&self, kind: &str) -> Option<&str> {
        self.0.iter().find(|relation| relation.kind == kind).map(|relation| relation.target.as_str())
    }

    pub(super) fn of_id(&self, id: &str) -> Option<&Relation> {
        self.0.iter().find(|relation| relation.id == id)
    }
}

/// A place as a part in that folder names it.
fn resolved(folder: &str, target: &str) -> String {
    if let Some(whole) = target.strip_prefix('/') {
        return whole.to_owned();
    }
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}
