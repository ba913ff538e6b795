//! The records of a workbook's stream, and what stands in them (MS-XLS §2.1.4, §2.5.294).
//!
//! A record that is too long for its length goes on in the next ones; its pieces stay apart, because a text that runs
//! over a border says there anew how wide its characters are.

use crate::problem::{Part, Problem};

/// The record that goes on with the one before.
const CONTINUE: u16 = 0x003c;

/// A stream that is read record by record.
pub(super) struct Records<'a> {
    rest: &'a [u8],
    part: Part,
}

/// A record with what goes on with it.
pub(super) struct Record<'a> {
    pub(super) id: u16,
    pieces: Vec<&'a [u8]>,
    part: Part,
}

impl<'a> Records<'a> {
    /// From that byte of the stream on.
    pub(super) fn starting_at(stream: &'a [u8], position: usize, part: Part) -> Self {
        Self { rest: stream.get(position..).unwrap_or_default(), part }
    }

    /// The next record; none at the end.
    pub(super) fn next(&mut self) -> Result<Option<Record<'a>>, Problem> {
        let Some((id, content)) = self.take()? else { return Ok(None) };
        let mut pieces = vec![content];
        while self.rest.get(..2) == Some(&CONTINUE.to_le_bytes()) {
            pieces.extend(self.take()?.map(|(_, content)| content));
        }
        Ok(Some(Record { id, pieces, part: self.part }))
    }

    fn take(&mut self) -> Result<Option<(u16, &'a [u8])>, Problem> {
        let Some((head, rest)) = self.rest.split_first_chunk::<4>() else { return Ok(None) };
        let [a, b, c, d] = *head;
        let length = usize::from(u16::from_le_bytes([c, d]));
        let content = rest.get(..length).ok_or_else(|| Problem::damaged(self.part, "records as long as they state"))?;
        self.rest = rest.get(length..).unwrap_or_default();
        Ok(Some((u16::from_le_bytes([a, b]), content)))
    }
}

impl<'a> Record<'a> {
    /// Its fields, from the first.
    pub(super) fn fields(&self) -> Fields<'a, '_> {
        let (first, more) = self.pieces.split_first().map_or((&[][..], &[][..]), |(first, more)| (*first, more));
        Fields { piece: first, more, part: self.part }
    }
}

/// The fields of a record, read one after the other.
pub(super) struct Fields<'a, 'r> {
    piece: &'a [u8],
    more: &'r [&'a [u8]],
    part: Part,
}

impl Fields<'_, '_> {
    /// Bytes in this piece.
    pub(super) fn left(&self) -> usize {
        self.piece.len()
    }

    fn damaged(&self) -> Problem {
        Problem::damaged(self.part, "records with all of their fields")
    }

    /// Goes to the next piece where this one is at its end.
    fn turn(&mut self) -> Result<(), Problem> {
        while self.piece.is_empty() {
            let (next, more) = self.more.split_first().ok_or_else(|| self.damaged())?;
            (self.piece, self.more) = (next, more);
        }
        Ok(())
    }

    fn bytes<const N: usize>(&mut self) -> Result<[u8; N], Problem> {
        self.turn()?;
        let (bytes, rest) = self.piece.split_first_chunk::<N>().ok_or_else(|| self.damaged())?;
        self.piece = rest;
        Ok(*bytes)
    }

    pub(super) fn byte(&mut self) -> Result<u8, Problem> {
        self.bytes::<1>().map(|[byte]| byte)
    }

    pub(super) fn half(&mut self) -> Result<u16, Problem> {
        self.bytes().map(u16::from_le_bytes)
    }

    pub(super) fn word(&mut self) -> Result<u32, Problem> {
        self.bytes().map(u32::from_le_bytes)
    }

    pub(super) fn eight(&mut self) -> Result<[u8; 8], Problem> {
        self.bytes()
    }

    pub(super) fn float(&mut self) -> Result<f64, Problem> {
        self.bytes().map(f64::from_le_bytes)
    }

    pub(super) fn skip(&mut self, mut count: usize) -> Result<(), Problem> {
        while count > 0 {
            self.turn()?;
            let step = count.min(self.piece.len());
            self.piece = self.piece.get(step..).unwrap_or_default();
            count = count.saturating_sub(step);
        }
        Ok(())
    }

    /// A text after a length of two bytes, without what follows it.
    pub(super) fn text(&mut self) -> Result<String, Problem> {
        let length = self.half()?;
        self.characters(length)
    }

    /// A text after a length of one byte.
    pub(super) fn short_text(&mut self) -> Result<String, Problem> {
        let length = self.byte()?;
        self.characters(length.into())
    }

    /// Flags, characters, and then formats and readings, which are left out.
    fn characters(&mut self, length: u16) -> Result<String, Problem> {
        let flags = self.byte()?;
        let formats = if flags & 0x08 == 0 { 0 } else { usize::from(self.half()?).saturating_mul(4) };
        let readings = if flags & 0x04 == 0 { 0 } else { usize::try_from(self.word()?).unwrap_or(usize::MAX) };
        let mut units = Vec::new();
        let mut is_wide = flags & 0x01 != 0;
        let mut left = usize::from(length);
        while left > 0 {
            if self.piece.is_empty() {
                is_wide = self.byte()? & 0x01 != 0;
            }
            let width = if is_wide { 2 } else { 1 };
            let fits = self.piece.len().checked_div(width).unwrap_or(0).min(left);
            if fits == 0 && !self.piece.is_empty() {
                return Err(self.damaged());
            }
            let (characters, rest) = self.piece.split_at_checked(fits.saturating_mul(width)).unwrap_or_default();
            // A narrow character is the lower half of a wide one.
            units.extend(characters.chunks_exact(width).map(|character| match character {
                [low, high] => u16::from_le_bytes([*low, *high]),
                [low] => u16::from(*low),
                _ => 0,
            }));
            self.piece = rest;
            left = left.saturating_sub(fits);
        }
        self.skip(formats)?;
        self.skip(readings)?;
        Ok(String::from_utf16_lossy(&units))
    }
}
