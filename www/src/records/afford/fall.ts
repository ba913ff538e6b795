/** What a fall of the credit account would do: a point that can be dragged, the days to the lines, and what would be lost. */
import { html, nothing, svg, type TemplateResult } from "lit";
import { type Fallen, fallen, type PackDocument, type RiskArithmetic, unwrap } from "prescreen";
import { locale } from "../../i18n";
import { redraw } from "../../shell";
import { amount } from "../amount";
import { frame, HEIGHT, WIDTH } from "../charts";
import { scrolls } from "../scrolls";
import { elsewhereField } from "./elsewhere";
import { evidencePart } from "./evidence";
import { type ToRows, figureList } from "./figure";
import { measured } from "./measured";
import { currencyOf, type Reckoned, type Reckoning } from "./reckoning";
import { affordWords, percent } from "./words";

type Account = NonNullable<RiskArithmetic["margin"]>;
type Margin = NonNullable<NonNullable<PackDocument["risk"]>["margin"]>;

/** Basis points of a whole, and of a step of slider and picture. */
const WHOLE = 10_000;
const STEP = 50;

export const fallPart = (reckoning: Reckoning, of: Reckoned, own: boolean, toRows: ToRows): TemplateResult | typeof nothing => {
  const { fall: text } = affordWords();
  const { risk, pack } = of;
  const rules = pack.document.risk;
  if (!rules) return nothing;
  const margin = risk?.margin;
  const call = margin?.fall_to_call;
  const title = !risk ? text.insufficient : typeof call === "number" ? text.call(percent(call)) : text.calm;
  return html`<section class="sect" aria-labelledby="fall-h"><p class="eyebrow">${text.section}</p><h2 id="fall-h">${title}</h2>
    ${risk ? nothing : html`<p>${text.insufficientSays}</p>`}
    ${own ? elsewhereField(reckoning, currencyOf(pack.document)) : nothing}
    ${risk ? nothing : evidencePart(of, rules.evidence, reckoning.elsewhere !== undefined)}
    ${margin && rules.margin && typeof margin.ratio === "number" ? account(reckoning, of, margin, rules.margin) : nothing}
    ${risk ? html`<div class="card">${figureList(measured(of, risk, reckoning.elsewhere), toRows)}</div>` : nothing}</section>`;
};

/** What the account is worth after a fall, its ratio, and the days of each board's limit that it takes. */
const after = (account: Account, fall: number, daily: readonly number[] = []): Fallen & { ratio: number } => {
  const { ratio, ...rest } = unwrap(fallen(account, fall, daily));
  return { ...rest, ratio: ratio ?? 0 };
};

const stateOf = ({ ratio }: { ratio: number }, { call, close }: Margin): "above" | "call" | "close" | "owing" => {
  if (ratio < WHOLE) return "owing";
  if (ratio < close.ratio) return "close";
  return ratio < call.ratio ? "call" : "above";
};

const account = (reckoning: Reckoning, { pack }: Reckoned, margin: Account, lines: Margin): TemplateResult => {
  const { fall: text, comma } = affordWords();
  const currency = currencyOf(pack.document);
  const say = (key: string): string => pack.text(pack.locale(locale()), key) ?? "";
  const fall = reckoning.fall;
  const boards = (lines.daily_limits ?? []).filter(({ id }) => margin.daily.some(({ daily_limit }) => daily_limit === id));
  const now = after(
    margin,
    fall,
    boards.map((one) => one.fall),
  );
  const state = stateOf(now, lines);
  const most = reach(margin);
  const set = (basisPoints: number): void => {
    reckoning.fall = Math.min(most, Math.max(0, Math.round(basisPoints)));
    reckoning.isFallKept = reckoning.fall === Math.round(basisPoints);
    redraw();
  };
  const days = (fall === 0 ? [] : boards).map(({ id }, n) => text.after(say(`daily-limit.${id}`), now.days[n] ?? null));
  return html`<div class="card fall"><p class="small quiet">${text.says}</p>
    ${picture(margin, lines, fall, most, set)}
    <ul class="key small"><li class="line">${text.ratio}${comma}${text.ratioSays}</li><li class="to-call">${text.callLine(percent(lines.call.ratio))}</li><li class="to-close">${text.closeLine(percent(lines.close.ratio))}</li><li class="at">${text.yours}</li></ul>
    <div class="handles"><label for="fall-by">${text.drag}</label>
      <input id="fall-by" type="range" min="0" max=${most} step=${STEP} .value=${String(fall)} aria-valuetext=${`${percent(fall, 1)}${comma}${text.state[state]}`} @input=${(
        event: Event,
      ) => set(Number((event.target as HTMLInputElement).value))}>
      <label for="fall-typed">${text.field}</label>
      <input id="fall-typed" type="number" inputmode="decimal" min="0" max=${most / 100} step="0.5" .value=${String(fall / 100)} @input=${({
        target,
      }: Event) => {
        const { value } = target as HTMLInputElement;
        // What is half typed is taken when it is whole.
        if (value !== "" && Number(value) >= 0 && Number(value) * 100 <= most) set(Number(value) * 100);
      }} @change=${(event: Event) => set(Number((event.target as HTMLInputElement).value) * 100)}></div>
    <p class="small" role="status" data-out="most">${reckoning.isFallKept ? nothing : text.most(percent(most))}</p>
    <dl class="sums"><div><dt>${text.percent}</dt><dd data-out="fall">${percent(fall, 1)}</dd></div>
      <div><dt>${text.lose}</dt><dd data-out="lose">${amount(margin.worth - now.worth, currency)}</dd></div>
      <div><dt>${text.worth}</dt><dd data-out="worth">${amount(now.worth, currency)}</dd></div>
      <div><dt>${text.ratio}</dt><dd data-out="ratio">${percent(now.ratio, 1)}</dd></div></dl>
    <p class="state-is" data-state=${state} role="status" data-out="state">${text.state[state]}</p>
    <ul class="small" data-out="days">${days.map((one) => html`<li>${one}</li>`)}</ul>
    ${daily(margin, lines, say)}
    <div class="warn"><p>${text.warn(amount(margin.worth - margin.owed, currency), currency)}</p><p>${text.warnSays}</p></div></div>`;
};

/** How far the picture goes: beyond the closing line, in whole tenths. */
const reach = ({ fall_to_close }: Account): number => Math.min(WHOLE, Math.ceil(((fall_to_close ?? 0) + 1_000) / 1_000) * 1_000);

/** How far aside a finger goes that drags, in pixels: one that goes up or down scrolls the page. */
const ASIDE = 8;
/** Where a finger came down that has not gone aside yet. */
let touched: number | undefined;

const picture = (
  margin: Account,
  { call, close }: Margin,
  fall: number,
  most: number,
  set: (basisPoints: number) => void,
): TemplateResult => {
  const [high, low] = [margin.ratio ?? 0, after(margin, most).ratio];
  const x = (basisPoints: number): number => (basisPoints / most) * WIDTH;
  const y = (ratio: number): number => ((high - ratio) / Math.max(1, high - low)) * HEIGHT;
  const at = y(after(margin, fall).ratio);
  const drag = (event: PointerEvent): void => {
    const box = (event.currentTarget as SVGElement).getBoundingClientRect();
    set(Math.round((((event.clientX - box.left) / box.width) * most) / STEP) * STEP);
  };
  const parts = [
    svg`<rect class="below" x="0" y=${y(call.ratio)} width=${WIDTH} height=${HEIGHT - y(call.ratio)}/>`,
    svg`<path class="to-call" d="M0 ${y(call.ratio)}H${WIDTH}"/><path class="to-close" d="M0 ${y(close.ratio)}H${WIDTH}"/>`,
    svg`<path class="line" d="M0 ${y(high)}L${WIDTH} ${y(low)}"/>`,
    svg`<path class="drop" d="M${x(fall)} ${at}V${HEIGHT}"/><path class="dot" d="M${x(fall)} ${at}h0"/>`,
    svg`<rect class="pad" data-drag x="0" y="0" width=${WIDTH} height=${HEIGHT} @pointerdown=${(event: PointerEvent) => {
      (event.currentTarget as SVGElement).setPointerCapture(event.pointerId);
      touched = event.pointerType === "touch" ? event.clientX : undefined;
      if (touched === undefined) drag(event);
    }} @pointermove=${(event: PointerEvent) => {
      if (touched !== undefined && Math.abs(event.clientX - touched) < ASIDE) return;
      touched = undefined;
      if (event.buttons > 0) drag(event);
    }} @pointerup=${(event: PointerEvent) => {
      if (touched !== undefined) drag(event);
      touched = undefined;
    }} @pointercancel=${() => {
      touched = undefined;
    }}/>`,
  ];
  return html`${frame(percent(high, 0), percent(low, 0), parts)}<div class="ends small"><span>0</span><span>−${percent(most)}</span></div>`;
};

/** Falling to the limit every day: the ratio at each close, and in words on which day a line is passed. */
const daily = ({ daily: boards }: Account, { call, close }: Margin, say: (key: string) => string): TemplateResult => {
  const { fall: text } = affordWords();
  const most = Math.max(0, ...boards.map(({ ratios }) => ratios.length));
  const cell = (
    ratio: number | undefined,
    day: number,
    { days_to_call: called, days_to_close: closed }: Account["daily"][number],
  ): TemplateResult => {
    if (ratio === undefined) return html`<td></td>`;
    const word = day === closed ? text.closed : day === called ? text.called : undefined;
    return html`<td class="num n ${ratio < close.ratio ? "to-close" : ratio < call.ratio ? "to-call" : ""}">${percent(ratio, 1)}${word ? html`<small>${word}</small>` : nothing}</td>`;
  };
  return html`<ul class="small boards">${boards.map(
    (one) =>
      html`<li data-board=${one.daily_limit}>${text.board(say(`daily-limit.${one.daily_limit}`), one.days_to_call ?? null, one.days_to_close ?? null, one.days_to_loss ?? null)}</li>`,
  )}</ul><details class="daily"><summary>${text.table}</summary>${scrolls(
    text.table,
    html`<table class="rows"><thead><tr><th scope="col">${text.daily}</th>${boards.map(({ daily_limit: id }) => html`<th scope="col" class="num">${say(`daily-limit.${id}`)}</th>`)}</tr></thead>
      <tbody>${Array.from({ length: most }, (_, n) => html`<tr><th scope="row">${text.day(n + 1)}</th>${boards.map((one) => cell(one.ratios[n], n + 1, one))}</tr>`)}</tbody></table>`,
  )}</details>`;
};
