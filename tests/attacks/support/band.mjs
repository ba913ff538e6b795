// The band that a published pack gives to signals, through the package as a host would call it.
import { readFileSync } from "node:fs";
import { init, loadPack, screen, unwrap } from "../../../pkg/dist/index.js";

await init();
const pack = unwrap(loadPack(readFileSync(new URL("../../../packs/cn-securities.json", import.meta.url), "utf8")));
const items = pack.document.questionnaire.sections.flatMap((section) => section.items);
const answers = Object.fromEntries(items.map(({ id, kind, options }) => [id, kind === "multiple" ? [options[1].id] : options[1].id]));
const session = {
  id: "s", nonce: "A".repeat(43), audience: "https://broker.test", subject: "p", purpose: "account_opening", pack: pack.reference, variant: "base",
  now: 1_795_400_000, expires: 1_795_403_600, product: null, profile: null, facts: { birth_date: "1988-04-09", civil_capacity: true },
};

/** Band and the rules that led to it. */
export const bandOf = (signals) => {
  const { fraud, reasons } = unwrap(screen(pack, session, { answers, facts: {}, signals }));
  return { band: fraud, rules: reasons.filter(({ part }) => part === "fraud").map(({ code }) => code).filter((code) => code.startsWith("signal.")) };
};
