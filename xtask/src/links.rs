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
    /// Names of the imported functions, whose numbers come first.
    imported: Vec<&'a str>,
    /// Where the body of each own function is in the file, and what it refers to.
    functions: Vec<Part>,
    /// The same of each symbol that is data and referred to; empty ranges for others.
    data: Vec<Part>,
    symbols: Vec<SymbolInfo<'a>>,
    segments: Vec<Segment>,
    /// Functions that the outside calls.
    called: Vec<usize>,
    /// Functions that tell the types of an import.
    describing: Vec<Describing<'a>>,
}

/// A function that who binds the module runs and leaves out; of no use without what it describes.
struct Describing<'a> {
    /// Under which it is exported.
    name: &'a str,
    function: usize,
    /// The number of what it describes.
    import: usize,
}

/// What the name begins with of a function that describes another, whose name follows.
const DESCRIBES: &str = "__wbindgen_describe_";

#[derive(Clone)]
struct Part {
    place: Range<usize>,
    refers: Vec<Reference>,
    /// Calls with nothing but constants right before them.
    handing: Vec<Handing>,
}

/// From where in the file to what.
#[derive(Clone, Copy)]
struct Reference {
    place: usize,
    target: Target,
}

/// A call and where the constants are that it is handed.
#[derive(Clone)]
struct Handing {
    to: usize,
    place: Range<usize>,
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
pub struct Unread<'a> {
    /// Names of exports, which describe imports that nothing calls.
    pub exports: Vec<&'a str>,
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
            imported: Vec::new(),
            functions: Vec::new(),
            data: Vec::new(),
            symbols: Vec::new(),
            segments: Vec::new(),
            called: Vec::new(),
            describing: Vec::new(),
        };
        let mut entries = Vec::new();
        let (mut code_start, mut data_start) = (0, 0);
        for payload in Parser::new(0).parse_all(module) {
            match payload? {
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        let import = import?;
                        if matches!(import.ty, TypeRef::Func(_) | TypeRef::FuncExact(_)) {
                            links.imported.push(import.name);
                        }
                    }
                }
                Payload::ExportSection(exports) => {
                    for export in exports {
                        let export = export?;
                        if export.kind == ExternalKind::Func {
                            links.export(export.name, export.index as usize);
                        }
                    }
                }
                Payload::StartSection { func, .. } => links.called.push(func as usize),
                Payload::CodeSectionStart { range, .. } => code_start = range.start,
                Payload::CodeSectionEntry(body) => {
                    links.functions.push(Part::of(&body)?);
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
        links.data = vec![Part { place: 0..0, refers: Vec::new(), handing: Vec::new() }; links.symbols.len()];
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

    /// What nothing refers to, if these functions refer to nothing; nor does who calls one that `ends`, by what that is
    /// handed, as it never returns.
    pub fn unread_without(&self, silent: &[usize], ends: &[usize]) -> Unread<'a> {
        let imported = self.imported.len();
        let mut functions = vec![false; imported + self.functions.len()];
        let mut data = vec![false; self.data.len()];
        let mut open: Vec<Target> = self.called.iter().copied().map(Target::Function).collect();
        while let Some(target) = open.pop() {
            let (seen, part) = match target {
                Target::Function(number) => {
                    let own = number.checked_sub(imported).and_then(|own| self.functions.get(own));
                    (functions.get_mut(number), own.filter(|_| !silent.contains(&number)))
                }
                Target::Data(number) => (data.get_mut(number), self.data.get(number)),
            };
            if let Some(seen @ false) = seen {
                *seen = true;
                open.extend(part.into_iter().flat_map(|part| part.refers_without(ends)));
                if let Target::Function(number) = target {
                    let describing = self.describing.iter().filter(|describing| describing.import == number);
                    open.extend(describing.map(|describing| Target::Function(describing.function)));
                }
            }
        }
        let unasked = self.describing.iter().filter(|describing| !functions[describing.import]);
        Unread {
            exports: unasked.map(|describing| describing.name).collect(),
            functions: (imported..functions.len()).filter(|number| !functions[*number]).collect(),
            data: self.bytes_without(&data),
        }
    }

    /// Notes what is exported: the outside calls it, unless it describes an import.
    fn export(&mut self, name: &'a str, function: usize) {
        let described = name.strip_prefix(DESCRIBES);
        match self.imported.iter().position(|import| Some(*import) == described) {
            Some(import) => self.describing.push(Describing { name, function, import }),
            None => self.called.push(function),
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
        parts.filter(|part| part.place.contains(&place)).for_each(|part| part.refers.push(Reference { place, target }));
    }
}

impl Part {
    /// A function's body, with the functions that it calls by number; the linker's own are not described.
    fn of(body: &FunctionBody<'_>) -> Result<Self> {
        let mut part = Self { place: body.range(), refers: Vec::new(), handing: Vec::new() };
        let mut constants = None;
        for operator in body.get_operators_reader()?.into_iter_with_offsets() {
            let (operator, place) = operator?;
            match operator {
                Operator::Call { function_index } | Operator::RefFunc { function_index } => {
                    let to = function_index as usize;
                    part.refers.push(Reference { place, target: Target::Function(to) });
                    let from: Option<usize> = constants.take();
                    part.handing.extend(from.map(|from| Handing { to, place: from..place }));
                }
                Operator::I32Const { .. } | Operator::I32Add | Operator::LocalGet { .. } => {
                    constants.get_or_insert(place);
                }
                _ => constants = None,
            }
        }
        Ok(part)
    }

    /// What it refers to, but for what it hands to functions that end everything.
    fn refers_without<'p>(&'p self, ends: &'p [usize]) -> impl Iterator<Item = Target> + 'p {
        let ending: Vec<_> = self.handing.iter().filter(|handing| ends.contains(&handing.to)).collect();
        let refers = self.refers.iter();
        let read = refers.filter(move |one| !ending.iter().any(|handing| handing.place.contains(&one.place)));
        read.map(|reference| reference.target)
    }
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
        CodeSection, ConstExpr, CustomSection, DataSection, DataSymbolDefinition, EntityType, ExportKind,
        ExportSection, Function, FunctionSection, ImportSection, Instruction, LinkingSection, MemorySection,
        MemoryType, Module, SymbolTable, TypeSection,
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
        let all = links.unread_without(&[], &[]);
        assert_eq!((all.functions, all.data), (vec![], vec![]));
        let some = links.unread_without(&[1], &[]);
        assert_eq!(some.functions, [2]);
        // "two" and "thr": the end of "three" is read by the fourth.
        assert_eq!(some.data, (3..9).map(|place| (0, place)).collect::<Vec<_>>());
    }

    /// The imported function "asked", and two exported ones, of which one has at a place in the code section the address of
    /// "one".
    fn asking(exported: [&str; 2], bodies: [&[Instruction<'_>]; 2], place: u8) -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut imports = ImportSection::new();
        imports.import("host", "asked", EntityType::Function(0));
        let mut functions = FunctionSection::new();
        functions.function(0).function(0);
        let mut exports = ExportSection::new();
        let mut code = CodeSection::new();
        for ((number, name), instructions) in (1..).zip(exported).zip(bodies) {
            exports.export(name, ExportKind::Func, number);
            let mut body = Function::new([]);
            instructions.iter().for_each(|instruction| drop(body.instruction(instruction)));
            code.function(body.instruction(&Instruction::End));
        }
        let mut data = DataSection::new();
        data.active(0, &ConstExpr::i32_const(8), b"one".to_vec());
        let mut symbols = SymbolTable::new();
        symbols.data(0, "one", Some(DataSymbolDefinition { index: 0, offset: 0, size: 3 }));
        let mut linking = LinkingSection::new();
        linking.symbol_table(&symbols);
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&functions).section(&exports).section(&code).section(&data);
        module.section(&linking);
        module.section(&CustomSection { name: "reloc.CODE".into(), data: [4, 1, 4, place, 0, 0][..].into() });
        module.finish()
    }

    #[test]
    fn what_describes_an_import_is_read_where_the_import_is_called() {
        let names = ["first", "__wbindgen_describe_asked"];
        let describes: &[Instruction<'_>] = &[Instruction::I32Const(8), Instruction::Drop];
        let module = asking(names, [&[Instruction::Call(0)], describes], 9);
        let unread = Links::of(&module).unwrap().unread_without(&[], &[]);
        assert_eq!((unread.exports, unread.functions, unread.data), (vec![], vec![], vec![]));
        let module = asking(names, [&[], describes], 7);
        let unread = Links::of(&module).unwrap().unread_without(&[], &[]);
        assert_eq!((unread.exports, unread.functions), (vec![names[1]], vec![2]));
        assert_eq!(unread.data, [(0, 0), (0, 1), (0, 2)]);
    }

    #[test]
    fn what_is_handed_to_a_function_that_ends_everything_is_unread() {
        let handing: &[Instruction<'_>] = &[Instruction::I32Const(8), Instruction::LocalGet(0), Instruction::Call(2)];
        let keeping: &[Instruction<'_>] = &[Instruction::I32Const(8), Instruction::Drop, Instruction::Call(2)];
        for (body, unread) in [(handing, 3), (keeping, 0)] {
            let module = asking(["first", "ends"], [body, &[]], 4);
            let links = Links::of(&module).unwrap();
            assert_eq!(links.unread_without(&[2], &[]).data, []);
            assert_eq!(links.unread_without(&[2], &[2]).data.len(), unread, "{body:?}");
        }
    }

    #[test]
    fn a_module_without_a_description_is_an_error() {
        let mut module = Module::new();
        module.section(&TypeSection::new());
        assert!(Links::of(&module.finish()).is_err());
    }
}
