/** The integration guide: order and code here, sentences in the two language files beside. */
import { html, type TemplateResult } from "lit";
import { inLocale, words } from "../i18n";
import { redraw } from "../shell";
import * as code from "./code";
import { en } from "./en";
import { type GuideWords, zh } from "./zh";

const said = (): GuideWords => inLocale<GuideWords>({ en, "zh-CN": zh });

export const guide = (): TemplateResult => {
  const text = said();
  const { steps } = text.start;
  const parts: Part[] = [
    ["how", text.how.title, html`<ol class="way">${text.how.steps.map((step) => html`<li>${step}</li>`)}</ol>`],
    [
      "start",
      text.start.title,
      html`<p>${text.start.body}</p><ol class="runs">
        ${step(steps.build, code.build)}${step(steps.install, code.install)}${step(steps.serve, code.serve)}
        <li><b>${steps.files}</b>${file("index.html", code.html)}${file("page.js", code.page)}${file("server.mjs", code.server)}</li>
        ${step(steps.run, code.start)}</ol><p>${text.start.after}</p>`,
    ],
    ["read-back", text.readBack.title, html`<p>${text.readBack.body}</p>${block(code.readBack)}`],
    [
      "frameworks",
      text.frameworks.title,
      html`<p>${text.frameworks.body}</p><h3>React</h3>${block(code.react)}<h3>Vue</h3>${block(code.vue)}`,
    ],
    ["events", text.events.title, table(text.events.name, text.events.tells, text.events.list)],
    ["trouble", text.trouble.title, table(text.trouble.code, text.trouble.means, text.trouble.list)],
    ["policy", text.policy.title, html`<p>${text.policy.body}</p>${block(code.policy)}`],
    ["look", text.theme.title, html`<p>${text.theme.body}</p>${block(code.theme)}`],
    [
      "verdict",
      text.verdict.title,
      html`<div class="proof">
      <div><h3>${text.verdict.proves}</h3><ul>${text.verdict.provesList.map((line) => html`<li>${line}</li>`)}</ul></div>
      <div><h3>${text.verdict.not}</h3><ul>${text.verdict.notList.map((line) => html`<li>${line}</li>`)}</ul></div>
    </div>`,
    ],
    ["keep", text.keep.title, html`<ul>${text.keep.list.map((line) => html`<li>${line}</li>`)}</ul>`],
    ...(__LAB__ ? [labPart(text.lab)] : []),
  ];
  return html`<div class="guide">
    <h1>${words().guide.title}</h1>
    <p class="lead">${words().guide.lead}</p>
    <nav class="contents" aria-label=${text.contents}><ul>${parts.map(([id, title]) => html`<li><a href="#${id}">${title}</a></li>`)}</ul></nav>
    ${parts.map(([id, title, body]) => html`<section class="sect" aria-labelledby=${id}><h2 id=${id} tabindex="-1">${title}</h2>${body}</section>`)}
  </div>`;
};

type Part = [id: string, title: string, body: TemplateResult];

/** A site that is built without the lab does not speak of it. */
const labPart = ({ title, body, go }: GuideWords["lab"]): Part => [
  "teams",
  title,
  html`<p>${body}</p><p><a class="link" href="lab.html">${go}</a></p>`,
];

const step = (title: string, source: string): TemplateResult => html`<li><b>${title}</b>${block(source)}</li>`;

const file = (name: string, source: string): TemplateResult =>
  html`<details><summary><code>${name}</code></summary>${block(source)}</details>`;

const table = (name: string, says: string, rows: string[][]): TemplateResult => html`<table class="codes">
  <thead><tr><th scope="col">${name}</th><th scope="col">${says}</th></tr></thead>
  <tbody>${rows.map(([code, body]) => html`<tr><th scope="row"><code>${code}</code></th><td>${body}</td></tr>`)}</tbody></table>`;

/** The block that was copied last. */
let copied = "";

const copy = async (source: string): Promise<void> => {
  await navigator.clipboard.writeText(source);
  copied = source;
  redraw();
};

const block = (source: string): TemplateResult => {
  const text = said();
  return html`<div class="code"><pre tabindex="0" lang="en" translate="no"><code>${source}</code></pre>
    <button class="tool" type="button" @click=${() => void copy(source)}>${copied === source ? text.copied : text.copy}</button></div>`;
};
