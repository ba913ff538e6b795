/** The teams' module: what the investor's has, and what checks and verifies. */
export * as glue from "../../dist/prescreen_lab.js";
export type { Pack as ExportedPack, Screening as ExportedScreening, Sitting as ExportedSitting } from "../../dist/prescreen_lab.js";

export const wasmFile = (): URL => new URL("./prescreen_lab_bg.wasm", import.meta.url);

/** The same module as JavaScript. */
export const translation = (): Promise<typeof import("../../dist/prescreen_lab.wasm2js.js")> =>
  import("../../dist/prescreen_lab.wasm2js.js");
