/** The amount of a purchase, and the order as an act of its own: what, for how much, when, and only then placed. */
import { html, nothing, type TemplateResult } from "lit";
import type { Me, Order, Product } from "../broker";
import { dayInWords, sum } from "../format";
import { say, words } from "../i18n";
import { PHONE } from "../phone";
import { keepInSight, redraw } from "../shell";
import { readAmount } from "../typed";
import { waitsSaid } from "./pending";
import "../styles/order.css";

let wrong = false;

const field = (): HTMLInputElement | null => document.querySelector("#amount");

/** The amount that stands in the field; where none does, that is said there. */
export const takeAmount = (currency: string): number | undefined => {
  const amount = readAmount(field()?.value ?? "", currency);
  wrong = amount === undefined;
  redraw();
  if (wrong) field()?.focus();
  return amount;
};

export const amountField = (product: Product): TemplateResult => {
  const text = words().order;
  return html`<div class="amount ${wrong ? "wrong" : ""}">
    <label for="amount">${text.howMuch(product.currency)}</label>
    <input id="amount" type="text" inputmode="decimal" autocomplete="off" aria-describedby="amount-said" aria-invalid=${wrong ? "true" : "false"}>
    <p id="amount-said" role=${wrong ? "alert" : nothing}>${wrong ? text.wrong : text.howMuchBody}</p>
  </div>`;
};

/** Amount and state of a purchase, above its steps, which name the product. */
export const orderLine = ({ amount, currency }: Pick<Order, "amount" | "currency">): TemplateResult =>
  html`<p class="eyebrow">${amount === null ? nothing : html`<b class="n">${sum(amount, currency)}</b> · `}${words().order.notPlaced}</p>`;

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
    const chosen = amount ?? takeAmount(currency);
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
    <p><b>${text.undo(dayInWords(me.carries_out_on), PHONE)}</b></p>
    ${amount === null ? amountField(product) : nothing}
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
export const cancelling = (what: "purchase" | "opening" | "assessment", cancel: () => void): TemplateResult => {
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
  return html`<div class="note"><h2>${text.ordered}</h2><p>${text.orderedBody(paid, dayInWords(order.carried_out_on ?? ""), PHONE)}</p>
    <p class="go"><a class="btn" href="account.html">${words().actions.account}</a></p></div>`;
};
