// Privacy by capture: what a network, a server log and a curious host page see of a whole journey.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { launch, openPage } from "./support/browser.mjs";
import { answerAll, answers, button, confirm, placeOrder, say, signIn, startPurchase, steps, toQuestions } from "./support/journey.mjs";
import { accessibility } from "./support/ax.mjs";
import { startServer } from "./support/server.mjs";
import { seen, watch } from "./support/watch.mjs";
import { holds } from "./support/left.mjs";

const pack = JSON.parse(readFileSync(new URL("../../packs/cn-securities.json", import.meta.url), "utf8"));
const items = pack.questionnaire.sections.flatMap(({ items: inside }) => inside);
const middle = answers();

/** Ids of what was answered, and its words in both languages. */
const chosen = items.map(({ id, options }, index) => ({ item: id, option: options[middle(index + 1, options.length)[0]].id }));
const wordsOf = ({ item, option }) => Object.values(pack.texts).map((texts) => texts[`option.${item}.${option}`]);

let browser;
let server;
before(async () => {
  [browser, server] = await Promise.all([launch([], { windows: true }), startServer()]);
});
after(async () => {
  await browser.close();
  await server.stop();
});

const decoded = (text) =>
  text.split(/[.\s"{}:,[\]]+/).flatMap((part) => {
    if (!/^[\w-]{16,}$/.test(part)) return [];
    const bytes = Buffer.from(part, "base64url").toString("utf8");
    return /^[\x20-\x7e]+$/.test(bytes) ? [bytes] : [];
  });
const claimsOf = (jws) => JSON.parse(Buffer.from(jws.split(".")[1], "base64url").toString("utf8"));

/** An opening and a purchase; gives what left the browser. */
async function journeys(customer, { url } = server, locale = "en") {
  const visit = { ...(await openPage(browser, url, { locale })), pointer: true };
  await signIn(visit, customer);
  await toQuestions(visit);
  const picked = await answerAll(visit, middle);
  await confirm(visit);
  await button(visit, say(visit).send).click();
  await visit.page.locator("main .note[role=status]").waitFor();
  await startPurchase(visit, "short-bond-fund");
  await confirm(visit);
  await button(visit, say(visit).send).click();
  await steps(visit);
  await placeOrder(visit);
  await visit.page.goto(`${visit.url}/account.html`);
  await visit.page.locator("main:not([aria-busy]) h1").waitFor();
  const me = await (await visit.page.request.get(`${visit.url}/broker/me`)).json();
  await visit.context.close();
  return { ...visit, me, picked };
}

test("requests go to the site's own origin only, and carry claim, commitment, verdict and steps", async () => {
  const visit = await journeys("newcomer");
  for (const { url } of visit.requests) assert.ok(url.startsWith(server.url) || url.startsWith("blob:"), url);
  const sent = visit.requests.filter(({ body }) => body !== "");
  const kinds = sent.map(({ url }) => new URL(url).pathname.replace(/sessions\/[\w-]+\//, "sessions/*/"));
  const known = [
    "/broker/login",
    "/broker/sessions",
    "/broker/complete",
    "/broker/orders",
    "/broker/pay",
    "/v1/sessions/*/claim",
    "/v1/sessions/*/commit",
    "/v1/sessions/*/verdict",
    "/v1/sessions/*/steps",
  ];
  assert.deepEqual(
    [...new Set(kinds)].filter((kind) => !known.includes(kind)),
    [],
  );
  assert.equal(kinds.filter((kind) => kind === "/v1/sessions/*/verdict").length, 2);

  const names = {
    claim: ["jkt", "token"],
    login: ["customer"],
    sessions: ["product", "purpose", "amount", "resume"],
    orders: ["session", "amount"],
    complete: ["session"],
    pay: ["session"],
  };
  for (const { url, body } of sent.filter(({ body: text }) => text.startsWith("{"))) {
    const allowed = names[url.split("/").at(-1)];
    for (const name of Object.keys(JSON.parse(body))) assert.ok(allowed.includes(name), `${url}: ${name}`);
  }
  const verdict = claimsOf(sent.find(({ url }) => url.endsWith("/verdict")).body);
  assert.deepEqual(Object.keys(verdict).sort(), [
    "aud",
    "class",
    "class_on_file",
    "commitment",
    "credit",
    "flows",
    "iat",
    "nonce",
    "outcome",
    "pack",
    "permission",
    "product",
    "purpose",
    "reasons",
    "session",
    "session_check",
    "shadow",
    "subject",
    "suite",
    "ticket",
    "tier",
    "variant",
  ]);
  assert.ok(verdict.reasons.length <= 1);
  assert.equal(verdict.shadow, null);
});

test("no body, address, header or line of the log holds an answer, an option, a fact or the birth date", async (context) => {
  const own = await startServer();
  context.after(own.stop);
  const visit = await journeys("lapsed", own, "zh-CN");
  const secrets = new Map();
  for (const one of chosen) {
    secrets.set(`"${one.option}"`, `${one.item} as JSON`);
    for (const words of wordsOf(one)) if (words.length > 1) secrets.set(words, `${one.item} in words`);
  }
  for (const { id } of items) secrets.set(`"${id}"`, `the question ${id}`);
  for (const words of visit.picked) secrets.set(words, "an option as chosen");
  secrets.set(visit.me.facts.birth_date, "the birth date");
  for (const [fact, value] of Object.entries(visit.me.facts)) {
    if (typeof value === "number" && value > 999) secrets.set(String(value), fact);
    secrets.set(`"${fact}"`, fact);
  }
  const places = visit.requests.flatMap(({ url, body, headers }) => {
    const all = [decodeURIComponent(url), body, JSON.stringify(headers)];
    return [...all, ...all.flatMap(decoded)];
  });
  const log = await own.stop();
  assert.ok(
    log.some((line) => line.includes("/verdict")),
    "the log tells of the verdict",
  );
  places.push(...log);
  for (const place of places) for (const [secret, what] of secrets) assert.ok(!holds(place, secret), `${what} in ${place.slice(0, 200)}`);
});

test("two sessions of one person share nothing but pack, class and the like", async (context) => {
  const other = await startServer();
  context.after(other.stop);
  const visit = await openPage(browser, other.url, { locale: "en" });
  await signIn(visit, "newcomer");
  const verdicts = [];
  for (let round = 0; round < 2; round += 1) {
    await toQuestions(visit);
    await answerAll(visit, middle);
    await confirm(visit);
    const posted = visit.page.waitForRequest(/\/verdict$/);
    await button(visit, say(visit).send).click();
    verdicts.push((await posted).postData());
    await visit.page.locator("main .note[role=status]").waitFor();
  }
  const [first, second] = verdicts.map(claimsOf);
  const equal = Object.keys(first).filter((name) => JSON.stringify(first[name]) === JSON.stringify(second[name]));
  // The subject is the firm's own name for its customer, sent to that firm only.
  const allowed = [
    "aud",
    "class",
    "class_on_file",
    "credit",
    "flows",
    "outcome",
    "pack",
    "permission",
    "product",
    "reasons",
    "session_check",
    "shadow",
    "subject",
    "suite",
    "tier",
    "variant",
  ];
  assert.deepEqual(
    equal.filter((name) => !allowed.includes(name)),
    [],
  );
  const [one, two] = ["/claim", "/commit"].map((end) => visit.requests.filter(({ url }) => url.endsWith(end)).map(({ body }) => body));
  assert.notEqual(JSON.parse(one[0]).jkt, JSON.parse(one[1]).jkt);
  assert.notEqual(two[0], two[1]);
  const keys = verdicts.map((jws) => JSON.parse(Buffer.from(jws.split(".")[0], "base64url")).jwk.x);
  assert.notEqual(keys[0], keys[1]);
  await visit.context.close();
});

test("a host page that listens, records and replaces functions does not learn an answer", async (context) => {
  const visit = await openPage(browser, server.url, { locale: "en", peek: false });
  const { page, url } = visit;
  await watch(visit.context);
  await page.request.post(`${url}/broker/login`, { data: { customer: "returning" } });
  await page.goto(`${url}/assess.html`);
  const tree = await accessibility(page);
  await tree.click("button", "Start a new assessment");
  await page.locator("prescreen-flow").waitFor();
  await tree.click("button", "Continue");
  await tree.click("button", "I agree");
  await tree.click("button", "I do not agree");
  for (let number = 1; number <= 18; number += 1) {
    await tree.one("StaticText", new RegExp(`question ${number} of 18$`));
    const role = (await tree.all("radio")).length > 0 ? "radio" : "checkbox";
    const count = (await tree.all(role)).length;
    await tree.click(role, undefined, middle(number, count)[0]);
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
  await tree.click("button", "Send");
  await tree.one("button", "Save your record");
  await page.waitForTimeout(300);

  const found = await seen(page);
  const secrets = chosen.flatMap((one) => [`"${one.option}"`, `option-${one.option}`, ...wordsOf(one)]).filter((text) => text.length > 4);
  const through = [];
  for (const [watcher, texts] of Object.entries(found)) {
    for (const secret of secrets) {
      const hit = texts.find((text) => text.includes(secret));
      if (hit) through.push(`${watcher}: ${secret}`);
    }
  }
  const events = found.events.map((text) => JSON.parse(text));
  const ofFlow = events.filter(({ target }) => target.startsWith("prescreen-flow"));
  const types = [...new Set(ofFlow.map(({ type }) => type))].sort();
  const positions = new Set(ofFlow.filter(({ clientY }) => clientY !== undefined).map(({ clientX, clientY }) => `${clientX},${clientY}`));
  context.diagnostic(`events that reach a capturing listener: ${types.join(" ")}`);
  context.diagnostic(`of these with a position of the pointer: ${positions.size} places`);
  context.diagnostic(`keys: ${[...new Set(ofFlow.map(({ key }) => key).filter(Boolean))].join(" ") || "none"}`);
  context.diagnostic(`requests through a replaced fetch: ${found.fetches.filter((text) => text.includes("/v1/")).length}`);
  context.diagnostic(`a replaced attachShadow holds: ${found.roots.map((text) => JSON.parse(text).host).join(" ")}`);
  context.diagnostic(
    `answers seen by listeners, an observer, a recorder or a replaced fetch: ${through.filter((line) => !line.startsWith("roots")).join(" | ") || "none"}`,
  );
  context.diagnostic(
    `answers seen by whoever replaced attachShadow before the package was loaded: ${through.filter((line) => line.startsWith("roots")).length > 0 ? "yes, everything that is shown" : "none"}`,
  );

  const passive = through.filter((line) => !line.startsWith("roots"));
  assert.deepEqual(passive, [], "listeners, observers, a recorder and a replaced fetch");
  for (const { path, target } of ofFlow)
    assert.doesNotMatch(`${path} ${target}`, /option-|input|label/, "an event's path shows nothing inside");
  await visit.context.close();
});
