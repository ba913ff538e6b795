// The package's own stub, with the person and the pack of these tests.
import { readFileSync } from "node:fs";
import { init } from "prescreen";
import { stubServer } from "prescreen/stub";

export const packText = readFileSync(new URL("../../../packs/cn-securities.json", import.meta.url), "utf8");

/** `document` is the pack; `session`, `told`, `shadows` and `now` are the stub's; `refuse` says what it says no to. */
export const makeServer = async ({ document = packText, session = {}, refuse = {}, ...options } = {}) => {
  await init();
  const facts = { birth_date: "1988-04-09", civil_capacity: true, months_trading: 60 };
  const server = await stubServer({ pack: document, session: { audience: "http://broker.test", facts, ...session }, ...options });
  Object.assign(server.refuse, refuse);
  return server;
};
