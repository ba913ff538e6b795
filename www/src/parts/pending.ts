/** What waits for the person: an assessment or purchases that were begun, each with the way to go on. */
import { html, nothing, type TemplateResult } from "lit";
import type { Me, Product, Taken } from "../broker";
import { sum } from "../format";
import { say, words } from "../i18n";

/** A product by the name that people know it by. */
export const nameOf = (id: string, products: readonly Product[]): string => {
  const product = products.find((one) => one.sheet.id === id);
  return product ? say(product.sheet.name) : id;
};

/** What waits, as a card can say more of it. */
export interface Waits {
  session: string;
  of: "purchase" | "opening" | "assessment";
  /** What is confirmed of it. */
  steps: readonly Taken[];
}

/** `more` is said below the way to go on. */
export const pending = (
  { orders, waiting_assessment: assessment, account: state }: Me,
  products: readonly Product[],
  more: (waits: Waits) => TemplateResult | typeof nothing = () => nothing,
): TemplateResult[] => {
  const { assess, account } = words();
  const card = (title: string, body: string, href: string, waits: Waits): TemplateResult =>
    html`<div class="note asks"><h2>${title}</h2><p>${body}</p><p class="go"><a class="btn" href=${href}>${assess.goOn}<span class="vh">: ${title}</span></a></p>${more(waits)}</div>`;
  const opened = state === "open" ? "assessment" : "opening";
  return [
    ...(assessment
      ? [card(assess.waiting, assess.waitingBody, "assess.html", { session: assessment.session, of: opened, steps: assessment.steps })]
      : []),
    ...orders
      .filter(({ state }) => state !== "placed")
      .map(({ product, state, amount, currency, session, steps = [] }) =>
        card(
          [nameOf(product, products), ...(amount === null ? [] : [sum(amount, currency)])].join(" · "),
          account.orderState[state],
          `buy.html#${product}`,
          { session, of: "purchase", steps },
        ),
      ),
  ];
};
