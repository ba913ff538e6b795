// Which signals are out of the ordinary, and the table that says so. Thresholds with their reasons stand in the README.

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
const AUTOMATION = ["webdriver", "webdriver-frame", "webdriver-worker", "tool-globals", "patched-functions", "headless-name", "windowless", "permission-mismatch"];
const COHERENCE = ["platform-mismatch", "engine-mismatch", "brands-mismatch", "languages-mismatch", "time-zone-mismatch", "touch-mismatch", "screen-mismatch", "frame-mismatch", "worker-mismatch", "graphics-mismatch", "cores-implausible", "memory-implausible", "plugins-missing"];

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
  return { fired, families: [...new Set(fired.map(({ family }) => family))] };
};

export const table = (attackers, people) => {
  const rows = (list) => list.map(({ name, fired, families }) => `| ${name} | ${fired.map(({ id, value }) => (value === true ? id : `${id} ${value}`)).join(", ") || "not detected"} | ${families.length} |`);
  const head = (title) => `| ${title} | signals that stand out | families |\n|---|---|---|`;
  return `${head("attack")}\n${rows(attackers).join("\n")}\n\n${head("person")}\n${rows(people).join("\n")}\n`;
};
