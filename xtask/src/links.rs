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
mod tests;
