//! Commit, minimise, seal, verify, record: what leaves the tab, and how anyone checks it.
//!
//! Takes assessments, keys and signatures, gives texts with exactly one form each. It draws no
//! randomness, reads no clock and holds no private key: the tab's is WebCrypto's (`pkg/src/flow/keys.ts`), a server's is
//! in `crates/es256`.
//! `VERIFY.md` says the same byte by byte for people who verify in another language.
//!
//! ```text
//! case ─► Commit ─► ticket ─► Verdict::minimise ─► seal ─► verify::verdict ─► step, receipt
//!   └──────────── record, for the person; where the pack says so, sealed to the firm ◄┘
//! ```

mod amounts_bound;
pub mod arithmetic;
pub mod claims;
pub mod commit;

pub mod jws;
pub mod key;
pub mod opening;
mod reasons;
pub mod receipt;
pub mod record;
pub mod record_bound;
pub mod sealed;
pub mod signature_form;
pub mod step;
pub mod ticket;
pub mod verify;

pub use claims::Verdict;
pub use commit::{Commit, Seed};
pub use jws::{Claims, Opened, seal};
pub use key::{PublicKey, Signer};
pub use opening::Opening;
pub use reasons::disclosed;
pub use receipt::Receipt;
pub use record::Record;
pub use sealed::SealedRecord;
pub use step::{Confirmation, Progress, Taken};
pub use ticket::Ticket;
