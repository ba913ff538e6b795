/**
 * Features as GrowthBook serves them, evaluated on this device: nothing is fetched, nothing is sent, nothing is drawn by
 * chance. Keeps the payload's text, to be read again after a trap.
 */
import { type Answered, unwrap } from "../core/answer.js";
import { call, Handle } from "../core/module.js";
import { word, written } from "../core/text.js";
import { type ExportedFeatures, glue } from "./glue.js";
import type { AssignmentResult, Context, Evaluated, Kept, Redirected } from "./types.js";

export class Features {
  /** The names of the features, in the order of the payload. */
  readonly names: readonly string[];
  /**
   * Namespaces whose experiments hash different attributes, each with these: a person can be in several experiments there,
   * though a namespace says that nobody is.
   */
  readonly mixedNamespaces: readonly (readonly [namespace: string, attributes: readonly string[]])[];
  readonly #handle: Handle<ExportedFeatures>;

  /** @internal Use `loadFeatures`. */
  constructor(handle: Handle<ExportedFeatures>) {
    this.#handle = handle;
    const features = handle.get();
    this.names = unwrap(features.names() as Answered<string[]>);
    this.mixedNamespaces = unwrap(features.mixed_namespaces() as Answered<[string, string[]][]>);
  }

  /** A feature for a person, as the official JavaScript SDK 1.8 gives it. */
  feature(name: string, context: Context = {}): Answered<Evaluated & Kept> {
    return call(() => this.#handle.get().feature(word(name, "/name"), written(context, "/context")));
  }

  /** Every feature for a person, by name. */
  all(context: Context = {}): Answered<{ features: Record<string, Evaluated> } & Kept> {
    return call(() => this.#handle.get().features(written(context, "/context")));
  }

  /** An experiment that no feature stands for, such as `{"key": "…", "variations": […]}`. */
  run(experiment: string | object, context: Context = {}): Answered<{ result: AssignmentResult } & Kept> {
    return call(() => this.#handle.get().run(written(experiment, "/experiment"), written(context, "/context")));
  }

  /** Where the first experiment of pages that redirects and that the person is in leads; `null` where the person stays. */
  redirect(context: Context): Answered<{ redirect: Redirected | null } & Kept> {
    return call(() => this.#handle.get().redirect(written(context, "/context")));
  }

  /**
   * Which sticky documents a host has to bring: the attributes that experiments hash, with the person's values as text. One
   * that the person lacks has an empty value.
   */
  stickyKeys(attributes: Record<string, unknown>): Answered<Record<string, string>> {
    return call(() => this.#handle.get().sticky_keys(written(attributes, "/attributes")));
  }

  /** How many variations the experiment of a key has; none where there is no such experiment. */
  variations(experiment: string): Answered<number | undefined> {
    return call(() => ({ ok: true, value: this.#handle.get().variations(word(experiment, "/experiment")) }));
  }

  /** Gives the module's memory back. */
  dispose(): void {
    this.#handle.free();
  }
}

/**
 * Reads a payload (`{"features": {…}, "savedGroups": {…}, …}`), or its map of features alone, from its text or an object.
 * `key` opens encrypted parts: the decryption key of the SDK connection, 16 bytes in base64.
 */
export const loadFeatures = (payload: string | object, options: { key?: string } = {}): Answered<Features> =>
  call<Features>(() => {
    const text = written(payload, "/payload");
    const key = options.key === undefined ? undefined : word(options.key, "/key");
    return { ok: true, value: new Features(new Handle(() => glue.Features.read(text, key))) };
  });
