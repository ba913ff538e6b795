/** A model that a team brings, in the compact form of `prescreen model convert`. Keeps its bytes, to be read again after a trap. */
import type { Answered } from "../core/answer.js";
import { call, Handle } from "../core/module.js";
import { bytes as readBytes, number } from "../core/text.js";
import { glue } from "./glue.js";

export interface Score {
  /** Before the link: log-odds, margin, or points of a scorecard. */
  raw: number;
  /** After the link: the probability, for a model of one. */
  output: number;
}

export class Model {
  /** Names of the features, in the order of a row. */
  readonly features: readonly string[];
  readonly #handle: Handle<glue.Model>;
  /** Where the model of this handle takes a row, in the module's memory. */
  #row: { of: glue.Model; values: Float64Array } | undefined;

  /** @internal Use `loadModel`. */
  constructor(features: readonly string[], handle: Handle<glue.Model>) {
    this.features = features;
    this.#handle = handle;
  }

  /** Scores a row: one value for each feature, NaN where missing. */
  score(row: Float64Array): Answered<Score> {
    return call(() => {
      const model = this.#handle.get();
      const raw = row.length === this.features.length ? this.#rawOf(model, row) : model.raw(row);
      return { ok: true, value: { raw, output: model.output(raw) } };
    });
  }

  #rawOf(model: glue.Model, row: Float64Array): number {
    if (this.#row?.of !== model || this.#row.values.buffer !== glue.memory()) {
      this.#row = { of: model, values: new Float64Array(glue.memory(), model.row(), this.features.length) };
    }
    this.#row.values.set(row);
    return model.raw_of_row();
  }

  /** Raw scores of rows that stand one after another: faster than one by one. */
  rawBatch(rows: Float64Array): Answered<Float64Array> {
    return call(() => ({ ok: true, value: this.#handle.get().raw_batch(rows) }));
  }

  /** The output behind a raw score of this model. */
  output(raw: number): Answered<number> {
    return call(() => ({ ok: true, value: this.#handle.get().output(raw) }));
  }

  /** What each feature contributed to the raw score, then the expected raw score; they add up to the raw score. */
  attributions(row: Float64Array): Answered<Float64Array> {
    return call(() => ({ ok: true, value: this.#handle.get().attributions(row) }));
  }

  /**
   * Binds the model to declared names as a fraud model: for each feature its position among them. Refused when one is
   * not declared, when one is about age, sex or origin, and when the output is not a probability.
   */
  bind(declared: readonly string[]): Answered<number[]> {
    return call(() => this.#handle.get().bind(JSON.stringify(declared)));
  }

  /** Gives the module's memory back. */
  dispose(): void {
    this.#handle.free();
  }
}

/** Loads a model from the bytes that `prescreen model convert` wrote. */
export const loadModel = (bytes: Uint8Array): Answered<Model> =>
  call(() => {
    const kept = readBytes(bytes, "/bytes").slice();
    const handle = new Handle(() => glue.Model.read(kept));
    const features = call<string[]>(() => handle.get().features());
    return features.ok ? { ok: true, value: new Model(features.value, handle) } : features;
  });

/** A probability in basis points, as a rule sees it: to the nearest, a half up; none for NaN. */
export const basisPoints = (probability: number): Answered<number | undefined> =>
  call(() => ({ ok: true, value: glue.basis_points(number(probability, "/probability")) }));
