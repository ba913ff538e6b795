//! Draws a page without ink: follows its operators and notes each text with its place (ISO 32000-1 §9.4).

use std::collections::BTreeMap;
use std::rc::Rc;

use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction;
use hayro_syntax::object::{Array, Dict, Name, Number, Object, Stream};
use hayro_syntax::page::{Page as Drawn, Resources};

use super::font::Font;
use super::matrix::{Matrix, hundredths};
use super::{Item, Page, unpack};
use crate::limits::{Limits, MAX_DRAWN};
use crate::problem::{Problem, ProblemKind};

/// Drawings inside drawings.
const MAX_DEPTH: u32 = 8;
/// A gap inside a text that parts two, and one that is a blank, in thousandths of the size.
const PARTS: f64 = 500.0;
const BLANK: f64 = 200.0;

/// What is kept while a page is drawn (§8.4.1, §9.3).
#[derive(Clone)]
struct State {
    page: Matrix,
    font: Option<Rc<Font>>,
    size: f64,
    letter_gap: f64,
    word_gap: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
}

/// Draws the pages of one file.
pub(super) struct Shower {
    fonts: BTreeMap<(i32, i32), Rc<Font>>,
    items_left: usize,
    text_left: usize,
    operators_left: usize,
    unpacked_left: u64,
    page: Page,
}

impl Shower {
    pub(super) fn new(limits: &Limits) -> Self {
        Self {
            fonts: BTreeMap::new(),
            items_left: limits.cells,
            text_left: limits.text_bytes,
            operators_left: MAX_DRAWN,
            unpacked_left: limits.unpacked_bytes,
            page: Page::default(),
        }
    }

    pub(super) fn page(&mut self, drawn: &Drawn<'_>, content: &[u8]) -> Result<Page, Problem> {
        let (width, height) = drawn.render_dimensions();
        self.page = Page { width: hundredths(width.into()), height: hundredths(height.into()), ..Page::default() };
        let state = State {
            page: Matrix(drawn.initial_transform(true).as_coeffs()),
            font: None,
            size: 0.0,
            letter_gap: 0.0,
            word_gap: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
        };
        self.draw(content, drawn.resources(), state, 0)?;
        Ok(core::mem::take(&mut self.page))
    }

    fn draw(&mut self, content: &[u8], resources: &Resources<'_>, mut state: State, depth: u32) -> Result<(), Problem> {
        let mut kept: Vec<State> = Vec::new();
        let (mut line, mut text) = (Matrix::SAME, Matrix::SAME);
        let mut operators = TypedIter::new(content);
        while let Some(operator) = operators.next() {
            let drawn = self.operators_left.checked_sub(1);
            self.operators_left = drawn.ok_or_else(|| Problem::too_large(MAX_DRAWN, "operators"))?;
            match operator {
                TypedInstruction::SaveState(_) if kept.len() < 1_000 => kept.push(state.clone()),
                TypedInstruction::RestoreState(_) => state = kept.pop().unwrap_or(state),
                TypedInstruction::Transform(to) => {
                    state.page = matrix([to.0, to.1, to.2, to.3, to.4, to.5]).then(state.page);
                }
                TypedInstruction::BeginText(_) => (line, text) = (Matrix::SAME, Matrix::SAME),
                TypedInstruction::TextFont(font) => {
                    (state.font, state.size) = (self.font(resources, font.0), font.1.as_f64());
                }
                TypedInstruction::CharacterSpacing(gap) => state.letter_gap = gap.0.as_f64(),
                TypedInstruction::WordSpacing(gap) => state.word_gap = gap.0.as_f64(),
                TypedInstruction::HorizontalScaling(percent) => state.stretch = percent.0.as_f64() / 100.0,
                TypedInstruction::TextLeading(leading) => state.leading = leading.0.as_f64(),
                TypedInstruction::TextRise(rise) => state.rise = rise.0.as_f64(),
                TypedInstruction::SetTextMatrix(to) => {
                    line = matrix([to.0, to.1, to.2, to.3, to.4, to.5]);
                    text = line;
                }
                TypedInstruction::NextLine(by) => {
                    line = Matrix::moved(by.0.as_f64(), by.1.as_f64()).then(line);
                    text = line;
                }
                TypedInstruction::NextLineAndSetLeading(by) => {
                    state.leading = -by.1.as_f64();
                    line = Matrix::moved(by.0.as_f64(), by.1.as_f64()).then(line);
                    text = line;
                }
                TypedInstruction::NextLineUsingLeading(_) => {
                    line = Matrix::moved(0.0, -state.leading).then(line);
                    text = line;
                }
                TypedInstruction::ShowText(shown) => self.show(&state, &mut text, [Piece::Text(shown.0.as_bytes())])?,
                TypedInstruction::NextLineAndShowText(shown) => {
                    line = Matrix::moved(0.0, -state.leading).then(line);
                    text = line;
                    self.show(&state, &mut text, [Piece::Text(shown.0.as_bytes())])?;
                }
                TypedInstruction::ShowTextWithParameters(shown) => {
                    (state.word_gap, state.letter_gap) = (shown.0.as_f64(), shown.1.as_f64());
                    line = Matrix::moved(0.0, -state.leading).then(line);
                    text = line;
                    self.show(&state, &mut text, [Piece::Text(shown.2.as_bytes())])?;
                }
                TypedInstruction::ShowTexts(shown) => {
                    let pieces: Vec<Object<'_>> = shown.0.iter::<Object<'_>>().collect();
                    let pieces = pieces.iter().filter_map(|piece| match piece {
                        Object::String(text) => Some(Piece::Text(text.as_bytes())),
                        Object::Number(back) => Some(Piece::Back(back.as_f64())),
                        _ => None,
                    });
                    self.show(&state, &mut text, pieces)?;
                }
                TypedInstruction::XObject(name) if depth < MAX_DEPTH => {
                    if let Some(form) = resources.get_x_object(name.0) {
                        self.form(&form, resources, &state, depth)?;
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// A drawing inside a drawing (§8.10); pictures are left out.
    fn form(&mut self, form: &Stream<'_>, resources: &Resources<'_>, state: &State, depth: u32) -> Result<(), Problem> {
        if form.dict().get::<Name<'_>>(b"Subtype").is_none_or(|kind| kind.as_str() != "Form") {
            return Ok(());
        }
        let mut content = Vec::new();
        unpack(form, &mut content, &mut self.unpacked_left)?;
        let own = form.dict().get::<Dict<'_>>(b"Resources").unwrap_or_default();
        let resources = Resources::from_parent(own, resources.clone());
        let numbers = form.dict().get::<Array<'_>>(b"Matrix");
        let numbers: Vec<Number> = numbers.map(|numbers| numbers.iter::<Number>().collect()).unwrap_or_default();
        let to = <[Number; 6]>::try_from(numbers).map_or(Matrix::SAME, matrix);
        self.draw(&content, &resources, State { page: to.then(state.page), ..state.clone() }, depth.saturating_add(1))
    }

    fn font(&mut self, resources: &Resources<'_>, name: &Name<'_>) -> Option<Rc<Font>> {
        let place = resources.fonts.get_ref(&**name).map(|place| (place.obj_number, place.gen_number));
        if let Some(font) = place.and_then(|place| self.fonts.get(&place)) {
            return Some(font.clone());
        }
        let font = Rc::new(Font::of(&resources.get_font(name)?));
        if let Some(place) = place {
            self.fonts.insert(place, font.clone());
        }
        Some(font)
    }

    /// Notes a text, or several where wide gaps part it, and moves to its end.
    fn show<'t>(
        &mut self,
        state: &State,
        text: &mut Matrix,
        pieces: impl IntoIterator<Item = Piece<'t>>,
    ) -> Result<(), Problem> {
        let Some(font) = state.font.clone() else { return Ok(()) };
        let mut shown = String::new();
        let mut start = *text;
        for piece in pieces {
            match piece {
                Piece::Text(bytes) => font.codes(bytes, |code| {
                    if shown.is_empty() {
                        start = *text;
                    }
                    if code.text.is_none() {
                        self.page.unread = self.page.unread.saturating_add(1);
                    }
                    shown.push_str(code.text.as_deref().unwrap_or("\u{fffd}"));
                    let gap = state.letter_gap + if code.is_blank { state.word_gap } else { 0.0 };
                    let by = (code.width / 1_000.0 * state.size + gap) * state.stretch;
                    *text = Matrix::moved(by, 0.0).then(*text);
                }),
                Piece::Back(thousandths) => {
                    if -thousandths >= PARTS {
                        self.note(state, start, *text, core::mem::take(&mut shown))?;
                    } else if -thousandths >= BLANK && !shown.ends_with(' ') && !shown.is_empty() {
                        shown.push(' ');
                    }
                    *text = Matrix::moved(-thousandths / 1_000.0 * state.size * state.stretch, 0.0).then(*text);
                }
            }
        }
        self.note(state, start, *text, shown)
    }

    fn note(&mut self, state: &State, start: Matrix, end: Matrix, text: String) -> Result<(), Problem> {
        if text.trim().is_empty() {
            return Ok(());
        }
        let too_large = || Problem::new(ProblemKind::TooLarge).expected("fewer texts");
        self.items_left = self.items_left.checked_sub(1).ok_or_else(too_large)?;
        self.text_left = self.text_left.checked_sub(text.len()).ok_or_else(too_large)?;
        let place = start.then(state.page);
        let (left, baseline) = place.point(0.0, state.rise);
        let (right, _) = end.then(state.page).point(0.0, state.rise);
        self.page.items.push(Item {
            left: hundredths(left),
            right: hundredths(right),
            baseline: hundredths(baseline),
            size: hundredths(place.height(state.size)),
            text,
        });
        Ok(())
    }
}

/// A piece of what is shown at once.
enum Piece<'a> {
    Text(&'a [u8]),
    /// A step back, in thousandths of the size.
    Back(f64),
}

fn matrix(numbers: [Number; 6]) -> Matrix {
    Matrix(numbers.map(|number| number.as_f64()))
}
