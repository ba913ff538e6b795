// False positives: the coherence rules on 10,000 browsers drawn, with a seed, from a vendor's sample of real ones.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { mkdirSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { bandOf } from "./support/band.mjs";
import { random } from "./support/hands.mjs";

const BROWSERS = 10_000;
const here = fileURLToPath(new URL(".", import.meta.url));

/** The package's own function, from its source. */
async function classifier() {
  const { buildSync } = createRequire(new URL("../../pkg/package.json", import.meta.url))("esbuild");
  const { outputFiles } = buildSync({ entryPoints: [`${here}../../pkg/src/observe/classify.ts`], bundle: true, format: "esm", write: false });
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
  webdriver: navigator.webdriver === true || navigator.webdriver === "true" ? true : false,
  brands: navigator.userAgentData?.brands ?? undefined,
  brandPlatform: navigator.userAgentData?.platform ?? undefined,
  pdfViewer: navigator.extraProperties?.pdfViewerEnabled,
  plugins: pluginsData?.plugins?.length,
  screen: { width: screen.width, height: screen.height, availWidth: screen.availWidth, availHeight: screen.availHeight },
  outerWidth: screen.outerWidth,
  outerHeight: screen.outerHeight,
  renderer: videoCard?.renderer ?? undefined,
});

test("coherence rules on real browsers", async () => {
  const { FingerprintGenerator } = await import("fingerprint-generator");
  const classify = await classifier();
  const own = Math.random;
  Math.random = random(20_260_501);
  const counts = new Map();
  let any = 0;
  let two = 0;
  let stepped = 0;
  try {
    const generator = new FingerprintGenerator();
    for (let n = 0; n < BROWSERS; n += 1) {
      const found = classify(properties(generator.getFingerprint().fingerprint));
      const flags = Object.entries(found).filter(([id, value]) => value === true || (id === "graphics" && value !== "hardware"));
      for (const [id, value] of flags) {
        const name = value === true ? id : `${id} ${value}`;
        counts.set(name, (counts.get(name) ?? 0) + 1);
      }
      any += flags.length > 0 ? 1 : 0;
      two += flags.length > 1 ? 1 : 0;
      if (flags.length > 0 && bandOf(found).band !== "clear") stepped += 1;
    }
  } finally {
    Math.random = own;
  }
  const share = (count) => `${((count / BROWSERS) * 100).toFixed(2)}%`;
  const rows = [...counts].sort(([, a], [, b]) => b - a).map(([name, count]) => `| ${name} | ${share(count)} |`);
  const text = `| rule | share of ${BROWSERS} browsers |\n|---|---|\n${rows.join("\n")}\n| any | ${share(any)} |\n| two or more | ${share(two)} |\n| not clear under the published pack | ${share(stepped)} |\n`;
  console.log(text);
  mkdirSync(`${here}../artifacts`, { recursive: true });
  writeFileSync(`${here}../artifacts/population.md`, text);
  assert.ok(two / BROWSERS <= 0.01, `two or more rules at once on ${share(two)}`);
  assert.ok(stepped / BROWSERS <= 0.01, `not clear: ${share(stepped)}`);
});
