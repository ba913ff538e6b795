import { unwrap, type Assessment, type Case, type Session } from "prescreen";
import { createScreener } from "prescreen/worker";

const read = async (path: string): Promise<string> => (await fetch(path)).text();

const screener = createScreener();
const started = await screener.init();
const pack = unwrap(await screener.loadPack(await read("/pack.json")));
const assessments: Assessment[] = [];
for (const one of JSON.parse(await read("/cases.json")) as { session: Session; case: Case }[]) {
  assessments.push(unwrap(await screener.screen(pack, one.session, one.case)));
}
screener.dispose();
Object.assign(globalThis, { seen: { started, assessments } });
