// The JavaScript that replaces the module where WebAssembly is blocked, in Node, against the native digests.
// Run: cargo test --test parity, then node --test tests/parity

import { built, compare, inThisProcess } from "./compare.mjs";

const module = await import(new URL("prescreen.js", built));
module.initWith((await import(new URL("prescreen.wasm2js.js", built))).default);

compare("the translation in Node", inThisProcess(module));
