//! The order of a module's functions: those alike side by side.
//!
//! Takes an optimised module; gives the same functions under other numbers. What compresses a module remembers its last
//! 32 KiB only, so that a function costs less soon after one that resembles it. No engine minds the order. The same
//! module gives the same bytes on every machine: no float, no clock, no map without an order.

use std::convert::Infallible;
use std::fs;
use std::path::Path;
use std::thread;

use anyhow::{Context, Result};
use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{CodeSection, FunctionSection, Module};
use wasmparser::{CodeSectionReader, FunctionSectionReader, Parser, Payload, TypeRef};

use crate::size::gzipped;

/// How many bytes back a function is compared with. Which is best differs by chance from module to module, by half a
/// hundredth: each is tried.
const REACHES: [usize; 5] = [12_000, 16_000, 20_000, 24_000, 28_000];

/// Bytes of a run. Shorter ones are alike in unlike functions. Which is best differs likewise.
const RUNS: [usize; 2] = [5, 6];

/// Runs are told apart by so many bits.
const BITS: u32 = 20;

/// Writes the module anew, in the order that compresses best.
///
/// # Errors
/// When the module cannot be read.
pub fn by_likeness(path: &Path) -> Result<()> {
    let best = ordered(&fs::read(path)?).with_context(|| format!("could not order {}", path.display()))?;
    fs::write(path, best)?;
    Ok(())
}

/// The module in the best of the orders tried, its own among them; the first of equals.
fn ordered(module: &[u8]) -> Result<Vec<u8>> {
    let mut tried = vec![module.to_vec()];
    for run in RUNS {
        let functions = &Functions::of(module, run)?;
        let orders: Vec<Vec<usize>> = thread::scope(|scope| {
            let started = REACHES.map(|reach| scope.spawn(move || functions.order(reach)));
            started.into_iter().map(|order| order.join().expect("an order is found without a panic")).collect()
        });
        for order in orders {
            tried.push(renumbered(module, functions.imported, &order)?);
        }
    }
    let sizes = tried.iter().map(|module| gzipped(module)).collect::<Result<Vec<_>>>()?;
    let best = (0..tried.len()).min_by_key(|place| sizes[*place]).expect("its own order is tried");
    Ok(tried.swap_remove(best))
}

/// What the order depends on.
struct Functions {
    /// They come first and keep their numbers.
    imported: u32,
    own: Vec<Function>,
    /// Which functions have each run, one as often as it has it.
    having: Having,
    /// What each run weighs: the less, the more often it is in the module, as the root of that.
    weights: Vec<u64>,
}

struct Function {
    bytes: usize,
    /// Which runs of bytes it has, where it has them: below `1 << BITS`.
    runs: Vec<usize>,
}

impl Functions {
    fn of(module: &[u8], run: usize) -> Result<Self> {
        let mut imported = 0;
        let mut own = Vec::new();
        for payload in Parser::new(0).parse_all(module) {
            match payload? {
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                    }
                }
                Payload::CodeSectionEntry(body) => own.push(Function::of(body.as_bytes(), run)),
                _ => {}
            }
        }
        let having = Having::of(&own);
        let weights =
            (0..1 << BITS).map(|run| ((1 << 16) / (having.of_run(run).len() as u64).max(1)).isqrt()).collect();
        Ok(Self { imported, own, having, weights })
    }

    /// Places of the own functions: after each the one, of those left, that is most like what was placed last.
    fn order(&self, reach: usize) -> Vec<usize> {
        let mut left: Vec<usize> = (0..self.own.len()).collect();
        let mut order = Vec::with_capacity(left.len());
        let mut recent = Recent { times: vec![0; 1 << BITS], known: vec![0; left.len()], bytes: 0, oldest: 0 };
        while let Some(next) = self.most_alike(&left, &recent) {
            let function = left.remove(next);
            order.push(function);
            recent.add(self, function);
            while recent.bytes > reach && recent.oldest + 1 < order.len() {
                recent.drop_oldest(self, order[recent.oldest]);
            }
        }
        order
    }

    /// Where in `left` it stands; the first of equals.
    fn most_alike(&self, left: &[usize], recent: &Recent) -> Option<usize> {
        (0..left.len()).rev().max_by_key(|place| self.likeness(left[*place], recent))
    }

    /// What its known runs weigh together, times the root of that, over how many runs there are: the share alone would
    /// take small functions first and leave the large ones to the end, the weight alone the reverse.
    fn likeness(&self, function: usize, recent: &Recent) -> u64 {
        let weight = recent.known[function];
        // Half of the bits for what is less than one.
        ((weight * weight.isqrt()) << 16) / (self.own[function].runs.len() as u64 + 1)
    }
}

/// For each run the functions that have it, side by side.
struct Having {
    functions: Vec<usize>,
    /// Where those of each run begin, and after the last where they end.
    starts: Vec<usize>,
}

impl Having {
    fn of(own: &[Function]) -> Self {
        let mut starts = vec![0; (1 << BITS) + 1];
        own.iter().flat_map(|function| &function.runs).for_each(|run| starts[run + 1] += 1);
        for run in 0..1 << BITS {
            starts[run + 1] += starts[run];
        }
        let mut free = starts.clone();
        let mut functions = vec![0; starts[1 << BITS]];
        for (place, function) in own.iter().enumerate() {
            for run in &function.runs {
                functions[free[*run]] = place;
                free[*run] += 1;
            }
        }
        Self { functions, starts }
    }

    fn of_run(&self, run: usize) -> &[usize] {
        &self.functions[self.starts[run]..self.starts[run + 1]]
    }
}

impl Function {
    fn of(body: &[u8], run: usize) -> Self {
        Self { bytes: body.len(), runs: body.windows(run).map(number).collect() }
    }
}

/// A run's number: FNV-1a, the middle of it.
fn number(run: &[u8]) -> usize {
    let hash = run
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
    (hash >> BITS) as usize & ((1 << BITS) - 1)
}

/// The functions placed last.
struct Recent {
    /// How often they have each run.
    times: Vec<u32>,
    /// What the runs of each function that they have weigh together.
    known: Vec<u64>,
    bytes: usize,
    /// Place of the first of them.
    oldest: usize,
}

impl Recent {
    fn add(&mut self, functions: &Functions, added: usize) {
        self.bytes += functions.own[added].bytes;
        for run in &functions.own[added].runs {
            self.times[*run] += 1;
            if self.times[*run] == 1 {
                functions.having.of_run(*run).iter().for_each(|having| self.known[*having] += functions.weights[*run]);
            }
        }
    }

    fn drop_oldest(&mut self, functions: &Functions, dropped: usize) {
        self.oldest += 1;
        self.bytes -= functions.own[dropped].bytes;
        for run in &functions.own[dropped].runs {
            self.times[*run] -= 1;
            if self.times[*run] == 0 {
                functions.having.of_run(*run).iter().for_each(|having| self.known[*having] -= functions.weights[*run]);
            }
        }
    }
}

/// The module with its own functions in this order.
fn renumbered(module: &[u8], imported: u32, order: &[usize]) -> Result<Vec<u8>> {
    let mut numbers = vec![0; order.len()];
    for (number, function) in (imported..).zip(order) {
        numbers[*function] = number;
    }
    let mut written = Module::new();
    let mut renumbering = Renumbering { imported, order, numbers };
    renumbering.parse_core_module(&mut written, Parser::new(0), module)?;
    Ok(written.finish())
}

/// Writes a module with other numbers for its functions. The encoder asks for the number wherever one stands: in calls,
/// tables, exports, the start and names.
struct Renumbering<'a> {
    imported: u32,
    /// The own functions as they come.
    order: &'a [usize],
    /// The new number of each own function.
    numbers: Vec<u32>,
}

impl Reencode for Renumbering<'_> {
    type Error = Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32, Error> {
        Ok(function.checked_sub(self.imported).map_or(function, |own| self.numbers[own as usize]))
    }

    fn parse_function_section(
        &mut self,
        types: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Result<(), Error> {
        let all = section.into_iter().collect::<Result<Vec<_>, _>>()?;
        for function in self.order {
            types.function(self.type_index(all[*function])?);
        }
        Ok(())
    }

    fn parse_code_section(&mut self, code: &mut CodeSection, section: CodeSectionReader<'_>) -> Result<(), Error> {
        let all = section.into_iter().collect::<Result<Vec<_>, _>>()?;
        for function in self.order {
            utils::parse_function_body(self, code, all[*function].clone())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use std::collections::BTreeMap;
    use std::process::Command;

    use wasm_encoder::{
        ConstExpr, ElementSection, Elements, EntityType, ExportKind, ExportSection, Function as Body, ImportSection,
        NameMap, NameSection, RefType, StartSection, TableSection, TableType, TypeSection, ValType,
    };
    use wasmparser::{BinaryReader, Name, NameSectionReader};

    /// Each adds its own number to five times what it is given, and the last gives that to the first.
    const SUMS: [u32; 3] = [1, 3, 5];
    /// Each turns the bits of its own number round.
    const MASKS: [u32; 2] = [2, 4];
    /// Tells the imported function, which is 0, the number seven.
    const START: u32 = 6;
    /// Calls a sum or a mask through the table.
    const CHOICE: u32 = 7;

    #[test]
    fn functions_that_are_alike_come_one_after_the_other() {
        for run in RUNS {
            let order = Functions::of(&module(), run).unwrap().order(1_000);
            for kind in [SUMS.as_slice(), MASKS.as_slice()] {
                let is_kind = |own: &usize| kind.contains(&(*own as u32 + 1));
                let first = order.iter().position(is_kind).unwrap();
                assert!(order[first..][..kind.len()].iter().all(is_kind), "runs of {run}: {order:?}");
            }
        }
    }

    #[test]
    fn a_module_in_another_order_gives_the_same() {
        let module = module();
        let expected = r#"[7,51,8,53,14,276,51,8,53,14,276,"f1","f2","f3","f4","f5","choice"]"#;
        assert_eq!(answers(&module), expected);
        for turned in 0..7 {
            let mut order = [3, 0, 6, 1, 5, 2, 4];
            order.rotate_left(turned);
            let other = renumbered(&module, 1, &order).unwrap();
            assert_ne!(other, module);
            assert_eq!(answers(&other), expected, "{order:?}");
            assert_eq!(names(&other), names(&module), "{order:?}");
        }
    }

    #[test]
    fn the_best_order_is_the_same_each_time_and_no_larger() {
        let module = module();
        let once = ordered(&module).unwrap();
        assert_eq!(once, ordered(&module).unwrap());
        assert!(gzipped(&once).unwrap() <= gzipped(&module).unwrap());
    }

    fn module() -> Vec<u8> {
        const NUMBER: ValType = ValType::I32;
        let mut types = TypeSection::new();
        types.ty().function([NUMBER], [NUMBER]);
        types.ty().function([NUMBER], []);
        types.ty().function([], []);
        types.ty().function([NUMBER; 2], [NUMBER]);
        let mut imports = ImportSection::new();
        imports.import("host", "note", EntityType::Function(1));
        let mut functions = FunctionSection::new();
        let mut code = CodeSection::new();
        let mut exports = ExportSection::new();
        let mut function_names = NameMap::new();
        function_names.append(0, "named note");
        for function in 1..START {
            functions.function(0);
            code.function(&body(function));
            exports.export(&format!("f{function}"), ExportKind::Func, function);
            function_names.append(function, &format!("named {function}"));
        }
        let mut start = Body::new([]);
        start.instructions().i32_const(7).call(0).end();
        functions.function(2);
        code.function(&start);
        let mut choice = Body::new([]);
        choice.instructions().local_get(0).local_get(1).call_indirect(0, 0).end();
        functions.function(3);
        code.function(&choice);
        exports.export("choice", ExportKind::Func, CHOICE);
        function_names.append(CHOICE, "named choice");
        let mut tables = TableSection::new();
        let element_type = RefType::FUNCREF;
        tables.table(TableType { element_type, table64: false, minimum: 5, maximum: Some(5), shared: false });
        let mut elements = ElementSection::new();
        elements.active(None, &ConstExpr::i32_const(0), Elements::Functions((1..START).collect()));
        let mut names = NameSection::new();
        names.functions(&function_names);
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&functions).section(&tables).section(&exports);
        module.section(&StartSection { function_index: START }).section(&elements).section(&code).section(&names);
        module.finish()
    }

    fn body(function: u32) -> Body {
        let is_sum = SUMS.contains(&function);
        let mut body = Body::new([]);
        let mut instructions = body.instructions();
        instructions.i32_const(function as i32);
        for _ in 0..5 {
            instructions.local_get(0);
            if is_sum {
                instructions.i32_add()
            } else {
                instructions.i32_xor()
            };
        }
        if function == SUMS[2] {
            instructions.call(SUMS[0]);
        }
        instructions.end();
        body
    }

    /// What the start tells, what each function makes of ten, called and through the table, and the exports.
    fn answers(module: &[u8]) -> String {
        const SCRIPT: &str = "
            const told = [];
            const bytes = Uint8Array.from(process.argv[1].split(','));
            const host = { note: (value) => told.push(value) };
            const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { host });
            const each = [0, 1, 2, 3, 4];
            told.push(...each.map((place) => exports[`f${place + 1}`](10)));
            told.push(...each.map((place) => exports.choice(10, place)));
            console.log(JSON.stringify([...told, ...Object.keys(exports)]));";
        let bytes: Vec<String> = module.iter().map(u8::to_string).collect();
        let output = Command::new("node").args(["-e", SCRIPT, &bytes.join(",")]).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }

    /// The name of each exported function, beside what it is exported as.
    fn names(module: &[u8]) -> BTreeMap<String, String> {
        let mut exported = Vec::new();
        let mut named = BTreeMap::new();
        for payload in Parser::new(0).parse_all(module) {
            match payload.unwrap() {
                Payload::ExportSection(exports) => {
                    exported.extend(exports.into_iter().map(|export| export.unwrap()));
                }
                Payload::CustomSection(section) => {
                    for name in NameSectionReader::new(BinaryReader::new(section.data(), 0)) {
                        let Name::Function(functions) = name.unwrap() else { continue };
                        named.extend(functions.into_iter().map(|one| one.unwrap()).map(|one| (one.index, one.name)));
                    }
                }
                _ => {}
            }
        }
        exported.iter().map(|export| (export.name.to_owned(), named[&export.index].to_owned())).collect()
    }
}
