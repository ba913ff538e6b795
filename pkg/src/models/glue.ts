/** The module of teams' own models: its functions, and where its files lie. */
export * as glue from "../../dist/prescreen_models.js";

/** The file with vectors of 128 bits where the engine has them: the same functions and answers, two to four times as fast. */
export const wasmFile = (): URL =>
  hasVectors() ? new URL("./prescreen_models_simd_bg.wasm", import.meta.url) : new URL("./prescreen_models_bg.wasm", import.meta.url);

/** A module whose only function makes a vector of a zero: `(func (result v128) i32.const 0 i8x16.splat)`. */
const VECTOR = [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 253, 15, 11];

const hasVectors = (): boolean => WebAssembly.validate(Uint8Array.from(VECTOR));

/** The same module as JavaScript. */
export const translation = (): Promise<typeof import("../../dist/prescreen_models.wasm2js.js")> =>
  import("../../dist/prescreen_models.wasm2js.js");
