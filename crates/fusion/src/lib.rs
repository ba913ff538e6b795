//! A person's own records, read, checked and joined on their own device.
//!
//! Takes the bytes of files that the person opened, gives statements: rows of one account with exact amounts, and whether
//! the file's own figures hold. Pure: no clock, no network, no file; what a small module should not carry, the host does
//! ([`text::Host`]). Nothing of a statement leaves the tab; `Debug` and errors print none of it.
//!
//! ```
//! use prescreen_fusion::format::{self, Answers};
//! use prescreen_fusion::{read_file, text::NoHost};
//!
//! let formats = format::shipped()?;
//! let file = "微信支付账单明细\n\
//!     交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注\n\
//!     2019-09-26 12:45:27,商户消费,一家店,午饭,支出,¥28.16,零钱,支付成功,1,2,/\n";
//! let statements = read_file(file.as_bytes(), &formats, Answers::default(), &NoHost).expect("a bill");
//! assert_eq!(statements[0].format, "wechat");
//! assert_eq!(statements[0].totals().outgoing.amount, 28_16);
//! # Ok::<(), prescreen::Error>(())
//! ```

pub mod category;
pub mod columns;
pub mod delimited;
pub mod feature;
pub mod format;
pub mod integrity;
pub mod ledger;
pub mod money;
pub mod problem;
pub mod reader;
pub mod sheet;
pub mod shown;
pub mod statement;
pub mod table;
pub mod text;
pub mod when;

mod answered;
mod letter;
mod note;
mod open;
mod seek;
mod silent;
mod sorted;
mod wide;

pub use open::{MAX_FILE_BYTES, open_table, open_unknown, read_file, read_file_of, read_sheets, read_table};
pub use prescreen_unpack::Content;
pub use problem::{Problem, ProblemKind};
pub use statement::{Row, Statement};
