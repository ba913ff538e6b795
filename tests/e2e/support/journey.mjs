// The hands of a person on the site: sign in, answer, confirm, send. Options are chosen by place, never by words of the pack.

/** Words on the buttons, in both languages. */
export const words = {
  "zh-CN": {
    begin: /^(开始评估|重新评估|接着草稿答)$/,
    next: "继续",
    back: "上一步",
    agree: "同意",
    disagree: "不同意",
    end: "结束",
    manner: /怎样打字/,
    decline: "这一题不想回答",
    keep: /^(没有填错|两个都对|都对)$/,
    confirm: /^(确认全部回答|确认)$/,
    answerMissing: "去回答没有答的题",
    send: "发送",
    notSend: "不发送",
    buy: /^(开始买入|我了解不匹配，仍要自己决定)$/,
    leave: "先停在这里",
    cancel: /^(彻底取消|取消这一笔)$/,
    cancelNow: "确定取消",
    place: /^下单：/,
    forFirm: "替公司确认",
    retry: "现在重试",
    resume: "继续",
  },
  en: {
    begin: /^(Start the assessment|Start a new assessment|Go on with the draft)$/,
    next: "Continue",
    back: "Back",
    agree: "I agree",
    disagree: "I do not agree",
    end: "End it",
    manner: /How you type/,
    decline: "I would rather not answer",
    keep: /are right$|It is right/,
    confirm: /^(Confirm all answers|Confirm)$/,
    answerMissing: "Answer what is missing",
    send: "Send",
    notSend: "Do not send",
    buy: /^(Start the purchase|I understand it does not match; I decide for myself)$/,
    leave: "Stop for now",
    cancel: /^(Cancel this for good|Cancel this)$/,
    cancelNow: "Yes, cancel it",
    place: /^Place the order: /,
    forFirm: "Confirm for the firm",
    retry: "Try now",
    resume: "Go on",
  },
};

export const say = (visit) => words[visit.locale];
export const button = (visit, name) => visit.page.getByRole("button", { name, exact: typeof name === "string" });

/** Chooses a customer on the first page, as a visitor does. */
export async function signIn(visit, customer) {
  const { page, url } = visit;
  await page.goto(`${url}/index.html`);
  const order = ["newcomer", "returning", "lapsed", "elder", "minor", "professional"];
  await page.locator(".people button").nth(order.indexOf(customer)).click();
  await page.waitForURL(/\/(shelf|assess)\.html/);
}

const head = ({ page }) => page.locator("prescreen-flow [data-heading]").first();

export const heading = (visit) => head(visit).innerText();

/** Waits until the flow's heading says something. */
export async function settle(visit, pattern) {
  await head(visit).filter({ hasText: pattern }).waitFor();
}

/** Waits until the flow shows another view than the one with this heading. */
const changed = (visit, before) =>
  visit.page.waitForFunction((heading) => {
    const found = document.querySelector("prescreen-flow")?.shadowRoot?.querySelector("[data-heading]");
    return found && found.innerText !== heading;
  }, before);

/** From the first page of an assessment to the first question. */
export async function toQuestions(visit, eachView = async () => {}) {
  const { page } = visit;
  const text = say(visit);
  await page.goto(`${visit.url}/assess.html`);
  await button(visit, text.begin).click();
  await throughNotices(visit, eachView);
}

export async function throughNotices(visit, eachView = async () => {}) {
  const { page } = visit;
  const text = say(visit);
  const flow = page.locator("prescreen-flow");
  await flow.locator("[data-heading]").waitFor();
  for (let step = 0; step < 8; step += 1) {
    if (await flow.locator("fieldset.opts").count()) return;
    await eachView(step === 0 ? "notices" : "consent");
    const shown = await heading(visit);
    // These hands are a program's: they let themselves be looked at only where a test asks for it, with `visit.observed`.
    const agree = flow.getByRole("button", { name: text.manner.test(shown) && !visit.observed ? text.disagree : text.agree, exact: true });
    await ((await agree.count()) ? agree : flow.getByRole("button", { name: text.next, exact: true })).click();
    await changed(visit, shown);
  }
}

/** Runs in the page: what is asked, how many options it has and under which heading; null where nothing is asked. */
const asks = () => {
  const flow = document.querySelector("prescreen-flow").shadowRoot;
  const options = flow.querySelectorAll("fieldset.opts .opt").length;
  if (options === 0) return null;
  return { options, heading: flow.querySelector("[data-heading]").innerText, counted: flow.querySelector(".prog") !== null };
};

/** Runs in the page: presses options and the button, and waits until something else is shown; gives what was chosen. */
const press = async ({ places, name, heading }) => {
  const flow = document.querySelector("prescreen-flow").shadowRoot;
  const options = [...flow.querySelectorAll("fieldset.opts .opt")];
  for (const place of places) options[place].querySelector("input").click();
  const chosen = places.map((place) => options[place].querySelector(".name").innerText.trim());
  [...flow.querySelectorAll("button")].find((one) => one.innerText.includes(name)).click();
  for (let wait = 0; flow.querySelector("[data-heading]")?.innerText === heading; wait += 1) {
    if (wait > 750) throw new Error(`still shown after 15 s: ${heading}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return chosen;
};

/**
 * Answers every question. `choose` gets the number of the question, from 1, and how many options it has;
 * it gives the places of the options, or null to leave the question out. What was chosen is returned as words.
 * The pointer is used where somebody looks on: `eachQuestion`, or the page itself (`visit.observed`, `visit.pointer`).
 * Elsewhere the answers are only the way to what is tested, and the same controls are pressed by the page's own calls.
 */
export async function answerAll(visit, choose, eachQuestion) {
  const { page } = visit;
  const text = say(visit);
  const flow = page.locator("prescreen-flow");
  const pointed = eachQuestion !== undefined || visit.observed || visit.pointer;
  const chosen = [];
  for (let number = 1; number < 60; number += 1) {
    const asked = await page.evaluate(asks);
    if (!asked || (number > 1 && !asked.counted)) return chosen;
    const places = choose(number, asked.options);
    const name = places === null ? text.decline : text.next;
    if (!pointed) {
      chosen.push(...(await page.evaluate(press, { places: places ?? [], name, heading: asked.heading })));
      continue;
    }
    const options = flow.locator("fieldset.opts .opt");
    for (const place of places ?? []) {
      await options.nth(place).locator("input").click();
      chosen.push((await options.nth(place).locator(".name").innerText()).trim());
    }
    if (places !== null) await eachQuestion?.(number);
    await flow.getByRole("button", { name, exact: places !== null }).click();
    await changed(visit, asked.heading);
  }
  throw new Error("the questions do not end");
}

/** The question after what is held: the middle of it does not go with little experience. */
const HELD = 10;

/** The middle option of every question, and one before it of what is held, save those that are given by number (from 1). */
export const answers =
  (given = {}) =>
  (number, count) =>
    number in given ? given[number] : [Math.round((count - 1) / 2) - (number === HELD ? 1 : 0)];

/** The same of somebody whose views are not all in the middle, so that not every answer stands in the same place. */
export const varied =
  (given = {}) =>
  (number, count) =>
    answers(given)(number, number % 3 === 0 ? count - 1 : count);

/** Keeps what is asked about, confirms all answers, and waits for what follows. */
export async function confirm(visit, eachView = async () => {}) {
  const text = say(visit);
  for (let asked = 0; asked < 12; asked += 1) {
    const keep = button(visit, text.keep);
    await keep.or(button(visit, text.confirm)).first().waitFor();
    if ((await keep.count()) === 0) break;
    const shown = await visit.page.locator("prescreen-flow .view").innerText();
    await eachView("clarify");
    await keep.click();
    await visit.page.waitForFunction(
      (before) => document.querySelector("prescreen-flow").shadowRoot.querySelector(".view").innerText !== before,
      shown,
    );
  }
  await eachView("review");
  const shown = await heading(visit);
  await button(visit, text.confirm).click();
  await changed(visit, shown);
  await visit.page.locator("prescreen-flow .busy").waitFor({ state: "detached" });
}

/** Ends without sending, in two presses. */
export async function doNotSend(visit) {
  await button(visit, say(visit).notSend).click();
  await asked(visit)
    .getByRole("button", { name: say(visit).notSend, exact: true })
    .click();
}

/** What the element asks before something is lost. */
export const asked = ({ page }) => page.locator("prescreen-flow .asks");

/** Opens a product's page, starts the purchase of an amount, and answers what concerns the product alone: the money is not needed soon. */
export async function startPurchase(visit, product, { choose = answers({ 1: [2] }), eachView, amount = "10,000" } = {}) {
  await visit.page.goto(`${visit.url}/buy.html#${product}`);
  await visit.page.reload();
  await visit.page.locator("#amount").fill(amount);
  await button(visit, say(visit).buy).click();
  await throughNotices(visit, eachView);
  return answerAll(visit, choose);
}

/** Places the order, once the page asks for it. */
export async function placeOrder(visit) {
  // Before, not after, it is said that it cannot be taken back here, and by which call it can.
  await visit.page
    .locator("form.order")
    .getByText(/(cannot be taken back here|不能撤销).*400-555-0100/)
    .waitFor();
  await button(visit, say(visit).place).click();
  await visit.page.locator("main .note[role=status]").waitFor();
}

/** Takes the steps that come, the firm's too, to the end or to a kind of step; says which kinds were taken. */
export async function steps(visit, { until, eachStep = async () => {} } = {}) {
  const { page } = visit;
  const text = say(visit);
  const flow = page.locator("prescreen-flow");
  const taken = [];
  const now = flow.locator("li.now");
  for (let step = 0; step < 20; step += 1) {
    await now.or(page.locator("main .note[role=status], main form.order")).first().waitFor();
    if ((await now.count()) === 0) return taken;
    const kind = (await flow.getByRole("timer").count()) ? "wait" : (await button(visit, text.forFirm).count()) ? "host" : "own";
    await eachStep(kind, step);
    if (kind === until) return [...taken, kind];
    const before = await now.locator("b").first().innerText();
    if (kind === "host") await button(visit, text.forFirm).click();
    else await now.getByRole("button").last().click();
    taken.push(kind);
    await page.waitForFunction((said) => {
      const found = document.querySelector("prescreen-flow")?.shadowRoot?.querySelector("li.now b");
      return !document.querySelector("prescreen-flow")?.shadowRoot?.querySelector(".busy") && found?.innerText !== said;
    }, before);
  }
  throw new Error("the steps do not end");
}
