//! Whether what came in with an application looks like the person's own doing.

pub mod identity;
