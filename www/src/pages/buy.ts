/** One product: what it is, whether it matches, what comes next; then the purchase itself. */
import { html, nothing, type TemplateResult } from "lit";
import { broker, type Me, type Product } from "../broker";
import { readDevice, type Device } from "../device";
import { say, words } from "../i18n";
import type { Journey } from "../journey";
import { ended, notDecided, type Ending } from "../parts/ended";
import { productPage } from "../parts/product";
import { Visit } from "../parts/visit";
import { failed, focusHeading, signIn, start, unavailable, waiting } from "../shell";
import "../styles/shelf.css";
import "../styles/product.css";
import "../styles/journey.css";

let me: Me | null | undefined;
let products: Product[] = [];
let device: Device | undefined;
const visit = new Visit<"placed" | "stopped" | "failed">({
  abandoned: "stopped",
  failed: "failed",
  done: async ({ session }) => {
    me = await broker.me();
    const order = me?.orders.find((one) => one.session === session);
    return order?.state === "placed" ? "placed" : "stopped";
  },
});

/** The product's id stands after the hash sign, which no request carries. */
const chosen = (): Product | undefined => products.find((one) => one.sheet.id === location.hash.slice(1));

const load = (): Promise<void> =>
  visit.work.run(async () => {
    [me, products] = await Promise.all([broker.me(), broker.products()]);
    if (me) device = await readDevice(me);
  });

const open = async (product: Product, resume = false): Promise<void> => {
  await visit.begin("purchase", product.sheet.id, { resume });
  focusHeading();
};

const main = (): TemplateResult => {
  const { journey, ending } = visit;
  const { problem } = visit.work;
  if (me === null) return signIn();
  if (!me || !device) return problem ? unavailable(problem, () => void load()) : waiting();
  const product = chosen();
  if (!product)
    return html`<h1>${words().buy.missing}</h1><p class="lead">${words().buy.missingBody}</p><p class="go"><a class="btn" href="shelf.html">${words().buy.back}</a></p>`;
  if (!journey)
    return html`${productPage(product, device, me, (resume) => void open(product, resume))}${problem ? failed(problem, () => void open(product)) : nothing}`;
  return html`<h1 class="vh">${say(product.sheet.name)}</h1>
    ${ending ? ended(after(product, ending, me, journey)) : nothing}
    ${problem ? failed(problem, () => void visit.again()) : nothing}
    ${journey.flow}
    ${visit.firmStep("purchase")}`;
};

const after = (product: Product, how: NonNullable<typeof visit.ending>, known: Me, done: Journey): Ending => {
  const text = words();
  const helped = how === "stopped" ? notDecided(known, done.session) : undefined;
  if (helped) return helped;
  if (how === "placed") return { title: text.buy.doneTitle, body: text.buy.doneBody(say(product.sheet.name)) };
  if (how === "stopped") return { title: text.buy.stopped, body: text.buy.stoppedBody };
  return { title: text.outcome.next, body: "" };
};

addEventListener("hashchange", () => visit.forget());

start({
  name: "buy",
  title: () => {
    const product = chosen();
    return product ? say(product.sheet.name) : words().shelf.title;
  },
  main,
  aside: () => (me ? html`${visit.panel}` : nothing),
  who: () => me ?? null,
  underway: () => visit.underway,
});
void load();
