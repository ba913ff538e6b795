/**
 * The WebAssembly module: started once, explicitly; started again after a trap.
 *
 * Gives calls that never throw for a domain failure. Import has no side effect.
 */
import { type Answered, type Failure, failure } from "./answer.js";
import { glue, translation, wasmFile } from "./glue.js";

/** Where a file of the package lies, or its bytes. */
export type FileSource = URL | string | Response | BufferSource;
export type ModuleSource = FileSource | WebAssembly.Module;

export interface InitOptions {
  /** The module, where it does not lie beside the package's own files. A relative address is the page's. */
  module?: ModuleSource | Promise<ModuleSource>;
}

/** Why the module runs as JavaScript instead of WebAssembly. */
export type Blocked = "csp-blocked" | "no-webassembly" | "load-failed" | "compile-failed";

export interface Started {
  engine: "wasm" | "js";
  /** Set with `engine: "js"`. */
  blocked?: Blocked;
}

let starting: Promise<Started> | undefined;
let running = false;
let generation = 0;

/**
 * Loads and starts the module. Later calls give the first one's result; after a failure, a call tries again.
 *
 * @throws PrescreenError-like `Error` with `code: "module-failed"` when neither WebAssembly nor JavaScript starts.
 */
export const init = (options: InitOptions = {}): Promise<Started> => {
  starting ??= start(options).catch((error: unknown) => {
    starting = undefined;
    throw error;
  });
  return starting;
};

const start = async ({ module }: InitOptions): Promise<Started> => {
  const started = await wasm(module).catch(asJavaScript);
  running = true;
  return started;
};

const wasm = async (given: InitOptions["module"]): Promise<Started> => {
  if (typeof WebAssembly === "undefined") throw blocked("no-webassembly");
  const source = (await given) ?? wasmFile();
  await glue.default({ module_or_path: await compile(source) });
  return { engine: "wasm" };
};

const compile = async (source: ModuleSource): Promise<WebAssembly.Module> => {
  if (source instanceof WebAssembly.Module) return source;
  if (typeof source === "string" || source instanceof URL) return compile(await read(source));
  if (!(source instanceof Response)) return WebAssembly.compile(source);
  if (!source.ok) throw blocked("load-failed");
  const bytes = source.clone();
  // Streaming needs the right media type, and throws in some old web views that have it.
  return WebAssembly.compileStreaming(source).catch(async () => WebAssembly.compile(await bytes.arrayBuffer()));
};

const read = async (address: URL | string): Promise<Response | BufferSource> => {
  // Not against `import.meta.url`: webpack takes that for a folder of files to bundle, and finds no file then.
  const url = new URL(address, globalThis.location?.href);
  if (url.protocol !== "file:") {
    return fetch(url).catch(() => {
      throw blocked("load-failed");
    });
  }
  // Not an import: a bundler for browsers would follow it.
  const files = (globalThis as { process?: { getBuiltinModule?(name: string): unknown } }).process?.getBuiltinModule?.("node:fs/promises");
  if (!files) throw blocked("load-failed");
  const bytes = await (files as { readFile(path: URL): Promise<Uint8Array<ArrayBuffer>> }).readFile(url);
  return bytes;
};

/** @internal The bytes of one of the package's other files. */
export const fileBytes = async (source: FileSource): Promise<Uint8Array> => {
  const found = typeof source === "string" || source instanceof URL ? await read(source) : source;
  if (!(found instanceof Response))
    return ArrayBuffer.isView(found) ? new Uint8Array(found.buffer, found.byteOffset, found.byteLength) : new Uint8Array(found);
  if (!found.ok) throw blocked("load-failed");
  return new Uint8Array(await found.arrayBuffer());
};

const blocked = (reason: Blocked): Error & { blocked: Blocked } => Object.assign(new Error(reason), { blocked: reason });

const reasonOf = (error: unknown): Blocked => {
  const known = (error as { blocked?: Blocked } | null)?.blocked;
  if (known) return known;
  return /content security policy|unsafe-eval|\bcsp\b/i.test(String(error)) ? "csp-blocked" : "compile-failed";
};

/** The same module, translated: slower and larger, with the same digests. */
const asJavaScript = async (error: unknown): Promise<Started> => {
  const reason = reasonOf(error);
  try {
    const translated = await translation();
    glue.initWith(translated.default);
  } catch {
    throw Object.assign(new Error("the screening module did not start"), { code: "module-failed", blocked: reason });
  }
  return { engine: "js", blocked: reason };
};

const NOT_STARTED = failure("not-started", "the module is not started", "await init() first");
const REFUSED = failure("type", "the call cannot be made with these arguments", "see the types of the call");
const TRAPPED = failure("trapped", "the module stopped and was started again", "let a person decide this case; the next call works");

/**
 * @internal A handle that is made again after a trap. Whoever holds one keeps it private: here fields of that kind
 * would each be a table's entry in engines of 2020, for every case that is screened.
 */
export class Handle<T extends { free(): void }> {
  private readonly make: () => T;
  private made: T | undefined;
  private of = -1;

  constructor(make: () => T) {
    this.make = make;
  }

  get(): T {
    if (this.made === undefined || this.of !== generation) {
      this.made = this.make();
      this.of = generation;
    }
    return this.made;
  }

  /** The value, given away: what takes it frees it. */
  take(): T {
    const taken = this.get();
    this.made = undefined;
    return taken;
  }

  free(): void {
    // A handle of a module that trapped belongs to memory that is gone.
    if (this.made !== undefined && this.of === generation) this.made.free();
    this.made = undefined;
  }
}

/** What a call into the module gives: the JSON text of an answer, or an answer made here. */
type Given<T> = string | Answered<T> | null;

/**
 * @internal Calls into the module. Whatever is thrown becomes `refer`; only what the module throws by itself (a trap, an
 * overflowed stack) starts it again, for that ends every handle and stops who observes.
 */
export const call = <T>(run: (exports: typeof glue) => unknown): Answered<T> => {
  if (!running) return NOT_STARTED;
  try {
    const given = run(glue) as Given<T>;
    const answered = typeof given === "string" ? (JSON.parse(given) as Answered<T>) : given;
    if (answered === null) return failure("conversion", "a result could not be converted");
    return answered.ok ? answered : { ok: false, error: answered.error, outcome: "refer" };
  } catch (error) {
    return failed(error);
  }
};

const failed = (error: unknown): Failure => {
  try {
    const known = domain(error);
    if (known) return known;
    if (!stopped(error)) return REFUSED;
  } catch {
    // An argument may throw what throws again when it is looked at.
    return REFUSED;
  }
  return restart();
};

/** Whether the module stopped: by a trap, which its translation writes as an error of one word, or for want of stack or memory. */
const stopped = (error: unknown): boolean =>
  error instanceof Error &&
  // Firefox has an error of its own for the stack.
  (["RuntimeError", "RangeError", "InternalError"].includes(error.name) || error.message === "abort");

/** The errors that say what they are about: the module's, thrown by what makes a handle, and those of arguments. */
const domain = (error: unknown): Failure | undefined => {
  const { code, at, help, message } = (error ?? {}) as Partial<Failure["error"]>;
  return typeof code === "string" && typeof at === "string" ? failure(code, message ?? "", help, at) : undefined;
};

const endings = new Set<() => void>();

/** @internal Calls `end` before the module is started again; gives the way to call that off. */
export const beforeRestart = (end: () => void): (() => boolean) => {
  endings.add(end);
  return () => endings.delete(end);
};

/** @internal Overwrites what calls left on the module's stack; what is freed is overwritten anyway. For the end of a flow. */
export const wipeStack = (): void => {
  if (running) glue.wipe_stack();
};

/** What collects how a form is used. */
export interface Collector {
  start(target: EventTarget, document: Document): void;
  step(now: number): void;
  probe(id: string, word: string): void;
  /** What is known, as JSON text. */
  signals(now: number): string;
  stop(): void;
  free(): void;
}

/**
 * @internal The module itself stays in this file's bundle: whoever had it had its memory.
 * @param ratio - Pixels of the device to one of the page.
 */
export const collectorOf = (ratio: number): Collector => new glue.Collector(ratio);

/** @internal */
export const isRunning = (): boolean => running;

const restart = (): Failure => {
  for (const end of [...endings]) {
    try {
      end();
    } catch {
      // What trapped may trap again.
    }
  }
  generation += 1;
  try {
    glue.__wbg_reset_state();
  } catch {
    running = false;
    starting = undefined;
  }
  return TRAPPED;
};
