// False positives: the coherence rules on 10,000 browsers drawn, with a seed, from a vendor's sample of real ones.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { mkdirSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { bandOf, saidOf, Tally } from "./support/band.mjs";
import { random } from "./support/hands.mjs";

const BROWSERS = 10_000;
/** Populations of the pack, and how the sample calls them. */
const DEVICES = { "drawn-desktops": "desktop", "drawn-phones": "mobile" };
const here = fileURLToPath(new URL(".", import.meta.url));

/** The package's own function, from its source. */
async function classifier() {
  const { buildSync } = createRequire(new URL("../../pkg/package.json", import.meta.url))("esbuild");
  const { outputFiles } = buildSync({
    entryPoints: [`${here}../../pkg/src/observe/classify.ts`],
    bundle: true,
    format: "esm",
    write: false,
  });
  return (await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`)).classify;
}

/** What such a browser would say of itself. The sample has no frames, workers, clocks or permissions. */
const properties = ({ navigator, screen, videoCard, pluginsData }) => ({
  userAgent: navigator.userAgent,
  platform: navigator.platform ?? undefined,
  languages: navigator.languages,
  language: navigator.language ?? undefined,
  cores: navigator.hardwareConcurrency ?? undefined,
  memory: navigator.deviceMemory ?? undefined,
  touchPoints: navigator.maxTouchPoints ?? undefined,
  vendor: navigator.vendor ?? undefined,
  productSub: navigator.productSub ?? undefined,
  webdriver: navigator.webdriver === true || navigator.webdriver === "true",
  brands: navigator.userAgentData?.brands ?? undefined,
  brandPlatform: navigator.userAgentData?.platform ?? undefined,
  pdfViewer: navigator.extraProperties?.pdfViewerEnabled,
  plugins: pluginsData?.plugins?.length,
  screen: { width: screen.width, height: screen.height, availWidth: screen.availWidth, availHeight: screen.availHeight },
  outerWidth: screen.outerWidth,
  outerHeight: screen.outerHeight,
  renderer: videoCard?.renderer ?? undefined,
});

/** What the pack's rules, and every mark by itself, say of browsers of one kind. */
function drawn(generator, classify) {
  const counts = new Map();
  const tally = new Tally();
  const found = { any: 0, "two or more": 0, "not clear under the published pack": 0 };
  for (let n = 0; n < BROWSERS; n += 1) {
    const says = classify(properties(generator.getFingerprint().fingerprint));
    const flags = Object.entries(says).filter(([id, value]) => value === true || (id === "graphics" && value !== "hardware"));
    for (const [id, value] of flags) {
      const name = value === true ? id : `${id} ${value}`;
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    tally.add(says);
    found.any += flags.length > 0 ? 1 : 0;
    found["two or more"] += flags.length > 1 ? 1 : 0;
    found["not clear under the published pack"] += flags.length > 0 && bandOf(says).band !== "clear" ? 1 : 0;
  }
  return { counts: [...counts].sort(([, a], [, b]) => b - a).concat(Object.entries(found)), found, rules: tally.rules };
}

test("coherence rules on real browsers", async () => {
  const { FingerprintGenerator } = await import("fingerprint-generator");
  const classify = await classifier();
  const own = Math.random;
  Math.random = random(20_260_501);
  let profiles;
  try {
    profiles = Object.entries(DEVICES).map(([population, device]) => [
      population,
      drawn(new FingerprintGenerator({ devices: [device] }), classify),
    ]);
  } finally {
    Math.random = own;
  }
  const share = (count) => `${((count / BROWSERS) * 100).toFixed(2)}%`;
  const text = profiles
    .map(([population, { counts, rules }]) => {
      const signals = counts.map(([name, count]) => `| ${name} | ${share(count)} |`).join("\n");
      const held = Object.entries(rules)
        .map(([id, row]) => `| ${id} | ${row.held} of ${row.of} |`)
        .join("\n");
      return `| signal | ${population}, share of ${BROWSERS} |\n|---|---|\n${signals}\n\n| rule | held |\n|---|---|\n${held}\n`;
    })
    .join("\n");
  console.log(text);
  mkdirSync(`${here}../artifacts`, { recursive: true });
  writeFileSync(`${here}../artifacts/population.md`, text);
  for (const [population, { found, rules }] of profiles) {
    for (const [what, count] of Object.entries(found).slice(1))
      assert.ok(count / BROWSERS <= 0.01, `${population}, ${what}: ${share(count)}`);
    assert.deepEqual(saidOf(population), rules, `what the pack says of ${population}`);
  }
});
