// The worker of a person's records in a thread of Node, with what a browser's worker has.
import { Worker as Thread } from "node:worker_threads";

/** The worker's own text. `stops`: which reading of a text stops the module, from 1; none where it is 0. */
const thread = (stops) => `
let readings = 0;
const watched = (instance) => {
  const { exports } = instance;
  if (!exports.records_read) return instance;
  const records_read = (...given) => {
    readings += 1;
    if (readings === ${stops}) throw new WebAssembly.RuntimeError("unreachable");
    return exports.records_read(...given);
  };
  return { exports: { ...exports, records_read } };
};
// Started in the one way, and started again in the other.
const { instantiate } = WebAssembly;
WebAssembly.instantiate = async (module, imports) => ({ instance: watched(await instantiate(module, imports)), module });
WebAssembly.Instance = new Proxy(WebAssembly.Instance, { construct: (of, inputs) => watched(new of(...inputs)) });
const { parentPort } = await import("node:worker_threads");
globalThis.addEventListener = (type, listen) => parentPort.on(type, (data) => listen({ data }));
globalThis.postMessage = (value) => parentPort.postMessage(value);
await import(${JSON.stringify(new URL("../../dist/statements-thread.js", import.meta.url).href)});
`;

/** A worker for `openRecords`. */
export class RecordsWorker extends EventTarget {
  #thread;

  constructor({ stops = 0 } = {}) {
    super();
    this.#thread = new Thread(new URL(`data:text/javascript,${encodeURIComponent(thread(stops))}`));
    this.#thread.on("message", (data) => this.dispatchEvent(Object.assign(new Event("message"), { data })));
    this.#thread.on("error", () => this.dispatchEvent(new Event("error")));
  }

  postMessage(value) {
    this.#thread.postMessage(value);
  }

  terminate() {
    this.#thread.terminate();
  }
}
