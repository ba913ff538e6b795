/** What this page asked of the firm's own server, apart from what an assessment sends. */
import { html, type TemplateResult } from "lit";
import { ownCalls } from "./broker";
import { words } from "./i18n";
import "./styles/own-calls.css";

export const ownRequests = (): TemplateResult => {
  const text = words().calls;
  const calls = ownCalls();
  const bytes = calls.reduce((sum, call) => sum + call.bytes, 0);
  return html`<details class="calls"><summary>${text.title(calls.length)}</summary>
    <p class="small quiet">${text.body}</p>
    <ul>${calls.map(({ method, path, bytes: size }) => html`<li><code>${method} ${path}</code><span class="n">${size} B</span></li>`)}</ul>
    <p class="small quiet">${text.sum(bytes)}</p>
  </details>`;
};
