/** The module of investors who bring records: the investor's whole module, and what reads and joins them. */
export * as glue from "../../dist/prescreen_statements.js";
export type {
  Pack as ExportedPack,
  Records as ExportedRecords,
  Screening as ExportedScreening,
  Sitting as ExportedSitting,
} from "../../dist/prescreen_statements.js";

export const wasmFile = (): URL => new URL("./prescreen_statements_bg.wasm", import.meta.url);

/** The same module as JavaScript. */
export const translation = (): Promise<typeof import("../../dist/prescreen_statements.wasm2js.js")> =>
  import("../../dist/prescreen_statements.wasm2js.js");
