/**
 * Products in the order in which they fit, each with why it stands where it does, and what keeps the others out.
 *
 * Takes what the pack's order came to; it never orders anything itself, and shows nothing of what the firm earns.
 */
import { html, nothing, type TemplateResult } from "lit";
import type { Assessment, Fit, Permission } from "prescreen";
import { addressOf } from "../apply-address";
import type { Product } from "../broker";
import type { Device } from "../device";
import { say, words } from "../i18n";
import { shortGrade } from "../pack";
import { actions } from "../parts/actions";
import { lackedAlone } from "../permissions";
import { toldAs } from "../reasons";
import { keepInSight } from "../shell";
import { badge, ramp } from "../state";
import { figureSaid, type Measure, measuresOf, type Values } from "./measures";
import { fitWords } from "./words";
import { looksWrong } from "./wrong";

type Ranked = Fit["ranked"][number];

/** What is shown of one person. */
export interface Shown {
  fit: Fit;
  products: readonly Product[];
  values: Values;
  /** Whether the firm has a fact on its books. */
  isHeld: (fact: string) => boolean;
  /** What a purchase of each product that is left out comes to. */
  bought: ReadonlyMap<string, Assessment>;
}

export const order = (shown: Shown, read: Device): TemplateResult => {
  const text = fitWords();
  const { fit } = shown;
  const heading = (title: string): TemplateResult => html`<h2 id="fit-h" tabindex="-1">${title}</h2>`;
  if (fit.missing.length > 0)
    return html`<div class="note asks">${heading(text.missing.title)}<p>${text.missing.body}</p>
      <ul>${fit.missing.map((id) => html`<li>${read.text(`fact.${id}`) ?? id}</li>`)}</ul></div>${actions(["person"])}`;
  const { ranked } = fit;
  return html`${ranked.length === 0 ? html`<div class="note">${heading(text.none.title)}<p>${text.none.body}</p></div>` : html`${heading(text.title(ranked.length))}${rule(read)}`}
    <ol class="fit">${ranked.map((one, n) => row(one, [ranked[n - 1], ranked[n + 1]], shown, read))}</ol>
    ${leftOut(shown, read)}
    <p class="small quiet">${text.invented}</p>`;
};

/** By what the pack orders, the weightiest first. */
const rule = ({ document, text: packText }: Device): TemplateResult => {
  const text = fitWords();
  const criteria = document.shelf?.criteria ?? [];
  return html`<div class="rule small"><p>${text.rule}</p><ol>${criteria.map(({ id }) => html`<li>${packText(`criterion.${id}`) ?? id}</li>`)}</ol>
    <p>${text.never}</p><p>${text.scenario((packText("shelf.scenario") ?? "").replace(/[.。]$/, ""))}</p></div>`;
};

const productNamed = (products: readonly Product[], id: string): string => {
  const product = products.find(({ sheet }) => sheet.id === id);
  return product ? say(product.sheet.name) : id;
};

const row = (
  one: Ranked,
  beside: readonly [Ranked | undefined, Ranked | undefined],
  { products, values, isHeld }: Shown,
  read: Device,
): TemplateResult => {
  const text = fitWords();
  const product = products.find(({ sheet }) => sheet.id === one.product);
  if (!product) return html`${nothing}`;
  const { sheet } = product;
  const { grades } = read.document.matching;
  const grade = read.grade(product);
  const measures = measuresOf(read.document, sheet, values, one.measures, isHeld);
  const named = (key: string): string => read.text(key) ?? key;
  const name = say(sheet.name);
  const isTied = beside.some((other) => other?.rank === one.rank);
  return html`<li data-product=${sheet.id}><span class="no n">${one.rank}</span>
    <h3>${name}${isTied ? html` <span class="tier">${text.tied}</span>` : nothing} <span class="tile ${ramp(grades.indexOf(grade), grades.length)}">${shortGrade(grade, read)}</span></h3>
    ${pros(measures, read)}
    <details class="why" @toggle=${keepInSight}><summary>${text.first}<span class="vh">: ${name}</span></summary>
      <div>${reasons(one, beside, products, read).map((reason) => html`<p>${reason}</p>`)}
      <h4>${text.numbers}</h4>
      <dl>${measures.map(({ criterion, sum, bands, origins }) => html`<dt>${named(`criterion.${criterion}`)}</dt><dd class="n">${sum}${bands ? html`<small>${bands}</small>` : nothing}${looksWrong(origins, named(`criterion.${criterion}`), (fact) => named(`fact.${fact}`))}</dd>`)}</dl></div></details>
    <a class="link" href="buy.html#${sheet.id}">${text.look}<span class="vh">: ${name}</span></a></li>`;
};

/** The measures in their best bands, and the others, in words. */
const pros = (measures: readonly Measure[], read: Device): TemplateResult => {
  const { why, separator } = fitWords();
  const line = (label: string, list: readonly Measure[]): TemplateResult | typeof nothing =>
    list.length === 0
      ? nothing
      : html`<p class="small"><b>${label}</b> ${list.map(({ criterion, said, best }) => (best ? (read.text(`criterion.${criterion}`) ?? criterion) : said)).join(separator)}</p>`;
  return html`${line(
    why.for,
    measures.filter(({ best }) => best),
  )}${line(
    why.against,
    measures.filter(({ best }) => !best),
  )}`;
};

/** Why it stands after the one above, and before the one below, where there is one. */
const reasons = (
  one: Ranked,
  [above, below]: readonly [Ranked | undefined, Ranked | undefined],
  products: readonly Product[],
  { text: packText }: Device,
): string[] => {
  const text = fitWords();
  const said: string[] = [];
  const criterion = ({ criterion: id }: NonNullable<Ranked["before"]>): string => packText(`criterion.${id}`) ?? id;
  if (above?.before) {
    const { by, own, other } = above.before;
    said.push(text.after(productNamed(products, above.product), criterion(above.before), figureSaid(by, other), figureSaid(by, own)));
  } else if (above) said.push(text.same(productNamed(products, above.product)));
  if (one.before) {
    const { product, by, own, other } = one.before;
    said.push(text.before(productNamed(products, product), criterion(one.before), figureSaid(by, own), figureSaid(by, other)));
  } else if (below) said.push(text.same(productNamed(products, below.product)));
  return said;
};

const leftOut = ({ fit, products, bought }: Shown, read: Device): TemplateResult | typeof nothing => {
  const { out } = fitWords();
  if (fit.left_out.length === 0) return nothing;
  const line = ({ product, why, code }: Fit["left_out"][number]): TemplateResult => {
    const assessment = bought.get(product);
    const permissions = assessment ? lackedAlone(assessment, read.document) : [];
    const deciding = assessment?.reasons.find((reason) => reason.code === code);
    const reason = deciding && read.text(`reason.${toldAs(deciding)}`);
    return html`<dt>${productNamed(products, product)}</dt><dd data-out=${product} data-why=${why}>${permissions.length > 0 ? badge("permission") : out.why[why]}${reason ? html`<small>${reason}</small>` : nothing}${permissions.map((one) => toApply(one, product, read))}</dd>`;
  };
  return html`<details class="out" ?open=${fit.ranked.length === 0} @toggle=${keepInSight}><summary>${out.title(fit.left_out.length)}</summary>
    <dl>${fit.left_out.map(line)}</dl></details>`;
};

/** The way to what a permission asks for. */
const toApply = ({ id }: Permission, product: string, read: Device): TemplateResult =>
  html`<a class="link" href=${addressOf(id, product)}>${words().gate.apply}<span class="vh">: ${read.text(`permission.${id}`) ?? id}</span></a>`;
