// Chromium without a word to the outside, pages in a language, a size and a theme, and everything they send.
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const artifacts = fileURLToPath(new URL("../../artifacts/", import.meta.url));
const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const browser = process.env.CHROMIUM ?? "/usr/bin/chromium";

/**
 * `more`: arguments beside the usual ones; `windows`: the browser that people have, not the same engine without windows,
 * which needs half the processor and is taken where it is installed; `options`: those of the driver.
 */
export const launch = (more = [], { windows = false, ...options } = {}) =>
  chromium.launch({
    ...options,
    executablePath: (!windows && process.env.CHROMIUM_SHELL) || browser,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      ...more,
    ],
  });

/** A test sees into closed shadow roots by asking for open ones; one suite runs without this. */
const openRoots = () => {
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (init) {
    return attach.call(this, { ...init, mode: "open" });
  };
};

/** A request's headers but those by which the browser names itself: no page writes them, and a version holds any number. */
const sentBy = (request) => Object.fromEntries(Object.entries(request.headers()).filter(([name]) => !/^(user-agent|sec-ch-ua)/.test(name)));

export async function openPage(
  browser,
  url,
  { locale = "zh-CN", theme = "light", width = 1280, height = 900, peek = true, touch = false } = {},
) {
  const context = await browser.newContext({
    viewport: { width, height },
    locale,
    colorScheme: theme,
    reducedMotion: "reduce",
    acceptDownloads: true,
    hasTouch: touch,
  });
  if (peek) await context.addInitScript(openRoots);
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const requests = [];
  const errors = [];
  context.on("request", (request) => {
    requests.push({ url: request.url(), method: request.method(), body: request.postData() ?? "", headers: sentBy(request) });
  });
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && !/Failed to load resource|net::ERR/.test(message.text())) errors.push(message.text());
  });
  return { context, page, requests, errors, url, locale, theme, width };
}

/** A picture of a state, kept for people to look at. */
export async function shot(visit, name) {
  const folder = `${artifacts}${visit.locale}-${visit.width}-${visit.theme}/`;
  mkdirSync(folder, { recursive: true });
  await visit.page.screenshot({ path: `${folder}${name}.png`, fullPage: true });
}

/** What axe finds wrong with the page as it stands, one line per finding. */
export async function axe(page) {
  await page.evaluate(axeSource);
  const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  return found.violations.flatMap((violation) =>
    violation.nodes.map(
      (node) => `${violation.id}: ${node.target.flat().join(" ")} · ${node.failureSummary?.split("\n")[1]?.trim() ?? ""}`,
    ),
  );
}
