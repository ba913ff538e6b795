//! The module that an investor's browser loads.
//!
//! Takes JSON text, gives JSON text. A domain failure is `{ok: false, error}`, and an error with a code where a handle
//! cannot be made; the handles are pack, sitting and screening, each read once, and the collector. Nothing here creates an element, a worker or a request; listeners go to
//! targets that the host hands over, and to nothing else.

mod collect;
pub mod open;
pub mod pack;
pub mod screening;
pub mod seal;
pub mod wipe;
