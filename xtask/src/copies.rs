//! Copies in memory, four bytes at a time.
//!
//! WebAssembly 1.0 has no instruction that copies memory. What the optimiser puts in its place copies byte by byte,
//! and a module that reads texts copies much: a tenth of its time went there.

use std::path::Path;

use anyhow::{Context, Result};
use walrus::ir::{BinaryOp, ExtendedLoad, InstrSeqId, LoadKind, MemArg, StoreKind};
use walrus::{FunctionBuilder, FunctionKind, InstrSeqBuilder, LocalId, MemoryId, Module, ValType};

/// The function that the optimiser adds for `memory.copy`: to, from, number of bytes.
const COPY: &str = "__memory_copy";

/// Bytes of a step.
const WORD: i32 = 4;

/// Replaces the copying function of a module, where it has one.
pub fn quicken(path: &Path) -> Result<()> {
    let mut module = Module::from_file(path)?;
    let Some(copy) = module.funcs.by_name(COPY) else { return Ok(()) };
    let memory = module.memories.iter().next().context("the module copies and has no memory")?.id();
    let [to, from, bytes] = [(); 3].map(|()| module.locals.add(ValType::I32));
    let parts = Copy { memory, to, from, bytes };
    let mut builder = FunctionBuilder::new(&mut module.types, &[ValType::I32; 3], &[]);
    let mut body = builder.func_body();
    // Without a sign, so that an end before the beginning counts as far away.
    body.local_get(to).local_get(from).binop(BinaryOp::I32Sub).local_get(bytes).binop(BinaryOp::I32GeU);
    body.if_else(None, |then| parts.forwards(then), |otherwise| parts.backwards(otherwise));
    module.funcs.get_mut(copy).kind = FunctionKind::Local(builder.local_func(vec![to, from, bytes]));
    module.emit_wasm_file(path)
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
        let (load, store) = match step {
            WORD => (LoadKind::I32 { atomic: false }, StoreKind::I32 { atomic: false }),
            _ => (LoadKind::I32_8 { kind: ExtendedLoad::ZeroExtend }, StoreKind::I32_8 { atomic: false }),
        };
        // Texts lie anywhere: no alignment is promised.
        let place = MemArg { align: 1, offset: 0 };
        for pointer in [self.to, self.from] {
            at.local_get(pointer);
            for local in offset {
                at.local_get(*local).binop(BinaryOp::I32Add);
            }
        }
        at.load(self.memory, load, place).store(self.memory, store, place);
    }

    fn fewer(self, at: &mut InstrSeqBuilder<'_>, step: i32) {
        at.local_get(self.bytes).i32_const(step).binop(BinaryOp::I32Sub).local_set(self.bytes);
    }
}
