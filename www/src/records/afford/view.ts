/** What a person can afford, from the files that a page holds: the parts in their order. */
import { html, nothing, type TemplateResult } from "lit";
import { locale } from "../../i18n";
import { amount } from "../amount";
import type { Files } from "../files";
import { fallPart } from "./fall";
import type { ToRows } from "./figure";
import { leavesPart } from "./leaves";
import { limitPart } from "./limit";
import { pricePart } from "./price";
import { BOOKS, currencyOf, isInOtherCurrency, type Reckoned, type Reckoning } from "./reckoning";
import { affordWords } from "./words";
import "../../styles/afford.css";

/** `own`: whether the files are the person's own, who then say what they owe elsewhere. */
export const affordParts = (reckoning: Reckoning, files: Files, own: boolean, toRows?: ToRows): TemplateResult => {
  const text = affordWords();
  reckoning.follow(files);
  const { of } = reckoning;
  if (reckoning.failed)
    return html`<div class="note broken" role="alert"><p>${text.failed}</p><p class="go"><button class="btn" type="button" @click=${() => {
      reckoning.again();
    }}>${text.again}</button></p></div>`;
  if (!of || files.left > 0) return html`<p role="status" class="working">${text.working}</p>`;
  return html`${other(of, files)} ${purchase(of)} ${limitPart(of, toRows)} ${fallPart(reckoning, of, own, toRows)} ${pricePart(reckoning, of, toRows)}
    ${leavesPart(of)} ${books(of)}`;
};

/** For which purchase all of it is reckoned. */
const purchase = ({ pack }: Reckoned): TemplateResult => {
  const currency = currencyOf(pack.document);
  const of = (fact: keyof typeof BOOKS): string => amount(Number(BOOKS[fact]), currency);
  return html`<p class="small quiet" data-out="order">${affordWords().books.purchase(of("order-amount"), of("order-financed"), currency)}</p>`;
};

/** That records in another currency were not used. */
const other = ({ pack }: Reckoned, { joined }: Files): TemplateResult | typeof nothing =>
  isInOtherCurrency(pack, joined)
    ? html`<p class="note">${affordWords().otherCurrency(joined?.features?.currency ?? "", currencyOf(pack.document))}</p>`
    : nothing;

/** What the invented firm has on its books. */
const books = ({ pack }: Reckoned): TemplateResult => {
  const { books: text } = affordWords();
  const currency = currencyOf(pack.document);
  const say = (fact: string): string => pack.text(pack.locale(locale()), `fact.${fact}`) ?? "";
  return html`<details class="books"><summary>${text.title}</summary><p class="small quiet">${text.says}</p><dl class="facts">${Object.entries(
    BOOKS,
  ).map(
    ([fact, value]) => html`<dt>${say(fact)}</dt><dd class="n">${typeof value === "number" ? amount(value, currency) : value}</dd>`,
  )}</dl></details>`;
};
