/** Where to tap for each export. */
import { html, type TemplateResult } from "lit";
import { words } from "./words";

export const guides = (): TemplateResult => {
  const text = words().guides;
  return html`<section class="sect" aria-labelledby="guides-h">
    <h2 id="guides-h" tabindex="-1">${text.title}</h2>
    <div class="guides">${text.each.map(
      ({ name, takes, steps, note }) => html`<details>
        <summary>${name}<small>${takes}</small></summary>
        <ol>${steps.map((step) => html`<li>${step}</li>`)}</ol>
        <p>${note}</p>
      </details>`,
    )}</div>
    <p class="small quiet under">${text.change}</p>
  </section>`;
};
