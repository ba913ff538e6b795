// The package's stub: a page's own test walks the elements without a server, by the README's lines; and what it answers is what
// the reference server answers to the same walk.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { connect, createFlow, memoryStore, open } from "../../pkg/dist/index.js";
import { stubServer } from "../../pkg/dist/stub.js";
import { answerAll, calmly } from "../../pkg/test/support/walk.mjs";
import { allFromReadme, policy } from "../install/support/readme.mjs";
import { launch, openPage } from "./support/browser.mjs";
import { html, tenLines } from "./support/broker.mjs";
import { startServer } from "./support/server.mjs";
import { serveFolder } from "./support/static.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const packText = readFileSync(`${root}packs/cn-securities.json`, "utf8");
const facts = { birth_date: "1988-04-09", civil_capacity: true, months_trading: 60 };

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

test("by the README's lines a page's own test walks an opening to its end without a server", async (context) => {
  const folder = mkdtempSync(join(tmpdir(), "prescreen-stub-"));
  context.after(() => rmSync(folder, { recursive: true }));
  const code = allFromReadme("Testing your page").find((lines) => lines.includes("withStub"));
  const at = join(folder, "with-stub.mjs");
  writeFileSync(
    at,
    code
      .replace('"prescreen/stub"', `"${pathToFileURL(`${root}pkg/dist/stub.js`)}"`)
      .replace("pack.json", `${root}packs/cn-securities.json`),
  );
  const { withStub } = await import(pathToFileURL(at));

  const site = await serveFolder(`${root}pkg/dist`, policy, async (path) => {
    if (path === "/") return new Response(html, { headers: { "content-type": "text/html" } });
    const script = `import "/testing.js";\n${tenLines}`;
    return path === "/ten-lines.js" ? new Response(script, { headers: { "content-type": "text/javascript" } }) : undefined;
  });
  const visit = await openPage(browser, site.url, { locale: "en", peek: false, width: 800 });
  context.after(async () => {
    await visit.context.close();
    await site.close();
  });
  const { page } = visit;
  const stub = await withStub(page, { session: { audience: site.url, facts } });
  await page.goto(site.url);
  const next = page.getByRole("button", { name: /^(Continue|I agree|Confirm.*|Send.*)$/ }).first();
  for (let views = 0; views < 60 && stub.verdict === undefined; views += 1) {
    await next.waitFor();
    const option = page.getByRole("radio").or(page.getByRole("checkbox")).nth(1);
    if (await option.count()) await option.check({ force: true });
    await next.click();
    await page.waitForTimeout(50);
  }
  assert.ok(stub.verdict, "the verdict came");
  await page.getByText("Your record").first().waitFor();
  assert.deepEqual(stub.keys, stub.opened.server_keys);
});

/** Somebody of 76 buys what is of the highest grade: notices, a call of the firm, a wait of a day, a signature. */
const highest = {
  purpose: "purchase",
  facts: { birth_date: "1950-04-09", civil_capacity: true, months_trading: 60 },
  product: {
    id: "options",
    name: { en: "Options", "zh-CN": "期权" },
    issuer_grade: "R5",
    seller_grade: "R5",
    type: "derivatives",
    term: "short",
    tags: [],
  },
  profile: { class: "C5", assessed_on: "2026-10-01", valid_until: "2028-10-01" },
};

/** A walk with all that was asked and answered, without what differs from one session to the next. */
const walk = async ({ base, fetch, session, claimToken, serverKeys, later, asFirm }) => {
  const said = [];
  const shape = (value) =>
    Array.isArray(value)
      ? value.map(shape)
      : value && typeof value === "object"
        ? Object.fromEntries(
            Object.keys(value)
              .sort()
              .map((key) => [key, shape(value[key])]),
          )
        : typeof value;
  const claims = (jws) => (jws === undefined ? undefined : shape(JSON.parse(open(jws).value.claims)));
  const listening = async (url, init = {}) => {
    const answer = await fetch(url, init);
    const text = await answer.clone().text();
    const path = new URL(url).pathname.replace(session, "SESSION");
    if (path.startsWith("/packs/")) return answer;
    const body = JSON.parse(text);
    const { session: document, ...others } = body;
    said.push({
      asked: `${init.method} ${path}`,
      status: answer.status,
      type: answer.headers.get("content-type"),
      dated: Number.isFinite(Date.parse(answer.headers.get("date"))),
      body: shape(others),
      session: document && Object.keys(document).sort(),
      ticket: claims(body.ticket),
      receipt: claims(body.receipt),
    });
    return answer;
  };
  const connection = await connect({ base, fetch: listening, session, claimToken, serverKeys, storage: memoryStore(), shelves: null });
  const flow = createFlow(connection, { locale: "en" });
  await answerAll(flow, calmly);
  await flow.commit();
  await flow.send();
  for (let steps = 0; steps < 12 && flow.view.kind === "step"; steps += 1) {
    const { kind } = flow.view.now;
    if (kind === "host") await asFirm(flow.view.now);
    if (kind === "wait") {
      await flow.confirmStep();
      await later(24 * 3600 + 60);
    }
    await flow.confirmStep();
  }
  return { said, end: flow.view.kind };
};

for (const [name, asked] of [
  ["an opening", { purpose: "account_opening", facts }],
  ["a purchase with steps", highest],
])
  test(`the stub answers ${name} as the reference server does`, async (context) => {
    const server = await startServer({ pageOrigin: "http://broker.test" });
    context.after(() => server.stop());
    const authorization = `Bearer ${server.credential()}`;
    const post = async (path, body) => {
      const headers = { authorization, "content-type": "application/json" };
      return (await fetch(`${server.screening}${path}`, { method: "POST", headers, body: JSON.stringify(body) })).json();
    };
    const { profile } = asked;
    const of = (pack) => ({ ...asked, ...(profile && { profile: { ...profile, pack } }), audience: "http://broker.test" });
    const pack = await (await fetch(`${server.screening}/packs/current/cn-securities`)).json();
    const { session, claim_token: claimToken } = await post("/v1/sessions", { subject: "person-1", ...of(pack), pack: "cn-securities" });
    const { keys: serverKeys } = await (await fetch(`${server.screening}/.well-known/prescreen-keys.json`)).json();
    const real = await walk({
      base: server.screening,
      fetch: globalThis.fetch,
      session,
      claimToken,
      serverKeys,
      later: (seconds) => server.advance(seconds),
      asFirm: ({ flow, step }) => post(`/v1/sessions/${session}/steps/host`, { flow, step }),
    });
    const stub = await stubServer({ pack: packText, session: of(pack) });
    const stubbed = await walk({
      ...stub.options,
      serverKeys: stub.keys,
      later: (seconds) => stub.later(seconds),
      asFirm: () => stub.confirmAsFirm(),
    });
    assert.deepEqual(stubbed, real);
    assert.equal(real.end, "done");
    assert.equal(
      real.said.some(({ status }) => status === 425),
      asked.purpose === "purchase",
      "a wait was confirmed too early",
    );
  });
