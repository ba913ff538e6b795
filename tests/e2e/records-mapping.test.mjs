// A table in no known layout on the page of records: the person says what its columns are, and it is read so.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { workbook } from "../../pkg/test/support/workbook.mjs";
import { axe, launch, openPage, shot } from "./support/browser.mjs";
import { startServer } from "./support/server.mjs";
import { allRead, bank, file } from "./support/statements.mjs";
import { holds } from "./support/left.mjs";

let browser;
let server;
before(async () => {
  [browser, server] = await Promise.all([launch(), startServer()]);
});
after(async () => {
  await browser.close();
  await server.stop();
});

const pad = (number) => String(number).padStart(2, "0");
const german = (cents) => (cents / 100).toFixed(2).replace(".", ",");

/** Four months of an invented person at a bank that is nobody's. Each row: day, whom, what for, cents. */
const MONTHS = [3, 4, 5, 6].flatMap((month) => [
  [`02.${pad(month)}.2026`, "Hausverwaltung Lindenhof", "Miete", -94_000],
  [`15.${pad(month)}.2026`, "Sägewerk Grünau", "Lohn", 271_500],
  [`19.${pad(month)}.2026`, "Feinkost Ölmühle", "Einkauf", -6_235 - month],
]);

/** As a text: balances link, and the names are in no layout. */
const table = (rows = MONTHS) => {
  let balance = 120_000;
  const lines = rows.map(([day, whom, what, cents]) => {
    balance += cents;
    return [day, whom, what, german(cents), german(balance)].join(";");
  });
  return `Kontenblatt Nr. 77\n\nTagdatum;Gegenüber;Anlass;Bewegung;Stand\n${lines.join("\n")}\n`;
};
/** The same bank a month later. */
const later = () => table(MONTHS.slice(0, 3).map(([day, ...rest]) => [day.replace(".03.", ".07."), ...rest]));
const IN = 4 * 271_500;
const OUT = MONTHS.filter((row) => row[3] < 0).reduce((sum, row) => sum - row[3], 0);
const shown = (cents) => (cents / 100).toFixed(2).replace(/\B(?=(\d{3})+\.)/g, ",");

/** Without balances, with days of either order and a separator of either kind, a word for the direction and a state. */
const WORDED = `Wann,Wozu,Wieviel,Richtung,Zustand
03/04/2026,Bücher,1.250,hinaus,fertig
05/06/2026,Lohn,2.500,herein,fertig
07/06/2026,Pfand,1.000,hinaus,offen
08/06/2026,Umbuchung,3.000,innen,fertig
`;

const open = async (files, variant = {}) => {
  const visit = await openPage(browser, server.url, { locale: "en", ...variant });
  await visit.page.goto(`${visit.url}/records.html`);
  await visit.page.locator("input[type=file]").setInputFiles(files);
  await allRead(visit.page);
  return visit;
};
const say = async (page) => {
  await page.locator("[data-say]").first().click();
  await page.locator(".saying select").first().waitFor();
};
const column = (page, number) => page.locator(`.saying select[data-column="${number}"]`);
const chosen = async (page) => page.locator(".saying select[data-column]").evaluateAll((all) => all.map(({ value }) => value));
const preview = (page) => page.locator(".comes-to");
const takeUp = (page) => page.getByRole("button", { name: "Read the file so" });

test("an unknown table is said, tried, read and joined; its layout is kept as a file, and reads the next month", async () => {
  const visit = await open([file("kontenblatt.csv", table()), file("bank.csv", bank())]);
  const { page } = visit;
  await page.getByText("This layout is not known yet", { exact: true }).waitFor();
  await say(page);
  // Only what the balances prove is chosen.
  assert.deepEqual(await chosen(page), ["", "", "", "amount", "balance"]);
  assert.equal(await page.getByText("The balances add up in this way only").count(), 2);
  await preview(page).getByText("which column is the day").waitFor();
  await column(page, 1).selectOption("date");
  await column(page, 2).selectOption("counterparty");
  await column(page, 3).selectOption("description");
  await page.getByLabel("Bank account").check();
  await page.getByLabel("What currency are the amounts in?").selectOption("EUR");
  await preview(page).getByText(shown(IN)).waitFor();
  await preview(page).getByText(shown(OUT)).waitFor();
  await preview(page).getByText("2026-03-02 to 2026-06-19").waitFor();
  await preview(page)
    .getByText(/The balances add up: 11 are/)
    .waitFor();
  assert.equal(await page.locator(".statement").count(), 1, "it is only tried");
  await takeUp(page).click();
  await allRead(page);
  await page.getByText("This file was read by what you said of its columns.").waitFor();
  const card = page.locator(".file").filter({ hasText: "kontenblatt.csv" });
  await card.getByText("Other bank account").waitFor();
  assert.equal(await card.locator(".sums dd").first().innerText(), `${shown(IN)} EUR`);
  await card.getByText("The layout of this file is not one of ours.", { exact: false }).waitFor();
  await page.getByRole("heading", { name: "The part in EUR" }).waitFor();
  assert.equal(await page.locator(".statement").count(), 2);

  const download = page.waitForEvent("download");
  await card.getByRole("button", { name: /Save this layout/ }).click();
  const saved = await download;
  assert.match(saved.suggestedFilename(), /^layout-own-[0-9a-f]{8}\.json$/);
  const layout = readFileSync(await saved.path(), "utf8");
  assert.deepEqual(JSON.parse(layout).columns, {
    amount: ["Bewegung"],
    balance: ["Stand"],
    counterparty: ["Gegenüber"],
    date: ["Tagdatum"],
    description: ["Anlass"],
  });

  // In the same visit the next file is read at once.
  await page.locator("input[type=file]").setInputFiles([file("juli.csv", later())]);
  await allRead(page);
  assert.equal(await page.locator(".statement").count(), 3);
  assert.deepEqual(visit.errors, []);
  await visit.context.close();

  // In another visit the layout is put among the files, in any order.
  const again = await open([file("juli.csv", later()), file("my layout.txt", layout)]);
  await again.page.getByText("A layout of yours").waitFor();
  await again.page.getByText("This file was read by what you said of its columns.").waitFor();
  await again.page.locator(".sums dd").first().getByText("2,715.00").waitFor();
  await again.page.locator("#files-state").getByText("All are read").waitFor();
  const broken = await open([file("layout.json", layout.replace('"version":1', '"version":"x"'))]);
  await broken.page.locator(".need").getByText("This layout cannot be used").waitFor();
  for (const one of [again, broken]) {
    assert.deepEqual(one.errors, []);
    await one.context.close();
  }
});

test("what the table leaves open is asked, and each word is said by itself", async () => {
  const visit = await open([file("worded.csv", WORDED)]);
  const { page } = visit;
  await say(page);
  assert.deepEqual(await chosen(page), ["", "", "", "", ""]);
  assert.equal(await page.locator(".saying input:checked").count(), 0);
  await column(page, 1).selectOption("date");
  await column(page, 3).selectOption("amount");
  await page.getByRole("group", { name: "What does the sign of the amount mean?" }).waitFor();
  await column(page, 4).selectOption("direction");
  await page.getByRole("group", { name: "What does the sign of the amount mean?" }).waitFor({ state: "detached" });
  await column(page, 5).selectOption("status");
  await page.getByLabel("Wallet").check();
  await page.getByLabel("What currency are the amounts in?").selectOption("EUR");
  for (const lacks of [
    "which words are money in",
    "by which words the money moved",
    "which comes first in the days",
    "what divides decimals",
  ])
    await preview(page).getByText(lacks).waitFor();
  await page.getByLabel("hinaus").selectOption("outgoing");
  await page.getByLabel("herein").selectOption("incoming");
  await page.getByLabel("innen").selectOption("neutral");
  await page.getByLabel("fertig").selectOption("booked");
  await page.getByLabel("offen").selectOption("pending");
  await page.getByLabel("The day, as in 31/01/2026").check();
  await page.getByLabel("A comma, as in 1.234,56").check();
  await preview(page).getByText("Neither, 1 row").waitFor();
  const sums = await preview(page).locator("dd").allInnerTexts();
  assert.deepEqual(sums.slice(0, 2), ["2,500.00 EUR", "1,250.00 EUR"]);
  await preview(page).getByText("2026-04-03 to 2026-06-08").waitFor();
  await preview(page).getByText("There is no balance to check it by.", { exact: false }).waitFor();
  // Said otherwise, it comes to something else at once.
  await page.getByLabel("The month, as in 01/31/2026").check();
  await preview(page).getByText("2026-03-04 to 2026-08-06").waitFor();
  assert.deepEqual(visit.errors, []);
  await visit.context.close();
});

test("wrong choices are told where they are made, and reading goes on to what is lacking", async () => {
  const visit = await open([file("kontenblatt.csv", table())]);
  const { page } = visit;
  await say(page);
  await column(page, 1).selectOption("balance");
  for (const number of [1, 5]) {
    assert.equal(await column(page, number).getAttribute("aria-invalid"), "true");
    assert.match(await page.locator(`#${await column(page, number).getAttribute("id")}-note`).innerText(), /Columns 1, 5/);
  }
  await takeUp(page).click();
  assert.equal(await page.evaluate(() => document.activeElement.dataset.column), "1");
  await column(page, 1).selectOption("");
  await column(page, 2).selectOption("date");
  await page.getByText("This column has other things in it").waitFor();
  await column(page, 2).selectOption("");
  await column(page, 1).selectOption("date");
  await takeUp(page).click();
  await preview(page).getByText("what kind of account it is").waitFor();
  assert.match(await page.evaluate(() => document.activeElement.closest("[data-lack]").dataset.lack), /currency|kind/);
  // A balance that is none: it can be read, and the balances say that something is said wrongly.
  await column(page, 4).selectOption("balance");
  await column(page, 5).selectOption("amount");
  await page.getByLabel("A minus is money out").check();
  await page.getByLabel("Bank account").check();
  await page.getByLabel("What currency are the amounts in?").selectOption("EUR");
  await preview(page).getByText("The balances do not add up, from row 5 on.", { exact: false }).waitFor();
  // Decimals that the currency does not have are told with their row.
  await page.getByLabel("What currency are the amounts in?").selectOption("JPY");
  await preview(page).getByText("It cannot be read so").waitFor();
  await preview(page)
    .getByText(/The amount has more decimals than its currency: Row 6/)
    .waitFor();
  assert.equal(await page.locator(".statement").count(), 0);
  assert.deepEqual(visit.errors, []);
  await visit.context.close();
});

test("leaving it goes back and reads nothing; what was said may be changed, also of the file that was read", async () => {
  const visit = await open([file("kontenblatt.csv", table())]);
  const { page } = visit;
  await say(page);
  await column(page, 1).selectOption("date");
  await page.getByRole("button", { name: "Leave it" }).click();
  await page.locator(".saying").waitFor({ state: "detached" });
  assert.match(await page.evaluate(() => document.activeElement.innerText), /Say what the columns are/);
  assert.equal(await page.locator(".statement").count(), 0);
  await say(page);
  assert.deepEqual(await chosen(page), ["date", "", "", "amount", "balance"], "what was said is gone on with");
  await page.getByLabel("Bank account").check();
  await page.getByLabel("What currency are the amounts in?").selectOption("USD");
  await preview(page).getByText(shown(IN)).waitFor();
  await takeUp(page).click();
  await page.locator(".sums dd").first().getByText("USD").waitFor();
  await page.getByRole("button", { name: /Change what the columns are/ }).click();
  await page.locator(".saying select").first().waitFor();
  assert.deepEqual(await chosen(page), ["date", "", "", "amount", "balance"]);
  // Of a file that is read, what holds stands there, and not what was left.
  await column(page, 1).selectOption("");
  await page.getByRole("button", { name: "Leave it" }).click();
  await page.getByRole("button", { name: /Change what the columns are/ }).click();
  await page.locator(".saying select").first().waitFor();
  assert.deepEqual(await chosen(page), ["date", "", "", "amount", "balance"]);
  await page.getByLabel("What currency are the amounts in?").selectOption("CHF");
  await preview(page).getByText("CHF").first().waitFor();
  await takeUp(page).click();
  await page.locator(".statement .sums dd").first().getByText("CHF").waitFor();
  assert.equal(await page.locator(".statement").count(), 1);
  // A text without any table has nothing to be said.
  await page.locator("input[type=file]").setInputFiles([file("letter.csv", "dear,sir\nnothing,here\n")]);
  await allRead(page);
  await page.locator(".file").filter({ hasText: "letter.csv" }).locator("[data-say]").click();
  await page.getByText("No row of it has both a day and an amount", { exact: false }).waitFor();
  assert.deepEqual(visit.errors, []);
  await visit.context.close();
});

test("a workbook's sheet is chosen by its name, and said", async () => {
  const rows = [
    ["Wann", "Bewegung"],
    ["2026-03-02", -940],
    ["2026-03-15", 2715.5],
  ];
  const other = [
    ["A", "B", "C"],
    ["2026-03-02", "x", 5],
    ["2026-03-03", "y", 6],
  ];
  const book = Buffer.from(workbook({ Deckblatt: [["Guten Tag"]], Zuerst: other, "März & mehr": rows }));
  const visit = await open([{ name: "buch.xlsx", mimeType: "application/octet-stream", buffer: book }]);
  const { page } = visit;
  await say(page);
  const sheets = page.getByLabel("Which sheet?");
  assert.deepEqual(await sheets.locator("option").allInnerTexts(), ["Zuerst", "März & mehr"]);
  await sheets.selectOption("März & mehr");
  assert.equal(await page.locator(".saying select[data-column]").count(), 2);
  await column(page, 1).selectOption("date");
  await column(page, 2).selectOption("amount");
  await page.getByLabel("A minus is money out").check();
  await page.getByLabel("Bank account").check();
  await page.getByLabel("What currency are the amounts in?").selectOption("EUR");
  await preview(page).getByText("2,715.50").waitFor();
  await takeUp(page).click();
  await page.locator(".statement .sums dd").first().getByText("2,715.50").waitFor();
  assert.deepEqual(visit.errors, []);
  await visit.context.close();
});

test("nothing of a table that is said leaves or stays", async (context) => {
  const alone = await startServer();
  context.after(alone.stop);
  const visit = await openPage(browser, alone.url, { locale: "en" });
  const { page } = visit;
  const told = [];
  page.on("console", (message) => told.push(message.text()));
  await page.goto(`${visit.url}/records.html`);
  await page.locator("input[type=file]").setInputFiles([file("kontenblatt-7391.csv", table())]);
  await allRead(page);
  await say(page);
  await column(page, 1).selectOption("date");
  await column(page, 2).selectOption("counterparty");
  await page.getByLabel("Bank account").check();
  await page.getByLabel("What currency are the amounts in?").selectOption("EUR");
  await preview(page).getByText(shown(IN)).waitFor();
  await takeUp(page).click();
  await page.locator(".statement").waitFor();
  await page.locator("#joined-h").waitFor();
  const stored = await page.evaluate(async () => {
    const bases = await Promise.all((await indexedDB.databases()).map(async ({ name }) => name));
    return JSON.stringify([
      { ...localStorage },
      { ...sessionStorage },
      bases,
      await caches.keys(),
      document.cookie,
      location.href,
      history.state,
    ]);
  });
  const log = await alone.stop();
  assert.ok(
    log.some((line) => line.includes('"stopped"')),
    "the log is there to its end",
  );
  const cells = table()
    .split(/[;\n]/)
    .filter((cell) => cell.length > 3);
  const secrets = [...new Set([...cells, ...cells.map((cell) => cell.replace(",", ".")), shown(IN), String(IN), "kontenblatt-7391"])];
  assert.ok(secrets.length > 40 && secrets.includes("Sägewerk Grünau") && secrets.includes("Gegenüber"), `${secrets.length} strings`);
  const places = visit.requests.flatMap(({ url, body, headers }) => [decodeURIComponent(url), body, JSON.stringify(headers)]);
  for (const place of [...places, stored, ...told, ...log])
    for (const secret of secrets) assert.ok(!holds(place, secret), `'${secret}' in ${place.slice(0, 200)}`);
  assert.deepEqual(
    visit.requests.filter(({ method }) => method !== "GET").map(({ url }) => url),
    [],
  );
  await visit.context.close();
});

test("a table is said and read with the keyboard alone", async () => {
  const visit = await open([file("kontenblatt.csv", table())], { width: 360, height: 740 });
  const { page } = visit;
  const name = () =>
    page.evaluate(() => {
      const { activeElement: at } = document;
      return `${at.localName} ${at.labels?.[0]?.innerText ?? at.innerText ?? ""}`.replace(/\s+/g, " ").trim();
    });
  const to = async (wanted) => {
    for (let presses = 0; presses < 120; presses += 1) {
      if (wanted.test(await name())) return;
      await page.keyboard.press("Tab");
    }
    throw new Error(`the keyboard does not get to ${wanted}`);
  };
  await to(/^button Say what the columns are/);
  await page.keyboard.press("Enter");
  await page.locator(".saying").waitFor();
  await page.waitForFunction(() => document.activeElement.innerText.startsWith("What the columns are"));
  await to(/^select Column 1/);
  await page.keyboard.press("D");
  await page.waitForFunction(() => document.activeElement.value === "date");
  await to(/^input Bank account/);
  await page.keyboard.press("Space");
  await to(/^select What currency/);
  await page.keyboard.type("Euro");
  await preview(page).getByText(shown(IN)).waitFor();
  await to(/^button Read the file so/);
  await page.keyboard.press("Enter");
  await page.locator(".statement").waitFor();
  assert.match(await name(), /^h3 kontenblatt\.csv/);
  assert.deepEqual(visit.errors, []);
  await visit.context.close();
});

for (const variant of [
  { locale: "zh-CN", width: 1280, theme: "light" },
  { locale: "en", width: 1280, theme: "dark" },
  { locale: "zh-CN", width: 360, height: 780, theme: "dark" },
  { locale: "en", width: 360, height: 780, theme: "light" },
])
  test(`saying what the columns are, ${variant.locale}, ${variant.width} px, ${variant.theme}`, async () => {
    const visit = await open([file("kontenblatt.csv", table()), file("worded.csv", WORDED)], variant);
    const { page } = visit;
    const found = [];
    const look = async (name) => {
      await shot(visit, name);
      found.push(...(await axe(page)).map((line) => `${name}: ${line}`));
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (wide > 0) found.push(`${name}: ${wide} px wider than the screen`);
    };
    await look("mapping-offer");
    const [first, second] = [page.locator(".file").nth(0), page.locator(".file").nth(1)];
    for (const one of [first, second]) {
      await one.locator("[data-say]").click();
      await one.locator(".saying select").first().waitFor();
    }
    const choose = (card, number, field) => card.locator(`select[data-column="${number}"]`).selectOption(field);
    await choose(first, 1, "balance");
    await choose(second, 1, "date");
    await choose(second, 3, "amount");
    await choose(second, 4, "direction");
    await choose(second, 5, "status");
    await second.locator('[data-lack="numbers"]').waitFor();
    await second.locator("button[type=submit]").click();
    await look("mapping-open");
    await second.locator("[data-cancel]").click();
    await choose(first, 1, "date");
    await choose(first, 2, "counterparty");
    await choose(first, 3, "description");
    await first.locator('[data-lack="kind"] input').first().check();
    await first.locator('[data-lack="currency"] select').selectOption("EUR");
    await first.locator(".comes-to dd").first().waitFor();
    await look("mapping-said");
    await first.locator("button[type=submit]").click();
    await first.locator(".own").waitFor();
    await look("mapping-read");
    assert.deepEqual(found, []);
    assert.deepEqual(visit.errors, []);
    await visit.context.close();
  });

const PLAIN = "Wann,Wer,Wieviel,Rest\n2026-03-01,a,-1.00,99.00\n2026-03-02,b,-2.00,97.00\n2026-03-03,c,-3.00,94.00\n";
const sayPlain = async (page) => {
  await column(page, 1).selectOption("date");
  await page.getByLabel("Bank account").check();
  await page.getByLabel("What currency are the amounts in?").selectOption("EUR");
};

test("what was said is there again after it was left, and a layout that was brought says what it says", async () => {
  const visit = await open([file("plain.csv", PLAIN)]);
  const { page } = visit;
  await say(page);
  await sayPlain(page);
  await page.getByRole("button", { name: "Leave it" }).click();
  await say(page);
  assert.deepEqual(await chosen(page), ["date", "", "amount", "balance"]);
  assert.ok(await page.getByLabel("Bank account").isChecked());
  await takeUp(page).click();
  await allRead(page);
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: /Save this layout/ }).click();
  const layout = readFileSync(await (await download).path(), "utf8");
  await visit.context.close();
  const again = await open([file("plain.csv", PLAIN), file("layout.json", layout)]);
  await again.page.getByRole("button", { name: /Change what the columns are/ }).click();
  await again.page.locator(".saying select").first().waitFor();
  assert.deepEqual(await chosen(again.page), ["date", "", "amount", "balance"]);
  assert.ok(await again.page.getByLabel("Bank account").isChecked());
  assert.ok(await again.page.getByLabel("A minus is money out").isChecked());
  assert.equal(await again.page.getByLabel("What currency are the amounts in?").inputValue(), "EUR");
  await again.context.close();
});

test("a correction of one file's columns has its effect there, and a file of other columns stays as it was", async () => {
  const dollars = PLAIN.replace("Rest\n", "Rest,Kürzel\n").replaceAll(/(\d\.00)\n/g, "$1,USD\n");
  const visit = await open([file("plain.csv", PLAIN), file("dollars.csv", dollars)]);
  const { page } = visit;
  const card = (name) => page.locator(".file").filter({ has: page.getByRole("heading", { name }) });
  await say(page);
  await sayPlain(page);
  await takeUp(page).click();
  await allRead(page);
  await card("plain.csv").locator(".sums").getByText("EUR").first().waitFor();
  await card("dollars.csv").getByText("This layout is not known yet", { exact: true }).waitFor();
  await card("dollars.csv").locator("[data-say]").click();
  await page.locator(".saying select").first().waitFor();
  await column(page, 1).selectOption("date");
  await column(page, 5).selectOption("currency");
  await page.getByLabel("Bank account").check();
  await takeUp(page).click();
  await allRead(page);
  await card("dollars.csv").locator(".sums").getByText("USD").first().waitFor();
  await card("plain.csv").locator(".sums").getByText("EUR").first().waitFor();
  await card("plain.csv")
    .getByRole("button", { name: /Change what the columns are/ })
    .click();
  await page.locator(".saying select").first().waitFor();
  await page.getByLabel("What currency are the amounts in?").selectOption("GBP");
  await takeUp(page).click();
  await allRead(page);
  await card("plain.csv").locator(".sums").getByText("GBP").first().waitFor();
  await card("dollars.csv").locator(".sums").getByText("USD").first().waitFor();
  assert.deepEqual(visit.errors, []);
  await visit.context.close();
});

test("a row without a day is named and the others are read, and marks that turn a text stand there as marks", async () => {
  const turned = PLAIN.replace("Wer", "W\u202eer").replace(",c,", ",\u202ec\u2066,").concat("Pending,d,-5.00,\n");
  const visit = await open([file("a\u202eb.csv", turned)]);
  const { page } = visit;
  await say(page);
  await page.getByText("W⟨U+202E⟩er").waitFor();
  await page.getByText("⟨U+202E⟩c⟨U+2066⟩").waitFor();
  await sayPlain(page);
  await column(page, 2).selectOption("counterparty");
  await takeUp(page).click();
  await allRead(page);
  await page.getByText("A row without a day was not read, and does not count (Row 5)").waitFor();
  await page.getByText("Show the rows that were read").click();
  await page.locator(".rows .who").getByText("⟨U+202E⟩c⟨U+2066⟩").waitFor();
  assert.doesNotMatch(await page.locator("body").innerText(), /[\u202a-\u202e\u2066-\u2069]/);
  await visit.context.close();
});

test("columns that are not looked at are told of", async () => {
  const cells = Array.from({ length: 70 }, (_, n) => `${n + 1}.00`);
  const visit = await open([file("wide.csv", `${cells.map((cell) => `n${cell}`)}\n2026-03-01,${cells.slice(1)}\n`)]);
  await say(visit.page);
  await visit.page.getByText("Only the first 64 columns are looked at; 6 more are left out.").waitFor();
  await visit.context.close();
});
