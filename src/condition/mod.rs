//! One predicate language, two dialects.
//!
//! Takes a JSON condition in the style that experiment platforms share (`{"age": {"$gte": 65}}`) and
//! answers whether it holds. The **pack dialect** ([`Condition`]) is typed, total and three-valued: what is
//! missing is unknown. The compatibility dialect, in its own semantics, is for experiment targeting only; a pack cannot reach it.

#[cfg(feature = "experiment")]
pub mod compat;
mod explain;
mod fault;
mod fields;
#[cfg(feature = "schema")]
pub mod schema;
mod tree;
mod truth;
mod typed;

pub use fields::{Field, FieldKind, Fields};
pub use truth::Truth;
pub use typed::{Condition, Facts, MAX_LIST, MAX_NODES, Node, Test, Value};
