// What a visitor meets beside the assessment: the first page, errors that say what happened, requests that count once, titles.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, openPage, shot } from "./support/browser.mjs";
import { button, confirm, say, signIn, startPurchase, steps, throughNotices, toQuestions } from "./support/journey.mjs";
import { startServer } from "./support/server.mjs";

let browser;
let server;
before(async () => {
  [browser, server] = await Promise.all([launch(), startServer()]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const visitor = async (context, options) => {
  const visit = await openPage(browser, server.url, { locale: "en", ...options });
  context.after(() => visit.context.close());
  return visit;
};

const posts = ({ requests }, path) => requests.filter(({ method, url }) => method === "POST" && url.endsWith(path)).length;

test("the first page has three ways in and every customer's age and class", async (context) => {
  const visit = await visitor(context);
  const { page } = visit;
  await page.goto(`${visit.url}/index.html`);
  const people = page.locator(".people button");
  await people.first().waitFor();
  assert.deepEqual(await page.locator(".doors a").evaluateAll((links) => links.map((link) => link.getAttribute("href"))), [
    "#choose",
    "guide.html",
    "guide.html#teams",
  ]);
  const { customers } = await (await page.request.get(`${visit.url}/broker/customers`)).json();
  const told = await people.allInnerTexts();
  for (const [place, { age, class: id, name }] of customers.entries()) {
    assert.ok(told[place].includes(name.en) && told[place].includes(`aged ${age}`), told[place]);
    assert.match(told[place], id === null ? /no class yet/ : new RegExp(`^${id}`));
  }
  // It moves once and not on, and not at all where nothing may move; the picture has its sentence.
  const moving = await page.evaluate(
    () => document.getAnimations().filter(({ effect }) => effect.getTiming().iterations === Infinity).length,
  );
  assert.equal(moving, 0);
  assert.match(await page.locator("figcaption").innerText(), /You answer on your device/);
});

test("an address that leads nowhere is told in words to a browser, and as a problem to a program", async (context) => {
  const visit = await visitor(context);
  const answer = await visit.page.goto(`${visit.url}/nowhere.html`);
  assert.equal(answer.status(), 404);
  await visit.page.getByRole("heading", { name: "There is no such page" }).waitFor();
  const asked = await visit.page.request.get(`${visit.url}/nowhere.html`, { headers: { accept: "application/json" } });
  assert.deepEqual([asked.status(), (await asked.json()).code], [404, "not-found"]);
});

test("who was signed out reads that, and signs in again", async (context) => {
  const visit = await visitor(context);
  await signIn(visit, "newcomer");
  await visit.page.goto(`${visit.url}/assess.html`);
  await button(visit, say(visit).begin).waitFor();
  await visit.page.request.post(`${visit.url}/broker/logout`);
  await button(visit, say(visit).begin).click();
  const alert = visit.page.getByRole("alert");
  await alert.getByRole("heading", { name: "You were signed out" }).waitFor();
  await shot(visit, "signed-out");
  await alert.getByRole("link").click();
  await visit.page.waitForURL(/index\.html/);
});

test("however often Start is pressed, one session is opened", async (context) => {
  const visit = await visitor(context);
  await signIn(visit, "newcomer");
  await visit.page.goto(`${visit.url}/assess.html`);
  await button(visit, say(visit).begin).waitFor();
  await button(visit, say(visit).begin).dblclick();
  await throughNotices(visit);
  assert.equal(posts(visit, "/broker/sessions"), 1);
  assert.equal(visit.requests.filter(({ url }) => url.endsWith("/claim")).length, 1);
});

test("a person is asked for once", async (context) => {
  const visit = await visitor(context);
  await signIn(visit, "returning");
  await visit.page.goto(`${visit.url}/account.html`);
  const ask = visit.page.getByRole("button", { name: /^Ask a person/ });
  await ask.click();
  await visit.page.getByText("Received: a colleague calls you").waitFor();
  for (let press = 0; press < 3; press += 1) await ask.click({ force: true });
  assert.equal(posts(visit, "/broker/contact"), 1);
  assert.equal(await ask.getAttribute("aria-disabled"), "true");
});

test("the window's title and the heading's description say where the person is", async (context) => {
  const visit = await visitor(context);
  await signIn(visit, "newcomer");
  await toQuestions(visit);
  assert.match(await visit.page.title(), /^Questions · /);
  const described = await visit.page.locator("prescreen-flow").evaluate(({ shadowRoot }) => {
    const heading = shadowRoot.querySelector("[data-heading]");
    return shadowRoot.getElementById(heading.getAttribute("aria-describedby")).textContent;
  });
  assert.match(described, /question 1 of \d+/);
});

test("a flow that is taken out of its page and put back goes on with its answers", async (context) => {
  const visit = await visitor(context);
  await signIn(visit, "newcomer");
  await toQuestions(visit);
  const flow = visit.page.locator("prescreen-flow");
  await flow.locator(".opt input").first().click();
  await button(visit, say(visit).next).click();
  await flow.getByText(/question 2 of/).waitFor();
  await visit.page.evaluate(async () => {
    const host = document.querySelector("prescreen-flow");
    const { parentNode, nextSibling } = host;
    host.remove();
    await new Promise((done) => setTimeout(done, 300));
    parentNode.insertBefore(host, nextSibling);
  });
  await flow.getByText(/question 2 of/).waitFor();
  assert.equal(visit.requests.filter(({ url }) => url.endsWith("/claim")).length, 1);
  await button(visit, say(visit).back).click();
  await flow.getByText(/question 1 of/).waitFor();
  assert.equal(await flow.locator(".opt input").first().isChecked(), true);
});

test("what waits for the person stands first on shelf and account, with the way to go on", async (context) => {
  const visit = await visitor(context);
  const { page } = visit;
  await signIn(visit, "elder");
  await startPurchase(visit, "chinext");
  await confirm(visit);
  await button(visit, say(visit).send).click();
  await steps(visit, { until: "wait" });
  for (const address of ["shelf.html", "account.html"]) {
    await page.goto(`${visit.url}/${address}`);
    await page.locator("main:not([aria-busy]) h1").waitFor();
    const waiting = page.locator("main .note.asks").filter({ hasText: "ChiNext" });
    assert.equal(await waiting.locator("a").getAttribute("href"), "buy.html#chinext", address);
    assert.match(await waiting.innerText(), /CNY 10,000[\s\S]*steps not finished/);
    const above = await waiting.evaluate((one) => one.compareDocumentPosition(document.querySelector("main .sect, main .filter")));
    // 4: the other follows.
    assert.ok(above & 4, address);
  }
});

test("the pack is asked for once, before the script that reads it", async (context) => {
  const visit = await visitor(context);
  await signIn(visit, "returning");
  visit.requests.length = 0;
  await visit.page.goto(`${visit.url}/shelf.html`);
  await visit.page.locator(".prod").first().waitFor();
  const packs = visit.requests.map(({ url }) => new URL(url).pathname).filter((path) => path.startsWith("/packs/"));
  assert.equal(packs.length, 1, packs.join(" "));
  const places = visit.requests.map(({ url }) => new URL(url).pathname);
  // The document asks for it itself, with everything else that it names: what a script asks for comes later.
  const later = places.findIndex((path) => path.startsWith("/assets/elements"));
  assert.ok(later > 0 && places.indexOf(packs[0]) < later, places.join(" "));
});
