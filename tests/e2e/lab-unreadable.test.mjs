// In the lab, a text that cannot be read takes nothing away: the last results stay and say so, the error is named by line and
// column with a way there, and neither column moves.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axe, launch, shot } from "./support/browser.mjs";
import { openLab, source, status, tab } from "./support/lab.mjs";
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

const variants = [
  {
    locale: "en",
    width: 1440,
    last: "Results of the last version without errors",
    line: (row, column) => `Line ${row}, column ${column}`,
  },
  { locale: "zh-CN", width: 390, theme: "dark", last: "上一个没有问题的版本的结果", line: (row, column) => `第 ${row} 行第 ${column} 列` },
];

for (const { last, line, ...variant } of variants) {
  test(`results stay beside a text that cannot be read (${variant.locale}, ${variant.width})`, async () => {
    const visit = await openLab(browser, server, variant);
    const { page, text } = visit;
    await tab(visit, text.whole).click();
    const editor = page.locator("lab-text .cm-content");
    await editor.click();
    await page.keyboard.press("Control+Home");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("End");
    const figures = await page.locator(".results table").first().innerText();
    const places = () =>
      page.evaluate(() =>
        [".editing", "lab-text", ...(innerWidth > 1020 ? [".results", ".claims", "#classes"] : [])].map((of) => {
          const here = document.querySelector(of);
          const { x, y, width } = here.getBoundingClientRect();
          const scrolled = scrollY + (of === "lab-text" ? here.closest(".editing").scrollTop : 0);
          return `${of} ${[x, y + scrolled, width].map(Math.round)}`;
        }),
      );
    // How far anything in sight moves, typing or not.
    await page.evaluate(() => {
      window.shifts = [];
      new PerformanceObserver((list) => window.shifts.push(...list.getEntries().map(({ value }) => value))).observe({
        type: "layout-shift",
      });
    });
    const stood = await places();
    await page.keyboard.type("?");
    await status(visit, text.bad);
    await page.getByText(last).waitFor();
    assert.deepEqual(await places(), stood, "nothing moves");
    const shift = await page.evaluate(() => window.shifts.reduce((sum, one) => sum + one, 0));
    assert.ok(shift < 0.05, `${shift}`);
    assert.equal(await page.locator(".results table").first().innerText(), figures);
    await shot(visit, "lab-unreadable");
    assert.deepEqual(await axe(page), []);
    const lead = page.locator(".findings li").getByRole("button");
    assert.equal(await lead.innerText(), line(2, source.split("\n")[1].length + 1));
    await page.keyboard.press("Control+End");
    await lead.click();
    await page.keyboard.press("Delete");
    await status(visit, text.proved);
    assert.equal(await page.getByText(last).count(), 0);
    assert.equal(await page.locator(".findings").count(), 0);
    assert.deepEqual(await places(), stood, "nor when it can be read again");
    assert.deepEqual(visit.errors, []);
    await visit.context.close();
  });
}
