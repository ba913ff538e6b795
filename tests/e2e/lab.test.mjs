// The rule lab: proves what is shipped, shows what is wrong, finds and replays a counterexample, compares,
// exports, works with the keyboard alone, and is no part of an investor's pages.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axe, launch, openPage, shot } from "./support/browser.mjs";
import { button, loose, openFile, openLab as openLabAt, saved, source, status, tab } from "./support/lab.mjs";
import { startServer } from "./support/server.mjs";

let browser;
let server;
before(async () => {
  [browser, server] = await Promise.all([launch(), startServer()]);
});
after(async () => {
  await browser.close();
  await server.stop();
});

const openLab = (variant) => openLabAt(browser, server, variant);

const variants = [
  { locale: "zh-CN", width: 1280, theme: "light" },
  { locale: "en", width: 1280, theme: "dark" },
  { locale: "zh-CN", width: 360, height: 780, theme: "dark" },
  { locale: "en", width: 360, height: 780, theme: "light" },
];

for (const variant of variants) {
  test(`every state of the lab, ${variant.locale}, ${variant.width} px, ${variant.theme}`, async () => {
    const visit = await openLab(variant);
    const { page, text } = visit;
    const found = [];
    const look = async (name) => {
      await page.waitForTimeout(60);
      await shot(visit, name);
      found.push(...(await axe(page)).map((line) => `${name}: ${line}`));
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (wide > 0) found.push(`${name}: ${wide} px wider than the screen`);
    };
    await page.getByText(text.none).waitFor();
    await look("lab-proved");
    for (const summary of await page.locator(".claims summary").all()) await summary.click();
    await page.locator(".items summary").first().click();
    await look("lab-open");
    for (const summary of await page.locator(".claims summary").all()) await summary.click();
    await tab(visit, text.whole).click();
    await page.locator("#search").fill("loss");
    await page.locator(".hits").waitFor();
    await look("lab-text");
    await page.locator("#search").fill("");
    await tab(visit, text.phone).click();
    await page.frameLocator("lab-phone iframe").getByRole("heading").first().waitFor();
    await look("lab-phone");
    await tab(visit, text.fields).click();
    await page.getByLabel(text.total, { exact: true }).fill("14");
    await page.getByLabel(text.total, { exact: true }).press("Tab");
    await page.locator(".mig td[class^=up]").filter({ hasText: /[1-9]/ }).first().waitFor({ timeout: 60_000 });
    await status(visit, text.proved);
    await button(visit, text.mend).click();
    await page.locator(".cx .edits b").first().waitFor({ timeout: 60_000 });
    await look("lab-edited");
    await openFile(visit, "loose.json", loose());
    await page.locator(".promises .pv.refuted").first().waitFor({ timeout: 60_000 });
    await button(visit, text.replay).click();
    await page.getByText(text.same).waitFor();
    await look("lab-refuted");
    const gap = JSON.parse(source);
    gap.classes.dimensions.find((one) => one.bands).bands[0].to -= 1;
    await openFile(visit, "gap.json", JSON.stringify(gap));
    await status(visit, text.bad);
    await look("lab-findings");
    await page.locator("select").first().selectOption("cn-bank");
    await page.locator("select").nth(1).selectOption("cn-securities");
    await page.locator(".diff").waitFor({ timeout: 60_000 });
    await look("lab-differences");
    assert.deepEqual(found, []);
    assert.deepEqual(visit.errors, []);
    await visit.context.close();
  });
}

test("points and bands are edited, proved again, and undone", async () => {
  const visit = await openLab({ locale: "en" });
  const { page, text } = visit;
  const shares = () => page.locator("[aria-labelledby=classes] tbody .num").allInnerTexts();
  const before = await shares();
  const field = page.getByLabel(text.total, { exact: true });
  await field.fill("14");
  await field.press("Enter");
  await page.locator(".promises tr", { hasText: text.prudent }).locator(".pv.refuted").waitFor({ timeout: 60_000 });
  assert.equal(
    await page.getByLabel("Knowledge and experience, C4, To", { exact: true }).inputValue(),
    "13",
    "the neighbouring band moves with it",
  );
  assert.notDeepEqual(await shares(), before);
  const row = page.locator(".promises tr", { hasText: text.prudent });
  await row.getByRole("button").click();
  assert.equal(await page.evaluate(() => document.activeElement.id), "counterexample");
  assert.match(await page.locator(".cx").innerText(), /C5 Aggressive/);
  await button(visit, text.reset).click();
  await page.getByText(text.none).waitFor({ timeout: 60_000 });
  assert.deepEqual(await shares(), before);

  await page.locator(".items details").first().locator("summary").click();
  const points = page.locator(".items details").first().locator("input").first();
  await points.fill("60");
  await points.press("Enter");
  await status(visit, text.bad);
  assert.match(await page.locator(".findings").innerText(), /\/classes\/dimensions\/\d+\/bands/);
  await visit.context.close();
});

test("a pack that breaks a promise: a counterexample in words, and the engine says it again", async () => {
  const visit = await openLab({ locale: "zh-CN" });
  const { page, text } = visit;
  await openFile(visit, "loose.json", loose());
  const card = page.locator(".cx");
  await card.waitFor({ timeout: 60_000 });
  assert.match(await card.innerText(), new RegExp(text.loss));
  assert.match(await card.innerText(), /C1 保守型/);
  assert.match(await page.locator(".claims").innerText(), /服务器不会加载/);
  const verdicts = await page.locator(".claims .promises .pv").allInnerTexts();
  assert.ok(verdicts.length >= 4 && verdicts.every((one) => one.trim() === "被推翻"), verdicts.join());
  await button(visit, text.replay).click();
  await page.getByText(text.same).waitFor();
  assert.equal(await page.locator(".filled > li").count(), 18);
  assert.ok((await page.locator(".filled li.on").allInnerTexts()).some((one) => one.includes(text.loss)));
  assert.equal(await page.locator(".filled input, .filled button").count(), 0, "the questionnaire is only to be read");
  await visit.context.close();
});

test("what a verdict tells is in words of the page's language, with what a shadow pack adds", async () => {
  const said = {
    "zh-CN": {
      fields: ["投资者类别", "结果", "理由代码", "还要完成的步骤", "放在一起看"],
      overlap: /加起来不等于/,
      none: /没有列出并行试算的规则包/,
      shadow: /影子包）的类别最多占 2\.58 比特/,
    },
    en: {
      fields: ["Investor class", "Outcome", "Reason codes", "Steps still to complete", "All of them together"],
      overlap: /do not add up/,
      none: /lists no shadow pack/,
      shadow: /makes up at most 2\.58 bits/,
    },
  };
  for (const [locale, expected] of Object.entries(said)) {
    const visit = await openLab({ locale });
    const card = visit.page.locator("section[aria-labelledby=leakage]");
    assert.deepEqual(
      (await card.locator("tbody th").allInnerTexts()).map((one) => one.trim()),
      expected.fields,
    );
    assert.match(await card.innerText(), expected.overlap);
    assert.match(await card.innerText(), expected.none);
    // Four classes of the shadow pack, no class of it, no shadow pack at all: log2(6) = 2.585.
    const listed = JSON.parse(source);
    listed.disclosure.shadow = [{ pack: "another-pack", classes: ["C1", "C2", "C3", "C4"] }];
    await openFile(visit, "listed.json", JSON.stringify(listed));
    await card.getByText(expected.shadow).waitFor({ timeout: 60_000 });
    await visit.context.close();
  }
});

test("the proof leaves as JSON and as a page that stands alone", async () => {
  const visit = await openLab({ locale: "en" });
  const json = await saved(visit, visit.text.json);
  assert.equal(json.name, "proof-cn-securities-2.0.0.json");
  const proof = JSON.parse(json.text);
  assert.equal(proof.combinations, "67728998400000");
  assert.ok(proof.claims.every((claim) => claim.verdict === "proved"));
  await openFile(visit, "loose.json", loose());
  await visit.page.locator(".cx").waitFor({ timeout: 60_000 });
  const report = await saved(visit, visit.text.html);
  assert.equal(report.name, "proof-cn-securities-2.1.0.html");
  assert.doesNotMatch(report.text, /<script|<button|src=|href=|<!--/);
  assert.match(report.text, /67,728,998,400,000/);
  const page = await visit.context.newPage();
  await page.setContent(report.text);
  assert.match(await page.locator("body").innerText(), new RegExp(visit.text.loss));
  assert.deepEqual(await axe(page), []);
  await visit.context.close();
});

test("a running proof can be cancelled and started again", async () => {
  const visit = await openLab({ locale: "en" });
  const { page, text } = visit;
  // Pressed in the same moment: a proof may be quicker than a hand.
  await page.getByLabel(text.total, { exact: true }).evaluate((input) => {
    input.value = "15";
    input.dispatchEvent(new Event("change"));
    document.querySelector(".run button").click();
  });
  await status(visit, text.stopped);
  await page.waitForTimeout(1500);
  await status(visit, text.stopped);
  await button(visit, text.again).click();
  await status(visit, text.proved);
  assert.equal(await page.locator(".run progress").count(), 0);
  await visit.context.close();
});

test("claims and classes come first, the rest is marked until it follows, and is of the last edit", async () => {
  const visit = await openLab({ locale: "en" });
  const { page, text } = visit;
  const field = page.getByLabel(text.total, { exact: true });
  const settled = async (value) => {
    await field.fill(value);
    await field.press("Enter");
    await status(visit, text.proved);
    return page.locator(".mig").innerText();
  };
  const before = await field.inputValue();
  const expected = await settled("14");
  await settled(before);
  const seen = await field.evaluate((input) => {
    const shares = () => document.querySelector("[aria-labelledby=classes] tbody").innerText;
    const [old, found] = [shares(), []];
    new MutationObserver(() =>
      found.push({
        classes: shares() !== old,
        marked: [...document.querySelectorAll(".results .soon")].filter((one) => one.checkVisibility()).length,
        closed: document.querySelectorAll("[aria-labelledby=take-away] button:disabled").length,
      }),
    ).observe(document.body, { subtree: true, childList: true, characterData: true });
    for (const value of ["13", "12", "15", "14"]) {
      input.value = value;
      input.dispatchEvent(new Event("change"));
    }
    window.found = found;
    return found.length;
  });
  assert.equal(seen, 0);
  await status(visit, text.proved);
  const found = await page.evaluate(() => window.found);
  const first = found.find((one) => one.classes);
  assert.deepEqual({ marked: first.marked, closed: first.closed }, { marked: 3, closed: 3 });
  assert.deepEqual({ marked: found.at(-1).marked, closed: found.at(-1).closed }, { marked: 0, closed: 0 });
  assert.equal(await page.locator(".mig").innerText(), expected);
  assert.deepEqual(visit.errors, []);
  await visit.context.close();
});

test("what is pasted and is no pack is named, with the place", async () => {
  const visit = await openLab({ locale: "en" });
  const { page, text } = visit;
  await tab(visit, text.whole).click();
  for (const pasted of ["{", "[]", "null", '{"questionnaire":{"sections":5},"classes":{"dimensions":3}}']) {
    await page.getByLabel("Text of the pack (JSON)", { exact: true }).fill(pasted);
    await page.locator(".findings li").first().waitFor();
    await status(visit, text.bad);
  }
  assert.deepEqual(visit.errors, []);
  await visit.context.close();
});

test("the lab works with the keyboard alone", async () => {
  const visit = await openLab({ locale: "en" });
  const { page, text } = visit;
  const at = () =>
    page.evaluate(() => {
      const active = document.activeElement;
      const box = active.getBoundingClientRect();
      return {
        name: (active.innerText || active.getAttribute("aria-label") || active.labels?.[0]?.innerText || "").trim(),
        seen: box.width > 0,
        outline: getComputedStyle(active).outlineStyle,
      };
    });
  const tabTo = async (wanted) => {
    for (let presses = 0; presses < 200; presses += 1) {
      await page.keyboard.press("Tab");
      const now = await at();
      assert.ok(now.seen, JSON.stringify(now));
      if (now.name === wanted) return assert.equal(now.outline, "solid", `${wanted} shows its focus`);
    }
    throw new Error(`the keyboard does not get to ${wanted}`);
  };
  await tabTo(text.total);
  await page.keyboard.press("Control+A");
  await page.keyboard.type("14");
  await page.keyboard.press("Enter");
  await button(visit, text.replay).waitFor({ timeout: 60_000 });
  await page.keyboard.press("Home");
  await page.evaluate(() => document.getElementById("main").focus());
  await tabTo(text.replay);
  await page.keyboard.press("Enter");
  await page.getByText(text.same).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.id), "replay");
  await tabTo("Close the replay");
  await page.keyboard.press("Space");
  assert.equal(await page.evaluate(() => document.activeElement.id), "counterexample");
  assert.deepEqual(visit.errors, []);
  await visit.context.close();
});

test("one module on the lab's page, nothing of the lab on an investor's, and the pack stays here", async () => {
  const visit = await openLab({ locale: "en" });
  await openFile(visit, "loose.json", loose());
  await visit.page.locator(".cx").waitFor({ timeout: 60_000 });
  const modules = (list) => [...new Set(list.map(({ url }) => url).filter((url) => url.endsWith(".wasm")))];
  assert.equal(modules(visit.requests).length, 1);
  assert.match(modules(visit.requests)[0], /prescreen_lab_bg/);
  assert.ok(
    visit.requests.every(({ method, body }) => method === "GET" && body === ""),
    "nothing is uploaded",
  );
  await visit.context.close();
  const investor = await openPage(browser, server.url, { locale: "en" });
  await investor.page.request.post(`${server.url}/broker/login`, { data: { customer: "returning" } });
  for (const address of ["index.html", "assess.html", "shelf.html", "buy.html#star", "apply.html#star", "account.html"]) {
    await investor.page.goto("about:blank");
    await investor.page.goto(`${server.url}/${address}`);
    await investor.page.locator("main:not([aria-busy]) h1").waitFor();
    await investor.page.waitForLoadState("networkidle");
    assert.equal(await investor.page.locator("a[href*=lab]").count(), 0, address);
  }
  assert.ok(investor.requests.every(({ url }) => !/lab/.test(url)));
  assert.equal(modules(investor.requests).length, 1);
  await investor.page.goto(`${server.url}/guide.html`);
  await investor.page.getByRole("link", { name: "Open the rule lab" }).click();
  await investor.page.locator(".lab h1").waitFor();
  await investor.context.close();
});

test("the lab is no wider than the screen from 320 to 1440 px, nor at 200 % text", async () => {
  for (const locale of ["zh-CN", "en"]) {
    const visit = await openLab({ locale, width: 1440 });
    const { page, text } = visit;
    await openFile(visit, "loose.json", loose());
    await page.locator(".cx").waitFor({ timeout: 60_000 });
    await button(visit, text.replay).click();
    await page.getByText(text.same).waitFor();
    for (const summary of await page.locator(".items summary").all()) await summary.click();
    for (const width of [1440, 768, 320]) {
      await page.setViewportSize({ width, height: 900 });
      for (const size of ["100%", ...(width >= 768 ? ["200%"] : [])]) {
        await page.evaluate((given) => {
          document.documentElement.style.fontSize = given;
        }, size);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        assert.ok(wide <= 0, `${locale} at ${width} px, ${size}: ${wide} px too wide`);
      }
    }
    await visit.context.close();
  }
});
