/** Figures of the market, at the foot of the lab: which hold, and which do not. The tables come once they are asked for. */
import { html, nothing, type TemplateResult } from "lit";
import { failed, keepInSight, redraw } from "../shell";
import { labWords } from "./words";

let view: (() => TemplateResult) | undefined;
let problem: unknown;

const load = async (): Promise<void> => {
  problem = undefined;
  try {
    ({ view } = await import("./context/view"));
  } catch (thrown) {
    problem = thrown;
  }
  redraw();
};

export const context = (): TemplateResult => {
  const text = labWords().context;
  const toggle = (event: Event): void => {
    if ((event.currentTarget as HTMLDetailsElement).open && !view) void load();
    keepInSight(event);
  };
  return html`<section class="card context" aria-labelledby="context-h"><h2 id="context-h">${text.title}</h2><p>${text.body}</p>
    <details @toggle=${toggle}><summary>${text.open}</summary>${view ? view() : problem ? failed(problem, () => void load()) : nothing}</details></section>`;
};
