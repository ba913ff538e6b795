//! The investor's whole module, and a person's own records: files read, checked and joined in the tab.

mod found;
mod host;
mod records;
