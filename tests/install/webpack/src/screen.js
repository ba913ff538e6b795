import { init, loadPack, screen, unwrap } from "prescreen";
import "prescreen/elements";

const read = async (path) => (await fetch(path)).text();

const started = await init();
const pack = unwrap(loadPack(await read("/pack.json")));
const assessments = JSON.parse(await read("/cases.json")).map((one) => unwrap(screen(pack, one.session, one.case)));
const defined = ["prescreen-flow", "prescreen-panel"].filter((name) => customElements.get(name));
globalThis.seen = { started, assessments, defined };
