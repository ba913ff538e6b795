//! The module that an investor's browser loads.
//!
//! Takes JSON text, gives plain values. A domain failure is `{ok: false, error}`, never a throw; the handles are the
//! pack, parsed once, and the collector. Nothing here creates an element, a worker or a request; listeners go to
//! targets that the host hands over, and to nothing else.

mod collect;
pub mod open;
pub mod screen;
pub mod seal;
