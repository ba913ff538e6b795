// What is killed in the midst of sending: the screening server by SIGKILL, at moments of the exchange, and the tab. No verdict is
// accepted without its sealed record, whatever the moment, and every page that is opened afterwards says what became of it.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, watch, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { openSealed } from "../js/sealed-spec.mjs";
import { launch, openPage, shot } from "./support/browser.mjs";
import { answerAll, answers, button, confirm, placeOrder, say, signIn, startPurchase, steps, toQuestions } from "./support/journey.mjs";
import { binary, startServer } from "./support/server.mjs";

const { archive_key: archive } = JSON.parse(readFileSync(new URL("../vectors/verdict/sealed.json", import.meta.url), "utf8"));
const sealed = { sealed: { bytes: 65_536, keys: [{ id: archive.id ?? "archive-1", from: "2020-01-01", public_key: archive.public_key }] } };

/** When the server is killed. `isAccepted`: what that leaves, where the moment alone decides it. */
const MOMENTS = [
  { name: "half of the request arrived", bytes: (all) => Math.floor(all / 2), isAccepted: false },
  { name: "its last byte is missing", bytes: (all) => all - 1, isAccepted: false },
  ...Array(3).fill({ name: "the last byte left" }),
  ...Array(2).fill({ name: "the store wrote once", writes: 1 }),
  ...Array(2).fill({ name: "the store wrote twice", writes: 2 }),
  { name: "the store wrote three times", writes: 3 },
  ...Array(2).fill({ name: "the answer begins", isAnswered: true, isAccepted: true }),
];

const said = {
  "zh-CN": {
    lost: /结果没有发送，已经找不回来/,
    unsent: /一次评估，已确认、没有发送/,
    overtaken: /暂停使用/,
    waits: /最迟/,
  },
  en: {
    notSent: "Not sent yet",
    lost: /was not sent, and cannot be brought back/,
    unsent: /an assessment, confirmed and not sent/,
    overtaken: /does not count now/,
    waits: /has to be finished by/,
  },
};

let browser;
const homes = [];
before(async () => {
  browser = await launch();
});
after(async () => {
  await browser?.close();
  for (const home of homes) rmSync(home, { recursive: true, force: true });
});

const visitor = async (context, options) => {
  const server = await startServer({ record: sealed });
  const visit = await openPage(browser, server.url, options);
  context.after(async () => {
    await visit.context.close();
    await server.stop();
  });
  return { ...visit, server };
};

const asFirm = async ({ server }, path) => {
  const response = await fetch(`${server.screening}${path}`, { headers: { authorization: `Bearer ${server.credential()}` } });
  return { status: response.status, json: await response.json() };
};

/** Whether a verdict was accepted; with it, and only with it, there is the record that was sent, which opens and fits it. */
async function isAccepted(visit, session, body) {
  const sent = JSON.parse(body);
  const { json: state } = await asFirm(visit, `/v1/sessions/${session}`);
  const { status, json: kept } = await asFirm(visit, `/v1/sessions/${session}/record`);
  if (state.verdict === null) {
    assert.deepEqual([status, kept.code], [409, "not-decided"], "no record of what was not accepted");
    return false;
  }
  assert.equal(state.verdict, sent.verdict);
  assert.equal(status, 200, "no accepted verdict without its sealed record");
  assert.deepEqual(kept.record, sent.record);
  assert.equal(openSealed(kept.record, archive).verdict, sent.verdict, "what is sealed is the record of this verdict");
  return true;
}

const me = async ({ page, url }) => (await page.request.get(`${url}/broker/me`)).json();

/** What the archive's keeper does with the server's answers: each opens by the command line, held against who signed it. */
async function archived(visit, sessions) {
  const home = mkdtempSync(join(tmpdir(), "prescreen-archive-"));
  homes.push(home);
  const [key, keys, answer, log] = ["key.json", "keys.json", "answer.json", "access.log"].map((name) => join(home, name));
  writeFileSync(key, JSON.stringify(archive), { mode: 0o600 });
  writeFileSync(keys, JSON.stringify((await asFirm(visit, "/.well-known/prescreen-keys.json")).json));
  for (const session of sessions) {
    const { json } = await asFirm(visit, `/v1/sessions/${session}/record`);
    writeFileSync(answer, JSON.stringify(json));
    const out = join(home, `${session}.json`);
    const by = ["--by", "a keeper", "--reason", "a test", "--log", log, "--out", out];
    execFileSync(binary(), ["record", "open", answer, "--archive-key", key, "--keys", keys, ...by], { stdio: "pipe" });
    assert.equal(JSON.parse(readFileSync(out, "utf8")).session.id, session);
  }
}

/** Resolves when the store's log was written to so often. */
const written = ({ server }, times) =>
  new Promise((resolve) => {
    let left = times;
    const watcher = watch(join(server.data, "prescreen.sqlite-wal"), () => {
      left -= 1;
      if (left > 0) return;
      watcher.close();
      resolve();
    });
    watcher.unref();
  });

/** Sends a request of the page's as far as the moment says, and kills the server there. */
async function killedAt(visit, { path, type, body }, { bytes = (all) => all, writes, isAnswered }) {
  const { port, host } = new URL(visit.server.screening);
  const head = `POST ${path} HTTP/1.1\r\nhost: ${host}\r\ncontent-type: ${type}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n`;
  const whole = Buffer.from(head + body);
  const socket = connect(Number(port), "127.0.0.1");
  await once(socket, "connect");
  socket.on("error", () => undefined);
  const answered = new Promise((resolve) => socket.once("data", resolve));
  const stored = writes === undefined ? undefined : written(visit, writes);
  await new Promise((left) => socket.write(whole.subarray(0, bytes(whole.length)), left));
  if (stored) await Promise.race([stored, answered]);
  if (isAnswered) await answered;
  await visit.server.kill();
  socket.destroy();
}

test("killed at any moment of a verdict, the server has no verdict without its sealed record, and the page sends the same again", async (context) => {
  const visit = await visitor(context, { locale: "en" });
  const { page, server } = visit;
  const flow = page.locator("prescreen-flow");
  await signIn(visit, "returning");
  const bodies = new Map();
  const left = [];
  for (const moment of MOMENTS) {
    await startPurchase(visit, "money-fund");
    await confirm(visit);
    const tries = [];
    const killed = new Promise((resolve, reject) => {
      page.route(/\/verdict$/, async (route) => {
        const request = route.request();
        const { pathname: path } = new URL(request.url());
        tries.push(request.postData());
        if (tries.length > 1) return route.continue();
        const session = path.split("/").at(-2);
        const body = request.postData();
        try {
          await killedAt(visit, { path, type: request.headers()["content-type"], body }, moment);
          await server.again();
          const accepted = await isAccepted(visit, session, body);
          if (moment.isAccepted !== undefined) assert.equal(accepted, moment.isAccepted, moment.name);
          left.push(accepted);
          bodies.set(session, body);
          resolve();
        } catch (error) {
          reject(error);
        }
        return route.abort("connectionreset");
      });
    });
    const told = flow.getByText(said.en.notSent).waitFor();
    await button(visit, say(visit).send).click();
    await killed;
    await told;
    await button(visit, say(visit).retry)
      .click({ timeout: 2000 })
      .catch(() => undefined);
    await placeOrder(visit);
    assert.equal(new Set(tries).size, 1, "the same bytes");
    await page.unrouteAll();
  }
  context.diagnostic(`accepted before the page was told: ${left.filter(Boolean).length} of ${left.length}`);
  assert.equal(bodies.size, MOMENTS.length);
  for (const [session, body] of bodies) assert.equal(await isAccepted(visit, session, body), true);
  await archived(visit, [...bodies.keys()]);
  const { orders } = await me(visit);
  assert.deepEqual(
    orders.map(({ state }) => state),
    MOMENTS.map(() => "placed"),
  );
  assert.deepEqual(visit.errors, []);
});

/** The tab's process dies, as one does for want of memory; gives another tab of the same person. */
const crashed = async (visit) => {
  const tab = await visit.context.newCDPSession(visit.page);
  const gone = visit.page.waitForEvent("crash");
  // Nothing of it answers.
  tab.send("Page.crash").catch(() => undefined);
  await gone;
  const page = await visit.context.newPage();
  page.setDefaultTimeout(15_000);
  return { ...visit, page };
};

/** Presses Send, and lets the tab die when its request is out. `isPassedOn`: whether that reached the server, which answered. */
const crashedSending = async (visit, { isPassedOn }) => {
  const out = new Promise((resolve, reject) => {
    visit.page.route(/\/verdict$/, async (route) => {
      const request = route.request();
      const answer = isPassedOn ? await route.fetch().catch(reject) : undefined;
      // It is never answered: the tab dies first.
      resolve({ session: request.url().split("/").at(-2), body: request.postData(), status: answer?.status() });
    });
  });
  await button(visit, say(visit).send).click();
  const sent = await out;
  return { ...sent, visit: await crashed(visit) };
};

/** An assessment up to its result. */
const toResult = async (visit) => {
  await toQuestions(visit);
  await answerAll(visit, answers({ 1: [0], 4: [0] }));
  await confirm(visit);
};

const main = ({ page }) => page.locator("main:not([aria-busy])");
const opened = async (visit, address) => {
  await visit.page.goto("about:blank");
  await visit.page.goto(`${visit.url}/${address}`);
  await main(visit).locator("h1").first().waitFor();
  return main(visit).innerText();
};

for (const size of [
  { locale: "zh-CN", width: 360, height: 740, touch: true },
  { locale: "en", width: 1280, height: 900 },
]) {
  test(`a tab that died before its result arrived: every page says that it was not sent (${size.locale})`, async (context) => {
    const visit = await visitor(context, size);
    const text = said[visit.locale];
    await signIn(visit, "returning");
    await toResult(visit);
    const { session, body, visit: again } = await crashedSending(visit, { isPassedOn: false });
    assert.equal(await isAccepted(again, session, body), false);
    assert.match(await opened(again, "assess.html"), text.lost);
    await shot(again, "killed-not-sent");
    const account = await opened(again, "account.html");
    assert.match(account, text.unsent);
    assert.match(account, text.overtaken);
    assert.match(await opened(again, "buy.html#bond-fund"), text.overtaken);
    assert.equal((await me(again)).records.length, 0);
    // Answered again and sent, the class counts.
    await toResult(again);
    await button(again, say(again).send).click();
    await again.page.locator("main .note[role=status]").waitFor();
    assert.doesNotMatch(await opened(again, "account.html"), text.overtaken);
  });

  test(`a tab that died before it heard that its result was accepted: every page says that it is (${size.locale})`, async (context) => {
    const visit = await visitor(context, size);
    const text = said[visit.locale];
    await signIn(visit, "returning");
    await toResult(visit);
    const { session, body, status, visit: again } = await crashedSending(visit, { isPassedOn: true });
    assert.equal(status, 200);
    assert.equal(await isAccepted(again, session, body), true);
    const assess = await opened(again, "assess.html");
    await shot(again, "killed-sent");
    assert.doesNotMatch(assess, text.lost);
    const account = await opened(again, "account.html");
    assert.doesNotMatch(account, text.unsent);
    assert.doesNotMatch(account, text.overtaken);
    const { profile, records } = await me(again);
    assert.deepEqual([profile.class, profile.overtaken, records.length], ["C4", false, 1]);

    // So it is with a purchase that waits for the person's own step: it goes on in the tab that is opened then.
    await startPurchase(again, "convertible");
    await confirm(again);
    const bought = await crashedSending(again, { isPassedOn: true });
    assert.equal(await isAccepted(bought.visit, bought.session, bought.body), true);
    assert.match(await opened(bought.visit, "buy.html#convertible"), text.waits);
    await button(bought.visit, say(visit).resume).click();
    await bought.visit.page.locator("prescreen-flow li.now").waitFor();
    await shot(bought.visit, "killed-step");
    await steps(bought.visit);
    await placeOrder(bought.visit);
    assert.deepEqual(
      (await me(bought.visit)).orders.map(({ product, state }) => [product, state]),
      [["convertible", "placed"]],
    );
    assert.equal(await isAccepted(bought.visit, bought.session, bought.body), true);
  });
}
