// The screening server killed by SIGKILL in the midst of a verdict, at moments of the exchange: no verdict is accepted without its
// sealed record, whatever the moment, and the page says what it knows until the same bytes are answered.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, watch, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch, openPage, shot } from "./support/browser.mjs";
import { button, confirm, placeOrder, say, signIn, startPurchase } from "./support/journey.mjs";
import { archive, asFirm, isAccepted, sealed } from "./support/sealed.mjs";
import { binary, startServer } from "./support/server.mjs";

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

/** What the page says while nothing came back. */
const unknown = {
  "zh-CN": /还不知道是否已经送达/,
  en: /We do not know yet whether it arrived/,
};

let browser;
let home;
before(async () => {
  home = mkdtempSync(join(tmpdir(), "prescreen-archive-"));
  browser = await launch();
});
after(async () => {
  await browser?.close();
  rmSync(home, { recursive: true, force: true });
});

const me = async ({ page, url }) => (await page.request.get(`${url}/broker/me`)).json();

/** What the archive's keeper does with the server's answers: each opens by the command line, held against who signed it. */
async function archived(server, sessions) {
  const [key, keys, answer, log] = ["key.json", "keys.json", "answer.json", "access.log"].map((name) => join(home, name));
  writeFileSync(key, JSON.stringify(archive), { mode: 0o600 });
  writeFileSync(keys, JSON.stringify((await asFirm(server, "/.well-known/prescreen-keys.json")).json));
  for (const session of sessions) {
    const { json } = await asFirm(server, `/v1/sessions/${session}/record`);
    writeFileSync(answer, JSON.stringify(json));
    const out = join(home, `${session}.json`);
    const by = ["--by", "a keeper", "--reason", "a test", "--log", log, "--out", out];
    execFileSync(binary(), ["record", "open", answer, "--archive-key", key, "--keys", keys, ...by], { stdio: "pipe" });
    assert.equal(JSON.parse(readFileSync(out, "utf8")).session.id, session);
  }
}

/** Told of the store's log: `reached` once it was written to so often. */
const written = (server, times) => {
  let left = times;
  let tell;
  const reached = new Promise((resolve) => {
    tell = resolve;
  });
  const watcher = watch(join(server.data, "prescreen.sqlite-wal"), () => {
    left -= 1;
    if (left === 0) tell();
  });
  return { reached, close: () => watcher.close() };
};

/** Sends a request of the page's as far as the moment says, and kills the server there. */
async function killedAt(server, { path, type, body }, { bytes = (all) => all, writes, isAnswered }) {
  const { port, host } = new URL(server.screening);
  const head = `POST ${path} HTTP/1.1\r\nhost: ${host}\r\ncontent-type: ${type}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n`;
  const whole = Buffer.from(head + body);
  const socket = connect(Number(port), "127.0.0.1");
  await once(socket, "connect");
  socket.on("error", () => undefined);
  const answered = new Promise((resolve) => socket.once("data", resolve));
  const stored = writes === undefined ? undefined : written(server, writes);
  await new Promise((left) => socket.write(whole.subarray(0, bytes(whole.length)), left));
  if (stored) await Promise.race([stored.reached, answered]);
  if (isAnswered) await answered;
  await server.kill();
  socket.destroy();
  stored?.close();
}

/**
 * One purchase whose verdict meets the end of the server: what is sent the first time goes as far as the moment says, and the
 * server is started again on its store. Gives the session, what was sent, and whether it was accepted by then.
 */
async function purchaseKilledAt(visit, server, moment) {
  const { page } = visit;
  await startPurchase(visit, "money-fund");
  await confirm(visit);
  const tries = [];
  const killed = new Promise((resolve, reject) => {
    page.route(/\/verdict$/, async (route) => {
      const request = route.request();
      const [body, { pathname: path }] = [request.postData(), new URL(request.url())];
      tries.push(body);
      if (tries.length > 1) return route.continue();
      try {
        const sent = { session: path.split("/").at(-2), body };
        await killedAt(server, { path, type: request.headers()["content-type"], body }, moment);
        await server.again();
        resolve({ ...sent, accepted: await isAccepted(server, sent) });
      } catch (error) {
        reject(error);
      }
      return route.abort("connectionreset");
    });
  });
  const told = page.locator("prescreen-flow").getByText(unknown[visit.locale]).first().waitFor();
  await button(visit, say(visit).send).click();
  const [found] = await Promise.all([killed, told]);
  await shot(visit, "killed-server");
  await button(visit, say(visit).retry)
    .click({ timeout: 2000 })
    .catch(() => undefined);
  await placeOrder(visit);
  assert.equal(new Set(tries).size, 1, "the same bytes");
  await page.unrouteAll();
  return found;
}

test("killed at any moment of a verdict, the server has none without its sealed record, and the page sends the same again", async (context) => {
  const server = await startServer({ record: sealed, only: "cn-securities" });
  context.after(() => server.stop());
  const sent = [];
  for (const [options, moments] of [
    [{ locale: "en" }, MOMENTS.slice(0, -4)],
    [{ locale: "zh-CN", width: 360, height: 740, touch: true }, MOMENTS.slice(-4)],
  ]) {
    const visit = await openPage(browser, server.url, options);
    context.after(() => visit.context.close());
    await signIn(visit, "returning");
    for (const moment of moments) {
      const found = await purchaseKilledAt(visit, server, moment);
      if (moment.isAccepted !== undefined) assert.equal(found.accepted, moment.isAccepted, moment.name);
      sent.push(found);
    }
    assert.deepEqual(visit.errors, []);
    assert.deepEqual(
      (await me(visit)).orders.map(({ state }) => state),
      sent.map(() => "placed"),
    );
  }
  context.diagnostic(`accepted before the page was told: ${sent.filter(({ accepted }) => accepted).length} of ${sent.length}`);
  for (const one of sent) assert.equal(await isAccepted(server, one), true);
  await archived(
    server,
    sent.map(({ session }) => session),
  );
});
