//! An invented broker: its back end and its site, in front of the screening server.
//!
//! Takes requests of the broker's own pages. Of a session it knows what the screening server's documented HTTP tells,
//! asked with the host credential; of answers it sees nothing, because nothing that passes through it holds any.
//! It must never hand the credential or its own cookie on to anyone, and uses none of the project's own crates, so that
//! a firm can copy it.
//!
//! | file | what it is for |
//! |---|---|
//! | `serve` | arguments, start and stop |
//! | `routes` | which address leads where |
//! | `broker` | what the broker does for a customer who is logged in |
//! | `screening` | calls of the host API |
//! | `pass_on` | what pages ask of the screening server, through the broker's own origin |
//! | `books`, `requests`, `customers`, `products`, `purpose` | who and what there is, all invented |
//! | `experiment` | who was assigned to which variation of a questionnaire |
//! | `files`, `headers`, `body`, `problem`, `clock`, `hex`, `shared` | the site's files; what comes in and goes out; days; bytes as text; what requests share |

mod body;
mod books;
mod broker;
mod clock;
mod customers;
mod experiment;
mod files;
mod headers;
mod hex;
mod pass_on;
mod problem;
mod products;
mod purpose;
mod requests;
mod routes;
mod screening;
mod serve;
mod shared;

pub use serve::{Config, Failure, run};
