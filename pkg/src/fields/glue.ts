/** The module of the field checks: its functions, and where its files lie. */
export * as glue from "../../dist/prescreen_fields.js";

export const wasmFile = (): URL => new URL("./prescreen_fields_bg.wasm", import.meta.url);

/** The same module as JavaScript. */
export const translation = (): Promise<typeof import("../../dist/prescreen_fields.wasm2js.js")> =>
  import("../../dist/prescreen_fields.wasm2js.js");
