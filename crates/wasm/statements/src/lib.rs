//! The investor's whole module, and a person's own records: files read, checked and joined in the tab.

mod host;
mod records;

pub use prescreen_wasm_investor as investor;
