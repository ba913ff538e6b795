// A draft of the answers: only where it is asked for, only on this device, and nothing of it in clear.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, openPage, shot } from "./support/browser.mjs";
import { answerAll, answers, button, confirm, say, settle, signIn, toQuestions } from "./support/journey.mjs";
import { startBroker } from "./support/broker.mjs";
import { startServer } from "./support/server.mjs";
import { serveFolder } from "./support/static.mjs";

let browser;
let server;
before(async () => {
  // A frame of another site on this machine asks a server on this machine, which browsers want a person's leave for.
  [browser, server] = await Promise.all([launch(["--disable-features=LocalNetworkAccessChecks"]), startServer()]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const flow = ({ page }) => page.locator("prescreen-flow");
const eyebrow = (visit, number) =>
  flow(visit)
    .locator(".eyebrow")
    .filter({ hasText: `question ${number} of` });
const visitor = async (context) => {
  const visit = await openPage(browser, server.url, { locale: "en", width: 360, height: 740 });
  context.after(() => visit.context.close());
  visit.page.on("dialog", (dialog) => dialog.accept());
  return visit;
};

/** Everything that the browser keeps for the page, as text: keys are objects that show nothing. */
const stored = (page) =>
  page.evaluate(async () => {
    const settled = (request) =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const shown = async (value) => {
      if (value instanceof CryptoKey) {
        const taken = await crypto.subtle.exportKey("raw", value).catch(() => undefined);
        return taken === undefined ? `key ${value.algorithm.name}` : "A KEY THAT CAN BE READ";
      }
      if (typeof value !== "object" || value === null) return value;
      return Object.fromEntries(await Promise.all(Object.entries(value).map(async ([name, one]) => [name, await shown(one)])));
    };
    const kept = { local: { ...localStorage }, session: { ...sessionStorage }, cookie: document.cookie, stores: {} };
    for (const { name } of await indexedDB.databases()) {
      const database = await settled(indexedDB.open(name));
      for (const store of database.objectStoreNames)
        kept.stores[store] = await shown(await settled(database.transaction(store).objectStore(store).getAll()));
      database.close();
    }
    return kept;
  });

test("a draft goes on after the page was closed, and nothing that is kept can be read", async (context) => {
  const visit = await visitor(context);
  const { page } = visit;
  await signIn(visit, "newcomer");
  await toQuestions(visit);
  assert.equal(await flow(visit).getByRole("checkbox", { name: "Keep a draft on this device" }).isChecked(), false, "nobody is opted in");
  await flow(visit).locator(".opt input").nth(1).click();
  assert.deepEqual((await stored(page)).stores.drafts, {}, "without asking, nothing of the answers is kept");
  await flow(visit).getByRole("checkbox", { name: "Keep a draft on this device" }).click();
  await flow(visit).locator(".draft").filter({ hasText: "is on this device, until" }).waitFor();
  await shot(visit, "draft");
  const chosen = [];
  for (const number of [1, 2, 3, 4]) {
    await eyebrow(visit, number).waitFor();
    await flow(visit).locator(".opt input").nth(1).click();
    chosen.push((await flow(visit).locator(".opt .name").nth(1).innerText()).trim());
    await button(visit, say(visit).next).click();
  }
  await eyebrow(visit, 5).waitFor();
  const kept = await stored(page);
  const [entry] = Object.values(kept.stores.drafts);
  assert.equal(entry.key, "key AES-GCM");
  assert.deepEqual(Object.keys(entry).sort(), ["id", "iv", "key", "savedAt", "sealed"]);
  // Words of questions and options, and their names in the pack.
  const { pack: of } = await (await page.request.get(`${server.url}/broker/me`)).json();
  const pack = await (await page.request.get(`${server.url}/packs/${of.hash}.json`)).json();
  const names = pack.questionnaire.sections.flatMap(({ items }) =>
    items.flatMap(({ id, options }) => [id, ...options.map((one) => one.id)]),
  );
  const inside = Buffer.from(entry.sealed, "base64url").toString("latin1");
  const text = JSON.stringify({ ...kept, stores: { ...kept.stores, drafts: [entry.id, entry.savedAt, entry.iv] } }) + inside;
  for (const word of [...chosen, ...names.filter((name) => name.length > 5), "newcomer", "Avery"])
    assert.equal(text.includes(word), false, word);

  await page.goto(`${server.url}/shelf.html`);
  await toQuestions(visit);
  await eyebrow(visit, 5).waitFor();
  await flow(visit).locator(".drafted").filter({ hasText: "was taken up" }).waitFor();
  await button(visit, say(visit).back).click();
  await eyebrow(visit, 4).waitFor();
  assert.equal(await flow(visit).locator(".opt input").nth(1).isChecked(), true);

  await button(visit, "Clear the draft").click();
  // It is said, and one press keeps one again.
  await flow(visit).locator(".drafted").filter({ hasText: "The draft is cleared" }).waitFor();
  assert.deepEqual((await stored(page)).stores.drafts, {});
});

test("a draft is gone once the answers are confirmed, and after seven days", async (context) => {
  const visit = await visitor(context);
  const { page } = visit;
  await signIn(visit, "lapsed");
  await toQuestions(visit);
  const kept = async () => Object.values((await stored(page)).stores.drafts)[0]?.iv;
  const changed = async (before) => {
    for (let round = 0; round < 100; round += 1) {
      const now = await kept();
      if (now !== undefined && now !== before) return now;
      await page.waitForTimeout(50);
    }
    throw new Error("nothing more was kept");
  };
  await flow(visit).getByRole("checkbox", { name: "Keep a draft on this device" }).click();
  const first = await changed(undefined);
  await flow(visit).locator(".opt input").nth(1).click();
  // Once the answer is in it, nothing is written any more.
  await changed(first);
  // Eight days ago, by the device's clock.
  await page.evaluate(async () => {
    const settled = (request) => new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
    const database = await settled(indexedDB.open("prescreen"));
    const store = database.transaction("drafts", "readwrite").objectStore("drafts");
    for (const entry of await settled(store.getAll())) await settled(store.put({ ...entry, savedAt: Date.now() - 8 * 86_400_000 }));
    database.close();
  });
  await toQuestions(visit);
  await eyebrow(visit, 1).waitFor();
  assert.equal(await flow(visit).locator("#draft").isChecked(), false);
  assert.deepEqual((await stored(page)).stores.drafts, {});

  await flow(visit).getByRole("checkbox", { name: "Keep a draft on this device" }).click();
  await answerAll(visit, answers());
  await confirm(visit);
  await settle(visit, /investor class|enough information|person/);
  assert.deepEqual((await stored(page)).stores.drafts, {});
});

test("leaving offers it, and says what becomes of the answers", async (context) => {
  const visit = await visitor(context);
  await signIn(visit, "returning");
  await toQuestions(visit);
  await flow(visit).locator(".opt input").nth(1).click();
  await button(visit, "Stop").click();
  await flow(visit).getByRole("checkbox", { name: "Keep a draft on this device" }).click();
  await flow(visit).getByText("The draft stays on this device").waitFor();
  await button(visit, "Leave").click();
  await settle(visit, /You stopped/);
  assert.match(await flow(visit).locator(".view").innerText(), /Your draft stays on this device/);
  assert.doesNotMatch(await flow(visit).locator(".view").innerText(), /Nothing of it is kept/);
  assert.equal(Object.keys((await stored(visit.page)).stores.drafts).length, 1);
  await toQuestions(visit);
  await flow(visit).locator(".drafted").filter({ hasText: "was taken up" }).waitFor();
  // Whoever wants to start anew can, before anything is asked.
  await button(visit, "Stop").click();
  await button(visit, "Leave").click();
  await settle(visit, /You stopped/);
  await visit.page.goto(`${server.url}/assess.html`);
  await visit.page.locator(".note.asks details.cancel summary").click();
  await button(visit, "Wipe it and start anew").click();
  await button(visit, "Start a new assessment").waitFor();
  assert.equal(Object.keys((await stored(visit.page)).stores.drafts).length, 0);
});

test("in a frame of another site nothing is kept, and nothing is offered", async (context) => {
  const firm = await startBroker();
  const frame = `<!doctype html><html lang="en"><title>another site</title><iframe width="360" height="700" src="${firm.page.url}"></iframe>`;
  const answer = async (path) => (path === "/" ? new Response(frame, { headers: { "content-type": "text/html" } }) : undefined);
  const outer = await serveFolder(".", "frame-src *", answer);
  const visit = await openPage(browser, outer.url, { locale: "en" });
  context.after(async () => {
    await visit.context.close();
    await Promise.all([outer.close(), firm.page.close(), firm.server.stop()]);
  });
  // The README's policy lets nobody frame the page: here is a firm that has none.
  await visit.context.route(`${firm.page.url}/`, async (route) => {
    const response = await route.fetch();
    const { "content-security-policy": _, ...headers } = response.headers();
    await route.fulfill({ response, headers });
  });
  await visit.page.goto(outer.url.replace("127.0.0.1", "localhost"));
  const inside = visit.page.frameLocator("iframe").locator("prescreen-flow");
  await inside.locator("[data-heading]").waitFor();
  const press = async (name) => {
    const shown = await inside.locator("[data-heading]").innerText();
    await inside.getByRole("button", { name, exact: true }).click();
    await inside.locator("[data-heading]").filter({ hasNotText: shown }).waitFor();
  };
  await press("Continue");
  while ((await inside.locator("fieldset.opts").count()) === 0) await press("I agree");
  assert.equal(await inside.getByRole("checkbox").count(), 0, "no draft is offered");
  const framed = visit.page.frames().find((one) => one.url().startsWith(firm.page.url));
  const databases = await framed.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
  const kept = databases.includes("prescreen") ? (await stored(framed)).stores : {};
  assert.deepEqual([Object.keys(kept.consents ?? {}), Object.keys(kept.drafts ?? {})], [[], []]);
});
