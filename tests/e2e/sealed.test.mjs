// Packs whose record the firm keeps, by capture: what the person is told, what leaves, and what stays on the device.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { openSealed } from "../js/sealed-spec.mjs";
import { launch, openPage } from "./support/browser.mjs";
import { answerAll, answers, button, confirm, say, signIn, startPurchase, toQuestions } from "./support/journey.mjs";
import { content, holds, left, named, told } from "./support/left.mjs";
import { startServer } from "./support/server.mjs";

const load = (path) => JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), "utf8"));
const pack = load("packs/cn-securities.json");
const items = pack.questionnaire.sections.flatMap(({ items: inside }) => inside);
const { archive_key: archive } = load("tests/vectors/verdict/sealed.json");
const middle = answers();
const chosen = items.map(({ id, options }, index) => ({ id, option: options[middle(index + 1, options.length)[0]].id }));
const BYTES = 65_536;
const sealed = { sealed: { bytes: BYTES, keys: [{ id: "archive-1", from: "2020-01-01", public_key: archive.public_key }] } };

/** Both languages on a phone and on a desktop. Each is another customer: on one server, one person is not assessed without end. */
const visits = [
  { locale: "zh-CN", width: 360, height: 780, touch: true, customer: "newcomer" },
  { locale: "en", width: 1280, height: 800, customer: "lapsed" },
  { locale: "zh-CN", width: 1280, height: 800, customer: "returning" },
  { locale: "en", width: 360, height: 780, touch: true, customer: "elder" },
];
const titleOf = ({ locale, width }) => `${locale}, ${width} px`;
const said = {
  "zh-CN": {
    sealed: {
      told: /在这台设备上加密.*公司的服务器读不了/,
      panel: "每个回答，为公司档案加密（archive-1），长度始终相同",
      goes: "您的完整记录会加密后一并发出",
    },
    disclosed: { told: /不加密/, panel: "每个回答，未加密", goes: "您的完整记录会一并发出，不加密" },
    own: "我自己要求继续",
    data: "下载数据（JSON）",
  },
  en: {
    sealed: {
      told: /encrypted on this device.*server cannot read it/,
      panel: "every answer, encrypted for the firm’s archive (archive-1), always of one length",
      goes: "Your full record goes along, encrypted",
    },
    disclosed: { told: /full record in clear/, panel: "every answer, in clear", goes: "Your full record goes along in clear" },
    own: "at my own request",
    data: "Download it as data (JSON)",
  },
};

/** Bytes that do not stand by luck in as many random ones as a sealed record has. */
const NO_LUCK = 5;
/** What leaves in no clear text: each answer by its ids and by its words in each language, and what the firm holds. */
const secrets = (facts) => {
  const ofAnswers = chosen.flatMap(({ id, option }) => [
    `"${id}"`,
    `item/${id}`,
    `"${option}"`,
    ...Object.values(pack.texts).map((texts) => texts[`option.${id}.${option}`]),
  ]);
  const ofFirm = Object.values(facts).filter((value) => typeof value !== "boolean");
  return [...ofAnswers, ...ofFirm.map(String)].filter((text) => Buffer.byteLength(text) >= NO_LUCK);
};
/** Everything that an assessment sends, where its record goes along. */
const carried = [
  "/broker/complete: session",
  "/broker/login: customer",
  "/broker/sessions: purpose resume",
  named.claim,
  named.commit,
  named.withRecord,
].sort();

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

const visitor = async (context, server, options) => {
  const visit = await openPage(browser, server.url, options);
  context.after(() => visit.context.close());
  return { ...visit, customer: options.customer };
};
const me = async ({ page, url }) => (await page.request.get(`${url}/broker/me`)).json();
const flow = ({ page }) => page.locator("prescreen-flow");
/** Everything that an element shows. */
const shown = ({ page }, name) => page.locator(name).evaluate((element) => element.shadowRoot.textContent);

/** Notices, questions and the confirmation, up to the result; who is given a record is told before, at the result and in the panel. */
const toResult = async (visit, words) => {
  await signIn(visit, visit.customer);
  await visit.page.goto(`${visit.url}/assess.html`);
  await button(visit, say(visit).begin).click();
  assert.match(await flow(visit).locator("[part=record]").innerText(), words.told);
  await visit.page.reload();
  await toQuestions(visit);
  await answerAll(visit, middle);
  await confirm(visit);
  await button(visit, say(visit).send).waitFor();
  for (const [name, text] of [
    ["prescreen-panel", words.panel],
    ["prescreen-flow", words.goes],
  ])
    assert.ok((await shown(visit, name)).includes(text), text);
};

/** What a verdict says, by names, as `left` does of one that goes alone. */
const claimed = (jws) => `/v1/sessions/*/verdict: ${Object.keys(content(jws)).sort().join(" ")}`;

/** Sends the result; gives the request. */
const send = async (visit) => {
  const posted = visit.page.waitForRequest(/\/verdict$/);
  await button(visit, say(visit).send).click();
  const request = await posted;
  await visit.page.locator("main .note[role=status]").waitFor();
  return { body: request.postData(), session: request.url().split("/").at(-2) };
};

for (const one of visits)
  test(`a sealed record leaves as bytes of one length, and nothing of the answers is in them (${titleOf(one)})`, async (context) => {
    const visit = await visitor(context, servers.sealed, one);
    await toResult(visit, said[one.locale].sealed);
    const { body, session } = await send(visit);
    const sent = JSON.parse(body);
    const names = ["ciphertext", "commitment", "enc", "key", "nonce", "pack", "prescreen_sealed_record", "session", "suite"];
    assert.deepEqual(Object.keys(sent.record).sort(), names);
    assert.equal(Buffer.from(sent.record.ciphertext, "base64url").length, BYTES + 16);
    const unopened = Buffer.from(sent.record.ciphertext, "base64url").toString("latin1");
    assert.deepEqual(left(visit.requests), carried);
    assert.equal(claimed(sent.verdict), named.verdict);
    const kept = secrets((await me(visit)).facts);
    assert.ok(kept.length > chosen.length);
    assert.deepEqual(told(visit.requests, kept), []);
    assert.deepEqual(
      kept.filter((secret) => holds(unopened, Buffer.from(secret).toString("latin1"))),
      [],
    );
    const file = await servers.sealed.kept(session);
    assert.deepEqual(file.record, sent.record);
    const record = openSealed(file.record, archive);
    const values = Object.fromEntries(record.values.map(({ id, value }) => [id, value]));
    for (const { id, option } of chosen) assert.deepEqual([values[`item/${id}`]].flat(), [option], id);
    assert.ok(record.shown.items.every(({ locale }) => locale === one.locale));
    assert.deepEqual(visit.errors, []);
  });

for (const one of visits.slice(2))
  test(`a disclosed record leaves in clear, and page, panel and commitment say so (${titleOf(one)})`, async (context) => {
    const visit = await visitor(context, servers.disclosed, one);
    await toResult(visit, said[one.locale].disclosed);
    const { body, session } = await send(visit);
    const { record, verdict } = JSON.parse(body);
    assert.deepEqual(record.values.at(-1), { id: "record", value: "disclosed" });
    assert.deepEqual((await servers.disclosed.kept(session)).record, record);
    assert.ok(record.shown.items.every(({ locale }) => locale === one.locale));
    // In clear in the record alone.
    assert.deepEqual(left(visit.requests), carried);
    assert.equal(claimed(verdict), named.verdict);
    const kept = secrets((await me(visit)).facts);
    const others = visit.requests.filter((request) => request.body !== body);
    assert.equal(others.length, visit.requests.length - 1);
    assert.deepEqual(told([...others, { url: "", headers: {}, body: verdict }], kept), []);
    assert.ok(told(visit.requests, kept).length >= chosen.length);
    assert.deepEqual(visit.errors, []);
  });

for (const one of visits.slice(0, 2))
  test(`the person's record is offered before any wait, and outlives a reload while steps are pending (${titleOf(one)})`, async (context) => {
    const visit = await visitor(context, servers.sealed, one);
    const { page } = visit;
    const text = said[one.locale];
    // Careful answers give a class below the product's grade, and so steps.
    await signIn(visit, one.customer);
    await toQuestions(visit);
    const picked = await answerAll(visit, answers({ 15: [1], 14: [1], 13: [1] }));
    await confirm(visit);
    await send(visit);
    const begun = visit.requests.length;
    picked.push(...(await startPurchase(visit, "sector-fund")));
    await confirm(visit);
    const own = flow(visit).locator("details").filter({ hasText: text.own });
    await own.locator("summary").click();
    await own.getByRole("button").click();
    const offered = button(visit, text.data);
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
    // The record that was offered twice went to nobody but the archive.
    const sent = visit.requests.slice(begun).filter(({ url }) => url.includes("/v1/"));
    assert.deepEqual(left(sent), [named.claim, named.commit, named.withRecord]);
    const answered = picked.filter((words) => Buffer.byteLength(words) >= NO_LUCK);
    assert.deepEqual(told(visit.requests, [...answered, ...secrets((await me(visit)).facts)]), []);
    assert.deepEqual(visit.errors, []);
  });

test("no line of the log holds an answer, or a record", async () => {
  const lines = (await Promise.all(Object.values(servers).map((server) => server.stop()))).flat();
  assert.ok(lines.length > 10);
  for (const line of lines) {
    assert.doesNotMatch(line, /prescreen_record|prescreen_sealed_record|"seed"/);
    for (const { id, option } of chosen) assert.ok(!line.includes(`"${id}"`) && !line.includes(`"${option}"`), id);
  }
});
