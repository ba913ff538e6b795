// A questionnaire in an experiment: a variant is made, proved and assigned on the command line, a visitor sees it, sees it again, and
// nothing but the verdict leaves.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch, openPage } from "./support/browser.mjs";
import { answerAll, answers, button, confirm, heading, say, signIn, throughNotices, toQuestions } from "./support/journey.mjs";
import { binary, startServer } from "./support/server.mjs";
import { told } from "./support/left.mjs";

const root = new URL("../../", import.meta.url).pathname;
const control = JSON.parse(readFileSync(`${root}packs/cn-securities.json`, "utf8"));
const [first] = control.questionnaire.sections[0].items;
const words = { en: "Asked in the words of the variant", "zh-CN": "用变体的话来问" };
const text = (locale) => control.texts[locale][`item.${first.id}`];
/** Questions and options, as a body would name them. */
const ids = control.questionnaire.sections
  .flatMap(({ items }) => items)
  .flatMap(({ id, options }) => [`"${id}"`, `item/${id}`, ...options.map((option) => `"${option.id}"`)]);
const CUSTOMERS = ["newcomer", "returning", "lapsed"];
const folder = mkdtempSync(join(tmpdir(), "prescreen-variant-"));
const prescreen = (...args) => execFileSync(binary(), args, { encoding: "utf8" });

/** A file of this test. */
const file = (name, text) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

/** The variant's pack among the shipped ones, and who is assigned to it. */
const prepare = () => {
  const packs = join(folder, "packs");
  cpSync(`${root}packs`, packs, { recursive: true });
  const variant = {
    id: "cn-securities-b",
    texts: Object.fromEntries(Object.entries(words).map(([locale, said]) => [locale, { [`item.${first.id}`]: said }])),
  };
  const experiment = { key: "wording", hashAttribute: "id", variations: [{}, variant], meta: [{ key: "usual" }, { key: "other-words" }] };
  const features = file("features.json", JSON.stringify({ features: { questionnaire: { defaultValue: {}, rules: [experiment] } } }));
  const knobs = file("control.json", JSON.stringify({ ...control, knobs: ["texts"] }));
  mkdirSync(join(folder, "made"));
  prescreen("experiment", "variant", knobs, features, "--feature", "questionnaire", "--out", join(folder, "made"));
  cpSync(join(folder, "made"), packs, { recursive: true });
  const people = file("people.ndjson", CUSTOMERS.map((id) => `${JSON.stringify({ id })}\n`).join(""));
  const lines = prescreen("experiment", "assign", "--features", features, "--attributes", people).trim().split("\n");
  const assigned = lines.map((line) => JSON.parse(line));
  const of = ({ questionnaire: { id } }) => (id ? { variation: "other-words", pack: id } : { variation: "usual" });
  const document = { experiment: "wording", people: Object.fromEntries(assigned.map((one) => [one.id, of(one)])) };
  return { packs, experiment: file("experiment.json", JSON.stringify(document)), people: document.people };
};

let browser;
let server;
let people;
before(async () => {
  const prepared = prepare();
  people = prepared.people;
  [browser, server] = await Promise.all([launch([], { windows: true }), startServer(prepared)]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const visitor = async (context, locale, size = {}) => {
  const visit = await openPage(browser, server.url, { locale, ...size });
  context.after(() => visit.context.close());
  visit.sent = [];
  visit.page.on("request", (request) => visit.sent.push(`${request.method()} ${request.url()} ${request.postData() ?? ""}`));
  return visit;
};

const claims = (jws) => JSON.parse(Buffer.from(jws.split(".")[1], "base64url").toString());

test("people of both variations are there", () => {
  assert.deepEqual(new Set(CUSTOMERS.map((id) => people[id].variation)), new Set(["usual", "other-words"]));
});

test("no question stands there before the exposure is acknowledged, however long the host takes", async (context) => {
  const customer = CUSTOMERS.find((id) => people[id].variation === "other-words");
  const visit = await visitor(context, "en");
  const { page } = visit;
  const exposures = () => server.events("wording").filter(({ event }) => event === "exposure").length;
  const before = exposures();
  let release;
  const held = new Promise((resolve) => {
    release = resolve;
  });
  let claimed;
  const claim = new Promise((resolve) => {
    claimed = resolve;
  });
  await page.route(/\/claim$/, async (route) => {
    claimed();
    await held;
    await route.continue();
  });
  await signIn(visit, customer);
  await page.goto(`${visit.url}/assess.html`);
  await button(visit, say(visit).begin).click();
  await claim;
  // Whatever the page could draw by itself is drawn.
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  const shown = await page.locator("prescreen-flow").evaluate((flow) => flow.shadowRoot.textContent);
  for (const said of [text("en"), words.en]) assert.ok(!shown.includes(said), shown);
  assert.equal(await page.locator("prescreen-flow fieldset.opts").count(), 0);
  assert.equal(exposures(), before);
  release();
  await throughNotices(visit);
  assert.ok((await heading(visit)).includes(words.en));
  assert.equal(exposures(), before + 1);
});

/** Keeps what the page is told of questions, as a host's page would. */
const listening = (visit) =>
  visit.context.addInitScript(() => {
    window.told = [];
    addEventListener("prescreen-question", ({ detail }) => window.told.push(detail));
  });
const heard = ({ page }) => page.evaluate(() => window.told);

test("the page is told which questions were left behind, each once and never how, and the firm's report counts them", async (context) => {
  const ids = control.questionnaire.sections.flatMap(({ items }) => items.map(({ id }) => id));
  const customer = CUSTOMERS.find((id) => people[id].variation === "usual");
  const visit = await visitor(context, "en");
  await listening(visit);
  await signIn(visit, customer);
  await toQuestions(visit);
  const before = server.events("wording");
  assert.deepEqual(await heard(visit), [], "a question that is shown is not left behind");
  // Back from the second question, and on again: the first is left behind once.
  await visit.page.locator("prescreen-flow .opt input").first().check();
  await button(visit, say(visit).next).click();
  await visit.page
    .locator("prescreen-flow")
    .getByRole("button", { name: say(visit).back, exact: true })
    .click();
  assert.deepEqual(
    (await heard(visit)).map(({ question }) => question),
    ids.slice(0, 1),
  );
  // The third is left out.
  await answerAll(visit, answers({ 3: null }));
  const all = await heard(visit);
  assert.deepEqual(
    all.map(({ question }) => question),
    ids,
  );
  for (const one of all) {
    assert.deepEqual(Object.keys(one), ["question", "seconds"]);
    assert.ok(Number.isInteger(one.seconds) && one.seconds >= 0 && one.seconds <= 3600);
  }
  // The firm numbers its own events on from the person's last one.
  const { unit } = before.findLast(({ event }) => event === "exposure");
  const last = Math.max(...before.filter((one) => one.unit === unit).map(({ seq }) => seq));
  const hour = before[0].received;
  const questions = all.map((one, n) => ({ event: "question", experiment: "wording", unit, seq: last + 1 + n, received: hour, ...one }));
  const day = new Date(`${hour.slice(0, 10)}T00:00:00Z`);
  const plan = {
    experiment_plan: 1,
    experiment: "wording",
    variations: ["usual", "other-words"],
    phases: [
      { id: "one", from: hour.slice(0, 10), to: new Date(day.valueOf() + 7 * 86_400_000).toISOString().slice(0, 10), weights: [1, 1] },
    ],
    metrics: [{ id: "completed", kind: "completion" }],
    primary: "completed",
    looks: "always",
    smallest_effect_bp: 1000,
    baseline_bp: 7000,
    people_per_day: 10,
    questions: ids,
  };
  const lines = [...before, ...questions].map((event) => `${JSON.stringify(event)}\n`).join("");
  const args = [file("questions.ndjson", lines), "--plan", file("plan.json", JSON.stringify(plan)), "--json"];
  const report = JSON.parse(prescreen("experiment", "report", ...args));
  const reached = report.phases[0].questions.map(({ question, reached: by }) => [
    question,
    by.find(({ variation }) => variation === "usual").people,
  ]);
  assert.deepEqual(
    reached,
    ids.map((id) => [id, 1]),
  );
});

test("outside an experiment the page is told of no question", async (context) => {
  const visit = await visitor(context, "en");
  await listening(visit);
  await signIn(visit, "elder");
  await toQuestions(visit);
  await answerAll(visit, answers());
  assert.deepEqual(await heard(visit), []);
});

for (const [locale, size] of [
  ["en", { width: 1280, height: 800 }],
  ["zh-CN", { width: 360, height: 740 }],
]) {
  test(`a visitor sees their variation, after a reload and on return, and nothing but the verdict leaves (${locale})`, async (context) => {
    for (const variation of ["usual", "other-words"]) {
      const customer = CUSTOMERS.find((id) => people[id].variation === variation);
      const expected = variation === "usual" ? text(locale) : words[locale];
      const visit = await visitor(context, locale, size);
      await signIn(visit, customer);
      await toQuestions(visit);
      assert.ok((await heading(visit)).includes(expected), `${variation}: ${await heading(visit)}`);
      await visit.page.reload();
      await toQuestions(visit);
      assert.ok((await heading(visit)).includes(expected), `${variation}, after a reload`);
      // On return, in a browser that knows nothing of the first visit.
      const again = await visitor(context, locale, size);
      await signIn(again, customer);
      await toQuestions(again);
      assert.ok((await heading(again)).includes(expected), `${variation}, on return`);
      const chosen = await answerAll(again, answers());
      await confirm(again);
      await button(again, say(again).send).waitFor();
      const posted = again.page.waitForRequest(/\/verdict$/);
      await button(again, say(again).send).click();
      const sent = (await posted).postData();
      await again.page.locator("main .note[role=status]").waitFor();
      const verdict = claims(sent.startsWith("{") ? JSON.parse(sent).verdict : sent);
      assert.equal(verdict.variant, `wording.${variation}`);
      assert.equal(verdict.pack.id, variation === "usual" ? "cn-securities" : "cn-securities-b");
      // The page says nothing of an experiment by itself, and no answer.
      const others = again.sent.filter((one) => !one.includes("/verdict "));
      for (const one of others) assert.ok(!one.includes("wording") && !one.includes("other-words"), one);
      assert.deepEqual(told(again.requests, [...chosen.filter((words) => words.length > 1), ...ids]), []);
      assert.deepEqual([...visit.errors, ...again.errors], []);
    }
    const events = server.events("wording");
    const done = events.filter(({ event }) => event === "completion");
    assert.ok(done.length >= 2 && done.every((one) => one.class && one.outcome && !("variation" in one)));
    assert.deepEqual(
      new Set(events.filter(({ event }) => event === "exposure").map((one) => one.variation)),
      new Set(["usual", "other-words"]),
    );
    for (const customer of CUSTOMERS) assert.ok(!JSON.stringify(events).includes(customer));
    for (const { unit } of events) assert.match(unit, /^[\w-]{43}$/);
  });
}
