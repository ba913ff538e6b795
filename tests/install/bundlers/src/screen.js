import "./readme/module.js";
import { init, loadPack, screen, unwrap } from "prescreen";
import "prescreen/elements";

/** @param {string} path */
const read = async (path) => (await fetch(path)).text();

const started = await init();
const pack = unwrap(loadPack(await read("/pack.json")));
/** @type {{ session: import("prescreen").Session, case: import("prescreen").Case }[]} */
const given = JSON.parse(await read("/cases.json"));
const assessments = given.map((one) => unwrap(screen(pack, one.session, one.case)));
const defined = ["prescreen-flow", "prescreen-panel"].filter((name) => customElements.get(name));
Object.assign(globalThis, { seen: { started, assessments, defined } });
