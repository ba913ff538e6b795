/** The investor's module: its functions, and where its files lie. The teams' build puts `lab/glue.ts` in its place. */
export * as glue from "../../dist/prescreen.js";
export type { Pack as ExportedPack, Screening as ExportedScreening, Sitting as ExportedSitting } from "../../dist/prescreen.js";

export const wasmFile = (): URL => new URL("./prescreen_bg.wasm", import.meta.url);

/** The same module as JavaScript. */
export const translation = (): Promise<typeof import("../../dist/prescreen.wasm2js.js")> => import("../../dist/prescreen.wasm2js.js");
