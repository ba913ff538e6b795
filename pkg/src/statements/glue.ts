/** The module of a person's records, which a worker runs. */
export * as glue from "../../dist/prescreen_statements.js";
export type { Records as ExportedRecords } from "../../dist/prescreen_statements.js";

export const wasmFile = (): URL => new URL("./prescreen_statements_bg.wasm", import.meta.url);

/** The same module as JavaScript. */
export const translation = (): Promise<typeof import("../../dist/prescreen_statements.wasm2js.js")> =>
  import("../../dist/prescreen_statements.wasm2js.js");

/** Layouts of statements, and rules for what their rows are for. */
export const shippedFile = (): URL => new URL("./statements.json", import.meta.url);
