// Beijing Financial Court, December 2024: a clerk answered on the phone of a customer of 65. Whoever holds the phone meets a call by
// the firm and a wait that no press, no reload and no clock of the phone shortens, and the person may end it at each step.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { launch, openPage, shot } from "./support/browser.mjs";
import { button, confirm, placeOrder, say, signIn, startPurchase, steps } from "./support/journey.mjs";
import { left, named } from "./support/left.mjs";
import { startServer } from "./support/server.mjs";

const pack = JSON.parse(readFileSync(new URL("../../packs/cn-securities.json", import.meta.url), "utf8"));
const rule = pack.matching.rules.find(({ id }) => id === "match.high-risk-65");
const flow = pack.flows.find(({ id }) => id === rule.flow);
const { hours } = flow.steps.find(({ kind }) => kind === "wait");
const HOUR = 3600;
const PHONE = "400-555-0100";
const PRODUCT = "sector-fund";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const orders = async ({ page, url }) => (await (await page.request.get(`${url}/broker/me`)).json()).orders;
const now = ({ page }) => page.locator("prescreen-flow li.now");
/** The phone's clock, from the next page on. */
const setClockAhead = ({ context }, seconds) =>
  context.addInitScript((ahead) => {
    const Real = Date;
    globalThis.Date = class extends Real {
      constructor(...given) {
        super(...(given.length === 0 ? [Real.now() + ahead * 1000] : given));
      }
      static now() {
        return Real.now() + ahead * 1000;
      }
    };
  }, seconds);
const goOn = async (visit) => {
  await visit.page.goto("about:blank");
  await visit.page.goto(`${visit.url}/buy.html#${PRODUCT}`);
  await button(visit, say(visit).resume).click();
  await now(visit).waitFor();
};
/** Presses every button of the step that is next, but those that end it. */
const pressAll = async (visit) => {
  const ends = new RegExp(`^(${say(visit).leave}|${say(visit).cancel.source})$`);
  for (const one of await now(visit).getByRole("button").all()) {
    if (!ends.test((await one.innerText()).trim())) await one.click();
  }
};

for (const locale of ["zh-CN", "en"])
  test(`the court's case: whoever taps on an old person's phone meets a call, and ${hours} hours by the server's clock (${locale})`, async (context) => {
    const server = await startServer();
    const visit = await openPage(browser, server.url, { locale, width: 360, height: 740, touch: true });
    context.after(async () => {
      await visit.context.close();
      await server.stop();
    });
    const { page, requests } = visit;
    const words = pack.texts[locale];
    const step = (id) => words[`step.${flow.id}.${id}`];
    await signIn(visit, "elder");
    await page.goto(`${visit.url}/buy.html#${PRODUCT}`);
    await page.reload();
    await page.locator("#amount").waitFor();
    const told = await page.locator("main").innerText();
    for (const { id } of flow.steps) assert.ok(told.includes(step(id)), `before it begins: ${id}`);
    assert.ok(told.includes(words[`reason.${rule.id}`]));

    await startPurchase(visit, PRODUCT);
    await confirm(visit);
    await button(visit, say(visit).send).click();
    assert.deepEqual(await steps(visit, { until: "host" }), ["own", "host"]);
    assert.ok((await now(visit).innerText()).includes(step("call")));
    assert.ok((await now(visit).innerText()).includes(PHONE));
    await shot(visit, "old-phone-call");
    const sent = left(requests.filter(({ url }) => url.includes("/v1/")));
    assert.deepEqual(sent, [named.claim, named.commit, named.step, named.verdict].sort());

    // No press, no other tab and no clock of the phone takes the place of the call.
    await setClockAhead(visit, 3 * 24 * HOUR);
    await goOn(visit);
    await pressAll(visit);
    assert.ok((await now(visit).innerText()).includes(step("call")));
    const [waiting] = await orders(visit);
    const order = { session: waiting.session, amount: waiting.amount };
    const placed = await page.request.post(`${visit.url}/broker/orders`, { data: order });
    assert.deepEqual([placed.status(), (await placed.json()).code], [409, "not-ready"]);

    // The firm called. The wait is the server's: three days ahead on the phone leave the whole of it.
    await steps(visit, { until: "wait" });
    const timer = await page.locator("prescreen-flow").getByRole("timer").innerText();
    const [, hour] = /^(\d+):/.exec(timer) ?? [];
    assert.ok(Number(hour) >= hours - 1, `${timer} of ${hours} hours`);
    await shot(visit, "old-phone-wait");
    await pressAll(visit);
    server.advance((hours - 1) * HOUR);
    await goOn(visit);
    assert.equal(await page.locator("prescreen-flow").getByRole("timer").count(), 1, "an hour is left");
    assert.equal((await orders(visit))[0].steps.length, 2, "what was read, and the call");

    // After it, the person decides: ends it, or signs and places the order.
    server.advance(HOUR + 60);
    await goOn(visit);
    if (locale === "en") {
      await page
        .locator("prescreen-flow summary")
        .filter({ hasText: say(visit).cancel })
        .click();
      await button(visit, say(visit).cancelNow).click();
      await page.locator("main .note[role=status]").filter({ hasText: "This purchase is cancelled" }).waitFor();
      assert.deepEqual(await orders(visit), []);
    } else {
      await steps(visit);
      await placeOrder(visit);
      assert.deepEqual(
        (await orders(visit)).map(({ product, state }) => [product, state]),
        [[PRODUCT, "placed"]],
      );
    }
    assert.deepEqual(visit.errors, []);
  });
