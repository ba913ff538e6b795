// The worker of a person's records in a thread of Node, with what a browser's worker has.
import { Worker as Thread } from "node:worker_threads";

const thread = `
const { parentPort } = await import("node:worker_threads");
globalThis.addEventListener = (type, listen) => parentPort.on(type, (data) => listen({ data }));
globalThis.postMessage = (value) => parentPort.postMessage(value);
await import(${JSON.stringify(new URL("../../dist/statements-thread.js", import.meta.url).href)});
`;

/** A worker for `openRecords`. */
export class RecordsWorker extends EventTarget {
  #thread = new Thread(new URL(`data:text/javascript,${encodeURIComponent(thread)}`));

  constructor() {
    super();
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
