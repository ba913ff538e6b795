/** The module of experiments: its functions, and where its files lie. */
export * as glue from "../../dist/prescreen_experiment.js";
export type {
  Counting as ExportedCounting,
  ExperimentPlan as ExportedPlan,
  Features as ExportedFeatures,
} from "../../dist/prescreen_experiment.js";

export const wasmFile = (): URL => new URL("./prescreen_experiment_bg.wasm", import.meta.url);

/** The same module as JavaScript. */
export const translation = (): Promise<typeof import("../../dist/prescreen_experiment.wasm2js.js")> =>
  import("../../dist/prescreen_experiment.wasm2js.js");
