import { init, loadPack, screen, unwrap, type Assessment, type Case, type Session } from "prescreen";
import "prescreen/elements";

interface Given {
  session: Session;
  case: Case;
}

const read = async (path: string): Promise<string> => (await fetch(path)).text();

const started = await init();
const pack = unwrap(loadPack(await read("/pack.json")));
const given = JSON.parse(await read("/cases.json")) as Given[];
const assessments: Assessment[] = given.map((one) => unwrap(screen(pack, one.session, one.case)));
const defined = ["prescreen-flow", "prescreen-panel"].filter((name) => customElements.get(name));
Object.assign(globalThis, { seen: { started, assessments, defined } });
