// The WebAssembly build in Node against the native digests.
// Run: cargo test --test parity, then node --test tests/parity

import { built, compare, inThisProcess, read } from "./compare.mjs";

const module = await import(new URL("prescreen.js", built));
await module.default({ module_or_path: await read(new URL("prescreen_bg.wasm", built)) });

compare("WebAssembly in Node", inThisProcess(module));
