import { createScreener } from "/node_modules/prescreen/dist/worker.js";

const unwrap = (answered) => {
  if (!answered.ok) throw new Error(answered.error.code);
  return answered.value;
};
const read = async (path) => (await fetch(path)).text();

const screener = createScreener();
const started = await screener.init();
const pack = unwrap(await screener.loadPack(await read("/pack.json")));
const assessments = [];
for (const one of JSON.parse(await read("/cases.json")))
  assessments.push(unwrap(await screener.screen(pack, JSON.stringify(one.session), JSON.stringify(one.case))));
screener.dispose();
globalThis.seen = { started, assessments };
