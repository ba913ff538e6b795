//! Modules that are written instruction by instruction, with the description that a linker would give.

use wasm_encoder::{
    CodeSection, ConstExpr, CustomSection, DataSection, DataSymbolDefinition, EntityType, ExportKind, ExportSection,
    Function, FunctionSection, ImportSection, Instruction, LinkingSection, MemorySection, MemoryType, Module,
    SymbolTable, TypeSection,
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
        for instruction in instructions {
            body.instruction(instruction);
        }
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
