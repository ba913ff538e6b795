// Packs whose record the firm keeps, by capture: what the person is told, what leaves, and what stays on the device.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { openSealed } from "../js/sealed-spec.mjs";
import { launch, openPage } from "./support/browser.mjs";
import { answerAll, answers, button, confirm, say, signIn, startPurchase, toQuestions } from "./support/journey.mjs";
import { startServer } from "./support/server.mjs";

const load = (path) => JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), "utf8"));
const pack = load("packs/cn-securities.json");
const items = pack.questionnaire.sections.flatMap(({ items: inside }) => inside);
const { archive_key: archive } = load("tests/vectors/verdict/sealed.json");
const middle = answers();
const chosen = items.map(({ id, options }, index) => ({ id, option: options[middle(index + 1, options.length)[0]].id }));
const BYTES = 65_536;
const sealed = { sealed: { bytes: BYTES, keys: [{ id: "archive-1", from: "2020-01-01", public_key: archive.public_key }] } };

let browser;
const servers = {};
before(async () => {
  const [launched, ofSealed, ofDisclosed] = await Promise.all([
    launch([], { windows: true }),
    startServer({ record: sealed }),
    startServer({ record: "disclosed" }),
  ]);
  browser = launched;
  Object.assign(servers, { sealed: ofSealed, disclosed: ofDisclosed });
});
after(async () => {
  await browser?.close();
  await Promise.all(Object.values(servers).map((server) => server.stop()));
});

const visitor = async (context, server, options = { locale: "en" }) => {
  const visit = await openPage(browser, server.url, options);
  context.after(() => visit.context.close());
  return visit;
};
const flow = ({ page }) => page.locator("prescreen-flow");
/** Everything that an element shows. */
const shown = ({ page }, name) => page.locator(name).evaluate((element) => element.shadowRoot.textContent);

/** Notices, questions and the confirmation of a newcomer, up to the result. */
const toResult = async (visit) => {
  await signIn(visit, "newcomer");
  await button(visit, say(visit).begin).click();
  const told = await flow(visit).locator("[part=record]").innerText();
  await visit.page.reload();
  await toQuestions(visit);
  await answerAll(visit, middle);
  await confirm(visit);
  await button(visit, say(visit).send).waitFor();
  return told;
};

/** Sends the result; gives the request. */
const send = async (visit) => {
  const posted = visit.page.waitForRequest(/\/verdict$/);
  await button(visit, say(visit).send).click();
  const request = await posted;
  await visit.page.locator("main .note[role=status]").waitFor();
  return { body: request.postData(), session: request.url().split("/").at(-2) };
};

test("a sealed record leaves as bytes of one length, and nothing of the answers is in them", async (context) => {
  const visit = await visitor(context, servers.sealed);
  assert.match(await toResult(visit), /encrypted on this device.*server cannot read it/);
  assert.match(await shown(visit, "prescreen-panel"), /every answer, encrypted for the firm’s archive \(archive-1\), always of one length/);
  assert.match(await shown(visit, "prescreen-flow"), /Your full record goes along, encrypted/);
  const { body, session } = await send(visit);
  const sent = JSON.parse(body);
  assert.deepEqual(Object.keys(sent).sort(), ["record", "verdict"]);
  const names = ["ciphertext", "commitment", "enc", "key", "nonce", "pack", "prescreen_sealed_record", "session", "suite"];
  assert.deepEqual(Object.keys(sent.record).sort(), names);
  assert.equal(Buffer.from(sent.record.ciphertext, "base64url").length, BYTES + 16);
  const places = [body, Buffer.from(sent.record.ciphertext, "base64url").toString("latin1")];
  for (const place of places) {
    for (const { id, option } of chosen) {
      assert.ok(!place.includes(`"${id}"`) && !place.includes(`item/${id}`) && !place.includes(`"${option}"`), id);
    }
  }
  const kept = await servers.sealed.kept(session);
  assert.deepEqual(kept.record, sent.record);
  const record = openSealed(kept.record, archive);
  const told = Object.fromEntries(record.values.map(({ id, value }) => [id, value]));
  for (const { id, option } of chosen) assert.deepEqual([told[`item/${id}`]].flat(), [option], id);
  assert.deepEqual(visit.errors, []);
});

test("a disclosed record leaves in clear, and page, panel and commitment say so", async (context) => {
  const visit = await visitor(context, servers.disclosed, { locale: "zh-CN" });
  assert.match(await toResult(visit), /不加密/);
  assert.match(await shown(visit, "prescreen-panel"), /每个回答，未加密/);
  assert.match(await shown(visit, "prescreen-flow"), /一并发出，不加密/);
  const { body, session } = await send(visit);
  const { record } = JSON.parse(body);
  assert.deepEqual(record.values.at(-1), { id: "record", value: "disclosed" });
  assert.deepEqual((await servers.disclosed.kept(session)).record, record);
  assert.ok(record.shown.items.every(({ locale }) => locale === "zh-CN"));
});

test("the person's record is offered before any wait, and outlives a reload while steps are pending", async (context) => {
  const visit = await visitor(context, servers.sealed);
  const { page } = visit;
  // Careful answers give a class below the product's grade, and so steps.
  await signIn(visit, "newcomer");
  await toQuestions(visit);
  await answerAll(visit, answers({ 15: [1], 14: [1], 13: [1] }));
  await confirm(visit);
  await send(visit);
  await startPurchase(visit, "sector-fund");
  await confirm(visit);
  const own = flow(visit).locator("details").filter({ hasText: "at my own request" });
  await own.locator("summary").click();
  await own.getByRole("button").click();
  const offered = button(visit, "Download it as data (JSON)");
  await offered.waitFor();
  const take = async () => {
    const arrives = page.waitForEvent("download");
    await offered.click();
    return JSON.parse(readFileSync(await (await arrives).path(), "utf8"));
  };
  const before = await take();
  assert.equal(before.prescreen_record, 1);
  await page.reload();
  await button(visit, say(visit).resume).click();
  await offered.waitFor();
  assert.deepEqual(await take(), before);
  const stored = await page.evaluate(async () => {
    const opening = indexedDB.open("prescreen");
    await new Promise((resolve) => {
      opening.onsuccess = resolve;
    });
    const all = opening.result.transaction("pending").objectStore("pending").getAll();
    await new Promise((resolve) => {
      all.onsuccess = resolve;
    });
    const [{ record, sent, key }] = all.result;
    return {
      extractable: [record.key.extractable, key.privateKey.extractable],
      text: new TextDecoder("latin1").decode(record.ciphertext) + JSON.stringify(sent),
    };
  });
  assert.deepEqual(stored.extractable, [false, false]);
  assert.doesNotMatch(stored.text, /prescreen_record|"seed"|"ciphertext"/);
});

test("no line of the log holds an answer, or a record", async () => {
  const lines = (await Promise.all(Object.values(servers).map((server) => server.stop()))).flat();
  assert.ok(lines.length > 10);
  for (const line of lines) {
    assert.doesNotMatch(line, /prescreen_record|prescreen_sealed_record|"seed"/);
    for (const { id, option } of chosen) assert.ok(!line.includes(`"${id}"`) && !line.includes(`"${option}"`), id);
  }
});
