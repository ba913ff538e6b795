/** Outlines, hidden from readers; a word always stands beside. */
import { html, svg, type TemplateResult } from "lit-html";

const icon = (body: TemplateResult): TemplateResult => html`<svg class="i" viewBox="0 0 20 20" aria-hidden="true">${body}</svg>`;

export const lock = icon(svg`<rect x="4" y="9" width="12" height="8" rx="2"/><path d="M7 9V6.5a3 3 0 0 1 6 0V9"/>`);
export const aloud = icon(svg`<path d="M3 8v4h3l4 3.5v-11L6 8zM13 7.5a3.5 3.5 0 0 1 0 5M15 5a7 7 0 0 1 0 10"/>`);
export const phone = icon(svg`<path d="M5 3h3l1.5 4-2 1.5a9 9 0 0 0 4 4l1.5-2 4 1.5v3c0 1-1 2-2 2C9 17 3 11 3 5c0-1 1-2 2-2z"/>`);
export const done = icon(svg`<path d="m4 10.5 4 4 8-9"/>`);

const OUTCOME: Record<string, TemplateResult> = {
  proceed: icon(
    svg`<circle cx="10" cy="10" r="7.5" fill="currentColor" stroke="none"/><path d="m6.8 10.2 2.2 2.2 4.2-4.6" stroke="var(--surface)"/>`,
  ),
  proceed_after: icon(svg`<path d="M3 16h4v-4h4V8h4V4h3"/>`),
  insufficient_evidence: icon(svg`<path d="M5 2.5h7l3.5 3.5v11.5h-10.5z" stroke-dasharray="2.6 2.2"/><path d="M8 10h4M8 13h4"/>`),
  pause: icon(svg`<circle cx="10" cy="10" r="7.5"/><path d="M8 7v6M12 7v6"/>`),
  refer: icon(svg`<circle cx="10" cy="7" r="3.2"/><path d="M3.8 17c.6-3.6 3-5.4 6.2-5.4s5.6 1.8 6.2 5.4"/>`),
  refuse: icon(svg`<circle cx="10" cy="10" r="7.5"/><path d="M6.5 10h7"/>`),
};

export const outcome = (of: string): TemplateResult | undefined => OUTCOME[of];
