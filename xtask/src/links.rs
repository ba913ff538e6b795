//! What refers to what in a module that its linker has described (`--emit-relocs`): functions and data.
//!
//! The linker leaves out what nothing refers to; but what refers to it may be taken out only afterwards. Then this tells
//! what else has lost its last reader, also where a table of functions or an address stands between.

use std::collections::BTreeSet;
use std::ops::Range;

use anyhow::{Context, Result, bail, ensure};
use wasmparser::{
    DataKind, DefinedDataSymbol, ExternalKind, FunctionBody, KnownCustom, Linking, Operator, Parser, Payload,
    RelocationEntry, RelocationType, SymbolInfo, TypeRef,
};

/// The sections that hold the description, of no use to who runs the module.
pub const SECTIONS: [&str; 3] = ["linking", "reloc.CODE", "reloc.DATA"];

/// A module's functions and data, and what each refers to.
pub struct Links<'a> {
    /// How many functions are imported; their numbers come first.
    imported: usize,
    /// Where the body of each own function is in the file, and what it refers to.
    functions: Vec<Part>,
    /// The same of each symbol that is data and referred to; empty ranges for others.
    data: Vec<Part>,
    symbols: Vec<SymbolInfo<'a>>,
    segments: Vec<Segment>,
    /// Functions that the outside calls.
    called: Vec<usize>,
}

#[derive(Clone)]
struct Part {
    place: Range<usize>,
    refers: Vec<Target>,
}

#[derive(Clone, Copy)]
enum Target {
    /// By its number in the module.
    Function(usize),
    /// By the symbol's number.
    Data(usize),
}

/// A segment of data: its address, and where its bytes are in the file.
struct Segment {
    address: usize,
    start: usize,
    length: usize,
}

/// What nothing refers to.
pub struct Unread {
    /// Numbers of functions.
    pub functions: Vec<usize>,
    /// Bytes, each by its segment's number and its place in there.
    pub data: Vec<(usize, usize)>,
}

impl<'a> Links<'a> {
    /// Reads the module's description.
    ///
    /// # Errors
    /// When the module cannot be read, or has no such description.
    pub fn of(module: &'a [u8]) -> Result<Self> {
        let mut links = Self {
            imported: 0,
            functions: Vec::new(),
            data: Vec::new(),
            symbols: Vec::new(),
            segments: Vec::new(),
            called: Vec::new(),
        };
        let mut entries = Vec::new();
        let (mut code_start, mut data_start) = (0, 0);
        for payload in Parser::new(0).parse_all(module) {
            match payload? {
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        links.imported += usize::from(matches!(import?.ty, TypeRef::Func(_) | TypeRef::FuncExact(_)));
                    }
                }
                Payload::ExportSection(exports) => {
                    for export in exports {
                        let export = export?;
                        if export.kind == ExternalKind::Func {
                            links.called.push(export.index as usize);
                        }
                    }
                }
                Payload::StartSection { func, .. } => links.called.push(func as usize),
                Payload::CodeSectionStart { range, .. } => code_start = range.start,
                Payload::CodeSectionEntry(body) => {
                    links.functions.push(Part { place: body.range(), refers: calls(&body)? });
                }
                Payload::DataSection(all) => {
                    data_start = all.range().start;
                    for segment in all {
                        let segment = segment?;
                        let DataKind::Active { offset_expr, .. } = segment.kind else {
                            bail!("a segment has no address")
                        };
                        let Operator::I32Const { value } = offset_expr.get_operators_reader().read()? else {
                            bail!("a segment's address is no constant")
                        };
                        let (address, length) = (usize::try_from(value)?, segment.data.len());
                        links.segments.push(Segment { address, start: segment.range.end - length, length });
                    }
                }
                Payload::CustomSection(section) => match section.as_known() {
                    KnownCustom::Linking(linking) => {
                        for part in linking.subsections() {
                            if let Linking::SymbolTable(symbols) = part? {
                                links.symbols = symbols.into_iter().collect::<Result<_, _>>()?;
                            }
                        }
                    }
                    KnownCustom::Reloc(relocations) if section.name() != "reloc.DATA" => {
                        for entry in relocations.entries() {
                            entries.push((code_start, entry?));
                        }
                    }
                    KnownCustom::Reloc(relocations) => {
                        for entry in relocations.entries() {
                            entries.push((data_start, entry?));
                        }
                    }
                    _ => {}
                },
                _ => {}
            }
        }
        ensure!(!links.symbols.is_empty() && !entries.is_empty(), "the linker has not described the module");
        links.data = vec![Part { place: 0..0, refers: Vec::new() }; links.symbols.len()];
        for (start, entry) in &entries {
            links.locate(module, *start, entry)?;
        }
        for (start, entry) in &entries {
            links.note(*start, entry);
        }
        Ok(links)
    }

    /// The number of each function that has a name, and the name.
    pub fn names(&self) -> impl Iterator<Item = (usize, &'a str)> {
        self.symbols.iter().filter_map(|symbol| match symbol {
            SymbolInfo::Func { index, name, .. } => Some((*index as usize, (*name)?)),
            _ => None,
        })
    }

    /// What nothing refers to, if these functions refer to nothing.
    pub fn unread_without(&self, silent: &[usize]) -> Unread {
        let mut functions = vec![false; self.imported + self.functions.len()];
        let mut data = vec![false; self.data.len()];
        let mut open: Vec<Target> = self.called.iter().copied().map(Target::Function).collect();
        while let Some(target) = open.pop() {
            let (seen, part) = match target {
                Target::Function(number) => {
                    let own = number.checked_sub(self.imported).and_then(|own| self.functions.get(own));
                    (functions.get_mut(number), own.filter(|_| !silent.contains(&number)))
                }
                Target::Data(number) => (data.get_mut(number), self.data.get(number)),
            };
            if let Some(seen @ false) = seen {
                *seen = true;
                open.extend(part.into_iter().flat_map(|part| &part.refers));
            }
        }
        Unread {
            functions: (self.imported..functions.len()).filter(|number| !functions[*number]).collect(),
            data: self.bytes_without(&data),
        }
    }

    /// The bytes that only data has which is not read: some data share theirs.
    fn bytes_without(&self, read: &[bool]) -> Vec<(usize, usize)> {
        let places = |wanted: bool| {
            let of = self.data.iter().zip(read).filter(move |(_, read)| **read == wanted);
            of.flat_map(|(part, _)| part.place.clone()).collect::<BTreeSet<usize>>()
        };
        let kept = places(true);
        let unread = places(false).into_iter().filter(|place| !kept.contains(place));
        let by_segment = |place: usize| {
            let segment = self.segments.partition_point(|segment| segment.start <= place).checked_sub(1)?;
            Some((segment, place - self.segments.get(segment)?.start))
        };
        unread.filter_map(by_segment).collect()
    }

    /// Notes where the data is that one place refers to: by the address that stands there, as the description has texts
    /// that the linker merged where they were before.
    fn locate(&mut self, module: &[u8], start: usize, entry: &RelocationEntry) -> Result<()> {
        let symbol = entry.index as usize;
        let Some(SymbolInfo::Data { symbol: Some(DefinedDataSymbol { size, .. }), .. }) = self.symbols.get(symbol)
        else {
            return Ok(());
        };
        let place = start + entry.offset as usize;
        let address = match entry.ty {
            RelocationType::MemoryAddrLeb | RelocationType::MemoryAddrSleb => leb128(module, place),
            RelocationType::MemoryAddrI32 => {
                module.get(place..).and_then(|bytes| bytes.first_chunk()).map(|bytes| u32::from_le_bytes(*bytes).into())
            }
            _ => return Ok(()),
        };
        let address = usize::try_from(address.context("an address is cut")? - entry.addend)?;
        let end = address + *size as usize;
        let holds = |segment: &&Segment| segment.address <= address && end <= segment.address + segment.length;
        // What is zero at first is in none.
        if let Some(segment) = self.segments.iter().find(holds) {
            self.data[symbol].place = segment.start + address - segment.address..segment.start + end - segment.address;
        }
        Ok(())
    }

    /// Notes what one place refers to.
    fn note(&mut self, start: usize, entry: &RelocationEntry) {
        let place = start + entry.offset as usize;
        let symbol = entry.index as usize;
        let target = match self.symbols.get(symbol) {
            Some(SymbolInfo::Func { index, .. }) if entry.ty != RelocationType::TypeIndexLeb => {
                Target::Function(*index as usize)
            }
            Some(SymbolInfo::Data { .. }) if entry.ty != RelocationType::TypeIndexLeb => Target::Data(symbol),
            _ => return,
        };
        let parts = self.functions.iter_mut().chain(&mut self.data);
        parts.filter(|part| part.place.contains(&place)).for_each(|part| part.refers.push(target));
    }
}

/// The functions that a body calls by number; the linker's own are not described.
fn calls(body: &FunctionBody<'_>) -> Result<Vec<Target>> {
    let mut calls = Vec::new();
    for operator in body.get_operators_reader()? {
        if let Operator::Call { function_index } | Operator::RefFunc { function_index } = operator? {
            calls.push(Target::Function(function_index as usize));
        }
    }
    Ok(calls)
}

/// The number that stands at a place in the code, in LEB128, as 32 bits.
fn leb128(bytes: &[u8], place: usize) -> Option<i64> {
    let mut value = 0;
    for (index, byte) in bytes.get(place..)?.iter().take(5).enumerate() {
        value |= i64::from(byte & 0x7f) << (7 * index);
        if byte & 0x80 == 0 {
            return Some(value & 0xffff_ffff);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{
        CodeSection, ConstExpr, CustomSection, DataSection, DataSymbolDefinition, ExportKind, ExportSection, Function,
        FunctionSection, Instruction, LinkingSection, MemorySection, MemoryType, Module, SymbolTable, TypeSection,
    };

    use super::*;

    /// The constants of each function.
    const CONSTANTS: [&[i32]; 4] = [&[8], &[11, 1], &[14], &[17]];

    /// Where in the code section each of them is.
    const OPERANDS: [u8; 5] = [4, 12, 15, 21, 27];

    /// Four functions. The first is called from outside; it calls the second and reads "one". The second reads "two" and
    /// takes the third's place in the table; the third reads "three", which ends in the fourth's "ee".
    fn module() -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut functions = FunctionSection::new();
        for _ in 0..4 {
            functions.function(0);
        }
        let mut memory = MemorySection::new();
        memory.memory(MemoryType { minimum: 1, maximum: None, memory64: false, shared: false, page_size_log2: None });
        let mut exports = ExportSection::new();
        exports.export("first", ExportKind::Func, 0).export("fourth", ExportKind::Func, 3);
        let mut code = CodeSection::new();
        for (calls, constants) in [Some(1), None, None, None].into_iter().zip(CONSTANTS) {
            let mut body = Function::new([]);
            for constant in constants {
                body.instruction(&Instruction::I32Const(*constant)).instruction(&Instruction::Drop);
            }
            if let Some(called) = calls {
                body.instruction(&Instruction::Call(called));
            }
            code.function(body.instruction(&Instruction::End));
        }
        let mut data = DataSection::new();
        data.active(0, &ConstExpr::i32_const(8), b"onetwothree".to_vec());
        let mut symbols = SymbolTable::new();
        for (index, name) in (0..).zip(["a", "b", "c", "d"]) {
            symbols.function(0, index, Some(name));
        }
        // The last was merged with the end of the one before.
        for (name, offset, size) in [("one", 0, 3), ("two", 3, 3), ("three", 6, 5), ("ee", 0, 2)] {
            symbols.data(0, name, Some(DataSymbolDefinition { index: 0, offset, size }));
        }
        let mut linking = LinkingSection::new();
        linking.symbol_table(&symbols);
        // Of section 4, five entries: kind, place, symbol, and what is added to an address.
        let [a, b, table, c, d] = OPERANDS;
        let entries = [4, 5, 4, a, 4, 0, 4, b, 5, 0, 1, table, 2, 4, c, 6, 0, 4, d, 7, 0];
        let mut module = Module::new();
        module.section(&types).section(&functions).section(&memory).section(&exports).section(&code).section(&data);
        module.section(&linking);
        module.section(&CustomSection { name: "reloc.CODE".into(), data: entries[..].into() });
        module.finish()
    }

    #[test]
    fn what_only_a_silent_function_refers_to_is_unread() {
        let module = module();
        let links = Links::of(&module).unwrap();
        assert_eq!(links.names().collect::<Vec<_>>(), [(0, "a"), (1, "b"), (2, "c"), (3, "d")]);
        let all = links.unread_without(&[]);
        assert_eq!((all.functions, all.data), (vec![], vec![]));
        let some = links.unread_without(&[1]);
        assert_eq!(some.functions, [2]);
        // "two" and "thr": the end of "three" is read by the fourth.
        assert_eq!(some.data, (3..9).map(|place| (0, place)).collect::<Vec<_>>());
    }

    #[test]
    fn a_module_without_a_description_is_an_error() {
        let mut module = Module::new();
        module.section(&TypeSection::new());
        assert!(Links::of(&module.finish()).is_err());
    }
}
