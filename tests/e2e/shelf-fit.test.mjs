// Products in the order in which they fit: the order that comparing every two says, with its reasons and arithmetic; who has none; and nothing that leaves.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { axe, launch, openPage, shot } from "./support/browser.mjs";
import { cramped } from "./support/cramped.mjs";
import { signIn } from "./support/journey.mjs";
import { outOfOrder } from "./support/reading.mjs";
import { startServer } from "./support/server.mjs";

const pack = JSON.parse(readFileSync(new URL("../../packs/cn-securities.json", import.meta.url), "utf8"));

let browser;
let server;
before(async () => {
  [browser, server] = await Promise.all([launch(), startServer()]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** What the money is for; amounts in minor units. */
const plans = {
  horizon: "no-limit",
  types: ["equity"],
  horizon_months: 24,
  needed_within_days: 30,
  planned_amount: 5_000_000,
  means_in_all: 90_000_000,
};

const facts = ["horizon_months", "needed_within_days", "planned_amount", "means_in_all"];
const typedAs = (id, value) => (id.endsWith("amount") || id.startsWith("means") ? (value / 100).toFixed(2) : String(value));

async function opened(customer, options = {}) {
  const visit = await openPage(browser, server.url, { locale: "en", ...options });
  await signIn(visit, customer);
  await visit.page.goto(`${visit.url}/shelf.html`);
  await visit.page.locator("main:not([aria-busy]) h1").waitFor();
  return visit;
}

async function openForm({ page }) {
  await page.locator("details.fitting > summary").click();
  await page.locator(".plans").waitFor();
}

async function say({ page }, change = {}) {
  const said = { ...plans, ...change };
  await page.locator(`[name=plan-horizon][value=${said.horizon}]`).check();
  for (const type of said.types) await page.locator(`[name=plan-product-types][value=${type}]`).check();
  for (const fact of facts) await page.locator(`#plan-${fact}`).fill(typedAs(fact, said[fact]));
}

const press = ({ page }) => page.locator(".plans button[type=submit]").click();

/** What a criterion measures, from the documents alone. */
const measured = (by, { type, figures }, values) => {
  if (by === "horizon") return Math.max(figures.months - values.horizon_months, 0);
  if (by === "liquidity") return Math.max(figures.days - values.needed_within_days, 0);
  if (by === "concentration") return Math.ceil(((values[`held_${type}`] + values.planned_amount) * 10_000) / values.means_in_all);
  return { loss: figures.loss, complexity: Number(figures.complex), cost: figures.cost }[by];
};

/** Whether the first fits better, by the first criterion in whose bands the two differ. */
const compared = (one, other, values) => {
  for (const { id, by, ends } of pack.shelf.criteria) {
    const [own, others] = [one, other].map((sheet) => ends.filter((end) => measured(by, sheet, values) >= end).length);
    if (own !== others) return { better: own < others, criterion: id };
  }
  return undefined;
};

/** The ids in order, from the documents alone: within class, term, type and target market, with every figure. */
const expected = (products, known, said) => {
  const values = { ...known.facts, ...said };
  const reach = pack.matching.grades.indexOf(pack.matching.reach.grades[known.profile.class]);
  const term = pack.matching.term.fits[said.horizon];
  const types = said.types.flatMap((type) => pack.matching.type.fits[type]);
  const fits = ({ issuer_grade, seller_grade, type, term: own, figures }) =>
    Math.max(pack.matching.grades.indexOf(issuer_grade), pack.matching.grades.indexOf(seller_grade)) <= reach &&
    term.includes(own) &&
    types.includes(type) &&
    figures.target.includes(known.profile.class) &&
    !Object.values(figures).includes(null);
  const sheets = products.map(({ sheet }) => sheet).filter(fits);
  return sheets
    .sort((one, other) => {
      const of = compared(one, other, values);
      return of ? (of.better ? -1 : 1) : one.id < other.id ? -1 : 1;
    })
    .map(({ id }) => id);
};

const ask = async ({ page, url }, path) => (await page.request.get(`${url}${path}`)).json();
const shownOrder = ({ page }) => page.locator("ol.fit > li").evaluateAll((rows) => rows.map((row) => row.dataset.product));

for (const { locale, width, theme } of [
  { locale: "en", width: 1280, theme: "light" },
  { locale: "zh-CN", width: 360, theme: "light" },
  { locale: "en", width: 360, theme: "dark" },
  { locale: "zh-CN", width: 1280, theme: "dark" },
])
  test(`what fits stands in the order of the rule, with its reasons and arithmetic (${locale}, ${width}, ${theme})`, async (context) => {
    const visit = await opened("returning", { locale, width, theme });
    context.after(() => visit.context.close());
    const { page } = visit;
    await openForm(visit);
    const looked = async (name) => {
      await shot(visit, name);
      assert.deepEqual(await axe(page), [], name);
      assert.deepEqual(await page.evaluate(cramped), [], name);
      if (width < 400) assert.deepEqual(await page.evaluate(outOfOrder), [], name);
    };
    await looked("fit-form");
    await say(visit);
    await press(visit);
    await page.locator("ol.fit > li").first().waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.id), "fit-h");
    const [{ products }, me] = await Promise.all([ask(visit, "/broker/products"), ask(visit, "/broker/me")]);
    // Of the products that this customer looks for, only STAR's permission is not held yet.
    assert.equal(me.facts.star_permission, false);
    const order = await shownOrder(visit);
    const open = products.filter(({ sheet }) => !sheet.tags.includes("star"));
    assert.deepEqual(order, expected(open, me, plans));
    assert.ok(order.length >= 6 && order.includes("bond-fund") && !order.includes("options"));
    const name = (id) => products.find(({ sheet }) => sheet.id === id).sheet.name[locale];
    // Everything else is told, each with what keeps it out.
    await page.locator("details.out > summary").click();
    const out = await page
      .locator("details.out dd")
      .evaluateAll((all) => Object.fromEntries(all.map(({ dataset }) => [dataset.out, dataset.why])));
    assert.equal(Object.keys(out).length + order.length, products.length);
    // A permission that is not held refuses, whatever else would keep it out.
    assert.deepEqual([out.star, out.bse, out.connect], ["refuse", "refuse", "refuse"]);
    assert.ok(await page.locator("[data-out=star] .state.permission").isVisible());
    assert.equal(await page.locator("[data-out=star] a").getAttribute("href"), "apply.html#star/star");
    assert.equal(await page.locator("[data-out=private-fund] a").count(), 0, "no permission opens it");
    for (const row of await page.locator("details.why > summary").all()) await row.click();
    // The arithmetic of one share: 670,000 of 900,000, rounded up.
    const held = (me.facts.held_equity + plans.planned_amount) / plans.means_in_all;
    const share = `${Math.ceil(held * 10_000) / 100}%`;
    assert.ok((await page.locator("[data-product=balanced-fund]").innerText()).includes(share), share);
    // Each reason names the neighbour and the criterion that decides between the two.
    const values = { ...me.facts, ...plans };
    const sheetOf = (id) => products.find(({ sheet }) => sheet.id === id).sheet;
    for (const [n, id] of order.slice(0, -1).entries()) {
      const said = await page.locator(`[data-product="${id}"] .why`).innerText();
      const of = compared(sheetOf(id), sheetOf(order[n + 1]), values);
      if (!of) continue;
      assert.ok(said.includes(name(order[n + 1])), `${id} names ${order[n + 1]}`);
      assert.ok(said.includes(pack.texts[locale][`criterion.${of.criterion}`]), `${id} by ${of.criterion}`);
    }
    assert.doesNotMatch((await page.locator("ol.fit .why").allInnerTexts()).join(" "), /\b0 (months too long|days late)|超出期限 0|晚到 0/);
    // Who shares a place with a neighbour is said to.
    const places = await page
      .locator("ol.fit > li")
      .evaluateAll((rows) => rows.map((row) => [row.querySelector(".no").textContent, row.querySelector("h3 .tier") !== null]));
    for (const [place, isTied] of places) assert.equal(isTied, places.filter(([other]) => other === place).length > 1, place);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(wide <= 0, `${wide} px too wide`);
    await looked("fit-order");
    assert.deepEqual(visit.errors, []);
  });

test("each figure of the order says where it comes from and what to do where it looks wrong", async (context) => {
  const visit = await opened("returning");
  context.after(() => visit.context.close());
  const { page } = visit;
  await openForm(visit);
  await say(visit);
  await press(visit);
  const row = page.locator("ol.fit > li").first();
  await row.locator("details.why > summary").click();
  const wrong = row.locator("details.wrong-with");
  assert.equal(await wrong.count(), pack.shelf.criteria.length);
  const of = async (criterion) => {
    const one = wrong.filter({ has: page.locator("summary", { hasText: pack.texts.en[`criterion.${criterion}`] }) });
    await one.locator("summary").click();
    return { one, said: await one.innerText() };
  };
  // Shares are of what was typed in and of the firm's books; terms of what was typed in and of the sheet.
  const share = await of("fit.concentration");
  assert.match(share.said, /books/);
  assert.doesNotMatch(share.said, /sheet/);
  assert.match(share.said, /400-555-0100/);
  const term = await of("fit.horizon");
  assert.match(term.said, /sheet/);
  assert.doesNotMatch(term.said, /books/);
  await term.one.getByRole("button", { name: pack.texts.en["fact.horizon_months"] }).click();
  assert.equal(await page.evaluate(() => document.activeElement.id), "plan-horizon_months");
});

test("nothing of what is said leaves the tab, nor stays on the device", async (context) => {
  const visit = await opened("returning");
  context.after(() => visit.context.close());
  const { page } = visit;
  await openForm(visit);
  await page.waitForLoadState("networkidle");
  const before = visit.requests.length;
  const kept = () =>
    page.evaluate(async () =>
      JSON.stringify([location.href, { ...localStorage }, { ...sessionStorage }, document.cookie, await indexedDB.databases()]),
    );
  const held = await kept();
  await say(visit);
  await press(visit);
  await page.locator("ol.fit > li").first().waitFor();
  for (const row of await page.locator("details.why > summary").all()) await row.click();
  await page.waitForTimeout(300);
  assert.deepEqual(visit.requests.slice(before), []);
  assert.equal(await kept(), held);
  // What was asked for before is files of the site alone.
  assert.ok(visit.requests.every(({ method, body, url }) => method === "GET" || (url.endsWith("/broker/login") && !body.includes("plan"))));
  await page.reload();
  await openForm(visit);
  assert.equal(await page.locator("#plan-planned_amount").inputValue(), "");
});

test("the order is reached and asked for with the keyboard alone", async (context) => {
  const visit = await opened("elder");
  context.after(() => visit.context.close());
  const { page } = visit;
  await page.locator("details.fitting > summary").focus();
  await page.keyboard.press("Enter");
  await page.locator(".plans").waitFor();
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  for (
    let options = pack.questionnaire.sections.flatMap(({ items }) => items).find(({ id }) => id === "product-types").options.length;
    options > 0;
    options -= 1
  )
    await page.keyboard.press("Tab");
  for (const fact of facts) {
    assert.equal(await page.evaluate(() => document.activeElement.id), `plan-${fact}`);
    await page.keyboard.type(typedAs(fact, plans[fact]));
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Enter");
  await page.locator("ol.fit > li").first().waitFor();
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.closest("ol.fit li")?.dataset.product), (await shownOrder(visit))[0]);
});

test("what is missing or wrong is said beside its field, and an order never outlives what it was made for", async (context) => {
  const visit = await opened("returning");
  context.after(() => visit.context.close());
  const { page } = visit;
  await openForm(visit);
  await press(visit);
  assert.equal(await page.locator(".plans .wrong").count(), 6);
  assert.equal(await page.evaluate(() => document.activeElement.name), "plan-horizon");
  assert.deepEqual(await axe(page), []);
  await say(visit, { means_in_all: 4_999_999 });
  await press(visit);
  assert.equal(await page.locator(".plans .wrong").count(), 1);
  assert.equal(await page.evaluate(() => document.activeElement.id), "plan-means_in_all");
  for (const wrong of ["", "0", "-5", "1.234", "1e9", "much"]) {
    await page.locator("#plan-means_in_all").fill(wrong);
    await press(visit);
    assert.equal(await page.locator("#plan-means_in_all").getAttribute("aria-invalid"), "true", wrong);
    assert.equal(await page.locator("ol.fit").count(), 0);
  }
  for (const [fact, wrong] of [
    ["horizon_months", "1201"],
    ["horizon_months", "1.5"],
    ["needed_within_days", "3661"],
  ]) {
    await say(visit, { types: [] });
    await page.locator(`#plan-${fact}`).fill(wrong);
    await press(visit);
    assert.equal(await page.locator(`#plan-${fact}`).getAttribute("aria-invalid"), "true", wrong);
  }
  await say(visit, { types: [] });
  await press(visit);
  await page.locator("ol.fit > li").first().waitFor();
  await page.locator("#plan-horizon_months").fill("12");
  assert.equal(await page.locator("ol.fit").count(), 0);
});

test("all that one has is never less than what one has with the firm and the amount together", async (context) => {
  const visit = await opened("elder");
  context.after(() => visit.context.close());
  const { page } = visit;
  const { facts: known } = await page.evaluate(() => fetch("/broker/me").then((answer) => answer.json()));
  const holdings = new Set(pack.shelf.held.map(({ fact }) => fact));
  const held = [...holdings].reduce((all, id) => all + (known[id] ?? 0), 0);
  assert.ok(held > 0, "the customer has holdings");
  await openForm(visit);
  await say(visit, { means_in_all: held + plans.planned_amount - 1 });
  await press(visit);
  const said = await page.locator("#plan-means_in_all-said").innerText();
  assert.ok(said.includes((held / 100).toLocaleString("en")), said);
  await say(visit, { types: [], means_in_all: held + plans.planned_amount });
  await press(visit);
  await page.locator("ol.fit > li, .note").first().waitFor();
  assert.equal(await page.locator(".plans .wrong").count(), 0);
});

test("a product's own page says what it costs, can lose and how soon the money is back, and what the firm does not say", async (context) => {
  const visit = await opened("returning");
  context.after(() => visit.context.close());
  const { page } = visit;
  const products = await page.evaluate(() => fetch("/broker/products").then((answer) => answer.json()));
  const sheets = (products.products ?? products).map(({ sheet }) => sheet);
  for (const id of ["bond-fund", "connect"]) {
    const { cost, loss, days } = sheets.find((sheet) => sheet.id === id).figures;
    await page.goto("about:blank");
    await page.goto(`${visit.url}/buy.html#${id}`);
    const said = page.locator("section[aria-labelledby=sheet] dd");
    await said.first().waitFor();
    const all = await said.allInnerTexts();
    assert.ok(all[4].startsWith(cost == null ? "not stated" : `${cost / 100}% a year`), `${id}: ${all[4]}`);
    assert.ok(all[5].startsWith(loss == null ? "not stated" : `${loss / 100}%`), `${id}: ${all[5]}`);
    assert.equal(all[6], days == null ? "not stated" : days === 1 ? "1 day" : `${days} days`, id);
  }
});

test("whoever has no class that counts is told so, and is asked nothing", async (context) => {
  for (const [customer, offered] of [
    ["newcomer", 1],
    ["lapsed", 1],
    ["minor", 0],
  ]) {
    const visit = await opened(customer);
    context.after(() => visit.context.close());
    assert.equal(await visit.page.locator("details.fitting").count(), 0, customer);
    assert.equal(await visit.page.getByText("Once a class of yours counts").count(), offered, customer);
  }
});

/** A customer whose answer of the broker is changed before it comes. */
async function changed(context, path, change) {
  const visit = await openPage(browser, server.url, { locale: "en" });
  context.after(() => visit.context.close());
  await signIn(visit, "returning");
  await visit.context.route(`**${path}`, async (route) => {
    const answer = await route.fetch();
    const body = await answer.json();
    change(body);
    await route.fulfill({ response: answer, json: body });
  });
  await visit.page.goto(`${visit.url}/shelf.html`);
  await visit.page.locator("main:not([aria-busy]) h1").waitFor();
  await openForm(visit);
  await say(visit);
  await press(visit);
  return visit;
}

test("where the firm lacks a fact that counts, it is named and nothing is ranked", async (context) => {
  const { page } = await changed(context, "/broker/me", ({ facts }) => {
    delete facts.held_equity;
  });
  await page.locator("#fit-h").waitFor();
  assert.match(await page.locator(".fits .note").innerText(), new RegExp(pack.texts.en["fact.held_equity"]));
  assert.equal(await page.locator("ol.fit > li").count(), 0);
  assert.deepEqual(await axe(page), []);
});

test("where no product fits, each says what keeps it out", async (context) => {
  const visit = await changed(context, "/broker/products", (answer) => {
    answer.products = answer.products.filter(({ sheet }) => sheet.issuer_grade === "R5");
  });
  await visit.page.locator("#fit-h").waitFor();
  assert.equal(await visit.page.locator("ol.fit > li").count(), 0);
  const why = visit.page.locator("details.out[open] dd");
  assert.equal(await why.count(), 3);
  assert.deepEqual(await axe(visit.page), []);
  await shot(visit, "fit-none");
});
