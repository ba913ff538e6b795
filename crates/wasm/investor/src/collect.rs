//! The collector's listeners, on targets that the host hands over.
//!
//! Takes events, gives statistics. It reads of an event how it was made and when. Of a key and of entered text
//! it reads the length and, of a key, which alphabet it is from, as numbers: no text of either comes into the
//! module's memory. It must never keep an event, nor listen before it is told to.

use core::cell::RefCell;
use std::rc::Rc;

use js_sys::JsString;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{Document, Element, EventTarget};

use prescreen::fraud::collector::{Collector as Statistics, Entry, Event, KeyFacts, KeyKind, Moment, PointerKind};
use prescreen::json::Json;
use prescreen::terms::signals::{SignalKind, SignalValue, Signals, find};

/// What is listened to on a target.
const TYPES: [&str; 11] = [
    "keydown",
    "keyup",
    "compositionstart",
    "input",
    "change",
    "pointermove",
    "pointerdown",
    "pointerup",
    "click",
    "focusin",
    "focusout",
];
/// Of a document.
const VISIBILITY: &str = "visibilitychange";
/// Fields for text. Without a list inside `:not`, which old browsers lack.
const TEXT_FIELD: &str = "textarea,[contenteditable],input:not([type=radio]):not([type=checkbox]):not([type=button])\
    :not([type=submit]):not([type=reset]):not([type=range]):not([type=file]):not([type=color])";
/// Fields that a password manager may fill: all that do not say otherwise.
const FILLABLE: &str =
    "input:not([autocomplete=off]):not([type=radio]):not([type=checkbox]),select:not([autocomplete=off])";
/// What a click on a part of it is a click on.
const CLICKABLE: &str = "label,button,a,summary,[role]";

#[wasm_bindgen]
extern "C" {
    /// An event with what any of the kinds may have. A getter that is missing gives none.
    #[wasm_bindgen(extends = web_sys::Event)]
    type Seen;
    #[wasm_bindgen(method, getter)]
    fn key(this: &Seen) -> Option<JsString>;
    #[wasm_bindgen(method, getter)]
    fn code(this: &Seen) -> Option<JsString>;
    #[wasm_bindgen(method, getter)]
    fn data(this: &Seen) -> Option<JsString>;
    #[wasm_bindgen(method, getter, js_name = keyCode)]
    fn key_code(this: &Seen) -> Option<f64>;
    #[wasm_bindgen(method, getter, js_name = isComposing)]
    fn is_composing(this: &Seen) -> Option<bool>;
    #[wasm_bindgen(method, getter)]
    fn repeat(this: &Seen) -> Option<bool>;
    #[wasm_bindgen(method, getter, js_name = pointerType)]
    fn pointer_type(this: &Seen) -> Option<String>;
    #[wasm_bindgen(method, getter, js_name = clientX)]
    fn client_x(this: &Seen) -> Option<f64>;
    #[wasm_bindgen(method, getter, js_name = clientY)]
    fn client_y(this: &Seen) -> Option<f64>;
    #[wasm_bindgen(method, getter)]
    fn detail(this: &Seen) -> Option<f64>;
    #[wasm_bindgen(method, getter, js_name = inputType)]
    fn input_type(this: &Seen) -> Option<String>;
}

/// Statistics of one session, and the listeners that feed them.
#[wasm_bindgen]
pub struct Collector {
    shared: Rc<RefCell<Shared>>,
    listener: Closure<dyn FnMut(Seen)>,
}

struct Shared {
    statistics: Statistics,
    /// Answers of the host's probes.
    probes: Vec<(&'static str, SignalValue)>,
    /// Where listeners are, to take them away again.
    targets: Vec<(EventTarget, &'static [&'static str])>,
    last_field: Option<EventTarget>,
    /// Pixels of the screen per CSS pixel.
    scale: f64,
}

#[wasm_bindgen]
impl Collector {
    /// Listens to nothing yet. `scale`: pixels of the screen per CSS pixel.
    #[wasm_bindgen(constructor)]
    #[allow(clippy::new_without_default, reason = "made by JavaScript alone")]
    pub fn new(scale: f64) -> Self {
        let shared = Rc::new(RefCell::new(Shared {
            statistics: Statistics::new(),
            probes: Vec::new(),
            targets: Vec::new(),
            last_field: None,
            scale,
        }));
        let heard = Rc::clone(&shared);
        let listener = Closure::new(move |event: Seen| {
            if let Ok(mut shared) = heard.try_borrow_mut() {
                shared.hear(&event);
            }
        });
        Self { shared, listener }
    }

    /// Listens on a target, and to the visibility of a document.
    pub fn start(&self, target: &EventTarget, document: &Document) {
        self.listen(target.clone(), &TYPES);
        self.listen(document.clone().into(), &[VISIBILITY]);
    }

    /// Takes every listener away. What was counted stays, until the collector is freed.
    pub fn stop(&self) {
        let Ok(mut shared) = self.shared.try_borrow_mut() else { return };
        shared.last_field = None;
        for (target, types) in core::mem::take(&mut shared.targets) {
            for name in types {
                let _ = target.remove_event_listener_with_callback_and_bool(name, self.callback(), true);
            }
        }
    }

    /// The journey went on to its next step. `now`: milliseconds on the page's clock, as of events.
    pub fn step(&self, now: f64) {
        if let Ok(mut shared) = self.shared.try_borrow_mut() {
            shared.statistics.observe(Event::Step, moment(now));
        }
    }

    /// The answer of a probe: `"true"`, `"false"` or a word of the signal; anything else is left out.
    pub fn probe(&self, id: &str, word: &str) {
        let Some((_, signal)) = find(id) else { return };
        let value = match signal.kind {
            SignalKind::Boolean if matches!(word, "true" | "false") => SignalValue::Boolean(word == "true"),
            SignalKind::Choice(words) => match words.iter().find(|one| **one == word) {
                Some(word) => SignalValue::Choice(word),
                None => return,
            },
            _ => return,
        };
        if let Ok(mut shared) = self.shared.try_borrow_mut()
            && !shared.probes.iter().any(|(known, _)| *known == signal.id)
        {
            shared.probes.push((signal.id, value));
        }
    }

    /// What is known, as JSON text: the case's `signals`.
    pub fn signals(&self, now: f64) -> String {
        let Ok(shared) = self.shared.try_borrow() else { return "{}".into() };
        let mut signals = shared.statistics.signals(moment(now));
        signals.add(&shared.probes);
        write(&signals)
    }

    fn listen(&self, target: EventTarget, types: &'static [&'static str]) {
        let Ok(mut shared) = self.shared.try_borrow_mut() else { return };
        for name in types {
            // A target without this method is no target.
            let _ = target.add_event_listener_with_callback_and_bool(name, self.callback(), true);
        }
        shared.targets.push((target, types));
    }

    fn callback(&self) -> &js_sys::Function {
        self.listener.as_ref().unchecked_ref()
    }
}

impl Shared {
    fn hear(&mut self, event: &Seen) {
        let kind = event.type_();
        let Some(heard) = self.form(event, &kind) else { return };
        self.statistics.observe(heard, moment(event.time_stamp()));
    }

    fn form(&mut self, event: &Seen, kind: &str) -> Option<Event> {
        let target = event.target();
        let element = target.as_ref().and_then(|target| target.dyn_ref::<Element>());
        let is = |selector: &str| element.is_some_and(|element| element.matches(selector).unwrap_or(false));
        if kind == VISIBILITY {
            let hidden = target.as_ref()?.unchecked_ref::<Document>().hidden();
            return Some(if hidden { Event::Hidden } else { Event::Shown });
        }
        let trusted = event.is_trusted();
        match kind {
            "input" | "change" => {
                // A trusted change follows inputs that were heard.
                if kind == "change" && trusted {
                    return None;
                }
                let other_field = self.last_field != target;
                let entry = if trusted { entry(event, &is) } else { Entry::Scripted };
                let fillable = is(FILLABLE);
                self.last_field = target;
                Some(Event::Input { entry, other_field, fillable })
            }
            "focusin" => Some(Event::Focus { text: is(TEXT_FIELD) }),
            "focusout" => Some(Event::Blur),
            "compositionstart" => Some(Event::Composition),
            _ if !trusted => Some(Event::Scripted),
            "keydown" => Some(Event::KeyDown {
                key: key(event),
                repeat: event.repeat().unwrap_or(false),
                in_field: is(TEXT_FIELD),
            }),
            "keyup" => Some(Event::KeyUp(key(event))),
            "pointermove" => {
                let (x, y) = (event.client_x()?, event.client_y()?);
                let between = |place: f64| (place * self.scale - (place * self.scale).round()).abs() > 0.05;
                Some(Event::Move {
                    pointer: pointer(event),
                    x: sixteenths(x),
                    y: sixteenths(y),
                    fractional: between(x) || between(y),
                })
            }
            "pointerdown" => Some(Event::Press(pointer(event))),
            "pointerup" => Some(Event::Release(pointer(event))),
            "click" => Some(Event::Click {
                pointer: pointer(event),
                without_pointer: event.detail() == Some(0.0),
                centred: element.is_some_and(|element| centred(event, element)),
            }),
            _ => None,
        }
    }
}

fn key(event: &Seen) -> KeyKind {
    let Some(name) = event.key() else { return KeyKind::Other };
    let unit = if name.length() == 1 { name.char_code_at(0) } else { 0.0 };
    KeyKind::of(KeyFacts {
        key_length: name.length(),
        first_unit: unit as u32,
        code_length: event.code().map_or(0, |code| code.length()),
        key_code: event.key_code().unwrap_or(0.0) as u32,
        composing: event.is_composing().unwrap_or(false),
    })
}

fn entry(event: &Seen, is: &impl Fn(&str) -> bool) -> Entry {
    if is(":autofill") || is(":-webkit-autofill") || is("[autocomplete=one-time-code]") {
        return Entry::Filled;
    }
    match event.input_type().as_deref() {
        Some("insertText") if event.data().is_some_and(|data| data.length() > 1) => Entry::Block,
        Some("insertCompositionText" | "insertFromComposition" | "deleteCompositionText") => Entry::Composed,
        Some("insertFromPaste" | "insertFromDrop" | "insertFromYank" | "insertFromPasteAsQuotation") => Entry::Pasted,
        Some("insertReplacementText" | "") | None if is(TEXT_FIELD) => Entry::Filled,
        _ => Entry::Single,
    }
}

fn pointer(event: &Seen) -> PointerKind {
    match event.pointer_type().as_deref() {
        Some("mouse") => PointerKind::Mouse,
        Some("touch" | "pen") => PointerKind::Touch,
        _ => PointerKind::None,
    }
}

/// Whether the click is within a pixel of the middle of its target, or of what the target is a part of.
fn centred(event: &Seen, element: &Element) -> bool {
    let (Some(x), Some(y)) = (event.client_x(), event.client_y()) else { return false };
    let middle = |element: &Element| {
        let place = element.get_bounding_client_rect();
        (x - place.left() - place.width() / 2.0).abs() <= 1.0 && (y - place.top() - place.height() / 2.0).abs() <= 1.0
    };
    middle(element) || element.closest(CLICKABLE).ok().flatten().is_some_and(|whole| middle(&whole))
}

/// Milliseconds of the page's clock in microseconds. A conversion to an integer ends at its bounds.
fn moment(milliseconds: f64) -> Moment {
    (milliseconds * 1000.0) as Moment
}

fn sixteenths(place: f64) -> i32 {
    (place * 16.0) as i32
}

fn write(signals: &Signals) -> String {
    let json = |value| match value {
        SignalValue::Integer(value) => Json::Int(value),
        SignalValue::Boolean(value) => Json::Bool(value),
        SignalValue::Choice(word) => Json::Text(word.into()),
    };
    Json::Map(signals.iter().map(|(id, value)| (id.into(), json(value))).collect()).canonical()
}
