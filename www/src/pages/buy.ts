/** One product: what it is, whether it matches, what comes next; then the purchase itself. */
import { html, nothing, type TemplateResult } from "lit";
import { broker, type Me, type Product } from "../broker";
import { readDevice, type Device } from "../device";
import { say, words } from "../i18n";
import { begin, idlePanel, type Journey } from "../journey";
import { ended, notDecided, type Ending } from "../parts/ended";
import { confirmForFirm, firmStep, following, type FirmStep } from "../parts/firm-step";
import { productPage } from "../parts/product";
import { failed, focusHeading, redraw, signIn, start, unavailable, waiting } from "../shell";
import "../styles/shelf.css";
import "../styles/product.css";
import "../styles/journey.css";

let me: Me | null | undefined;
let products: Product[] = [];
let device: Device | undefined;
let journey: Journey | undefined;
let ending: "placed" | "stopped" | "failed" | undefined;
let paying: FirmStep;
let problem: unknown;
const idle = idlePanel();

/** The product's id stands after the hash sign, which no request carries. */
const chosen = (): Product | undefined => products.find((one) => one.sheet.id === location.hash.slice(1));

const load = async (): Promise<void> => {
  problem = undefined;
  try {
    [me, products] = await Promise.all([broker.me(), broker.products()]);
    if (me) device = await readDevice(me);
  } catch (trouble) {
    problem = trouble;
  }
  redraw();
};

const open = async (product: Product, resume = false): Promise<void> => {
  problem = undefined;
  try {
    journey = await begin(
      "purchase",
      product.sheet.id,
      {
        done: () => void close(product),
        abandoned: () => end("stopped"),
        failed: () => end("failed"),
        step: onStep,
      },
      resume,
    );
  } catch (trouble) {
    problem = trouble;
  }
  redraw();
  focusHeading();
};

const end = (how: "stopped" | "failed"): void => {
  ending = how;
  redraw();
};

/** A step that the firm confirms: here the visitor plays the firm's part. */
const onStep = (waitsForFirm: boolean): void => {
  paying = following(paying, waitsForFirm);
  redraw();
};

const confirm = async (): Promise<void> => {
  if (!journey) return;
  problem = undefined;
  try {
    await confirmForFirm(journey.session);
    paying = "sent";
  } catch (trouble) {
    problem = trouble;
  }
  redraw();
};

const close = async (product: Product): Promise<void> => {
  if (!journey) return;
  problem = undefined;
  try {
    await broker.complete(journey.session);
    me = await broker.me();
    const order = me?.orders.find((one) => one.session === journey?.session && one.product === product.sheet.id);
    ending = order?.state === "placed" ? "placed" : "stopped";
  } catch (trouble) {
    problem = trouble;
  }
  redraw();
};

const main = (): TemplateResult => {
  if (me === null) return signIn();
  if (!me || !device) return problem ? unavailable(problem, () => void load()) : waiting();
  const product = chosen();
  if (!product)
    return html`<h1>${words().buy.missing}</h1><p class="lead">${words().buy.missingBody}</p><p class="go"><a class="btn" href="shelf.html">${words().buy.back}</a></p>`;
  if (!journey)
    return html`${productPage(product, device, me, (resume) => void open(product, resume))}${problem ? failed(problem, () => void open(product)) : nothing}`;
  return html`<h1 class="vh">${say(product.sheet.name)}</h1>
    ${ending ? ended(after(product, ending, me, journey)) : nothing}
    ${problem ? failed(problem, () => void (paying ? confirm() : close(product))) : nothing}
    ${journey.flow}
    ${paying ? firmStep("purchase", paying, () => void confirm()) : nothing}`;
};

const after = (product: Product, how: NonNullable<typeof ending>, known: Me, done: Journey): Ending => {
  const text = words();
  const helped = how === "stopped" ? notDecided(known, done.session) : undefined;
  if (helped) return helped;
  if (how === "placed") return { title: text.buy.doneTitle, body: text.buy.doneBody(say(product.sheet.name)) };
  if (how === "stopped") return { title: text.buy.stopped, body: text.buy.stoppedBody };
  return { title: text.outcome.next, body: "" };
};

addEventListener("hashchange", () => {
  journey = undefined;
  ending = undefined;
  paying = undefined;
  redraw();
});

start({
  name: "buy",
  title: () => {
    const product = chosen();
    return product ? say(product.sheet.name) : words().shelf.title;
  },
  main,
  aside: () => (me ? (journey?.panel ? html`${journey.panel}` : html`${idle}`) : nothing),
  who: () => me ?? null,
});
void load();
