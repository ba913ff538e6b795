// The identity step: a slip is told when the field is left and taken back when corrected, and nothing typed leaves.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axe, launch, openPage, shot } from "./support/browser.mjs";
import { answerAll, answers, button, confirm, say, signIn, toQuestions } from "./support/journey.mjs";
import { startServer } from "./support/server.mjs";
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

// GB 11643-1999's example, and with its last two digits changed places.
const right = "11010519491231002X";
const wrong = "11010519491231020X";

const open = async (variant, customer = "newcomer", { url } = server) => {
  const visit = await openPage(browser, url, variant);
  await signIn(visit, customer);
  await visit.page.goto(`${visit.url}/assess.html`);
  await visit.page.locator("#id-number").waitFor();
  const held = (await (await visit.page.request.get(`${visit.url}/broker/me`)).json()).facts.birth_date;
  return { ...visit, held };
};

/** A number of 18 characters for a day of birth, with the check character of GB 11643-1999 (ISO 7064, MOD 11-2). */
const numberFor = (day) => {
  const body = `110105${day.replaceAll("-", "")}002`;
  const sum = [...body].reduce((total, digit, place) => total + Number(digit) * (2 ** (17 - place) % 11), 0);
  return body + "10X98765432"[sum % 11];
};

const said = async ({ page }, name, pattern) => page.locator(`#said-${name}`).filter({ hasText: pattern }).waitFor();
const invalid = ({ page }, name) => page.locator(`#id-${name}`).getAttribute("aria-invalid");

test("the check character that this test computes is the standard's", () => assert.equal(numberFor("1949-12-31"), right));

const words = {
  "zh-CN": { wrong: /请再核对一次/, birth: /出生日期与我们登记的/, fits: /看起来填写完整/, short: /临时邮箱/, phone: /电话号码，请核对/ },
  en: {
    wrong: /does not add up/,
    birth: /differs from the one we hold/,
    fits: /looks complete/,
    short: /for a short time/,
    phone: /not look like a complete phone/,
  },
};

for (const variant of [
  { locale: "zh-CN", width: 1280, theme: "light" },
  { locale: "en", width: 1280, theme: "dark" },
  { locale: "zh-CN", width: 360, height: 780, theme: "dark" },
  { locale: "en", width: 360, height: 780, theme: "light" },
]) {
  test(`a slip is told, a correction passes (${variant.locale}, ${variant.width} px)`, async () => {
    const visit = await open(variant);
    const { page, held } = visit;
    const text = words[variant.locale];
    const found = [];
    const look = async (name) => {
      await shot(visit, name);
      found.push(...(await axe(page)).map((line) => `${name}: ${line}`));
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (wide > 0) found.push(`${name}: ${wide} px wider than the screen`);
    };
    await look("identity-empty");
    await page.locator("#id-number").click();
    await page.keyboard.type(wrong);
    await page.waitForTimeout(300);
    assert.equal(await page.locator("#said-number").innerText(), "", "nothing is said while typing");
    await page.keyboard.press("Tab");
    await said(visit, "number", text.wrong);
    assert.equal(await invalid(visit, "number"), "true");
    await page.locator("#id-phone").fill("1380013");
    await page.locator("#id-email").fill("x@mailinator.com");
    await page.keyboard.press("Tab");
    await said(visit, "phone", text.phone);
    await said(visit, "email", text.short);
    assert.equal(await invalid(visit, "email"), "false", "a note is no error");
    await look("identity-errors");
    await button(visit, say(visit).begin).click();
    await page.locator("#id-number:focus").waitFor();
    assert.equal(await page.locator("prescreen-flow").count(), 0);
    if (held) {
      await page.locator("#id-number").fill(right);
      await said(visit, "number", text.birth);
    }
    await page.locator("#id-number").fill(numberFor(held ?? "1949-12-31"));
    await said(visit, "number", text.fits);
    await page.locator("#id-phone").fill("13800138000");
    await page.locator("#id-email").fill("somebody@example.com");
    await page.keyboard.press("Tab");
    await said(visit, "phone", text.fits);
    await said(visit, "email", text.fits);
    assert.equal(await invalid(visit, "number"), "false");
    await look("identity-right");
    await button(visit, say(visit).begin).click();
    await page.locator("prescreen-flow").waitFor();
    assert.deepEqual(found, []);
    assert.deepEqual(visit.errors, []);
    await visit.context.close();
  });
}

/** A check digit of ICAO 9303 part 3: weights 7, 3, 1; letters from 10, a filler is 0. */
const check = (text) => [...text].reduce((sum, one, place) => sum + (one === "<" ? 0 : parseInt(one, 36)) * [7, 3, 1][place % 3], 0) % 10;

/** A passport's zone for a day of birth and of expiry, YYMMDD. */
const zoneFor = (birth, expiry) => {
  const digit = (text) => text + check(text);
  const [number, born, until, personal] = [digit("L898902C3"), digit(birth), digit(expiry), digit("ZE184226B<<<<<")];
  return `P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n${number}UTO${born}F${until}${personal}${check(number + born + until + personal)}`;
};
const specimen = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10";

test("the zone that this test makes is the specimen's of ICAO 9303 part 4", () => assert.equal(zoneFor("740812", "120415"), specimen));

// The Immigration Department's and the household registration's examples. Macau publishes no check digit.
const kinds = (held) => [
  { kind: "hong_kong_identity", fits: "A123456(3)", wrong: "A123456(4)" },
  { kind: "macau_identity", fits: "5/123456/7", wrong: "2234567(8)" },
  { kind: "taiwan_identity", fits: "A123456789", wrong: "A123456788" },
  {
    kind: "mrz",
    fits: zoneFor((held ?? "1974-08-12").slice(2).replaceAll("-", ""), "351231"),
    wrong: specimen.replace("L898902C36", "L898902C37"),
  },
];

for (const locale of ["zh-CN", "en"]) {
  test(`every other kind of document is checked as typed (${locale})`, async () => {
    const visit = await open({ locale, width: 360, height: 780 });
    const { page } = visit;
    for (const { kind, fits, wrong } of kinds(visit.held)) {
      await page.locator("#document").selectOption(kind);
      await page.locator("#id-number").fill(wrong);
      await page.keyboard.press("Tab");
      await page.locator("#id-number[aria-invalid=true]").waitFor();
      const told = await page.locator("#said-number").innerText();
      assert.ok(told.length > 10 && !/[_{}]|undefined/.test(told), `${kind}: ${told}`);
      await shot(visit, `identity-${kind}`);
      await page.locator("#id-number").fill(fits);
      await page.locator("#id-number[aria-invalid=false]").waitFor();
      assert.doesNotMatch(await page.locator("#said-number").innerText(), /undefined/);
    }
    assert.deepEqual(await axe(page), []);
    assert.deepEqual(visit.errors, []);
    await visit.context.close();
  });
}

test("nothing typed in the identity step is in a body, an address, a header, a log, a cookie or a store", async (context) => {
  const own = await startServer();
  context.after(own.stop);
  const visit = await open({ locale: "en" }, "newcomer", own);
  const { page, held } = visit;
  const before = visit.requests.length;
  assert.ok(!visit.requests.some(({ url }) => /counties|disposable|prescreen_fields_bg/.test(url)), "fetched only when a field is used");
  const secrets = [numberFor(held ?? "1949-12-31"), "13800138000", "somebody.private@example.com"];
  for (const [index, name] of ["number", "phone", "email"].entries()) await page.locator(`#id-${name}`).fill(secrets[index]);
  await page.keyboard.press("Tab");
  await said(visit, "email", words.en.fits);
  assert.ok(
    visit.requests.slice(before).every(({ method, body }) => method === "GET" && body === ""),
    "checks fetch files alone",
  );
  assert.deepEqual(
    visit.requests
      .slice(before)
      .map(({ url }) => /counties|disposable/.exec(url)?.[0])
      .filter(Boolean)
      .sort(),
    ["counties", "disposable"],
  );
  // Answering goes on in the same page, with the fields filled in.
  await page.evaluate(() => {
    window.sameTab = true;
  });
  await toQuestions({
    ...visit,
    page: new Proxy(page, {
      get: (target, key) =>
        key === "goto" ? async () => undefined : typeof target[key] === "function" ? target[key].bind(target) : target[key],
    }),
  });
  await answerAll(visit, answers({ 17: [1] }));
  await confirm(visit);
  await button(visit, say(visit).send).click();
  await page.locator("main .note[role=status]").waitFor();
  assert.equal(await page.evaluate(() => window.sameTab), true);
  const kept = await page.evaluate(() => [
    JSON.stringify({ ...localStorage }),
    JSON.stringify({ ...sessionStorage }),
    document.cookie,
    location.href,
    document.documentElement.outerHTML,
  ]);
  const log = await own.stop();
  assert.ok(
    log.some((line) => line.includes("/verdict")),
    "the log tells of the verdict",
  );
  const places = [
    ...kept,
    ...log,
    ...visit.requests.flatMap(({ url, body, headers }) => [decodeURIComponent(url), body, JSON.stringify(headers)]),
  ];
  const decoded = places
    .flatMap((place) => place.split(/[.\s"{}:,[\]]+/))
    .filter((part) => /^[\w-]{16,}$/.test(part))
    .map((part) => Buffer.from(part, "base64url").toString("utf8"));
  assert.ok(visit.requests.some(({ url }) => url.endsWith("/verdict")));
  for (const place of [...places, ...decoded])
    for (const secret of [...secrets, encodeURIComponent(secrets[2])]) assert.ok(!holds(place, secret), place.slice(0, 200));
  await visit.context.close();
});
