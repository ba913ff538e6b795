// The page of records on small screens, with large text, in forced colours and with the keyboard alone.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axe, launch, openPage, shot } from "./support/browser.mjs";
import { signIn } from "./support/journey.mjs";
import { startServer } from "./support/server.mjs";
import { allRead, bank, file, unclear, wechat } from "./support/statements.mjs";

/** A name of 72 letters. */
const LONG = `${"2026年上半年个人对账单明细".repeat(5)}abc.csv`.slice(-72);

let browser;
let server;
before(async () => {
  [browser, server] = await Promise.all([launch(), startServer()]);
});
after(async () => {
  await browser.close();
  await server.stop();
});

/** The page with files, everything on it opened, and a correction and an answer looked at. */
async function full(options) {
  const visit = await openPage(browser, server.url, options);
  const { page } = visit;
  if (options.customer) await signIn(visit, options.customer);
  await page.goto(`${visit.url}/records.html`);
  if (options.text) await page.evaluate((size) => document.documentElement.style.setProperty("font-size", size), options.text);
  const edited = bank().replace('"-612.40"', '"-12.40"');
  const files = [file(LONG, bank()), file("w.csv", wechat()), file("u.csv", unclear()), file("edited.csv", edited), file("p.png", "x")];
  await page.locator("input[type=file]").setInputFiles(files);
  await allRead(page);
  await page.locator("#joined-h").waitFor();
  await page.evaluate(() => {
    for (const details of document.querySelectorAll("main details")) details.open = true;
  });
  await page.locator("details.read table").first().waitFor();
  await page.locator(".demo button").first().click();
  await page.locator(".demo fieldset").first().waitFor();
  await page.locator("[data-row]").first().click();
  await page.locator(".editor select").selectOption("left_out");
  await page.locator(".trial").waitFor();
  return visit;
}

/** How much wider than the screen the page is, and what sticks out of it. */
const sideways = (page) =>
  page.evaluate(() => {
    const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    if (wide <= 0) return [];
    const out = [...document.querySelectorAll("body *")].filter(
      (one) => !one.closest(".wide, nav") && one.getBoundingClientRect().right > innerWidth + 1,
    );
    return [`${wide} px`, ...out.slice(-4).map((one) => `${one.localName}.${one.className} ${one.textContent.slice(0, 30)}`)];
  });

for (const variant of [
  { locale: "en", width: 360, height: 740 },
  { locale: "zh-CN", width: 740, height: 360 },
  { locale: "en", width: 360, height: 740, text: "200%" },
  { locale: "en", width: 412, height: 915, text: "200%", customer: "professional" },
  { locale: "zh-CN", width: 1280, height: 900, text: "200%", theme: "dark" },
])
  test(`nothing sticks out at ${variant.width} by ${variant.height}, text ${variant.text ?? "100%"}, and axe finds nothing`, async () => {
    const visit = await full(variant);
    assert.equal(LONG.length, 72);
    assert.deepEqual(await sideways(visit.page), []);
    assert.deepEqual(await axe(visit.page), []);
    await shot(visit, `records-full${variant.text ? "-large" : ""}`);
    assert.deepEqual(visit.errors, []);
    await visit.context.close();
  });

test("in forced colours axe finds nothing and each picture still has its lines", async () => {
  const visit = await full({ locale: "en", width: 1280 });
  const { page } = visit;
  await page.emulateMedia({ forcedColors: "active" });
  assert.deepEqual(await axe(page), []);
  const [line, ground] = await page.evaluate(() => [
    getComputedStyle(document.querySelector(".chart .line")).stroke,
    getComputedStyle(document.body).backgroundColor,
  ]);
  assert.notEqual(line, ground);
  await shot(visit, "records-forced");
  await visit.context.close();
});

/** Where the focus is, and what lies over it. */
const focused = (page) =>
  page.evaluate(() => {
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    const box = active.getBoundingClientRect();
    // A hidden picker stands for the label around it.
    const shown = box.width < 4 ? active.closest("label")?.getBoundingClientRect() : box;
    const said = active.getAttribute("aria-label") || active.innerText || active.labels?.[0]?.innerText || "";
    const name = `${active.localName} ${said.replace(/\s+/g, " ").replace(" :", ":").trim().slice(0, 60)}`;
    if (!shown || active === document.body) return { name, covered: "" };
    // Of what is taller than the screen, the part that is on it.
    const [from, to] = [Math.max(0, shown.top), Math.min(innerHeight, shown.bottom)];
    const [x, y] = [
      shown.left + Math.min(shown.width / 2, 40),
      shown.height > innerHeight / 2 ? (from + to) / 2 : shown.top + Math.min(shown.height / 2, 20),
    ];
    const top = document.elementFromPoint(x, y);
    const label = active.closest("label") ?? active;
    const inside = top && (label.contains(top) || top.contains(active) || active.getRootNode().host === top);
    return { name, covered: inside ? "" : `${top?.localName}.${top?.className} at ${Math.round(x)},${Math.round(y)}` };
  });

for (const { width, height } of [
  { width: 360, height: 740 },
  { width: 740, height: 360 },
])
  test(`the keyboard walks the whole page at ${width} by ${height}, and nothing that has the focus is covered`, async () => {
    const visit = await full({ locale: "en", width, height });
    const { page } = visit;
    const names = [];
    for (const key of ["Tab", "Shift+Tab"]) {
      const first = names.length;
      await page.evaluate((end) => {
        document.activeElement?.blur();
        scrollTo(0, end ? document.body.scrollHeight : 0);
      }, key !== "Tab");
      for (let presses = 0; presses < 400; presses += 1) {
        await page.keyboard.press(key);
        const at = await focused(page);
        assert.equal(at.covered, "", `${at.name} after ${key}`);
        if (at.name.startsWith("body") && names.length > first) break;
        names.push(at.name);
      }
    }
    for (const wanted of [
      /Choose files/,
      /Remove/,
      /Correct it so/,
      /Leave it as it is/,
      /Show the rows/,
      /In and out by month/,
      /Type in a few/,
      /See the result/,
      /Alipay/,
    ])
      assert.ok(
        names.some((name) => wanted.test(name)),
        `${wanted} in ${names.length} stops`,
      );
    await visit.context.close();
  });

test("files are dropped, corrected and taken back with the keyboard alone", async () => {
  const visit = await openPage(browser, server.url, { locale: "en", width: 360, height: 740 });
  const { page } = visit;
  // The picker is asked for before the page is there: a press gets to the page sooner than what asks for it.
  const chooser = page.waitForEvent("filechooser", { timeout: 60_000 });
  await page.goto(`${visit.url}/records.html`);
  await page.locator("main:not([aria-busy]) h1").waitFor();
  const to = async (matches) => {
    for (let presses = 0; presses < 200; presses += 1) {
      const { name } = await focused(page);
      if (matches.test(name)) return;
      await page.keyboard.press("Tab");
    }
    throw new Error(`the keyboard does not get to ${matches}`);
  };
  await to(/Choose files/);
  await page.keyboard.press("Space");
  await (await chooser).setFiles([file("a.csv", bank())]);
  await allRead(page);
  await to(/Show the rows/);
  await page.keyboard.press("Enter");
  await page.locator("details.read table").waitFor();
  await to(/^button Correct: 2026-06-26/);
  await page.keyboard.press("Enter");
  await to(/^select/);
  await page.keyboard.press("ArrowDown");
  await page.getByRole("group", { name: "If you correct it so" }).waitFor();
  await to(/Correct it so/);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Your correction", exact: true }).waitFor();
  assert.match((await focused(page)).name, /^button Correct: 2026-06-26/);
  await to(/Take back/);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Your correction", exact: true }).waitFor({ state: "detached" });
  assert.deepEqual(visit.errors, []);
  await visit.context.close();
});
