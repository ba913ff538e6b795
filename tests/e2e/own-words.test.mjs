// A page's own test finds what the elements draw, on this machine alone; and words of a page that cannot be drawn end the
// flow, in place of a question that nobody saw.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { launch, openPage } from "./support/browser.mjs";
import { startBroker, tenLines } from "./support/broker.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

const TESTING = 'import "/testing.js";\n';
const DIST = new URL("../../pkg/dist/", import.meta.url);

const open = async (context, script) => {
  const { page: site, server } = await startBroker(script);
  const visit = await openPage(browser, site.url, { locale: "en", peek: false, width: 800 });
  context.after(async () => {
    await visit.context.close();
    await Promise.all([site.close(), server.stop()]);
  });
  await visit.page.addInitScript(() => {
    globalThis.told = [];
    for (const name of ["prescreen-error", "prescreen-step"])
      addEventListener(name, ({ detail }) => globalThis.told.push(`${name} ${detail.code ?? detail.stage}`));
  });
  await visit.page.goto(site.url);
  return visit;
};

const next = async (page) => {
  const on = page.getByRole("button", { name: /^(Continue|I agree)$/ }).first();
  await on.waitFor();
  await on.click();
};

test("with prescreen/testing a page's own test finds a question by its role and name", async (context) => {
  const { page } = await open(context, TESTING + tenLines);
  for (let views = 0; views < 8 && (await page.getByRole("radio").count()) === 0; views += 1) await next(page);
  assert.ok((await page.getByRole("radio").count()) > 1);
  assert.equal(await page.getByRole("heading", { name: "Where does most of your income come from?" }).count(), 1);
});

test("without it, what is drawn is in no test's reach, nor with it on another machine's page", async (context) => {
  const { page } = await open(context, tenLines);
  await page.locator("prescreen-flow").waitFor();
  assert.equal(await page.locator("prescreen-flow").evaluate((host) => host.shadowRoot), null);
  await page.route("http://broker.example/**", async (route) => {
    const { pathname } = new URL(route.request().url());
    const body = pathname === "/" ? "<!doctype html><title>Broker</title>" : await readFile(new URL(`.${pathname}`, DIST));
    await route.fulfill({ body, contentType: pathname === "/" ? "text/html" : "text/javascript" });
  });
  await page.goto("http://broker.example/");
  const refused = await page.evaluate(() => import("/testing.js").then(String, ({ code, message }) => `${code}: ${message}`));
  assert.match(refused, /^unsupported: .*not of this machine/);
  const closed = await page.evaluate(() =>
    import("/elements.js").then(() => {
      const flow = document.createElement("prescreen-flow");
      document.body.append(flow);
      return flow.shadowRoot === null;
    }),
  );
  assert.ok(closed);
});

test("a word that the element does not have, or of another kind, is told as soon as it is set, and its own stands", async (context) => {
  const said = [];
  const { page } = await open(context, TESTING + tenLines);
  page.on("console", (message) => said.push(message.text()));
  await page.locator("prescreen-flow").waitFor();
  await page.evaluate(() => {
    const texts = { proceed: "Go on now", question: { next: "x", of: "x" }, nonsense: {}, steps: { hosts: { call: "We call" } } };
    document.querySelector("prescreen-flow").texts = texts;
  });
  await page.getByRole("button", { name: "Go on now" }).first().waitFor();
  assert.deepEqual(
    said.filter((one) => one.startsWith("prescreen: texts")).map((one) => /'([a-z.]+)'/.exec(one)[1]),
    ["question.next", "question.of", "nonsense"],
  );
});

test("words that cannot be drawn end the flow in place of a question that nobody saw, and the page is told", async (context) => {
  const { page } = await open(
    context,
    TESTING + tenLines.replace("guarded: true", "guarded: true, texts: { question: { of: () => null.x } }"),
  );
  const told = () => page.evaluate(() => globalThis.told);
  for (let views = 0; views < 12 && !(await told()).some((one) => one.startsWith("prescreen-error")); views += 1) {
    const on = page.getByRole("button", { name: /^(Continue|I agree)$/ }).first();
    if (await on.isVisible().catch(() => false)) await on.click();
    await page.waitForTimeout(300);
  }
  const all = await told();
  assert.deepEqual(
    all.filter((one) => one.startsWith("prescreen-error")),
    ["prescreen-error internal"],
    all.join(", "),
  );
  assert.equal(await page.getByRole("radio").count(), 0);
  assert.ok((await page.getByRole("heading").first().innerText()).length > 0, "the person reads that it stopped");
});

test("the page's own alignment and spacing do not reach the elements", async (context) => {
  const { page } = await open(context, TESTING + tenLines);
  await page.evaluate(() => {
    document.querySelector("main").style.cssText = "text-align: center; letter-spacing: 3px; text-transform: uppercase";
  });
  const heading = page.getByRole("heading").first();
  await heading.waitFor();
  const seen = await heading.evaluate((of) => [getComputedStyle(of).textAlign, getComputedStyle(of).textTransform]);
  assert.deepEqual(seen, ["start", "none"]);
  const text = await page
    .locator("prescreen-flow p")
    .first()
    .evaluate((of) => getComputedStyle(of).letterSpacing);
  assert.equal(text, "normal");
});
