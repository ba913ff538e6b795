//! What a module says when it panics: nothing.
//!
//! A module that panics traps, and the page tells by the trap. The standard library's sentence about it goes nowhere: no
//! hook is set, and what it would show may be a person's. Without what makes the sentence a module is a hundredth smaller.

use std::ops::Range;

use anyhow::{Context, Result, ensure};
use walrus::{Data, DataId, Function, FunctionBuilder, FunctionId, FunctionKind, Module};
use wasmparser::{DataKind, Operator, Parser, Payload};

use crate::links::{Links, SECTIONS};

/// What the names of functions contain that end in a panic and nowhere else, in both ways that compilers write names.
const ENDS: [&str; 12] = [
    "4core9panicking",
    "4cell22panic_already_borrowed",
    "4cell30panic_already_mutably_borrowed",
    "6option13unwrap_failed",
    "6option13expect_failed",
    "6result13unwrap_failed",
    "3str16slice_error_fail",
    "5index16slice_index_fail",
    "17len_mismatch_fail",
    "13assert_failed",
    "7raw_vec12handle_error",
    "7raw_vec17capacity_overflow",
];

/// What the names of functions contain that write a value for a developer, which nothing but such a sentence shows.
const DEBUGS: [&str; 3] = ["5Debug3fmt", "core..fmt..Debug$GT$3fmt", "core..fmt..Debug$u20$for"];

/// The module with a trap in place of each function that ends in a panic or writes for its sentence, and of what only
/// such functions use; the data that only they read is zeros, which compress to nothing.
///
/// # Errors
/// When the module cannot be read, or no function has such a name: the compiler has changed how it names them.
pub fn silence(module: &[u8]) -> Result<Vec<u8>> {
    let links = Links::of(module)?;
    let mut bytes = module.to_vec();
    blank(&mut bytes)?;
    let mut module = Module::from_buffer(&bytes).context("the compiled module cannot be read")?;
    let functions: Vec<FunctionId> = module.funcs.iter().map(Function::id).collect();
    let returns = |number: usize| !module.types.results(module.funcs.get(functions[number]).ty()).is_empty();
    let named = |parts: &[&str]| -> Vec<usize> {
        let has = |(_, name): &(usize, &str)| parts.iter().any(|part| name.contains(part));
        links.names().filter(has).map(|(number, _)| number).collect()
    };
    // What gives something back does not end in a panic.
    let ends: Vec<usize> = named(&ENDS).into_iter().filter(|number| !returns(*number)).collect();
    ensure!(!ends.is_empty(), "no function panics by a name that xtask/src/panics.rs knows");
    let silent = [named(&DEBUGS), ends.clone()].concat();

    let unread = links.unread_without(&silent, &ends);
    for number in silent.into_iter().chain(unread.functions) {
        trap(&mut module, functions[number]);
    }
    let segments: Vec<DataId> = module.data.iter().map(Data::id).collect();
    for (segment, place) in unread.data {
        module.data.get_mut(segments[segment]).value[place] = 0;
    }
    for name in unread.exports {
        module.exports.remove(name)?;
    }
    SECTIONS.iter().for_each(|section| drop(module.customs.remove_raw(section)));
    Ok(module.emit_wasm())
}

/// Puts a trap in place of what a function does.
fn trap(module: &mut Module, function: FunctionId) {
    let (parameters, results) = module.types.params_results(module.funcs.get(function).ty());
    let (parameters, results) = (parameters.to_vec(), results.to_vec());
    let places = parameters.iter().map(|parameter| module.locals.add(*parameter)).collect();
    let mut builder = FunctionBuilder::new(&mut module.types, &parameters, &results);
    builder.func_body().unreachable();
    module.funcs.get_mut(function).kind = FunctionKind::Local(builder.local_func(places));
}

/// Longer paths, further lines and columns are something else.
const MOST: [u32; 3] = [160, 100_000, 1_000];

/// Zeros in place of each place in the sources, which a caller still hands to such a function. Nothing moves.
///
/// # Errors
/// When the module cannot be read.
fn blank(module: &mut [u8]) -> Result<()> {
    let segments = segments(module)?;
    let mut unread = Vec::new();
    for (address, file) in &segments {
        let unaligned = address.next_multiple_of(4) - address;
        let words = file.start + unaligned as usize..file.end;
        unread.extend(words.step_by(4).filter_map(|at| place(module, &segments, at..at + 16)).flatten());
    }
    unread.into_iter().for_each(|unread| module[unread].fill(0));
    Ok(())
}

/// Where a segment of data begins in memory, and where it is in the file.
type Segment = (u32, Range<usize>);

fn segments(module: &[u8]) -> Result<Vec<Segment>> {
    let mut segments = Vec::new();
    for payload in Parser::new(0).parse_all(module) {
        let Payload::DataSection(all) = payload? else { continue };
        for segment in all {
            let wasmparser::Data { kind: DataKind::Active { offset_expr, .. }, data, range } = segment? else {
                continue;
            };
            let Operator::I32Const { value } = offset_expr.get_operators_reader().read()? else { continue };
            segments.push((u32::try_from(value)?, range.end - data.len()..range.end));
        }
    }
    Ok(segments)
}

/// Four words that are a place in the sources, a path's address and length, a line and a column, with that path.
fn place(module: &[u8], segments: &[Segment], words: Range<usize>) -> Option<[Range<usize>; 2]> {
    let all = module.get(words.clone())?;
    let word = |number: usize| all[4 * number..].first_chunk().map(|bytes| u32::from_le_bytes(*bytes));
    let [address, length, line, column] = [word(0)?, word(1)?, word(2)?, word(3)?];
    if [length, line, column].into_iter().zip(MOST).any(|(number, most)| number == 0 || number > most) {
        return None;
    }
    let path = segments.iter().find_map(|(start, file)| {
        let from = file.start + address.checked_sub(*start)? as usize;
        let path = from..from + length as usize;
        (path.end <= file.end).then_some(path)
    })?;
    let is_path = |byte: &u8| byte.is_ascii_alphanumeric() || b"/._-".contains(byte);
    let text = &module[path.clone()];
    (text.ends_with(b".rs") && text.iter().all(is_path)).then_some([words, path])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module whose memory holds, from address 8: a path, a number that is no place, a place and a text.
    fn module() -> Vec<u8> {
        let mut data = b"src/a.rs".to_vec();
        data.extend([8, 8, 0, 5].into_iter().chain([8, 8, 7, 5]).flat_map(u32::to_le_bytes));
        data.extend(b"kept");
        let mut section = wasm_encoder::DataSection::new();
        section.active(0, &wasm_encoder::ConstExpr::i32_const(8), data);
        let mut memory = wasm_encoder::MemorySection::new();
        memory.memory(wasm_encoder::MemoryType {
            minimum: 1,
            maximum: None,
            memory64: false,
            shared: false,
            page_size_log2: None,
        });
        let mut module = wasm_encoder::Module::new();
        module.section(&memory).section(&section);
        module.finish()
    }

    #[test]
    fn places_are_zeros_and_nothing_else_is() {
        let (before, mut after) = (module(), module());
        blank(&mut after).unwrap();
        let segments = segments(&before).unwrap();
        let [(8, file)] = segments.as_slice() else { panic!("one segment, from 8") };
        let [before, data] = [&before, &after].map(|module| &module[file.clone()]);
        assert_eq!(data[..8], [0; 8]);
        assert_eq!(data[8..24], before[8..24]);
        assert_eq!(data[24..40], [0; 16]);
        assert_eq!(&data[40..], b"kept");
        assert_eq!(after.len(), module().len());
    }
}
