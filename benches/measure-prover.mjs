// One pack proved, measured alike in Node and in a browser.

let memory;
const instantiate = WebAssembly.instantiate;
// A module's memory never shrinks: its size in the end is its peak.
WebAssembly.instantiate = async (...given) => {
  const made = await instantiate(...given);
  memory = (made.instance ?? made).exports.memory;
  return made;
};

/** Milliseconds for what is proved while a person types and for everything, and the module's memory. */
export async function prove(lab, text) {
  await lab.init();
  const pack = lab.unwrap(lab.loadPack(text));
  const timed = (run) => {
    const start = performance.now();
    lab.unwrap(run(pack));
    return performance.now() - start;
  };
  const [first, all] = [timed(lab.proveFirst), timed(lab.prove)];
  pack.dispose();
  return { first, all, megabytes: memory.buffer.byteLength / 2 ** 20 };
}
