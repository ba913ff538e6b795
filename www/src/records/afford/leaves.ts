/** What would leave of all this: an outcome and a band, counted in bits by the proof of the rules. */
import { html, nothing, type TemplateResult } from "lit";
import proofs from "virtual:proofs";
import { locale } from "../../i18n";
import type { Reckoned } from "./reckoning";
import { stoppedBy } from "./stopped";
import { affordWords } from "./words";

/** What is told is rounded up, to a tenth. */
const tenths = (bits: number): string =>
  new Intl.NumberFormat(locale(), { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(Math.ceil(bits * 10) / 10);

export const leavesPart = ({ pack, assessment }: Reckoned): TemplateResult | typeof nothing => {
  const { leaves: text, colon } = affordWords();
  const { credit, reasons } = assessment;
  if (!credit) return nothing;
  const bits = proofs.find(({ pack: { hash } }) => hash === pack.reference.hash)?.leakage?.credit_bits;
  const band = credit.band ? pack.text(pack.locale(locale()), `limit.${credit.band}`) : undefined;
  const stopped = stoppedBy(assessment);
  const reason = stopped?.codes[0] ?? reasons.find(({ code }) => /^(credit|limit)\.|^facts\.missing$/.test(code))?.code;
  const worded = (word: string, code: string): TemplateResult => html`${word} <small class="code quiet" translate="no">${code}</small>`;
  return html`<section class="sect" aria-labelledby="leaves-h"><h2 id="leaves-h">${text.section}</h2><p>${text.says}</p>
    <dl class="facts leaves">${stopped ? html`<dt>${text.purchase}</dt><dd data-out="purchase">${worded(text.purchases[stopped.outcome], stopped.outcome)}</dd>` : nothing}
      <dt>${text.outcome}</dt><dd data-out="outcome">${worded(text.outcomes[credit.outcome], credit.outcome)}</dd>
      <dt>${text.band}</dt><dd data-out="band">${credit.band ? worded(band ?? "", credit.band) : text.noBand}</dd>
      <dt>${text.reason}</dt><dd data-out="reason">${reason ? worded(text.oneCode, reason) : text.oneCode}</dd></dl>
    ${bits === undefined ? nothing : html`<p class="small" data-out="bits">${text.bits(tenths(bits))}</p>`}
    <p class="small">${text.stays}${colon}${text.kept.join(affordWords().and)}</p></section>`;
};
