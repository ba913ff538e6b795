// What one edits in the lab: a number counts while it is typed, wording is edited in fields, every edit is listed and named in
// the report, the phone stays at its question, and what mends a broken claim is looked for where it can be.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axe, launch, shot } from "./support/browser.mjs";
import { button, field, fill, openFile, openLab as openLabAt, saved, source, status, tab } from "./support/lab.mjs";
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
const strip = ({ page }) => page.locator(".run");

test("a number counts while its field has the focus, and what is no whole number is said as long as it stands", async () => {
  const visit = await openLab({ locale: "en" });
  const { page, text } = visit;
  const input = field(visit);
  await input.fill("14");
  await strip(visit)
    .getByText(/class rises/)
    .waitFor({ timeout: 60_000 });
  assert.ok(await input.evaluate((of) => of === document.activeElement));
  await status(visit, text.proved);
  const made = page.locator("details.made");
  await made.locator("summary").click();
  assert.match(await made.innerText(), /Knowledge and experience · C5 · From\s+\/classes/, "a limit has its words beside its place");
  for (const wrong of ["5.5", "", "999999999999"]) {
    await input.fill(wrong);
    await status(visit, "One field holds no number that is taken; the results are of the number before.");
    await input.press("Tab");
    assert.match(await page.locator(".field .refused").innerText(), /Whole numbers of at most six digits/);
    assert.equal(await input.getAttribute("aria-invalid"), "true");
  }
  assert.deepEqual(await axe(page), []);
  await page.getByRole("button", { name: "Undo" }).click();
  await status(visit, text.proved);
  assert.equal(await page.locator(".field .refused").count(), 0, "taking an edit back leaves no field that is not taken");
  await input.fill("14");
  await status(visit, text.proved);
  await input.fill("15");
  await page.reload();
  await status(visit, text.proved);
  assert.equal(await field(visit).inputValue(), "15", "what was typed last is kept");
  await end(visit);
});

for (const [locale, asked, edited, copy, alone, concluded, signed] of [
  [
    "en",
    "Of CNY 100,000",
    "1 edit",
    "Edited copy of cn-securities@2.0.0",
    "Changed in one language only",
    /All \d+ promises are proved.*Nobody changes class, compared with/s,
    /Made the change|Checked it|Approved it/g,
  ],
  [
    "zh-CN",
    "10 万元",
    "1 处改动",
    "cn-securities@2.0.0 的改动副本",
    "只改了一种语言",
    /\d+ 条承诺全部得到证明.*没有人的类别改变/s,
    /修改人|复核人|批准人/g,
  ],
]) {
  test(`wording is found, edited beside the other language, listed, and named in the report (${locale})`, async () => {
    const visit = await openLab({ locale, width: locale === "en" ? 1440 : 390 });
    const { page, text } = visit;
    await page.locator("#search").fill(asked);
    assert.doesNotMatch(await page.locator(".hits").innerText(), /\/texts\//, "each hit has the name of its place");
    await page
      .locator(".hits li", { has: page.locator(`.where[title^="/texts/${locale}/item."]`) })
      .getByRole("button")
      .first()
      .click();
    const wording = page.locator("textarea:focus");
    await wording.waitFor();
    const other = `${await wording.inputValue()} (${locale})`;
    await wording.fill(other);
    await page.locator(".made summary").filter({ hasText: edited }).waitFor({ timeout: 60_000 });
    await page.getByText(alone).waitFor();
    await status(visit, text.proved);
    await page.locator(".made summary").click();
    assert.match(await page.locator(".made tbody tr").innerText(), new RegExp(`/texts/${locale}/item\\.`));
    assert.doesNotMatch(
      (await page.locator(".wording label").allInnerTexts()).join(" "),
      /item\.|option\./,
      "each text has a name in words",
    );
    await shot(visit, "lab-wording");
    assert.deepEqual(await axe(page), []);
    const report = await saved(visit, text.html);
    assert.equal(report.name, "proof-cn-securities-2.0.0-edited.html");
    assert.ok(report.text.includes(`<h1>${copy}</h1>`));
    assert.ok(report.text.includes(`(${locale})`), "the report lists the edit");
    assert.match(report.text, concluded);
    assert.equal(report.text.match(signed)?.length, 3, "three people stand for it");
    await end(visit);
  });
}

test("the phone stays at its question while one looks elsewhere", async () => {
  const visit = await openLab({ locale: "en" });
  const { page, text } = visit;
  await tab(visit, text.phone).click();
  const phone = page.frameLocator("lab-phone iframe");
  const asked = phone.getByRole("heading", { name: "Where does most of your income come from?" });
  await phone.locator("prescreen-flow").waitFor();
  for (let views = 0; views < 8 && (await asked.count()) === 0; views += 1) {
    await phone
      .getByRole("button", { name: /^(Continue|I agree)$/ })
      .first()
      .click();
    await page.waitForTimeout(200);
  }
  await asked.waitFor();
  await tab(visit, text.fields).click();
  assert.equal(await page.locator("lab-phone").isVisible(), false);
  await tab(visit, text.phone).click();
  await asked.waitFor();
  // From question to question, on and back, by the keyboard.
  const list = page.getByLabel("Go to a question");
  const questions = await list.locator("option").allInnerTexts();
  assert.equal(questions.length, 18);
  for (const number of [15, 4]) {
    await list.selectOption({ index: number - 1 });
    await page.getByRole("button", { name: "Show it" }).press("Enter");
    await phone.getByRole("heading", { name: questions[number - 1].replace(/^\d+\. /, ""), exact: true }).waitFor();
    await phone.getByText(`question ${number} of 18`).waitFor();
  }
  await end(visit);
});

test("the phone goes to a question from the notices, too, also where views take long to come", async () => {
  const visit = await openLab({ locale: "en" });
  const { page, text } = visit;
  await tab(visit, text.phone).click();
  const phone = page.frameLocator("lab-phone iframe");
  await phone.getByRole("heading", { name: "Before you start" }).waitFor();
  const protocol = await visit.context.newCDPSession(page);
  await protocol.send("Emulation.setCPUThrottlingRate", { rate: 6 });
  await page.getByLabel("Go to a question").selectOption({ index: 16 });
  await page.getByRole("button", { name: "Show it" }).click();
  await phone.getByText("question 17 of 18").waitFor({ timeout: 30_000 });
  await end(visit);
});

test("points are tried before sources and words when an edit is looked for that mends", async () => {
  const visit = await openLab({ locale: "en" });
  const { page, text } = visit;
  const many = JSON.parse(source);
  for (const one of Object.values(many.sources)) if (one.read_on) one.read_on = "2026-01-01";
  assert.ok(Object.values(many.sources).filter((one) => one.read_on).length > 8);
  const band = many.classes.dimensions.find((one) => one.bands).bands;
  [band[1].to, band[2].from] = [band[1].to - 1, band[2].from - 1];
  await openFile(visit, "many.json", JSON.stringify(many));
  await status(visit, text.proved);
  await page.locator("select").nth(1).selectOption("cn-securities");
  const row = page.locator(".moves .promises tr").filter({ hasText: text.prudent });
  await row.getByRole("button").click({ timeout: 60_000 });
  await button(visit, text.mend).click();
  await page.locator(".cx .edits b").first().waitFor({ timeout: 60_000 });
  assert.match(await page.locator(".cx .edits tbody").innerText(), /\/bands\/1\/to[\s\S]*holds/);
  await end(visit);
});

test("an edit that is the promise itself is told to take it away, and not to fail still", async () => {
  const visit = await openLab({ locale: "en" });
  const { page, text } = visit;
  const promised = JSON.parse(source);
  promised.never.push({ id: "cards", when: { debts: "consumer" }, class_at_most: "C2" });
  promised.version = "2.1.0";
  await openFile(visit, "promised.json", JSON.stringify(promised));
  await status(visit, text.proved);
  await fill(visit, "14");
  await status(visit, text.proved);
  await page.locator(".claims .promises tr").filter({ hasText: "cards" }).getByRole("button").click();
  await button(visit, text.mend).click();
  const told = page.locator(".cx .edits tbody tr").filter({ hasText: "/never" });
  await told.getByText("the promise is gone").waitFor({ timeout: 60_000 });
  assert.doesNotMatch(await told.innerText(), /still fails/);
  await end(visit);
});

test("what no pack differs in is not looked for, and an empty file is said to be empty", async () => {
  const visit = await openLab({ locale: "en" });
  const { page } = visit;
  await openFile(visit, "empty.json", " \n");
  await page.getByText("The file is empty.").waitFor();
  await end(visit);
});
