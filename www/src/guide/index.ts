/** The integration guide: order and code here, sentences in the two language files beside. */
import { html, type TemplateResult } from "lit";
import { inLocale, words } from "../i18n";
import * as code from "./code";
import { en } from "./en";
import { type GuideWords, zh } from "./zh";

export const guide = (): TemplateResult => {
  const text = inLocale<GuideWords>({ en, "zh-CN": zh });
  return html`<div class="guide">
    <h1>${words().guide.title}</h1>
    <p class="lead">${words().guide.lead}</p>
    ${part("how", text.how.title, html`<ol class="way">${text.how.steps.map((step) => html`<li>${step}</li>`)}</ol>`)}
    ${part("back-end", text.backEnd.title, html`<p>${text.backEnd.body}</p>${block(code.backEnd)}`)}
    ${part("page", text.page.title, html`<p>${text.page.body}</p>${block(code.page)}<p>${text.page.after}</p>${block(code.readBack)}`)}
    ${part("react", "React", block(code.react))}
    ${part("vue", "Vue", block(code.vue))}
    ${part("policy", text.policy.title, html`<p>${text.policy.body}</p>${block(code.policy)}`)}
    ${part(
      "verdict",
      text.verdict.title,
      html`<div class="proof">
      <div><h3>${text.verdict.proves}</h3><ul>${text.verdict.provesList.map((line) => html`<li>${line}</li>`)}</ul></div>
      <div><h3>${text.verdict.not}</h3><ul>${text.verdict.notList.map((line) => html`<li>${line}</li>`)}</ul></div>
    </div>`,
    )}
    ${part("keep", text.keep.title, html`<ul>${text.keep.list.map((line) => html`<li>${line}</li>`)}</ul>`)}
    ${part("lab", text.lab.title, html`<p>${text.lab.body}</p><p><a class="link" href="lab.html">${text.lab.go}</a></p>`)}
  </div>`;
};

const part = (id: string, title: string, body: TemplateResult): TemplateResult =>
  html`<section class="sect" aria-labelledby=${id}><h2 id=${id}>${title}</h2>${body}</section>`;

const block = (source: string): TemplateResult => html`<pre tabindex="0" lang="en" translate="no"><code>${source}</code></pre>`;
