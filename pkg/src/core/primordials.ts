/**
 * What the language brings, taken at import: a script that replaces `JSON.stringify` or `Array.prototype.map` later is
 * not called by anything here, and so sees nothing of a person.
 *
 * The build puts these in the place of the globals of the same name, and `$call`, `$each` and `$size` in the place of
 * method calls, iteration and `.size` (`scripts/harden.mjs`), in the package's own code and in what it bundles. What a
 * script did before this file was imported cannot be undone here.
 *
 * INVARIANT: below the first section nothing reads a prototype that a page can change.
 */
const { Array: List, ArrayBuffer: Bytes, JSON: Json, Map: NativeMap, Object: Objects, Reflect: Reflection } = globalThis;
const {
  Set: NativeSet,
  Symbol: Symbols,
  TextDecoder: Decoder,
  TextEncoder: Encoder,
  TypeError: Mistyped,
  WeakMap: NativeWeakMap,
} = globalThis;
const { apply, getPrototypeOf, ownKeys, setPrototypeOf } = Reflection;
const { create, defineProperty, freeze, getOwnPropertyDescriptor, keys } = Objects;
const { isArray } = List;
const { isView } = Bytes;
const { parse, stringify } = Json;
const { max } = globalThis.Math;
const iterator: typeof Symbol.iterator = Symbols.iterator;

// biome-ignore lint/complexity/noBannedTypes: any function of the language
type Any = Function;
type Table = Record<string, Any | undefined>;

/** The methods of a prototype as a table that inherits nothing. */
const methodsOf = (prototype: object): Table => {
  const table = create(null) as Table;
  const names = ownKeys(prototype);
  for (let index = 0; index < names.length; index += 1) {
    const name = names[index] as string;
    const method = getOwnPropertyDescriptor(prototype, name)?.value as unknown;
    if (typeof method === "function") table[name] = method;
  }
  return table;
};

const { hasOwnProperty: has, isPrototypeOf: isAbove } = Objects.prototype;

const getterOf = (prototype: object, name: PropertyKey): (() => unknown) => getOwnPropertyDescriptor(prototype, name)?.get as () => unknown;

const ofLists = methodsOf(List.prototype);
const ofTexts = methodsOf(globalThis.String.prototype);
const ofMaps = methodsOf(NativeMap.prototype);
const ofSets = methodsOf(NativeSet.prototype);
const ofWeakMaps = methodsOf(NativeWeakMap.prototype);
const typed = getPrototypeOf(globalThis.Uint8Array.prototype) as object;
const ofViews = methodsOf(typed);
const ofDataViews = methodsOf(globalThis.DataView.prototype);
const bufferOfView = getterOf(typed, "buffer");
const bufferOfDataView = getterOf(globalThis.DataView.prototype, "buffer");
const sizeOfView = getterOf(typed, "byteLength");
const placeOfView = getterOf(typed, "byteOffset");
const sizeOfDataView = getterOf(globalThis.DataView.prototype, "byteLength");
const placeOfDataView = getterOf(globalThis.DataView.prototype, "byteOffset");
const sizeOfBytes = getterOf(Bytes.prototype, "byteLength");
const isTyped = getterOf(typed, Symbols.toStringTag);
const lengthOfView = getterOf(typed, "length");
const Wasm = globalThis.WebAssembly as typeof WebAssembly | undefined;
const memories = Wasm?.Memory.prototype;
const instances = Wasm?.Instance.prototype;
const bufferOfMemory = memories && getterOf(memories, "buffer");
const exportsOfInstance = instances && getterOf(instances, "exports");
const targets = globalThis.EventTarget?.prototype as EventTarget | undefined;
const ofTargets = targets && methodsOf(targets);

const run = <T>(method: Any | undefined, self: unknown, args: ArrayLike<unknown> = []): T => apply(method as Any, self, args) as T;

/** Whether a value is of a kind of the platform's, by its chain alone: `instanceof` asks the kind. */
const isOf = (kind: object | undefined, value: unknown): boolean => kind !== undefined && run(isAbove, kind, [value]);

/** A property of a list or an object as a literal would make it, whatever setters are above. */
const put = (target: object, name: PropertyKey, value: unknown): void => {
  defineProperty(target, name, { __proto__: null, value, writable: true, enumerable: true, configurable: true } as PropertyDescriptor);
};

const append = (list: unknown[], value: unknown): void => put(list, list.length, value);

/** Steps through a list by its places, once. */
const steps = (list: ArrayLike<unknown>, length: number): Iterable<unknown> => {
  let at = 0;
  const made = create(null) as { next: unknown; [Symbol.iterator]: unknown };
  made.next = () => {
    const done = at >= length;
    const step = { __proto__: null, done, value: done ? undefined : list[at] };
    at += 1;
    return step;
  };
  made[iterator] = () => made;
  return made as unknown as Iterable<unknown>;
};

/** What is iterated in place of a list; anything else iterates as it does. */
export const $each = (given: unknown): unknown => {
  if (isArray(given)) return steps(given, given.length);
  if (isView(given) && run(isTyped, given) !== undefined) return steps(given as Uint8Array, run(lengthOfView, given));
  return given;
};

const copied = (given: unknown): unknown[] => [...($each(given) as Iterable<unknown>)];

/** Lists that the language would make by the `constructor` of a prototype are made here. */
type Own = (list: unknown[], args: readonly unknown[]) => unknown;
const ownLists: Record<string, Own | undefined> = {
  __proto__: null as never,
  push: (list, args) => {
    for (let at = 0; at < args.length; at += 1) append(list, args[at]);
    return list.length;
  },
  map: (list, [make]) => {
    const made: unknown[] = [];
    for (let at = 0; at < list.length; at += 1) append(made, run(make as Any, undefined, [list[at], at, list]));
    return made;
  },
  filter: (list, [keep]) => {
    const kept: unknown[] = [];
    for (let at = 0; at < list.length; at += 1) if (run(keep as Any, undefined, [list[at], at, list])) append(kept, list[at]);
    return kept;
  },
  flatMap: (list, [make]) => {
    const made: unknown[] = [];
    for (let at = 0; at < list.length; at += 1) {
      const part = run<unknown>(make as Any, undefined, [list[at], at, list]);
      if (!isArray(part)) append(made, part);
      else for (let inside = 0; inside < part.length; inside += 1) append(made, part[inside]);
    }
    return made;
  },
  slice: (list, [from = 0, to = list.length]) => {
    const place = (at: number): number => (at < 0 ? max(at + list.length, 0) : at);
    const made: unknown[] = [];
    const end = place(to as number);
    for (let at = place(from as number); at < end && at < list.length; at += 1) append(made, list[at]);
    return made;
  },
  concat: (list, args) => {
    const made = copied(list);
    for (let at = 0; at < args.length; at += 1) {
      const part = args[at];
      if (isArray(part)) for (let inside = 0; inside < part.length; inside += 1) append(made, part[inside]);
      else append(made, part);
    }
    return made;
  },
  entries: (list) => (ownLists.map as Own)(list, [(value: unknown, at: number) => [at, value]]),
  values: (list) => copied(list),
  keys: (list) => (ownLists.map as Own)(list, [(_value: unknown, at: number) => at]),
};

const method = (self: unknown, name: string): Any | undefined => {
  if (isArray(self)) return ofLists[name];
  if (typeof self === "string") return ofTexts[name];
  if (isView(self)) return run(isTyped, self) === undefined ? ofDataViews[name] : ofViews[name];
  return isOf(targets, self) ? ofTargets?.[name] : undefined;
};

/** `self.name(…args)`, by the method that was there at import where the language brings it. */
export const $call = (self: unknown, name: string, ...args: unknown[]): unknown => {
  const own = isArray(self) ? ownLists[name] : undefined;
  if (own) return own(self as unknown[], args);
  return run(method(self, name) ?? ((self as Record<string, Any>)[name] as Any), self, args);
};

/** `self?.name(…args)`. */
export const $callIf = (self: unknown, name: string, ...args: unknown[]): unknown =>
  self === null || self === undefined ? undefined : $call(self, name, ...(steps(args, args.length) as Iterable<unknown>));

/** `self.buffer` of a view of bytes, or of a module's memory. */
export const $buffer = (self: unknown): unknown => {
  if (isView(self)) return run(run(isTyped, self) === undefined ? bufferOfDataView : bufferOfView, self);
  if (isOf(memories, self)) return run(bufferOfMemory, self);
  return (self as { buffer: unknown }).buffer;
};

/** `self.exports` of an instance of a module, its memory among them. */
export const $exports = (self: unknown): unknown =>
  isOf(instances, self) ? run(exportsOfInstance, self) : (self as { exports: unknown }).exports;

/** `self[place] = value`: of a list as its own, whatever setters are above. */
export const $set = (self: unknown, place: PropertyKey, value: unknown): unknown => {
  if (isArray(self) && !run(has, self, [place])) put(self, place, value);
  else (self as Record<PropertyKey, unknown>)[place] = value;
  return value;
};

/** `self[place]`: of a list what it has itself, whatever getters are above. */
export const $at = (self: unknown, place: PropertyKey): unknown =>
  isArray(self) && !run(has, self, [place]) ? undefined : (self as Record<PropertyKey, unknown>)[place];

/** `Array.isArray(value)`. */
export const $isArray = (value: unknown): value is unknown[] => isArray(value);

/** `self.byteLength` of a view of bytes, or of what it is a view of. */
export const $byteLength = (self: unknown): unknown => {
  if (isView(self)) return run(run(isTyped, self) === undefined ? sizeOfDataView : sizeOfView, self);
  return isOf(Bytes.prototype, self) ? run(sizeOfBytes, self) : (self as { byteLength: unknown }).byteLength;
};

/** `self.byteOffset` of a view of bytes. */
export const $byteOffset = (self: unknown): unknown =>
  isView(self) ? run(run(isTyped, self) === undefined ? placeOfDataView : placeOfView, self) : (self as { byteOffset: unknown }).byteOffset;

/** `self.length`: of a view of bytes by its own getter. */
export const $length = (self: unknown): unknown =>
  isView(self) && run(isTyped, self) !== undefined ? run(lengthOfView, self) : (self as { length: unknown }).length;

/**
 * Ends what instances of a class inherit with the class: no setter above every object is given one. Its methods are those
 * that it was written with, whoever imports it too.
 */
export const $bare = (kind: { prototype: object }): void => {
  setPrototypeOf(kind.prototype, null);
  freeze(kind.prototype);
  freeze(kind);
};

/** Gives a class the methods of what it extends as its own, so that none is looked up further. */
const own = (prototype: object, table: Table, names: readonly string[]): void => {
  for (let at = 0; at < names.length; at += 1) {
    const name = names[at] as string;
    defineProperty(prototype, name, { __proto__: null, value: table[name] } as PropertyDescriptor);
  }
};

const listed = (self: unknown, table: Table, pick: (value: unknown, key: unknown) => unknown): Iterable<unknown> => {
  const all: unknown[] = [];
  run(table.forEach, self, [(value: unknown, key: unknown) => append(all, pick(value, key))]);
  return steps(all, all.length);
};

class OwnMap<K, V> extends NativeMap<K, V> {
  constructor(given?: Iterable<readonly [K, V]> | null) {
    super();
    if (given) for (const pair of $each(given) as Iterable<readonly [K, V]>) run(ofMaps.set, this, [pair[0], pair[1]]);
  }
  override keys(): MapIterator<K> {
    return listed(this, ofMaps, (_value, key) => key) as MapIterator<K>;
  }
  override values(): MapIterator<V> {
    return listed(this, ofMaps, (value) => value) as MapIterator<V>;
  }
  override entries(): MapIterator<[K, V]> {
    return listed(this, ofMaps, (value, key) => [key, value]) as MapIterator<[K, V]>;
  }
  override [Symbol.iterator](): MapIterator<[K, V]> {
    return listed(this, ofMaps, (value, key) => [key, value]) as MapIterator<[K, V]>;
  }
}
own(OwnMap.prototype, ofMaps, ["get", "set", "has", "delete", "clear", "forEach"]);
defineProperty(OwnMap.prototype, "size", { __proto__: null, get: getterOf(NativeMap.prototype, "size") } as PropertyDescriptor);

class OwnSet<T> extends NativeSet<T> {
  constructor(given?: Iterable<T> | null) {
    super();
    if (given) for (const value of $each(given) as Iterable<T>) run(ofSets.add, this, [value]);
  }
  override values(): SetIterator<T> {
    return listed(this, ofSets, (value) => value) as SetIterator<T>;
  }
  override [Symbol.iterator](): SetIterator<T> {
    return listed(this, ofSets, (value) => value) as SetIterator<T>;
  }
}
own(OwnSet.prototype, ofSets, ["add", "has", "delete", "clear", "forEach"]);
defineProperty(OwnSet.prototype, "size", { __proto__: null, get: getterOf(NativeSet.prototype, "size") } as PropertyDescriptor);

class OwnWeakMap<K extends WeakKey, V> extends NativeWeakMap<K, V> {}
own(OwnWeakMap.prototype, ofWeakMaps, ["get", "set", "has", "delete"]);

/** An encoder whose methods no page can reach. */
class OwnEncoder {
  readonly #native = new Encoder();
  encode(text: string): Uint8Array {
    return run(encode, this.#native, [text]);
  }
  encodeInto(text: string, into: Uint8Array): { read: number; written: number } {
    if (encodeInto) return run(encodeInto, this.#native, [text, into]);
    // Where an engine has no such encoder: what does not fit is not begun.
    const bytes = this.encode(text);
    if (bytes.length > into.length) return { read: 0, written: 0 };
    $call(into, "set", bytes);
    return { read: text.length, written: bytes.length };
  }
}
const { encode, encodeInto } = methodsOf(Encoder.prototype);

class OwnDecoder {
  readonly #native: TextDecoder;
  constructor(label?: string, options?: TextDecoderOptions) {
    this.#native = new Decoder(label, options);
  }
  decode(bytes?: BufferSource): string {
    return run(decode, this.#native, bytes === undefined ? [] : [bytes]);
  }
}
const { decode } = methodsOf(Decoder.prototype);

const plain = Objects.prototype;
const list = List.prototype;

/** Whether something put a `toJSON` above every object: it would be called with each. */
const overheard = (): boolean =>
  getOwnPropertyDescriptor(plain, "toJSON") !== undefined ||
  getOwnPropertyDescriptor(list, "toJSON") !== undefined ||
  getPrototypeOf(list) !== plain;

/** The text of a value, by its own properties alone; undefined for what JSON leaves out. */
const text = (value: unknown, above: unknown[]): string | undefined => {
  if (typeof value === "bigint") throw new Mistyped("a big integer is no JSON");
  if (typeof value !== "object" || value === null) return stringify(value);
  const prototype = getPrototypeOf(value);
  // A date or the like has a form of its own.
  if (prototype !== plain && prototype !== list && prototype !== null) return stringify(value);
  for (let at = 0; at < above.length; at += 1) if (above[at] === value) throw new Mistyped("a cycle is no JSON");
  const here = copied(above);
  append(here, value);
  let inside = "";
  if (isArray(value)) {
    for (let at = 0; at < value.length; at += 1) inside += `${at === 0 ? "" : ","}${text(value[at], here) ?? "null"}`;
    return `[${inside}]`;
  }
  const names = keys(value);
  for (let at = 0; at < names.length; at += 1) {
    const name = names[at] as string;
    const part = text((value as Record<string, unknown>)[name], here);
    if (part !== undefined) inside += `${inside === "" ? "" : ","}${stringify(name)}:${part}`;
  }
  return `{${inside}}`;
};

const OwnJson = {
  __proto__: null,
  parse: (source: string): unknown => parse(source),
  stringify: (value: unknown): string | undefined => (overheard() ? text(value, []) : stringify(value)),
};

const fromEntries = (pairs: Iterable<readonly [PropertyKey, unknown]>): Record<PropertyKey, unknown> => {
  const made = {};
  for (const pair of $each(pairs) as Iterable<readonly [PropertyKey, unknown]>) put(made, pair[0], pair[1]);
  return made;
};

/** Makes an object, as the language's own does when it is called with nothing. */
function OwnObject(): object {
  return {};
}
const statics = { ...methodsOf(Objects), fromEntries };
for (const name of steps(keys(statics), keys(statics).length) as Iterable<keyof typeof statics>) put(OwnObject, name, statics[name]);
OwnObject.prototype = plain;

const OwnReflect = methodsOf(Reflection);
const OwnWasm = Wasm && methodsOf(Wasm);

// Whoever imports this file's bundle gets what everybody else has, and can change nothing of it.
const shared = [OwnDecoder, OwnEncoder, OwnJson, OwnMap, OwnObject, OwnReflect, OwnSet, OwnWasm, OwnWeakMap];
for (let at = 0; at < shared.length; at += 1) {
  const one = shared[at];
  if (one === undefined) continue;
  freeze(one);
  const above = getOwnPropertyDescriptor(one, "prototype")?.value as object | undefined;
  if (above !== undefined && above !== plain) freeze(above);
}

export {
  OwnDecoder as TextDecoder,
  OwnEncoder as TextEncoder,
  OwnJson as JSON,
  OwnMap as Map,
  OwnObject as Object,
  OwnReflect as Reflect,
  OwnSet as Set,
  OwnWasm as WebAssembly,
  OwnWeakMap as WeakMap,
};
