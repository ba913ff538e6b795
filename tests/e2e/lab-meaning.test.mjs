// What the lab says of a draft: each figure with its difference, a counterexample with its cause, its owner and what mends it,
// the questionnaire as the investor sees it, and a report whose quotation marks are those of its language.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch } from "./support/browser.mjs";
import { button, field, fill, loose, openFile, openLab as openLabAt, saved, source, status, tab } from "./support/lab.mjs";
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
const end = async (visit) => {
  assert.deepEqual(visit.errors, []);
  await visit.context.close();
};

/** Puts a text over the whole text, as from the clipboard. */
const paste = async ({ page }, text) => {
  const editor = page.locator("lab-text .cm-content");
  await editor.press("Control+A");
  await editor.evaluate((content, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", pasted);
    content.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, text);
};

/** A number as it is written in English, without what stands beside it. */
const number = (written) => Number(written.replaceAll(",", "").replace("−", "-").replace("±", "").replace("%", "").replace(" pp", ""));

test("every figure has its difference, which is what it now is less what it was", async () => {
  const visit = await openLab({ locale: "en" });
  const { page, text } = visit;
  const read = () =>
    page.evaluate(() =>
      ["classes", "pulls", "leakage"].flatMap((id) =>
        [...document.querySelectorAll(`[aria-labelledby=${id}] tbody tr`)].flatMap((row) =>
          [...row.querySelectorAll(".num")].map((cell, place) => {
            const by = cell.querySelector(".delta");
            const { lastChild } = by ?? {};
            const beside = by ? lastChild.textContent.trim() || by.innerText.trim() : "";
            const all = cell.innerText;
            return { key: `${id} ${row.querySelector("th").innerText} ${place}`, figure: all.split(/\s/)[0], by: by ? beside : undefined };
          }),
        ),
      ),
    );
  const before = new Map((await read()).map((one) => [one.key, one]));
  assert.ok([...before.values()].every(({ by }) => by === undefined));
  await fill(visit, "12");
  await status(visit, text.proved);
  const after = await read();
  assert.equal(after.length, before.size);
  for (const { key, figure, by } of after) {
    const was = number(before.get(key).figure);
    assert.ok(by !== undefined, `${key} has no difference`);
    // Percentages and bits are rounded to two places, each of the three by itself.
    const slack = Number.isInteger(was) && Number.isInteger(number(figure)) && !figure.includes("%") ? 0 : 0.015;
    const size = by.startsWith("+<") || by.startsWith("−<") ? 0 : number(by);
    assert.ok(Math.abs(number(figure) - was - size) <= slack + 1e-9, `${key}: ${was} → ${figure}, ${by}`);
  }
  assert.ok(after.some(({ by }) => by.startsWith("+")) && after.some(({ by }) => by.startsWith("−")));
  assert.ok((await page.locator("[aria-labelledby=classes] .bar .before").count()) > 0);
  await button(visit, text.reset).click();
  await page.getByText(text.none).waitFor({ timeout: 60_000 });
  assert.ok((await read()).every(({ by }) => by === undefined));
  await end(visit);
});

test("a counterexample says whose it is and why, and one press mends it", async () => {
  const visit = await openLab({ locale: "en" });
  const { page, text } = visit;
  await openFile(visit, "loose.json", loose());
  await status(visit, text.proved);
  const row = page.locator(".claims .promises tr").filter({ hasText: "“Nothing”, nobody comes above" });
  assert.match(await row.innerText(), /^Where “Of CNY 100,000 [^”]*” is “Nothing”, nobody comes above C1-min No loss no-loss-lowest/);
  assert.equal(await row.locator("code.id").innerText(), "no-loss-lowest", "the id in small print, and nowhere in the sentence");
  await row.getByRole("button").click();
  const card = page.locator(".cx");
  // Somebody who could be there: 18 on the first day of the pack.
  assert.match(await card.innerText(), /Date of birth\s+2008-07-01/);
  assert.match(
    await card.locator(".blame").innerText(),
    /What does not hold[\s\S]*no-loss-lowest[\s\S]*Belongs to\s+no-loss-lowest\s+\/never\/0[\s\S]*Cause[\s\S]*come to C1[\s\S]*mend/,
  );
  // The promise reads the answers that are marked as bearing no loss: those of one question, which comes first.
  assert.equal(await card.locator(".answers .read").count(), 1);
  assert.match(await card.locator(".answers tbody tr").first().innerText(), /^17[\s\S]*the promise reads it[\s\S]*Nothing/);
  await button(visit, text.mend).click();
  const edit = card.locator(".edits tbody tr").first();
  await edit.locator("b").waitFor({ timeout: 60_000 });
  assert.match(await edit.innerText(), /\/classes\/lowest\/when[\s\S]*holds/);
  await card.getByRole("button", { name: "/never/0", exact: true }).click();
  assert.match(await page.evaluate(() => document.activeElement.dataset.at), /^\/never\/0\//, "the promise's form");
  for (const put of await edit.getByRole("button", { name: /^Put back/ }).all()) await put.click();
  await status(visit, text.proved);
  assert.equal(await page.locator(".claims .promises .pv.refuted").count(), 0);
  await button(visit, text.undo).click();
  await page.locator(".claims .promises .pv.refuted").first().waitFor({ timeout: 60_000 });
  await end(visit);
});

test("an edit that does not mend is told so: only the guilty one of two does", async () => {
  const visit = await openLab({ locale: "zh-CN" });
  const { page, text } = visit;
  await fill(visit, "14");
  await page.locator(".items details").first().locator("summary").click();
  const points = page.locator(".items details").first().locator("input").nth(1);
  // Fewer points make nobody's class higher.
  await points.fill(String(Number(await points.inputValue()) - 1));
  await points.press("Enter");
  await page.locator(".claims").waitFor();
  await status(visit, text.proved);
  await page.locator(".moves .promises tr").filter({ hasText: text.prudent }).getByRole("button").click();
  await button(visit, text.mend).click();
  const rows = page.locator(".cx .edits tbody tr");
  await rows.locator("b").first().waitFor({ timeout: 60_000 });
  const told = await rows.allInnerTexts();
  assert.equal(told.length, 3);
  const of = (place) => told.find((one) => one.includes(place));
  assert.match(of("/bands/"), /\/bands\/1\/to[\s\S]*\/bands\/2\/from[\s\S]*成立/);
  assert.doesNotMatch(of("/bands/"), /仍不成立/);
  assert.match(of("/points/"), /仍不成立/);
  assert.match(of("全部放回"), /成立/);
  await end(visit);
});

test("the questionnaire is shown as the investor sees it, with the pack as it is typed, and nothing is sent", async () => {
  for (const [locale, asked, go, width] of [
    ["en", "Where does most of your income come from?", /^(Continue|I agree)$/, 1440],
    ["zh-CN", "您的主要收入来自哪里？", /^(继续|我?同意)$/, 390],
  ]) {
    const visit = await openLab({ locale, width });
    const { page, text } = visit;
    await tab(visit, text.whole).click();
    const other = `${asked} (as typed)`;
    await paste(visit, source.replace(asked, other));
    await status(visit, text.proved);
    const sent = visit.requests.length;
    await tab(visit, text.phone).click();
    const phone = page.frameLocator("lab-phone iframe");
    const size = await page.locator("lab-phone iframe").evaluate((frame) => frame.contentWindow.innerWidth);
    assert.ok(size <= 390 && size >= 300, `${size} px`);
    await phone.locator("prescreen-flow").waitFor();
    for (let views = 0; views < 8; views += 1) {
      if ((await phone.getByRole("heading", { name: other }).count()) > 0) break;
      await phone.getByRole("button", { name: go }).first().click();
      await page.waitForTimeout(150);
    }
    await phone.getByRole("heading", { name: other }).waitFor();
    await phone.getByRole("radio").first().check();
    await phone.getByRole("button", { name: go }).first().click();
    await phone.getByRole("heading", { name: other }).waitFor({ state: "detached" });
    const since = visit.requests.slice(sent);
    assert.ok(
      since.every(({ method, body, url }) => method === "GET" && body === "" && !/\/v1\/|\/packs\//.test(url)),
      since.map(({ url }) => url).join(),
    );
    await end(visit);
  }
});

test("a pack that an investor could not be shown is said to be so in the preview", async () => {
  const visit = await openLab({ locale: "en" });
  await openFile(visit, "wrong.json", source.replace('"regulator": "CSRC"', '"regulator": 7'));
  await status(visit, visit.text.bad);
  await tab(visit, visit.text.phone).click();
  await visit.page.getByText("an investor would see nothing").waitFor();
  assert.equal(await visit.page.locator("lab-phone").count(), 0);
  await end(visit);
});

test("a report's quotation marks are those of its language, and as wide as its language sets them", async () => {
  for (const [locale, mark, other] of [
    ["en", /“[^”]+”/, /「|(?<=[a-z ])"(?=[a-zA-Z])|[a-z]'[a-z]/],
    ["zh-CN", /「[^」]+」/, /[“”"]|[a-z]'[a-z]/],
  ]) {
    const visit = await openLab({ locale });
    await openFile(visit, "loose.json", loose());
    await status(visit, visit.text.proved);
    const report = await saved(visit, visit.text.html);
    const page = await visit.context.newPage();
    await page.setContent(report.text);
    const said = await page.locator("body").innerText();
    assert.match(said, mark);
    assert.doesNotMatch(said, other);
    const wide = await page.evaluate(() => {
      const span = document.createElement("span");
      document.querySelector("main").append(span);
      const width = (text) => {
        span.textContent = text;
        return span.getBoundingClientRect().width / Number.parseFloat(getComputedStyle(span).fontSize);
      };
      return { quote: width("“"), apostrophe: width("’") };
    });
    if (locale === "en") assert.ok(wide.quote < 0.6 && wide.apostrophe < 0.4, JSON.stringify(wide));
    else assert.ok(wide.quote > 0.9, JSON.stringify(wide));
    await end(visit);
  }
});

test("the field that was typed in keeps the focus while the proof follows", async () => {
  const visit = await openLab({ locale: "en" });
  await fill(visit, "14");
  await status(visit, visit.text.proved);
  assert.ok(await field(visit).evaluate((input) => input === document.activeElement));
  await end(visit);
});
