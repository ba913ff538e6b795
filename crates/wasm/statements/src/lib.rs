//! A person's own records: files read, checked and joined in a worker of the tab. The investor's module takes what they say.

mod host;
mod records;
