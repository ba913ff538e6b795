// The package's worker of records, whose module's memory can be asked for.

const memories = new Set();
for (const name of ["instantiate", "instantiateStreaming"]) {
  const start = WebAssembly[name];
  WebAssembly[name] = async (...given) => {
    const started = await start(...given);
    memories.add((started.instance ?? started).exports.memory);
    return started;
  };
}

/** Bytes of all modules together. A memory never shrinks: what it is at the end is the most that it was. */
new BroadcastChannel("memory").addEventListener("message", ({ data, target }) => {
  if (data === "asked") target.postMessage([...memories].reduce((all, { buffer }) => all + buffer.byteLength, 0));
});

// What the page asks before the package's own code listens is asked again then.
const early = [];
const keep = (event) => early.push(event.data);
globalThis.addEventListener("message", keep);
await import("/pkg/dist/statements-thread.js");
globalThis.removeEventListener("message", keep);
for (const data of early) globalThis.dispatchEvent(new MessageEvent("message", { data }));
