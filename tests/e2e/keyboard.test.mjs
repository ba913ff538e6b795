// One whole journey with the keyboard alone: no mouse, and the focus is always somewhere that can be seen.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, openPage } from "./support/browser.mjs";
import { startServer } from "./support/server.mjs";

let browser;
let server;
before(async () => {
  [browser, server] = await Promise.all([launch([], { windows: true }), startServer()]);
});
after(async () => {
  await browser.close();
  await server.stop();
});

/** The element that has the focus, through shadow roots. */
const focused = (page) =>
  page.evaluate(() => {
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    const box = active.getBoundingClientRect();
    return {
      tag: active.localName,
      type: active.type ?? "",
      label: active.getAttribute("aria-label") ?? "",
      name: (active.innerText || active.getAttribute("aria-label") || active.labels?.[0]?.innerText || "").trim(),
      visible: box.width > 0 && box.height > 0,
    };
  });

/** Presses Tab until something matches; fails when the page is through without it. */
async function tabTo(page, matches) {
  for (let presses = 0; presses < 60; presses += 1) {
    const at = await focused(page);
    if (matches(at)) return at;
    await page.keyboard.press("Tab");
  }
  throw new Error("the keyboard does not get there");
}

const press = async (page, name) => {
  await tabTo(
    page,
    (at) => ["button", "a", "summary"].includes(at.tag) && (name instanceof RegExp ? name.test(at.name) : at.name === name),
  );
  await page.keyboard.press("Enter");
};

const heading = (page) => page.locator("prescreen-flow [data-heading]").first().innerText();
const changed = (page, before) =>
  page.waitForFunction((old) => {
    const found = document.querySelector("prescreen-flow")?.shadowRoot?.querySelector("[data-heading]");
    return found && found.innerText !== old;
  }, before);

test("an account is opened with the keyboard alone", async () => {
  const { page, errors, context } = await openPage(browser, server.url, { locale: "en" });
  await page.goto(`${server.url}/index.html`);
  await page.locator(".people").waitFor();
  await page.keyboard.press("Tab");
  assert.equal((await focused(page)).name, "Skip to content");
  await page.keyboard.press("Enter");
  await press(page, /Avery Newcomer/);
  await page.waitForURL(/assess/);
  await page.locator("main:not([aria-busy]) h1").waitFor();
  await press(page, "Start the assessment");
  await page.locator("prescreen-flow [data-heading]").waitFor();
  for (const name of ["Continue", "I agree", "I do not agree"]) {
    const before = await heading(page);
    await press(page, name);
    await changed(page, before);
  }
  const asked = [];
  for (let number = 1; number <= 18; number += 1) {
    const before = await heading(page);
    asked.push(before);
    assert.equal((await focused(page)).name, before, "the focus is at the heading of the new question");
    await tabTo(page, (at) => at.type === "radio" || at.type === "checkbox");
    await page.keyboard.press("Space");
    await press(page, "Continue");
    await changed(page, before);
  }
  while (/look at again/.test(await heading(page))) {
    const shown = await page.locator("prescreen-flow .view").innerText();
    await press(page, /are right$|It is right/);
    await page.waitForFunction(
      (old) => document.querySelector("prescreen-flow").shadowRoot.querySelector(".view").innerText !== old,
      shown,
    );
  }
  const review = await heading(page);
  // Of twenty lines the third is changed: the review goes on at the third, where the new answer is told with the button.
  const { label } = await tabTo(page, (at) => at.label.includes(asked[2]));
  await page.keyboard.press("Enter");
  await changed(page, review);
  assert.equal((await focused(page)).name, asked[2]);
  await press(page, "Continue");
  await changed(page, asked[2]);
  assert.equal((await focused(page)).label, label);
  await press(page, "Confirm all answers");
  await changed(page, review);
  await press(page, "Send");
  await page.locator("main .note h2").waitFor();
  const me = await (await page.request.get(`${server.url}/broker/me`)).json();
  assert.ok(me.records.length === 1);
  assert.deepEqual(errors, []);
  await context.close();
});

test("every place the keyboard reaches can be seen", async () => {
  const { page, url, context } = await openPage(browser, server.url, { locale: "zh-CN" });
  await page.request.post(`${url}/broker/login`, { data: { customer: "returning" } });
  for (const address of ["index.html", "assess.html", "shelf.html", "buy.html#star", "apply.html#star", "account.html", "guide.html"]) {
    await page.goto("about:blank");
    await page.goto(`${url}/${address}`);
    await page.locator("main:not([aria-busy]) h1").waitFor();
    for (let presses = 0; presses < 30; presses += 1) {
      await page.keyboard.press("Tab");
      const at = await focused(page);
      if (at.tag === "body") break;
      assert.ok(at.visible, `${address}: ${JSON.stringify(at)}`);
    }
  }
  await context.close();
});
