/** What waits for the person: an assessment or purchases that were begun, each with the way to go on. */
import { html, type TemplateResult } from "lit";
import type { Me, Product } from "../broker";
import { sum } from "../format";
import { say, words } from "../i18n";

/** A product by the name that people know it by. */
export const nameOf = (id: string, products: readonly Product[]): string => {
  const product = products.find((one) => one.sheet.id === id);
  return product ? say(product.sheet.name) : id;
};

export const pending = ({ orders, waiting_assessment: assessment }: Me, products: readonly Product[]): TemplateResult[] => {
  const { assess, account } = words();
  const card = (title: string, body: string, href: string): TemplateResult =>
    html`<div class="note asks"><h2>${title}</h2><p>${body}</p><p class="go"><a class="btn" href=${href}>${assess.goOn}<span class="vh">: ${title}</span></a></p></div>`;
  return [
    ...(assessment ? [card(assess.waiting, assess.waitingBody, "assess.html")] : []),
    ...orders
      .filter(({ state }) => state !== "placed")
      .map(({ product, state, amount, currency }) =>
        card(
          [nameOf(product, products), ...(amount === null ? [] : [sum(amount, currency)])].join(" · "),
          account.orderState[state],
          `buy.html#${product}`,
        ),
      ),
  ];
};
