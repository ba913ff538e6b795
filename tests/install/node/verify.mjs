// Verifies a verdict as a back end does, and says which files were read as WebAssembly.
import { readFileSync } from "node:fs";
import { modulesRead } from "./watch.mjs";

const { init, loadPack, unwrap, verify } = await import("prescreen/server");
const given = JSON.parse(readFileSync(new URL("verdict.json", import.meta.url), "utf8"));

const started = await init();
const { verdict, session, ticket, jkt, now } = given;
const pack = unwrap(loadPack(given.pack));
const checked = await verify({ verdict, session, ticket, pack, jkt, now });
const otherKey = await verify({ verdict, session, ticket, pack, jkt: session.nonce, now });
console.log(
  JSON.stringify({
    started,
    claims: checked.ok && checked.value,
    refused: otherKey.ok ? undefined : otherKey.outcome,
    modules: modulesRead(),
  }),
);
