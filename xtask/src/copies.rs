//! Copies and fillings of memory, four bytes at a time.
//!
//! WebAssembly 1.0 has no instruction that copies or fills memory. What the optimiser puts in their place goes byte by
//! byte, and a module that reads texts copies much: a tenth of its time went there.

use std::path::Path;

use anyhow::{Context, Result};
use walrus::ir::{
    BinaryOp, Call, ExtendedLoad, InstrSeqId, Load, LoadKind, MemArg, MemoryCopy, MemorySize, Store, StoreKind,
    Visitor, dfs_in_order,
};
use walrus::{FunctionBuilder, FunctionId, FunctionKind, InstrSeqBuilder, LocalId, MemoryId, Module, ValType};

/// Bytes of a step.
const WORD: i32 = 4;
/// Times a byte: that byte in each place of a word.
const EACH: i32 = 0x0101_0101;

/// Replaces the functions of a lowered module that copy and fill. `before`: the module that was lowered. Where it had no
/// instruction that copies, the compiler's library has functions of its own, and nothing is replaced.
///
/// # Errors
/// When none copies where instructions did: the optimiser has changed what it adds.
pub fn quicken(before: &Path, path: &Path) -> Result<()> {
    if !copies(&Module::from_file(before)?) {
        return Ok(());
    }
    let mut module = Module::from_file(path)?;
    let memory = module.memories.iter().next().context("the module copies and has no memory")?.id();
    let copy = added(&module, 1).context("nothing copies as xtask/src/copies.rs expects")?;
    replace(&mut module, copy, |[to, from, bytes], body| {
        let parts = Copy { memory, to, from, bytes };
        // Without a sign, so that an end before the beginning counts as far away.
        body.local_get(to).local_get(from).binop(BinaryOp::I32Sub).local_get(bytes).binop(BinaryOp::I32GeU);
        body.if_else(None, |then| parts.forwards(then), |otherwise| parts.backwards(otherwise));
    });
    if let Some(fill) = added(&module, 0) {
        replace(&mut module, fill, |[to, byte, bytes], body| {
            body.local_get(byte).i32_const(0xff).binop(BinaryOp::I32And).i32_const(EACH).binop(BinaryOp::I32Mul);
            body.local_set(byte);
            // Its second parameter is the word, not where words come from.
            Copy { memory, to, from: byte, bytes }.fill(body);
        });
    }
    module.emit_wasm_file(path)
}

/// Whether any function has the instruction that copies.
fn copies(module: &Module) -> bool {
    let mut found = Copying(false);
    for (_, function) in module.funcs.iter_local() {
        dfs_in_order(&mut found, function, function.entry_block());
    }
    found.0
}

struct Copying(bool);

impl<'a> Visitor<'a> for Copying {
    fn visit_memory_copy(&mut self, _: &MemoryCopy) {
        self.0 = true;
    }
}

/// The function that the optimiser added and that loads so often. It has no name: it takes three numbers, asks how large
/// the memory is, calls nothing and stores in one place.
fn added(module: &Module, loads: u32) -> Option<FunctionId> {
    let found = module.funcs.iter_local().find(|(_, function)| {
        let kind = module.types.get(function.ty());
        if kind.params() != [ValType::I32; 3] || !kind.results().is_empty() {
            return false;
        }
        let mut uses = Uses::default();
        dfs_in_order(&mut uses, function, function.entry_block());
        uses == Uses { sizes: 1, loads, stores: 1, calls: 0 }
    });
    found.map(|(id, _)| id)
}

/// How often a function does what.
#[derive(Default, PartialEq, Eq)]
struct Uses {
    sizes: u32,
    loads: u32,
    stores: u32,
    calls: u32,
}

impl<'a> Visitor<'a> for Uses {
    fn visit_memory_size(&mut self, _: &MemorySize) {
        self.sizes += 1;
    }

    fn visit_load(&mut self, _: &Load) {
        self.loads += 1;
    }

    fn visit_store(&mut self, _: &Store) {
        self.stores += 1;
    }

    fn visit_call(&mut self, _: &Call) {
        self.calls += 1;
    }
}

fn replace(module: &mut Module, function: FunctionId, write: impl FnOnce([LocalId; 3], &mut InstrSeqBuilder<'_>)) {
    let parameters = [(); 3].map(|()| module.locals.add(ValType::I32));
    let mut builder = FunctionBuilder::new(&mut module.types, &[ValType::I32; 3], &[]);
    write(parameters, &mut builder.func_body());
    module.funcs.get_mut(function).kind = FunctionKind::Local(builder.local_func(parameters.into()));
}

/// Texts lie anywhere: no alignment is promised.
const ANYWHERE: MemArg = MemArg { align: 1, offset: 0 };

fn store(step: i32) -> StoreKind {
    match step {
        WORD => StoreKind::I32 { atomic: false },
        _ => StoreKind::I32_8 { atomic: false },
    }
}

#[derive(Clone, Copy)]
struct Copy {
    memory: MemoryId,
    to: LocalId,
    from: LocalId,
    bytes: LocalId,
}

impl Copy {
    /// From the first byte: right unless the target begins inside the source.
    fn forwards(self, at: &mut InstrSeqBuilder<'_>) {
        for step in [WORD, 1] {
            self.while_left(at, step, |copy, at| {
                copy.one(at, step, &[]);
                for pointer in [copy.to, copy.from] {
                    at.local_get(pointer).i32_const(step).binop(BinaryOp::I32Add).local_set(pointer);
                }
                copy.fewer(at, step);
            });
        }
    }

    /// From the first byte, with the word that `from` is.
    fn fill(self, at: &mut InstrSeqBuilder<'_>) {
        for step in [WORD, 1] {
            self.while_left(at, step, |copy, at| {
                at.local_get(copy.to).local_get(copy.from).store(copy.memory, store(step), ANYWHERE);
                at.local_get(copy.to).i32_const(step).binop(BinaryOp::I32Add).local_set(copy.to);
                copy.fewer(at, step);
            });
        }
    }

    /// From the last byte.
    fn backwards(self, at: &mut InstrSeqBuilder<'_>) {
        for step in [WORD, 1] {
            self.while_left(at, step, |copy, at| {
                copy.fewer(at, step);
                copy.one(at, step, &[copy.bytes]);
            });
        }
    }

    /// Runs `body` while at least `step` bytes are left.
    fn while_left(self, at: &mut InstrSeqBuilder<'_>, step: i32, body: impl FnOnce(Self, &mut InstrSeqBuilder<'_>)) {
        at.block(None, |done| {
            let end: InstrSeqId = done.id();
            done.loop_(None, |again| {
                let start = again.id();
                again.local_get(self.bytes).i32_const(step).binop(BinaryOp::I32LtU).br_if(end);
                body(self, again);
                again.br(start);
            });
        });
    }

    /// Copies one step, at an offset from both pointers.
    fn one(self, at: &mut InstrSeqBuilder<'_>, step: i32, offset: &[LocalId]) {
        let load = match step {
            WORD => LoadKind::I32 { atomic: false },
            _ => LoadKind::I32_8 { kind: ExtendedLoad::ZeroExtend },
        };
        for pointer in [self.to, self.from] {
            at.local_get(pointer);
            for local in offset {
                at.local_get(*local).binop(BinaryOp::I32Add);
            }
        }
        at.load(self.memory, load, ANYWHERE).store(self.memory, store(step), ANYWHERE);
    }

    fn fewer(self, at: &mut InstrSeqBuilder<'_>, step: i32) {
        at.local_get(self.bytes).i32_const(step).binop(BinaryOp::I32Sub).local_set(self.bytes);
    }
}
