//! Whether a statement's own figures hold, and what is said where they do not.

mod any;
mod files;
mod order;
mod signs;
mod told_apart;
