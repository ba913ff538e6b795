/** What waits for the person: an assessment, applications or purchases that were begun, each with the way to go on. */
import { html, nothing, type TemplateResult } from "lit";
import { addressOf } from "../apply-address";
import type { Me, Next, Product, Taken } from "../broker";
import { moment, sum } from "../format";
import { say, words } from "../i18n";

/** A product by the name that people know it by. */
export const nameOf = (id: string, products: readonly Product[]): string => {
  const product = products.find((one) => one.sheet.id === id);
  return product ? say(product.sheet.name) : id;
};

/** From when and until when what waits can go on. */
export const waitsSaid = (next: Next | null | undefined, now: number): string => {
  const { waits } = words();
  if (!next) return "";
  const until = waits.until(moment(next.until));
  return next.not_before !== null && next.not_before > now ? waits.from(moment(next.not_before), until) : until;
};

/** What waits, as a card can say more of it. */
export interface Waits {
  session: string;
  of: "purchase" | "opening" | "assessment" | "permission";
  /** What is confirmed of it. */
  steps: readonly Taken[];
}

/** `more` is said below the way to go on. */
export const pending = (
  { orders, waiting_assessment: assessment, waiting_permissions: applied, account: state, now }: Me,
  products: readonly Product[],
  /** A permission by its name. */
  named: (permission: string) => string,
  more: (waits: Waits) => TemplateResult | typeof nothing = () => nothing,
): TemplateResult[] => {
  const { assess, account } = words();
  const card = (title: string, body: readonly string[], href: string, waits: Waits): TemplateResult =>
    html`<div class="note asks"><h2>${title}</h2>${body.filter((said) => said !== "").map((said) => html`<p>${said}</p>`)}<p class="go"><a class="btn" href=${href}>${assess.goOn}<span class="vh">: ${title}</span></a></p>${more(waits)}</div>`;
  const opened = state === "open" ? "assessment" : "opening";
  return [
    ...(assessment
      ? [
          card(assess.waiting, [assess.waitingBody, waitsSaid(assessment.next, now)], "assess.html", {
            session: assessment.session,
            of: opened,
            steps: assessment.steps,
          }),
        ]
      : []),
    ...applied.map(({ permission, session, steps, next }) =>
      card(named(permission), [account.orderState.pending, waitsSaid(next, now)], addressOf(permission), {
        session,
        of: "permission",
        steps,
      }),
    ),
    ...orders
      .filter(({ state }) => state !== "placed")
      .map(({ product, state, amount, currency, session, steps = [], next }) =>
        card(
          [nameOf(product, products), ...(amount === null ? [] : [sum(amount, currency)])].join(" · "),
          [account.orderState[state], waitsSaid(next, now)],
          `buy.html#${product}`,
          { session, of: "purchase", steps },
        ),
      ),
  ];
};
