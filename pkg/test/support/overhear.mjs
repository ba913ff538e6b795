// Replaces what the language brings, as a script of a page could, and keeps what each replacement was given and gave.
// Everything that it uses itself was taken before.
const { apply, ownKeys, getPrototypeOf } = Reflect;
const { defineProperty, getOwnPropertyDescriptor } = Object;
const { isView } = ArrayBuffer;
const decoder = new TextDecoder("latin1");
const decode = decoder.decode.bind(decoder);
const includes = String.prototype.includes;
const [mapEach, setEach] = [Map.prototype.forEach, Set.prototype.forEach];
const [NativeMap, NativeSet, NativeSetAdd, NativeSetHas] = [Map, Set, Set.prototype.add, Set.prototype.has];

/** A place that descriptors have: an accessor of such a name above every object ends the program itself. */
const DESCRIPTOR = ["value", "get", "set", "writable", "enumerable", "configurable", "done", "constructor", "__proto__"];

/**
 * @param secrets `numbers` that a person typed; `objects` that hold answers; `public` objects that are not looked into;
 * `is` says of any other value whether it gives an answer away.
 * @param names Of properties to watch for above every object.
 * @param more Objects by name whose functions are replaced too, as far as they let it happen.
 */
export const overhear = (secrets, names, more = {}) => {
  const found = { __proto__: null };
  const undo = [];
  let calls = 0;
  let quiet = false;
  let count = 0;

  const isSecret = (value) => {
    const type = typeof value;
    for (let at = 0; at < secrets.numbers.length; at += 1) {
      if (value === secrets.numbers[at]) return true;
      if (type === "string" && apply(includes, value, [`${secrets.numbers[at]}`])) return true;
    }
    for (let at = 0; at < secrets.objects.length; at += 1) if (value === secrets.objects[at]) return true;
    return false;
  };

  /** Whether a value holds a secret, however deep a script would look. */
  const holds = (value, seen, depth) => {
    if (isSecret(value) || secrets.is?.(value)) return true;
    if ((typeof value !== "object" && typeof value !== "function") || value === null || depth > 7) return false;
    for (let at = 0; at < secrets.public.length; at += 1) if (value === secrets.public[at]) return false;
    if (apply(NativeSetHas, seen, [value])) return false;
    apply(NativeSetAdd, seen, [value]);
    // A screening answers whoever holds it.
    if (typeof value.readiness === "function" && typeof value.assessment === "function" && typeof value.brief === "function") return true;
    if (isView(value) || value instanceof ArrayBuffer) return isSecret(decode(value));
    let hit = false;
    const each = (one, key) => {
      hit ||= holds(one, seen, depth + 1) || holds(key, seen, depth + 1);
    };
    try {
      if (value instanceof NativeMap) apply(mapEach, value, [each]);
      if (value instanceof NativeSet) apply(setEach, value, [each]);
    } catch {
      // What maps and sets inherit, which holds nothing.
    }
    const keys = ownKeys(value);
    for (let at = 0; at < keys.length && !hit; at += 1) {
      const property = getOwnPropertyDescriptor(value, keys[at]);
      if (property && "value" in property) hit = holds(property.value, seen, depth + 1);
    }
    return hit;
  };

  const hear = (name, ...values) => {
    if (quiet) return;
    quiet = true;
    calls += 1;
    for (let at = 0; at < values.length; at += 1) {
      if (found[name] || !holds(values[at], new NativeSet(), 0)) continue;
      found[name] = new Error(name).stack;
    }
    quiet = false;
  };

  const patch = (target, key, name) => {
    const before = getOwnPropertyDescriptor(target, key);
    if (!before?.configurable) return;
    const wrapped = (method) =>
      function (...given) {
        hear(name, this, given);
        const gave = new.target
          ? Reflect.construct(method, given, new.target === wrapped ? method : new.target)
          : apply(method, this, given);
        hear(name, gave);
        return gave;
      };
    const after = { ...before };
    if (typeof before.value === "function") after.value = wrapped(before.value);
    else if (before.get) after.get = wrapped(before.get);
    else return;
    count += 1;
    defineProperty(target, key, after);
    undo[undo.length] = () => defineProperty(target, key, before);
  };

  /** A getter and a setter above every object. */
  const above = (name) => {
    for (let at = 0; at < DESCRIPTOR.length; at += 1) if (name === DESCRIPTOR[at]) return;
    if (name in Object.prototype) return;
    count += 1;
    defineProperty(Object.prototype, name, {
      configurable: true,
      get() {
        hear(`Object.prototype.${name}`, this);
        return undefined;
      },
      set(value) {
        hear(`Object.prototype.${name}`, this, value);
        defineProperty(this, name, { value, writable: true, enumerable: true, configurable: true });
      },
    });
    undo[undo.length] = () => delete Object.prototype[name];
  };

  const all = {
    JSON,
    "Map.prototype": Map.prototype,
    "Set.prototype": Set.prototype,
    "WeakMap.prototype": WeakMap.prototype,
    "WeakSet.prototype": WeakSet.prototype,
    "Array.prototype": Array.prototype,
    "ArrayIterator.prototype": getPrototypeOf([][Symbol.iterator]()),
    "MapIterator.prototype": getPrototypeOf(new Map()[Symbol.iterator]()),
    "TypedArray.prototype": getPrototypeOf(Uint8Array.prototype),
    "DataView.prototype": DataView.prototype,
    "TextEncoder.prototype": TextEncoder.prototype,
    "TextDecoder.prototype": TextDecoder.prototype,
    "String.prototype": String.prototype,
    "SubtleCrypto.prototype": getPrototypeOf(crypto.subtle),
    "Crypto.prototype": getPrototypeOf(crypto),
    Object,
    Reflect,
    "WebAssembly.Memory.prototype": WebAssembly.Memory.prototype,
    "WebAssembly.Instance.prototype": WebAssembly.Instance.prototype,
    "Number.prototype": Number.prototype,
    "Function.prototype": Function.prototype,
    "EventTarget.prototype": EventTarget.prototype,
    "AbortController.prototype": AbortController.prototype,
    "Response.prototype": Response.prototype,
    "Promise.prototype": Promise.prototype,
    "Intl.NumberFormat.prototype": Intl.NumberFormat.prototype,
    "Intl.DateTimeFormat.prototype": Intl.DateTimeFormat.prototype,
    Array,
    Math,
    Number,
    Promise,
    WebAssembly,
  };
  for (const [of, target] of Object.entries({ ...all, ...more })) {
    for (const key of ownKeys(target)) if (key !== "constructor" && key !== "prototype") patch(target, key, `${of}.${String(key)}`);
  }
  patch(globalThis, "fetch", "fetch");
  if (globalThis.URL) for (const name of ["createObjectURL", "revokeObjectURL"]) patch(URL, name, `URL.${name}`);
  if (globalThis.Blob) patch(globalThis, "Blob", "Blob");
  patch(Array.prototype, "constructor", "Array.prototype.constructor");
  for (const name of names) above(name);
  // Places of lists, where a script can put setters too.
  for (let place = 0; place < 40; place += 1) above(`${place}`);

  return {
    patched: count,
    calls: () => calls,
    found: () => Object.keys(found).map((name) => (globalThis.process?.env.WHERE ? found[name] : name)),
    stop: () => {
      for (let at = undo.length - 1; at >= 0; at -= 1) undo[at]();
    },
  };
};
