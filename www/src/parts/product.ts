/** A product page before anything is started: sheet, match, conditions, steps. */
import { html, nothing, type TemplateResult } from "lit";
import type { Assessment } from "prescreen";
import type { Me, Order, Product } from "../broker";
import type { Device } from "../device";
import { className, gradeName, shortClass, shortGrade } from "../pack";
import { amount } from "../format";
import { icon } from "../icons";
import { say, words } from "../i18n";
import { codesOf, MISSING } from "../reasons";
import { validProfile } from "../standing";
import { badge, ramp, type State, stateOf, waiting } from "../state";
import { actions } from "./actions";
import type { Left } from "./attempts";
import { gateRules, gates } from "./gates";
import { barred } from "./barred";
import { standing } from "./standing";
import { amountField, cancelling, placeOrder, unfinished } from "./order";

/** What a product page lets a person do. */
export interface ProductActs {
  begin: (resume: boolean) => void;
  place: (session: string, amount: number) => void;
  cancel: (session: string) => void;
  later: () => void;
}

export const productPage = (product: Product, device: Device, me: Me, left: Left | undefined, acts: ProductActs): TemplateResult => {
  const text = words().buy;
  const assessment = device.screen(product);
  const state = stateOf(assessment, device.document);
  const waits = waiting(assessment, device.document);
  const flows = assessment.flows.map((id) => device.document.flows?.find((flow) => flow.id === id)).filter((flow) => flow !== undefined);
  const own = flows.some((flow) => flow.investor_starts);
  const open = state === "go-on" || state === "steps";
  const unplaced = me.orders.find((order) => order.product === product.sheet.id && order.state !== "placed");
  return html`<p><a class="link" href="shelf.html">${icon("back")}${text.back}</a></p>
    <h1 tabindex="-1">${say(product.sheet.name)}</h1>
    <p class="lead">${say(product.gist)}</p>
    <p class="verdict">${badge(state)}</p>
    ${state !== "assess" ? nothing : me.barred_by ? barred(me.barred_by, device) : standing(me, device, left)}
    ${unplaced ? waitingOrder(product, unplaced, me, acts) : nothing}
    ${scale(product, device, me)}
    ${
      // Whom the firm's own facts rule out is told that, and not what else would be missing.
      state === "assess" && me.barred_by ? nothing : why(assessment, state, device, own)
    }
    ${gateRules(product, device).length > 0 ? html`<section class="sect" aria-labelledby="conditions"><h2 id="conditions">${text.gates}</h2>${gates(product, assessment, device, me.facts)}</section>` : nothing}
    ${sheet(product, device)}
    ${
      open && !unplaced
        ? html`<section class="sect" aria-labelledby="steps"><h2 id="steps">${text.steps}</h2><p>${text.stepsBody}</p>
      <ol class="path">${waits.size > 0 ? html`<li><span>${text.questions}</span></li>` : nothing}${flows.filter(({ id }) => !waits.has(id)).flatMap((flow) => flow.steps.map((step) => html`<li><span>${device.text(`step.${flow.id}.${step.id}`) ?? step.id}${step.kind === "wait" && step.hours ? html` <span class="tier">${text.wait(step.hours)}</span>` : nothing}</span></li>`))}<li><span>${text.last}</span></li></ol></section>`
        : nothing
    }
    ${own && open && !unplaced ? html`<div class="note"><h2>${text.ownTitle}</h2><p>${text.ownBody}</p></div>` : nothing}
    ${
      unplaced
        ? html`<p class="go"><a class="btn" href="shelf.html">${text.back}</a></p>`
        : open
          ? html`${amountField(product, me)}<p class="go"><a class="btn" href="shelf.html">${text.leave}</a><button class="btn" type="button" @click=${() => acts.begin(false)}>${own ? text.own : text.start}</button></p>`
          : html`<section class="sect" aria-labelledby="next"><h2 id="next">${words().outcome.next}</h2>${actions(state === "assess" ? ["shelf", "person"] : ["shelf", "person", "objection"])}</section>`
    }`;
};

/** A purchase of this product that is not placed: it goes on or is cancelled, and no other begins beside it. */
const waitingOrder = (product: Product, order: Order, me: Me, { begin, place, cancel, later }: ProductActs): TemplateResult =>
  order.state === "ready"
    ? html`${placeOrder(product, order, me, { place: (amount) => place(order.session, amount), later })}${cancelling("purchase", () => cancel(order.session))}`
    : unfinished(
        order,
        me.now,
        () => begin(true),
        () => cancel(order.session),
      );

/** Where the person's class reaches and where the product stands, on one ordered line. */
const scale = (product: Product, device: Device, me: Me): TemplateResult => {
  const text = words().buy;
  const grades = device.document.matching.grades;
  const own = device.grade(product);
  const profile = validProfile(me);
  const reach = profile && device.document.matching.reach.grades[profile.class];
  return html`<figure class="line">
    <ol aria-hidden="true">${grades.map(
      (id, place) => html`<li>
      <span class="${ramp(place, grades.length)}">${shortGrade(id, device)}</span>
      <small>${id === reach && profile ? html`<b>${text.yourClass} ${shortClass(profile.class, device)}</b>` : nothing}${id === own ? html`<b>${text.product} ${shortGrade(id, device)}</b>` : nothing}</small>
    </li>`,
    )}</ol>
    <figcaption>${profile ? text.scale(className(profile.class, device), shortGrade(own, device)) : text.scaleNone(shortGrade(own, device))}</figcaption>
  </figure>`;
};

const why = ({ outcome, reasons, missing }: Assessment, state: State, device: Device, own: boolean): TemplateResult | typeof nothing => {
  // What a gate asks for stands with the access conditions, and what is in doubt without a class is no lack of evidence.
  const told = codesOf({ outcome, reasons: reasons.filter(({ part, unknown }) => part !== "gate" && (state === "proof" || !unknown)) });
  if (told.length === 0) return nothing;
  return html`<section class="sect" aria-labelledby="why"><h2 id="why">${words().buy.why}</h2><ul class="reasons">
    ${told.map((code) => {
      const next = own ? undefined : device.text(`reason.${code}.next`);
      return html`<li><p>${device.text(`reason.${code}`) ?? code}</p>${code === MISSING ? lacks(missing, device) : nothing}${next ? html`<p class="quiet small">${next}</p>` : nothing}</li>`;
    })}
  </ul></section>`;
};

/** The facts that are missing, by name. */
const lacks = (missing: readonly string[], device: Device): TemplateResult | typeof nothing => {
  const facts = missing.flatMap((id) => device.text(`fact.${id}`) ?? []);
  return facts.length === 0 ? nothing : html`<p class="small">${words().buy.lacks(facts)}</p>`;
};

const sheet = (product: Product, device: Device): TemplateResult => {
  const text = words().buy;
  const { type, term, issuer_grade: issuer, seller_grade: seller } = product.sheet;
  return html`<section class="sect" aria-labelledby="sheet"><h2 id="sheet">${text.sheet}</h2><dl class="facts">
    <dt>${text.type}</dt><dd>${device.text(`type.${type}`) ?? type}</dd>
    <dt>${text.term}</dt><dd>${device.text(`term.${term}`) ?? term}</dd>
    <dt>${text.issuerGrade}</dt><dd>${gradeName(issuer, device)}</dd>
    <dt>${text.sellerGrade}</dt><dd>${gradeName(seller, device)}<span class="quiet small"> · ${text.gradeRule}</span></dd>
    ${figures(product, device)}
  </dl></section>`;
};

/** What it costs, can lose and asks for, as far as the firm says it; each is of this example alone. */
const figures = ({ sheet: { figures: given } }: Product, device: Device): TemplateResult => {
  const { figures: text } = words().buy;
  const { cost = null, loss = null, days = null, months = null } = given ?? {};
  const share = (value: number): string => amount(value, { unit: "basis_points" });
  const line = (label: string, value: string | undefined, note = ""): TemplateResult =>
    html`<dt>${label}</dt><dd>${value ?? text.unknown}${value !== undefined && note ? html`<span class="quiet small"> · ${note}</span>` : nothing}</dd>`;
  return html`${line(text.cost, cost === null ? undefined : text.yearly(share(cost)), text.costBody)}
    ${line(text.loss, loss === null ? undefined : share(loss), device.text("shelf.scenario"))}
    ${line(text.days, days === null ? undefined : text.count(days))}
    ${line(text.months, months === null ? undefined : months === 0 ? text.noLeast : amount(months, { unit: "months" }))}`;
};
