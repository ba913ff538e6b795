//! What refers to what in a module that its linker has described (`--emit-relocs`): functions and data.
//!
//! The linker leaves out what nothing refers to; but what refers to it may be taken out only afterwards. Then this tells
//! what else has lost its last reader, also where a table of functions or an address stands between.

use std::collections::BTreeSet;
use std::ops::Range;

use anyhow::{Context, Result, ensure};
use wasmparser::{
    DefinedDataSymbol, ExternalKind, FunctionBody, KnownCustom, Linking, Operator, Parser, Payload, RelocationEntry,
    RelocationType, SymbolInfo, TypeRef,
};

/// The sections that hold the description, of no use to who runs the module.
pub const SECTIONS: [&str; 3] = ["linking", "reloc.CODE", "reloc.DATA"];

/// A module's functions and data, and what each refers to.
pub struct Links<'a> {
    /// How many functions are imported; their numbers come first.
    imported: usize,
    /// Where the body of each own function is in the file, and what it refers to.
    functions: Vec<Part>,
    /// The same of each symbol that is data; empty ranges for others.
    data: Vec<Part>,
    symbols: Vec<SymbolInfo<'a>>,
    /// Where in the file the bytes of each segment begin.
    segments: Vec<usize>,
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
                        links.segments.push(segment.range.end - segment.data.len());
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
        links.data = links.symbols.iter().map(|symbol| data_of(symbol, &links.segments)).collect::<Result<_>>()?;
        for (start, entry) in entries {
            links.note(start, &entry);
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
        unread
            .filter_map(|place| {
                let segment = self.segments.partition_point(|start| *start <= place).checked_sub(1)?;
                Some((segment, place - self.segments.get(segment)?))
            })
            .collect()
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

/// Where a symbol's data is, with the places at which the segments begin.
fn data_of(symbol: &SymbolInfo<'_>, segments: &[usize]) -> Result<Part> {
    let SymbolInfo::Data { symbol: Some(DefinedDataSymbol { index, offset, size }), .. } = symbol else {
        return Ok(Part { place: 0..0, refers: Vec::new() });
    };
    let Some(segment) = segments.get(*index as usize) else {
        // Zeros that no segment holds.
        return Ok(Part { place: 0..0, refers: Vec::new() });
    };
    let start = segment.checked_add(*offset as usize).context("a symbol lies outside its segment")?;
    Ok(Part { place: start..start + *size as usize, refers: Vec::new() })
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{
        CodeSection, ConstExpr, CustomSection, DataSection, DataSymbolDefinition, ExportKind, ExportSection, Function,
        FunctionSection, Instruction, LinkingSection, MemorySection, MemoryType, Module, SymbolTable, TypeSection,
    };

    use super::*;

    /// Where in the code section the operand of the constant that a function of one constant begins with is.
    const OPERANDS: [u8; 4] = [4, 12, 18, 24];

    /// Four functions. The first is called from outside; it calls the second and reads "one". The second reads "two" and
    /// takes the third's place in the table; the third reads "three", which ends in the fourth's "ee".
    fn module() -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut functions = FunctionSection::new();
        (0..4).for_each(|_| drop(functions.function(0)));
        let mut memory = MemorySection::new();
        memory.memory(MemoryType { minimum: 1, maximum: None, memory64: false, shared: false, page_size_log2: None });
        let mut exports = ExportSection::new();
        exports.export("first", ExportKind::Func, 0).export("fourth", ExportKind::Func, 3);
        let mut code = CodeSection::new();
        for calls in [Some(1), None, None, None] {
            let mut body = Function::new([]);
            body.instruction(&Instruction::I32Const(9)).instruction(&Instruction::Drop);
            calls.map(|called| drop(body.instruction(&Instruction::Call(called))));
            code.function(body.instruction(&Instruction::End));
        }
        let mut data = DataSection::new();
        data.active(0, &ConstExpr::i32_const(8), b"onetwothree".to_vec());
        let mut symbols = SymbolTable::new();
        (0..4).for_each(|index| drop(symbols.function(0, index, Some(["a", "b", "c", "d"][index as usize]))));
        for (name, offset, size) in [("one", 0, 3), ("two", 3, 3), ("three", 6, 5), ("ee", 9, 2)] {
            symbols.data(0, name, Some(DataSymbolDefinition { index: 0, offset, size }));
        }
        let mut linking = LinkingSection::new();
        linking.symbol_table(&symbols);
        // Of section 4, five entries: kind, place, symbol, and what is added to an address.
        let [a, b, c, d] = OPERANDS;
        let entries = [4, 5, 4, a, 4, 0, 4, b, 5, 0, 1, b, 2, 4, c, 6, 0, 4, d, 7, 0];
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
