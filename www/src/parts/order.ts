/** The amount of a purchase, and the order as an act of its own: what, for how much, when, and only then placed. */
import { html, nothing, type TemplateResult } from "lit";
import type { Me, Order, Product } from "../broker";
import { dayInWords, sum } from "../format";
import { say, words } from "../i18n";
import { dialled, PHONE } from "../phone";
import { keepInSight, redraw } from "../shell";
import { readAmount } from "../typed";
import { waitsSaid } from "./pending";
import "../styles/order.css";

let wrong = false;
/** An amount above what the customer usually has here, which is asked about once: in it, a digit too many is found. */
let large: number | undefined;

/** What the firm's books say that the customer had here on average, in minor units. */
const USUAL = "avg_assets_20d";

const field = (): HTMLInputElement | null => document.querySelector("#amount");

/** The amount that stands in the field; where none does, or a large one that was not asked about, that is said there. */
export const takeAmount = (currency: string, { facts }: Me): number | undefined => {
  const amount = readAmount(field()?.value ?? "", currency);
  const usual = facts[USUAL];
  wrong = amount === undefined;
  const asks = amount !== undefined && amount !== large && typeof usual === "number" && amount > usual;
  large = asks || amount === large ? amount : undefined;
  redraw();
  if (wrong || asks) field()?.focus();
  return asks ? undefined : amount;
};

const amountSaid = ({ currency }: Product, { facts }: Me): string => {
  const text = words().order;
  if (wrong) return text.wrong;
  const usual = facts[USUAL];
  return large === undefined || typeof usual !== "number" ? text.howMuchBody : text.large(sum(large, currency), sum(usual, currency));
};

export const amountField = (product: Product, me: Me): TemplateResult => {
  const text = words().order;
  const alert = wrong || large !== undefined;
  return html`<div class="amount ${alert ? "wrong" : ""}">
    <label for="amount">${text.howMuch(product.currency)}</label>
    <input id="amount" type="text" inputmode="decimal" autocomplete="off" aria-describedby="amount-said" aria-invalid=${wrong ? "true" : "false"}>
    <p id="amount-said" role=${alert ? "alert" : nothing}>${amountSaid(product, me)}</p>
  </div>`;
};

/** What is bought, for how much and how it stands, above its steps. */
export const orderLine = (product: Product, { amount, currency }: Pick<Order, "amount" | "currency">): TemplateResult =>
  html`<p class="eyebrow">${say(product.sheet.name)} · ${amount === null ? nothing : html`<b class="n">${sum(amount, currency)}</b> · `}${words().order.notPlaced}</p>`;

export interface OrderActs {
  place: (amount: number) => void;
  later: () => void;
}

/** Asks for the order: nothing is placed before this is pressed. */
export const placeOrder = (product: Product, order: Order, me: Me, { place, later }: OrderActs): TemplateResult => {
  const text = words().order;
  const { amount, currency } = order;
  const submit = (event: Event): void => {
    event.preventDefault();
    const chosen = amount ?? takeAmount(currency, me);
    if (chosen !== undefined) place(chosen);
  };
  return html`<form class="note asks order" aria-labelledby="order" @submit=${submit} novalidate>
    <h2 id="order" tabindex="-1">${text.title}</h2>
    <p>${text.body}</p>
    <dl class="facts">
      <dt>${text.product}</dt><dd><b>${say(product.sheet.name)}</b></dd>
      ${amount === null ? nothing : html`<dt>${text.amount}</dt><dd><b class="n">${sum(amount, currency)}</b></dd>`}
      <dt>${text.carriedOut}</dt><dd>${dayInWords(me.carries_out_on)}<span class="small quiet"> · ${text.carriedOutBody}</span></dd>
    </dl>
    <p><b>${dialled(text.undo(dayInWords(me.carries_out_on), PHONE))}</b></p>
    ${amount === null ? amountField(product, me) : nothing}
    <p class="go"><button class="btn" type="button" @click=${later}>${text.later}</button><button class="btn" type="submit">${amount === null ? text.place : text.placeFor(sum(amount, currency))}</button></p>
  </form>`;
};

/** What waits, to go on with or to cancel; the one is never a part of the other. */
export const unfinished = (order: Order, now: number, goOn: () => void, cancel: () => void): TemplateResult => {
  const text = words().buy;
  return html`<div class="note asks"><h2>${text.resume}</h2>
    <p>${order.amount === null ? nothing : html`<b class="n">${sum(order.amount, order.currency)}</b> · `}${text.resumeBody}</p>
    ${order.next ? html`<p>${waitsSaid(order.next, now)}</p>` : nothing}
    <p class="go"><button class="btn" type="button" @click=${goOn}>${text.resumeGo}</button></p>
    ${cancelling("purchase", cancel)}</div>`;
};

/** Cancelling takes two presses, with what it means between them. */
export const cancelling = (what: "purchase" | "opening" | "assessment" | "permission", cancel: () => void): TemplateResult => {
  const text = words().order;
  return html`<details class="cancel" @toggle=${keepInSight}><summary>${text.cancel}</summary><p>${text.cancelBody[what]}</p>
    <p class="go"><button class="btn" type="button" @click=${cancel}>${text.cancelNow}</button></p></details>`;
};

/** An order of the product that is placed, the newest: nobody is asked to buy as if there were none. */
export const ordered = (product: Product, { orders }: Me): TemplateResult | typeof nothing => {
  const text = words().buy;
  const order = orders.find((one) => one.product === product.sheet.id && one.state === "placed");
  if (!order) return nothing;
  const paid = order.amount === null ? say(product.sheet.name) : sum(order.amount, order.currency);
  return html`<div class="note"><h2>${text.ordered}</h2><p>${dialled(text.orderedBody(paid, dayInWords(order.carried_out_on ?? ""), PHONE))}</p>
    <p class="go"><a class="btn" href="account.html">${words().actions.account}</a></p></div>`;
};
