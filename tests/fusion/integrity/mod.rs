//! Whether a statement's own figures hold, and what is said where they do not.

mod any;
mod cut;
mod edited;
mod families;
mod files;
mod follows;
mod forged;
mod habits;
mod order;
mod printed;
mod signs;
mod states;
mod told_apart;
mod vouched;
