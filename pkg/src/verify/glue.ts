/** The module that verifies: its functions, and where its files lie. */
export * as glue from "../../dist/prescreen_verify.js";
export type { Desk as ExportedDesk } from "../../dist/prescreen_verify.js";

export const wasmFile = (): URL => new URL("./prescreen_verify_bg.wasm", import.meta.url);

/** The same module as JavaScript. */
export const translation = (): Promise<typeof import("../../dist/prescreen_verify.wasm2js.js")> =>
  import("../../dist/prescreen_verify.wasm2js.js");
