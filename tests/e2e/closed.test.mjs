// The page as it is shipped, closed shadow roots and all: driven through the accessibility tree, as a screen reader drives it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, openPage } from "./support/browser.mjs";
import { accessibility } from "./support/ax.mjs";
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

test("an account is opened through closed roots; everything has a role and a name", async () => {
  const { page, errors, context } = await openPage(browser, server.url, { locale: "en", peek: false });
  await page.request.post(`${server.url}/broker/login`, { data: { customer: "newcomer" } });
  await page.goto(`${server.url}/assess.html`);
  const tree = await accessibility(page);
  await tree.click("button", "Start the assessment");
  await page.locator("prescreen-flow").waitFor();
  await tree.one("button", "Continue");
  assert.equal(await page.evaluate(() => document.querySelector("prescreen-flow").shadowRoot), null);
  await tree.click("button", "Continue");
  await tree.click("button", "I agree");
  await tree.click("button", "I do not agree");
  for (let number = 1; number <= 18; number += 1) {
    await tree.one("StaticText", new RegExp(`question ${number} of 18$`));
    const role = (await tree.all("radio")).length > 0 ? "radio" : "checkbox";
    const options = await tree.all(role);
    assert.ok(options.length >= 3 && options.every(({ name }) => name !== ""), `question ${number}`);
    await tree.click(role, undefined, Math.round((options.length - 1) / 2));
    await tree.click("button", "Continue");
  }
  for (;;) {
    await tree.one("heading", /look at again|Confirm your answers/);
    const [keep] = await tree.all("button", /are right$|It is right/);
    if (!keep) break;
    await tree.click("button", keep.name);
    await page.waitForTimeout(200);
  }
  await tree.click("button", "Confirm all answers");
  await tree.one("heading", /^Your investor class/);
  await tree.click("button", "Send");
  await tree.one("heading", "Your account is open");
  const unnamed = (await tree.nodes()).filter(
    ({ role, name }) => ["button", "link", "radio", "checkbox", "textbox", "combobox"].includes(role) && name === "",
  );
  assert.deepEqual(unnamed, []);
  assert.deepEqual(errors, []);
  await context.close();
});
