// The consent to how the form is filled in, given and declined: one claim tells of it, and nothing else more leaves.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axe, launch, openPage, shot } from "./support/browser.mjs";
import { answerAll, button, confirm, say, signIn, steps, toQuestions, varied } from "./support/journey.mjs";
import { byKeyboard, unmarked } from "./support/keyboard.mjs";
import { startServer } from "./support/server.mjs";

let browser;
before(async () => {
  browser = await launch([], { windows: true });
});
after(() => browser.close());

const bands = ["clear", "step_up", "pause", "refer"];
const kindOf = ({ method, url }) =>
  `${method} ${new URL(url).pathname.replace(/sessions\/[\w-]+\//, "sessions/*/").replace(/-[\w-]{8}\./, ".")}`;

/** Parts of one body by name, whether JSON or a compact JWS with its header and claims. */
const namesOf = (body) => {
  const objects = body.startsWith("{")
    ? [body]
    : body
        .split(".")
        .slice(0, 2)
        .map((part) => Buffer.from(part, "base64url").toString("utf8"));
  const names = [];
  const walk = (value, path) => {
    if (value === null || typeof value !== "object") return;
    for (const [name, inside] of Object.entries(value)) {
      const at = `${path}/${Array.isArray(value) ? "*" : name}`;
      names.push(at);
      walk(inside, at);
    }
  };
  for (const object of objects) walk(JSON.parse(object), "");
  return new Set(names);
};

/** An opening to its end; gives what left, and the bodies by their place. */
async function opening(variant, observed, look = async () => {}, inside = browser) {
  const server = await startServer();
  const visit = { ...(await openPage(inside, server.url, variant)), observed, pointer: true };
  await signIn(visit, "newcomer");
  await toQuestions(visit, async (view) => {
    const shown = await visit.page.locator("prescreen-flow [data-heading]").first().innerText();
    if (say(visit).manner.test(shown)) await look(visit, "manner-consent");
    assert.ok(view);
  });
  await answerAll(visit, varied({ 17: [1] }));
  await confirm(visit);
  await visit.page.locator("prescreen-flow details.checked summary").click();
  await look(visit, `checked-${observed ? "looked" : "declined"}`);
  await button(visit, say(visit).send).click();
  const taken = await steps(visit, { eachStep: (kind, number) => look(visit, `observed-step-${number}-${kind}`) });
  await look(visit, `observed-end-${observed ? "looked" : "declined"}`);
  const me = await (await visit.page.request.get(`${visit.url}/broker/me`)).json();
  await visit.context.close();
  await server.stop();
  assert.deepEqual(visit.errors, []);
  const sent = visit.requests.filter(({ body }) => body !== "");
  const verdict = JSON.parse(
    Buffer.from(sent.find(({ url }) => url.endsWith("/verdict")).body.split(".")[1], "base64url").toString("utf8"),
  );
  return { requests: visit.requests, sent, verdict, taken, me };
}

test("given or declined: the same kinds of request, the same names in each, one claim within its vocabulary", async (context) => {
  const declined = await opening({ locale: "en" }, false);
  const given = await opening({ locale: "en" }, true);
  context.diagnostic(
    `declined: ${declined.verdict.session_check} ${declined.verdict.outcome}; given: ${given.verdict.session_check} ${given.verdict.outcome}, steps: ${given.taken.join(" ") || "none"}`,
  );
  assert.equal(declined.verdict.session_check, "clear", "declining is no signal");
  assert.ok(bands.includes(given.verdict.session_check), given.verdict.session_check);
  assert.deepEqual(Object.keys(given.verdict).sort(), Object.keys(declined.verdict).sort());
  assert.ok(given.verdict.reasons.length <= 1);
  assert.equal(given.me.records.length, 1);

  const stepsApart = (kind) => !kind.endsWith("/steps");
  const kinds = (run) => [...new Set(run.requests.map(kindOf))].sort();
  const more = kinds(given).filter((kind) => !kinds(declined).includes(kind));
  assert.deepEqual(more.filter(stepsApart), [], "requests that only who agreed sends");
  const posts = (run) => run.sent.map(kindOf).filter(stepsApart);
  assert.deepEqual(posts(given), posts(declined));
  for (const end of ["/claim", "/commit", "/verdict"]) {
    const [one, two] = [given, declined].map((run) => namesOf(run.sent.find(({ url }) => url.endsWith(end)).body));
    const own = [...one].filter((name) => !two.has(name) && !/^\/(flows|reasons)\/\*/.test(name));
    assert.deepEqual(own, [], `names in ${end} that only who agreed sends`);
  }
  const headers = (run) => new Set(run.sent.flatMap((request) => Object.keys(request.headers)));
  assert.deepEqual(
    [...headers(given)].filter((name) => !headers(declined).has(name)),
    [],
  );
});

for (const variant of [
  { locale: "zh-CN", width: 1280, theme: "light" },
  { locale: "en", width: 1280, theme: "dark" },
  { locale: "zh-CN", width: 360, height: 780, theme: "dark" },
  { locale: "en", width: 360, height: 780, theme: "light" },
]) {
  test(`what was looked at is told in words (${variant.locale}, ${variant.width} px)`, async () => {
    const found = [];
    await opening(variant, true, async (visit, name) => {
      await shot(visit, name);
      found.push(...(await axe(visit.page)).map((line) => `${name}: ${line}`));
      const wide = await visit.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (wide > 0) found.push(`${name}: ${wide} px wider than the screen`);
      const shown = await visit.page.locator("prescreen-flow").innerText();
      assert.doesNotMatch(shown, /signal\.|band\.|session_check|step_up|undefined/, `${name}: a name of the pack's own`);
    });
    assert.deepEqual(found, []);
  });
}

const named = "--user-agent=Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";
for (const { band, flags, taken, locale } of [
  { band: "clear", flags: [unmarked, named], taken: [], locale: "en" },
  { band: "step_up", flags: [unmarked], taken: ["host"], locale: "zh-CN" },
]) {
  test(`looked at and found ${band}, the opening is completed`, async () => {
    const other = await launch(flags, { windows: true });
    try {
      const look = (visit, name) => shot(visit, `${band}-${name}`);
      const run = await byKeyboard(browser, () => opening({ locale, width: 360, height: 780 }, true, look, other));
      assert.deepEqual([run.verdict.session_check, run.taken, run.me.account], [band, taken, "open"]);
    } finally {
      await other.close();
    }
  });
}
