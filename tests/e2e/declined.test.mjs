// The consent to have the session looked at, declined, beside what the firm itself knows of it: that counts as far as the pack lets
// it, without the person's consent. Nothing of how the form was filled in counts or leaves, and no page names what the firm knows.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { opening, startBroker, tenLines } from "./support/broker.mjs";
import { axe, launch, openPage, shot } from "./support/browser.mjs";
import { answerAll, answers, button, confirm, heading, say, throughNotices } from "./support/journey.mjs";
import { content, left, named, told } from "./support/left.mjs";
import { asFirm } from "./support/sealed.mjs";

const pack = JSON.parse(readFileSync(new URL("../../packs/cn-securities.json", import.meta.url), "utf8"));
const items = pack.questionnaire.sections.flatMap(({ items: inside }) => inside);
const { rules, bands, consent } = pack.fraud;
const later = bands.find(({ band }) => band === "pause");
const HOUR = 3600;

/** What a condition reads. */
const readBy = (condition) =>
  Object.entries(condition).flatMap(([name, under]) => (Array.isArray(under) ? under.flatMap(readBy) : name.startsWith("$") ? [] : [name]));
const ofFirm = new Set(pack.facts.map(({ id }) => id));
/** Everything that the pack would look at, with a consent. */
const signals = [...new Set(rules.flatMap(({ when }) => readBy(when)))].filter((name) => !ofFirm.has(name));
/** A fact of the firm alone, and the points that it comes to without any signal. */
const weightOf = (fact) => rules.find(({ when }) => when[fact] === true).weight;

const said = {
  "zh-CN": {
    later: "今天需要多一点时间",
    calls: "只拨打已登记的号码",
    ends: `最多 ${later.hours} 小时`,
    declined: "您未同意此项，因此没有查看您的输入与点按方式。这对结果没有任何影响。",
    looked: "仅在本设备上查看",
    save: "保存您的记录",
    data: "下载数据（JSON）",
  },
  en: {
    later: "This takes a little longer today",
    calls: "only on a number that we already hold",
    ends: `${later.hours} hours at most`,
    declined: "You did not agree to it, so nothing of how you type and tap was looked at. That counts neither for nor against you.",
    looked: "Looked at, on this device only",
    save: "Save your record",
    data: "Download it as data (JSON)",
  },
};
const sizes = [
  { locale: "zh-CN", width: 360, height: 780, touch: true },
  { locale: "en", width: 1280, height: 800 },
];

let browser;
before(async () => {
  browser = await launch([], { windows: true });
});
after(() => browser?.close());

const view = ({ page }) => page.locator("prescreen-flow .view");
/** Everything that is drawn, also what is folded away or below the panel's bar. */
const drawn = ({ page }) =>
  page.evaluate(() =>
    [
      document.title,
      location.href,
      ...[...document.querySelectorAll("prescreen-flow, prescreen-panel")].map(({ shadowRoot }) => shadowRoot.textContent),
    ].join("\n"),
  );

/** An opening with a fact of the firm's, to the person's record at its end: the consent is declined, every question answered. */
async function declined(context, size, facts) {
  const opens = { ...opening, facts: { ...opening.facts, ...facts } };
  const { page: site, server } = await startBroker(tenLines, size.locale, opens);
  const visit = await openPage(browser, site.url, size);
  context.after(async () => {
    await visit.context.close();
    await Promise.all([site.close(), server.stop()]);
  });
  const { page } = visit;
  const text = said[size.locale];
  await page.goto(site.url);
  const asked = [];
  await throughNotices(visit, async () => void asked.push(await heading(visit)));
  assert.equal(asked.filter((one) => say(visit).manner.test(one)).length, 1, "the consent is asked for, and declined by these hands");
  const picked = await answerAll(visit, answers());
  await confirm(visit);
  await button(visit, say(visit).send).waitFor();
  const check = view(visit).locator("details.checked");
  await check.locator("summary").click();
  assert.ok((await check.innerText()).includes(text.declined));
  assert.ok(!(await drawn(visit)).includes(text.looked));
  const result = { heading: await heading(visit), text: await view(visit).innerText(), drawn: await drawn(visit) };
  await shot(visit, `declined-${Object.keys(facts)}`);
  // A heading above the element's own is the page's, and this one has none.
  assert.deepEqual(
    (await axe(page)).filter((line) => !line.startsWith("page-has-heading-one")),
    [],
  );

  await button(visit, say(visit).send).click();
  await button(visit, text.data).waitFor();
  const end = { heading: await heading(visit), text: await view(visit).innerText(), drawn: await drawn(visit) };
  await shot(visit, `declined-${Object.keys(facts)}-sent`);
  const taken = async (name) => {
    const arrives = page.waitForEvent("download");
    await button(visit, name).click();
    return readFileSync(await (await arrives).path(), "utf8");
  };
  const record = JSON.parse(await taken(text.data));
  const readable = await taken(text.save);
  const posted = visit.requests.find(({ url }) => url.endsWith("/verdict"));
  const session = new URL(posted.url).pathname.split("/").at(-2);
  const { json: state } = await asFirm(server, `/v1/sessions/${session}`);
  assert.deepEqual(visit.errors, []);
  return { visit, picked, opens, result, end, record, readable, state, verdict: content(posted.body) };
}

/** What left is the claim, the digest and the verdict by their names; in none is anything of behaviour, of the firm's, or an answer. */
function leftNothingElse({ visit, picked, opens }) {
  assert.deepEqual(left(visit.requests), [named.claim, named.commit, named.verdict]);
  assert.ok(signals.length > 20);
  const ids = items.flatMap(({ id, options }) => [`"${id}"`, `item/${id}`, ...options.map((option) => `"${option.id}"`)]);
  const known = Object.keys(opens.facts).flatMap((id) => [id, ...Object.values(pack.texts).map((texts) => texts[`fact.${id}`])]);
  // `steps` is also the name of an address.
  const looked = [...signals.filter((name) => name !== "steps"), ...rules.map(({ id }) => id)];
  const answered = picked.filter((words) => words.length > 1);
  assert.deepEqual(told(visit.requests, [...ids, ...answered, ...known, opens.facts.birth_date, ...looked]), []);
}

/** That the firm knows something, and what, is drawn nowhere for who looks over a shoulder, not in what is folded away either. */
function namesNothing(all) {
  const known = ["remote_control", "call_in_progress"].flatMap((id) => Object.values(pack.texts).map((texts) => texts[`fact.${id}`]));
  for (const name of [...known, ...rules.map(({ id }) => id)]) assert.ok(!all.includes(name), name);
}

for (const size of sizes) {
  test(`declined, and the firm knows that the device is controlled from elsewhere: a pause with its end and its reason (${size.locale})`, async (context) => {
    assert.ok(weightOf("remote_control") >= later.from, "by the pack, what the firm knows is enough for it");
    const run = await declined(context, size, { remote_control: true });
    const text = said[size.locale];
    const words = pack.texts[size.locale];
    for (const shown of [run.result, run.end]) {
      namesNothing(shown.drawn);
      assert.equal(shown.heading, text.later);
      for (const part of [words[`reason.${later.id}`], words[`reason.${later.id}.next`], text.calls, text.ends])
        assert.ok(shown.text.includes(part), part);
    }
    namesNothing(run.readable);
    leftNothingElse(run);
    const { verdict, state, record } = run;
    assert.deepEqual([verdict.session_check, verdict.outcome, verdict.reasons, verdict.flows], ["pause", "pause", [later.id], []]);
    assert.deepEqual([state.outcome, state.complete, state.claims.reasons], ["pause", false, [later.id]]);
    assert.equal(state.pause_ends, state.accepted + later.hours * HOUR);
    assert.equal(record.shown.notices.find(({ id }) => id === consent).given, false);
    for (const name of [...signals.filter((one) => one !== "steps"), ...rules.map(({ id }) => id)])
      assert.ok(!JSON.stringify(record).includes(`"${name}"`), name);
  });

  test(`declined, and what the firm knows is not enough alone: nothing waits, and the same leaves (${size.locale})`, async (context) => {
    assert.ok(weightOf("call_in_progress") < later.from);
    const run = await declined(context, size, { call_in_progress: true });
    for (const shown of [run.result, run.end]) {
      assert.ok(!shown.text.includes(said[size.locale].later));
      namesNothing(shown.drawn);
    }
    leftNothingElse(run);
    const { verdict, state } = run;
    assert.deepEqual([verdict.session_check, verdict.outcome], ["clear", "proceed"]);
    assert.deepEqual([state.complete, state.pause_ends], [true, null]);
  });
}
