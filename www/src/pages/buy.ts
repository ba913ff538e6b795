/** One product: what it is, whether it matches, what comes next; then the purchase, and last the order. */
import { html, nothing, type TemplateResult } from "lit";
import { broker, type Me, type Order, type Product } from "../broker";
import { readDevice, type Device } from "../device";
import { dayInWords, sum } from "../format";
import { inLocale, say, words } from "../i18n";
import type { Journey } from "../journey";
import type { Left } from "../parts/attempts";
import { ended, notDecided, type Ending, overtakenSaid } from "../parts/ended";
import { PHONE } from "../phone";
import { ordered, orderLine, placeOrder, takeAmount } from "../parts/order";
import { productPage } from "../parts/product";
import { leftWhereNeeded } from "../parts/standing";
import { Visit } from "../parts/visit";
import { en } from "../purchase/en";
import { type PurchaseWords, zh } from "../purchase/zh";
import { failed, focusHeading, focusNote, redraw, signIn, start, unavailable, waitingPage } from "../shell";
import "../styles/shelf.css";
import "../styles/product.css";
import "../styles/journey.css";

/** How a purchase stands when its journey is over. */
type End = "placed" | "ready" | "later" | "paused" | "cancelled" | "not-sent" | "nothing" | "decided" | "failed";

let me: Me | null | undefined;
let products: Product[] = [];
let device: Device | undefined;
let amount: number | undefined;
let left: Left | undefined;

/** What the firm has of a session says how it stands; what the page believes does not. */
const standing = async (session: string): Promise<End | undefined> => {
  me = await broker.me();
  const order = orderOf(session);
  return order && { placed: "placed" as const, ready: "ready" as const, pending: "paused" as const }[order.state];
};

const visit = new Visit<End>({
  abandoned: async (why, { session }) => {
    const end = await standing(session);
    if (end) return end;
    return why === "left" ? "cancelled" : why === "not-sent" ? "not-sent" : "nothing";
  },
  failed: "failed",
  done: async ({ session }) => (await standing(session)) ?? "decided",
});

const orderOf = (session: string): Order | undefined => me?.orders.find((one) => one.session === session);

/** The product's id stands after the hash sign, which no request carries. */
const chosen = (): Product | undefined => products.find((one) => one.sheet.id === location.hash.slice(1));

const load = (): Promise<void> =>
  visit.work.run(async () => {
    [me, products] = await Promise.all([broker.me(), broker.products()]);
    if (!me) return;
    const read = await readDevice(me);
    left = await leftWhereNeeded(me, read);
    device = read;
  });

const open = async (product: Product, known: Me, resume = false): Promise<void> => {
  if (!resume) amount = takeAmount(product.currency, known);
  if (!resume && amount === undefined) return;
  await visit.begin("purchase", { product: product.sheet.id, amount: resume ? undefined : amount, resume });
  focusHeading();
};

const place = (session: string, chosen: number): Promise<void> =>
  visit.work
    .run(async () => {
      me = await broker.order(session, chosen);
      visit.ending = "placed";
    })
    .then(focusNote);

const cancel = (session: string): Promise<void> =>
  visit.work
    .run(async () => {
      me = await broker.cancel(session);
      visit.ending = orderOf(session)?.state === "placed" ? "placed" : "cancelled";
    })
    .then(focusNote);

const later = (): void => {
  visit.ending = "later";
  redraw();
};

const main = (): TemplateResult => {
  const { journey, ending } = visit;
  const { problem } = visit.work;
  if (me === null) return signIn();
  if (!me || !device) return problem ? unavailable(problem, () => void load()) : waitingPage(words().nav.shelf);
  const product = chosen();
  if (!product)
    return html`<h1>${words().buy.missing}</h1><p class="lead">${words().buy.missingBody}</p><p class="go"><a class="btn" href="shelf.html">${words().buy.back}</a></p>`;
  if (!journey) {
    const known = me;
    const acts = {
      begin: (resume: boolean) => void open(product, known, resume),
      place: (session: string, sum: number) => void place(session, sum),
      cancel: (session: string) => void cancel(session),
      later,
    };
    return html`${ending ? ended(after(product, ending, me)) : ordered(product, me)}
      ${productPage(product, device, me, left, acts)}${problem ? failed(problem, () => void open(product, known)) : nothing}`;
  }
  const order = orderOf(journey.session) ?? { amount: amount ?? null, currency: product.currency };
  return html`<h1 class="vh">${say(product.sheet.name)}</h1>
    ${ending === undefined || ending === "ready" || ending === "paused" ? orderLine(product, order) : nothing}
    ${ending ? (ending === "ready" ? ready(product, journey, me) : ended(after(product, ending, me, journey))) : nothing}
    ${problem ? failed(problem, () => void visit.again()) : nothing}
    ${journey.flow}
    ${ending ? nothing : visit.firmStep("purchase")}`;
};

const ready = (product: Product, { session }: Journey, known: Me): TemplateResult | typeof nothing => {
  const order = orderOf(session);
  return order ? placeOrder(product, order, known, { place: (sum) => void place(session, sum), later }) : nothing;
};

const after = (product: Product, how: End, known: Me, done?: Journey): Ending => {
  const text = words().buy;
  const helped = how === "decided" && done ? notDecided(known, done.session) : undefined;
  if (helped) return helped;
  const order = known.orders.find((one) =>
    done ? one.session === done.session : one.product === product.sheet.id && one.state === "placed",
  );
  if (how === "placed" && order) {
    const paid = order.amount === null ? "" : sum(order.amount, order.currency);
    return { title: text.doneTitle, body: text.doneBody(say(product.sheet.name), paid, dayInWords(order.carried_out_on ?? ""), PHONE) };
  }
  const told = inLocale<PurchaseWords>({ en, "zh-CN": zh })[
    how === "ready" ? "later" : how === "placed" || how === "decided" ? "failed" : how
  ];
  return { title: told.title, body: told.body, means: how === "not-sent" ? overtakenSaid(known, device) : "" };
};

addEventListener("hashchange", () => visit.forget());

start({
  name: "buy",
  title: () => {
    const product = chosen();
    return visit.title(product ? say(product.sheet.name) : words().shelf.title);
  },
  main,
  aside: () => (me === null ? nothing : html`${visit.panel}`),
  who: () => me ?? null,
  underway: () => visit.underway,
  leave: () => visit.leave(),
});
void load();
