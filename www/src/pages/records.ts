/** A person's own records: read and checked in this tab. Nothing of them is sent, stored or put into an address. */
import { html, nothing, type TemplateResult } from "lit";
import { broker, type Me } from "../broker";
import { idlePanel } from "../journey";
import { dropPlace } from "../records/drop";
import { fileCard } from "../records/file-card";
import { Files } from "../records/files";
import { guides } from "../records/guides";
import { joinedPart } from "../records/joined";
import { words } from "../records/words";
import { start, Work } from "../shell";
import "../styles/records.css";

let me: Me | null = null;
const files = new Files();
const panel = idlePanel();

const main = (): TemplateResult => {
  const text = words();
  return html`<p class="eyebrow">${text.eyebrow}</p>
    <h1>${text.title}</h1>
    <p class="lead">${text.lead}</p>
    ${dropPlace((chosen) => files.add(chosen))}
    <p class="vh" role="status">${files.told}</p>
    ${
      files.list.length === 0
        ? nothing
        : html`<section class="sect" aria-labelledby="files-h">
      <h2 id="files-h">${text.files.title(files.list.length)}</h2>
      <p role="status">${text.files.reading(files.left)}</p>
      <ul class="files">${files.list.map((file) => fileCard(files, file))}</ul>
    </section>`
    }
    ${files.joined ? joinedPart(files.joined, files.before) : nothing}
    ${guides()}
    <p class="quiet small sect">${text.leaves}</p>`;
};

start({
  name: "records",
  title: () => words().title,
  main,
  aside: () => html`${panel}`,
  who: () => me,
});

void new Work().run(async () => {
  me = await broker.me();
});
