//! Tables of banks, cards and brokers in Europe, Britain and North America.

mod broken;
mod files;
mod layouts;
mod traps;
mod vectors;
