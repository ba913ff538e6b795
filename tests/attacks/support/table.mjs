// Which signals stand out, which rules of a published pack fired, and the table that says so. What stands out here is for
// the reader of the table: the pack alone decides the band. Typing: lowest of 96 people (Aalto data); the rest: what separates
// the tools from the hands in this test, and no study.
import { bandOf } from "./band.mjs";

/** Signal → family, and the test that makes it stand out. */
const UNUSUAL = {
  "typing-interval-mean": ["typing", (v) => v < 40_000],
  "typing-interval-variation": ["typing", (v) => v < 300],
  "typing-hold-median": ["typing", (v) => v < 16_000],
  "pointer-speed-variation": ["pointer", (v) => v < 200],
  "pointer-fractional": ["pointer", (v) => v > 500],
  "click-jumps": ["pointer", (v) => v > 500],
  "click-centred": ["pointer", (v) => v > 500],
  "click-hold-median": ["pointer", (v) => v < 16_000],
  "injected-fields": ["field_entry", (v) => v > 0],
  "unprompted-focus": ["field_entry", (v) => v > 0],
  "entry-delay-median": ["field_entry", (v) => v < 60_000],
  "step-median": ["session_timing", (v) => v < 700_000],
  "step-fastest": ["session_timing", (v) => v < 250_000],
};
const AUTOMATION = [
  "webdriver",
  "webdriver-frame",
  "webdriver-worker",
  "tool-globals",
  "patched-functions",
  "headless-name",
  "windowless",
  "permission-mismatch",
];
const COHERENCE = [
  "platform-mismatch",
  "engine-mismatch",
  "brands-mismatch",
  "languages-mismatch",
  "time-zone-mismatch",
  "touch-mismatch",
  "screen-mismatch",
  "frame-mismatch",
  "worker-mismatch",
  "graphics-mismatch",
  "cores-implausible",
  "memory-implausible",
  "plugins-missing",
];

/** What stands out in these signals. */
export const judge = (signals) => {
  const fired = Object.entries(signals).flatMap(([id, value]) => {
    const [family, unusual] = UNUSUAL[id] ?? [];
    if (unusual?.(value)) return [{ id, family, value }];
    if (AUTOMATION.includes(id) && value === true) return [{ id, family: "automation", value }];
    if (id === "scripted-events" && value > 0) return [{ id, family: "automation", value }];
    if (COHERENCE.includes(id) && value === true) return [{ id, family: "coherence", value }];
    if (id === "graphics" && value === "software") return [{ id, family: "coherence", value }];
    return [];
  });
  return { fired, families: [...new Set(fired.map(({ family }) => family))], ...bandOf(signals) };
};

/** What is of the test and not of anybody's behaviour. */
const ARTEFACTS = `Artefacts: a virtual screen has no graphics hardware, so "graphics software" is in every run without the plug-in; "worker-mismatch" is the
stealth plug-in's own (it changes what the page says and not what a worker says), so without it the last two attacks show nothing;
hands are generated, and people's input goes through the same protocol as the attacks'.\n`;

const rowsOf = (list) =>
  list.map(({ name, fired, rules, band }) => {
    const standing = fired.map(({ id, value }) => (value === true ? id : `${id} ${value}`)).join(", ") || "none";
    const led = rules.map((rule) => rule.replace("signal.", "")).join(", ");
    return `| ${name} | ${standing} | ${led || "none"} | ${band === "clear" && list[0].attack ? "clear: not detected" : band} |`;
  });

/** Signals that stand out in people too: no rule should rest on them alone. */
const overlap = (attackers, people) => {
  const of = (list) => new Set(list.flatMap(({ fired }) => fired.map(({ id }) => id)));
  const human = of(people);
  return [...of(attackers)].filter((id) => human.has(id)).join(", ") || "none";
};

export const table = (attackers, people) => {
  const head = (title) => `| ${title} | signals that stand out | rules that led to the band | band |\n|---|---|---|---|`;
  return `${head("attack")}\n${rowsOf(attackers.map((one) => ({ ...one, attack: true }))).join("\n")}\n\n${head("person")}\n${rowsOf(people).join("\n")}\n\nOverlap: ${overlap(attackers, people)}\n${ARTEFACTS}`;
};

/** How often each rule held for people. */
export const heldTable = (rules) =>
  `| rule | held for people |\n|---|---|\n${Object.entries(rules)
    .map(([id, { held, of }]) => `| ${id} | ${held} of ${of} |`)
    .join("\n")}\n`;
