/** The module of teams' own models: its functions, and where its files lie. */
export * as glue from "../../dist/prescreen_models.js";

export const wasmFile = (): URL => new URL("./prescreen_models_bg.wasm", import.meta.url);

/** The same module as JavaScript. */
export const translation = (): Promise<typeof import("../../dist/prescreen_models.wasm2js.js")> => import("../../dist/prescreen_models.wasm2js.js");
