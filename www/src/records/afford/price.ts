/** What borrowing would cost: a band with its parts, or calmly why there is none. */
import { html, nothing, type TemplateResult } from "lit";
import type { IndicativePrice } from "prescreen";
import { locale } from "../../i18n";
import { redraw } from "../../shell";
import { scrolls } from "../scrolls";
import { figureList, type ToRows } from "./figure";
import type { Reckoned, Reckoning } from "./reckoning";
import { stoppedBy } from "./stopped";
import { affordWords, percent } from "./words";

type Band = NonNullable<IndicativePrice["band"]>;

export const pricePart = (reckoning: Reckoning, of: Reckoned, toRows: ToRows): TemplateResult | typeof nothing => {
  const { price: text } = affordWords();
  const { price } = of;
  if (!price) return nothing;
  const stops = price.band && stoppedBy(of.assessment);
  const band = stops ? undefined : price.band;
  const why = stops ? text.stopped : price.none ? text.none[price.none] : undefined;
  const flip = (): void => {
    reckoning.practice = !reckoning.practice;
    redraw();
  };
  return html`<section class="sect" aria-labelledby="price-h"><p class="eyebrow">${text.section}</p>
    <h2 id="price-h">${band ? text.band(percent(band.low, 2), percent(band.high, 2)) : (why?.title ?? "")}</h2>
    ${why ? html`<p>${why.says}</p>` : nothing}
    ${reckoning.practice ? html`<p class="note stage" role="status">${text.practice}</p>` : html`<p class="says">${text.would}</p>`}
    ${band ? html`<div class="card">${parts(of, band, toRows)}</div>` : nothing}
    <p class="go"><button class="btn" type="button" @click=${flip}>${reckoning.practice ? text.switchOff : text.switchOn}</button></p></section>`;
};

const parts = ({ pack }: Reckoned, band: Band, toRows: ToRows): TemplateResult => {
  const { price: text } = affordWords();
  const rate = (low: number, high: number): string => (low === high ? percent(low, 2) : `${percent(low, 2)}–${percent(high, 2)}`);
  const cost = (end: "low" | "high"): number =>
    band.parts.filter(({ can_change }) => !can_change).reduce((sum, part) => sum + part[end], 0);
  const say = (key: string): string => pack.text(pack.locale(locale()), key) ?? "";
  const ends = ["low", "high"] as const;
  return html`<p><span class="tier">${text.indicative}</span> <span class="small quiet">${text.from(band.from)}</span></p>
    ${scrolls(
      text.section,
      html`<table class="rows parts" role="table"><thead><tr><th scope="col">${text.part}</th><th scope="col" class="num">${text.rate}</th><th scope="col">${text.change}</th></tr></thead>
      <tbody>${band.parts.map(
        ({ part, low, high, can_change: own }) =>
          html`<tr data-part=${part} role="row"><th scope="row" role="rowheader">${text.parts[part]}</th><td class="num n" role="cell">${rate(low, high)}</td><td role="cell" data-label=${text.change}>${own ? text.yes : text.no}</td></tr>`,
      )}</tbody></table>`,
    )}
    ${figureList(
      ends.map((end) => ({
        id: `rate-${end}`,
        title: text[end],
        figure: percent(band[end], 2),
        lines: band.parts.map((part) => ({ label: text.parts[part.part], figure: percent(part[end], 2) })),
        total: { label: text.cost, figure: percent(cost(end), 2) },
        says: `${text.formula}${band.capped && end === "high" ? `${affordWords().comma}${text.capped(percent(band.high, 2))}` : ""}`,
        from: ["rule" as const],
      })),
      toRows,
    )}
    <p class="small quiet">${say("price.indicative")}</p>`;
};
