/** What a change would do to the figures, beside what they are. */
import { html, nothing, type TemplateResult } from "lit";
import type { Joined } from "prescreen/statements";
import { amount } from "./amount";
import { hidesIncome, shownFeature } from "./features";
import type { Files, Trial } from "./files";
import { scrolls } from "./scrolls";
import { byMonth, counted } from "./series";
import { correctWords, words } from "./words";

/** Figures by their names, in the order in which they are shown. */
const figuresOf = (joined: Joined, currency: string): Record<string, string> => {
  const { ledger, features } = joined;
  const flow = ledger.flows.find((one) => one.currency === currency);
  const text = correctWords().effect.figures;
  const monthly = features?.found["income-monthly"];
  const money = (minor: number | undefined): string => (minor === undefined ? "–" : amount(minor, currency));
  return {
    [text.monthly]: money(
      monthly && "value" in monthly && features?.currency === currency && !hidesIncome(joined, currency) ? monthly.value : undefined,
    ),
    [text.income]: money(flow?.income.amount),
    [text.withTransfers]: money(flow?.income_with_transfers.amount),
    [text.spending]: money(flow && byMonth(joined, currency).reduce((sum, month) => sum + month.spending, 0)),
    [text.repayments]: money(
      flow && counted(joined, currency).reduce((sum, { as, entry }) => (as === "repayment" ? sum + entry.amount : sum), 0),
    ),
    ...Object.fromEntries(
      Object.entries(words().joined.figures).flatMap(([name, label]) => {
        const found = features?.found[name];
        return found ? [[label, shownFeature(name, joined, features.currency)]] : [];
      }),
    ),
    [text.open]: String(ledger.questions.length),
  };
};

/** The figures that a change moves, with the two ways to end it. */
export const effect = (files: Files, trial: Trial, currency: string, after: () => void): TemplateResult | typeof nothing => {
  if (!files.joined) return nothing;
  const text = correctWords().effect;
  const [now, then] = [figuresOf(files.joined, currency), figuresOf(trial.joined, currency)];
  const changed = Object.keys(now).filter((name) => now[name] !== then[name]);
  return html`<div class="trial" role="group" aria-label=${text.title}>
    <p role="status"><b>${text.title}</b>${changed.length === 0 ? html` <span>${text.same}</span>` : nothing}</p>
    ${
      changed.length === 0
        ? nothing
        : scrolls(
            text.what,
            html`<table class="rows"><thead><tr><th scope="col">${text.what}</th><th scope="col" class="num">${text.before}</th><th scope="col" class="num">${text.after}</th></tr></thead>
      <tbody>${changed.map((name) => html`<tr><th scope="row">${name}</th><td class="num n">${now[name]}</td><td class="num n">${then[name]}</td></tr>`)}</tbody></table>`,
          )
    }
    <p class="small quiet">${text.declared}</p>
    <p class="go"><button class="btn" type="button" @click=${() => {
      files.apply(() => correctWords().made.applied);
      after();
    }}>${text.apply}</button>
    <button class="btn" type="button" @click=${() => {
      files.drop();
      after();
    }}>${text.drop}</button></p>
  </div>`;
};

/** What was changed, each to be taken back. */
export const madePart = (files: Files): TemplateResult | typeof nothing => {
  const text = correctWords().made;
  const { list } = files.made;
  if (list.length === 0) return nothing;
  return html`<div class="card made"><h3>${text.title(list.length)}</h3><p class="small quiet">${text.says}</p>
    <ul>${list.map(
      ({ id, title }) =>
        html`<li><span>${title()}</span><button class="link" type="button" @click=${() => void files.takeBack(id, () => correctWords().made.takeBack)}>${text.takeBack}<span class="vh">: ${title()}</span></button></li>`,
    )}</ul></div>`;
};
